"""Long lists, cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from enishi.views import Press, Ref

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands among the pages of its list."""

    number: int
    """Counts from 1."""
    last: int
    newer_path: str
    """The page before this one; empty on the first."""
    older_path: str
    """The page after this one; empty on the last."""
    pages: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of a list."""

    path: str
    items: tuple[T, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Beginning(Generic[T]):
    """The first of a list that may be long."""

    items: tuple[T, ...]
    count: int
    """How many there are in all."""
    path: str
    """Where all are; empty where these are all."""


def beginning_of(items: Sequence[T], most: int, path: str) -> Beginning[T]:
    """At most `most` of them; `path` is the list of all."""
    return Beginning(tuple(items[:most]), len(items), path if len(items) > most else "")


def page_title(title: str, number: int, press: Press) -> str:
    """The title of a list, with the number of its page from the second on."""
    return press.say("pager.title", title=title, number=number) if number > 1 else title


def page_path(base: str, number: int) -> str:
    """`news/`, `news/page/2/`, …"""
    return base if number == 1 else f"{base}page/{number}/"


def sheets_of(items: Sequence[T], size: int, base: str) -> Iterator[Sheet[T]]:
    """The list in pages of `size`; an empty list has one empty page."""
    last = max(1, -(-len(items) // size))
    refs = tuple(Ref(str(number), page_path(base, number)) for number in range(1, last + 1))
    for number in range(1, last + 1):
        newer = page_path(base, number - 1) if number > 1 else ""
        older = page_path(base, number + 1) if number < last else ""
        yield Sheet(
            path=page_path(base, number),
            items=tuple(items[(number - 1) * size : number * size]),
            pager=Pager(number, last, newer, older, refs),
        )
