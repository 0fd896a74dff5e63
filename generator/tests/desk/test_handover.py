"""Handing the desk over: whoever takes over is told what they must know, and no secret."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyrage
import pytest
from playwright.sync_api import Browser
from portals import MKDOCS, TODAY, SmallPortal
from test_cli import run

from enishi.build import open_portal
from enishi.dates import Day
from enishi.desk.bequest import Bequest, Chapter, Handover
from enishi.desk.ledger import Entry
from enishi.desk.parcel import MOST, ORDER, write_handover
from enishi.desk.promises import is_over
from enishi.desk.rotation import keys_of
from enishi.problems import Problems
from enishi.render import load_words
from enishi.surroundings import cabinet_of, settings_of

DAY = ("--today", TODAY.isoformat())
MAIL = """\
    mail:
      address: letters@example.com
      stop: letters+stop@example.com
      smtp: {host: smtp.example.com, user: letters@example.com}
      imap: {host: imap.example.com, user: letters@example.com}
      tags: {stop: '[[unsubscribe_url]]'}
"""
SECRET = "5e" * 32
NEWSLETTER = "consents: [{purpose: newsletter, status: given, on: 2026-01-01, until: 2027-01-31, evidence: 書面}]\n"
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": MKDOCS + MAIL,
    "alumni/ken-sato.yml": "name: {family: 佐藤, given: 健}\ntenures: [{joined: 2015-04, left: 2022-01-20}]\n",
    "alumni/mei-hara.yml": "name: {family: 原, given: 芽衣}\ntenures: [{joined: 2015, left: 2026-03-31}]\n",
    "alumni/ryo-abe.yml": "name: {family: 阿部, given: 涼}\ntenures: [{joined: 2010, left: 2020}]\n",
    "alumni/yui-mori.yml": "name: {family: 森, given: 結衣}\ntenures: [{joined: 2010, left: 2020}]\n",
    "alumni/jun-oka.yml": "name: {family: 岡, given: 純}\ntenures: [{joined: 2010, left: 2019}]\n",
    "private/ken-sato.yml": f"""\
emails: [ken@mail.example.com]
call: 佐藤先生
care: {{owner: 三好, cadence: yearly}}
touches:
  - {{on: 2025-12-01, channel: mail, direction: out, note: 年の瀬のあいさつ}}
  - {{on: 2026-02-01, channel: phone, direction: in, note: 灯台守になったそうです}}
  - {{on: 2027-02-01, channel: phone, direction: in, note: まだ来ない日}}
connections: [{{network: linkedin, who: 三好, way: both}}, {{network: x, who: 三好, way: in}}]
alliance: |
  年に一度、灯台に招いてもらう。
notes: |
  犬は苦手 <script>alert(1)</script>
{NEWSLETTER}""",
    "private/mei-hara.yml": f"""\
care: {{owner: 三好, snooze_until: 2026-12-24}}
touches: [{{on: 2026-04-10, channel: mail, direction: out}}]
offboarding:
  last_day: 2026-03-31
  host: 山田
  wishes: 年に一度は会いたい
  tasks:
    - {{id: day-365, due: 2027-03-31}}
    - {{id: farewell, due: 2026-03-31, done: 2026-03-31}}
    - {{id: day-90, due: 2026-06-29}}
  memo: {{we_give: 相談に一時間, you_give: 展示会で一日, until: 2029年3月まで, reach_us: 直通の電話}}
{NEWSLETTER}""",
    "private/ryo-abe.yml": f"""\
care: {{do_not_contact: yes}}
touches: [{{on: 2026-05-01, channel: mail, direction: in, note: もう書かないで}}]
notes: そっとしておく
{NEWSLETTER}""",
    "private/yui-mori.yml": f"""\
stage: paused
touches: [{{on: 2026-05-01, channel: mail, direction: in, note: 休みます}}]
{NEWSLETTER}""",
    "private/outcomes/2026.yml": """\
