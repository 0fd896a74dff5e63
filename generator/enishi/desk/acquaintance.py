"""What the desk knows of a person: the little by which people are ranked, as plain values, and
what is needed to write to one of them. The one place where the desk opens private records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import NamedTuple, TypeVar

from enishi.desk.private import Private, reveal
from enishi.desk.records import Card, Touch
from enishi.problems import Mark
from enishi.publish import display_name
from enishi.source.consents import Consent
from enishi.source.people import NETWORKS, Person, Tenure
from enishi.source.purposes import PURPOSES, STATUSES, WRITTEN

T = TypeVar("T")
Agreed = tuple[int, ...]
"""Consents, four numbers each: purpose and status by their places, and the days."""
PAUSED = "paused"
NEVER = 0
"""In the place of a day's ordinal where there is no such day."""


class Kept(NamedTuple):
    """What ranking needs of a private record. Days are ordinals, and lists of them flat: fifty
    thousand of these are read in one go."""

    touches: tuple[int, ...] = ()
    """Twice the day, and one more where an answer is waited for; latest last."""
    cadence: str = ""
    snooze: int = NEVER
    is_banned: bool = False
    """Do not contact, or paused."""
    birthday: str = ""
    """`04-12`"""
    consents: Agreed = ()
    last_day: int = NEVER
    """Of a graduation."""
    links: tuple[str, ...] = ()
    """Connections, three texts each: network, who of ours, which way."""


class Told(NamedTuple):
    """What ranking needs of who somebody is: of a public record, or of a private one."""

    name: str = ""
    joined: str = ""
    """When they came for the first time, as it is written."""
    left: str = ""
    """When they left for the last time, as it is written; empty while they are here."""
    is_known: bool = False
    """Whether the record says when they were here at all."""
    gone_from: int = NEVER
    gone_by: int = NEVER
    """The first and the last day that `left` may mean."""
    things: tuple[str, ...] = ()
    """Projects, products and places, by ID."""
    since: str = ""
    """When they began where they are now."""
    checked: int = NEVER
    consents: Agreed = ()
    readings: tuple[str, ...] = ()
    """By what else they are found: kana, Latin letters, a former and a preferred name."""
    profiles: tuple[str, ...] = ()
    """Networks on which they have a profile."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One person, by both records."""

    id: str
    told: Told
    kept: Kept
    stops: tuple[date, ...] = ()
    """Days on which they were found to want no more letters."""

    @classmethod
    def stranger(cls, person_id: str) -> Tie:
        """Somebody of whom nothing is known."""
        return cls(person_id, _NOTHING_TOLD, _NOTHING_KEPT)

    def is_here(self, today: int) -> bool:
        """Whether they work here, or work here again."""
        told = self.told
        return told.is_known and (not told.left or told.gone_from > today)

    def last_touch(self, today: int) -> int:
        """Twice the day, and one more where an answer is waited for; `NEVER` for none."""
        touches = self.kept.touches
        if touches and touches[-1] >> 1 <= today:
            return touches[-1]
        return next((one for one in reversed(touches) if one >> 1 <= today), NEVER)

    def consents(self) -> list[Consent]:
        """All that decides whether they are written to; who stopped letters stopped any kind."""
        flat = (*self.told.consents, *self.kept.consents)
        rows = zip(*(flat[at::4] for at in range(4)), strict=True)
        said = [
            Consent(
                Mark(),
                PURPOSES[purpose],
                STATUSES[status],
                _day(on),
                _day(until) if until else None,
            )
            for purpose, status, on, until in rows
        ]
        stopped = ((purpose, day) for day in self.stops for purpose in WRITTEN)
        said += [Consent(Mark(), purpose, "withdrawn", day) for purpose, day in stopped]
        return said

    def ends(self) -> tuple[int, ...]:
        """The last days of all consents; `NEVER` for those without one."""
        return self.told.consents[3::4] + self.kept.consents[3::4]


