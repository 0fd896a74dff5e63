"""`cards/`: problems that the company has an answer to, each with a line to forward (HTML)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._schema import question
from enishi.outputs._share import share_of
from enishi.views import Answer, Job, Page, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    if not publication.cards:
        return
    for sheet in sheets_of(publication.cards, publication.site.per_page, "cards/"):
        yield Job(sheet.path, list_page, (sheet,), "pages/cards.html")
    for card in publication.cards:
        yield Job(card.path, card_page, (card,), "pages/card.html")


def list_page(press: Press, sheet: Sheet[Answer]) -> Page:
    html = press.render("pages/cards.html", cards=sheet.items, pager=sheet.pager)
    description = press.say("cards.description", company=press.site.company)
    title = page_title(press.say("cards.title"), sheet.pager.number, press)
    return Page(sheet.path, "cards", title, description, html, head_of(press))


def card_page(press: Press, card: Answer) -> Page:
    share = share_of(card.line, card.path, press.site, press)
    return Page(
        path=card.path,
        shell="cards",
        title=card.title,
        description=card.line,
        html=press.render("pages/card.html", card=card, share=share),
        head=head_of(press, question(card, press.site)),
        text=f"{card.line}\n{card.text}",
        keywords="\n".join(card.tags),
        lang=card.lang,
    )
