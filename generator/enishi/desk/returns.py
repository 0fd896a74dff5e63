"""What came back of letters: who wants no more, what could not be delivered, what was answered.

Three files of the private folder, a JSON object a line, to which lines are only ever added. They
name people by ID and hold no address: of those, a keyed digest.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property

from enishi.dates import day_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.tokens import secret_of
from enishi.problems import Mark, Problems, Refused
from enishi.writing import append, make_private

SUPPRESSED, BOUNCES, REPLIES = "suppressed.jsonl", "bounces.jsonl", "replies.jsonl"
HARD, SOFT = "hard", "soft"
ENOUGH = 5
"""So many days on which an address could not be reached for now count as one for good."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one message."""

    message: str
    """A digest of the message, by which it is known when it is read again."""
    on: str
    """The day on which it was read, as ISO 8601."""
    how: str
    """In `suppressed.jsonl` `token`, `asked` or `address`; in `bounces.jsonl` `hard` or `soft`;
    in `replies.jsonl` `applied`, `declined` or `aside`."""
    person: str = ""
    issue: str = ""
    status: str = ""
    """Why it bounced, by RFC 3463."""
    address: str = ""
    """A keyed digest of the address that could not be reached."""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


@dataclass(frozen=True)
class Returns:
    """Everything that came back, as it was written down."""

    stops: tuple[Entry, ...] = ()
    bounces: tuple[Entry, ...] = ()
    replies: tuple[Entry, ...] = ()
    secret: bytes = field(default=b"", repr=False)

    @cached_property
    def settled(self) -> frozenset[str]:
        """Messages with which nothing is left to do."""
        return frozenset(one.message for one in (*self.stops, *self.bounces, *self.replies))

    def stopped(self, person: str) -> tuple[date, ...]:
        """On which days they were found to want no more letters."""
        return tuple(self._stopped.get(person, ()))

    @cached_property
    def _stopped(self) -> dict[str, list[date]]:
        found: dict[str, list[date]] = {}
        for one in self.stops:
            found.setdefault(one.person, []).append(one.day)
        return found

    def has_bounced(self, person: str, address: str) -> bool:
        """Whether that address of theirs cannot be reached. Another one may be."""
        tried = self._tried.get(person)
        if not tried:
            return False
        mark = mark_of(self.secret, address)
        mine = [one for one in tried if one.address == mark]
        days = {one.on for one in mine if one.how == SOFT}
        return any(one.how == HARD for one in mine) or len(days) >= ENOUGH

    @cached_property
    def _tried(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for one in self.bounces:
            found.setdefault(one.person, []).append(one)
        return found


def mark_of(secret: bytes, address: str) -> str:
    """An address, so that it can be known again and not be read."""
    plain = address.strip().casefold().encode()
    return hmac.digest(secret, b"address\0" + plain, "sha256").hex()[:32]


def load_returns(cabinet: Cabinet) -> Returns:
    """What the three files say. Raises `Refused` for lines that say nothing: one of them could be
    somebody who wants no more letters."""
    problems = Problems()
    stops, bounces, replies = (
        tuple(_entries_in(cabinet, name, problems)) for name in (SUPPRESSED, BOUNCES, REPLIES)
    )
    if problems.errors:
        raise Refused(problems)
    return Returns(stops, bounces, replies, secret_of(cabinet) if bounces else b"")


def _entries_in(cabinet: Cabinet, name: str, problems: Problems) -> Iterable[Entry]:
    file = cabinet.folder / name
    if file.is_symlink():
        problems.add(cabinet.shown(name), Mark(), "file-symlink")
        return
    text = file.read_bytes().decode("utf-8", "replace") if file.exists() else ""
    for number, line in enumerate(text.split("\n"), 1):
        entry = _entry_of(line) if line.strip() else None
        if entry:
            yield entry
        elif line.strip():
            problems.add(cabinet.shown(name), Mark(number), "suppressed-bad")


def _entry_of(line: str) -> Entry | None:
    try:
        values = json.loads(line)
        found = Entry(**values) if isinstance(values, dict) else None
    except (ValueError, TypeError, RecursionError):
        return None
    if found is None or not all(isinstance(one, str) for one in asdict(found).values()):
        return None
    return found if day_of(found.on) else None


def write_down(cabinet: Cabinet, name: str, entries: Iterable[Entry]) -> None:
    """Add lines to one of the files."""
    lines = [
        json.dumps({key: value for key, value in asdict(one).items() if value}, ensure_ascii=False)
        for one in entries
    ]
    if lines:
        make_private(cabinet.folder)
        append(cabinet.folder / name, "".join(f"{line}\n" for line in lines).encode())
