"""What lies in the outbox of an issue: for each person a letter, as it was made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.edition import OUTBOX
from enishi.problems import Mark, Problems, refusal
from enishi.source.schema import ID
from enishi.writing import bytes_of

LIST = "outbox.json"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, and what its bytes are."""

    id: str
    """Whose."""
    sha256: str
    bytes: int

    @property
    def file(self) -> str:
        return f"{self.id}.eml"


@dataclass(frozen=True, slots=True)
class Consignment:
    """The whole outbox."""

    issue: str
    made_on: str
    candidates: int
    letters: tuple[Letter, ...]
    excluded: tuple[tuple[str, str], ...]
    """`(ID, reason)`"""
    digest: str
    """SHA-256 of the list."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """The folder of one issue."""

    cabinet: Cabinet
    issue: str

    @property
    def folder(self) -> Path:
        return self.cabinet.folder / OUTBOX / self.issue

    def shown(self, name: str) -> str:
        return self.cabinet.shown(f"{OUTBOX}/{self.issue}/{name}")

    def load(self) -> Consignment:
        """The list. Raises `Refused` where there is none, and where its sums do not add up."""
        shown = self.shown(LIST)
        try:
            data = bytes_of(self.folder / LIST)
        except (FileNotFoundError, NotADirectoryError):
            raise refusal(shown, "outbox-missing", issue=self.issue) from None
        found = _consignment_of(data)
        if found is None or found.issue != self.issue:
            raise refusal(shown, "outbox-bad", issue=self.issue)
        everybody = [one.id for one in found.letters] + [one for one, _ in found.excluded]
        listed = len(set(everybody))
        if not found.candidates == listed == len(everybody):
            values = {"candidates": found.candidates, "listed": listed, "issue": self.issue}
            raise refusal(shown, "outbox-sum", **values)
        return found

    def check(self, consignment: Consignment, problems: Problems) -> None:
        """The folder must hold the letters that the list names, and nothing else."""
        listed = {one.file for one in consignment.letters}
        for name in sorted({one.name for one in self.folder.iterdir()} - listed - {LIST}):
            problems.add(self.shown(name), Mark(), "outbox-extra", issue=self.issue)

    def read(self, letter: Letter) -> bytes:
        """The message. Raises `Refused` where it is not, to the byte, what was made."""
        try:
            data = bytes_of(self.folder / letter.file)
        except OSError:
            raise refusal(self.shown(letter.file), "letter-gone", issue=self.issue) from None
        if len(data) != letter.bytes or sha256(data).hexdigest() != letter.sha256:
            raise refusal(self.shown(letter.file), "letter-changed", issue=self.issue)
        return data


def _consignment_of(data: bytes) -> Consignment | None:
    try:
        values = json.loads(data)
        letters = tuple(
            Letter(one["id"], one["sha256"], one["bytes"])
            for one in values["editions"]
            if one["file"] == f"{one['id']}.eml"
        )
        excluded = tuple((one["id"], one["reason"]) for one in values["excluded"])
        found = Consignment(
            values["issue"],
            str(values["made_on"]),
            values["candidates"],
            letters,
            excluded,
            sha256(data).hexdigest(),
        )
        whole = len(letters) == len(values["editions"])
        named = all(ID.match(one) for one in (*(it.id for it in letters), *dict(excluded)))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if whole and named else None
