"""The Nu HTML checker finds no error in any page, nor in any letter."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mailings import Mailing

pytestmark = pytest.mark.java

WRONG = '<!doctype html><html lang="ja"><title>x</title><p><div id="a"></div><i id="a"></i>'


@pytest.fixture(scope="module")
def faults(
    demo_site: Path,
    mailings: dict[str, Mailing],
    html_faults: Callable[[Path], list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], list[str]]:
    """`faults(part)`: the errors in the pages, the letters, or a page that has one.

    All are checked at once: to start Java takes longer than to check.
    """
    root = tmp_path_factory.mktemp("html")
    shutil.copytree(demo_site, root / "pages")
    (root / "wrong").mkdir()
    (root / "wrong" / "index.html").write_text(WRONG, encoding="utf-8")
    assert len(mailings) > 5
    (root / "letters").mkdir()
    for name, one in mailings.items():
        (root / "letters" / f"{name}.html").write_text(one.html, encoding="utf-8")
    found = html_faults(root)
    return lambda part: [fault for fault in found if fault.startswith(f"/{part}/")]


def test_every_page_of_the_portal_is_correct_html(faults: Callable[[str], list[str]]) -> None:
    assert faults("pages") == []


def test_every_letter_is_correct_html(faults: Callable[[str], list[str]]) -> None:
    assert faults("letters") == []


def test_the_checker_would_have_found_a_fault(faults: Callable[[str], list[str]]) -> None:
    assert any("Duplicate ID" in fault for fault in faults("wrong"))


def test_pages_of_another_engine_are_correct_html(
    zensical_site: Path, tmp_path: Path, html_faults: Callable[[Path], list[str]]
) -> None:
    """A few: what an engine makes is the same on all."""
    for name in ("index.html", "404.html", "news/index.html", "alumni/kazuki-onishi/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(zensical_site / name, tmp_path / name)
    assert html_faults(tmp_path) == []
