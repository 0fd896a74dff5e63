"""A list of leads as a service exported it, and our alumni put into it; or a list of their own.

Rows and columns of theirs stay what and where they were: of somebody who is on the list already,
cells that are empty are filled; whoever is not is put below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from enishi.desk.alumnus import Alumnus
from enishi.desk.cabinet import Cabinet
from enishi.desk.export import Column, Sheet
from enishi.problems import Mark, Problems, Refused
from enishi.source.spreadsheets import Grid
from enishi.table import FORMULA, harmless, render_grid, render_table


@dataclass(frozen=True, slots=True)
class Merged:
    """The list with our people in it."""

    grid: Grid = field(repr=False)
    found: tuple[str, ...]
    """IDs of those who were on it."""
    added: tuple[str, ...]
    """IDs of those who were put below."""
    filled: int
    """Cells that were empty."""
    unwanted: tuple[str, ...]
    """IDs of those who are on it, and of whom the service is not to be told."""
    forgotten: tuple[int, ...] = ()
    """Lines of those who asked to be forgotten."""

    def render(self) -> bytes:
        return render_grid(self.grid.rows, self.grid.delimiter, self.grid.end).encode(
            self.grid.encoding
        )


def render_sheet(people: Iterable[Alumnus], sheet: Sheet) -> bytes:
    """A list of their own, in which no cell is a formula."""
    rows = [sheet.headings, *(sheet.row(one) for one in people)]
    return render_table(rows).encode(sheet.encoding)


def merged(
    grid: Grid,
    sheet: Sheet,
    people: Sequence[Alumnus],
    others: Iterable[Alumnus],
    is_forgotten: Callable[[str], bool] = lambda address: False,
) -> Merged:
    """`others` are those of whom the service is not to be told: their rows stay as they are, and
    so do those of whoever asked to be forgotten."""
    headings, places = _headings(grid.rows[grid.above], sheet)
    rows = [list(row) for row in grid.rows]
    rows[grid.above] = headings
    mailboxes = [at for at, one in enumerate(headings) if sheet.columns[0].is_called(one)]
    known, filled = _by_address(people), 0
    found: set[str] = set()
    for row in rows[grid.above + 1 :]:
        named = _named_in(row, mailboxes, known)
        found |= {one.id for one in named}
        if len(named) == 1:  # of two people with one address nobody could say who is meant
            filled += _fill(row, places, sheet.columns, named[0])
    added = [one for one in people if one.id not in found]
    rows += (_fresh(one, places, sheet, len(headings)) for one in added)
    left = _by_address(others)
    unwanted = {one.id for row in grid.rows for one in _named_in(row, mailboxes, left)}
    forgotten = (
        number
        for number, row in enumerate(grid.rows, 1)
        if any(is_forgotten(row[at]) for at in mailboxes if at < len(row) and row[at].strip())
    )
    return Merged(
        replace(grid, rows=tuple(map(tuple, rows))),
        tuple(one.id for one in people if one.id in found),
        tuple(one.id for one in added),
        filled,
        tuple(sorted(unwanted)),
        tuple(forgotten),
    )


def _fresh(one: Alumnus, places: list[int], sheet: Sheet, width: int) -> list[str]:
    """A row of their own, as wide as the list."""
    row = [""] * width
    _fill(row, places, sheet.columns, one)
    return row


def _headings(theirs: Sequence[str], sheet: Sheet) -> tuple[list[str], list[int]]:
    """Their headings with those of ours that they lack, and where each of our columns is."""
    headings, places = list(theirs), []
    for column in sheet.columns:
        place = next((at for at, one in enumerate(headings) if column.is_called(one)), None)
        if place is None:
            place = len(headings)
            headings.append(column.heading)
        places.append(place)
    return headings, places


def _by_address(people: Iterable[Alumnus]) -> dict[str, list[Alumnus]]:
    """By each of their addresses, in whatever letters."""
    found: dict[str, list[Alumnus]] = {}
    for one in people:
        for address in {address.casefold() for address in one.emails}:
            found.setdefault(address, []).append(one)
    return found


def _named_in(
    row: Sequence[str], mailboxes: Iterable[int], known: dict[str, list[Alumnus]]
) -> list[Alumnus]:
    cells = (row[at].strip().casefold() for at in mailboxes if at < len(row))
    named = {one.id: one for cell in cells for one in known.get(cell, ())}
    return list(named.values())


def _fill(row: list[str], places: list[int], columns: Sequence[Column], one: Alumnus) -> int:
    """Put what we know where nothing stands; how many cells that were."""
    filled = 0
    for place, column in zip(places, columns, strict=True):
        row += [""] * (place + 1 - len(row))
        cell, ours = row[place], column.value(one)
        if column.is_tags and cell.strip():
            row[place] = _tagged(cell, ours)
        elif not cell.strip() and ours:
            row[place] = harmless(ours)
        filled += row[place] != cell
    return filled


def _tagged(theirs: str, ours: str) -> str:
    """Their tags as they stand, and ours that are not among them."""
    there = {word.strip(" \"'").casefold() for word in theirs.split(",")}
    quote = '"' if '"' in theirs else ""
    more = [word for word in ours.split(",") if word.casefold() not in there]
    return ",".join([theirs, *(f"{quote}{word}{quote}" for word in more)])


def check_cells(people: Iterable[Alumnus], sheet: Sheet, encoding: str, cabinet: Cabinet) -> None:
    """Raises `Refused` for an address that a spreadsheet would take for a formula, since it would
    be another if it were marked as text, and for words that the encoding does not have."""
    problems = Problems()
    for one in people:
        for code in _faults(one, sheet, encoding):
            path = cabinet.shown(f"{one.id}.yml")
            problems.add(path, Mark(), code, "emails" if code == "recipient-formula" else "",
                         encoding=encoding)  # fmt: skip
    if problems.errors:
        raise Refused(problems)


def _faults(one: Alumnus, sheet: Sheet, encoding: str) -> Iterator[str]:
    if one.email.startswith(FORMULA):
        yield "recipient-formula"
    try:
        "".join(sheet.row(one)).encode(encoding)
    except UnicodeEncodeError:
        yield "recipient-encoding"
