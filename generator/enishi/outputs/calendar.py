"""`events/ID.ics` and `events/calendar.ics`: one event each, and all to subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Event as Entry

from enishi.almanac import calendar_of
from enishi.views import Event, Job, Press, Publication, Site

CALENDAR = "events/calendar.ics"


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    events = publication.events
    for event in events:
        yield Job(event.ics_path, event_file, (event,))
    yield Job(CALENDAR, calendar_file, (events[::-1],))


def event_file(press: Press, event: Event) -> bytes:
    return _calendar([event], event.title, press.site)


def calendar_file(press: Press, events: Sequence[Event]) -> bytes:
    return _calendar(events, press.say("calendar.title", site=press.site.name), press.site)


def _calendar(events: Sequence[Event], name: str, site: Site) -> bytes:
    return calendar_of((_entry(event, site) for event in events), name, site.zone)


def _entry(event: Event, site: Site) -> Entry:
    """Times in UTC, which every calendar shows in its owner's zone without our help.

    DTSTAMP is the event's own start: it must be there, and the clock would change the file
    with every build. A cancelled event has a higher SEQUENCE, so that calendars take notice.
    """
    entry = Entry()
    host = urlsplit(site.url).hostname or "enishi"
    entry.add("uid", f"{event.id}@{host}")
    entry.add("dtstamp", event.starts.astimezone(UTC))
    entry.add("summary", event.title)
    if event.timed:
        _add_moments(entry, event)
    else:
        _add_days(entry, event)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    entry.add("sequence", int(event.cancelled))
    where = " ".join(part for part in (event.place, event.address) if part) or event.online
    texts = {"location": where, "description": _description(event)}
    for key, text in texts.items():
        if text:
            entry.add(key, text)
    if site.url:
        entry.add("url", site.url + event.path)
    if event.tags:
        entry.add("categories", list(event.tags))
    return entry


def _add_moments(entry: Entry, event: Event) -> None:
    entry.add("dtstart", event.starts.astimezone(UTC))
    if event.ends and event.ends > event.starts:
        entry.add("dtend", event.ends.astimezone(UTC))


def _add_days(entry: Entry, event: Event) -> None:
    """Whole days; the end is the day after the last (RFC 5545, 3.6.1)."""
    last: datetime = event.ends or event.starts
    entry.add("dtstart", event.starts.date())
    entry.add("dtend", max(last, event.starts).date() + timedelta(days=1))


def _description(event: Event) -> str:
    links = (link for link in (event.online, event.register) if link)
    return "\n\n".join(part for part in (event.summary, event.text, *links) if part)
