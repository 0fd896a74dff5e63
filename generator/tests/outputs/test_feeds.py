"""RSS 2.0, Atom 1.0 and JSON Feed 1.1: the same items, whole, absolute, safe."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import factories
import feedparser
import pytest
from lxml import etree
from markupsafe import Markup

from enishi.views import Asset, Insider, Publication

Files = Callable[[str, Publication], dict[str, bytes]]
XML = ("rss", "atom")
MAIN = {"rss": "feed.xml", "atom": "atom.xml", "jsonfeed": "feed.json"}


def _parsed(data: bytes) -> Any:
    found = feedparser.parse(data)
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.fixture
def two_languages() -> Publication:
    older = factories.news_item(
        "2026-10-01-hello",
        title="Hello <again> & again",
        lang="en",
        published=datetime(2026, 10, 1, tzinfo=factories.ZONE),
        timed=False,
        tags=(),
        author=None,
    )
    return factories.publication(news=(factories.news_item(), older))


@pytest.mark.parametrize("name", MAIN)
def test_there_is_a_feed_of_all_of_each_tag_and_of_each_language(
    name: str, files: Files, two_languages: Publication
) -> None:
    suffix = {"rss": ".xml", "atom": ".atom.xml", "jsonfeed": ".json"}[name]
    expected = {
        MAIN[name],
        f"news/tags/info/{MAIN[name]}",
        f"feeds/ja{suffix}",
        f"feeds/en{suffix}",
    }
    assert set(files(name, two_languages)) == expected


@pytest.mark.parametrize("name", XML)
def test_a_parser_reads_the_items_newest_first(
    name: str, files: Files, two_languages: Publication
) -> None:
    found = _parsed(files(name, two_languages)[MAIN[name]])
    assert [entry.title for entry in found.entries] == [
        "天神に移りました",
        "Hello <again> & again",
    ]
    assert found.entries[0].link == "https://alumni.example.com/news/2026-11-05-tenjin/"
    assert found.entries[0].id == found.entries[0].link
    assert found.feed.link == "https://alumni.example.com/"
    assert found.feed.generator == "Enishi"


@pytest.mark.parametrize("name", XML)
def test_content_is_whole_and_absolute(name: str, files: Files, publication: Publication) -> None:
    [entry] = _parsed(files(name, publication)[MAIN[name]]).entries
    html = entry.content[0].value
    assert 'href="https://alumni.example.com/timeline/"' in html
    assert 'src="https://alumni.example.com/images/map.png"' in html
    assert 'href="https://alumni.example.com/news/2026-11-05-tenjin/#t-fn"' in html
    assert entry.summary == "福岡オフィスが天神に移りました。"


def test_rss_names_authors_without_addresses(files: Files, publication: Publication) -> None:
    text = files("rss", publication)["feed.xml"].decode()
    assert "<dc:creator>佐藤 健一</dc:creator>" in text
    assert "<author>" not in text
    assert "@" not in text


def test_rss_dates_are_in_the_portals_zone(files: Files, publication: Publication) -> None:
    tree = etree.fromstring(files("rss", publication)["feed.xml"])
    assert tree.findtext("channel/item/pubDate") == "Thu, 05 Nov 2026 10:00:00 +0900"
    assert tree.findtext("channel/lastBuildDate") == "Thu, 05 Nov 2026 10:00:00 +0900"


def test_rss_names_itself_and_its_permalinks(files: Files, publication: Publication) -> None:
    tree = etree.fromstring(files("rss", publication)["feed.xml"])
    own = tree.find("channel/{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.attrib == {
        "href": "https://alumni.example.com/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    guid = tree.find("channel/item/guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "true"


def test_atom_entries_say_when_they_came_out(files: Files, publication: Publication) -> None:
    tree = etree.fromstring(files("atom", publication)["atom.xml"])
    atom = {"a": "http://www.w3.org/2005/Atom"}
    dates = tree.xpath("//a:updated/text() | //a:published/text()", namespaces=atom)
    assert dates == ["2026-11-05T10:00:00+09:00"] * 3
    assert tree.xpath("string(//a:entry/a:content/@type)", namespaces=atom) == "html"


def test_json_feed_has_its_shape_and_no_nulls(files: Files, two_languages: Publication) -> None:
    text = files("jsonfeed", two_languages)["feed.json"].decode()
    found = json.loads(text)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == "https://alumni.example.com/feed.json"
    assert found["language"] == "ja"
    first, second = found["items"]
    assert first["authors"] == [
        {"name": "佐藤 健一", "url": "https://alumni.example.com/alumni/kenichi-sato/"}
    ]
    assert first["date_published"] == "2026-11-05T10:00:00+09:00"
    assert first["tags"] == ["お知らせ"]
    assert second["language"] == "en"
    assert "authors" not in second
    assert "null" not in text


def test_a_picture_comes_along(files: Files) -> None:
    item = factories.news_item(image=factories.picture())
    asset = Asset("images/party.jpg", b"x" * 321)
    shown = factories.publication(news=(item,), assets=(asset,))
    tree = etree.fromstring(files("rss", shown)["feed.xml"])
    enclosure = tree.find("channel/item/enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {
        "url": "https://alumni.example.com/images/party.jpg",
        "length": "321",
        "type": "image/jpeg",
    }
    found = json.loads(files("jsonfeed", shown)["feed.json"])
    assert found["items"][0]["image"] == "https://alumni.example.com/images/party.jpg"


def test_what_only_insiders_know_is_told_with_whom_it_concerns(files: Files) -> None:
    insiders = (Insider("left < 2022", "六階です。"), Insider("みなさん", "鍵は同じです。"))
    told = factories.publication(news=(factories.news_item(insider=insiders),))
    [item] = json.loads(files("jsonfeed", told)["feed.json"])["items"]
    assert "<h3>2022年より前に卒業した方へ</h3><p>六階です。</p>" in item["content_html"]
    assert "<h3>みなさん</h3><p>鍵は同じです。</p>" in item["content_html"]


@pytest.mark.parametrize("name", XML)
def test_no_character_breaks_the_xml(name: str, files: Files) -> None:
    hostile = "]]> </description> \ufffe \x0b \x85 \u2028 <script>alert(1)</script> &amp; 🎉 𠮷"
    item = factories.news_item(
        title=hostile, summary=hostile, body=Markup("<p>{}</p>").format(hostile)
    )
    [entry] = _parsed(files(name, factories.publication(news=(item,)))[MAIN[name]]).entries
    assert "𠮷" in entry.title
    assert "\x0b" not in entry.title


@pytest.mark.parametrize("name", XML)
def test_without_items_a_feed_is_valid_and_of_today(name: str, files: Files) -> None:
    found = _parsed(files(name, factories.publication(news=(), tags=()))[MAIN[name]])
    assert not found.entries
    assert "22" in found.feed.updated


@pytest.mark.parametrize("name", MAIN)
def test_without_an_address_there_are_no_feeds(name: str, files: Files) -> None:
    assert not files(name, factories.publication(site=factories.site(url="")))


@pytest.mark.parametrize("name", XML)
def test_two_thousand_items_take_as_long_as_twenty_times_a_hundred(name: str, files: Files) -> None:
    def seconds(count: int) -> float:
        first = factories.news_item(tags=())
        items = tuple(
            replace(first, path=f"news/{at}/", published=first.published - timedelta(hours=at))
            for at in range(count)
        )
        many = factories.publication(news=items, tags=())
        start = time.process_time()
        files(name, many)
        return time.process_time() - start

    few = min(seconds(200) for _ in range(3))
    assert seconds(2000) < 25 * few
