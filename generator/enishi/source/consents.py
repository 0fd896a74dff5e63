"""What a person agreed to, refused or withdrew, and the notice that they were shown then."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from enishi.problems import Mark
from enishi.source.purposes import FIELDS, PURPOSES, STATUSES
from enishi.source.schema import (
    Choice,
    Day,
    Field,
    ListOf,
    Reading,
    RecordOf,
    Text,
    Trail,
    is_absent,
)
from enishi.source.tree import Mapping, Node, Scalar

MOST_HOW = 200
"""Characters."""
_SHA256 = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shown:
    """The notice that stood before the person's eyes."""

    mark: Mark
    id: str
    """The name of its file in `content/notices/`."""
    sha256: str = ""
    """Of its text on that day; empty where nobody took it down."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A purpose agreed to, refused or withdrawn, and since when."""

    mark: Mark
    purpose: str
    status: str
    on: date
    until: date | None = None
    how: str = ""
    notice: Shown | None = None
    fields: tuple[str, ...] | None = None
    """What alone may be shown; None for everything."""
    withheld: tuple[str, ...] = ()
    """What may not be shown: `except` in the file, which is a word of Python."""

    @property
    def is_narrow(self) -> bool:
        """Whether it speaks of some fields and not of others."""
        return self.fields is not None or bool(self.withheld)

    def covers(self, field: str) -> bool:
        """Whether it speaks of that field as well."""
        return (self.fields is None or field in self.fields) and field not in self.withheld


@dataclass(frozen=True, slots=True)
class Sha256Kind:
    """A digest as `sha256sum` writes it."""

    name: tuple[str, str] = ("SHA-256", "SHA-256")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        text = Text(80).read(node, at, field)
        if text and not _SHA256.match(text):
            at.error(node.mark, "sha256-bad", field)
            return None
        return text


_SHOWN = RecordOf(
    Shown,
    {
        "id": Field(
            Text(80),
            "content/notices/ のファイル名",
            "File in content/notices/",
            "portal-2026",
            required=True,
        ),
        "sha256": Field(
            Sha256Kind(),
            "そのときの文面の SHA-256",
            "SHA-256 of the text shown",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ),
    },
)


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """The ID of a notice, alone or with the digest of its text."""

    name: tuple[str, str] = ("説明文のID、または {id, sha256}", "ID of a notice, or {id, sha256}")

    @property
    def record(self) -> RecordOf[Shown]:
        """The record it may be, for `docs/fields.md`."""
        return _SHOWN

    def read(self, node: Node, at: Reading, field: Trail) -> Shown | None:
        if not isinstance(node, Scalar):
            return _SHOWN.read(node, at, field)
        found = Text(80).read(node, at, field)
        return Shown(node.mark, found) if found else None


def _consent_of(**values: object) -> Consent:
    """`except` is a word of Python, so the field is called `withheld` inside."""
    if "except" in values:
        values["withheld"] = values.pop("except")
    return Consent(**values)  # type: ignore[arg-type]


_CONSENT = RecordOf(
    _consent_of,
    {
        "purpose": Field(Choice(PURPOSES), "目的", "Purpose", "portal", required=True),
        "status": Field(Choice(STATUSES), "状態", "Status", "given", required=True),
        "on": Field(Day(), "いつから", "From", "2026-04-01", required=True),
        "until": Field(Day(), "いつまで(その日を含む)", "To and including", "2029-03-31"),
        "how": Field(Text(MOST_HOW), "どのように確認したか", "How it was given", "卒業面談の書面"),
        "notice": Field(NoticeKind(), "示した説明文", "The notice shown", "portal-2026"),
        "fields": Field(
            ListOf(Choice(FIELDS)),
            "portal だけ: 名前のほかに載せてよい項目。書かなければ全部",
            "For portal: what alone may be shown beside the name. Absent: everything",
            "[tenures, now, bio]",
        ),
        "except": Field(
            ListOf(Choice(FIELDS)),
            "portal だけ: 載せない項目。fields とはどちらか一方",
            "For portal: what may not be shown. Either this or fields",
            "[former, location]",
        ),
    },
)


@dataclass(frozen=True, slots=True)
class ConsentKind:
    """A consent, whose limits must be clear: in doubt nothing is built."""

    name: tuple[str, str] = _CONSENT.name

    @property
    def record(self) -> RecordOf[Consent]:
        """What it is, for `docs/fields.md`."""
        return _CONSENT

    def read(self, node: Node, at: Reading, field: Trail) -> Consent | None:
        found = _CONSENT.read(node, at, field)
        limits = _limits_in(node)
        for key, value in limits.items():
            if is_absent(value):
                at.error(value.mark, "limit-empty", (field, key), key=key)
        if len(limits) > 1:
            at.error(limits["except"].mark, "limits-both", (field, "except"))
        elif limits and found and (found.purpose, found.status) != ("portal", "given"):
            key, value = next(iter(limits.items()))
            at.error(value.mark, "limit-misplaced", (field, key), key=key)
        return found


def _limits_in(node: Node) -> dict[str, Node]:
    """The keys of a consent that narrow it, also where nothing stands behind the colon."""
    if not isinstance(node, Mapping):
        return {}
    found = {key: node.get(key) for key in ("fields", "except")}
    return {key: value for key, value in found.items() if value is not None}
