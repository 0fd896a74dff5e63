"""A message that came in, as far as it can be understood; anybody may have written it.

Python's parser gives up on what is nested too deeply, and its readers of headers on what is no
header; neither may end a reading. So headers are read here, word by word, and what cannot be
read leaves an empty value and never an exception.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import unescape
from itertools import islice

from enishi.desk.letterbox import Raw
from enishi.desk.quotations import own_of

Headers = Mapping[str, str]
"""`{name in small letters: the first value, on one line}`."""

_PARTS = 200
"""So many parts of a message are looked at."""
_LETTERS = 200_000
"""So many characters of its text."""
_HEADER = 4000
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\@]{1,64}@[^\s<>()\[\],;:\"\\@]{1,253}")
_ANGLED = re.compile(r"<([^<>]*)>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\([^()]*\)')
_MESSAGE_ID = re.compile(r"<([^\s<>]{1,250})>")
_CHARSETS = re.compile(
    r"(?:utf-?(?:8|16)|us-ascii|latin-?1|iso[-_]8859[-_]\d+|iso-2022-(?:jp|kr)[-\w]*|(?:x-)?shift[_-]jis"
    r"|ms932|cp\d+|windows-\w+|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5(?:hkscs)?|koi8-[ru]"
    r"|ks_c_5601-1987)\Z",
    re.IGNORECASE | re.ASCII,
)
"""Codecs that read text: Python has others, some of them slow."""
_WIDER = {
    "shift_jis": "cp932", "shift-jis": "cp932", "x-shift_jis": "cp932", "x-shift-jis": "cp932",
    "windows-31j": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
    "us-ascii": "utf-8",
}  # fmt: skip
"""What is sent under these names holds more than they say."""
_HIDDEN = re.compile(r"<(style|script|head|blockquote)\b.*?(?:</\1\s*>|\Z)", re.I | re.DOTALL)
_CITED = re.compile(r"<div[^<>]{0,200}\b(?:gmail_quote|moz-cite-prefix|divRplyFwdMsg)\b", re.I)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]{0,200}>", re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a message says. None of it is to be believed by itself."""

    digest: str
    """By which it is known when it is read again, from a file or a server."""
    origin: str
    arrived: date | None
    headers: Headers = field(default_factory=dict, repr=False)
    text: str = field(default="", repr=False)
    """All of it that is text."""
    own: str = field(default="", repr=False)
    """What the sender wrote, without what is quoted."""
    report: tuple[Headers, ...] = field(default=(), repr=False)
    """A delivery report: the fields of each recipient (RFC 3464)."""
    returned: Headers = field(default_factory=dict, repr=False)
    """The headers of the letter that comes back within it."""
    fault: str = ""
    """`deep`, `broken`, `large` or `empty`, where not all of it could be read."""

    @property
    def subject(self) -> str:
        return self.headers.get("subject", "")

    @property
    def sender(self) -> str:
        """The one address in From, in small letters; empty where there are none, or several."""
        return address_in(self.headers.get("from", ""))

    @property
    def on(self) -> date | None:
        """The day on which the sender says that it was written."""
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).date()
        except (ValueError, TypeError, OverflowError, IndexError):
            return None

    @property
    def answered(self) -> tuple[str, ...]:
        """The Message-IDs of what it answers, without their brackets, the nearest first."""
        said = (self.headers.get("in-reply-to", ""), self.headers.get("references", ""))
        found = [one for text in said for one in reversed(_MESSAGE_ID.findall(text))]
        return tuple(dict.fromkeys(found))


def incoming_of(raw: Raw) -> Incoming:
    """Understand a message; whatever it holds, this returns."""
    plain = raw.data.replace(b"\r\n", b"\n").strip(b"\r\n")
    known = (sha256(plain).hexdigest()[:32], raw.origin, raw.arrived)
    try:
        message = message_from_bytes(raw.data)
        headers, parts = _headers_of(message), list(islice(message.walk(), _PARTS))
        text = _text_of(parts)[:_LETTERS]
        report, returned = _report_in(parts), _returned_in(parts)
    except RecursionError:
        return Incoming(*known, headers=_head_of(raw), fault="deep")
    except (TypeError, ValueError, LookupError):  # Python's parser, of parameters that are none
        return Incoming(*known, headers=_head_of(raw), fault="broken")
    fault = "large" if raw.is_cut else "" if headers else "empty"
    return Incoming(*known, headers, text, own_of(text), report, returned, fault)


