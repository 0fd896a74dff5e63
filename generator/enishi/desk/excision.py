"""Cuts values out of YAML, and leaves every other character that stands there.

The new text is read again: it must say what the old one said, without what was to go. Where it
does not, nothing is cut, and somebody has to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Union

import yaml

from enishi.problems import Problems
from enishi.source.extents import BREAKS, end_of
from enishi.source.nodes import parse_yaml

Trail = tuple[str, ...]
"""The keys that lead to a value; places in lists count for nothing."""
Wanted = Callable[[Trail, str], bool]
"""`wanted(trail, text)`: whether a value is to go; of a key, with itself at the trail's end."""
Plain = Union[dict[str, "Plain"], list["Plain"], str]  # noqa: UP007  (a name in quotes)
_GONE = object()
_ROW = ("person", "id", "to", "recipient", "mail", "email", "address", "who", "graduate")
"""Keys that say whom a row of a list is about: with the value the whole row goes."""


class Edit(NamedTuple):
    """A piece of a text, and what comes in its place."""

    start: int
    end: int
    new: str = ""


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is to be cut out of a text."""

    edits: tuple[Edit, ...] = ()
    lines: tuple[int, ...] = ()
    """Where something goes, from 1."""
    by_hand: tuple[int, ...] = ()
    """Where something should go and cannot be cut."""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits, which do not overlap."""
    for one in sorted(edits, reverse=True):
        text = text[: one.start] + one.new + text[one.end :]
    return text


def cuts_in(text: str, wanted: Wanted, *, rows: bool = False) -> Cuts:
    """What of a YAML text is to go; `text` has line feeds for line ends.

    Lists and records that are left empty go as well. With `rows` a row of a list goes as a whole
    where it says by `_ROW` that it is about what is wanted.
    """
    if parse_yaml(text, "", Problems(), tags=True) is None:
        return Cuts()
    root = yaml.compose(text.translate(BREAKS), Loader=_Loader)
    if root is None:
        return Cuts()
    surgeon = _Surgeon(text, wanted, rows=rows)
    expected = surgeon.kept(root, ())
    if not surgeon.lines:
        return Cuts()
    if expected is _GONE:  # nothing is left: the text is empty, but for its remarks
        surgeon.cut_whole(root)
        expected = None
    lines = tuple(sorted(set(surgeon.lines)))
    if surgeon.failed or _read(edited(text, surgeon.merged())) != _empty(expected):
        return Cuts(by_hand=lines)
    return Cuts(tuple(surgeon.merged()), lines)


class _Loader(yaml.CSafeLoader):
    """Composes any `!tag`; nothing is ever constructed."""


def _read(text: str) -> object:
    if parse_yaml(text, "", Problems(), tags=True) is None:
        return None
    node = yaml.compose(text.translate(BREAKS), Loader=_Loader)
    return None if node is None else _empty(_plain(node))


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)


def _empty(value: object) -> object:
    return value or None


