"""The alumni in the formats of other programs: who is told to whom, nothing lost, nothing that acts."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar.parser import Contentline, Contentlines
from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal
from strategies import cards, records, words
from test_cli import run

from enishi.desk.alumnus import Alumnus
from enishi.desk.cabinet import Cabinet
from enishi.desk.erasure import Ground, plan_of
from enishi.desk.export import Column, Document, Sheet
from enishi.desk.exporters import export_in, export_named, export_names, vcard
from enishi.desk.exporters import json as whole
from enishi.desk.exporters.hubspot import LIFECYCLE
from enishi.desk.exporters.linkedin import country
from enishi.desk.keys import Ring
from enishi.desk.leads import merged, render_sheet
from enishi.desk.private import Private
from enishi.desk.records import STAGES, Card, card_of
from enishi.problems import Mark, Problems
from enishi.source.nodes import parse_yaml
from enishi.source.people import PERSON, Location, Name, Person, person_of
from enishi.source.schema import Reading
from enishi.source.spreadsheets import Grid, load_grid
from enishi.surroundings import settings_of
from enishi.table import FORMULA, bared

Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", TODAY.isoformat())
EVERY = pytest.mark.parametrize("name", export_names())
SHEETS = {name: found for name in export_names() if isinstance(found := export_named(name), Sheet)}
EACH = pytest.mark.parametrize("name", SHEETS)
GIVEN = "consents: [{purpose: newsletter, status: given, on: 2026-01-01, evidence: 書面}]\n"
ALUMNI = {
    "kenichi-sato": ("佐藤", "健一", "{joined: 2015-04, left: 2022-03}"),
    "mika-tanaka": ("田中", "美香", "{joined: 2018-04, left: 2024-03}"),
    "jiro-abe": ("阿部", "次郎", "{joined: 2010, left: 2020}"),
    "rina-ono": ("小野", "里奈", "{joined: 2012, left: 2021}"),
    "goro-hara": ("原", "五郎", "{joined: 2012, left: 2019}"),
    "yui-mori": ("森", "結衣", "{joined: 2022-04}"),
    "taro-oka": ("岡", "太郎", "{joined: 2001, left: 2011}"),
}
CARDS = {
    "kenichi-sato": f"emails: [ken@example.com, old@example.com]\nphones: [090-0000-0001]\nstage: ambassador\n{GIVEN}",
    "mika-tanaka": "emails: [mika@example.com]\n",
    "jiro-abe": f"emails: [jiro@example.com]\ncare: {{do_not_contact: yes}}\n{GIVEN}",
    "rina-ono": f"emails: [rina@example.com]\nstage: paused\n{GIVEN}",
    "goro-hara": GIVEN,
    "yui-mori": f"emails: [yui@example.com]\n{GIVEN}",
}
WHY = {
    "mika-tanaka": "no-consent",
    "jiro-abe": "do-not-contact",
    "rina-ono": "paused",
    "goro-hara": "no-address",
    "yui-mori": "here",
    "taro-oka": "no-consent",
}


def files() -> dict[str, str | bytes]:
    found: dict[str, str | bytes] = {"mkdocs.yml": MKDOCS}
    for one, (family, given_name, tenure) in ALUMNI.items():
        found[f"alumni/{one}.yml"] = (
            f"name: {{family: {family}, given: {given_name}}}\ntenures: [{tenure}]\n"
        )
    return found | {f"private/{one}.yml": text for one, text in CARDS.items()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return SmallPortal(tmp_path / "portal").write(files()).root


def alumnus(public: object = None, private: object = None, one: str = "ken") -> Alumnus:
    """Somebody with these records, read as files are read."""
    person, card = None, None
    problems = Problems()
    at = Reading("x.yml", problems, ZoneInfo("Asia/Tokyo"))
    if public is not None:
        person = person_of(_node(public), one, at)
    if private is not None:
        card = card_of(_node(private), one, at)
    assert not problems.errors, [problem.code for problem in problems.errors]
    told = {"public": public, "private": private}
    kept = {key: value for key, value in told.items() if value is not None}
    return Alumnus(one, "卒業生", "alumni.example.com", person, card, kept)


def _node(record: object):  # type: ignore[no-untyped-def]
    found = parse_yaml(json.dumps(record, ensure_ascii=False), "x.yml", Problems())
    assert found is not None
    return found


def is_possible(record: object) -> bool:
    """Whether the telephone numbers of a private record can be somebody's."""
    problems = Problems()
    card_of(_node(record), "ken", Reading("x.yml", problems, ZoneInfo("Asia/Tokyo")))
    return not problems.errors


