"""What is on file of one person: their records and photos, and what a forgetting keeps of them.

While a forgetting goes on, what the records said is kept in `private/_forgetting/ID/`, so that
the work can be finished, and shown to be finished, whatever happens in between.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.desk.index import FOLDER as INDEX
from enishi.desk.needles import needle_of_id
from enishi.desk.sealed import is_sealed, opened
from enishi.desk.subject import Subject, subject_of
from enishi.problems import Mark, Problems, Refused
from enishi.source.files import list_files, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.records import PEOPLE
from enishi.source.schema import Reading
from enishi.source.tree import Mapping, Node, Scalar
from enishi.writing import make_private, put

CASES = "_forgetting"
"""In the private folder. What begins with `_` is laid aside: it is no record."""
_PEOPLES = frozenset("drafts outbox exports sends letters graduations _preview".split())
"""Folders of the private one in which things are called by the ID of a person."""
_ISSUES = frozenset("outbox sends _preview".split())
"""Those with a folder an issue, which may be called as a person is."""
_ASIDE = frozenset((CASES, INDEX, ".git"))
PHOTOS = f"{PEOPLE}/photos"
_RECORDS = (".yml", ".yaml")
_SHA256 = "photos.sha256"


@dataclass(frozen=True, slots=True)
class Dossier:
    """The files that are one person's alone."""

    id: str
    public: tuple[str, ...]
    """Records in `alumni/`, also those laid aside; relative to the portal."""
    private: tuple[str, ...]
    """Files of the private folder, relative to it."""
    photos: tuple[str, ...]
    """Relative to the portal."""
    subject: Subject

    @property
    def is_empty(self) -> bool:
        return not (self.public or self.private or self.photos)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What git knows that the files say no more."""

    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Of records, as `(public or private, text)`."""
    photos: frozenset[str] = frozenset()
    """SHA-256 of photos."""


NOTHING = Earlier()


def dossier_of(cabinet: Cabinet, person_id: str, earlier: Earlier = NOTHING) -> Dossier:
    """What there is, and what there was.

    Raises `Refused` where a record is no YAML: what cannot be read cannot be looked for.
    """
    public = tuple(path for path in _public(cabinet.root) if _stem(path) == person_id)
    private = tuple(path for path in private_files(cabinet) if _is_theirs(path, person_id))
    problems = Problems()
    nodes: dict[str, list[Node]] = {"public": [], "private": []}
    for path in public:
        nodes["public"] += _nodes(cabinet.root, path, problems)
    for path in private:
        if path.endswith(_RECORDS):
            node = private_node(cabinet, path, problems)
            nodes["private"] += [node] if node is not None else []
    if problems.errors:
        raise Refused(problems)
    for kind, text in (*_case_texts(cabinet, person_id), *earlier.texts):
        node = _node_of(cabinet, person_id, text)
        nodes[kind] += [node] if node is not None else []
    photos = tuple(_photos(cabinet.root, person_id, nodes["public"]))
    data = [(cabinet.root / path).read_bytes() for path in photos]
    subject = subject_of(person_id, nodes["public"], nodes["private"], data)
    subject = replace(subject, photos=subject.photos | earlier.photos)
    return Dossier(person_id, public, private, photos, _with_photos(cabinet, subject))


def subject_in(cabinet: Cabinet, person_id: str) -> Subject:
    """Whom records are about. One that cannot be read says nothing."""
    try:
        return dossier_of(cabinet, person_id).subject
    except (Refused, OSError):
        return Subject(person_id)


def _public(root: Path) -> Iterator[str]:
    for path in list_files(root, PEOPLE):
        if path.count("/") == 1:
            yield path


def _stem(path: str) -> str:
    """A name without what lays it aside or hides it, and without any suffix: `_ken.yml.bak` and
    `.ken.draft.age` are `ken`."""
    return posixpath.basename(path).lstrip("_.").partition(".")[0]


def _is_theirs(path: str, person_id: str) -> bool:
    """Whether a private file is called after them, or lies in a folder that is. An ID that could
    be a word means them only where people are."""
    home, *within = path.split("/")
    if within and home not in _PEOPLES and not any(needle_of_id(person_id, "")):
        return False
    parts = within[1:] if home in _ISSUES and len(within) > 1 else [home, *within]
    return any(_stem(part) == person_id for part in parts)


