"""What the ties are worth, in figures: `enishi report`. Only what was written down is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from enishi.dates import months_after
from enishi.desk.cabinet import Cabinet
from enishi.desk.companies import company_key
from enishi.desk.identity import everybody_in
from enishi.desk.outcomes import ASKED, GAVE, KINDS, Outcome, load_outcomes
from enishi.desk.private import reveal
from enishi.desk.records import Card
from enishi.desk.sealing import Sealing
from enishi.problems import Problems, Refused
from enishi.publish import display_name
from enishi.register import Register
from enishi.settings import DeskText
from enishi.source.people import Person
from enishi.standing import scan
from enishi.writing import make_private, put

REPORTS = "reports"
"""The folder in `private/` that holds the pages."""
ANNIVERSARIES = (1, 3, 5)
"""Years after leaving at which it is asked whether the tie holds."""
MOVES = {
    "advice-given": "graduate",
    "advice-asked": "ambassador",
    "mention": "ambassador",
    "talk": "ambassador",
    "introduction": "referrer",
    "referral": "referrer",
    "deal": "customer",
    "partner": "partner",
    "hire-back": "returned",
}
"""`{what happened: the stage it shows}`."""
LADDER = ("graduate", "ambassador", "referrer", "customer", "partner", "returned")
"""Stages; one is left for a later one only."""
MOST = 12
"""Companies that are shown by name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Of those who left at least so many years ago, with how many the tie held then."""

    years: int
    of: int
    kept: int
    """In the twelve months before that anniversary there was a touch or an outcome."""

    @property
    def percent(self) -> int:
        return round(100 * self.kept / self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Move:
    """A stage that somebody reached, by what and when."""

    on: date
    id: str
    name: str
    stage: str
    cause: str
    """One of `outcomes.KINDS`."""


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a report; those of "the year" are of the twelve months up to the day."""

    today: date
    since: date
    """The first day of the year that is counted."""
    graduates: int
    """Who left, and has not come back."""
    kept: tuple[Kept, ...]
    reached: int
    """People whom we wrote to or called within the year."""
    replied: int
    """Of them, those from whom we heard within the year."""
    returned: tuple[str, ...]
    """Names of those who came back, whenever."""
    outcomes: tuple[Count, ...]
    """By kind, of the year."""
    value: int
    """What deals of the year were worth."""
    hires: int
    """People hired within the year through a tie: they came back, or were referred."""
    hire_cost: int
    given: int
    asked: int
    minutes: int
    """Of the year: what the outcomes say, and so many a touch as assumed."""
    touches: int
    minutes_a_touch: int
    moves: tuple[Move, ...]
    """Newest first."""
    companies: tuple[Count, ...]
    """Where alumni are, most first."""
    industries: tuple[Count, ...]
    """In which line of business they are, most first."""
    others: int
    """People at companies beyond these."""

    @property
    def saved(self) -> int:
        """What these hires would have cost otherwise, as assumed."""
        return self.hires * self.hire_cost

    @property
    def asks_too_much(self) -> bool:
        """Whether more was asked for than given."""
        return self.asked > self.given


def tally_here(sealing: Sealing, assumed: DeskText, today: date) -> Tally:
    """The figures of a portal. Raises `Refused` for records with faults, or locked."""
    cabinet, zone, problems = sealing.cabinet, sealing.zone, Problems()
    cards = cabinet.every_card(zone, problems)
    rows = load_outcomes(cabinet, zone, problems)
    if problems.errors:
        raise Refused(problems)
    register = Register(cabinet.root, zone, today, scan(cabinet.root))
    return tally_of(everybody_in(register.people(), cards), cards, rows, assumed, today)


def file_report(cabinet: Cabinet, page: str, today: date) -> str:
    """Put the page of a day into the folder; the file, as problems name it."""
    file = cabinet.folder / REPORTS / f"{today}.html"
    make_private(file.parent)
    put(file, page.encode(), 0o600)
    return cabinet.shown(f"{REPORTS}/{file.name}")


