"""Rules across files and between fields: references, dates, permalinks, names without consent.

Each `check_*` adds problems and goes on; the order does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from enishi.gazetteer import Gazetteer, gazetteer_of
from enishi.library import Known, Library
from enishi.names import Names
from enishi.problems import Mark, Problem, Problems
from enishi.recall import Recall
from enishi.references import Targets, check_refs, ids_of, nearest, targets_in
from enishi.settings import FILE, Settings
from enishi.source.content import (
    About,
    Answer,
    Chosen,
    Entry,
    Event,
    Keepsake,
    News,
    Newsletter,
    Opening,
)
from enishi.source.files import load_text, mark_at
from enishi.source.records import TIMELINE_FILE
from enishi.source.schema import DEVICES, ID, Located, Ref
from enishi.source.timeline import Entry as Thing
from enishi.source.timeline import Timeline
from enishi.standing import Scan
from enishi.tone import Tone

RESERVED = {
    "": frozenset(
        "news alumni events openings cards graduations letters timeline since feeds search assets "
        "images index 404".split()
    ),
    "news": frozenset({"tags", "page"}),
    "alumni": frozenset({"page", "joined", "departments", "projects", "places", "rows"}),
    "events": frozenset({"calendar", "page"}),
    "openings": frozenset({"page"}),
    "cards": frozenset({"page"}),
    "graduations": frozenset({"page"}),
    "letters": frozenset({"page"}),
}
"""Permalinks that would hide a page of the portal, by section."""
_UNKNOWN = frozenset({"ref-missing", "cohort-name", "cohort-department"})
"""What is said of a name that the timeline does not have."""
_YEAR = re.compile(r"\d{4}\Z", re.ASCII)


def check_library(
    library: Library, settings: Settings, root: Path, recall: Recall, problems: Problems
) -> None:
    """All checks but those of names; what is wrong is added to `problems`.

    Where the timeline could not be read, nothing is said of IDs that it may well hold.
    """
    unread = any(problem.path == TIMELINE_FILE for problem in problems.errors)
    found = Problems()
    gazetteer = recall.same("gazetteer", gazetteer_of(library.timeline))
    check_settings(library, settings, root, found)
    for segment in settings.ours.segments:
        gazetteer.check(segment.when, FILE, f"extra.enishi.segments.{segment.name}", found)
    check_timeline(library.timeline, found)
    for person in library.people.values():
        found.extend(person.problems)
    targets = recall.same("targets", targets_of(library))
    for entry in library.entries:
        found.extend(recall.of(_faults_of, entry, targets, gazetteer))
    check_keepsakes(library, found)
    check_permalinks(library, found)
    problems.extend(one for one in found if not (unread and one.code in _UNKNOWN))


def targets_of(library: Library) -> Targets:
    stems = {path.rpartition("/")[2].rpartition(".")[0] for path in library.sources}
    return replace(
        targets_in(library.timeline),
        people=frozenset(library.people),
        news=frozenset(stems | {item.id for item in library.news}),
        tags=frozenset(tag for item in library.news for tag in item.tags),
        events=frozenset(one.id for one in library.events),
        openings=frozenset(one.id for one in library.openings),
        cards=frozenset(one.id for one in library.cards),
    )


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
        given = [rename.of] if rename.of else []
        known = ids_of(_of_kind(timeline, rename.kind))
        check_refs(given, known, TIMELINE_FILE, "of", problems)
    departments = ids_of(timeline.departments)
    for project in timeline.projects:
        given = [project.department] if project.department else []
        check_refs(given, departments, TIMELINE_FILE, "department", problems)


def _of_kind(timeline: Timeline, kind: str) -> tuple[Thing, ...]:
    return {
        "department": timeline.departments,
        "project": timeline.projects,
        "office": timeline.offices,
        "product": timeline.products,
    }.get(kind, ())


def _faults_of(entry: Entry, targets: Targets, gazetteer: Gazetteer) -> tuple[Problem, ...]:
    found = Problems()
    check_entry(entry, targets, found)
    for number, one in enumerate(entry.insider if isinstance(entry, News) else ()):
        gazetteer.check(one.when, entry.path, f"insider[{number}].when", found)
    if isinstance(entry, Answer) and entry.when:
        gazetteer.check(entry.when, entry.path, "when", found)
    return tuple(found)


def check_entry(entry: Entry, targets: Targets, problems: Problems) -> None:
    """What holds for each kind of Markdown record."""
    if isinstance(entry, News):
        _check_news(entry, targets, problems)
    elif isinstance(entry, Newsletter):
        _check_newsletter(entry, targets, problems)
    elif isinstance(entry, Event):
        _check_event(entry, targets, problems)
    elif isinstance(entry, Answer):
        _check_about(entry.about, entry.path, targets, problems)
    elif isinstance(entry, Keepsake):
        _check_people([entry.person], entry.path, "person", targets, problems)
        if entry.peak.photo and not entry.peak.photo_alt:
            problems.add(entry.path, entry.peak.photo.mark, "alt-missing", "peak.photo_alt")
    elif isinstance(entry, Opening) and entry.expires < entry.posted:
        problems.add(entry.path, entry.mark, "dates-reversed", "expires")


def _check_news(item: News, targets: Targets, problems: Problems) -> None:
    if item.audience == "alumni" and item.path.startswith("content/"):
        problems.add(item.path, item.mark, "audience-private", "audience")
    if item.audience == "public" and not item.path.startswith("content/"):
        problems.add(item.path, item.mark, "audience-public", "audience")
    _check_about(item.about, item.path, targets, problems)
    _check_author(item.author, item.path, "author", targets, problems)
    _check_alt(item, problems)


def _check_event(event: Event, targets: Targets, problems: Problems) -> None:
    if event.ends and event.ends[0] < event.starts[0]:
        problems.add(event.path, event.mark, "dates-reversed", "ends")
    if event.ends and event.ends[1] != event.starts[1]:
        problems.add(event.path, event.mark, "times-mixed", "ends")
    _check_about(event.about, event.path, targets, problems)
    _check_author(event.host, event.path, "host", targets, problems)
    _check_alt(event, problems)


def _check_alt(entry: News | Event, problems: Problems) -> None:
    if entry.image and not entry.image_alt:
        problems.add(entry.path, entry.image.mark, "alt-missing", "image_alt")


def _check_newsletter(letter: Newsletter, targets: Targets, problems: Problems) -> None:
    _check_items(letter.news.items, letter.path, "news.items", targets, problems)
    _check_chosen(letter.chosen, letter.path, targets, problems)
    for tag in letter.news.tags:
        if tag not in targets.tags:
            problems.warn(letter.path, letter.mark, "tag-unknown", "news.tags")
    if isinstance(letter.signed, Ref):
        _check_people([letter.signed], letter.path, "from", targets, problems)


def _check_items(
    items: Iterable[Located], path: str, field: str, targets: Targets, problems: Problems
) -> None:
    for number, given in enumerate(items):
        name = given.text.removesuffix(".md")
        if name not in targets.news:
            near = nearest(name, targets.news)
            problems.add(path, given.mark, "item-missing", f"{field}[{number}]", near=near)


def _check_chosen(chosen: Chosen, path: str, targets: Targets, problems: Problems) -> None:
    _check_items(chosen.news or (), path, "chosen.news", targets, problems)
    check_refs(chosen.events or (), targets.events, path, "chosen.events", problems)
    check_refs(chosen.openings or (), targets.openings, path, "chosen.openings", problems)
    check_refs(chosen.cards or (), targets.cards, path, "chosen.cards", problems)
    for name in ("graduates", "moved", "lately", "asks", "offers"):
        refs = getattr(chosen, name) or ()
        _check_people(refs, path, f"chosen.{name}", targets, problems)


def _check_about(about: About, path: str, targets: Targets, problems: Problems) -> None:
    check_refs(about.projects, targets.projects, path, "about.projects", problems)
    check_refs(about.places, targets.offices, path, "about.places", problems)
    check_refs(about.products, targets.products, path, "about.products", problems)
    check_refs([about.era] if about.era else [], targets.eras, path, "about.era", problems)
    _check_people(about.people, path, "about.people", targets, problems)


def _check_author(
    given: Located | None, path: str, field: str, targets: Targets, problems: Problems
) -> None:
    """A word that looks like an ID should be one; a name is written as a name."""
    if given and "-" in given.text and ID.match(given.text):
        _check_people([Ref(given.text, given.mark)], path, field, targets, problems)


def _check_people(
    refs: Iterable[Ref], path: str, field: str, targets: Targets, problems: Problems
) -> None:
    for ref in refs:
        if ref.id not in targets.people:
            near = nearest(ref.id, targets.people)
            problems.add(path, ref.mark, "person-missing", field, near=near)


def check_keepsakes(library: Library, problems: Problems) -> None:
    """A page that nobody is shown lies where the world can read it all the same."""
    for one in library.keepsakes:
        if one.person.id in library.people and not library.may_show(one):
            problems.warn(one.path, one.person.mark, "keepsake-hidden", "person")


def check_permalinks(library: Library, problems: Problems) -> None:
    """Two records must not want one address, nor one that the portal itself needs."""
    sections: dict[str, list[tuple[str, str, Mark]]] = {
        "news": [(item.id, item.path, item.mark) for item in library.news],
        "letters": [(item.id, item.path, item.mark) for item in library.newsletters],
        "events": [(item.id, item.path, item.mark) for item in library.events],
        "openings": [(item.id, item.path, item.mark) for item in library.openings],
        "cards": [(item.id, item.path, item.mark) for item in library.cards],
        "graduations": [(item.id, item.path, item.mark) for item in library.keepsakes],
        "": [(item.id, item.path, item.mark) for item in library.pages],
        "notices": [(item.id, item.path, item.mark) for item in library.notices],
        "alumni": [(item.id, item.path, Mark()) for item in library.people.values()],
    }
    for section, entries in sections.items():
        seen: dict[str, str] = {}
        for entry_id, path, mark in sorted(entries, key=lambda entry: entry[1]):
            if entry_id in seen:
                problems.add(path, mark, "permalink-twice", other=seen[entry_id])
            elif entry_id in DEVICES:
                problems.add(path, mark, "id-device", id=entry_id)
            elif entry_id in RESERVED.get(section, ()) or (
                section == "news" and _YEAR.match(entry_id)
            ):
                problems.add(path, mark, "permalink-reserved", id=entry_id)
            seen.setdefault(entry_id, path)


def check_texts(
    root: Path, library: Library, known: Known, seen: Scan, recall: Recall, problems: Problems
) -> None:
    """The name of someone who did not agree must not stand in any text that is published.

    A text that was free of the same names is not read again.
    """
    hidden = [one for one in library.people.values() if one.profile is None]
    names = names_in(library, recall)
    if known.cleared_for != names.key:
        known.cleared_for, known.cleared = names.key, {}
    if not names:
        return
    unpublished = (one.path for one in library.keepsakes if not library.may_show(one))
    private = {*(person.path for person in hidden), *unpublished}
    for path in sorted(library.sources - private):
        digest = seen.get(path, b"")
        if not digest or known.cleared.get(path) != digest:
            _check_text(root, path, names, known, problems)


SPOKEN = tuple(
    f"content/{kind}/"
    for kind in "news newsletters events openings cards graduations pages".split()
)
"""Where texts stand that the house writes to its readers."""


def check_tone(
    root: Path, library: Library, settings: Settings, known: Known, seen: Scan, problems: Problems
) -> None:
    """Phrases that a letter does without are remarked on; texts without any are remembered."""
    given = settings.ours.tone
    tone = Tone(given.add, given.allow, off=given.off)
    if known.calm_for != tone.key:
        known.calm_for, known.calm = tone.key, {}
    known.calm = {path: digest for path, digest in known.calm.items() if path in library.sources}
    if not tone:
        return
    for path in sorted(path for path in library.sources if path.startswith(SPOKEN)):
        digest = seen.get(path, b"")
        if not digest or known.calm.get(path) != digest:
            _check_tone_of(root, path, tone, known, problems)


def _check_tone_of(root: Path, path: str, tone: Tone, known: Known, problems: Problems) -> None:
    source = load_text(root, path, Problems())  # what is wrong with the file was told already
    if source is None:
        return
    slips = tone.slips_in(source.text)
    for slip in slips:
        code = ("tone-house" if slip.cure else "tone-bare") if slip.of_house else "tone-release"
        mark = mark_at(source.text, slip.at)
        problems.warn(path, mark, code, phrase=slip.phrase, cure=slip.cure)
    if not slips:
        known.calm[path] = source.digest


def names_in(library: Library, recall: Recall) -> Names:
    """The whole names that must stand in no text."""
    sides: tuple[list[str], list[str]] = ([], [])
    for one in library.people.values():
        sides[one.profile is not None].extend(one.ways)
    ways = tuple(map(tuple, sides))
    return recall.by(("names", ways), lambda: Names(*ways))


def _check_text(root: Path, path: str, names: Names, known: Known, problems: Problems) -> None:
    source = load_text(root, path, Problems())  # what is wrong with the file was told already
    if source is None:
        return
    found = [mark_at(source.text, index) for index in names.found_in(source.text)]
    for mark in found:
        problems.add(path, mark, "name-without-consent")
    if not found:
        known.cleared[path] = source.digest
