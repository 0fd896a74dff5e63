"""Pages: what stands in which list, and that every list is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

import factories
import pytest

from enishi.dates import PartialDate
from enishi.outputs._found import words_of
from enishi.outputs._paging import sheets_of
from enishi.outputs._share import share_of
from enishi.outputs.timeline import leaving_years
from enishi.readings import folded, readings_of, romaji_of
from enishi.views import SITE, Cohort, Made, Note, Page, Press, Publication, Ref

Pages = Callable[[str, Publication], dict[str, Page]]
FilesOver = Callable[[str, list[Made], Publication], dict[str, bytes]]


def test_a_list_is_cut_into_pages_and_nothing_is_lost() -> None:
    sheets = list(sheets_of(range(45), 20, "news/"))
    assert [sheet.path for sheet in sheets] == ["news/", "news/page/2/", "news/page/3/"]
    assert [item for sheet in sheets for item in sheet.items] == list(range(45))
    assert [sheet.pager.newer_path for sheet in sheets] == ["", "news/", "news/page/2/"]
    assert [sheet.pager.older_path for sheet in sheets] == ["news/page/2/", "news/page/3/", ""]
    assert {sheet.pager.last for sheet in sheets} == {3}


def test_an_empty_list_has_a_page() -> None:
    nothing: tuple[str, ...] = ()
    [sheet] = sheets_of(nothing, 20, "news/")
    assert (sheet.path, sheet.pager.last) == ("news/", 1)


def _many(count: int) -> Publication:
    first = factories.news_item()
    items = tuple(
        replace(
            first,
            id=f"n{at}",
            path=f"news/n{at}/",
            title=f"便り {at:03}",
            published=first.published - timedelta(days=20 * at),
        )
        for at in range(count)
    )
    return factories.publication(news=items)


def test_every_item_is_in_the_list_in_a_year_and_under_its_tag(pages: Pages) -> None:
    many = _many(50)
    made = pages("news", many)
    for item in many.news:
        link = f'href="{SITE}{item.path}"'
        year = item.published.year
        for base in ("news/", f"news/{year}/", "news/tags/info/"):
            lists = [
                page
                for path, page in made.items()
                if path == base or path.startswith(f"{base}page/")
            ]
            assert any(link in page.html for page in lists), (item.id, base)
    assert made["news/page/2/"].title == "便り（2ページ目）"


def test_the_year_is_that_of_the_portals_zone(pages: Pages) -> None:
    late = datetime.fromisoformat("2025-12-31T23:30:00+00:00")
    made = pages("news", factories.publication(news=(factories.news_item(published=late),)))
    assert "news/2026/" in made
    assert "news/2025/" not in made


def test_a_tags_list_names_its_feed(pages: Pages, publication: Publication) -> None:
    head = pages("news", publication)["news/tags/info/"].head
    assert f'href="{SITE}news/tags/info/feed.xml"' in head
    assert f'href="{SITE}feed.xml"' in head


def test_home_shows_what_is_next_and_who_shared_something(
    pages: Pages, publication: Publication
) -> None:
    soon = factories.event(
        "soon", title="来週の会", starts=datetime(2026, 11, 28, tzinfo=factories.ZONE)
    )
    off = factories.event(
        "off",
        title="中止の会",
        cancelled=True,
        starts=datetime(2026, 11, 24, tzinfo=factories.ZONE),
    )
    gone = factories.event(
        "gone", title="先週の会", past=True, starts=datetime(2026, 11, 15, tzinfo=factories.ZONE)
    )
    shown = replace(publication, events=(factories.event(), soon, off, gone))
    html = pages("home", shown)[""].html
    assert "来週の会" in html
    assert "中止の会" not in html
    assert "先週の会" not in html
    assert "海の見える部屋に引っ越しました。" in html


def test_home_shows_the_latest_notes(pages: Pages) -> None:
    people = tuple(
        factories.profile(f"p{at}", lately=Note(date(2026, 1, 1 + at), f"近況その{at}。"))
        for at in range(6)
    )
    html = pages("home", factories.publication(people=people))[""].html
    assert "近況その5。" in html
    assert "近況その1。" not in html


def _people(count: int) -> Publication:
    rows = "あかさたなはまやらわ"
    people = tuple(
        factories.profile(f"p{at}", name=f"人 {at}", row=rows[at * len(rows) // count])
        for at in range(count)
    )
    return factories.publication(people=people)


def test_everyone_stands_in_the_directory_once(pages: Pages) -> None:
    many = _people(250)
    made = pages("alumni", many)
    sheets = [made[path] for path in ("alumni/", "alumni/page/2/", "alumni/page/3/")]
    for person in many.people:
        link = f'href="{SITE}{person.path}"'
        assert sum(link in page.html for page in sheets) == 1, person.id
    assert made["alumni/"].html.count(f'href="{SITE}alumni/page/2/#row-わ"') == 1


def test_the_filter_knows_everyone_as_printed(
    files_over: FilesOver, publication: Publication
) -> None:
    [person] = publication.people
    pages = [Made(person.path, person.name, "", "", None, True, words_of(person))]
    made = json.loads(files_over("finder", pages, publication)["alumni/people.json"])
    assert made["paths"] == ["alumni/kenichi-sato/"]
    assert made["years"] == ["2015–2026"]
    assert made["kana"] == ["さとう けんいち"]
    [numbers], [words] = made["has"], made["words"]
    values = [made["facets"][number] for number in numbers]
    assert ("department", "qa") in [(value["kind"], value["key"]) for value in values]
    labels = [value["label"] for value in values]
    for word in ("佐藤 健一", "さとう", "kenichi sato", "satou", "品質管理部", "みなと計測"):
        assert folded(word) in words or word in labels, word
    labels = {facet["kind"]: facet["label"] for facet in made["facets"]}
    assert labels == {
        "joined": "2015年", "left": "2026年", "department": "品質管理部",
        "open": "若い人の相談相手",
    }  # fmt: skip


def test_groups_hold_who_was_part_of_them(pages: Pages, publication: Publication) -> None:
    made = pages("groups", publication)
    assert set(made) == {
        "alumni/departments/qa/",
        "alumni/projects/komorebi/",
        "alumni/places/fukuoka/",
        "alumni/joined/2015/",
    }
    for page in made.values():
        assert f'href="{SITE}alumni/kenichi-sato/"' in page.html, page.path


def test_a_person_who_came_back_is_in_a_group_once(pages: Pages) -> None:
    twice = factories.profile(stays=(factories.stay(), factories.stay()))
    html = pages("groups", factories.publication(people=(twice,)))["alumni/departments/qa/"].html
    assert html.count(f'href="{SITE}alumni/kenichi-sato/"') == 1


def test_a_large_group_is_paged_and_holds_everyone_once(pages: Pages) -> None:
    many = _people(250)
    made = pages("groups", many)
    base = "alumni/departments/qa/"
    sheets = [made[path] for path in (base, f"{base}page/2/", f"{base}page/3/")]
    for person in many.people:
        assert sum(f'href="{SITE}{person.path}"' in page.html for page in sheets) == 1, person.id
    assert [bool(page.text) for page in sheets] == [True, False, False]
    assert len({page.title for page in sheets}) == 3
    assert f'rel="next" href="{SITE}{base}page/2/"' in sheets[0].html
    assert max(len(page.html.encode()) for page in made.values()) < 150_000


def test_a_large_leaving_year_is_paged_and_told_once(pages: Pages) -> None:
    many = _people(250)
    made = pages("timeline", replace(many, left=(Cohort(2025, "since/2025/", many.people),)))
    sheets = [made[path] for path in ("since/2025/", "since/2025/page/2/", "since/2025/page/3/")]
    for person in many.people:
        assert sum(f'href="{SITE}{person.path}"' in page.html for page in sheets) == 1, person.id
    assert ["サポート部" in page.html for page in sheets] == [True, False, False]


def test_since_tells_only_what_came_later(pages: Pages, publication: Publication) -> None:
    left = (Cohort(2025, "since/2025/", publication.people),)
    made = pages("timeline", replace(publication, left=left))
    assert set(made) == {"timeline/", "since/", "since/2025/", "since/2026/"}
    html = made["since/2025/"].html
    assert "サポート部" in html
    assert "ひだまり" in html
    assert "工場ができました" not in html


def test_years_without_anybody_have_a_page_too() -> None:
    one = factories.publication(left=(Cohort(2023, "since/2023/", ()),))
    years = [cohort.year for cohort in leaving_years(one)]
    assert years == [2026, 2025, 2024, 2023]


def test_hand_pages_and_the_lost_one_are_made(pages: Pages, publication: Publication) -> None:
    made = pages("pages", publication)
    assert made["about/"].shell == "page:about"
    assert made["about/"].description == "れいの会です。"
    assert not made["404.html"].listed


def test_shared_links_hold_nothing_but_their_values(press: Press) -> None:
    title = "「集まり」&subject=x\r\nBcc: a@example.com #?"
    calls = share_of(title, "news/x/", factories.site(), press)
    assert [call.text for call in calls] == ["LinkedIn", "X", "Facebook", "LINE", "メール"]
    for call in calls:
        assert call.url.isascii()
        assert not set(call.url) & set(' "<>\r\n#')
        assert "https%3A%2F%2Falumni.example.com%2Fnews%2Fx%2F" in call.url
        assert "Bcc:" not in call.url
    assert calls[-1].url.startswith("mailto:?subject=%E3%80%8C")


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("さとう けんいち", "satou kenichi"),
        ("しゅういち", "shuuichi"),
        ("じょうじ", "jouji"),
        ("はっとり", "hattori"),
        ("まっちゃ", "matcha"),
        ("きょうこ", "kyouko"),
        ("シェリー", "sheri"),
        ("ふぁん", "fan"),
    ],
)
def test_kana_are_read_as_they_are_typed(kana: str, latin: str) -> None:
    assert romaji_of(kana) == latin


def test_a_reading_has_its_short_form() -> None:
    assert list(readings_of("さとう")) == ["さとう", "サトウ", "satou", "sato"]
    assert not list(readings_of(""))


def test_a_day_is_a_partial_date() -> None:
    assert factories.profile().joined == PartialDate(2015, 4, 1)


PER_PAGE = 3


def crowded(**given: Any) -> Publication:
    """A portal of three lines a page."""
    return factories.publication(site=factories.site(per_page=PER_PAGE), **given)


def _addresses(page: Page) -> list[str]:
    return re.findall(r'href="\x02([^"]*)"', page.html)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("openings", {"openings": tuple(factories.opening(f"n{at}") for at in range(7))}),
        ("letters", {"newsletters": tuple(factories.letter(f"n{at}") for at in range(7))}),
        ("events", {"events": tuple(factories.event(f"n{at}", past=True) for at in range(7))}),
    ],
)
def test_long_lists_are_paged(name: str, given: dict[str, Any], pages: Pages) -> None:
    made = pages(name, crowded(**given))
    lists = [f"{name}/", f"{name}/page/2/", f"{name}/page/3/"]
    shown = [[one for one in _addresses(made[path]) if "/n" in one] for path in lists]
    assert [len(one) for one in shown] == [3, 3, 1]
    assert sorted(chain(*shown)) == sorted(f"{name}/n{at}/" for at in range(7))
    assert len({made[path].title for path in lists}) == 3


def test_what_is_coming_stands_on_the_first_page_of_events_alone(pages: Pages) -> None:
    past = tuple(factories.event(f"n{at}", past=True) for at in range(4))
    made = pages("events", crowded(events=(factories.event("soon"), *past)))
    assert "events/soon/" in _addresses(made["events/"])
    assert "events/soon/" not in _addresses(made["events/page/2/"])
    assert "empty" not in made["events/page/2/"].html


def _told(count: int) -> tuple[Ref, ...]:
    return tuple(Ref(f"便り{at}", f"news/n{at}/", "2026年11月5日") for at in range(count))


def test_who_is_often_mentioned_has_a_list_of_it(pages: Pages) -> None:
    person, told = factories.profile(), _told(14)
    project = replace(factories.timeline().spans[1], news=_told(14))
    timeline = factories.timeline(spans=(project,))
    often = crowded(people=(person,), timeline=timeline, mentions={person.path: told})
    profile = pages("alumni", often)[person.path]
    group = pages("groups", often)[project.path]
    made = pages("mentions", often)
    for page, path in ((profile, person.path), (group, project.path)):
        assert len([one for one in _addresses(page) if one.startswith("news/n")]) == 12
        assert f"{path}mentions/" in _addresses(page)
        listed = [one for at, one in made.items() if at.startswith(path)]
        assert len(listed) == 5
        found = [one for each in listed for one in _addresses(each) if one.startswith("news/n")]
        assert found == [f"news/n{at}/" for at in range(14)]
        assert path in _addresses(listed[-1])


def test_whose_mentions_all_stand_on_their_page_has_no_list_of_them(pages: Pages) -> None:
    person, told = factories.profile(), _told(12)
    project = replace(factories.timeline().spans[1], news=_told(12))
    timeline = factories.timeline(spans=(project,))
    seldom = crowded(people=(person,), timeline=timeline, mentions={person.path: told})
    assert pages("mentions", seldom) == {}
    assert f"{person.path}mentions/" not in _addresses(pages("alumni", seldom)[person.path])


@pytest.mark.parametrize(("count", "listed"), [(40, False), (41, True)])
def test_the_most_used_tags_stand_beside_news_and_all_on_a_page(
    count: int, listed: bool, pages: Pages
) -> None:
    tags = tuple(factories.tag(f"話題{at}", f"t{at}") for at in range(count))
    made = pages("news", factories.publication(tags=tags))
    beside = [one for one in _addresses(made["news/"]) if one.startswith("news/tags/t")]
    assert beside == [f"news/tags/t{at}/" for at in range(40)]
    assert ("news/tags/" in made) is listed
    assert ("news/tags/" in _addresses(made["news/"])) is listed
    if listed:
        assert len([one for one in _addresses(made["news/tags/"]) if "/t" in one]) == 41
