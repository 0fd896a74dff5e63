"""`enishi send`: prepare, try out, approve, send, and resolve what nobody knows.

Each step holds the lock of the issue, looks at everything anew, and raises `Refused` with all
that stands against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from enishi.desk.approval import (
    Approval,
    Gate,
    check_approved,
    check_gate,
    check_tested,
    write_approval,
)
from enishi.desk.envelope import envelope_of, trial_of
from enishi.desk.ledger import LEDGER, Entry
from enishi.desk.mailing import OVER, Mailing
from enishi.desk.postman import Postman
from enishi.desk.preparation import (
    PREPARED,
    Addressee,
    Preparation,
    check_same,
    check_unchanged,
    twice_in,
    write_preparation,
)
from enishi.desk.private import Private
from enishi.desk.round import Errand, Pace, Ready, Round
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.references import nearest

_SOME = 2
"""Letters that a test consists of, unless it is said which."""


def prepare(mailing: Mailing, problems: Problems) -> Preparation:
    """Freeze who gets what and why. Where all is as it was, what was prepared stands, with its
    approval. Warnings go to `problems`."""
    with mailing.held():
        fresh = mailing.preparer.prepare(mailing.now())
        twice_in(fresh, mailing.outbox, problems)
        if not fresh.audience:
            raise refusal(mailing.outbox.shown("outbox.json"), "send-nobody")
        before = mailing.prepared_before()
        if before and before.is_as(fresh):
            return before
        write_preparation(mailing.folder, fresh)
        return fresh


def try_out(mailing: Mailing, to: str, which: Sequence[str], postman: Postman) -> list[str]:
    """Send some of the letters to somebody else, marked as tests; gives whose they are."""
    with mailing.held():
        prepared = _still(mailing)
        chosen = _chosen(mailing, prepared, which)
        for done, one in enumerate(chosen):
            mailing.tell("send", done, len(chosen))
            stamp = mailing.now().isoformat()
            letter = trial_of(mailing.outbox.read(one.letter), to, stamp)
            shown = mailing.outbox.shown(one.letter.file)
            envelope = envelope_of(letter)
            if envelope is None or not envelope.is_to(Private(to)):
                raise refusal(shown, "letter-form", issue=mailing.issue)
            verdict = postman.deliver(envelope.to, letter, lambda: None)
            if verdict.state != "sent":
                raise refusal(shown, "test-unsent", reply=verdict.code or "—")
        with mailing.ledger() as ledger:
            ledger.add(Entry(mailing.now(), "tested", of=prepared.digest))
        return [one.id for one in chosen]


def _chosen(mailing: Mailing, prepared: Preparation, which: Sequence[str]) -> list[Addressee]:
    """Those of whom it was said; else the shortest letter and the longest."""
    by_id = {one.id: one for one in prepared.audience}
    for unknown in (one for one in which if one not in by_id):
        near = nearest(unknown, by_id.keys())
        raise refusal(mailing.shown(PREPARED), "send-stranger", id=unknown, near=near)
    if which:
        return [by_id[one] for one in dict.fromkeys(which)]
    by_size = sorted(prepared.audience, key=lambda one: (one.letter.bytes, one.id))
    return [by_size[0], by_size[-1]][: min(_SOME, len(by_size))]


def approvable(mailing: Mailing, gate: Gate) -> tuple[Preparation, int]:
    """What there is to approve, and to how many people it goes."""
    with mailing.held():
        check_gate(mailing.cabinet, mailing.now(), gate)
        prepared = _still(mailing)
        check_tested(prepared, mailing.book(), mailing.shown(PREPARED))
        count = len(_waiting(mailing, prepared))
        if not count:
            raise refusal(mailing.shown(LEDGER), "send-over", issue=mailing.issue)
        return prepared, count


def approve(mailing: Mailing, typed: int) -> Approval:
    """Take down that the preparation may be sent to so many people."""
    with mailing.held():
        prepared = _still(mailing)
        check_tested(prepared, mailing.book(), mailing.shown(PREPARED))
        count = len(_waiting(mailing, prepared))
        if typed != count:
            raise refusal(mailing.shown(PREPARED), "send-count")
        approval = Approval(prepared.digest, count, mailing.now())
        write_approval(mailing.folder, approval)
        return approval


def send(mailing: Mailing, gate: Gate, open_way: Callable[[], Postman], pace: Pace) -> None:
    """Send what was approved to everybody whose turn it is."""
    with mailing.held():
        prepared = mailing.prepared()
        check_approved(mailing.folder, prepared, mailing.shown(PREPARED))
        check_tested(prepared, mailing.book(), mailing.shown(PREPARED))
        check_gate(mailing.cabinet, mailing.now(), gate)
        prepared = _still(mailing)
        with mailing.ledger() as ledger, open_way() as postman:
            going = Round(ledger, postman, pace, mailing.now, mailing.progress("send"))
            going.go(_errands(mailing, prepared))


def resolve(mailing: Mailing, sent: Iterable[str], unsent: Iterable[str]) -> None:
    """Take down what somebody found out: that letters arrived, or that they did not."""
    answers = dict.fromkeys(sent, "resolved-sent")
    problems = Problems()
    shown = mailing.shown(LEDGER)
    for one in unsent:
        if one in answers:
            problems.add(shown, Mark(), "resolve-both", id=one)
        answers[one] = "resolved-unsent"
    with mailing.held(), mailing.ledger() as ledger:
        for one, step in answers.items():
            state = ledger.book.of(one).state
            if state != "unknown" and (state, step) != ("refused", "resolved-unsent"):
                problems.add(shown, Mark(), "resolve-known", id=one)
        if problems.errors:
            raise Refused(problems)
        for one, step in answers.items():
            ledger.add(Entry(mailing.now(), step, one))


def message_id_in(mailing: Mailing, person: str) -> str:
    """By what a mail server's log knows somebody's letter; empty where it is gone."""
    file = mailing.outbox.folder / f"{person}.eml"
    envelope = envelope_of(file.read_bytes()) if file.is_file() else None
    return envelope.message_id if envelope else ""


def _still(mailing: Mailing) -> Preparation:
    """What was prepared, if all of it still holds for those who wait."""
    prepared, gone = mailing.prepared(), over(mailing)
    fresh = mailing.preparer.prepare(mailing.now(), gone)
    check_unchanged(prepared, fresh, mailing.outbox, gone)
    return prepared


def over(mailing: Mailing) -> set[str]:
    """Those whose letter went out, or never will."""
    return {one for one, it in mailing.book().accounts.items() if it.state in OVER}


def _waiting(mailing: Mailing, prepared: Preparation) -> list[str]:
    gone = over(mailing)
    return [one.id for one in prepared.audience if one.id not in gone]


def _errands(mailing: Mailing, prepared: Preparation) -> Iterator[Errand]:
    for one in prepared.audience:
        yield Errand(one.id, _Ready(mailing, one))


class _Ready:
    """Looks at one letter and its recipient just before it goes out."""

    def __init__(self, mailing: Mailing, one: Addressee) -> None:
        self._mailing, self._one = mailing, one

    def __call__(self) -> Ready:
        mailing, one, problems = self._mailing, self._one, Problems()
        answer = mailing.permissions.of(one.id)
        now = None if answer.reason else Addressee(one.letter, answer.mailbox, answer.consents)
        check_same(one, now, answer.reason, mailing.outbox, problems)
        if problems.errors:
            raise Refused(problems)
        message = mailing.outbox.read(one.letter)
        return mailing.preparer.addressed(one.letter, message, answer), message
