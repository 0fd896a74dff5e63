"""What was prepared to be sent: the audience, the letters to the byte, and each one's consent.

A preparation is frozen. What is approved is this and nothing else, so before anything is sent it
is compared with how things stand then.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from enishi.desk.consignment import Posted
from enishi.desk.envelope import envelope_of
from enishi.desk.outbox import Outbox
from enishi.desk.permissions import WRITTEN_OFF, Basis, Permission, Permissions
from enishi.desk.private import Private
from enishi.desk.returns import SUPPRESSED
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.writing import make_private, put

PREPARED = "prepared.json"
_CHANGED = {
    "do-not-contact": "changed-do-not-contact",
    "snoozed": "changed-snoozed",
    "no-address": "changed-no-address",
    "bounced": "changed-bounced",
}
"""What to say of somebody to whom nothing may be sent any more; else it is their consent."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is to have the issue."""

    letter: Posted
    mailbox: str
    """A keyed digest of the address."""
    consents: tuple[Basis, ...]

    @property
    def id(self) -> str:
        return self.letter.id


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything that was decided when it was prepared."""

    issue: str
    prepared_at: datetime
    candidates: int
    audience: tuple[Addressee, ...]
    excluded: tuple[tuple[str, str], ...]
    """`(ID, reason)`"""
    outbox: str
    """SHA-256 of the outbox's list."""

    @property
    def data(self) -> bytes:
        values = asdict(self) | {"prepared_at": self.prepared_at.isoformat()}
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()

    @property
    def digest(self) -> str:
        """What an approval is of."""
        return sha256(self.data).hexdigest()

    def is_as(self, other: Preparation) -> bool:
        """Whether they differ in nothing but when they were made."""
        return replace(self, prepared_at=other.prepared_at) == other


@dataclass(frozen=True)
class Preparer:
    """Looks at the outbox and the records, as they are now."""

    outbox: Outbox
    permissions: Permissions
    sender: str
    """The address that letters come from."""
    tell: Callable[[int, int], None] = lambda done, whole: None

    def prepare(self, now: datetime, done: Collection[str] = ()) -> Preparation:
        """Without those who are `done`. Raises `Refused` with all that is amiss in the outbox."""
        consignment, problems = self.outbox.load(), Problems()
        self.outbox.check(consignment, problems)
        letters = [one for one in consignment.letters if one.id not in done]
        answers = dict(self._answers(letters, problems))
        if problems.errors:
            raise Refused(problems)
        audience = tuple(
            Addressee(one, answers[one.id].mailbox, answers[one.id].consents)
            for one in letters
            if not answers[one.id].reason
        )
        left_out = tuple((one, it.reason) for one, it in answers.items() if it.reason)
        excluded = tuple(sorted((*consignment.excluded, *left_out)))
        return Preparation(
            consignment.issue, now, consignment.candidates, audience, excluded, consignment.digest
        )

    def _answers(
        self, letters: Sequence[Posted], problems: Problems
    ) -> Iterator[tuple[str, Permission]]:
        for done, letter in enumerate(letters, 1):
            self.tell(done, len(letters))
            try:
                data, answer = self.outbox.read(letter), self.permissions.of(letter.id)
                if not answer.reason:
                    self.addressed(letter, data, answer)
            except Refused as refused:
                problems.extend(refused.problems)
                continue
            yield letter.id, answer

    def addressed(self, letter: Posted, data: bytes, answer: Permission) -> Private[str]:
        """The one address that a message goes to, as it says itself. Raises `Refused` where that
        is not the person's, or not all that it says."""
        shown, issue = self.outbox.shown(letter.file), self.outbox.issue
        envelope = envelope_of(data)
        if envelope is None or not envelope.is_from(self.sender):
            raise refusal(shown, "letter-form", issue=issue)
        if answer.address is None or not envelope.is_to(answer.address):
            raise refusal(shown, "letter-elsewhere", issue=issue)
        return envelope.to


def twice_in(preparation: Preparation, outbox: Outbox, problems: Problems) -> None:
    """A warning for each letter that goes where another one goes as well."""
    counts = Counter(one.mailbox for one in preparation.audience)
    first: dict[str, str] = {}
    for one in preparation.audience:
        if counts[one.mailbox] > 1 and one.mailbox in first:
            shown = outbox.shown(one.letter.file)
            problems.warn(shown, Mark(), "letter-twice", other=first[one.mailbox])
        first.setdefault(one.mailbox, one.id)


def check_unchanged(
    frozen: Preparation, fresh: Preparation, outbox: Outbox, done: Collection[str]
) -> None:
    """Raises `Refused` with all that is otherwise than it was approved; of those who are `done`
    there is nothing left to approve."""
    problems = Problems()
    if frozen.outbox != fresh.outbox:
        problems.add(outbox.shown("outbox.json"), Mark(), "changed-outbox", issue=frozen.issue)
    else:
        now = {one.id: one for one in fresh.audience}
        reasons = dict(fresh.excluded)
        for one in frozen.audience:
            if one.id not in done:
                check_same(one, now.get(one.id), reasons.get(one.id, ""), outbox, problems)
    if problems.errors:
        raise Refused(problems)


def check_same(
    one: Addressee, now: Addressee | None, reason: str, outbox: Outbox, problems: Problems
) -> None:
    """Whether what was prepared for one person still holds."""
    values = {"id": one.id, "issue": outbox.issue}
    place, _, line = (one.consents[0].place if one.consents else "").rpartition(":")
    mark = Mark(int(line)) if line else Mark()
    shown = outbox.shown(one.letter.file)
    if reason == WRITTEN_OFF:
        problems.add(outbox.cabinet.shown(SUPPRESSED), Mark(), "changed-suppressed", **values)
    elif reason in _CHANGED:
        problems.add(shown, Mark(), _CHANGED[reason], **values)
    elif now is None or _digests(now) != _digests(one):
        problems.add(place or shown, mark, "changed-consent", **values)
    elif now.mailbox != one.mailbox:
        problems.add(shown, Mark(), "changed-address", **values)


def _digests(one: Addressee) -> list[str]:
    return sorted(basis.digest for basis in one.consents)


def load_preparation(folder: Path, shown: str, issue: str) -> Preparation:
    """Raises `Refused` where nothing was prepared, or the file was touched."""
    try:
        data = (folder / PREPARED).read_bytes()
    except FileNotFoundError:
        raise refusal(shown, "send-unprepared", issue=issue) from None
    found = _preparation_of(data)
    if found is None or found.data != data or found.issue != issue:
        raise refusal(shown, "prepared-damaged", issue=issue)
    return found


def write_preparation(folder: Path, preparation: Preparation) -> None:
    make_private(folder)
    put(folder / PREPARED, preparation.data, 0o600)


def _preparation_of(data: bytes) -> Preparation | None:
    try:
        values = json.loads(data)
        audience = tuple(
            Addressee(
                Posted(**one["letter"]),
                one["mailbox"],
                tuple(Basis(**basis) for basis in one["consents"]),
            )
            for one in values.pop("audience")
        )
        excluded = tuple((one, reason) for one, reason in values.pop("excluded"))
        at = datetime.fromisoformat(values.pop("prepared_at"))
        return Preparation(prepared_at=at, audience=audience, excluded=excluded, **values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
