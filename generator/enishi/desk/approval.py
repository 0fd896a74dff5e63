"""What must be so before a prepared issue may go out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.ledger import Book
from enishi.desk.preparation import Preparation
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.writing import put

APPROVED = "approved.json"
INBOX = "inbox.json"
"""In the private folder: when the mailbox for unsubscribes was last read."""
LONGEST = timedelta(hours=48)
_AHEAD = timedelta(minutes=10)
"""So much may two clocks differ."""
Gate = Callable[[], Problems]
"""What else speaks against sending: a preflight, looked at anew."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Somebody typed to how many people a preparation goes."""

    of: str
    """The digest of the preparation."""
    count: int
    at: datetime

    @property
    def data(self) -> bytes:
        values = {"of": self.of, "count": self.count, "approved_at": self.at.isoformat()}
        return (json.dumps(values, indent=1) + "\n").encode()


def load_approval(folder: Path) -> Approval | None:
    """What was approved last; None where nothing was, or nobody can read it."""
    try:
        values = json.loads((folder / APPROVED).read_bytes())
        at = datetime.fromisoformat(values["approved_at"])
        return Approval(str(values["of"]), int(values["count"]), at)
    except (FileNotFoundError, ValueError, TypeError, KeyError, RecursionError):
        return None


def write_approval(folder: Path, approval: Approval) -> None:
    put(folder / APPROVED, approval.data, 0o600)


def check_gate(cabinet: Cabinet, now: datetime, gate: Gate) -> None:
    """Raises `Refused` with everything that speaks against sending now."""
    problems = Problems()
    problems.extend(gate())
    check_inbox(cabinet, now, problems)
    if problems.errors:
        raise Refused(problems)


def check_inbox(cabinet: Cabinet, now: datetime, problems: Problems) -> None:
    """Whoever wrote to get no more letters must not get this one."""
    shown = cabinet.shown(INBOX)
    try:
        read_at = datetime.fromisoformat(
            json.loads((cabinet.folder / INBOX).read_bytes())["read_at"]
        )
        age = now - read_at
    except FileNotFoundError:
        problems.add(shown, Mark(), "inbox-never")
    except (ValueError, TypeError, KeyError, RecursionError):
        problems.add(shown, Mark(), "inbox-unreadable")
    else:
        if age > LONGEST:
            problems.add(shown, Mark(), "inbox-old", hours=int(age.total_seconds() // 3600))
        elif age < -_AHEAD:
            problems.add(shown, Mark(), "inbox-unreadable")


def check_tested(preparation: Preparation, book: Book, shown: str) -> None:
    if preparation.digest not in book.tested:
        raise refusal(shown, "send-untested", issue=preparation.issue)


def check_approved(folder: Path, preparation: Preparation, shown: str) -> None:
    """What goes out is what was approved, and nothing else."""
    found = load_approval(folder)
    if found is None:
        raise refusal(shown, "send-unapproved", issue=preparation.issue)
    if found.of != preparation.digest:
        raise refusal(shown, "send-approved-other", issue=preparation.issue)
