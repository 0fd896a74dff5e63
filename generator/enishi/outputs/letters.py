"""`letters/`: the archive of the newsletter, and a page per issue (HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._picker import Ask, asks_of, notes_of, wording_of
from enishi.outputs._share import share_of
from enishi.views import Job, Newsletter, Page, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    for sheet in sheets_of(publication.newsletters, publication.site.per_page, "letters/"):
        yield Job(sheet.path, archive_page, (sheet,), "pages/letters.html")
    for letter in publication.newsletters:
        asks = asks_of(letter.stories, publication.choices, publication.today.year)
        yield Job(
            letter.path,
            letter_page,
            (letter, asks, wording_of(letter.stories, press)),
            "pages/letter.html",
        )


def archive_page(press: Press, sheet: Sheet[Newsletter]) -> Page:
    return Page(
        path=sheet.path,
        shell="letters",
        title=page_title(press.say("letters.title"), sheet.pager.number, press),
        description=press.say("letters.description", company=press.site.company),
        html=press.render("pages/letters.html", letters=sheet.items, pager=sheet.pager),
        head=head_of(press),
        changed=sheet.items[0].published if sheet.items else None,
    )


def letter_page(
    press: Press, letter: Newsletter, asks: Sequence[Ask], wording: bytes = b""
) -> Page:
    """`wording` stands for the templates of lines."""
    notes = {item.id: notes_of(item, press) for item in letter.stories}
    share = share_of(letter.title, letter.path, press.site, press)
    return Page(
        path=letter.path,
        shell="letters",
        title=letter.title,
        description=letter.preheader,
        html=press.render("pages/letter.html", letter=letter, share=share, notes=notes, asks=asks),
        head=head_of(press),
        text=letter.text,
        keywords=press.say("letter.number", number=letter.number) if letter.number else "",
        changed=letter.published,
        lang=letter.lang,
        kind="article",
    )
