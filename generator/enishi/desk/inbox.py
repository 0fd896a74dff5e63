"""Everything that came in, message by message, and what is to be done about each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from enishi.desk.answers import Answer, answer_in
from enishi.desk.bounces import Bounce, bounces_in
from enishi.desk.cabinet import Cabinet
from enishi.desk.correspondents import Correspondents
from enishi.desk.edition import OUTBOX, SENDS
from enishi.desk.incoming import Incoming, incoming_of
from enishi.desk.letterbox import Raw
from enishi.desk.records import Card
from enishi.desk.returns import Returns
from enishi.desk.tokens import boards_in, secret_of, stops_in
from enishi.settings import Settings

READ = "inbox.json"
"""In the private folder: when everything was last read."""
Sort = Literal["stop", "wish", "bounce", "reply", "board", "auto", "other"]
SORTS: tuple[Sort, ...] = ("stop", "wish", "bounce", "reply", "board", "auto", "other")
"""`stop` bears the token of a letter; `wish` asks for no more letters and bears none that is
good; `board` is words for somebody who leaves, in answer to an invitation; `auto` was written by
no person; `other` is for somebody to read."""
By = Literal["token", "letter", "address", ""]
_WISH = re.compile(
    r"配信(?:の)?(?:停止|解除|中止)|(?:メール|手紙|便り).{0,10}(?:止め|不要|いりません)|退会|購読.{0,4}解除"
    r"|\bunsubscribe\b|\bopt[ -]?out\b|\bremove me\b|\bstop (?:sending|mailing|emailing)\b"
    r"|\A\s*stop[.!]?\s*\Z",
    re.IGNORECASE,
)
_SHORT = 300
"""So long may a text be to be taken for nothing but a wish for no more letters."""
_AUTO = re.compile(
    r"\A(?:auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|vacation|away\b)"
    r"|自動返信|自動応答|不在(?:の|に|通知|連絡)|休暇中",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\b[0-9a-f]{32}@", re.ASCII)
"""How the Message-ID of a letter of ours begins, where a server quotes one in prose."""
_SOME = 50
_AUTO_HEADERS = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder")


@dataclass(frozen=True, slots=True)
class Item:
    """One message, and for what it was taken."""

    mail: Incoming
    sort: Sort
    people: tuple[str, ...] = ()
    """IDs: of whom it is; several, or none, where that is not known."""
    by: By = ""
    """How that is known: `address` alone proves nothing."""
    issue: str = ""
    bounces: tuple[Bounce, ...] = ()
    answer: Answer = field(default_factory=Answer)
    is_strange: bool = False
    """Whether it answers a letter of theirs from an address that is none of theirs: they may have
    another one, or have passed the letter on."""

    @property
    def person(self) -> str:
        """The one of whom it is; empty where that is not known."""
        return self.people[0] if len(self.people) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide about it."""
        return self.sort in ("wish", "reply", "board", "other")


@dataclass(frozen=True, slots=True)
class Sorter:
    """Takes messages for what they are. `stop_words` are the subjects of our own stop links."""

    known: Correspondents
    stop_words: tuple[str, ...] = ()

    def item_of(self, mail: Incoming) -> Item:
        """Every message is something; what is nothing else is `other`."""
        bounces = bounces_in(mail)
        if bounces is not None:
            return self._bounce(mail, bounces)
        tokens = stops_in(_line_of_token(mail))
        for token in tokens:
            claim = self.known.by_token(token)
            if claim:
                return Item(mail, "stop", (claim.person,), "token", claim.issue)
        board = next(filter(None, map(self.known.board_of, boards_in(mail.subject))), "")
        if board and not _is_auto(mail) and not mail.fault:
            return Item(mail, "board", (board,), "token")
        people, by, issue = self._who(mail)
        strange = by == "letter" and not self.known.has(people[0], mail.sender)
        sort = self._sort(mail, has_token=bool(tokens), is_known=len(people) == 1)
        return Item(mail, sort, people, by, issue, (), answer_in(mail.own), strange)

    def _sort(self, mail: Incoming, *, has_token: bool, is_known: bool) -> Sort:
        """A token that is damaged or made up: somebody wants something all the same."""
        if has_token:
            return "wish"
        if _is_auto(mail):
            return "auto"
        if self._is_wish(mail):
            return "wish"
        return "reply" if is_known and not mail.fault else "other"

    def _who(self, mail: Incoming) -> tuple[tuple[str, ...], By, str]:
        claim = self.known.by_letter(mail.answered)
        if claim:
            return (claim.person,), "letter", claim.issue
        people = self.known.by_address(mail.sender)
        return people, "address" if people else "", ""

    def _bounce(self, mail: Incoming, bounces: tuple[Bounce, ...]) -> Item:
        returned = mail.returned.get("message-id", "").strip("<>")
        ids = (returned, *mail.answered, *_LETTER.findall(mail.text)[:_SOME])
        claim = self.known.by_letter(ids)
        if claim:
            return Item(mail, "bounce", (claim.person,), "letter", claim.issue, bounces)
        named = [one for one in bounces if one.address]
        if bounces and not named:
            how, status = bounces[0].how, bounces[0].status
            found = self.known.addresses_in(mail.text)
            named = [Bounce(address, how, status) for address, _ in found]
        people = {one for each in named for one in self.known.by_address(each.address)}
        if bounces and not people:
            return Item(mail, "other")
        by: By = "address" if people else ""
        return Item(
            mail, "bounce" if bounces else "auto", tuple(sorted(people)), by, "", tuple(named)
        )

    def _is_wish(self, mail: Incoming) -> bool:
        if mail.subject.casefold() in self.stop_words or _WISH.search(mail.subject):
            return True
        return len(mail.own) <= _SHORT and bool(_WISH.search(mail.own))


