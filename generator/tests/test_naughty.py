"""Hostile and awkward strings in every text field: refused with their place, or inert.

The pages are compared with those of a twin portal whose fields hold harmless words: whatever
acts (scripts, frames, handlers, odd addresses) must not be more than there.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from oracles import elements_of, hazards_of, inventory_of
from portals import MKDOCS, TODAY, SmallPortal

from enishi.build import Portal, open_portal
from enishi.compose import Day
from enishi.outputs import newsletter
from enishi.problems import Problems

pytestmark = pytest.mark.shared
SHELL = "<!doctype html><html><head><!--enishi:head--></head><body><!--enishi:body--></body></html>"
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
        for string in strings:
            self.fixed("").lines.append((string, ""))
        return self

    def refuse(self, line: int) -> None:
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
        drafts[f"alumni/p{number}.yml"] = person_of(text, long[number % len(long)])
    for number, text in enumerate(long):
        parts, tags = text.split(" ¦ "), short[number :: len(long)]
        for path, draft in pages_of(number, text, tags).items():
            drafts[path] = draft.body(parts)
    return drafts


def person_of(short: str, long: str) -> Draft:
    draft = Draft().fixed(SHOWN, "name:")
    draft.fields(short, "  family", "  given", "  kana", "  latin", "  former", "  preferred", needed="given")
    draft.fixed("tenures:", "  - joined: 2015", "    left: 2026").fields(long, "    department", "    title")
    draft.fixed("now:").fields(long, "  company", "  title", "  industry")
    draft.fixed("location:").fields(short, "  city", "  region", "  country")
    draft.fixed("profiles:").fields(long, "  website", "  github")
    draft.fixed("lately:", "  on: 2026-11-01").fields(long, "  text", needed="text")
    draft.fields(long, "bio", "photo", "offers", "asks", "open_to")
    return draft.fixed("skills:").items([short, *long.split(" ¦ ")])


def pages_of(number: int, text: str, tags: list[str]) -> Iterator[tuple[str, Draft]] | Any:
    def head(*fixed: str) -> Draft:
        return Draft().fixed("---", *fixed).fields(text, "title", needed="title")

    news = head("date: 2026-11-01").fields(text, "summary", "author", "image", "image_alt", "source")
    news.fixed("insider:").fields(text, "  - when", "    text", needed="when text").fixed("tags:").items(tags)
    event = head("starts: 2026-12-01 19:00").fields(
        text, "summary", "place", "address", "online", "map", "capacity", "fee", "register", "host"
    )
    event.fixed("tags:").items(tags)
    opening = head("posted: 2026-11-01", "expires: 2026-12-01", "apply: https://example.com/").fields(
        text, "summary", "department", "place", "salary", "contact", "returners"
    )
    letter = head("date: 2026-11-20", "news: {since: 2027-01-01}", "include: [openings]").fields(
        text, "preheader", "closing"
    )
    letter.fixed("from:").fields(tags[0] if tags else text, "  name", "  title", needed="name")
    page = head("menu: no").fields(text, "description")
    return {
        f"content/news/n{number}.md": news,
        f"content/events/e{number}.md": event,
        f"content/openings/o{number}.md": opening,
        f"content/newsletters/l{number}.md": letter,
        f"content/pages/h{number}.md": page,
    }


def timeline_of(strings: list[str]) -> Draft:
    draft = Draft()
    for kind in ("departments", "projects", "offices", "products", "eras"):
        draft.fixed(f"{kind}:")
        for number, text in enumerate(groups_of(strings, 198)):
            draft.fixed(f"  - id: {kind[0]}{number}").fields(text, "    name", "    text", needed="name")
    draft.fixed("events:")
    for text in groups_of(strings, 198):
        draft.fixed("  - on: 2020").fields(text, "    title", "    text", needed="title")
    draft.fixed("renames:")
    for text in groups_of(strings, 198):
        draft.fixed("  - on: 2021", "    kind: company").fields(text, "    old", "    new", needed="old new")
    return draft


def settings_of(strings: list[str]) -> Draft:
    """The settings are there once, so they get the worst."""
    worst = [string for string in strings if "<" in string and "\x0b" not in string]
    texts = iter(groups_of(worst, 198))
    draft = Draft().fixed("site_url: https://alumni.example.com/")
    for key in ("site_name", "site_description", "copyright"):
        draft.fields(next(texts), key, needed="site_name")
    draft.fixed("theme: {name: material, language: ja}", "extra:", "  enishi:", "    company:")
    draft.fields(next(texts), "      name", "      latin", needed="name").fixed("    host:")
    draft.fields(next(texts)[:70], "      name", "      title", needed="name")
    draft.fields(next(texts), "      message").fixed("    help:", "      ask:")
    draft.fields(next(texts), "        text", needed="text").fixed("        url: https://example.com/")
    draft.fixed("    subscribe:").fields(next(texts), "      text", needed="text")
    draft.fixed("      url: https://example.com/", "    sender:")
    draft.fields(next(texts), "      name", "      address", "      reason", needed="name address")
    return draft.fixed("      contact: mailto:a@example.com", "      stop: mailto:b@example.com")


def mended(small: SmallPortal, drafts: dict[str, Draft]) -> int:
    """Write the drafts, without the lines that are refused; how many were."""
    refused = 0
    for _ in range(4):
        small.write({path: draft.text for path, draft in drafts.items()})
        lines = {(fault.path, fault.mark.line) for fault in small.faults() if not fault.warning}
        for path, line in lines:
            drafts[path].refuse(line)
        refused += len(lines)
        if not lines:
            break
    assert not lines
    return refused


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
        found = _CONTROL.search(string)
        if found:
            path = f"content/pages/p{len(files)}.md"
            files[path] = f"---\ntitle: x\n---\n\n{string}\n"
            expected.add(f"{path}:5:{found.start() + 1} text-control")
    assert expected
    assert set(portal(files).problems()) == expected


@pytest.fixture(scope="module")
def naughty(strings: list[str], tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    small = SmallPortal(tmp_path_factory.mktemp("naughty"))
    small.write({"templates/theme/main.html": SHELL})
    refused = mended(small, drafts_of(strings))
    assert 500 < refused < 9000
    small.build()
    return small


@pytest.fixture(scope="module")
def twin(tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    """The same records with harmless words, three of each kind."""
    small = SmallPortal(tmp_path_factory.mktemp("twin"))
    small.write({"templates/theme/main.html": SHELL})
    drafts = drafts_of([f"words{number} " * 8 for number in range(12)])
    drafts["mkdocs.yml"] = settings_of([f"<words{number} " * 20 for number in range(12)])
    mended(small, drafts)
    small.build()
    return small


def kind_of(page: str) -> str:
    """Pages of one kind hold the same things that act."""
    return "/".join(part.rstrip("0123456789") for part in page.split("/"))


def pages(small: SmallPortal) -> dict[str, str]:
    return {
        path.relative_to(small.site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(small.site.rglob("*.html"))
    }


def most_by_kind(small: SmallPortal) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for path, text in pages(small).items():
        found[kind_of(path)] = found.get(kind_of(path), Counter()) | inventory_of(text)
    return found


def test_no_page_does_more_than_its_twin(naughty: SmallPortal, twin: SmallPortal) -> None:
    most = most_by_kind(twin)
    checked = 0
    for path, text in pages(naughty).items():
        if "/tags/" in path:
            kind = "news/index.html"
        else:
            kind = kind_of(path)
        more = inventory_of(text) - most.get(kind, Counter())
        assert not more, (path, more)
        checked += 1
    assert checked > 1000


def test_structured_data_stays_data(naughty: SmallPortal) -> None:
    found = 0
    for text in pages(naughty).values():
        for element in elements_of(text):
            if element.get("type") == "application/ld+json":
                assert json.loads(element.text or "")["@context"] == "https://schema.org"
                found += 1
    assert found > 500
