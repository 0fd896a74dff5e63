"""`private/.index/`: what ranking needs of every record, so that nobody waits for it.

A record is read again when its file was written since, by what the system notes and by its
digest. The index holds values of private records, so it is in the private folder, for its owner
alone, out of git, and sealed where there is a key at hand: sealed records were opened with it.
When it is damaged, or was written by another program or for another key, it counts as absent.
"""

from __future__ import annotations

import hmac
import marshal
import shutil
from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any

from enishi import program, workshop
from enishi.desk.cabinet import Cabinet
from enishi.desk.fingerprint import key_of
from enishi.desk.keys import sealed_for
from enishi.problems import Problem, Problems
from enishi.standing import Lookout
from enishi.writing import make_private

FOLDER = ".index"
_FILE, _IGNORE = f"{FOLDER}/desk", f"{FOLDER}/.gitignore"
_SUM = 32
Row = tuple[Any, ...]
Filed = tuple[Row | None, tuple[Problem, ...], bool]
"""What is kept of a file, what is wrong with it, and whether it is locked."""
_Shelf = tuple[int, dict[str, bytes], dict[str, Row]]
"""When it was looked at last, what a `Lookout` knows of files, and `{path: row}`."""


class Index:
    """The index of one private folder; what it learns is there next time after `save`."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet
        self._shelves = self._load()
        self._is_new = False

    def rows(
        self,
        name: str,
        base: str,
        paths: Iterable[str],
        read: Callable[[str], Filed],
        problems: Problems,
        processes: int = 1,
    ) -> tuple[dict[str, Row], set[str], int]:
        """`{path: row}` of files at `base + path`, the paths that could not be read, and how many
        of these are locked.

        What has faults or is locked is read each time, so that it is told of each time.
        """
        last, known, kept = self._shelves.get(name, (0, {}, {}))
        lookout = Lookout(known, last)
        changed = set(lookout.look(base, paths))
        seen = lookout.known
        new = [path for path in seen if path not in kept or path in changed]
        same = seen.keys() == kept.keys()
        rows = kept if same else {one: kept[one] for one in seen if one in kept}
        unread, locked, faulty = set[str](), 0, set[str]()
        for path, (row, faults, is_locked) in zip(
            new, workshop.done(read, new, processes), strict=True
        ):
            problems.extend(faults)
            locked += is_locked
            rows.pop(path, None)
            if row is None:
                unread.add(path)
            else:
                rows[path] = row
                faulty.update([path] if faults else [])
        self._is_new |= bool(lookout.read or seen.keys() != known.keys())
        whole = {one: row for one, row in rows.items() if one not in faulty} if faulty else rows
        self._shelves[name] = lookout.last, lookout.known, whole
        return rows, unread, locked

    def save(self) -> None:
        """Keep what was learned, where there is a private folder to keep it in."""
        if not (self._is_new and self._cabinet.is_there):
            return
        data = marshal.dumps((program.version(), self._shelves))
        data = self._sum(data) + data
        ring = self._cabinet.ring
        if not ring.fault:
            data = sealed_for(ring.recipients, data)
        make_private(self._cabinet.folder / FOLDER)
        self._cabinet.write(_IGNORE, "*\n")
        self._cabinet.write_bytes(_FILE, data)
        self._is_new = False

    def _load(self) -> dict[str, _Shelf]:
        try:
            data: bytes | None = (self._cabinet.folder / _FILE).read_bytes()
        except OSError:
            return {}
        if not self._cabinet.ring.fault:
            data = self._cabinet.ring.decrypt(data or b"")
        if not data or not hmac.compare_digest(data[:_SUM], self._sum(data[_SUM:])):
            return {}
        version, shelves = marshal.loads(data[_SUM:])  # noqa: S302  (its keyed sum was right)
        return dict(shelves) if version == program.version() else {}

    def _sum(self, data: bytes) -> bytes:
        """Keyed with what only this folder has: nobody else can write an index for it."""
        return blake2b(data, key=key_of(self._cabinet.folder), digest_size=_SUM).digest()


def drop_index(cabinet: Cabinet) -> None:
    """Take the index away; the next one is made anew."""
    shutil.rmtree(cabinet.folder / FOLDER, ignore_errors=True)
