"""Dates as people write and say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi import dates
from enishi.dates import PartialDate, day_of, moment_of, partial_date_of

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", date(2015, 1, 1), date(2015, 12, 31)),
        ("2015-04", date(2015, 4, 1), date(2015, 4, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-04-09", date(2015, 4, 9), date(2015, 4, 9)),
    ],
)
def test_a_partial_date_stands_for_every_day_it_may_mean(
    text: str, first: date, last: date
) -> None:
    found = partial_date_of(text)
    assert found is not None
    assert (found.first, found.last, str(found)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    ["", "15", "2015-4", "2015-13", "2015-02-30", "2015/04/01", "0999", "9999", "２０１５", "२०१५"]
    + ["no", "20150401", "2015-04-01T00:00", "2015-00", "2015-04-00", "+2015", "2015\n", "2015 "],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert partial_date_of(text) is None


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert day_of(day.isoformat()) == day
    assert partial_date_of(f"{day:%Y-%m}".zfill(7)) == PartialDate(day.year, day.month)


def test_the_last_day_there_is_leaves_room_for_one_more() -> None:
    """An event of one whole day ends on the day after (RFC 5545, 3.6.1)."""
    last = day_of("9998-12-31")
    assert last and last + timedelta(days=1)


def test_a_day_must_be_whole() -> None:
    assert day_of("2015-04") is None
    assert day_of("2015") is None


@given(st.text(max_size=30))
def test_no_text_makes_a_date_fail(text: str) -> None:
    partial_date_of(text)
    moment_of(text, TOKYO)


@pytest.mark.parametrize(
    ("text", "iso", "timed"),
    [
        ("2026-11-05", "2026-11-05T00:00:00+09:00", False),
        ("2026-11-05 10:00", "2026-11-05T10:00:00+09:00", True),
        ("2026-11-05T10:00:30", "2026-11-05T10:00:30+09:00", True),
        ("2026-11-05 10:00Z", "2026-11-05T19:00:00+09:00", True),
        ("2026-11-05 20:00-05:00", "2026-11-06T10:00:00+09:00", True),
    ],
)
def test_a_moment_is_in_the_portals_zone(text: str, iso: str, timed: bool) -> None:
    assert moment_of(text, TOKYO) == (datetime.fromisoformat(iso), timed)


@pytest.mark.parametrize(
    "text",
    ["2026-11", "2026-11-31", "2026-11-05 24:00", "2026-11-05 10:60", "2026-11-05 1:00"]
    + ["2026-11-05 10:00+99:00", "June 18, 2026", "2026-11-05  10:00", "9999-12-31 23:00-05:00"],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_of(text, TOKYO) is None


def at(text: str) -> datetime:
    found = moment_of(text, TOKYO)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("start", "end", "ja", "en"),
    [
        ("2026-12-04 19:00", None, "2026年12月4日(金) 19:00", "4 December 2026 19:00"),
        (
            "2026-12-04 19:00",
            "2026-12-04 21:00",
            "2026年12月4日(金) 19:00〜21:00",
            "4 December 2026 19:00–21:00",
        ),
        (
            "2026-12-04 19:00",
            "2026-12-05 01:30",
            "2026年12月4日(金) 19:00 〜 2026年12月5日(土) 1:30",
            "4 December 2026 19:00 – 5 December 2026 1:30",
        ),
    ],
)
def test_the_span_of_an_event_is_said_in_both_languages(
    start: str, end: str | None, ja: str, en: str
) -> None:
    until = at(end) if end else None
    assert dates.say_when(at(start), until, True, "ja") == ja
    assert dates.say_when(at(start), until, True, "en") == en


def test_days_without_a_time_of_day_say_none() -> None:
    one, two = at("2026-12-04"), at("2026-12-05")
    assert dates.say_when(one, one, False, "ja") == "2026年12月4日(金)"
    assert dates.say_when(one, two, False, "ja") == "2026年12月4日(金) 〜 2026年12月5日(土)"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_weekdays_go_on_in_order(day: date) -> None:
    names = [dates.say_day(day + timedelta(n), "ja")[-2] for n in range(7)]
    assert "".join(names) in "月火水木金土日" * 2


def test_months_are_english_in_any_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calendar.month_name", ["", *"①②③④⑤⑥⑦⑧⑨⑩⑪⑫"])
    assert dates.say_day(date(2026, 11, 5), "en") == "5 November 2026"


def test_a_date_is_said_as_exactly_as_it_is_known() -> None:
    for text, ja, en in (
        ("2015", "2015年", "2015"),
        ("2015-04", "2015年4月", "April 2015"),
        ("2015-04-01", "2015年4月1日", "1 April 2015"),
    ):
        when = partial_date_of(text)
        assert when
        assert (dates.say_partial(when, "ja"), dates.say_partial(when, "en")) == (ja, en)
