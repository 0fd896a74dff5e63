"""`enishi today` as the marketer meets it: the plan, its index, its words and its calendar."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
from desk.keyrings import MAIL, NOTE, locked_out, sealed_portal
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import MKDOCS, SmallPortal
from strategies import words as spoken
from test_cli import run

from enishi.almanac import calendar_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.index import drop_index
from enishi.desk.notes import called, mailto, messenger_of
from enishi.desk.wording import WORDING
from enishi.desk.year import Date, render_calendar
from enishi.problems import Mark
from enishi.source.people import Name

__all__ = ["locked_out"]
Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", "2026-11-27")
PORTAL = {
    "alumni/ken.yml": "name: {family: 佐藤, given: 健一}\n"
    "tenures: [{joined: 2010-04-01, left: 2020-03-31, projects: [mirai]}]\n"
    "profiles: {linkedin: https://www.linkedin.com/in/ken, facebook: https://www.facebook.com/ken.sato}\n",
    "alumni/miki.yml": "name: 森 美紀\ntenures: [{joined: 2012-04, left: 2024-11-27}]\n",
    "alumni/here.yml": "name: 林 茂\ntenures: [{joined: 2012-04}]\n",
    "private/ken.yml": "emails: [ken@example.com]\ncare: {cadence: monthly, owner: 三好}\n"
    "touches:\n- {on: 2026-10-02, channel: phone, direction: in, note: 二号店の話。}\n",
    "content/news/2026-11-20-mirai.md": "---\ntitle: みらいの続き\nabout: {people: [miki]}\n---\n本文\n",
    "content/timeline.yml": "projects:\n- {id: mirai, name: みらい}\n",
}  # fmt: skip


def plan(small: SmallPortal, *words: str) -> list[dict[str, object]]:
    words = words if "--today" in words else (*DAY, *words)
    told = run(small.root, "--lang", "ja", "today", "--json", *words)
    assert told.exit_code == 0, told.output
    people: list[dict[str, object]] = json.loads(told.stdout)["people"]
    return people


def ids(small: SmallPortal, *words: str) -> list[object]:
    return [one["id"] for one in plan(small, *words)]


def test_the_plan_says_whom_why_and_with_which_words(portal: Make) -> None:
    small = portal(PORTAL)
    told = run(small.root, "--lang", "ja", "today", *DAY)
    for words in ("佐藤 健一(ken)", "まだ返事をしていません", "先方から電話。二号店の話。", "担当: 三好", "mailto:ken@example.com?", "https://m.me/ken.sato", "enishi touch ken", "卒業して2年です"):  # fmt: skip
        assert words in told.stdout, words
    assert "林" not in told.stdout
    why = run(small.root, "--lang", "en", "today", "--why", *DAY).stdout
    assert " +70 their word of 2 October 2026 has not been answered yet" in why and "in all" in why


def test_each_score_is_the_sum_of_its_parts(portal: Make) -> None:
    for one in plan(portal(PORTAL)):
        assert one["score"] == sum(part["points"] for part in one["why"])  # type: ignore[attr-defined]


def test_the_same_day_gives_the_same_bytes_with_and_without_an_index(portal: Make) -> None:
    small = portal(PORTAL)
    first = run(small.root, "today", "--json", *DAY).stdout
    assert (small.root / "private/.index/desk").stat().st_mode & 0o77 == 0
    assert (small.root / "private/.index/.gitignore").read_text() == "*\n"
    assert run(small.root, "today", "--json", *DAY).stdout == first
    drop_index(Cabinet(small.root, "private"))
    assert run(small.root, "today", "--json", *DAY).stdout == first


@given(st.permutations(list(PORTAL)), st.booleans())
@settings(max_examples=6)
def test_in_which_order_files_were_written_or_said_counts_for_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], is_long: bool
) -> None:
    texts = dict(PORTAL)
    if is_long:  # rows of a list may stand in any order, and a file be called .yaml
        texts["private/miki.yml"] = (
            "touches:\n- {on: 2026-01-05, channel: mail}\n- {on: 2025-03-01, channel: mail}\n"
        )
    first = SmallPortal(tmp_path_factory.mktemp("one")).write({"mkdocs.yml": MKDOCS, **texts})
    if is_long:
        texts["private/miki.yaml"] = (
            "touches:\n- {on: 2025-03-01, channel: mail}\n- {on: 2026-01-05, channel: mail}\n"
        )
        del texts["private/miki.yml"]
        order = [*order, "private/miki.yaml"]
    other = SmallPortal(tmp_path_factory.mktemp("other")).write({"mkdocs.yml": MKDOCS})
    for path in order:
        other.write({path: texts[path]})
    assert plan(other) == plan(first) != []


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 500])
def test_a_damaged_index_counts_as_absent(portal: Make, damage: bytes) -> None:
    small = portal(PORTAL)
    first, file = ids(small), small.root / "private/.index/desk"
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert ids(small) == first
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    file.write_bytes(flipped)
    assert ids(small) == first


def test_an_edited_record_counts_at_once_even_if_its_time_is_set_back(portal: Make) -> None:
    small = portal(PORTAL)
    assert "ken" in ids(small)
    file = small.root / "private/ken.yml"
    before = file.stat()
    text = file.read_text().replace("cadence: monthly", "snooze_until: 2027-01-01")
    file.write_text(text[: before.st_size])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "ken" not in ids(small)
    file.unlink()
    assert "ken" in ids(small)


def test_a_touch_takes_a_person_from_the_plan(portal: Make) -> None:
    small = portal(PORTAL)
    assert ids(small)[0] == "ken"
    assert run(small.root, "touch", "ken", "返事をした", *DAY).exit_code == 0
    assert "ken" not in ids(small)


def test_what_a_graduation_waits_for_stands_below_the_people(portal: Make) -> None:
    small = portal(PORTAL)
    run(small.root, "graduate", "here", "--last-day", "2026-12-25", *DAY)
    run(small.root, "graduate", "here", "--done", "thanks", *DAY)
    later = ("--today", "2026-11-30")

    def steps(*words: str) -> list[tuple[str, str]]:
        told = json.loads(run(small.root, "today", "--json", *later, *words).stdout)
        return [(one["step"], one["due"]) for one in told["steps"]]

    assert steps() == [("host", "2026-11-29")]
    assert steps("--month")[0] == ("host", "2026-11-29")
    assert ("farewell", "2026-12-25") in steps("--month")
    said = run(small.root, "--lang", "ja", "today", *later).stdout
    assert "卒業の段取り(1 件)。" in said
    assert "林 茂: 卒業後の窓口になる人を決めて" in said
    assert "enishi graduate here --done host" in said


def test_a_question_of_ours_is_theirs_to_answer(portal: Make) -> None:
    small = portal(PORTAL)
    before = plan(small)
    assert run(small.root, "touch", "miki", "たずねた", "--question", *DAY).exit_code == 0
    assert run(small.root, "touch", "ken", "たずねた", "--question", *DAY).exit_code == 0
    assert plan(small) == [], "nobody is named for what we wrote"
    year = ("--today", "2028-11-27")
    later = run(small.root, "--lang", "en", "today", *year).stdout
    assert "Last: 27 November 2026, a question from us by mail, not answered yet. たずねた" in later
    assert "has not been answered" not in later and {one["id"] for one in before} == {"ken", "miki"}


@pytest.mark.parametrize(
    "care", ["care: {do_not_contact: yes}", "care: {snooze_until: 2026-11-27}", "stage: paused"]
)
@pytest.mark.parametrize("span", ["", "--week", "--month"])
def test_whoever_is_left_in_peace_is_named_nowhere(portal: Make, care: str, span: str) -> None:
    banned = f"{care}\ntouches: [{{on: 2020-01-01, channel: mail, direction: in}}]\n"
    small = portal({**PORTAL, "private/miki.yml": banned})
    assert "miki" not in ids(small, *filter(None, [span]))
    run(small.root, "today", "--ics", "y.ics", *DAY)
    assert ("miki" in (small.root / "private/y.ics").read_text()) == ("snooze" in care)


def test_of_whom_a_record_cannot_be_read_nothing_is_suggested(portal: Make) -> None:
    small = portal({**PORTAL, "private/miki.yml": "care: {do_not_contact: perhaps}\n"})
    told = run(small.root, "--lang", "en", "today", *DAY)
    assert "miki" not in told.stdout and "private/miki.yml:1:24" in told.stderr
    assert "ken" in told.stdout
    again = run(small.root, "--lang", "en", "today", *DAY)
    assert again.stderr == told.stderr


def test_without_a_private_folder_there_is_a_plan_and_no_index(portal: Make) -> None:
    public = {path: text for path, text in PORTAL.items() if not path.startswith("private")}
    small = portal(public)
    assert set(ids(small)) == {"ken", "miki"}
    assert not (small.root / "private").exists()


def test_sealed_records_are_ranked_and_the_index_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    later = ("--today", "2027-06-01")
    found = plan(small, *later)
    assert found[0]["last"]["on"] == "2026-11-02" and MAIL in str(found)  # type: ignore[index]
    data = (small.root / "private/.index/desk").read_bytes()
    assert data.startswith(b"age-encryption.org/v1") and b"ken" not in data
    assert plan(small, *later) == found


def test_where_nothing_opens_nobody_is_suggested(tmp_path: Path, locked_out: None) -> None:
    small = sealed_portal(tmp_path).seal()
    told = run(small.root, "--lang", "en", "today", *DAY)
    assert told.exit_code == 0 and "Nothing is suggested for these" in told.stderr
    assert NOTE not in told.output and "佐藤" not in told.output


def test_forgetting_takes_the_index_away(portal: Make) -> None:
    small = portal(PORTAL)
    assert "miki" in ids(small)
    told = run(small.root, "forget", "miki", "--yes", *DAY)
    assert told.exit_code == 0, told.output
    assert not (small.root / "private/.index").exists()


# --- words


def test_the_portals_own_words_come_before_those_of_the_house(portal: Make) -> None:
    own = "unanswered:\n  subject: やあ\n  opening: ['{name}、{company}の{host}です。']\n"
    note = plan(portal({**PORTAL, "templates/desk/hello.ja.yml": own}))[0]["note"]
    assert note["subject"] == "やあ"  # type: ignore[index]
    assert "佐藤さん、株式会社れいの山田 はるです。" in note["text"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ("birthday: {subject: '{years}', opening: [a]}\n", "1:21"),
        ("greeting: '{name.__class__}'\nclosing: ['{}']\n", "2:11"),
        ("birthdays: {subject: a, opening: [a]}\n", "1:1"),
    ],
)  # fmt: skip
def test_faulty_words_are_told_with_their_place(portal: Make, own: str, place: str) -> None:
    told = run(portal({**PORTAL, "templates/desk/hello.ja.yml": own}).root, "today", *DAY)
    assert told.exit_code == 1 and f"templates/desk/hello.ja.yml:{place}" in told.stderr


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_reason_has_several_openings_in_both_languages(portal: Make, lang: str) -> None:
    from enishi.desk.wording import load_wording
    from enishi.problems import Problems

    problems = Problems()
    wording = load_wording(portal({}).root, lang, problems)
    assert len(problems) == 0
    for kind in WORDING.fields.keys() - {"greeting", "closing", "signature"}:
        assert len(getattr(wording, kind).opening) >= 2, kind


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        (Name(Mark(), "佐藤", "健一", latin="Kenichi Sato"), "佐藤さん", "Kenichi"),
        (Name(Mark(), whole="森 美紀"), "森さん", "森"),
        (Name(Mark(), "Brandt", "Lukas"), "Lukasさん", "Lukas"),
        (Name(Mark(), whole="Lukas Brandt"), "Lukasさん", "Lukas"),
        (Name(Mark(), "佐藤", preferred="けんさん"), "けんさん", "けんさん"),
    ],
)  # fmt: skip
def test_people_are_called_as_colleagues_call_them(name: Name, ja: str, en: str) -> None:
    assert (called(name, "ja"), called(name, "en")) == (ja, en)


def test_a_letter_survives_its_address() -> None:
    text = "佐藤さん、\n\n50% & more? #1 + 1\n"
    parts = urlsplit(mailto("o'ken+a?b&c@example.com", "件名 & ?", text))
    query = parse_qs(parts.query.replace("+", "%2B"), keep_blank_values=True)
    assert parts.scheme == "mailto" and unquote(parts.path) == "o'ken+a?b&c@example.com"
    assert query == {"subject": ["件名 & ?"], "body": [text.replace("\n", "\r\n")]}


@pytest.mark.parametrize(
    ("url", "handle"),
    [
        ("https://www.facebook.com/ken.sato", "ken.sato"),
        ("https://m.facebook.com/profile.php?id=100001234", "100001234"),
        ("https://www.facebook.com/profile.php?id=a", ""),
        ("https://www.facebook.com/groups/12345", ""),
        ("https://facebook.com.evil.example/ken.sato", ""),
    ],
)  # fmt: skip
def test_messenger_is_offered_only_for_a_user_name_or_number(url: str, handle: str) -> None:
    assert messenger_of(url) == handle


# --- the calendar


def test_the_year_is_a_calendar(portal: Make) -> None:
    small = portal(
        {
            **PORTAL,
            "alumni/leap.yml": f"name: {'長い名前' * 20}\ntenures: [{{joined: 2012-02-29, left: 2020-02}}]\n",
            "private/leap.yml": "birthday: 02-29\nconsents:\n"
            "- {purpose: birthday, status: given, on: 2026-01-01, evidence: a}\n"
            "touches: [{on: 2026-11-20, channel: mail}]\n",
        }
    )  # fmt: skip
    told = run(small.root, "--lang", "ja", "today", "--ics", "year.ics", *DAY)
    assert told.exit_code == 0 and "year.ics" in told.stdout
    data = (small.root / "private/year.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and b"\n" not in data.replace(
        b"\r\n", b""
    )
    entries = icalendar.Calendar.from_ical(data).walk("VEVENT")
    found = {
        (str(one["UID"]).partition("@")[0], one.decoded("dtstart").isoformat()) for one in entries
    }
    assert found == {
        ("graduation-ken-20270331", "2027-03-31"),
        ("joined-ken-20270401", "2027-04-01"),
        ("graduation-miki-20261127", "2026-11-27"),
        ("joined-miki-20270401", "2027-04-01"),
        ("due-leap-20271120", "2027-11-20"),
        ("birthday-leap-20270228", "2027-02-28"),
        ("joined-leap-20270228", "2027-02-28"),
        ("graduation-leap-20270201", "2027-02-01"),
    }
    run(small.root, "--lang", "ja", "today", "--ics", "again.ics", *DAY)
    assert (small.root / "private/again.ics").read_bytes() == data


@pytest.mark.parametrize(
    "place", ["content/y.ics", "site/y.ics", "./y.ics/z.ics", "y.txt", "../portal/alumni/y.ics"]
)
def test_the_calendar_goes_nowhere_where_things_are_published(portal: Make, place: str) -> None:
    small = portal({**PORTAL, "site/a": ""})
    told = run(small.root, "today", "--ics", place, *DAY)
    assert told.exit_code == 1
    assert not list(small.root.rglob("*.ics"))


def test_no_calendar_in_clear_among_sealed_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    assert run(small.root, "today", "--ics", "y.ics", *DAY).exit_code == 1
    assert run(small.root, "today", "--ics", str(tmp_path / "y.ics"), *DAY).exit_code == 0


# --- the calendar, line by line


def as_icalendar_prints(dates: list[Date], host: str, today: date, title: str) -> bytes:
    """What the library makes of the same, component by component."""
    entries = []
    for one in dates:
        entry = icalendar.Event()
        entry.add("uid", f"{one.kind}-{one.id}-{one.day:%Y%m%d}@{host}")
        entry.add("dtstamp", datetime.combine(today, time(), UTC))
        entry.add("dtstart", one.day)
        entry.add("dtend", one.day + timedelta(1))
        entry.add("summary", one.name if one.is_day else f"{one.name}, {one.years}")
        entry.add("transp", "TRANSPARENT")
        entry.add("categories", [one.kind])
        entries.append(entry)
    return calendar_of(entries, title, ZoneInfo("Asia/Tokyo"))


names = st.text(st.characters(exclude_categories=("C",)), max_size=90) | spoken
written = st.builds(
    Date,
    st.dates(date(1000, 1, 1), date(3000, 1, 1)),
    st.from_regex(r"[a-z][a-z0-9-]{0,59}", fullmatch=True),
    st.sampled_from(["birthday", "graduation", "joined", "due"]),
    names,
    st.integers(0, 80),
    st.booleans(),
)


@given(st.lists(written, max_size=4), st.dates(date(1000, 1, 1), date(3000, 1, 1)))
def test_a_calendar_that_is_printed_line_by_line_has_the_bytes_of_the_library(
    dates: list[Date], today: date
) -> None:
    def phrase(key: str, **values: object) -> str:
        return {"year.title": "{site}"}.get(
            key, "{said}, 3" if key == "year.month" else "{name}"
        ).format(**values)

    dates = [one._replace(years=3) for one in dates]
    site = SimpleNamespace(
        url="https://alumni.example.com/", name="会", zone=ZoneInfo("Asia/Tokyo")
    )
    made = render_calendar(dates, site, today, phrase, str)  # type: ignore[arg-type]
    assert made == as_icalendar_prints(dates, "alumni.example.com", today, "会")
