"""Words for somebody who leaves, as a colleague's mail brings them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from enishi.desk.answers import leave_in
from enishi.desk.board import Greeting
from enishi.desk.incoming import Incoming, name_in
from enishi.desk.quotations import without_signature
from enishi.settings import Settings

_FORGED = re.compile(r"\b(?:dmarc|spf|dkim)=(?:hard|soft)?fail\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a mail would add to a board. Nothing of it is to be believed by itself."""

    greeting: Greeting = field(repr=False)
    """Without words where nothing was written; without a name where the sender gives none."""
    address: str = field(repr=False)
    """Of the sender; empty where there are none, or several."""
    doubts: tuple[str, ...]
    """Why to make sure of who wrote: `forged`, `nobody`, `stranger`."""


def contribution_of(mail: Incoming, house: Collection[str], is_known: bool) -> Contribution:
    """`house` are the domains of the company; `is_known` says whether the address is on record."""
    may_show, own = leave_in(without_signature(mail.own))
    words = tuple(line for line in own.split("\n") if line)
    greeting = Greeting(name_in(mail.headers.get("from", "")), words, may_show)
    return Contribution(greeting, mail.sender, tuple(_doubts(mail, house, is_known)))


def _doubts(mail: Incoming, house: Collection[str], is_known: bool) -> list[str]:
    """What the mail server found out about the sender counts first (RFC 8601)."""
    found = []
    if _FORGED.search(mail.headers.get("authentication-results", "")):
        found.append("forged")
    if not mail.sender:
        found.append("nobody")
    elif not is_known and mail.sender.rpartition("@")[2] not in house:
        found.append("stranger")
    return found


def house_of(settings: Settings) -> frozenset[str]:
    """The domains that the company writes from."""
    ours = settings.ours
    contact = urlsplit(ours.sender.contact).path if ours.sender else ""
    addresses = (ours.mail.address if ours.mail else "", contact)
    return frozenset(one.rpartition("@")[2].lower() for one in addresses if "@" in one)
