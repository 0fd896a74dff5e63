"""Writes into a YAML text, and leaves every character that stands there.

Whoever uses this reads the new text again: where it does not say what it should, nothing is
written, and somebody has to look.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import yaml

from enishi.source.extents import BREAKS, Rows, end_of, rows_in

Pairs = Sequence[tuple[str, str]]
"""A row, key by key; values as they are written."""
_PLAIN = re.compile(r"\w(?:[\w ・、。「」()（）./-]*[\w。」)）])?\Z")
"""What needs no quotes, in whatever it stands."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_NOTHING = re.compile(r"\s*(?:\{\s*\})?\s*\Z")
Place = tuple[int, int]
"""Line and column, from 0."""


def scalar_of(text: str) -> str:
    """A text in YAML: where it must be quoted, JSON's quotes do (YAML 1.2, 1.3)."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def with_rows(text: str, key: str, rows: Sequence[Pairs]) -> str | None:
    """The text with more rows in the list `key`; None where there is no place for them."""
    lines, end = _LINE.findall(text), _end_in(text)
    try:
        found = rows_in(text, key)
    except yaml.YAMLError:
        return None
    if found is None:
        return f"{_begun(text, end)}{key}:{end}{_as_lines(rows, 2, end)}"
    if found.form == "other":
        return None
    for (line, column), new in _insertions(found, rows, lines, end):
        text = _put(text, lines, (line, column), new)
    return text


def with_value(text: str, key: str, name: str, value: str) -> str | None:
    """The text in which `key.name` is `value`; None where there is no place for it."""
    lines, end = _LINE.findall(text), _end_in(text)
    try:
        root = yaml.compose(text.translate(BREAKS), Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    node = _child(root, key)
    if node is None:
        return f"{_begun(text, end)}{key}:{end}  {name}: {value}{end}"
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return _put(text, lines, (node.start_mark.line + 1, 0), f"  {name}: {value}{end}", end)
    if not isinstance(node, yaml.MappingNode):
        return None
    before = _child(node, name)
    if before is not None:
        return _instead(text, lines, before, value)
    if not node.value:
        return _put(text, lines, (node.end_mark.line, node.end_mark.column - 1), f"{name}: {value}")
    if node.flow_style:
        return _put(text, lines, end_of(node.value[-1][1]), f", {name}: {value}")
    indent = node.value[0][0].start_mark.column
    line = _line_below(end_of(node)[0], lines, indent)
    return _put(text, lines, (line, 0), f"{' ' * indent}{name}: {value}{end}", end)


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _instead(text: str, lines: Sequence[str], node: yaml.Node, value: str) -> str | None:
    if not isinstance(node, yaml.ScalarNode):
        return None
    first, last = (node.start_mark.line, node.start_mark.column), end_of(node)
    gap = " " if first == last else ""  # nothing stands behind the colon
    return text[: _at(lines, first)] + gap + value + text[_at(lines, last) :]


def _put(text: str, lines: Sequence[str], place: Place, new: str, end: str = "") -> str:
    """With `end`, what stands before is a line that must be ended."""
    at = _at(lines, place)
    gap = end if end and at and text[at - 1] not in "\r\n" else ""
    return text[:at] + gap + new + text[at:]


def _at(lines: Sequence[str], place: Place) -> int:
    line, column = place
    return sum(map(len, lines[:line])) + column


def _end_in(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _begun(text: str, end: str) -> str:
    """The text as one to which a line can be added; an empty record is none."""
    if _NOTHING.match(text):
        return ""
    return text if text.endswith(("\n", "\r")) else text + end


def _insertions(
    found: Rows, rows: Sequence[Pairs], lines: Sequence[str], end: str
) -> Iterator[tuple[Place, str]]:
    """`((line, column), what to put there)`, last place first."""
    if found.form in ("rows", "nothing"):
        indent = found.indent if found.form == "rows" else 2
        line = _line_below(found.whole.last[0], lines, indent)
        gap = "" if lines[line - 1].endswith(("\n", "\r")) else end
        yield (line, 0), gap + _as_lines(rows, indent, end)
        return
    new = ["{" + ", ".join(f"{key}: {value}" for key, value in row) + "}" for row in rows]
    if found.form == "braces":
        yield found.whole.last, "".join(f", {one}" for one in new) + "]"
        yield found.whole.first, "["
    elif found.items:
        gap = "," + end + " " * found.items[-1].first[1]
        yield found.items[-1].last, "".join(gap + one for one in new)
    else:
        line, column = found.whole.last
        yield (line, column - 1), ", ".join(new)


def _line_below(last: int, lines: Sequence[str], indent: int) -> int:
    """The line after the last one of a block and the remarks right beneath it."""
    line = last + 1
    remark = re.compile(rf"[ ]{{{max(1, indent)},}}#")
    while line < len(lines) and remark.match(lines[line]):
        line += 1
    return line


def _as_lines(rows: Sequence[Pairs], indent: int, end: str) -> str:
    """Rows as lines, each value in its own."""
    blank, text = " " * indent, ""
    for row in rows:
        for number, (key, value) in enumerate(row):
            text += f"{blank}{'  ' if number else '- '}{key}: {value}{end}"
    return text
