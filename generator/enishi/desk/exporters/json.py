"""JSON: both records of everybody, whole, as they stand in the files (docs/crm.md).

Every value is a text, as YAML writes it: what is read here can be written there again, and `no`,
`010` or `2015-04` stay what they were.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from enishi.desk.alumnus import Alumnus
from enishi.desk.export import Document

FORMAT, VERSION = "enishi-alumni", 1


def render(people: Sequence[Alumnus]) -> str:
    held = {
        "format": FORMAT,
        "version": VERSION,
        "people": [{"id": one.id, **one.records} for one in people],
    }
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


EXPORT = Document(title="JSON", source="docs/crm.md", suffix=".json", render=render)
