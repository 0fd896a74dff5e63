"""What one reader gets of an issue beside the rest, printed from `templates/newsletter/edition/`.

Only what is public, and what readers said of themselves, gets into these templates. Where a name
belongs they print a mark; who knows the names puts them there. Readers of whom the same is told
share the print.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import css_inline

from enishi.dates import PartialDate
from enishi.markup import absolute
from enishi.outputs._slots import NAME
from enishi.outputs.newsletter import tidied, tools_of
from enishi.views import Answer, Change, Colleague, NewsItem, Newsletter, Press

FOLDER = "newsletter/edition"
BLOCKS = ("hello", "notes", "since", "colleagues", "cards", "help")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHEET = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_ROWS = re.compile(r"\s*<tr\b")
_BODY = re.compile(r"<tbody>(.*)</tbody>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an edition, in both forms; empty where there is nothing to tell."""

    html: str = ""
    text: str = ""


class Blocks:
    """Prints the blocks of one issue."""

    def __init__(
        self, letter: Newsletter, press: Press, base: str, printed: str, reply: str
    ) -> None:
        """`printed` is the issue with its styles still in their sheet; `reply` the mailbox that
        takes what readers write of themselves."""
        self._lang, self._press, self._base = letter.lang, press, base
        self._sheet = "\n".join(_SHEET.findall(_COMMENT.sub("", printed)))
        self._inliner = css_inline.CSSInliner(load_remote_stylesheets=False)
        self._tools = tools_of(letter.lang, base)
        self._tell = _tell_of(reply, press, letter.lang)
        self._known: dict[tuple[object, ...], Block] = {}

    def hello(self, *, named: bool) -> Block:
        return self._print("hello", (named,), called=NAME if named else "")

    def notes(self, story: NewsItem, notes: Sequence[str]) -> Block:
        if not notes:
            return Block()
        return self._print("notes", (story.lang, *notes), notes=tuple(notes), story_lang=story.lang)

    def since(self, changes: Sequence[Change], left: PartialDate, page: str) -> Block:
        """`page` is the site path of the page that has them all; empty where there is none."""
        if not changes:
            return Block()
        whole = self._base + page if page else ""
        key = (left, whole, *changes)
        return self._print("since", key, changes=tuple(changes), left=left, page=whole)

    def colleagues(self, colleagues: Sequence[Colleague]) -> Block:
        if not colleagues:
            return Block()
        key = tuple((one.person.id, one.kind, one.shared) for one in colleagues)
        return self._print("colleagues", key, colleagues=tuple(colleagues))

    def cards(self, cards: Sequence[Answer]) -> Block:
        if not cards:
            return Block()
        return self._print("cards", tuple(one.id for one in cards), cards=tuple(cards))

    def help(self, asks: Sequence[str], offers: Sequence[str]) -> Block:
        key = (tuple(asks), tuple(offers))
        return self._print("help", key, asks=key[0], offers=key[1], tell=self._tell)

    def _print(self, block: str, by: tuple[object, ...], **values: object) -> Block:
        """`by` says all that the values depend on."""
        found = self._known.get((block, *by))
        if found is None:
            found = self._known[block, *by] = Block(
                self._inlined(self._rendered(f"{block}.html", values)),
                self._rendered(f"{block}.txt", {**values, **self._tools}),
            )
        return found

    def _rendered(self, name: str, values: dict[str, object]) -> str:
        text = self._press.render(f"{FOLDER}/{name}", lang=self._lang, **values)
        text = absolute(text, self._base)
        return text.strip() if name.endswith(".html") else tidied(text).rstrip("\n")

    def _inlined(self, html: str) -> str:
        """With the styles of the issue. Rows lose their tags where no table is around them."""
        if not _ROWS.match(html):
            return str(self._inliner.inline_fragment(html, self._sheet))
        whole = self._inliner.inline_fragment(f"<table><tbody>{html}</tbody></table>", self._sheet)
        rows = _BODY.search(whole)
        return rows[1] if rows else ""


def _tell_of(reply: str, press: Press, lang: str) -> str:
    """The address of a mail to be written, with questions in it (RFC 6068)."""
    subject = quote(press.say("edition.tell_subject", lang=lang))
    form = quote(press.say("edition.tell_form", lang=lang).replace("\n", "\r\n"))
    return f"mailto:{quote(reply, safe='@+')}?subject={subject}&body={form}"
