"""`graduations/`: the page of each graduation that its subject agreed to (HTML)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._share import share_of
from enishi.views import Job, Keepsake, Page, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    if not publication.keepsakes:
        return
    for sheet in sheets_of(publication.keepsakes, publication.site.per_page, "graduations/"):
        yield Job(sheet.path, list_page, (sheet,), "pages/graduations.html")
    for keepsake in publication.keepsakes:
        yield Job(keepsake.path, keepsake_page, (keepsake,), "pages/keepsake.html")


def list_page(press: Press, sheet: Sheet[Keepsake]) -> Page:
    html = press.render("pages/graduations.html", keepsakes=sheet.items, pager=sheet.pager)
    description = press.say("graduations.description", company=press.site.company)
    title = page_title(press.say("graduations.title"), sheet.pager.number, press)
    return Page(sheet.path, "alumni", title, description, html, head_of(press))


def keepsake_page(press: Press, keepsake: Keepsake) -> Page:
    """In the language of its text throughout: it is a letter to one person."""
    lang, name = keepsake.lang, keepsake.person.name
    title = press.say("keepsake.title", lang=lang, name=name)
    spoken = replace(press, say=partial(press.say, lang=lang))
    share = share_of(title, keepsake.path, press.site, spoken)
    return Page(
        path=keepsake.path,
        shell="alumni",
        title=title,
        description=keepsake.peak.what,
        html=press.render("pages/keepsake.html", lang, keepsake=keepsake, share=share),
        head=head_of(press),
        text=keepsake.text,
        keywords="\n".join(filter(None, (name, keepsake.person.kana))),
        lang=lang,
        image=keepsake.peak.photo or keepsake.person.face.photo,
        kind="article",
    )
