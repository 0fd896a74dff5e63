"""Hostile and awkward strings in every text field: refused with their place, or inert.

The pages are compared with those of a twin portal whose fields hold harmless words: whatever
acts (scripts, frames, handlers, odd addresses) must not be more than there.
"""

from __future__ import annotations

import io
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import feedparser
import icalendar
import pytest
from oracles import elements_of, hazards_in, hazards_of, inventory_of, scheme_of
from portals import TODAY, SmallPortal

from enishi.build import open_portal
from enishi.dates import Day
from enishi.outputs import newsletter
from enishi.problems import Problems

pytestmark = pytest.mark.shared
SHELL = """\
<!doctype html><html><head><!--enishi:head--><link href="assets/enishi.css"></head><body>
<a class="skip" href="#text"></a><input name="query"><main id="text"><!--enishi:body--></main>
<script id="__config" type="application/json">{"base": "."}</script>
<script src="assets/javascripts/bundle.js"></script><script src="assets/enishi.js"></script>
</body></html>"""
"""The theme's frame is the same around every page; without it many pages are soon parsed."""
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]"


def groups_of(strings: list[str], most: int) -> list[str]:
    """The strings, in order, several to a text of at most `most` characters where they fit."""
    groups = [""]
    for string in strings:
        if len(groups[-1]) + len(string) + 3 > most:
            groups.append(string)
        else:
            groups[-1] += f" ¦ {string}"
    return groups


@dataclass
class Draft:
    """A file whose lines can be taken out again, one by one, when they are refused."""

    lines: list[tuple[str, str | None]] = field(default_factory=list)
    """A line, and what stands there once it was refused; None where it holds nothing naughty."""
    begins: int = 0
    """The body's first line: told where a link cannot be found as it was written."""

    def fixed(self, *lines: str) -> Draft:
        self.lines += [(line, None) for line in lines]
        return self

    def fields(self, text: str, *keys: str, needed: str = "") -> Draft:
        """A line for each key; keys in `needed` get a harmless word in place of a refused one."""
        for key in keys:
            bare = key.strip(" -")
            start = key[: len(key) - len(bare)] if bare else key
            line = f"{start}{bare}: {json.dumps(text, ensure_ascii=False)}"
            instead = f"{start}{bare}: x" if bare in needed.split() else f"{start}{bare}:"
            self.lines.append((line, instead))
        return self

    def items(self, strings: list[str]) -> Draft:
        self.lines += [(f"  - {json.dumps(one, ensure_ascii=False)}", "  - x") for one in strings]
        return self

    def body(self, strings: list[str]) -> Draft:
        self.fixed("---")
        self.begins = len(self.lines) + 1
        for string in strings:
            self.fixed("").lines.append((string, ""))
        return self

    def refuse(self, line: int) -> None:
        if line == self.begins:
            self.lines[line - 1 :] = []
            return
        text, instead = self.lines[line - 1]
        assert instead is not None, f"line {line} is told, and holds nothing naughty: {text}"
        self.lines[line - 1] = (instead, None)

    @property
    def text(self) -> str:
        return "\n".join(line for line, _ in self.lines) + "\n"


def drafts_of(strings: list[str]) -> dict[str, Draft]:
    """Every text field of every kind of record, with every string in it."""
    drafts = {"mkdocs.yml": settings_of(strings), "content/timeline.yml": timeline_of(strings)}
    short, long = groups_of(strings, 58), groups_of(strings, 198)
    for number, text in enumerate(short):
        more = long[number] if number < len(long) else ""
        drafts[f"alumni/p{number}.yml"] = person_of(text, more)
    for number, text in enumerate(long):
        parts, tags = text.split(" ¦ "), short[number :: len(long)]
        for path, draft in pages_of(number, text, tags).items():
            drafts[path] = draft.body(parts)
    return drafts


def person_of(short: str, long: str) -> Draft:
    draft = Draft().fixed(SHOWN, "name:")
    draft.fields(short, "  family", "  given", "  kana", "  latin", needed="given")
    draft.fields(short, "  former", "  preferred")
    draft.fixed("location:").fields(short, "  city", "  region", "  country")
    if long:
        draft.fixed("tenures:", "  - joined: 2015", "    left: 2026")
        draft.fields(long, "    department", "    title")
        draft.fixed("now:").fields(long, "  company", "  title", "  industry")
        draft.fixed("lately:", "  on: 2026-11-01").fields(long, "  text", needed="text")
        draft.fields(long, "bio", "offers", "asks")
    return draft.fixed("skills:").items([short, *long.split(" ¦ ")])


