"""One letter as it lies in the outbox: what of it would be wrong once somebody has it.

Nothing is believed of the templates: every letter is read again as its reader's program would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from html import unescape
from urllib.parse import unquote, urlsplit

from enishi.desk.incoming import address_in
from enishi.desk.tokens import stops_in
from enishi.outputs.newsletter import Weight, weight_of
from enishi.settings import SenderText

_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_HIDDEN = re.compile(r"<(style|head|title)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_HREF = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"")
_IMAGE = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SHOWN = (".png", ".jpg", ".jpeg")
"""What every mail program shows: Outlook has no WebP, Gmail no SVG."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a letter must hold, whoever gets it."""

    base: str
    """The portal's address; ends in `/`."""
    sender: SenderText | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in one letter; plain values, so that processes can exchange it."""

    faults: frozenset[str]
    """`sender`, `contact`, `stop`, `reason`, `privacy`, `format`, `width`, `alt`, `form`."""
    paths: frozenset[str]
    """Site paths to which it leads, or of pictures that it shows."""
    size: int
    """Bytes of its HTML."""
    heaviest: str
    """The heading under which most of it stands."""


def inspected(data: bytes, token: str, address: str, wanted: Wanted) -> Inspection:
    """Look at one message; `token` and `address` are those of its reader."""
    message = message_from_bytes(data)
    html, text = _part(message, "text/html"), _part(message, "text/plain")
    faults = set(_faults(html, text, wanted))
    if stops_in(str(message.get("List-Unsubscribe", ""))) != (token,):
        faults.add("stop")
    if address_in(str(message.get("To", ""))) != address.lower():
        faults.add("address")
    weight = weight_of(html) if html else Weight(0, ())
    heaviest = weight.heaviest[0].title if weight.parts else ""
    return Inspection(frozenset(faults), frozenset(_paths(html, wanted)), weight.total, heaviest)


def _part(message: Message, kind: str) -> str:
    for part in message.walk():
        data = part.get_payload(decode=True) if part.get_content_type() == kind else None
        if isinstance(data, bytes):
            return data.decode("utf-8", "replace")
    return ""


def _faults(html: str, text: str, wanted: Wanted) -> Iterator[str]:
    if not html.strip() or not text.strip():
        yield "form"
    yield from _legal(html, text, wanted)
    for match in _IMAGE.finditer(html):
        given = dict(_ATTRIBUTE.findall(match[1]))
        address = urlsplit(unescape(given.get("src", "")))
        if address.scheme != "https" or not address.path.lower().endswith(_SHOWN):
            yield "format"
        if not given.get("width", "").isdecimal():
            yield "width"
        if "alt" not in given:
            yield "alt"


def _legal(html: str, text: str, wanted: Wanted) -> Iterator[str]:
    """What laws ask of every letter must stand in both of its parts."""
    sender = wanted.sender
    if sender is None:
        yield from ("sender", "contact", "stop", "reason", "privacy")
        return
    links = {unescape(one) for one in _HREF.findall(html)}
    seen = [_squeezed(unescape(_TAG.sub("", _HIDDEN.sub("", html)))), _squeezed(text)]

    def stands(words: str) -> bool:
        return bool(words) and all(_squeezed(words) in one for one in seen)

    if not (stands(sender.name) and stands(sender.address)):
        yield "sender"
    if sender.contact not in links:
        yield "contact"
    if not any(one == sender.stop or stops_in(one) for one in links):
        yield "stop"
    if not stands(sender.reason):
        yield "reason"
    if not sender.privacy or sender.privacy not in links:
        yield "privacy"


def _squeezed(text: str) -> str:
    """Without white space: plain text breaks its lines anywhere."""
    return "".join(text.split())


def _paths(html: str, wanted: Wanted) -> Iterator[str]:
    pictures = (dict(_ATTRIBUTE.findall(one)).get("src", "") for one in _IMAGE.findall(html))
    for address in (*_HREF.findall(html), *pictures):
        plain = unescape(address)
        if wanted.base and plain.startswith(wanted.base):
            yield unquote(urlsplit(plain[len(wanted.base) :]).path)
