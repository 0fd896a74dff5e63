"""Puts values into YAML, and leaves every other character that stands there.

The new text is read again: it must say what the old one said, and the new value besides. Where
it does not, nothing is changed, and somebody has to look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union

import yaml

from enishi.desk.excision import Edit, edited
from enishi.desk.trees import Leaf, in_clear
from enishi.insertion import scalar_of
from enishi.problems import Problems
from enishi.source.extents import BREAKS, end_of
from enishi.source.nodes import parse_yaml

Value = str | Mapping[str, str]
Plain = Union[dict[str, "Plain"], list["Plain"], str]  # noqa: UP007  (a name in quotes)
Trail = tuple[str | int, ...]
_STEP = 2


@dataclass(frozen=True, slots=True)
class Wish:
    """A value that is to stand in a text."""

    trail: Trail
    """The keys, and numbers of rows, that lead to it; keys that are not there are made."""
    value: Value
    is_row: bool = False
    """Whether it is one more row of the list there, or takes the place of what stands there."""


def emended(text: str, *wishes: Wish) -> str | None:
    """The text with these values, its line ends as line feeds; None where that cannot be done."""
    for wish in wishes:
        before = _plain_in(text)
        if not isinstance(before, dict):
            return None
        new = _Writer(text).edit(wish)
        if new is None:
            return None
        text = edited(text, [new])
        if _plain_in(text) != _wished(before, wish.trail, wish):
            return None
    return text


def plain_at(text: str, *trail: str) -> Plain:
    """What a text says behind these keys; an empty text where it says nothing."""
    found: Plain | None = _plain_in(text)
    for key in trail:
        found = found.get(key) if isinstance(found, dict) else None
    return "" if found is None else found


def _plain_in(text: str) -> Plain | None:
    if all(not line.strip() or line.startswith("#") for line in text.split("\n")):
        return {}
    if parse_yaml(text, "", Problems()) is None:
        return None
    root = yaml.compose(text.translate(BREAKS), Loader=yaml.CSafeLoader)
    return None if root is None else _plain(root)


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return str(node.value)


def _wished(before: Plain, trail: Trail, wish: Wish) -> Plain:
    if trail and isinstance(trail[0], int):
        rows, at = list(before) if isinstance(before, list) else [], trail[0]
        return [*rows[:at], _wished(rows[at], trail[1:], wish), *rows[at + 1 :]]
    if trail:
        known = before if isinstance(before, dict) else {}
        key = str(trail[0])
        return {**known, key: _wished(known.get(key, ""), trail[1:], wish)}
    value: Plain = wish.value if isinstance(wish.value, str) else dict(wish.value)
    if wish.is_row:
        return [*(before if isinstance(before, list) else ()), value]
    return value


def _child(node: yaml.CollectionNode, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode):
        there = isinstance(step, int) and step < len(node.value)
        return node.value[step] if there else None
    return next((value for key, value in node.value if key.value == step), None)


class _Writer:
    """Finds the place of a value in one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._root = yaml.compose(text.translate(BREAKS), Loader=yaml.CSafeLoader)

    def edit(self, wish: Wish) -> Edit | None:
        if self._root is None:
            return self._line_at(len(self._text), _nested(wish.trail, wish, 0))
        node, rest = self._root, wish.trail
        while rest and isinstance(node, yaml.CollectionNode):
            value = _child(node, rest[0])
            if value is None:
                keyed = isinstance(node, yaml.MappingNode)
                return self._new_pair(node, rest, wish) if keyed else None
            node, rest = value, rest[1:]
        if isinstance(node, yaml.ScalarNode) and not node.value and (rest or wish.is_row):
            return self._behind_colon(node, rest, wish)
        if rest:
            return None
        return self._new_row(node, wish) if wish.is_row else self._instead(node, wish)

    def _new_pair(self, node: yaml.CollectionNode, rest: Trail, wish: Wish) -> Edit | None:
        if node.flow_style:
            said = _flow_pair(rest, wish)
            return self._in_brackets(node, [value for _, value in node.value], said)
        column = node.value[0][0].start_mark.column
        return self._line_below(node, _nested(rest, wish, column))

    def _new_row(self, node: yaml.Node, wish: Wish) -> Edit | None:
        if not isinstance(node, yaml.SequenceNode):
            return None
        if node.flow_style:
            return self._in_brackets(node, node.value, _flow(wish.value))
        return self._line_below(node, _row(wish.value, int(node.start_mark.column)))

    def _instead(self, node: yaml.Node, wish: Wish) -> Edit | None:
        if not isinstance(node, yaml.ScalarNode):
            return None
        start = self._at(node.start_mark)
        line = self._text[self._starts[node.start_mark.line] : start]
        pad = " " * (len(line) - len(line.lstrip(" ")) + _STEP)
        is_flow = not re.match(r" *(?:- +)*[^\s{}\[\],]+:\s*\Z", line)
        whole = is_flow or not isinstance(wish.value, str)
        new = _flow(wish.value) if whole else _said(str(wish.value), pad)
        if node.style in ("|", ">"):
            end = self._start(end_of(node)[0] + 1)
            end = start + len(self._text[start:end].rstrip("\n"))
        else:
            end = self._offset(*end_of(node))
        before = "" if start == 0 or self._text[start - 1] in " \n" else " "
        return Edit(start, end, before + new)

    def _behind_colon(self, node: yaml.Node, rest: Trail, wish: Wish) -> Edit | None:
        """A key with nothing behind it yet."""
        line = node.start_mark.line
        whole = self._text[self._starts[line] : self._start(line + 1)]
        if not re.match(r" *[^\s{}\[\],]+:\s*(?:#.*)?\n?\Z", whole):
            return None
        indent = len(whole) - len(whole.lstrip(" ")) + _STEP
        said = _nested(rest, wish, indent) if rest else _row(wish.value, indent)
        return self._line_at(self._start(line + 1), said)

    def _in_brackets(self, node: yaml.Node, values: list[yaml.Node], said: str) -> Edit:
        if not values:
            at = self._at(node.start_mark) + 1
            return Edit(at, at, said)
        at = self._offset(*end_of(values[-1]))
        return Edit(at, at, f", {said}")

    def _line_below(self, node: yaml.Node, said: str) -> Edit:
        return self._line_at(self._start(end_of(node)[0] + 1), said)

    def _line_at(self, at: int, said: str) -> Edit:
        ended = at == 0 or self._text[at - 1] == "\n"
        return Edit(at, at, said if ended else f"\n{said}")

    def _at(self, mark: yaml.Mark) -> int:
        return self._offset(mark.line, mark.column)

    def _offset(self, line: int, column: int) -> int:
        return self._start(line) + column

    def _start(self, line: int) -> int:
        return self._starts[line] if line < len(self._starts) else len(self._text)


