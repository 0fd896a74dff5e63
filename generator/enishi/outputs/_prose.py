"""What a writer wrote, as mail programs show it."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

from enishi.pictures import plain_pictures

COLUMN = 536
"""Pixels that a picture in the text may be wide: 600 less the margins of the sheet."""
WIDEST = 24
"""Letters that fit in one piece into a line of a small telephone."""

_IMAGE = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_BACK = re.compile(r'(?:&nbsp;|\s)*<a\b[^>]*class="footnote-backref"[^>]*>.*?</a>', re.DOTALL)
_WITHIN = re.compile(r'(<a\b[^>]*\bhref=")#')
_PRE = re.compile(r"<pre\b[^>]*>(?:<code\b[^>]*>)?(.*?)(?:</code>)?</pre>", re.DOTALL)
_GAP = re.compile(r"^ +| (?= )", re.MULTILINE)
_BARE = re.compile(r"(<a\b[^>]*>)https?://([^<\s]+)</a>")
_HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
_BARE_TH = re.compile(r"<th\b(?![^>]*\bscope=)")


def mailed(text: Markup, page: str) -> Markup:
    """A text of a letter that stands on the web at `page`."""
    html = _WITHIN.sub(rf"\g<1>{page}#", unreturned(_fitted(plain_pictures(str(text)))))
    html = _BARE.sub(_shortened, html)
    return Markup(_HEAD.sub(_scoped, _PRE.sub(_unspaced, html)))  # noqa: S704  (as safe as what came in)


def unreturned(html: str) -> str:
    """Footnotes without a way back up: hardly a mail program follows links within a mail."""
    return _BACK.sub("", html)


def _unspaced(block: re.Match[str]) -> str:
    """Lines that keep their form where nobody knows `white-space`, and break where they must."""
    lines = _GAP.sub(lambda gap: "&nbsp;" * len(gap[0]), block[1].strip("\n")).split("\n")
    return f'<p class="lines">{"<br>".join(lines)}</p>'


def _shortened(link: re.Match[str]) -> str:
    """A bare address that would not fit: Gmail and Outlook break no words. The plain part has
    it whole."""
    said = unescape(link[2])
    if len(said) <= WIDEST:
        return link[0]
    return f"{link[1]}{escape(said[: WIDEST - 1])}…</a>"


def _scoped(head: re.Match[str]) -> str:
    return _BARE_TH.sub('<th scope="col"', head[0])


def _fitted(html: str) -> str:
    """Pictures no wider than the sheet; each says its width, which Outlook needs."""
    return _IMAGE.sub(_fitted_image, html)


def _fitted_image(match: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(match[1]))
    wide, high = _pixels(given.get("width")), _pixels(given.get("height"))
    shown = min(wide or COLUMN, COLUMN)
    given["alt"] = given.get("alt", "")
    given["width"] = str(shown)
    given.pop("height", None)
    if wide and high:
        given["height"] = str(max(1, round(high * shown / wide)))
    return "<img" + "".join(f' {name}="{value}"' for name, value in given.items()) + ">"


def _pixels(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
