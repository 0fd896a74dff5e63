"""The figures that SECURITY.md states: each is printed by the test that counts it, and held by it."""

from __future__ import annotations

import re
import sys

from portals import REPOSITORY

_ROW = re.compile(
    r"^\| (?P<words>[^|]+) \| (?P<least>at least )?(?P<number>[\d,]+) \|", re.MULTILINE
)


def stated() -> dict[str, tuple[str, int]]:
    """Of each figure what it is called, whether it is the least there may be, and the number."""
    text = (REPOSITORY / "SECURITY.md").read_text(encoding="utf-8").partition("\n## Figures\n")[2]
    return {
        row["words"]: (row["least"] or "", int(row["number"].replace(",", "")))
        for row in _ROW.finditer(text)
    }


def tell_figure(words: str, number: int) -> None:
    """Print what was counted; an `AssertionError` where SECURITY.md states something else."""
    sys.stdout.write(f"\n{words}: {number:,}\n")
    least, said = stated()[words]
    assert number >= said if least else number == said, (
        f"SECURITY.md states {least}{said:,} for “{words}”, and it is {number:,}"
    )
