"""A letter as a mail program shows it: by day and night, on any screen, without its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browsing import Visit, faults, fits, pale, visiting
from mailings import EVERYTHING_IDS, Mailing
from playwright.sync_api import Browser, Page, Route
from portals import REPOSITORY

pytestmark = pytest.mark.browser

ISSUES = sorted(path.stem for path in (REPOSITORY / "content/newsletters").glob("*.md"))
ISSUES += EVERYTHING_IDS
PICTURE = REPOSITORY / "content/pages/images/chisato-miyoshi.jpg"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
PORTAL = "https://alumni.example.com/"
WIDTHS = [320, 360, 640]


@pytest.fixture(scope="module")
def letters(mailings: dict[str, Mailing]) -> dict[str, str]:
    """Every letter, as it is sent."""
    return {name: one.html for name, one in mailings.items()}


@pytest.fixture(scope="module")
def mailbox(browser: Browser, demo_site: Path) -> Iterator[Visit]:
    """A mail program, which loads what the letter shows, and runs nothing."""
    with visiting(browser, PORTAL) as visit:

        def show(route: Route) -> None:
            file = demo_site / route.request.url.removeprefix(PORTAL)
            route.fulfill(path=file if file.is_file() else PICTURE)

        visit.page.route(re.compile(f"^{re.escape(PORTAL)}"), show)
        yield visit


@pytest.fixture(params=ISSUES, scope="module")
def letter(request: pytest.FixtureRequest, mailbox: Visit, letters: dict[str, str]) -> Page:
    mailbox.page.emulate_media(color_scheme="light")
    mailbox.page.set_content(letters[request.param], wait_until="load")
    return mailbox.page


def test_axe_finds_nothing_by_day_and_by_night(letter: Page) -> None:
    assert faults(letter) + pale(letter) == []
    letter.emulate_media(color_scheme="dark")
    assert letter.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 29)"
    assert pale(letter) == []
    letter.emulate_media(color_scheme="light")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(letter: Page, width: int) -> None:
    assert fits(letter, width)


def test_links_and_buttons_can_be_hit_with_a_thumb(letter: Page) -> None:
    letter.set_viewport_size({"width": 360, "height": 740})
    heights = letter.locator("a.button-link, .button a").evaluate_all(
        "links => links.map(link => link.getBoundingClientRect().height)"
    )
    assert all(height >= 44 for height in heights)


def test_every_picture_is_there_and_no_wider_than_the_sheet(letter: Page) -> None:
    letter.set_viewport_size({"width": 1280, "height": 900})
    pictures = letter.locator("img").evaluate_all(
        "all => all.map(it => [it.naturalWidth, it.clientWidth, it.alt, it.width, it.height])"
    )
    assert [one for one in pictures if not one[0]] == []
    assert [one for one in pictures if one[1] > 600] == []


def test_nothing_went_wrong_or_abroad(mailbox: Visit, letters: dict[str, str]) -> None:
    for html in letters.values():
        mailbox.page.set_content(html, wait_until="load")
    assert mailbox.wrong == []
    assert mailbox.abroad == []


@pytest.mark.parametrize("issue", ISSUES)
def test_a_letter_without_its_style_sheet_is_still_a_letter(
    mailbox: Visit, letters: dict[str, str], issue: str
) -> None:
    page = mailbox.page
    page.set_content(STYLE.sub("", letters[issue]), wait_until="load")
    assert faults(page) + pale(page) == []
    for width in WIDTHS:
        assert fits(page, width)
    page.emulate_media(color_scheme="dark")
    assert pale(page) == []
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("issue", ["2026-11-english", EVERYTHING_IDS[0]])
@pytest.mark.parametrize("styled", [True, False])
def test_a_letter_without_its_pictures_is_still_a_letter(
    browser: Browser,
    letters: dict[str, str],
    issue: str,
    styled: bool,
    seen: Callable[[Page], str],
) -> None:
    with visiting(browser, PORTAL) as visit:
        page = visit.page
        page.route(re.compile("^https:"), lambda route: route.abort())
        page.set_content(
            letters[issue] if styled else STYLE.sub("", letters[issue]), wait_until="load"
        )
        assert len(seen(page)) > 300
        assert faults(page) + pale(page) == []
        for picture in page.locator("img:not([alt=''])").all():
            box = picture.bounding_box()
            assert box["height"] >= 20  # room for the words that stand in its place
        for width in WIDTHS:
            assert fits(page, width)


@pytest.fixture(scope="module")
def seen() -> Callable[[Page], str]:
    """The text that a reader sees."""
    return lambda page: page.locator("body").inner_text()


def test_the_line_for_the_list_of_mails_is_not_seen_in_the_mail(
    mailbox: Visit, letters: dict[str, str], seen: Callable[[Page], str]
) -> None:
    html = next(html for html in letters.values() if 'class="preheader"' in html)
    hidden = re.search(r'class="preheader"[^>]*>([^&<]{8})', html)[1]
    mailbox.page.set_content(html)
    assert hidden not in seen(mailbox.page)