class _Surgeon:
    """Goes through a tree once, notes what goes, and what is left."""

    def __init__(self, text: str, wanted: Wanted, *, rows: bool) -> None:
        self._text, self._wanted, self._rows = text, wanted, rows
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.pieces: list[Edit] = []
        self.lines: list[int] = []
        self.failed = False

    def kept(self, node: yaml.Node, trail: Trail) -> object:
        """What is left of a value; `_GONE` where nothing is."""
        if isinstance(node, yaml.MappingNode):
            return self._kept_pairs(node, trail)
        if isinstance(node, yaml.SequenceNode):
            return self._kept_items(node, trail)
        if self._wanted(trail, node.value):
            self.lines.append(node.start_mark.line + 1)
            return _GONE
        return node.value

    def _kept_items(self, node: yaml.SequenceNode, trail: Trail) -> object:
        left, gone = [], []
        for number, item in enumerate(node.value):
            before = len(self.pieces)
            found = self.kept(item, trail)
            if found is not _GONE and self._rows and self._is_row(item, trail):
                self.lines.append(item.start_mark.line + 1)
                found = _GONE
            if found is _GONE:
                del self.pieces[before:]  # they are within what goes
                gone.append(number)
            else:
                left.append(found)
        if gone and not left:
            return _GONE
        extents = [(self._at(item.start_mark), self._end(item)) for item in node.value]
        self._cut(node, extents, gone, lambda number: self._item(node.value[number]))
        return left

    def _is_row(self, item: yaml.Node, trail: Trail) -> bool:
        pairs = item.value if isinstance(item, yaml.MappingNode) else []
        return any(
            key.value in _ROW
            and isinstance(value, yaml.ScalarNode)
            and self._wanted((*trail, key.value), value.value)
            for key, value in pairs
        )

    def _kept_pairs(self, node: yaml.MappingNode, trail: Trail) -> object:
        left: dict[str, object] = {}
        gone: list[int] = []
        for number, (key, value) in enumerate(node.value):
            before, within = len(self.pieces), (*trail, str(key.value))
            if self._wanted((*within, ""), key.value):
                self.lines.append(key.start_mark.line + 1)
                found: object = _GONE
            else:
                found = self.kept(value, within)
            if found is _GONE:
                del self.pieces[before:]
                gone.append(number)
            else:
                left[key.value] = found
        if gone and not left:
            return _GONE
        extents = [(self._at(key.start_mark), self._end(value)) for key, value in node.value]
        self._cut(node, extents, gone, lambda number: self._pair(*node.value[number]))
        return left

    def _cut(
        self,
        node: yaml.CollectionNode,
        extents: list[tuple[int, int]],
        gone: list[int],
        block: Callable[[int], Iterator[Edit]],
    ) -> None:
        if not node.flow_style:
            for number in gone:
                self.pieces.extend(block(number))
            return
        last_kept = max((n for n in range(len(extents)) if n not in gone), default=-1)
        for number in gone:
            if number < last_kept:
                piece = Edit(extents[number][0], extents[number + 1][0])
            else:
                piece = Edit(extents[number - 1][1], extents[number][1])
            if re.search(r"\n[ \t]*#", self._text[piece.start : piece.end]):
                self.failed = True  # a remark of somebody else's stands between
            self.pieces.append(piece)

    def _item(self, item: yaml.Node) -> Iterator[Edit]:
        """A row that begins with `-`."""
        line = item.start_mark.line
        before = self._text[self._starts[line] : self._at(item.start_mark)]
        if before.strip() != "-":
            self.failed = True
            return
        yield from self._lines_of(line, item)

    def _pair(self, key: yaml.Node, value: yaml.Node) -> Iterator[Edit]:
        line, at = key.start_mark.line, self._at(key.start_mark)
        before = self._text[self._starts[line] : at]
        if not before.strip():
            yield from self._lines_of(line, value)
        elif before.strip() == "-":  # the row goes on beneath its dash
            pieces = list(self._lines_of(line, value))
            first = Edit(self._starts[line] + len(before.rstrip()), pieces[0].end - 1)
            yield from (first, *pieces[1:])
        else:
            self.failed = True

    def _lines_of(self, first: int, node: yaml.Node) -> Iterator[Edit]:
        """Whole lines, but for remarks that have a line of their own."""
        last = max(first, end_of(node)[0])
        held = set(_lines_held(node))
        begin = first
        for line in range(first, last + 1):
            text = self._text[self._starts[line] : self._start(line + 1)]
            if line > first and line not in held and text.lstrip().startswith("#"):
                if begin < line:
                    yield Edit(self._starts[begin], self._starts[line])
                begin = line + 1
        if begin <= last:
            yield Edit(self._starts[begin], self._start(last + 1))

    def cut_whole(self, root: yaml.Node) -> None:
        """Everything goes."""
        self.pieces = list(self._lines_of(root.start_mark.line, root))

    def merged(self) -> list[Edit]:
        """The pieces, those that overlap as one."""
        found: list[Edit] = []
        for piece in sorted(self.pieces):
            if found and piece.start <= found[-1].end:
                found[-1] = Edit(found[-1].start, max(found[-1].end, piece.end))
            else:
                found.append(piece)
        return found

    def _at(self, mark: yaml.Mark) -> int:
        return self._starts[mark.line] + int(mark.column)

    def _end(self, node: yaml.Node) -> int:
        line, column = end_of(node)
        return self._start(line) + column

    def _start(self, line: int) -> int:
        return self._starts[line] if line < len(self._starts) else len(self._text)


def _lines_held(node: yaml.Node) -> Iterator[int]:
    """Lines on which values stand: what looks like a remark there may be none."""
    if isinstance(node, yaml.ScalarNode):
        yield from range(node.start_mark.line, end_of(node)[0] + 1)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _lines_held(item)
    else:
        for key, value in node.value:
            yield from _lines_held(key)
            yield from _lines_held(value)
