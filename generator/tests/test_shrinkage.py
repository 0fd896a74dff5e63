"""A site that lost many pages at once is not put in the place of the old one unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from portals import SmallPortal
from test_build import HEAD, run
from test_privacy import tree_of

from enishi.messages import sentence_of
from enishi.problems import Problem, Problems
from enishi.shrinkage import check_shrinkage

Make = Callable[[dict[str, str | bytes]], SmallPortal]
BEFORE = [
    *(f"news/{number}/index.html" for number in range(60)),
    *(f"alumni/{number}/index.html" for number in range(38)),
    *("index.html", "404.html", "feed.xml", "assets/a.css"),
]


def found(before: list[str], now: list[str]) -> list[Problem]:
    problems = Problems()
    check_shrinkage(before, now, "site", problems)
    return list(problems)


@pytest.mark.parametrize(("left", "refused"), [(100, False), (80, False), (79, True), (1, True)])
def test_four_fifths_of_the_pages_are_enough(left: int, refused: bool) -> None:
    pages = [path for path in BEFORE if path.endswith(".html")]
    assert bool(found(BEFORE, pages[-left:])) is refused


def test_it_is_said_how_many_were_and_are_and_where_most_is_lost() -> None:
    (problem,) = found(BEFORE, ["index.html", *BEFORE[60:98], *BEFORE[:3]])
    assert sentence_of(problem, "en")[0].startswith(
        "The new site has 42 pages; the one before had 100. Most are missing from news/ (57)."
    )
    assert "新しいサイトは 42 ページで、前の 100 ページ" in sentence_of(problem, "ja")[0]


@pytest.mark.parametrize("before", [[], BEFORE, ["feed.xml"]])
def test_a_site_without_pages_is_refused(before: list[str]) -> None:
    assert [one.code for one in found(before, ["feed.xml"])] == ["site-empty"]


def test_a_first_site_may_be_as_small_as_it_likes() -> None:
    assert found([], ["index.html"]) == []


@pytest.fixture
def emptied(portal: Make) -> SmallPortal:
    """A portal with a site of twenty news, of which the folder is gone now."""
    files: dict[str, str | bytes] = {
        f"content/news/2026-11-{n:02}-a.md": HEAD for n in range(1, 21)
    }
    small = portal(files)
    assert build(small).exit_code == 0
    for path in files:
        (small.root / path).unlink()
    return small


def build(small: SmallPortal, *words: str) -> Result:
    return run(small, "build", "--today", "2026-11-22", *words)


@pytest.mark.parametrize("cache", [True, False])
def test_a_folder_that_got_lost_does_not_empty_the_site(emptied: SmallPortal, cache: bool) -> None:
    before = tree_of(emptied.site)
    if not cache:
        (emptied.root / ".enishi/build.cache").unlink()
    result = build(emptied)
    assert result.exit_code == 1
    assert "Most are missing from news/" in result.stderr
    assert "enishi build --allow-shrink" in result.stderr
    assert tree_of(emptied.site) == before


def test_a_site_may_shrink_when_that_is_meant(emptied: SmallPortal) -> None:
    assert build(emptied, "--allow-shrink").exit_code == 0
    assert not list((emptied.site / "news").glob("2026-11-*"))
    assert build(emptied).exit_code == 0, "from now on that is its size"
