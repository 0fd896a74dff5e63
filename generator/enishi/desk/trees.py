"""What a record says as a tree of values, and as text: in clear, or with every value sealed.

Trees know no lines. An item of a list has an ID of its own, so that nothing changes for it when
others come or go before it.
"""

from __future__ import annotations

import json
import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Union

from enishi.desk.cipher import Place
from enishi.problems import Problems
from enishi.source.files import illegal_in
from enishi.source.nodes import parse_yaml
from enishi.source.tree import Mapping, Node, Scalar, Sequence

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
ID_LENGTH = 8
_STYLES = "pqbml"
_UNSEEN = dict.fromkeys(map(ord, "\x85\u2028\u2029\ufeff\u200e\u200f"))
for _code in _UNSEEN:
    _UNSEEN[_code] = f"\\u{_code:04x}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value."""

    style: str
    """`p` plain, `q` quoted, `b` a block of lines, `m` an empty mapping, `l` an empty list."""
    text: str
    token: str = ""
    """As it stands in the sealed file; empty while it is not sealed."""

    @classmethod
    def packed(cls, text: str, token: str) -> Leaf | None:
        """From what was sealed; None for what no file could hold, whoever sealed it."""
        leaf = cls(text[:1], text[1:], token)
        empty = {"m": "{}", "l": "[]"}
        if leaf.style not in set(_STYLES) or empty.get(leaf.style, leaf.text) != leaf.text:
            return None
        return None if illegal_in(leaf.text) else leaf

    @property
    def sense(self) -> tuple[bool, str]:
        """What it says, however it is written."""
        return self.style in "ml", self.text


class Item(NamedTuple):
    id: str
    """Empty while it has none."""
    tree: Tree


Row = tuple[Item, ...]
Branch = dict[str, "Tree"]
Tree = Union[Leaf, Branch, Row]  # noqa: UP007  (a name in quotes)
Say = Callable[[Leaf, Place, str], str]
"""How a value is written at a place, behind so much indentation for further lines."""


def tree_of(node: Node) -> Tree:
    """What a node says; nothing is sealed."""
    if isinstance(node, Mapping):
        return branch_of(node) or Leaf("m", "{}")
    if isinstance(node, Sequence):
        return tuple(Item("", tree_of(item)) for item in node.items) or Leaf("l", "[]")
    return leaf_of(node)


def branch_of(record: Mapping) -> Branch:
    return {key.text: tree_of(value) for key, value in record.entries}


def leaf_of(node: Scalar) -> Leaf:
    return Leaf("b" if node.block else "p" if node.plain else "q", node.text)


def sense_of(tree: Tree) -> object:
    """What a tree says, to be compared and looked up."""
    if isinstance(tree, Leaf):
        return tree.sense
    if isinstance(tree, dict):
        return tuple((key, sense_of(value)) for key, value in tree.items())
    return ("row", *(sense_of(item.tree) for item in tree))


def leaves_of(tree: Tree, place: Place = ()) -> Iterator[tuple[Place, Leaf]]:
    """Every value and its place, in the order of the file."""
    if isinstance(tree, Leaf):
        yield place, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves_of(value, (*place, f".{key}"))
    else:
        for item in tree:
            yield from leaves_of(item.tree, (*place, f"#{item.id}"))


def carried_over(new: Tree, old: Tree | None) -> Tree:
    """The new tree with the ciphertexts and item IDs of what it has in common with the old one.

    Where two items are the same or stand in for each other, the ID stays; others get one.
    """
    if isinstance(new, Leaf):
        same = isinstance(old, Leaf) and old.token and old.sense == new.sense
        return old if same and isinstance(old, Leaf) else Leaf(new.style, new.text)
    if isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        return {key: carried_over(value, before.get(key)) for key, value in new.items()}
    return _row_over(new, old if isinstance(old, tuple) else ())