possible = cards.filter(is_possible)
people = st.builds(alumnus, records(PERSON), st.none() | possible)
"""Anybody, with whatever records may say."""


def mailed(**given: object) -> Alumnus:
    return alumnus(
        {"name": given.pop("name", "佐藤 健一")} | given, {"emails": ["ken@example.com"]}
    )


# --- found and documented


@EVERY
def test_a_format_is_documented(name: str) -> None:
    """In its own file, and by clicks in both languages."""
    export = export_named(name)
    assert export.source.startswith(("https://", "docs/"))
    for file in ("crm.md", "crm.ja.md"):
        text = (REPOSITORY / "docs" / file).read_text(encoding="utf-8")
        assert f"--for {name}" in text, file
        for column in export.columns if isinstance(export, Sheet) else ():
            assert f"`{column.heading}`" in text, (file, column.heading)


@pytest.mark.parametrize(
    ("module", "missing"),
    [(ModuleType("enishi.x"), "docstring"), (ModuleType("enishi.x", "A service."), "EXPORT")],
)
def test_a_module_that_is_no_export_is_refused(module: ModuleType, missing: str) -> None:
    with pytest.raises(TypeError, match=missing):
        export_in(module)


def test_every_stage_has_its_place_in_hubspot() -> None:
    assert set(LIFECYCLE) == {"", *STAGES}
    lifecycle = {"subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead",
                 "opportunity", "customer", "evangelist", "other"}  # fmt: skip
    assert set(LIFECYCLE.values()) <= lifecycle
    for file in ("crm.md", "crm.ja.md"):
        text = (REPOSITORY / "docs" / file).read_text(encoding="utf-8")
        for stage, theirs in LIFECYCLE.items():
            assert stage == "" or re.search(rf"\| `{stage}` \| `{theirs}` \|", text), (file, stage)


# --- who is told


@EACH
def test_a_service_is_told_only_of_those_who_agreed_to_letters(root: Path, name: str) -> None:
    told = json.loads(run(root, "export", "--for", name, "--json", *DAY).stdout)
    assert told["exported"] == ["kenichi-sato"]
    assert {one["id"]: one["reason"] for one in told["excluded"]} == WHY
    assert told["meant"] == len(told["exported"]) + len(told["excluded"]) == told["candidates"]
    text = (root / told["file"]).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == SHEETS[name].headings
    assert [row[0] for row in rows[1:]] == ["ken@example.com"]
    assert "090-0000-0001" not in text


@pytest.mark.parametrize(("name", "without"), [("vcard", {"jiro-abe"}), ("json", set())])
def test_a_file_of_ones_own_has_everybody(root: Path, name: str, without: set[str]) -> None:
    told = json.loads(run(root, "export", "--for", name, "--json", *DAY).stdout)
    assert set(told["exported"]) == set(ALUMNI) - without
    assert {one["id"] for one in told["excluded"]} == without


def test_the_sums_are_said(root: Path) -> None:
    result = run(root, "--lang", "en", "export", "--for", "hubspot", *DAY)
    assert result.exit_code == 0
    assert result.stdout == run(root, "--lang", "en", "export", "--for", "HubSpot", *DAY).stdout
    assert "Meant 7 = exported 1 + left out 6" in result.stdout
    assert "delete it once it is taken in" in result.stdout


