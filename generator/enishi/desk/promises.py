"""What we owe to people: promises that run, questions without an answer, steps of a farewell, news
of what came of their help, and to be left in peace."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date, timedelta

from enishi.desk.acquaintance import PAUSED, Tie, Told, contact_of, kept_of
from enishi.desk.bequest import Bequest
from enishi.desk.graduation import Alliance, alliance_of, graduation_of
from enishi.desk.outcomes import GAVE, Outcome
from enishi.desk.private import reveal
from enishi.desk.records import Card

RECENT = 180
"""For so many days somebody who helped is waiting to hear what came of it."""
_UNTIL = re.compile(r"(?<!\d)(\d{4})(?!\d)(?:\s*[年./-]\s*(\d{1,2})(?!\d))?", re.ASCII)
Names = Mapping[str, str]
"""`{ID: name}`"""


def promises_of(
    cards: Mapping[str, Card], names: Names, today: date, resting: Container[str] = ()
) -> list[Bequest]:
    """Questions first, the oldest first; then steps by day; then what was promised for longer.

    Those who are `resting`, by ID, get no answer: they are to be left in peace.
    """
    awake = (card for one, card in cards.items() if one not in resting)
    answers = (one for card in awake for one in _answers(card, names, today))
    steps = (one for card in cards.values() for one in _steps(card, names))
    memos = [one for card in cards.values() for one in _memos(card, names, today)]
    return [*sorted(answers, key=_by_day), *sorted(steps, key=_by_day), *memos]


def _by_day(one: Bequest) -> tuple[date, str]:
    return one.on or date.max, one.id


def _answers(card: Card, names: Names, today: date) -> Iterator[Bequest]:
    last = Tie(card.id, Told(), kept_of(card)).last_touch(today.toordinal())
    if last & 1:
        said = contact_of(card, today).last
        yield Bequest(
            "answer",
            names[card.id],
            card.id,
            date.fromordinal(last >> 1),
            text=said.note if said else "",
            command=f'enishi touch {card.id} "…"',
        )


def _steps(card: Card, names: Names) -> Iterator[Bequest]:
    found = graduation_of(card)
    for one in found.steps if found else ():
        if one.done is None:
            command = f"enishi graduate {card.id} --done {one.id}"
            yield Bequest("step", names[card.id], card.id, one.due, text=one.id, command=command)


def _memos(card: Card, names: Names, today: date) -> Iterator[Bequest]:
    off = card.offboarding
    memo = alliance_of(off) if off else Alliance()
    lines = [("we_give", one) for one in memo.we_give]
    lines += [("you_give", one) for one in memo.you_give]
    if lines and not is_over(memo.until, today):
        reach = (("reach_us", memo.reach_us), ("reach_you", memo.reach_you))
        lines += [pair for pair in reach if pair[1]]
        yield Bequest("memo", names[card.id], card.id, text=memo.until, lines=tuple(lines))
    if card.alliance is not None:
        agreed = [line.strip() for line in reveal(card.alliance).text.splitlines() if line.strip()]
        yield Bequest(
            "agreed", names[card.id], card.id, lines=tuple(("agreed", one) for one in agreed)
        )


def is_over(until: str, today: date) -> bool:
    """Whether the day that a text names has passed. It is written for people: of several years
    the last counts, a year alone lasts to its end, and what names none is not over."""
    ends = [
        date(int(year), number, monthrange(int(year), number)[1])
        for year, month in _UNTIL.findall(until)
        if int(year) >= 1 and 1 <= (number := int(month or 12)) <= 12
    ]
    return bool(ends) and max(ends) < today


def untold_of(
    rows: Iterable[Outcome],
    cards: Mapping[str, Card],
    names: Names,
    today: date,
    resting: Container[str] = (),
) -> list[Bequest]:
    """What came of somebody's help lately, where nothing was said to them since; latest first."""
    found = []
    for row in rows:
        person, on, kind = reveal(row.person), reveal(row.on), reveal(row.kind)
        is_recent = today - timedelta(RECENT) <= on <= today
        if kind in GAVE or not is_recent or person not in names or person in resting:
            continue
        card = cards.get(person)
        if card and any(on < reveal(one.on) <= today for one in card.touches):
            continue
        command = f'enishi touch {person} "…"'
        note = reveal(row.note) if row.note is not None else ""
        lines = (("note", note),) if note else ()
        found.append(Bequest("untold", names[person], person, on, True, kind, lines, command))
    return sorted(found, key=lambda one: (_by_day(one)[0], one.id), reverse=True)


def peace_of(cards: Mapping[str, Card], names: Names, today: date) -> list[Bequest]:
    """Who is to be left alone, and until when: those without an end first."""
    found = []
    for card in cards.values():
        care, name = card.care, names[card.id]
        until = reveal(care.snooze_until) if care and care.snooze_until is not None else None
        if care and care.do_not_contact is not None and reveal(care.do_not_contact):
            found.append(Bequest("silent", name, card.id))
        elif card.stage is not None and reveal(card.stage) == PAUSED:
            found.append(Bequest("paused", name, card.id))
        elif until and until >= today:
            found.append(Bequest("snoozed", name, card.id, until))
    order = ("silent", "paused", "snoozed")
    return sorted(found, key=lambda one: (order.index(one.kind), _by_day(one)))
