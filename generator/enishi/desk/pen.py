"""Adds to a private record, in clear or sealed, and leaves every other character.

The new text is read again: it must be without fault and say what the old one said, and the new
things besides.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from enishi.desk.cabinet import Held, card_in
from enishi.desk.records import Card
from enishi.desk.sealed import is_sealed
from enishi.desk.sealing import Sealing
from enishi.desk.trees import Branch, Item, Tree, branch_of, sense_of, tree_of
from enishi.desk.turns import turn
from enishi.grafting import Graft, Value, grafted
from enishi.problems import Problems, Refused, refusal
from enishi.source.files import SourceFile
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Reading
from enishi.source.tree import Mapping as Record

Grow = Callable[[str, str, Branch], str]
"""`grow(path, text, what it says)` → the new text, read again and found to be right."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as it would be."""

    path: str
    """In the cabinet."""
    before: bytes | None = field(repr=False)
    """None for one that has to be begun."""
    after: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes into the private records of a cabinet."""

    sealing: Sealing

    def path_of(self, person_id: str) -> str:
        """The record of a person in the cabinet, whether it is there or not."""
        long = f"{person_id}.yaml"
        return long if self.is_there(long) else f"{person_id}.yml"

    def card(self, person_id: str) -> Card | None:
        """What the record says; None where there is none, or nothing in it.

        Raises `Refused` where it has faults, or cannot be opened.
        """
        path, problems = self.path_of(person_id), Problems()
        if not self.is_there(path):
            return None
        source = self.sealing.cabinet.load(path, problems)
        node, found = self.sealing.opened(path, problems)
        if found is not None:
            node = found.node
        card = None
        if source is not None and node is not None and not is_sealed(node):
            at = Reading(source.path, problems, self.sealing.zone)
            card = card_in(Held(source, node), at)
        if problems.errors:
            raise Refused(problems)
        return card

    def write(self, person_id: str, grafts: Sequence[Graft]) -> None:
        """Add to the record, which is begun where there is none.

        Raises `Refused` for a record with faults, and for what has no place in it; then nothing
        is written.
        """
        self.amend(person_id, partial(self._grown, grafts), "graft-changed")

    def amend(self, person_id: str, grow: Grow, changed: str) -> bool:
        """Put what `grow` makes of the record in its place; whether it had to be begun.

        Raises `Refused` for a record with faults, by the code `changed` for one that somebody
        wrote meanwhile, and as `grow` does; then nothing is written.
        """
        with turn(self.sealing.cabinet):
            draft = self.draft(person_id, grow)
            self._put(draft, changed)
        return draft.before is None

    def put(self, draft: Draft, changed: str) -> None:
        """Write what was drafted. Raises `Refused` by the code where somebody wrote meanwhile."""
        with turn(self.sealing.cabinet):
            self._put(draft, changed)

    def _put(self, draft: Draft, changed: str) -> None:
        cabinet, file = self.sealing.cabinet, self.sealing.cabinet.folder / draft.path
        now = file.read_bytes() if file.exists() else None
        if now != draft.before:
            raise refusal(cabinet.shown(draft.path), changed)
        cabinet.write_bytes(draft.path, draft.after)

    def draft(self, person_id: str, grow: Grow) -> Draft:
        """What `grow` makes of the record; nothing is written. Raises `Refused` as `amend`."""
        path = self.path_of(person_id)
        if not self.is_there(path):
            return Draft(path, None, self._begun(path, grow(path, "", {})).encode())
        raw = (self.sealing.cabinet.folder / path).read_bytes()
        clear = self.sealing.in_clear(path)
        mark = b"" if clear or not raw.startswith(codecs.BOM_UTF8) else codecs.BOM_UTF8
        text = clear[0] if clear else self._plain(path, raw.removeprefix(mark))
        new = grow(path, text, self.tree(path, text))
        data = mark + new.encode()
        if clear:
            data = self.sealing.resealed(path, new, clear[1]).encode()
        return Draft(path, raw, data)

    def is_there(self, path: str) -> bool:
        """Whether the cabinet has that file."""
        return (self.sealing.cabinet.folder / path).exists()

    def _plain(self, path: str, raw: bytes) -> str:
        """The text of a record in clear, with its own line ends. Raises `Refused`."""
        problems = Problems()
        if self.sealing.cabinet.load(path, problems) is None:
            raise Refused(problems)
        return raw.decode()

    def tree(self, path: str, text: str) -> Branch:
        """What a record says. Raises `Refused` for its faults."""
        shown, problems = self.sealing.cabinet.shown(path), Problems()
        source = SourceFile(shown, re.sub(r"\r\n?", "\n", text))
        node = parse_yaml(source.text, shown, problems)
        if node is not None:
            card_in(Held(source, node), Reading(shown, problems, self.sealing.zone))
        if problems.errors:
            raise Refused(problems)
        return branch_of(node) if isinstance(node, Record) else {}

    def _grown(self, grafts: Sequence[Graft], path: str, text: str, before: Branch) -> str:
        shown, tree = self.sealing.cabinet.shown(path), before
        for graft in grafts:
            new = grafted(text, graft)
            if new is None:
                raise refusal(shown, "graft-unplaced")
            text, tree = new, _grown_tree(tree, graft.trail, graft)
        try:
            after = self.tree(path, text)
        except Refused:
            raise refusal(shown, "graft-unplaced") from None
        if sense_of(after) != sense_of(tree):
            raise refusal(shown, "graft-unplaced")
        return text

    def _begun(self, path: str, text: str) -> str:
        """A new record: sealed where others are."""
        cabinet, problems = self.sealing.cabinet, Problems()
        to = cabinet.recipients(problems)
        if problems.errors:
            raise Refused(problems)
        if not to:
            return text
        source = SourceFile(cabinet.shown(path), text)
        return self.sealing.text_of(source, self.tree(path, text), to, None)


def _grown_tree(tree: Tree | None, trail: tuple[str | int, ...], graft: Graft) -> Branch:
    """What a record must say afterwards."""
    record: Branch = dict(tree) if isinstance(tree, dict) else {}
    if not trail:
        record[graft.name] = _read(graft.value)
        return record
    name, deeper = str(trail[0]), trail[1:]
    inner = record.get(name)
    rows = inner if isinstance(inner, tuple) else ()
    if deeper and isinstance(deeper[0], int):
        at = deeper[0]
        new = _grown_tree(rows[at].tree, deeper[1:], graft)
        record[name] = (*rows[:at], Item(rows[at].id, new), *rows[at + 1 :])
    elif not deeper and not graft.name:
        record[name] = (*rows, Item("", _read(graft.value)))
    else:
        record[name] = _grown_tree(inner, deeper, graft)
    return record


def _read(value: Value) -> Tree:
    """What is written says."""
    text = value if isinstance(value, str) else f"[{', '.join(value)}]"
    node = parse_yaml(f"x: {text}\n", "", Problems())
    found = node.get("x") if isinstance(node, Record) else None
    return tree_of(found) if found is not None else ()
