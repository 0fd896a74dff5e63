"""`openings/`: open positions, until they expire, and a page each (HTML, schema.org)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._head import Heads
from enishi.outputs._schema import job_posting
from enishi.outputs._share import share_of
from enishi.views import Opening, Page, Press, Publication, Site


def render(publication: Publication, press: Press) -> Iterator[Page]:
    site, heads = publication.site, Heads(publication.site, press)
    html = press.render("pages/openings.html", openings=publication.openings)
    description = press.say("openings.description", company=site.company)
    title = press.say("openings.title")
    yield Page("openings/", "openings", title, description, html, heads.head())
    for opening in publication.openings:
        yield _page(opening, site, heads, press)


def _page(opening: Opening, site: Site, heads: Heads, press: Press) -> Page:
    share = share_of(opening.title, opening.path, site, press)
    told = [opening.department, opening.place, opening.summary, opening.text]
    told += [opening.salary, opening.returners, opening.contact]
    return Page(
        path=opening.path,
        shell="openings",
        title=opening.title,
        description=opening.summary,
        html=press.render("pages/opening.html", opening=opening, share=share),
        head=heads.head(job_posting(opening, site)),
        text="\n".join(part for part in told if part),
        keywords="\n".join(opening.tags),
        changed=opening.posted,
        lang=opening.lang,
    )
