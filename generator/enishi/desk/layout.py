"""What a file of another program says of people: its headings, and the fields that they mean.

A *layout* is a table with known headings, a *form* a file of another kind. Both become what was
*told*: of each person values by field, and beside them all that no field has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from enishi.desk.emendation import Plain
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.source.spreadsheets import MAX_CELLS, PREAMBLE, heading_of
from enishi.table import bared

FIELDS = tuple(
    "name family given middle kana family-kana given-kana latin family-latin given-latin former "
    "preferred call email phone birthday joined left department title company job industry since "
    "city region country linkedin x facebook github instagram mastodon bluesky note qiita zenn "
    "youtube wantedly website skill bio stage status tenure".split()
)
"""What a column can mean; several may mean one: of e-mails and phones all count, of others the
first that says something."""
MANY = frozenset({"email", "phone", "skill", "tenure"})
HERE = frozenset({"在籍中", "在籍", "在職", "在職中", "休職中", "active", "current", "employed"})
"""What a status says of those who work here."""
_NUMBER = re.compile(r"\d+")
_LONGEST_LABEL = 200
NUMBERED = "#"
"""In a heading: whatever number stands there."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one row, or one card, says of one person."""

    line: int
    values: tuple[tuple[str, str], ...]
    """`(field, text)`, as it stands in the file."""
    rest: tuple[tuple[str, str], ...] = ()
    """`(heading, text)` of what no field has."""
    id: str = ""
    """The ID that they had, where the file is one of ours."""
    is_here: bool = False
    """Whether the table has a column for the last day, and nothing in it."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """`{field: heading}`, where there are headings."""
    more: Mapping[str, Plain] = field(default_factory=dict)
    """Further keys of a private record, as files of ours have them."""


@dataclass(frozen=True)
class Layout:
    """The table of one program."""

    title: str
    source: str
    """Where it is described, or was seen."""
    columns: Mapping[str, tuple[str, ...]]
    """`{field: headings}`"""
    telling: tuple[tuple[str, ...], ...] = ()
    """Headings that only this table has: all of one group. Nothing for a table by anybody."""
    others: tuple[str, ...] = ()
    """Headings that it has as well and that no field has."""
    is_mixed: bool = False
    """Whether people stand there who never worked here: cards and contacts."""
    echoes: Callable[[Mapping[str, str]], Collection[str]] = lambda cells: ()
    """`echoes({folded heading: cell})`: headings whose cells say again what we told the program."""

    @cached_property
    def fields(self) -> dict[str, str]:
        """`{heading: field}`, folded."""
        return {heading_of(one): name for name, all_ in self.columns.items() for one in all_}

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset([*self.fields, *map(heading_of, self.others)])

    @cached_property
    def _signs(self) -> list[frozenset[str]]:
        return [frozenset(map(heading_of, group)) for group in self.telling]

    def score(self, headings: Collection[str]) -> int:
        """How many of the headings are its own; 0 where it is surely another one."""
        keys = {one for heading in headings for one in keys_of(heading)}
        if not (any(group <= keys for group in self._signs) if self._signs else True):
            return 0
        return sum(any(key in self.known for key in keys_of(one)) for one in headings)

    def field_of(self, heading: str) -> str:
        """The field that a heading means; empty for none."""
        return next((self.fields[key] for key in keys_of(heading) if key in self.fields), "")


@dataclass(frozen=True)
class Form:
    """A file that is no table."""

    title: str
    source: str
    is_it: Callable[[str, str], bool]
    """Whether a text is one; the second is the suffix of the file."""
    read: Callable[[str, str, Problems], list[Told]]
    """`read(text, name, problems)`"""
    is_mixed: bool = False
    """As for a `Layout`."""


Source = Layout | Form


@lru_cache(MAX_CELLS)  # every layout asks, line by line
def keys_of(heading: str) -> tuple[str, ...]:
    """A heading as it is compared: as it stands, and with any number in it."""
    plain = heading_of(heading)
    return (plain, _NUMBER.sub(NUMBERED, plain)) if _NUMBER.search(plain) else (plain,)


@dataclass(frozen=True, slots=True)
class Found:
    """The table in a file."""

    name: str
    layout: Layout
    headings: tuple[str, ...]
    rows: tuple[tuple[int, Sequence[str]], ...]


def table_of(
    lines: Sequence[tuple[int, Sequence[str]]], layouts: Mapping[str, Layout], path: str
) -> Found:
    """The table among the lines of a file, in the layout that has most of its headings.

    Raises `Refused` where no line has headings that are known, and where two layouts have equally
    many: nobody guesses.
    """
    for at, (line, cells) in enumerate(lines[: PREAMBLE + 1]):
        scores = {name: one.score(cells) for name, one in layouts.items()}
        sure = {name: score for name, score in scores.items() if score and layouts[name].telling}
        best = [name for name, score in sure.items() if score == max(sure.values())]
        loose = [name for name, score in scores.items() if not layouts[name].telling]
        best = best or [name for name in loose if _is_table(layouts[name], cells)]
        if len(best) > 1:
            raise refusal(path, "import-unclear", Mark(line), layouts=", ".join(sorted(best)))
        if best:
            _check_twice(cells, layouts[best[0]], path, line)
            rows = tuple((number, row) for number, row in lines[at + 1 :] if any(row))
            return Found(best[0], layouts[best[0]], tuple(cells), rows)
    raise refusal(path, "import-headings", layouts=", ".join(sorted(layouts)))


def _is_table(layout: Layout, cells: Sequence[str]) -> bool:
    """Whether a line has headings of a table of people: notes above one may have one of them."""
    found = {layout.field_of(cell) for cell in cells} - {""}
    whole = all(layout.field_of(cell) for cell in cells if cell.strip())
    return bool(found & {"name", "family", "email", "latin"}) and (len(found) > 1 or whole)


def _check_twice(cells: Sequence[str], layout: Layout, path: str, line: int) -> None:
    """Of two columns of one name nobody could say which is meant."""
    problems = Problems()
    counts = Counter(map(heading_of, cells))
    for key in sorted(one for one, count in counts.items() if one and count > 1):
        if layout.field_of(key) not in ("", *MANY):
            problems.add(path, Mark(line), "table-twice", heading=key)
    if problems.errors:
        raise Refused(problems)


def told_in(found: Found) -> Iterator[Told]:
    """What each row says. A cell of which the heading is missing is known by its number."""
    fields = [found.layout.field_of(one) for one in found.headings]
    pairs = zip(reversed(fields), reversed(found.headings), strict=True)
    labels = {name: label_of(heading) for name, heading in pairs if name}
    keys = [heading_of(one) for one in found.headings]
    for line, cells in found.rows:
        values, rest, said = [], [], set[str]()
        echoes = found.layout.echoes(dict(zip(keys, cells, strict=False)))
        for at, cell in enumerate(cells):
            text = bared(cell).strip()
            if not text or (at < len(keys) and keys[at] in echoes):
                continue
            name = fields[at] if at < len(fields) else ""
            if name and (name in MANY or name not in said):
                said.add(name)
                values.append((name, text))
            elif not (name and (name, text) in values):
                heading = found.headings[at].strip() if at < len(found.headings) else ""
                rest.append((" ".join(heading.split()) or f"#{at + 1}", text))
        if values or rest:
            is_here = "left" in fields and not said & {"left", "status"}
            yield Told(line, tuple(values), tuple(rest), is_here=is_here, labels=labels)


def said_in_a_line(value: Plain) -> str:
    """`joined: 2015-04, left: 2022-03`"""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {said_in_a_line(one)}" for key, one in value.items())
    return ", ".join(map(said_in_a_line, value)) if isinstance(value, list) else value


def label_of(text: str) -> str:
    """A heading in one line that can be seen."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(seen.split())[:_LONGEST_LABEL] or "#"
