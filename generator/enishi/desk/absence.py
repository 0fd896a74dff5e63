"""Shows that nothing of a person is left: every file is looked at, and every object of git.

What is found is told by its place; no value is ever repeated.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from enishi.cache import FOLDER
from enishi.desk.cabinet import Cabinet
from enishi.desk.dossier import CASES
from enishi.desk.fingerprint import FORGOTTEN
from enishi.desk.fingerprint import KEY as SEAL_KEY
from enishi.desk.forgotten import KEY
from enishi.desk.mentions import Mentions
from enishi.desk.sealing import Sealing
from enishi.desk.subject import Subject

_OTHERS = frozenset(
    ".git .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis node_modules __pycache__".split()
)
"""Folders of other programs: tools and their caches, which hold nothing of a portal."""
_NUMBERS = re.compile(rb"[\x00-\x1f\x7f]+")
_TOKENS = (FORGOTTEN, KEY, SEAL_KEY)
_SOURCES = ("content/", "alumni/")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something of the person stands."""

    path: str
    line: int
    """0 for the file as such: its name, or what it is."""
    what: str
    """The field that says the same; never the value."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at, and what was found."""

    files: int = 0
    bytes: int = 0
    places: tuple[Place, ...] = ()

    def __add__(self, other: Looked) -> Looked:
        places = tuple(sorted({*self.places, *other.places}))
        return Looked(self.files + other.files, self.bytes + other.bytes, places)


class Looker:
    """Looks at files for one person."""

    def __init__(self, mentions: Mentions) -> None:
        self._subject, self._mentions = mentions.subject, mentions
        self._sightings = self._subject.sightings()

    def at_tree(self, cabinet: Cabinet, sealing: Sealing) -> Looked:
        """Sources, private folder, site, its spare, and the cache of the builds; sealed records
        as they are and opened. Raises `Refused` where one does not open."""
        files, size = 0, 0
        places = {Place(name, 0, "ID") for name in self._folders(cabinet)}
        records = {cabinet.shown(path) for path in cabinet.record_paths()}
        for path, file, private in files_of(cabinet):
            data = file.read_bytes()
            files, size = files + 1, size + len(data)
            places.update(self.places_in(path, data, private=private))
            sealed = sealing.in_clear(file.name) if path in records else None
            if sealed:
                places.update(self.places_in(path, sealed[0].encode(), private=True))
        return Looked(files, size, tuple(sorted(places)))

    def _folders(self, cabinet: Cabinet) -> Iterator[str]:
        """Those that are called after them, though nothing is in them any more."""
        root, inner = cabinet.root.resolve(), cabinet.folder
        for folder in (*folders_of(root, self._subject), *folders_of(inner, self._subject)):
            if not any(folder.iterdir()):
                is_inner = folder.is_relative_to(inner)
                name = folder.relative_to(inner if is_inner else root).as_posix()
                yield f"{cabinet.shown(name) if is_inner else name}/"

    def places_in(self, path: str, data: bytes, *, private: bool = False) -> Iterator[Place]:
        """Everything of the person in one file."""
        if self._subject.is_named_in(path):
            yield Place(path, 0, "ID")
        if hashlib.sha256(data).hexdigest() in self._subject.photos:
            yield Place(path, 0, "photo")
        yield from self.values_in(path, data)
        if private or path.startswith(_SOURCES):
            cuts = self._mentions.in_file(path, _text_of(data), private=private, person=True)
            yield from (Place(path, line, "ID") for line in {*cuts.lines, *cuts.by_hand})

    def values_in(self, path: str, data: bytes) -> Iterator[Place]:
        if path.startswith(f"{FOLDER}/"):
            data = _NUMBERS.sub(b"\n", data)  # which stand between texts
        for line, field in self._sightings.places_in(path, data):
            yield Place(path, line, field)


def files_of(cabinet: Cabinet) -> Iterator[tuple[str, Path, bool]]:
    """Every file as `(name, file, whether it is in the private folder)`; links are not followed.

    Left out are git's own store, folders of other programs, and in the private folder the case
    itself and the tokens with their keys.
    """
    folder, root = cabinet.folder, cabinet.root.resolve()
    for path in _walked(root):
        if not path.is_relative_to(folder):
            yield path.relative_to(root).as_posix(), path, False
    for path in _walked(folder):
        name = path.relative_to(folder).as_posix()
        if name not in _TOKENS and not name.startswith(f"{CASES}/"):
            yield cabinet.shown(name), path, True


def folders_of(folder: Path, subject: Subject) -> Iterator[Path]:
    """Folders below one that are called by the ID, the innermost first."""
    for base, _, _ in os.walk(folder, topdown=False):
        at = Path(base)
        within = at.relative_to(folder)
        if subject.is_in_path(within.as_posix()) and not _OTHERS.intersection(within.parts):
            yield at


def _walked(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        at = Path(base)
        folders[:] = sorted(
            name
            for name in folders
            if name not in _OTHERS and not (at / name / "pyvenv.cfg").is_file()
        )
        for name in sorted(names):
            if not (at / name).is_symlink() and (at / name).is_file():
                yield at / name


def _text_of(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
