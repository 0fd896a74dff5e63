"""Lines that follow from the timeline: each kind, in both languages, and never a guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import REPOSITORY

from enishi.dates import PartialDate, partial_date_of
from enishi.gazetteer import days_of
from enishi.history import History
from enishi.lines import derived_of, lines_for
from enishi.membership import Past, Situation, concerns
from enishi.outputs._picker import line_text
from enishi.problems import Mark, Problems
from enishi.render import press_of, words_of
from enishi.source.content import About
from enishi.source.schema import Ref
from enishi.source.timeline import Entry, Rename, Timeline
from enishi.views import Derived, Line, Press

TODAY = date(2026, 11, 22)
MARK = Mark()


def when(text: str) -> PartialDate:
    found = partial_date_of(text)
    assert found
    return found


def days(text: str) -> tuple[int, int]:
    return days_of(when(text))


TIMELINE = Timeline(
    projects=(Entry(MARK, "mirai", "みらい", when("2013-04")), Entry(MARK, "kumo", "くも")),
    offices=(
        Entry(MARK, "fukuoka", "福岡テラス", when("2011-06")),
        Entry(MARK, "matsumoto", "松本工房", when("1998-04"), when("2016-09")),
    ),
    products=(
        Entry(MARK, "board", "ひなたボード", when("2012-10")),
        Entry(MARK, "hidamari", "ひだまり", when("2026-09")),
    ),
    eras=(Entry(MARK, "kura", "蔵の時代", when("1998-04"), when("2004-09")),),
    renames=(
        Rename(MARK, when("2018-04"), "project", "未来", "みらい", Ref("mirai", MARK)),
        Rename(MARK, when("2024-06"), "office", "博多営業所", "福岡テラス", Ref("fukuoka", MARK)),
        Rename(MARK, when("2016-04"), "product", "みまもりWeb", "見守り板", Ref("board", MARK)),
        Rename(MARK, when("2021-10"), "product", "見守り板", "ひなたボード", Ref("board", MARK)),
        Rename(MARK, when("2027-04"), "product", "ひだまり", "ひなた", Ref("hidamari", MARK)),
    ),
)
ABOUT = About(
    projects=(Ref("mirai", MARK),),
    places=(Ref("fukuoka", MARK), Ref("matsumoto", MARK)),
    products=(Ref("board", MARK), Ref("hidamari", MARK)),
    era=Ref("kura", MARK),
)


def situation(joined: str, left: str, **given: Any) -> Situation:
    gone = days(left) if left else None
    return Situation(days(joined), gone, not left, **given)


def told(*tenures: Situation, about: About = ABOUT, timeline: Timeline = TIMELINE) -> list[Line]:
    return list(lines_for(tenures, about, History(timeline), TODAY))


@pytest.fixture(scope="module")
def press() -> Press:
    words = words_of(REPOSITORY, Problems())
    return press_of(REPOSITORY, factories.site(), TODAY, words)


PROJECT, PLACES = About(projects=ABOUT.projects), About(places=ABOUT.places)
PRODUCTS, ERA = About(products=ABOUT.products), About(era=ABOUT.era)


@pytest.mark.parametrize(
    ("tenure", "about", "ja", "en"),
    [
        (
            situation("2015", "2020-03", projects=("mirai",)),
            PROJECT,
            ["あなたがかかわった「みらい」の、その後の話です。"],
            ["You were part of みらい. This is what came of it."],
        ),
        (
            situation("2013", "2016-03", projects=("mirai", "kumo")),
            PROJECT,
            [
                "あなたがかかわった「未来」は、いま「みらい」といいます(2018年4月から)。その後の話です。"
            ],
            [
                "You were part of 未来. It has been called みらい since April 2018, and this is "
                "what came of it."
            ],
        ),
        (
            situation("2015", "2020-03", places=("fukuoka",)),
            PLACES,
            ["博多営業所は、2024年6月に名前が変わりました。いまの福岡テラスです。"],
            ["博多営業所 was renamed in June 2024: it is now 福岡テラス."],
        ),
        (
            situation("2005", "2014", places=("matsumoto",)),
            PLACES,
            ["松本工房は、2016年9月に閉じました。"],
            ["松本工房 closed in September 2016."],
        ),
        (
            situation("2010", "2014-03"),
            PRODUCTS,
            [
                "「みまもりWeb」は、2016年4月に名前が変わりました。いまの「ひなたボード」です。",
                "「ひだまり」は、あなたが卒業したあと、2026年9月に生まれました。",
            ],
            [
                "みまもりWeb was renamed in April 2016: it is now ひなたボード.",
                "ひだまり is younger than your time here: it came out in September 2026.",
            ],
        ),
        (
            situation("2001-04", "2003-03"),
            ERA,
            ["あなたもいた「蔵の時代」のころの話です。"],
            ["This is from “蔵の時代”. You were here then."],
        ),
    ],
)
def test_each_kind_of_line_in_both_languages(
    tenure: Situation, about: About, ja: list[str], en: list[str], press: Press
) -> None:
    lines = told(tenure, about=about)
    for lang, expected in (("ja", ja), ("en", en)):
        assert [line_text(Derived(None, one), lang, press) for one in lines] == expected  # type: ignore[arg-type]


def test_every_kind_that_can_be_derived_has_its_sentence(press: Press) -> None:
    lines = {one.line.kind: one for one in derived_of(ABOUT, History(TIMELINE), TODAY)}
    assert len(lines) == 7
    for lang in ("ja", "en"):
        said = [line_text(one, lang, press) for one in lines.values()]
        assert all(said) and len(set(said)) == 7


def test_at_most_two_and_the_most_telling_first() -> None:
    tenure = situation("2001-04", "2014-03", projects=("mirai",), places=("fukuoka", "matsumoto"))
    assert [one.kind for one in told(tenure)] == ["project-renamed", "office-renamed"]


def test_of_one_thing_a_reader_is_told_once() -> None:
    tenure = situation("2013", "2016-03", projects=("mirai",))
    assert [one.key for one in told(tenure, about=PROJECT)] == ["project:mirai"]


def test_the_old_name_is_that_of_their_time() -> None:
    early, late = situation("2010", "2014"), situation("2010", "2018")
    assert [told(one, about=PRODUCTS)[0].old for one in (early, late)] == [
        "みまもりWeb",
        "見守り板",
    ]


def test_who_was_there_when_it_changed_is_not_told() -> None:
    back = situation("2024-01", "2025-03")
    first = situation("2012", "2015", places=("fukuoka",))
    assert [one.kind for one in told(first, about=PLACES)] == ["office-renamed"]
    assert told(first, back, about=PLACES) == []
    assert told(first, situation("2022", ""), about=PLACES) == []


def test_what_is_to_come_is_not_told() -> None:
    names = {one.line.old for one in derived_of(ABOUT, History(TIMELINE), TODAY)}
    assert "ひだまり" not in names
    early = lines_for([situation("2001", "2003")], PRODUCTS, History(TIMELINE), date(2020, 1, 1))
    assert [one.key for one in early] == ["product:board"]


def test_a_year_that_may_be_before_or_after_makes_no_line() -> None:
    assert told(situation("2015", "2024", places=("fukuoka",)), about=PLACES) == []
    assert told(situation("2010", "2012"), about=About(products=ABOUT.products[:1])) == []


@st.composite
def persons(draw: st.DrawFn) -> Situation:
    first, last = sorted(draw(st.tuples(st.integers(1996, 2026), st.integers(1996, 2026))))
    months = draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    some = st.lists(st.sampled_from(["fukuoka", "matsumoto"]), min_size=1, unique=True)
    months = tuple(sorted(months)) if first == last else months  # type: ignore[assignment]
    return situation(
        f"{first}-{months[0]:02}",
        f"{last}-{months[1]:02}" if draw(st.booleans()) else "",
        projects=tuple(draw(st.lists(st.sampled_from(["mirai", "kumo"]), min_size=1, unique=True))),
        places=tuple(draw(some)),
    )


def _year(given: tuple[int, int] | None) -> tuple[int, int] | None:
    return given and (given[0] // 10_000 * 10_000 + 101, given[1] // 10_000 * 10_000 + 1231)


BLANKS: dict[str, dict[str, Any]] = {
    "dates": {"joined": None, "left": None},
    "here": {"here": None, "left": None},
    "projects": {"projects": None},
    "places": {"places": None},
}


@given(persons(), st.sets(st.sampled_from([*BLANKS, "days"])))
@settings(max_examples=100)
def test_with_less_known_nothing_new_is_told(whole: Situation, blank: set[str]) -> None:
    """Whatever is told of a record with gaps would be true of the whole one."""
    history = History(TIMELINE)
    everything = {
        one.line
        for one in derived_of(ABOUT, history, TODAY)
        if lines_for([whole], ABOUT, history, TODAY) and _holds(one, whole)
    }
    told_less = whole
    for name in sorted(blank - {"days"}):
        told_less = replace(told_less, **BLANKS[name])
    if "days" in blank:
        told_less = replace(told_less, joined=_year(told_less.joined), left=_year(told_less.left))
    assert set(lines_for([told_less], ABOUT, history, TODAY)) <= everything


def _holds(one: Derived, whole: Situation) -> bool:
    return concerns(one.when, Past((whole,), today=20261122)) is True


_FACTS = ("start", "to", "rename")


@given(persons(), st.sampled_from(_FACTS))
@settings(max_examples=60)
def test_a_fact_that_the_timeline_lacks_makes_no_line(whole: Situation, fact: str) -> None:
    def without(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(one, **{fact: None}) if fact != "rename" else one for one in entries)

    timeline = replace(
        TIMELINE,
        projects=without(TIMELINE.projects),
        offices=without(TIMELINE.offices),
        products=without(TIMELINE.products),
        eras=without(TIMELINE.eras),
        renames=() if fact == "rename" else TIMELINE.renames,
    )
    kinds = {one.line.kind for one in derived_of(ABOUT, History(timeline), TODAY)}
    lost = {
        "start": {"product-renamed", "product-new", "era"},
        "to": {"office-closed"},
        "rename": {"project-renamed", "office-renamed", "product-renamed"},
    }[fact]
    assert not kinds & lost
    assert not {one.kind for one in told(whole, timeline=timeline)} & lost
