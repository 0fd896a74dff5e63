"""`events/`: what is coming and what has been, and a page per event (HTML, schema.org)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enishi.dates import say_when
from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._schema import event as event_data
from enishi.outputs._share import share_of
from enishi.views import Event, Job, Page, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    """What is coming stands on the first page, before what has been."""
    upcoming = tuple(event for event in reversed(publication.events) if not event.past)
    past = tuple(event for event in publication.events if event.past)
    for sheet in sheets_of(past, publication.site.per_page, "events/"):
        coming = upcoming if sheet.pager.number == 1 else ()
        yield Job(sheet.path, list_page, (sheet, coming), "pages/events.html")
    for event in publication.events:
        yield Job(event.path, event_page, (event,), "pages/event.html")


def list_page(press: Press, sheet: Sheet[Event], upcoming: Sequence[Event]) -> Page:
    html = press.render("pages/events.html", upcoming=upcoming, past=sheet.items, pager=sheet.pager)
    description = press.say("events.description", company=press.site.company)
    title = page_title(press.say("events.title"), sheet.pager.number, press)
    return Page(sheet.path, "events", title, description, html, head_of(press))


def event_page(press: Press, event: Event) -> Page:
    html = press.render(
        "pages/event.html", event=event, share=share_of(event.title, event.path, press.site, press)
    )
    when = say_when(event.starts, event.ends, event.timed, event.lang)
    place = event.place or press.say("event.online")
    return Page(
        path=event.path,
        shell="events",
        title=event.title,
        description=event.summary or press.say("event.description", date=when, place=place),
        html=html,
        head=head_of(press, event_data(event, press.site)),
        text="\n".join([when, event.place, event.address, event.summary, event.text]),
        keywords="\n".join([*event.tags, *(chip.title for chip in event.chips)]),
        lang=event.lang,
        image=event.image,
    )
