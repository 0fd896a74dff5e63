"""Editions: an issue, put together anew for each of those who get it.

What one reader gets beside all others comes from `tailoring.py` and is printed by
`outputs/_blocks.py`; names and ways to stop are put in by the private side alone. Whoever works
at it in parallel lays each letter into the outbox itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from enishi import workshop
from enishi.desk.addressees import Addressee
from enishi.desk.consignment import Posted
from enishi.desk.edition import Edition
from enishi.desk.enclosing import enclosed_html, enclosed_text
from enishi.desk.message import message_of
from enishi.desk.outbox import Outbox
from enishi.desk.private import Private
from enishi.desk.tokens import stop_url, token_of
from enishi.outputs._blocks import Block
from enishi.outputs._plain import reach_of
from enishi.outputs._slots import NAME, mark_of
from enishi.outputs.newsletter import tidied
from enishi.problems import Problems, Refused, Row, problems_from, rows_of
from enishi.settings import MailText
from enishi.stationery import Stationery
from enishi.views import Insider

Count = Callable[[int, int], None]
"""`count(done, whole)`."""
_STOP = mark_of("stop")


@dataclass(frozen=True, slots=True)
class Letter:
    """An issue for one reader, with marks where what is private belongs."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Clerk:
    """Writes the editions of an issue."""

    stationery: Stationery
    mail: MailText | None = None
    """Without it letters can be looked at, and not sent; they say to stop as the foot does."""
    secret: bytes = b""
    """What tokens are made with."""

    def letter_to(self, one: Addressee) -> Letter:
        """What they read, but for the name and the way to stop."""
        it, blocks = self.stationery, self._blocks_for(one)
        html = it.html.filled(lambda name: blocks[name].html)
        return Letter(html, tidied(it.text.filled(lambda name: blocks[name].text)))

    def edition_for(self, one: Addressee) -> Edition:
        issue, letter, stop = self.stationery.letter, self.letter_to(one), self._stop_of(one)
        called = Private("") if one.called is None else one.called
        return Edition(
            issue=issue.id,
            person=one.id,
            lang=issue.lang,
            subject=issue.title,
            html=enclosed_html(letter.html, {_STOP: Private(stop), NAME: called}),
            text=enclosed_text(letter.text, {_STOP: Private(reach_of(stop)), NAME: called}),
            address=one.address,
            name=one.name,
        )

    def message_to(self, one: Addressee, when: datetime) -> bytes:
        """The edition as it is sent. Raises `Refused` where it cannot be."""
        if self.mail is None:
            raise ValueError("nothing says from where letters come")
        site = self.stationery.publication.site
        return message_of(self.edition_for(one), self.mail, site, self._token_of(one), when)

    def _token_of(self, one: Addressee) -> str:
        return token_of(self.secret, self.stationery.letter.id, one.id)

    def _stop_of(self, one: Addressee) -> str:
        sender = self.stationery.publication.site.sender
        if self.mail is None:
            return sender.stop if sender else ""
        return stop_url(self.mail.stop or self.mail.address, self._token_of(one))

    def _blocks_for(self, one: Addressee) -> dict[str, Block]:
        it = self.stationery
        told = it.tailor.fitting(one.id, one.past, one.stays, one.left)
        found = {
            "hello": it.blocks.hello(named=one.called is not None),
            "since": Block(),
            "colleagues": it.blocks.colleagues(told.colleagues),
            "cards": it.blocks.cards(told.cards),
            "help": it.blocks.help(one.asks, one.offers),
            "stop": Block(_STOP, _STOP),
        }
        if one.left:
            page = f"since/{one.left.year}/"
            listed = page if page in it.years else ""
            found["since"] = it.blocks.since(told.changes, one.left, listed)
        for story in it.tailor.stories:
            lines = (
                line.text if isinstance(line, Insider) else it.line(line, story.lang)
                for line in told.notes[story.id]
            )
            found[f"notes:{story.id}"] = it.blocks.notes(story, tuple(lines))
        return found


def deliver(
    clerk: Clerk,
    addressees: Sequence[Addressee],
    outbox: Outbox,
    when: datetime,
    processes: int,
    count: Count,
) -> list[Posted]:
    """Lay a letter for each into the outbox. Raises `Refused` with all that is wrong with any."""

    def post(one: Addressee) -> tuple[Posted | None, list[Row]]:
        try:
            return outbox.post(one.id, clerk.message_to(one, when)), []
        except Refused as refused:
            return None, rows_of(refused.problems)

    posted, problems = [], Problems()
    for done, (found, rows) in enumerate(workshop.done(post, addressees, processes), 1):
        count(done, len(addressees))
        problems.extend(problems_from(rows))
        if found:
            posted.append(found)
    if problems.errors:
        raise Refused(problems)
    return posted
