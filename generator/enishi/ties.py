"""What ties people together: who was here at the same time, and what they lived through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from enishi.views import Change, Face, Profile, Ref, Stay

MOST = 12
_NEAR = 15
"""How many neighbours on each side, by the day of joining, are looked at in each group.

A bound, so that the cost stays linear however large a department was.
"""


@dataclass(frozen=True, slots=True)
class _Spell:
    """One stay of one person, as days."""

    first: date
    last: date
    person: Profile
    groups: tuple[str, ...]


def contemporaries(people: Sequence[Profile], today: date) -> dict[str, tuple[Face, ...]]:
    """`{person ID: faces}`: who shared a department, project or office, longest first.

    Who shared none of these but was here at the time comes after them.
    """
    groups: dict[str, list[_Spell]] = defaultdict(list)
    for spell in _spells(people, today):
        for group in (*spell.groups, ""):
            groups[group].append(spell)
    shared: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    faces = {person.id: person.face for person in people}
    for name, spells in groups.items():
        spells.sort(key=lambda spell: (spell.first, spell.person.id))
        for one, other, days in _overlaps(spells):
            weight = _weight(shared[one].get(other), days, bool(name))
            shared[one][other] = weight
    return {person.id: _nearest(shared[person.id], faces) for person in people}


def _weight(before: tuple[int, int] | None, days: int, close: bool) -> tuple[int, int]:
    """How near two people are: groups in common, then days."""
    groups, longest = before or (0, 0)
    return groups + close, max(longest, days)


def _nearest(shared: dict[str, tuple[int, int]], faces: dict[str, Face]) -> tuple[Face, ...]:
    def nearness(other: str) -> tuple[int, int, str]:
        groups, days = shared[other]
        return -groups, -days, other

    return tuple(faces[other] for other in sorted(shared, key=nearness)[:MOST])


def _spells(people: Iterable[Profile], today: date) -> Iterator[_Spell]:
    for person in people:
        for stay in person.stays:
            last = stay.left.last if stay.left else today
            yield _Spell(stay.joined.first, last, person, tuple(_groups_of(stay)))


def _groups_of(stay: Stay) -> Iterator[str]:
    """Paths of what the stay was part of; they are unique across kinds."""
    if stay.department:
        yield stay.department.path
    yield from (ref.path for ref in (*stay.projects, *stay.places))


def _overlaps(spells: Sequence[_Spell]) -> Iterator[tuple[str, str, int]]:
    """Pairs of different people and the days they were here together, both ways round."""
    for at, one in enumerate(spells):
        for other in spells[at + 1 : at + 1 + _NEAR]:
            days = (min(one.last, other.last) - max(one.first, other.first)).days
            if days > 0 and one.person.id != other.person.id:
                yield one.person.id, other.person.id, days
                yield other.person.id, one.person.id, days


class Chronicle:
    """The company's milestones, found by date."""

    def __init__(self, changes: Iterable[Change], most: int = 6) -> None:
        self._changes = [change for change in changes if change.kind == "event"]
        self._days = [change.on.first for change in self._changes]
        self._most = most

    def lived_by(self, person: Profile, today: date) -> tuple[Ref, ...]:
        """What happened while the person was here, spread over the whole time."""
        found: dict[int, Ref] = {}
        for stay in person.stays:
            start = bisect_left(self._days, stay.joined.first)
            end = bisect_right(self._days, stay.left.last if stay.left else today)
            for at in range(start, end):
                found[at] = Ref(self._changes[at].title, "", str(self._changes[at].on))
        chosen = sorted(found)
        if len(chosen) > self._most:
            step = (len(chosen) - 1) / (self._most - 1)
            chosen = [chosen[round(number * step)] for number in range(self._most)]
        return tuple(found[at] for at in chosen)
