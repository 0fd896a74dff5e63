"""The story of `enishi import`: read, recognise, compare; and if it is said so, write.

Everything is drafted first and read again. Then it is written, all of it; where that fails half
way, what was written is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from enishi.desk.arrivals import WRITTEN, Arrival, Gate
from enishi.desk.cabinet import Held
from enishi.desk.comparison import Change, Record, cells_in, compared
from enishi.desk.emendation import Plain, Wish, emended
from enishi.desk.forgotten import Memorial
from enishi.desk.identity import everybody_in
from enishi.desk.imports import forms, layout_named, layouts
from enishi.desk.index import drop_index
from enishi.desk.layout import Form, Layout, Told, table_of, told_in
from enishi.desk.newcomer import Newcomer, newcomer_of
from enishi.desk.pen import Draft, Pen
from enishi.desk.recognition import Recognition
from enishi.desk.records import Card
from enishi.desk.trees import Branch, Item, Leaf, Tree, in_clear, written
from enishi.grafting import Graft, grafted
from enishi.insertion import scalar_of
from enishi.problems import Problems, Refused, refusal
from enishi.references import nearest
from enishi.register import Register
from enishi.source.nodes import parse_yaml
from enishi.source.people import Person
from enishi.source.spreadsheets import load_whole, rows_in
from enishi.source.tree import Node, plain_of
from enishi.writing import remove

_NEVER = "import-unplaced"
_PLAIN = re.compile(r"\w[\w.+-]*@\w[\w.-]*\w\Z", re.ASCII)
"""An e-mail address, which reads as it stands wherever it stands."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A file, as it was understood."""

    layout: str
    """The name of the layout."""
    title: str
    encoding: str
    newcomers: tuple[Newcomer, ...] = field(repr=False)


def read_file(file: Path, given: str, problems: Problems) -> Manifest:
    """The people of a file, in the layout that is given, or else in the one that it has.

    Raises `Refused` where it cannot be read, or the layout is not clear. Values that no field
    takes are warnings.
    """
    text, encoding = load_whole(file)
    name, found = _told(text, file, given, problems)
    if problems.errors:
        raise Refused(problems)
    newcomers = tuple(newcomer_of(one, file.name, problems) for one in found)
    return Manifest(name, layout_named(name).title, encoding, newcomers)


def _told(text: str, file: Path, given: str, problems: Problems) -> tuple[str, Iterable[Told]]:
    suffix = file.suffix.lower()
    known: Mapping[str, Form] = forms()
    name = given or next((one for one, form in known.items() if form.is_it(text, suffix)), "")
    if name in known:
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        return name, known[name].read(lines, file.name, problems)
    tables = layouts()
    only = {given: _at_any_rate(tables[given])} if given else tables
    found = table_of(list(rows_in(text, file.name)), only, file.name)
    return found.name, told_in(found)


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
        self, manifest: Manifest, answers: Mapping[int, str], *, with_current: bool
    ) -> list[Arrival]:
        """What becomes of every row. Raises `Refused` for records that cannot be read: whoever
        stands there could come in once more."""
        cards, public = self._cards(), {one.id: one for one in self.register.people()}
        self._check_answers(answers, manifest, {*cards, *public})
        gate = Gate(
            Recognition(everybody_in(public.values(), cards), cards),
            Memorial(self.pen.sealing.cabinet),
            {*cards, *public, *self._ids()},
            partial(self._records, public),
            with_current,
            answers,
        )
        return gate.arrivals(manifest.newcomers)

    def _cards(self) -> dict[str, Card]:
        cabinet, problems = self.pen.sealing.cabinet, Problems()
        found = cabinet.cards(self.pen.sealing.zone, problems) if cabinet.is_there else {}
        if problems.errors:
            raise Refused(problems)
        if any(one.code == "sealed-unread" for one in problems):
            raise refusal(cabinet.shown("").rstrip("/"), cabinet.ring.fault)
        return found

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

    def _records(
        self, public: Mapping[str, Person], person_id: str
    ) -> tuple[Record, Record | None]:
        path = self.pen.path_of(person_id)
        there = self.pen.is_there(path)
        held = self.pen.sealing.cabinet.held(path, Problems()) if there else None
        said = None
        if person_id in public:
            source = self.register.load(public[person_id].path)
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
            made = self._amended(one, text, self._batch(one, layout))
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

    def _amended(self, one: Arrival, text: str, batch: dict[str, Plain]) -> str | None:
        changes = one.comparison.changes
        small = [change for change in changes if not _is_large(change)]
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        made = emended(plain, *map(_wish, small))
        for change in changes if made is not None else ():
            if _is_large(change) and made is not None:
                made = _with_large(made, change)
        if batch and made is not None:
            made = grafted(made, Graft(("imported",), "", _flow(batch)))
        if made is not None and "\r\n" in text:
            made = made.replace("\n", "\r\n")
        return made

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
        drop_index(self.pen.sealing.cabinet)

    def _take_back(self, one: Draft) -> None:
        cabinet = self.pen.sealing.cabinet
        if one.before is None:
            remove(cabinet.folder / one.path)
        else:
            cabinet.write_bytes(one.path, one.before)


