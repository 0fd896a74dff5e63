"""The portal folder as the build works with it; only what changed since last time is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from enishi import workshop
from enishi.digests import digest_of
from enishi.galleys import Galley, Galleys
from enishi.images import Probe
from enishi.probes import Probes
from enishi.problems import Mark, Problem, Problems
from enishi.roll import Enrolled, Registrar
from enishi.source.content import (
    Answer,
    Entry,
    Event,
    Keepsake,
    News,
    Newsletter,
    Notice,
    Opening,
    Page,
    permalink_of,
)
from enishi.source.files import legible, load_text
from enishi.source.records import (
    NOTICES,
    TIMELINE_FILE,
    entry_in,
    entry_paths,
    people_paths,
    timeline_in,
)
from enishi.source.schema import Reading
from enishi.source.timeline import Timeline
from enishi.standing import Scan

E = TypeVar("E", bound=Entry)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Library:
    """All records of a portal, each kind in the order of the files' names."""

    people: Mapping[str, Enrolled]
    """By ID."""
    entries: tuple[Entry, ...]
    """Every Markdown record."""
    timeline: Timeline
    sources: frozenset[str]
    """The paths of all records."""
    probes: Probes
    """What the portal's pictures are."""

    def of(self, kind: type[E]) -> tuple[E, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, kind))

    @property
    def news(self) -> tuple[News, ...]:
        return self.of(News)

    @property
    def newsletters(self) -> tuple[Newsletter, ...]:
        return self.of(Newsletter)

    @property
    def events(self) -> tuple[Event, ...]:
        return self.of(Event)

    @property
    def cards(self) -> tuple[Answer, ...]:
        return self.of(Answer)

    @property
    def keepsakes(self) -> tuple[Keepsake, ...]:
        return self.of(Keepsake)

    def may_show(self, keepsake: Keepsake) -> bool:
        """Whether its subject agreed to be shown, and to that page."""
        subject = self.people.get(keepsake.person.id)
        return subject is not None and "graduation" in subject.beside

    @property
    def openings(self) -> tuple[Opening, ...]:
        return self.of(Opening)

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.of(Page)

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.of(Notice)


@dataclass(frozen=True, slots=True)
class Filed:
    """A Markdown file as it was read."""

    record: Entry | None
    problems: tuple[Problem, ...]
    galley: Galley | None = None


@dataclass(slots=True)
class Known:
    """What was read for the last build: `{path: (digest of the file, what it held)}`."""

    people: MutableMapping[str, tuple[bytes, Enrolled]] = field(default_factory=dict)
    entries: MutableMapping[str, tuple[bytes, Filed]] = field(default_factory=dict)
    quiet: set[bytes] = field(default_factory=set)
    """Digests of files of people who are not shown and in which nothing is wrong: all that is
    remembered of those."""
    people_for: bytes = b""
    """What decides on people beside their files: the day, the timeline, the notices."""
    entries_for: bytes = b""
    probes: dict[bytes, Probe] = field(default_factory=dict)
    """What pictures are, by the digest of the file."""
    cleared: dict[str, bytes] = field(default_factory=dict)
    """`{path: digest}` of texts that hold no name of those who did not agree."""
    cleared_for: bytes = b""
    calm: dict[str, bytes] = field(default_factory=dict)
    """`{path: digest}` of texts with no phrase in them that is remarked on."""
    calm_for: bytes = b""


