"""Puts a key or a row deep into a YAML text, and leaves every character that stands there.

As `insertion`, for records within records: whoever uses this reads the new text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from enishi.source.extents import BREAKS, end_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_NOTHING = re.compile(r"\s*(?:\{\s*\})?\s*\Z")
Value = str | Sequence[str]
"""As it is written; or the rows of a list, each in braces."""


@dataclass(frozen=True, slots=True)
class Graft:
    """One thing to be added."""

    trail: tuple[str | int, ...]
    """The record or list that takes it: keys, and numbers of rows. A first key that is not there
    is begun."""
    name: str
    """The key; empty for one more row of a list."""
    value: Value


def grafted(text: str, graft: Graft) -> str | None:
    """The new text; None where there is no place for it."""
    lines: list[str] = _LINE.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    try:
        node: yaml.Node | None = yaml.compose(text.translate(BREAKS), Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    for number, step in enumerate(graft.trail):
        found = _child(node, step)
        if found is None and number == 0 and len(graft.trail) == 1:
            begun = "" if _NOTHING.match(text) else _ended(text, end)
            return f"{begun}{step}:{end}{_row(graft, 2, end)}"
        node = found
    if node is None:
        return None
    return _with(text, lines, node, graft, end)


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(step, int):
        rows = node.value if isinstance(node, yaml.SequenceNode) else []
        return rows[step] if step < len(rows) else None
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == step), None)


def _with(text: str, lines: Sequence[str], node: yaml.Node, graft: Graft, end: str) -> str | None:
    if isinstance(node, yaml.ScalarNode):
        if node.value or node.style:
            return None
        return _put(text, lines, (node.start_mark.line + 1, 0), _row(graft, 2, end), end)
    if not isinstance(node, yaml.MappingNode if graft.name else yaml.SequenceNode):
        return None
    if node.flow_style:
        gap = ", " if node.value else ""
        last = node.end_mark.line, node.end_mark.column - 1
        place = end_of(_last(node)) if node.value else last
        return _put(text, lines, place, gap + _braced(graft))
    indent = node.start_mark.column
    line = _line_below(end_of(node)[0], lines, indent)
    return _put(text, lines, (line, 0), _row(graft, indent, end), end)


def _last(node: yaml.CollectionNode) -> yaml.Node:
    last = node.value[-1]
    found: yaml.Node = last[1] if isinstance(last, tuple) else last
    return found


def _row(graft: Graft, indent: int, end: str) -> str:
    """What is added, as lines of their own."""
    blank = " " * indent
    if not isinstance(graft.value, str):
        rows = "".join(f"{blank}  - {one}{end}" for one in graft.value)
        return f"{blank}{graft.name}:{end}{rows}"
    return f"{blank}{graft.name + ':' if graft.name else '-'} {graft.value}{end}"


def _braced(graft: Graft) -> str:
    """What is added, behind other things on their line."""
    value = graft.value if isinstance(graft.value, str) else f"[{', '.join(graft.value)}]"
    return f"{graft.name}: {value}" if graft.name else value


def _line_below(last: int, lines: Sequence[str], indent: int) -> int:
    """The line after the last one of a block and the remarks right beneath it."""
    return last + 1 + sum(1 for _ in _remarks(lines[last + 1 :], indent))


def _remarks(lines: Sequence[str], indent: int) -> Iterator[str]:
    remark = re.compile(rf"[ ]{{{max(1, indent)},}}#")
    for line in lines:
        if not remark.match(line):
            return
        yield line


def _put(text: str, lines: Sequence[str], place: tuple[int, int], new: str, end: str = "") -> str:
    """With `end`, what stands before is a line that must be ended."""
    line, column = place
    at = sum(map(len, lines[:line])) + column
    before = _ended(text[:at], end) if end and at else text[:at]
    return before + new + text[at:]


def _ended(text: str, end: str) -> str:
    return text if text.endswith(("\n", "\r")) else text + end
