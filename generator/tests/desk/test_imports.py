"""What files of other programs say: every layout, every encoding, and nothing lost of any cell."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from portals import SHARED
from strategies import kana, records, words

from enishi.desk.alumnus import Alumnus
from enishi.desk.comparison import compared
from enishi.desk.eras import date_said
from enishi.desk.export import Document
from enishi.desk.exporters import export_named
from enishi.desk.imports import forms, layout_in, layout_named, layout_names, layouts
from enishi.desk.intake import Manifest, read_file
from enishi.desk.layout import FIELDS, Form, Told, table_of, told_in
from enishi.desk.newcomer import Newcomer, newcomer_of
from enishi.desk.private import reveal
from enishi.desk.records import CARD, WHO, card_of
from enishi.desk.transcript import text_of
from enishi.problems import Problems, Refused
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Reading, RecordOf, Text
from enishi.source.spreadsheets import rows_in
from enishi.source.tree import Scalar, plain_of
from enishi.table import render_table

LAYOUTS = {
    "Connections.csv": "linkedin",
    "eight.csv": "eight",
    "google.csv": "google",
    "kaonavi.csv": "kaonavi",
    "kingoftime.csv": "kingoftime",
    "mailchimp.csv": "mailchimp",
    "ohshima-excel.csv": "excel",
    "smarthr.csv": "smarthr",
}


def read(tmp_path: Path, data: bytes | str, name: str = "t.csv", given: str = "") -> Manifest:
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_file(file, given, Problems())


def faults(tmp_path: Path, data: bytes | str, name: str = "t.csv") -> list[str]:
    """`line code` of what is remarked on; and the code of what refuses the file."""
    problems = Problems()
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    try:
        read_file(file, "", problems)
    except Refused as refused:
        problems = refused.problems
    return [f"{one.mark.line} {one.code}" for one in problems]


def one(tmp_path: Path, data: bytes | str, name: str = "t.csv") -> Newcomer:
    (found,) = read(tmp_path, data, name).newcomers
    return found


def everything(found: Newcomer) -> str:
    return json.dumps([found.record, found.rest], ensure_ascii=False)


# --- the contract of every layout


@pytest.mark.parametrize("name", layout_names())
def test_every_layout_says_what_it_is(name: str) -> None:
    found = layout_named(name)
    assert found.title and found.source.startswith(("https://", "docs/"))


@pytest.mark.parametrize("name", sorted(layouts()))
def test_every_heading_means_one_field(name: str) -> None:
    found = layouts()[name]
    assert set(found.columns) <= set(FIELDS)
    headings = [one for many in found.columns.values() for one in many]
    assert len(found.fields) == len(headings) or name == "excel"
    for group in found.telling:
        assert found.score(group) == len(group), group


def test_what_is_no_layout_is_told() -> None:
    module = ModuleType("enishi.desk.imports.other")
    with pytest.raises(TypeError, match="docstring"):
        layout_in(module)
    module.__doc__ = "Other."
    with pytest.raises(TypeError, match="SOURCE"):
        layout_in(module)
    assert set(layouts()) | set(forms()) == set(layout_names())


@pytest.mark.parametrize("file", sorted(LAYOUTS))
def test_real_headings_are_recognised_and_no_cell_is_lost(
    shared: Path, tmp_path: Path, file: str
) -> None:
    known = json.loads((SHARED / "csv-layouts.json").read_text(encoding="utf-8"))[file]
    out = io.StringIO()
    cells = [f"値{number}" for number in range(len(known["header"]))]
    csv.writer(out).writerows([known["header"], cells, [""] * len(cells)])
    above = "\r\n".join(["おしらせ"] * known["lines_before_header"])
    text = f"{above}\r\n{out.getvalue()}" if above else out.getvalue()
    found = read(tmp_path, text.encode(known["encoding"]))
    assert found.layout == LAYOUTS[file] and found.encoding == known["encoding"]
    (person,) = found.newcomers
    assert [cell for cell in cells if cell not in everything(person)] == []


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le-bom", "tabs", "semicolons"]
)
def test_a_table_is_read_in_whatever_encoding(tmp_path: Path, encoding: str) -> None:
    text = "氏名,メール\r\n佐藤 健一,ken@example.com\r\n"
    text = {"tabs": text.replace(",", "\t"), "semicolons": text.replace(",", ";")}.get(
        encoding, text
    )
    data = (
        b"\xff\xfe" + text.encode("utf-16-le")
        if encoding == "utf-16-le-bom"
        else text.encode("utf-8" if encoding in ("tabs", "semicolons") else encoding)
    )
    found = one(tmp_path, data)
    assert found.record["emails"] == ["ken@example.com"]
    assert found.name == {"family": "佐藤", "given": "健一"}


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("名刺所有者ユーザID,会社名,氏名[姓],氏名[名],e-mail\na,b,c,d,e@example.com\n", "sansan"),
        ("Record ID,First Name,Last Name,Email,Lifecycle Stage\n1,A,B,c@example.com,Lead\n", "hubspot"),
        ("First Name,Last Name,Email Address,Tags\nA,B,c@example.com,x\n", "mailchimp"),
        ("Full name,E-mail\nA B,c@example.com\n", "excel"),
        ("First Name,Last Name,Phone 1 - Value,E-mail 1 - Value,E-mail 2 - Value\nA,B,,c@example.com,d@example.com\n", "google"),
    ],
)  # fmt: skip
def test_layouts_are_told_apart(tmp_path: Path, text: str, layout: str) -> None:
    assert read(tmp_path, text).layout == layout


def test_several_columns_of_one_kind_all_count(tmp_path: Path) -> None:
    text = (
        "First Name,File As,Organization Name,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value\n"
    )
    found = one(
        tmp_path, text + "Ann,x,y,a@example.com ::: b@example.com,c@example.com,090-1234-5678\n"
    )
    assert found.record["emails"] == ["a@example.com", "b@example.com", "c@example.com"]
    assert found.record["phones"] == ["090-1234-5678"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("a,b\n1,2\n", "import-headings"),
        ("", "import-headings"),
        ("First Name,Last Name,Connected On,Lifecycle Stage\n", "import-unclear"),
        ("氏名,氏名\nA,B\n", "table-twice"),
        (b"\x81\xff\xff", "table-encoding"),
        ('氏名,メール\n"a', ""),
    ],
)
def test_what_is_not_clear_is_told_and_not_guessed(
    tmp_path: Path, data: bytes | str, code: str
) -> None:
    found = faults(tmp_path, data)
    assert [one.split()[1] for one in found] == ([code] if code else [])


def test_a_layout_that_was_named_is_taken_at_any_rate(tmp_path: Path) -> None:
    text = "会社名,氏名,e-mail\n(株)あおば,佐藤 健一,k@example.com\n"
    assert read(tmp_path, text, given="eight").layout == "eight"
    (found,) = read(tmp_path, text, given="eight").newcomers
    assert found.record["person"] == {
        "name": {"family": "佐藤", "given": "健一"},
        "now": {"company": "(株)あおば"},
    }


# --- values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019/4/1", "2019-04-01"), ("2019-04-01", "2019-04-01"), ("2019年4月", "2019-04"),
        ("2019年4月1日", "2019-04-01"), ("２０１９／４／１", "2019-04-01"), ("2019", "2019"), ("2019年", "2019"),
        ("20190401", "2019-04-01"), ("201904", "2019-04"), ("H31.4.1", "2019-04-01"), ("h31/4/1", "2019-04-01"),
        ("平成31年", "2019"), ("平成31年4月1日", "2019-04-01"), ("令和元年5月", "2019-05"), ("R1.5.1", "2019-05-01"),
        ("昭和60年", "1985"), ("Nov 05 2021", "2021-11-05"), ("5 November 2021", "2021-11-05"),
        ("Nov 5, 2021", "2021-11-05"), ("Nov 2021", "2021-11"), ("05-Nov-2021", "2021-11-05"),
        ("2019/4/1 0:00:00", "2019-04-01"), ("2019-04-01T00:00:00Z", "2019-04-01"),
        ("04/05/2019", ""), ("2019/2/30", ""), ("いつか", ""), ("", ""), ("12", ""), ("1/2", ""), ("99999999", ""),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(text: str, expected: str) -> None:
    assert str(date_said(text) or "") == expected


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = date_said(text)
    assert found is None or date_said(str(found)) == found


@pytest.mark.parametrize(
    ("head", "cells", "name"),
    [
        ("氏名", "佐藤 健一", {"family": "佐藤", "given": "健一"}),
        ("氏名", "佐藤　健一", {"family": "佐藤", "given": "健一"}),
        ("氏名", "佐藤健一", "佐藤健一"),
        ("氏名,ふりがな", "佐藤健一,さとう けんいち", {"family": "佐藤健一", "kana": "さとう けんいち"}),
        ("氏名,英字", "佐藤 健一,Kenichi Sato", {"family": "佐藤", "given": "健一", "latin": "Kenichi Sato"}),
        ("氏名,フリガナ", "佐藤 健一,ｻﾄｳ ｹﾝｲﾁ", {"family": "佐藤", "given": "健一", "kana": "サトウ ケンイチ"}),
        ("Name", "Ann Lee", {"family": "Lee", "given": "Ann"}),
        ("Name", '"Lee, Ann Mary"', {"family": "Lee", "given": "Ann Mary"}),
        ("Name", "Mary Ann Lee", "Mary Ann Lee"),
        ("姓,名", "佐藤,健一", {"family": "佐藤", "given": "健一"}),
        ("氏名,姓,名", "佐藤健一,佐藤,健一", {"family": "佐藤", "given": "健一"}),
        ("氏名,旧姓", "佐藤 花,田中", {"family": "佐藤", "given": "花", "former": "田中"}),
        ("メール,ふりがな", "a@example.com,さとう けんいち", {"family": "さとう", "given": "けんいち", "kana": "さとう けんいち"}),
    ],
)  # fmt: skip
def test_a_name_is_parted_only_where_a_space_says_where(
    tmp_path: Path, head: str, cells: str, name: object
) -> None:
    assert one(tmp_path, f"{head}\n{cells}\n").name == name


def test_a_bad_cell_is_told_with_its_line_and_kept(tmp_path: Path) -> None:
    text = "氏名,メール,電話,誕生日,入社,退職日,ふりがな\n佐藤 健一,だめ,12,春,いつか,2020/13/1,SATO!\n"
    assert faults(tmp_path, text) == [
        "2 birthday-bad", "2 email-bad", "2 import-date", "2 import-date", "2 phone-bad",
    ]  # fmt: skip
    found = one(tmp_path, text)
    assert dict(found.rest) == {
        "メール": "だめ", "電話": "12", "誕生日": "春", "入社": "いつか", "退職日": "2020/13/1",
    }  # fmt: skip
    assert found.name == {"family": "佐藤", "given": "健一", "latin": "SATO!"}


@pytest.mark.parametrize(
    ("text", "day"),
    [("1985/4/12", "1985-04-12"), ("昭和60年4月12日", "1985-04-12"), ("4月12日", "04-12"), ("--0412", "04-12"), ("04-12", "04-12"), ("2月30日", None)],
)  # fmt: skip
def test_birthdays_may_have_no_year(tmp_path: Path, text: str, day: str | None) -> None:
    assert one(tmp_path, f"氏名,誕生日\n佐藤 健一,{text}\n").record.get("birthday") == day


def test_who_works_here_is_known_by_the_column_or_by_none(tmp_path: Path) -> None:
    text = "氏名,在籍状況,退職日\na b,在籍中,\nc d,退職済み,2020/1/1\ne f,,\ng h,,2020/1/1\n"
    found = read(tmp_path, text).newcomers
    assert [one.is_here for one in found] == [True, False, True, False]
    contacts = read(tmp_path, "氏名,会社名\na b,c\n").newcomers
    assert [one.is_here for one in contacts] == [False]


@pytest.mark.parametrize("without", ["", "family given middle", "name", "tenure", "kana"])
def test_whatever_field_a_value_is_told_for_it_is_not_lost(without: str) -> None:
    """In its place, or kept as it is: nothing is dropped because something else is told too."""
    fields = [one for one in FIELDS if one not in without.split()]
    told = Told(2, tuple((one, f"値{number}値") for number, one in enumerate(fields)))
    found = everything(newcomer_of(told, "t.csv", Problems()))
    assert [one for number, one in enumerate(fields) if f"値{number}値" not in found] == []


def test_a_name_beside_an_address_is_kept(tmp_path: Path) -> None:
    found = one(tmp_path, "氏名,メール\n佐藤 健一,けん <ken@example.com>\n")
    assert found.record["emails"] == ["ken@example.com"]
    assert found.rest == (("メール", "けん <ken@example.com>"),)


# --- cards

SJIS = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nX-CLASS:PUBLIC\r\nN;CHARSET=SHIFT_JIS:佐藤;健一;;;\r\n"
    "SOUND;X-IRMC-N;CHARSET=SHIFT_JIS:ｻﾄｳ;ｹﾝｲﾁ;;;\r\nTEL;CELL:090-1234-5678\r\n"
    "EMAIL;INTERNET:k@example.com\r\nX-REDUCTION:1\r\nEND:VCARD\r\n"
).encode("cp932")
QUOTED = (
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=BD=90=E8=97=A4;=E5=81=A5=\n"
    "=E4=B8=80;;;\nEMAIL;PREF:k@example.com\nPHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\n SkZJRg==\n\nEND:VCARD\n"
)
APPLE = (
    "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//iOS 17//EN\nN:佐藤;健一;;;\nFN:佐藤 健一\n"
    "X-PHONETIC-FIRST-NAME:けんいち\nX-PHONETIC-LAST-NAME:さとう\nORG:株式会社あおば;\\;企画;\n"
    "item1.EMAIL;type=INTERNET;type=pref:k@example.com\nitem1.X-ABLabel:_$!<Other>!$_\n"
    "TEL;type=CELL;type=VOICE;type=pref:+81 90-1234-5678\nX-SOCIALPROFILE;type=twitter:https://x.com/ken\n"
    "URL;type=pref:https://www.linkedin.com/in/ken\nBDAY;value=date:1985-04-12\n"
    "NOTE:一行目\\n二行目\nEND:VCARD\n"
)
OUTLOOK = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=ja:Lee;Ann\r\nFN:Ann Lee\r\nORG:Example, Inc.\r\nTITLE:Editor\r\n"
    "ADR;WORK;PREF:;;1 Road;Leeds;Yorks;LS1;United Kingdom\r\nEMAIL;PREF;INTERNET:k@example.com\r\n"
    "REV:20260101T000000Z\r\nEND:VCARD\r\n"
)


@pytest.mark.parametrize(
    "card", [SJIS, QUOTED, APPLE, OUTLOOK], ids=["sjis", "qp", "apple", "outlook"]
)
def test_cards_are_read_as_programs_write_them(tmp_path: Path, card: bytes | str) -> None:
    found = one(tmp_path, card, "c.vcf")
    assert found.record["emails"] == ["k@example.com"]
    expected = (
        {"family": "Lee", "given": "Ann"}
        if card is OUTLOOK
        else {"family": "佐藤", "given": "健一"}
    )
    assert isinstance(found.name, dict) and found.name.items() >= expected.items()


def test_what_else_cards_say_is_understood_or_kept(tmp_path: Path) -> None:
    apple = one(tmp_path, APPLE, "c.vcf")
    assert apple.record["birthday"] == "1985-04-12"
    person = apple.record["person"]
    assert isinstance(person, dict)
    assert person["name"] == {"family": "佐藤", "given": "健一", "kana": "さとう けんいち"}
    assert person["now"] == {"company": "株式会社あおば"}
    assert person["profiles"] == {"x": "https://x.com/ken", "linkedin": "https://www.linkedin.com/in/ken"}  # fmt: skip
    assert dict(apple.rest) == {"ORG": ";企画", "NOTE": "一行目\n二行目"}
    outlook = one(tmp_path, OUTLOOK, "c.vcf").record["person"]
    assert isinstance(outlook, dict)
    assert outlook["location"] == {"city": "Leeds", "region": "Yorks", "country": "United Kingdom"}
    assert faults(tmp_path, QUOTED, "c.vcf") == ["6 import-binary"]


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_any_text_is_a_card_or_none(text: str) -> None:
    form = forms()["vcard"]
    for told in form.read(f"BEGIN:VCARD\n{text}\nEND:VCARD\n", "c.vcf", Problems()):
        newcomer_of(told, "c.vcf", Problems())


# --- lists of Jekyll, and ours


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- name: Ann Lee\n  email: k@example.com\n  duration: In the lab 2018 - 2021\n  photo: a.jpg\n", {"photo": "a.jpg"}),
        ("members:\n- github: ann\n  name: Ann Lee\n  departed: 2021\n  email: k@example.com\n  orcid: '1'\n", {"orcid": "1"}),
        ("- first: Ann\n  last: Lee\n  email: k@example.com\n  departed: 2021\n  roles: [Editor, Cook]\n", {"roles": "Cook"}),
        ("- 氏名: Ann Lee\n  メール: k@example.com\n  退職日: 2021\n  website: <a href=\"https://a.example.com\">a</a>\n", {}),
    ],
)  # fmt: skip
def test_lists_of_sites_are_read(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    found = one(tmp_path, text, "alumni.yml")
    assert found.record["emails"] == ["k@example.com"]
    assert found.name == {"family": "Lee", "given": "Ann"}
    person = found.record["person"]
    assert isinstance(person, dict)
    (stay,) = person["tenures"]
    assert isinstance(stay, dict) and stay["left"] == "2021"
    assert dict(found.rest) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [("[]", "import-headings"), ('{"format": "enishi-alumni", "version": 1, "people": []}', "import-nobody"), ('{"format": "enishi-alumni"', "import-json"), ('{"format": "enishi-alumni", "version": 9, "people": []}', "import-version")],
)  # fmt: skip
def test_what_is_no_json_of_ours_is_told(tmp_path: Path, text: str, code: str) -> None:
    assert faults(tmp_path, text, "a.json") == [f"1 {code}"]


# --- nothing lost, and the second time nothing changes

NAUGHTY = json.loads((SHARED / "naughty-strings.json").read_text(encoding="utf-8")) if SHARED.exists() else ["", "x"]  # fmt: skip
texts = st.text(max_size=40) | st.sampled_from(NAUGHTY)
tellings = st.builds(
    Told,
    st.just(2),
    st.lists(st.tuples(st.sampled_from(FIELDS), texts), max_size=8).map(tuple),
    st.lists(st.tuples(texts, texts), max_size=4).map(tuple),
)


@given(tellings)
@settings(max_examples=200)
def test_whatever_is_said_is_read_again_and_changes_nothing(told: Told) -> None:
    found = newcomer_of(told, "t.csv", Problems())
    cells = compared(found, {}, None).cells
    batch = {
        "layout": "excel",
        "on": "2026-11-27",
        "values": [{"label": label, "value": text} for label, text in cells],
    }
    text = text_of(found.record, batch if cells else {})
    if not text:
        return
    problems = Problems()
    node = parse_yaml(text, "p.yml", problems)
    assert node is not None, text
    at = Reading("private/p.yml", problems, ZoneInfo("UTC"))
    assert card_of(node, "p", at) is not None and list(problems) == []
    record = plain_of(node)
    assert isinstance(record, dict)
    assert compared(found, record, None).is_same


# --- import, export, import

RENDERED = {"vcard": "a.vcf", "json": "a.json", "hubspot": "a.csv", "mailchimp": "a.csv"}


def is_line(text: str) -> bool:
    at = Reading("", Problems(), ZoneInfo("UTC"))
    return Text(80).read(Scalar(text), at, "") not in (None, "")


lines = words.filter(is_line) | st.sampled_from([one for one in NAUGHTY if is_line(one)])
NAMES = lines | st.fixed_dictionaries(
    {"family": lines},
    optional={"given": lines, "kana": kana, "latin": lines, "former": lines, "preferred": lines},
)
KEYS = ("emails", "phones", "birthday", "call", "stage")
known = records(RecordOf(dict, {key: CARD.fields[key] for key in KEYS}))
whole = st.builds(
    lambda card, who, name: {**card, "person": {**who, "name": name}},
    known,
    records(WHO, least=1),
    NAMES,
)


@pytest.mark.parametrize("name", RENDERED)
@given(record=whole)
@settings(
    max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
def test_what_we_export_changes_nothing_when_it_comes_back(
    name: str, record: dict[str, Any]
) -> None:
    problems = Problems()
    node = parse_yaml(json.dumps(record, ensure_ascii=False), "p.yml", problems)
    card = (
        card_of(node, "ken", Reading("private/ken.yml", problems, ZoneInfo("UTC")))
        if node
        else None
    )
    assume(card is not None and not len(problems) and (name in ("json", "vcard") or card.emails))
    assert card is not None and card.person is not None
    plain = plain_of(node)
    assert isinstance(plain, dict)
    one = Alumnus("ken", "卒業生", "a.example.com", reveal(card.person), card, {"private": plain})
    export = export_named(name)
    text = (
        export.render([one])
        if isinstance(export, Document)
        else render_table([export.headings, export.row(one)])
    )
    source = layout_named(name)
    told = (
        source.read(text.replace("\r\n", "\n"), RENDERED[name], Problems())
        if isinstance(source, Form)
        else list(told_in(table_of(list(rows_in(text, "a.csv")), layouts(), "a.csv")))
    )
    found = newcomer_of(told[0], RENDERED[name], Problems())
    again = compared(found, plain, None)
    assert (again.changes, again.cells) == ((), ())


# --- files that mean harm

ANN = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nN:Lee;Ann;;;\n{}\nEND:VCARD\n"
NOTED = "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET={}:=E3=81=82"
HEADINGS = "氏名,メール"


def ours(*people: object) -> str:
    return json.dumps({"format": "enishi-alumni", "version": 1, "people": people})


HARMFUL: dict[str, tuple[str, str | bytes, list[str]]] = {
    "a million columns": ("t.csv", f"{HEADINGS}{',c' * 1_000_000}\nA,a@example.com\n", ["1 table-wide"]),
    "a million cells": ("t.csv", f"{HEADINGS}\nA{',b' * 1_000_000}\n", ["2 table-wide"]),
    "a million other columns": ("t.csv", ",".join(map(str, range(1_000_000))), ["1 table-wide"]),
    "a cell of 19 MB": ("t.csv", f"{HEADINGS}\nA,{'b' * 19_000_000}\n", ["2 table-broken"]),
    "a quote that does not end": ("t.csv", HEADINGS + '\n"' + "a,\n" * 6_000_000, ["43692 table-broken"]),
    "too many rows": ("t.csv", HEADINGS + "\nA B,a@example.com" * 40_000, ["1 import-many"]),
    "too large": ("t.csv", b"a" * 20_000_001, ["1 file-large"]),
    "a workbook": ("t.xlsx", b"PK\x03\x04" + b"\0" * 99, ["1 import-workbook"]),
    "a workbook called a table": ("t.csv", b"PK\x03\x04" + b"\0" * 99, ["1 import-headings"]),
    "a date of spaces": ("t.csv", f"氏名,入社\nA B,U+{' ' * 120_000}!\n", ["2 import-date"]),
    "too many cards": ("t.vcf", ANN.format("") * 40_000, ["1 import-many"]),
    "a charset with a NUL": ("t.vcf", ANN.format(NOTED.format("a\0b")), []),
    "a charset that raises": ("t.vcf", ANN.format(NOTED.format("undefined")), []),
    "a charset that raises otherwise": ("t.vcf", ANN.format(NOTED.format("idna")), []),
    "a charset that reads escapes": ("t.vcf", ANN.format("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=unicode_escape:\\ud800"), []),
    "20,000 addresses": ("t.vcf", ANN.format("\n".join(f"EMAIL:a{n}@example.com" for n in range(20_000))), []),
    "deep JSON": ("t.json", ours().replace("[]", "[" * 900 + "]" * 900), ["1 import-json"]),
    "deeper JSON": ("t.json", ours().replace("[]", "[" * 90_000), ["1 import-json"]),
    "a deep value": ("t.json", ours({"id": "ken", "private": {"notes": json.loads("[" * 900 + "]" * 900)}}), ["1 import-json"]),
    "a number without end": ("t.json", ours().replace("[]", "9" * 5000), ["1 import-json"]),
    "lone surrogates": ("t.json", ours({"id": "ken", "public": {"name": "\ud800"}}), ["1 import-control", "1 key-missing"]),
    "a list of spaces": ("t.yml", f"- {{name: A B, years: '2010 - 2011{' ' * 90_000}x'}}\n", []),
    "anchors in Jekyll's list": ("t.yml", "- &a {name: A B, friend: *a}\n", ["1 yaml-alias", "1 yaml-anchor"]),
    "tags in Jekyll's list": ("t.yml", "- !!python/object/apply:os.system [id]\n", ["1 yaml-tag"]),
}  # fmt: skip


@pytest.mark.parametrize("attack", HARMFUL)
def test_a_harmful_file_is_read_or_refused_in_time(tmp_path: Path, attack: str) -> None:
    name, data, expected = HARMFUL[attack]
    start = time.process_time()
    assert sorted(faults(tmp_path, data, name)) == expected
    assert time.process_time() - start < 3
