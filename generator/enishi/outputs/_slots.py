"""Places in an issue that each reader's edition fills: marks in the printed letter.

The letter is printed once, with marks in it; editions are put together around what stands
between them. A mark begins and ends with a character that no text can hold, so nothing that
anybody wrote is ever taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from enishi.views import NewsItem

_SIGN = "\x04"
"""Control characters are refused wherever texts are read."""
_MARK = re.compile(rf"(?:<!--)?{_SIGN}([a-z]+(?::[a-z0-9-]+)?){_SIGN}(?:-->)?")


def mark_of(name: str) -> str:
    """What stands in the place of something; in HTML it may stand in a comment of its own."""
    return f"{_SIGN}{name}{_SIGN}"


NAME = mark_of("name")
"""Of whoever the edition is for, in the parts that are printed for many."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A line for insiders, with whom it concerns."""

    whom: str
    """Empty where only those see it whom it concerns."""
    text: str


@dataclass(frozen=True, slots=True)
class Slots:
    """What templates of an issue print where editions differ."""

    notes: Mapping[str, str]
    """`{ID of a story or an item of inside: mark}`."""
    inside: tuple[NewsItem, ...] = ()
    """News for former members alone: no page has them, so they stand here whole."""
    hello: str = mark_of("hello")
    since: str = mark_of("since")
    colleagues: str = mark_of("colleagues")
    cards: str = mark_of("cards")
    help: str = mark_of("help")
    stop: str = mark_of("stop")


def slots_of(stories: Iterable[NewsItem], inside: Iterable[NewsItem]) -> Slots:
    found = tuple(inside)
    notes = {one.id: mark_of(f"notes:{one.id}") for one in (*stories, *found)}
    return Slots(notes, found)


@dataclass(frozen=True, slots=True)
class Form:
    """A printed letter, cut at its marks."""

    first: str
    rest: tuple[tuple[str, str], ...]
    """`(name of a mark, what follows it)`."""

    def filled(self, say: Callable[[str], str]) -> str:
        """The letter with what `say(name)` gives in the place of each mark."""
        pieces = [self.first]
        for name, text in self.rest:
            pieces += say(name), text
        return "".join(pieces)


def form_of(printed: str) -> Form:
    first, *rest = _MARK.split(printed)
    return Form(first, tuple(zip(rest[::2], rest[1::2], strict=True)))