def test_a_segment_narrows_it(root: Path) -> None:
    told = json.loads(
        run(root, "export", "--for", "vcard", "--segment", "left < 2021", "--json", *DAY).stdout
    )
    assert told["exported"] == ["goro-hara", "taro-oka"]
    assert told["excluded"] == [{"id": "jiro-abe", "reason": "do-not-contact"}]


def test_somebody_who_wanted_no_more_letters_is_not_told_of(root: Path) -> None:
    text = CARDS["kenichi-sato"].replace(
        "evidence: 書面}]",
        "evidence: 書面}, {purpose: newsletter, status: withdrawn, on: 2026-06-01, evidence: 返信}]",
    )
    (root / "private/kenichi-sato.yml").write_text(text, encoding="utf-8")
    told = json.loads(run(root, "export", "--for", "mailchimp", "--json", *DAY).stdout)
    assert told["exported"] == []
    assert {"id": "kenichi-sato", "reason": "withdrawn"} in told["excluded"]


def test_whoever_only_a_private_record_names_is_told_of_too(root: Path) -> None:
    text = f"person: {{name: {{family: 縁, given: 結}}, now: {{company: 橋}}}}\nemails: [yui@example.com]\n{GIVEN}"
    (root / "private/yui-enishi.yml").write_text(text, encoding="utf-8")
    told = json.loads(run(root, "export", "--for", "salesforce", "--json", *DAY).stdout)
    assert told["exported"] == ["kenichi-sato", "yui-enishi"]
    assert "yui@example.com,結,縁,橋" in (root / told["file"]).read_text(encoding="utf-8")
    run(root, "export", "--for", "json", *DAY)
    held = json.loads((root / "private/exports/alumni-json.json").read_text(encoding="utf-8"))
    (one,) = [one for one in held["people"] if one["id"] == "yui-enishi"]
    assert list(one) == ["id", "private"]
    assert one["private"]["person"]["name"] == {"family": "縁", "given": "結"}


def test_whoever_is_forgotten_is_in_no_list_that_lies_here(root: Path) -> None:
    """Lists of many go whole, since they can be made again; of a table the row goes."""
    for name in ("vcard", "json", "hubspot"):
        assert run(root, "export", "--for", name, *DAY).exit_code == 0
    assert run(root, "handover", *DAY).exit_code == 0
    settings_here = settings_of(root, Problems())
    plan = plan_of(Ground(root, settings_here, TODAY), "kenichi-sato")
    gone = {path for path, _ in plan.removals}
    assert gone >= {
        "private/exports/alumni-vcard.vcf",
        "private/exports/alumni-json.json",
        f"private/handovers/{TODAY}/handover.html",
    }
    (cut,) = [one for one in plan.changes if one.path == "private/exports/alumni-hubspot.csv"]
    assert b"ken@example.com" not in cut.data
    other = plan_of(Ground(root, settings_here, TODAY), "jiro-abe")
    assert "private/exports/alumni-vcard.vcf" not in {path for path, _ in other.removals}


# --- where it is written


def test_only_its_owner_can_read_it(root: Path) -> None:
    told = json.loads(run(root, "export", "--for", "vcard", "--json", *DAY).stdout)
    file = root / told["file"]
    assert file == root / "private/exports/alumni-vcard.vcf"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("place", ["content/a.csv", "alumni/a.csv", "site/a.csv", "a.csv"])
def test_it_is_not_written_where_others_read(root: Path, place: str) -> None:
    (root / place).parent.mkdir(exist_ok=True)
    result = run(root, "--lang", "en", "export", "--for", "hubspot", "--to", place, *DAY)
    assert (result.exit_code, "not written here" in result.stderr) == (1, True)
    assert not (root / place).exists()


