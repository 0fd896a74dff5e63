"""How letters stand: the issue that was last on its way, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from enishi.desk.edition import SENDS
from enishi.desk.inbox import read_at
from enishi.desk.ledger import LEDGER
from enishi.desk.mailing import status_of
from enishi.desk.office import Office
from enishi.desk.preparation import PREPARED
from enishi.desk.returns import load_returns
from enishi.desk.telling import render_status

MOST = 8
"""Lines that are told of an issue."""


@dataclass(frozen=True, slots=True)
class Mailroom:
    lines: tuple[str, ...]
    """How far the issue is; empty where none was prepared."""
    read: datetime | None
    """When the inbox was last read."""
    stops: int
    bounces: int
    replies: int


def mailroom_of(office: Office) -> Mailroom:
    """Raises `Refused` for files that are damaged."""
    cabinet = office.cabinet
    returns, issue = load_returns(cabinet), _issue_of(office)
    lines: list[str] = []
    if issue:
        lines += render_status(status_of(cabinet, issue), office.phrase, office.now)
    return Mailroom(
        tuple(line.strip() for line in lines[:MOST]),
        read_at(cabinet),
        len({one.person for one in returns.stops}),
        len({one.person for one in returns.bounces}),
        len(returns.replies),
    )


def _issue_of(office: Office) -> str:
    """The one that was last worked on."""
    sends = office.cabinet.folder / SENDS
    files = [file for name in (PREPARED, LEDGER) for file in sends.glob(f"*/{name}")]
    return max(((file.stat().st_mtime, file.parent.name) for file in files), default=(0, ""))[1]
