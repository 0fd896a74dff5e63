"""The plain YAML that nearly every file is written in, read row by row.

libyaml takes longer to hand its events to Python than all the rest of reading takes. So a
text of nothing but one-line keys and values, lists, `[]` and `{}` on one line, and `|` texts
is read here, into the very nodes that libyaml's events would give. Whatever else a text
holds, a mistake above all, is left to libyaml. `docs/decisions/yaml-reader.md` has the figures.
"""

from __future__ import annotations

import re
from functools import partial

from enishi.source.tree import Entry, Mapping, Node, Scalar, Sequence

_DEEPEST = 8
"""Columns before a key. Each may hold a list and a mapping, far from too deep a text."""

_FOREIGN = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What libyaml refuses, drops or takes for the end of a line."""
_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,40}"
_FIRST = r"""[^\s\-?:,\[\]{}\#&*!|>'"%@`]"""
_WORD = rf"{_FIRST}[^\n:\#]*+(?:(?::(?=\S)|(?<=\S)\#)[^\n:\#]*+)*+"
_INNER = rf"{_FIRST}[^\n:\#,?\[\]{{}}]*+(?::(?=[^\s,?\[\]{{}}:])[^\n:\#,?\[\]{{}}]*+)*+"
"""A word within `[]` and `{}`."""
_ROW = re.compile(
    rf"""
    ([ ]*)                                                      # indent
    (-[ ]+)?                                                    # dash
    (?:({_KEY}):(?![^ \n]))?                                    # key
    ([ ]*)                                                      # gap
    ( {_WORD}                                                   # value
    | \[[ ]*{_INNER}(?:,[ ]*{_INNER})*+\]
    | \{{[^\n\#'"\[\]{{}}]+\}}
    | "[^"\\\n]*"
    | '[^'\n]*'
    | (?(2)(?!))\|-?\n\1[ ]+[^ \n].*(?:\n(?:\1[ ].*|[ ]*(?=\n)))*+(?=\n)
    )?
    [ ]*(?:(?<![^ \n])\#.*)?(?:\n|\Z)
    | (.+)                                                      # a row of another kind
    """,
    re.VERBOSE,
)
_PAIR = re.compile(rf"([ ]*)({_KEY}):([ ]+)({_INNER})(?:,|\Z)|(.+)")
_plain = partial(tuple.__new__, Scalar)
"""A scalar from all its fields, in half the time that its class takes to make one."""


class _Foreign(Exception):  # noqa: N818  (no fault: the text is libyaml's to read)
    """The text holds more than plain rows."""


def read_rows(text: str, first_line: int = 1) -> Mapping | None:
    """The root mapping, or None where the text is not of this kind."""
    if _FOREIGN.search(text):
        return None
    try:
        return _Rows(text, first_line).root()
    except _Foreign:
        return None


class _Rows:
    """The rows of a text, of which one is being looked at."""

    def __init__(self, text: str, first_line: int) -> None:
        self.rows = iter(_ROW.findall(text))
        self.next_line = first_line
        self.step()

    def step(self) -> None:
        """Go to the next row that says something; after the last, `indent` is -1."""
        for row in self.rows:
            indent, self.dash, self.key, self.gap, self.value, other = row
            self.line = self.next_line
            self.next_line += 1
            if self.key or (self.dash and self.value):
                self.indent = len(indent)
                return
            if other or self.dash or self.value:
                raise _Foreign
        self.indent, self.dash = -1, ""

    def root(self) -> Mapping | None:
        if self.indent or self.dash:
            return None
        root = self.mapping(0)
        return root if self.indent < 0 else None

    def mapping(self, column: int) -> Mapping:
        """The entries whose keys begin at the column; the first may stand behind a dash."""
        if not self.key or column > _DEEPEST:
            raise _Foreign
        line = self.line
        entries: list[Entry] = []
        while True:
            key = _plain((self.key, self.line, column + 1, False, True, 0))
            entries.append((key, self.node(column, column + len(self.key) + 2)))
            if self.indent != column or self.dash:
                return _mapping_of(entries, line, column + 1)

    def sequence(self, column: int) -> Sequence:
        """The items whose dashes stand at the column."""
        line = self.line
        items: list[Node] = []
        while self.indent == column and self.dash:
            inner = column + len(self.dash)
            items.append(self.mapping(inner) if self.key else self.node(inner, inner + 1))
        return Sequence(tuple(items), line, column + 1)

    def node(self, column: int, at: int) -> Node:
        """What stands behind the key at `column` or below it, or behind a dash."""
        value, line = self.value, self.line
        if value:
            found = self.value_of(value, line, at + len(self.gap))
            self.step()
            return found
        self.step()
        if self.dash and self.indent >= column:
            return self.sequence(self.indent)
        if self.indent > column:
            return self.mapping(self.indent)
        return Scalar("", line, at, plain=True)

    def value_of(self, value: str, line: int, column: int) -> Node:
        sign = value[0]
        if sign == "[":
            return _list_of(value, line, column)
        if sign == "{":
            return _pairs_of(value, line, column)
        if sign == "|":
            return self.block_of(value, line, column)
        if sign in "\"'":
            return Scalar(value[1:-1], line, column)
        return _plain((value.rstrip(" "), line, column, False, True, 0))

    def block_of(self, value: str, line: int, column: int) -> Scalar:
        """A text beneath `|`, which ends with one line break, or beneath `|-`, with none."""
        sign, *lines = value.split("\n")
        self.next_line += len(lines)
        indent = len(lines[0]) - len(lines[0].lstrip(" "))
        if any(line[:indent].strip(" ") for line in lines):
            raise _Foreign
        text = "\n".join(line[indent:] for line in lines).rstrip("\n")
        return Scalar(text if sign == "|-" else f"{text}\n", line, column, True, False, indent)


def _mapping_of(entries: list[Entry], line: int, column: int) -> Mapping:
    if len({key.text for key, _ in entries}) < len(entries):
        raise _Foreign
    return Mapping(tuple(entries), line, column)


def _list_of(value: str, line: int, column: int) -> Sequence:
    items: list[Node] = []
    for part in value[1:-1].split(","):
        column += 1
        word = part.lstrip(" ")
        place = column + len(part) - len(word)
        items.append(_plain((word.rstrip(" "), line, place, False, True, 0)))
        column += len(part)
    return Sequence(tuple(items), line, column - len(value) + 1)


def _pairs_of(value: str, line: int, column: int) -> Mapping:
    entries: list[Entry] = []
    at = column
    for before, name, gap, word, other in _PAIR.findall(value[1:-1]):
        if other:
            raise _Foreign
        at += len(before) + 1
        key = _plain((name, line, at, False, True, 0))
        at += len(name) + 1 + len(gap)
        entries.append((key, _plain((word.rstrip(" "), line, at, False, True, 0))))
        at += len(word)
    return _mapping_of(entries, line, column)
