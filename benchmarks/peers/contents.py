"""What peers are given of a portal: plain values, Markdown as it was written, and the shells.

Consents, sorting and what needs knowledge of everybody (contemporaries, mentions) are settled
by Enishi beforehand, and no peer has to pay for it. All that remains is a generator's own work:
reading front matter, typesetting Markdown, filling templates, making lists, feeds and pages.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from make_portal import TODAY

from enishi.build import Portal, open_portal
from enishi.dates import Day
from enishi.images import print_picture
from enishi.outputs import formats
from enishi.outputs._lived import lived_by
from enishi.problems import Problems
from enishi.settings import DEFAULT_ZONE
from enishi.source.files import load_text
from enishi.source.records import person_in
from enishi.source.schema import Reading
from enishi.stamper import Stamper
from enishi.theme import Theme, build_theme, shell_inputs
from enishi.views import SITE, NewsItem, Output, Page, Profile, Ref, Span, Stay, Tag

Values = dict[str, Any]
_TITLE, _HEAD, _BODY = "peers-title", "<!--peers:head-->", "<!--peers:body-->"
_TO_PERSON = re.compile(r"\]\(\.\./\.\./alumni/([a-z0-9-]+)\.yml\)")
_TO_NEWS = re.compile(r"\]\(([a-z0-9-]+)\.md\)")
_SENTENCE = re.compile(r"⟦([a-z_.]+)((?: \w+=\{\{.*?\}\})*)⟧")
_VALUE = re.compile(r" (\w+)=(\{\{.*?\}\})")
_OWN_FORMATS = ("alumni", "groups", "news", "feeds", "images", "mentions")
"""What every peer makes by itself."""


@dataclass(frozen=True, slots=True)
class Text:
    """A page out of Markdown: a profile or a news item."""

    path: str
    """Site path: `alumni/ID/`."""
    values: Values
    """Front matter."""
    body: str
    """Markdown, with links from the root of the site."""

    @property
    def id(self) -> str:
        return self.path.split("/")[-2]

    @property
    def document(self) -> str:
        """Front matter and body, as a file has them."""
        return front_matter(self.values) + self.body


@dataclass(frozen=True, slots=True)
class Group:
    """A page of those who shared a year, a department, a project or an office."""

    kind: str
    """joined, departments, projects or places."""
    key: str
    path: str
    values: Values


@dataclass(frozen=True, slots=True)
class Shell:
    """A page of the theme around what differs from page to page; links begin at the host."""

    before: str
    between: str
    after: str


class Contents:
    """A portal as peers see it."""

    def __init__(self, folder: Path) -> None:
        problems = Problems()
        self.portal: Portal = open_portal(folder.resolve(), problems, lambda settings: Day(TODAY))
        self.site = self.portal.publication.site
        self.say = self.portal.press.say

    @cached_property
    def people(self) -> list[Text]:
        """Everyone who is shown, in the order of the directory."""
        return [
            Text(one.path, self._person(one, place), self._bio(one.id))
            for place, one in enumerate(self.portal.publication.people, 1)
        ]

    def _bio(self, person_id: str) -> str:
        """As it was written."""
        problems, path = Problems(), f"alumni/{person_id}.yml"
        source = load_text(self.portal.root, path, problems)
        person = person_in(source, Reading(path, problems, DEFAULT_ZONE)) if source else None
        return person.bio.text if person and person.bio else ""

    @cached_property
    def named(self) -> dict[str, Text]:
        """People by ID."""
        return {one.id: one for one in self.people}

    @cached_property
    def news(self) -> list[Text]:
        """Newest first."""
        bodies = {item.id: item.body.text for item in self.portal.library.news}
        return [
            Text(item.path, _item(item), _rooted(bodies[item.id]))
            for item in self.portal.publication.news
        ]

    @cached_property
    def groups(self) -> list[Group]:
        spans = [
            self._group(span.kind, span.path, {"name": span.name}, _span(span))
            for span in self.portal.publication.timeline.spans
            if span.kind in _GROUPS and span.path
        ]
        return spans + [
            self._group("joined", one.path, {"year": one.year}, {"name": f"{one.year}年"})
            for one in self.portal.publication.joined
        ]

    @cached_property
    def years(self) -> list[str]:
        """Years with news, newest first."""
        return list(dict.fromkeys(item.values["years"][0] for item in self.news))

    def section(self, name: str) -> Values:
        """What the list of a section says."""
        described = self.say(f"{name}.description", company=self.site.company)
        lead = self.say(f"{name}.lead", count=len(self.people))
        return {"title": self.say(f"{name}.title"), "lead": lead, "description": described}

    def tag(self, tag: Tag) -> Values:
        described = self.say("news.tag_description", tag=tag.name)
        title = self.say("news.tag_title", tag=tag.name)
        return {"title": title, "name": tag.name, "description": described}

    def year(self, year: str) -> Values:
        described = self.say("news.year_description", company=self.site.company, year=year)
        title = self.say("news.year_title", year=year)
        return {"title": title, "name": f"{year}年", "description": described}

    @cached_property
    def ready(self) -> list[Page]:
        """Pages of the smaller sections as Enishi renders them: peers only put a shell around.

        Their links begin at the host.
        """
        pages = (made for made in self._made if isinstance(made, Page))
        return [replace(page, html=page.html.replace(SITE, "/")) for page in pages]

    @cached_property
    def files(self) -> list[Output]:
        """What every site serves as it is: the theme's files and the pictures."""
        root = self.portal.root
        assets = [
            Output(one.path, print_picture((root / one.source).read_bytes(), one.print))
            for one in self.portal.publication.assets
        ]
        made = [made for made in self._made if isinstance(made, Output)]
        return [*self._theme.assets, *assets, *made]

    def shell(self, name: str) -> Shell:
        """The theme's page of a section, with the links of a page at the root."""
        page = Page("404.html", name, _TITLE, "", _BODY, _HEAD)
        text = Stamper(self._theme.shells, self.site).stamp(page).decode()
        before, rest = text.split("<title>", 1)
        _, rest = rest.split(_HEAD)
        between, after = rest.split(_BODY)
        return Shell(before, between, after)

    @cached_property
    def _theme(self) -> Theme:
        portal = self.portal
        inputs = shell_inputs(portal.root, portal.settings, portal.publication, portal.press)
        with tempfile.TemporaryDirectory() as staging:
            return build_theme(inputs, Path(staging))

    @cached_property
    def _made(self) -> list[Page | Output]:
        press = self.portal.press
        plans = (
            form.plan(self.portal.publication, press)
            for form in formats()
            if form.plan and form.name not in _OWN_FORMATS
        )
        made = ((job.path, job.make(press, *job.inputs)) for plan in plans for job in plan)
        return [one if isinstance(one, Page) else Output(path, one) for path, one in made]

    def _group(self, span: str, path: str, named: Values, more: Values) -> Group:
        kind, word = _GROUPS[span]
        values = {
            "title": self.say(f"{word}.title", **named),
            "lead": self.say(f"{word}.lead"),
            "description": self.say(f"{word}.description", company=self.site.company, **named),
            "siblings": self.say(f"group.siblings.{word}"),
            **more,
        }
        return Group(kind, path.split("/")[-2], path, values)

    def _person(self, one: Profile, place: int) -> Values:
        described = self.say("profile.description", name=one.name, line=one.face.line)
        publication = self.portal.publication
        near = publication.contemporaries.get(one.id, ())
        told = publication.mentions.get(one.path, ())
        known = {
            "contemporaries": [face.path.split("/")[1] for face in near],
            "mentions": [ref.path.split("/")[1] for ref in told[:12]],
            "lived": [[it.note, it.title] for it in lived_by(one.stays, publication.milestones)],
        }
        values = {"title": one.name, "description": described, "weight": place, **_person(one)}
        return values | {key: value for key, value in known.items() if value}