def pages_of(number: int, text: str, tags: list[str]) -> dict[str, Draft]:
    def head(*fixed: str) -> Draft:
        return Draft().fixed("---", *fixed).fields(text, "title", needed="title")

    news = head("date: 2026-11-01").fields(text, "summary", "author", "image_alt")
    asked = json.dumps('title = "{}"'.format(text.replace('"', '""')), ensure_ascii=False)
    news.fixed("insider:").lines.append((f"  - when: {asked}", "  - when: title = x"))
    news.fields(text, "    text", needed="text")
    news.fixed("tags:").items(tags)
    event = head("starts: 2026-12-01 19:00").fields(text, "summary", "place", "address")
    event.fields(text, "capacity", "fee", "host").fixed("tags:").items(tags)
    opening = head("posted: 2026-11-01", "expires: 2026-12-01", "apply: https://example.com/")
    opening.fields(text, "summary", "department", "place", "salary", "contact", "returners")
    letter = head("date: 2026-11-20", "news: {since: 2027-01-01}", "include: []")
    letter.fields(text, "preheader", "closing").fixed("from:")
    letter.fields((tags or [text])[0], "  name", "  title", needed="name")
    page = head("menu: no").fields(text, "description")
    return {
        f"content/news/n{number}.md": news,
        f"content/events/e{number}.md": event,
        f"content/openings/o{number}.md": opening,
        f"content/newsletters/l{number}.md": letter,
        f"content/pages/h{number}.md": page,
    }


def timeline_of(strings: list[str]) -> Draft:
    """Kinds that have pages of their own share the strings: their pages are made alike."""
    draft, groups = Draft(), groups_of(strings, 198)
    kinds = {"departments": 3, "projects": 3, "offices": 3, "products": 1, "eras": 1}
    for at, (kind, step) in enumerate(kinds.items()):
        draft.fixed(f"{kind}:")
        for number in range(at % step, len(groups), step):
            draft.fixed(f"  - id: x{number}")
            draft.fields(groups[number], "    name", "    text", needed="name")
    for key, head, fields in (
        ("events", ["  - on: 2020"], ["title", "text"]),
        ("renames", ["  - on: 2021", "    kind: company"], ["old", "new", "text"]),
    ):
        draft.fixed(f"{key}:")
        for text in groups:
            draft.fixed(*head)
            draft.fields(text, *(f"    {one}" for one in fields), needed="title old new")
    return draft


def settings_of(strings: list[str]) -> Draft:
    """The settings are there once, so they get the worst."""
    worst = [string for string in strings if "<" in string and "\x0b" not in string]
    texts = itertools.cycle(groups_of(worst, 198))
    draft = Draft().fixed("site_url: https://alumni.example.com/")
    for key in ("site_name", "site_description", "copyright"):
        draft.fields(next(texts), key, needed="site_name")
    draft.fixed("theme: {name: material, language: ja}", "extra:", "  enishi:", "    company:")
    draft.fields(next(texts), "      name", "      latin", needed="name").fixed("    host:")
    draft.fields(next(texts)[:70], "      name", "      title", needed="name")
    draft.fields(next(texts), "      message").fixed("    help:", "      ask:")
    draft.fields(next(texts), "        text", needed="text").fixed(
        "        url: https://example.com/"
    )
    draft.fixed("    subscribe:").fields(next(texts), "      text", needed="text")
    draft.fixed("      url: https://example.com/", "    sender:")
    draft.fields(next(texts), "      name", "      address", "      reason", needed="name address")
    return draft.fixed("      contact: mailto:a@example.com", "      stop: mailto:b@example.com")


def mended(small: SmallPortal, drafts: dict[str, Draft]) -> int:
    """Write the drafts, without the lines that are refused; how many were.

    What is told of another line than its own is not mended so, and fails here or in the build.
    """
    small.write({path: draft.text for path, draft in drafts.items()})
    lines = {(fault.path, fault.mark.line) for fault in small.faults() if not fault.warning}
    for path, line in lines:
        drafts[path].refuse(line)
    small.write({path: drafts[path].text for path, _ in lines})
    return len(lines)


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@pytest.fixture(scope="module")
def every_string(shared: Path) -> list[str]:
    found = json.loads((shared / "naughty-strings.json").read_text(encoding="utf-8"))
    return [string.replace("\n", " ") for string in found]


@pytest.fixture(scope="module")
def strings(every_string: list[str]) -> list[str]:
    """Those without control characters, which make a file unreadable for us."""
    return [string for string in every_string if not _CONTROL.search(string)]


def test_control_characters_are_refused_where_they_stand(
    every_string: list[str], portal: Callable[..., SmallPortal]
) -> None:
    files, expected = {}, set()
    for string in every_string:
        found = list(_CONTROL.finditer(string))
        if found:
            path = f"content/pages/p{len(files)}.md"
            files[path] = f"---\ntitle: x\n---\n\n{string}\n"
            expected |= {f"{path}:5:{one.start() + 1} text-control" for one in found}
    assert expected
    assert set(portal(files).problems()) == expected


