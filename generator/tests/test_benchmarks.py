"""The portals that are measured are portals, and always the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, SmallPortal


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes `benchmarks/` importable, for a test's length."""
    monkeypatch.setattr(sys, "path", [str(REPOSITORY / "benchmarks"), *sys.path])


def files_of(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_same_numbers_make_the_same_portal(tmp_path: Path) -> None:
    from make_portal import make_portal

    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        make_portal(tmp_path / name, people=30, news=10, seed=seed)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "again")
    assert files_of(tmp_path / "one").keys() != files_of(tmp_path / "other").keys()


def test_a_made_portal_has_no_problems(tmp_path: Path) -> None:
    from make_portal import TODAY, make_portal

    make_portal(tmp_path, people=60, news=20)
    portal = SmallPortal(tmp_path)
    assert portal.problems(TODAY) == []
    publication = portal.publication(TODAY)
    assert len(publication.news) == 20
    assert 40 < len(publication.people) < 60


def test_the_table_goes_between_the_marks(tmp_path: Path) -> None:
    from measure import BEGIN, END, write_table

    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_table(page, "| new |\n")
    expected = f"before\n{BEGIN}\n| new |\n{END}\nafter\n"
    assert page.read_text(encoding="utf-8") == expected
