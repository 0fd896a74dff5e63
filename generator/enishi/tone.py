"""Finds phrases that a letter does without, in one pass over each text, and says what instead.

Code, quotations, addresses, comments and names of files are left alone: they are not how the
writer speaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from enishi.digests import digest_of
from enishi.names import any_of
from enishi.phrasebook import HOUSE, RELEASE, UNLESS

_GAPS = "-‐‑\n\t\u00a0"
"""Count as a space: `cutting-edge` is `cutting edge`, also where a line ends between."""
_KATAKANA = re.compile(r"[ァ-ヶー・]+\Z")
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
_HEAD = re.compile(r"\A(?:[^\S\n]*\n)*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.M | re.DOTALL)
_QUIET_IN_HEAD = re.compile(
    r"(?:^|\s)#[^\n]*"
    r"|^(?:source|image|slug|register|online|map|apply|from|host|author):[^\n]*",
    re.MULTILINE,
)
_QUIET = re.compile(
    r"^[ ]{0,3}(?P<fence>```|~~~)(?:[^\n]*\n)(?s:.*?)(?:^[ ]{0,3}(?P=fence)[^\n]*$|\Z)"
    r"|`[^`\n]{1,2000}`"
    r"|<!--(?s:.*?)(?:-->|\Z)"
    r"|\]\([^)\n]{0,2000}\)"
    r"|\bhttps?://[^\s<>」)、。]{1,2000}"
    r"|^[ ]{0,3}>[^\n]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A phrase, where it stands, and what could stand there."""

    at: int
    phrase: str
    cure: str
    of_house: bool
    """Whether it is a word about people; else it is how a press release speaks."""


class Tone:
    """What to look for; nothing where it is switched off."""

    def __init__(
        self,
        add: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        allow: Iterable[str] = (),
        *,
        off: bool = False,
    ) -> None:
        known = {_plain(text): (text, cure, False) for text, cure in RELEASE.items()}
        known |= {_plain(text): (text, cure, True) for text, cure in HOUSE.items()}
        known |= {_plain(text): (text, cure, True) for text, cure in dict(add).items()}
        for text in allow:
            known.pop(_plain(text), None)
        known.pop("", None)
        self._known = {} if off else known
        self._unless = {_plain(text): letters for text, letters in UNLESS.items()}
        self.key = digest_of(tuple(sorted((text, *told) for text, told in self._known.items())))
        self._pattern = _pattern_of(frozenset(self._known))
        self._seek = _seekers_of(frozenset(self._known))

    def __bool__(self) -> bool:
        return bool(self._known)

    def slips_in(self, text: str) -> list[Slip]:
        """Phrases in a Markdown file, in the order in which they stand."""
        plain = _gapped(unicodedata.normalize("NFKC", text).lower())
        if self._pattern is None or not any(seek.search(plain) for seek in self._seek):
            return []
        folded, places = _folded(_without_quiet(text))
        return [
            slip for match in self._pattern.finditer(folded) for slip in self._slip(match, places)
        ]

    def _slip(self, match: re.Match[str], places: list[int] | range) -> Iterator[Slip]:
        plain, (start, end) = _plain(match[0]), match.span()
        before, after = self._unless.get(plain, ("", ""))
        around = match.string[start - 1 : start], match.string[end : end + 1]
        if (around[0] and around[0] in before) or (around[1] and around[1] in after):
            return
        text, cure, of_house = self._known[plain]
        yield Slip(places[start], text, cure, of_house)


@cache
def _pattern_of(phrases: frozenset[str]) -> re.Pattern[str] | None:
    """One pattern for all; words in letters that are written in words stand alone."""
    latin = {one for one in phrases if one.isascii()}
    katakana = {one for one in phrases if _KATAKANA.match(one)}
    parts = (
        (latin, "(?<![a-z0-9])", "(?![a-z0-9])"),
        (katakana, "(?<![ァ-ヶー])", "(?![ァ-ヶー])"),
        (phrases - latin - katakana, "", ""),
    )
    ways = [f"{before}{any_of(some)}{after}" for some, before, after in parts if some]
    return re.compile("|".join(f"(?:{way})" for way in ways), re.IGNORECASE) if ways else None


@cache
def _seekers_of(phrases: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """Patterns that miss nothing, and are quick where there is nothing: most texts hold none."""
    latin = {one for one in phrases if one.isascii()}
    return tuple(re.compile(any_of(some)) for some in (latin, phrases - latin) if some)


def _plain(phrase: str) -> str:
    """As phrases are compared: width, capitals, hyphens and the breadth of gaps do not count."""
    return " ".join(_gapped(unicodedata.normalize("NFKC", phrase).lower()).split())


def _gapped(text: str) -> str:
    for gap in _GAPS:
        text = text.replace(gap, " ")
    return text


def _folded(text: str) -> tuple[str, list[int] | range]:
    """The text as phrases are compared, and for each of its letters the place in the text."""
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return _gapped(text), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for match in _CLUSTER.finditer(text):
        plain = match[0] if match[0].isascii() else unicodedata.normalize("NFKC", match[0])
        letters.append(plain)
        places += [match.start()] * len(plain)
    return _gapped("".join(letters)), places


def _without_quiet(text: str) -> str:
    """Blanks where nobody speaks, so that all else keeps its place."""
    head = _HEAD.match(text)
    if head:
        start, end = head.span(1)
        text = text[:start] + _QUIET_IN_HEAD.sub(_blank, head[1]) + text[end:]
    return _QUIET.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\0", match[0])
