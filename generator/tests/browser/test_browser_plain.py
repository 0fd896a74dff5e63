"""Without JavaScript: everything is there but filters, search and the switch of light."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import DESK, PHONE, Visit, faults, fits, pale, visiting
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plain(browser: Browser, demo: str) -> Iterator[Visit]:
    with visiting(browser, demo, java_script_enabled=False) as visit:
        yield visit
        assert (visit.wrong, visit.abroad) == ([], [])


@pytest.fixture
def visit(plain: Visit) -> Visit:
    plain.page.set_viewport_size(DESK)
    return plain


def test_the_directory_is_a_list_of_everybody(visit: Visit, demo_site: Path) -> None:
    page = visit.go("alumni/")
    folders = demo_site.glob("alumni/*/index.html")
    groups = {"departments", "joined", "page", "places", "projects"}
    everybody = {folder.parent.name for folder in folders} - groups
    links = page.locator(".everyone .person-name a")
    shown = {link.get_attribute("href").strip("/").split("/")[-1] for link in links.all()}
    assert shown == everybody
    expect(page.locator(".finder")).to_be_hidden()
    expect(page.locator(".finder-results")).to_be_hidden()
    expect(page.locator("noscript p")).to_be_visible()


def test_the_directory_leads_to_groups_and_they_to_people(visit: Visit) -> None:
    page = visit.go("alumni/")
    for group in ("joined/2016/", "departments/dev/", "projects/kumo/", "places/tokyo/"):
        expect(page.locator(f'.paths a[href$="{group}"]').first).to_be_visible()
    page.locator('.paths a[href$="projects/kumo/"]').click()
    expect(page).to_have_url(f"{visit.address}alumni/projects/kumo/")
    page.locator("main .person-name a").first.click()
    expect(page).to_have_url(re.compile(r"/alumni/[a-z-]+/$"))


def test_a_letter_of_the_rail_leads_to_its_row(visit: Visit) -> None:
    page = visit.go("alumni/")
    page.locator(".rail a", has_text="な").click()
    expect(page.locator('[id="row-な"]')).to_be_in_viewport()


def test_news_is_read_from_list_to_item_to_person(visit: Visit) -> None:
    page = visit.go()
    page.get_by_role("link", name="便り", exact=True).first.click()
    page.get_by_role("link", name="いまの呼び名、むかしの呼び名").click()
    expect(page.locator(".prose")).to_contain_text("伴走部")
    expect(page.locator("time").first).to_have_text("2026年11月6日(金)")
    expect(page.locator("[data-copy]")).to_be_hidden()
    expect(page.locator(".insider-pick")).to_be_hidden()
    expect(page.locator("[data-insider] li").first).to_be_visible()
    visit.go("letters/2026-10-autumn/")
    notes = page.locator(".story [data-notes] li:not(.insider-fact)")
    assert notes.count() > 2
    for note in notes.all():
        expect(note.locator(".insider-whom")).to_contain_text("方へ")
    expect(page.locator(".insider-fact:visible")).to_have_count(0)
    expect(page.locator("[data-picker]")).to_be_hidden()


def test_the_menu_opens_on_a_phone(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size(PHONE)
    visit.go("about/")
    page.locator('.md-header__button[for="__drawer"]').click()
    link = page.locator(".drawer").get_by_role("link", name="集まり", exact=True)
    expect(link).to_be_in_viewport(ratio=1)
    link.click()
    expect(page).to_have_url(f"{visit.address}events/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_offered_that_cannot_work(visit: Visit, size: dict[str, int]) -> None:
    page = visit.page
    page.set_viewport_size(size)
    for path in ("", "alumni/", "alumni/kazuki-onishi/", "news/2026-05-15-goodbye-bancho/"):
        visit.go(path)
        for dead in ("input[name=query]", '[data-md-component="palette"]', "main button"):
            for part in page.locator(dead).all():
                expect(part).to_be_hidden()
        expect(page.locator('.md-header__button[for="__search"]')).to_be_hidden()


def test_a_plain_page_is_as_readable_as_any(newcomer: Visit) -> None:
    """With the scripts kept back, so that axe can still look."""
    newcomer.page.route(re.compile(r"\.js$"), lambda route: route.abort())
    for path in ("alumni/", "alumni/kazuki-onishi/"):
        page = newcomer.go(path)
        assert faults(page) + pale(page) == []
        assert fits(page, 360)
    newcomer.wrong.clear()  # the scripts that were kept back