def test_it_is_not_written_where_git_would_take_it_in(root: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    result = run(root, "export", "--for", "hubspot", "--to", str(tmp_path / "a.csv"), *DAY)
    assert result.exit_code == 1
    assert run(root, "export", "--for", "hubspot", *DAY).exit_code == 1
    (root / ".gitignore").write_text("/private/\n")
    assert run(root, "export", "--for", "hubspot", *DAY).exit_code == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--for", "hubspott"), "Did you mean: hubspot?"),
        (("--for", "vcard", "--into", "leads.csv"), "no table"),
        (("--for", "hubspot", "--into", "nothing.csv"), "no such table"),
        (("--for", "hubspot", "--into", "odd.csv"), "no row of headings"),
        (("--for", "hubspot", "--into", "leads.csv", "--to", "leads.csv"), "not written over"),
        (("--for", "hubspot", "--to", "nowhere/a.csv"), "no such folder"),
        (("--for", "hubspot", "--segment", "lef < 2020"), "left"),
        (("kenichi-sato", "--for", "vcard"), "PERSON | --for NAME"),
        (("kenichi-sato", "--list", "x"), "--for NAME"),
        (("--for", "vcard", "--list", "a\nb"), "--list"),
        ((), "PERSON | --for NAME"),
    ],
)
def test_what_is_asked_for_in_vain_is_said(root: Path, args: tuple[str, ...], said: str) -> None:
    (root / "leads.csv").write_text("Email\nken@example.com\n")
    (root / "odd.csv").write_text("a,b\n1,2\n")
    result = run(root, "--lang", "en", "export", *args, *DAY)
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert not (root / "private/exports").exists()


@pytest.mark.parametrize("address", ["+tag@example.com", "=a@example.com", "-a@example.com"])
def test_an_address_that_is_a_formula_is_refused(root: Path, address: str) -> None:
    text = CARDS["kenichi-sato"].replace("ken@example.com", f"'{address}'")
    (root / "private/kenichi-sato.yml").write_text(text, encoding="utf-8")
    result = run(root, "--lang", "en", "export", "--for", "hubspot", *DAY)
    assert result.exit_code == 1
    assert "formula" in result.stderr
    assert address not in result.stderr


# --- vCard, read by the grammar of RFC 6350 and by a parser that is not ours

TEXT = r"(?:[^\x00-\x1f\x7f\\,;]|\\[\\,;n])*"
PARAMETER = r";[A-Z-]+=[A-Za-z0-9-]+"
LINE = re.compile(rf"(?P<name>[A-Z]+|X-[A-Z-]+)(?P<parameters>(?:{PARAMETER})*):(?P<value>.*)\Z")
FIVE = re.compile(rf"{TEXT}(?:,{TEXT})*(?:;{TEXT}(?:,{TEXT})*){{4}}\Z")
VALUES = {
    "BEGIN": re.compile("VCARD\\Z"),
    "VERSION": re.compile("4\\.0\\Z"),
    "N": FIVE,
    "ADR": re.compile(rf"{TEXT}(?:;{TEXT}){{6}}\Z"),
    "BDAY": re.compile(r"(?:\d{4}|--)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z"),
    "URL": re.compile(r"https?://\S+\Z"),
    "SOCIALPROFILE": re.compile(r"https?://\S+\Z"),
    "CATEGORIES": re.compile(rf"{TEXT}(?:,{TEXT})*\Z"),
    "X-ENISHI-TENURE": re.compile(rf"{TEXT}(?:;{TEXT}){{3}}(?:;{TEXT}(?:,{TEXT})*){{2}}\Z"),
    "END": re.compile("VCARD\\Z"),
}
PLAIN = re.compile(rf"{TEXT}\Z")
ONCE = ("VERSION", "UID", "BDAY", "NICKNAME", "X-MAIDENNAME", "X-ENISHI-CALL")


