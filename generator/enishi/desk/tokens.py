"""Tokens by which a letter is known again when it is answered.

A token is a keyed digest (HMAC-SHA-256, RFC 2104) of an issue and a person. It names nobody, it
cannot be made up without the secret, and it is short enough for one line of a header: 100 bits,
as twenty letters and digits that survive being written in capitals.
"""

from __future__ import annotations

import base64
import hmac
import os
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import quote

from enishi.desk.cabinet import Cabinet
from enishi.problems import refusal
from enishi.writing import make_private, put

SECRET = ".secret"  # noqa: S105  (a file name)
"""In the private folder: what tokens are made with. Letters that were sent cannot be answered
once it is lost."""
_BYTES = 32
_HEX = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}\s*\Z", re.ASCII)
_SIZE = 20
_STOP = re.compile(rf"\bstop-([a-z2-7]{{{_SIZE}}})(?![a-z0-9])", re.ASCII | re.IGNORECASE)

_BOARD = re.compile(rf"\bboard-([a-z2-7]{{{_SIZE}}})(?![a-z0-9])", re.ASCII | re.IGNORECASE)


class Claim(NamedTuple):
    """What a token says: which letter it stood in."""

    issue: str
    person: str


def secret_of(cabinet: Cabinet) -> bytes:
    """What tokens are made with; made now if there is none.

    Raises `Refused` for a file that holds something else: a new secret would make all letters
    that were sent unanswerable.
    """
    file = cabinet.folder / SECRET
    if file.is_symlink() or file.exists():
        try:
            found = file.read_text("ascii") if file.is_file() and not file.is_symlink() else ""
        except (OSError, UnicodeDecodeError):
            found = ""
        if not _HEX.match(found):
            raise refusal(cabinet.shown(SECRET), "secret-bad")
        return bytes.fromhex(found)
    made = os.urandom(_BYTES)
    make_private(cabinet.folder)
    put(file, f"{made.hex()}\n".encode(), 0o600)
    return made


def token_of(secret: bytes, issue: str, person: str) -> str:
    """The token of one letter, always the same."""
    digest = hmac.digest(secret, f"letter\0{issue}\0{person}".encode(), "sha256")
    return base64.b32encode(digest).decode().lower()[:_SIZE]


def person_of(secret: bytes, token: str, issue: str, people: Iterable[str]) -> str | None:
    """Who of `people` got that token with that issue; None for nobody."""
    given = token.lower().encode("utf-8", "replace")
    for person in people:
        if hmac.compare_digest(token_of(secret, issue, person).encode(), given):
            return person
    return None


def claims_of(secret: bytes, issues: Iterable[str], people: Iterable[str]) -> dict[str, Claim]:
    """Every token that there can be, to look many up: `{token: Claim}`."""
    everybody = tuple(people)
    return {
        token_of(secret, issue, person): Claim(issue, person)
        for issue in issues
        for person in everybody
    }


def board_token_of(secret: bytes, person: str) -> str:
    """What stands in the subject of an invitation to write to somebody who leaves, always the
    same. Everybody who is invited has it: it names a board, and proves nothing of who writes."""
    digest = hmac.digest(secret, f"board\0{person}".encode(), "sha256")
    return base64.b32encode(digest).decode().lower()[:_SIZE]


def boards_in(text: str) -> tuple[str, ...]:
    """The tokens of boards in the subject of a mail."""
    return tuple(dict.fromkeys(found.lower() for found in _BOARD.findall(text)))


def stop_url(mailbox: str, token: str) -> str:
    """A link that writes the mail which stops the letters (RFC 6068)."""
    return f"mailto:{quote(mailbox, safe='@+')}?subject=stop-{token}"


def one_click_url(endpoint: str, token: str) -> str:
    """The address that mail programs send a POST to (RFC 8058)."""
    return f"{endpoint}{'&' if '?' in endpoint else '?'}token={token}"


def stops_in(text: str) -> tuple[str, ...]:
    """The tokens in the subject or text of a mail that asks for no more letters."""
    return tuple(dict.fromkeys(found.lower() for found in _STOP.findall(text)))


def message_id_of(token: str, domain: str) -> str:
    """The Message-ID of the letter (RFC 5322 §3.6.4), stable.

    The token cannot be worked out from it: replies quote it to third parties, and whoever has
    the token can stop the letters.
    """
    return f"<{sha256(f'message-id/{token}'.encode()).hexdigest()[:32]}@{domain}>"
