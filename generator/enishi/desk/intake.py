"""The story of `enishi import`: read, recognise, compare; and if it is said so, write.

Everything is drafted first and read again. Then it is written, all of it; where that fails half
way, what was written is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from pathlib import Path, PurePath

from enishi.desk.arrivals import WRITTEN, Arrival, Gate
from enishi.desk.cabinet import Held
from enishi.desk.comparison import Record, cells_in, compared
from enishi.desk.emendation import Plain
from enishi.desk.forgotten import Memorial
from enishi.desk.identity import everybody_in
from enishi.desk.imports import forms, layout_named, layouts
from enishi.desk.layout import Form, Layout, Told, table_of, told_in
from enishi.desk.newcomer import Newcomer, newcomer_of
from enishi.desk.pen import Draft, Pen
from enishi.desk.recognition import Recognition
from enishi.desk.records import Card
from enishi.desk.transcript import amended, text_of
from enishi.desk.trees import Branch
from enishi.problems import Problems, Refused, refusal
from enishi.publish import display_name
from enishi.references import nearest
from enishi.register import Register
from enishi.source.nodes import parse_yaml
from enishi.source.people import Person
from enishi.source.spreadsheets import load_whole, rows_in, text_in
from enishi.source.tree import Node, plain_of
from enishi.writing import remove

_NEVER = "import-unplaced"
_MOST = 30_000
"""So many people may stand in a file: as many as LinkedIn lets anybody know."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".numbers", ".ods")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A file, as it was understood."""

    layout: str
    """The name of the layout."""
    title: str
    encoding: str
    is_mixed: bool
    """Whether people may stand there who never worked here."""
    newcomers: tuple[Newcomer, ...] = field(repr=False)


def read_file(file: Path, given: str, problems: Problems) -> Manifest:
    """The people of a file, in the layout that is given, or else in the one that it has.

    Raises `Refused` where it cannot be read, or the layout is not clear. Values that no field
    takes are warnings.
    """
    _check_kind(file.name)
    return _manifest(*load_whole(file), file.name, given, problems)


def manifest_in(raw: bytes, name: str, given: str, problems: Problems) -> Manifest:
    """As `read_file`, of the bytes of a file called `name`."""
    _check_kind(name)
    return _manifest(*text_in(raw, name), name, given, problems)


def _check_kind(name: str) -> None:
    if _suffix(name) in _WORKBOOKS:
        raise refusal(name, "import-workbook")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


def _manifest(text: str, encoding: str, name: str, given: str, problems: Problems) -> Manifest:
    layout, found = _told(text, name, given, problems)
    if problems.errors:
        raise Refused(problems)
    told = list(islice(found, _MOST + 1))
    if len(told) > _MOST:
        raise refusal(name, "import-many", limit=f"{_MOST:,}")
    newcomers = tuple(newcomer_of(one, name, problems) for one in told)
    source = layout_named(layout)
    return Manifest(layout, source.title, encoding, source.is_mixed, newcomers)


def _told(text: str, name: str, given: str, problems: Problems) -> tuple[str, Iterable[Told]]:
    suffix = _suffix(name)
    known: Mapping[str, Form] = forms()
    layout = given or next((one for one, form in known.items() if form.is_it(text, suffix)), "")
    if layout in known:
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        found = known[layout].read(lines, name, problems)
        if not (found or problems.errors):
            raise refusal(name, "import-nobody")
        return layout, found
    tables = layouts()
    only = {given: _at_any_rate(tables[given])} if given else tables
    table = table_of(list(rows_in(text, name)), only, name)
    return table.name, told_in(table)


def _at_any_rate(layout: Layout) -> Layout:
    """The layout that somebody named, whatever its signs."""
    return Layout(layout.title, layout.source, layout.columns, (), layout.others)


# --- who they are


