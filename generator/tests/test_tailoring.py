"""What of an issue is for one reader: what changed, and who of those they knew has news."""

from __future__ import annotations

from datetime import date

import factories
import pytest
from factories import TODAY, profile, span, stay

from enishi.dates import PartialDate
from enishi.membership import Past
from enishi.outputs._slots import form_of, mark_of
from enishi.since import MOST, Since
from enishi.tailoring import Tailor
from enishi.tidings import tidings_of
from enishi.ties import Circle
from enishi.views import Change, Condition, Meant, Note, Ref

HOME = Ref("福岡テラス", "alumni/places/fukuoka/")
LAST = date(2026, 8, 31)


def change(kind: str, on: PartialDate, title: str, old: str = "", ref: Ref | None = None) -> Change:
    return Change(on, kind, title, "", old, title if old else "", ref)


RENAMED = change("office", PartialDate(2024, 6), "福岡テラス", "博多営業所", HOME)
COMPANY = change("company", PartialDate(2023), "れい", "れい社")
SOLD = change("product", PartialDate(2024, 4), "たなもり", "棚守くん")
NEW = change("product-opened", PartialDate(2025, 9), "ひだまり")
EVENT = change("event", PartialDate(2023, 4), "二代目の社長に")
FRESH = change("project-closed", PartialDate(2026, 10), "こもれび")
ALL = (COMPANY, EVENT, SOLD, RENAMED, NEW, FRESH)
SPANS = (span("product", "tana", "たなもり", "", start=PartialDate(2018)),)
GONE = PartialDate(2020, 3)


def since(*changes: Change) -> Since:
    return Since(changes or ALL, SPANS, LAST)


def test_the_most_telling_comes_first_to_who_reads_for_the_first_time() -> None:
    assert since().told_to(GONE, {HOME.path}, 0) == (COMPANY, RENAMED, SOLD, NEW)


def test_what_is_new_since_the_letter_before_comes_first_later_on() -> None:
    assert since().told_to(GONE, (), 1)[0] == FRESH


def test_each_letter_goes_on_where_the_one_before_ended() -> None:
    many = [change("event", PartialDate(2021, month), f"{month}月") for month in range(1, 9)]
    first, second = (since(*many).told_to(GONE, (), turn) for turn in (0, 1))
    assert len(first) == len(second) == MOST
    assert not set(first) & set(second)


@pytest.mark.parametrize("left", [PartialDate(2024, 6), PartialDate(2024)])
def test_what_may_have_been_before_they_left_is_not_told(left: PartialDate) -> None:
    assert RENAMED not in since().told_to(left, {HOME.path}, 0)


def test_what_is_told_elsewhere_is_not_told_again() -> None:
    assert NEW not in since().told_to(GONE, (), 0, {"ひだまり"})


def test_a_tie_is_what_two_shared_at_one_time() -> None:
    others = [
        profile("a-a", stays=(stay(joined=PartialDate(2014), left=PartialDate(2016)),)),
        profile("b-b", stays=(stay(joined=PartialDate(2021), left=None),)),
        profile("c-c", stays=(stay(joined=PartialDate(2015), department=None, projects=(), places=()),)),
    ]  # fmt: skip
    mine = (stay(joined=PartialDate(2015), left=PartialDate(2020)),)
    circle = Circle(others, TODAY)
    [tie] = circle.ties_of(mine, times=False)
    assert (tie.id, [one.title for one in tie.shared]) == (
        "a-a",
        ["品質管理部", "こもれび", "福岡オフィス"],
    )
    assert [one.id for one in circle.ties_of(mine, times=True)] == ["a-a", "c-c"]


def test_news_is_of_its_time_and_not_what_the_letter_tells_already() -> None:
    said = Note(date(2026, 11, 1), "店を開きました。")
    people = (
        profile("a-a", lately=said),
        profile("b-b", lately=None, since=PartialDate(2026, 10)),
        profile("c-c", lately=None, since=PartialDate(2026)),
        profile("d-d", lately=Note(date(2026, 1, 1), "古い話")),
        profile("e-e", lately=said),
    )
    issue = factories.letter(graduates=(), lately=(people[4],))
    public = factories.publication(people=people)
    found = tidings_of(public, issue, date(2026, 9, 1), issue.published)
    assert {one: news.kind for one, news in found.items()} == {"a-a": "lately", "b-b": "moved"}


def test_nobody_is_told_of_themselves() -> None:
    said = Note(date(2026, 11, 1), "店を開きました。")
    people = (profile("a-a", lately=said), profile("b-b", lately=said))
    issue = factories.letter(graduates=(), lately=())
    tailor = Tailor(factories.publication(people=people), issue, ())
    for one, other in (("a-a", "b-b"), ("b-b", "a-a")):
        told = tailor.fitting(one, Past(), people[0].stays, None)
        assert [each.person.id for each in told.colleagues] == [other]
        assert told.changes == ()


def test_a_card_is_told_to_those_whom_it_concerns() -> None:
    open_to = Condition("open_to", "=", (Meant("refer", "紹介"),))
    cards = (factories.card("a"), factories.card("b", when=open_to))
    tailor = Tailor(factories.publication(), factories.letter(cards=cards), ())
    for past, told in ((Past(), ["a"]), (Past(open_to=("refer",)), ["a", "b"])):
        assert [one.id for one in tailor.fitting("x", past, (), None).cards] == told


def test_a_form_is_filled_at_its_marks_alone() -> None:
    form = form_of(f"a<!--{mark_of('since')}-->b{mark_of('notes:x-1')}c since")
    assert form.filled(lambda name: f"[{name}]") == "a[since]b[notes:x-1]c since"
