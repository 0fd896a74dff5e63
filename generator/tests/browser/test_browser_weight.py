"""A first view weighs little: under 100 KB without photos, as a host sends it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from browsing import Visit
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIMIT = 100_000
PHOTOS = (".jpg", ".jpeg", ".png", ".webp")


def weight(visit: Visit, site: Path) -> dict[str, int]:
    """Compressed bytes of each file that was asked for, but photos."""
    paths = {url.removeprefix(visit.address).split("?")[0] for url in visit.requests}
    files = {
        path: site / (f"{path}index.html" if path.endswith("/") else path or "index.html")
        for path in paths
        if not path.endswith(PHOTOS)
    }
    return {path: len(gzip.compress(file.read_bytes(), 6)) for path, file in files.items()}


@pytest.mark.parametrize(
    "path",
    [
        "",
        "news/2026-05-15-goodbye-bancho/",
        "alumni/kazuki-onishi/",
        "alumni/",
        "letters/2026-10-autumn/",
    ],
)
def test_a_first_view_weighs_less_than_a_small_photo(
    newcomer: Visit, demo_site: Path, path: str
) -> None:
    newcomer.go(path).wait_for_load_state("networkidle")
    parts = weight(newcomer, demo_site)
    assert sum(parts.values()) < LIMIT, sorted(parts.items(), key=lambda part: -part[1])


def test_the_list_of_people_is_fetched_when_somebody_looks_for_one(newcomer: Visit) -> None:
    page = newcomer.go("alumni/")
    page.wait_for_load_state("networkidle")
    people = f"{newcomer.address}alumni/people.json"
    assert people not in newcomer.requests
    page.locator("#finder-q").fill("おおにし")
    expect(page.locator(".finder-results .person")).to_have_count(1)
    assert newcomer.requests.count(people) == 1


def test_the_words_of_the_site_are_fetched_when_somebody_searches(newcomer: Visit) -> None:
    page = newcomer.go()
    page.wait_for_load_state("networkidle")
    before = len(newcomer.requests)
    assert not [url for url in newcomer.requests if "/search/" in url and heavy(newcomer, url)]
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("oonishi")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert len(newcomer.requests) > before


def heavy(visit: Visit, url: str) -> bool:
    answer = visit.page.request.get(url)
    return len(gzip.compress(answer.body(), 6)) > 5_000


def test_pictures_below_the_fold_wait(newcomer: Visit) -> None:
    page = newcomer.go("alumni/")
    page.wait_for_load_state("networkidle")
    early = sum(url.endswith(PHOTOS) for url in newcomer.requests)
    every = page.locator("img").count()
    assert early < every


def test_nothing_jumps_while_a_page_comes_in(newcomer: Visit) -> None:
    """Cumulative layout shift, which readers feel as words slipping away, stays under 0.1."""
    page = newcomer.page
    page.add_init_script(
        """window.shift = 0; new PerformanceObserver(list => {
          for (const it of list.getEntries()) if (!it.hadRecentInput) window.shift += it.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    for path in ("", "alumni/kazuki-onishi/", "news/2026-05-15-goodbye-bancho/"):
        newcomer.go(path).wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") < 0.1
