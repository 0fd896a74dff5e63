"""The page of `enishi desk` in a real browser: by clicking, by keyboard, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from browsing import DESK, Visit, faults, fits, pale, serving, visiting
from desk.desks import EXPORT, PORTAL, TODAY
from desk.test_desktop import LIST
from playwright.sync_api import Browser, Page, expect
from portals import MKDOCS, SmallPortal

from enishi.commands.desk import offices_of
from enishi.desk.desktop import Desktop
from enishi.desk.reception import Reception
from enishi.desk.wicket import Wicket

pytestmark = pytest.mark.browser


@dataclass
class Opened:
    """A desk that is open, and the portal that it writes into."""

    small: SmallPortal
    wicket: Wicket

    def begin(self) -> None:
        """Put the records back as they were."""
        for file in self.small.root.glob("private/**/*.yml"):
            file.unlink()
        self.small.write(PORTAL)

    def records(self) -> list[str]:
        return [one.read_text("utf-8") for one in self.small.root.glob("private/*.yml")]

    def record(self, name: str = "ken") -> str:
        return (self.small.root / f"private/{name}.yml").read_text("utf-8")


@contextmanager
def opened(root: Path) -> Iterator[Opened]:
    small = SmallPortal(root).write({"mkdocs.yml": MKDOCS, **PORTAL})
    with Reception(0) as reception:
        wicket = Wicket(reception.server_port)
        desktop = Desktop(wicket, offices_of(root, TODAY), "ja")
        thread = Thread(target=reception.receive, args=(desktop,))
        thread.start()
        try:
            yield Opened(small, wicket)
        finally:
            reception.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with opened(tmp_path_factory.mktemp("desk") / "portal") as found:
        yield found


@pytest.fixture(scope="module")
def seat(browser: Browser, office: Opened) -> Iterator[Visit]:
    with visiting(browser, f"http://127.0.0.1:{office.wicket.port}/") as visit:
        visit.page.goto(office.wicket.address())
        yield visit


@pytest.fixture
def desk(seat: Visit, office: Opened) -> Iterator[Page]:
    """The desk, with its records as they were at first."""
    office.begin()
    seat.begin()
    yield seat.go(office.wicket.base[1:])
    assert seat.abroad == []


@pytest.fixture
def fine(seat: Visit, desk: Page) -> Iterator[Page]:
    """As `desk`, where nothing goes wrong."""
    yield desk
    assert seat.wrong == []


def test_the_key_leaves_the_address_and_the_page_is_the_desk(fine: Page, office: Opened) -> None:
    expect(fine.get_by_role("heading", level=1)).to_have_text("今日、便りを出す人")
    assert "key" not in fine.url and office.wicket.room in fine.url
    first = fine.get_by_role("article").first
    expect(first).to_contain_text("2026年8月2日の便りに、まだ返事をしていません")
    expect(first).to_contain_text("先方から電話。二号店の話。")
    assert str(first.get_by_role("link", name="メール").get_attribute("href")).startswith("mailto:ken@example.com?subject=")  # fmt: skip
    assert first.get_by_role("link", name="LinkedIn").get_attribute("rel") == "noopener noreferrer"


def test_a_touch_by_one_click_and_the_person_leaves_the_plan(fine: Page, office: Opened) -> None:
    mine = fine.get_by_role("article", name="佐藤 健一")
    mine.get_by_label("ひとこと").fill("返事をした。来月、店へ。")
    mine.get_by_role("button", name="送った、と記す").click()
    told = fine.get_by_role("status")
    expect(told).to_contain_text("佐藤 健一 とのやりとりを記しました")
    expect(told).to_be_focused()
    expect(fine.get_by_role("article", name="佐藤 健一")).to_have_count(0)
    assert "note: 返事をした。来月、店へ。" in office.record()
    fine.reload()
    assert office.record().count("返事をした") == 1


def test_a_touch_from_the_keyboard_alone(fine: Page, office: Opened) -> None:
    for _ in range(60):
        fine.keyboard.press("Tab")
        if fine.evaluate("document.activeElement.name") == "note":
            break
    fine.keyboard.type("でんわした")
    fine.keyboard.press("Enter")
    expect(fine.get_by_role("status")).to_be_focused()
    assert any("でんわした" in one for one in office.records())


def test_a_graduation_is_begun_and_a_step_is_ticked(fine: Page, office: Opened) -> None:
    fine.get_by_text("卒業の段取りをはじめる").click()
    begin = fine.locator("form.begin")
    begin.get_by_label("だれ").fill("miki")
    begin.get_by_label("最後に出社する日").fill("2026-12-25")
    begin.get_by_role("button", name="はじめる").click()
    mine = fine.locator(".leaving")
    expect(mine.get_by_role("status")).to_contain_text("森 美紀さんの卒業")
    mine.get_by_role("button", name="済んだ: 聞いたその日に").click()
    expect(mine.get_by_role("status")).to_contain_text("済みました")
    expect(mine.get_by_role("status")).to_be_focused()
    expect(mine.get_by_role("status")).to_be_in_viewport()
    assert "done: 2026-11-22" in office.record("miki")


def test_an_outcome_is_recorded_by_name(fine: Page, office: Opened) -> None:
    fine.get_by_text("生まれたことを書きとめる").click()
    form = fine.locator("form.outcome")
    form.get_by_label("だれ").fill("佐藤 健一")
    form.get_by_label("何があったか").select_option(label="取引になった")
    form.get_by_label("金額").fill("1,200,000")
    form.get_by_role("button", name="記す").click()
    expect(fine.locator("#outcomes").get_by_role("status")).to_be_focused()
    expect(fine.locator("#outcomes .entries")).to_contain_text("取引になった")
    fine.get_by_role("link", name="一枚の報告を開く").click()
    expect(fine.get_by_role("heading", level=1)).to_contain_text("縁の帳簿")
    assert "1200000" in (office.small.root / "private/outcomes/2026.yml").read_text("utf-8")


def test_people_are_found_while_one_types(fine: Page) -> None:
    fine.get_by_label("名前、よみ、ID").press_sequentially("さとう")
    fine.locator("#found").get_by_role("link", name="佐藤 健一").click()
    expect(fine.get_by_role("heading", level=1)).to_have_text("佐藤 健一")
    expect(fine.get_by_text("ken@example.com")).to_be_visible()
    fine.get_by_label("LinkedIn でつながった").click()
    fine.locator("form.follow").get_by_role("button").click()
    expect(fine.get_by_role("status")).to_contain_text("つながっています")


def test_a_fault_is_told_where_it_is_and_nothing_typed_is_lost(desk: Page) -> None:
    desk.get_by_text("生まれたことを書きとめる").click()
    form = desk.locator("form.outcome")
    form.get_by_label("だれ").fill("だれそれ")
    form.get_by_label("ひとこと").fill("長い話")
    form.get_by_role("button", name="記す").click()
    trouble = desk.locator("form.outcome").get_by_role("alert")
    expect(trouble).to_be_focused()
    expect(trouble).to_contain_text("その ID の人は")
    expect(desk.locator("form.outcome").get_by_label("ひとこと")).to_have_value("長い話")


def test_a_note_is_copied(fine: Page) -> None:
    fine.context.grant_permissions(["clipboard-read", "clipboard-write"])
    mine = fine.get_by_role("article", name="佐藤 健一")
    mine.get_by_label("文面").fill("わたしのことば")
    mine.get_by_role("button", name="文面を写す").click()
    expect(mine.get_by_role("button", name="写しました")).to_be_visible()
    assert fine.evaluate("navigator.clipboard.readText()") == "わたしのことば"


def test_a_list_is_taken_in_by_clicking(fine: Page, office: Opened) -> None:
    office.small.write({"private/miki.yml": "birthday: 1991-03-04\n"})
    _hand_in(fine)
    expect(fine.get_by_role("status")).to_contain_text("まだ何も書いていません")
    assert faults(fine) + pale(fine) == []
    assert fits(fine, 360)
    fine.get_by_role("group", name="森 美紀").get_by_label("miki").check()
    fine.get_by_role("button", name="これで見直す").click()
    expect(fine.get_by_role("status")).to_contain_text("決められない人 0")
    fine.get_by_role("button", name="このとおり書く").click()
    told = fine.locator("#people").get_by_role("status")
    expect(told).to_contain_text("3 人の記録を書きました")
    expect(told).to_be_focused()
    assert "miki@example.com" in office.record("miki")
    assert "family: 江口" in office.record("eri-eguchi")


def test_the_alumni_are_taken_along_as_a_file_of_the_browser(fine: Page, office: Opened) -> None:
    agreed = "consents: [{purpose: newsletter, status: given, on: 2026-01-01, evidence: 申込書}]\n"
    office.small.write({"private/ken.yml": f"{office.record()}{agreed}"})
    fine.locator("#export").get_by_text("LinkedIn", exact=True).click()
    form = fine.locator("#export details[open]")
    expect(form).to_contain_text("広告のために")
    form.get_by_role("button", name="数をたしかめる").click()
    expect(fine.get_by_role("status")).to_contain_text("書き出す 1")
    assert faults(fine) + pale(fine) == []
    assert fits(fine, 360)
    with fine.expect_download() as waiting:
        fine.get_by_role("button", name="1人のファイルを受け取る").click()
    assert waiting.value.suggested_filename == "alumni-linkedin.csv"
    assert "ken@example.com" in waiting.value.path().read_text("utf-8")
    expect(fine.get_by_role("button", name="1人のファイルを受け取る")).to_be_enabled()


def _hand_in(page: Page) -> None:
    page.get_by_text("一覧を読む").click()
    file = {"name": "卒業生.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp932")}
    page.get_by_label("CSV、vCard").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="見てみる").first.click()


def test_everybody_can_read_and_use_it(desk: Page, seat: Visit, office: Opened) -> None:
    base = office.wicket.base[1:]
    desk.get_by_label("会社を一行に一つずつ").fill("株式会社みなと\n株式会社ほか")
    desk.locator("form.intro").get_by_role("button", name="さがす").click()
    expect(desk.get_by_role("status")).to_be_focused()
    assert faults(desk) + pale(desk) == []
    assert fits(desk, 360)
    seat.go(base)
    desk.get_by_text("LinkedIn の一覧から印をつける").click()
    export = {"name": "Connections.csv", "mimeType": "text/csv", "buffer": EXPORT.encode()}
    desk.get_by_label("Connections.csv").set_input_files(export)  # type: ignore[arg-type]
    desk.get_by_role("button", name="見てみる").click()
    expect(desk.get_by_role("status")).to_be_focused()
    assert faults(desk) + pale(desk) == []
    assert fits(desk, 360)
    desk.get_by_label("人").first.select_option("ken")
    desk.get_by_label("人").last.select_option(label="卒業生ではない")
    desk.get_by_role("button", name="印をつける").click()
    expect(desk.get_by_role("status")).to_contain_text("印をつけた人 2")
    due = "offboarding: {last_day: 2026-12-25, tasks: [{id: thanks, due: 2026-11-20}]}\n"
    office.small.write({"private/miki.yml": due})
    places = ("", "person/ken", "succession", "ties?lang=en", "person/nobody?lang=ja")
    for scheme, some in (("light", places), ("dark", places[:2])):
        desk.emulate_media(color_scheme=scheme)
        for place in some:
            desk.set_viewport_size(DESK)
            seat.go(base + place)
            desk.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert pale(desk) == [], (place, scheme)
            for width in (1280, 360):
                assert fits(desk, width), (place, width)
                if scheme == "light":
                    assert faults(desk) == [], (place, width)


def test_without_scripts_all_of_it_works(browser: Browser, office: Opened) -> None:
    office.begin()
    with visiting(browser, "http://127.0.0.1", java_script_enabled=False) as visit:
        page = visit.page
        page.goto(office.wicket.address())
        expect(page.get_by_role("button", name="文面を写す")).to_have_count(0)
        _hand_in(page)
        page.get_by_role("button", name="このとおり書く").click()
        expect(page.locator("#people").get_by_role("status")).to_contain_text("書きました")
        mine = page.get_by_role("article", name="佐藤 健一")
        mine.get_by_label("ひとこと").fill("読み書きだけ")
        mine.get_by_role("button", name="送った、と記す").click()
        expect(page.get_by_role("status")).to_contain_text("記しました")
        page.get_by_label("名前、よみ、ID").fill("もり")
        page.get_by_role("button", name="さがす").first.click()
        expect(page.locator("#found")).to_contain_text("見つかりません")
        page.get_by_label("名前、よみ、ID").fill("森")
        page.get_by_role("button", name="さがす").first.click()
        page.locator("#found").get_by_role("link").click()
        page.get_by_text("いまは、そっとしておく").click()
        page.get_by_role("button", name="もう連絡しない").click()
        expect(page.get_by_text("連絡しない約束になっています")).to_be_visible()
    assert "読み書きだけ" in office.record() and "do_not_contact: yes" in office.record("miki")


def test_a_page_of_another_program_on_this_machine_gets_nothing(
    desk: Page, seat: Visit, office: Opened, tmp_path: Path
) -> None:
    """Even one that has learnt the room: cookies of a host go to all its ports."""
    target = f"http://127.0.0.1:{office.wicket.port}{office.wicket.base}"
    (tmp_path / "index.html").write_text(
        f'<form method="post" action="{target}touch"><input name="person" value="ken">'
        f'<input name="mark" value="{office.wicket.mark}"></form>'
        f'<iframe src="{target}"></iframe><img src="{target}desk.svg">',
        "utf-8",
    )
    before, seen = office.record(), list[tuple[str, int]]()
    with serving(tmp_path) as other:
        page = desk.context.new_page()
        page.on("response", lambda it: seen.append((it.url, it.status)))
        page.goto(other)
        page.evaluate(
            f"fetch('{target}', {{mode: 'no-cors', credentials: 'include'}}).catch(() => 0)"
        )
        page.evaluate("document.forms[0].submit()")
        page.wait_for_url(f"{target}touch")
        assert "やりとり" not in str(page.content())
        page.close()
    answers = [status for url, status in seen if url.startswith(target)]
    assert len(answers) >= 2 and set(answers) == {403}
    assert office.record() == before
    seat.requests.clear()
