"""Whole names of people who did not agree to be shown, found wherever they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from enishi.publish import display_name
from enishi.readings import EAST_ASIAN
from enishi.source.people import Person

_Trie = dict[str, "_Trie"]
_END = ""


class Names:
    """Finds the whole names of `hidden` people in texts, in one pass over each.

    A family name alone could be anybody's, so only whole names count; and a name that
    someone who agreed bears as well is let pass.
    """

    def __init__(self, hidden: Iterable[Person], shown: Iterable[Person]) -> None:
        allowed = {_squeezed(name) for person in shown for name in _ways_to_write(person)}
        names = {
            name
            for person in hidden
            for name in _ways_to_write(person)
            if _is_whole(name) and _squeezed(name) not in allowed
        }
        latin = {name for name in names if name.isascii()}
        self._patterns = [
            *([re.compile(rf"\b(?:{_any_of(latin)})\b", re.ASCII)] if latin else []),
            *([re.compile(_any_of(names - latin))] if names - latin else []),
        ]

    def found_in(self, text: str) -> Iterator[int]:
        """Where in the text the names begin."""
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield match.start()


def _ways_to_write(person: Person) -> set[str]:
    name = person.name
    found = {display_name(name), name.latin, name.whole}
    if name.family and name.given:
        found |= {name.family + name.given, f"{name.family}\u3000{name.given}"}
    return found - {""}


def _is_whole(name: str) -> bool:
    """Whether it is more than one word, or a Japanese name of three characters or more."""
    several = " " in name.strip() or bool(EAST_ASIAN.search(name))
    return several and len(_squeezed(name)) >= 3


def _squeezed(name: str) -> str:
    return re.sub(r"\s+", "", name)


def _any_of(names: Iterable[str]) -> str:
    """A pattern that tries common beginnings once, so that its cost does not grow with names."""
    trie: _Trie = {}
    for name in sorted(names):
        node = trie
        for letter in name:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _branch(trie)


def _branch(node: _Trie) -> str:
    ways = [re.escape(letter) + _branch(rest) for letter, rest in node.items() if letter != _END]
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{joined})?" if _END in node else joined
