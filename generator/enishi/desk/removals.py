"""Which files go when somebody is forgotten: theirs, and what can be made again without them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from enishi.desk.absence import Looker
from enishi.desk.cabinet import Cabinet
from enishi.desk.consignment import LIST
from enishi.desk.dossier import Dossier, private_files
from enishi.desk.mentions import Mentions
from enishi.source.files import list_files
from enishi.source.records import KEEPSAKES

_DRAFT, _CALENDAR = ".md", ".ics"
_MADE = re.compile(
    r"exports/[^/]+\.(?:vcf|json)|handovers/[^/]+/handover\.html|reports/[^/]+\.html|[^/]+\.ics"
    r"|outbox/[^/]+/[^/]+\.eml|_preview/.+|(?:.+/)?\.[^/]+\.enishi-part"
)
"""What was made of the records of many, and can be made again without one of them; and what a
writer that was killed left behind."""
_LETTERS = re.compile(r"outbox/([^/]+)/[^/]+\.eml")
_FROZEN = re.compile(r"outbox/([^/]+)/outbox\.json|sends/([^/]+)/prepared\.json")
"""Lists with sums of what they list: of such a list nothing can be taken."""


def removals_of(
    cabinet: Cabinet, dossier: Dossier, mentions: Mentions
) -> Iterator[tuple[str, Path]]:
    """Every file that goes: `(as told, file)`. Their record is among the last: broken off, nothing
    points to somebody who is not there."""
    root = cabinet.root
    for path in pages_of(root, mentions):
        yield path, root / path
    for path in _private_removals(cabinet, dossier, mentions):
        yield cabinet.shown(path), cabinet.folder / path
    for path in (*dossier.public, *dossier.photos):
        yield path, root / path


def pages_of(root: Path, mentions: Mentions) -> Iterator[str]:
    """Texts in `content/` that are about them alone: those of graduations."""
    for path in list_files(root, KEEPSAKES):
        if path.endswith(_DRAFT) and mentions.is_addressed(decoded(root / path)):
            yield path


def _private_removals(cabinet: Cabinet, dossier: Dossier, mentions: Mentions) -> Iterator[str]:
    looker, broken = Looker(mentions), set[str]()
    for path in private_files(cabinet):
        file = cabinet.folder / path
        own = path in dossier.private or dossier.subject.is_in_path(path)
        if not own and (_MADE.fullmatch(path) or _FROZEN.fullmatch(path)):
            data = file.read_bytes()
            named = path.endswith(_CALENDAR) and dossier.id.encode() in data  # within longer names
            own = named or any(looker.places_in(path, data, private=True))
        letters = _LETTERS.fullmatch(path)
        if own and letters:
            broken.add(posixpath.join(posixpath.dirname(path), LIST))
        if own or (path.endswith(_DRAFT) and mentions.is_addressed(decoded(file))):
            yield path
    yield from sorted(path for path in broken if (cabinet.folder / path).is_file())


def decoded(file: Path) -> str:
    """The text of a file, whatever is in it."""
    return file.read_bytes().decode("utf-8", "replace")


def issues_in(cabinet: Cabinet, gone: Iterable[Path]) -> list[str]:
    """Issues whose letters, or the list of them, go; not what a maker that was killed left."""
    inside = (one for one in gone if one.is_relative_to(cabinet.folder))
    paths = (one.relative_to(cabinet.folder).as_posix() for one in inside)
    found = (_FROZEN.fullmatch(path) or _LETTERS.fullmatch(path) for path in paths)
    names = {match[match.lastindex or 0] for match in found if match}
    return sorted(name for name in names if not name.startswith("."))
