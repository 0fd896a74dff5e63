"""The one door: who is shown, with what, under which name, and in which order."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from portals import TODAY, SmallPortal

from enishi import publish
from enishi.problems import Mark
from enishi.publish import agreed, display_name, initials_of_text, row_of
from enishi.source.consents import Consent
from enishi.source.people import Name
from enishi.source.purposes import PURPOSES
from enishi.views import Profile

Make = Callable[[dict[str, str | bytes]], SmallPortal]
GIVEN = "{purpose: portal, status: given, on: 2025-01-01}"


def consent(status: str, on: int, until: int | None = None, purpose: str = "portal") -> Consent:
    """Days are counted from today."""
    last = None if until is None else TODAY + timedelta(until)
    return Consent(Mark(), purpose, status, TODAY + timedelta(on), last)


def by_walking_back(consents: Iterable[Consent]) -> bool:
    """What the rule says, found otherwise: the last day on which anything was decided counts.

    All that was decided on that day must allow it; in doubt nobody is shown.
    """
    decided = [one for one in consents if one.on <= TODAY]
    for back in range(40):
        of_day = [one for one in decided if one.on == TODAY - timedelta(back)]
        if of_day:
            return all(
                one.status == "given" and (one.until is None or one.until >= TODAY)
                for one in of_day
            )
    return False


EVERY = [
    consent(status, on, until)
    for status in ("given", "refused", "withdrawn")
    for on in (-9, -1, 0, 1)
    for until in (None, -1, 0, 1)
]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_history_of_consents_is_decided_by_the_rule(number: int) -> None:
    for consents in itertools.product(EVERY, repeat=number):
        assert agreed(consents, "portal", TODAY) == by_walking_back(consents), consents


@given(st.lists(st.sampled_from(EVERY), min_size=3, max_size=6))
def test_longer_histories_are_too_in_any_order(consents: list[Consent]) -> None:
    assert agreed(consents, "portal", TODAY) == by_walking_back(consents)
    assert agreed(consents[::-1], "portal", TODAY) == by_walking_back(consents)


def test_a_consent_is_for_its_purpose_alone() -> None:
    for given_for, asked_for in itertools.product(PURPOSES, PURPOSES):
        assert agreed([consent("given", -1, purpose=given_for)], asked_for, TODAY) == (
            given_for == asked_for
        )


HISTORIES = {
    "given": [GIVEN],
    "absent": [],
    "refused": ["{purpose: portal, status: refused, on: 2025-01-01}"],
    "withdrawn": [GIVEN, "{purpose: portal, status: withdrawn, on: 2026-11-22}"],
    "withdrawn-tomorrow": [GIVEN, "{purpose: portal, status: withdrawn, on: 2026-11-23}"],
    "expired": ["{purpose: portal, status: given, on: 2025-01-01, until: 2026-11-21}"],
    "last-day": ["{purpose: portal, status: given, on: 2025-01-01, until: 2026-11-22}"],
    "from-tomorrow": ["{purpose: portal, status: given, on: 2026-11-23}"],
    "given-again": ["{purpose: portal, status: refused, on: 2024-01-01}", GIVEN],
    "photo-alone": ["{purpose: photo, status: given, on: 2025-01-01}"],
}
SHOWN = {"given", "withdrawn-tomorrow", "last-day", "given-again"}


def test_only_who_agreed_is_shown(portal: Make) -> None:
    small = portal(
        {
            f"alumni/{name}.yml": f"name: {name} x\nconsents: [{', '.join(consents)}]\n"
            for name, consents in HISTORIES.items()
        }
    )
    assert {person.id for person in small.publication().people} == SHOWN
    assert {person.id for person in small.publication(TODAY + timedelta(1)).people} == {
        "given",
        "from-tomorrow",
        "given-again",
    }


@pytest.mark.parametrize(
    ("consents", "shown"),
    [
        ([], False),
        (["{purpose: photo, status: given, on: 2025-01-01}"], True),
        (["{purpose: photo, status: given, on: 2025-01-01, until: 2025-12-31}"], False),
        (["{purpose: photo, status: refused, on: 2025-01-01}"], False),
    ],
)
def test_a_photo_needs_a_consent_of_its_own(portal: Make, consents: list[str], shown: bool) -> None:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "navy").save(out, "JPEG")
    record = f"name: a b\nphoto: ken.jpg\nconsents: [{', '.join([GIVEN, *consents])}]\n"
    small = portal({"alumni/ken.yml": record, "alumni/photos/ken.jpg": out.getvalue()})
    found = small.publication()
    photo = found.people[0].face.photo
    served = {photo.path, *(one.path for one in photo.versions)} if photo else set()
    assert {asset.path for asset in found.assets} == served
    assert (photo is not None) == shown
    if photo:
        assert (photo.width, photo.height) == (400, 400)


def name(**parts: str) -> Name:
    return Name(Mark(), **parts)


@pytest.mark.parametrize(
    ("parts", "shown", "initials"),
    [
        ({"family": "佐藤", "given": "健一"}, "佐藤 健一", "佐"),
        ({"family": "Sato", "given": "Kenichi"}, "Kenichi Sato", "KS"),
        ({"family": "ミラー", "given": "ジョン"}, "ミラー ジョン", "ミ"),
        ({"family": "김", "given": "철수"}, "김 철수", "김"),
        ({"family": "王"}, "王", "王"),
        ({"given": "Madonna"}, "Madonna", "M"),
        ({"latin": "Kenichi Sato"}, "Kenichi Sato", "KS"),
        ({"whole": "Nguyễn Thu Hà"}, "Nguyễn Thu Hà", "NH"),
        ({"whole": "élise de la tour"}, "élise de la tour", "ÉT"),
        ({"whole": "..."}, "...", "・"),
    ],
)
def test_names_are_written_as_their_bearers_write_them(
    parts: dict[str, str], shown: str, initials: str
) -> None:
    assert display_name(name(**parts)) == shown
    assert initials_of_text(shown) == initials


@pytest.mark.parametrize(
    ("reading", "row"),
    [
        ("あおき", "あ"),
        ("ヴァレリー", "あ"),
        ("がとう", "か"),
        ("ｻﾄｳ", "さ"),
        ("ぢぢ", "た"),
        ("ぱく", "は"),
        ("ん", "わ"),
        ("を", "わ"),
        ("sato", "S"),
        ("Élan", "E"),
        ("Østergaard", "O"),
        ("Đặng", "D"),
        ("Ａｏｋｉ", "A"),
        ("佐藤", "#"),
        ("김", "#"),
        ("3M", "#"),
        ("", "#"),
    ],
)
def test_a_reading_stands_in_its_row(reading: str, row: str) -> None:
    assert row_of(reading) == row


NAMES = [
    ("aoki", "{family: 青木, given: 一, kana: あおき はじめ}"),
    ("aoki-ya", "{family: 青木屋, given: 一, kana: アオキヤ ハジメ}"),
    ("kagawa", "{family: 香川, given: 一, kana: かがわ はじめ}"),
    ("gakuto", "{family: 学戸, given: 一, kana: がくと はじめ}"),
    ("kato", "{family: 加藤, given: 一, kana: かとう はじめ}"),
    ("pak", "{family: 朴, given: 一, kana: ぱく はじめ}"),
    ("hada", "{family: 羽田, given: 一, kana: はだ はじめ}"),
    ("wada", "{family: 和田, given: 一, kana: わだ はじめ}"),
    ("adams", "Zoe Adams"),
    ("elan", "Zoé Élan"),
    ("evans", "{family: Evans, given: Ann}"),
    ("sato", "{family: 佐藤, given: 一, latin: Hajime Sato}"),
    ("zed", "Ann Zed"),
    ("kim", "{family: 김, given: 철수}"),
]


def test_the_directory_is_sorted_as_a_japanese_reader_looks_things_up(portal: Make) -> None:
    """Kana by base letters, marks after; then Latin by family name; then what has no reading."""
    files = {
        f"alumni/{person_id}.yml": f"name: {name}\nconsents: [{GIVEN}]\n"
        for person_id, name in reversed(NAMES)
    }
    people = portal({**files}).publication().people
    assert [person.id for person in people] == [person_id for person_id, _ in NAMES]
    rows = [row for row, _ in groupby(person.row for person in people)]
    assert rows == [*"あかはわ", "A", "E", "S", "Z", "#"]


letters = st.text(st.sampled_from("あがぱヴんワー ｶaEéØzđß3佐김-'"), max_size=4)


@settings(max_examples=60)
@given(st.lists(st.builds(Name, st.just(Mark()), letters, letters, letters, letters), max_size=8))
def test_no_heading_of_the_directory_comes_twice(names: list[Name]) -> None:
    keys = sorted(publish._sort_key(one, f"p{n}") for n, one in enumerate(names))
    rows = [row for row, _ in groupby(row_of(key[1]) for key in keys)]
    assert len(rows) == len(set(rows))


def profile_of(portal: Make, text: str) -> Profile:
    small = portal({"alumni/ken.yml": f"name: a b\nconsents: [{GIVEN}]\n{text}"})
    (found,) = small.publication().people
    return found


@pytest.mark.parametrize(
    ("tenures", "left", "returned"),
    [
        ("[{joined: 2015, left: 2020-03}]", "2020-03", False),
        ("[{joined: 2015}]", None, False),
        ("[{joined: 2015, left: 2027-03}]", None, False),
        ("[{joined: 2015, left: 2026-11-22}]", "2026-11-22", False),
        ("[{joined: 2015, left: 2020}, {joined: 2022}]", None, True),
        ("[{joined: 2022, left: 2024}, {joined: 2015, left: 2020}]", "2024", True),
        ("[]", None, False),
    ],
)
def test_who_has_left_and_who_came_back(
    portal: Make, tenures: str, left: str | None, returned: bool
) -> None:
    person = profile_of(portal, f"tenures: {tenures}\n")
    assert (str(person.left) if person.left else None) == left
    assert person.returned == returned


def test_a_year_that_lies_ahead_is_not_told(portal: Make) -> None:
    record = f"name: a b\ntenures: {{joined: 2015, left: 2027-03}}\nconsents: [{GIVEN}]\n"
    small = portal({"alumni/ken.yml": record})
    found = small.publication()
    assert found.left == ()
    assert [facet.kind for facet in found.facets] == ["joined"]
    assert small.publication(date(2027, 4, 1)).left[0].year == 2027


def test_news_of_oneself_waits_for_its_day(portal: Make) -> None:
    assert profile_of(portal, "lately: {on: 2026-11-23, text: x}\n").lately is None
    assert profile_of(portal, "lately: {on: 2026-11-22, text: x}\n").lately


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("{city: 福岡市, region: 福岡県, country: 日本}", "福岡県 福岡市"),
        ("{city: ハノイ, country: ベトナム}", "ベトナム ハノイ"),
        ("{city: Berlin, country: Germany}", "Berlin, Germany"),
    ],
)
def test_a_place_is_said_in_its_language(portal: Make, place: str, said: str) -> None:
    assert profile_of(portal, f"location: {place}\n").location == said
