"""A former colleague comes by: finds people, reads, follows the feed and turns off the light."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from urllib.request import urlopen

import feedparser
import pytest
from browsing import Visit, faults, pale, serving, visiting
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

PROFILE = "alumni/kazuki-onishi/"
FACETS = ["joined", "left", "department", "place", "company", "skill", "open"]


def search(page: Page, words: str) -> Locator:
    """The links that the theme's search box shows for `words`, typed letter by letter."""
    field = page.locator("input[name=query]")
    field.click()
    field.press_sequentially(words)
    return page.locator(".md-search-result__item a")


def found(page: Page) -> list[str]:
    """Who is shown, by the address of their page."""
    links = page.locator(".finder-results .person-name a")
    return [urlsplit(link.get_attribute("href")).path.split("/")[-2] for link in links.all()]


def chip(page: Page, facet: str) -> Locator:
    return page.locator(f'button[data-f="{facet}"]')


def open_filters(visit: Visit, query: str = "") -> Page:
    page = visit.go(f"alumni/{query}")
    if not page.locator(".finder details").get_attribute("open"):
        page.locator(".finder summary").click()
    return page


@pytest.fixture(scope="module")
def people(demo_site: Path) -> dict[str, set[str]]:
    """`{path: what it can be filtered by}`, in their order."""
    told = json.loads((demo_site / "alumni/people.json").read_text("utf-8"))
    names = [f"{facet['kind']}:{facet['key']}" for facet in told["facets"]]
    has = ({names[number] for number in numbers} for numbers in told["has"])
    return dict(zip(told["paths"], has, strict=True))


# --- finding somebody from any page


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("大西", PROFILE),
        ("大西和樹", PROFILE),
        ("おおにし", PROFILE),
        ("Onishi", PROFILE),
        ("冷凍食品", PROFILE),
        ("二十万四千百十八杯", "news/2026-05-15-goodbye-bancho/"),
    ],
    ids=["kanji", "no-space", "reading", "latin", "bio", "news"],
)
def test_the_search_box_finds_a_page_by_any_word_of_it(
    either: Visit, words: str, page: str
) -> None:
    link = search(either.go("about/"), words).and_(either.page.locator(f'[href*="{page}"]')).first
    expect(link).to_be_visible()
    link.click()
    either.page.wait_for_url(re.compile(re.escape(either.address + page)))
    expect(either.page.get_by_role("heading", level=1)).to_be_visible()


def test_a_name_is_found_first_as_the_person_and_opened_with_enter(either: Visit) -> None:
    page = either.go()
    expect(search(page, "大西").first).to_have_attribute("href", re.compile(PROFILE))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(PROFILE))
    expect(page.get_by_role("heading", level=1)).to_have_text("大西 和樹")


def test_nothing_found_is_said(either: Visit) -> None:
    page = either.go()
    links = search(page, "ぬるぽぬるぽ")
    expect(page.locator(".md-search-result__meta")).to_have_text("何も見つかりませんでした")
    expect(links).to_have_count(0)


# --- the directory


def test_a_filter_shows_as_many_people_as_its_chip_says(visit: Visit) -> None:
    page = open_filters(visit)
    for kind in FACETS:
        first = page.locator(f'button[data-f^="{kind}:"]').first
        facet, count = first.get_attribute("data-f"), int(first.locator(".count").inner_text())
        first.click()
        expect(page.locator(".finder-found")).to_have_text(f"{count}人見つかりました")
        expect(page.locator(".finder-results .person")).to_have_count(count)
        expect(page.locator(".everyone")).to_be_hidden()
        assert parse_qsl(urlsplit(page.url).query) == [tuple(facet.split(":"))]
        page.locator("[data-clear]").click()
        expect(page.locator(".everyone")).to_be_visible()


def test_values_beyond_the_first_chips_can_be_had(visit: Visit) -> None:
    page = open_filters(visit)
    companies = page.locator("[data-kind=company] button[data-f]")
    shown = companies.count()
    page.locator("[data-kind=company] [data-rest]").click()
    expect(companies.nth(shown)).to_be_focused()
    assert companies.count() > shown
    companies.last.click()
    expect(page.locator(".finder-results .person").first).to_be_visible()


