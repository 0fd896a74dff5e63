"""A service whose tags `mkdocs.yml` tells, under `extra.enishi.mail.tags` (docs/services.md).

For 配配メール, WiLL Mail, Cuenote, ブラストメール and others, whose tags differ by contract.
"""

from __future__ import annotations

import re

from enishi.desk.target import Recipient, Target
from enishi.settings import TagsText

_CODECS = {"utf-8": "utf-8", "utf-8-bom": "utf-8-sig", "shift_jis": "cp932"}
_MARKS = re.compile(r"\W{2,}|__+")


def target_of(tags: TagsText) -> Target:
    fields = tuple(kind for _, kind in tags.columns)

    def row(one: Recipient, address: str, issue: str) -> tuple[str, ...]:
        cells = {
            "email": address,
            "name": one.name,
            "last": one.last,
            "first": one.first,
            "id": one.id,
            "issue": issue,
        }
        return tuple(cells[kind] for kind in fields)

    return Target(
        title="custom",
        source="docs/services.md",
        columns=tuple(heading for heading, _ in tags.columns),
        row=row,
        signs=signs_of(tags),
        escapes={sign: written for sign, written in tags.escape if written},
        stop=tags.stop,
        web=tags.web,
        name={"ja": tags.name, "en": tags.name} if tags.name else {},
        encoding=_CODECS[tags.encoding],
    )


def signs_of(tags: TagsText) -> tuple[str, ...]:
    """How tags begin: as was said, and as those begin that were given. A single sign such as `%`
    stands in many texts, so there the whole tag counts."""
    given = (tag for tag in (tags.stop, tags.web, tags.name) if tag)
    begun = (found[0] if (found := _MARKS.match(tag)) else tag for tag in given)
    return tuple(dict.fromkeys([*(sign for sign, _ in tags.escape), *begun]))
