"""`enishi import` as the marketer meets it: looked at first, never guessed, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desk.keyrings import sealed_portal
from portals import SmallPortal
from test_cli import run

from enishi.commands import import_
from enishi.desk.pen import Pen

Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", "2026-11-27")
HEAD = "氏名,ふりがな,メール,会社名,入社,退職日,社員番号\n"
KEN = "佐藤 健一,さとう けんいち,ken@example.com,株式会社あおば,2001/4,2019年3月31日,17\n"
MADE = """\
emails:
  - ken@example.com
person:
  name:
    family: 佐藤
    given: 健一
    kana: さとう けんいち
  now:
    company: 株式会社あおば
  tenures:
    - joined: 2001-04
      left: 2019-03-31
imported:
  - layout: excel
    on: 2026-11-27
    values:
      - label: 社員番号
        value: 17
"""


def take_in(small: SmallPortal, rows: str, *words: str, head: str = HEAD) -> dict[str, Any]:
    """What `--json` says of a table."""
    small.write({"../t.csv": head + rows})
    told = run(small.root, "import", "../t.csv", "--json", *DAY, *words)
    found: dict[str, Any] = json.loads(told.stdout)
    return {**found, "exit": told.exit_code, "states": [one["state"] for one in found["people"]]}


def record(small: SmallPortal, name: str = "kenichi-sato") -> str:
    return (small.root / f"private/{name}.yml").read_text(encoding="utf-8")


def test_it_is_looked_at_first_and_written_if_asked(portal: Make) -> None:
    small = portal({"t.csv": (HEAD + KEN).encode("cp932")})
    told = run(small.root, "--lang", "ja", "import", "t.csv", *DAY)
    assert told.exit_code == 0 and not (small.root / "private").exists()
    for words in ("Excelの形(CP932)", "2行目 佐藤 健一 → kenichi-sato(新しい人)", "emails: + ken@example.com", "社員番号(1人)", "新しい人 1", "--apply"):  # fmt: skip
        assert words in told.stdout, words
    assert run(small.root, "import", "t.csv", "--apply", *DAY).exit_code == 0
    assert record(small) == MADE
    assert run(small.root, "check", *DAY).exit_code == 0
    assert not list((small.root / "alumni").glob("*.yml")) if (small.root / "alumni").exists() else True  # fmt: skip


def test_a_second_time_changes_nothing(portal: Make) -> None:
    small = portal({})
    assert take_in(small, KEN, "--apply")["states"] == ["new"]
    assert take_in(small, KEN, "--apply")["states"] == ["same"]
    assert record(small) == MADE


def test_what_differs_is_shown_and_written_beside_every_remark(portal: Make) -> None:
    small = portal({"private/ken.yml": "# けん\n" + MADE.replace("株式会社あおば", "B社  # まえ")})
    rows = KEN.replace("2019年3月31日", "2019/4/30").replace(",17", ",18").replace("ken@", "k@")
    found = take_in(small, rows, "--apply")
    assert [(one["field"], one["old"], one["new"]) for one in found["people"][0]["changes"]] == [
        ("emails", "", "k@example.com"),
        ("person.tenures[0].left", "2019-03-31", "2019-04-30"),
        ("person.now.company", "B社", "株式会社あおば"),
    ]
    made = record(small, "ken")
    assert made.startswith("# けん\n") and "株式会社あおば  # まえ" in made
    assert '  - ken@example.com\n  - "k@example.com"\n' in made and "left: 2019-04-30" in made
    assert "label: 社員番号, value: 18" in made and "value: 17" in made
    assert take_in(small, rows)["states"] == ["same"]


def test_a_vaguer_date_and_another_width_change_nothing(portal: Make) -> None:
    small = portal({})
    take_in(small, KEN, "--apply")
    rows = KEN.replace("2019年3月31日", "2019").replace("佐藤 健一", "佐藤　健一")
    assert take_in(small, rows.replace("けんいち", "ケンイチ"))["states"] == ["same"]


@pytest.mark.parametrize(
    ("private", "rows", "state"),
    [
        ({"a": "emails: [KEN@example.com]\n"}, KEN, "changed"),
        ({"a": "person: {name: {family: 佐藤, given: 健一}}\n"}, KEN, "changed"),
        ({"a": "person: {name: Kenichi Sato}\n"}, "Sato Kenichi,,,,,2019,\n", "changed"),
        ({"a": "person: {name: 佐藤 健一}\n", "b": "person: {name: 佐藤 健一}\n"}, KEN, "unclear"),
        ({"a": "person: {name: {family: 佐藤, given: 健一, kana: さとう たけかず}}\n"}, KEN, "unclear"),
        ({"a": "person: {name: {family: 佐藤, given: 健一, kana: さとう けんいち}}\n",
          "b": "person: {name: {family: 佐藤, given: 健一, kana: さとう たけかず}}\n"}, KEN, "changed"),
        ({"a": "emails: [ken@example.com]\nperson: {name: 森 芽衣}\n"}, KEN, "unclear"),
        ({"a": "emails: [ken@example.com]\n", "b": "emails: [ken@example.com]\n"}, KEN, "unclear"),
        ({"a": "person: {name: 佐藤 健二}\n"}, KEN, "new"),
    ],
)  # fmt: skip
def test_a_row_is_one_of_ours_only_if_that_is_sure(
    portal: Make, private: dict[str, str], rows: str, state: str
) -> None:
    small = portal({f"private/{name}.yml": text for name, text in private.items()})
    found = take_in(small, rows)
    assert found["states"] == [state] and found["exit"] == (1 if state == "unclear" else 0)
    if state == "changed":
        assert found["people"][0]["id"] == "a"


def test_whoever_knows_says_whom_a_row_means(portal: Make) -> None:
    small = portal({f"private/{one}.yml": "person: {name: 佐藤 健一}\n" for one in "ab"})
    assert take_in(small, KEN, "--match", "2=b")["people"][0]["id"] == "b"
    assert take_in(small, KEN, "--match", "2=new")["people"][0]["id"] == "kenichi-sato"
    assert take_in(small, KEN, "--match", "2=skip")["states"] == ["skipped"]
    for wrong in ("3=b", "2=nobody"):
        assert run(small.root, "import", "../t.csv", "--match", wrong, *DAY).exit_code == 1
    assert run(small.root, "import", "../t.csv", "--match", "x", *DAY).exit_code == 2


def test_somebody_at_a_terminal_is_asked(portal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    small = portal({f"private/{one}.yml": "person: {name: 佐藤 健一}\n" for one in "ab"})
    small.write({"t.csv": HEAD + KEN})
    monkeypatch.setattr(import_, "_is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: 2)
    told = run(small.root, "--lang", "ja", "import", "t.csv", "--apply", *DAY)
    assert told.exit_code == 0 and "1. a 佐藤 健一" in told.stdout
    assert "ken@example.com" in record(small, "b") and "ken@example.com" not in record(small, "a")


def test_rows_that_may_be_one_person_are_a_question(portal: Make) -> None:
    small = portal({})
    other = KEN.replace("株式会社あおば", "B社")
    found = take_in(small, KEN + other)
    assert found["states"] == ["twice", "twice"] and found["people"][0]["lines"] == [3]
    assert take_in(small, KEN + KEN)["states"] == ["new", "skipped"]
    apart = KEN + KEN.replace("ken@", "other@")
    assert [one["id"] for one in take_in(small, apart)["people"]] == ["kenichi-sato", "kenichi-sato-2"]  # fmt: skip


def test_who_works_here_and_who_is_nobody_is_left_out_and_counted(portal: Make) -> None:
    small = portal({})
    rows = "森 芽衣,,,,2001/4,,\n,,,,2001/4,2019/1,9\n"
    found = take_in(small, rows)
    assert found["states"] == ["here", "nobody"] and found["sums"]["out"] == 2
    assert take_in(small, rows, "--with-current")["states"] == ["new", "nobody"]
    told = run(small.root, "--lang", "ja", "import", "../t.csv", *DAY).stdout
    assert "在籍中なので入れない人: 1" in told and "(3 行目)" in told


def test_of_cards_and_contacts_only_those_we_have_may_be_meant(portal: Make) -> None:
    small = portal({"private/ken.yml": "emails: [ken@example.com]\n"})
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = (
        "Ken,Sato,,ken@example.com,Aoba,Cook,27 Nov 2024\nAnn,Lee,,a@example.com,B,C,27 Nov 2024\n"
    )
    found = take_in(small, rows, "--known", head=head)
    assert found["layout"] == "linkedin" and found["states"] == ["changed", "stranger"]
    assert take_in(small, rows, "--known", "--match", "3=new", head=head)["states"][1] == "new"
    told = run(small.root, "--lang", "en", "import", "../t.csv", *DAY).stdout
    assert "never worked here" in told and "--known" in told


def test_whoever_was_forgotten_stays_so_unless_it_is_somebody_else(portal: Make) -> None:
    small = portal({"alumni/x.yml": "name: 林 茂\n"})
    take_in(small, KEN, "--apply")
    assert run(small.root, "forget", "kenichi-sato", "--yes", *DAY).exit_code == 0
    assert take_in(small, KEN)["states"] == ["forgotten"]
    assert take_in(small, KEN.replace("ken@", "k2@"))["states"] == ["forgotten"], "by the ID"
    found = take_in(small, KEN.replace("ken@", "k2@"), "--match", "2=new")
    assert found["people"][0]["id"] == "kenichi-sato-2"
    assert take_in(small, KEN.replace("佐藤 健一,さとう けんいち", "森 芽衣,もり めい"))["states"] == ["forgotten"], "by the mail"  # fmt: skip


def test_a_public_record_stays_its_persons_own(portal: Make) -> None:
    public = "name: {family: 佐藤, given: 健一}\ntenures: [{joined: 2001-04, left: 2019-03-31}]\nnow: {company: C社}\n"
    small = portal({"alumni/ken.yml": public})
    found = take_in(small, KEN, "--apply")
    (one,) = found["people"]
    assert {each["field"] for each in one["left"]} == {"person.name.kana", "person.now.company"}
    assert (small.root / "alumni/ken.yml").read_text(encoding="utf-8") == public
    made = record(small, "ken")
    assert "person:" not in made and "person.now.company" in made and "ken@example.com" in made
    assert take_in(small, KEN)["states"] == ["same"]
    assert run(small.root, "check", *DAY).exit_code == 0


def test_sealed_records_stay_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    rows = KEN.replace("佐藤 健一,さとう けんいち", "森 芽衣,もり めい") + KEN.replace(
        "ken@", "k9@"
    )
    assert take_in(small, rows, "--apply")["states"] == ["new", "changed"]
    for name in ("mei-mori", "ken"):
        text = record(small, name)
        assert text.startswith("sealed:") and "example.com" not in text
    assert run(small.root, "seal", "--check").exit_code == 0
    assert take_in(small, rows)["states"] == ["same", "same"]
    monkeypatch.setenv("ENISHI_IDENTITY", "/nowhere")
    assert run(small.root, "import", "../t.csv", *DAY).exit_code == 1


def test_all_is_written_or_nothing(portal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    small = portal({"private/a.yml": "emails: [ken@example.com]\n"})
    honest, done = Pen.put, list[str]()

    def failing(self: Pen, draft: Any, changed: str) -> None:
        done.append(draft.path)
        if len(done) == 3:
            raise OSError("full")
        honest(self, draft, changed)

    monkeypatch.setattr(Pen, "put", failing)
    rows = KEN + "森 芽衣,,,,,2019,\n林 茂,,,,,2019,\n"
    small.write({"t.csv": HEAD + rows})
    assert run(small.root, "import", "t.csv", "--apply", *DAY).exit_code == 1
    assert sorted(path.name for path in (small.root / "private").glob("*.yml")) == ["a.yml"]
    assert record(small, "a") == "emails: [ken@example.com]\n"


@pytest.mark.parametrize(
    "text",
    [
        "emails: ken@example.com\n",
        "emails: [ken@example.com]\r\nnotes: |\r\n  a\r\n",
        "emails: [ken@example.com]\nperson: {name: 佐藤 健一}\n",
        "emails: [ken@example.com]\nperson:\n  name: 佐藤 健一\n  tenures: {joined: 2001, left: 2019}\n",
        "emails: [ken@example.com]\nimported: [{layout: eight, on: 2020-01-01}]\n",
        "emails: [ken@example.com]\nimported:\n",
    ],
)
def test_a_record_is_added_to_however_it_is_written(portal: Make, text: str) -> None:
    small = portal({"private/ken.yml": text})
    rows = KEN.replace(",17", ',"a ""b""\nc: #d"')
    assert take_in(small, rows, "--apply")["exit"] == 0
    assert take_in(small, rows)["states"] == ["same"], record(small, "ken")
    assert run(small.root, "check", *DAY).exit_code == 0
    assert record(small, "ken").count("\r\n") in (0, record(small, "ken").count("\n"))


@pytest.mark.parametrize("text", ["emails: ken@example.com\n", "{emails: [ken@example.com]}\n"])
def test_where_there_is_no_place_nothing_is_written_and_somebody_has_to_look(
    portal: Make, text: str
) -> None:
    small = portal({"private/ken.yml": text})
    small.write({"t.csv": HEAD + KEN.replace("ken@example.com", '"ken@example.com,k@example.com"')})
    told = run(small.root, "import", "t.csv", "--apply", *DAY)
    assert told.exit_code == 1 and "private/ken.yml" in told.output
    assert record(small, "ken") == text


def test_what_we_export_comes_back_as_it_was_and_makes_a_desk_elsewhere(
    portal: Make, tmp_path: Path
) -> None:
    """A backup in JSON: the same portal has nothing to change, and another one gets everybody."""
    public = "name: {family: 林, given: 茂}\ntenures: [{joined: 2001, left: 2010, places: []}]\nconsents: [{purpose: portal, status: given, on: 2020-01-01}]\n"
    small = portal({"alumni/hayashi.yml": public, "private/hayashi.yml": "emails: [h@example.com]\ntouches: [{on: 2026-01-01, channel: phone}]\n"})  # fmt: skip
    take_in(small, KEN, "--apply")
    before = {path.name: path.read_bytes() for path in (small.root / "private").glob("*.yml")}
    for name in ("json", "vcard"):
        file = tmp_path / f"out.{name}"
        assert run(small.root, "export", "--for", name, "--to", str(file), *DAY).exit_code == 0
        told = run(small.root, "import", str(file), "--apply", "--json", *DAY)
        assert [one["state"] for one in json.loads(told.stdout)["people"]] == ["same", "same"]
    assert before == {path.name: path.read_bytes() for path in (small.root / "private").glob("*.yml")}  # fmt: skip
    other = SmallPortal(tmp_path / "other").write(
        {
            "mkdocs.yml": (small.root / "mkdocs.yml").read_bytes(),
            "private/hayashi.yml": "emails: [h@example.com]\n",
        }
    )
    told = run(other.root, "import", str(tmp_path / "out.json"), "--apply", *DAY)
    assert told.exit_code == 0, told.output
    made = record(other, "hayashi")
    assert "family: 林" in made and "public.consents" in made and "channel: phone" in made
    assert record(other) == MADE
    assert run(other.root, "check", *DAY).exit_code == 0
    again = run(other.root, "import", str(tmp_path / "out.json"), "--json", *DAY)
    assert [one["state"] for one in json.loads(again.stdout)["people"]] == ["same", "same"]


@pytest.mark.parametrize("id_", ["../../x", "con", "Ken", "", "a b", "\ud800"])
def test_an_id_that_is_none_names_no_file(portal: Make, id_: str) -> None:
    held = {"format": "enishi-alumni", "version": 1, "people": [{"id": id_, "private": {"notes": "\ud800a\0", "person": {"name": "佐藤 健一"}}}]}  # fmt: skip
    small = portal({"a.json": json.dumps(held, indent=2)})
    told = run(small.root, "import", "a.json", "--apply", "--json", *DAY)
    assert told.exit_code == 0, told.output
    (one,) = json.loads(told.stdout)["people"]
    assert one["id"].startswith("p-") and record(small, one["id"]).startswith("notes: a\n")


def test_wrong_words_are_answered_in_a_sentence(portal: Make) -> None:
    small = portal({"t.csv": "a,b\n1,2\n", "t.xlsx": b"PK"})
    for words in (("import", "none.csv"), ("import", "t.csv"), ("import", "t.csv", "--as", "x"), ("import", "t.csv", "--as", "vcard"), ("import", "t.xlsx")):  # fmt: skip
        told = run(small.root, *words)
        assert told.exit_code in (1, 2) and "Traceback" not in told.output


def test_from_a_table_to_the_first_message_and_nothing_of_it_in_the_site(portal: Make) -> None:
    small = portal({})
    take_in(small, KEN + "森 芽衣,もり めい,mei@example.com,,,2025/11/27,\n", "--apply")
    people = json.loads(run(small.root, "today", "--json", *DAY).stdout)["people"]
    assert {one["name"] for one in people} == {"佐藤 健一", "森 芽衣"}
    assert run(small.root, "build", *DAY).exit_code == 0
    site = b"".join(
        path.read_bytes() for path in (small.root / "site").rglob("*") if path.is_file()
    )
    for value in (
        "佐藤",
        "芽衣",
        "example.com/ken",
        "ken@example.com",
        "kenichi-sato",
        "株式会社あおば",
    ):
        assert value.encode() not in site, value