def test_chips_of_other_kinds_count_who_is_left(visit: Visit, people: dict[str, set[str]]) -> None:
    page = open_filters(visit, "?place=fukuoka")
    expect(page.locator(".finder-results .person").first).to_be_visible()
    there = [has for has in people.values() if "place:fukuoka" in has]
    expected = Counter(facet for facets in there for facet in facets)
    chips = page.locator("[data-kind=department] button[data-f]").all()
    counted = {it.get_attribute("data-f"): int(it.locator(".count").inner_text()) for it in chips}
    assert counted == {facet: expected[facet] for facet in counted}


def test_values_of_one_kind_add_people_and_kinds_narrow_them(
    visit: Visit, people: dict[str, set[str]]
) -> None:
    page = open_filters(visit)
    for facet in ("place:fukuoka", "place:matsumoto", "open:mentor"):
        chip(page, facet).click()
    wanted = [
        path.split("/")[1]
        for path, has in people.items()
        if {"place:fukuoka", "place:matsumoto"} & has and "open:mentor" in has
    ]
    expect(page.locator(".finder-results .person")).to_have_count(len(wanted))
    assert found(page) == wanted


def test_the_address_of_a_selection_can_be_shared_and_gone_back_from(visit: Visit) -> None:
    page = open_filters(visit)
    results = page.locator(".finder-results .person")
    chip(page, "department:sales").click()
    chip(page, "open:refer").click()
    expect(results).not_to_have_count(0)
    address, selected = page.url, found(page)
    page.reload()
    expect(results).to_have_count(len(selected))
    assert (page.url, found(page)) == (address, selected)
    assert chip(page, "open:refer").get_attribute("aria-pressed") == "true"
    page.go_back()
    expect(chip(page, "open:refer")).to_have_attribute("aria-pressed", "false")
    assert urlsplit(page.url).query == "department=sales"
    page.go_back()
    expect(page.locator(".everyone")).to_be_visible()
    page.go_forward()
    expect(chip(page, "department:sales")).to_have_attribute("aria-pressed", "true")


def test_an_address_received_in_a_mail_opens_the_selection(either: Visit) -> None:
    page = either.go("alumni/?department=sales&find=%E3%81%8A%E3%81%8A%E3%81%AB%E3%81%97")
    expect(page.locator(".finder-results .person")).to_have_count(1)
    assert found(page) == ["kazuki-onishi"]


def test_the_directory_finds_a_name_however_it_is_written(visit: Visit) -> None:
    page = visit.go("alumni/")
    for words in (
        "大西 和樹",
        "大西和樹",
        "おおにし",
        "オオニシ",
        "ｵｵﾆｼ",
        "ＯＮＩＳＨＩ",
        "Onishi Kazuki",
    ):
        page.locator("#finder-q").fill("")
        expect(page.locator(".everyone")).to_be_visible()
        page.locator("#finder-q").fill(words)
        expect(page.locator(".finder-results .person")).to_have_count(1)
        assert found(page) == ["kazuki-onishi"], words
    page.locator(".finder-results .person-name a").click()
    expect(page).to_have_url(visit.address + PROFILE)


def test_an_empty_selection_suggests_what_to_drop(visit: Visit) -> None:
    page = open_filters(visit, "?joined=1998&open=return")
    none = page.locator(".finder-none")
    expect(none).to_be_visible()
    ways = none.locator("button")
    expect(ways).not_to_have_count(0)
    promised = int(re.search(r"(\d+)人", ways.first.inner_text())[1])
    ways.first.click()
    expect(none).to_be_hidden()
    expect(page.locator(".finder-results .person")).to_have_count(promised)
    expect(page.locator("#finder-q")).to_be_focused()


def test_clearing_brings_everybody_back(visit: Visit) -> None:
    page = open_filters(visit, "?place=fukuoka&find=のこりもの")
    page.locator("[data-clear]").click()
    expect(page.locator(".everyone")).to_be_visible()
    assert page.url == visit.address + "alumni/"


