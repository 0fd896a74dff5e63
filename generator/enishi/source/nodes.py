"""A strict subset of YAML as nodes with marks.

libyaml's event stream is composed here rather than loaded: PyYAML's loader guesses types,
lets the last of two equal keys win and expands aliases. Every scalar stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from enishi.problems import Mark, Problems
from enishi.source.files import illegal_in

MAX_DEPTH = 20
_FULL_WIDTH_KEY = re.compile(r"\s*(?:- +)*([A-Za-z_]+)(：)")
_SHOWABLE = re.compile(r"[A-Za-z_][\w-]{0,40}\Z", re.ASCII)

_READABLE = frozenset({"yaml-duplicate", "yaml-tag", "yaml-anchor", "text-control"})
"""Faults beside which the rest can still be read, so that its faults are found as well."""


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    mark: Mark
    block: bool = False
    """Written with `|` or `>`: its text begins on the line after the mark."""
    plain: bool = False
    """Written without quotes."""


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark

    def get(self, *keys: str) -> Node | None:
        """The node that the keys lead to, or None."""
        node: Node | None = self
        for wanted in keys:
            if not isinstance(node, Mapping):
                return None
            node = next((value for key, value in node.entries if key.text == wanted), None)
        return node


Node = Scalar | Sequence | Mapping


def shown(name: str) -> str:
    """A key or ID as a message may quote it; anything else could be somebody's data."""
    return name if _SHOWABLE.match(name) else "…"


def parse_yaml(
    text: str, path: str, problems: Problems, *, first_line: int = 1, tags: bool = False
) -> Node | None:
    """The document's root node; None when it is empty or a problem was found.

    With `tags`, `!tags` are passed over: MkDocs' own file may hold them.
    """
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

    node_mark: Mark
    is_mapping: bool
    items: list[Node]
    entries: list[tuple[Scalar, Node]]
    key: Scalar | None = None
    keys: set[str] | None = None


class _Composer:
    def __init__(
        self, text: str, path: str, problems: Problems, first_line: int, tags: bool
    ) -> None:
        self.text, self.path, self.problems = text, path, problems
        self.first_line, self.tags = first_line, tags
        self.lines = text.split("\n")
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.broken = False

    def compose(self) -> Node | None:
        documents = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.blame(event, "yaml-documents")
                    break
            elif isinstance(event, yaml.AliasEvent):
                self.blame(event, "yaml-alias")
                self.place(Scalar("", self.mark_of(event)))
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
            self.place(Scalar(event.value, mark, block, not event.style))
        else:
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            self.stack.append(_Open(mark, is_mapping, [], [], keys=set()))

    def close_node(self) -> None:
        done = self.stack.pop()
        if done.is_mapping:
            self.place(Mapping(tuple(done.entries), done.node_mark))
        else:
            self.place(Sequence(tuple(done.items), done.node_mark))

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
        return Scalar("", node.mark)

    def enter(self, parent: _Open, key: Scalar, value: Node) -> None:
        assert parent.keys is not None  # noqa: S101
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
        if first and last and "：" in self.text:
            for number in range(first.line, min(last.line + 1, len(self.lines))):
                self.blame_full_width(number)

    def blame_full_width(self, number: int) -> bool:
        match = _FULL_WIDTH_KEY.match(self.lines[number])
        if match:
            mark = Mark(self.first_line + number, match.start(2) + 1)
            self.blame_at(mark, "yaml-full-width-colon", key=match[1])
        return bool(match)

    def blame_syntax(self, fault: yaml.MarkedYAMLError) -> None:
        place = fault.problem_mark or fault.context_mark
        if "flow" in (fault.context or "") or "quoted scalar" in (fault.context or ""):
            self.blame_unclosed(fault)
            return
        number = min(place.line, len(self.lines) - 1) if place else 0
        if any(self.blame_full_width(near) for near in (number, max(number - 1, 0))):
            return
        mark = Mark(self.first_line + number, (place.column if place else 0) + 1)
        line = self.lines[number]
        code = "yaml-syntax"
        if line.lstrip(" ").startswith("\t") or "\t" in line[: place.column if place else 0]:
            code = "yaml-tab"
        elif "mapping values" in (fault.problem or ""):
            code = "yaml-colon"
        elif "cannot start any token" in (fault.problem or ""):
            code = "yaml-quote"
        self.blame_at(mark, code)

    def blame_unclosed(self, fault: yaml.MarkedYAMLError) -> None:
        """What was opened and not closed is to be mended where it was opened."""
        opened = fault.context_mark
        mark = Mark(self.first_line + opened.line, opened.column + 1) if opened else Mark()
        self.blame_at(mark, "yaml-unclosed")

    def mark_of(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(start.line + self.first_line, start.column + 1) if start else Mark()

    def blame(self, event: yaml.Event, code: str, /, **values: object) -> None:
        self.blame_at(self.mark_of(event), code, **values)

    def blame_at(self, mark: Mark, code: str, /, **values: object) -> None:
        self.broken = self.broken or code not in _READABLE
        self.problems.add(self.path, mark, code, **values)
