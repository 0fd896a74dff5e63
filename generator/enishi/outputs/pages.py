"""`about/` and other pages written by hand, and `404.html` (HTML)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.markup import excerpt
from enishi.outputs._head import head_of
from enishi.views import HandPage, Job, Page, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    for page in publication.pages:
        yield Job(page.path, hand_page, (page,), "pages/page.html")
    yield Job("404.html", not_found, (), "pages/not_found.html")


def hand_page(press: Press, page: HandPage) -> Page:
    return Page(
        path=page.path,
        shell=f"page:{page.id}",
        title=page.title,
        description=page.description or excerpt(page.text),
        html=press.render("pages/page.html", page=page),
        head=head_of(press),
        text=page.text,
        lang=page.lang,
    )


def not_found(press: Press) -> Page:
    return Page(
        path="404.html",
        shell="home",
        title=press.say("not_found.title"),
        description=press.say("not_found.description"),
        html=press.render("pages/not_found.html"),
        head=head_of(press),
        listed=False,
    )
