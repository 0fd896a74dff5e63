"""`about/` and other pages written by hand, and `404.html` (HTML)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.markup import excerpt
from enishi.outputs._head import Heads
from enishi.views import Page, Press, Publication


def render(publication: Publication, press: Press) -> Iterator[Page]:
    heads = Heads(publication.site, press)
    for page in publication.pages:
        yield Page(
            path=page.path,
            shell=f"page:{page.id}",
            title=page.title,
            description=page.description or excerpt(page.text),
            html=press.render("pages/page.html", page=page),
            head=heads.head(),
            text=page.text,
            lang=page.lang,
        )
    yield Page(
        path="404.html",
        shell="home",
        title=press.say("not_found.title"),
        description=press.say("not_found.description"),
        html=press.render("pages/not_found.html"),
        head=heads.head(),
        listed=False,
    )
