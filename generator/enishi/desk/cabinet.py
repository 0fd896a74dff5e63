"""The private folder: which of its files are records, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.fingerprint import folder_of, value_paths
from enishi.desk.keys import RECIPIENTS, Recipient, Ring, load_recipients
from enishi.desk.records import Card, card_of
from enishi.desk.sealed import is_sealed, opened, stray_in
from enishi.problems import Mark, Problem, Problems
from enishi.source.files import SourceFile, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.schema import ID, Reading
from enishi.source.tree import Mapping, Node
from enishi.writing import put

_RECORDS = (".yml", ".yaml")
_IGNORE = ".gitignore"
_IGNORED = """\
# Git may have the records, which are sealed, and nothing else of this folder.
/*
!/.gitignore
!/README.md
!/recipients.txt
!/*.yml
!/*.yaml
/forgotten.yml
"""


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the folder, and what it says."""

    source: SourceFile
    node: Node | None
    """In clear; None where it says nothing, has faults, or is locked."""
    is_locked: bool = False
    """Sealed, and there is no identity here."""


@dataclass(frozen=True, slots=True)
class Cabinet:
    """The private folder of a portal."""

    root: Path
    """Of the portal."""
    place: str
    """As `mkdocs.yml` says; another folder than the portal's is possible."""
    ring: Ring = field(default_factory=Ring)
    """What opens sealed records."""

    @property
    def folder(self) -> Path:
        return folder_of(self.root, self.place)

    @property
    def is_there(self) -> bool:
        return self.folder.is_dir()

    def shown(self, path: str) -> str:
        """A file of the folder as problems name it: no path of the machine beyond the portal."""
        return f"{Path(self.place).name or 'private'}/{path}"

    def paths(self) -> list[str]:
        """Files that hold values, relative to the folder."""
        return value_paths(self.folder)

    def record_paths(self) -> list[str]:
        """Those that are a person's."""
        return [path for path in self.paths() if path.endswith(_RECORDS) and "/" not in path]

    def load(self, path: str, problems: Problems) -> SourceFile | None:
        """One file, named as problems name it."""
        found = Problems()
        source = load_text(self.folder, path, found)
        problems.extend(_renamed(found, self.shown(path)))
        return source and SourceFile(self.shown(path), source.text, source.digest)

    def recipients(self, problems: Problems) -> tuple[Recipient, ...]:
        """For whom records are sealed; none where they are not."""
        return load_recipients(self.folder, self.shown(RECIPIENTS), problems)

    def held(self, path: str, problems: Problems) -> Held | None:
        """A YAML file, opened if it is sealed; None where it cannot be read at all."""
        source = self.load(path, problems)
        if source is None:
            return None
        node = parse_yaml(source.text, source.path, problems)
        if isinstance(node, Mapping) and is_sealed(node):
            return self._opened(source, node, problems)
        stray = stray_in(node) if node is not None else None
        if stray is not None:
            problems.add(source.path, stray.mark, "sealed-headless")
            return Held(source, None)
        return Held(source, node)

    def _opened(self, source: SourceFile, node: Mapping, problems: Problems) -> Held:
        if self.ring.is_locked:
            return Held(source, None, is_locked=True)
        if self.ring.fault:
            problems.add(self.ring.name, Mark(), self.ring.fault)
            return Held(source, None)
        at = Reading(source.path, problems, ZoneInfo("UTC"))
        found = opened(node, source.stem, self.ring, at)
        return Held(source, found.node if found else None)

    def write(self, path: str, text: str) -> None:
        """Put a file in place of the old one, whole or not at all, for its owner alone."""
        self.write_bytes(path, text.encode())

    def write_bytes(self, path: str, data: bytes) -> None:
        """As `write`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        put(self.folder / path, data, 0o600)

    def keep_from_git(self) -> None:
        """Have git pass over what is not sealed: letters, lists, exports, keys. Lines of others
        stay, and come before ours."""
        if (self.folder / ".git").exists():
            return  # a repository of its own, for all that is in it
        file = self.folder / _IGNORE
        text = file.read_text(encoding="utf-8", errors="surrogateescape") if file.is_file() else ""
        if _IGNORED not in text:
            text += ("" if not text or text.endswith("\n") else "\n") + _IGNORED
            self.write_bytes(_IGNORE, text.encode("utf-8", "surrogateescape"))

    def remark(self, locked: int, code: str, problems: Problems) -> None:
        """Say once that so many records could not be opened; `code` says what follows."""
        if locked:
            problems.warn(self.shown("").rstrip("/"), Mark(), code, count=locked)
            problems.warn(self.shown("").rstrip("/"), Mark(), self.ring.fault)

    def cards(self, zone: ZoneInfo, problems: Problems) -> dict[str, Card]:
        """Every record by ID; what is wrong with one is a problem, and it is left out.

        Records that are locked are left out with a warning.
        """
        found, locked = self._cards(zone, problems)
        self.remark(locked, "sealed-unread", problems)
        return found

    def every_card(self, zone: ZoneInfo, problems: Problems) -> dict[str, Card]:
        """As `cards`, where none may be missing: a locked one is an error."""
        found, locked = self._cards(zone, problems) if self.is_there else ({}, 0)
        if locked:
            problems.add(self.shown("").rstrip("/"), Mark(), self.ring.fault)
        return found

    def _cards(self, zone: ZoneInfo, problems: Problems) -> tuple[dict[str, Card], int]:
        """The records that can be read, and how many are locked."""
        found: dict[str, Card] = {}
        locked = 0
        for path in self.record_paths():
            held = self.held(path, problems)
            locked += held.is_locked if held else 0
            card = card_in(held, Reading(self.shown(path), problems, zone)) if held else None
            if card is None:
                continue
            if card.id in found:
                problems.add(card.path, Mark(), "permalink-twice", other=found[card.id].path)
            found.setdefault(card.id, card)
        return found, locked


def card_in(held: Held, at: Reading) -> Card | None:
    """The record that a file holds; a file with faults leaves problems instead."""
    stem = held.source.stem
    if not ID.match(stem):
        at.error(Mark(), "id-file", "")
        return None
    return card_of(held.node, stem, at) if held.node is not None else None


def _renamed(problems: Problems, path: str) -> Iterator[Problem]:
    return (replace(one, path=path) for one in problems)
