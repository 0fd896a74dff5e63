"""Rules across files and between fields: references, dates, permalinks, names without consent.

Each `check_*` adds problems and goes on; the order does not matter.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from enishi.names import Names
from enishi.problems import Mark, Problems
from enishi.publish import visible
from enishi.settings import FILE, Settings
from enishi.source.content import (
    About,
    Entry,
    Event,
    News,
    Newsletter,
    Opening,
)
from enishi.source.files import mark_at
from enishi.source.library import TIMELINE_FILE, Library
from enishi.source.people import Person
from enishi.source.schema import ID, Located, Ref
from enishi.source.timeline import Entry as Thing
from enishi.source.timeline import Timeline

RESERVED = {
    "": frozenset(
        "news alumni events openings letters timeline since feeds search assets images index "
        "404".split()
    ),
    "news": frozenset({"tags", "page"}),
    "alumni": frozenset({"page", "joined", "departments", "projects", "places", "rows"}),
    "events": frozenset({"calendar", "page"}),
}
"""Permalinks that would hide a page of the portal, by section."""
_YEAR = re.compile(r"\d{4}\Z", re.ASCII)


def check_library(
    library: Library, settings: Settings, root: Path, problems: Problems, today: date
) -> None:
    """All checks; what is wrong is added to `problems`.

    Where the timeline could not be read, nothing is said of IDs that it may well hold.
    """
    unread = any(problem.path == TIMELINE_FILE for problem in problems.errors)
    found = Problems()
    check_settings(library, settings, root, found)
    check_timeline(library.timeline, found)
    for person in library.people.values():
        check_person(person, library, found)
    for entry in library.entries:
        check_entry(entry, library, found)
    check_permalinks(library, found)
    check_names(library, found, today)
    problems.extend(one for one in found if not (unread and one.code == "ref-missing"))


def check_settings(library: Library, settings: Settings, root: Path, problems: Problems) -> None:
    if library.newsletters and settings.ours.sender is None:
        problems.add(FILE, settings.ours.mark, "sender-missing", "extra.enishi.sender")
    if library.newsletters and not settings.url:
        problems.add(FILE, Mark(), "site-url-missing", "site_url")
    for given in settings.files:
        if not (root / "content" / given.text).is_file() or ".." in given.text:
            problems.add(FILE, given.mark, "asset-missing", file=f"content/{given.text}")


def check_timeline(timeline: Timeline, problems: Problems) -> None:
    groups = (
        timeline.departments,
        timeline.projects,
        timeline.offices,
        timeline.products,
        timeline.eras,
    )
    for group in groups:
        seen: set[str] = set()
        for thing in group:
            if thing.id in seen:
                problems.add(TIMELINE_FILE, thing.mark, "id-twice", "id", id=thing.id)
            seen.add(thing.id)
            if thing.start and thing.to and thing.to.last < thing.start.first:
                problems.add(TIMELINE_FILE, thing.mark, "dates-reversed", "to")
    for rename in timeline.renames:
        _check_refs(
            [rename.of] if rename.of else [], _of_kind(timeline, rename.kind), TIMELINE_FILE,
            "of", problems,
        )  # fmt: skip
    for project in timeline.projects:
        department = [project.department] if project.department else []
        _check_refs(department, timeline.departments, TIMELINE_FILE, "department", problems)


def _of_kind(timeline: Timeline, kind: str) -> tuple[Thing, ...]:
    return {
        "department": timeline.departments,
        "project": timeline.projects,
        "office": timeline.offices,
        "product": timeline.products,
    }.get(kind, ())


def check_person(person: Person, library: Library, problems: Problems) -> None:
    timeline, path = library.timeline, person.path
    for number, tenure in enumerate(person.tenures):
        field = f"tenures[{number}]"
        if tenure.left and tenure.left.last < tenure.joined.first:
            problems.add(path, tenure.mark, "dates-reversed", f"{field}.left")
        _check_refs(tenure.projects, timeline.projects, path, f"{field}.projects", problems)
        _check_refs(tenure.places, timeline.offices, path, f"{field}.places", problems)
    for number, consent in enumerate(person.consents):
        if consent.until and consent.until < consent.on:
            problems.add(path, consent.mark, "dates-reversed", f"consents[{number}].until")
    if person.photo and ("/" in person.photo.text or person.photo.text.startswith(".")):
        problems.add(path, person.photo.mark, "photo-path", "photo")


def check_entry(entry: Entry, library: Library, problems: Problems) -> None:
    """What holds for each kind of Markdown record."""
    if isinstance(entry, News):
        _check_news(entry, library, problems)
    elif isinstance(entry, Newsletter):
        _check_newsletter(entry, library, problems)
    elif isinstance(entry, Event):
        _check_event(entry, library, problems)
    elif isinstance(entry, Opening) and entry.expires < entry.posted:
        problems.add(entry.path, entry.mark, "dates-reversed", "expires")


def _check_news(item: News, library: Library, problems: Problems) -> None:
    if item.audience != "public":
        problems.add(item.path, item.mark, "audience-private", "audience")
    _check_about(item.about, item.path, library, problems)
    _check_author(item.author, item.path, "author", library, problems)
    _check_alt(item, problems)


def _check_event(event: Event, library: Library, problems: Problems) -> None:
    if event.ends and event.ends[0] < event.starts[0]:
        problems.add(event.path, event.mark, "dates-reversed", "ends")
    if event.ends and event.ends[1] != event.starts[1]:
        problems.add(event.path, event.mark, "times-mixed", "ends")
    _check_about(event.about, event.path, library, problems)
    _check_author(event.host, event.path, "host", library, problems)
    _check_alt(event, problems)


def _check_alt(entry: News | Event, problems: Problems) -> None:
    if entry.image and not entry.image_alt:
        problems.add(entry.path, entry.image.mark, "alt-missing", "image_alt")


def _check_newsletter(letter: Newsletter, library: Library, problems: Problems) -> None:
    stems = {Path(path).stem for path in library.sources if path.startswith("content/news/")}
    known = stems | {item.id for item in library.news}
    for number, given in enumerate(letter.news.items):
        name = given.text.removesuffix(".md")
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            field = f"news.items[{number}]"
            problems.add(letter.path, given.mark, "item-missing", field, near=_or_some(near, known))
    tags = {tag for item in library.news for tag in item.tags}
    for tag in letter.news.tags:
        if tag not in tags:
            problems.warn(letter.path, letter.mark, "tag-unknown", "news.tags")
    if isinstance(letter.signed, Ref):
        _check_people([letter.signed], letter.path, "from", library, problems)


def _check_about(about: About, path: str, library: Library, problems: Problems) -> None:
    timeline = library.timeline
    _check_refs(about.projects, timeline.projects, path, "about.projects", problems)
    _check_refs(about.places, timeline.offices, path, "about.places", problems)
    _check_refs(about.products, timeline.products, path, "about.products", problems)
    _check_refs([about.era] if about.era else [], timeline.eras, path, "about.era", problems)
    _check_people(about.people, path, "about.people", library, problems)


def _check_author(
    given: Located | None, path: str, field: str, library: Library, problems: Problems
) -> None:
    """A word that looks like an ID should be one; a name is written as a name."""
    if given and "-" in given.text and ID.match(given.text):
        _check_people([Ref(given.text, given.mark)], path, field, library, problems)


def _check_people(
    refs: Iterable[Ref], path: str, field: str, library: Library, problems: Problems
) -> None:
    for ref in refs:
        if ref.id not in library.people and f"alumni/{ref.id}.yml" not in library.sources:
            near = difflib.get_close_matches(ref.id, library.people, 1)
            close = _or_some(near, library.people)
            problems.add(path, ref.mark, "person-missing", field, near=close)


def _check_refs(
    refs: Iterable[Ref], things: Iterable[Thing], path: str, field: str, problems: Problems
) -> None:
    known = [thing.id for thing in things]
    for ref in refs:
        if ref.id not in known:
            near = difflib.get_close_matches(ref.id, known, 1)
            problems.add(path, ref.mark, "ref-missing", field, near=_or_some(near, known))


def _or_some(near: list[str], known: Iterable[str]) -> str:
    """The nearest that there is, or the first few, as an example."""
    return near[0] if near else ", ".join(sorted(known)[:3]) or "—"


def check_permalinks(library: Library, problems: Problems) -> None:
    """Two records must not want one address, nor one that the portal itself needs."""
    sections: dict[str, list[tuple[str, str, Mark]]] = {
        "news": [(item.id, item.path, item.mark) for item in library.news],
        "letters": [(item.id, item.path, item.mark) for item in library.newsletters],
        "events": [(item.id, item.path, item.mark) for item in library.events],
        "openings": [(item.id, item.path, item.mark) for item in library.openings],
        "": [(item.id, item.path, item.mark) for item in library.pages],
        "alumni": [(item.id, item.path, Mark()) for item in library.people.values()],
    }
    for section, entries in sections.items():
        seen: dict[str, str] = {}
        for entry_id, path, mark in sorted(entries, key=lambda entry: entry[1]):
            if entry_id in seen:
                problems.add(path, mark, "permalink-twice", other=seen[entry_id])
            elif entry_id in RESERVED.get(section, ()) or (
                section == "news" and _YEAR.match(entry_id)
            ):
                problems.add(path, mark, "permalink-reserved", id=entry_id)
            seen.setdefault(entry_id, path)


def check_names(library: Library, problems: Problems, today: date) -> None:
    """The name of someone who did not agree must not stand in any text that is published."""
    shown = visible(library.people, today)
    hidden = [person for name, person in library.people.items() if name not in shown]
    names = Names(hidden, shown.values())
    public = {person.path for person in shown.values()}
    for path, text in library.sources.items():
        if path in public or not path.startswith("alumni/"):
            for index in names.found_in(text):
                problems.add(path, mark_at(text, index), "name-without-consent")
