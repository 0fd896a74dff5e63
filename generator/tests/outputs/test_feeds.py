"""RSS 2.0, Atom 1.0 and JSON Feed 1.1: the same items, whole, absolute, safe."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import factories
import feedparser
import pytest
from lxml import etree
from markupsafe import Markup

from enishi.gazetteer import Gazetteer
from enishi.markup import absolute
from enishi.source.grammar import parse
from enishi.views import Insider, Publication

Files = Callable[[str, Publication], dict[str, bytes]]
XML = ("rss", "atom")
MAIN = {"rss": "feed.xml", "atom": "atom.xml", "jsonfeed": "feed.json"}


SUFFIX = {"rss": ".xml", "atom": ".atom.xml", "jsonfeed": ".json"}
HISTORY = "{http://purl.org/syndication/history/1.0}archive"


def _kind(path: str) -> str:
    name = path.rpartition("/")[2]
    if name.endswith(".json"):
        return "jsonfeed"
    return "atom" if name.startswith("atom") or name.endswith(".atom.xml") else "rss"


@pytest.fixture
def feeds(files: Files) -> Files:
    """`feeds("rss", publication)`: `{path: bytes}` of the feeds in one format."""

    def make(name: str, publication: Publication) -> dict[str, bytes]:
        made = files("feeds", publication)
        return {path: data for path, data in made.items() if _kind(path) == name}

    return make


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
    name: str, feeds: Files, two_languages: Publication
) -> None:
    suffix = SUFFIX[name]
    expected = {
        MAIN[name],
        f"news/tags/info/{MAIN[name]}",
        f"feeds/ja{suffix}",
        f"feeds/en{suffix}",
    }
    assert set(feeds(name, two_languages)) == expected


@pytest.mark.parametrize("name", XML)
def test_a_parser_reads_the_items_newest_first(
    name: str, feeds: Files, two_languages: Publication
) -> None:
    found = _parsed(feeds(name, two_languages)[MAIN[name]])
    assert [entry.title for entry in found.entries] == [
        "天神に移りました",
        "Hello <again> & again",
    ]
    assert found.entries[0].link == "https://alumni.example.com/news/2026-11-05-tenjin/"
    assert found.entries[0].id == found.entries[0].link
    assert found.feed.link == "https://alumni.example.com/"
    assert found.feed.generator == "Enishi"


@pytest.mark.parametrize("name", XML)
def test_content_is_whole_and_absolute(name: str, feeds: Files, publication: Publication) -> None:
    [entry] = _parsed(feeds(name, publication)[MAIN[name]]).entries
    html = entry.content[0].value
    assert 'href="https://alumni.example.com/timeline/"' in html
    assert 'src="https://alumni.example.com/images/map.png"' in html
    assert 'href="https://alumni.example.com/news/2026-11-05-tenjin/#t-fn"' in html
    assert entry.summary == "福岡オフィスが天神に移りました。"


def test_rss_names_authors_without_addresses(feeds: Files, publication: Publication) -> None:
    text = feeds("rss", publication)["feed.xml"].decode()
    assert "<dc:creator>佐藤 健一</dc:creator>" in text
    assert "<author>" not in text
    assert "@" not in text


def test_rss_dates_are_in_the_portals_zone(feeds: Files, publication: Publication) -> None:
    tree = etree.fromstring(feeds("rss", publication)["feed.xml"])
    assert tree.findtext("channel/item/pubDate") == "Thu, 05 Nov 2026 10:00:00 +0900"
    assert tree.findtext("channel/lastBuildDate") == "Thu, 05 Nov 2026 10:00:00 +0900"


def test_rss_names_itself_and_its_permalinks(feeds: Files, publication: Publication) -> None:
    tree = etree.fromstring(feeds("rss", publication)["feed.xml"])
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


def test_atom_entries_say_when_they_came_out(feeds: Files, publication: Publication) -> None:
    tree = etree.fromstring(feeds("atom", publication)["atom.xml"])
    atom = {"a": "http://www.w3.org/2005/Atom"}
    dates = tree.xpath("//a:updated/text() | //a:published/text()", namespaces=atom)
    assert dates == ["2026-11-05T10:00:00+09:00"] * 3
    assert tree.xpath("string(//a:entry/a:content/@type)", namespaces=atom) == "html"


def test_json_feed_has_its_shape_and_no_nulls(feeds: Files, two_languages: Publication) -> None:
    text = feeds("jsonfeed", two_languages)["feed.json"].decode()
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


def test_a_picture_comes_along(feeds: Files) -> None:
    shown = factories.publication(news=(factories.news_item(image=factories.picture()),))
    address = "https://alumni.example.com/images/party.jpg"
    tree = etree.fromstring(feeds("rss", shown)["feed.xml"])
    enclosure = tree.find("channel/item/enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": address, "length": "0", "type": "image/jpeg"}
    [entry] = _parsed(feeds("atom", shown)["atom.xml"]).entries
    assert [(one.href, one.type) for one in entry.enclosures] == [(address, "image/jpeg")]
    found = json.loads(feeds("jsonfeed", shown)["feed.json"])
    assert found["items"][0]["image"] == address


@pytest.mark.parametrize("name", MAIN)
def test_pictures_in_feeds_are_ones_that_every_reader_shows(name: str, feeds: Files) -> None:
    path = "images/sea-0a1b2c3d-1280x500.jpg"
    body = Markup(
        '<p><img src="\x02{0}.webp" alt="海" width="1280" height="500" '
        'srcset="\x02{0}.webp 1280w" sizes="640px" decoding="async" loading="lazy"></p>'
    ).format(path)
    news = (factories.news_item(body=body),)
    text = feeds(name, factories.publication(news=news))[MAIN[name]].decode()
    assert f"https://alumni.example.com/{path}" in text
    for word in ("webp", "srcset", "loading"):
        assert word not in text


def test_what_only_insiders_know_is_told_with_whom_it_concerns(feeds: Files) -> None:
    rules = (Gazetteer().rule(parse(text)) for text in ("left < 2022", "place = 福岡"))
    insiders = tuple(map(Insider, rules, ("六階です。", "鍵は同じです。")))
    told = factories.publication(news=(factories.news_item(insider=insiders),))
    [item] = json.loads(feeds("jsonfeed", told)["feed.json"])["items"]
    assert "<h3>2022年より前に卒業した方へ</h3><p>六階です。</p>" in item["content_html"]
    assert "<h3>福岡にいた方へ</h3><p>鍵は同じです。</p>" in item["content_html"]


@pytest.mark.parametrize("name", XML)
def test_no_character_breaks_the_xml(name: str, feeds: Files) -> None:
    hostile = "]]> </description> \ufffe \x0b \x85 \u2028 <script>alert(1)</script> &amp; 🎉 𠮷"
    item = factories.news_item(
        title=hostile, summary=hostile, body=Markup("<p>{}</p>").format(hostile)
    )
    [entry] = _parsed(feeds(name, factories.publication(news=(item,)))[MAIN[name]]).entries
    assert "𠮷" in entry.title
    assert "\x0b" not in entry.title


@pytest.mark.parametrize("name", XML)
def test_without_items_a_feed_is_valid_and_of_today(name: str, feeds: Files) -> None:
    found = _parsed(feeds(name, factories.publication(news=(), tags=()))[MAIN[name]])
    assert not found.entries
    assert "22" in found.feed.updated


@pytest.mark.parametrize("name", MAIN)
def test_without_an_address_there_are_no_feeds(name: str, feeds: Files) -> None:
    assert not feeds(name, factories.publication(site=factories.site(url="")))


def many(count: int, **given: Any) -> tuple[Any, ...]:
    """News of so many hours, newest first; the oldest is `news/0/`."""
    first = factories.news_item(**given)
    return tuple(
        replace(
            first,
            id=str(at),
            path=f"news/{at}/",
            published=first.published - timedelta(hours=5000 - at),
        )
        for at in reversed(range(count))
    )


def _with(count: int, most: int = 5) -> Publication:
    return factories.publication(news=many(count), site=factories.site(feed_items=most))


def _read(name: str, data: bytes) -> tuple[list[str], dict[str, str]]:
    """The IDs of a document, and its links to its neighbours as site paths."""
    if name == "jsonfeed":
        whole = json.loads(data)
        links = {"prev-archive": whole["next_url"]} if "next_url" in whole else {}
        ids = [item["id"] for item in whole["items"]]
    else:
        found = _parsed(data)
        links = {link.rel: link.href for link in found.feed.links}
        ids = [entry.id for entry in found.entries]
    return ids, {rel: href.removeprefix(factories.URL) for rel, href in links.items()}


def _walked(name: str, made: dict[str, bytes], path: str) -> list[list[str]]:
    """What each document holds, from the one that is subscribed to back to the oldest."""
    held = []
    while path:
        ids, links = _read(name, made[path])
        held.append(ids)
        path = links.get("prev-archive", "")
    return held


@pytest.mark.parametrize("name", MAIN)
@pytest.mark.parametrize("count", [1, 5, 6, 10, 11, 23])
def test_every_item_is_found_along_the_archives(name: str, count: int, feeds: Files) -> None:
    made = feeds(name, _with(count))
    for path in (MAIN[name], f"news/tags/info/{MAIN[name]}", f"feeds/ja{SUFFIX[name]}"):
        newest, *archives = _walked(name, made, path)
        everything = [f"{factories.URL}news/{at}/" for at in reversed(range(count))]
        assert newest == everything[:5]
        assert all(len(archive) == 5 for archive in archives)
        # Only the newest archive may repeat what is subscribed to (RFC 5005, 4.2: by its ID).
        older = [one for archive in archives for one in archive]
        assert len(older) == len(set(older))
        assert list(dict.fromkeys([*newest, *older])) == everything
    documents = 1 + -(-max(0, count - 5) // 5)
    assert len(made) == 3 * documents


@pytest.mark.parametrize("name", MAIN)
def test_a_new_item_leaves_archives_as_they_are(name: str, feeds: Files) -> None:
    before = feeds(name, _with(22))
    for count in range(23, 33):
        after = feeds(name, _with(count))
        changed = {path for path in before if after[path] != before[path]}
        subscribed = {MAIN[name], f"news/tags/info/{MAIN[name]}", f"feeds/ja{SUFFIX[name]}"}
        newest = {path for path in before if "next-archive" not in _read(name, before[path])[1]}
        assert changed & subscribed == subscribed
        assert changed <= subscribed | newest
        if len(after) == len(before):
            assert changed == subscribed
        before = after


@pytest.mark.parametrize("name", XML)
def test_archives_say_that_they_are_and_whose(name: str, feeds: Files) -> None:
    made = feeds(name, _with(15))
    stem, _, suffix = MAIN[name].partition(".")
    first, second = f"feeds/{stem}-1.{suffix}", f"feeds/{stem}-2.{suffix}"
    assert HISTORY not in {element.tag for element in etree.fromstring(made[MAIN[name]]).iter()}
    for path in (first, second):
        assert len(list(etree.fromstring(made[path]).iter(HISTORY))) == 1
    _, links = _read(name, made[second])
    assert links["self"] == second
    assert links["current"] == MAIN[name]
    assert links["prev-archive"] == first
    assert "next-archive" not in links
    _, links = _read(name, made[first])
    assert links["next-archive"] == second
    assert "prev-archive" not in links
    whole, archive = _parsed(made[MAIN[name]]).feed, _parsed(made[first]).feed
    assert archive.get("id") == whole.get("id")
    assert archive.link == whole.link == factories.URL


def test_archives_in_json_keep_the_address_of_their_feed(feeds: Files) -> None:
    made = feeds("jsonfeed", _with(7))
    assert json.loads(made["feed.json"])["next_url"] == f"{factories.URL}feeds/feed-1.json"
    archive = json.loads(made["feeds/feed-1.json"])
    assert archive["feed_url"] == f"{factories.URL}feed.json"
    assert "next_url" not in archive


def test_fifty_items_need_no_archive(feeds: Files) -> None:
    assert set(feeds("rss", factories.publication(news=many(50)))) == {
        "feed.xml",
        "news/tags/info/feed.xml",
        "feeds/ja.xml",
    }


def test_the_text_of_an_item_is_made_once_for_all_feeds(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def counted(text: str, base: str) -> str:
        made.append(text)
        return absolute(text, base)

    monkeypatch.setattr("enishi.outputs._feeds.absolute", counted)
    files("feeds", _with(23))
    assert len(made) == 23
