"""Whom of ours a newcomer is: by ID, by e-mail, by name and reading. Nobody is guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from enishi.desk.emendation import Plain
from enishi.desk.likeness import mail_form, name_form
from enishi.desk.newcomer import Newcomer
from enishi.desk.private import reveal
from enishi.desk.records import Card
from enishi.problems import Mark
from enishi.publish import ways_to_write
from enishi.source.people import Name, Person


@dataclass(frozen=True, slots=True)
class Known:
    """By what somebody of ours is known."""

    id: str
    mails: frozenset[str]
    names: frozenset[str]
    kana: str
    birthday: str
    """As `04-12`; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a newcomer may be."""

    ids: tuple[str, ...] = ()
    is_sure: bool = False
    """One, by something that nobody shares, with nothing that speaks against it."""


class Recognition:
    """Everybody, by what they are known by."""

    def __init__(self, people: Mapping[str, Person], cards: Mapping[str, Card]) -> None:
        self._all: dict[str, Known] = {}
        self._mails: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        for one in sorted({*people, *cards}):
            self._know(_known(one, people.get(one), cards.get(one)))

    def _know(self, one: Known) -> None:
        self._all[one.id] = one
        for mail in one.mails:
            self._mails[mail].add(one.id)
        for name in one.names:
            self._names[name].add(one.id)

    def meant(self, one: Newcomer) -> Meant:
        """An ID of ours counts first, then an e-mail, then the name; what speaks against a
        candidate makes it a question."""
        face = face_of(one)
        if one.id in self._all and not _differ(face, self._all[one.id]):
            return Meant((one.id,), is_sure=True)
        by_mail = self._of(self._mails, face.mails)
        if by_mail:
            sure = len(by_mail) == 1 and not _differ(face, self._all[by_mail[0]])
            return Meant(by_mail, is_sure=sure)
        by_name = self._of(self._names, face.names)
        if face.kana and len(by_name) > 1:
            by_name = self._with_reading(by_name, face.kana)
        near = [id_ for id_ in by_name if not _is_somebody_else(face, self._all[id_])]
        return Meant(tuple(near or by_name), is_sure=len(near) == 1)

    def _of(self, index: Mapping[str, set[str]], keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set().union(*(index.get(key, ()) for key in keys))))

    def _with_reading(self, ids: tuple[str, ...], kana: str) -> tuple[str, ...]:
        """Those who are read so; all where nobody's reading is known to be another one."""
        same = tuple(one for one in ids if self._all[one].kana == kana)
        open_ = tuple(one for one in ids if self._all[one].kana in ("", kana))
        return same if same and len(open_) == len(same) else open_ or ids


def face_of(one: Newcomer) -> Known:
    name = name_in(one.name)
    mails = frozenset(map(mail_form, one.texts("emails")))
    return Known(one.id, mails, names_of(name), _kana(name), _day(one.record.get("birthday", "")))


def name_in(said: Plain) -> Name | None:
    """A name as a record has it; None for none."""
    if isinstance(said, str):
        return Name(Mark(), whole=said) if said else None
    if not isinstance(said, dict):
        return None
    return Name(Mark(), **{key: str(text) for key, text in said.items()})


def _known(one: str, person: Person | None, card: Card | None) -> Known:
    name = person.name if person else None
    born = reveal(card.birthday) if card and card.birthday is not None else None
    mails = (mail_form(reveal(mail)) for mail in card.emails) if card else ()
    day = f"{born.month:02}-{born.day:02}" if born else ""
    return Known(one, frozenset(mails), names_of(name), _kana(name), day)


def names_of(name: Name | None) -> frozenset[str]:
    """How the whole name may be written, as it is compared; in Latin letters in either order."""
    return frozenset(name_form(way) for way in _ways(name)) if name else frozenset()


def _ways(name: Name) -> Iterator[str]:
    yield from ways_to_write(name)
    if name.former and name.given:
        yield f"{name.former}{name.given}"
    for latin in (name.latin, name.whole if name.whole.isascii() else ""):
        words = latin.split()
        if len(words) > 1:
            yield " ".join([words[-1], *words[:-1]])
    if name.family.isascii() and name.family and name.given:
        yield f"{name.given} {name.family}"


def _kana(name: Name | None) -> str:
    return name_form(name.kana) if name else ""


def _day(said: Plain) -> str:
    return said[-5:] if isinstance(said, str) else ""


def _differ(one: Known, other: Known) -> bool:
    """Whether they have names of which none is the same, or other birthdays."""
    names = bool(one.names and other.names and not one.names & other.names)
    read = bool(one.kana and one.kana == other.kana)
    return (names and not read) or _born_apart(one, other)


def _is_somebody_else(one: Known, other: Known) -> bool:
    """Of one name, and yet not the same: read otherwise, or born on another day."""
    return bool(one.kana and other.kana and one.kana != other.kana) or _born_apart(one, other)


def _born_apart(one: Known, other: Known) -> bool:
    return bool(one.birthday and other.birthday and one.birthday != other.birthday)
