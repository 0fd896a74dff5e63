"""`enishi today`: whom to write to, why, and with which words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.acquaintance import Contact, Kept, Tie, Told, contact_of, kept_of, ties_of, told_of
from enishi.desk.cabinet import Cabinet, card_in
from enishi.desk.graduation import QUIET_DAYS, REMEMBERED, Step, graduation_of
from enishi.desk.identity import person_of
from enishi.desk.index import Filed, Index
from enishi.desk.notes import Note, note_for
from enishi.desk.ranking import Item, Standing, View, chosen, news_of, reach_of
from enishi.desk.records import Card
from enishi.desk.returns import load_returns
from enishi.desk.wording import Wording, load_wording
from enishi.problems import Problems, Refused
from enishi.publish import display_name
from enishi.settings import Settings
from enishi.source.content import News
from enishi.source.files import legible, list_files, load_text
from enishi.source.people import Person
from enishi.source.records import PEOPLE, entry_in, people_paths, person_in
from enishi.source.schema import Reading

_NEWS = "content/news"
AHEAD = {"today": 0, "week": 6, "month": 30}
"""For how many days after today each plan looks out."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody to write to, with all that is needed for it."""

    standing: Standing
    name: str
    contact: Contact
    note: Note


@dataclass(frozen=True, slots=True)
class Due:
    """A step of a graduation whose day has come, or comes while the plan looks ahead."""

    id: str
    name: str
    step: Step


@dataclass(frozen=True, slots=True)
class Agenda:
    """What there is to do."""

    people: list[Suggestion]
    """At most five to write to, most pressing first."""
    steps: list[Due]
    """First things first."""


@dataclass(frozen=True, slots=True)
class World:
    """Everybody, and what is new."""

    ties: list[Tie]
    news: Mapping[str, Item]

    def leaving(self, today: date) -> list[Tie]:
        """Those whose graduation is open, latest last day first."""
        since = (today - timedelta(REMEMBERED)).toordinal()
        found = [one for one in self.ties if one.kept.last_day >= since]
        return sorted(found, key=lambda one: (-one.kept.last_day, one.id))


