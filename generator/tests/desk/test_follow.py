"""`enishi follow`: the matrix, and ticks from LinkedIn's own export; nobody is ever guessed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portals import SmallPortal
from test_cli import run

from enishi.commands import follow
from enishi.desk.connections import Face, Row, match, name_key, profile_key, read_connections
from enishi.problems import Refused

Make = Callable[[dict[str, str | bytes]], SmallPortal]
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTES = '\ufeffNotes:\n"When exporting your connection data, you may notice, that some\nare missing"\n\n'
FACES = [
    Face("ken", "https://jp.linkedin.com/in/Ken-Sato/", ("ken@example.com",), ("佐藤 健一", "Kenichi Sato")),
    Face("kenichi", "", (), ("Kenichi Sato",)),
    Face("miki", "https://www.linkedin.com/in/%E6%A3%AE", ("miki@example.com",), ("森 美紀",)),
]  # fmt: skip


def meant(**cells: str) -> tuple[list[str], list[tuple[str, ...]], int]:
    row = Row(5, cells.get("first", ""), cells.get("last", ""), cells.get("url", ""), cells.get("email", ""))  # fmt: skip
    found = match([row], FACES, {})
    return list(found.found), [ids for _, ids in found.asked], found.unknown


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"url": "https://www.linkedin.com/in/ken-sato?x=1"}, (["ken"], [], 0)),
        ({"url": "https://www.linkedin.com/in/森"}, (["miki"], [], 0)),
        ({"email": "KEN@example.com"}, (["ken"], [], 0)),
        ({"first": "美紀", "last": "森"}, (["miki"], [], 0)),
        ({"first": "Kenichi", "last": "Sato"}, ([], [("ken", "kenichi")], 0)),
        ({"first": "KENICHI", "last": "ＳＡＴＯ", "url": "https://www.linkedin.com/in/other"}, (["kenichi"], [], 0)),
        ({"first": "美紀", "last": "森", "url": "https://www.linkedin.com/in/other"}, ([], [], 1)),
        ({"url": "https://www.linkedin.com/in/ken-sato", "email": "miki@example.com"}, ([], [("ken", "miki")], 0)),
        ({"first": "Some", "last": "Body"}, ([], [], 1)),
    ],
)  # fmt: skip
def test_a_row_is_matched_by_address_then_mail_then_name(
    cells: dict[str, str], expected: tuple[object, ...]
) -> None:
    assert meant(**cells) == expected


def test_two_rows_are_never_one_person() -> None:
    rows = [Row(1, "美紀", "森"), Row(2, "美紀", "森", "https://www.linkedin.com/in/%E6%A3%AE")]
    found = match(rows, FACES, {})
    assert found.found == {} and [ids for _, ids in found.asked] == [("miki",), ("miki",)]
    told = match(rows, FACES, {rows[1].url: "miki", "美紀 森": ""})
    assert list(told.found.values()) == [rows[1]] and told.unknown == 1


def test_an_export_is_read_as_it_comes() -> None:
    body = 'Ken,"Sato, Jr.",https://www.linkedin.com/in/a,,"Co, Ltd.",P,27 Nov 2024\r\n,,,,,,\r\nMiki,Mori\r\nX,Y,,,,,someday\r\n'
    rows = read_connections((NOTES + HEAD + body).encode(), "c.csv")
    assert [(row.name, row.on) for row in rows] == [
        ("Ken Sato, Jr.", date(2024, 11, 27)),
        ("Miki Mori", None),
        ("X Y", None),
    ]
    other = "Last Name,URL,First Name,Connected On\nSato,u,Ken,2024-01-02\n"
    assert read_connections(other.encode(), "c.csv") == [
        Row(2, "Ken", "Sato", "u", "", date(2024, 1, 2))
    ]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", "名,姓\n".encode("cp932"), b"\0"])
def test_what_is_no_export_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_connections(data, "c.csv")


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for row in read_connections((HEAD + text).encode("utf-8", "replace"), "c.csv"):
        profile_key(row.url)
        assert name_key(row.name) == name_key(row.name).casefold()


PEOPLE = {
    "alumni/ken.yml": "name: {family: 佐藤, given: 健一, latin: Kenichi Sato}\n"
    "profiles: {linkedin: https://www.linkedin.com/in/ken, x: https://x.com/ken}\n",
    "alumni/kenichi.yml": "name: Kenichi Sato\n",
    "private/miki.yml": "emails: [miki@example.com]  # 母\n",
}
EXPORT = f"""{NOTES}{HEAD}Kenichi,Sato,https://www.linkedin.com/in/ken,,,,27 Nov 2024
Miki,Mori,https://www.linkedin.com/in/miki,miki@example.com,,,01 Feb 2023
Some,Body,,,,,
"""


def test_ticks_come_from_the_export_and_once_only(portal: Make) -> None:
    small = portal({**PEOPLE, "c.csv": EXPORT})
    words = ("--lang", "en", "follow", "--from", "c.csv")
    assert "Would be ticked: 2" in run(small.root, *words, "--dry-run").stdout
    assert not (small.root / "private/ken.yml").exists()
    told = run(small.root, *words)
    assert (
        told.exit_code == 0
        and "Ticked: 2. Ticked before: 0. Not sure: 0. Nobody of ours: 1" in told.stdout
    )
    tick = "connections:\n  - network: linkedin\n    who: 山田 はる\n    way: both\n    since: {}\n"
    assert (small.root / "private/ken.yml").read_text() == tick.format("2024-11-27")
    assert (small.root / "private/miki.yml").read_text() == PEOPLE["private/miki.yml"] + tick.format("2023-02-01")  # fmt: skip
    assert "Ticked: 0. Ticked before: 2" in run(small.root, *words).stdout


def test_who_is_not_sure_is_listed_and_told(portal: Make) -> None:
    small = portal({**PEOPLE, "c.csv": HEAD + "Kenichi,Sato,,,,,\n"})
    words = ("--lang", "en", "follow", "--from", "c.csv")
    told = run(small.root, *words)
    assert 'ken, kenichi. To say so: --is "Kenichi Sato=ken"' in told.stdout
    assert not (small.root / "private/ken.yml").exists()
    (asked,) = json.loads(run(small.root, *words, "--json").stdout)["asked"]
    assert asked["ids"] == ["ken", "kenichi"]
    assert run(small.root, *words, "--is", "Kenichi Sato=nobody").exit_code == 1
    assert "Ticked: 1" in run(small.root, *words, "--is", "Kenichi Sato=kenichi").stdout
    assert (small.root / "private/kenichi.yml").exists()


def test_somebody_at_a_terminal_is_asked(portal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    small = portal({**PEOPLE, "c.csv": HEAD + "Kenichi,Sato,,,,,\n"})
    monkeypatch.setattr(follow, "_is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "ken")
    assert "Ticked: 1" in run(small.root, "--lang", "en", "follow", "--from", "c.csv").stdout
    assert (small.root / "private/ken.yml").exists()


def test_the_matrix_shows_who_follows_whom(portal: Make) -> None:
    small = portal(PEOPLE)
    words = ("--lang", "en", "follow")
    assert run(small.root, *words, "ken", "--network", "x", "--way", "out").exit_code == 0
    assert "already" in run(small.root, *words, "ken", "--network", "x").stdout
    head, names, row, *_ = run(small.root, *words).stdout.splitlines()
    assert head == "With 山田 はる" and names.split() == ["linkedin", "x"]
    assert row.startswith("佐藤 健一 (ken)") and row.split()[-2:] == ["・", "→"]
    (line,) = json.loads(run(small.root, *words, "--json").stdout)
    assert line["links"] == [{"network": "x", "who": "山田 はる", "way": "out", "since": None}]
    assert run(small.root, *words, "ken", "--network", "mixi").exit_code == 2
    assert run(small.root, *words, "nobody", "--network", "x").exit_code == 1