def tally_of(
    people: Mapping[str, Person],
    cards: Mapping[str, Card],
    outcomes: Iterable[Outcome],
    assumed: DeskText,
    today: date,
) -> Tally:
    """The figures as of the day; what is dated later is not counted."""
    rows = [one for one in outcomes if reveal(one.on) <= today]
    since = months_after(today, -12)
    lately = [one for one in rows if reveal(one.on) > since]
    kinds = Counter(reveal(one.kind) for one in lately)
    heard = _days_of(cards, rows, today)
    out, back = _spoken(cards, since, today)
    touches = sum(since < day <= today for card in cards.values() for day in _touched(card))
    works = [one.now for one in people.values() if one.now]
    companies = _counted([one.company for one in works], company_key)
    industries = _counted([one.industry for one in works], str.casefold)
    return Tally(
        today=today,
        since=since,
        graduates=sum(_is_gone(one, today) for one in people.values()),
        kept=tuple(_kept(years, people, heard, today) for years in ANNIVERSARIES),
        reached=len(out),
        replied=len(out & back),
        returned=tuple(_returned(people, rows)),
        outcomes=tuple(Count(kind, kinds[kind]) for kind in KINDS if kinds[kind]),
        value=sum(reveal(one.value) for one in lately if one.value is not None),
        hires=kinds["hire-back"] + kinds["referral"],
        hire_cost=assumed.hire_cost,
        given=sum(kinds[kind] for kind in GAVE),
        asked=sum(kinds[kind] for kind in ASKED),
        minutes=touches * assumed.minutes_a_touch
        + sum(reveal(one.minutes) for one in lately if one.minutes is not None),
        touches=touches,
        minutes_a_touch=assumed.minutes_a_touch,
        moves=moves_of(rows, people),
        companies=companies[:MOST],
        industries=industries[:MOST],
        others=sum(one.count for one in companies[MOST:]),
    )


def moves_of(outcomes: Iterable[Outcome], people: Mapping[str, Person]) -> tuple[Move, ...]:
    """Who reached which stage by what, newest first; nobody goes down the ladder."""
    at: dict[str, int] = {}
    found: list[Move] = []
    for one in sorted(outcomes, key=lambda row: (reveal(row.on), reveal(row.person))):
        person, kind = reveal(one.person), reveal(one.kind)
        step = LADDER.index(MOVES[kind])
        if step > at.get(person, 0):
            at[person] = step
            found.append(Move(reveal(one.on), person, _name(person, people), LADDER[step], kind))
    return tuple(reversed(found))


def _kept(
    years: int, people: Mapping[str, Person], heard: Mapping[str, list[date]], today: date
) -> Kept:
    of = kept = 0
    for person in people.values():
        gone = [one.left.last for one in person.tenures if one.left]
        end = months_after(min(gone), 12 * years) if gone else None
        if end is None or end > today:
            continue
        of += 1
        start = months_after(min(gone), 12 * (years - 1))
        kept += any(start < day <= end for day in heard.get(person.id, ()))
    return Kept(years, of, kept)


def _days_of(
    cards: Mapping[str, Card], rows: Iterable[Outcome], today: date
) -> dict[str, list[date]]:
    """`{person: days on which we heard of each other}`."""
    found = {one: [day for day in _touched(card) if day <= today] for one, card in cards.items()}
    for row in rows:
        found.setdefault(reveal(row.person), []).append(reveal(row.on))
    return found


def _touched(card: Card) -> list[date]:
    return [reveal(one.on) for one in card.touches]


def _spoken(cards: Mapping[str, Card], since: date, today: date) -> tuple[set[str], set[str]]:
    """Whom we reached, and from whom we heard."""
    out: set[str] = set()
    back: set[str] = set()
    for person, card in cards.items():
        for one in card.touches:
            if since < reveal(one.on) <= today:
                inward = one.direction is not None and reveal(one.direction) == "in"
                (back if inward else out).add(person)
    return out, back


def _is_gone(person: Person, today: date) -> bool:
    return bool(person.tenures) and all(
        one.left is not None and one.left.first <= today for one in person.tenures
    )


def _returned(people: Mapping[str, Person], rows: Iterable[Outcome]) -> list[str]:
    """Those with a second time here, or of whom it is on record."""
    again = {one.id for one in people.values() if len(one.tenures) > 1}
    again |= {reveal(one.person) for one in rows if reveal(one.kind) == "hire-back"}
    return sorted(_name(one, people) for one in again)


def _counted(names: Iterable[str], key_of: Callable[[str], str]) -> tuple[Count, ...]:
    """How often each stands there, most first; names of one key are one."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name in filter(None, names):
        key = key_of(name)
        counts[key] += 1
        shown[key] = min(shown.get(key, name), name)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], shown[pair[0]]))
    return tuple(Count(shown[key], count) for key, count in ordered)


def _name(person: str, people: Mapping[str, Person]) -> str:
    return display_name(people[person].name) if person in people else person
