"""The table of `enishi serve`: a letter in all its shapes, by keyboard, following every saved edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Visit, faults, fits, pale, visiting
from playwright.sync_api import Browser, FrameLocator, Page, expect
from portals import SmallPortal
from test_browser_preview import Preview, previewing

pytestmark = pytest.mark.browser

LETTER = "content/newsletters/2026-11.md"
TEXT = "---\ntitle: {}\ndate: 2026-11-20\npreheader: 窓の外は公園\n---\nお元気ですか。![湯のみ](images/a.png)\n"
FILES: dict[str, str | bytes] = {
    LETTER: TEXT.format("秋の便り"),
    "content/news/2026-11-10-tea.md": "---\ntitle: お茶の席\n---\n湯のみは、そのままです。\n",
}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, SmallPortal]]:
    from PIL import Image
    from portals import MKDOCS

    folder = tmp_path_factory.mktemp("desk")
    small = SmallPortal(folder / "portal").write({"mkdocs.yml": MKDOCS, **FILES})
    (small.root / "content/newsletters/images").mkdir()
    Image.new("RGB", (400, 300), "#7a3b2e").save(small.root / "content/newsletters/images/a.png")
    with previewing(small.root, folder / "log") as found:
        yield found, small


@pytest.fixture(scope="module")
def lent(browser: Browser, preview: tuple[Preview, SmallPortal]) -> Iterator[Visit]:
    with visiting(browser, preview[0].address) as visit:
        yield visit


@pytest.fixture
def desk(lent: Visit) -> Iterator[Visit]:
    lent.forget()
    yield lent
    assert lent.abroad == []


def mail(page: Page, width: int, light: str, more: str = "") -> FrameLocator:
    return page.frame_locator(f'iframe[title="メール {width} px・{light}{more}"]')


def colour(frame: FrameLocator) -> str:
    return str(frame.locator("body").evaluate("it => getComputedStyle(it).backgroundColor"))


def test_the_terminal_leads_there_and_the_index_to_each_issue(
    desk: Visit, preview: tuple[Preview, SmallPortal]
) -> None:
    assert f"{preview[0].address}_desk/" in preview[0].wait_for("_desk/")
    page = desk.go("_desk")
    page.get_by_role("link", name="秋の便り").click()
    expect(page).to_have_url(f"{desk.address}_desk/letters/2026-11/")
    expect(page.get_by_role("heading", level=1)).to_have_text("秋の便り")
    expect(page.get_by_label("受信箱での見え方")).to_contain_text("窓の外は公園")


def test_light_is_light_and_dark_is_dark_whatever_the_browser_is_set_to(desk: Visit) -> None:
    desk.page.emulate_media(color_scheme="dark")
    page = desk.go("_desk/letters/2026-11/")
    for width in (360, 640):
        for light, ground in (
            ("明るい画面", "rgb(251, 248, 243)"),
            ("暗い画面", "rgb(21, 24, 29)"),
        ):
            frame = mail(page, width, light)
            assert colour(frame) == ground
            assert frame.locator("html").evaluate("it => innerWidth") == width
    page.get_by_role("region", name="文字だけのメール").scroll_into_view_if_needed()
    expect(page.get_by_role("region", name="文字だけのメール")).to_contain_text("お元気ですか。")
    entry = page.frame_locator('iframe[title="フィードに入る中身"]')
    expect(entry.get_by_role("heading", level=1)).to_have_text("お茶の席")
    inner = page.frame_locator('iframe[title="ページ 390 px"]')
    expect(inner.get_by_role("heading", level=1)).to_have_text("秋の便り")


def test_pictures_show_before_they_are_on_any_server_and_can_be_off(desk: Visit) -> None:
    page = desk.go("_desk/letters/2026-11/?show=light")
    seen = "it => it.decode().then(() => it.naturalWidth, () => 0)"
    assert mail(page, 640, "明るい画面").locator("img").first.evaluate(seen) > 0
    desk.go("_desk/letters/2026-11/?show=bare")
    bare = mail(page, 640, "明るい画面", "・画像なし").locator("img").first
    assert bare.evaluate(seen) == 0
    assert bare.get_attribute("alt") == "湯のみ"


def test_it_can_be_used_from_the_keyboard_and_read_by_everybody(desk: Visit) -> None:
    page = desk.go("_desk/letters/2026-11/?show=text")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "暗い画面":
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{desk.address}_desk/letters/2026-11/?show=dark")
    expect(page.locator("[aria-current=page]")).to_have_text("暗い画面")
    for path, scheme in (("", "light"), ("letters/2026-11/?show=text", "dark")):
        page.emulate_media(color_scheme=scheme)
        desk.go(f"_desk/{path}")
        assert faults(page) + pale(page) == []
        for width in (360, 1280):
            assert fits(page, width)


def test_nothing_in_a_mail_runs_or_leads_the_table_away(desk: Visit) -> None:
    page = desk.go("_desk/letters/2026-11/?show=light")
    link = mail(page, 640, "明るい画面").get_by_role("link", name="ブラウザーで読む").first
    with page.context.expect_page() as opened:
        link.click()
    opened.value.close()
    desk.requests.clear()
    expect(page).to_have_url(f"{desk.address}_desk/letters/2026-11/?show=light")
    frame = page.locator("iframe").first
    assert "allow-scripts" not in (frame.get_attribute("sandbox") or "allow-scripts")


def test_a_saved_edit_shows_in_every_frame_and_the_view_stays(
    desk: Visit, preview: tuple[Preview, SmallPortal], tmp_path: Path
) -> None:
    page = desk.go("_desk/letters/2026-11/?show=dark")
    heading = mail(page, 640, "暗い画面").get_by_role("heading", level=1)
    expect(heading).to_have_text("秋の便り")
    try:
        preview[1].write({LETTER: TEXT.format("冬の便り")})
        expect(heading).to_have_text("冬の便り", timeout=30_000)
        expect(page).to_have_url(f"{desk.address}_desk/letters/2026-11/?show=dark")
    finally:
        preview[1].write({LETTER: TEXT.format("秋の便り")})
    expect(heading).to_have_text("秋の便り", timeout=30_000)
