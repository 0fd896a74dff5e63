"""Which files of a portal hold records, and the record that each holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from enishi.problems import Mark
from enishi.source import content
from enishi.source.content import Entry
from enishi.source.files import SourceFile
from enishi.source.nodes import parse_yaml
from enishi.source.people import Person, blame_private, person_of
from enishi.source.schema import ID, Reading
from enishi.source.timeline import TIMELINE, Timeline

TIMELINE_FILE = "content/timeline.yml"
PEOPLE = "alumni"
NOTICES = "content/notices"
KEEPSAKES = "content/graduations"
_MARKDOWN = (".md",)
_YAML = (".yml", ".yaml")
_ENTRIES: dict[str, Callable[[SourceFile, Reading], Entry | None]] = {
    "news": content.news_of,
    "newsletters": partial(content.entry_of, content.NEWSLETTER),
    "events": partial(content.entry_of, content.EVENT),
    "openings": partial(content.entry_of, content.OPENING),
    "cards": partial(content.entry_of, content.ANSWER),
    "graduations": partial(content.entry_of, content.KEEPSAKE),
    "pages": partial(content.entry_of, content.PAGE),
    "notices": content.notice_of,
}


def people_paths(files: Iterable[str]) -> list[str]:
    """Those of a portal's files that hold people."""
    return [path for path in _records(files, f"{PEOPLE}/", _YAML) if path.count("/") == 1]


def entry_paths(files: Collection[str]) -> list[str]:
    """Those that hold Markdown records, kind by kind."""
    found = list(_records(files, "content/", _MARKDOWN))
    folders = (f"content/{kind}/" for kind in _ENTRIES)
    return [path for folder in folders for path in found if path.startswith(folder)]


def _records(files: Iterable[str], folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """What begins with `_` is laid aside by its writer, and so is a whole folder."""
    for path in files:
        if path.startswith(folder) and path.lower().endswith(suffixes) and "/_" not in path:
            yield path


def notice_paths(files: Iterable[str]) -> list[str]:
    """Those that hold notices."""
    return list(_records(files, f"{NOTICES}/", _MARKDOWN))


def person_in(source: SourceFile, at: Reading) -> Person | None:
    """The person that a file holds; a file with faults leaves problems instead."""
    node = parse_yaml(source.text, source.path, at.problems)
    if not ID.match(source.stem):
        at.error(Mark(), "id-file", "")
        return None
    if node is None:
        _blame_empty(source, at)
        return None
    blame_private(source.text, node, source.stem, at)
    return person_of(node, source.stem, at)


def entry_in(source: SourceFile, at: Reading) -> Entry | None:
    """The Markdown record that a file holds; its folder tells the kind."""
    return _ENTRIES[source.path.split("/")[1]](source, at)


def timeline_in(source: SourceFile, at: Reading) -> Timeline | None:
    node = parse_yaml(source.text, source.path, at.problems)
    return TIMELINE.read(node, at, "") if node is not None else None


def _blame_empty(source: SourceFile, at: Reading) -> None:
    lines = (line.strip() for line in source.text.split("\n"))
    if not any(line and not line.startswith("#") for line in lines):
        at.error(Mark(), "file-empty", "")
