"""The people of a portal one by one, for commands that ask about a person and build nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi import workshop
from enishi.library import Clerk, Filed, load_timeline, notices_in
from enishi.problems import Problems, Refused, Row, problems_from, refusal, rows_of
from enishi.references import nearest
from enishi.roll import Registrar
from enishi.source.content import Notice
from enishi.source.files import SourceFile, load_text
from enishi.source.people import Person
from enishi.source.records import notice_paths, people_paths, person_in
from enishi.source.schema import Reading
from enishi.standing import Scan


@dataclass(frozen=True)
class Register:
    """Reads a record when it is asked for. What is wrong in other files is passed over."""

    root: Path
    zone: ZoneInfo
    today: date
    seen: Scan

    @cached_property
    def paths(self) -> dict[str, str]:
        """`{ID: path}` of everybody."""
        return {Path(path).stem: path for path in people_paths(self.seen)}

    @cached_property
    def notices(self) -> dict[str, str]:
        """`{ID: SHA-256}`; empty for one that has faults."""
        return notices_in(self._filed)

    @property
    def latest(self) -> str:
        """The ID of the notice in use; empty where there is none."""
        records = (one.record for _, one in self._filed)
        dated = [(one.date, one.id) for one in records if isinstance(one, Notice)]
        return max((one for one in dated if one[0] <= self.today), default=(self.today, ""))[1]

    @cached_property
    def registrar(self) -> Registrar:
        timeline = load_timeline(self.root, self.zone, Problems())
        return Registrar(self.root, self.zone, timeline, self.today, notices=self.notices)

    def path_of(self, person_id: str) -> str:
        """The file of a person. Raises `Refused` where there is none."""
        if person_id not in self.paths:
            raise refusal("alumni", "person-unknown", near=nearest(person_id, self.paths.keys()))
        return self.paths[person_id]

    def load(self, path: str) -> SourceFile:
        """The text of a file. Raises `Refused` where it cannot be read."""
        problems = Problems()
        source = load_text(self.root, path, problems)
        if source is None:
            raise Refused(problems)
        return source

    def person_in(self, source: SourceFile) -> Person:
        """The record in a text. Raises `Refused` where it has faults."""
        problems = Problems()
        person = person_in(source, Reading(source.path, problems, self.zone))
        if person:
            self.registrar.enrolled(person, problems)
        if person is None or problems.errors:
            raise Refused(problems)
        return person

    def person(self, person_id: str) -> Person:
        """One of them. Raises `Refused` as the above do."""
        return self.person_in(self.load(self.path_of(person_id)))

    def people(self, processes: int = 1) -> list[Person]:
        """Everybody. Raises `Refused` with the faults of every record."""
        found, problems = [], Problems()
        for one in workshop.done(self._tried, list(self.paths.values()), processes):
            if isinstance(one, Person):
                found.append(one)
            else:
                problems.extend(problems_from(one))
        if len(problems):
            raise Refused(problems)
        return found

    def _tried(self, path: str) -> Person | list[Row]:
        try:
            return self.person_in(self.load(path))
        except Refused as refused:
            return rows_of(refused.problems)

    @cached_property
    def _filed(self) -> list[tuple[str, Filed]]:
        clerk = Clerk(self.root, self.zone)
        return [(path, clerk(path)[1]) for path in notice_paths(self.seen)]
