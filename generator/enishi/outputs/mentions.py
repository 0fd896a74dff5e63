"""`…/mentions/`: all that mentions a person, project or office, where it is much (HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enishi.outputs._head import head_of
from enishi.outputs._paging import Beginning, Sheet, beginning_of, page_title, sheets_of
from enishi.views import Job, Page, Press, Publication, Ref

MOST = 12
"""How many mentions stand on the page of whom they mention."""


def mentions_of(told: Sequence[Ref], path: str) -> Beginning[Ref]:
    """What stands on the page `path`, and where the rest is."""
    return beginning_of(told, MOST, f"{path}mentions/")


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    for person in publication.people:
        told = publication.mentions.get(person.path)
        if told:
            yield from _pages(Ref(person.name, person.path), told, publication)
    for span in publication.timeline.spans:
        yield from _pages(Ref(span.name, span.path), span.news, publication)


def _pages(about: Ref, told: Sequence[Ref], publication: Publication) -> Iterator[Job]:
    """Nothing where the page of whom it is about shows all."""
    base = mentions_of(told, about.path).path
    if base:
        for sheet in sheets_of(told, publication.site.per_page, base):
            yield Job(sheet.path, list_page, (about, sheet), "pages/mentions.html")


def list_page(press: Press, about: Ref, sheet: Sheet[Ref]) -> Page:
    title = press.say("mentions.title", name=about.title)
    html = press.render(
        "pages/mentions.html", heading=title, about=about, told=sheet.items, pager=sheet.pager
    )
    heading = page_title(title, sheet.pager.number, press)
    description = press.say("mentions.description", name=about.title)
    return Page(sheet.path, "alumni", heading, description, html, head_of(press))
