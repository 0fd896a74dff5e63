"""An issue as mail: `ISSUE.html` and `ISSUE.txt` (RFC 2046 §5.1.4), made when asked for.

The page in the archive is `letters.py`; this is what goes into a mail program or a sending
service: tables, styles inlined, every address absolute.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from html import unescape

import css_inline

from enishi.markup import absolute
from enishi.outputs._plain import plain_of, reach_of, wrapped
from enishi.outputs._prose import mailed, unreturned
from enishi.outputs._slots import Aside, Slots
from enishi.outputs._whom import whom
from enishi.views import Newsletter, Press, Publication

CLIPPED = 102_000
"""Bytes of HTML from which Gmail cuts a mail off, and its dark colours with it."""
HEAVY = 70_000
"""Bytes from which a writer should hear of it."""
NAMED = 3
"""How many of its parts a writer is told of."""


@dataclass(frozen=True, slots=True)
class Places:
    """What stands in a letter in the place of the portal's own, where somebody else sends it."""

    stop: str = ""
    """The address that ends the letters."""
    web: str = ""
    """The address of the letter in a browser."""
    address: str = ""
    """The postal address of the sender."""
    addressee: str = ""
    """What the recipient is called; without it nobody is greeted by name."""


_HEADING = re.compile(r"<h([123])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_END = re.compile(r'<h[123]\b|<td class="(?:part|foot)')
_TAG = re.compile(r"<[^>]*>")
_KEPT = re.compile(r'<style data-css-inline="ignore">(.*?)</style>', re.DOTALL)
_BETWEEN = re.compile(r">\n\s*<")
_EMPTY_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+\n")


def render_html(
    letter: Newsletter,
    publication: Publication,
    press: Press,
    edition: Slots | None = None,
    places: Places | None = None,
) -> str:
    """The HTML part. Raises `ValueError` while the portal has no address to link to.

    With an `edition` it has marks in the places of what its reader alone gets; with
    `places`, what stands for the portal's own where somebody else sends it.
    """
    html = printed(letter, publication, press, edition, places)
    return _BETWEEN.sub(">\n<", _inlined(html)).strip() + "\n"


def printed(
    letter: Newsletter,
    publication: Publication,
    press: Press,
    edition: Slots | None = None,
    places: Places | None = None,
) -> str:
    """The HTML part with its styles still in their sheet."""
    base = _base_of(publication)
    page = base + letter.path
    set_for_mail = replace(
        letter,
        greeting=mailed(letter.greeting, page),
        sections=tuple(
            replace(section, body=mailed(section.body, page)) for section in letter.sections
        ),
        closing=mailed(letter.closing, page),
    )
    html = press.render(
        "newsletter/issue.html",
        lang=letter.lang,
        letter=set_for_mail,
        notes=notes_of(letter, press),
        edition=edition,
        **_placed(letter, base, press, places or Places()),
    )
    return absolute(html, base)


def notes_of(letter: Newsletter, press: Press) -> dict[str, tuple[Aside, ...]]:
    """`{story ID: what was written for insiders}`, each with whom it concerns; for a card that
    is not for everybody `{card:ID: whom}`."""
    cards = {
        f"card:{card.id}": (Aside(whom(card.when, press, letter.lang), ""),)
        for card in letter.cards
        if card.when is not None
    }
    return cards | {
        story.id: tuple(
            Aside(whom(one.when, press, letter.lang), one.text) for one in story.insider
        )
        for story in letter.stories
    }


def render_text(
    letter: Newsletter,
    publication: Publication,
    press: Press,
    edition: Slots | None = None,
    places: Places | None = None,
) -> str:
    """The plain-text part, with the same content. Raises `ValueError` as `render_html` does."""
    base = _base_of(publication)
    text = press.render(
        "newsletter/issue.txt",
        lang=letter.lang,
        letter=letter,
        notes=notes_of(letter, press),
        edition=edition,
        **_placed(letter, base, press, places or Places()),
        **tools_of(letter.lang, base),
    )
    return tidied(absolute(text, base))


def tools_of(lang: str, base: str) -> dict[str, object]:
    """What templates of plain text lay their lines out with."""
    return {
        "plain": lambda html: plain_of(absolute(unreturned(str(html)), base)),
        "fold": cache(wrapped),  # many are told the same
        "reach": reach_of,
        "rule": _rule,
        "mark": "・" if lang == "ja" else "- ",
    }


def tidied(text: str) -> str:
    """Without spaces at the ends of lines, and with one empty line at most."""
    return _EMPTY_LINES.sub("\n\n", _TRAILING.sub("\n", text)).strip() + "\n"


def _placed(letter: Newsletter, base: str, press: Press, places: Places) -> dict[str, str]:
    """What differs by who sends the letter."""
    sender = press.site.sender
    return {
        "base": base,
        "web_url": places.web or base + letter.path,
        "stop": places.stop or (sender.stop if sender else ""),
        "address": places.address or (sender.address if sender else ""),
        "addressee": places.addressee,
    }


def _rule(title: str) -> str:
    """A heading between two rules."""
    line = "―" * 12
    return f"{line}\n{wrapped(title)}\n{line}"


def _base_of(publication: Publication) -> str:
    if not publication.site.url:
        raise ValueError("a letter needs site_url: nobody could follow its links")
    return publication.site.url


def _inlined(html: str) -> str:
    """The mail with its styles on the elements, but for the sheet that is to stay a sheet.

    css-inline would inline that one too, or drop it, so it waits outside.
    """
    kept: list[str] = []

    def aside(match: re.Match[str]) -> str:
        kept.append(f"<style>{match[1]}</style>")
        return f'<meta name="enishi-style" content="{len(kept) - 1}">'

    inlined = _inliner().inline(_KEPT.sub(aside, html))
    for number, style in enumerate(kept):
        inlined = inlined.replace(f'<meta name="enishi-style" content="{number}">', style)
    return inlined


@cache
def _inliner() -> css_inline.CSSInliner:
    return css_inline.CSSInliner(load_remote_stylesheets=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading of a letter."""

    title: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How large a letter is, in bytes of UTF-8."""

    total: int
    parts: tuple[Part, ...]
    """In the order of the letter."""

    @property
    def heaviest(self) -> tuple[Part, ...]:
        """The few that weigh most; in the order of the letter where two weigh the same."""
        return tuple(sorted(self.parts, key=lambda part: -part.size)[:NAMED])

    @property
    def clipped(self) -> bool:
        return self.total >= CLIPPED

    @property
    def heavy(self) -> bool:
        return self.total >= HEAVY


def weight_of(html: str) -> Weight:
    """The size of a letter, and of what stands under each of its headings."""
    ends = [match.start() for match in _END.finditer(html)] + [len(html)]
    parts = []
    for match in _HEADING.finditer(html):
        title = unescape(_TAG.sub("", match[2])).strip()
        end = next(end for end in ends if end > match.start())
        parts.append(Part(title, len(html[match.start() : end].encode())))
    total = len(html.encode())
    return Weight(total, tuple(parts) or (Part("", total),))
