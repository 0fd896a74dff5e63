"""What ties people together: who was here at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from enishi.views import Profile, Ref, Stay

MOST = 12
_NEAR = 10
"""How many neighbours on each side, by the day of joining, are looked at in each group.

A bound, so that the cost stays linear however large a department was.
"""
_CROWD = 100
_LONGEST = 1 << 20
"""More days than anybody stays anywhere."""
_Place = tuple[Sequence["_Spell"], int]
"""A spell among those of a group, which are by the day of joining."""


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
    shared: list[list[_Place]] = [[] for _ in people]
    whole: list[list[_Place]] = [[] for _ in people]
    for at, spell in enumerate(spells):
        whole[spell.person].append((spells, at))
        for group in spell.groups:
            members = groups[group]
            shared[spell.person].append((members, len(members)))
            members.append(spell)
    return {person_id: _nearest(shared[at], whole[at], ids) for at, person_id in enumerate(ids)}


def _nearest(
    shared: Sequence[_Place], whole: Sequence[_Place], ids: Sequence[str]
) -> tuple[str, ...]:
    """Of one person, who is in `shared` groups; the `whole` is asked where few are."""
    found: dict[int, int] = {}
    _meet(shared, _LONGEST, found)
    if len(found) < MOST:
        _meet(whole, 0, found)
    nearest = sorted([(-nearness, ids[other]) for other, nearness in found.items()])
    return tuple([other for _, other in nearest[:MOST]])


def _meet(places: Sequence[_Place], near: int, found: dict[int, int]) -> None:
    """Note who was there at the same time: groups in common, times `_LONGEST`, and days."""
    for members, at in places:
        one = members[at]
        for other in members[max(0, at - _NEAR) : at + _NEAR + 1]:
            days = min(one.last, other.last) - max(one.first, other.first)
            if days > 0 and other.person != one.person:
                before = found.get(other.person, 0)
                groups, longest = before - before % _LONGEST, before % _LONGEST
                found[other.person] = groups + near + max(days, longest)


def _spells(people: Sequence[Profile], today: date) -> Iterator[_Spell]:
    for number, person in enumerate(people):
        for stay in person.stays:
            first, last = _days_of(stay, today)
            yield _Spell(first, last, number, tuple(_groups_of(stay)))


def _groups_of(stay: Stay) -> Iterator[str]:
    """Paths of what the stay was part of; they are unique across kinds."""
    yield from (ref.path for ref in refs_of(stay))


def refs_of(stay: Stay) -> tuple[Ref, ...]:
    """What the stay was part of."""
    return (*((stay.department,) if stay.department else ()), *stay.projects, *stay.places)


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody who was there at the same time."""

    id: str
    shared: tuple[Ref, ...]
    """What both were part of at that time; none where they shared the time alone."""


class Circle:
    """Tells who of these people was here together with somebody else, who need not be shown."""

    def __init__(self, people: Sequence[Profile], today: date) -> None:
        """Of a crowd in one place the first `_CROWD` people are looked at."""
        self._ids = [one.id for one in people]
        self._today = today
        self._whole = list(_spells(people, today))
        self._groups: dict[str, list[_Spell]] = defaultdict(list)
        for spell in self._whole:
            for group in spell.groups:
                if len(self._groups[group]) < _CROWD:
                    self._groups[group].append(spell)

    def ties_of(self, stays: Sequence[Stay], *, times: bool) -> list[Tie]:
        """Who shared most comes first, then who was there longest at the same time.

        With `times`, those who shared nothing but the time come last.
        """
        shared: dict[int, dict[str, Ref]] = defaultdict(dict)
        days: dict[int, int] = defaultdict(int)
        for stay in stays:
            first, last = _days_of(stay, self._today)
            named = {ref.path: ref for ref in refs_of(stay)}
            sides: list[tuple[Ref | None, Sequence[_Spell]]] = [
                (ref, self._groups.get(path, ())) for path, ref in named.items()
            ]
            for ref, spells in [*sides, (None, self._whole)] if times else sides:
                for one in spells:
                    both = min(one.last, last) - max(one.first, first)
                    if both > 0:
                        days[one.person] = max(both, days[one.person])
                        if ref:
                            shared[one.person].setdefault(ref.path, ref)
        order = sorted(days, key=lambda at: (-len(shared[at]), -days[at], self._ids[at]))
        return [Tie(self._ids[at], tuple(shared[at].values())) for at in order]


def _days_of(stay: Stay, today: date) -> tuple[int, int]:
    """The first and the last day, as numbers."""
    last = stay.left.last if stay.left else today
    return stay.joined.first.toordinal(), last.toordinal()