def load_library(
    root: Path,
    zone: ZoneInfo,
    today: date,
    problems: Problems,
    known: Known,
    galleys: Galleys,
    *,
    seen: Scan,
    processes: int = 1,
) -> Library:
    """Everything that is public by its place. `private/` is never opened.

    What `known` holds of files that are as `seen` is taken from there; it is brought up to date.
    """
    seen = legible(seen, problems)
    present = set(seen.values())
    known.probes = {one: probe for one, probe in known.probes.items() if one in present}
    timeline = load_timeline(root, zone, problems)
    paths, found = people_paths(seen), entry_paths(seen)
    _forget_entries(known, digest_of(zone))
    clerk = Clerk(root, zone, galleys.reference)
    filed = _brought_up(known.entries, found, seen, clerk, processes)
    notices = notices_in(zip(found, filed, strict=True))
    _forget_people(known, digest_of(today, zone, timeline, notices))
    registrar = Registrar(root, zone, timeline, today, known.quiet, galleys.reference, notices)
    people = _brought_up(known.people, paths, seen, registrar, processes)
    known.quiet = {known.people[one.path][0] for one in people if one.is_quiet}
    for one in filed:
        problems.extend(one.problems)
        if one.record is not None and one.galley is not None:
            galleys.know(one.record.body.text, one.galley)
    return Library(
        people=_by_id(people, problems),
        entries=tuple(one.record for one in filed if one.record is not None),
        timeline=timeline,
        sources=frozenset({*paths, *found, TIMELINE_FILE}),
        probes=Probes(root, seen, known.probes),
    )


def notices_in(filed: Iterable[tuple[str, Filed]]) -> dict[str, str]:
    """`{ID: SHA-256}` of the notices among files; empty for one that has faults."""
    return {
        permalink_of(Path(path).stem): one.record.sha256 if isinstance(one.record, Notice) else ""
        for path, one in filed
        if path.startswith(f"{NOTICES}/")
    }


def _forget_entries(known: Known, entries_for: bytes) -> None:
    if known.entries_for != entries_for:
        known.entries_for = entries_for
        known.entries.clear()


def _forget_people(known: Known, people_for: bytes) -> None:
    if known.people_for != people_for:
        known.people_for = people_for
        known.people.clear()
        known.quiet = set()


def load_timeline(root: Path, zone: ZoneInfo, problems: Problems) -> Timeline:
    if not (root / TIMELINE_FILE).exists():
        return Timeline()
    source = load_text(root, TIMELINE_FILE, problems)
    found = timeline_in(source, Reading(TIMELINE_FILE, problems, zone)) if source else None
    return found or Timeline()


def _by_id(people: Iterable[Enrolled], problems: Problems) -> dict[str, Enrolled]:
    """The people by ID; `ken.yaml` beside `ken.yml` would be a second record of one person."""
    found: dict[str, Enrolled] = {}
    for person in people:
        if person.id in found:
            problems.add(person.path, Mark(), "permalink-twice", other=found[person.id].path)
        found.setdefault(person.id, person)
    return found


def _brought_up(
    known: MutableMapping[str, tuple[bytes, R]],
    paths: list[str],
    seen: Scan,
    read: Callable[[str], tuple[bytes, R]],
    processes: int,
) -> list[R]:
    """What stands at the paths; `known` is told what was read, and forgets what is gone."""
    new = [path for path in paths if path not in known or known[path][0] != seen.get(path)]
    for gone in known.keys() - set(paths):
        del known[gone]
    known.update(zip(new, workshop.done(read, new, processes), strict=True))
    return [known[path][1] for path in paths]


@dataclass(frozen=True)
class Clerk:
    """Files Markdown records: `clerk(path)` reads one and sets its text."""

    root: Path
    zone: ZoneInfo
    reference: bool = False
    """For `Galleys`."""

    @cached_property
    def _galleys(self) -> Galleys:
        return Galleys(reference=self.reference)

    def __call__(self, path: str) -> tuple[bytes, Filed]:
        """The record, and the digest of the file that was read."""
        problems = Problems()
        source = load_text(self.root, path, problems)
        if source is None:
            return b"", Filed(None, tuple(problems))
        record = entry_in(source, Reading(path, problems, self.zone))
        # Letters and keepsakes are set part by part, later; a notice is not on the site.
        whole = record is not None and not isinstance(record, Newsletter | Keepsake | Notice)
        galley = self._galleys.of(record.body.text) if record and whole else None
        return source.digest, Filed(record, tuple(problems), galley)
