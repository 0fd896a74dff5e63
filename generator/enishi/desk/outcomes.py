"""`private/outcomes/YEAR.yml`: what came of the ties, one row each; rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.desk.private import Private, reveal
from enishi.desk.records import secret
from enishi.desk.sealing import Sealing
from enishi.desk.touching import Scribe
from enishi.desk.turns import turn
from enishi.insertion import Pairs, scalar_of
from enishi.problems import Mark, Problems, Refused
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Choice, Day, Ident, ListOf, Reading, RecordOf, Text, Whole

FOLDER = "outcomes"
KINDS = (
    "referral",
    "introduction",
    "deal",
    "partner",
    "hire-back",
    "mention",
    "talk",
    "advice-given",
    "advice-asked",
)
"""What can come of a tie. `advice-given` is what the company gave, `advice-asked` what it asked."""
GAVE = frozenset({"advice-given"})
ASKED = frozenset({"advice-asked", "introduction", "referral", "talk"})
"""What the person did for the company because it asked, or for its sake."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that came of a tie. Every value is closed."""

    mark: Mark
    on: Private[date]
    person: Private[str]
    """ID."""
    kind: Private[str]
    """One of `KINDS`."""
    company: Private[str] | None = None
    """Which company it was with."""
    value: Private[int] | None = None
    """What it was worth, in the currency of the settings."""
    minutes: Private[int] | None = None
    """How long we took for it."""
    note: Private[str] | None = None


OUTCOME = RecordOf(
    Outcome,
    {
        "on": secret(Day(), "いつ", "When", "2026-11-20", required=True),
        "person": secret(Ident(), "だれ(ID)", "Who (ID)", "kenichi-sato", required=True),
        "kind": secret(Choice(KINDS), "何があったか", "What came of it", "referral", required=True),
        "company": secret(Text(), "相手の会社", "The company", "株式会社れい"),
        "value": secret(Whole(999_999_999), "金額", "What it was worth", "1200000"),
        "minutes": secret(Whole(100_000), "かけた分数", "Minutes it took us", "30"),
        "note": secret(Text(1000), "ひとこと", "A note", "温度番を三台。"),
    },
)
OUTCOMES = ListOf(OUTCOME, 100_000)


def load_outcomes(cabinet: Cabinet, zone: ZoneInfo, problems: Problems) -> tuple[Outcome, ...]:
    """Every row, oldest first; what is wrong is a problem."""
    found: list[Outcome] = []
    for path in cabinet.paths():
        if path.startswith(f"{FOLDER}/") and path.endswith((".yml", ".yaml")):
            held = cabinet.held(path, problems)
            if held and held.node:
                at = Reading(cabinet.shown(path), problems, zone)
                found += OUTCOMES.read(held.node, at, "") or ()
    return tuple(sorted(found, key=lambda one: (reveal(one.on), reveal(one.person))))


@dataclass(frozen=True, slots=True)
class Entry:
    """An outcome as the marketer sees it, or says it; empty where nothing is said."""

    on: date
    person: str
    kind: str
    company: str = ""
    value: int | None = None
    minutes: int | None = None
    note: str = ""


def entry_of(one: Outcome) -> Entry:
    return Entry(
        reveal(one.on),
        reveal(one.person),
        reveal(one.kind),
        reveal(one.company) if one.company is not None else "",
        reveal(one.value) if one.value is not None else None,
        reveal(one.minutes) if one.minutes is not None else None,
        reveal(one.note) if one.note is not None else "",
    )


def row_of(entry: Entry) -> dict[str, str]:
    """The row of its year's file, without what is empty."""
    said = {
        "on": entry.on.isoformat(),
        "person": entry.person,
        "kind": entry.kind,
        "company": entry.company,
        "value": "" if entry.value is None else str(entry.value),
        "minutes": "" if entry.minutes is None else str(entry.minutes),
        "note": entry.note,
    }
    return {key: one for key, one in said.items() if one}


def record_outcome(sealing: Sealing, entry: Entry) -> str:
    """Write it down; the file, as problems name it. Raises `Refused` for strangers, and as
    `add_outcome` does."""
    cabinet = sealing.cabinet
    Scribe(sealing).check_person(entry.person)
    file = add_outcome(cabinet, sealing.zone, row_of(entry).items())
    return cabinet.shown(file.relative_to(cabinet.folder).as_posix())


def add_outcome(cabinet: Cabinet, zone: ZoneInfo, row: Iterable[tuple[str, str]]) -> Path:
    """Add a row of `(key, value)` to its year's file; the file.

    Raises `Refused` where the file has faults, or the row would be one.
    """
    pairs = [(key, value) for key, value in row if value]
    path = f"{FOLDER}/{dict(pairs)['on'][:4]}.yml"
    with turn(cabinet):
        return _added(cabinet, zone, path, pairs)


def _added(cabinet: Cabinet, zone: ZoneInfo, path: str, pairs: Pairs) -> Path:
    problems, before = Problems(), ""
    if (cabinet.folder / path).is_file():
        source = cabinet.load(path, problems)
        before = source.text if source else ""
    text = (before if not before or before.endswith("\n") else f"{before}\n") + _row(pairs)
    at = Reading(cabinet.shown(path), problems, zone)
    node = parse_yaml(text, at.path, problems)
    if node is not None:
        OUTCOMES.read(node, at, "")
    if problems.errors:
        raise Refused(problems)
    (cabinet.folder / FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    cabinet.write(path, text)
    return cabinet.folder / path


def _row(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(_lines(pairs))


def _lines(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (key, value) in enumerate(pairs):
        yield f"{'  ' if number else '- '}{key}: {scalar_of(value)}\n"