def private_files(cabinet: Cabinet) -> list[str]:
    """Every file of the private folder, relative to it, but those that a forgetting keeps, the
    index, and git's own.

    What is hidden counts: drafts, and what a writer that was killed left behind.
    """
    return [file.relative_to(cabinet.folder).as_posix() for file in _files(cabinet.folder)]


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        at = Path(base)
        folders[:] = sorted(one for one in folders if one not in _ASIDE)
        plain = (at / name for name in sorted(names))
        yield from (one for one in plain if one.is_file() and not one.is_symlink())


def _nodes(root: Path, path: str, problems: Problems) -> Iterator[Node]:
    source = load_text(root, path, problems)
    node = parse_yaml(source.text, path, problems) if source else None
    if node is not None:
        yield node


def private_node(cabinet: Cabinet, path: str, problems: Problems) -> Node | None:
    """What a file of the private folder says: the one place where forgetting reads one."""
    held = cabinet.held(path, problems)
    if held is None:
        return None
    if held.is_locked:  # what cannot be read cannot be looked for
        problems.add(held.source.path, Mark(), cabinet.ring.fault)
    return held.node


def _node_of(cabinet: Cabinet, person_id: str, text: str) -> Node | None:
    """What a record of theirs said, in clear, as far as it can be opened."""
    node = parse_yaml(text, "", Problems())
    if not (isinstance(node, Mapping) and is_sealed(node)):
        return node
    found = opened(node, person_id, cabinet.ring, Reading("", Problems(), ZoneInfo("UTC")))
    return found.node if found else None


def photo_in(node: Node) -> str:
    """The file that a public record names as its photo; empty where it names none."""
    found = node.get("photo") if isinstance(node, Mapping) else None
    return f"{PHOTOS}/{found.text}" if isinstance(found, Scalar) and found.text else ""


def _photos(root: Path, person_id: str, nodes: Iterable[Node]) -> Iterator[str]:
    """Pictures that nobody else's record names."""
    named = {photo_in(node) for node in nodes}
    others = {
        photo_in(node)
        for path in _public(root)
        if path.endswith(_RECORDS) and _stem(path) != person_id
        for node in _nodes(root, path, Problems())
    }
    for path in list_files(root, PHOTOS):
        if (path in named or _stem(path) == person_id) and path not in others:
            yield path


# --- while a forgetting goes on


def case_of(cabinet: Cabinet, person_id: str) -> Path:
    return cabinet.folder / CASES / person_id


def open_cases(cabinet: Cabinet) -> list[str]:
    """IDs of those whose forgetting is not finished."""
    folder = cabinet.folder / CASES
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def open_case(cabinet: Cabinet, dossier: Dossier) -> None:
    """Keep what the records say, until it is shown to be nowhere else."""
    case = case_of(cabinet, dossier.id)
    make_private(case)
    put(case / ".gitignore", b"*\n", 0o600)  # git must not take in what is to go
    for kind, root, paths in (
        ("public", cabinet.root, dossier.public),
        ("private", cabinet.folder, dossier.private),
    ):
        for path in paths:
            if path.endswith(_RECORDS):
                data = (root / path).read_bytes()
                name = hashlib.sha256(data).hexdigest()[:12]
                put(case / f"{kind}-{name}.yml", data, 0o600)
    digests = "".join(f"{one}\n" for one in sorted(dossier.subject.photos))
    put(case / _SHA256, digests.encode(), 0o600)


def _case_texts(cabinet: Cabinet, person_id: str) -> Iterator[tuple[str, str]]:
    case = case_of(cabinet, person_id)
    for path in sorted(case.glob("*.yml")) if case.is_dir() else ():
        text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n")
        yield path.name.partition("-")[0], text


def _with_photos(cabinet: Cabinet, subject: Subject) -> Subject:
    file = case_of(cabinet, subject.id) / _SHA256
    kept = file.read_text(encoding="ascii").split() if file.is_file() else []
    return replace(subject, photos=subject.photos | frozenset(kept))


def close_case(cabinet: Cabinet, person_id: str) -> None:
    """Nothing is left of them but tokens."""
    case = case_of(cabinet, person_id)
    for path in sorted(case.iterdir()) if case.is_dir() else ():
        path.unlink()
    if case.is_dir():
        case.rmdir()
    cases = case.parent
    if cases.is_dir() and not any(cases.iterdir()):
        cases.rmdir()
