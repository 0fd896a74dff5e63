"""Rules across files. Each case in `cases/` is a portal and the problems that it has."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from portals import SmallPortal

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))
_PART = re.compile(r"^=== (.+)\n", re.MULTILINE)


def parts_of(text: str) -> dict[str, str]:
    """`{name: text}` of what stands beneath each `=== name` line."""
    _, *rest = _PART.split(text)
    return dict(zip(rest[::2], rest[1::2], strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_portal_has_exactly_the_problems_of_its_case(
    portal: Callable[..., SmallPortal], case: Path
) -> None:
    files = parts_of(case.read_text(encoding="utf-8"))
    expected = files.pop("problems").splitlines()
    assert portal(files).problems() == expected


def test_there_are_cases() -> None:
    assert len(CASES) > 15
