"""`openings/`: open positions, until they expire, and a page each (HTML, schema.org)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._schema import job_posting
from enishi.outputs._share import share_of
from enishi.views import Job, Opening, Page, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    for sheet in sheets_of(publication.openings, publication.site.per_page, "openings/"):
        yield Job(sheet.path, list_page, (sheet,), "pages/openings.html")
    for opening in publication.openings:
        yield Job(opening.path, opening_page, (opening,), "pages/opening.html")


def list_page(press: Press, sheet: Sheet[Opening]) -> Page:
    html = press.render("pages/openings.html", openings=sheet.items, pager=sheet.pager)
    description = press.say("openings.description", company=press.site.company)
    title = page_title(press.say("openings.title"), sheet.pager.number, press)
    return Page(sheet.path, "openings", title, description, html, head_of(press))


def opening_page(press: Press, opening: Opening) -> Page:
    share = share_of(opening.title, opening.path, press.site, press)
    told = [opening.department, opening.place, opening.summary, opening.text]
    told += [opening.salary, opening.returners, opening.contact]
    return Page(
        path=opening.path,
        shell="openings",
        title=opening.title,
        description=opening.summary,
        html=press.render("pages/opening.html", opening=opening, share=share),
        head=head_of(press, job_posting(opening, press.site)),
        text="\n".join(part for part in told if part),
        keywords="\n".join(opening.tags),
        changed=opening.posted,
        lang=opening.lang,
    )
