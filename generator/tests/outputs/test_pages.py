"""Pages: what stands in which list, and that every list is whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import factories
import pytest

from enishi.dates import PartialDate
from enishi.outputs._paging import sheets_of
from enishi.outputs._share import share_of
from enishi.outputs.timeline import leaving_years
from enishi.readings import folded, readings_of, romaji_of
from enishi.views import SITE, Cohort, Made, Note, Page, Press, Publication

Pages = Callable[[str, Publication], dict[str, Page]]
Files = Callable[[str, Publication], dict[str, bytes]]


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


def test_the_filter_knows_everyone_as_printed(files: Files, publication: Publication) -> None:
    made = json.loads(files("alumni", publication)["alumni/people.json"])
    [person] = made["people"]
    assert person["u"] == "alumni/kenichi-sato/"
    assert person["y"] == "2015–2026"
    assert person["k"] == "さとう けんいち"
    assert "department:qa" in person["f"]
    for word in ("佐藤 健一", "さとう", "kenichi sato", "satou", "品質管理部", "みなと計測"):
        assert folded(word) in person["q"], word
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


def test_only_listed_pages_stand_in_the_sitemap(
    publication: Publication, files_over: Callable[..., dict[str, bytes]]
) -> None:
    made = [
        Made("", "", "", "", None, True),
        Made("news/x&y/", "", "", "", date(2026, 11, 5), True),
        Made("404.html", "", "", "", None, False),
    ]
    found = files_over("sitemap", made, publication)
    text = found["sitemap.xml"].decode()
    assert "<loc>https://alumni.example.com/</loc>" in text
    assert "<loc>https://alumni.example.com/news/x%26y/</loc><lastmod>2026-11-05</lastmod>" in text
    assert "404" not in text
    assert b"Sitemap: https://alumni.example.com/sitemap.xml" in found["robots.txt"]
    assert found[".nojekyll"] == b""


def test_without_an_address_there_is_no_sitemap(
    files_over: Callable[..., dict[str, bytes]],
) -> None:
    found = files_over("sitemap", [], factories.publication(site=factories.site(url="")))
    assert set(found) == {"robots.txt", ".nojekyll"}


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
