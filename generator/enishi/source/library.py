"""The whole portal folder as records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from enishi.problems import Mark, Problems
from enishi.source import content
from enishi.source.content import Event, News, Newsletter, Opening, Page
from enishi.source.files import SourceFile, list_files, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.people import Person, blame_comments, person_of
from enishi.source.schema import ID, Reading
from enishi.source.timeline import TIMELINE, Timeline

R = TypeVar("R")
TIMELINE_FILE = "content/timeline.yml"
_MARKDOWN = frozenset({".md"})
_YAML = frozenset({".yml", ".yaml"})


@dataclass(frozen=True, slots=True)
class Library:
    """All records of a portal, each in the order of its file's name."""

    people: dict[str, Person]
    """By ID."""
    news: tuple[News, ...]
    newsletters: tuple[Newsletter, ...]
    events: tuple[Event, ...]
    openings: tuple[Opening, ...]
    pages: tuple[Page, ...]
    timeline: Timeline
    sources: dict[str, str]
    """The text of every file that was read: `{path: text}`."""

    @property
    def entries(self) -> tuple[content.Entry, ...]:
        """Every Markdown record."""
        return (*self.news, *self.newsletters, *self.events, *self.openings, *self.pages)


class _Loader:
    def __init__(self, root: Path, zone: ZoneInfo, problems: Problems) -> None:
        self.root, self.zone, self.problems = root, zone, problems
        self.sources: dict[str, str] = {}

    def read(
        self, paths: Iterable[str], make: Callable[[SourceFile, Reading], R | None]
    ) -> list[R]:
        """The records that the files hold; a file with faults leaves problems instead."""
        found = []
        for path in paths:
            source = load_text(self.root, path, self.problems)
            if source is None:
                continue
            self.sources[path] = source.text
            record = make(source, Reading(path, self.problems, self.zone))
            if record is not None:
                found.append(record)
        return found

    def markdown(
        self, folder: str, make: Callable[[SourceFile, Reading], R | None]
    ) -> tuple[R, ...]:
        return tuple(self.read(list_files(self.root, f"content/{folder}", _MARKDOWN), make))


def load_library(root: Path, zone: ZoneInfo, problems: Problems) -> Library:
    """Read everything that is public by its place. `private/` is never opened."""
    loader = _Loader(root, zone, problems)
    people = loader.read(_people_paths(root), _person)
    timelines = loader.read([TIMELINE_FILE] if (root / TIMELINE_FILE).exists() else [], _timeline)
    return Library(
        people=_by_id(people, problems),
        news=loader.markdown("news", content.news_of),
        newsletters=loader.markdown("newsletters", partial(content.entry_of, content.NEWSLETTER)),
        events=loader.markdown("events", partial(content.entry_of, content.EVENT)),
        openings=loader.markdown("openings", partial(content.entry_of, content.OPENING)),
        pages=loader.markdown("pages", partial(content.entry_of, content.PAGE)),
        timeline=timelines[0] if timelines else Timeline(),
        sources=loader.sources,
    )


def _by_id(people: Iterable[Person], problems: Problems) -> dict[str, Person]:
    """The people by ID; `ken.yaml` beside `ken.yml` would be a second record of one person."""
    found: dict[str, Person] = {}
    for person in people:
        if person.id in found:
            problems.add(person.path, Mark(), "permalink-twice", other=found[person.id].path)
        found.setdefault(person.id, person)
    return found


def _people_paths(root: Path) -> list[str]:
    return [path for path in list_files(root, "alumni", _YAML) if path.count("/") == 1]


def _person(source: SourceFile, at: Reading) -> Person | None:
    node = parse_yaml(source.text, source.path, at.problems)
    if not ID.match(source.stem):
        at.error(Mark(), "id-file", "")
        return None
    if node is None:
        _blame_empty(source, at)
        return None
    blame_comments(source.text, source.stem, at)
    return person_of(node, source.stem, at)


def _timeline(source: SourceFile, at: Reading) -> Timeline | None:
    node = parse_yaml(source.text, source.path, at.problems)
    return TIMELINE.read(node, at, "") if node is not None else None


def _blame_empty(source: SourceFile, at: Reading) -> None:
    lines = (line.strip() for line in source.text.split("\n"))
    if not any(line and not line.startswith("#") for line in lines):
        at.error(Mark(), "file-empty", "")
