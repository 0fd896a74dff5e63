"""Calendars as files (RFC 5545), folded and escaped by `icalendar`."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, vText
from icalendar import Event as Entry


def calendar_of(entries: Iterable[Entry], name: str, zone: ZoneInfo) -> bytes:
    """A calendar that others can subscribe to or take in."""
    calendar = Calendar()
    calendar.add("prodid", "-//Enishi//Enishi//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(" ".join(name.split())))
    calendar.add("x-wr-timezone", zone.key)
    for entry in entries:
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
