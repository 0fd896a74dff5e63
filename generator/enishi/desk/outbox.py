"""`private/outbox/ISSUE/`: the letters of one issue, ready to be sent, and the list of them.

They are made in a folder beside it, which takes its place when all are there: an outbox is whole,
or it is the one before.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.edition import OUTBOX
from enishi.writing import make_private, put

LIST = "outbox.json"
_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter in the outbox."""

    id: str
    """Of the person."""
    file: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Excluded:
    """Somebody who gets no letter."""

    id: str
    reason: str


class Outbox:
    """The outbox of one issue while it is made."""

    def __init__(self, cabinet: Cabinet, issue: str) -> None:
        self._issue = issue
        self.folder = cabinet.folder / OUTBOX / issue
        self._new = self.folder.with_name(f".{issue}.new")
        self._old = self.folder.with_name(f".{issue}.old")

    @contextmanager
    def making(self) -> Iterator[None]:
        """What is left unfinished goes away, and so does what a maker that was killed left."""
        make_private(self.folder.parent)
        self._put_right()
        make_private(self._new)
        try:
            yield
        finally:
            _discard(self._new)

    def post(self, person: str, data: bytes) -> Posted:
        """Lay a letter in; for its owner alone."""
        name = f"{person}.eml"
        handle = os.open(
            self._new / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, mode=0o600
        )
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        return Posted(person, name, sha256(data).hexdigest(), len(data))

    def publish(
        self, made_on: date, candidates: int, posted: Iterable[Posted], excluded: Iterable[Excluded]
    ) -> None:
        """Write the list, and put the new outbox in the place of the old one.

        Each letter can be told from a damaged one by its digest.
        """
        told = {
            "issue": self._issue,
            "made_on": made_on.isoformat(),
            "candidates": candidates,
            "editions": [asdict(one) for one in posted],
            "excluded": [asdict(one) for one in excluded],
        }
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        put(self._new / LIST, text.encode(), 0o600)
        if self.folder.exists():
            self.folder.rename(self._old)
        self._new.rename(self.folder)
        _discard(self._old)

    def _put_right(self) -> None:
        _discard(self._new)
        if self._old.exists() and not self.folder.exists():
            self._old.rename(self.folder)
        _discard(self._old)


def _discard(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
