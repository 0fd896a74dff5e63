"""Days of the year on which somebody is thought of, as exactly as their dates are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from enishi.dates import on_year, partial_date_of


class Occasion(NamedTuple):
    """A day that comes again each year; a whole month where the day is not known."""

    first: date
    last: date
    years: int
    """How many years it has been; 0 where nobody knows."""

    @property
    def is_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Span:
    """Days from `since` to `until`, in which occasions are looked for."""

    since: date
    until: date

    @cached_property
    def keys(self) -> frozenset[str]:
        """The days and months of it, as dates write them behind the year."""
        number = min((self.until - self.since).days, 366)
        days = [self.until - timedelta(back) for back in range(number + 1)]
        leap = ["02-29"] if any((day.month, day.day) == (2, 28) for day in days) else []
        return frozenset([*(f"{day:%m-%d}" for day in days), *(f"{day:%m}" for day in days), *leap])

    def anniversaries(self, when: str) -> Iterator[Occasion]:
        """Those of a date, from the first year on.

        29 February is kept on the 28th in other years. A year alone has no day to be kept.
        """
        if when[5:] not in self.keys:
            return
        began = partial_date_of(when)
        if began is None or began.month is None:
            return
        for year in range(max(self.since.year, began.year + 1), self.until.year + 1):
            first = on_year(began.month, began.day or 1, year)
            last = on_year(began.month, began.day or 31, year)
            if first <= self.until and last >= self.since:
                yield Occasion(first, last, year - began.year)

    def birthdays(self, when: str) -> Iterator[Occasion]:
        """Of `04-12`. Of the years nothing is said."""
        if when not in self.keys:
            return
        for year in range(self.since.year, self.until.year + 1):
            day = on_year(int(when[:2]), int(when[3:]), year)
            if self.since <= day <= self.until:
                yield Occasion(day, day, 0)
