"""`letters/`: the archive of the newsletter, and a page per issue (HTML)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._head import Heads
from enishi.outputs._share import share_of
from enishi.views import Newsletter, Page, Press, Publication, Site


def render(publication: Publication, press: Press) -> Iterator[Page]:
    site, heads = publication.site, Heads(publication.site, press)
    letters = publication.newsletters
    html = press.render("pages/letters.html", letters=letters)
    yield Page(
        path="letters/",
        shell="letters",
        title=press.say("letters.title"),
        description=press.say("letters.description", company=site.company),
        html=html,
        head=heads.head(),
        changed=letters[0].published if letters else None,
    )
    for letter in letters:
        yield _page(letter, site, heads, press)


def _page(letter: Newsletter, site: Site, heads: Heads, press: Press) -> Page:
    share = share_of(letter.title, letter.path, site, press)
    return Page(
        path=letter.path,
        shell="letters",
        title=letter.title,
        description=letter.preheader,
        html=press.render("pages/letter.html", letter=letter, share=share),
        head=heads.head(),
        text=letter.text,
        keywords=press.say("letter.number", number=letter.number) if letter.number else "",
        changed=letter.published,
        lang=letter.lang,
        kind="article",
    )
