"""Seals the records of a cabinet, and opens them for good: the story of `enishi seal`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet, Held, card_in
from enishi.desk.cipher import RecordKey, is_installed
from enishi.desk.keys import RECIPIENTS, Recipient, wrapped
from enishi.desk.records import CARD, keys_of
from enishi.desk.sealed import (
    KEY,
    Opened,
    exposed_in,
    head_in,
    is_sealed,
    opened,
    opened_with,
    remarks_in,
    sealed_text,
)
from enishi.desk.trees import Branch, branch_of, carried_over, in_clear, sense_of, written
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.source.files import MAX_BYTES, SourceFile
from enishi.source.nodes import parse_yaml, shown
from enishi.source.schema import Reading
from enishi.source.tree import Mapping, Node

KEYS = keys_of(CARD)
"""Every key that a private record may have: none of them says anything of a person."""


@dataclass(frozen=True, slots=True)
class Wish:
    """For whom records are to be sealed, and how."""

    to: tuple[Recipient, ...]
    rotate: bool
    accept: bool


@dataclass(frozen=True, slots=True)
class Sealing:
    """Work on the sealed records of a cabinet."""

    cabinet: Cabinet
    zone: ZoneInfo

    def paths(self, ids: Iterable[str]) -> list[str]:
        """The records of these IDs; all where none is given. Raises `Refused` for unknown ones."""
        known = {path.rpartition(".")[0]: path for path in self.cabinet.record_paths()}
        wanted = list(ids)
        for one in wanted:
            if one not in known:
                near = difflib.get_close_matches(one, known, 1, 0) or ["—"]
                raise refusal(self.cabinet.shown("").rstrip("/"), "record-unknown", near=near[0])
        return [known[one] for one in wanted] or list(known.values())

    def recipients(self) -> tuple[Recipient, ...]:
        """For whom records are sealed. Raises `Refused` where nobody is named, or wrongly."""
        problems = Problems()
        found = self.cabinet.recipients(problems)
        if not found and not problems.errors:
            problems.add(self.cabinet.shown(RECIPIENTS), Mark(), "recipients-missing")
        if problems.errors:
            raise Refused(problems)
        return found

    def seal(self, ids: Iterable[str], *, rotate: bool, accept: bool) -> list[str]:
        """Seal what is in clear; the names of the files that were written.

        With `rotate`, also give records a new key and seal them to the recipients of today;
        with `accept`, take sealed records as they stand. Raises `Refused`, and then nothing is
        written.
        """
        wish = Wish(self.recipients(), rotate, accept)
        self._need_libraries()
        problems, made = Problems(), dict[str, str]()
        for path in self.paths(ids):
            text = self._sealed(path, wish, problems)
            if text is not None:
                made[path] = text
        done = self._write(made, problems)
        self.cabinet.keep_from_git()
        return done

    def open_for_good(self, ids: Iterable[str]) -> list[str]:
        """Put records in clear, as they were before they were sealed; the files written."""
        problems, made = Problems(), dict[str, str]()
        for path in self.paths(ids):
            node, found = self.opened(path, problems)
            if isinstance(node, Mapping) and found:
                made[path] = written(found.tree, in_clear) or "{}\n"
        return self._write(made, problems)

    def _write(self, made: dict[str, str], problems: Problems) -> list[str]:
        if problems.errors:
            raise Refused(problems)
        for path, text in made.items():
            self.cabinet.write(path, text)
        return [self.cabinet.shown(path) for path in made]

    def prove_all(self) -> None:
        """Open every record. Raises `Refused` where one does not."""
        problems = Problems()
        self.cabinet.cards(self.zone, problems)
        if problems.errors:
            raise Refused(problems)

    def check(self, ids: Iterable[str], problems: Problems) -> int:
        """Blame what is not sealed, or not to the recipients of today. Needs no key."""
        to = {one.sign for one in self.recipients()}
        paths = self.paths(ids)
        for path in paths:
            source = self.cabinet.load(path, problems)
            node = parse_yaml(source.text, source.path, problems) if source else None
            if source is None or node is None:
                continue
            check_sealed(source, node, problems)
            head = head_in(node, _silent(source)) if isinstance(node, Mapping) else None
            if head and set(head.to) != to:
                problems.add(source.path, head.mark, "sealed-recipients", KEY)
        return len(paths)

    def opened(self, path: str, problems: Problems) -> tuple[Node | None, Opened | None]:
        """What a file says, and how it is sealed, if it is. Raises `Refused` where it is locked."""
        source = self.cabinet.load(path, problems)
        node = parse_yaml(source.text, source.path, problems) if source else None
        if source is None or not isinstance(node, Mapping) or not is_sealed(node):
            return node, None
        self._need_identity(source)
        found = opened(node, source.stem, self.cabinet.ring, self._at(source, problems))
        return node, found

    def in_clear(self, path: str) -> tuple[str, Opened] | None:
        """A record that is sealed as it was before, and how it is sealed; None for any other file.

        Raises `Refused` where it does not open.
        """
        problems = Problems()
        node, found = self.opened(path, problems)
        if not is_sealed(node):
            return None
        if found is None or problems.errors:
            raise Refused(problems)
        return written(found.tree, in_clear), found

    def resealed(self, path: str, text: str, before: Opened) -> str:
        """The sealed file of a record that says `text` now. Raises `Refused` for faults."""
        problems = Problems()
        source = SourceFile(self.cabinet.shown(path), text)
        node = parse_yaml(text, source.path, problems)
        if not isinstance(node, Mapping):
            raise Refused(problems)
        return self.text_of(source, branch_of(node), (), before)

    def _sealed(self, path: str, wish: Wish, problems: Problems) -> str | None:
        """The new text of a record; None where it stays as it is, or has faults."""
        source = self.cabinet.load(path, problems)
        node = parse_yaml(source.text, source.path, problems) if source else None
        if source is None or node is None:
            return None
        at = self._at(source, problems)
        for mark in remarks_in(source.text):
            at.error(mark, "sealed-comment", "")
        if isinstance(node, Mapping) and is_sealed(node):
            return self._resealed(source, node, wish, at)
        before = len(at.problems.errors)
        card_in(Held(source, node), at)
        if not isinstance(node, Mapping) or len(at.problems.errors) > before:
            return None
        return self.text_of(source, branch_of(node), wish.to, None)

    def _resealed(self, source: SourceFile, node: Mapping, wish: Wish, at: Reading) -> str | None:
        """As `_sealed`, for a record that is sealed already, perhaps not all of it."""
        exposed = {one.code for one in exposed_in(node, source.text, KEYS)}
        if not (exposed & {"sealed-clear", "sealed-form"} or wish.rotate or wish.accept):
            return None
        self._need_identity(source)
        found = opened(node, source.stem, self.cabinet.ring, at, trusting=True)
        if found is None or not self._is_whole(source, found, at, accept=wish.accept):
            return None
        return self.text_of(source, found.tree, wish.to, None if wish.rotate else found)

    def _is_whole(self, source: SourceFile, found: Opened, at: Reading, *, accept: bool) -> bool:
        """Whether the values that are sealed are all there, and the record is one."""
        if not accept and not found.is_whole:
            at.error(found.head.mark, "sealed-outline", KEY)
            return False
        before = len(at.problems.errors)
        card_in(Held(source, found.node), at)
        return len(at.problems.errors) == before

    def text_of(
        self, source: SourceFile, tree: Branch, to: tuple[Recipient, ...], before: Opened | None
    ) -> str:
        """The sealed file of a record, which was opened again and says what it should.

        What `before` says as well keeps its ciphertext, and its recipients stay the same.
        """
        if before is not None:
            key, wrap, head = before.key, before.head.key, before.head
            signs = head.to
            tree = {k: carried_over(one, before.tree.get(k)) for k, one in tree.items()}
        else:
            key, head = RecordKey.fresh(source.stem), None
            wrap, signs = wrapped(key, to), tuple(sorted(one.sign for one in to))
            tree = {name: carried_over(one, None) for name, one in tree.items()}
        text = sealed_text(tree, key, wrap, signs, head)
        if len(text.encode()) > MAX_BYTES:
            raise refusal(source.path, "sealed-large", limit=f"{MAX_BYTES:,}")
        _prove(text, key, tree, source.path, self.zone)
        return text

    def _at(self, source: SourceFile, problems: Problems) -> Reading:
        return Reading(source.path, problems, self.zone)

    def _need_libraries(self) -> None:
        if not is_installed():
            raise refusal(self.cabinet.shown("").rstrip("/"), "sealed-library")

    def _need_identity(self, source: SourceFile) -> None:
        ring = self.cabinet.ring
        if ring.fault:
            raise refusal(source.path if ring.is_locked else ring.name, ring.fault)


def check_sealed(source: SourceFile, node: Node, problems: Problems) -> None:
    """Blame whatever a record tells to those who have no key."""
    at = Reading(source.path, problems, ZoneInfo("UTC"))
    if not isinstance(node, Mapping) or not is_sealed(node):
        at.error(node.mark, "sealed-not", "", id=shown(source.stem))
        return
    head_in(node, at)
    for mark, code, field in exposed_in(node, source.text, KEYS):
        at.error(mark, code, field)


def _silent(source: SourceFile) -> Reading:
    return Reading(source.path, Problems(), ZoneInfo("UTC"))


def _prove(text: str, key: RecordKey, tree: Branch, path: str, zone: ZoneInfo) -> None:
    """Open what was just sealed: nothing is replaced by what cannot be read again."""
    at = Reading(path, Problems(), zone)
    node = parse_yaml(text, path, at.problems)
    head = head_in(node, at) if isinstance(node, Mapping) else None
    found = opened_with(key, head, node, at) if head and isinstance(node, Mapping) else None
    if found is None or sense_of(found.tree) != sense_of(tree):
        raise RuntimeError("a record that was sealed does not open")
