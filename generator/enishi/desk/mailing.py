"""One issue on its way: its folder, its lock, and how far it has got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from enishi.desk.approval import Approval, load_approval
from enishi.desk.cabinet import Cabinet
from enishi.desk.edition import SENDS
from enishi.desk.ledger import LEDGER, STATES, Account, Book, Ledger, load_book
from enishi.desk.outbox import Outbox
from enishi.desk.permissions import Permissions
from enishi.desk.preparation import (
    PREPARED,
    Preparation,
    Preparer,
    load_preparation,
)
from enishi.lock import held_file
from enishi.problems import Refused, refusal
from enishi.writing import make_private

LOCK = ".lock"
"""In the folder of an issue: what whoever works on it holds."""
_PATIENCE = 2.0
"""Seconds to wait for a sending that is just about to end."""
OVER = ("sent", "refused", "unknown")
"""States in which a letter is not transmitted by itself any more."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far an issue has got. Everybody is in one of `STATES`."""

    issue: str
    preparation: Preparation | None
    is_tested: bool
    approval: Approval | None
    """Only that of this preparation."""
    accounts: dict[str, Account]
    """Of everybody who is to have it, has it, or was tried."""

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(one.state for one in self.accounts.values())
        return {state: found[state] for state in STATES}

    def in_state(self, state: str) -> list[str]:
        return sorted(one for one, it in self.accounts.items() if it.state == state)

    @property
    def is_over(self) -> bool:
        """Whether nobody waits, and of nobody it is unknown."""
        return not any(self.counts[state] for state in ("waiting", "later", "unknown"))

    def as_values(self) -> dict[str, object]:
        """For programs."""
        preparation, approval = self.preparation, self.approval
        return {
            "issue": self.issue,
            "prepared_at": preparation and preparation.prepared_at.isoformat(),
            "candidates": preparation and preparation.candidates,
            "tested": self.is_tested,
            "approved_at": approval and approval.at.isoformat(),
            "counts": self.counts,
            "letters": [_told(one, self.accounts[one]) for one in sorted(self.accounts)],
            "excluded": [
                {"id": one, "reason": reason}
                for one, reason in (preparation.excluded if preparation else ())
            ],
        }


def _told(person: str, account: Account) -> dict[str, object]:
    return {
        "id": person,
        "state": account.state,
        "at": account.at and account.at.isoformat(),
        "code": account.code,
        "until": account.until and account.until.isoformat(),
    }


@dataclass(frozen=True)
class Mailing:
    """What the steps of sending an issue have in common."""

    cabinet: Cabinet
    issue: str
    permissions: Permissions
    sender: str
    """The address that letters come from."""
    now: Callable[[], datetime]
    tell: Callable[[str, int, int], None] = lambda stage, done, whole: None
    """`tell(stage, done, whole)`"""

    @property
    def folder(self) -> Path:
        return self.cabinet.folder / SENDS / self.issue

    def shown(self, name: str) -> str:
        return self.cabinet.shown(f"{SENDS}/{self.issue}/{name}")

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.cabinet, self.issue)

    @property
    def preparer(self) -> Preparer:
        return Preparer(self.outbox, self.permissions, self.sender, self.progress("letters"))

    def progress(self, stage: str) -> Callable[[int, int], None]:
        return partial(self.tell, stage)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else works on this issue meanwhile. Raises `Refused` when somebody does."""
        if not self.cabinet.is_there:
            raise refusal(self.cabinet.shown("").rstrip("/"), "segment-private")
        make_private(self.folder)
        running = refusal(self.shown(""), "send-running", issue=self.issue)
        with held_file(self.folder / LOCK, _PATIENCE, running):
            yield

    def prepared(self) -> Preparation:
        """Raises `Refused` where nothing was."""
        return load_preparation(self.folder, self.shown(PREPARED), self.issue)

    def prepared_before(self) -> Preparation | None:
        """None as well for what nobody can read: it is written anew."""
        try:
            return self.prepared()
        except Refused:
            return None

    def book(self) -> Book:
        return load_book(self.folder / LEDGER, self.shown(LEDGER))

    def ledger(self) -> Ledger:
        return Ledger(self.folder / LEDGER, self.shown(LEDGER))

    def status(self) -> Status:
        """As `status_of`."""
        return status_of(self.cabinet, self.issue)


def status_of(cabinet: Cabinet, issue: str) -> Status:
    """How far an issue has got; nothing is written. Raises `Refused` for damaged files."""
    place = f"{SENDS}/{issue}"
    folder = cabinet.folder / place
    book = load_book(folder / LEDGER, cabinet.shown(f"{place}/{LEDGER}"))
    preparation = None
    if (folder / PREPARED).exists():
        preparation = load_preparation(folder, cabinet.shown(f"{place}/{PREPARED}"), issue)
    digest = preparation.digest if preparation else ""
    approval = load_approval(folder)
    everybody = {one.id for one in preparation.audience} if preparation else set()
    return Status(
        issue,
        preparation,
        digest in book.tested,
        approval if approval and approval.of == digest else None,
        {one: book.of(one) for one in everybody | book.accounts.keys()},
    )
