"""Every kind of page, for every reader: by eye, by ear, by keyboard, by thumb and on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import DESK, PHONE, Visit, faults, fits, pale, visiting
from page_kinds import KINDS, NOWHERE
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

STRUCTURE = """() => ({
  headings: document.querySelectorAll('h1').length,
  lang: document.documentElement.lang,
  title: document.title,
  jumps: [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')]
    .filter(it => it.checkVisibility())
    .map(it => Number(it.tagName[1])).filter((level, at, all) => at && level > all[at - 1] + 1),
  bare: [...document.images].filter(it => !it.hasAttribute('alt') || !it.getAttribute('width')
    || !it.getAttribute('height')).map(it => it.outerHTML),
  broken: [...document.images].filter(it => it.complete && !it.naturalWidth).map(it => it.src),
})"""
SMALL = """least => [...document.querySelectorAll(
    '.md-header :is(a, label, button), .drawer a, .foot a, .md-tabs a, summary, select, '
    + 'main button, .content :is(.button, a.chip, .rail a, .plain-list a, .tags a, .share a, '
    + '.beside a, .pager a, .choose a, .refs a, a.named, .more a, .jump a, .finder-field)')]
  .filter(it => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter(it => !it.closest('.md-search') || document.querySelector('#__search').checked)
  .map(it => [it, it.getBoundingClientRect()])
  .filter(([it, box]) => box.width && box.right > 0 && box.left < innerWidth
    && box.height < least - .5)
  .map(([it, box]) => `${it.tagName.toLowerCase()}.${it.className} ${Math.round(box.width)}×`
    + `${Math.round(box.height)} ${(it.textContent || it.title).trim().slice(0, 20)}`)"""
FOCUS = """() => {
  const it = document.activeElement;
  if (it === document.body) return null;
  const seen = it.matches('.md-option') ? it.nextElementSibling : it;
  const style = getComputedStyle(seen), box = seen.getBoundingClientRect();
  const frame = seen.closest('.md-search__form') ? seen.closest('.md-search__form') : seen;
  const outline = [style, getComputedStyle(frame)].some(one =>
    one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2);
  const name = `${it.tagName}.${it.className}#${it.id} ${it.textContent.trim().slice(0, 20)}`;
  return { name, outline, hidden: !box.width || !box.height || box.right <= 0
    || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight };
}"""


@pytest.fixture(scope="module")
def reader(browser: Browser, demo: str) -> Iterator[Visit]:
    """One visit that goes from page to page."""
    with visiting(browser, demo) as visit:
        yield visit


@pytest.fixture(params=KINDS.values(), ids=KINDS, scope="module")
def page(request: pytest.FixtureRequest, reader: Visit) -> Page:
    """A page of each kind in turn; the tests of this module look at it one after the other."""
    reader.begin()
    return reader.go(request.param)


# --- each kind of page


def test_a_page_says_what_it_is(page: Page) -> None:
    said = page.evaluate(STRUCTURE)
    assert (said["headings"], said["lang"], said["jumps"]) == (1, "ja", [])
    assert said["title"]
    assert (said["bare"], said["broken"]) == ([], [])


def test_a_page_is_read_without_complaint(page: Page, reader: Visit) -> None:
    page.wait_for_load_state("load")
    nowhere = f"{reader.address}{NOWHERE}"  # which is answered with 404, and so it should
    assert [said for said in reader.wrong if nowhere not in said] == []
    assert reader.abroad == []


def test_axe_finds_nothing_at_a_desk_by_day(page: Page) -> None:
    assert faults(page) + pale(page) == []


def test_axe_finds_nothing_at_a_desk_by_night(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert pale(page) == []
    page.emulate_media(color_scheme="light")


def test_nothing_scrolls_sideways_at_a_desk(page: Page) -> None:
    assert fits(page, DESK["width"])


def test_axe_finds_nothing_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    assert faults(page) == []


def test_a_thumb_can_hit_what_it_aims_at(page: Page) -> None:
    page.set_viewport_size(PHONE)
    assert page.evaluate(SMALL, 44) == []


@pytest.mark.parametrize("width", [360, 320])
def test_nothing_scrolls_sideways_on_a_phone(page: Page, width: int) -> None:
    assert fits(page, width)


# --- what opens


def test_axe_finds_nothing_in_the_open_filters(visit: Visit) -> None:
    page = visit.go("alumni/?place=fukuoka&joined=1998")
    expect(page.locator(".finder-found")).not_to_be_empty()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert (
            faults(page, ".finder", ".finder-results") + pale(page, ".finder", ".finder-results")
            == []
        )
    assert page.evaluate(SMALL, 44) == []
    assert fits(page, 360)
    page.emulate_media(color_scheme="dark")
    assert pale(page, ".finder", ".finder-results") == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_the_open_search(either: Visit, size: dict[str, int]) -> None:
    page = either.page
    page.set_viewport_size(size)
    either.go("about/")
    if size is PHONE:
        page.locator('.md-header__button[for="__search"]').click()
    else:
        page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("福岡")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert fits(page, size["width"])
    if size is PHONE:
        assert page.evaluate(SMALL, 44) == []
    assert faults(page, ".md-header") + pale(page, ".md-header") == []
    page.emulate_media(color_scheme="dark")
    assert pale(page, ".md-header") == []
    page.keyboard.press("Escape")
    expect(page.locator(".md-search-result__item").first).to_be_hidden()


def test_axe_finds_nothing_in_the_open_drawer(either: Visit) -> None:
    page = either.page
    page.set_viewport_size(PHONE)
    either.go("alumni/akari-aoki/")
    page.locator('.md-header__button[for="__drawer"]').click()
    link = page.locator(".drawer").get_by_role("link", name="集まり")
    expect(link).to_be_in_viewport(ratio=1)
    assert page.evaluate(SMALL, 44) == []
    assert faults(page, ".drawer") + pale(page, ".drawer") == []
    page.emulate_media(color_scheme="dark")
    assert pale(page, ".drawer") == []
    link.click()
    expect(page).to_have_url(either.address + "events/")


# --- on paper


@pytest.mark.parametrize("kind", ["home", "directory", "profile-photo", "news-item", "letter"])
def test_a_printed_page_has_its_text_and_nothing_of_the_screen(visit: Visit, kind: str) -> None:
    page = visit.go(KINDS[kind])
    words = page.locator("main h1 ~ *, main h2, main p").first.inner_text()
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => [...document.querySelectorAll(
            'h1, .md-header, .md-tabs, .drawer, .md-search, main button, .share, .finder')]
          .filter(it => it.checkVisibility()).map(it => it.tagName)"""
    )
    assert shown == ["H1"]
    assert words in page.locator(".content").inner_text()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgba(0, 0, 0, 0)",
        "rgb(255, 255, 255)",
    )


