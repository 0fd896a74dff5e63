"""Letters that are on their way: issues that lie in the outbox, or were not sent to the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from enishi.desk.bequest import Bequest
from enishi.desk.cabinet import Cabinet
from enishi.desk.edition import OUTBOX, SENDS
from enishi.desk.mailing import Mailing, Status
from enishi.desk.permissions import Permissions
from enishi.settings import Settings
from enishi.source.schema import ID


def flight_of(cabinet: Cabinet, settings: Settings, today: date) -> list[Bequest]:
    """Those of which nobody knows whether they arrived first. Raises `Refused` for a ledger that
    cannot be read: nobody could tell then who has the letter."""
    permissions = Permissions(cabinet, settings.zone, lambda: today)
    now = datetime.combine(today, time(), settings.zone)
    sender = settings.ours.mail.address if settings.ours.mail else ""
    found: list[Bequest] = []
    for issue in _issues(cabinet):
        mailing = Mailing(cabinet, issue, permissions, sender, lambda: now)
        found += _of_issue(issue, mailing.status())
    return sorted(found, key=lambda one: (_ORDER.index(one.kind), one.name))


_ORDER = ("unknown", "waiting", "made")


def _issues(cabinet: Cabinet) -> list[str]:
    """What has a folder and the name of an issue; the rest of the folder is none of ours."""
    folders = (cabinet.folder / name for name in (SENDS, OUTBOX))
    names = {one.name for it in folders if it.is_dir() for one in it.iterdir() if one.is_dir()}
    return sorted(name for name in names if ID.match(name))


def _of_issue(issue: str, status: Status) -> Iterator[Bequest]:
    counts = status.counts
    waiting = counts["waiting"] + counts["later"]
    if not status.accounts:
        yield Bequest("made", issue, command=f"enishi send {issue} --prepare")
    if counts["unknown"]:
        command = f"enishi send {issue} --resolve"
        yield Bequest("unknown", issue, text=str(counts["unknown"]), command=command)
    if waiting:
        command = f"enishi send {issue} --status"
        yield Bequest("waiting", issue, text=str(waiting), command=command)
