"""`enishi handover`: everything that whoever keeps the desk next must know, gathered in order."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enishi.desk.acquaintance import kept_of, ties_of, told_of
from enishi.desk.audience import all_consents
from enishi.desk.bequest import Bequest, Handover, chaptered
from enishi.desk.cabinet import Cabinet
from enishi.desk.flight import flight_of
from enishi.desk.identity import everybody_in
from enishi.desk.outcomes import Outcome, load_outcomes
from enishi.desk.promises import peace_of, promises_of, untold_of
from enishi.desk.ranking import View, due_on
from enishi.desk.records import Card
from enishi.desk.returns import Returns, load_returns
from enishi.desk.rotation import keys_of
from enishi.desk.unsaid import owners_of, unsaid_of
from enishi.desk.year import dates_of
from enishi.problems import Problems, Refused
from enishi.publish import display_name
from enishi.renewals import end_of
from enishi.settings import Settings
from enishi.source.people import Person
from enishi.source.purposes import PURPOSES

DAYS = 90
"""How far ahead is looked: a successor has found their feet by then."""


@dataclass(frozen=True, slots=True)
class Papers:
    """All that is read for it."""

    people: Mapping[str, Person]
    cards: Mapping[str, Card]
    outcomes: tuple[Outcome, ...]
    returns: Returns

    @property
    def names(self) -> dict[str, str]:
        """`{ID: name}` of everybody, by ID; where no record tells a name, the ID."""
        ids = sorted({*self.people, *self.cards})
        shown = {one: display_name(person.name) for one, person in self.people.items()}
        return {one: shown.get(one) or one for one in ids}


def papers_in(cabinet: Cabinet, settings: Settings, public: Iterable[Person]) -> Papers:
    """Raises `Refused` for whatever cannot be read: what is not told would be lost."""
    problems = Problems()
    cards = cabinet.every_card(settings.zone, problems)
    outcomes = tuple(load_outcomes(cabinet, settings.zone, problems)) if cabinet.is_there else ()
    if problems.errors:
        raise Refused(problems)
    returns = load_returns(cabinet) if cabinet.is_there else Returns()
    return Papers(everybody_in(public, cards), cards, outcomes, returns)


def handover_of(papers: Papers, cabinet: Cabinet, settings: Settings, today: date) -> Handover:
    """Most pressing first: whom we owe something; then what is coming, whose it is, what is not
    written anywhere, and what opens doors."""
    names, cards = papers.names, papers.cards
    peace = peace_of(cards, names, today)
    resting = {one.id for one in peace if one.kind != "snoozed"}
    awake = {one: card for one, card in cards.items() if one not in resting}
    chapters = chaptered(
        (
            ("promises", promises_of(cards, names, today, resting)),
            ("letters", flight_of(cabinet, settings, today) if cabinet.is_there else ()),
            ("outcomes", untold_of(papers.outcomes, cards, names, today, resting)),
            ("peace", peace),
            ("unsaid", unsaid_of(awake.values(), names, today)),
            ("cadence", cadence_of(papers, settings.ours.desk.cadence, today)),
            ("consents", consents_of(papers, today, resting)),
            ("owners", owners_of(cards, names) if cards else ()),
            ("keys", keys_of(cabinet, settings)),
        )
    )
    found = Handover(today, chapters, ())
    return Handover(today, chapters, chaptered(boxes_of(found)))


def cadence_of(papers: Papers, cadence: str, today: date) -> list[Bequest]:
    """Whom to write to and when, to the end of `DAYS`; then for whom it is late already, the
    longest first, and of whom nothing was ever heard."""
    told = {one: told_of(person) for one, person in papers.people.items()}
    kept = {one: kept_of(card) for one, card in papers.cards.items()}
    ties = ties_of(told, kept, (), papers.returns.stopped)
    view, names = View(today, cadence=cadence), papers.names
    soon = [
        Bequest(one.kind, names[one.id], one.id, one.day, one.is_day, str(one.years or ""))
        for one in dates_of(ties, view)
        if one.day <= today + timedelta(DAYS)
    ]
    late = sorted(
        (due or date.min, tie.id)
        for tie in ties
        if not (tie.kept.is_banned or view.day <= tie.kept.snooze or tie.is_here(view.day))
        for due in (due_on(tie, today, cadence),)
        if due is None or due < today
    )
    return [
        *soon,
        *_together("late", [names[one] for due, one in late if due > date.min]),
        *_together("unheard", [names[one] for due, one in late if due == date.min]),
    ]


def _together(kind: str, names: Sequence[str]) -> list[Bequest]:
    lines = tuple(("who", name) for name in names)
    return [Bequest(kind, text=str(len(names)), lines=lines)] if names else []


def consents_of(papers: Papers, today: date, resting: Container[str] = ()) -> list[Bequest]:
    """What ends within `DAYS`, by day; nothing of those who are to be left in peace."""
    found = []
    for one, name in papers.names.items():
        person, card = papers.people.get(one), papers.cards.get(one)
        for purpose in PURPOSES if one not in resting else ():
            given = all_consents(purpose, person, card, papers.returns)
            until = end_of(given, purpose, today, DAYS)
            if until:
                command = f"enishi consent {one}"
                found.append(Bequest(purpose, name, one, until, command=command))
    return sorted(found, key=lambda one: (one.on or date.max, one.id, one.kind))


# --- the checklist


def boxes_of(found: Handover) -> Iterator[tuple[str, list[Bequest]]]:
    """What to tick, in the order in which it is done: with each other, then what is owed, then
    keys, then what whoever takes over does alone."""
    yield "together", list(_with_each_other(found))
    yield "settle", list(_owed(found))
    yield "keys", list(found.chapter("keys").things)
    alone = (("doctor", "enishi doctor"), ("today", "enishi today --week"), ("hello", ""))
    yield "alone", [*(Bequest(kind, command=text) for kind, text in alone), Bequest("delete")]


def _with_each_other(found: Handover) -> Iterator[Bequest]:
    unsaid, owners = found.chapter("unsaid"), found.chapter("owners")
    yield Bequest("read")
    yield from _box("unsaid", unsaid.things)
    yield from _box("introduce", unsaid.things)
    yield from _box("peace", found.chapter("peace").things)
    for one in owners.kinds("owner"):
        yield Bequest("owners", one.name, text=one.text, command="enishi edit ID")
    for one in owners.kinds("linked"):
        yield Bequest("linked", one.name, text=one.text)


def _owed(found: Handover) -> Iterator[Bequest]:
    promises = found.chapter("promises")
    yield from _box("answers", promises.kinds("answer"))
    yield from _box("steps", promises.kinds("step"), "enishi graduate ID")
    yield from _box("memos", promises.kinds("memo", "agreed"))
    yield from _box("letters", found.chapter("letters").things, "enishi send ISSUE --status")
    yield from _box("outcomes", found.chapter("outcomes").things)
    yield from _box("consents", found.chapter("consents").things, "enishi consent --due")


def _box(kind: str, things: Sequence[Bequest], command: str = "") -> Iterator[Bequest]:
    """One box for several things, with how many and who; none for none."""
    if things:
        names = tuple(("who", one) for one in dict.fromkeys(it.name for it in things))
        yield Bequest(kind, text=str(len(things)), lines=names, command=command)
