"""A strict subset of YAML as nodes with marks.

Nearly every text is read by `rows.py`. Of the others, libyaml's event stream is composed here
rather than loaded: PyYAML's loader guesses types, lets the last of two equal keys win and
expands aliases. Every scalar stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from enishi.problems import Mark, Problems
from enishi.source.files import illegal_in
from enishi.source.rows import read_rows
from enishi.source.slips import Slip, full_width_in, slip_of
from enishi.source.tree import Entry, Mapping, Node, Scalar, Sequence

MAX_DEPTH = 20
_BREAKS, _MASKS = "\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2"
"""What ends a line for libyaml and for no editor waits behind characters that nobody types."""
_MASK, _UNMASK = str.maketrans(_BREAKS, _MASKS), str.maketrans(_MASKS, _BREAKS)
_SHOWABLE = re.compile(r"[A-Za-z_][\w-]{0,40}\Z", re.ASCII)

_READABLE = frozenset({"yaml-duplicate", "yaml-tag", "yaml-anchor", "text-control"})
"""Faults beside which the rest can still be read, so that its faults are found as well."""


def shown(name: str) -> str:
    """A key or ID as a message may quote it; anything else could be somebody's data."""
    return name if _SHOWABLE.match(name) else "…"


def parse_yaml(
    text: str, path: str, problems: Problems, *, first_line: int = 1, tags: bool = False
) -> Node | None:
    """The document's root node; None when it is empty or a problem was found.

    With `tags`, `!tags` are passed over: MkDocs' own file may hold them.
    """
    rows = read_rows(text, first_line)
    return compose_yaml(text, path, problems, first_line, tags) if rows is None else rows


def compose_yaml(
    text: str, path: str, problems: Problems, first_line: int = 1, tags: bool = False
) -> Node | None:
    """As `parse_yaml`, by libyaml whatever the text."""
    composer = _Composer(text, path, problems, first_line, tags)
    try:
        root = composer.compose()
    except yaml.MarkedYAMLError as fault:
        composer.blame_syntax(fault)
        return None
    except (yaml.YAMLError, UnicodeEncodeError):
        problems.add(path, Mark(first_line), "yaml-syntax")
        return None
    return None if composer.broken else root


@dataclass(slots=True)
class _Open:
    """A collection whose end was not read yet."""

    mark: Mark
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: Scalar | None = None
    keys: set[str] = field(default_factory=set)


class _Composer:
    def __init__(
        self, text: str, path: str, problems: Problems, first_line: int, tags: bool
    ) -> None:
        self.text, self.path, self.problems = text, path, problems
        self.first_line, self.tags = first_line, tags
        self.lines = text.split("\n")
        self.is_wide = "：" in text or ":\u3000" in text
        self.has_breaks = any(mark in text for mark in _BREAKS)
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.broken = False

    def compose(self) -> Node | None:
        documents = 0
        text = self.text.translate(_MASK) if self.has_breaks else self.text
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.blame(event, "yaml-documents")
                    break
            elif isinstance(event, yaml.AliasEvent):
                self.blame(event, "yaml-alias")
                self.place(Scalar("", *self.mark_of(event)))
            elif isinstance(event, yaml.NodeEvent):
                self.open_node(event)
                if len(self.stack) > MAX_DEPTH:
                    self.blame(event, "yaml-depth", limit=MAX_DEPTH)
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                self.close_node()
        return self.root

    def open_node(self, event: yaml.NodeEvent) -> None:
        mark = self.mark_of(event)
        if event.anchor:
            self.blame(event, "yaml-anchor")
        if getattr(event, "tag", None) and not self.tags:
            self.blame(event, "yaml-tag")
        if isinstance(event, yaml.ScalarEvent):
            self.check_scalar(event, mark)
            block = event.style in ("|", ">")
            text = event.value.translate(_UNMASK) if self.has_breaks else event.value
            self.place(Scalar(text, *mark, block, not event.style, self.indent_at(event, block)))
        else:
            self.stack.append(_Open(mark, isinstance(event, yaml.MappingStartEvent)))

    def indent_at(self, event: yaml.ScalarEvent, block: bool) -> int:
        """How far a block text is indented, by its first line that is not blank."""
        if not block or event.start_mark is None:
            return 0
        below = self.lines[event.start_mark.line + 1 :]
        first = next((line for line in below if line.strip(" ")), "")
        return len(first) - len(first.lstrip(" "))

    def close_node(self) -> None:
        done = self.stack.pop()
        if done.is_mapping:
            self.place(Mapping(tuple(done.entries), *done.mark))
        else:
            self.place(Sequence(tuple(done.items), *done.mark))

    def place(self, node: Node) -> None:
        """Put a finished node where it belongs: root, item, key or value."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self.key_of(node)
        else:
            self.enter(parent, parent.key, node)
            parent.key = None

    def key_of(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.blame_at(node.mark, "yaml-key")
        return Scalar("", *node.mark)

    def enter(self, parent: _Open, key: Scalar, value: Node) -> None:
        if key.text == "<<" and key.plain:
            self.blame_at(key.mark, "yaml-merge")
        elif key.text in parent.keys:
            self.blame_at(key.mark, "yaml-duplicate", key=shown(key.text))
        else:
            parent.keys.add(key.text)
            parent.entries.append((key, value))

    def check_scalar(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        # Only an escape can bring what the file itself does not hold.
        found = illegal_in(event.value) if event.style == '"' else None
        if found:
            self.blame_at(mark, "text-control", name=found[1])
        if event.style:
            return
        first, last = event.start_mark, event.end_mark
        if self.is_wide and first and last:
            for number in range(first.line, min(last.line + 1, len(self.lines))):
                if number > first.line or not self.is_value():
                    self.blame_full_width(number)

    def is_value(self) -> bool:
        """Whether what comes now is an item, or the value of a key: there a colon is text."""
        return bool(self.stack) and (
            not self.stack[-1].is_mapping or self.stack[-1].key is not None
        )

    def blame_full_width(self, number: int) -> None:
        slip = full_width_in(self.lines[number], number)
        if slip:
            self.blame_slip(slip)

    def blame_syntax(self, fault: yaml.MarkedYAMLError) -> None:
        opened = None
        if self.stack:
            mark = self.stack[-1].mark
            opened = (mark.line - self.first_line, mark.column - 1)
        self.blame_slip(slip_of(fault, self.lines, opened))

    def blame_slip(self, slip: Slip) -> None:
        mark = Mark(self.first_line + slip.line, slip.column + 1)
        self.blame_at(mark, slip.code, **({"key": slip.key} if slip.key else {}))

    def mark_of(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(start.line + self.first_line, start.column + 1) if start else Mark()

    def blame(self, event: yaml.Event, code: str, /, **values: object) -> None:
        self.blame_at(self.mark_of(event), code, **values)

    def blame_at(self, mark: Mark, code: str, /, **values: object) -> None:
        self.broken = self.broken or code not in _READABLE
        self.problems.add(self.path, mark, code, **values)
