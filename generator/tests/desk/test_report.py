"""The ledger of allies: what is written down, and the figures that come of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portals import SmallPortal
from strategies import words
from test_cli import run

from enishi.commands.outcome import KINDS as OFFERED
from enishi.desk.cabinet import Cabinet
from enishi.desk.outcomes import KINDS, add_outcome, load_outcomes
from enishi.desk.private import reveal
from enishi.desk.tally import LADDER, MOVES, moves_of
from enishi.problems import Problems
from enishi.settings import DEFAULT_ZONE

Make = Callable[[dict[str, str | bytes]], SmallPortal]
TODAY = ("--today", "2026-11-22")
PERSON = """\
name: {{family: {family}, given: 健}}
tenures: [{tenures}]
now: {{company: {company}}}
consents: [{{purpose: portal, status: given, on: 2020-01-01}}]
"""
SATO = PERSON.format(
    family="佐藤", tenures="{joined: 2015, left: 2020-03-31}", company="日の出倉庫"
)
MORI = PERSON.format(family="森", tenures="{joined: 2016, left: 2025-06-30}", company="日の出倉庫")
HARA = PERSON.format(
    family="原", tenures="{joined: 2010, left: 2018}, {joined: 2024-04}", company="株式会社れい"
)
TOUCHES = """\
touches:
  - {on: 2020-12-01, channel: mail, direction: out}
  - {on: 2026-05-01, channel: mail, direction: out}
  - {on: 2026-05-03, channel: mail, direction: in}
"""


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    return portal(
        {
            "alumni/sato.yml": SATO,
            "alumni/mori.yml": MORI,
            "alumni/hara.yml": HARA,
            "private/sato.yml": TOUCHES,
        }
    )


def figures(small: SmallPortal, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(small.root, "report", "--json", *TODAY, *words).output)
    return found


def note(small: SmallPortal, *words: str) -> None:
    done = run(small.root, "outcome", *words)
    assert done.exit_code == 0, done.output


def test_a_row_is_added_and_every_other_character_stays(small: SmallPortal) -> None:
    before = "# 帳簿\n- {on: 2026-01-05, person: mori, kind: talk}   # 学校で"
    small.write({"private/outcomes/2026.yml": before})
    note(small, "sato", "deal", "--value", "300000", "--note", "温度番: 三台", *TODAY)
    text = (small.root / "private/outcomes/2026.yml").read_text()
    assert text == before + (
        "\n- on: 2026-11-22\n  person: sato\n  kind: deal\n  value: 300000\n"
        '  note: "温度番: 三台"\n'
    )


def test_nothing_is_written_of_people_whom_nobody_knows(small: SmallPortal) -> None:
    assert run(small.root, "outcome", "nobody", "deal", *TODAY).exit_code == 1
    assert not (small.root / "private/outcomes").exists()


def test_a_tie_holds_where_there_was_a_touch_before_the_anniversary(small: SmallPortal) -> None:
    kept = figures(small)["kept"]
    assert [(one["years"], one["of"], one["kept"]) for one in kept] == [
        (1, 3, 1),
        (3, 2, 0),
        (5, 2, 0),
    ]


def test_who_was_reached_and_who_replied(small: SmallPortal) -> None:
    found = figures(small)
    assert (found["reached"], found["replied"], found["touches"]) == (1, 1, 2)
    assert found["returned"] == ["原 健"]
    assert found["graduates"] == 2
    assert found["companies"][0] == {"name": "日の出倉庫", "count": 2}


def test_asking_more_than_giving_is_remarked_on(small: SmallPortal) -> None:
    assert not figures(small)["asks_too_much"]
    note(small, "sato", "referral", *TODAY)
    assert figures(small)["asks_too_much"]
    assert "頼んだこと" in run(small.root, "--lang", "ja", "report", *TODAY).output
    note(small, "mori", "advice-given", *TODAY)
    assert not figures(small)["asks_too_much"]


def test_costs_and_minutes_are_what_the_settings_assume(small: SmallPortal) -> None:
    note(small, "sato", "hire-back", "--minutes", "45", *TODAY)
    mkdocs = small.root / "mkdocs.yml"
    mkdocs.write_text(mkdocs.read_text() + "    desk: {hire_cost: 700000, minutes_a_touch: 5}\n")
    found = figures(small)
    assert (found["saved"], found["minutes"]) == (700_000, 45 + 2 * 5)


def test_what_is_older_than_a_year_or_still_to_come_is_not_counted(small: SmallPortal) -> None:
    for day in ("2025-11-22", "2025-11-23", "2026-11-22", "2026-11-23"):
        note(small, "sato", "talk", "--on", day)
    assert figures(small)["outcomes"] == [{"name": "talk", "count": 2}]


def test_stages_are_moved_by_what_happened_and_never_down(small: SmallPortal) -> None:
    for day, kind in (("01", "deal"), ("02", "talk"), ("03", "hire-back")):
        note(small, "sato", kind, "--on", f"2026-03-{day}")
    moves = [(one["on"], one["stage"], one["cause"]) for one in figures(small)["moves"]]
    assert moves == [
        ("2026-03-03", "returned", "hire-back"),
        ("2026-03-01", "customer", "deal"),
    ]


def test_the_page_says_the_figures_in_words_charts_and_tables(small: SmallPortal) -> None:
    note(small, "sato", "deal", "--company", "<b>れい</b>", *TODAY)
    assert run(small.root, "report", *TODAY).exit_code == 0
    page = (small.root / "private/reports/2026-11-22.html").read_text()
    assert page.count('<svg role="img"') == page.count("<title id=") == 3
    assert page.count("<table>") == 4
    assert "取引になった" in page
    assert "<b>" not in page
    assert (small.root / "private/reports/2026-11-22.html").stat().st_mode & 0o077 == 0


def test_every_kind_is_offered_and_has_its_stage() -> None:
    assert tuple(OFFERED) == KINDS
    assert set(MOVES) == set(KINDS)
    assert set(MOVES.values()) == set(LADDER)


@given(
    rows=st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.sampled_from(KINDS), words),
        max_size=6,
    )
)
def test_rows_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[date, str, str]]
) -> None:
    root = Path(tmp_path_factory.mktemp("ledger"))
    cabinet = Cabinet(root, "private")
    for on, kind, text in rows:
        row = {"on": on.isoformat(), "person": "sato", "kind": kind, "note": text}
        add_outcome(cabinet, DEFAULT_ZONE, row.items())
    problems = Problems()
    found = load_outcomes(cabinet, DEFAULT_ZONE, problems)
    assert not list(problems)
    written = sorted((on, kind, text) for on, kind, text in rows)
    assert (
        sorted((reveal(o.on), reveal(o.kind), reveal(o.note)) for o in found if o.note is not None)
        == written
    )
    assert len(moves_of(found, {})) <= len(LADDER)
