"""`enishi touch`: the new line stands there, and every other character as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from desk.keyrings import MAIL, MINE, NOTE, ZONE, locked_out, recipients, sealed_portal
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import MKDOCS, SmallPortal
from strategies import cards, words
from test_cli import run

from enishi.commands.touch import CHANNELS
from enishi.desk import records
from enishi.desk.cabinet import Cabinet
from enishi.desk.sealing import Sealing
from enishi.desk.touching import Entry, Scribe, day_after, touch_of
from enishi.problems import Problems, Refused

__all__ = ["locked_out"]
TODAY = date(2026, 11, 27)
WORDS = ("--today", "2026-11-27", "--lang", "ja")
ROW = touch_of(TODAY, "mail", "ひとこと", came_in=False, question=None)
ADDED = "  - on: 2026-11-27\n    channel: mail\n    direction: out\n    note: ひとこと\n"


def scribe_in(root: Path, text: str | bytes | None) -> Scribe:
    small = SmallPortal(root).write({"mkdocs.yml": MKDOCS, "alumni/ken.yml": "name: 佐藤 健一\n"})
    if text is not None:
        small.write({"private/ken.yml": text})
    return Scribe(Sealing(Cabinet(root, "private"), ZONE))


def after(root: Path) -> str:
    return (root / "private/ken.yml").read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "new"),
    [
        (None, "touches:\n" + ADDED),
        ("", "touches:\n" + ADDED),
        ("# 覚え\n", "# 覚え\ntouches:\n" + ADDED),
        ("{}\n", "touches:\n" + ADDED),
        ("stage: partner", "stage: partner\ntouches:\n" + ADDED),
        ("touches:\nstage: partner # x\n", "touches:\n" + ADDED + "stage: partner # x\n"),
        (
            "touches:\n- {on: 2026-01-01, channel: mail} # 年始\n# 次\nnotes: 'a'\n",
            "touches:\n- {on: 2026-01-01, channel: mail} # 年始\n"
            + ADDED.replace("\n  ", "\n").removeprefix("  ")
            + "# 次\nnotes: 'a'\n",
        ),
        (
            "touches: [{on: 2026-01-01, channel: mail}]\n",
            "touches: [{on: 2026-01-01, channel: mail},\n"
            "          {on: 2026-11-27, channel: mail, direction: out, note: ひとこと}]\n",
        ),
        (
            "touches: {on: 2026-01-01, channel: mail}\n",
            "touches: [{on: 2026-01-01, channel: mail}, "
            "{on: 2026-11-27, channel: mail, direction: out, note: ひとこと}]\n",
        ),
        ("\ufeffstage: partner\r\n", "\ufeffstage: partner\r\ntouches:\r\n" + ADDED.replace("\n", "\r\n")),
    ],
)  # fmt: skip
def test_a_touch_is_added_and_all_else_stays(tmp_path: Path, before: str | None, new: str) -> None:
    is_new = scribe_in(tmp_path, before).write("ken", Entry({"touches": [ROW]}))
    assert (after(tmp_path), is_new) == (new, before is None)
    assert (tmp_path / "private/ken.yml").stat().st_mode & 0o77 == 0


@pytest.mark.parametrize(
    ("before", "new"),
    [
        ("stage: partner\n", "stage: partner\ncare:\n  snooze_until: 2027-01-10\n"),
        ("care:  # どう\nstage: partner\n", "care:  # どう\n  snooze_until: 2027-01-10\nstage: partner\n"),
        ("care: {}\n", "care: {snooze_until: 2027-01-10}\n"),
        ("care: {owner: 三好} # a\n", "care: {owner: 三好, snooze_until: 2027-01-10} # a\n"),
        (
            "care:\n    snooze_until: '2026-01-01' # b\n    owner: 三好\n",
            "care:\n    snooze_until: 2027-01-10 # b\n    owner: 三好\n",
        ),
        ("care:\n  snooze_until:\n", "care:\n  snooze_until: 2027-01-10\n"),
        (
            "care:\n   owner: 三好\n   # 覚え\n# 次\nstage: partner\n",
            "care:\n   owner: 三好\n   # 覚え\n   snooze_until: 2027-01-10\n# 次\nstage: partner\n",
        ),
    ],
)  # fmt: skip
def test_how_to_keep_in_touch_is_changed_and_all_else_stays(
    tmp_path: Path, before: str, new: str
) -> None:
    scribe_in(tmp_path, before).write("ken", Entry(care=[("snooze_until", "2027-01-10")]))
    assert after(tmp_path) == new


@pytest.mark.parametrize(
    "text",
    ["{stage: partner}\n", "stage: partner\n...\n", "care: &a\n  owner: 三好\n", "stage: nobody\n"],
)
def test_where_it_cannot_be_written_nothing_is(tmp_path: Path, text: str) -> None:
    scribe = scribe_in(tmp_path, text)
    with pytest.raises(Refused) as refused:
        scribe.write("ken", Entry({"touches": [ROW]}, [("do_not_contact", "yes")]))
    assert "三好" not in str([one.values for one in refused.value.problems])
    assert after(tmp_path) == text


def told(touches: tuple[records.Touch, ...]) -> list[tuple[object, ...]]:
    return [(one.on, one.channel, one.direction, one.note, one.question) for one in touches]


@settings(max_examples=30)
@given(cards, words, st.booleans())
def test_whatever_a_record_says_it_says_afterwards(
    tmp_path_factory: pytest.TempPathFactory, card: dict[str, object], note: str, waits: bool
) -> None:
    root = tmp_path_factory.mktemp("p")
    card["care"] = {"owner": note, "channel": "mail"} if "care" in card else {}
    rows = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in card.items())
    text = "stage: paused # a\n" + "".join(row for row in rows if not row.startswith("stage:"))
    scribe = scribe_in(root, text)
    row = touch_of(TODAY, "chat", note, came_in=waits, question=waits)
    problems, cabinet = Problems(), scribe.sealing.cabinet
    before = cabinet.cards(ZONE, problems)["ken"]
    scribe.write("ken", Entry({"touches": [row]}, [("do_not_contact", "yes")]))
    now = cabinet.cards(ZONE, problems)["ken"]
    assert len(problems) == 0
    assert told(now.touches[:-1]) == told(before.touches)
    assert len(now.touches) == len(before.touches) + 1
    assert now.emails == before.emails and now.birthday == before.birthday
    left = iter(after(root))
    assert all(
        letter in left for letter in text
    )  # what stood there is what is left without the new


def test_a_sealed_record_stays_sealed_and_only_the_new_is_sealed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    before = small.text()
    told = run(small.root, "touch", "ken", "秘密のひとこと", *WORDS)
    assert told.exit_code == 0, told.output
    now = small.text()
    assert "秘密のひとこと" not in now and "on: 2026-11-27" not in now
    gone = set(before.splitlines()) - set(now.splitlines())
    assert len(gone) == 1 and gone.pop().strip().startswith("outline:")
    cards = small.cabinet(MINE).cards(ZONE, Problems())
    assert len(cards["ken"].touches) == 3 and small.said() == []


def test_a_new_record_is_sealed_where_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path)
    small.write({"alumni/miki.yml": "name: 森 美紀\n", "private/recipients.txt": recipients(MINE)})
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    assert run(small.root, "touch", "miki", "秘密のひとこと", *WORDS).exit_code == 0
    assert "sealed:" in small.text("miki.yml") and "秘密" not in small.text("miki.yml")
    assert small.said() == []


def test_a_locked_record_is_left_alone(tmp_path: Path, locked_out: None) -> None:
    small = sealed_portal(tmp_path).seal()
    before = small.text()
    told = run(small.root, "touch", "ken", "ひとこと", *WORDS)
    assert told.exit_code == 1 and small.text() == before
    assert MAIL not in told.output and NOTE not in told.output


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-10", date(2027, 1, 10)),
        ("3months", date(2027, 2, 27)),
        ("3か月", date(2027, 2, 27)),
        ("1 week", date(2026, 12, 4)),
        ("2週間", date(2026, 12, 11)),
        ("10日", date(2026, 12, 7)),
        ("1year", date(2027, 11, 27)),
        ("2年", date(2028, 11, 27)),
        ("999年", date(3025, 11, 27)),
        ("soon", None),
        ("2027-02-29", None),
        ("-3months", None),
        ("9999months", None),
    ],
)  # fmt: skip
def test_until_when_somebody_is_left_in_peace(text: str, day: date | None) -> None:
    assert day_after(text, TODAY) == day


def test_months_end_where_the_month_does() -> None:
    assert day_after("3months", date(2026, 11, 30)) == date(2027, 2, 28)
    assert day_after("1year", date(2028, 2, 29)) == date(2029, 2, 28)


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    scribe_in(tmp_path, "care: {channel: phone}\n")
    told = run(
        tmp_path, "touch", "ken", "二号店: #1", "--in", "--question", "--on", "2026-11-26", *WORDS
    )
    assert told.exit_code == 0 and "2026年11月26日" in told.stdout
    assert (
        'channel: phone\n    direction: in\n    note: "二号店: #1"\n    question: yes\n'
        in after(tmp_path)
    )
    before = after(tmp_path)
    assert run(tmp_path, "touch", "ken", "--snooze", "3months", *WORDS).exit_code == 0
    assert after(tmp_path) == before.replace("phone}", "phone, snooze_until: 2027-02-27}")
    assert run(tmp_path, "touch", "ken", "--do-not-contact", *WORDS).exit_code == 0
    assert run(tmp_path, "touch", "ken", "--may-contact", *WORDS).exit_code == 0
    assert "do_not_contact: no" in after(tmp_path)


@pytest.mark.parametrize(
    ("words", "status"),
    [(["nobody"], 1), (["../ken"], 1), (["ken", "--on", "2026-02-30"], 2), (["ken", "--snooze", "soon"], 2), (["ken", "--channel", "fax"], 2), (["ken", "a\nb"], 1)],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, words: list[str], status: int
) -> None:
    scribe_in(tmp_path, "stage: partner\n")
    told = run(tmp_path, "touch", *words, *WORDS)
    assert told.exit_code == status, told.output
    assert "Traceback" not in told.output and after(tmp_path) == "stage: partner\n"
    assert sorted(one.name for one in (tmp_path / "private").iterdir()) == ["ken.yml"]


def test_the_channels_are_those_of_the_records() -> None:
    assert CHANNELS == records.CHANNELS


def test_programs_are_told_what_was_written(tmp_path: Path) -> None:
    scribe_in(tmp_path, None)
    done = run(tmp_path, "touch", "ken", '"店": 二号', "--snooze", "1month", "--json", *WORDS)
    assert json.loads(done.stdout) == {
        "id": "ken",
        "touches": [
            {"on": "2026-11-27", "channel": "mail", "direction": "out", "note": '"店": 二号'}
        ],
        "care": {"snooze_until": "2026-12-27"},
        "new": True,
    }
