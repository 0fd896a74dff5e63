"""Tables for spreadsheets, in which no cell is a formula (RFC 4180; OWASP, CSV injection)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet takes for a formula."""
_FIRST = rf"(?='*[{re.escape(''.join(FORMULA))}])"
_INNER = rf"(?='*[{re.escape(''.join(sign for sign in FORMULA if sign.isprintable()))}])"
_BARE = re.compile(rf"\A{_FIRST}|; *{_INNER}")
_MARKED = re.compile(rf"\A'{_FIRST}|; *'{_INNER}")
"""Where a cell begins, also for a spreadsheet that takes `;` for what parts the cells."""
BOM = "\ufeff"
"""A byte-order mark: without it, Excel takes UTF-8 for something else."""


def render_table(rows: Iterable[Sequence[str]]) -> str:
    """The rows as CSV, of which the first is the heading."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def harmless(cell: str) -> str:
    """What stands in the cell, and stays text; one sign less is what it was, whatever it was."""
    return _BARE.sub(lambda found: f"{found[0]}'", cell)


def bared(cell: str) -> str:
    """What was made `harmless`, as it was."""
    return _MARKED.sub(lambda found: found[0][:-1], cell)


def render_grid(rows: Iterable[Sequence[str]], delimiter: str, end: str) -> str:
    """A table of somebody else's, cell by cell as it was read. Whoever puts cells of ours into it
    makes those `harmless`: theirs may be meant as they are."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()