def _row_over(new: Row, old: Row) -> Row:
    partners = _partners(new, old)
    taken = {item.id for item in old}
    made: list[Item] = []
    for at, item in enumerate(new):
        partner = partners.get(at)
        name = partner.id if partner and partner.id else _fresh_id(taken)
        taken.add(name)
        made.append(Item(name, carried_over(item.tree, partner.tree if partner else None)))
    return tuple(made)


def _partners(new: Row, old: Row) -> dict[int, Item]:
    """For items of the new row, by number, the old one that each comes from."""
    says, said = [sense_of(one.tree) for one in new], [sense_of(one.tree) for one in old]
    found: dict[int, Item] = {}
    first, last = 0, 0
    shorter = min(len(new), len(old))
    while first < shorter and says[first] == said[first]:
        found[first] = old[first]
        first += 1
    while last < shorter - first and says[-1 - last] == said[-1 - last]:
        found[len(new) - 1 - last] = old[len(old) - 1 - last]
        last += 1
    left: dict[object, deque[int]] = defaultdict(deque)
    for at in range(first, len(old) - last):
        left[said[at]].append(at)
    others = []
    for at in range(first, len(new) - last):
        if left[says[at]]:
            found[at] = old[left[says[at]].popleft()]
        else:
            others.append(at)
    rest = sorted(at for places in left.values() for at in places)
    found.update(zip(others, [old[at] for at in rest], strict=False))
    return found


def _fresh_id(taken: set[str]) -> str:
    while True:
        name = "".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH))
        if name not in taken:
            return name


def written(tree: Branch, say: Say) -> str:
    """The text of a record: each key and each value on a line of its own."""
    return "".join(f"{line}\n" for line in _rows(tree, say, "", ()))


def _rows(tree: Branch | Row, say: Say, pad: str, place: Place) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _behind(f"{pad}{key}:", value, say, f"{pad}  ", (*place, f".{key}"))
        return
    for item in tree:
        there = (*place, f"#{item.id}")
        if isinstance(item.tree, Leaf):
            yield from _behind(f"{pad}-", item.tree, say, f"{pad}  ", there)
            continue
        first, *others = _rows(item.tree, say, f"{pad}  ", there)
        yield f"{pad}- {first[len(pad) + 2 :]}"
        yield from others


def _behind(head: str, value: Tree, say: Say, pad: str, place: Place) -> Iterator[str]:
    if isinstance(value, Leaf):
        yield f"{head} {say(value, place, pad)}".rstrip(" ")
    else:
        yield head
        yield from _rows(value, say, pad, place)


def in_clear(leaf: Leaf, place: Place, pad: str) -> str:
    """A value as people write it, which reads as it was."""
    if leaf.style in "ml":
        return leaf.text
    if "\n" in leaf.text or leaf.style == "b":
        block = _block(leaf.text, pad)
        if block:
            return block
    elif leaf.style == "p" and _reads(leaf.text, leaf.text):
        return leaf.text
    return json.dumps(leaf.text, ensure_ascii=False).translate(_UNSEEN)


def _block(text: str, pad: str) -> str:
    """Lines beneath `|`; empty where these would read otherwise."""
    first, *others = text.removesuffix("\n").split("\n")
    sign = "|" if text.endswith("\n") else "|-"

    def behind(pad: str) -> str:
        return "\n".join([sign, *(f"{pad}{line}" if line else "" for line in (first, *others))])

    return behind(pad) if first and _reads(behind("    "), text) else ""


def _reads(written: str, text: str) -> bool:
    """Whether it reads as this text behind a key as well as in a list."""
    if written.endswith(" "):
        return False
    node = parse_yaml(f"x:\n  y: {written}\nz:\n  - {written}\n", "", Problems())
    if not isinstance(node, Mapping):
        return text == written == ""
    row = node.get("z")
    inside = [node.get("x", "y"), *(row.items if isinstance(row, Sequence) else ())]
    return [one.text if isinstance(one, Scalar) else None for one in inside] == [text, text]
