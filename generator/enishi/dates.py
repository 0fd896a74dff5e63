"""Dates as people know them: a year, a month or a day; and as people say them, ja and en."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

_PARTIAL = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?\Z", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?\Z", re.ASCII
)
MOST_YEAR = 9998
"""So that a day may be added, and a zone's hours, without leaving the calendar."""
_WEEKDAYS = "月火水木金土日"
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
"""`calendar.month_name` speaks the language of the process's locale."""


@dataclass(frozen=True, slots=True)
class Day:
    """The day that is published for, and whether drafts are shown (in the preview only)."""

    today: date
    drafts: bool = False


def today_in(zone: ZoneInfo, given: date | None, clock: float) -> date:
    """The day to publish for: as given, or what `clock` (Unix time) is in the portal's zone."""
    return given or datetime.fromtimestamp(clock, zone).date()


@dataclass(frozen=True, slots=True)
class PartialDate:
    """`2015`, `2015-04` or `2015-04-01`; stands for every day that it may mean."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        return _last_of(self.year, self.month or 12, self.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@lru_cache(4096)
def _last_of(year: int, month: int, day: int | None) -> date:
    return date(year, month, day or calendar.monthrange(year, month)[1])


@lru_cache(4096)
def partial_date_of(text: str) -> PartialDate | None:
    """The date that `text` writes in ISO 8601's extended form, or None."""
    match = _PARTIAL.match(text)
    if not match:
        return None
    found = PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    try:
        if not 1000 <= found.year <= MOST_YEAR or not found.first <= found.last:
            return None
    except ValueError:
        return None
    return found


@lru_cache(4096)
def day_of(text: str) -> date | None:
    """The full day that `text` writes, or None."""
    found = partial_date_of(text)
    return found.first if found and found.day else None


def moment_of(text: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """A moment with its zone, and whether a time of day was given; or None.

    Without an offset the moment is in `zone`; a bare day is its midnight.
    """
    match = _MOMENT.match(text)
    day = day_of(match[1]) if match else None
    if match is None or day is None:
        return None
    if match[2] is None:
        return datetime.combine(day, time(), zone), False
    try:
        clock = time(int(match[2]), int(match[3]), int(match[4] or 0))
        if match[5]:
            offset = datetime.fromisoformat(f"{day}T00:00:00{match[5].replace('Z', '+00:00')}")
            return datetime.combine(day, clock, offset.tzinfo).astimezone(zone), True
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, clock, zone), True


def say_day(day: date, lang: str, *, weekday: bool = True) -> str:
    """`2026年11月22日(日)` or `22 November 2026`."""
    if lang == "ja":
        name = f"({_WEEKDAYS[day.weekday()]})" if weekday else ""
        return f"{day.year}年{day.month}月{day.day}日{name}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_month(day: date, lang: str) -> str:
    """`2026年11月` or `November 2026`."""
    if lang == "ja":
        return f"{day.year}年{day.month}月"
    return f"{_MONTHS[day.month - 1]} {day.year}"


def say_year(year: int, lang: str) -> str:
    return f"{year}年" if lang == "ja" else str(year)


def say_partial(when: PartialDate, lang: str) -> str:
    """As exact as the date is known: a year, a month or a day."""
    if when.month is None:
        return say_year(when.year, lang)
    if when.day is None:
        return say_month(when.first, lang)
    return say_day(when.first, lang, weekday=False)


def say_time(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02}"


def say_when(start: datetime, end: datetime | None, timed: bool, lang: str) -> str:
    """The span of an event: `2026年12月4日(金) 19:00〜21:00`."""
    dash = "〜" if lang == "ja" else "–"
    text = say_day(start.date(), lang)
    if timed:
        text += f" {say_time(start)}"
    if end is None or end == start:
        return text
    same_day = end.date() == start.date()
    if same_day:
        return f"{text}{dash}{say_time(end)}" if timed else text
    closing = say_day(end.date(), lang) + (f" {say_time(end)}" if timed else "")
    return f"{text} {dash} {closing}"


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def on_year(month: int, day: int, year: int) -> date:
    """That day of that year; 29 February is the 28th where there is none."""
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter.

    Never beyond the last year that dates may have.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MOST_YEAR:
        return date(MOST_YEAR, 12, 31)
    return on_year(month + 1, day.day, year)
