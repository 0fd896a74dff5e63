"""A person's record: forms of names, and what must not be public."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from portals import SmallPortal

from enishi.problems import Problems
from enishi.source.files import SourceFile
from enishi.source.people import name_in, private_faults
from enishi.source.records import person_in
from enishi.source.schema import Reading

FILE = "alumni/ken.yml"
Make = Callable[[dict[str, str | bytes]], SmallPortal]


@pytest.mark.parametrize(
    "name",
    [
        "佐藤 健一",
        "'No'",
        "{family: 佐藤, given: 健一, kana: さとう けんいち, latin: Kenichi Sato, former: 田中}",
        "{family: Sato}",
        "{given: Madonna}",
        "{latin: Kenichi Sato}",
    ],
)
def test_a_name_may_be_written_in_many_ways(portal: Make, name: str) -> None:
    assert portal({FILE: f"name: {name}\n"}).problems() == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("{kana: さとう}", "1:7 name-empty"),
        ("{preferred: けん}", "1:7 name-empty"),
        ("''", "1:1 key-missing"),
        ("[佐藤, 健一]", "1:7 mapping-expected"),
        ("{nom: 佐藤}", "1:8 key-unknown"),
        ("{family: 佐藤, kana: Sato}", "1:26 kana-bad"),
    ],
)
def test_a_name_that_names_nobody_is_refused(portal: Make, name: str, fault: str) -> None:
    assert f"{FILE}:{fault}" in portal({FILE: f"name: {name}\n"}).problems()


def test_dates_may_be_as_exact_as_they_are_known(portal: Make) -> None:
    text = "name: a b\ntenures:\n- {joined: 2015, left: 2015-04}\n- {joined: 2016-05-06}\n"
    assert portal({FILE: text}).problems() == []


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("email", "private-key"),
        ("Emails", "private-key"),
        ("phones", "private-key"),
        ("birthday", "private-key"),
        ("stage", "private-key"),
        ("touches", "private-key"),
        ("誕生日", "private-key"),
        ("住所", "private-key"),
    ],
)
def test_a_key_of_the_private_side_is_refused(portal: Make, key: str, code: str) -> None:
    assert portal({FILE: f"name: a b\n{key}: x\n"}).problems() == [f"{FILE}:2:1 {code}"]


PRIVATE = [
    ("kenichi.sato+x@example.com", "private-email"),
    ("ご連絡は sato＠example.co.jp まで", "private-email"),
    ("佐藤健一@例え.jp", "private-email"),
    ("090-1234-5678", "private-phone"),
    ("０９０－１２３４－５６７８", "private-phone"),
    ("電話は０３（３２３４）５６７８です", "private-phone"),
    ("090 1234 5678 まで", "private-phone"),
    ("+81 3-3234-5678", "private-phone"),
    ("0120-444-444", "private-phone"),
    ("+1 650-253-0000", "private-phone"),
    ("1985年4月1日生まれ", "private-birthday"),
    ("誕生日は4月1日", "private-birthday"),
    ("4月1日生まれの牡羊座", "private-birthday"),
    ("I was born on 1 April", "private-birthday"),
    ("１９８５年４月１日生まれ", "private-birthday"),
]
PUBLIC = [
    "2015-04-01から2022-03-31まで",
    "2015年4月1日に入社",
    "創業記念日は4月1日",
    "https://example.com/09012345678/03-3234-5678",
    "https://www.youtube.com/@kenichi",
    "https://note.com/09012345678",
    "ISBN 978-4-297-15489-9",
    "特許第6123456号",
    "売上 1,234,567,890円",
    "バージョン 7.3.465.20120331",
    "born in Kyoto",
    "@kenichi",
    "座標 35.681236, 139.767125",
]


@pytest.mark.parametrize(("text", "code"), PRIVATE)
def test_contact_data_in_a_text_is_refused_with_its_place(
    portal: Make, text: str, code: str
) -> None:
    places = {"bio: |\n  はじめまして。\n  ": 4, "skills:\n- ": 3, "foo: ": 2, "name: ": 2}
    for field, line in places.items():
        found = portal({FILE: f"updated: 2026-01-01\n{field}{text}\n"}).problems()
        told = [one for one in found if one.endswith(code)]
        assert [one.split(":")[1] for one in told] == [str(line)], (field, found)


@pytest.mark.parametrize(("text", "code"), PRIVATE)
def test_contact_data_is_found_however_it_is_spelt(portal: Make, text: str, code: str) -> None:
    folded = text.replace(" ", "\n  ")
    for value in (json.dumps(text), f"'{text}'", f">\n  {folded}", f'"{folded}"'):
        found = portal({FILE: f"name: a b\nbio: {value}\n"}).problems()
        assert [one for one in found if one.endswith(code)], value


@pytest.mark.parametrize(("text", "code"), PRIVATE)
def test_a_comment_is_read_by_the_world_too(portal: Make, text: str, code: str) -> None:
    assert portal({FILE: f"name: a b\nbio: c  # {text}\n"}).problems() == [f"{FILE}:2:9 {code}"]


@pytest.mark.parametrize("text", PUBLIC)
def test_other_numbers_and_addresses_are_let_pass(text: str) -> None:
    assert list(private_faults(text)) == []


@given(st.text(max_size=200))
def test_looking_for_contact_data_never_fails(text: str) -> None:
    assert all(0 <= index < len(text) for index, _ in private_faults(text))


def test_the_file_name_must_serve_as_an_id(portal: Make) -> None:
    names = ["佐藤", "Ken", "ken sato", "a" * 65, "-a"]
    small = portal({f"alumni/{name}.yml": "name: a b\n" for name in names})
    assert small.problems() == sorted(f"alumni/{name}.yml:1:1 id-file" for name in names)


def test_a_person_has_one_file(portal: Make) -> None:
    small = portal({"alumni/ken.yaml": "name: A B\n", "alumni/ken.yml": "name: C D\n"})
    assert small.problems() == ["alumni/ken.yml:1:1 permalink-twice"]


def test_an_empty_file_says_what_to_write(portal: Make) -> None:
    assert portal({FILE: "# まだ\n"}).problems() == [f"{FILE}:1:1 file-empty"]


def test_hidden_files_and_photos_are_no_records(portal: Make) -> None:
    files = {"alumni/_draft.yml": "x", "alumni/.a.yml": "x", "alumni/photos/a.yml": "x"}
    assert portal({**files, "alumni/README.md": "x"}).problems() == []


_words = st.text(st.sampled_from("佐藤 健aé'#:-[]{},\n|"), min_size=1, max_size=12)


@given(
    st.sampled_from(
        [
            "name: {NAME}\nbio: x\n",
            "bio: |\n  name: z\n\nname:\n  family: {NAME}\n  given: 花\n\n# c\nupdated: 2026-01-01\n",
            "name: {{family: {NAME}, latin: A B}}\n",
            "name: |\n  {NAME}\n",
            "updated: 2026-01-01\nname:\n\n  # c\n  latin: {NAME}\n  kana: さとう はな",
            "name: {NAME}\nname: {NAME}\n",
        ]
    ),
    _words,
)
@example("name:\n  family: {NAME}\n  given: 花\n", "佐藤\n# c")
def test_a_name_alone_is_read_as_with_the_rest_of_its_record(record: str, words: str) -> None:
    text = record.format(NAME=words)
    problems = Problems()
    source = SourceFile("alumni/a.yml", text)
    person = person_in(source, Reading(source.path, problems, ZoneInfo("UTC")))
    if person is None or len(problems):
        return
    found = name_in(text)
    assert found is None or replace(found, mark=person.name.mark) == person.name