def _head_of(raw: Raw) -> dict[str, str]:
    """The headers of a message whose parts cannot be told apart."""
    return _headers_of(BytesHeaderParser().parsebytes(raw.data))


def address_in(header: str) -> str:
    """The one mailbox of a header, in small letters; empty where it has none, or several.

    Who writes `"ken@example.com" <other@example.com>` is the other.
    """
    bare = _QUOTED.sub(" ", header[:_HEADER])
    angled = _ANGLED.findall(bare)
    found = {one.lower() for part in angled or [bare] for one in _ADDRESS.findall(part)}
    return found.pop() if len(found) == 1 else ""


def name_in(header: str) -> str:
    """What whoever is named in From calls themselves; empty where they say nothing."""
    bare = _ANGLED.sub(" ", header[:_HEADER])
    shown = " ".join(bare.replace('\\"', "").replace('"', " ").split())
    return "" if _ADDRESS.search(shown) else shown


def _headers_of(message: Message) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in islice(message.raw_items(), 1000):
        found.setdefault(name.lower(), _line_of(_said(str(value)[:_HEADER])))
    return found


def _said(value: str) -> str:
    """A header as it is read (RFC 2047); as it stands where it cannot be."""
    if "=?" not in value:
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        parts = decode_header(value.encode("ascii", "replace").decode())
    except (HeaderParseError, binascii.Error, ValueError):
        return value.encode("ascii", "replace").decode()
    return "".join(
        part if isinstance(part, str) else decoded(part, charset or "us-ascii")
        for part, charset in parts
    )


def decoded(data: bytes, charset: str) -> str:
    """Text in that charset; in UTF-8 where there is no such charset."""
    return data.decode(codec_of(charset), "replace")


def codec_of(charset: str) -> str:
    """What reads text that says it is in that charset; UTF-8 where there is no such charset."""
    name = _WIDER.get(charset.lower(), charset)
    return name if _CHARSETS.match(name) and _is_codec(name) else "utf-8"


def _is_codec(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _line_of(text: str) -> str:
    """On one line, without anything that could steer a terminal."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _text_of(parts: list[Message]) -> str:
    """The plain text; what HTML says where there is none."""
    for kind, read in (("text/plain", str), ("text/html", _text_in_html)):
        found = [
            read(_body_of(part))
            for part in parts
            if part.get_content_type() == kind and not part.get_filename()
        ]
        if any(one.strip() for one in found):
            return "\n".join(found).replace("\r\n", "\n").replace("\r", "\n")
    return ""


def _body_of(part: Message) -> str:
    data = part.get_payload(decode=True)
    charset = str(part.get_param("charset") or "utf-8")
    return decoded(data, charset)[:_LETTERS] if isinstance(data, bytes) else ""


def _text_in_html(html: str) -> str:
    cited = _CITED.search(html)
    html = _HIDDEN.sub(" ", html[: cited.start()] if cited else html)
    return unescape(_TAG.sub("", _BREAK.sub("\n", html.replace("\n", " "))))


def _report_in(parts: list[Message]) -> tuple[Headers, ...]:
    """The fields of each recipient: those of the message itself come first and are left out."""
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            found = [_headers_of(one) for one in _within(part)]
            return tuple(one for one in found if "action" in one or "status" in one)
    return ()


def _returned_in(parts: list[Message]) -> Headers:
    for part in _parts_returned(parts):
        found = _headers_of(part)
        if "message-id" in found:
            return found
    return {}


def _parts_returned(parts: list[Message]) -> Iterator[Message]:
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield from _within(part)
        elif kind == "text/rfc822-headers":
            data = part.get_payload(decode=True)
            yield BytesHeaderParser().parsebytes(data if isinstance(data, bytes) else b"")


def _within(part: Message) -> list[Message]:
    """The messages within one. Of any other part Python would read the text, with whatever codec
    it names."""
    inner = part.get_payload() if part.is_multipart() else []
    return [one for one in inner if isinstance(one, Message)]
