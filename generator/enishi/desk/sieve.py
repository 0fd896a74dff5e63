"""Which of many values could stand in a text: all are looked for in one pass (Aho-Corasick)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from ahocorasick_rs import BytesAhoCorasick

from enishi.desk.needles import MONTHS, Needle
from enishi.desk.traces import bare

_MOST = 24
"""Letters that are looked for. Of a longer value its rarest part is, so that a text which begins
as many others do is not taken for all of them."""
_STARTS = range(0, 41, 4)
_BEFORE = 24
_MONTHS = [month.encode() for month in MONTHS]
_SIGNS = "年月".encode()
_DIGITS = re.compile(rb"\d{2,4}")
_FEW = 4
"""Bytes that are too few to be looked for."""


class Sieve:
    """Lets pass what is not there, and tells the rest: more than is there, but nothing less."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        found: dict[bytes, list[Needle]] = defaultdict(list)
        for one, sign in _signs_of(list(needles)):
            found[sign].append(one)
        self._always = [one for sign in found if len(sign) < _FEW for one in found[sign]]
        self._signs = [sign for sign in found if len(sign) >= _FEW]
        self._needles = found
        self._days = {one.text: one for one in chain(*found.values()) if one.sort == "day"}
        self._finder = BytesAhoCorasick(self._signs)

    def likely(self, traces: bytes) -> set[Needle]:
        """Those that a text may hold which has left these traces."""
        likely = set(self._always)
        for number, begin, _ in self._finder.find_matches_as_indexes(traces, overlapping=True):
            found = self._needles[self._signs[number]]
            if found[0].sort == "day":
                found = self._days_at(traces, begin, found)
            likely.update(found)
        return likely

    def _days_at(self, traces: bytes, at: int, of_year: list[Needle]) -> list[Needle]:
        """Which days may be told around a year; 4月12日 is 412 here, and so is 41月2日."""
        before = traces[max(0, at - _BEFORE) : at]
        if any(month in before for month in _MONTHS):
            return of_year
        behind = _DIGITS.match(traces[at + 4 : at + 18].translate(None, _SIGNS))
        digits = behind[0].decode() if behind else ""
        ways = ((digits[:m], digits[m : m + d]) for m in (1, 2) for d in (1, 2))
        year = traces[at : at + 4].decode()
        days = (f"{year}-{month:>02}-{day:>02}" for month, day in ways)
        return [self._days[day] for day in days if day in self._days]


def _signs_of(needles: list[Needle]) -> Iterable[tuple[Needle, bytes]]:
    """What each is known by; a day, by its year."""
    parts = {one: _parts_of(one) for one in needles}
    common = Counter(part for found in parts.values() for part in found)
    for one, found in parts.items():
        yield one, bare(min(found, key=common.__getitem__).encode())


def _parts_of(one: Needle) -> list[str]:
    if one.sort == "day":
        return [one.text[:4]]
    last = max(0, len(one.text) - _MOST)
    return [one.text[at : at + _MOST] for at in _STARTS if at <= last]
