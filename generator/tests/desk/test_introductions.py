"""Who could introduce one where, and how they are asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from desk.keyrings import locked_out, sealed_portal
from hypothesis import given
from hypothesis import strategies as st
from portals import SmallPortal
from test_cli import run

from enishi.desk.companies import company_key, is_near
from enishi.problems import Refused
from enishi.source.spreadsheets import load_table

__all__ = ["locked_out"]

Make = Callable[[dict[str, str | bytes]], SmallPortal]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("株式会社れい", "れい(株)"),
        ("㈱れい", "れい 株式会社"),
        ("ＲＥＩ　Ｉｎｃ．", "Rei, Inc."),
        ("Rei Instruments Co., Ltd.", "REI INSTRUMENTS"),
        ("れい K.K.", "れい"),
        ("合同会社 青い鳥", "青い鳥（同）"),
        ("Müller GmbH", "MÜLLER"),
        ("特定非営利活動法人まちの灯", "まちの灯"),
    ],
)
def test_names_of_one_company_have_one_key(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("れい商事", "れい"), ("Incline", "Inc"), ("カネコ", "カネ子"), ("Company", "Limited")],
)
def test_names_of_two_companies_have_two_keys(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


def test_a_name_within_another_is_only_near() -> None:
    assert is_near(company_key("日の出倉庫"), company_key("株式会社日の出倉庫九州"))
    assert not is_near(company_key("日の"), company_key("日の出"))


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(name: str) -> None:
    key = company_key(name)
    assert company_key(f"株式会社{name}") == company_key(f"{name}(株)")
    assert key == key.casefold()


# --- tables


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_table_is_read_as_it_was_saved(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "targets.csv"
    lines = [
        "書き出し日: 2026-11-01",
        "",
        "会社名,用件",
        '"日の出倉庫","一度\n話をしたい"',
        ",",
        "",
    ]
    file.write_bytes("\r\n".join(lines).replace(",", delimiter).encode(encoding))
    table = load_table(file, ["会社名"])
    assert [dict(row.cells) for row in table.rows] == [
        {"会社名": "日の出倉庫", "用件": "一度\n話をしたい"}
    ]
    assert (table.above, table.rows[0].line) == (2, 5)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table-headings"),
        (b"a,b\n1,2\n", "table-headings"),
        ("会社名,会社名\n".encode(), "table-twice"),
        (b"abc\x81", "table-encoding"),
    ],
)
def test_what_is_no_such_table_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    file = tmp_path / "targets.csv"
    file.write_bytes(data)
    with pytest.raises(Refused) as refused:
        load_table(file, ["会社名"])
    assert [one.code for one in refused.value.problems] == [code]


# --- the command

PERSON = """\
name: {{family: {family}, given: 健}}
tenures: [{{joined: 2015, left: 2020}}]
now: {{company: {company}}}
asks: [{asks}]
open_to: [refer]
consents:
  - {{purpose: portal, status: given, on: 2026-01-01}}
  - {{purpose: referral, status: {status}, on: 2026-01-01}}
"""


def person(family: str, company: str, status: str = "given", asks: str = "") -> str:
    return PERSON.format(family=family, company=company, status=status, asks=asks)


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    return portal(
        {
            "alumni/sato.yml": person("佐藤", "日の出倉庫(株)", asks="静かな会議室"),
            "alumni/mori.yml": person("森", "株式会社 日の出倉庫", "refused"),
            "alumni/hara.yml": person("原", "日の出倉庫九州"),
            "alumni/kita.yml": person("北", "日の出倉庫"),
            "private/kita.yml": "care: {do_not_contact: yes}\n",
            "content/cards/warm.md": "---\ntitle: 夜だけ\nline: いいのがあるよ。\n---\nあ\n",
            "targets.csv": "会社名,用件\n株式会社日の出倉庫,夜の温度の話です。\n遠い会社,\n",
        }
    )


def test_whoever_may_be_asked_is_asked_and_the_others_are_told(small: SmallPortal) -> None:
    done = run(small.root, "--lang", "ja", "intro", "targets.csv", "--today", "2026-11-22")
    assert done.exit_code == 0, done.output
    assert "佐藤さん" in done.output
    assert "夜の温度の話です。" in done.output
    assert "森さん" not in done.output
    assert "北さん" not in done.output
    assert "連絡しない約束" in done.output
    assert "2 社のうち、卒業生のいる会社が 1 社。頼んでよい人のいる会社が 1 社。" in done.output


def test_what_we_give_stands_before_what_we_ask(small: SmallPortal) -> None:
    words = ("intro", "targets.csv", "--card", "warm", "--json", "--today", "2026-11-22")
    found = json.loads(run(small.root, *words).output)
    people = {one["id"]: one for one in found[0]["people"]}
    request = people["sato"]["request"]
    assert (
        request.index("静かな会議室")
        < request.index("相談があります")
        < request.index("いいのがあるよ")
    )
    assert "https://alumni.example.com/cards/warm/" in request
    assert [people[one]["same"] for one in ("sato", "hara")] == [True, False]
    assert {one: people[one]["reason"] for one in ("mori", "kita")} == {
        "mori": "refused",
        "kita": "do-not-contact",
    }
    assert people["mori"]["request"] == ""
    assert found[1]["people"] == []


def test_a_card_that_is_not_there_is_told(small: SmallPortal) -> None:
    done = run(small.root, "intro", "targets.csv", "--card", "none")
    assert done.exit_code == 1
    assert "warm" in done.stderr


@pytest.mark.parametrize("words", [("intro", "targets.csv"), ("report",)])
def test_while_records_are_locked_nothing_is_told_of_a_part_of_them(
    words: tuple[str, ...], tmp_path: Path, locked_out: None
) -> None:
    small = sealed_portal(tmp_path).seal()
    small.write({"targets.csv": "会社\nあおば珈琲\n"})
    told = run(small.root, "--lang", "en", *words, "--today", "2026-11-27")
    assert told.exit_code == 1
    assert "error" in told.stderr and told.stdout == ""