@dataclass(frozen=True, slots=True)
class Said:
    """A touch as it is told to the marketer."""

    on: date
    channel: str
    direction: str
    note: str
    is_asked: bool = False
    """Whether we asked something, and wait for an answer."""


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is on file about somebody, for the marketer's eyes; empty where nothing is."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    birthday: str = ""
    stage: str = ""
    cadence: str = ""
    channel: str = ""
    owner: str = ""
    snooze: date | None = None
    is_banned: bool = False
    notes: str = ""
    touches: tuple[Said, ...] = ()
    """Latest first."""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody is written to, and what was last said."""

    email: str = ""
    channel: str = ""
    owner: str = ""
    last: Said | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """That somebody of ours and a person follow each other, or one of them the other."""

    network: str
    who: str
    way: str
    since: date | None


def kept_of(card: Card) -> Kept:
    care, birthday = card.care, _opened(card.birthday)
    banned = _opened(care.do_not_contact) if care else None
    touches = [(reveal(one.on).toordinal(), _waits(one)) for one in card.touches]
    touches.sort(key=lambda one: one[0])  # of one day, what stands further down is later
    return Kept(
        tuple(2 * on + waits for on, waits in touches),
        (care and _opened(care.cadence)) or "",
        _ordinal(_opened(care.snooze_until) if care else None),
        bool(banned) or _opened(card.stage) == PAUSED,
        f"{birthday.month:02}-{birthday.day:02}" if birthday else "",
        _flat(
            (reveal(one.purpose), reveal(one.status), reveal(one.on), _opened(one.until))
            for one in card.consents
            if reveal(one.purpose) in WRITTEN  # what the site shows, the public record decides
        ),
        _ordinal(_opened(card.offboarding.last_day) if card.offboarding else None),
        tuple(
            intern(reveal(part))
            for one in card.connections
            for part in (one.network, one.who, one.way)
        ),
    )


def _flat(consents: Iterable[tuple[str, str, date, date | None]]) -> Agreed:
    found: list[int] = []
    for purpose, status, on, until in consents:
        found += PURPOSES.index(purpose), STATUSES.index(status), _ordinal(on), _ordinal(until)
    return tuple(found)


def _waits(touch: Touch) -> bool:
    """Whether they wait for our answer: for what came in, unless it says that none is needed.

    A question of ours is theirs to answer.
    """
    return _opened(touch.direction) == "in" and _opened(touch.question) is not False


def told_of(person: Person) -> Told:
    tenures = sorted(person.tenures, key=_began)
    left, now = tenures[-1].left if tenures else None, person.now
    name, has = person.name, person.profiles
    refs = [ref.id for one in tenures for ref in (*one.projects, *one.places)]
    return Told(
        display_name(name),
        str(tenures[0].joined or "") if tenures else "",
        str(left or ""),
        bool(tenures),
        _ordinal(left.first if left else None),
        _ordinal(left.last if left else None),
        tuple(map(intern, dict.fromkeys(refs))),
        str(now.since) if now and now.since else "",
        _ordinal(now.checked if now else None),
        _flat((one.purpose, one.status, one.on, one.until) for one in person.consents),
        tuple(filter(None, (name.kana, name.latin, name.former, name.preferred))),
        tuple(one for one in NETWORKS if has and getattr(has, one)),
    )


def _began(one: Tenure) -> tuple[date, date]:
    """By which times here are in order: when one began, or ended where nobody knows that."""
    known = one.joined or one.left
    return (known.first, known.last) if known else (date.min, date.min)


def contact_of(card: Card | None, today: date) -> Contact:
    """`today` leaves out what was written down for later days."""
    if card is None:
        return Contact()
    care = card.care
    said = next((one for one in touches_of(card) if one.on <= today), None)
    return Contact(
        reveal(card.emails[0]) if card.emails else "",
        (care and _opened(care.channel)) or "",
        (care and _opened(care.owner)) or "",
        said,
    )


def touches_of(card: Card) -> list[Said]:
    """Latest first; of one day, what stands further down is later."""
    found = [
        Said(
            reveal(one.on),
            reveal(one.channel),
            _opened(one.direction) or "out",
            _opened(one.note) or "",
            _opened(one.direction) != "in" and _opened(one.question) is True,
        )
        for one in reversed(card.touches)
    ]
    return sorted(found, key=lambda one: one.on, reverse=True)


def file_of(card: Card | None) -> OnFile:
    if card is None:
        return OnFile()
    care, born, notes = card.care, _opened(card.birthday), _opened(card.notes)
    banned = _opened(care.do_not_contact) if care else None
    return OnFile(
        tuple(emails_of(card)),
        tuple(reveal(one) for one in card.phones),
        "-".join(f"{one:02}" for one in (born.year, born.month, born.day) if one) if born else "",
        _opened(card.stage) or "",
        (care and _opened(care.cadence)) or "",
        (care and _opened(care.channel)) or "",
        (care and _opened(care.owner)) or "",
        _opened(care.snooze_until) if care else None,
        bool(banned),
        notes.text if notes else "",
        tuple(touches_of(card)),
        tuple(links_of(card)),
    )


def cells_of(card: Card | None) -> list[tuple[str, str]]:
    """What imports brought and no field has: heading and text."""
    batches = card.imported if card else ()
    return [
        (reveal(cell.label), reveal(cell.value).text) for batch in batches for cell in batch.values
    ]


def emails_of(card: Card) -> list[str]:
    return [reveal(one) for one in card.emails]


def links_of(card: Card) -> list[Link]:
    return [
        Link(reveal(one.network), reveal(one.who), reveal(one.way), _opened(one.since))
        for one in card.connections
    ]


def ties_of(
    told: dict[str, Told],
    kept: dict[str, Kept],
    without: Iterable[str],
    stopped: Callable[[str], tuple[date, ...]],
) -> list[Tie]:
    """Everybody of whom there is a record, but those whose records could not be read. `stopped`
    tells when somebody was found to want no more letters."""
    out = set(without)
    ids = [one for one in {**told, **kept} if one not in out]
    return [
        Tie(one, told.get(one, _NOTHING_TOLD), kept.get(one, _NOTHING_KEPT), stopped(one))
        for one in ids
    ]


_NOTHING_TOLD, _NOTHING_KEPT = Told(), Kept()


def _opened(closed: Private[T] | None) -> T | None:
    return None if closed is None else reveal(closed)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else NEVER


_day = date.fromordinal
