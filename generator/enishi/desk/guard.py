"""What the last scan looks for: made of private records, and of people who are not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.comeback import check_forgotten
from enishi.desk.disguises import folded, squeezed
from enishi.desk.fingerprint import fingerprint_of, key_of
from enishi.desk.keys import Ring
from enishi.desk.needles import (
    NAME,
    Needle,
    could_be_anybodys,
    days_in,
    needle_of_id,
    needles_in,
    needles_of,
    needles_of_name,
    values_of,
    without_signs,
)
from enishi.desk.outcomes import FOLDER as OUTCOMES
from enishi.desk.subject import name_of
from enishi.desk.watch import Watching
from enishi.desk.withheld import shown_text, withheld_needles
from enishi.problems import Problems
from enishi.publish import ways_to_write
from enishi.source.files import SourceFile, list_files, load_text
from enishi.source.frontmatter import split_front_matter
from enishi.source.nodes import parse_yaml
from enishi.source.records import TIMELINE_FILE
from enishi.source.tree import Node
from enishi.standing import SETTINGS

_NEWS = "news/"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d?:\S*)?\Z")
_CONTACTS = frozenset({"mail", "phone"})


@dataclass(frozen=True, slots=True)
class SiteGuard:
    """A `lastscan.Guard` for the portal in `root`."""

    root: Path
    ring: Ring = field(default_factory=Ring)
    """What opens sealed records."""

    def fingerprint(self, place: str) -> bytes:
        return fingerprint_of(self.root, place, self.ring.file)

    def watch(
        self,
        place: str,
        hidden: Iterable[str],
        shown: Iterable[str],
        limited: Iterable[str],
        today: date,
        problems: Problems,
    ) -> Watching:
        cabinet = Cabinet(self.root, place, self.ring)
        hidden, known = list(hidden), list(shown)
        needles = list(_of_withheld(self.root, limited, today))
        key = b""  # what stands in alumni/ alone is no secret of the cache
        if cabinet.is_there:
            check_forgotten(cabinet, [*hidden, *known], None, problems)
            ids = {path.rpartition("/")[2].rpartition(".")[0] for path in known}
            needles = [
                *_of_cabinet(cabinet, ids, problems),
                *_of_hidden(self.root, hidden),
                *needles,
            ]
            key = key_of(cabinet.folder)
        return Watching(needles, key, lambda found: _public(self.root, known, today, found))


def _of_cabinet(cabinet: Cabinet, shown: set[str], problems: Problems) -> Iterator[Needle]:
    records = set(cabinet.record_paths())
    locked = 0
    for path in cabinet.paths():
        if path.endswith(".md"):
            source = cabinet.load(path, problems)
            if source is not None:
                yield from _of_text(source, contacts_only=not path.startswith(_NEWS))
            continue
        held = cabinet.held(path, problems)
        if held is None:
            continue
        locked += held.is_locked
        source = held.source
        if held.node is not None:
            is_whole = "/" not in path or path.startswith(f"{OUTCOMES}/")
            yield from needles_in(held.node, source.path, contacts_only=not is_whole)
        if path in records and source.stem not in shown:
            yield from needle_of_id(source.stem, source.path)
            yield from _of_name(held.node, source.path)
    cabinet.remark(locked, "sealed-unscanned", problems)


def _of_name(node: Node | None, path: str) -> Iterator[Needle]:
    """How the whole name of somebody may be written who has no public record."""
    name = name_of(node) if node is not None else None
    if name is not None:
        yield from needles_of_name(ways_to_write(name), path)


def _of_text(source: SourceFile, *, contacts_only: bool) -> Iterator[Needle]:
    """Front matter and body alike, line by line."""
    document = split_front_matter(source, Problems())
    if document is not None:
        yield from needles_in(document.fields, source.path, contacts_only=contacts_only)
        yield from needles_of(document.body.text, source.path, "text", contacts_only=contacts_only)


def _of_hidden(root: Path, paths: Iterable[str]) -> Iterator[Needle]:
    """What is wrong with these files was told already. Names are looked for in the sources."""
    for path in paths:
        source = load_text(root, path, Problems())
        node = parse_yaml(source.text, path, Problems()) if source else None
        if source is not None and node is not None:
            found = needles_in(node, path)
            yield from (one for one in found if one.field.partition(".")[0] != "name")
            yield from needle_of_id(source.stem, path)


def _of_withheld(root: Path, paths: Iterable[str], today: date) -> Iterator[Needle]:
    """Fields that people who are shown do not want to be shown."""
    for path in paths:
        source = load_text(root, path, Problems())
        if source is not None:
            yield from withheld_needles(source, today)


def _public(
    root: Path, shown: Iterable[str], today: date, found: Iterable[Needle]
) -> frozenset[Needle]:
    """Values that are no secret.

    E-mail addresses and phone numbers only if the settings give them; all others also if the
    timeline or somebody who is shown says the same; days also if an entry is of that day, and
    what could be anybody's if the marketer wrote it into `content/`.
    """
    wanted = list(found)
    settings = _text_of(root, SETTINGS)
    given = {(one.sort, one.text) for one in needles_of(settings, SETTINGS, "")}
    told_there = _tight(settings)
    free = {one for one in wanted if (one.sort, one.text) in given or _says(told_there, one)}
    rest = [one for one in wanted if one.sort not in _CONTACTS and one not in free]
    timeline = _tight(_text_of(root, TIMELINE_FILE))
    free.update(one for one in rest if _says(timeline, one))
    for path in shown:
        if free.issuperset(rest):
            break
        source = load_text(root, path, Problems())
        text = _tight(shown_text(source, today)) if source else ""
        borne = _names_in(source) if source and any(one.field == NAME for one in rest) else ()
        free.update(one for one in rest if _says(text, one) or squeezed(one.text) in borne)
    days = [one for one in rest if one.sort == "day" and one not in free]
    common = [one for one in rest if could_be_anybodys(one) and one not in free]
    for path in list_files(root, "content") if days or common else ():
        source = load_text(root, path, Problems())
        told = set(_days_of(source)) if days and source else ()
        free.update(one for one in days if one.text in told)
        tight = _tight(source.text) if common and source else ""
        free.update(one for one in common if _says(tight, one))
    return frozenset(free)


def _names_in(source: SourceFile) -> frozenset[str]:
    """How the name of somebody who is shown may be written, as it is compared: a namesake."""
    node = parse_yaml(source.text, source.path, Problems())
    name = name_of(node) if node is not None else None
    ways = ways_to_write(name) if name else ()
    return frozenset(squeezed(folded(way)) for way in ways)


def _text_of(root: Path, path: str) -> str:
    source = load_text(root, path, Problems())
    return source.text if source else ""


def _days_of(entry: SourceFile) -> Iterator[str]:
    """The days of an entry, in its name or as a value of its front matter. What a title or a body
    tells of a day may be a slip."""
    yield from days_in(entry.path)
    document = split_front_matter(entry, Problems())
    for _, text in values_of(document.fields, "") if document else ():
        moment = _MOMENT.match(text)
        if moment:
            yield moment[1]


def _tight(text: str) -> str:
    """A public text as it is compared, without the signs of Markdown."""
    return without_signs(squeezed(folded(text)))


def _says(tight: str, one: Needle) -> bool:
    return one.sort not in _CONTACTS and without_signs(squeezed(one.text)) in tight
