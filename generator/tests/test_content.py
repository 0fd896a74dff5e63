"""Markdown records: dates, permalinks and what their fields may say."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portals import MKDOCS, SmallPortal

from enishi.source.content import permalink_of
from enishi.source.schema import ID

Make = Callable[[dict[str, str | bytes]], SmallPortal]


def news(**fields: str) -> str:
    head = {"title": "題", **fields}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in head.items()) + "---\n本文\n"


def published(small: SmallPortal) -> list[str]:
    return [item.published.isoformat() for item in small.publication().news]


@pytest.mark.parametrize(
    ("stem", "fields", "moment"),
    [
        ("2026-11-05-a", {}, "2026-11-05T00:00:00+09:00"),
        ("2026-11-05", {}, "2026-11-05T00:00:00+09:00"),
        ("2026-11-05 天神", {}, "2026-11-05T00:00:00+09:00"),
        ("2026-11-05_a", {}, "2026-11-05T00:00:00+09:00"),
        ("2026-11-05-a", {"date": "2026-10-01"}, "2026-10-01T00:00:00+09:00"),
        ("a", {"date": "2026-10-01 10:30"}, "2026-10-01T10:30:00+09:00"),
        ("a", {"date": "2026-10-01 10:30Z"}, "2026-10-01T19:30:00+09:00"),
        ("2026-13-05-a", {"date": "2026-10-01"}, "2026-10-01T00:00:00+09:00"),
    ],
)
def test_the_date_comes_from_the_front_matter_or_the_file_name(
    portal: Make, stem: str, fields: dict[str, str], moment: str
) -> None:
    assert published(portal({f"content/news/{stem}.md": news(**fields)})) == [moment]


def test_another_time_zone_may_be_set(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-a.md": news()})
    small.write({"mkdocs.yml": MKDOCS + "    timezone: Europe/Berlin\n"})
    assert published(small) == ["2026-11-05T00:00:00+01:00"]


@pytest.mark.parametrize("fields", [{}, {"date": ""}, {"date": "''"}])
@pytest.mark.parametrize("stem", ["a", "2026-02-30-a", "20261105-a"])
def test_news_without_a_date_is_a_mistake(portal: Make, stem: str, fields: dict[str, str]) -> None:
    (fault,) = portal({f"content/news/{stem}.md": news(**fields)}).problems()
    assert fault.endswith("date-missing")


def test_a_bad_date_is_told_even_where_the_file_name_has_a_good_one(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-a.md": news(date="November 5, 2026")})
    assert small.problems() == ["content/news/2026-11-05-a.md:3:7 moment-bad"]


@pytest.mark.parametrize(
    ("stem", "permalink"),
    [
        ("2026-11-05-tenjin", "2026-11-05-tenjin"),
        ("2026-11-05 Tenjin_Office", "2026-11-05-tenjin-office"),
        ("about.us", "about-us"),
        ("2026-11-05-天神オフィス", "2026-11-05-f99c9a96"),
        ("天神オフィス", "x-262bdedf"),
        ("🎉", "x-6146299c"),
    ],
)
def test_a_permalink_is_short_ascii_and_for_ever(stem: str, permalink: str) -> None:
    """These must never change: links to them are out in the world."""
    assert permalink_of(stem) == permalink


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=80))
def test_every_file_name_gives_a_permalink(stem: str) -> None:
    found = permalink_of(stem)
    assert ID.match(found)
    assert found == permalink_of(unicodedata.normalize("NFD", stem))


def test_names_that_differ_only_beyond_ascii_get_different_permalinks() -> None:
    stems = [f"2026-11-05-{hashlib.sha256(bytes([n])).hexdigest()[:6]}号" for n in range(200)]
    assert len({permalink_of(stem) for stem in stems}) == 200


def test_a_permalink_does_not_change_with_title_or_text(portal: Make) -> None:
    file = "content/news/2026-11-05-天神.md"
    (before,) = portal({file: news()}).publication().news
    (after,) = portal({file: news(title="改題", tags="[移転]") + "加筆"}).publication().news
    assert before.title != after.title
    assert before.path == after.path


def test_a_slug_names_the_address(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-天神.md": news(slug="tenjin")})
    assert [item.path for item in small.publication().news] == ["news/tenjin/"]


def test_an_event_and_an_opening_have_what_they_need(portal: Make) -> None:
    small = portal({"content/events/a.md": news(), "content/openings/b.md": news()})
    assert small.problems() == [
        "content/events/a.md:2:1 key-missing",
        *["content/openings/b.md:2:1 key-missing"] * 3,
    ]


def test_alumni_only_news_does_not_stand_in_content(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-a.md": news(audience="alumni")})
    assert small.problems() == ["content/news/2026-11-05-a.md:2:1 audience-private"]


def test_a_letter_may_be_signed_by_a_name_with_a_title(portal: Make) -> None:
    head = "---\ntitle: 便り\ndate: 2026-11-01\nfrom: {name: 社長, title: 代表}\n---\n"
    (letter,) = portal({"content/newsletters/a.md": head}).publication().newsletters
    assert (letter.signed.name, letter.signed_title) == ("社長", "代表")
    assert letter.published == date(2026, 11, 1)
