"""The search box over a large index: what a reader sees, hears and presses."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from asking import index_for
from browsing import PHONE, Visit, faults
from playwright.sync_api import Page, Route, expect
from searches import crowd, special

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def index() -> dict[str, bytes]:
    return index_for(*crowd(), *special())


@pytest.fixture
def large(newcomer: Visit, index: dict[str, bytes]) -> Visit:
    """The demonstration, with the search index of a portal of 1,700 people."""
    return enlarged(newcomer, index)


@pytest.fixture
def large_either(stranger: Visit, index: dict[str, bytes]) -> Visit:
    """As `large`, with the search box of each engine."""
    return enlarged(stranger, index)


def enlarged(visit: Visit, index: dict[str, bytes]) -> Visit:
    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/")
        route.fulfill(body=index[path]) if path in index else route.fallback()

    visit.page.route("**/search/**", answer)
    visit.go("about/")
    return visit


def ask(page: Page, words: str) -> None:
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").fill(words)


def test_results_come_with_their_number_and_what_else_there_is(large: Visit) -> None:
    page = large.page
    ask(page, "倉庫の温度")
    expect(page.locator(".md-search-result__item").first).to_contain_text("倉庫の温度")
    expect(page.locator(".md-search-result__meta[role=status]")).to_contain_text(re.compile(r"\d"))
    expect(page.locator(".search-note[role=status]")).to_have_text(
        re.compile("ほかにも[0-9,]+件ほど")
    )
    ask(page, "橋爪 朋子")
    expect(page.locator(".md-search-result__item")).to_have_count(1)
    expect(page.locator(".search-note")).to_be_empty()
    assert faults(page, ".md-search") == []


def test_a_result_is_chosen_with_the_keys_alone(large: Visit) -> None:
    page = large.page
    page.keyboard.press("/")
    page.keyboard.type("hashizume")
    expect(page.locator(".md-search-result__item a").first).to_contain_text("橋爪")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__item a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/alumni/tomoko-hashizume/*")
    large.wrong.clear()  # that page is not part of the demonstration


@pytest.mark.parametrize(("more", "left"), [(" 朋子", 1), (" 沙織", 0)])
def test_an_answer_that_comes_late_does_not_take_the_focus(
    large_either: Visit, more: str, left: int
) -> None:
    """Whoever chose a result stays at it, or is back in the field where it is gone."""
    page = large_either.page
    results = page.locator(".md-search-result__item a")
    late: list[Route] = []

    def keep(route: Route) -> None:
        late.append(route)

    ask(page, "橋爪")
    expect(results).to_have_count(1)
    page.route("**/search/**", keep)
    page.locator("input[name=query]").fill("橋爪" + more)
    expect(page.locator(".search-note")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(results).to_be_focused()
    page.unroute("**/search/**", keep)
    for route in late:
        route.fallback()
    expect(page.locator(".search-note")).to_be_empty()
    expect(results).to_have_count(left)
    expect(results if left else page.locator("input[name=query]")).to_be_focused()


def test_the_note_fits_a_phone(large: Visit) -> None:
    page = large.page
    page.set_viewport_size(PHONE)
    page.locator('.md-header__button[for="__search"]').click()
    page.locator("input[name=query]").fill("倉庫の温度")
    note = page.locator(".search-note")
    expect(note).to_be_visible()
    assert note.bounding_box()["width"] <= PHONE["width"]


@pytest.mark.parametrize(
    "lost", ["**/search/pages.json", "**/search/grams/**", "**/search/blocks/**"]
)
def test_what_cannot_be_fetched_is_said_in_words(large: Visit, lost: str) -> None:
    page = large.page
    page.route(lost, lambda route: route.fulfill(status=404))
    ask(page, "橋爪")
    expect(page.locator(".search-note")).to_contain_text("読みこめませんでした")
    expect(page.locator(".md-search-result__list")).to_be_hidden()
    page.unroute(lost)
    ask(page, "橋爪 ")
    expect(page.locator(".md-search-result__item")).to_have_count(1)
    expect(page.locator(".search-note")).to_be_empty()
    large.wrong.clear()  # the 404s


def test_without_a_network_nothing_is_called_not_found(large: Visit) -> None:
    page = large.page
    ask(page, "橋爪")
    expect(page.locator(".md-search-result__item")).to_have_count(1)
    page.route("**/search/**", lambda route: route.abort("internetdisconnected"))
    ask(page, "弁当箱")
    expect(page.locator(".search-note")).to_contain_text("読みこめませんでした")
    expect(page.locator(".md-search-result__meta")).to_be_hidden()
    ask(page, "橋爪")
    expect(page.locator(".md-search-result__item")).to_have_count(1)
    large.wrong.clear()  # the requests that failed
