"""Whoever asked to be forgotten must not come back unnoticed.

Records are asked for by the tokens that were kept: of their ID, their addresses, mobile numbers and
pages on networks, and their name together with their birthday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.dossier import private_node
from enishi.desk.fingerprint import FORGOTTEN
from enishi.desk.forgotten import Memorial, expired, load_book
from enishi.desk.identity import everybody_in
from enishi.desk.likeness import Traits, tokens_of, traits_of
from enishi.desk.private import reveal
from enishi.desk.records import Card
from enishi.desk.subject import subject_of
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.publish import ways_to_write
from enishi.source.files import load_text
from enishi.source.nodes import parse_yaml
from enishi.source.people import PERSONAL, Name, Person

Row = tuple[str, tuple[str, ...]]
"""`(path, tokens)`"""
Rows = Iterable[Row]


def check_forgotten(
    cabinet: Cabinet, public: Sequence[str], today: date | None, problems: Problems
) -> None:
    """A problem for every record, in whatever folder, of somebody who was forgotten.

    `public` are the paths of the records in `alumni/`. Evidence that is too old is remarked on,
    where there is a `today`.
    """
    found = Problems()
    book = load_book(cabinet, found)
    problems.extend(found)
    if not book.people or found.errors:
        return
    memorial = Memorial(cabinet)
    _check(cabinet, memorial, rows_of(cabinet, memorial.key, public), problems)
    for kept in expired(book, today) if today else ():
        problems.warn(cabinet.shown(FORGOTTEN), kept.mark, "evidence-over")


def check_back(cabinet: Cabinet, public: Iterable[Person], cards: Mapping[str, Card]) -> None:
    """Before anybody is written to, or told of: raises `Refused` as `check_forgotten` finds, of
    records that are read already, and where the tokens cannot be read."""
    memorial, problems = Memorial(cabinet), Problems()
    if memorial:
        people = everybody_in(public, cards)
        ids = sorted({*people, *cards})
        rows = (_row(memorial.key, one, people.get(one), cards.get(one)) for one in ids)
        _check(cabinet, memorial, rows, problems)
    if problems.errors:
        raise Refused(problems)


def check_record(cabinet: Cabinet, path: str) -> None:
    """Before a private record becomes more. Raises `Refused` where it is of somebody who was
    forgotten; the path is relative to the private folder."""
    memorial, problems = Memorial(cabinet), Problems()
    if memorial:
        _check(cabinet, memorial, [_on_file(cabinet, memorial.key, path, "")], problems)
    if problems.errors:
        raise Refused(problems)


def check_new(cabinet: Cabinet, person_id: str, path: str) -> None:
    """Before a record is begun. Raises `Refused` where one of this ID was forgotten."""
    memorial = Memorial(cabinet)
    found = memorial.entry(tokens_of(memorial.key, Traits(ids=[person_id]))) if memorial else None
    if found:
        place = f"{cabinet.shown(FORGOTTEN)}:{found.mark.line}"
        raise refusal(path, "forgotten-new", on=found.on, place=place, id=person_id)


def _check(cabinet: Cabinet, memorial: Memorial, rows: Rows, problems: Problems) -> None:
    for path, tokens in rows:
        found = memorial.entry(tokens)
        if found:
            place = f"{cabinet.shown(FORGOTTEN)}:{found.mark.line}"
            person = Path(path).stem
            problems.add(path, Mark(), "forgotten-back", on=found.on, place=place, id=person)


def _row(key: bytes, person_id: str, person: Person | None, card: Card | None) -> Row:
    sealed = card.birthday if card else None
    birthday = reveal(sealed) if sealed is not None else None
    traits = Traits(
        ids=[person_id],
        mails=map(reveal, card.emails) if card else (),
        names=_writings(person.name) if person and person.name else (),
        birthday=f"{birthday.month:02}-{birthday.day:02}" if birthday else "",
        phones=map(reveal, card.phones) if card else (),
        pages=_pages(person),
    )
    known = person or card
    return known.path if known else person_id, tokens_of(key, traits)


def _pages(person: Person | None) -> Iterator[str]:
    """Theirs on networks."""
    known = person.profiles if person else None
    return filter(None, (getattr(known, network, "") for network in PERSONAL))


def _writings(name: Name) -> Iterator[str]:
    yield from ways_to_write(name)
    yield from filter(None, (name.kana, name.latin))


def rows_of(cabinet: Cabinet, key: bytes, public: Sequence[str]) -> Rows:
    """Every record with its tokens; of what cannot be read, those of its ID."""
    private = {Path(path).stem: path for path in cabinet.record_paths()}
    shown = {Path(path).stem: path for path in public}
    for person_id in sorted({*private, *shown}):
        yield _on_file(cabinet, key, private.get(person_id, ""), shown.get(person_id, ""))


def _on_file(cabinet: Cabinet, key: bytes, private: str, public: str) -> Row:
    """The records of one person; one of the two may not be there."""
    if not private:
        return public, tokens_of(key, Traits(ids=[Path(public).stem]))
    source = load_text(cabinet.root, public, Problems()) if public else None
    said = parse_yaml(source.text, source.path, Problems()) if source else None
    kept = private_node(cabinet, private, Problems())
    found = subject_of(
        Path(private).stem,
        [said] if said is not None else [],
        [kept] if kept is not None else [],
    )
    return public or cabinet.shown(private), tokens_of(key, traits_of(found))
