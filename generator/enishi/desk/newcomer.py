"""What a row says of a person, as a private record would say it.

A value that its field does not take is told of with its line, and kept beside the record as it
stands: nothing is lost, and nothing is made fit by guessing.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from enishi.desk.emendation import Plain
from enishi.desk.eras import date_said
from enishi.desk.layout import HERE, Told, label_of, said_in_a_line
from enishi.desk.records import CARD, record_in
from enishi.desk.spelling import KANA, birthday_said, halves, is_same_name, tenure_said
from enishi.problems import Mark, Problems
from enishi.readings import EAST_ASIAN
from enishi.source.files import illegal_in
from enishi.source.people import NETWORKS, PERSONAL
from enishi.source.schema import Kind, Reading, Text
from enishi.source.tree import Mapping as Record
from enishi.source.tree import Node, Scalar
from enishi.source.tree import Sequence as Row

Trail = tuple[str, ...]
_NAME: Trail = ("person", "name")
_PLACES: dict[str, Trail] = {
    "call": ("call",),
    "stage": ("stage",),
    "company": ("person", "now", "company"),
    "job": ("person", "now", "title"),
    "industry": ("person", "now", "industry"),
    "city": ("person", "location", "city"),
    "region": ("person", "location", "region"),
    "country": ("person", "location", "country"),
    "bio": ("person", "bio"),
    **{network: ("person", "profiles", network) for network in NETWORKS},
}
_TENURE = ("joined", "left", "department", "title")
_MAILS = re.compile(r"\s*:::\s*|[;,、\s]+")
_WITHIN = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One row, as it could be written down."""

    line: int
    record: Mapping[str, Plain]
    """Of a private record; of fields alone."""
    rest: tuple[tuple[str, str], ...]
    """`(heading, text)` of what no field took."""
    id: str = ""
    is_here: bool = False
    """Whether the row says that they work here."""

    @property
    def name(self) -> Plain:
        """As a record has it; empty for none."""
        person = self.record.get("person")
        return person.get("name", "") if isinstance(person, dict) else ""

    def texts(self, key: str) -> list[str]:
        """The values of a list, as `emails`."""
        found = self.record.get(key, [])
        return [
            one for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)
        ]

    @property
    def pages(self) -> list[str]:
        """Addresses of theirs on networks."""
        person = self.record.get("person")
        found = person.get("profiles") if isinstance(person, dict) else None
        pages = found if isinstance(found, dict) else {}
        return [one for key, one in pages.items() if key in PERSONAL and isinstance(one, str)]


def newcomer_of(told: Told, path: str, problems: Problems) -> Newcomer:
    return _Clerk(told, path, problems).newcomer()


