"""JSON of our own: both records of everybody, as `enishi export --for json` writes them (docs/crm.md).

Nobody becomes public by it: of a public record all that says who somebody is goes into the
private one, and the rest is kept beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from enishi.desk.emendation import Plain
from enishi.desk.layout import Form, Told
from enishi.desk.records import CARD, WHO
from enishi.problems import Mark, Problems
from enishi.source.nodes import MAX_DEPTH

FORMAT, VERSION = "enishi-alumni", 1


def read(text: str, name: str, problems: Problems) -> list[Told]:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        held = None
    if _is_deep(held, MAX_DEPTH):
        held = None
    people = held.get("people") if isinstance(held, dict) else None
    if not isinstance(people, list) or held.get("format") != FORMAT:
        problems.add(name, Mark(), "import-json")
        return []
    if held.get("version") != VERSION:
        problems.add(name, Mark(), "import-version", known=VERSION)
        return []
    lines = _lines(text)
    return [_told(one, next(lines, 1)) for one in people if isinstance(one, dict)]


def _is_deep(value: object, left: int) -> bool:
    """Whether it nests beyond what a record may."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return left == 0 or any(_is_deep(one, left - 1) for one in inner)


def _lines(text: str) -> Iterator[int]:
    """On which line each person begins, as we write them."""
    for number, line in enumerate(text.split("\n"), 1):
        if line == "    {":
            yield number


def _told(person: Mapping[str, Plain], line: int) -> Told:
    public, private = (_mapping(person.get(key)) for key in ("public", "private"))
    more: dict[str, Plain] = {key: one for key, one in private.items() if key in CARD.fields}
    rest = [(f"private.{key}", _text(value)) for key, value in private.items() if key not in more]
    who = {key: value for key, value in public.items() if key in WHO.fields}
    if who:
        more["person"] = who
        rest += [(f"public.{key}", _text(one)) for key, one in public.items() if key not in who]
    return Told(line, (), tuple(rest), str(person.get("id") or ""), more=more)


def _mapping(value: object) -> dict[str, Plain]:
    return value if isinstance(value, dict) else {}


def _text(value: Plain) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


SOURCE = Form(
    title="Enishi",
    source="docs/crm.md",
    is_it=lambda text, suffix: text.lstrip()[:1] == "{" and FORMAT in text[:200],
    read=read,
)
