"""Finds what one person is known by in a file, and on which lines.

`watch.py` looks for the values of thousands in files that mostly have none of them; here it is few
values, names among them, and every line counts: a value may be broken across two.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property

from enishi.desk.contents import text_of
from enishi.desk.disguises import folded, squeezed, told_by
from enishi.desk.needles import Needle, days_in
from enishi.readings import EAST_ASIAN

_EDGES = {
    "mail": (r"(?<![\w.+-])", r"(?!-?\w|\.\w)"),
    "page": (r"(?<![\w-])", r"(?![\w-])"),
    "id": (r"(?<![\w-])", r"(?![\w-])"),
}
"""What may not stand before and behind a value, or it is another one. Letters are those of ASCII:
words of Japanese may stand there at once."""
_WORD = (
    rf"(?:(?<![^\W_])|(?<={EAST_ASIAN.pattern}))",
    rf"(?:(?![^\W_])|(?={EAST_ASIAN.pattern}))",
)
_RUN = re.compile(r"\d(?:[\s()./‐-―ー−-]{0,3}\d){8,}")
_WINDOW = 4
"""Lines across which a value may be broken, when its place is looked for."""
_LARGE = 2_000_000
"""Bytes; in a larger file no line is looked for."""


Value = tuple[str, str]
"""A value as it is compared, and the field that says it."""


class Sightings:
    """What one person is known by: values, and whole names in Latin letters."""

    def __init__(self, needles: Iterable[Needle], names: Iterable[str]) -> None:
        self._needles, self._names = tuple(needles), tuple(names)
        self._known: dict[bytes, tuple[tuple[int, Value], ...]] = {}

    def places_in(self, path: str, data: bytes) -> Iterator[tuple[int, str]]:
        """`(line, field)` of each; 0 for what is only in the file as a whole, or in its name."""
        suffix = "." + path.rpartition(".")[2]
        digest = hashlib.blake2b(suffix.encode() + b"\0" + data).digest()
        if digest not in self._known:  # the same picture or page comes by in the spare, in commits
            self._known[digest] = tuple(self._places_in(suffix, data))
        found = self._known[digest]
        yield from ((line, value[1]) for line, value in found)
        for value in sorted(self._values_in(path) - {value for _, value in found}):
            yield 0, value[1]

    def _places_in(self, suffix: str, data: bytes) -> Iterator[tuple[int, Value]]:
        values = self._values_in(text_of(suffix, data))
        lines = [] if b"\0" in data[:4096] or len(data) > _LARGE else data.split(b"\n")

        @cache
        def held(at: int, width: int) -> frozenset[Value]:
            return self._values_in(b"\n".join(lines[at : at + width]).decode("utf-8", "replace"))

        for value in sorted(values):
            for line in _lines_with(value, len(lines), held):
                yield line, value

    def _values_in(self, text: str) -> frozenset[Value]:
        """What a text holds, whatever its disguise."""
        plain = folded(told_by(text))
        tight = squeezed(plain)
        found = {
            value
            for likely, pattern, value in self._patterns
            if likely in tight and pattern.search(plain)
        }
        found |= {_value(one) for one in self._of("text") if one.text in tight}
        phones = self._of("phone")
        runs = ["".join(filter(str.isdigit, run)) for run in _RUN.findall(plain)] if phones else []
        found |= {_value(one) for one in phones if any(one.text in run for run in runs)}
        days = set(days_in(plain, self._years)) if self._years else set()
        return frozenset(found | {_value(one) for one in self._of("day") if one.text in days})

    def _of(self, sort: str) -> list[Needle]:
        return self._sorted.get(sort, [])

    @cached_property
    def _sorted(self) -> dict[str, list[Needle]]:
        found: dict[str, list[Needle]] = defaultdict(list)
        for one in self._needles:
            found[one.sort].append(one)
        return dict(found)

    @cached_property
    def _years(self) -> frozenset[str]:
        return frozenset(one.text[:4] for one in self._of("day"))

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], Value]]:
        """Values that stand by themselves, and are no part of another: what is looked for first,
        which is quick, and then."""
        found = []
        for one in self._needles:
            if one.sort in _EDGES:
                before, behind = _EDGES[one.sort]
                pattern = re.compile(before + re.escape(one.text) + behind, re.ASCII)
                found.append((squeezed(one.text), pattern, _value(one)))
        for name in self._names:
            words = r"\s+".join(map(re.escape, name.split()))
            pattern = re.compile(_WORD[0] + words + _WORD[1])
            found.append((squeezed(name), pattern, (name, "name")))
        return found


def _lines_with(
    value: Value, count: int, held: Callable[[int, int], frozenset[Value]]
) -> list[int]:
    """Where a value begins, of so many lines; `held(at, width)` is what stands in some of them."""
    for width in range(1, _WINDOW + 1):
        found = [at + 1 for at in range(count - width + 1) if value in held(at, width)]
        if found:
            return found
    return [0]


def _value(one: Needle) -> Value:
    return one.text, one.field.partition("[")[0]
