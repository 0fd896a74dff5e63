"""Whether somebody may be sent a letter at this moment, to which address, and by which consent."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.audience import consents_of, reason_against
from enishi.desk.cabinet import Cabinet, card_in
from enishi.desk.fingerprint import key_of
from enishi.desk.private import Private, reveal
from enishi.desk.records import Card
from enishi.desk.returns import BOUNCES, SUPPRESSED, Returns, load_returns
from enishi.digests import digest_of
from enishi.problems import Mark, Problems, Refused
from enishi.publish import deciding
from enishi.source.consents import Consent
from enishi.source.files import load_text
from enishi.source.people import Person
from enishi.source.records import PEOPLE, person_in
from enishi.source.schema import Reading

PURPOSE = "newsletter"
WRITTEN_OFF = "suppressed"
"""Why nothing is sent to those who wrote that they want no more letters."""
_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Basis:
    """A consent that decided."""

    place: str
    """`alumni/ken.yml:12`"""
    digest: str
    """Keyed: it can be compared with, and not guessed at."""


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer for one person."""

    reason: str
    """Why not; empty where they may be written to."""
    address: Private[str] | None
    mailbox: str
    """A keyed digest of the address."""
    consents: tuple[Basis, ...]


class Permissions:
    """Asks the records anew each time: an answer of an hour ago is none."""

    def __init__(self, cabinet: Cabinet, zone: ZoneInfo, today: Callable[[], date]) -> None:
        self.cabinet, self._zone, self._today = cabinet, zone, today
        self._known: tuple[object, Returns] = (None, Returns())

    def of(self, person_id: str) -> Permission:
        """Raises `Refused` for records that cannot be read."""
        problems, today = Problems(), self._today()
        person = self._person(person_id, problems)
        card = self._card(person_id, problems)
        if problems.errors:
            raise Refused(problems)
        returns = self._returns()
        reason = reason_against(PURPOSE, person, card, returns, today)
        if reason == "withdrawn" and returns.stopped(person_id):
            reason = WRITTEN_OFF
        address = card.emails[0] if card and card.emails else None
        bases = self._bases(_placed(person, card), today)
        return Permission(reason, address, self._mailbox(address), bases)

    def _person(self, person_id: str, problems: Problems) -> Person | None:
        name = _only(self.cabinet.root / PEOPLE, person_id, f"{PEOPLE}/", problems)
        source = load_text(self.cabinet.root, f"{PEOPLE}/{name}", problems) if name else None
        return person_in(source, Reading(source.path, problems, self._zone)) if source else None

    def _card(self, person_id: str, problems: Problems) -> Card | None:
        name = _only(self.cabinet.folder, person_id, self.cabinet.shown(""), problems)
        held = self.cabinet.held(name, problems) if name else None
        if held is None:
            return None
        if held.is_locked:
            problems.add(held.source.path, Mark(), self.cabinet.ring.fault)
        return card_in(held, Reading(held.source.path, problems, self._zone))

    def _bases(self, consents: Sequence[tuple[str, Consent]], today: date) -> tuple[Basis, ...]:
        decided = {id(one) for one in deciding((it for _, it in consents), PURPOSE, today)}
        return tuple(
            Basis(f"{path}:{one.mark.line}", self._keyed(_digest_of(one)))
            for path, one in consents
            if id(one) in decided
        )

    def _mailbox(self, address: Private[str] | None) -> str:
        return "" if address is None else self._keyed(reveal(address).encode())

    def _keyed(self, data: bytes) -> str:
        return blake2b(data, key=self._key, digest_size=16).hexdigest()

    @cached_property
    def _key(self) -> bytes:
        return key_of(self.cabinet.folder)

    def _returns(self) -> Returns:
        """Read again whenever a file is another one than last time."""
        state = tuple(_state_of(self.cabinet.folder / name) for name in (SUPPRESSED, BOUNCES))
        if state != self._known[0]:
            self._known = state, load_returns(self.cabinet)
        return self._known[1]


def _digest_of(consent: Consent) -> bytes:
    """Of what it says, wherever it stands."""
    notice = consent.notice and replace(consent.notice, mark=Mark())
    return digest_of(replace(consent, mark=Mark(), notice=notice))


def _state_of(file: Path) -> object:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _only(folder: Path, person_id: str, shown: str, problems: Problems) -> str:
    """The name of a person's one record in a folder; empty where there is none."""
    names = (f"{person_id}{suffix}" for suffix in _SUFFIXES)
    found = [name for name in names if os.path.lexists(folder / name)]
    if len(found) > 1:
        problems.add(f"{shown}{found[1]}", Mark(), "permalink-twice", other=f"{shown}{found[0]}")
    return found[0] if found else ""


def _placed(person: Person | None, card: Card | None) -> list[tuple[str, Consent]]:
    found = [(person.path, one) for one in person.consents] if person else []
    return found + [(card.path, one) for one in consents_of(card)] if card else found
