"""A letter as one person gets it."""

from __future__ import annotations

from dataclasses import dataclass

from enishi.desk.private import Private

OUTBOX = "outbox"
"""The folder in `private/` that holds, for each issue, one `ID.eml` a person."""
SENDS = "sends"
"""The folder in `private/` that holds, for each issue, what was sent and to whom."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is put into one message: both parts, the subject, and for whom."""

    issue: str
    """ID of the newsletter issue."""
    person: str
    """ID of the recipient."""
    lang: str
    """`ja` or `en`."""
    subject: str
    html: Private[str]
    text: Private[str]
    """The plain part, of the same content."""
    address: Private[str]
    """The one mailbox it goes to."""
    name: Private[str]
    """The recipient as shown beside the address."""