_GROUPS = {
    "department": ("departments", "department"),
    "project": ("projects", "project"),
    "office": ("places", "place"),
    "joined": ("joined", "joined"),
}


def front_matter(values: Values) -> str:
    text = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    return f"---\n{text}---\n\n"


def _span(span: Span) -> Values:
    return {
        "name": span.name,
        "start": str(span.start or ""),
        "end": str(span.to or ""),
        "news": [[ref.title, ref.path, ref.note] for ref in span.news],
    }


def _item(item: NewsItem) -> Values:
    values: Values = {
        "title": item.title,
        "date": item.published.isoformat(),
        "description": item.summary,
        "lang": item.lang,
        "tags": [tag.key for tag in item.tags],
        "years": [str(item.published.year)],
        "chips": [[chip.title, chip.path] for chip in item.chips],
    }
    if item.author and item.author.path:
        values["author"] = item.author.path.split("/")[1]
    elif item.author:
        values["byline"] = item.author.name
    return values


def _person(one: Profile) -> Values:
    """A profile's front matter; what is empty is left out."""
    values: Values = {
        "kana": one.kana,
        "latin": one.latin,
        "row": one.row,
        "initials": one.face.initials,
        "colour": one.face.colour,
        "photo": one.face.photo.path if one.face.photo else "",
        "company": one.company,
        "work": one.work,
        "place": one.location,
        "lately": {"on": one.lately.on.isoformat(), "text": one.lately.text} if one.lately else {},
        "stays": [_stay(stay) for stay in reversed(one.stays)],
        "offers": list(one.offers),
        "asks": list(one.asks),
        "open": list(one.open_to),
        "facets": [f"{it.kind}:{it.key}" for it in one.facets],
        "skills": [[it.key, it.label] for it in one.facets if it.kind == "skill"],
        "updated": one.updated.isoformat() if one.updated else "",
        "gone": str(one.left or ""),
        "joined": sorted({it.key for it in one.facets if it.kind == "joined"}),
        "departments": _keys([stay.department for stay in one.stays]),
        "projects": _keys([ref for stay in one.stays for ref in stay.projects]),
        "places": _keys([ref for stay in one.stays for ref in stay.places]),
    }
    return {key: value for key, value in values.items() if value}


