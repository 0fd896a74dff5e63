"""Where in a file a list stands: for whoever adds to it, or asks who wrote it."""

from __future__ import annotations

from typing import NamedTuple

import yaml

KEY = "consents"
BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
"""What ends a line for libyaml alone."""


class Extent(NamedTuple):
    """From the first to the last character of a value; lines and columns count from 0."""

    first: tuple[int, int]
    last: tuple[int, int]
    """Just behind the last character."""


class Rows(NamedTuple):
    """The value of a key that holds a list of records."""

    items: tuple[Extent, ...]
    form: str
    """How it is written: `rows` that begin with `-`, `brackets`, `braces` for a single record,
    `nothing` behind the colon, or `other`."""
    whole: Extent
    indent: int
    """Columns before the `-` of a row."""


def consents_in(text: str) -> Rows | None:
    """As `rows_in`, for consents."""
    return rows_in(text, KEY)


def rows_in(text: str, wanted: str) -> Rows | None:
    """Where they stand in a text that was read without fault; None where the key is not there.

    Every way to end a line counts as one, except those that end one for libyaml alone.
    """
    root = yaml.compose(text.translate(BREAKS), Loader=yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    node = next((value for key, value in pairs if key.value == wanted), None)
    if node is None:
        return None
    if isinstance(node, yaml.SequenceNode):
        items = tuple(map(_extent_of, node.value))
    else:
        items = () if _form_of(node) == "nothing" else (_extent_of(node),)
    return Rows(items, _form_of(node), _extent_of(node), node.start_mark.column)


def _form_of(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "brackets" if node.flow_style else "rows"
    if isinstance(node, yaml.MappingNode):
        return "braces" if node.flow_style else "other"
    return "other" if node.value else "nothing"


def _extent_of(node: yaml.Node) -> Extent:
    mark = node.start_mark
    return Extent((mark.line, mark.column), end_of(node))


def end_of(node: yaml.Node) -> tuple[int, int]:
    """Just behind the last character of a value, as `(line, column)`.

    libyaml ends a block where the next thing begins, so its last part is asked instead.
    """
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last)
    end = node.end_mark
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return end.line - 1 if end.column == 0 else end.line, 0
    return end.line, end.column
