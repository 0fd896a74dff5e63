"""Calendars as files (RFC 5545), folded and escaped by `icalendar`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Calendar, vText
from icalendar import Event as Entry
from icalendar.parser import Contentline

_LONG = 75
"""Bytes from which on a line is folded."""
_ESCAPING = re.compile(rb"[\\^]")
_SPECIAL = re.compile(r"[\\;,\r\n]")


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


def printed_calendar(entries: Iterable[bytes], name: str, zone: ZoneInfo) -> bytes:
    """The same of entries that are printed already: of very many, each costs little."""
    head, end, tail = calendar_of((), name, zone).partition(b"END:VCALENDAR")
    return b"".join((head, *entries, end, tail))


def text_line(name: str, text: str) -> bytes:
    """A line of an entry as `icalendar` prints it, without what most do not need."""
    value = vText(text).to_ical().decode() if _SPECIAL.search(text) else text
    line = f"{name}:{value}".encode()
    if len(line) < _LONG:
        return line
    if line.isascii() and not _ESCAPING.search(line):  # may be folded anywhere
        parts = range(0, len(line), _LONG - 1)
        return b"\r\n ".join([line[at : at + _LONG - 1] for at in parts])
    return bytes(Contentline(line.decode()).to_ical())  # type: ignore[no-untyped-call]