@dataclass(frozen=True)
class Desk:
    """The desk of a portal on a day."""

    root: Path
    settings: Settings
    cabinet: Cabinet
    today: date
    processes: int = 1
    kept: Index | None = None
    """The index, for whoever asks more than once; else it is read from the folder."""

    def world(self, problems: Problems) -> World:
        """All that ranking needs, mostly from the index, which is brought up to date.

        Of whom a record cannot be read, nothing is suggested: it may say not to.
        """
        index = self.kept or Index(self.cabinet)
        zone = self.settings.zone
        paths = people_paths(legible(dict.fromkeys(list_files(self.root, PEOPLE)), problems))
        told, faulty, _ = index.rows(
            "people", f"{self.root}/", paths, partial(_told, self.root, zone), problems,
            self.processes,
        )  # fmt: skip
        filed, closed, locked = index.rows(
            "cards", f"{self.cabinet.folder}/", self._record_paths(),
            partial(_kept, self.cabinet, zone), problems, self.processes,
        )  # fmt: skip
        self.cabinet.remark(locked, "today-locked", problems)
        paths = [path for path in list_files(self.root, _NEWS) if path.endswith(".md")]
        paths = [path for path in legible(dict.fromkeys(paths), problems) if "/_" not in path]
        news, _, _ = index.rows(
            "news", f"{self.root}/", paths, partial(_item, self.root, zone), Problems(),
            self.processes,
        )  # fmt: skip
        index.save()
        kept = {_stem(path): row for path, row in filed.items()}
        ties = ties_of(
            {one: Told._make(row[1]) for one, row in kept.items() if row[1]}
            | dict(zip(map(_stem, told), map(Told._make, told.values()), strict=True)),
            {one: Kept._make(row[0]) for one, row in kept.items()},
            {_stem(path) for path in (*faulty, *closed)},
            self._stopped(problems),
        )
        items = (
            (Item(one, title, date.fromordinal(on)), things)
            for one, title, on, things in news.values()
            if title
        )
        return World(ties, news_of(items, self.today))

    def _stopped(self, problems: Problems) -> Callable[[str], tuple[date, ...]]:
        """When somebody was found to want no more letters. Where that cannot be read, it may be
        anybody."""
        try:
            return load_returns(self.cabinet).stopped
        except Refused as refused:
            problems.extend(refused.problems)
            return lambda person_id: (self.today,)

    def _record_paths(self) -> list[str]:
        return self.cabinet.record_paths() if self.cabinet.is_there else []

    def view(self, world: World, span: str) -> View:
        reach = reach_of(world.ties)
        return View(self.today, AHEAD[span], self.settings.ours.desk.cadence, world.news, reach)

    def agenda(self, span: str, lang: str, problems: Problems) -> Agenda:
        """What a plan of that span says. Raises `Refused` for faulty wording."""
        wording = self.wording(lang)
        world = self.world(problems)
        return Agenda(self.plan_in(world, span, lang, wording), list(self.due_in(world, span)))

    def wording(self, lang: str) -> Wording:
        """What notes are made of. Raises `Refused` where it has faults."""
        faults = Problems()
        found = load_wording(self.root, lang, faults)
        if faults.errors:
            raise Refused(faults)
        return found

    def due_in(self, world: World, span: str) -> list[Due]:
        """Steps of open graduations that are due by the end of the span and not done.

        What was due a month ago has had its moment; it is `enishi check` that still tells of it.
        """
        first, last = self.today - timedelta(QUIET_DAYS), self.today + timedelta(AHEAD[span])
        found: list[Due] = []
        for tie in world.leaving(self.today):
            graduation = graduation_of(self.card(tie.id))
            steps = graduation.steps if graduation else ()
            found += [
                Due(tie.id, tie.told.name or tie.id, one)
                for one in steps
                if not one.done and first <= one.due <= last
            ]
        return sorted(found, key=lambda one: (one.step.due, one.id))

    def plan_in(self, world: World, span: str, lang: str, wording: Wording) -> list[Suggestion]:
        """At most five people, most pressing first."""
        found = chosen(world.ties, self.view(world, span))
        return [self._suggestion(one, wording, lang) for one in found]

    def _suggestion(self, standing: Standing, wording: Wording, lang: str) -> Suggestion:
        card = self.card(standing.tie.id)
        person = person_of(self.person(standing.tie.id), card)
        contact = contact_of(card, self.today)
        note = note_for(standing, person, contact, wording, self.settings, self.today, lang)
        name = display_name(person.name) if person else ""
        return Suggestion(standing, name, contact, note)

    def person(self, person_id: str) -> Person | None:
        """Their public record; None where there is none without faults."""
        for path in (f"{PEOPLE}/{person_id}.yml", f"{PEOPLE}/{person_id}.yaml"):
            if (self.root / path).exists():
                return _person(self.root, self.settings.zone, path, Problems())
        return None

    def card(self, person_id: str) -> Card | None:
        """Their private record; None where there is none without faults."""
        for path in (f"{person_id}.yml", f"{person_id}.yaml"):
            if (self.cabinet.folder / path).exists():
                return _card(self.cabinet, self.settings.zone, path, Problems())[0]
        return None


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _person(root: Path, zone: ZoneInfo, path: str, problems: Problems) -> Person | None:
    source = load_text(root, path, problems)
    found = person_in(source, Reading(path, problems, zone)) if source else None
    return None if problems.errors else found


def _told(root: Path, zone: ZoneInfo, path: str) -> Filed:
    problems = Problems()
    person = _person(root, zone, path, problems)
    return tuple(told_of(person)) if person else None, tuple(problems), False


def _card(
    cabinet: Cabinet, zone: ZoneInfo, path: str, problems: Problems
) -> tuple[Card | None, bool]:
    held = cabinet.held(path, problems)
    at = Reading(cabinet.shown(path), problems, zone)
    card = card_in(held, at) if held else None
    return None if problems.errors else card, bool(held and held.is_locked)


def _kept(cabinet: Cabinet, zone: ZoneInfo, path: str) -> Filed:
    problems = Problems()
    card, is_locked = _card(cabinet, zone, path, problems)
    who = person_of(None, card)
    told = tuple(told_of(who)) if who else ()
    return (tuple(kept_of(card)), told) if card else None, tuple(problems), is_locked


def _item(root: Path, zone: ZoneInfo, path: str) -> Filed:
    """What a news item is about; nothing of a draft, or of one with faults: `check` tells those."""
    problems = Problems()
    source = load_text(root, path, problems)
    found = entry_in(source, Reading(path, problems, zone)) if source else None
    if not isinstance(found, News) or problems.errors or found.draft:
        return ("", "", 0, ()), (), False
    about = found.about
    things = [one.id for one in (*about.projects, *about.places, *about.products)]
    things += [f"@{one.id}" for one in about.people]
    on = found.date[0].date().toordinal()
    return (found.id, found.title, on, tuple(things)), (), False