def lines_in(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each property, its parameters and its value as it stands, by the grammar alone."""
    assert text.endswith("\r\n")
    raw = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in raw)
    for line in "\r\n".join(raw).replace("\r\n ", "").split("\r\n"):
        found = LINE.match(line)
        assert found, line
        assert VALUES.get(found["name"], PLAIN).match(found["value"]), line
        pairs = (one.split("=") for one in found["parameters"].split(";")[1:])
        yield found["name"], dict(pairs), found["value"]  # type: ignore[arg-type]


def parts_in(value: str, sign: str = ";") -> list[str]:
    """A value in its parts, with nothing escaped."""
    parts = _split(value, sign)
    return [re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], part) for part in parts]


def _split(value: str, sign: str) -> list[str]:
    parts, escaped = [""], False
    for character in value:
        if character == sign and not escaped:
            parts.append("")
        else:
            parts[-1] += character
        escaped = character == "\\" and not escaped
    return parts


@given(one=people)
@settings(max_examples=40)
def test_a_card_keeps_to_the_grammar_and_loses_nothing(one: Alumnus) -> None:
    text = vcard.render([one])
    assert text == vcard.render([one])
    found = list(lines_in(text))
    names = [name for name, _, _ in found]
    assert names[:2] == ["BEGIN", "VERSION"] and names[-1] == "END"
    assert all(names.count(name) <= 1 for name in ONCE)
    assert all(parameters["ALTID"] == "1" for name, parameters, _ in found if name == "N")
    values = {name: [value for key, _, value in found if key == name] for name in names}
    assert [parts_in(value)[0] for value in values.get("EMAIL", [])] == one.emails
    assert [parts_in(value)[0] for value in values.get("TEL", [])] == one.phones
    assert one.name is not None and one.person is not None
    assert _name_in(found) == (one.name.family, one.name.given, " ".join(one.name.kana.split()), one.name.latin,
                               one.name.former, one.name.preferred, one.shown)  # fmt: skip
    stays = [parts_in(value) for value in values.get("X-ENISHI-TENURE", [])]
    assert [stay[0] for stay in stays] == [str(stay.joined) for stay in one.person.tenures]
    assert [stay[3] for stay in stays] == [stay.title for stay in one.person.tenures]
    assert values.get("ORG", []) == [vcard.escaped(one.company)] * bool(one.company)


def _name_in(found: list[tuple[str, dict[str, str], str]]) -> tuple[str, ...]:
    """The name as an importer puts it together again."""
    family = given_name = kana = latin = former = preferred = shown = ""
    for key, parameters, value in found:
        script = parameters.get("SCRIPT", "")
        parts = parts_in(value)
        if key == "N" and script == "Latn":
            latin = " ".join(filter(None, (parts[1], parts[0])))
        elif key == "N" and script in ("Hira", "Kana"):
            kana = " ".join(filter(None, parts[:2]))
        elif key == "N":
            family, given_name = parts[:2]
        elif key == "X-MAIDENNAME":
            former = parts[0]
        elif key == "NICKNAME":
            preferred = parts[0]
        elif key == "FN":
            shown = parts[0]
    return family, given_name, kana, latin, former, preferred, shown


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=90))
def test_another_parser_reads_what_was_written(text: str) -> None:
    """icalendar's, which knows the same lines (RFC 5545, 3.1)."""
    line = vcard.folded(f"NICKNAME:{vcard.escaped(text)}")
    read = Contentlines.from_ical(f"{line}\r\n")
    name, _, value = Contentline(str(read[0])).parts()
    normal = re.sub("\u2028|\u2029", "\n", text)
    assert (name, value) == ("NICKNAME", normal)


def test_what_no_card_tells() -> None:
    """Notes and touches are not for the address book of a telephone."""
    one = alumnus(
        {"name": {"family": "佐藤", "given": "健一"}},
        {
            "notes": "妹さんの話",
            "touches": [{"on": "2026-01-01", "channel": "mail", "note": "秘密"}],
        },
    )
    text = vcard.render([one])
    assert "妹さん" not in text and "秘密" not in text


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ({"family": "佐藤", "given": "健一", "kana": "サトウ ケンイチ", "latin": "Kenichi Sato"},
         ["FN:佐藤 健一", "N;ALTID=1:佐藤;健一;;;", "N;ALTID=1;PHONETIC=script;SCRIPT=Kana:サトウ;ケンイチ;;;",
          "X-PHONETIC-LAST-NAME:サトウ", "X-PHONETIC-FIRST-NAME:ケンイチ",
          "N;ALTID=1;PHONETIC=script;SCRIPT=Latn:Sato;Kenichi;;;"]),
        ("佐藤;健一", ["FN:佐藤\\;健一"]),
        ({"latin": "Anna Maria Li"}, ["FN:Anna Maria Li", "N;ALTID=1;SCRIPT=Latn:Li;Anna Maria;;;"]),
    ],
)  # fmt: skip
def test_a_name_stands_in_its_parts(name: object, lines: list[str]) -> None:
    found = vcard.render([alumnus({"name": name})]).split("\r\n")
    assert found[3 : 3 + len(lines)] == lines
    assert found[2] == "UID;VALUE=text:ken@alumni.example.com"


