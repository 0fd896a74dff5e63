"""What is passed on to whoever keeps the desk next: things, in chapters, most pressing first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Bequest:
    """One thing. What is said of it stands in the portal's words, by chapter and kind."""

    kind: str
    name: str = ""
    """Who or what it is about, as people say it."""
    id: str = ""
    """Of the person; empty where it is about nobody in particular."""
    on: date | None = None
    is_day: bool = True
    """False where only the month of `on` is known."""
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    """`(label, what was said)`"""
    command: str = ""
    """What to type for it; empty where nothing is to be typed."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Things of one sort."""

    key: str
    things: tuple[Bequest, ...]

    def kinds(self, *kinds: str) -> list[Bequest]:
        return [one for one in self.things if one.kind in kinds]

    @property
    def people(self) -> int:
        """How many people are concerned."""
        return len({one.id for one in self.things if one.id})


@dataclass(frozen=True, slots=True)
class Handover:
    """The whole document, and what to tick."""

    today: date
    chapters: tuple[Chapter, ...]
    """Those that have something in them."""
    boxes: tuple[Chapter, ...]
    """The checklist, step by step."""

    def chapter(self, key: str) -> Chapter:
        return next((one for one in self.chapters if one.key == key), Chapter(key, ()))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of anybody: keys alone make no ties."""
        return all(one.key == "keys" for one in self.chapters)


def chaptered(pairs: Iterable[tuple[str, Iterable[Bequest]]]) -> tuple[Chapter, ...]:
    made = (Chapter(key, tuple(things)) for key, things in pairs)
    return tuple(one for one in made if one.things)
