"""Messages as they lie on a server (IMAP4rev1, RFC 3501), over TLS. It is only ever read.

The folder is opened by EXAMINE and bodies are fetched by PEEK: nothing is marked, moved or
deleted, and the server refuses it as well.
"""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date

from enishi.desk.letterbox import MOST, Raw
from enishi.desk.private import Private, reveal
from enishi.problems import refusal
from enishi.settings import FILE, ImapText

Connect = Callable[[ImapText], imaplib.IMAP4]
_SECONDS = 30
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_FOREIGN = re.compile(r"[^ -~]+")
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]{1,40})"')


def connected(server: ImapText) -> imaplib.IMAP4:
    """A connection whose certificate was looked at."""
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=_SECONDS)


def raws_on(
    server: ImapText, password: Private[str], since: date | None, connect: Connect = connected
) -> Iterator[Raw]:
    """Every message that arrived on that day or later; all of them without one.

    Raises `Refused` where the server cannot be reached, or says no.
    """
    try:
        imap = connect(server)
    except (OSError, imaplib.IMAP4.error):
        raise refusal(FILE, "imap-unreachable", server.mark) from None
    with closing(_Session(imap)) as session:
        try:
            session.log_in(server.user, reveal(password))
        except (OSError, imaplib.IMAP4.error):
            raise refusal(FILE, "imap-login", server.mark) from None
        try:
            yield from session.messages(server.folder, since)
        except (OSError, imaplib.IMAP4.error):
            raise refusal(FILE, "imap-folder", server.mark) from None


class _Session:
    def __init__(self, imap: imaplib.IMAP4) -> None:
        self._imap = imap

    def log_in(self, user: str, password: str) -> None:
        """LOGIN takes ASCII in quotes; whatever else a password holds goes by SASL (RFC 4616)."""
        if f"{user}{password}".isascii() and f"{user}{password}".isprintable():
            self._imap.login(user, password)
        else:
            plain = f"\0{user}\0{password}".encode()
            self._imap.authenticate("PLAIN", lambda _: plain)

    def messages(self, folder: str, since: date | None) -> Iterator[Raw]:
        self._must(self._imap.select(quoted(folder), readonly=True))
        criterion = ("SINCE", imap_day(since)) if since else ("ALL",)
        found = self._must(self._imap.uid("SEARCH", *criterion))
        for uid in b" ".join(one for one in found if isinstance(one, bytes)).split():
            raw = self._message(folder, uid.decode("ascii", "replace"))
            if raw:
                yield raw

    def _message(self, folder: str, uid: str) -> Raw | None:
        """None for one that was taken away meanwhile."""
        what = f"(UID INTERNALDATE BODY.PEEK[]<0.{MOST + 1}>)"
        for part in self._must(self._imap.uid("FETCH", uid, what)):
            if isinstance(part, tuple):
                head, data = part[0], part[1]
                return Raw(f"{folder} #{uid}", data[:MOST], len(data) > MOST, _arrived(head))
        return None

    def _must(self, answer: tuple[str, Sequence[object]]) -> Sequence[object]:
        status, data = answer
        if status != "OK":
            raise imaplib.IMAP4.error(status)
        return data

    def close(self) -> None:
        """Leave; a server that has gone already is left as well."""
        try:
            self._imap.logout()
        except (OSError, imaplib.IMAP4.error):
            self._imap.shutdown()


def _arrived(head: bytes) -> date | None:
    match = _ARRIVED.search(head)
    found = imaplib.Internaldate2tuple(head) if match else None
    return date(*found[:3]) if found else None


def imap_day(day: date) -> str:
    """As SEARCH takes it (RFC 3501, date): the months are English in every country."""
    return f"{day.day}-{_MONTHS[day.month - 1]}-{day.year:04}"


def quoted(folder: str) -> str:
    """The name of a folder as servers take it: modified UTF-7 (RFC 3501 §5.1.3), in quotes."""
    name = _FOREIGN.sub(lambda match: f"\0{_seven_bits(match[0])}-", folder.replace("&", "&-"))
    escaped = name.replace("\0", "&").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _seven_bits(text: str) -> str:
    packed = base64.b64encode(text.encode("utf-16-be")).decode("ascii")
    return packed.rstrip("=").replace("/", ",")
