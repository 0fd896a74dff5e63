"""To whom of a segment something may be sent for a purpose; of the others, why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from enishi.desk.private import Private, reveal
from enishi.desk.records import Card
from enishi.desk.returns import Returns
from enishi.problems import Mark
from enishi.publish import agreed, deciding
from enishi.segments import Member
from enishi.source.consents import Consent
from enishi.source.people import Person
from enishi.source.purposes import WRITTEN

T = TypeVar("T")

REASONS = (
    "do-not-contact",
    "snoozed",
    "no-consent",
    "refused",
    "withdrawn",
    "expired",
    "no-address",
    "bounced",
)
"""Why nothing is sent to somebody; of several reasons the first is told."""


@dataclass(frozen=True, slots=True)
class Audience:
    """The members of a segment, each to be sent to or excluded."""

    purpose: str
    send: tuple[Member, ...]
    excluded: tuple[Member, ...]


def audience_of(
    members: Iterable[Member],
    purpose: str,
    people: Mapping[str, Person],
    cards: Mapping[str, Card],
    returns: Returns,
    today: date,
) -> Audience:
    send, excluded = [], []
    for one in members:
        reason = reason_against(purpose, people.get(one.id), cards.get(one.id), returns, today)
        if reason:
            excluded.append(replace(one, reason=reason))
        else:
            send.append(one)
    return Audience(purpose, tuple(send), tuple(excluded))


def reason_against(
    purpose: str, person: Person | None, card: Card | None, returns: Returns, today: date
) -> str:
    """One of `REASONS`, or nothing where nothing speaks against it."""
    if _forbidden(card):
        return "do-not-contact"
    if _in_peace(card, today):
        return "snoozed"
    consents = all_consents(purpose, person, card, returns)
    if not agreed(consents, purpose, today):
        return _refusal_in(consents, purpose, today)
    if not (card and card.emails):
        return "no-address"
    return "bounced" if returns.has_bounced(card.id, reveal(card.emails[0])) else ""


def all_consents(
    purpose: str, person: Person | None, card: Card | None, returns: Returns
) -> list[Consent]:
    """All that decides, wherever it was written down: for the site, the public record alone. Who
    wanted no more letters wanted none of any kind."""
    known, public = person or card, person.consents if person else ()
    if purpose not in WRITTEN:
        return list(public)
    stops = returns.stopped(known.id) if known else ()
    return [
        *public,
        *consents_of(card),
        *(Consent(Mark(), purpose, "withdrawn", day) for day in stops),
    ]


def _refusal_in(consents: Iterable[Consent], purpose: str, today: date) -> str:
    """What decided that the answer is no."""
    decided = deciding(consents, purpose, today)
    for status in ("withdrawn", "refused"):
        if any(one.status == status for one in decided):
            return status
    return "expired" if decided else "no-consent"


def consents_of(card: Card | None) -> Iterator[Consent]:
    """Those of the private record, in the terms of the others: they are judged together."""
    for one in card.consents if card else ():
        yield Consent(
            one.mark,
            reveal(one.purpose),
            reveal(one.status),
            reveal(one.on),
            _opened(one.until),
            how=reveal(one.evidence),
            notice=_opened(one.notice),
        )


def _opened(closed: Private[T] | None) -> T | None:
    return None if closed is None else reveal(closed)


def _forbidden(card: Card | None) -> bool:
    word = card.care.do_not_contact if card and card.care else None
    return word is not None and reveal(word)


def _in_peace(card: Card | None, today: date) -> bool:
    until = _opened(card.care.snooze_until) if card and card.care else None
    return until is not None and today <= until
