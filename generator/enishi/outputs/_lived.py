"""What the company lived through while somebody was here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from enishi.views import Change, Ref, Stay

MOST = 6


def lived_by(stays: Sequence[Stay], milestones: Sequence[Change]) -> tuple[Ref, ...]:
    """The milestones of all stays, oldest first; of many, some that are spread over the time.

    `milestones` are those that have come to pass, in the order of their days.
    """
    chosen = sorted({at for stay in stays for at in _during(stay, milestones)})
    if len(chosen) > MOST:
        step = (len(chosen) - 1) / (MOST - 1)
        chosen = [chosen[round(number * step)] for number in range(MOST)]
    found = (milestones[at] for at in chosen)
    return tuple(Ref(change.title, "", str(change.on)) for change in found)


def _during(stay: Stay, milestones: Sequence[Change]) -> Iterator[int]:
    start = bisect_left(milestones, stay.joined.first, key=_day)
    end = stay.left.last if stay.left else date.max
    return iter(range(start, bisect_right(milestones, end, key=_day)))


def _day(change: Change) -> date:
    return change.on.first
