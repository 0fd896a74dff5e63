"""Segments: who is in them, to whom something may be sent, and sums that add up."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from portals import MKDOCS, TODAY, SmallPortal

from enishi import cli
from enishi.dates import PartialDate
from enishi.gazetteer import Gazetteer
from enishi.problems import Mark, Refused
from enishi.segments import Member, check_sum, render_csv, situation_of
from enishi.source.people import Tenure

Make = Callable[[dict[str, str | bytes]], SmallPortal]
TIMELINE = """\
departments: [{id: sales, name: 営業部}]
offices: [{id: fukuoka, name: 福岡テラス}]
renames: [{on: 2024-06, kind: office, of: fukuoka, old: 博多営業所, new: 福岡テラス}]
"""
SETTINGS = f"""{MKDOCS}    segments:
      営業の先輩: left < 2022 and department = 営業部
"""


def person(name: str, tenures: str, more: str = "") -> str:
    return f"name: {name}\ntenures:\n{tenures}{more}"


def yes(on: str = "2024-01-01", until: str = "2099-01-01", status: str = "given") -> str:
    what = "" if status != "given" else f", until: {until}"
    return f"consents: [{{purpose: newsletter, status: {status}, on: {on}{what}}}]\n"


SALES = "  - {joined: 2015-04, left: 2020-03, department: 営業部}\n"
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS,
    "content/timeline.yml": TIMELINE,
    "alumni/ai.yml": person("=愛", SALES, yes()),
    "alumni/bo.yml": person("Bo", SALES.replace("営業部", "sales"), yes(until="2025-01-01")),
    "alumni/cy.yml": person("Cy", SALES, yes(status="refused")),
    "alumni/di.yml": person("Di", SALES, yes(status="withdrawn")),
    "alumni/ed.yml": person("Ed", SALES),
    "alumni/fu.yml": person("Fu", SALES, yes()),
    "alumni/gu.yml": person("Gu", SALES, yes()),
    "alumni/ha.yml": person("Ha", SALES, yes()),
    "alumni/io.yml": person("Io", SALES, yes()),
    "alumni/jo.yml": person("Jo", "  - {joined: 2015, left: 2024, department: 営業部}\n", yes()),
    "alumni/ku.yml": person("Ku", "  - {joined: 2015, left: 2020}\n"),
    "private/ai.yml": "emails: [ai.secret@example.com]\n",
    "private/fu.yml": "phones: ['090-0000-0000']\n",
    "private/gu.yml": "emails: [g@example.com]\ncare: {do_not_contact: yes}\n",
    "private/ha.yml": "emails: [h@example.com]\ncare: {snooze_until: 2026-12-01}\n",
    "private/io.yml": "emails: [i@example.com]\nconsents:\n"
    "  - {purpose: newsletter, status: withdrawn, on: 2026-05-01, evidence: mail}\n",
    "private/za.yml": "emails: [z@example.com]\n",
}


def run(small: SmallPortal, *words: str, lang: str = "en") -> Result:
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        given = ["--lang", lang, "segment", *words, "--today", str(TODAY)]
        return runner.invoke(cli.main, given)


@pytest.mark.parametrize("which", ["営業の先輩", "left < 2022 and department = 営業部"])
def test_a_segment_is_a_name_or_an_expression(which: str, portal: Make) -> None:
    found = json.loads(run(portal(FILES), which, "--json").stdout)
    assert [one["id"] for one in found["meant"]] == "ai bo cy di ed fu gu ha io".split()
    assert [one["id"] for one in found["not_meant"]] == ["jo"]
    assert [one["id"] for one in found["not_known"]] == ["ku"]
    assert found["candidates"] == 11


def test_for_a_purpose_each_is_sent_to_or_told_why_not(portal: Make) -> None:
    found = json.loads(run(portal(FILES), "営業の先輩", "--for", "newsletter", "--json").stdout)
    assert [one["id"] for one in found["send"]] == ["ai"]
    assert {one["id"]: one["reason"] for one in found["excluded"]} == {
        "bo": "expired",
        "cy": "refused",
        "di": "withdrawn",
        "ed": "no-consent",
        "fu": "no-address",
        "gu": "do-not-contact",
        "ha": "snoozed",
        "io": "withdrawn",
    }
    assert found["candidates"] == 12
    assert [one["id"] for one in found["not_known"]] == ["ku", "za"]


def test_it_ends_with_the_sums(portal: Make) -> None:
    small = portal(FILES)
    told = run(small, "営業の先輩", "--for", "newsletter").stdout.splitlines()
    at = told.index("Candidates 12 = meant 9 + not meant 1 + not known 2")
    assert told[at + 1] == "Meant 9 = to send 1 + excluded 8"
    assert sum(int(line.split()[0]) for line in told[at + 2 :]) == 8
    ja = run(small, "営業の先輩", lang="ja").stdout
    assert "候補 11 = あてはまる 9 + あてはまらない 1 + わからない 1" in ja


def test_two_files_of_one_person_stop_it(portal: Make) -> None:
    found = run(portal({**FILES, "alumni/ai.yaml": person("愛", SALES)}), "営業の先輩")
    assert found.exit_code == 1
    assert "do not add up: 12 candidates, 11 of them" in found.stderr
    assert "ai" not in found.stdout


@pytest.mark.parametrize(
    "lists", [[["a"]], [["a", "a"]], [["a"], ["a", "b"]], [["a"], ["b"], ["c"]]]
)
def test_who_is_lost_or_told_twice_stops_it(lists: list[list[str]]) -> None:
    with pytest.raises(Refused):
        check_sum(2, [[Member(one, "") for one in ids] for ids in lists])


def test_no_address_is_ever_printed(portal: Make) -> None:
    small = portal(FILES)
    for form in ([], ["--json"], ["--csv"]):
        found = run(small, "営業の先輩", "--for", "newsletter", *form)
        assert found.exit_code == 0
        assert "@" not in found.output and "090" not in found.output


def test_the_table_holds_no_formula(portal: Make) -> None:
    found = run(portal(FILES), "営業の先輩", "--for", "newsletter", "--csv")
    assert found.stdout_bytes.decode() == "\ufeffid,name,reason\r\nai,'=愛,\r\n"
    assert "Meant 9 = to send 1 + excluded 8" in found.stderr


@given(st.lists(st.tuples(st.text(), st.text())))
def test_any_table_is_read_again_without_a_formula(cells: list[tuple[str, str]]) -> None:
    text = render_csv(Member(one, other) for one, other in cells)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]
    assert [tuple(cell.removeprefix("'") for cell in row[:2]) for row in rows] == [
        tuple(cell.removeprefix("'") for cell in row) for row in cells
    ]
    assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for row in rows for cell in row)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["営業の先ぱい"], "営業の先輩"),
        (["left < 2022 and"], "(segment):1:16"),
        (["place = fukuok"], "(segment):1:9"),
        (["left < soon"], "(segment):1:8"),
        ([""], "(segment):1:1"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    words: list[str], says: str, portal: Make
) -> None:
    found = run(portal(FILES), *words)
    assert found.exit_code == 1
    assert says in found.stderr
    assert found.stdout == ""


def test_without_the_private_folder_nobody_can_be_sent_to(portal: Make) -> None:
    files = {path: text for path, text in FILES.items() if not path.startswith("private/")}
    found = run(portal(files), "営業の先輩", "--for", "newsletter")
    assert found.exit_code == 1
    assert "no private folder" in found.stderr


@pytest.mark.parametrize(
    ("segments", "told"),
    [
        ("{a: left < 2022}", []),
        ("{a: left < soon}", ["mkdocs.yml:13:26 cohort-date"]),
        ("{a: left < 2022, b: place = fukuok}", ["mkdocs.yml:13:43 cohort-name"]),
        ("[left < 2022]", ["mkdocs.yml:13:15 segments-shape"]),
        ("{a: }", ["mkdocs.yml:13:16 segments-shape"]),
    ],
)
def test_segments_of_the_settings_are_checked(segments: str, told: list[str], portal: Make) -> None:
    small = portal(FILES | {"mkdocs.yml": f"{MKDOCS}    segments: {segments}\n"})
    assert [one for one in small.problems() if one.startswith("mkdocs")] == told


def test_a_faulty_record_is_told_and_nobody_listed(portal: Make) -> None:
    found = run(portal({**FILES, "alumni/ku.yml": "name: Ku\njob: x\n"}), "営業の先輩")
    assert found.exit_code == 1
    assert "alumni/ku.yml:2:1" in found.stderr
    assert found.stdout == ""


@pytest.mark.parametrize(
    ("left", "here"),
    [(None, True), ("2020", False), ("2027", True), ("2026-11-22", False), ("2026", None)],
)
def test_whether_somebody_is_here_is_known_by_the_day(left: str | None, here: bool | None) -> None:
    given = PartialDate(*map(int, left.split("-"))) if left else None
    tenure = Tenure(Mark(), PartialDate(2015), given)
    assert situation_of(tenure, Gazetteer(), date(2026, 11, 22)).here is here
