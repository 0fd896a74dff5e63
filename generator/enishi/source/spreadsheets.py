"""Tables as spreadsheets and services save them, in whatever encoding."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from enishi.problems import Mark, Problems, Refused, refusal

MAX_BYTES = 20_000_000
"""What is larger is no list that somebody keeps by hand."""
MAX_CELLS = 16_384
"""In one line: as many columns as Excel has."""
PREAMBLE = 20
"""So many lines may stand above the heading: notes, as LinkedIn's and Eight's exports have them."""
_ENCODINGS = ("utf-8-sig", "cp932")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    line: int
    """In the file, from 1: where its last cell ends."""
    cells: Mapping[str, str]
    """`{heading as folded by `heading_of`: cell}`; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    """As they stand in the file."""
    rows: tuple[Row, ...]
    encoding: str
    above: int
    """Rows above the heading."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table cell by cell, as it must be known to write it again."""

    rows: tuple[tuple[str, ...], ...]
    encoding: str
    delimiter: str
    end: str
    """How its lines end."""
    above: int
    """Rows above the heading."""


def heading_of(text: str) -> str:
    """What a heading is known by: full-width and half-width, capitals and spaces are one."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def load_table(file: Path, known: Collection[str]) -> Table:
    """The table in a file. `known` are headings, of which the heading row must have one.

    Raises `Refused` for what cannot be read or has no such row.
    """
    return _table_in(*load_whole(file), file.name, known)


def table_in(raw: bytes, name: str, known: Collection[str]) -> Table:
    """As `load_table`, of the bytes of a file called `name`."""
    return _table_in(*text_in(raw, name), name, known)


def _table_in(text: str, encoding: str, name: str, known: Collection[str]) -> Table:
    wanted = {heading_of(one) for one in known}
    rows = list(rows_in(text, name))
    for at, (_, cells) in enumerate(rows[: PREAMBLE + 1]):
        keys = tuple(heading_of(cell) for cell in cells)
        if wanted & set(keys):
            _check_twice(keys, wanted, name, rows[at][0])
            found = tuple(_row(line, keys, row) for line, row in rows[at + 1 :] if any(row))
            return Table(tuple(cells), found, encoding, at)
    raise refusal(name, "table-headings", known=", ".join(sorted(known)))


def load_grid(file: Path, known: Collection[str]) -> Grid:
    """As `load_table`, with nothing taken from the cells and nothing left out."""
    return grid_in(_bytes_of(file), file.name, known)


def grid_in(raw: bytes, name: str, known: Collection[str]) -> Grid:
    """As `load_grid`, of the bytes of a file called `name`."""
    text, encoding = text_in(raw, name)
    if encoding == "utf-8-sig" and not raw.startswith(BOM_UTF8):
        encoding = "utf-8"
    rows = tuple(tuple(cells) for _, cells in rows_in(text, name))
    wanted = {heading_of(one) for one in known}
    for at, cells in enumerate(rows[: PREAMBLE + 1]):
        if wanted & set(map(heading_of, cells)):
            end = "\r\n" if "\r\n" in text else "\n"
            return Grid(rows, encoding, _delimiter_in(text), end, at)
    raise refusal(name, "table-headings", known=", ".join(known))


def _row(line: int, keys: tuple[str, ...], cells: list[str]) -> Row:
    pairs = zip(keys, (cell.strip() for cell in cells), strict=False)
    return Row(line, {key: cell for key, cell in pairs if key and cell})


def _check_twice(keys: tuple[str, ...], wanted: set[str], name: str, line: int) -> None:
    """Of two columns of one name nobody could say which is meant."""
    problems = Problems()
    for key in sorted(wanted):
        if keys.count(key) > 1:
            problems.add(name, Mark(line), "table-twice", heading=key)
    if problems.errors:
        raise Refused(problems)


def load_whole(file: Path) -> tuple[str, str]:
    """The text of a file, and its encoding. Raises `Refused` where it cannot be read."""
    return text_in(_bytes_of(file), file.name)


def _bytes_of(file: Path) -> bytes:
    if not file.is_file():
        raise refusal(file.name, "table-missing")
    if file.stat().st_size > MAX_BYTES:
        raise refusal(file.name, "file-large", limit=f"{MAX_BYTES:,}")
    return file.read_bytes()


def text_in(raw: bytes, name: str) -> tuple[str, str]:
    """The text of some bytes, and its encoding. Raises `Refused` where they are no text."""
    marked = [name for mark, name in _MARKS if raw.startswith(mark)]
    for encoding in marked or _ENCODINGS:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise refusal(name, "table-encoding")


def rows_in(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """`(line, cells)` of a table. Raises `Refused` where it is none, or too wide."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_in(text), strict=False)
    try:
        for cells in reader:
            if len(cells) > MAX_CELLS:
                raise refusal(name, "table-wide", Mark(reader.line_num), limit=f"{MAX_CELLS:,}")
            yield reader.line_num, cells
    except csv.Error:  # a cell beyond the limit of the module, or a line that never ends
        raise refusal(name, "table-broken", Mark(max(1, reader.line_num))) from None


def _delimiter_in(text: str) -> str:
    """What stands most often between the cells of the first lines."""
    head = "\n".join(text.splitlines()[: PREAMBLE + 1])
    return max((",", "\t", ";"), key=head.count)
