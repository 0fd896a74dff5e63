"""What the desk's page shows, section by section, as plain values for its templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enishi.desk.acquaintance import OnFile, Tie, cells_of, contact_of, file_of
from enishi.desk.blames import tried
from enishi.desk.board import FILE as BOARD
from enishi.desk.follows import OPEN, Line, lines_in, networks_in, sign_of
from enishi.desk.graduation import Graduation, graduation_of
from enishi.desk.identity import person_of
from enishi.desk.notes import Note, Way, ways_to
from enishi.desk.office import Office
from enishi.desk.outcomes import Entry, entry_of, load_outcomes
from enishi.desk.papers import CALENDAR, PAGES, PDF, papers_folder
from enishi.desk.plan import WEIGHING, last_said, reason
from enishi.desk.today import Suggestion
from enishi.problems import Problems, Refused
from enishi.publish import agreed
from enishi.readings import folded
from enishi.source.content import Answer
from enishi.source.files import list_files, load_text
from enishi.source.people import Person
from enishi.source.records import entry_in
from enishi.source.schema import Reading

MOST_FOUND = 30
CARDS = "content/cards"
PAPERS = (*PAGES, PDF, CALENDAR, BOARD)
"""Files of a graduation that the page shows, and no others."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Somebody to write to."""

    id: str
    name: str
    why: tuple[str, ...]
    reckoning: tuple[tuple[int, str], ...]
    score: int
    last: str
    owner: str
    note: Note
    channel: str
    """How they are usually reached; empty where nothing says so."""


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    due: date
    done: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """A graduation, and how far it is."""

    id: str
    name: str
    it: Graduation
    steps: tuple[Step, ...]
    papers: tuple[str, ...]

    @property
    def left(self) -> int:
        return sum(one.done is None for one in self.steps)

    @property
    def late(self) -> int:
        return sum(one.state == "late" for one in self.steps)