class _Clerk:
    """Reads one row, and puts what it says where it belongs."""

    def __init__(self, told: Told, path: str, problems: Problems) -> None:
        self._told, self._path, self._problems = told, path, problems
        self._record: dict[str, Plain] = {}
        values = [(name, self._legible(text).strip()) for name, text in told.values]
        self._values = [(name, text) for name, text in values if text]
        self._rest = [(label, self._legible(text)) for label, text in told.rest]

    def newcomer(self) -> Newcomer:
        if self._told.more:
            self._take_more()
        self._take_lists()
        self._take_name()
        for name, trail in _PLACES.items():
            self._take(name, trail, self._first(name))
        self._take_days()
        self._keep("status", self._first("status"))
        self._check_name()
        rest = tuple((label_of(label), text) for label, text in self._rest if text.strip())
        is_here = self._told.is_here or self._first("status").casefold() in HERE
        return Newcomer(self._told.line, self._record, rest, self._told.id, is_here)

    def _legible(self, text: str) -> str:
        """Without signs that no file of ours can hold; they are told of."""
        found = illegal_in(text)
        if found is None:
            return text
        self._warn("import-control", "", name=found[1])
        return "".join(sign for sign in text if illegal_in(sign) is None)

    def _legible_all(self, value: Plain) -> Plain:
        if isinstance(value, dict):
            return {key: self._legible_all(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._legible_all(one) for one in value]
        return self._legible(str(value))

    def _first(self, name: str) -> str:
        return next((text for one, text in self._values if one == name), "")

    def _all(self, name: str) -> list[str]:
        return [text for one, text in self._values if one == name]

    def _warn(self, code: str, field: str, **values: object) -> None:
        self._problems.warn(self._path, Mark(self._told.line), code, field, **values)

    def _keep(self, name: str, text: str) -> None:
        self._rest.append((self._told.labels.get(name, name), text))

    # --- one value

    def _take(self, name: str, trail: Trail, text: str) -> None:
        """Put a text where it belongs, or keep it where its field does not take it."""
        if not text:
            return
        if not self._is_good(name, kind_at(trail), text):
            self._keep(name, text)
            return
        place = self._record
        for key in trail[:-1]:
            inner = place.setdefault(key, {})
            assert isinstance(inner, dict)  # noqa: S101  (fields of ours do not cross)
            place = inner
        place[trail[-1]] = text

    def _is_good(self, name: str, kind: Kind[Any], text: str) -> bool:
        found = Problems()
        read = kind.read(Scalar(text, self._told.line, 1), Reading(self._path, found, _UTC), name)
        for one in found:
            self._warn(one.code, self._told.labels.get(name, name), **dict(one.values))
        return read is not None

    def _take_lists(self) -> None:
        for name, key in (("email", "emails"), ("phone", "phones")):
            told = (one for text in self._all(name) for one in self._split(name, text))
            found: list[Plain] = []
            for one in dict.fromkeys(told):
                if self._is_good(name, kind_at((key,)), one):
                    found.append(one)
                else:
                    self._keep(name, one)
            if found:
                self._record[key] = found
        skills = [one for one in self._all("skill") if self._is_good("skill", Text(80), one)]
        if skills:
            self._person()["skills"] = [*dict.fromkeys(skills)]
        for one in self._all("skill"):
            if one not in skills:
                self._keep("skill", one)

    def _split(self, name: str, text: str) -> list[str]:
        plain = unicodedata.normalize("NFKC", text)
        if name == "phone":
            return [one.strip() for one in re.split(r"\s*:::\s*|\n", plain) if one.strip()]
        within = _WITHIN.findall(plain)
        if within and _WITHIN.sub("", plain).strip(' "'):
            self._keep(name, text)  # a name stands beside the address
        return within or [one.removeprefix("mailto:") for one in _MAILS.split(plain) if one]

    def _person(self) -> dict[str, Plain]:
        found = self._record.setdefault("person", {})
        assert isinstance(found, dict)  # noqa: S101
        return found

    # --- days

    def _take_days(self) -> None:
        born = self._first("birthday")
        if born:
            day = birthday_said(born)
            if day:
                self._record["birthday"] = day
            else:
                self._warn("birthday-bad", self._told.labels.get("birthday", "birthday"))
                self._keep("birthday", born)
        since = self._date("since")
        if since:
            self._take("since", ("person", "now", "since"), since)
        tenures = [row for text in self._all("tenure") if (row := self._good_tenure(text))]
        stay: dict[str, Plain] = {
            **{name: day for name in ("joined", "left") if (day := self._date(name))},
            **{
                name: text
                for name in ("department", "title")
                if (text := self._first(name)) and self._is_line(name, text)
            },
        }
        if stay and not tenures:
            tenures = [{key: stay[key] for key in _TENURE if key in stay}]
        elif stay:
            self._keep("tenure", said_in_a_line(stay))
        if tenures:
            self._person()["tenures"] = [*tenures]

    def _date(self, name: str) -> str:
        text = self._first(name)
        found = date_said(text) if text else None
        if text and found is None:
            self._warn("import-date", self._told.labels.get(name, name))
            self._keep(name, text)
        return str(found) if found else ""

    def _is_line(self, name: str, text: str) -> bool:
        good = self._is_good(name, Text(), text)
        if not good:
            self._keep(name, text)
        return good

    def _good_tenure(self, text: str) -> dict[str, Plain]:
        """A time here; one that is none is kept as it is."""
        row = tenure_said(text)
        kind = record_in(kind_at(("person", "tenures")))
        found = Problems()
        if row and kind is not None:
            kind.read(node_of(row, self._told.line), Reading(self._path, found, _UTC), "tenure")
        for one in found:
            self._warn(one.code, one.field, **dict(one.values))
        if found.errors or not row:
            self._keep("tenure", text.strip(";"))
            return {}
        return row

    # --- names

    def _take_name(self) -> None:
        parts = {name: self._first(name) for name in ("family", "given", "former", "preferred")}
        parts["given"] = " ".join(filter(None, (parts["given"], self._first("middle"))))
        whole = " ".join(self._first("name").split())
        if whole and not (parts["family"] or parts["given"]):
            parts["family"], parts["given"], whole = halves(whole)
        elif whole and not is_same_name(whole, parts["family"], parts["given"]):
            self._keep("name", whole)
            whole = ""
        else:
            whole = ""
        parts["kana"], parts["latin"] = self._reading(), self._latin()
        self._put_name(whole, {key: text for key, text in parts.items() if text})

    def _reading(self) -> str:
        kana = self._either("kana", ("family-kana", "given-kana"))
        return unicodedata.normalize("NFKC", kana)

    def _latin(self) -> str:
        return self._either("latin", ("given-latin", "family-latin"))

    def _either(self, name: str, parts: Sequence[str]) -> str:
        """What is told in parts, or else whole; where both are told and differ, both are kept."""
        pair = " ".join(filter(None, map(self._first, parts)))
        whole = " ".join(self._first(name).split())
        if pair and whole and not is_same_name(whole, pair, ""):
            self._keep(name, whole)
        return " ".join(pair.split()) or whole

    def _put_name(self, whole: str, parts: dict[str, str]) -> None:
        """A name that was told whole stays so; beside other writings it has a place of its own."""
        good: dict[str, Plain] = {}
        for key, text in parts.items():
            if key == "kana" and not KANA.match(text) and text.isascii() and "latin" not in parts:
                key = "latin"
            if self._is_good(key, kind_at((*_NAME, key)), text):
                good[key] = text
            else:
                self._keep(key, text)
        if whole and not self._is_good("name", Text(80), whole):
            self._keep("name", whole)
            whole = ""
        if whole and good:
            good = {
                "family" if EAST_ASIAN.search(whole) or "latin" in good else "latin": whole
            } | good
            whole = ""
        kana = str(good.get("kana", ""))
        if kana and not good.keys() & {"family", "given", "latin"}:
            family, given, rest = halves(kana)
            good |= {"family": family or rest} | ({"given": given} if given else {})
        if whole:
            self._person()["name"] = whole
        elif good.keys() & {"family", "given", "latin"}:
            order = ("family", "given", "kana", "latin", "former", "preferred")
            self._person()["name"] = {key: good[key] for key in order if key in good}
        else:  # nobody can be called so
            for key, said in good.items():
                self._keep(key, str(said))

    def _check_name(self) -> None:
        """What is said of somebody without a name has no place in a record, and is kept."""
        person = self._record.get("person")
        if isinstance(person, dict) and "name" not in person:
            del self._record["person"]
            for key, value in person.items():
                self._keep(key, said_in_a_line(value))

    # --- files of our own

    def _take_more(self) -> None:
        """What is whole already; a key with a fault is kept as it is."""
        for key, value in self._told.more.items():
            found, line = Problems(), self._told.line
            value = self._legible_all(value)
            at = Reading(self._path, found, _UTC)
            CARD.fields[key].kind.read(node_of(value, line), at, key)
            for one in found:
                self._warn(one.code, one.field, **dict(one.values))
            if found.errors:
                self._rest.append((key, json.dumps(value, ensure_ascii=False)))
            else:
                self._record[key] = value


@cache
def kind_at(trail: Trail) -> Kind[Any]:
    """The kind of a field of private records; of a list, that of its rows."""
    record, kind = CARD, CARD.fields[trail[0]].kind
    for key in trail[1:]:
        inner = record_in(kind)
        assert inner is not None  # noqa: S101
        record = inner
        kind = record.fields[key].kind
    return getattr(kind, "kind", kind) if trail in (("emails",), ("phones",)) else kind


def node_of(value: Plain, line: int) -> Node:
    """Plain values as a record on that line."""
    if isinstance(value, dict):
        rows = tuple((Scalar(key, line, 1), node_of(one, line)) for key, one in value.items())
        return Record(rows, line, 1)
    if isinstance(value, list):
        return Row(tuple(node_of(one, line) for one in value), line, 1)
    return Scalar(str(value), line, 1)
