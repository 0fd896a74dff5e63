"""LinkedIn's own export of connections, `Connections.csv`, and whom of ours its rows mean.

The export begins with notes, then a line of headings; the address of a person is left out where
they do not share it (linkedin.com/help/linkedin/answer/a566336).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote, urlsplit

from enishi.desk.eras import date_said
from enishi.problems import refusal
from enishi.source.spreadsheets import heading_of, rows_in, text_in

_FIRST, _LAST, _URL, _EMAIL, _ON = (
    "first name", "last name", "url", "email address", "connected on",
)  # fmt: skip
_NEEDED = (_FIRST, _LAST)


@dataclass(frozen=True, slots=True)
class Row:
    """One connection of the export."""

    line: int
    first: str
    last: str
    url: str = ""
    email: str = ""
    on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass(frozen=True, slots=True)
class Face:
    """By what a person of ours can be known in the export."""

    id: str
    url: str = ""
    """Of their LinkedIn profile."""
    emails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """What came of the rows."""

    found: Mapping[str, Row] = field(default_factory=dict)
    """By ID."""
    asked: tuple[tuple[Row, tuple[str, ...]], ...] = ()
    """Rows that may mean one of several, or of whom one thing says yes and another no."""
    unknown: int = 0
    """Rows that mean nobody of ours."""


def read_connections(data: bytes, path: str) -> list[Row]:
    """The rows of an export. Raises `Refused` where it is no text, or has no line of headings."""
    columns: dict[str, int] = {}
    found: list[Row] = []
    for line, cells in rows_in(text_in(data, path)[0], path):
        if columns:
            row = _row(cells, columns, line)
            found += [row] if row else []
        elif set(map(heading_of, cells)).issuperset(_NEEDED):
            columns = {heading_of(one): at for at, one in enumerate(cells)}
    if not columns:
        raise refusal(path, "connections-head")
    return found


def _row(cells: list[str], columns: Mapping[str, int], line: int) -> Row | None:
    def cell(name: str) -> str:
        at = columns.get(name, len(cells))
        return cells[at].strip() if at < len(cells) else ""

    row = Row(line, cell(_FIRST), cell(_LAST), cell(_URL), cell(_EMAIL), _day(cell(_ON)))
    return row if row.name or row.url or row.email else None


def _day(text: str) -> date | None:
    """`27 Nov 2024`, whatever the locale of this machine."""
    found = date_said(text)
    return found.first if found and found.day else None


def match(rows: Iterable[Row], faces: Iterable[Face], told: Mapping[str, str]) -> Matches:
    """Whom each row means: by the profile's address, then by e-mail, then by name.

    `told` says it where somebody was asked: `{address or name: ID}`; an empty ID is nobody.
    """
    known = _Known(faces)
    claims: dict[str, list[Row]] = defaultdict(list)
    asked: list[tuple[Row, tuple[str, ...]]] = []
    unknown = 0
    for row in rows:
        answer = next((told[one] for one in (row.url, row.name) if one and one in told), None)
        ids = known.meant(row) if answer is None else ({answer} if answer else set())
        if len(ids) > 1:
            asked.append((row, tuple(sorted(ids))))
        elif ids:
            claims[ids.pop()].append(row)
        else:
            unknown += 1
    found = {}
    for one, mine in claims.items():
        if len(mine) == 1:
            found[one] = mine[0]
        else:  # two rows cannot be one person
            asked += [(row, (one,)) for row in mine]
    asked.sort(key=lambda pair: pair[0].line)
    return Matches(dict(sorted(found.items())), tuple(asked), unknown)


class _Known:
    """Faces by what they are known by."""

    def __init__(self, faces: Iterable[Face]) -> None:
        self._urls: dict[str, set[str]] = defaultdict(set)
        self._emails: dict[str, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._url_of: dict[str, str] = {}
        for face in faces:
            url = profile_key(face.url)
            if url:
                self._urls[url].add(face.id)
                self._url_of[face.id] = url
            for email in face.emails:
                self._emails[email.lower()].add(face.id)
            for name in face.names:
                self._names[name_key(name)].add(face.id)

    def meant(self, row: Row) -> set[str]:
        """IDs that it may mean: one where it is sure."""
        url = profile_key(row.url)
        by_url = self._urls.get(url, set()) if url else set()
        by_email = self._emails.get(row.email.lower(), set()) if row.email else set()
        if by_url or by_email:
            return set(by_url) if not by_email or by_url == by_email else by_url | by_email
        names = {name_key(row.name), name_key(f"{row.last} {row.first}")} - {""}
        ids = set().union(*(self._names.get(name, set()) for name in names))
        # Somebody of that name with a profile elsewhere is somebody else.
        return {one for one in ids if not url or self._url_of.get(one, url) == url}


def profile_key(url: str) -> str:
    """The address of a LinkedIn profile as it is compared; empty for any other."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return ""
    path = unicodedata.normalize("NFKC", unquote(parts.path)).lower().strip("/").split("/")
    return f"in/{path[1]}" if len(path) > 1 and path[0] == "in" and path[1] else ""


def name_key(name: str) -> str:
    """A name as it is compared: without case, width, blanks and signs."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in plain if sign.isalnum())