def _line_of_token(mail: Incoming) -> str:
    """Where a token counts: in the subject, or as the only thing that was written. Letters that
    are answered may quote one anywhere."""
    return f"{mail.subject}\n{mail.own if len(mail.own.split()) == 1 else ''}"


def _is_auto(mail: Incoming) -> bool:
    """RFC 3834 §5, and what older programs say instead."""
    submitted = mail.headers.get("auto-submitted", "no").lower().partition(";")[0].strip()
    precedence = mail.headers.get("precedence", "").lower()
    return (
        submitted != "no"
        or precedence in ("auto_reply", "bulk", "junk")
        or any(name in mail.headers for name in _AUTO_HEADERS)
        or bool(_AUTO.search(mail.subject))
    )


def items_of(raws: Iterable[Raw], sorter: Sorter, returns: Returns) -> tuple[list[Item], int]:
    """What is still to be dealt with, each message once, and how many were dealt with before."""
    found: dict[str, Item] = {}
    settled = 0
    for raw in raws:
        mail = incoming_of(raw)
        if mail.digest in returns.settled:
            settled += 1
        elif mail.digest not in found:
            found[mail.digest] = sorter.item_of(mail)
    return list(found.values()), settled


def sorter_of(
    cabinet: Cabinet, settings: Settings, people: Iterable[str], cards: Mapping[str, Card]
) -> Sorter:
    """`people` are the IDs of public records."""
    everybody = tuple(sorted({*people, *cards}))
    known = Correspondents(secret_of(cabinet), _issues_of(cabinet), everybody, cards)
    sender = settings.ours.sender
    subject = parse_qs(urlsplit(sender.stop).query).get("subject", []) if sender else []
    return Sorter(known, tuple(one.casefold() for one in subject))


def _issues_of(cabinet: Cabinet) -> tuple[str, ...]:
    """Every issue that there is, or that was sent once."""
    letters = (cabinet.root / "content" / "newsletters").glob("*.md")
    sent = (
        one for name in (OUTBOX, SENDS) for one in (cabinet.folder / name).glob("*") if one.is_dir()
    )
    return tuple(sorted({one.stem for one in letters} | {one.name for one in sent}))


# --- when it was read


def read_at(cabinet: Cabinet) -> datetime | None:
    """When everything was last read; None where it never was."""
    found = _note_in(cabinet).get("read_at")
    try:
        moment = datetime.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def note_read(cabinet: Cabinet, now: datetime, since: Mapping[str, str]) -> None:
    """Say that everything was read; `since` is `{folder on a server: the day from which on}`."""
    note = {"read_at": now.isoformat(timespec="seconds"), "since": {**_since_in(cabinet), **since}}
    cabinet.write(READ, json.dumps(note, ensure_ascii=False, indent=2) + "\n")


def unread_since(cabinet: Cabinet, place: str) -> date | None:
    """The day from which on a folder on a server is to be read again; None for all of it."""
    found = _since_in(cabinet).get(place, "")
    try:
        return date.fromisoformat(found)
    except ValueError:
        return None


def _since_in(cabinet: Cabinet) -> dict[str, str]:
    found = _note_in(cabinet).get("since")
    return {k: v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}


def _note_in(cabinet: Cabinet) -> dict[str, object]:
    file = cabinet.folder / READ
    try:
        found = json.loads(file.read_bytes()) if file.is_file() else {}
    except ValueError:
        return {}  # as good as never read
    return found if isinstance(found, dict) else {}
