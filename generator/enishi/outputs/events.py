"""`events/`: what is coming and what has been, and a page per event (HTML, schema.org)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.dates import say_when
from enishi.outputs._head import Heads
from enishi.outputs._schema import event as event_data
from enishi.outputs._share import share_of
from enishi.views import Event, Page, Press, Publication, Site


def render(publication: Publication, press: Press) -> Iterator[Page]:
    site, heads = publication.site, Heads(publication.site, press)
    html = press.render(
        "pages/events.html",
        upcoming=[event for event in reversed(publication.events) if not event.past],
        past=[event for event in publication.events if event.past],
    )
    description = press.say("events.description", company=site.company)
    yield Page("events/", "events", press.say("events.title"), description, html, heads.head())
    for event in publication.events:
        yield _page(event, site, heads, press)


def _page(event: Event, site: Site, heads: Heads, press: Press) -> Page:
    html = press.render(
        "pages/event.html", event=event, share=share_of(event.title, event.path, site, press)
    )
    when = say_when(event.starts, event.ends, event.timed, event.lang)
    place = event.place or press.say("event.online")
    return Page(
        path=event.path,
        shell="events",
        title=event.title,
        description=event.summary or press.say("event.description", date=when, place=place),
        html=html,
        head=heads.head(event_data(event, site)),
        text="\n".join([when, event.place, event.address, event.summary, event.text]),
        keywords="\n".join([*event.tags, *(chip.title for chip in event.chips)]),
        lang=event.lang,
        image=event.image,
    )
