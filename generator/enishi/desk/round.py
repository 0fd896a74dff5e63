"""The postman's round: letter by letter, each step written down before the next is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from enishi.desk.ledger import Account, Entry, Ledger
from enishi.desk.postman import Postman, Verdict
from enishi.desk.private import Private
from enishi.problems import refusal
from enishi.settings import FILE

_MOST = {
    "later": (5, "server-later"),
    "refused": (5, "server-refused"),
    "unknown": (3, "server-unknown"),
}
"""So many of a kind one after the other, and it is not the letters: the round ends."""
Ready = tuple[Private[str], bytes]
"""The address, and the message."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A letter that may go out."""

    id: str
    ready: Callable[[], Ready]
    """Looks at everything once more. Raises `Refused` where it may not go out after all."""


@dataclass
class Pace:
    """How fast, and for how long."""

    per_minute: int
    wait: Callable[[float], None]
    tick: Callable[[], float]
    """Seconds, by a clock that nobody sets."""
    is_ended: Callable[[], bool] = lambda: False
    """Whether it is to end after the letter in hand."""
    _began: float | None = field(default=None, init=False)

    def keep(self) -> None:
        """Wait until the next letter may begin."""
        if self._began is not None:
            rest = self._began + 60.0 / self.per_minute - self.tick()
            if rest > 0:
                self.wait(rest)
        self._began = self.tick()


@dataclass
class Round:
    """Goes once to everybody whose turn it is."""

    ledger: Ledger
    postman: Postman
    pace: Pace
    now: Callable[[], datetime]
    tell: Callable[[int, int], None] = lambda done, whole: None
    _row: tuple[str, int] = field(default=("", 0), init=False)
    """How the last letter ended, and how many before it ended so."""

    def go(self, errands: Iterable[Errand]) -> None:
        """Raises `Refused` where going on would do harm or be in vain."""
        turn = [one for one in errands if self._is_due(self.ledger.book.of(one.id))]
        self.tell(0, len(turn))
        for done, one in enumerate(turn, 1):
            self.pace.keep()
            if self.pace.is_ended():
                return
            self._deliver(one)
            self.tell(done, len(turn))

    def _is_due(self, account: Account) -> bool:
        if account.state == "later":
            return account.until is None or account.until <= self.now()
        return account.state == "waiting"

    def _deliver(self, one: Errand) -> None:
        to, message = one.ready()
        verdict = self.postman.deliver(to, message, lambda: self._note(one.id, "intend"))
        until = None
        if verdict.state == "later":
            until = self.now() + self.ledger.book.of(one.id).pause()
        self._note(one.id, verdict.state, verdict.code, until)
        self._count(verdict)

    def _note(self, person: str, step: str, code: str = "", until: datetime | None = None) -> None:
        self.ledger.add(Entry(self.now(), step, person, code, until))

    def _count(self, verdict: Verdict) -> None:
        """What befalls one letter after the other is not about the letters."""
        before, count = self._row
        count = count + 1 if before == verdict.state else 1
        self._row = verdict.state, count
        most, code = _MOST.get(verdict.state, (count + 1, ""))
        if count >= most:
            raise refusal(FILE, code, count=count, reply=verdict.code or "—")
