"""For whom a message is: read from its bytes, before it is approved and before it goes out."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import Header, decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from hashlib import sha256

from enishi.desk.private import Private, reveal

_LONGEST = 998
"""Characters of a line that every server takes (RFC 5322 §2.1.1)."""
_FURTHER = ("cc", "bcc", "sender")
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{20}(?![a-z0-9])", re.ASCII)
_NOBODYS = "test" * 5
"""Has the form of a token, and is none that anybody was given."""
_WIRE = policy.compat32.clone(linesep="\r\n", max_line_length=0)


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom."""

    sender: Private[str]
    to: Private[str]
    message_id: str

    def is_from(self, address: str) -> bool:
        return _plain(reveal(self.sender)) == _plain(address)

    def is_to(self, address: Private[str]) -> bool:
        return _plain(reveal(self.to)) == _plain(reveal(address))


def envelope_of(data: bytes) -> Envelope | None:
    """What a message says of itself; None unless it names exactly one sender and one recipient
    and has the form in which it can be sent as it is: ASCII in lines that end in CRLF."""
    if not _is_fit(data):
        return None
    head = BytesHeaderParser().parsebytes(data.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
    names = [name.lower() for name in head]
    if head.defects or any(one in _FURTHER or one.startswith("resent-") for one in names):
        return None
    sender, to = (_only(head, name) for name in ("From", "To"))
    if not sender or not to:
        return None
    return Envelope(Private(sender), Private(to), str(head.get("Message-ID", "")).strip())


def _is_fit(data: bytes) -> bool:
    """Whether it can go as it is: in ASCII, without NUL, in lines that end in CRLF."""
    ends = {data.count(end) for end in (b"\r", b"\n", b"\r\n")}
    longest = max(map(len, data.split(b"\r\n")))
    return data.isascii() and b"\0" not in data and len(ends) == 1 and longest <= _LONGEST


def _only(head: Message, name: str) -> str:
    """The one address in the one field of that name; empty where that is not so."""
    values = [str(one) for one in head.get_all(name, [])]
    found = [address for _, address in getaddresses(values)]
    if len(values) != 1 or len(found) != 1 or "@" not in found[0]:
        return ""
    return found[0]


def _plain(address: str) -> tuple[str, str]:
    """An address to be compared: quotes say nothing, nor does the domain's case."""
    local, _, domain = address.strip().rpartition("@")
    if local.startswith('"') and local.endswith('"'):
        local = re.sub(r"\\(.)", r"\1", local[1:-1])
    return local, domain.lower()


def trial_of(data: bytes, to: str, stamp: str) -> bytes:
    """The message as a test for somebody else: marked, and with links that stop nobody's letters.

    `stamp` makes its Message-ID another one than that of the letter, and of other tests.
    """
    message = message_from_bytes(data, policy=_WIRE)
    stops = " ".join(str(one) for one in message.get_all("List-Unsubscribe", []))
    tokens = set(_TOKEN.findall(stops))
    for name in ("List-Unsubscribe", "List-Unsubscribe-Post"):
        del message[name]
    is_japanese = str(message.get("Content-Language", "")).startswith("ja")
    mark = "【テスト】" if is_japanese else "[Test] "
    subject = Header(mark + _decoded(str(message.get("Subject", ""))), "utf-8")
    known = str(message.get("Message-ID", ""))
    digest = sha256(f"{known}{stamp}{to}".encode()).hexdigest()[:32]
    new_id = f"<test.{digest}@{known.rpartition('@')[2].strip('> ')}>"
    fields = {"To": to, "Subject": subject.encode(linesep="\r\n"), "Message-ID": new_id}
    for name, value in fields.items():
        del message[name]
        message[name] = value
    for part in message.walk():
        _blunt(part, tokens)
    return message.as_bytes(policy=_WIRE)


def _blunt(part: Message, tokens: set[str]) -> None:
    """Put a token of nobody in place of the recipient's."""
    payload = None if part.is_multipart() else part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return
    new = payload
    for token in tokens:
        new = new.replace(token.encode(), _NOBODYS.encode())
    if new != payload:
        del part["Content-Transfer-Encoding"]
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(new).decode("ascii"))


def _decoded(text: str) -> str:
    return "".join(
        part if isinstance(part, str) else part.decode(charset or "ascii", "replace")
        for part, charset in decode_header(re.sub(r"\r?\n(?=[ \t])", "", text))
    )
