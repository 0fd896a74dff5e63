"""`private/forgotten.yml`: who asked to be forgotten, without saying who.

Of each person there are tokens, which are keyed digests (HMAC-SHA-256, RFC 2104) of their ID,
their e-mail addresses, mobile numbers and pages on networks, and their name together with their
birthday. Whoever has the key can ask
of a record whether it is one of those people; the file alone answers nothing. Beside them stands
the least that shows that a consent was given, until the day on which nobody can ask for it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.desk.fingerprint import FORGOTTEN
from enishi.desk.likeness import Traits, token, tokens_of
from enishi.problems import Mark, Problems, Refused
from enishi.source.consents import Sha256Kind
from enishi.source.nodes import parse_yaml
from enishi.source.purposes import PURPOSES, STATUSES
from enishi.source.schema import Choice, Day, Field, ListOf, Reading, RecordOf, Text
from enishi.writing import make_private, put

KEY = ".enishi-forgotten-key"
"""Beside the file: what the tokens are made with. It must never be lost, so it is not the key of
the seal, which may be."""
_KEY_BYTES = 32
_UTC = ZoneInfo("UTC")
_HEAD = """\
# Written by enishi forget. Nobody is named here: the tokens can be compared with, and not read.
# Keep it, with {key} beside it, or a later import may bring back people who asked to be
# forgotten. To let somebody return who wants to, delete their entry.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The least that shows that somebody agreed, or refused."""

    mark: Mark
    purpose: str
    status: str
    on: date
    keep_until: date
    until: date | None = None
    how: str = ""
    notice: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who was forgotten."""

    mark: Mark
    on: date
    tokens: tuple[str, ...] = ()
    evidence: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The whole file."""

    check: str = ""
    """A token of nothing: it shows whether the key is still the one."""
    people: tuple[Entry, ...] = ()


KEPT = RecordOf(
    Kept,
    {
        "purpose": Field(Choice(PURPOSES), "目的", "Purpose", "portal", required=True),
        "status": Field(Choice(STATUSES), "状態", "Status", "given", required=True),
        "on": Field(Day(), "いつから", "From", "2026-04-01", required=True),
        "keep_until": Field(Day(), "残す期限", "Kept until", "2029-11-27", required=True),
        "until": Field(Day(), "いつまで", "To and including", "2029-03-31"),
        "how": Field(Text(400), "どのように", "How it was given", "卒業面談の書面"),
        "notice": Field(Text(80), "説明文", "The notice shown", "portal-2026"),
        "sha256": Field(Sha256Kind(), "文面の SHA-256", "SHA-256 of its text"),
    },
)
_ENTRY = RecordOf(
    Entry,
    {
        "on": Field(Day(), "いつ", "When", "2026-11-27", required=True),
        "tokens": Field(ListOf(Text(64)), "符号", "Tokens"),
        "evidence": Field(ListOf(KEPT), "同意の記録", "Evidence of consents"),
    },
)
_BOOK = RecordOf(
    Book,
    {
        "check": Field(Text(64), "鍵の確かめ", "Check of the key"),
        "people": Field(ListOf(_ENTRY, 100_000), "忘れた人", "Who was forgotten"),
    },
)


def load_book(cabinet: Cabinet, problems: Problems) -> Book:
    """What the file says; what is wrong with it, or with its key, is a problem."""
    if not (cabinet.folder / FORGOTTEN).exists():
        return Book()
    source = cabinet.load(FORGOTTEN, problems)
    node = parse_yaml(source.text, source.path, problems) if source else None
    at = Reading(cabinet.shown(FORGOTTEN), problems, _UTC)
    book = (_BOOK.read(node, at, "") if node is not None else None) or Book()
    if book.people and _check(known_key(cabinet)) != book.check:
        problems.add(cabinet.shown(FORGOTTEN), Mark(), "forgotten-key", key=KEY)
    return book


def known_key(cabinet: Cabinet) -> bytes:
    """What the tokens were made with; nothing where it is lost."""
    try:
        return (cabinet.folder / KEY).read_bytes()
    except OSError:
        return b""


def key_for(cabinet: Cabinet) -> bytes:
    """The key, made now where nobody was forgotten yet. Raises `Refused` where it was lost."""
    problems = Problems()
    load_book(cabinet, problems)
    if problems.errors:
        raise Refused(problems)
    found = known_key(cabinet)
    if len(found) == _KEY_BYTES:
        return found
    made = os.urandom(_KEY_BYTES)
    make_private(cabinet.folder)
    put(cabinet.folder / KEY, made, 0o600)
    return made


