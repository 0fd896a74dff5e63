"""What the browser's search is told of a page, and in which order."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NotRequired, TypedDict

from enishi.readings import folded
from enishi.views import Made

MOST_TEXT = 20_000
"""Characters of a page that can be found; a text without end would slow every reader down."""

_PROFILE = re.compile(r"alumni/[^/]+/\Z")


class Entry(TypedDict):
    """A page that can be found."""

    path: str
    title: str
    names: NotRequired[str]
    """Other ways to ask for it, folded, a line each; not shown."""
    text: str
    person: NotRequired[int]
    """1 for a profile."""


def entries_of(made: Sequence[Made]) -> list[Entry]:
    """Pages with a text; of two that fit a query as well, the one listed first wins."""
    return [_entry(page) for page in sorted(made, key=_order) if page.text]


def _order(page: Made) -> tuple[int, int]:
    """People as the directory has them, then what has a date, newest first, then the rest."""
    if _PROFILE.match(page.path):
        return 0, 0
    return (1, -page.changed.toordinal()) if page.changed else (2, 0)


def _entry(page: Made) -> Entry:
    entry = Entry(path=page.path, title=page.title, text=page.text[:MOST_TEXT])
    if page.names:
        entry["names"] = page.names
    if _PROFILE.match(page.path):
        entry["person"] = 1
    return entry


def names_asked(title: str, keywords: str) -> str:
    """`Made.names` of a page with this title and these keywords."""
    names = dict.fromkeys(folded(line) for line in keywords.split("\n") if line)
    names.pop(folded(title), None)
    return "\n".join(names)


def json_of(value: object) -> bytes:
    """On one line, without needless spaces."""
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode()
