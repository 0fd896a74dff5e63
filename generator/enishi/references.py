"""What records may point to, and what to say where there is nothing of that ID."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from enishi.problems import Problems
from enishi.source.schema import Ref
from enishi.source.timeline import Entry, Timeline


@dataclass(frozen=True, slots=True)
class Targets:
    """IDs that there are, gathered once."""

    projects: frozenset[str]
    offices: frozenset[str]
    products: frozenset[str]
    eras: frozenset[str]
    people: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()
    """IDs, and names of files without their suffix."""
    tags: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    cards: frozenset[str] = frozenset()


def targets_in(timeline: Timeline) -> Targets:
    return Targets(
        projects=ids_of(timeline.projects),
        offices=ids_of(timeline.offices),
        products=ids_of(timeline.products),
        eras=ids_of(timeline.eras),
    )


def ids_of(things: Iterable[Entry]) -> frozenset[str]:
    return frozenset(thing.id for thing in things)


def check_refs(
    refs: Iterable[Ref], known: Collection[str], path: str, field: str, problems: Problems
) -> None:
    for ref in refs:
        if ref.id not in known:
            problems.add(path, ref.mark, "ref-missing", field, near=nearest(ref.id, known))


def nearest(name: str, known: Collection[str]) -> str:
    """The nearest that there is, or the first few, as an example."""
    near = difflib.get_close_matches(name, sorted(known), 1)
    return near[0] if near else ", ".join(sorted(known)[:3]) or "—"
