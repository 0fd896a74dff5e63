"""Real input, that nobody here wrote, all the way through."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import feedparser
import pytest
from oracles import broken_links
from portals import MKDOCS, TODAY, SmallPortal
from real_portal import agrees, id_of, news_of, people_of, record_of

from enishi.build import open_portal
from enishi.dates import Day
from enishi.outputs import newsletter
from enishi.problems import Problems

pytestmark = pytest.mark.shared
BASE = "https://alumni.example.com/"
LETTER = """\
---
title: 秋の便り
date: 2026-11-20
news: {since: 2018-01-01, most: 5}
---
こんにちは。
"""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


@pytest.fixture(scope="module")
def issues(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    """The newsletter issues as news; what is refused is mended as the problem says."""
    news = news_of(shared)
    small = SmallPortal(tmp_path_factory.mktemp("issues"))
    small.write({"mkdocs.yml": MKDOCS, **news, "content/newsletters/2026-11-autumn.md": LETTER})
    spoilt = {path: text for path, text in news.items() if _CONTROL.search(text)}
    # What real letters say of releases is remarked on, which stops nothing.
    told = [one for one in small.problems() if not one.endswith(" tone-release")]
    assert told == [
        f"{path}:{number}:{found.start() + 1} text-control"
        for path, text in spoilt.items()
        for number, line in enumerate(text.split("\n"), 1)
        for found in _CONTROL.finditer(line)
    ]
    return small.write({path: _CONTROL.sub("", text) for path, text in spoilt.items()})


@pytest.fixture(scope="module")
def built(
    shared: Path, issues: SmallPortal, tmp_path_factory: pytest.TempPathFactory
) -> SmallPortal:
    """The real people beside the issues."""
    small = SmallPortal(tmp_path_factory.mktemp("real"))
    shutil.copytree(issues.root, small.root, dirs_exist_ok=True)
    small.write({f"alumni/{id_of(one)}.yml": record_of(one) for one in people_of(shared)})
    small.build()
    return small


def test_every_person_who_agreed_has_a_page_and_no_other(built: SmallPortal, shared: Path) -> None:
    people = list(people_of(shared))
    assert len(people) == len({id_of(one) for one in people}) == 687
    expected = {id_of(one) for one in people if agrees(one)}
    folders = {"joined", "departments", "projects", "places", "page", "rows"}
    found = {path.parent.name for path in (built.site / "alumni").glob("*/index.html")} - folders
    assert found == expected
    listed = json.loads((built.site / "alumni/people.json").read_text(encoding="utf-8"))["paths"]
    assert set(listed) == {f"alumni/{one}/" for one in expected}


def pages_of(small: SmallPortal, pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(small.site.glob(pattern)))


def test_every_item_is_in_the_list_in_its_year_and_in_the_feeds(
    built: SmallPortal, shared: Path
) -> None:
    stems = [Path(path).stem for path in news_of(shared)]
    assert len(stems) == 77
    lists = pages_of(built, "news/index.html") + pages_of(built, "news/page/*/index.html")
    feeds = [
        pages_of(built, name) + pages_of(built, f"feeds/{name.replace('.', '-1.')}")
        for name in ("feed.xml", "atom.xml", "feed.json")
    ]
    for stem in stems:
        assert f"{stem}/" in lists
        assert f"{stem}/" in pages_of(built, f"news/{stem[:4]}/**/index.html")
        assert all(f"{BASE}news/{stem}/" in feed for feed in feeds)


def test_no_link_of_the_site_is_broken(built: SmallPortal) -> None:
    """Every href, src and action leads to a file, every fragment to an ID."""
    assert broken_links(built.site, BASE) == []


@pytest.mark.parametrize("name", ["feed.xml", "feeds/feed-1.xml", "atom.xml", "feeds/atom-1.xml"])
def test_the_feeds_can_be_read(built: SmallPortal, name: str) -> None:
    feed = feedparser.parse(io.BytesIO((built.site / name).read_bytes()))
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) == 50
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert all(entry.link.startswith(f"{BASE}news/") and entry.title for entry in feed.entries)


def test_the_newsletter_can_be_printed(issues: SmallPortal) -> None:
    opened = open_portal(issues.root, Problems(), lambda settings: Day(TODAY))
    (letter,) = opened.publication.newsletters
    assert len(letter.stories) == 5
    html = newsletter.render_html(letter, opened.publication, opened.press)
    text = newsletter.render_text(letter, opened.publication, opened.press)
    for story in letter.stories:
        assert story.title in html
        assert story.title in text
    assert "mailto:stop@example.com" in html
    assert "東京都千代田区例町1-2-3" in text