def _nested(trail: Trail, wish: Wish, indent: int) -> str:
    """Lines for a value and the keys above it."""
    text = ""
    for key in trail[:-1]:
        text += f"{' ' * indent}{key}:\n"
        indent += _STEP
    pad = " " * indent
    if wish.is_row:
        return f"{text}{pad}{trail[-1]}:\n{_row(wish.value, indent + _STEP)}"
    if isinstance(wish.value, str):
        return f"{text}{pad}{trail[-1]}: {_said(wish.value, pad + ' ' * _STEP)}\n"
    return f"{text}{pad}{trail[-1]}:\n{_pairs(wish.value, indent + _STEP)}"


def _row(value: Value, indent: int) -> str:
    pad = " " * indent
    if isinstance(value, str):
        return f"{pad}- {_said(value, pad + ' ' * _STEP)}\n"
    return f"{pad}- {_pairs(value, indent + _STEP).lstrip(' ')}"


def _pairs(value: Mapping[str, str], indent: int) -> str:
    pad = " " * indent
    return "".join(f"{pad}{key}: {_said(one, pad + ' ' * _STEP)}\n" for key, one in value.items())


def _said(text: str, pad: str) -> str:
    """A value as people write it: over several lines where it has them."""
    return in_clear(Leaf("b", text), (), pad).rstrip("\n") if "\n" in text else _flow(text)


def _flow_pair(trail: Trail, wish: Wish) -> str:
    said = f"[{_flow(wish.value)}]" if wish.is_row else _flow(wish.value)
    for key in reversed(trail[1:]):
        said = f"{{{key}: {said}}}"
    return f"{trail[0]}: {said}"


def _flow(value: Value) -> str:
    """In one line, wherever it stands."""
    if isinstance(value, str):
        return scalar_of(value)
    return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
