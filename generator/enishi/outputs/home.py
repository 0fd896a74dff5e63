"""`index.html`: the home page, what is new and who has graduated (HTML)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._head import Heads
from enishi.outputs._schema import organization, website
from enishi.views import Event, Page, Press, Profile, Publication

GRADUATES = 6
NEWS = 3
LATELY = 4


def render(publication: Publication, press: Press) -> Iterator[Page]:
    site, graduates = publication.site, publication.graduates
    html = press.render(
        "pages/home.html",
        graduates=graduates[:GRADUATES],
        more_graduates=max(0, len(graduates) - GRADUATES),
        news=publication.news[:NEWS],
        lately=_lately(publication),
        event=_next_event(publication),
        opening=next(iter(publication.openings), None),
        letter=next(iter(publication.newsletters), None),
    )
    yield Page(
        path="",
        shell="home",
        title=press.say("home.title", site=site.name),
        description=site.description or press.say("home.description", company=site.company),
        html=html,
        head=Heads(site, press).head(website(site), organization(site)),
        changed=max((item.published.date() for item in publication.news), default=None),
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