@dataclass(frozen=True, slots=True)
class Found:
    id: str
    name: str
    reading: str
    is_banned: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the matrix: what there is on each network."""

    id: str
    name: str
    signs: tuple[tuple[str, str], ...]
    """Network and sign."""


@dataclass(frozen=True, slots=True)
class Matrix:
    networks: tuple[str, ...]
    rows: tuple[Row, ...]
    who: str
    connected: int
    waiting: int
    """Profiles with which nobody of ours is connected."""


@dataclass(frozen=True, slots=True)
class Panel:
    """All about one person."""

    id: str
    name: str
    reading: str
    file: OnFile
    who: Person | None
    """As a record of theirs says; None where none does."""
    imported: tuple[tuple[str, str], ...]
    is_shown: bool
    """Whether they agreed to be shown on the portal."""
    row: Row | None
    ways: tuple[Way, ...]
    leaving: Leaving | None
    entries: tuple[Entry, ...]


def letters_of(office: Office, span: str, lang: str) -> list[Letter]:
    """Whom to write to. Raises `Refused` for faulty wording."""
    desk = office.desk
    plan = desk.plan_in(office.world, span, lang, desk.wording(lang))
    return [_letter(one, office) for one in plan]


def _letter(one: Suggestion, office: Office) -> Letter:
    standing, phrase, lang = one.standing, office.phrase, office.lang
    said = [(part, reason(part, phrase, lang)) for part in standing.parts]
    return Letter(
        standing.tie.id,
        one.name or standing.tie.id,
        tuple(words for part, words in said if part.kind not in WEIGHING),
        tuple((part.points, words) for part, words in said),
        standing.score,
        last_said(one, phrase, lang),
        one.contact.owner,
        one.note,
        one.contact.channel,
    )


def graduations_of(office: Office) -> list[Leaving]:
    """Those that are open, latest last day first. Raises `Refused` for a record with faults."""
    leaving = office.world.leaving(office.today)
    found = (_leaving(office, graduation_of(office.pen.card(one.id))) for one in leaving)
    return [one for one in found if one]


def _leaving(office: Office, found: Graduation | None) -> Leaving | None:
    if found is None:
        return None
    steps = (Step(one.id, one.due, one.done, one.state(office.today)) for one in found.steps)
    folder = papers_folder(office.cabinet, found.id)
    papers = tuple(name for name in PAPERS if (folder / name).is_file())
    return Leaving(found.id, office.name_of(found.id), found, tuple(steps), papers)


def cards_of(office: Office) -> list[tuple[str, str]]:
    """Cards that a request can carry: ID and title."""
    found = []
    for path in list_files(office.root, CARDS):
        source = load_text(office.root, path, Problems()) if path.endswith(".md") else None
        at = Reading(path, Problems(), office.settings.zone)
        card = entry_in(source, at) if source else None
        if isinstance(card, Answer) and not (card.draft or at.problems.errors):
            found.append((card.id, card.title))
    return found


def found_by(office: Office, typed: str) -> list[Found]:
    """People whose name, reading or ID has what was typed; those it begins with come first."""
    wanted = folded(typed)
    if not wanted:
        return []
    known = ((_rank(tie, wanted), tie.told.name or tie.id, tie) for tie in office.world.ties)
    ranked = sorted((one for one in known if one[0] is not None), key=lambda one: one[:2])
    return [_found(tie) for _, _, tie in ranked[:MOST_FOUND]]


def _rank(tie: Tie, wanted: str) -> int | None:
    texts = [folded(one) for one in (tie.told.name, *tie.told.readings, tie.id)]
    if any(one.startswith(wanted) for one in texts):
        return 0
    close = wanted.replace(" ", "")
    return 1 if any(close in one.replace(" ", "") for one in texts) else None


def _found(tie: Tie) -> Found:
    reading = tie.told.readings[0] if tie.told.readings else ""
    return Found(tie.id, tie.told.name or tie.id, reading, tie.kept.is_banned)


def entries_of(office: Office) -> list[Entry]:
    """What came of the ties, latest first. Raises `Refused` for a file with faults."""
    problems = Problems()
    rows = load_outcomes(office.cabinet, office.settings.zone, problems)
    if problems.errors:
        raise Refused(problems)
    return [entry_of(one) for one in reversed(rows)]


def matrix_of(office: Office) -> Matrix:
    """Who follows whom: people with whom nobody is connected yet come first."""
    who, lines = office.settings.ours.host.name, lines_in(office.world.ties)
    networks = networks_in(lines)
    rows = [_row(line, networks, who) for line in lines]
    rows.sort(key=lambda one: (all(sign != OPEN for _, sign in one.signs), one.name))
    signs = [sign for row in rows for _, sign in row.signs]
    waiting = signs.count(OPEN)
    connected = sum(bool(sign) for sign in signs) - waiting
    return Matrix(tuple(networks), tuple(rows), who, connected, waiting)


def _row(line: Line, networks: Iterable[str], who: str) -> Row:
    signs = tuple((one, sign_of(line, one, who)) for one in networks)
    return Row(line.id, line.name or line.id, signs)


def panel_of(office: Office, person_id: str) -> Panel:
    """Raises `Refused` for strangers, and for a record that is locked or has faults."""
    office.scribe.check_person(person_id)
    card = office.pen.card(person_id)
    tie = next((one for one in office.world.ties if one.id == person_id), Tie.stranger(person_id))
    lines = lines_in([tie])
    public = office.desk.person(person_id)
    return Panel(
        person_id,
        tie.told.name or person_id,
        _found(tie).reading,
        file_of(card),
        person_of(public, card),
        tuple(cells_of(card)),
        public is not None and agreed(public.consents, "portal", office.today),
        _row(lines[0], networks_in(lines), office.settings.ours.host.name) if lines else None,
        tuple(ways_to(person_of(public, card), contact_of(card, office.today))),
        _leaving(office, graduation_of(card)),
        tuple(one for one in tried(office, entries_of, list[Entry]()) if one.person == person_id),
    )
