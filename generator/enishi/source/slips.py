"""The slips of the pen behind a text that YAML cannot read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

_FULL_WIDTH = re.compile(r"\s*(?:- +)*([A-Za-z_]+)(：|:\u3000)")
_SIGNS = {"*": "yaml-alias", "&": "yaml-anchor", "!": "yaml-tag"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What was done where; line and column count from 0."""

    code: str
    line: int
    column: int
    key: str = ""
    """The key that was being written, if one was."""


def full_width_in(line: str, number: int) -> Slip | None:
    """A key that is followed by a full-width colon, or by a full-width space."""
    match = _FULL_WIDTH.match(line)
    if not match:
        return None
    colon = match[2] == "："
    code = "yaml-full-width-colon" if colon else "yaml-full-width-space"
    return Slip(code, number, match.end() - 1, match[1])


def slip_of(
    fault: yaml.MarkedYAMLError, lines: Sequence[str], opened: tuple[int, int] | None
) -> Slip:
    """The likeliest slip; `opened` is where the innermost open collection began."""
    place = fault.problem_mark or fault.context_mark
    number = min(place.line, len(lines) - 1) if place else 0
    column = place.column if place and place.line == number else 0
    problem, context = fault.problem or "", fault.context or ""
    for near in (number, max(number - 1, 0)):
        slip = full_width_in(lines[near], near)
        if slip:
            return slip
    if "escape" in problem:
        return Slip("yaml-escape", number, column)
    if "quoted scalar" in context and fault.context_mark:
        return Slip("yaml-unclosed", fault.context_mark.line, fault.context_mark.column)
    sign = _sign_before(lines[number], column)
    if sign is not None and "flow" not in context:
        return Slip(_SIGNS[lines[number][sign]], number, sign)
    if "flow" in context and opened:
        return Slip("yaml-unclosed", *opened)
    return Slip(_code_of(problem, lines[number], column), number, column)


def _sign_before(line: str, column: int) -> int | None:
    """Where `*`, `&` or `!` stands that YAML took for more than text."""
    for at in (column, column - 1):
        if 0 <= at < len(line) and line[at] in _SIGNS:
            return at
    return None


def _code_of(problem: str, line: str, column: int) -> str:
    if line.lstrip(" ").startswith("\t") or "\t" in line[:column]:
        return "yaml-tab"
    if "mapping values" in problem:
        return "yaml-colon"
    if "cannot start any token" in problem:
        return "yaml-quote"
    return "yaml-syntax"