# --- texts


def text_of(record: Record, batch: Mapping[str, Plain]) -> str:
    """A record as a file of its own."""
    whole = dict(record)
    if batch:
        before = whole.get("imported", [])
        whole["imported"] = [*(before if isinstance(before, list) else [before]), dict(batch)]
    tree = _tree(whole)
    return written(tree, _say) if isinstance(tree, dict) else ""


def _tree(value: Plain) -> Tree:
    if isinstance(value, dict):
        return {key: _tree(one) for key, one in value.items()} or Leaf("m", "{}")
    if isinstance(value, list):
        return tuple(Item("", _tree(one)) for one in value) or Leaf("l", "[]")
    return Leaf("q", value)


def _say(leaf: Leaf, place: tuple[str, ...], pad: str) -> str:
    if leaf.style != "q" or "\n" in leaf.text:
        return in_clear(leaf, place, pad)
    if _PLAIN.match(leaf.text) or scalar_of(leaf.text) == leaf.text:
        return leaf.text
    return in_clear(leaf, place, pad)


def _flow(value: Plain) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _say(Leaf("q", value), (), "") if "\n" not in value else _quoted(value)


def _quoted(text: str) -> str:
    return in_clear(Leaf("q", text.replace("\n", "\0")), (), "").replace("\\u0000", "\\n")


def _is_large(change: Change) -> bool:
    """Whether a value is more than a line, or a mapping of lines."""
    value = change.new
    inner = value.values() if isinstance(value, dict) else ()
    return isinstance(value, list) or any(not isinstance(one, str) for one in inner)


def _wish(change: Change) -> Wish:
    value = change.new
    assert not isinstance(value, list)  # noqa: S101  (those are large)
    said = value if isinstance(value, str) else {key: str(one) for key, one in value.items()}
    return Wish(change.trail, said, change.is_row)


def _with_large(text: str, change: Change) -> str | None:
    """A key with all that it holds, at the end of a record or deep within; or a whole row."""
    if change.is_row:
        row, name = _flow(change.new), str(change.trail[-1])
        added = grafted(text, Graft(change.trail, "", row))
        return added or grafted(text, Graft(change.trail[:-1], name, [row]))
    if len(change.trail) > 1:
        trail, name = change.trail[:-1], str(change.trail[-1])
        return grafted(text, Graft(trail, name, _flow(change.new)))
    if text and not text.endswith("\n"):
        text += "\n"
    made = _tree({str(change.trail[0]): change.new})
    return text + written(made, _say) if isinstance(made, dict) else None


def _plain(node: Node | None) -> dict[str, Plain]:
    found = plain_of(node)
    return found if isinstance(found, dict) else {}


def _node_of(held: Held | None) -> Node | None:
    return held.node if held else None
