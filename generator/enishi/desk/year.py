"""The year's occasions as a calendar for the marketer alone: `enishi today --ics`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from enishi.almanac import printed_calendar, text_line
from enishi.dates import months_after
from enishi.desk.acquaintance import Tie
from enishi.desk.cabinet import Cabinet
from enishi.desk.occasions import Span
from enishi.desk.ranking import View, due_on, occasions_of
from enishi.problems import Problems, refusal
from enishi.settings import Settings

Phrase = Callable[..., str]


class Date(NamedTuple):
    """A day on which somebody is thought of."""

    day: date
    id: str
    kind: str
    name: str
    years: int
    is_day: bool


def dates_of(ties: Iterable[Tie], view: View) -> list[Date]:
    """Those of the twelve months from today, in order; nobody who is left in peace."""
    year = Span(view.today, months_after(view.today, 12) - timedelta(1))
    return sorted(one for tie in ties for one in _dates_of(tie, view, year))


def _dates_of(tie: Tie, view: View, year: Span) -> Iterator[Date]:
    if tie.kept.is_banned or tie.is_here(view.day):
        return
    name, awake = tie.told.name or tie.id, date.fromordinal(max(1, tie.kept.snooze))
    for kind, one in occasions_of(tie, year, view.today):
        day = max(one.first, view.today)
        if day > awake:
            yield Date(day, tie.id, kind, name, one.years, one.is_day)
    due = due_on(tie, view.today, view.cadence)
    if due is not None and due >= view.today:  # whom it is late for, the plan of the day names
        day = max(due, awake + timedelta(1))
        if day <= year.until:
            yield Date(day, tie.id, "due", name, 0, is_day=True)


def render_calendar(
    dates: Iterable[Date],
    settings: Settings,
    today: date,
    phrase: Phrase,
    years: Callable[[int], str],
) -> bytes:
    """As RFC 5545; the same day gives the same bytes."""
    host = urlsplit(settings.url).hostname or "enishi"
    entries = (_entry(one, host, today, phrase, years) for one in dates)
    return printed_calendar(entries, phrase("year.title", site=settings.name), settings.zone)


def _entry(one: Date, host: str, today: date, phrase: Phrase, years: Callable[[int], str]) -> bytes:
    """A whole day that blocks nobody's time, line by line: there may be a hundred thousand."""
    said = phrase(f"year.{one.kind}", name=one.name, years=years(one.years))
    lines = (
        b"BEGIN:VEVENT",
        text_line("SUMMARY", said if one.is_day else phrase("year.month", said=said)),
        b"DTSTART;VALUE=DATE:%s" % _day(one.day),
        b"DTEND;VALUE=DATE:%s" % _day(one.day + timedelta(1)),
        b"DTSTAMP:%sT000000Z" % _day(today),
        text_line("UID", f"{one.kind}-{one.id}-{_day(one.day).decode()}@{host}"),
        text_line("CATEGORIES", one.kind),
        b"TRANSP:TRANSPARENT",
        b"END:VEVENT",
        b"",
    )
    return b"\r\n".join(lines)


def _day(day: date) -> bytes:
    return b"%04d%02d%02d" % (day.year, day.month, day.day)


def place_of(cabinet: Cabinet, given: Path, here: Path) -> Path:
    """Where the calendar goes: a bare name into the private folder. Raises `Refused` for places
    that are published, or that git takes in."""
    folder, root = cabinet.folder, cabinet.root.resolve()
    file = folder / given if len(given.parts) == 1 else here / given
    file = file.parent.resolve() / file.name
    if file.suffix.lower() != ".ics" or file.is_dir() or not file.parent.is_dir():
        raise refusal("--ics", "ics-name")
    if file.is_relative_to(root) and not file.is_relative_to(folder):
        raise refusal("--ics", "ics-place", place=cabinet.shown("").rstrip("/"))
    if file.is_relative_to(folder) and cabinet.recipients(Problems()):
        raise refusal("--ics", "ics-sealed")
    return file