def test_addresses_and_names_of_files_are_refused_where_they_stand(
    strings: list[str], portal: Callable[..., SmallPortal]
) -> None:
    files, expected = {}, set()
    for number, string in enumerate(strings):
        path, value = f"alumni/p{number}.yml", json.dumps(string, ensure_ascii=False)
        files[path] = f"name: a b\nopen_to: {value}\nprofiles:\n  website: {value}\n"
        if string.strip():
            expected.add(f"{path}:2:10 choice-bad")
        if string.strip() and scheme_of(string) not in ("http", "https"):
            expected.add(f"{path}:4:12 url-bad")
    told = {one for one in portal(files).problems() if "private-" not in one}
    assert expected <= told
    assert len(told - expected) < 20, "web addresses with quotes, blanks or passwords in them"


@pytest.fixture(scope="module")
def naughty(strings: list[str], tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    small = SmallPortal(tmp_path_factory.mktemp("naughty"))
    small.write({"templates/theme/main.html": SHELL})
    refused = mended(small, drafts_of(strings))
    assert 400 < refused < 4000
    small.build()
    return small


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    """The same records with harmless words, three of each kind."""
    small = SmallPortal(tmp_path_factory.mktemp("twin"))
    small.write({"templates/theme/main.html": SHELL})
    drafts = drafts_of([f"words{number} " * 6 for number in range(20)])
    drafts["mkdocs.yml"] = settings_of([f"<words{number} " * 6 for number in range(20)])
    mended(small, drafts)
    small.build()
    return small


@dataclass(frozen=True)
class Read:
    """A page as browsers build it."""

    acting: Counter[str]
    data: list[str]
    """Structured data, as text."""


def read_pages(small: SmallPortal) -> dict[str, Read]:
    """Every page; of lists by tag, which repeat each other, the head and heading."""
    found = {}
    for path in sorted(small.site.rglob("*.html")):
        name, text = path.relative_to(small.site).as_posix(), path.read_text(encoding="utf-8")
        elements = list(elements_of(text.partition("</h1>")[0] if "/tags/" in name else text))
        data = [one.text for one in elements if one.attrib.get("type") == "application/ld+json"]
        found[name] = Read(Counter(hazards_in(elements)), data)
    return found


def kind_of(page: str) -> str:
    """Pages of one kind hold the same things that act."""
    for folder in ("news/tags/", "alumni/departments/"):
        if page.startswith(folder):
            return folder
    return re.sub(r"page/\d+/|\d+", "", page)


@pytest.fixture(scope="module")
def naughty_pages(naughty: SmallPortal) -> dict[str, Read]:
    return read_pages(naughty)


def test_no_page_does_more_than_its_twin(naughty_pages: dict[str, Read], twin: SmallPortal) -> None:
    most: dict[str, Counter[str]] = {}
    for path, page in read_pages(twin).items():
        most[kind_of(path)] = most.get(kind_of(path), Counter()) | page.acting
    more = {}
    for path, page in naughty_pages.items():
        twins = most[kind_of(path)]
        # Arrows and filters are as many as the list is long.
        repeated = {"<svg>", "<button>"} & set(twins)
        more[path] = set(page.acting - twins) - repeated
    assert {path: acting for path, acting in more.items() if acting} == {}
    assert len(more) > 1000


def test_structured_data_stays_data(naughty_pages: dict[str, Read]) -> None:
    data = [text for page in naughty_pages.values() for text in page.data]
    assert len(data) > 500
    assert all(json.loads(text)["@context"] == "https://schema.org" for text in data)


def test_json_feeds_and_calendars_can_be_read(naughty: SmallPortal) -> None:
    site = naughty.site
    for path in site.rglob("*.json"):
        json.loads(path.read_bytes())
    paths = [site / "feed.xml", site / "atom.xml", *(site / "feeds").glob("*.xml")]
    assert len(paths) > 6
    for path in paths:
        feed = feedparser.parse(io.BytesIO(path.read_bytes()))
        assert not feed.bozo, feed.get("bozo_exception")
    items = [
        item
        for path in site.glob("**/feed*.json")
        for item in json.loads(path.read_bytes())["items"]
    ]
    assert len(items) > 100
    for item in items:
        assert hazards_of(item["content_html"]) == []
    for path in (site / "events").glob("*.ics"):
        events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        assert events
        assert all(event["SUMMARY"] for event in events)


def test_the_mail_does_no_more_than_its_twin(naughty: SmallPortal, twin: SmallPortal) -> None:
    (most, *_), mails = mails_of(twin), mails_of(naughty)
    assert len(mails) > 20
    for mail in mails:
        assert not mail - most


def mails_of(small: SmallPortal) -> list[Counter[str]]:
    """What acts in every fourth letter; styles stand inline on as many elements as there are."""
    opened = open_portal(small.root, Problems(), lambda settings: Day(TODAY))
    found = []
    for letter in opened.publication.newsletters[::4]:
        acting = inventory_of(newsletter.render_html(letter, opened.publication, opened.press))
        found.append(Counter({one: n for one, n in acting.items() if ".style" not in one}))
    return found
