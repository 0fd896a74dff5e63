"""What the timeline adds to a text, for those who knew it otherwise: by facts only.

A name, a date or a place that is not known makes no line. `derived_of` says what could be told
and whom each line concerns; `lines_for` picks what one reader is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from enishi.dates import PartialDate
from enishi.gazetteer import days_of
from enishi.history import History, Thing
from enishi.membership import EVER, Past, Situation, concerns
from enishi.source.content import About
from enishi.source.schema import Ref
from enishi.source.timeline import Rename
from enishi.views import Condition, Derived, Joint, Line, Meant, Negation, Rule

MOST = 2
"""Lines that a reader is told of one text."""


def lines_for(
    tenures: Iterable[Situation], about: About, history: History, today: date
) -> tuple[Line, ...]:
    """What somebody with these tenures is told, most telling first; at most `MOST`."""
    past = Past(tuple(tenures), today=today.year * 10_000 + today.month * 100 + today.day)
    return tuple(one.line for one in picked(derived_of(about, history, today), past))


def picked(derived: Iterable[Derived], past: Past) -> tuple[Derived, ...]:
    """Those that such a reader is told, in their order; at most `MOST`, and one of each thing."""
    found: dict[str, Derived] = {}
    for one in derived:
        if one.line.key not in found and concerns(one.when, past):
            found[one.line.key] = one
    return tuple(found.values())[:MOST]


def derived_of(about: About, history: History, today: date) -> tuple[Derived, ...]:
    """Every line that could be told of a text, most telling first."""
    found = _Facts(history, today)
    return (
        *_each(found.project, "project", about.projects, history),
        *_each(found.office, "office", about.places, history),
        *_each(found.product, "product", about.products, history),
        *_each(found.era, "era", (about.era,) if about.era else (), history),
        *_each(found.novelty, "product", about.products, history),
    )


def _each(
    tell: Callable[[Thing], Iterator[Derived]], kind: str, refs: Iterable[Ref], history: History
) -> Iterator[Derived]:
    things = (history.things.get((kind, ref.id)) for ref in refs)
    for thing in dict.fromkeys(one for one in things if one):
        yield from tell(thing)


class _Facts:
    """What is known of a thing, as lines."""

    def __init__(self, history: History, today: date) -> None:
        self._history, self._today = history, today

    def project(self, thing: Thing) -> Iterator[Derived]:
        """They were part of it, under whatever name."""
        mine = _among("project", thing)
        for when, rename in self._renames(thing):
            yield Derived(_both(mine, when), _line("project-renamed", thing, rename))
        yield Derived(mine, _line("project", thing))

    def office(self, thing: Thing) -> Iterator[Derived]:
        """They worked there, and it was closed or has another name since."""
        mine = _among("place", thing)
        to = thing.entry.to
        if to and self._is_past(to):
            line = Line("office-closed", _key(thing), thing.entry.name, on=to)
            yield Derived(_both(mine, _gone_before(to)), line)
        for when, rename in self._renames(thing):
            yield Derived(_both(mine, when), _line("office-renamed", thing, rename))

    def product(self, thing: Thing) -> Iterator[Derived]:
        """It was there when they left, under an old name."""
        start = thing.entry.start
        for when, rename in self._renames(thing):
            if start:
                known = Condition("left", ">", (_date(start),))
                yield Derived(_both(known, when), _line("product-renamed", thing, rename))

    def novelty(self, thing: Thing) -> Iterator[Derived]:
        """It was not there yet when they left."""
        start = thing.entry.start
        if start and self._is_past(start):
            line = Line("product-new", _key(thing), thing.entry.name, on=start)
            yield Derived(_gone_before(start), line)

    def era(self, thing: Thing) -> Iterator[Derived]:
        """They were here in that time."""
        entry = thing.entry
        if entry.start:
            end = days_of(entry.to) if entry.to else (EVER, EVER)
            meant = Meant(entry.id, entry.name, (*days_of(entry.start), *end))
            yield Derived(Condition("era", "=", (meant,)), _line("era", thing))

    def _renames(self, thing: Thing) -> Iterator[tuple[Rule, Rename]]:
        """Each rename of the past, and who left with that old name: after the rename before."""
        before: Rename | None = None
        for rename in self._history.renames_of(thing):
            if self._is_past(rename.on) and rename.old != thing.entry.name:
                gone = _gone_before(rename.on)
                after = Condition("left", ">", (_date(before.on),)) if before else None
                yield (_both(after, gone) if after else gone), rename
            before = rename

    def _is_past(self, when: PartialDate) -> bool:
        return when.last <= self._today


def _key(thing: Thing) -> str:
    return f"{thing.kind}:{thing.entry.id}"


def _line(kind: str, thing: Thing, rename: Rename | None = None) -> Line:
    name = thing.entry.name
    if rename is None:
        return Line(kind, _key(thing), name)
    return Line(kind, _key(thing), name, rename.old, rename.on)


def _among(field: str, thing: Thing) -> Rule:
    return Condition(field, "=", (Meant(thing.entry.id, thing.entry.name),))


def _date(when: PartialDate) -> Meant:
    return Meant(str(when), str(when), days_of(when))


def _gone_before(when: PartialDate) -> Rule:
    """They left before, and have not been here since."""
    later = Condition("left", ">=", (_date(when),))
    here = Condition("here", "=", (Meant("yes", "yes"),))
    return _both(Condition("left", "<", (_date(when),)), Negation(Joint("or", (later, here))))


def _both(first: Rule, second: Rule) -> Rule:
    return Joint("and", (first, second))
