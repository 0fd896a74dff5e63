"""A sealed record: its keys can be read, its values only by whom they are sealed to.

    sealed:
      version: 1
      to: [97b1a6a8a4b3c2d1]        whom it is for, by a digest of their public keys
      outline: sealed:…             which values there are, in which order
      key: …                        the record's key, wrapped by age
    emails:
      - sealed:k3jd92ma:…           the ID of the item, and its value
    birthday: sealed:…

`docs/decisions/sealed-records.md` says what this holds off, and what not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple
from zoneinfo import ZoneInfo

import yaml

from enishi.desk.cipher import LEAST, VERSION, Place, RecordKey, decoded
from enishi.desk.keys import Ring
from enishi.desk.trees import (
    ID_LENGTH,
    Branch,
    Item,
    Leaf,
    Row,
    Tree,
    leaf_of,
    leaves_of,
    tree_of,
    written,
)
from enishi.problems import Mark, Problems
from enishi.source.files import mark_at
from enishi.source.nodes import shown
from enishi.source.schema import Reading, Trail
from enishi.source.tree import Mapping, Node, Scalar, Sequence

KEY = "sealed"
_SIGN = "sealed:"
_ID = rf"[a-z2-9]{{{ID_LENGTH}}}"
_TOKEN = re.compile(rf"sealed:(?:({_ID}(?:\.{_ID})*):)?([A-Za-z0-9_-]{{{LEAST},}})\Z")
_TO = re.compile(r"[0-9a-f]{16}\Z")
_OUTLINE: Place = (f".{KEY}", ".outline")
_BREAKS = str.maketrans("\x85\u2028\u2029", "\ufdd0\ufdd1\ufdd2")
"""What ends a line for libyaml alone, as `nodes.py` hides it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands under `sealed`."""

    mark: Mark
    to: tuple[str, ...]
    outline: str
    """Sealed with the record's key."""
    key: str
    """The record's key, wrapped."""


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A sealed record with what it says."""

    head: Head
    key: RecordKey
    tree: Branch
    node: Mapping
    """In clear; every value has the place of its ciphertext."""

    @property
    def is_whole(self) -> bool:
        """Whether the sealed values are those of the outline, in its order."""
        told = self.key.open(self.head.outline, _OUTLINE)
        return told == _outline_of(self.tree, self.head.to)


def is_sealed(node: Node | None) -> bool:
    """Whether it has the head of a sealed record, good or bad."""
    return isinstance(node, Mapping) and node.get(KEY) is not None


def head_in(record: Mapping, at: Reading) -> Head | None:
    """The head of a sealed record. What is wrong with it is a problem."""
    node = record.get(KEY)
    entries = node.entries if isinstance(node, Mapping) else ()
    parts = {key.text: value for key, value in entries}
    mark = node.mark if node else record.mark
    version = parts.get("version")
    if isinstance(version, Scalar) and version.text.isdigit() and version.text != VERSION:
        at.error(version.mark, "sealed-version", f"{KEY}.version", known=VERSION)
        return None
    to, outline, key = (parts.get(name) for name in ("to", "outline", "key"))
    if (
        parts.keys() != {"version", "to", "outline", "key"}
        or not (isinstance(version, Scalar) and version.text == VERSION)
        or not (isinstance(outline, Scalar) and _is_token(outline, ()))
        or not (isinstance(key, Scalar) and decoded(key.text))
        or not (isinstance(to, Sequence) and all(map(_is_recipient, to.items)))
    ):
        at.error(mark, "sealed-head", KEY)
        return None
    signs = tuple(one.text for one in to.items if isinstance(one, Scalar))
    return Head(mark, signs, outline.text.removeprefix(_SIGN), key.text)


def _is_recipient(node: Node) -> bool:
    return isinstance(node, Scalar) and bool(_TO.match(node.text))


def _is_token(node: Node, ids: tuple[str, ...]) -> bool:
    match = _TOKEN.match(node.text) if isinstance(node, Scalar) else None
    return bool(match) and match is not None and (match[1] or "") == ".".join(ids)


def sealed_text(
    tree: Branch, key: RecordKey, wrapped: str, to: tuple[str, ...], before: Head | None
) -> str:
    """The file of a record, sealed `to` recipients by their signs.

    What has a ciphertext keeps it; so does the outline of `before`, if it tells the same.
    """
    done: Branch = {name: _with_tokens(one, key, (f".{name}",)) for name, one in tree.items()}
    told = _outline_of(done, to)
    outline = before.outline if before and key.open(before.outline, _OUTLINE) == told else ""
    outline = outline or key.seal(told, _OUTLINE)
    return _file_of(to, outline, wrapped, done)


def _file_of(to: Iterable[str], outline: str, wrapped: str, tree: Branch) -> str:
    head = (
        f"{KEY}:\n  version: {VERSION}\n  to: [{', '.join(to)}]\n"
        f"  outline: {_SIGN}{outline}\n  key: {wrapped}\n"
    )
    return head + written(tree, lambda leaf, place, pad: leaf.token)


def _with_tokens(tree: Tree, key: RecordKey, place: Place) -> Tree:
    if isinstance(tree, Leaf):
        return tree if tree.token else Leaf(tree.style, tree.text, _token(tree, key, place))
    if isinstance(tree, dict):
        return {name: _with_tokens(one, key, (*place, f".{name}")) for name, one in tree.items()}
    return tuple(Item(one.id, _with_tokens(one.tree, key, (*place, f"#{one.id}"))) for one in tree)


def _token(leaf: Leaf, key: RecordKey, place: Place) -> str:
    ids = ".".join(step[1:] for step in place if step[0] == "#")
    sealed = key.seal(leaf.style + leaf.text, place)
    return f"{_SIGN}{ids}:{sealed}" if ids else f"{_SIGN}{sealed}"


def _outline_of(tree: Tree, to: Iterable[str]) -> str:
    """A digest of which sealed values there are, in which order, and for whom."""
    places = ["\0".join(place) for place, leaf in leaves_of(tree) if leaf.token]
    return hashlib.sha256("\n".join([*to, "", *places]).encode()).hexdigest()


def opened(
    record: Mapping, person_id: str, ring: Ring, at: Reading, *, trusting: bool = False
) -> Opened | None:
    """The record in clear. What was altered, moved, cut, added or taken away is a problem.

    When `trusting`, values in clear, and others than the outline tells, are taken as they stand.
    """
    head = head_in(record, at)
    if head is None:
        return None
    key = ring.unwrap(head.key)
    if key is None:
        at.error(head.mark, "sealed-other", KEY)
        return None
    if key.person_id != person_id:
        at.error(head.mark, "sealed-moved", KEY)
        return None
    return opened_with(key, head, record, at, trusting=trusting)


def opened_with(
    key: RecordKey, head: Head, record: Mapping, at: Reading, *, trusting: bool = False
) -> Opened | None:
    """As `opened`, when the record's key is known."""
    opener = _Opener(key, at, trusting)
    rest = Mapping(tuple(e for e in record.entries if e[0].text != KEY), *record.mark)
    tree, node = opener.mapping(rest, (), "")
    if opener.broken:
        return None
    found = Opened(head, key, tree, node)
    if not trusting and not found.is_whole:
        at.error(head.mark, "sealed-outline", KEY)
        return None
    return found


