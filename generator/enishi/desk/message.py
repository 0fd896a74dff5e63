"""An edition as a message that can be sent: `.eml`.

What is written is read again by another parser and compared, field by field and part by part,
before anybody gets it. So a name or a subject can spoil a message, but never slip a recipient or
a field into it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit

from enishi.desk.draft import Draft, differing, written
from enishi.desk.edition import Edition
from enishi.desk.headers import address_of
from enishi.desk.private import reveal
from enishi.desk.tokens import message_id_of, one_click_url, stop_url
from enishi.problems import Mark, Problems, Refused
from enishi.settings import FILE, MailText
from enishi.views import Site

_LIST_ID = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\Z", re.ASCII | re.IGNORECASE)
_BREAKING = ("Cc", "Cs", "Zl", "Zp")
_OURS = "extra.enishi.mail"
_BEYOND_LATIN = re.compile(r"[^\x00-\xff]")


def message_of(edition: Edition, mail: MailText, site: Site, token: str, when: datetime) -> bytes:
    """The message to one person; the same input gives the same bytes.

    `token` is that of `desk.tokens` for the issue and the person; `when` (with its zone) is what
    `Date` says. Raises `Refused` for what cannot be sent as it should be read.
    """
    at = _At(f"content/newsletters/{edition.issue}.md", mail, Problems())
    draft = Draft(
        sender=at.sender(site),
        recipient=at.recipient(edition),
        subject=at.subject(edition),
        list_id=at.list_id(site),
        stops=at.stops(token),
        message_id=message_id_of(token, mail.address.rpartition("@")[2]),
        date=format_datetime(when),
        lang=edition.lang,
        parts=at.parts(edition),
    )
    at.settle()
    data = written(draft)
    for part in differing(data, draft):
        at.problems.add(at.path, Mark(), "letter-garbled", part=part)
    at.settle()
    return data


def sender_name(mail: MailText, site: Site) -> str:
    """Whose name stands in `From`."""
    return mail.name or (site.sender.name if site.sender else site.name)


def list_id_of(mail: MailText, site: Site) -> str:
    """The List-ID (RFC 2919)."""
    return mail.list_id or f"letters.{urlsplit(site.url).hostname or ''}"


@dataclass(frozen=True, slots=True)
class _At:
    """What a message is made of, looked at; everything amiss is collected first."""

    path: str
    """Of the issue."""
    mail: MailText
    problems: Problems

    def settle(self) -> None:
        if self.problems.errors:
            raise Refused(self.problems)

    def sender(self, site: Site) -> tuple[str, str]:
        name = self._line(sender_name(self.mail, site), FILE, f"{_OURS}.name")
        return name, self._ours(self.mail.address, "address")

    def recipient(self, edition: Edition) -> tuple[str, str]:
        name = self._line(reveal(edition.name), f"alumni/{edition.person}.yml", "name")
        address = address_of(reveal(edition.address))
        if address is None:
            path = f"private/{edition.person}.yml"
            self.problems.add(path, Mark(), "letter-address", "emails")
        return name, address or ""

    def subject(self, edition: Edition) -> str:
        subject = self._line(edition.subject, self.path, "title")
        if not subject:
            self.problems.add(self.path, Mark(), "letter-subject", "title")
        return subject

    def list_id(self, site: Site) -> tuple[str, str]:
        found = list_id_of(self.mail, site)
        if not _LIST_ID.match(found):
            self.problems.add(FILE, self.mail.mark, "list-id-bad", f"{_OURS}.list_id")
        return self._line(site.name, FILE, "site_name"), found

    def stops(self, token: str) -> tuple[str, ...]:
        stop = stop_url(self._ours(self.mail.stop or self.mail.address, "stop"), token)
        return (one_click_url(self.mail.one_click, token), stop) if self.mail.one_click else (stop,)

    def parts(self, edition: Edition) -> tuple[str, str]:
        """Both texts. Where a server relabels a letter as Latin-1 Gmail cuts it off; so one
        character must be none of that."""
        plain, html = (_with_crlf(reveal(part)) for part in (edition.text, edition.html))
        for text in (plain, html):
            if not text.strip():
                self.problems.add(self.path, Mark(), "letter-empty")
            elif not _BEYOND_LATIN.search(text):
                self.problems.add(self.path, Mark(), "letter-latin")
        return plain, html

    def _ours(self, address: str, field: str) -> str:
        found = address_of(address)
        if found is None:
            self.problems.add(FILE, self.mail.mark, "letter-address", f"{_OURS}.{field}")
        return found or ""

    def _line(self, text: str, path: str, field: str) -> str:
        """A line as a header takes it: nothing in it that some reader takes for its end."""
        line = text.strip()
        if any(unicodedata.category(one) in _BREAKING for one in line):
            self.problems.add(path, Mark(), "letter-control", field)
        return line


def _with_crlf(text: str) -> str:
    """Lines as mail ends them, the last one too."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return plain.replace("\n", "\r\n") + "\r\n"