def test_a_card_made_by_the_filter_equals_the_printed_one(visit: Visit) -> None:
    page = visit.go("alumni/")
    read = """from => [...document.querySelectorAll(from + ' .person')].map(card =>
      [card.innerText.replace(/\\s+/g, ' ').trim(), card.querySelector('a').href,
       card.querySelector('.face').getAttribute('src') || card.querySelector('.face').dataset.c])"""
    printed = page.evaluate(read, ".everyone")
    page.locator(".finder summary").click()
    for facet in page.locator("[data-kind=joined] button[data-f]").all()[:3]:
        facet.click()
    expect(page.locator(".finder-results .person").first).to_be_visible()
    expect(page.locator(".finder-found")).not_to_be_empty()
    hidden = page.evaluate(read, ".finder-results")
    assert hidden
    assert [card for card in hidden if card not in printed] == []


# --- reading


def test_news_is_read_from_the_home_page_to_the_people_in_it(either: Visit) -> None:
    page = either.go()
    page.get_by_role("link", name="いまの呼び名、むかしの呼び名").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("いまの呼び名、むかしの呼び名")
    page.locator(".beside a").first.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("いまの呼び名、むかしの呼び名")
    page.go_back()
    expect(page.locator("time").first).to_have_attribute("datetime", re.compile("^2026-11-06"))


def test_a_recent_date_is_said_as_days_ago_and_keeps_the_full_one(visit: Visit) -> None:
    page = visit.go("news/2026-11-18-see-you-in-december/")
    expect(page.locator("time").first).to_have_text("4日前")
    expect(page.locator("time").first).to_have_attribute("title", "2026年11月18日(水)")


def test_the_insider_box_puts_the_readers_year_first_and_remembers_it(newcomer: Visit) -> None:
    page = newcomer.go("news/2026-05-15-goodbye-bancho/")
    box = page.locator("[data-insider]")
    box.get_by_label("卒業した年").select_option("2021")
    expect(box.locator("li").first).to_contain_text("在宅の春")
    expect(box.locator("li").first.locator(".insider-yours")).to_be_visible()
    page.reload()
    expect(box.locator("li").first).to_contain_text("在宅の春")


def test_a_note_is_for_whom_its_expression_says(newcomer: Visit) -> None:
    page = newcomer.go("news/2024-06-20-fukuoka-terrace/")
    box = page.locator("[data-insider]")
    fact = box.locator(".insider-fact")
    expect(fact).to_be_hidden()
    box.get_by_label("いた拠点").select_option(label="福岡テラス(もと博多営業所)")
    expect(box.locator("li").first).to_contain_text("福岡テラスにいた方へ あなたへ")
    expect(fact).to_be_hidden()
    box.get_by_label("卒業した年").select_option("2024")
    expect(fact).to_be_hidden()
    box.get_by_label("卒業した年").select_option("2020")
    expect(fact).to_be_visible()
    expect(fact).to_contain_text(
        "博多営業所は、2024年6月に名前が変わりました。いまの福岡テラスです。"
    )
    expect(box.locator("[data-told]")).to_have_text("あなたへの話が3つあります。")


def test_the_picker_is_worked_by_keys_and_remembered_on_every_page(newcomer: Visit) -> None:
    page = newcomer.go("letters/2026-10-autumn/")
    year = page.get_by_label("卒業した年")
    for _ in range(60):  # typing the year would have to be done within a second
        if year.input_value() == "2017":
            break
        year.press("ArrowDown")
    expect(year).to_have_value("2017")
    expect(page.locator(".insider-yours:visible").first).to_be_visible()
    assert faults(page, "[data-insider]") == []
    assert pale(page, "[data-insider]") == []
    newcomer.go("news/2024-06-20-fukuoka-terrace/")
    expect(page.get_by_label("卒業した年")).to_have_value("2017")
    page.get_by_label("卒業した年").select_option("")
    expect(page.locator("[data-told]")).to_be_empty()
    kept = page.evaluate("Object.keys(localStorage)")
    assert [key for key in kept if key.startswith("enishi.")] == []


