"""What a record may hold, declared once: read by the loader, printed into `docs/fields.md`.

A *kind* types one node; a `RecordOf` is a kind made of named fields. Reading never raises
and never stops at the first mistake: what is wrong becomes a problem, its value `None`.
No message repeats a value: it could be somebody's.
"""

from __future__ import annotations

import dataclasses
import difflib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar, Union
from zoneinfo import ZoneInfo

from enishi.dates import PartialDate, day_of, moment_of, partial_date_of
from enishi.links import is_safe_link
from enishi.problems import Mark, Problems
from enishi.source.nodes import shown
from enishi.source.slips import full_width_in
from enishi.source.tree import Mapping, Node, Scalar, Sequence

R = TypeVar("R")
T_co = TypeVar("T_co", covariant=True)

ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\Z", re.ASCII)
_ENOUGH = 100
"""So many unknown keys of one record are told: to look what is meant by each takes time."""
_LONGEST_KEY = 60
DEVICES = frozenset(
    "con prn aux nul".split() + [f"{port}{n}" for port in ("com", "lpt") for n in range(10)]
)
"""What no folder or file can be called on Windows, with whatever suffix."""
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_WIDTH = re.compile("[\u180e\u200b\u2060\ufeff]")
"""Invisible, and of no use in one line; joiners and variants of characters have one."""
_KANA = re.compile("[\u3041-\u309f\u30a0-\u30ff\uff65-\uff9f\\s]+\\Z")
_YES = {"yes": True, "true": True, "はい": True, "no": False, "false": False, "いいえ": False}

Trail = Union[str, tuple["Trail", str | int]]  # noqa: UP007  (`|` cannot take a name in quotes)
"""Where in a record a node stands: its key or number, behind the trail of what holds it.

It becomes a text like `tenures[1].left` only when there is a problem to tell.
"""


def field_of(trail: Trail) -> str:
    """The trail as a problem tells it."""
    if isinstance(trail, str):
        return trail
    before, step = field_of(trail[0]), trail[1]
    if isinstance(step, int):
        return f"{before}[{step}]"
    return f"{before}.{step}" if before else step


@dataclass(frozen=True, slots=True)
class Reading:
    """One file being read: where problems go and what its dates mean."""

    path: str
    problems: Problems
    zone: ZoneInfo

    def error(self, mark: Mark, code: str, field: Trail, /, **values: object) -> None:
        self.problems.add(self.path, mark, code, field_of(field), **values)


class Kind(Protocol[T_co]):
    """Types one node. `name` is what `docs/fields.md` calls it, ja and en."""

    @property
    def name(self) -> tuple[str, str]: ...

    def read(self, node: Node, at: Reading, field: Trail) -> T_co | None: ...


def is_absent(node: Node | None) -> bool:
    """Whether a key is not there, or has nothing behind its colon."""
    return node is None or (isinstance(node, Scalar) and (not node.text or node.text.isspace()))


def _scalar(node: Node, at: Reading, field: Trail) -> Scalar | None:
    if isinstance(node, Scalar):
        return node
    at.error(node.mark, "text-expected", field)
    return None


@dataclass(frozen=True, slots=True)
class Text:
    """A single line."""

    most: int = 200
    name: tuple[str, str] = ("文字列", "text")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        if isinstance(node, Scalar):
            text = node.text.strip()
            if len(text) <= self.most and text.isprintable():
                return text
        return self._read_closely(node, at, field)

    def _read_closely(self, node: Node, at: Reading, field: Trail) -> str | None:
        scalar = _scalar(node, at, field)
        if scalar is None:
            return None
        text = scalar.text.strip()
        unseen = _NO_WIDTH.search(text)
        if unseen:
            at.error(scalar.mark, "text-control", field, name=f"U+{ord(unseen[0]):04X}")
            return None
        fault = _fault_of_line(text, self.most)
        if fault:
            at.error(scalar.mark, fault, field, most=self.most)
            return None
        return text


def _fault_of_line(text: str, most: int) -> str | None:
    if "\n" in text or "\u2028" in text or "\u2029" in text:
        return "text-lines"
    if len(text) > most:
        return "text-long"
    return "text-bidi" if _BIDI.search(text) else None


_TEXT, _SHORT = Text(), Text(120)


@dataclass(frozen=True, slots=True)
class Kana:
    """A reading in hiragana or katakana."""

    name: tuple[str, str] = ("ひらがな・カタカナ", "kana")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        text = _SHORT.read(node, at, field)
        if text and not _KANA.match(text):
            at.error(node.mark, "kana-bad", field)
            return None
        return text


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown of one or more paragraphs, with its place."""

    most: int = 100_000
    name: tuple[str, str] = ("Markdown", "Markdown")

    def read(self, node: Node, at: Reading, field: Trail) -> Passage | None:
        scalar = _scalar(node, at, field)
        if scalar is None:
            return None
        if len(scalar.text) > self.most:
            at.error(scalar.mark, "text-long", field, most=self.most)
            return None
        if not scalar.block:
            column = scalar.mark.column - scalar.plain
            return Passage(
                scalar.text.strip("\n"), scalar.mark.line, column, quoted=not scalar.plain
            )
        blank = len(scalar.text) - len(scalar.text.lstrip("\n"))
        first_line = scalar.mark.line + 1 + blank
        return Passage(scalar.text.strip("\n"), first_line, scalar.indent)


@dataclass(frozen=True, slots=True)
class Passage:
    """Markdown inside a YAML field, and the line on which it begins."""

    text: str
    first_line: int
    indent: int = 0
    """Columns before its first character."""
    quoted: bool = False
    """Its lines are not the file's: escapes and folding stand between."""


