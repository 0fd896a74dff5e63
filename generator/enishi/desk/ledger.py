"""What was done about each letter of an issue: lines that are added, and never changed.

A line is on the disk before the next step is taken (write, then fsync). What is about to be
transmitted is written down first, so whatever kills the program, a letter that may have gone out
is known as one that may have. Of a line that was cut off by a kill its step was not taken yet.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from enishi.problems import Mark, refusal
from enishi.writing import bytes_of

LEDGER = "ledger.jsonl"
STEPS = frozenset("tested intend sent later refused unknown resolved-sent resolved-unsent".split())
STATES = ("waiting", "later", "sent", "refused", "unknown")
"""Of a letter; each is in one."""
_STATE_AFTER = {"intend": "unknown", "resolved-sent": "sent", "resolved-unsent": "waiting"}
_FIRST_PAUSE = timedelta(minutes=30)
"""What RFC 5321 §4.5.4.1 asks for between two attempts at one message."""
_LONGEST_PAUSE = timedelta(hours=8)
_CODE = re.compile(r"(?:[2-5]\d\d(?: \d\.\d{1,3}\.\d{1,3})?)?\Z", re.ASCII)
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    at: datetime
    step: str
    """One of `STEPS`."""
    id: str = ""
    """Whose letter; nobody's for a test."""
    code: str = ""
    """The server's answer without its words, which may hold an address: `550 5.1.1`."""
    until: datetime | None = None
    """Before when it is not tried again."""
    of: str = ""
    """For a test: the digest of what was prepared."""

    @property
    def line(self) -> str:
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        told = {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in found.items()
            if value
        }
        return json.dumps(told, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True)
class Account:
    """Where a letter stands."""

    state: str = "waiting"
    at: datetime | None = None
    code: str = ""
    until: datetime | None = None
    tries: int = 0
    """How often the server asked to come again."""

    def after(self, entry: Entry) -> Account:
        state = _STATE_AFTER.get(entry.step, entry.step)
        tries = self.tries + (state == "later")
        return Account(state, entry.at, entry.code, entry.until, tries)

    def pause(self) -> timedelta:
        """How long to wait after one more “later”; twice as long each time."""
        return min(_FIRST_PAUSE * (1 << min(self.tries, 10)), _LONGEST_PAUSE)


@dataclass(frozen=True, slots=True)
class Book:
    """All that a ledger says."""

    accounts: dict[str, Account]
    """By ID; who has none is waiting."""
    tested: frozenset[str] = frozenset()
    """Digests of the preparations of which a test was sent."""

    def of(self, person: str) -> Account:
        return self.accounts.get(person, Account())


def book_of(entries: Iterable[Entry]) -> Book:
    accounts: dict[str, Account] = {}
    tested = set()
    for one in entries:
        if one.step == "tested":
            tested.add(one.of)
        else:
            accounts[one.id] = accounts.get(one.id, Account()).after(one)
    return Book(accounts, frozenset(tested))


def load_book(file: Path, shown: str) -> Book:
    """What the ledger says; nothing where there is none. Raises `Refused` for a damaged one:
    nobody can tell then who has the letter."""
    try:
        data = bytes_of(file)
    except FileNotFoundError:
        return Book({})
    return book_of(_entries(data[: _whole(data)], shown))


class Ledger:
    """A ledger that is written to, by whoever holds the lock of the issue."""

    def __init__(self, file: Path, shown: str) -> None:
        """`shown` is what problems call it. What a kill left of a last line is taken away."""
        is_new = not file.exists()
        self._file, self._shown = file, shown
        self._handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | _SAFELY, 0o600)
        try:
            self._mend(bytes_of(file))
            if is_new and os.name != "nt":
                _settle_folder(file.parent)
        except BaseException:
            os.close(self._handle)
            raise

    def _mend(self, data: bytes) -> None:
        self.book = book_of(_entries(data[: _whole(data)], self._shown))
        if _whole(data) < len(data):
            os.ftruncate(self._handle, _whole(data))
            os.fsync(self._handle)
        elif data and not data.endswith(b"\n"):
            self._write(b"\n")

    def add(self, entry: Entry) -> None:
        """On the disk when it returns. Raises `Refused` where the file was exchanged meanwhile:
        what is written would be lost with the old one."""
        if not self._is_ours():
            raise refusal(self._shown, "ledger-moved")
        self._write(entry.line.encode())
        accounts, tested = self.book.accounts, self.book.tested
        if entry.step == "tested":
            self.book = Book(accounts, tested | {entry.of})
        else:
            accounts[entry.id] = self.book.of(entry.id).after(entry)

    def _is_ours(self) -> bool:
        try:
            return os.path.samestat(self._file.stat(), os.fstat(self._handle))
        except FileNotFoundError:
            return False

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._handle, data) :]
        os.fsync(self._handle)

    def close(self) -> None:
        os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _settle_folder(folder: Path) -> None:
    """That there is a new file must be on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _whole(data: bytes) -> int:
    """How many bytes are lines; a last one without its end counts if nothing else is missing."""
    end = data.rfind(b"\n") + 1
    return len(data) if _entry_of(data[end:]) else end


def _entries(data: bytes, shown: str) -> list[Entry]:
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        entry = _entry_of(line)
        if entry is None:
            raise refusal(shown, "ledger-damaged", Mark(number))
        found.append(entry)
    return found


def _entry_of(line: bytes) -> Entry | None:
    """The entry in a line; None where it is none, or not whole."""
    try:
        values = json.loads(line)
        values["at"] = datetime.fromisoformat(values["at"])
        if "until" in values:
            values["until"] = datetime.fromisoformat(values["until"])
        entry = Entry(**values)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (entry.step, entry.id, entry.code, entry.of)
    if not all(isinstance(one, str) for one in texts) or entry.step not in STEPS:
        return None
    is_whole = bool(entry.of if entry.step == "tested" else entry.id)
    zoned = all(one is None or one.tzinfo for one in (entry.at, entry.until))
    return entry if is_whole and zoned and _CODE.match(entry.code) else None