class _Opener:
    """Goes through a record and opens value after value."""

    def __init__(self, key: RecordKey, at: Reading, trusting: bool) -> None:
        self.key, self.at, self.trusting = key, at, trusting
        self.broken = False

    def blame(self, mark: Mark, code: str, field: Trail) -> None:
        self.broken = True
        self.at.error(mark, code, field)

    def node(self, node: Node, place: Place, field: Trail) -> tuple[Tree, Node]:
        if _is_hollow(node):
            if not self.trusting:
                self.blame(node.mark, "sealed-clear", field)
            return tree_of(node), node
        if isinstance(node, Mapping):
            return self.mapping(node, place, field)
        if isinstance(node, Sequence):
            return self.sequence(node, place, field)
        return self.scalar(node, place, field)

    def mapping(self, node: Mapping, place: Place, field: Trail) -> tuple[Branch, Mapping]:
        tree, entries = {}, []
        for key, value in node.entries:
            name = key.text
            trail = (field, shown(name))
            tree[name], inner = self.node(value, (*place, f".{name}"), trail)
            entries.append((key, inner))
        return tree, Mapping(tuple(entries), node.line, node.column)

    def sequence(self, node: Sequence, place: Place, field: Trail) -> tuple[Row, Sequence]:
        depth = sum(step[0] == "#" for step in place)
        made, inner, taken = [], [], set()
        for number, item in enumerate(node.items):
            name = _id_in(item, depth)
            if name and name in taken:
                self.blame(item.mark, "sealed-broken", (field, number))
            taken.add(name)
            tree, clear = self.node(item, (*place, f"#{name}"), (field, number))
            made.append(Item(name, tree))
            inner.append(clear)
        return tuple(made), Sequence(tuple(inner), node.line, node.column)

    def scalar(self, node: Scalar, place: Place, field: Trail) -> tuple[Leaf, Node]:
        if not node.text.startswith(_SIGN):
            if not self.trusting:
                self.blame(node.mark, "sealed-clear", field)
            return leaf_of(node), node
        ids = tuple(step[1:] for step in place if step[0] == "#")
        sealed = node.text.rpartition(":")[2] if _is_token(node, ids) else ""
        told = self.key.open(sealed, place) if sealed else None
        leaf = Leaf.packed(told, node.text) if told else None
        if leaf is None:
            self.blame(node.mark, "sealed-broken", field)
            return leaf_of(node), node
        return leaf, _clear(leaf, node)


