"""`.ics` files as calendars read them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import factories
from icalendar import Calendar

from enishi.views import Event, Publication

Files = Callable[[str, Publication], dict[str, bytes]]


def _entry(files: Files, event: Event) -> Any:
    made = files("calendar", factories.publication(events=(event,)))
    [entry] = Calendar.from_ical(made[event.ics_path].decode()).walk("VEVENT")
    return entry


def test_each_event_has_a_file_and_all_stand_in_one(files: Files) -> None:
    later = factories.event("2027-02-01-study")
    made = files("calendar", factories.publication(events=(later, factories.event())))
    assert set(made) == {
        "events/2027-02-01-study.ics",
        "events/2026-12-04-party.ics",
        "events/calendar.ics",
    }
    calendar = Calendar.from_ical(made["events/calendar.ics"].decode())
    uids = [str(entry["UID"]) for entry in calendar.walk("VEVENT")]
    assert uids == ["2026-12-04-party@alumni.example.com", "2027-02-01-study@alumni.example.com"]
    assert calendar["X-WR-CALNAME"] == "れいの会の集まり"


def test_times_are_moments_that_any_zone_understands(files: Files) -> None:
    entry = _entry(files, factories.event())
    assert entry["DTSTART"].dt == datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
    assert entry["DTEND"].dt == datetime(2026, 12, 4, 12, 0, tzinfo=UTC)
    assert entry["DTSTAMP"].dt == datetime(2026, 12, 4, 10, 0, tzinfo=UTC)


def test_the_last_of_several_days_counts(files: Files) -> None:
    days: dict[str, Any] = {
        "starts": datetime(2026, 12, 4, tzinfo=factories.ZONE),
        "ends": datetime(2026, 12, 5, tzinfo=factories.ZONE),
        "timed": False,
    }
    entry = _entry(files, factories.event(**days))
    assert entry["DTSTART"].dt == date(2026, 12, 4)
    assert entry["DTEND"].dt == date(2026, 12, 6)


def test_a_whole_day_ends_the_day_after(files: Files) -> None:
    start = datetime(2026, 12, 4, tzinfo=factories.ZONE)
    entry = _entry(files, factories.event(starts=start, ends=None, timed=False))
    assert entry["DTEND"].dt == date(2026, 12, 5)


def test_without_an_end_none_is_invented(files: Files) -> None:
    assert "DTEND" not in _entry(files, factories.event(ends=None))


def test_where_and_what_are_told(files: Files) -> None:
    entry = _entry(files, factories.event())
    assert entry["LOCATION"] == "福岡オフィス 福岡市例町1-2-3"
    assert entry["URL"] == "https://alumni.example.com/events/2026-12-04-party/"
    assert entry["DESCRIPTION"].startswith("途中から来て、途中で帰ってかまいません。")
    assert entry["STATUS"] == "CONFIRMED"


def test_online_alone_is_the_place(files: Files) -> None:
    online = "https://meet.example.com/x"
    entry = _entry(files, factories.event(place="", address="", online=online))
    assert entry["LOCATION"] == online


def test_a_cancelled_event_says_so_and_is_newer(files: Files) -> None:
    entry = _entry(files, factories.event(cancelled=True))
    assert entry["STATUS"] == "CANCELLED"
    assert entry["SEQUENCE"] == 1


def test_no_line_can_be_added_by_a_title(files: Files) -> None:
    event = factories.event(title="集まり\r\nATTENDEE:mailto:x@example.com", tags=("a,b;c",))
    made = files("calendar", factories.publication(events=(event,)))[event.ics_path]
    assert not [line for line in made.split(b"\r\n") if line.startswith(b"ATTENDEE")]
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
