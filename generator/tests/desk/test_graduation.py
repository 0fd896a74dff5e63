"""Graduations: the checklist, the papers, and what is remarked on afterwards."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from desk.keyrings import SealedPortal, sealed_portal
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from portals import SmallPortal
from strategies import words
from test_cli import run

from enishi.desk.board import greetings_in
from enishi.desk.graduation import plan_of
from enishi.desk.records import STEPS
from enishi.grafting import Graft, grafted
from enishi.problems import Problems

Make = Callable[[dict[str, str | bytes]], SmallPortal]
KEN = "name: {family: 佐藤, given: 健}\nconsents: [{purpose: portal, status: given, on: 2020-01-01}]\n"
TODAY = ("--today", "2026-11-27")
BEGIN = ("--last-day", "2026-12-25", *TODAY)
days = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    return portal({"alumni/ken.yml": KEN})


def graduate(small: SmallPortal, *more: str, person: str = "ken") -> Result:
    return run(small.root, "--lang", "en", "graduate", person, *more)


def begun(small: SmallPortal, *more: str) -> str:
    done = graduate(small, *BEGIN, *more)
    assert done.exit_code == 0, done.output
    return (small.root / "private/ken.yml").read_text(encoding="utf-8")


def told(small: SmallPortal, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(graduate(small, "--json", *more).output)
    return found


def warnings(small: SmallPortal, today: str) -> list[str]:
    output = run(small.root, "check", "--format", "json", "--today", today).output
    found = [one["code"] for one in json.loads(output)]
    return sorted(one for one in found if one.startswith("graduate-"))


def folder(small: SmallPortal) -> Path:
    return small.root / "private/graduations/ken"


# --- the days


@given(days, st.integers(0, 400))
def test_no_step_is_due_before_the_resignation_and_each_has_a_day(
    resigned: date, notice: int
) -> None:
    last = resigned + timedelta(notice)
    plan = plan_of(resigned, last)
    assert sorted(one for one, _ in plan) == sorted(STEPS)
    assert [day for _, day in plan] == sorted(day for _, day in plan)
    assert plan[0][1] >= resigned
    assert dict(plan)["farewell"] == last
    assert plan[-1] == ("day-365", last + timedelta(365))


# --- the record

STANDING = """\
# よく読むこと
emails: [ken@example.com]   # 自宅
offboarding:
    reason: '店を開くため'
    # ここまで
notes: |
  おせんべい