@pytest.mark.parametrize(("day", "line"), [("1985-04-12", "19850412"), ("02-29", "--0229")])
def test_a_birthday_needs_no_year(day: str, line: str) -> None:
    assert f"\r\nBDAY:{line}\r\n" in vcard.render([alumnus(None, {"birthday": day})])


# --- JSON


@given(public=st.none() | records(PERSON), private=st.none() | possible)
@settings(max_examples=25)
def test_both_records_come_back_as_they_were(public: object, private: object) -> None:
    one = alumnus(public, private)
    (told,) = json.loads(whole.render([one]))["people"]
    again = alumnus(told.get("public"), told.get("private"), told["id"])
    assert again.person == one.person
    assert again.card == one.card


def test_a_file_of_records_can_be_written_from_it(root: Path) -> None:
    run(root, "export", "--for", "json", *DAY)
    held = json.loads((root / "private/exports/alumni-json.json").read_text(encoding="utf-8"))
    assert (held["format"], held["version"]) == ("enishi-alumni", 1)
    cabinet = Cabinet(root, "private", Ring(root / "none"))
    before = cabinet.cards(ZoneInfo("Asia/Tokyo"), Problems())
    for one in held["people"]:
        if "private" in one:
            text = json.dumps(one["private"], ensure_ascii=False)
            (root / f"private/{one['id']}.yml").write_text(text, encoding="utf-8")
    after = cabinet.cards(ZoneInfo("Asia/Tokyo"), Problems())
    assert [_said(card) for card in after.values()] == [_said(card) for card in before.values()]


def _said(card: Card) -> tuple[object, ...]:
    return card.id, card.emails, card.phones, card.stage, len(card.consents)


# --- tables


@EACH
@pytest.mark.parametrize("sign", FORMULA)
def test_a_formula_stays_text(name: str, sign: str) -> None:
    sheet = SHEETS[name]
    person = Person("ken", "", Mark(), Name(Mark(), family=f"{sign}1+1", given=f"{sign}2"),
                    location=Location(city=f"{sign}3"))  # fmt: skip
    card = Card("ken", "", Mark(), emails=(Private("ken@example.com"),))
    text = render_sheet([Alumnus("ken", f"{sign}x", "", person, card)], sheet).decode(
        sheet.encoding
    )
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert not any(cell.startswith(FORMULA) for cell in row)


@EACH
@given(one=people)
@settings(max_examples=10)
def test_a_table_is_what_was_put_into_it(name: str, one: Alumnus) -> None:
    sheet = SHEETS[name]
    data = render_sheet([one], sheet)
    assert data == render_sheet([one], sheet)
    heading, row = csv.reader(io.StringIO(data.decode(sheet.encoding), newline=""))
    assert heading == sheet.headings
    assert [bared(cell) for cell in row] == sheet.row(one)


def test_what_a_service_needs_is_there_where_nothing_is_known() -> None:
    row = dict(zip(SHEETS["salesforce"].headings, SHEETS["salesforce"].row(mailed()), strict=True))
    assert (row["Last Name"], row["Company"]) == ("佐藤 健一", "[not provided]")
    nobody = alumnus(None, {"emails": ["a@example.com"]})
    row = dict(zip(SHEETS["salesforce"].headings, SHEETS["salesforce"].row(nobody), strict=True))
    assert (row["First Name"], row["Last Name"]) == ("", "[not provided]")