- {on: 2026-10-01, person: ken-sato, kind: introduction, note: 社長につないでくれた}
- {on: 2026-01-15, person: ken-sato, kind: referral}
- {on: 2026-09-01, person: ryo-abe, kind: talk}
- {on: 2026-10-02, person: mei-hara, kind: advice-given}
""",
    "private/.secret": SECRET,
    "private/exports/alumni-hubspot.csv": "Email\n",
    "private/outbox/2026-11/outbox.json": "{}",
    "private/sends/2026-10/ledger.jsonl": Entry(
        datetime(2026, 10, 1, tzinfo=UTC), "intend", "ken-sato"
    ).line,
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handover") / "portal"
    return SmallPortal(folder).write(FILES).root


@pytest.fixture(scope="module")
def told(root: Path) -> dict[str, Any]:
    result = run(root, "--lang", "ja", "handover", "--json", *DAY)
    assert result.exit_code == 0, result.output
    assert not (root / "private/handovers").exists()
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    """The papers."""
    made = root.parent / "papers"
    assert run(root, "handover", "--to", str(made), *DAY).exit_code == 0
    return made


def chapter(told: dict[str, Any], key: str, of: str = "chapters") -> list[dict[str, Any]]:
    found = [one["things"] for one in told[of] if one["key"] == key]
    return found[0] if found else []


def kinds(things: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["kind"], one["id"] or one["name"]) for one in things]


# --- what is told


def test_what_is_most_pressing_comes_first(told: dict[str, Any]) -> None:
    assert [one["key"] for one in told["chapters"]] == list(ORDER)


def test_open_promises_are_told(told: dict[str, Any]) -> None:
    """The question, then steps by day, then the memo and what was agreed; nothing that is done,
    and nothing of a day that has not come."""
    things = chapter(told, "promises")
    assert kinds(things) == [
        ("answer", "ken-sato"), ("step", "mei-hara"), ("step", "mei-hara"),
        ("agreed", "ken-sato"), ("memo", "mei-hara"),
    ]  # fmt: skip
    assert (things[0]["on"], things[0]["text"]) == ("2026-02-01", "灯台守になったそうです")
    assert [one["text"] for one in things[1:3]] == ["day-90", "day-365"]
    assert {"label": "we_give", "text": "相談に一時間"} in things[4]["lines"]
    assert things[1]["command"] == "enishi graduate mei-hara --done day-90"


def test_letters_on_their_way_are_told(told: dict[str, Any]) -> None:
    things = chapter(told, "letters")
    assert kinds(things) == [("unknown", "2026-10"), ("made", "2026-11")]
    assert things[0]["command"] == "enishi send 2026-10 --resolve"


def test_whoever_helped_and_heard_nothing_is_told(told: dict[str, Any]) -> None:
    """Not what was answered since, what we gave, or what came of whom we leave in peace."""
    (one,) = chapter(told, "outcomes")
    assert (one["id"], one["on"], one["text"]) == ("ken-sato", "2026-10-01", "introduction")


def test_whoever_is_left_in_peace_is_asked_nothing(told: dict[str, Any]) -> None:
    peace = chapter(told, "peace")
    assert kinds(peace) == [("silent", "ryo-abe"), ("paused", "yui-mori"), ("snoozed", "mei-hara")]
    for one in told["chapters"]:
        named = {thing["id"] for thing in one["things"]}
        assert one["key"] in ("peace", "owners") or not named & {"ryo-abe", "yui-mori"}, one["key"]
    for one in told["checklist"]:
        for box in one["things"]:
            names = {line["text"] for line in box["lines"]}
            assert box["kind"] == "peace" or not names & {"阿部 涼", "森 結衣"}, box["kind"]


def test_what_no_figure_tells_is_told_of_the_closest(told: dict[str, Any]) -> None:
    closest = chapter(told, "unsaid")
    assert [(one["id"], one["text"]) for one in closest] == [("ken-sato", "2"), ("mei-hara", "1")]
    assert [(one["label"], one["text"]) for one in closest[0]["lines"]] == [
        ("call", "佐藤先生"),
        ("said", "2026-02-01 ← 灯台守になったそうです"),
        ("said", "2025-12-01 → 年の瀬のあいさつ"),
        ("notes", "犬は苦手 <script>alert(1)</script>"),
    ]
    assert {"label": "wishes", "text": "年に一度は会いたい"} in closest[1]["lines"]


def test_the_next_three_months_are_told(told: dict[str, Any]) -> None:
    things = chapter(told, "cadence")
    assert [(one["kind"], one["id"], one["on"]) for one in things[:2]] == [
        ("graduation", "ken-sato", "2027-01-20"),
        ("due", "ken-sato", "2027-02-01"),
    ]
    (late,) = things[2:]
    assert (late["kind"], late["lines"]) == ("late", [{"label": "who", "text": "岡 純"}])


def test_consents_that_end_are_told(told: dict[str, Any]) -> None:
    things = chapter(told, "consents")
    assert [(one["id"], one["on"]) for one in things] == [
        ("ken-sato", "2027-01-31"),
        ("mei-hara", "2027-01-31"),
    ]
    assert things[0]["said"] == "佐藤 健さん: 手紙を受け取ること"


def test_who_is_close_to_whom_is_told(told: dict[str, Any]) -> None:
    things = chapter(told, "owners")
    assert [(one["kind"], one["name"], one["text"]) for one in things] == [
        ("owner", "三好", "2"), ("host", "山田", "1"), ("linked", "三好", "linkedin 1, x 1"),
        ("nobody", "", "3"),
    ]  # fmt: skip


def test_keys_are_told_by_name(told: dict[str, Any]) -> None:
    things = chapter(told, "keys")
    assert [(one["kind"], one["name"]) for one in things] == [
        ("smtp", "letters@example.com (smtp.example.com)"),
        ("imap", "letters@example.com (imap.example.com)"),
        ("mailbox", "letters@example.com"),
        ("mailbox", "letters+stop@example.com"),
        ("dns", "example.com"),
        ("secret", "private/.secret"),
        ("tags", "mkdocs.yml"),
        ("service", "HubSpot"),
        ("site", "alumni.example.com"),
        ("host", "山田 はる"),
        ("folder", "private"),
    ]
    assert chapter(told, "keys", "checklist") == things


def test_the_checklist_goes_step_by_step(told: dict[str, Any]) -> None:
    found = {one["key"]: [box["kind"] for box in one["things"]] for one in told["checklist"]}
    assert list(found) == ["together", "settle", "keys", "alone"]
    assert found["together"] == ["read", "unsaid", "introduce", "peace", "owners", "linked"]
    assert found["settle"] == ["answers", "steps", "memos", "letters", "outcomes", "consents"]
    assert found["alone"][-1] == "delete"


@pytest.mark.parametrize(
    ("until", "over"),
    [("2029年3月まで", False), ("2026年10月まで", True), ("2026年11月まで", False), ("2026", False),
     ("until December 2025", True), ("2025-12", True), ("2025/12/31", True), ("2020年から2030年", False),
     ("ずっと", False), ("", False), ("2025年13月", False), ("20251", False), ("0000年", False)],
)  # fmt: skip
def test_a_promise_ends_with_the_last_day_that_it_names(until: str, over: bool) -> None:
    assert is_over(until, date(2026, 11, 22)) is over


def test_of_sealed_records_it_is_told_who_opens_them(root: Path) -> None:
    public = str(pyrage.x25519.Identity.generate().to_public())
    settings = settings_of(root, Problems())
    cabinet = cabinet_of(root, settings)
    (root / "private/recipients.txt").write_text(f"# 三好\n{public}\n", encoding="utf-8")
    try:
        found = [(one.kind, one.name) for one in keys_of(cabinet, settings)[:2]]
    finally:
        (root / "private/recipients.txt").unlink()
    assert found == [("recipient", f"{public[:14]}…"), ("recovery", "")]


# --- no secret, and no page that acts


def test_no_secret_is_in_it(root: Path, folder: Path, tmp_path: Path) -> None:
    """Neither what tokens are made with, nor what stands in the address of a repository."""
    for file in folder.iterdir():
        assert SECRET not in file.read_text(encoding="utf-8")
        assert "ken@mail.example.com" not in file.read_text(encoding="utf-8")
    copy = SmallPortal(tmp_path / "portal").write({**FILES, ".gitignore": "/private/\n"}).root
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    remote = "https://somebody:t0ken-of-mine@git.example.com/rei/alumni.git"
    subprocess.run(["git", "remote", "add", "origin", remote], cwd=copy, check=True)
    result = run(copy, "handover", "--json", *DAY)
    assert "t0ken" not in result.stdout
    keys = chapter(json.loads(result.stdout), "keys")
    assert ("repository", "https://git.example.com/rei/alumni.git") in kinds(keys)


def test_the_papers_say_the_same_each_time(root: Path, folder: Path, tmp_path: Path) -> None:
    assert run(root, "handover", "--to", str(tmp_path / "again"), *DAY).exit_code == 0
    assert {one.name for one in folder.iterdir()} == {
        "handover.html",
        "handover.md",
        "checklist.md",
    }
    for one in folder.iterdir():
        assert one.read_bytes() == (tmp_path / "again" / one.name).read_bytes()
        assert one.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_what_was_written_by_hand_stays(root: Path, tmp_path: Path) -> None:
    place = tmp_path / "papers"
    run(root, "handover", "--to", str(place), *DAY)
    (place / "handover.md").write_text("書きこみ", encoding="utf-8")
    (place / "handover.html").write_text("古い", encoding="utf-8")
    result = run(root, "--lang", "en", "handover", "--to", str(place), *DAY)
    assert "Left as they are" in result.stdout
    assert (place / "handover.md").read_text(encoding="utf-8") == "書きこみ"
    assert (place / "handover.html").read_text(encoding="utf-8") != "古い"


def test_both_texts_can_be_written_into(folder: Path) -> None:
    text = (folder / "handover.md").read_text(encoding="utf-8")
    assert "## まだ言葉にしていないこと (2件)" in text
    assert "    - 書いておくこと:" in text
    boxes = (folder / "checklist.md").read_text(encoding="utf-8")
    assert boxes.count("- [ ] ") == 27
    assert "\n\n\n" not in text + boxes


def test_an_empty_desk_is_said_kindly(tmp_path: Path) -> None:
    small = SmallPortal(tmp_path / "portal").write({"mkdocs.yml": MKDOCS})
    result = run(small.root, "--lang", "ja", "handover", "--to", str(tmp_path / "papers"), *DAY)
    assert result.exit_code == 0, result.output
    assert "まだ、だれとのやりとりも書きとめられていません" in result.stdout
    page = (tmp_path / "papers/handover.html").read_text(encoding="utf-8")
    assert "これから始める楽しみ" in page
    assert "待っている人と" not in page


@pytest.mark.parametrize("place", ["content/x", "alumni", "site", ".", "x"])
def test_it_is_not_written_where_others_read(root: Path, place: str) -> None:
    result = run(root, "--lang", "en", "handover", "--to", place, *DAY)
    assert (result.exit_code, "not written here" in result.stderr) == (1, True)
    assert not (root / place / "handover.html").exists()


def test_a_record_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    files = {**FILES, "private/ken-sato.yml": "stge: graduate\n"}
    small = SmallPortal(tmp_path / "portal").write(files)
    result = run(small.root, "handover", *DAY)
    assert result.exit_code == 1
    assert "private/ken-sato.yml:1:1" in result.stderr


# --- its words and its looks


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_kind_of_thing_has_its_words(tmp_path: Path, lang: str) -> None:
    """Of all that the words name one is made, more than a page tells; nothing is left unsaid."""
    small = SmallPortal(tmp_path / "portal").write({"mkdocs.yml": MKDOCS})
    words = load_words(small.root, lang, Problems())
    made: dict[str, list[Bequest]] = {key: [] for key in ORDER}
    boxes: list[Bequest] = []
    for key in words:
        head, _, kind = key.removeprefix("handover.").partition(".")
        thing = Bequest(kind, "N", "an-id", TODAY, True, _text_of(kind), (("note", "L"),), "C")
        if key.startswith("handover.") and head in made:
            made[head].append(thing)
        elif key.startswith("handover.box."):
            boxes.append(thing)
    made["consents"] *= MOST
    chapters = tuple(Chapter(key, tuple(things)) for key, things in made.items())
    found = Handover(TODAY, chapters, (Chapter("together", tuple(boxes)),))
    portal = open_portal(small.root, Problems(), lambda settings: Day(TODAY))
    cabinet = cabinet_of(small.root, portal.settings)
    write_handover(found, tmp_path / "papers", cabinet, portal.press.render, lang)
    page = (tmp_path / "papers/handover.html").read_text(encoding="utf-8")
    more = len(made["consents"]) - MOST
    assert page.count('<li>\n<p class="head">') == sum(
        min(len(one.things), MOST) for one in chapters
    )
    assert words["handover.more"].format(count=more) in page


def _text_of(kind: str) -> str:
    """Of steps and outcomes, the text is a word of its own."""
    return {"step": "farewell", "untold": "referral"}.get(kind, "T")


def test_what_people_said_cannot_act(folder: Path) -> None:
    page = (folder / "handover.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in page and "<script" not in page


@pytest.mark.java
def test_the_page_is_correct_html(folder: Path, html_faults: Callable[[Path], list[str]]) -> None:
    assert html_faults(folder) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_by_everybody(folder: Path, browser: Browser, scheme: str) -> None:
    from browsing import faults, fits, pale

    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((folder / "handover.html").as_uri())
    assert faults(page) == []
    assert pale(page) == []
    assert all(fits(page, width) for width in (320, 360, 1280))
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()
