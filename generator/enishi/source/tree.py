"""What a YAML text holds: scalars, sequences and mappings, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from enishi.problems import Mark

# Tuples, and numbers rather than marks: a portal makes a million nodes and asks few for their mark.


class Scalar(NamedTuple):
    text: str
    line: int = 1
    column: int = 1
    block: bool = False
    """Written with `|` or `>`: its text begins on the line after the mark."""
    plain: bool = False
    """Written without quotes."""
    indent: int = 0
    """Columns before each line of a block text."""

    @property
    def mark(self) -> Mark:
        return Mark(self.line, self.column)


class Sequence(NamedTuple):
    items: tuple[Node, ...] = ()
    line: int = 1
    column: int = 1

    @property
    def mark(self) -> Mark:
        return Mark(self.line, self.column)


class Mapping(NamedTuple):
    entries: tuple[Entry, ...] = ()
    line: int = 1
    column: int = 1

    @property
    def mark(self) -> Mark:
        return Mark(self.line, self.column)

    def get(self, *keys: str) -> Node | None:
        """The node that the keys lead to, or None."""
        node: Node | None = self
        for wanted in keys:
            if not isinstance(node, Mapping):
                return None
            node = next((value for key, value in node.entries if key.text == wanted), None)
        return node


Node = Scalar | Sequence | Mapping
Entry = tuple[Scalar, Node]


def plain_of(node: Node | None) -> object:
    """A node as plain values, in which every scalar is the text that it was written as."""
    if isinstance(node, Mapping):
        return {key.text: plain_of(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain_of(item) for item in node.items]
    return node.text if node else ""