@dataclass(frozen=True, slots=True)
class Ident:
    """A permanent ID, as file names and permalinks use it."""

    name: tuple[str, str] = ("ID", "ID")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        scalar = _scalar(node, at, field)
        if scalar is None:
            return None
        if not ID.match(scalar.text):
            at.error(scalar.mark, "id-bad", field)
            return None
        if scalar.text in DEVICES:
            at.error(scalar.mark, "id-device", field, id=scalar.text)
            return None
        return scalar.text


_IDENT = Ident()


@dataclass(frozen=True, slots=True)
class Ref:
    """An ID that points to another record, and where it stands."""

    id: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class RefTo:
    """The ID of another record; `checks.py` looks whether it is there."""

    name: tuple[str, str] = ("参照ID", "ID of a record")

    def read(self, node: Node, at: Reading, field: Trail) -> Ref | None:
        found = _IDENT.read(node, at, field)
        return Ref(found, node.mark) if found else None


@dataclass(frozen=True, slots=True)
class Located:
    """A text that may turn out to be an ID, and where it stands."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class TextOrRef:
    """A plain text, or the ID of a record."""

    name: tuple[str, str] = ("文字列または参照ID", "text, or ID of a record")

    def read(self, node: Node, at: Reading, field: Trail) -> Located | None:
        text = _TEXT.read(node, at, field)
        return Located(text, node.mark) if text else None


@dataclass(frozen=True, slots=True)
class When:
    """A date as exact as it is known."""

    name: tuple[str, str] = ("年・年月・年月日", "year, month or day")

    def read(self, node: Node, at: Reading, field: Trail) -> PartialDate | None:
        scalar = _scalar(node, at, field)
        found = partial_date_of(scalar.text.strip()) if scalar else None
        if scalar and not found:
            at.error(scalar.mark, "date-bad", field)
        return found


@dataclass(frozen=True, slots=True)
class Day:
    """A full day."""

    name: tuple[str, str] = ("年月日", "day")

    def read(self, node: Node, at: Reading, field: Trail) -> date | None:
        scalar = _scalar(node, at, field)
        found = day_of(scalar.text.strip()) if scalar else None
        if scalar and not found:
            at.error(scalar.mark, "day-bad", field)
        return found


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with or without a time of day."""

    name: tuple[str, str] = ("年月日と時刻", "day, or day and time")

    def read(self, node: Node, at: Reading, field: Trail) -> tuple[datetime, bool] | None:
        scalar = _scalar(node, at, field)
        found = moment_of(scalar.text.strip(), at.zone) if scalar else None
        if scalar and not found:
            at.error(scalar.mark, "moment-bad", field)
        return found


