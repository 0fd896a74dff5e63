"""The list of an outbox: for each person a letter, or why there is none."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from enishi.source.schema import ID

LIST = "outbox.json"


@dataclass(frozen=True, slots=True)
class Posted:
    """One message, and what its bytes are."""

    id: str
    """Whose."""
    sha256: str
    bytes: int

    @property
    def file(self) -> str:
        return f"{self.id}.eml"

    def as_values(self) -> dict[str, object]:
        """For programs."""
        return {"id": self.id, "file": self.file, "sha256": self.sha256, "bytes": self.bytes}


class Excluded(NamedTuple):
    """Somebody who gets no letter."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Consignment:
    """A whole outbox."""

    issue: str
    made_on: str
    candidates: int
    letters: tuple[Posted, ...]
    excluded: tuple[Excluded, ...]

    @property
    def data(self) -> bytes:
        """The file."""
        told = {"issue": self.issue, "made_on": self.made_on, **self.as_values()}
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()

    @property
    def named(self) -> list[str]:
        """The ID of each whom it names, as often as it does."""
        return [one.id for one in self.letters] + [one.id for one in self.excluded]

    def as_values(self) -> dict[str, object]:
        """For programs."""
        return {
            "candidates": self.candidates,
            "editions": [one.as_values() for one in self.letters],
            "excluded": [one._asdict() for one in self.excluded],
        }


def consignment_of(data: bytes) -> Consignment | None:
    """What a file lists; None where it is no such list."""
    try:
        values = json.loads(data)
        letters = tuple(
            Posted(one["id"], one["sha256"], one["bytes"])
            for one in values["editions"]
            if one["file"] == f"{one['id']}.eml"
        )
        excluded = tuple(Excluded(one["id"], one["reason"]) for one in values["excluded"])
        found = Consignment(
            values["issue"], str(values["made_on"]), values["candidates"], letters, excluded
        )
        whole = len(letters) == len(values["editions"])
        named = all(ID.match(one) for one in found.named)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if whole and named else None