@dataclass(frozen=True)
class Intake:
    """An import into one portal."""

    pen: Pen
    register: Register

    def arrivals(
        self,
        manifest: Manifest,
        answers: Mapping[int, str],
        *,
        with_current: bool = False,
        known_only: bool = False,
    ) -> list[Arrival]:
        """What becomes of every row. Raises `Refused` for records that cannot be read: whoever
        stands there could come in once more."""
        self._check_answers(answers, manifest, {*self.cards, *self.people})
        gate = Gate(
            Recognition(self.people, self.cards),
            Memorial(self.pen.sealing.cabinet),
            {*self.cards, *self.people, *self._ids()},
            self._records,
            with_current,
            known_only,
            answers,
        )
        return gate.arrivals(manifest.newcomers)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody of whom some record says who they are."""
        return everybody_in(self.register.people(), self.cards)

    @cached_property
    def cards(self) -> dict[str, Card]:
        sealing, problems = self.pen.sealing, Problems()
        found = sealing.cabinet.every_card(sealing.zone, problems)
        if problems.errors:
            raise Refused(problems)
        return found

    def name_of(self, person_id: str) -> str:
        """Empty where no record tells it."""
        person = self.people.get(person_id)
        return display_name(person.name) if person else ""

    def _ids(self) -> set[str]:
        cabinet = self.pen.sealing.cabinet
        paths = cabinet.record_paths() if cabinet.is_there else []
        return {path.rpartition(".")[0] for path in paths} | set(self.register.paths)

    def _check_answers(
        self, answers: Mapping[int, str], manifest: Manifest, known: set[str]
    ) -> None:
        lines = {one.line for one in manifest.newcomers}
        for line, answer in answers.items():
            if line not in lines:
                raise refusal("--match", "import-row", line=line)
            if answer not in ("new", "skip", *known):
                raise refusal("--match", "somebody-unknown", near=nearest(answer, known))

    def _records(self, person_id: str) -> tuple[Record, Record | None]:
        path = self.pen.path_of(person_id)
        there = self.pen.is_there(path)
        held = self.pen.sealing.cabinet.held(path, Problems()) if there else None
        said = None
        if person_id in self.register.paths:
            source = self.register.load(self.register.paths[person_id])
            said = _plain(parse_yaml(source.text, source.path, Problems()))
        return _plain(_node_of(held)), said

    # --- writing

    def drafts(self, arrivals: Iterable[Arrival], layout: str, problems: Problems) -> list[Draft]:
        """The records as they would be. What cannot be placed is a problem."""
        found = []
        for one in arrivals:
            if one.state in WRITTEN:
                try:
                    found.append(self.pen.draft(one.id, partial(self._grown, one, layout)))
                except Refused as refused:
                    problems.extend(refused.problems)
        return found

    def _grown(self, one: Arrival, layout: str, path: str, text: str, before: Branch) -> str:
        if before:
            made = amended(text, one.comparison.changes, self._batch(one, layout))
        else:
            is_public = one.id in self.register.paths
            told = {
                key: value
                for key, value in one.newcomer.record.items()
                if not (is_public and key == "person")
            }
            made = text_of(told, self._batch(one, layout, cells_in(told)))
        if made is None or not self._is_right(one, path, made):
            raise refusal(self.pen.sealing.cabinet.shown(path), _NEVER)
        return made

    def _batch(
        self, one: Arrival, layout: str, but: Collection[tuple[str, str]] = ()
    ) -> dict[str, Plain]:
        """What this import brings that no field has, but for what the record brings itself."""
        cells: list[Plain] = [
            {"label": label, "value": text}
            for label, text in one.comparison.cells
            if (label, text) not in but
        ]
        on = self.register.today.isoformat()
        return {"layout": layout, "on": on, "values": cells} if cells else {}

    def _is_right(self, one: Arrival, path: str, text: str) -> bool:
        """Whether the text is read without fault, and asks for no more change."""
        try:
            self.pen.tree(path, text)
        except Refused:
            return False
        node = parse_yaml(text.replace("\r\n", "\n"), path, Problems())
        public: Record | None = {} if one.id in self.register.paths else None
        again = compared(one.newcomer, _plain(node), public)
        return not again.changes

    def write(self, drafts: Sequence[Draft], tell: Callable[[int, int], None]) -> None:
        """All of them, or none. Raises `Refused` where somebody wrote into one meanwhile."""
        done: list[Draft] = []
        try:
            for one in drafts:
                tell(len(done), len(drafts))
                self.pen.put(one, "touch-changed")
                done.append(one)
        except BaseException:
            for one in reversed(done):
                self._take_back(one)
            raise

    def _take_back(self, one: Draft) -> None:
        cabinet = self.pen.sealing.cabinet
        if one.before is None:
            remove(cabinet.folder / one.path)
        else:
            cabinet.write_bytes(one.path, one.before)


def _plain(node: Node | None) -> dict[str, Plain]:
    found = plain_of(node)
    return found if isinstance(found, dict) else {}


def _node_of(held: Held | None) -> Node | None:
    return held.node if held else None