@pytest.mark.parametrize(
    ("text", "letters"), [("日本", "JP"), ("Japan", "JP"), ("de", "DE"), ("Brasil", ""), ("", "")]
)
def test_linkedin_is_told_a_country_by_its_letters(text: str, letters: str) -> None:
    assert country(mailed(location={"country": text})) == letters


def test_linkedin_gets_no_at_sign_and_no_long_name() -> None:
    one = mailed(
        name={"family": "あ" * 40, "given": "a@b"}, now={"company": "c＠d", "title": "x" * 60}
    )
    email, first, last, job, company, *_ = SHEETS["linkedin"].row(one)
    assert (email, first, len(last), len(job), company) == ("ken@example.com", "a b", 35, 50, "c d")


# --- inside the lead list

LEADS = (
    "書き出し: 2026-11-20\r\n"
    "Record ID;E-mail;First Name;Memo;Lifecycle Stage\r\n"
    "7; KEN@example.com ;;=SUM(A1);lead\r\n"
    '8;somebody@example.com;Some;"a;b\r\nc";customer\r\n'
    "9;yui@example.com;;;\r\n"
    "10\r\n"
)


def into(root: Path, data: bytes, *args: str, name: str = "hubspot") -> tuple[dict, bytes]:  # type: ignore[type-arg]
    (root.parent / "leads.csv").write_bytes(data)
    leads = str(root.parent / "leads.csv")
    result = run(root, "export", "--for", name, "--into", leads, "--json", *args, *DAY)
    assert result.exit_code == 0, result.stderr
    assert (root.parent / "leads.csv").read_bytes() == data
    told = json.loads(result.stdout)
    return told, (root / told["file"]).read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_of_leads_keeps_what_it_says(root: Path, encoding: str) -> None:
    told, data = into(root, LEADS.encode(encoding))
    assert told["file"] == "private/exports/leads-hubspot.csv"
    assert told["into"] == {
        "found": ["kenichi-sato"], "added": [], "filled": 6, "unwanted": ["yui-mori"],
        "forgotten": [],
    }  # fmt: skip
    assert data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    text = data.decode(encoding)
    assert text.count("\r\n") == LEADS.count("\r\n")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert lines[0] == ["書き出し: 2026-11-20"]
    row = dict(zip(lines[1], lines[2], strict=True))
    assert (row["E-mail"], row["First Name"], row["Memo"]) == (
        " KEN@example.com ",
        "健一",
        "=SUM(A1)",
    )
    assert (row["Lifecycle Stage"], row["Last Name"]) == ("lead", "佐藤")
    assert (row["Alumni List"], row["Alumni Stage"]) == ("卒業生", "ambassador")
    assert lines[3:] == [
        ["8", "somebody@example.com", "Some", "a;b\r\nc", "customer"],
        ["9", "yui@example.com", "", "", ""],
        ["10"],
    ]


def test_whoever_is_not_on_the_list_is_put_below(root: Path) -> None:
    told, data = into(
        root, b"First Name,Email\nSome,somebody@example.com\n", "--list", "Our people"
    )
    assert (told["into"]["found"], told["into"]["added"]) == ([], ["kenichi-sato"])
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert [row["Email"] for row in rows] == ["somebody@example.com", "ken@example.com"]
    assert (rows[1]["First Name"], rows[1]["Alumni List"]) == ("健一", "Our people")


def test_by_any_address_of_theirs_they_are_found(root: Path) -> None:
    told, _ = into(root, b"Email\nOLD@example.com\n")
    assert told["into"]["found"] == ["kenichi-sato"]