def _keys(refs: list[Ref] | list[Ref | None]) -> list[str]:
    return list(dict.fromkeys(ref.path.split("/")[2] for ref in refs if ref and ref.path))


def _stay(stay: Stay) -> Values:
    department = stay.department
    return {
        "joined": str(stay.joined),
        "left": str(stay.left or ""),
        "department": [department.title, department.path] if department else [],
        "work": stay.title,
        "refs": [[ref.title, ref.path] for ref in (*stay.projects, *stay.places)],
    }


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def write_files(contents: Contents, folder: Path) -> None:
    """Everything that is served as it is."""
    for file in contents.files:
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data)


def write_records(contents: Contents, folder: Path) -> None:
    """Every profile, news item and group as a file of front matter and Markdown."""
    for text in (*contents.people, *contents.news):
        write(folder / f"{text.path.rstrip('/')}.md", text.document)
    for group in contents.groups:
        write(folder / "groups" / group.kind / f"{group.key}.md", front_matter(group.values))
    tags = {tag.key: tag.name for tag in contents.portal.publication.tags}
    write(folder / "tags.yml", yaml.safe_dump(tags, allow_unicode=True, sort_keys=False))


def spoken(contents: Contents, text: str) -> str:
    """A layout with the portal's sentences: `⟦key value={{ … }}⟧` is one, filled by the peer."""
    return _SENTENCE.sub(
        lambda found: contents.say(found[1], **dict(_VALUE.findall(found[2]))), text
    )


def _rooted(body: str) -> str:
    return _TO_NEWS.sub(r"](/news/\1/)", _TO_PERSON.sub(r"](/alumni/\1/)", body))