"""


@pytest.mark.parametrize(
    "before",
    [
        STANDING,
        STANDING.replace("\n", "\r\n"),
        "\ufeff" + STANDING,
        "notes: a",
        "offboarding:\n",
        "offboarding: {reason: a}\nnotes: b\n",
        "offboarding: {}",
        "{}",
        "",
    ],
)
def test_a_checklist_is_added_and_every_other_character_stays(
    small: SmallPortal, before: str
) -> None:
    file = small.write({"private/ken.yml": before.encode()}).root / "private/ken.yml"
    begun(small, "--host", "三好: 千里")
    for more in (["--done", "thanks"], ["--score", "7"], ["--score", "9"]):
        assert graduate(small, *more, *TODAY).exit_code == 0
    after = file.read_bytes().decode()
    rest = iter(after)
    assert all(letter in rest for letter in before.replace("{}", "").replace("}", ""))
    said = yaml.safe_load(after.removeprefix("\ufeff"))["offboarding"]
    assert (said["last_day"], said["host"]) == (date(2026, 12, 25), "三好: 千里")
    assert said["tasks"][0] == {
        "id": "thanks",
        "due": date(2026, 11, 27),
        "done": date(2026, 11, 27),
    }
    assert [one["score"] for one in said["scores"]] == [7, 9]


def test_a_record_is_begun_where_there_is_none(small: SmallPortal) -> None:
    assert begun(small).startswith("offboarding:\n  resigned: 2026-11-27\n  last_day: 2026-12-25\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (BEGIN, "has begun already"),
        (("--done", "thanks", *TODAY), "done already"),
        (("--done", "nothing"), "first-letter"),
        (("--done", "host", "--on", "2026-12-01", *TODAY), "2026-11-27"),
        (("--score", "11"), "0<=x<=10"),
        (("--on", "2026-11-27"), "--done"),
        (("--host", "三好"), "--last-day"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    small: SmallPortal, more: tuple[str, ...], said: str
) -> None:
    begun(small)
    graduate(small, "--done", "thanks", *TODAY)
    before = (small.root / "private/ken.yml").read_bytes()
    refused = graduate(small, *more)
    assert refused.exit_code > 0
    assert said in refused.output
    assert (small.root / "private/ken.yml").read_bytes() == before


def test_strangers_and_days_that_go_backwards_begin_nothing(small: SmallPortal) -> None:
    assert "nobody" in graduate(small, *BEGIN, person="nobody").output
    backwards = graduate(small, *BEGIN, "--resigned", "2027-01-01")
    assert "before the day" in backwards.output
    assert "No graduation has begun" in graduate(small).output
    assert "No graduation has begun" in graduate(small, "--score", "8", *TODAY).output
    assert "first-letter" in graduate(small, *BEGIN, "--done", "nothing").output
    assert not (small.root / "private/ken.yml").exists()


def test_a_task_that_is_no_list_is_left_to_people(small: SmallPortal) -> None:
    one = "offboarding:\n  last_day: 2026-12-25\n  tasks: {id: farewell, due: 2026-12-25}\n"
    small.write({"private/ken.yml": one})
    assert "no place for it" in graduate(small, "--done", "farewell").output
    assert (small.root / "private/ken.yml").read_text() == one


def test_the_checklist_says_what_is_done_due_and_late(small: SmallPortal) -> None:
    begun(small)
    graduate(small, "--done", "thanks", *TODAY)
    states = {one["id"]: one["state"] for one in told(small, "--today", "2026-12-25")["tasks"]}
    assert states["thanks"] == "done"
    assert states["meetings"] == "late"
    assert states["farewell"] == "today"
    assert states["day-30"] == "due"


def test_sealed_records_stay_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed: SealedPortal = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(sealed.identity))
    for more in (BEGIN, ("--done", "farewell"), ("--score", "9")):
        assert graduate(sealed, *more).exit_code == 0
    assert "2026-12-25" not in sealed.text()
    assert sealed.said() == []
    found = told(sealed)
    assert [one["id"] for one in found["tasks"] if one["done"]] == ["farewell"]
    assert found["scores"][0]["score"] == 9


@given(st.text("{}[]:,#'\"|>-&*!\n abc", max_size=30))
def test_any_text_is_left_or_added_to(text: str) -> None:
    new = grafted(text, Graft(("offboarding",), "host", "x"))
    rest = iter(new or "")
    assert new is None or all(letter in rest for letter in text if letter not in "{} \n")


# --- the papers


def test_the_papers_lie_where_nobody_else_reads_them(small: SmallPortal) -> None:
    begun(small, "--host", "三好 <千里>")
    assert graduate(small, "--papers", *TODAY).exit_code == 0
    board = "# 覚え\n- 林 <b>: 絵が、楽しみでした。\n  どうか、つづけて。\n・ 一同：またね\n"
    (folder(small) / "board.md").write_text(board, encoding="utf-8")
    assert graduate(small, "--papers", *TODAY).exit_code == 0
    assert (folder(small) / "board.md").read_text(encoding="utf-8") == board
    assert folder(small).stat().st_mode & 0o077 == 0
    pages = {one.name: one.read_text(encoding="utf-8") for one in folder(small).glob("*.html")}
    assert sorted(pages) == ["board.html", "card.html", "ceremony.html", "memo.html"]
    assert "林 &lt;b&gt;" in pages["board.html"]
    assert "どうか、つづけて。" in pages["board.html"]
    assert "三好 &lt;千里&gt;" in pages["card.html"]
    assert all("佐藤 健さん" in page and "<svg" in page for page in pages.values())


def test_no_paper_lies_where_git_would_take_it_in(small: SmallPortal) -> None:
    begun(small)
    subprocess.run(["git", "init", "-q", small.root], check=True)
    refused = graduate(small, "--papers", *TODAY)
    assert ".gitignore" in refused.output and not folder(small).exists()
    small.write({".gitignore": "/private/\n"})
    assert graduate(small, "--papers", *TODAY).exit_code == 0


def test_who_is_forgotten_leaves_no_paper(small: SmallPortal) -> None:
    begun(small)
    assert graduate(small, "--papers", *TODAY).exit_code == 0
    done = run(small.root, "forget", "ken", "--yes", *TODAY)
    assert done.exit_code == 0, done.output
    assert not list(folder(small).glob("*"))


def test_the_memo_says_what_the_record_says_and_leaves_room(small: SmallPortal) -> None:
    memo = "  memo:\n    we_give: |\n      - 相談に乗る\n      推薦文を書く\n    until: 三年\n"
    small.write({"private/ken.yml": begun(small) + memo})
    graduate(small, "--papers", *TODAY)
    page = (folder(small) / "memo.html").read_text(encoding="utf-8")
    assert '<li class="line">相談に乗る</li><li class="line">推薦文を書く</li>' in page
    assert '<dd class="line">三年</dd>' in page
    assert page.count('<div class="line"></div>') == 3 + 5


def test_the_calendar_has_a_day_for_each_step_and_is_always_the_same(small: SmallPortal) -> None:
    begun(small)
    graduate(small, "--papers", *TODAY)
    data = (folder(small) / "checklist.ics").read_bytes()
    graduate(small, "--papers", "--today", "2027-01-01")
    assert (folder(small) / "checklist.ics").read_bytes() == data
    events = Calendar.from_ical(data).walk("VEVENT")
    assert len({str(one["uid"]) for one in events}) == len(STEPS)
    assert date(2026, 12, 25) in {one["dtstart"].dt for one in events}


@given(st.lists(st.tuples(words, words), max_size=5))
def test_what_colleagues_wrote_is_read_as_they_wrote_it(rows: list[tuple[str, str]]) -> None:
    rows = [(name.replace(":", "").replace("：", "").strip() or "a", said) for name, said in rows]
    rows = [(name[:80].strip(), said) for name, said in rows]
    text, problems = "".join(f"- {name}: {said}\n" for name, said in rows), Problems()
    found = greetings_in(text, "board.md", problems)
    assert [(one.name, one.words) for one in found] == [(name, (said,)) for name, said in rows]
    assert len(problems) == 0


def test_every_line_of_a_board_that_cannot_be_read_is_told(small: SmallPortal) -> None:
    begun(small)
    small.write({"private/graduations/ken/board.md": "林 ありがとう\n- 三好: また\nまたね\n"})
    output = graduate(small, "--papers", *TODAY).output
    assert "board.md:1:1" in output
    assert "board.md:3:1" in output


def test_without_a_chromium_one_is_told_how_to_print(
    small: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(small)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda *_: None)
    assert "Open memo.html" in graduate(small, "--pdf", *TODAY).output
    monkeypatch.setenv("CHROMIUM", "/bin/false")
    assert "made no PDF" in graduate(small, "--pdf", *TODAY).output
    assert sorted(one.name for one in folder(small).glob("*.pdf")) == []
    assert sorted(one.name for one in folder(small).glob(".print*")) == []


@pytest.mark.browser
def test_the_memo_is_one_page_as_pdf(small: SmallPortal) -> None:
    begun(small)
    assert graduate(small, "--pdf", *TODAY).exit_code == 0
    data = (folder(small) / "memo.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert b"/Count 1" in data


# --- what turns allies into critics

LEFT = "offboarding:\n  last_day: 2026-12-25\n"
FAREWELL = LEFT + "  tasks:\n    - {id: farewell, due: 2026-12-25}\n"
TOUCH = "touches: [{on: 2026-12-28, channel: mail}]\n"


@pytest.mark.parametrize(
    ("record", "today", "codes"),
    [
        (FAREWELL, "2026-12-25", []),
        (FAREWELL, "2026-12-26", ["graduate-farewell"]),
        (FAREWELL.replace("12-25}", "12-25, done: 2026-12-25}"), "2026-12-26", []),
        (LEFT + "  tasks: [{id: memo, due: 2026-12-20}]\n", "2026-12-21", ["graduate-late"]),
        (LEFT, "2027-01-24", []),
        (LEFT, "2027-01-25", ["graduate-silent"]),
        (LEFT + TOUCH, "2027-01-25", []),
        (LEFT + TOUCH.replace("12-28", "12-20"), "2027-01-25", ["graduate-silent"]),
        (LEFT + "care: {do_not_contact: yes}\n", "2027-01-25", []),
        (
            LEFT + "  tasks: [{id: day-30, due: 2027-01-24}]\ncare: {do_not_contact: yes}\n",
            "2027-02-25",
            [],
        ),
        (LEFT, "2028-12-25", []),
    ],
)
def test_failures_are_remarked_on_while_they_can_be_mended(
    small: SmallPortal, record: str, today: str, codes: list[str]
) -> None:
    small.write({"private/ken.yml": record})
    assert warnings(small, today) == codes
