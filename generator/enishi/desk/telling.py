"""What is told of an issue that is sent: for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from enishi.desk.mailing import Status
from enishi.desk.preparation import Preparation

Phrase = Callable[..., str]


def render_preparation(prepared: Preparation, phrase: Phrase) -> Iterator[str]:
    """How many get it and how many do not, why, and that the sums add up."""
    send, excluded = len(prepared.audience), len(prepared.excluded)
    sums = {"candidates": prepared.candidates, "send": send, "excluded": excluded}
    yield phrase("send.prepared", issue=prepared.issue, **sums)
    counts = Counter(reason for _, reason in prepared.excluded)
    for reason, count in sorted(counts.items()):
        yield phrase("segment.why", count=count, reason=_told(reason, phrase))
    yield phrase("send.next.test", issue=prepared.issue)


def _told(reason: str, phrase: Phrase) -> str:
    """What the outbox gives as a reason may be one that has no phrase here."""
    try:
        return phrase(f"segment.{reason}")
    except KeyError:
        return reason


def render_status(status: Status, phrase: Phrase, now: datetime) -> Iterator[str]:
    """How far it is: the sum, and each letter about which there is something to say."""
    if status.preparation is None and not status.accounts:
        yield phrase("send.status.none", issue=status.issue)
        return
    yield phrase("send.status", issue=status.issue, all=len(status.accounts), **status.counts)
    for one in status.in_state("refused"):
        yield phrase("send.status.refused", id=one, reply=status.accounts[one].code)
    for one in status.in_state("unknown"):
        yield phrase("send.status.unknown", id=one)
    yield from _next(status, phrase, now)


def _next(status: Status, phrase: Phrase, now: datetime) -> Iterator[str]:
    counts, issue = status.counts, status.issue
    untils = [it.until for it in status.accounts.values() if it.state == "later" and it.until]
    if untils:
        minutes = max(0, -int((now - min(untils)).total_seconds() // 60))
        yield phrase("send.status.later", minutes=minutes, issue=issue)
    if counts["unknown"]:
        yield phrase("send.status.resolve", issue=issue)
    if status.is_over:
        yield phrase("send.status.over")
    elif counts["waiting"] or counts["later"]:
        steps = {"test": status.is_tested, "approve": status.approval is not None}
        missing = next((step for step, is_done in steps.items() if not is_done), "send")
        yield phrase(f"send.next.{missing}", issue=issue)
