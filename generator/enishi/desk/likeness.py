"""By what somebody can be known again of whom nothing else is kept."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from enishi.desk.needles import needles_of, page_of
from enishi.desk.subject import Subject
from enishi.readings import folded
from enishi.source.people import PERSONAL

_MOBILE = re.compile(r"[789]0\d{8}")
_PROFILES = tuple(f"{before}profiles.{one}" for before in ("", "person.") for one in PERSONAL)
"""Fields with a page of theirs."""


@dataclass(frozen=True, slots=True)
class Traits:
    """Values of one person, however they are written."""

    ids: Iterable[str] = ()
    mails: Iterable[str] = ()
    names: Iterable[str] = ()
    """They count only together with a birthday: many bear one name."""
    birthday: str = ""
    """`04-12`, or with its year."""
    phones: Iterable[str] = ()
    """Those count that are carried about: others are of a house or an office."""
    pages: Iterable[str] = ()
    """Addresses of theirs on networks."""


def tokens_of(key: bytes, traits: Traits) -> tuple[str, ...]:
    """The tokens of one person."""
    found = {token(key, "id", one.strip().lower()) for one in traits.ids}
    found |= {token(key, "phone", number) for one in traits.phones for number in _mobiles_in(one)}
    found |= {token(key, "page", _page_form(one)) for one in traits.pages}
    found |= {token(key, "mail", form) for one in traits.mails for form in mail_forms(one)}
    day = re.search(r"(\d\d)-?(\d\d)\Z", traits.birthday.strip())
    if day:
        born = f"{day[1]}-{day[2]}"
        found |= {token(key, "name", f"{name_form(one)}\0{born}") for one in traits.names}
    return tuple(sorted(found))


def traits_of(subject: Subject) -> Traits:
    """What is known of somebody whose records there are."""
    return Traits(
        ids=[subject.id],
        mails=_own(subject, "mail", "emails"),
        names=[*subject.ways, *subject.readings],
        birthday=subject.birthday,
        phones=[f"0{one}" for one in _own(subject, "phone", "phones")],
        pages=[f"https://{one}" for one in _own(subject, "page", *_PROFILES)],
    )


def _own(subject: Subject, sort: str, *fields: str) -> list[str]:
    """Values of their own; one in a note could be somebody else's."""
    return [
        one.text for one in subject.needles if one.sort == sort and one.field.startswith(fields)
    ]


def token(key: bytes, kind: str, text: str) -> str:
    """A keyed digest (HMAC-SHA-256, RFC 2104)."""
    return hmac.digest(key, f"{kind}\0{text}".encode(), "sha256").hex()


def _mobiles_in(text: str) -> Iterator[str]:
    """Japanese mobile numbers (Ministry of Internal Affairs, numbering plan), within the country.
    Of other countries numbers do not tell."""
    digits = (one.text for one in needles_of(text, "", "phones", contacts_only=True))
    return (one for one in digits if _MOBILE.fullmatch(one))


def _page_form(address: str) -> str:
    return page_of(address).partition("?")[0].rstrip("/").removeprefix("www.")


def mail_form(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold().removeprefix("mailto:")


def mail_forms(text: str) -> set[str]:
    """An address, and the mailbox it leads to: `ken+shop@` is `ken@` at most providers."""
    whole = mail_form(text)
    local, at, host = whole.rpartition("@")
    return {whole, f"{local.partition('+')[0] or local}{at}{host}"}


def name_form(text: str) -> str:
    """A name without spaces, accents, old forms of kanji, and the difference between kana."""
    return re.sub(r"[\s,・.]+", "", folded(text))
