"""`enishi intro`: who of the alumni works where one would like to be introduced, and the request.

Nothing is asked of those who did not agree to be asked; they are listed with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from enishi.desk.audience import reason_against
from enishi.desk.companies import company_key, is_near
from enishi.desk.identity import everybody_in
from enishi.desk.records import Card
from enishi.desk.returns import Returns, load_returns
from enishi.desk.sealing import Sealing
from enishi.problems import Problems, Refused
from enishi.publish import display_name
from enishi.register import Register
from enishi.source.people import Person
from enishi.source.spreadsheets import Row, Table, heading_of, load_table, table_in
from enishi.standing import scan
from enishi.views import Answer

COMPANY = tuple(
    "company,account,account name,company name,organization,name,"
    "会社,会社名,企業名,取引先,取引先名,社名".split(",")
)
WHY = ("why", "reason", "note", "notes", "理由", "用件", "課題", "メモ", "備考")
"""Headings under which a list of targets has what is wanted there."""


_BY_MAIL = ("no-address", "bounced")
"""What speaks against a mail, and against nothing else."""


@dataclass(frozen=True, slots=True)
class Target:
    """A company that one would like to be introduced to."""

    line: int
    company: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Somebody who works there."""

    id: str
    name: str
    called: str
    """How the person is spoken to."""
    employer: str
    title: str
    willing: bool
    """Whether the person said that they introduce people."""
    wishes: tuple[str, ...]
    """What the person asks for: that comes first."""
    same: bool
    """Whether it is surely that company; otherwise one name stands within the other."""
    reason: str = ""
    """Why the person is not asked, one of `audience.REASONS`; empty for those who may be."""


@dataclass(frozen=True, slots=True)
class Match:
    """A target, and who is there; those who may be asked come first."""

    target: Target
    people: tuple[Acquaintance, ...] = ()


def load_targets(file: Path) -> tuple[Target, ...]:
    """The companies in a table, each once. Raises `Refused` for what is no such table."""
    return _targets_in(load_table(file, COMPANY))


def targets_sent(data: bytes, name: str) -> tuple[Target, ...]:
    """As `load_targets`, of the bytes of a file."""
    return _targets_in(table_in(data, name, COMPANY))


def targets_pasted(text: str, name: str) -> tuple[Target, ...]:
    """As `load_targets`, of lines that may have no headings: company, then perhaps why."""
    try:
        return targets_sent(text.encode(), name)
    except Refused as refused:
        if any(one.code != "table-headings" for one in refused.problems):
            raise
    sign = next((one for one in "\t,;" if one in text), ",")
    return targets_sent(f"{COMPANY[0]}{sign}{WHY[0]}\n{text}".encode(), name)


def _targets_in(table: Table) -> tuple[Target, ...]:
    found: dict[str, Target] = {}
    for row in table.rows:
        company = _cell(row, COMPANY)
        if company:
            found.setdefault(company_key(company), Target(row.line, company, _cell(row, WHY)))
    return tuple(found.values())


def _cell(row: Row, headings: Iterable[str]) -> str:
    return next((row.cells[one] for one in map(heading_of, headings) if one in row.cells), "")


def introductions(sealing: Sealing, wanted: Iterable[Target], today: date) -> tuple[Match, ...]:
    """Who of the portal's people is where. Raises `Refused` for records with faults, or locked:
    they may say that somebody must not be asked."""
    cabinet, zone, problems = sealing.cabinet, sealing.zone, Problems()
    cards = cabinet.every_card(zone, problems)
    if problems.errors:
        raise Refused(problems)
    register = Register(cabinet.root, zone, today, scan(cabinet.root))
    people = everybody_in(register.people(), cards)
    return matches_of(wanted, people, cards, load_returns(cabinet), today)


def request_for(
    match: Match, one: Acquaintance, render: Callable[..., str], card: Answer | None, lang: str
) -> str:
    """The request, ready to be copied; `render` is that of the portal's press."""
    values = {"target": match.target, "person": one, "card": card}
    return render(f"desk/intro.{lang}.txt", lang=lang, **values).strip() + "\n"


def matches_of(
    targets: Iterable[Target],
    people: Mapping[str, Person],
    cards: Mapping[str, Card],
    returns: Returns,
    today: date,
) -> tuple[Match, ...]:
    """For each target who works there, in the order of the targets."""
    at: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        if person.now and person.now.company:
            at[company_key(person.now.company)].append(person)

    def against(person: Person) -> str:
        return reason_against("referral", person, cards.get(person.id), returns, today)

    found = []
    for target in targets:
        key = company_key(target.company)
        near = [one for other, there in at.items() if is_near(key, other) for one in there]
        known = [(one, True) for one in at.get(key, ())] + [(one, False) for one in near]
        met = [_acquaintance(one, same, against(one)) for one, same in known]
        ordered = sorted(
            met, key=lambda one: (bool(one.reason), not one.same, not one.willing, one.id)
        )
        found.append(Match(target, tuple(ordered)))
    return tuple(found)


def _acquaintance(person: Person, same: bool, reason: str) -> Acquaintance:
    now = person.now
    return Acquaintance(
        id=person.id,
        name=display_name(person.name),
        called=person.name.preferred or person.name.family or display_name(person.name),
        employer=now.company if now else "",
        title=now.title if now else "",
        willing="refer" in person.open_to,
        wishes=person.asks,
        same=same,
        reason="" if reason in _BY_MAIL else reason,  # the request may go another way
    )
