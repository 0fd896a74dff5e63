"""`enishi edition`: the story of an issue on its way to the outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from pathlib import Path

from enishi.build import Portal
from enishi.correspondence import Clerk, Count, deliver
from enishi.dates import Day
from enishi.desk.addressees import Addressee, addressee_of, addressees_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.confidences import load_confidences, told_between
from enishi.desk.consignment import Consignment, Excluded, Posted
from enishi.desk.edition import Edition
from enishi.desk.muster import Muster, muster
from enishi.desk.outbox import Outbox
from enishi.desk.records import Card
from enishi.desk.tokens import secret_of
from enishi.history import History
from enishi.inside import inside_of
from enishi.memory import Memory
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.references import nearest
from enishi.segments import Member, check_sum
from enishi.settings import FILE
from enishi.standing import scan
from enishi.stationery import stationery_of
from enishi.tailoring import period_of
from enishi.views import NewsItem, Newsletter

Weigh = Callable[[str], None]
NOT_MEANT, NOT_KNOWN = "not-meant", "not-known"
"""Why somebody gets no letter whom the segment does not mean, or of whom too little is known."""
_HOUR = time(6)
"""What `Date` says: early on the day, so that no letter comes from the future."""


@dataclass(frozen=True, slots=True)
class Made:
    """An outbox, and what lies in it."""

    folder: Path
    listed: Consignment

    @property
    def reasons(self) -> Mapping[str, int]:
        """Why some get no letter: `{reason: how many}`, most first."""
        return dict(Counter(one.reason for one in self.listed.excluded).most_common())


@dataclass(frozen=True)
class Editions:
    """An issue, and all that its editions are made of."""

    portal: Portal
    letter: Newsletter
    cabinet: Cabinet
    day: Day
    memory: Memory
    processes: int

    def write(self, segment: str | None, weigh: Weigh, count: Count) -> Made:
        """An outbox of everybody who is meant and gets the letter.

        `weigh` sees the HTML of the largest one before the outbox takes its place. Raises
        `Refused`, with the old outbox as it was, for all that is wrong with any letter.
        """
        settings = self.portal.settings
        if settings.ours.mail is None:
            raise refusal(FILE, "mail-missing", settings.ours.mark)
        found = self._muster(segment)
        if found.audience is None or not found.audience.send:
            raise refusal(self.cabinet.shown("").rstrip("/"), "edition-nobody")
        clerk = self._clerk(secret_of(self.cabinet))
        addressees = addressees_of(
            found.audience.send,
            found.people,
            found.cards,
            self._history,
            self.letter.lang,
            self.day.today,
        )
        when = datetime.combine(self.day.today, _HOUR, settings.zone)
        outbox = Outbox(self.cabinet, self.letter.id)
        with outbox.making():
            letters = tuple(deliver(clerk, addressees, outbox, when, self.processes, count))
            weigh(_largest(clerk, addressees, letters))
            listed = Consignment(
                self.letter.id,
                self.day.today.isoformat(),
                found.candidates,
                letters,
                tuple(_excluded(found)),
            )
            check_sum(found.candidates, (_members(letters), _members(listed.excluded)))
            outbox.publish(listed)
        return Made(outbox.folder, listed)

    def edition_for(self, person: str) -> tuple[Edition, str]:
        """One edition to look at, and why it would not be sent, if so.

        Raises `Refused` where nobody is called so.
        """
        found = self._muster(None)
        known = found.people.keys() | found.cards.keys()
        if person not in known:
            raise refusal("alumni", "person-unknown", near=nearest(person, known))
        card = found.cards.get(person) or Card(person, "", Mark())
        public = found.people.get(person)
        one = addressee_of(card, public, self._history, self.letter.lang, self.day.today)
        excluded = found.audience.excluded if found.audience else ()
        reason = next((each.reason for each in excluded if each.id == person), "")
        return self._clerk(b"").edition_for(one), reason

    def _muster(self, segment: str | None) -> Muster:
        return muster(
            self.cabinet,
            self.portal.settings,
            scan(self.portal.root),
            segment,
            "newsletter",
            self.day.today,
            self.processes,
        )

    def _clerk(self, secret: bytes) -> Clerk:
        """Without a secret it writes what is looked at and not sent."""
        mail = self.portal.settings.ours.mail
        reply = mail.address if mail else ""
        publication, press = self.portal.publication, self.portal.press
        stationery = stationery_of(publication, press, self.letter, self._inside(), reply)
        return Clerk(stationery, mail if secret else None, secret)

    @cached_property
    def _history(self) -> History:
        return History(self.portal.library.timeline)

    def _inside(self) -> tuple[NewsItem, ...]:
        """Of all private news, those of the period that the issue tells."""
        portal, problems = self.portal, Problems()
        items = load_confidences(self.cabinet, portal.settings.zone, problems)
        since, until = period_of(portal.publication, self.letter)
        told = told_between(items, since, until, portal.settings.zone)
        found = inside_of(
            told,
            portal.library,
            portal.settings,
            portal.root,
            portal.publication,
            problems,
            self.day,
            portal.galleys,
            self.memory,
        )
        if problems.errors:
            raise Refused(problems)
        return found


def _largest(clerk: Clerk, addressees: Sequence[Addressee], letters: Sequence[Posted]) -> str:
    """The HTML of the letter that takes most bytes, without the name in it."""
    most = max(letters, key=lambda one: one.bytes)
    [one] = [each for each in addressees if each.id == most.id]
    return clerk.letter_to(one).html


def _excluded(found: Muster) -> list[Excluded]:
    """Everybody else, by ID, each with a reason."""
    sides: list[tuple[Sequence[Member], str]] = [
        (found.audience.excluded if found.audience else (), ""),
        (found.segment.not_meant, NOT_MEANT),
        (found.segment.not_known, NOT_KNOWN),
    ]
    return sorted(Excluded(one.id, one.reason or why) for side, why in sides for one in side)


def _members(listed: Sequence[Posted] | Sequence[Excluded]) -> list[Member]:
    return [Member(one.id, "") for one in listed]
