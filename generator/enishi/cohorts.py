"""What people have in common: the year they came or left, and what filters and readers choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from enishi.history import History
from enishi.views import Choice, Cohort, Facet, Profile


def cohorts_of(people: Iterable[Profile], kind: str) -> tuple[Cohort, ...]:
    """Cohorts by year, newest first."""
    years: dict[int, list[Profile]] = defaultdict(list)
    for person in people:
        for facet in person.facets:
            if facet.kind == kind:
                years[int(facet.key)].append(person)
    folder = "alumni/joined" if kind == "joined" else "since"
    return tuple(
        Cohort(year, f"{folder}/{year}/", tuple(years[year]))
        for year in sorted(years, reverse=True)
    )


def facets_of(each: Iterable[Sequence[Facet]]) -> tuple[Facet, ...]:
    """Every facet with its count: years newest first, others most used first.

    `each` are the facets of one person.
    """
    count: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Facet] = {}
    for facets in each:
        for it in facets:
            key = it.kind, it.key
            if key in count:
                count[key] += 1
            else:
                count[key], first[key] = 1, it

    def order(facet: Facet) -> tuple[str, int, str]:
        years = facet.kind in ("joined", "left")
        return facet.kind, -int(facet.key) if years else -facet.count, facet.label

    counted = (replace(first[key], count=number) for key, number in count.items())
    return tuple(sorted(counted, key=order))


_CHOSEN = {"department": "department", "project": "project", "office": "place"}
"""Kinds of the timeline that a reader may say they were part of, and what expressions call them."""


def choices_of(history: History) -> tuple[Choice, ...]:
    """What a reader may choose; old names are told unless they are today's of something else."""
    things = [thing for thing in history.things.values() if thing.kind in _CHOSEN]
    today = {(thing.kind, thing.entry.name) for thing in things}
    return tuple(
        Choice(
            _CHOSEN[thing.kind],
            thing.entry.id,
            thing.entry.name,
            tuple(old for old in history.former_names(thing) if (thing.kind, old) not in today),
        )
        for thing in things
    )