def _check(key: bytes) -> str:
    return token(key, "check", "")


class Memorial:
    """Who asked to be forgotten, read once to be asked for many.

    For whatever brings people in: an import asks of each row before it writes anything, and leaves
    out, and tells of, who was forgotten. Raises `Refused` where the file or its key is damaged,
    since then nobody can tell.
    """

    def __init__(self, cabinet: Cabinet) -> None:
        problems = Problems()
        book = load_book(cabinet, problems)
        if problems.errors:
            raise Refused(problems)
        self.key = known_key(cabinet)
        self._entries = {token: one for one in book.people for token in one.tokens}

    def __bool__(self) -> bool:
        """Whether anybody was forgotten."""
        return bool(self._entries)

    def entry(self, tokens: Iterable[str]) -> Entry | None:
        """Whose tokens these are, one of them at least."""
        return next((self._entries[one] for one in tokens if one in self._entries), None)

    def on(self, traits: Traits) -> date | None:
        """The day on which somebody asked who is known by one of these; None for anybody else."""
        mine = tokens_of(self.key, traits) if self else ()
        return min((self._entries[one].on for one in mine if one in self._entries), default=None)


def evidence_of(cabinet: Cabinet, ids: Iterable[str]) -> tuple[Kept, ...]:
    """What is kept of the consents of somebody who was forgotten."""
    mine = set(tokens_of(known_key(cabinet), Traits(ids=ids)))
    people = load_book(cabinet, Problems()).people
    return tuple(kept for one in people if mine & set(one.tokens) for kept in one.evidence)


def remember(cabinet: Cabinet, entry: Entry) -> None:
    """Write somebody down; what is there of them already becomes one entry with it."""
    problems = Problems()
    book = load_book(cabinet, problems)
    if problems.errors:
        raise Refused(problems)
    mine = set(entry.tokens)
    same = [one for one in book.people if mine & set(one.tokens)]
    for one in same:
        kept = {replace(it, mark=Mark()): it for it in (*one.evidence, *entry.evidence)}
        tokens = tuple(sorted({*one.tokens, *entry.tokens}))
        entry = replace(entry, on=min(one.on, entry.on), tokens=tokens, evidence=tuple(kept))
    others = tuple(one for one in book.people if one not in same)
    write_book(cabinet, replace(book, people=(*others, entry)))


def write_book(cabinet: Cabinet, book: Book) -> None:
    make_private(cabinet.folder)
    check = _check(key_for(cabinet))
    text = _HEAD.format(key=KEY) + "".join(_lines_of(replace(book, check=check)))
    put(cabinet.folder / FORGOTTEN, text.encode(), 0o600)


def _lines_of(book: Book) -> Iterator[str]:
    yield f"check: {book.check}\npeople:\n"
    for one in sorted(book.people, key=lambda it: (it.on, it.tokens)):
        yield f"  - on: {one.on}\n    tokens:\n"
        yield from (f"      - {token}\n" for token in one.tokens)
        if one.evidence:
            yield "    evidence:\n"
        for kept in sorted(one.evidence, key=lambda it: (it.on, it.purpose, it.status)):
            yield f"      - purpose: {kept.purpose}\n        status: {kept.status}\n"
            yield f"        on: {kept.on}\n        keep_until: {kept.keep_until}\n"
            if kept.until:
                yield f"        until: {kept.until}\n"
            for name in ("how", "notice", "sha256"):
                if getattr(kept, name):
                    yield f"        {name}: {_quoted(getattr(kept, name))}\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def expired(book: Book, today: date) -> list[Kept]:
    """Evidence that nobody can ask for any more."""
    return [kept for one in book.people for kept in one.evidence if kept.keep_until < today]


def sweep(cabinet: Cabinet, today: date) -> int:
    """Take out the evidence whose time is over, and say how much it was. Tokens stay."""
    book = load_book(cabinet, Problems())
    gone = len(expired(book, today))
    if gone:
        people = tuple(
            replace(one, evidence=tuple(it for it in one.evidence if it.keep_until >= today))
            for one in book.people
        )
        write_book(cabinet, replace(book, people=people))
    return gone