# --- by keyboard


@pytest.mark.parametrize(
    ("path", "size"),
    [("", DESK), ("alumni/", DESK), ("news/2026-05-15-goodbye-bancho/", PHONE)],
    ids=["home-desk", "directory-desk", "item-phone"],
)
def test_whoever_tabs_through_a_page_sees_where_they_are(
    visit: Visit, path: str, size: dict[str, int]
) -> None:
    page = visit.page
    page.set_viewport_size(size)
    visit.go(path)
    stops = []
    for _ in range(32):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 10
    assert [stop["name"] for stop in stops if stop["hidden"]] == []
    assert [stop["name"] for stop in stops if not stop["outline"]] == []


def test_the_first_tab_offers_to_skip_to_the_text(either: Visit) -> None:
    page = either.go("news/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_light_is_switched_by_keyboard(stranger: Visit) -> None:
    page = stranger.go()
    page.locator(".md-option").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        if page.locator("body").get_attribute("data-md-color-scheme") == "slate":
            return
    pytest.fail("the arrow keys never reach the dark side")


def test_menu_and_search_open_by_keyboard_on_a_phone(either: Visit) -> None:
    page = either.page
    page.set_viewport_size(PHONE)
    either.go()
    for name, seen in (("__drawer", ".drawer .md-nav__link"), ("__search", "input[name=query]")):
        page.locator(f'.md-header__button[for="{name}"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator(seen).first).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")


# --- those who asked for less


def test_nothing_moves_for_those_who_asked_for_rest(visit: Visit) -> None:
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    visit.go("alumni/")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(it => {
          const style = getComputedStyle(it);
          const longest = list => Math.max(...list.split(',').map(parseFloat));
          return longest(style.transitionDuration) > .01 || longest(style.animationDuration) > .01;
        }).map(it => `${it.tagName}.${it.className}`)"""
    )
    assert moving == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_motion_is_over_before_it_is_noticed(visit: Visit) -> None:
    page = visit.go("alumni/")
    slow = page.evaluate(
        """() => [...document.querySelectorAll('.content, .content *, .foot *')].filter(it =>
          getComputedStyle(it).transitionDuration.split(',').some(one => parseFloat(one) > .15)
        ).map(it => it.className)"""
    )
    assert slow == []


@pytest.mark.parametrize("path", ["alumni/", "timeline/"])
def test_letters_of_twice_the_size_still_fit(visit: Visit, path: str) -> None:
    page = visit.go(path)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert fits(page, 640)