def test_what_is_put_into_a_list_is_no_formula(root: Path) -> None:
    text = "name: {family: '=1+1', given: 健一}\ntenures: [{joined: 2015-04, left: 2022-03}]\n"
    (root / "alumni/kenichi-sato.yml").write_text(text, encoding="utf-8")
    for leads in (b"Email\n=x@example.com\n", b"Email\nken@example.com\n"):
        _, data = into(root, leads)
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        assert rows[-1]["Last Name"] == "'=1+1"
        assert rows[0]["Email"] == leads.decode().split("\n")[1]


def test_whom_an_advertiser_is_told_of_is_said_to_take_more_than_a_consent(root: Path) -> None:
    said = {
        name: run(root, "--lang", "en", "export", "--for", name, *DAY).stdout for name in SHEETS
    }
    assert [name for name, text in said.items() if "for advertisements" in text] == ["linkedin"]


def test_tags_are_added_to_theirs(root: Path) -> None:
    _, data = into(
        root, b'Email Address,TAGS\nken@example.com,"""VIP"",""ambassador"""\n', name="mailchimp"
    )
    (row,) = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert row["TAGS"] == '"VIP","ambassador","卒業生"'


def test_an_encoding_that_lacks_a_name_is_told_of(root: Path) -> None:
    text = "name: {family: 𠮷田, given: 健一}\ntenures: [{joined: 2015-04, left: 2022-03}]\n"
    (root / "alumni/kenichi-sato.yml").write_text(text, encoding="utf-8")
    (root / "leads.csv").write_bytes("氏名,Eメール\n".encode("cp932"))
    result = run(root, "--lang", "en", "export", "--for", "hubspot", "--into", "leads.csv", *DAY)
    assert result.exit_code == 1
    assert "private/kenichi-sato.yml" in result.stderr
    assert "𠮷" not in result.stderr


cells = words | st.sampled_from(["", "=1+1", '"', "a,b", "a\nb", "ken@example.com", " ", "'x"])


@EACH
@given(rows=st.lists(st.lists(cells, max_size=5), max_size=5), at=st.integers(0, 4))
@settings(max_examples=40)
def test_nothing_of_theirs_is_ever_lost(
    name: str, rows: list[list[str]], at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sheet = SHEETS[name]
    heading = ["w", "x", "y", "z"]
    heading.insert(at, sheet.headings[0])
    grid = Grid(tuple(map(tuple, [heading, *rows])), "utf-8", ",", "\n", 0)
    merge = merged(grid, sheet, [mailed()], [])
    file = tmp_path_factory.mktemp("leads") / "merged.csv"
    file.write_bytes(merge.render())
    read = load_grid(file, sheet.headings)
    assert read.rows[0][:5] == tuple(heading)
    assert len(merge.found) + len(merge.added) == 1
    for theirs, now in zip(rows, read.rows[1:], strict=False):
        assert [one for one, cell in zip(now, theirs, strict=False) if cell.strip()] == [
            cell for cell in theirs if cell.strip()
        ]
    again = merged(read, sheet, [mailed()], [])
    assert (again.grid.rows, again.added, again.filled) == (read.rows, (), 0)


def test_two_people_with_one_address_are_not_mixed_up() -> None:
    one, other = mailed(), alumnus({"name": "田中 花"}, {"emails": ["ken@example.com"]}, "hana")
    grid = Grid((("Email", "First Name"), ("ken@example.com", "")), "utf-8", ",", "\n", 0)
    merge = merged(grid, SHEETS["hubspot"], [one, other], [])
    assert merge.grid.rows[1] == ("ken@example.com", "")
    assert (merge.found, merge.added, merge.filled) == (("ken", "hana"), (), 0)


def test_a_column_is_known_by_each_of_its_names() -> None:
    column = Column("Email", str, ("Eメール",))
    assert all(
        column.is_called(one) for one in ("Email", "EMAIL", " email ", "Ｅメール", "Eメール")
    )
    assert not column.is_called("Mail")


def test_documents_and_sheets_differ_in_whom_they_tell_of() -> None:
    for name in export_names():
        export = export_named(name)
        assert isinstance(export, Document) == (len(export.without) < 2), name