def _is_hollow(node: Node) -> bool:
    """Whether it is an empty list or mapping, which is sealed as a value."""
    return (isinstance(node, Mapping) and not node.entries) or (
        isinstance(node, Sequence) and not node.items
    )


def _clear(leaf: Leaf, node: Scalar) -> Node:
    if leaf.style == "m":
        return Mapping((), node.line, node.column)
    if leaf.style == "l":
        return Sequence((), node.line, node.column)
    return Scalar(leaf.text, node.line, node.column)


def _id_in(item: Node, depth: int) -> str:
    """The ID that the first sealed value of an item gives for it; empty where there is none."""
    for scalar in _scalars(item):
        match = _TOKEN.match(scalar.text)
        ids = (match[1] or "").split(".") if match else []
        if len(ids) > depth:
            return ids[depth]
    return ""


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for _, value in node.entries:
            yield from _scalars(value)


class Exposed(NamedTuple):
    """Something that can be read in a record by whoever has the file."""

    mark: Mark
    code: str
    field: str = ""


def exposed_in(record: Mapping, text: str, keys: frozenset[str]) -> Iterator[Exposed]:
    """What a record tells without a key: values in clear, remarks, keys that no schema has.

    A file that is not written as `sealed_text` writes it could hide something yet.
    """
    found = [Exposed(mark, "sealed-comment") for mark in remarks_in(text)]
    for key, value in record.entries:
        if key.text != KEY:
            found += _exposed(key, value, keys, key.text)
    yield from found
    line = 0 if found else _odd_line(record, text)
    if line:
        yield Exposed(Mark(line), "sealed-form")


def _odd_line(record: Mapping, text: str) -> int:
    """The first line that is not as we write it; 0 where all are, or the head is bad."""
    head = head_in(record, Reading("", Problems(), ZoneInfo("UTC")))
    if head is None:
        return 0
    tree = {key.text: _as_it_stands(value) for key, value in record.entries if key.text != KEY}
    ours = _file_of(head.to, head.outline, head.key, tree).split("\n")
    pairs = enumerate(zip_longest(ours, text.split("\n")), 1)
    return next((number for number, (one, other) in pairs if one != other), 0)


def _as_it_stands(node: Node) -> Tree:
    if isinstance(node, Mapping):
        return {key.text: _as_it_stands(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return tuple(Item("", _as_it_stands(item)) for item in node.items)
    return Leaf("q", "", node.text)


def _exposed(key: Scalar, value: Node, keys: frozenset[str], field: str) -> Iterator[Exposed]:
    if key.text not in keys:
        yield Exposed(key.mark, "sealed-key")
    elif isinstance(value, Mapping) and value.entries:
        for inner, below in value.entries:
            yield from _exposed(inner, below, keys, f"{field}.{inner.text}")
    elif isinstance(value, Sequence) and value.items:
        for number, item in enumerate(value.items):
            yield from _exposed(key, item, keys, f"{field}[{number}]")
    elif not (isinstance(value, Scalar) and _TOKEN.match(value.text)):
        yield Exposed(value.mark, "sealed-clear", field)


def stray_in(node: Node) -> Scalar | None:
    """A sealed value in a record without a head, which would be taken for a text."""
    return next((one for one in _scalars(node) if _TOKEN.match(one.text)), None)


def remarks_in(text: str) -> Iterator[Mark]:
    """Where the comments of a text that was read without fault stand."""
    if "#" not in text:
        return
    rest = list(text)
    for event in yaml.parse(text.translate(_BREAKS), Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            first = event.start_mark.index
            if event.style in ("|", ">"):  # a remark may stand behind the sign
                first = text.find("\n", first) + 1 or len(text)
            for at in range(first, event.end_mark.index):
                rest[at] = " "
    lines: set[int] = set()
    for at, letter in enumerate(rest):
        if letter == "#":
            mark = mark_at(text, at)
            if mark.line not in lines:
                yield mark
            lines.add(mark.line)
