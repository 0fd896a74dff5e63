"""Whole names of people who did not agree to be shown, found wherever they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from enishi.digests import digest_of
from enishi.readings import EAST_ASIAN

_Trie = dict[str, "_Trie"]
_END = ""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""What a reader does not see between two letters: a name is a name with them, too."""


class Names:
    """Finds the whole names of `hidden` people in texts, in one pass over each.

    A family name alone could be anybody's, so only whole names count; and a name that
    someone who agreed bears as well is let pass.
    """

    def __init__(self, hidden: Iterable[str], shown: Iterable[str]) -> None:
        """Both are ways to write names: of those who did not agree, and of those who did."""
        hidden, shown = ({_UNSEEN.sub("", way) for way in ways} for ways in (hidden, shown))
        allowed = {_squeezed(name) for name in shown} if hidden else set()
        names = {name for name in hidden if _is_whole(name) and _squeezed(name) not in allowed}
        self.key = digest_of(tuple(sorted(names)))
        latin = {name for name in names if name.isascii()}
        self._patterns = [
            *([re.compile(rf"\b(?:{any_of(latin)})\b", re.ASCII)] if latin else []),
            *([re.compile(any_of(names - latin))] if names - latin else []),
        ]

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def found_in(self, text: str) -> Iterator[int]:
        """Where in the text the names begin."""
        places: Sequence[int] = range(len(text))
        if not text.isascii() and _UNSEEN.search(text):
            places = [at for at, one in enumerate(text) if not _UNSEEN.match(one)]
            text = "".join(text[at] for at in places)
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                yield places[match.start()]

    def blanked(self, text: str, mark: str) -> str:
        """The text with `mark` in the place of each name; as it is where none stands there."""
        if next(self.found_in(text), None) is None:
            return text
        text = _UNSEEN.sub("", text)
        for pattern in self._patterns:
            text = pattern.sub(mark, text)
        return text


def _is_whole(name: str) -> bool:
    """Whether it is more than one word, or a Japanese name of three characters or more."""
    several = " " in name.strip() or bool(EAST_ASIAN.search(name))
    return several and len(_squeezed(name)) >= 3


def _squeezed(name: str) -> str:
    return re.sub(r"\s+", "", name)


def any_of(names: Iterable[str]) -> str:
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
