"""The private folder: which of its files are records, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.fingerprint import folder_of, value_paths
from enishi.desk.records import Card, card_of
from enishi.problems import Mark, Problem, Problems
from enishi.source.files import SourceFile, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.schema import ID, Reading

_RECORDS = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Cabinet:
    """The private folder of a portal."""

    root: Path
    """Of the portal."""
    place: str
    """As `mkdocs.yml` says; another folder than the portal's is possible."""

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

    def cards(self, zone: ZoneInfo, problems: Problems) -> dict[str, Card]:
        """Every record by ID; what is wrong with one is a problem, and it is left out."""
        found: dict[str, Card] = {}
        for path in self.record_paths():
            source = self.load(path, problems)
            card = card_in(source, Reading(self.shown(path), problems, zone)) if source else None
            if card is None:
                continue
            if card.id in found:
                problems.add(card.path, Mark(), "permalink-twice", other=found[card.id].path)
            found.setdefault(card.id, card)
        return found


def card_in(source: SourceFile, at: Reading) -> Card | None:
    """The record that a file holds; a file with faults leaves problems instead."""
    node = parse_yaml(source.text, source.path, at.problems)
    if not ID.match(source.stem):
        at.error(Mark(), "id-file", "")
        return None
    return card_of(node, source.stem, at) if node is not None else None


def _renamed(problems: Problems, path: str) -> Iterator[Problem]:
    return (replace(one, path=path) for one in problems)
