"""The preview's own pages under `/_desk/`: one text as page, mail, plain text and feed entry.

They are answers of the preview's server and no files, so no site can hold them. The mail is
printed by `outputs/newsletter.py` as it is sent; what is decided here is only what a mail program
would decide: light or dark, pictures or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs

from markupsafe import Markup

from enishi.build import Portal
from enishi.outputs import newsletter as mail
from enishi.outputs._feeds import Entry, entries_of
from enishi.views import NewsItem, Newsletter

ROOT = "/_desk/"
VIEWS = ("all", "page", "light", "dark", "bare", "text", "feed")
RECENT = 12
"""Articles on the first page."""

_STYLE = re.compile(
    r'<style\b[^>]*>.*?</style>|<meta name="(?:supported-)?color-schemes?"[^>]*>', re.DOTALL
)
_NIGHT = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)")
_SCHEMES = re.compile(r"\blight dark\b")
_PLACE = re.compile(r"/_desk/(letters|news)/([a-z0-9-]+)/([a-z.]*)\Z")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    body: bytes
    policy: str = ""
    """A content security policy; empty for pages of ours, which follow every saved edit."""


class LightTable:
    """Shows the portal as it was last built."""

    def __init__(self, *, drafts: bool) -> None:
        self._drafts = drafts
        self._portal: Portal | None = None

    def take(self, portal: Portal) -> None:
        self._portal = portal

    def answer(self, path: str, query: str, origin: str) -> Answer | None:
        """The page at a path below `ROOT`, or None; `origin` is where the pictures are."""
        portal, asked = self._portal, parse_qs(query)
        if portal is None:
            return None
        if path == ROOT:
            return Answer(self._index(portal))
        place = _PLACE.match(path)
        it = _found(portal, place[1], place[2]) if place else None
        if place is None or it is None:
            return None
        if place[3] == "":
            return Answer(_sheet(portal, it, _asked(asked, "show", VIEWS)))
        if place[3] == "feed.html":
            return Answer(_feed(portal, it), _policy(origin, pictures_too=True))
        letter = _letter_of(portal, it)
        if place[3] != "mail.html" or letter is None:
            return None
        scheme = _asked(asked, "scheme", ("light", "dark"))
        pictures = _asked(asked, "images", ("on", "off")) == "on"
        return Answer(_mail(portal, letter, scheme), _policy(origin, pictures_too=pictures))

    def _index(self, portal: Portal) -> bytes:
        publication = portal.publication
        return portal.press.render(
            "desk/index.html",
            letters=publication.newsletters,
            news=publication.news[:RECENT],
            drafts=self._drafts,
        ).encode()


def _asked(asked: dict[str, list[str]], key: str, allowed: Sequence[str]) -> str:
    """What the address asks for, if it can be had; else the first that can."""
    found = asked.get(key, [""])[0]
    return found if found in allowed else allowed[0]


def _policy(origin: str, *, pictures_too: bool) -> str:
    """Nothing runs in a mail or a feed reader, and nothing is asked of other hosts."""
    pictures = f"'self' {origin} data:" if pictures_too else "'none'"
    return (
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
        f"style-src 'unsafe-inline'; img-src {pictures}"
    )


def _found(portal: Portal, kind: str, of: str) -> Newsletter | NewsItem | None:
    publication = portal.publication
    there: Sequence[Newsletter | NewsItem] = (
        publication.newsletters if kind == "letters" else publication.news
    )
    return next((one for one in there if one.id == of), None)


def _letter_of(portal: Portal, it: Newsletter | NewsItem) -> Newsletter | None:
    """The issue itself, or the newest that tells the article."""
    if isinstance(it, Newsletter):
        return it
    letters = portal.publication.newsletters
    return next((one for one in letters if any(it.id == story.id for story in one.stories)), None)


def _entries_of(portal: Portal, it: Newsletter | NewsItem) -> list[Entry]:
    """What feeds carry of it: of an issue, the articles that it tells."""
    wanted = {one.id for one in it.stories} if isinstance(it, Newsletter) else {it.id}
    if not portal.publication.site.url:
        return []
    return [one for one in entries_of(portal.publication, portal.press) if one.item.id in wanted]


def _sheet(portal: Portal, it: Newsletter | NewsItem, show: str) -> bytes:
    letter, size, text = _letter_of(portal, it), "", ""
    if letter:
        html = mail.render_html(letter, portal.publication, portal.press)
        size = f"{len(html.encode()) / 1000:.0f}"
        text = mail.render_text(letter, portal.publication, portal.press)
    return portal.press.render(
        "desk/sheet.html",
        it=it,
        letter=letter,
        views=VIEWS,
        show=show,
        size=size,
        text=text,
        entries=_entries_of(portal, it),
    ).encode()


def _feed(portal: Portal, it: Newsletter | NewsItem) -> bytes:
    entries, base = _entries_of(portal, it), portal.publication.site.url
    # As safe as the pages: the same text, whose HTML passed the allow-list.
    content = {one.item.id: Markup(_at_home(one.content, base)) for one in entries}  # noqa: S704
    html = portal.press.render("desk/feed.html", entries=entries, content=content)
    return _opening_beside(html).encode()


def _mail(portal: Portal, letter: Newsletter, scheme: str) -> bytes:
    html = mail.render_html(letter, portal.publication, portal.press)
    return _opening_beside(_lit(_at_home(html, portal.publication.site.url), scheme)).encode()


def _at_home(html: str, base: str) -> str:
    """Pictures from the preview: those of a new issue are on no server yet."""
    return re.sub(rf'(<img\b[^>]*?\ssrc="){re.escape(base)}', r"\1/", html)


def _lit(html: str, scheme: str) -> str:
    """The mail as a program shows it that is set to one scheme, whatever the browser is set to."""

    def settled(match: re.Match[str]) -> str:
        sheet = _NIGHT.sub("@media all" if scheme == "dark" else "@media not all", match[0])
        return _SCHEMES.sub(scheme, sheet)

    return _STYLE.sub(settled, html)


def _opening_beside(html: str) -> str:
    """Links open a window of their own, not the frame."""
    return html.replace("<head>", '<head><base target="_blank">', 1)
