"""What could not be delivered, to whom, and whether it ever will be.

Reports by RFC 3464 are read as they are meant; older servers, and some of today, write prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from enishi.desk.incoming import Headers, Incoming, address_in
from enishi.desk.returns import HARD, SOFT

_POSTMASTER = re.compile(r"\A(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@", re.IGNORECASE)
_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|has failed|report)|failure notice|returned mail"
    r"|mail delivery (?:failed|system)|delivery.{0,20}fail|non remis|配信不能|送信できません"
    r"|配送できません|不達|エラーメール",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d[ -](?!\d)")
_NOBODY = re.compile(
    r"user unknown|unknown user|no such (?:user|recipient|mailbox)|does(?: not|n't) exist"
    r"|(?:address|recipient|mailbox|user|account).{0,40}"
    r"(?:not found|unknown|invalid|disabled|unavailable)"
    r"|invalid (?:recipient|mailbox|address)|no mailbox here|host unknown|domain not found"
    r"|宛先.{0,20}(?:不明|見つかり|存在し)|存在しない|あて先不明",
    re.IGNORECASE,
)
_UNREACHABLE = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
"""Subjects and details of RFC 3463 (and RFC 7505) by which an address is none, or no more: there
is no such mailbox or host, it moved, takes no mail, or was closed. All others tell of the letter,
of a full mailbox, or of how servers get on with each other."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address that a letter did not get to."""

    address: str = field(repr=False)
    """In small letters; empty where the report does not say."""
    how: str
    """`hard`: it never will; `soft`: it did not this time."""
    status: str
    """By RFC 3463; empty where the report has none."""


def bounces_in(mail: Incoming) -> tuple[Bounce, ...] | None:
    """Every address that a report says could not be reached; None for what is no such report.

    A report of a delivery, or of a delay that goes on, tells of none.
    """
    if mail.report:
        found = (_by_report(one) for one in mail.report)
        return tuple(one for one in found if one)
    if not _is_report(mail):
        return None
    failed = [one.strip().lower() for one in mail.headers.get("x-failed-recipients", "").split(",")]
    how, status = _judged(mail.text)
    return tuple(Bounce(one, how, status) for one in failed)


def _is_report(mail: Incoming) -> bool:
    """By those who send reports: a sender that cannot be answered, or a postmaster."""
    if "x-failed-recipients" in mail.headers:
        return True
    sender, path = mail.sender, mail.headers.get("return-path", "")
    from_server = _POSTMASTER.match(sender) or path == "<>"
    return bool(from_server and _SUBJECT.search(mail.subject))


def _by_report(fields: Headers) -> Bounce | None:
    action = fields.get("action", "").lower().partition(" ")[0]
    if action not in ("failed", ""):
        return None
    said = f"{fields.get('status', '')} {fields.get('diagnostic-code', '')}"
    how, status = _judged(said)
    recipient = fields.get("original-recipient") or fields.get("final-recipient", "")
    return Bounce(address_in(recipient.partition(";")[2] or recipient), how, status)


def _judged(text: str) -> tuple[str, str]:
    """`(hard or soft, status)` by codes, and by words where these leave it open."""
    found = _STATUS.search(text)
    kind, detail = (found[1], f"{found[2]}.{found[3]}") if found else ("", "0.0")
    if not found:
        reply = _REPLY.search(text)
        kind = reply[1] if reply else ""
    open_to_words = detail in ("0.0", "1.0", "5.0", "4.0")
    nobody = bool(_NOBODY.search(text)) and open_to_words
    is_hard = kind != "4" and (nobody or (kind == "5" and detail in _UNREACHABLE))
    return (HARD if is_hard else SOFT), found[0] if found else ""
