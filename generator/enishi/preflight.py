"""Whether an issue may be sent: everything that speaks against it, on one page, green or red.

It looks at the letters in the outbox as they will go out, at today's records, and at the site
that stands. It renders nothing and, unless it is given a way to look up names, asks nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from enishi import workshop
from enishi.desk.approval import check_inbox
from enishi.desk.audience import all_consents, reason_against
from enishi.desk.cabinet import Cabinet
from enishi.desk.comeback import check_back
from enishi.desk.consignment import Consignment, Posted
from enishi.desk.correspondents import Correspondents
from enishi.desk.outbox import Outbox
from enishi.desk.records import Card
from enishi.desk.returns import load_returns
from enishi.desk.tokens import secret_of, token_of
from enishi.inspection import Inspection, Wanted, inspected
from enishi.nameservers import Lookup, records_of
from enishi.outputs.newsletter import CLIPPED, HEAVY
from enishi.problems import Mark, Problems, Refused
from enishi.publish import deciding
from enishi.register import Register
from enishi.settings import Settings
from enishi.source.files import load_text
from enishi.source.people import Person
from enishi.standing import SITE_FOLDER, Scan
from enishi.tone import Tone

State = Literal["good", "bad", "note", "unknown"]
"""`note`: for somebody to look at, and nothing that forbids sending; `unknown`: it could not be
looked at."""
Tell = Callable[[str, int, int], None]
PURPOSE = "newsletter"
GROUPS: dict[str, tuple[str, ...]] = {
    "law": ("sender", "stop", "contact", "record", "reason", "privacy"),
    "people": ("outbox", "consent", "address", "inbox"),
    "letter": ("form", "size", "links", "format", "width", "alt", "tone"),
    "domain": ("spf", "dkim", "dmarc"),
}
"""What is looked at, in the order in which it is told."""
_OF_LETTERS = (
    "sender",
    "stop",
    "contact",
    "reason",
    "privacy",
    "address",
    "form",
    "format",
    "width",
    "alt",
)
_SOME = 5


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. Its sentences stand in `speech.py`, by code and state."""

    code: str
    state: State
    count: int = 0
    what: str = ""
    """IDs, site paths or phrases; never a value of a private record."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """Everything that was looked at."""

    issue: str
    letters: int
    checks: tuple[Check, ...]

    @property
    def is_green(self) -> bool:
        """Whether nothing forbids sending, and everything could be looked at."""
        return all(one.state in ("good", "note") for one in self.checks)

    def in_group(self, group: str) -> tuple[Check, ...]:
        found = {one.code: one for one in self.checks}
        return tuple(found[code] for code in GROUPS[group])

    def blame(self, problems: Problems) -> None:
        """An error for each thing that is not green: for whoever is about to send."""
        for one in self.checks:
            if one.state not in ("good", "note"):
                problems.add(
                    f"content/newsletters/{self.issue}.md",
                    Mark(),
                    "preflight-red",
                    one.code,
                    issue=self.issue,
                )


def preflight_of(
    cabinet: Cabinet,
    settings: Settings,
    issue: str,
    seen: Scan,
    now: datetime,
    *,
    done: Collection[str] = (),
    lookup: Lookup | None = None,
    tell: Tell = lambda stage, done, whole: None,
    processes: int = 0,
) -> Preflight:
    """Look at everything. `now` has its zone; its day there is the one on which consents must
    hold. Those who are `done` have their letter: nothing is asked of them any more. Raises
    `Refused` for records that cannot be read: nothing can be said then."""
    hands = processes or workshop.hands()
    look = _Look(cabinet, settings, issue, seen, now, frozenset(done), tell, hands)
    checks = [*look.outbox_checks(), look.inbox(), look.tone(), *_domain(settings, lookup)]
    order = [code for codes in GROUPS.values() for code in codes]
    found = {one.code: one for one in checks}
    whole = tuple(found.get(code, Check(code, "unknown")) for code in order)
    return Preflight(issue, len(look.letters), whole)


@dataclass(frozen=True)
class _Look:
    cabinet: Cabinet
    settings: Settings
    issue: str
    seen: Scan
    now: datetime
    done: frozenset[str]
    tell: Tell
    processes: int
    faults: Problems = field(default_factory=Problems)

    def outbox_checks(self) -> Iterator[Check]:
        """Everything that asks for letters; without an outbox, that there is none."""
        if self.consignment is None:
            yield Check("outbox", "bad")
            return
        found = dict(self._inspections())
        damaged = len(self.letters) - len(found)
        yield Check("outbox", "bad" if damaged or self.faults.errors else "good", damaged)
        if not found:
            return
        for code in _OF_LETTERS:
            yield _listed(code, [one for one, it in found.items() if code in it.faults])
        yield self._size(found.values())
        yield self._links(found.values())
        yield from self._consents()

    @cached_property
    def consignment(self) -> Consignment | None:
        outbox = Outbox(self.cabinet, self.issue)
        try:
            found = outbox.load()
        except Refused as refused:
            self.faults.extend(refused.problems)
            return None
        outbox.check(found, self.faults)
        return found

    @cached_property
    def letters(self) -> Sequence[Posted]:
        found = self.consignment.letters if self.consignment else ()
        return [one for one in found if one.id not in self.done]

    def _inspections(self) -> Iterator[tuple[str, Inspection]]:
        """By ID; letters that are damaged or gone are left out."""
        outbox, secret = Outbox(self.cabinet, self.issue), secret_of(self.cabinet)
        known = Correspondents(secret, (self.issue,), tuple(self.cards), self.cards)
        wanted = Wanted(self.settings.url, self.settings.ours.sender)

        def look(letter: Posted) -> Inspection | None:
            try:
                data = outbox.read(letter)
            except Refused:
                return None  # it is counted as damaged
            token = token_of(secret, self.issue, letter.id)
            return inspected(data, token, known.first_of(letter.id), wanted)

        for done, found in enumerate(workshop.done(look, self.letters, self.processes)):
            self.tell("letters", done + 1, len(self.letters))
            if found:
                yield self.letters[done].id, found

    @property
    def _today(self) -> date:
        return self.now.astimezone(self.settings.zone).date()

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        problems = Problems()
        found = self.cabinet.every_card(self.settings.zone, problems)
        if problems.errors:
            raise Refused(problems)
        check_back(self.cabinet, self.people.values(), found)
        return found

    @cached_property
    def people(self) -> Mapping[str, Person]:
        register = Register(self.cabinet.root, self.settings.zone, self._today, self.seen)
        return {one.id: one for one in register.people(self.processes)}

    def _consents(self) -> Iterator[Check]:
        """Whoever may not be written to today, and whose consent nothing proves."""
        returns, today = load_returns(self.cabinet), self._today
        refused, unproved = [], []
        for letter in self.letters:
            person, card = self.people.get(letter.id), self.cards.get(letter.id)
            reason = reason_against(PURPOSE, person, card, returns, today)
            decided = deciding(all_consents(PURPOSE, person, card, returns), PURPOSE, today)
            if reason:
                refused.append(f"{letter.id} ({reason})")
            elif not any(one.how or one.notice for one in decided):
                unproved.append(letter.id)
        yield _listed("consent", refused)
        yield _listed("record", unproved)

    def _size(self, found: Iterable[Inspection]) -> Check:
        largest = max(found, key=lambda one: one.size)
        state: State = (
            "bad" if largest.size >= CLIPPED else "note" if largest.size >= HEAVY else "good"
        )
        return Check("size", state, round(largest.size / 1000), largest.heaviest)

    def _links(self, found: Iterable[Inspection]) -> Check:
        """Whether each leads to something in the site that stands."""
        site = self.cabinet.root / SITE_FOLDER
        if not site.is_dir():
            return Check("links", "unknown")
        paths = sorted({path for one in found for path in one.paths})
        return _listed("links", [path or "/" for path in paths if not answers(site, path)])

    def inbox(self) -> Check:
        problems = Problems()
        check_inbox(self.cabinet, self.now, problems)
        return Check("inbox", "bad" if problems.errors else "good")

    def tone(self) -> Check:
        """Words about people that the house does not use are red; how releases speak is a note."""
        given = self.settings.ours.tone
        path = f"content/newsletters/{self.issue}.md"
        source = load_text(self.cabinet.root, path, Problems())
        if source is None:
            return Check("tone", "unknown")
        slips = Tone(given.add, given.allow, off=given.off).slips_in(source.text)
        said = list(dict.fromkeys(one.phrase for one in slips))
        found = _listed("tone", said)
        of_house = any(one.of_house for one in slips)
        return found if of_house or not slips else Check("tone", "note", found.count, found.what)


def _listed(code: str, these: Sequence[str]) -> Check:
    some = ", ".join(these[:_SOME]) + (" …" if len(these) > _SOME else "")
    return Check(code, "bad" if these else "good", len(these), some)


def answers(site: Path, path: str) -> bool:
    """Whether a web server would find something at a site path."""
    if any(part in ("..", ".") for part in path.split("/")) or "\0" in path:
        return False
    file = site / path
    return (file / "index.html").is_file() if not path or path.endswith("/") else file.is_file()


def _domain(settings: Settings, lookup: Lookup | None) -> Iterator[Check]:
    """Whether others can tell that our mail is ours (RFC 7208, 6376, 7489)."""
    mail = settings.ours.mail
    domain = mail.address.rpartition("@")[2] if mail else ""
    for code in GROUPS["domain"]:
        state: State = "note"
        if domain and lookup and code != "dkim":
            state = "good" if records_of(code, domain, lookup) else "bad"
        yield Check(code, state, 0, domain)
