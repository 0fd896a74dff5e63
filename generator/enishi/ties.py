"""What ties people together: who was here at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enishi.views import Profile, Stay

MOST = 12
_NEAR = 10
"""How many neighbours on each side, by the day of joining, are looked at in each group.

A bound, so that the cost stays linear however large a department was.
"""
_LONGEST = 1 << 20
"""More days than anybody stays anywhere."""
_Shared = defaultdict[int, dict[int, int]]
"""`{person: {other: nearness}}`: groups in common, times `_LONGEST`, and days together."""


@dataclass(frozen=True, slots=True)
class _Spell:
    """One stay of one person, as day numbers."""

    first: int
    last: int
    person: int
    groups: tuple[str, ...]


def contemporaries(people: Sequence[Profile], today: date) -> dict[str, tuple[str, ...]]:
    """`{person ID: IDs}`: who shared a department, project or office, longest first.

    Where these are few, who shared none but was here at the time comes after them.
    """
    ids = [person.id for person in people]
    spells = sorted(_spells(people, today), key=lambda spell: (spell.first, ids[spell.person]))
    groups: dict[str, list[_Spell]] = defaultdict(list)
    for spell in spells:
        for group in spell.groups:
            groups[group].append(spell)
    shared: _Shared = defaultdict(dict)
    for members in groups.values():
        _meet(members, shared, _LONGEST)
    _meet(spells, shared, 0)
    return {
        person_id: tuple(ids[other] for other in _nearest(shared[at], ids))
        for at, person_id in enumerate(ids)
    }


def _meet(spells: Sequence[_Spell], shared: _Shared, near: int) -> None:
    """Note who was here together; `spells` are by day of joining.

    With `near` 0 only those are joined of whom one knows few.
    """
    for at, one in enumerate(spells):
        mine = shared[one.person]
        for other in spells[at + 1 : at + 1 + _NEAR]:
            days = min(one.last, other.last) - other.first
            if days <= 0 or one.person == other.person:
                continue
            theirs = shared[other.person]
            if near or len(mine) < MOST:
                mine[other.person] = _nearer(mine.get(other.person, 0), near, days)
            if near or len(theirs) < MOST:
                theirs[one.person] = _nearer(theirs.get(one.person, 0), near, days)


def _nearer(before: int, near: int, days: int) -> int:
    groups, longest = before - before % _LONGEST, before % _LONGEST
    return groups + near + (days if days > longest else longest)


def _nearest(shared: Mapping[int, int], ids: Sequence[str]) -> list[int]:
    return sorted(shared, key=lambda other: (-shared[other], ids[other]))[:MOST]


def _spells(people: Sequence[Profile], today: date) -> Iterator[_Spell]:
    for number, person in enumerate(people):
        for stay in person.stays:
            last = stay.left.last if stay.left else today
            groups = tuple(_groups_of(stay))
            yield _Spell(stay.joined.first.toordinal(), last.toordinal(), number, groups)


def _groups_of(stay: Stay) -> Iterator[str]:
    """Paths of what the stay was part of; they are unique across kinds."""
    if stay.department:
        yield stay.department.path
    yield from (ref.path for ref in (*stay.projects, *stay.places))
