"""What a browser sends in a form, as fields and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

from enishi.dates import day_of
from enishi.problems import Mark, Problems, Refused

MAX_BYTES = 20_000_000
"""As much as a table may have."""
_MOST_FIELDS = 2_000
PLACE = "enishi desk"
"""Where a fault is, when it is in what was typed and not in a file."""


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed; a field that is not there is empty."""

    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """`{field: (name, bytes)}`"""
    problems: Problems = field(default_factory=Problems, compare=False)
    """What is wrong with what was typed: all of it is told at once, by `settle`."""

    def settle(self) -> None:
        """Raises `Refused` where anything that was read is wrong. To be called before writing."""
        if self.problems.errors:
            raise Refused(self.problems)

    def blame(self, name: str, code: str, **values: object) -> None:
        """Something is wrong with this field."""
        self.problems.add(PLACE, Mark(), code, name, **values)

    def text(self, name: str) -> str:
        """Without blanks around it, and with `\\n` at the ends of lines."""
        return self.fields.get(name, "").replace("\r\n", "\n").strip()

    def line(self, name: str) -> str:
        """As `text`, in one line."""
        return " ".join(self.text(name).split())

    def is_ticked(self, name: str) -> bool:
        return bool(self.text(name))

    def chosen(self, name: str, among: tuple[str, ...]) -> str:
        """One of these; anything else is wrong, and counts as the first."""
        found = self.text(name)
        if found in among:
            return found
        self.blame(name, "form-choice", known=", ".join(filter(None, among)))
        return among[0]

    def day(self, name: str, usual: date) -> date:
        """A day, or the usual one where none is given; what is none is wrong."""
        found = self.text(name)
        day = day_of(found) if found else usual
        if day is None:
            self.blame(name, "form-day")
        return day or usual

    def number(self, name: str, most: int) -> int | None:
        """A whole number; None where nothing is given; what is none is wrong."""
        found = self.text(name).replace(",", "")
        if not found:
            return None
        if not (found.isascii() and found.isdigit() and len(found) < 12 and int(found) <= most):
            self.blame(name, "form-number", most=f"{most:,}")
            return None
        return int(found)


def form_in(body: bytes, kind: str) -> Form | None:
    """The form in the body of a request of this content type; None for what is none."""
    try:
        head = EmailMessage(HTTP)
        head["Content-Type"] = kind if kind and kind.isprintable() else "text/plain"
        if head.get_content_type() == "application/x-www-form-urlencoded":
            return _encoded(body)
        border = (head.get_boundary() or "").encode()
        if head.get_content_type() != "multipart/form-data" or not border:
            return None
        if body.count(b"--" + border) > _MOST_FIELDS:
            return None
        return _in_parts(body, str(head["Content-Type"]))
    except (ValueError, TypeError, LookupError, RecursionError):  # Python's, of what is no header
        return None


def _encoded(body: bytes) -> Form | None:
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
            errors="strict",
        )
    except ValueError:  # no text, or more fields than any form of ours has
        return None
    return Form(dict(pairs))


def _in_parts(body: bytes, kind: str) -> Form | None:
    """RFC 7578: a part for each field, and for each file."""
    whole = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body
    )
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        data = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes):
            return None
        file = part.get_filename()
        if file is None:
            try:
                fields[name] = data.decode("utf-8")
            except UnicodeDecodeError:
                return None
        elif data:
            files[name] = (file.replace("\\", "/").rpartition("/")[2], data)
    return Form(fields, files)