@dataclass(frozen=True, slots=True)
class Link:
    """An address that is safe to click: https, http, or mailto and tel where allowed."""

    schemes: tuple[str, ...] = ("https", "http")

    @property
    def name(self) -> tuple[str, str]:
        kinds = " / ".join(self.schemes)
        return (f"URL({kinds})", f"URL ({kinds})")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        scalar = _scalar(node, at, field)
        if scalar is None:
            return None
        text = scalar.text.strip()
        if not is_safe_link(text, self.schemes):
            at.error(scalar.mark, "url-bad", field, schemes=", ".join(self.schemes))
            return None
        return text


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a fixed list."""

    words: tuple[str, ...]

    @property
    def name(self) -> tuple[str, str]:
        return (" / ".join(self.words), " / ".join(self.words))

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        scalar = _scalar(node, at, field)
        if scalar is None or scalar.text in self.words:
            return scalar.text if scalar else None
        near = difflib.get_close_matches(scalar.text, self.words, 1)
        at.error(
            scalar.mark,
            "choice-bad",
            field,
            words=", ".join(self.words),
            near=near[0] if near else self.words[0],
        )
        return None


@dataclass(frozen=True, slots=True)
class Flag:
    name: tuple[str, str] = ("yes / no", "yes / no")

    def read(self, node: Node, at: Reading, field: Trail) -> bool | None:
        scalar = _scalar(node, at, field)
        found = _YES.get(scalar.text.lower()) if scalar else None
        if scalar and found is None:
            at.error(scalar.mark, "flag-bad", field)
        return found


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number that is not negative."""

    most: int = 1_000_000
    name: tuple[str, str] = ("整数", "whole number")

    def read(self, node: Node, at: Reading, field: Trail) -> int | None:
        scalar = _scalar(node, at, field)
        if scalar is None:
            return None
        if not re.fullmatch(r"\d{1,9}", scalar.text, re.ASCII) or int(scalar.text) > self.most:
            at.error(scalar.mark, "whole-bad", field, most=self.most)
            return None
        return int(scalar.text)


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; one single value counts as a list of one."""

    kind: Kind[Any]
    most: int = 2000

    @property
    def name(self) -> tuple[str, str]:
        ja, en = self.kind.name
        return (f"{ja} の一覧", f"list of {en}")

    def read(self, node: Node, at: Reading, field: Trail) -> tuple[Any, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        if len(items) > self.most:
            at.error(node.mark, "list-long", field, most=self.most)
            return None
        read = [self.kind.read(item, at, (field, n)) for n, item in enumerate(items)]
        return tuple([item for item in read if item is not None])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Lines of one's own beside each other: `{text: text}`."""

    most: int = 500
    name: tuple[str, str] = ("ことばの対", "pairs of texts")

    def read(self, node: Node, at: Reading, field: Trail) -> tuple[tuple[str, str], ...] | None:
        if not isinstance(node, Mapping):
            at.error(node.mark, "pairs-expected", field)
            return None
        if len(node.entries) > self.most:
            at.error(node.mark, "list-long", field, most=self.most)
            return None
        read = [
            (_TEXT.read(key, at, field), "" if is_absent(value) else _TEXT.read(value, at, field))
            for key, value in node.entries
        ]
        return tuple([(key, value) for key, value in read if key and value is not None])


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: its kind, and what `docs/fields.md` says of it."""

    kind: Kind[Any]
    ja: str
    en: str
    example: str = ""
    required: bool = False


@dataclass(frozen=True)
class RecordOf(Generic[R]):
    """A mapping with known keys, read into a frozen dataclass.

    Fields of the class that are no keys (`mark`, or what the caller gives to `read_with`)
    are filled in; keys that are absent get the class's own defaults.
    """

    cls: Callable[..., R]
    fields: dict[str, Field]
    banned: dict[str, str] = dataclasses.field(default_factory=dict)
    """Keys that are known but must not stand here: `{key: problem code}`."""
    name: tuple[str, str] = ("項目の組", "record")

    @cached_property
    def marked(self) -> bool:
        """Whether the class wants to know its place in the file."""
        return inspect.isfunction(self.cls) or "mark" in inspect.get_annotations(self.cls)

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(key for key, item in self.fields.items() if item.required)

    def read(self, node: Node, at: Reading, field: Trail) -> R | None:
        return self.read_with(node, at, field)

    def read_with(self, node: Node, at: Reading, field: Trail = "", /, **extra: object) -> R | None:
        """As `read`, with values for the class that do not come from the file."""
        if not isinstance(node, Mapping):
            self._blame_shape(node, at, field)
            return None
        unknown = []
        for key, value in node.entries:
            name = key.text
            declared = self.fields.get(name)
            if declared is None:
                unknown.append(key)
            elif not is_absent(value):
                found = declared.kind.read(value, at, (field, name))
                if found is not None:
                    extra[name] = found
        meant = {self._blame_key(key, at, field) for key in unknown[:_ENOUGH]}
        if self.required and not extra.keys() >= self.required:
            self._blame_missing(node, meant, at, field)
            return None
        if self.marked:
            extra["mark"] = node.mark
        return self.cls(**extra)

    def _blame_missing(self, node: Mapping, meant: set[str], at: Reading, field: Trail) -> None:
        """Tell of required keys that are not there, in whatever spelling or with whatever value."""
        given = {key.text for key, value in node.entries if not is_absent(value)}
        for name in self.fields:
            if name in self.required - given - meant:
                example = f"{name}: {self.fields[name].example}"
                at.error(node.mark, "key-missing", field, key=name, example=example)

    def _blame_shape(self, node: Node, at: Reading, field: Trail) -> None:
        slip = full_width_in(node.text, 0) if isinstance(node, Scalar) else None
        if slip:
            mark = Mark(node.mark.line, node.mark.column + slip.column)
            at.error(mark, slip.code, field, key=slip.key)
        else:
            at.error(node.mark, "mapping-expected", field, keys=self._keys())

    def _keys(self) -> str:
        return ", ".join(self.fields)

    def _blame_key(self, key: Scalar, at: Reading, field: Trail) -> str:
        """Report a key that must not stand here; what was probably meant, or nothing."""
        if key.text.lower() in self.banned:
            name = shown(key.text)
            at.error(key.mark, self.banned[key.text.lower()], field, key=name)
            return ""
        near = difflib.get_close_matches(key.text[:_LONGEST_KEY], self.fields, 1, 0.6)
        if near:
            at.error(key.mark, "key-near", field, key=shown(key.text), near=near[0])
            return near[0]
        at.error(key.mark, "key-unknown", field, key=shown(key.text), keys=self._keys())
        return ""
