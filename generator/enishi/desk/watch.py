"""Looks for many values in many files, and costs little: each line of a site is read once."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from enishi.desk.disguises import folded, lines_of, squeezed, told_by
from enishi.desk.needles import Needle, distinct
from enishi.lastscan import Hit

_GRAM = 4
"""Letters that are looked up at once. A value of seven letters holds one such group wherever
the text is cut into groups."""
_LEAST = 2 * _GRAM - 1
_WINDOWS = range(0, 41, _GRAM)
_CUT = re.compile(rf"(?s).{{{_GRAM}}}")
_RUN = re.compile(r"\d(?:[\s()./‐-―ー−-]{0,3}\d){8,}")
_MANY_LINES = 200_000
"""Of so many lines it is remembered that nothing is in them: frames of pages come by often."""
_EDGES = {
    "mail": (r"(?<![\w.+-])", r"(?![\w-]|\.\w)"),
    "day": (r"(?<!\d)", r"(?!\d)"),
    "page": (r"(?<![\w-])", r"/?(?![\w/?%=&#~-]|\.\w)"),
    "id": (r"(?<![\w-])", r"(?![\w-])"),
}
"""What may not stand before and behind a value, or it is another one."""

Public = Callable[[Iterable[Needle]], frozenset[Needle]]


class Watching:
    """A `lastscan.Watch` over needles."""

    def __init__(self, needles: Iterable[Needle], key: bytes, public: Public) -> None:
        """`key` is empty where there is no private folder to keep one in; `public` says which
        needles public records hold as well."""
        self._needles = distinct(needles)
        self._key, self._public = key, public
        self._clean: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._needles)

    @cached_property
    def marks(self) -> frozenset[bytes]:
        """Without a key, one for all: values that can be guessed get no digest of their own."""
        if self._key:
            return frozenset(map(self._mark, self._needles))
        whole = hashlib.blake2b(digest_size=16)
        for mark in sorted(map(self._mark, self._needles)):
            whole.update(mark)
        return frozenset({whole.digest()} if self._needles else ())

    def _mark(self, one: Needle) -> bytes:
        text = f"{one.sort}:{one.text}".encode()
        return hashlib.blake2b(text, key=self._key, digest_size=16).digest()

    def but(self, known: Collection[bytes], freed: Collection[bytes]) -> Watching:
        secret = frozenset(freed) - self.free(freed)
        if self._key:
            new = [
                one
                for one in self._needles
                if (mark := self._mark(one)) not in known or mark in secret
            ]
        elif self.marks <= frozenset(known):
            new = [one for one in self._needles if self._mark(one) in secret]
        else:
            new = self._needles
        return Watching(new, self._key, self._public)

    def free(self, marks: Iterable[bytes]) -> frozenset[bytes]:
        wanted = frozenset(marks)
        found = [one for one in self._needles if self._mark(one) in wanted] if wanted else []
        days = {(one.path, one.field) for one in found if one.sort == "day"}
        ways = [one for one in self._needles if one.sort == "day" and (one.path, one.field) in days]
        free = self._public([*found, *ways]) if found else frozenset()
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
        groups = self._groups
        for group in groups.keys() & set(_CUT.findall(tight)):
            for one, pattern in groups[group]:
                if one.text in tight if pattern is None else pattern.search(plain):
                    yield one
        for one, pattern in self._short:
            if pattern is None or pattern.search(plain):
                yield one
        if self._phones:
            yield from self._phones_in(plain)

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
    def _sizes(self) -> list[int]:
        return sorted({len(text) for text in self._phones})

    @cached_property
    def _short(self) -> list[tuple[Needle, re.Pattern[str] | None]]:
        """Too short to be found by groups: a few."""
        rest = (one for one in self._needles if one.sort != "phone")
        return [(one, _pattern_of(one)) for one in rest if len(squeezed(one.text)) < _LEAST]

    @cached_property
    def _groups(self) -> dict[str, list[tuple[Needle, re.Pattern[str] | None]]]:
        """By each group of letters, the needles that are known by it: those of a needle's rarest
        part, so that a text which begins as many others do is not taken for all of them."""
        tight = {one: squeezed(one.text) for one in self._needles if one.sort != "phone"}
        many = {one: text for one, text in tight.items() if len(text) >= _LEAST}
        common = Counter(text[i : i + _GRAM] for text in many.values() for i in _starts(text))
        found: dict[str, list[tuple[Needle, re.Pattern[str] | None]]] = defaultdict(list)
        for one, text in many.items():
            best = min(_starts(text), key=lambda at: (common[text[at : at + _GRAM]], at))
            entry = one, _pattern_of(one)
            for at in range(best, best + _GRAM):
                found[text[at : at + _GRAM]].append(entry)
        return dict(found)


def _starts(text: str) -> list[int]:
    """Where the part by which a needle is known may begin."""
    last = len(text) - _LEAST
    return [at for at in _WINDOWS if at <= last] or [0]


def _pattern_of(one: Needle) -> re.Pattern[str] | None:
    """None where the text alone is enough."""
    if one.sort not in _EDGES:
        return None
    before, behind = _EDGES[one.sort]
    return re.compile(before + re.escape(one.text) + behind)
