"""What the private folder says of somebody's consents, for whoever must prove or check them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from enishi.desk.acquaintance import kept_of
from enishi.desk.audience import all_consents, consents_of
from enishi.desk.cabinet import Cabinet, Held, card_in
from enishi.desk.identity import everybody_in
from enishi.desk.private import reveal
from enishi.desk.records import Card
from enishi.desk.returns import SUPPRESSED, load_returns
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.proof import Evidence, evidence_of, place_in, place_of, state_of
from enishi.publish import agreed
from enishi.references import nearest
from enishi.register import Register
from enishi.roll import check_consents
from enishi.source.consents import Consent
from enishi.source.people import Name, Person
from enishi.source.purposes import PURPOSES, WRITTEN
from enishi.source.schema import Reading


@dataclass(frozen=True, slots=True)
class Testimony:
    """What is known beside the public record."""

    path: str = ""
    """The private record; empty where there is none."""
    consents: tuple[Consent, ...] = ()
    """What decides, beside the consents of the public record, whether they are written to."""
    evidence: tuple[Evidence, ...] = ()
    is_locked: bool = False
    """Whether there is a private record that could not be opened: nothing of it is told."""


def testimony_of(cabinet: Cabinet, register: Register, person_id: str) -> Testimony:
    """Raises `Refused` for records with faults."""
    if not cabinet.is_there:
        return Testimony()
    names = (f"{person_id}.yml", f"{person_id}.yaml")
    name = next((one for one in cabinet.record_paths() if one in names), "")
    held, card = _opened(cabinet, register, name)
    public = register.person(person_id).consents if person_id in register.paths else ()
    kept, stops = tuple(consents_of(card)), tuple(_stops(cabinet, person_id))
    beside = (*kept, *(one for stop in stops for one in stop))
    all_said, today = (*public, *beside), register.today
    rows = _rows(cabinet, register, name, held, card, all_said) if held and card else ()
    asked = {one.purpose for one in (*public, *kept)}
    wished = (
        evidence_of(
            one,
            state_of(one, all_said, today),
            register.notices,
            place_of(cabinet.folder, SUPPRESSED, cabinet.shown(SUPPRESSED), (one.mark.line,) * 2),
        )
        for stop in stops
        for one in stop
        if one.purpose in asked
    )
    return Testimony(
        cabinet.shown(name) if name else "",
        tuple(one for one in beside if one.purpose in WRITTEN),
        (*rows, *wished),
        is_locked=bool(held and held.is_locked),
    )


def _opened(cabinet: Cabinet, register: Register, name: str) -> tuple[Held | None, Card | None]:
    problems = Problems()
    held = cabinet.held(name, problems) if name else None
    at = Reading(cabinet.shown(name), problems, register.zone)
    card = card_in(held, at) if held and not held.is_locked else None
    if problems.errors:
        raise Refused(problems)
    return held, card


def _rows(
    cabinet: Cabinet,
    register: Register,
    name: str,
    held: Held,
    card: Card,
    said: tuple[Consent, ...],
) -> Iterator[Evidence]:
    """Those of the private record. What it says about the site, the site does not hear."""
    kept = tuple(consents_of(card))
    for number, (one, closed) in enumerate(zip(kept, card.consents, strict=True)):
        written = one.purpose in WRITTEN
        state = state_of(one, said if written else kept, register.today)
        place = place_in(cabinet.folder, name, card.path, held.source.text, number)
        yield evidence_of(
            one,
            "unheard" if state in ("holds", "alone") and not written else state,
            register.notices,
            place,
            how=reveal(closed.how) if closed.how else "",
            evidence=reveal(closed.evidence),
        )


def _stops(cabinet: Cabinet, person_id: str) -> Iterator[tuple[Consent, ...]]:
    """Each time that they were found to want no more letters: of whatever kind."""
    mine = [one for one in load_returns(cabinet).stops if one.person == person_id]
    text = (cabinet.folder / SUPPRESSED).read_bytes().decode("utf-8", "replace") if mine else ""
    lines = list(enumerate(text.split("\n"), 1))
    for stop in mine:
        mark = Mark(next(number for number, line in lines if stop.message in line))
        yield tuple(Consent(mark, one, "withdrawn", stop.day) for one in WRITTEN)


def everybody_asked(
    cabinet: Cabinet, register: Register, problems: Problems, only: str | None = None
) -> Iterator[Person]:
    """Everybody, or one, each with all that decides: what `renewals_in` asks about.

    Nobody who is to be left in peace, and nobody of whom a record is locked: it may say so.
    Raises `Refused` for records with faults, and for somebody unknown.
    """
    known = {path.rpartition(".")[0] for path in cabinet.record_paths()}
    if only and only not in known | register.paths.keys():
        raise refusal("ID", "somebody-unknown", near=nearest(only, known | register.paths.keys()))
    mine = [register.person(only)] if only in register.paths else []
    public = mine if only else register.people()
    cards = cabinet.cards(register.zone, problems) if cabinet.is_there else {}
    if problems.errors:
        raise Refused(problems)
    returns = load_returns(cabinet)
    people = everybody_in(public, cards)
    people |= {
        one: Person(one, card.path, card.mark, Name(card.mark, whole=one))
        for one, card in cards.items()
        if one not in people
    }
    for one, person in sorted(people.items()):
        card = cards.get(one)
        is_open = card is not None or one not in known
        if only in (None, one) and is_open and not (card and kept_of(card).is_banned):
            said = (
                consent
                for purpose in PURPOSES
                for consent in all_consents(purpose, person, card, returns)
                if consent.purpose == purpose
            )
            yield replace(person, consents=tuple(said))


def check_testimony(cards: Iterable[Card], register: Register, problems: Problems) -> None:
    """What is wrong with consents of private records. A public record with faults is passed over:
    those are told elsewhere."""
    for card in cards:
        kept = tuple(consents_of(card))
        check_consents(kept, register.notices, card.path, problems)
        if any(one.purpose not in WRITTEN for one in kept) and card.id in register.paths:
            try:
                public = register.person(card.id).consents
            except Refused:
                continue
            _check_site(kept, public, register.today, card, problems)


def _check_site(
    kept: tuple[Consent, ...],
    public: tuple[Consent, ...],
    today: date,
    card: Card,
    problems: Problems,
) -> None:
    """A no that only the private record says: the site would go on without hearing of it."""
    for number, one in enumerate(kept):
        is_shown = one.purpose not in WRITTEN and agreed(public, one.purpose, today)
        if is_shown and not agreed((*public, one), one.purpose, today):
            field = f"consents[{number}]"
            problems.add(card.path, one.mark, "consent-unheard", field, id=card.id)
