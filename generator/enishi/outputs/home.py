"""`index.html`: the home page, what is new and who has graduated (HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enishi.outputs._head import head_of
from enishi.outputs._schema import organization, website
from enishi.views import (
    Event,
    Job,
    NewsItem,
    Newsletter,
    Opening,
    Page,
    Press,
    Profile,
    Publication,
)

GRADUATES = 6
NEWS = 3
LATELY = 4


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    graduates = publication.graduates
    front = (
        graduates[:GRADUATES],
        max(0, len(graduates) - GRADUATES),
        publication.news[:NEWS],
        _lately(publication),
        _next_event(publication),
        next(iter(publication.openings), None),
        next(iter(publication.newsletters), None),
        bool(publication.cards),
    )
    yield Job("", home_page, front, "pages/home.html")


def home_page(
    press: Press,
    graduates: Sequence[Profile],
    more: int,
    news: Sequence[NewsItem],
    lately: Sequence[Profile],
    event: Event | None,
    opening: Opening | None,
    letter: Newsletter | None,
    has_cards: bool,
) -> Page:
    site = press.site
    html = press.render(
        "pages/home.html",
        graduates=graduates,
        more_graduates=more,
        news=news,
        lately=lately,
        event=event,
        opening=opening,
        letter=letter,
        has_cards=has_cards,
    )
    return Page(
        path="",
        shell="home",
        title=press.say("home.title", site=site.name),
        description=site.description or press.say("home.description", company=site.company),
        html=html,
        head=head_of(press, website(site), organization(site)),
        changed=max((item.published.date() for item in news), default=None),
    )


def _lately(publication: Publication) -> list[Profile]:
    """Who shared something lately, newest first."""
    dated = [(one.lately.on, one.id, one) for one in publication.people if one.lately]
    newest = sorted(dated, key=lambda found: found[:2], reverse=True)
    return [person for _, _, person in newest[:LATELY]]


def _next_event(publication: Publication) -> Event | None:
    """The one that starts soonest; events are listed latest first."""
    coming = (one for one in reversed(publication.events) if not one.past and not one.cancelled)
    return next(coming, None)
