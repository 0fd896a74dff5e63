"""Looks for many values in many files, and costs little: each line of a site is read once."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from enishi.desk.disguises import folded, lines_of, squeezed, told_by
from enishi.desk.needles import Needle, days_in, distinct
from enishi.lastscan import Hit

_SIZES = (8, 4)
"""Letters that are looked up at once. A value of 2n - 1 letters holds one group of n wherever
the text is cut into groups; the longer a group, the fewer texts have it by chance."""
_LEAST = 2 * _SIZES[-1] - 1
_WINDOWS = range(0, 41, 4)
_CUTS = {size: re.compile(rf"(?s).{{{size}}}") for size in _SIZES}
_RUN = re.compile(r"\d(?:[\s()./‐-―ー−-]{0,3}\d){8,}")
_MANY_LINES = 200_000
"""Of so many lines it is remembered that nothing is in them: frames of pages come by often."""
_EDGES = {
    "mail": (r"(?<![\w.+-])", r"(?![\w-]|\.\w)"),
    "page": (r"(?<![\w-])", r"/?(?![\w/?%=&#~-]|\.\w)"),
    "id": (r"(?<![\w-])", r"(?![\w-])"),
}
"""What may not stand before and behind a value, or it is another one."""

Public = Callable[[Iterable[Needle]], frozenset[Needle]]


class Watching:
    """A `lastscan.Watch` over needles."""

    def __init__(self, needles: Iterable[Needle], key: bytes, public: Public) -> None:
        """`key` is kept in the private folder; `public` says which needles public records hold
        as well."""
        self._needles = distinct(needles)
        self._key, self._public = key, public
        self._clean: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._needles)

    @cached_property
    def marks(self) -> frozenset[bytes]:
        return frozenset(map(self._mark, self._needles))

    def _mark(self, one: Needle) -> bytes:
        text = f"{one.sort}:{one.text}".encode()
        return hashlib.blake2b(text, key=self._key, digest_size=16).digest()

    def but(self, known: Collection[bytes], freed: Collection[bytes]) -> Watching:
        secret = frozenset(freed) - self.free(freed)
        new = [
            one for one in self._needles if (mark := self._mark(one)) not in known or mark in secret
        ]
        return Watching(new, self._key, self._public)

    def free(self, marks: Iterable[bytes]) -> frozenset[bytes]:
        wanted = frozenset(marks)
        found = [one for one in self._needles if self._mark(one) in wanted] if wanted else []
        free = self._public(found) if found else frozenset()
        return frozenset(self._mark(one) for one in found if one in free)

    def hits(self, path: str, data: bytes) -> Iterator[Hit]:
        lines = [path, *lines_of(path, data)]
        new = [line for line in lines if line not in self._clean]
        text = "\n".join(new)
        found = list(self._found_in(text)) if text else []
        if not found and len(self._clean) < _MANY_LINES:
            self._clean.update(new)
        yield from ((one.path, one.field, self._mark(one)) for one in found)

    def _found_in(self, text: str) -> Iterator[Needle]:
        plain = folded(told_by(text))
        tight = squeezed(plain)
        likely: set[Needle] = set(self._short)
        for size, groups in self._groups.items():
            for group in groups.keys() & set(_CUTS[size].findall(tight)):
                likely.update(groups[group])
        for one in likely:
            if one.text in (plain if one.sort in _EDGES else tight) and _stands_in(one, plain):
                yield one
        if self._phones:
            yield from self._phones_in(plain)
        if self._days:
            yield from filter(None, map(self._days.get, days_in(plain)))

    def _phones_in(self, plain: str) -> Iterator[Needle]:
        for match in _RUN.finditer(plain):
            digits = "".join(letter for letter in match[0] if letter.isdigit())
            for size in self._sizes:
                for start in range(len(digits) - size + 1):
                    one = self._phones.get(digits[start : start + size])
                    if one:
                        yield one

    @cached_property
    def _phones(self) -> dict[str, Needle]:
        return {one.text: one for one in self._needles if one.sort == "phone"}

    @cached_property
    def _days(self) -> dict[str, Needle]:
        return {one.text: one for one in self._needles if one.sort == "day"}

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted({len(text) for text in self._phones})

    @cached_property
    def _worded(self) -> list[Needle]:
        """Those that are found by their letters."""
        return [one for one in self._needles if one.sort not in ("phone", "day")]

    @cached_property
    def _short(self) -> list[Needle]:
        """Too short to be found by groups: a few."""
        return [one for one in self._worded if len(squeezed(one.text)) < _LEAST]

    @cached_property
    def _groups(self) -> dict[int, dict[str, list[Needle]]]:
        """By each group of letters, the needles that are known by it: those of a needle's rarest
        part, so that a text which begins as many others do is not taken for all of them."""
        tight = {one: squeezed(one.text) for one in self._worded}
        found: dict[int, dict[str, list[Needle]]] = {}
        for size in _SIZES:
            taken = {one: text for one, text in tight.items() if len(text) >= 2 * size - 1}
            tight = {one: text for one, text in tight.items() if one not in taken}
            if taken:
                found[size] = _groups_of(taken, size)
        return found


def _groups_of(texts: dict[Needle, str], size: int) -> dict[str, list[Needle]]:
    common = Counter(text[at : at + size] for text in texts.values() for at in _starts(text, size))
    found: dict[str, list[Needle]] = defaultdict(list)
    for one, text in texts.items():
        sign = text.find("@") - size + 1
        best = min(_starts(text, size), key=lambda at: (common[text[at : at + size]], -at))
        if 0 <= sign <= len(text) - 2 * size + 1:
            best = sign  # names are in many texts, and this sign in few
        for at in range(best, best + size):
            found[text[at : at + size]].append(one)
    return dict(found)


def _starts(text: str, size: int) -> list[int]:
    """Where the part by which a needle is known may begin."""
    last = len(text) - (2 * size - 1)
    return [at for at in _WINDOWS if at <= last] or [0]


def _stands_in(one: Needle, plain: str) -> bool:
    """Whether it stands there by itself, and not as a part of another value."""
    if one.sort not in _EDGES:
        return True
    before, behind = _EDGES[one.sort]
    return re.search(before + re.escape(one.text) + behind, plain) is not None
