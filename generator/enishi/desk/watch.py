"""Looks for many values in many files, and costs little: what was seen is not read again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from enishi.desk.contents import text_of
from enishi.desk.disguises import folded, squeezed, told_by
from enishi.desk.needles import Needle, days_in, distinct, pattern_of
from enishi.desk.sieve import Sieve
from enishi.desk.traces import traces_of
from enishi.lastscan import Hit

_RUN = re.compile(r"\d(?:[\s()./‐-―ー−-]{0,3}\d){8,}")

Public = Callable[[Iterable[Needle]], frozenset[Needle]]


class Watching:
    """A `lastscan.Watch` over needles."""

    def __init__(self, needles: Iterable[Needle], key: bytes, public: Public) -> None:
        """`key` is kept in the private folder; `public` says which needles public records hold
        as well."""
        self._needles = distinct(needles)
        self._key, self._public = key, public

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

    def ready(self) -> None:
        self._sieve  # noqa: B018  (made now)

    def hits(self, path: str, data: bytes) -> Iterator[Hit]:
        text = f"{path}\n{text_of(path, data)}"
        likely = self._sieve.likely(traces_of(text))
        if likely:
            found = self._found_in(folded(told_by(text)), likely)
            yield from ((one.path, one.field, self._mark(one)) for one in found)

    def _found_in(self, plain: str, likely: set[Needle]) -> set[Needle]:
        """What of the likely ones a text really says."""
        found: set[Needle] = set()
        sorts = {one.sort for one in likely}
        years = {one.text[:4] for one in likely if one.sort == "day"}
        if years:
            found.update(filter(None, map(self._days.get, days_in(plain, years))))
        if "phone" in sorts:
            found.update(self._phones_in(plain))
        tight = squeezed(plain)
        for one in likely:
            if one.sort not in ("day", "phone") and squeezed(one.text) in tight:
                pattern = pattern_of(one)
                if pattern is None or pattern.search(plain):
                    found.add(one)
        return found

    def _phones_in(self, plain: str) -> Iterator[Needle]:
        for match in _RUN.finditer(plain):
            digits = "".join(letter for letter in match[0] if letter.isdigit())
            for size in self._sizes:
                for start in range(len(digits) - size + 1):
                    one = self._phones.get(digits[start : start + size])
                    if one:
                        yield one

    @cached_property
    def _sieve(self) -> Sieve:
        return Sieve(self._needles)

    @cached_property
    def _phones(self) -> dict[str, Needle]:
        return {one.text: one for one in self._needles if one.sort == "phone"}

    @cached_property
    def _days(self) -> dict[str, Needle]:
        return {one.text: one for one in self._needles if one.sort == "day"}

    @cached_property
    def _sizes(self) -> list[int]:
        return sorted({len(text) for text in self._phones})
