"""A site too heavy to be served is not put in the place of the old one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from portals import MKDOCS, SmallPortal

from enishi.messages import sentence_of
from enishi.problems import Problem, Problems, Refused
from enishi.weight import check_weight

SIZES = {
    "index.html": 40,
    "alumni/a/index.html": 100,
    "alumni/b/index.html": 100,
    "images/a.jpg": 300,
    "images/b.jpg": 250,
    "news/index.html": 10,
    "news/a/index.html": 150,
    "events/index.html": 50,
}


def found(limit: int, sizes: dict[str, int] = SIZES) -> list[Problem]:
    problems = Problems()
    check_weight({path: size * 1000 for path, size in sizes.items()}, "site", limit, problems)
    return list(problems)


@pytest.mark.parametrize(
    ("limit", "warning"),
    [(999_999, False), (1_000_000, True), (1_250_000, True), (1_250_001, None)],
)
def test_four_fifths_of_the_limit_are_told_and_more_than_all_is_refused(
    limit: int, warning: bool | None
) -> None:
    assert [problem.warning for problem in found(limit)] == ([] if warning is None else [warning])


def test_the_heaviest_folders_and_files_are_named() -> None:
    [problem] = found(1_000_000)
    values = dict(problem.values)
    assert values["size"] == "1.0 MB"
    assert values["folders"] == "images/ (0.6 MB), alumni/ (0.2 MB), news/ (0.2 MB)"
    assert values["files"] == (
        "images/a.jpg (0.3 MB), images/b.jpg (0.2 MB), news/a/index.html (0.1 MB)"
    )
    for lang in ("ja", "en"):
        assert "images/ (0.6 MB)" in " ".join(sentence_of(problem, lang))


def test_the_same_is_said_in_whatever_order_files_were_written() -> None:
    even = {f"{name}/index.html": 300 for name in "abcdefg"}
    assert found(1_000_000, even) == found(1_000_000, dict(reversed(even.items())))


def test_a_heavy_site_leaves_the_old_one(
    portal: Callable[[dict[str, str | bytes]], SmallPortal],
) -> None:
    small = portal({"content/news/2026-11-05-a.md": "---\ntitle: 題\n---\n"})
    small.build()
    before = {path for path in small.site.rglob("*") if path.is_file()}
    noise = Image.effect_noise((1200, 1200), 100)
    out = io.BytesIO()
    noise.save(out, "JPEG")
    head = "---\ntitle: 題\nimage: a.jpg\nimage_alt: 砂\n---\n"
    small.write({"content/news/a.jpg": out.getvalue(), "content/news/2026-11-06-b.md": head})
    small.write({"mkdocs.yml": f"{MKDOCS}    site_limit: 2\n"})
    with pytest.raises(Refused) as refused:
        small.build()
    [problem] = refused.value.problems
    assert (problem.path, problem.code) == ("site", "site-heavy")
    assert "images/a-" in dict(problem.values)["files"]
    assert {path for path in small.site.rglob("*") if path.is_file()} == before
    assert [path.name for path in small.root.glob(".site*")] == []
    small.write({"mkdocs.yml": f"{MKDOCS}    site_limit: 50\n"})
    assert not list(small.build().problems)