def test_the_feed_link_of_a_page_leads_to_a_feed_with_that_news(visit: Visit) -> None:
    page = visit.go("news/2026-05-15-goodbye-bancho/")
    links = page.locator('link[rel="alternate"]').evaluate_all(
        "links => links.map(link => [link.type, link.href, link.title])"
    )
    assert {kind for kind, _, _ in links} >= {"application/rss+xml", "application/atom+xml"}
    for kind, address, title in links:
        assert title
        with urlopen(address) as answer:  # noqa: S310 - the address is our own
            raw = answer.read()
        if "json" in kind:
            titles = [item["title"] for item in json.loads(raw)["items"]]
        else:
            feed = feedparser.parse(raw)
            assert not feed.bozo
            titles = [entry.title for entry in feed.entries]
        assert "コーヒーメーカー「番長」、おつかれさまでした" in titles


def test_a_copied_link_is_the_canonical_address(newcomer: Visit) -> None:
    newcomer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = newcomer.go("news/2026-05-15-goodbye-bancho/")
    page.locator("[data-copy]").click()
    expect(page.locator("[data-copy]")).to_have_text("コピーしました")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://alumni.example.com/news/2026-05-15-goodbye-bancho/"


# --- light


def scheme(page: Page) -> str:
    return page.locator("body").get_attribute("data-md-color-scheme")


def turn_dark(page: Page) -> None:
    """Click through the switch: as the device, light, dark."""
    for _ in range(3):
        label = page.locator('[data-md-component="palette"] label:not([hidden])')
        dark = label.get_attribute("for") == "__palette_0"
        if dark:
            return
        label.click()


def test_dark_mode_stays_on_the_next_page(stranger: Visit) -> None:
    page = stranger.go()
    assert scheme(page) == "default"
    turn_dark(page)
    assert scheme(page) == "slate"
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(21, 24, 29)"
    page.get_by_role("link", name="便り", exact=True).first.click()
    page.wait_for_url("**/news/")
    assert scheme(page) == "slate"
    page.reload()
    assert scheme(page) == "slate"


def test_without_a_choice_the_page_follows_the_device(stranger: Visit) -> None:
    page = stranger.page
    page.emulate_media(color_scheme="dark")
    stranger.go()
    assert scheme(page) == "slate"
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_a_dark_page_is_dark_before_its_scripts_have_come(stranger: Visit) -> None:
    """Nobody is dazzled at night: the choice is made while the page is still being read."""
    page = stranger.page
    page.emulate_media(color_scheme="dark")
    page.route("**/*.js", lambda route: route.abort())
    stranger.go()
    assert scheme(page) == "slate"
    stranger.wrong.clear()  # the scripts that were kept back


# --- somewhere else


def test_an_address_that_leads_nowhere_is_met_kindly(either: Visit) -> None:
    page = either.go("alumni/somebody/who/left/")
    assert any("404" in said for said in either.wrong)
    either.wrong.clear()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="名簿でさがす").click()
    expect(page).to_have_url(either.address + "alumni/")


def test_the_portal_works_below_a_path(browser: Browser, demo_site: Path, tmp_path: Path) -> None:
    """As on GitHub Pages, where a project's site lives below the project's name."""
    (tmp_path / "縁側").symlink_to(demo_site)
    with serving(tmp_path) as host, visiting(browser, f"{host}%E7%B8%81%E5%81%B4/") as visit:
        page = visit.go(PROFILE)
        search(page, "ばね工場").first.click()
        page.wait_for_url(re.compile("/news/2026-09-25-"))
        page.get_by_role("link", name="卒業生", exact=True).first.click()
        page.locator("#finder-q").fill("おおにし")
        page.locator(".finder-results .person-name a").click()
        expect(page).to_have_url(visit.address + PROFILE)
        assert (visit.wrong, visit.abroad) == ([], [])
