"""Somebody who left, as other programs are told of them: what both records say, opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from enishi.desk.acquaintance import Kept, Tie, emails_of, told_of
from enishi.desk.private import Private, reveal
from enishi.desk.records import Birthday, Card
from enishi.publish import display_name
from enishi.source.people import Name, Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Alumnus:
    """One person of a list that leaves the desk."""

    id: str
    label: str
    """What the list is called in the other program: 卒業生."""
    home: str = ""
    """The host of the portal, by which its people differ from those of another one."""
    person: Person | None = field(default=None, repr=False)
    card: Card | None = field(default=None, repr=False)
    records: dict[str, object] = field(default_factory=dict, repr=False)
    """`{"public": …, "private": …}`, as they stand in the files; where all of it is told."""

    @property
    def uid(self) -> str:
        """The same for ever: the ID and the portal."""
        return f"{self.id}@{self.home or 'enishi'}"

    @property
    def name(self) -> Name | None:
        return self.person.name if self.person else None

    @property
    def shown(self) -> str:
        """The name as people write it; empty where none is known."""
        return display_name(self.name) if self.name else ""

    @property
    def parts(self) -> tuple[str, str]:
        """Given name and family name. A name that was not told in parts is never taken apart,
        unless it is in Latin letters alone: there the last word is the family's."""
        name = self.name
        if name is None or name.whole:
            return ("", self.shown)
        if name.family or name.given:
            return (name.given, name.family)
        return split_latin(name.latin)

    @property
    def company(self) -> str:
        return self.person.now.company if self.person and self.person.now else ""

    @property
    def title(self) -> str:
        return self.person.now.title if self.person and self.person.now else ""

    @property
    def place(self) -> tuple[str, str, str]:
        """City, region and country; empty where not known."""
        found = self.person.location if self.person else None
        return (found.city, found.region, found.country) if found else ("", "", "")

    @property
    def joined(self) -> str:
        """When they came for the first time, as exactly as it is known."""
        return told_of(self.person).joined if self.person else ""

    @property
    def left(self) -> str:
        """When they left for the last time."""
        return told_of(self.person).left if self.person else ""

    @property
    def emails(self) -> list[str]:
        return emails_of(self.card) if self.card else []

    @property
    def email(self) -> str:
        """The one to write to."""
        return next(iter(self.emails), "")

    @property
    def phones(self) -> list[str]:
        return [reveal(one) for one in self.card.phones] if self.card else []

    @property
    def birthday(self) -> Birthday | None:
        return _opened(self.card.birthday) if self.card else None

    @property
    def call(self) -> str:
        """How letters begin."""
        return (_opened(self.card.call) or "") if self.card else ""

    @property
    def stage(self) -> str:
        """One of `STAGES`; empty where nothing is said."""
        return stage_of(self.card)

    def is_here(self, today: date) -> bool:
        """Whether they work here still, or again."""
        return self.person is not None and is_here(self.person, today)


def stage_of(card: Card | None) -> str:
    return (_opened(card.stage) or "") if card else ""


def is_here(person: Person, today: date) -> bool:
    return Tie(person.id, told_of(person), Kept()).is_here(today.toordinal())


def split_latin(text: str) -> tuple[str, str]:
    """Given and family name as they stand in Latin letters; one word alone is the given name."""
    given, _, family = text.rpartition(" ")
    return (given, family) if given else (family, "")


def _opened(closed: Private[T] | None) -> T | None:
    return None if closed is None else reveal(closed)
