"""Whom to write to: what counts, what never counts, and on which days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from enishi.dates import months_after, on_year
from enishi.desk.acquaintance import Kept, Tie, Told, kept_of
from enishi.desk.occasions import Span
from enishi.desk.ranking import QUIET, Item, View, chosen, due_on, news_of, reach_of, standing_of
from enishi.desk.records import card_of
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml
from enishi.source.purposes import PURPOSES, STATUSES
from enishi.source.schema import Reading

TODAY = date(2026, 11, 27)
DAY = TODAY.toordinal()
GIVEN = STATUSES.index("given")
ITEM = Item("n", "題", TODAY - timedelta(3))
VIEW = View(TODAY, news={"p1": ITEM}, reach={"p1": 2})
GONE = Told("佐藤 健一", "2010-04-01", "2020-03", True, date(2020, 3, 1).toordinal(), date(2020, 3, 31).toordinal())  # fmt: skip


def tie(told: Told = GONE, one: str = "ken", **kept: object) -> Tie:
    return Tie(one, told, Kept(**kept))  # type: ignore[arg-type]


def touched(days_ago: int, *, waits: bool = False) -> int:
    return 2 * (DAY - days_ago) + waits


def kinds(one: Tie, view: View = VIEW) -> dict[str, int]:
    standing = standing_of(one, view)
    assert standing
    return {part.kind: part.points for part in standing.parts}


ordinals = st.integers(DAY - 5000, DAY + 100)
agreed = st.tuples(
    st.integers(0, len(PURPOSES) - 1), st.integers(0, len(STATUSES) - 1), ordinals, ordinals | st.just(0)
)  # fmt: skip
consents = st.lists(agreed, max_size=3).map(lambda rows: tuple(x for row in rows for x in row))
partial = st.dates(date(2000, 1, 1), TODAY).flatmap(
    lambda day: st.sampled_from([str(day), f"{day:%Y-%m}", f"{day:%Y}"])
)


@st.composite
def tolds(draw: st.DrawFn) -> Told:
    left = draw(st.just("") | st.dates(date(2000, 1, 1), TODAY).map(str))
    at = date.fromisoformat(left).toordinal() if left else 0
    known = bool(left) or draw(st.sampled_from([False, False, True]))
    joined = draw(partial) if known else ""
    things = draw(st.lists(st.sampled_from(["p1", "p2"]), max_size=2, unique=True))
    since, checked = draw(st.just("") | partial), draw(st.just(0) | ordinals)
    return Told("n", joined, left, known, at, at, tuple(things), since, checked, draw(consents))


@st.composite
def ties(draw: st.DrawFn, name: str = "ken") -> Tie:
    touches = sorted(draw(st.lists(ordinals, max_size=4)))
    return Tie(
        name,
        draw(tolds()),
        Kept(
            tuple(2 * on + draw(st.booleans()) for on in touches),
            draw(st.sampled_from(["", "monthly", "quarterly", "half-yearly", "yearly"])),
            draw(st.just(0) | ordinals),
            draw(st.sampled_from([False, False, False, True])),
            draw(st.sampled_from(["", "11-27", "11-25", "02-29", "12-01"])),
            draw(consents),
        ),
    )


crowds = st.integers(1, 7).flatmap(lambda n: st.tuples(*(ties(f"p{at}") for at in range(n))))
views = st.builds(
    lambda ahead, cadence: replace(VIEW, ahead=ahead, cadence=cadence),
    st.sampled_from([0, 6, 30]),
    st.sampled_from(["monthly", "yearly"]),
)


def with_touch(one: Tie, on: int, *, waits: bool = False) -> Tie:
    """As a record says it once the touch stands at its end."""
    touches = sorted([*one.kept.touches, 2 * on + waits], key=lambda touch: touch >> 1)
    return replace(one, kept=one.kept._replace(touches=tuple(touches)))


def place(one: str, plan: list[object]) -> int:
    ids = [standing.tie.id for standing in plan]  # type: ignore[attr-defined]
    return ids.index(one) if one in ids else len(ids) + 99


@settings(max_examples=40)
@given(crowds, views, ordinals, st.data())
def test_a_touch_of_ours_never_raises_anybodys_rank(
    crowd: tuple[Tie, ...], view: View, on: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(crowd) - 1))
    after = list(crowd)
    after[at] = with_touch(crowd[at], on)
    before, later = standing_of(crowd[at], view), standing_of(after[at], view)
    assert (before is None) == (later is None)
    assert before is None or later is None or later.score <= before.score
    name = crowd[at].id
    assert place(name, chosen(after, view)) >= place(name, chosen(crowd, view))


@given(ties(), views, ordinals)
def test_what_comes_in_raises_nobody_but_for_the_answer_that_is_owed(
    one: Tie, view: View, on: int
) -> None:
    before, later = standing_of(one, view), standing_of(with_touch(one, on, waits=True), view)
    assume(before and later)
    assert before and later

    def rest(parts: tuple[object, ...]) -> int:
        return sum(part.points for part in parts if part.kind != "unanswered")  # type: ignore[attr-defined]

    assert rest(later.parts) <= rest(before.parts)


directions = st.sampled_from(["", ", direction: out", ", direction: in"])
questions = st.sampled_from(["", ", question: yes", ", question: no"])


@settings(max_examples=60)
@given(crowds, views, st.dates(date(2015, 1, 1), TODAY), directions, questions)
def test_a_row_of_ours_raises_nobody_whatever_it_says_and_the_last_row_counts(
    crowd: tuple[Tie, ...], view: View, on: date, direction: str, question: str
) -> None:
    """From the record on: what a touch is taken for is part of the promise."""
    row = f"touches: [{{on: {on}, channel: mail{direction}{question}}}]\n"
    at = Reading("private/ken.yml", Problems(), ZoneInfo("Asia/Tokyo"))
    card = card_of(parse_yaml(row, at.path, at.problems), "ken", at)
    assert card is not None
    (touch,) = kept_of(card).touches
    is_ours = "in" not in direction.split(": ")
    assert touch == 2 * on.toordinal() + (not is_ours and question != ", question: no")
    if is_ours:
        before, after = crowd[0], with_touch(crowd[0], touch >> 1, waits=bool(touch & 1))
        assert place(before.id, chosen([after, *crowd[1:]], view)) >= place(
            before.id, chosen(crowd, view)
        )


@settings(max_examples=40)
@given(crowds, views, st.randoms())
def test_the_order_of_files_counts_for_nothing(
    crowd: tuple[Tie, ...], view: View, chance: object
) -> None:
    mixed = list(crowd)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert chosen(mixed, view) == chosen(crowd, view)


@settings(max_examples=40)
@given(crowds, views)
def test_a_plan_names_five_at_most_and_nobody_who_is_left_in_peace(
    crowd: tuple[Tie, ...], view: View
) -> None:
    plan = chosen(crowd, view)
    assert len({one.tie.id for one in plan}) == len(plan) <= 5
    for one in plan:
        assert not one.tie.kept.is_banned and one.tie.kept.snooze < DAY
        assert one.score == sum(part.points for part in one.parts) > 0
        assert not one.tie.is_here(DAY)


def test_the_last_place_is_for_a_tie_gone_quiet() -> None:
    owed = [tie(one=f"p{n}", touches=(touched(400 + n, waits=True),)) for n in range(9)]
    quiet = tie(one="quiet", touches=(touched(QUIET),))
    plan = chosen([*owed, quiet], VIEW)
    assert [one.is_quiet for one in plan] == [False] * 4 + [True]
    assert plan[-1].score < min(one.score for one in plan[:-1])
    assert len(chosen(owed, VIEW)) == 5


def test_ties_are_broken_neither_by_name_nor_by_place() -> None:
    crowd = [tie(one=f"p{n}") for n in range(40)]
    plan = [one.tie.id for one in chosen(crowd, VIEW)]
    assert plan == [one.tie.id for one in chosen(crowd[::-1], VIEW)] != sorted(plan)


@pytest.mark.parametrize(
    ("cadence", "silent", "kind"),
    [
        ("monthly", 29, "early"),
        ("monthly", 30, "overdue"),
        ("quarterly", 90, "early"),
        ("quarterly", 91, "overdue"),
        ("", 364, "early"),
        ("", 365, "overdue"),
        ("yearly", QUIET, "quiet"),
    ],
)  # fmt: skip
def test_everybody_has_a_cadence_of_their_own(cadence: str, silent: int, kind: str) -> None:
    found = kinds(tie(cadence=cadence, touches=(touched(silent),)))
    assert set(found) == {kind}
    assert (found[kind] < 30) == (kind == "early")


def test_a_touch_of_a_later_day_does_not_count_yet() -> None:
    assert kinds(tie(touches=(touched(400), touched(-5)))) == kinds(tie(touches=(touched(400),)))


def test_an_answer_is_owed_until_somebody_writes() -> None:
    assert "unanswered" in kinds(tie(touches=(touched(3, waits=True),)))
    assert "unanswered" not in kinds(tie(touches=(touched(3, waits=True), touched(3))))


BORN: dict[str, object] = {"birthday": "11-27", "touches": (touched(400),)}
AGREED = (PURPOSES.index("birthday"), GIVEN, DAY - 900, 0)


def test_a_birthday_is_a_reason_only_with_consent() -> None:
    assert "birthday" not in kinds(tie(**BORN))
    assert "birthday" in kinds(tie(**BORN, consents=AGREED))
    assert "birthday" not in kinds(tie(**BORN, consents=(*AGREED, AGREED[0], 2, DAY - 1, 0)))
    assert "birthday" in kinds(tie(GONE._replace(consents=AGREED), **BORN))


@pytest.mark.parametrize(
    ("born", "ahead", "is_near"),
    [("11-27", 0, True), ("11-24", 0, True), ("11-23", 0, False), ("11-28", 0, False), ("12-03", 6, True), ("12-04", 6, False)],
)  # fmt: skip
def test_days_count_over_a_weekend_and_as_far_as_the_plan_looks(
    born: str, ahead: int, is_near: bool
) -> None:
    one = tie(birthday=born, consents=AGREED, touches=(touched(400),))
    assert ("birthday" in kinds(one, replace(VIEW, ahead=ahead))) == is_near


def test_years_since_they_came_and_left_are_kept() -> None:
    told = GONE._replace(
        joined="2011-11-27", left="2021-11", gone_by=date(2021, 11, 30).toordinal()
    )
    standing = standing_of(tie(told), VIEW)
    assert standing
    found = {part.kind: part for part in standing.parts}
    assert (found["joined"].number, found["joined"].points, found["joined"].is_day) == (
        15,
        30,
        True,
    )
    assert (found["graduation"].number, found["graduation"].points) == (5, 45)
    assert not found["graduation"].is_day
    assert kinds(tie(told._replace(left="2022-11", joined="2011")))["graduation"] == 30


def test_whoever_is_here_or_here_again_is_not_written_to() -> None:
    assert standing_of(tie(GONE._replace(left="", gone_from=0, gone_by=0)), VIEW) is None
    soon = DAY + 20
    assert (
        standing_of(tie(GONE._replace(left="2026-12-17", gone_from=soon, gone_by=soon)), VIEW)
        is None
    )


@pytest.mark.parametrize(
    ("since", "checked", "last", "is_new"),
    [
        ("2026-04", 0, 400, True),
        ("2026-04", 0, 30, False),
        ("2026-04", 10, 30, True),
        ("2026-04", 10, 5, False),
        ("2024-04", 10, 400, False),
        ("2026-12", 0, 400, False),
        ("2026", 0, 400, True),
    ],
)  # fmt: skip
def test_a_new_job_is_a_reason_once(since: str, checked: int, last: int, is_new: bool) -> None:
    told = GONE._replace(since=since, checked=DAY - checked if checked else 0)
    assert ("moved" in kinds(tie(told, touches=(touched(last),)))) == is_new


def test_news_of_what_somebody_had_a_hand_in_is_a_reason_until_they_hear_of_it() -> None:
    told = GONE._replace(things=("p1",))
    assert kinds(tie(told))["news"] == 24
    assert "news" not in kinds(tie(told, touches=(touched(3),)))
    wide = replace(VIEW, reach={"p1": 5000})
    assert kinds(tie(told), wide)["news"] == 5


def test_only_new_news_count_and_the_latest_wins() -> None:
    old, new = Item("a", "旧", TODAY - timedelta(31)), Item("b", "新", TODAY)
    later = Item("c", "先", TODAY + timedelta(1))
    found = news_of(
        [(new, ("p1", "@ken")), (ITEM, ("p1", "p2")), (old, ("p3",)), (later, ("p1",))], TODAY
    )
    assert found == {"p1": new, "@ken": new, "p2": ITEM}
    told = GONE._replace(things=("p1", "p2"))
    assert reach_of([tie(told), tie(told, "miki"), tie()]) == {"p1": 2, "p2": 2}


def test_a_consent_that_runs_out_is_a_reason_until_somebody_asked() -> None:
    ending = (PURPOSES.index("newsletter"), GIVEN, DAY - 900, DAY + 20)
    assert "consent" in kinds(tie(consents=ending))
    assert "consent" in kinds(tie(consents=ending, touches=(touched(60),)))
    assert "consent" not in kinds(tie(consents=ending, touches=(touched(30),)))
    assert "consent" not in kinds(tie(consents=(*ending, ending[0], GIVEN, DAY - 10, 0)))


def test_of_whom_nothing_is_known_counts_as_long_unheard_of() -> None:
    assert kinds(Tie("x", Told(), Kept())) == {"unheard": 60}
    assert due_on(Tie("x", Told(), Kept()), TODAY, "yearly") is None
    assert due_on(tie(touches=(touched(65),)), TODAY, "yearly") == TODAY + timedelta(300)


# --- dates


def years_in(when: str, since: date, until: date) -> list[tuple[date, int]]:
    return [(one.first, one.years) for one in Span(since, until).anniversaries(when)]


def test_29_february_is_kept_on_the_28th_in_other_years() -> None:
    found = years_in("2024-02-29", date(2025, 1, 1), date(2028, 12, 31))
    assert found == [(date(2025, 2, 28), 1), (date(2026, 2, 28), 2), (date(2027, 2, 28), 3), (date(2028, 2, 29), 4)]  # fmt: skip
    assert [one.first for one in Span(date(2027, 2, 28), date(2027, 2, 28)).birthdays("02-29")] == [date(2027, 2, 28)]  # fmt: skip
    assert [*Span(date(2028, 2, 28), date(2028, 2, 28)).birthdays("02-29")] == []
    assert [*Span(date(2028, 2, 29), date(2028, 2, 29)).birthdays("02-28")] == []


def test_a_month_is_kept_all_month_and_a_year_not_at_all() -> None:
    assert years_in("2024-02", date(2028, 2, 29), date(2028, 2, 29)) == [(date(2028, 2, 1), 4)]
    assert years_in("2024-02", date(2028, 3, 1), date(2028, 3, 1)) == []
    assert years_in("2024", date(2028, 1, 1), date(2028, 12, 31)) == []
    assert years_in("2024-02-29", date(2024, 2, 1), date(2024, 12, 31)) == []


@given(st.dates(date(1950, 1, 1), date(2030, 12, 31)), st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 800))  # fmt: skip
def test_every_year_of_a_span_has_its_day(day: date, since: date, length: int) -> None:
    until = since + timedelta(length)
    found = years_in(str(day), since, until)
    expected = [
        (on, year - day.year)
        for year in range(max(since.year, day.year + 1), until.year + 1)
        if since <= (on := on_year(day.month, day.day, year)) <= until
    ]
    assert found == expected
    born = [one.first for one in Span(since, until).birthdays(f"{day:%m-%d}")]
    assert set(born) >= {on for on, _ in found}


@given(st.dates(date(1900, 1, 1), date(2900, 1, 1)), st.integers(0, 400))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


@given(
    st.integers(1950, 2060),
    st.integers(1, 12),
    st.dates(date(1999, 12, 25), date(2060, 1, 1)),
)
def test_a_month_is_kept_on_each_of_its_days_and_a_year_on_none(
    year: int, month: int, since: date
) -> None:
    for day in (since + timedelta(number) for number in range(40)):
        kept = day.month == month and day.year > year
        found = years_in(f"{year}-{month:02}", day, day)
        assert found == ([(date(day.year, month, 1), day.year - year)] if kept else [])
        assert years_in(f"{year}", day, day) == []


@given(st.dates(date(2000, 1, 1), date(2000, 12, 31)) | st.just(date(2000, 2, 29)), st.integers(2001, 2400))  # fmt: skip
def test_every_year_has_one_birthday_and_one_anniversary(day: date, year: int) -> None:
    """2000 is a leap year, 2100 is none."""
    whole = Span(date(year, 1, 1), date(year, 12, 31))
    (born,) = whole.birthdays(f"{day:%m-%d}")
    (kept,) = whole.anniversaries(str(day))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    expected = date(year, 2, 28) if (day.month, day.day) == (2, 29) and not is_leap else date(year, day.month, day.day)  # fmt: skip
    assert (born.first, kept.first, kept.years) == (expected, expected, year - 2000)
    nearby = (expected + timedelta(number) for number in (-2, -1, 0, 1, 2))
    found = [one for one in nearby for _ in Span(one, one).birthdays(f"{day:%m-%d}")]
    assert found == [expected], "on no other day"
