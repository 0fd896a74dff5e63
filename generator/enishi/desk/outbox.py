"""`private/outbox/ISSUE/`: the letters of one issue, ready to be sent, and the list of them.

They are made in a folder beside it, which takes its place when all are there: an outbox is whole,
or it is the one before.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.consignment import LIST, Consignment, Posted, consignment_of
from enishi.desk.edition import OUTBOX
from enishi.problems import Mark, Problems, refusal
from enishi.writing import bytes_of, make_private, put

_SAFELY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The folder of one issue."""

    cabinet: Cabinet
    issue: str

    @property
    def folder(self) -> Path:
        return self.cabinet.folder / OUTBOX / self.issue

    @property
    def _new(self) -> Path:
        return self.folder.with_name(f".{self.issue}.new")

    @property
    def _old(self) -> Path:
        return self.folder.with_name(f".{self.issue}.old")

    def shown(self, name: str) -> str:
        """A file of it as problems name it."""
        return self.cabinet.shown(f"{OUTBOX}/{self.issue}/{name}")

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
        """Lay a letter in while it is made; for its owner alone."""
        letter = Posted(person, sha256(data).hexdigest(), len(data))
        handle = os.open(
            self._new / letter.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, mode=0o600
        )
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        return letter

    def publish(self, consignment: Consignment) -> None:
        """Write the list, and put what was made in the place of the old outbox."""
        put(self._new / LIST, consignment.data, 0o600)
        if self.folder.exists():
            self.folder.rename(self._old)
        self._new.rename(self.folder)
        _discard(self._old)

    def load(self) -> Consignment:
        """The list. Raises `Refused` where there is none, and where its sums do not add up."""
        shown = self.shown(LIST)
        try:
            data = bytes_of(self.folder / LIST)
        except (FileNotFoundError, NotADirectoryError):
            raise refusal(shown, "outbox-missing", issue=self.issue) from None
        found = consignment_of(data)
        if found is None or found.issue != self.issue:
            raise refusal(shown, "outbox-bad", issue=self.issue)
        listed = len(set(found.named))
        if not found.candidates == listed == len(found.named):
            values = {"candidates": found.candidates, "listed": listed, "issue": self.issue}
            raise refusal(shown, "outbox-sum", **values)
        return found

    def check(self, consignment: Consignment, problems: Problems) -> None:
        """The folder must hold the letters that the list names, and nothing else."""
        listed = {one.file for one in consignment.letters}
        for name in sorted({one.name for one in self.folder.iterdir()} - listed - {LIST}):
            problems.add(self.shown(name), Mark(), "outbox-extra", issue=self.issue)

    def read(self, letter: Posted) -> bytes:
        """The message. Raises `Refused` where it is not, to the byte, what was made."""
        try:
            data = bytes_of(self.folder / letter.file)
        except OSError:
            raise refusal(self.shown(letter.file), "letter-gone", issue=self.issue) from None
        if len(data) != letter.bytes or sha256(data).hexdigest() != letter.sha256:
            raise refusal(self.shown(letter.file), "letter-changed", issue=self.issue)
        return data

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
