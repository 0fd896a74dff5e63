"""The graduation of a person: its steps and their days, what is done, and what is neglected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from enishi.desk.pen import Pen
from enishi.desk.private import Private, reveal
from enishi.desk.records import STEPS, Card, Offboarding
from enishi.grafting import Graft
from enishi.insertion import scalar_of
from enishi.problems import Mark, Problems, refusal
from enishi.source.schema import Passage

KEY = "offboarding"
QUIET_DAYS = 30
"""After how many days without a word somebody has been forgotten, as far as they can see."""
_REMEMBERED = 400
"""For so many days after the last one there is something to be mended."""
_FROM_RESIGNED = {"thanks": 0, "host": 2, "meetings": 5, "informed": 7}
_FROM_LAST = {
    "exit-talk": -14,
    "memo": -10,
    "consents": -7,
    "board": -7,
    "public-thanks": -3,
    "farewell": 0,
    "card": 0,
    "first-letter": 7,
    "day-30": 30,
    "day-90": 90,
    "day-365": 365,
}
CONTACTS = ("first-letter", "day-30", "day-90", "day-365")
"""Steps in which the person is written to or called after the last day."""


@dataclass(frozen=True, slots=True)
class Step:
    """One task as the marketer sees it."""

    id: str
    due: date
    done: date | None
    mark: Mark

    def state(self, today: date) -> str:
        """`done`, `late`, `today` or `due`."""
        if self.done:
            return "done"
        return "late" if self.due < today else "today" if self.due == today else "due"


@dataclass(frozen=True, slots=True)
class Alliance:
    """What both sides promise; empty where it is to be written in by hand."""

    we_give: tuple[str, ...] = ()
    you_give: tuple[str, ...] = ()
    until: str = ""
    reach_us: str = ""
    reach_you: str = ""


@dataclass(frozen=True, slots=True)
class Graduation:
    """What a private record says of a graduation, opened for those who carry it out."""

    id: str
    resigned: date | None
    last_day: date
    host: str
    steps: tuple[Step, ...]
    """By the day on which they are due."""
    scores: tuple[tuple[date, int], ...]
    alliance: Alliance


def plan_of(resigned: date, last_day: date) -> list[tuple[str, date]]:
    """Every step with its day, first things first. None is due before the resignation, and what
    begins with it is done by the last day."""
    days = {one: min(resigned + timedelta(n), last_day) for one, n in _FROM_RESIGNED.items()}
    days |= {one: max(last_day + timedelta(n), resigned) for one, n in _FROM_LAST.items()}
    return sorted(days.items(), key=lambda one: (one[1], STEPS.index(one[0])))


def graduation_of(card: Card | None) -> Graduation | None:
    """None for somebody whose last day nobody has set."""
    off = card.offboarding if card else None
    if card is None or off is None or off.last_day is None:
        return None
    steps = [Step(reveal(one.id), reveal(one.due), _day(one.done), one.mark) for one in off.tasks]
    return Graduation(
        card.id,
        _day(off.resigned),
        reveal(off.last_day),
        _text(off.host),
        tuple(sorted(steps, key=lambda one: (one.due, STEPS.index(one.id)))),
        tuple((reveal(one.on), reveal(one.score)) for one in off.scores),
        alliance_of(off),
    )


def alliance_of(off: Offboarding) -> Alliance:
    """What the memo says, opened."""
    memo = off.memo
    if memo is None:
        return Alliance()
    return Alliance(
        _lines(memo.we_give),
        _lines(memo.you_give),
        _text(memo.until),
        _text(memo.reach_us),
        _text(memo.reach_you),
    )


def _text(found: Private[str] | None) -> str:
    return reveal(found) if found is not None else ""


def _day(found: Private[date] | None) -> date | None:
    return reveal(found) if found is not None else None


def _lines(found: Private[Passage] | None) -> tuple[str, ...]:
    """One thing a line, with or without the sign of a list before it."""
    text = reveal(found).text if found is not None else ""
    lines = (line.strip().removeprefix("- ").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


# --- what is written down


def open_graduation(pen: Pen, person_id: str, resigned: date, last_day: date, host: str) -> None:
    """Write the checklist. Raises `Refused` where there is one, or the days are the wrong way
    round."""
    shown = pen.sealing.cabinet.shown(pen.path_of(person_id))
    if last_day < resigned:
        raise refusal(shown, "graduate-backwards", id=person_id)
    card = pen.card(person_id)
    off = card.offboarding if card else None
    if off and (
        off.tasks or any(one is not None for one in (off.resigned, off.last_day, off.host))
    ):
        raise refusal(shown, "graduate-open", id=person_id)
    tasks = [f"{{id: {one}, due: {due}}}" for one, due in plan_of(resigned, last_day)]
    grafts = [
        Graft((KEY,), "resigned", resigned.isoformat()),
        Graft((KEY,), "last_day", last_day.isoformat()),
        Graft((KEY,), "host", scalar_of(host)),
        Graft((KEY,), "tasks", tasks),
    ]
    pen.write(person_id, grafts)


def tick(pen: Pen, person_id: str, task: str, on: date) -> None:
    """Write down that a step was done. Raises `Refused` for one that is not there, or is done."""
    card = pen.card(person_id)
    tasks = card.offboarding.tasks if card and card.offboarding else ()
    found = next((n for n, one in enumerate(tasks) if reveal(one.id) == task), None)
    shown = pen.sealing.cabinet.shown(pen.path_of(person_id))
    if found is None:
        raise refusal(shown, "graduate-no-task", id=person_id)
    if tasks[found].done is not None:
        raise refusal(shown, "graduate-done", tasks[found].mark, id=person_id)
    pen.write(person_id, [Graft((KEY, "tasks", found), "done", on.isoformat())])


def add_score(pen: Pen, person_id: str, score: int, on: date) -> None:
    """Write down how gladly they would recommend the company."""
    card = pen.card(person_id)
    off = card.offboarding if card else None
    row = f"{{on: {on}, score: {score}}}"
    if off and off.scores:
        pen.write(person_id, [Graft((KEY, "scores"), "", row)])
    else:
        pen.write(person_id, [Graft((KEY,), "scores", [row])])


# --- what turns allies into critics


def check_graduations(cards: dict[str, Card], today: date, problems: Problems) -> None:
    """Remark on steps that were skipped, a farewell that was none, and a month without a word."""
    for card in cards.values():
        found = graduation_of(card)
        if found is None or today > found.last_day + timedelta(_REMEMBERED):
            continue
        left_alone = _wants_no_contact(card)
        _check_steps(card, found, today, problems, but=CONTACTS if left_alone else ())
        if not left_alone and _is_forgotten(card, found, today):
            problems.warn(card.path, card.mark, "graduate-silent", KEY, id=card.id)


def _wants_no_contact(card: Card) -> bool:
    found = card.care.do_not_contact if card.care else None
    return found is not None and reveal(found)


def _check_steps(
    card: Card, found: Graduation, today: date, problems: Problems, *, but: tuple[str, ...]
) -> None:
    late = [one for one in found.steps if one.state(today) == "late" and one.id not in but]
    for one in late:
        if one.id == "farewell":
            problems.warn(card.path, one.mark, "graduate-farewell", f"{KEY}.tasks", id=card.id)
    skipped = [one for one in late if one.id != "farewell"]
    if skipped:
        names = ", ".join(one.id for one in skipped)
        first = skipped[0]
        problems.warn(
            card.path, first.mark, "graduate-late", f"{KEY}.tasks", id=card.id,
            tasks=names, task=first.id,
        )  # fmt: skip


def _is_forgotten(card: Card, found: Graduation, today: date) -> bool:
    if today <= found.last_day + timedelta(QUIET_DAYS):
        return False
    return not any(found.last_day < day <= today for day in _contacts(card, found))


def _contacts(card: Card, found: Graduation) -> Iterator[date]:
    yield from (reveal(one.on) for one in card.touches)
    yield from (one.done for one in found.steps if one.done and one.id in CONTACTS)
