"""All that a message says; how it is written, and read again (RFC 5322, RFC 2046 §5.1.4)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from enishi.desk.headers import folded, mailbox_field, named_field, text_field

LONGEST = 998
"""Characters of a line that every server takes (RFC 5322 §2.1.1)."""
KINDS = ("plain", "html")
_MAILBOXES = ("From", "To", "List-ID")
_ONE_CLICK = "List-Unsubscribe=One-Click"
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_ROW = 76
_PLAIN = bytes(range(32, 127)).replace(b"=", b"") + b"\r\n\t"
"""What quoted-printable leaves as it is; of all else it makes three."""


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a message says, as it is to be read."""

    sender: tuple[str, str]
    """Name and address."""
    recipient: tuple[str, str]
    subject: str
    list_id: tuple[str, str]
    """What the list is called, and its ID."""
    stops: tuple[str, ...]
    """Where the letters can be stopped: by mail, and by one click where that is answered."""
    message_id: str
    date: str
    lang: str
    parts: tuple[str, str]
    """Plain text and HTML; lines end in CRLF."""

    @property
    def boundary(self) -> str:
        """Stands in no part: neither of the encodings writes `=_`."""
        return "=_" + self.message_id.strip("<").partition("@")[0]


def written(draft: Draft) -> bytes:
    """The message: lines of at most 78 characters, but for addresses that are longer."""
    boundary = draft.boundary.encode()
    parts = (
        b"--%b\r\n%b\r\n" % (boundary, _part(kind, text))
        for kind, text in zip(KINDS, draft.parts, strict=True)
    )
    return b"".join([_head(draft).encode("ascii"), b"\r\n", *parts, b"--%b--\r\n" % boundary])


def _head(draft: Draft) -> str:
    fields = [
        mailbox_field("From", *draft.sender),
        mailbox_field("To", *draft.recipient),
        text_field("Subject", draft.subject),
        folded("Date", [draft.date]),
        folded("Message-ID", [draft.message_id]),
        named_field("List-ID", draft.list_id[0], f"<{draft.list_id[1]}>"),
        folded("List-Unsubscribe", _separated(draft.stops)),
        *([folded("List-Unsubscribe-Post", [_ONE_CLICK])] if len(draft.stops) > 1 else []),
        folded("Content-Language", [draft.lang]),
        folded("MIME-Version", ["1.0"]),
        folded("Content-Type", ["multipart/alternative;", f'boundary="{draft.boundary}"']),
    ]
    return "".join(fields)


def _separated(addresses: tuple[str, ...]) -> list[str]:
    """Addresses of a list field (RFC 2369): the first is what we would rather have used."""
    return [f"<{one}>," for one in addresses[:-1]] + [f"<{addresses[-1]}>"]


def _part(kind: str, text: str) -> bytes:
    """One part, in whichever encoding is shorter."""
    data = text.encode()
    packed = 4 * -(-len(data) // 3)
    packed += 2 * (packed // _ROW)
    least = len(data) + 2 * len(data.translate(None, _PLAIN))
    quoted = binascii.b2a_qp(data) if least <= packed else b""
    if quoted and len(quoted) <= packed:
        encoding, body = "quoted-printable", quoted
    else:
        rows = binascii.b2a_base64(data, newline=False)
        encoding = "base64"
        body = b"\r\n".join(rows[at : at + _ROW] for at in range(0, len(rows), _ROW))
    head = folded("Content-Type", [f"text/{kind};", 'charset="utf-8"'])
    head += folded("Content-Transfer-Encoding", [encoding])
    return head.encode() + b"\r\n" + body


def differing(data: bytes, draft: Draft) -> Iterator[str]:
    """What of the message is read otherwise than it was meant."""
    head, body = _opened(data)
    read = [(name, _FOLD.sub("", value).lstrip()) for name, value in head.items()]
    meant = _meant(draft)
    if [name for name, _ in read] != list(meant):
        yield "header"
    for name, value in read:
        if name in meant and _read(name, value) != meant[name]:
            yield name
    if head.defects or _texts_in(head, body) != list(zip(KINDS, draft.parts, strict=True)):
        yield "text"
    lines = data.split(b"\r\n")
    ends = len(lines) - 1
    if not data.count(b"\r") == data.count(b"\n") == ends or max(map(len, lines)) > LONGEST:
        yield "lines"


def _read(name: str, value: str) -> object:
    """What a field says: a mailbox, a text with its words decoded, or itself."""
    if name in _MAILBOXES:
        return [(_decoded(shown), address) for shown, address in getaddresses([value])]
    return _decoded(value) if name == "Subject" else value


def _meant(draft: Draft) -> dict[str, object]:
    return {
        "From": [draft.sender],
        "To": [draft.recipient],
        "Subject": draft.subject,
        "Date": draft.date,
        "Message-ID": draft.message_id,
        "List-ID": [draft.list_id],
        "List-Unsubscribe": " ".join(_separated(draft.stops)),
        **({"List-Unsubscribe-Post": _ONE_CLICK} if len(draft.stops) > 1 else {}),
        "Content-Language": draft.lang,
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/alternative; boundary="{draft.boundary}"',
    }


def _decoded(value: str) -> str:
    """A text with its encoded words read."""
    return "".join(
        part if isinstance(part, str) else part.decode(charset or "ascii", "replace")
        for part, charset in decode_header(value)
    )


def _opened(data: bytes) -> tuple[Message, bytes]:
    """The header of a message, or of a part, and what stands below it."""
    head, _, body = data.partition(b"\r\n\r\n")
    return _HEADERS.parsebytes(head + b"\r\n\r\n"), body


def _texts_in(head: Message, body: bytes) -> list[tuple[str, str]]:
    """Kind and text of each part, if that is all there is and nothing is amiss.

    Parts are cut where their boundary begins a line (RFC 2046 §5.1.1).
    """
    boundary = (head.get_boundary() or "").encode()
    before, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary)
    if before or not parts or parts.pop() != b"--\r\n":
        return []
    return [_text_of(*_opened(part.removeprefix(b"\r\n"))) for part in parts]


def _text_of(head: Message, body: bytes) -> tuple[str, str]:
    """What a part says; neither kind nor text where its header is not one of ours."""
    decode = _DECODERS.get(head.get("Content-Transfer-Encoding", ""))
    if head.defects or len(head) != 2 or decode is None or head.get_content_charset() != "utf-8":
        return "", ""
    try:
        return head.get_content_subtype(), decode(body).decode()
    except ValueError:  # not what its header says
        return "", ""


_HEADERS = BytesHeaderParser()
_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "quoted-printable": binascii.a2b_qp,
    "base64": binascii.a2b_base64,
}
