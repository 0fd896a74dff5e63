"""What git still holds of a person, and what would take it out of the history.

Nothing is done here. To rewrite a history changes every commit for everybody who has a copy; that
is for the owner of the repository to decide, so the steps are told, with what they mean.
"""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from enishi.desk.absence import Looked, Looker, Place
from enishi.desk.cabinet import Cabinet
from enishi.desk.dossier import Earlier, case_of, photo_in
from enishi.desk.git import Git, git_of
from enishi.desk.needles import Needle, needle_of_id
from enishi.desk.subject import Subject
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml
from enishi.source.records import PEOPLE
from enishi.writing import make_private, put

_RECORDS = (".yml", ".yaml")
_MAGIC = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"RIFF": ".webp", b"GIF8": ".gif"}
_HEADS = ("tree", "commit", "tag")
_GAP = r"(?:\s|　)*"
_BETWEEN = r"(?:[-\s().]|‐|－|・)*"
_MASK = "***"
_LOOSE = ("logs", "COMMIT_EDITMSG", "MERGE_MSG", "index", "packed-refs", "refs", "config")
"""What else git keeps beside its objects: who did what, and the names of files."""


@dataclass(frozen=True, slots=True)
class Bygone:
    """What the history of one repository holds of a person."""

    root: Path
    """Of the repository; all paths are relative to it."""
    looked: Looked
    objects: int
    wholly: tuple[str, ...]
    """Paths, in whatever commit, of files that are only about them."""
    renamed: tuple[str, ...] = ()
    """Paths of files that stay, and are called after them."""
    refs: tuple[str, ...] = ()
    """Branches, tags and the like that are called after them."""


def repositories(cabinet: Cabinet) -> list[Git]:
    """The portal's, and that of the private folder where it has one of its own."""
    found = [git for git in (git_of(cabinet.root),) if git]
    inner = git_of(cabinet.folder) if cabinet.is_there else None
    if inner and all(inner.top().resolve() != one.top().resolve() for one in found):
        found.append(inner)
    return [Git(one.program, one.top()) for one in found]


def earlier_of(cabinet: Cabinet, person_id: str) -> Earlier:
    """What records of the person said in earlier commits, and the photos that they named."""
    texts: list[tuple[str, str]] = []
    photos: set[str] = set()
    for git in repositories(cabinet):
        paths = git.paths()
        for name, there in sorted(paths.items()):
            for path in there:
                if _stem(path) == person_id and path.endswith(_RECORDS) and _is_record(path):
                    data = git.ask("cat-file", "blob", name) or b""
                    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
                    texts.append(("public" if _folder(path) == PEOPLE else "private", text))
        photos |= set(_earlier_photos(git, paths, [text for _, text in texts], cabinet))
    return Earlier(tuple(texts), frozenset(photos))


def _earlier_photos(
    git: Git, paths: dict[str, set[str]], texts: list[str], cabinet: Cabinet
) -> Iterator[str]:
    """Digests of pictures that are gone; one that is still there is somebody else's too."""
    nodes = (parse_yaml(text, "", Problems()) for text in texts)
    named = {photo_in(node) for node in nodes if node is not None} - {""}
    gone = {path for path in named if not (cabinet.root / path).exists()}
    for name, there in paths.items():
        if any(path == one or path.endswith(f"/{one}") for path in there for one in gone):
            yield hashlib.sha256(git.ask("cat-file", "blob", name) or b"").hexdigest()


def _is_record(path: str) -> bool:
    """Not what tells of things: an event may be called as a person is."""
    return "content" not in path.split("/")


def _folder(path: str) -> str:
    return PurePosixPath(path).parent.name


def _stem(path: str) -> str:
    return PurePosixPath(path).name.lstrip("_").partition(".")[0]


def bygone_in(git: Git, looker: Looker, subject: Subject) -> Bygone:
    """Look through every object, and at what git keeps beside them."""
    paths = git.paths()
    found = _of_loose(git, looker)
    refs = tuple(filter(subject.is_named_in, git.refs()))
    found += Looked(places=tuple(Place(f".git/{one}", 0, "ID") for one in refs))
    wholly: set[str] = set()
    renamed: set[str] = set()
    count, size, every = 0, 0, set[Place]()
    for name, kind, data in git.objects():
        count, size = count + 1, size + len(data)
        there = sorted(paths.get(name, ()))
        places = set(_places_in(name, kind, data, there, looker, subject))
        every |= places
        for path in filter(subject.is_named_in, there):
            own = _is_record(path) and subject.is_in_path(path)
            (wholly if own else renamed).add(path)
        if any(one.what == "photo" for one in places):
            wholly.update(there)
    found += Looked(count, size, tuple(every))
    return Bygone(
        git.root, found, count, tuple(sorted(wholly)), tuple(sorted(renamed - wholly)), refs
    )


def _places_in(
    name: str, kind: str, data: bytes, paths: list[str], looker: Looker, subject: Subject
) -> Iterator[Place]:
    short = name[:12]
    if kind == "tree":
        names = [_name_in(entry) for entry in re.findall(rb"\d+ ([^\0]+)\0(?s:.{20,32}?)", data)]
        if any(map(subject.is_named_in, names)):
            yield Place(f"git:{short}", 0, "ID")
        return
    if kind in _HEADS:
        where = f"git:{short}"
    else:
        where = f"git:{short}:{paths[0]}" if paths else f"git:{short}"
    if any(map(subject.is_named_in, paths)):
        yield Place(where, 0, "ID")
    if hashlib.sha256(data).hexdigest() in subject.photos:
        yield Place(where, 0, "photo")
    suffix = next((end for start, end in _MAGIC.items() if data.startswith(start)), "")
    for one in looker.values_in(suffix, data):
        yield Place(where, one.line, one.what)


def _name_in(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _of_loose(git: Git, looker: Looker) -> Looked:
    """Reflogs hold the first lines of messages, and the index the names of files."""
    found, store = Looked(), git.store()
    for top in _LOOSE:
        place = store / top
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file():
                data = file.read_bytes()
                name = f".git/{file.relative_to(store).as_posix()}"
                places = (Place(name, one.line, one.what) for one in looker.values_in("", data))
                found += Looked(1, len(data), tuple(places))
    return found


# --- the steps


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Commands that take a person out of a history, and the files that they need."""

    root: Path
    commands: tuple[str, ...]
    files: tuple[Path, ...]


def rewrite_of(bygone: Bygone, git: Git, subject: Subject, cabinet: Cabinet) -> Rewrite:
    """Write down what is to be replaced, where only this machine can read it, and say how.

    The files stand with what the forgetting keeps until it is finished, and go with it.
    """
    case = case_of(cabinet, subject.id)
    make_private(case)
    mark = _mark(str(git.root))  # the private folder may have a repository of its own
    texts, paths, people = (case / f"{name}-{mark}.txt" for name in ("replace", "paths", "mailmap"))
    patterns = [_pattern(one) for one in sorted(subject.needles, key=lambda it: -len(it.text))]
    patterns += [_name(one) for one in subject.latin]
    patterns += [_pattern(one, alone=not subject.is_lone) for one in needle_of_id(subject.id, "")]
    put(texts, "".join(f"regex:{one}==>{_MASK}\n" for one in patterns).encode(), 0o600)
    put(paths, "".join(f"literal:{path}\n" for path in bygone.wholly).encode(), 0o600)
    mails = sorted(subject.texts("mail"))
    put(people, "".join(f"Somebody <nobody@invalid> <{one}>\n" for one in mails).encode(), 0o600)
    words = ["--replace-text", str(texts), "--replace-message", str(texts)]
    words += ["--mailmap", str(people)] if mails else []
    for old in bygone.renamed:
        words += ["--path-rename", f"{old}:{_moved(old, subject)}"]
    commands = [
        "pip install git-filter-repo",
        _git(git, "add", "-A"),
        _git(git, "commit", "--allow-empty", "-m", "Bring the records up to date"),
        *_renamings(git, bygone.refs, subject),
    ]
    if bygone.wholly:
        commands.append(_filtered(git, "--invert-paths", "--paths-from-file", str(paths)))
    commands += [
        _filtered(git, *words),
        _git(git, "reflog", "expire", "--expire=now", "--all"),
        _git(git, "gc", "--prune=now", "--quiet"),
        *_pushes(git, bygone.refs),
    ]
    return Rewrite(git.root, tuple(commands), (texts, paths, people))


def _renamings(git: Git, refs: Iterable[str], subject: Subject) -> Iterator[str]:
    """Names of branches and tags. Of what a remote has git filter-repo would make branches."""
    for ref in refs:
        if ref.startswith("refs/heads/"):
            name = ref.removeprefix("refs/heads/")
            yield _git(git, "branch", "-m", name, _moved(name, subject))
            continue
        if not ref.startswith("refs/remotes/"):
            yield _git(git, "update-ref", _moved(ref, subject), ref)
        yield _git(git, "update-ref", "-d", ref)


def _pushes(git: Git, refs: Iterable[str]) -> Iterator[str]:
    gone = [f":{one}" for one in refs if one.startswith(("refs/heads/", "refs/tags/"))]
    for remote in filter(None, git.line("remote").split("\n")):
        if remote == "origin":  # which git filter-repo takes away, lest something is pushed unseen
            yield _git(git, "remote", "add", remote, git.line("remote", "get-url", remote))
        for what in ("--all", "--tags"):
            yield _git(git, "push", "--force", what, remote)
        if gone:
            yield _git(git, "push", "--force", remote, *gone)


def _git(git: Git, *words: str) -> str:
    return shlex.join(["git", "-C", str(git.root), *words])


def _filtered(git: Git, *words: str) -> str:
    command = shlex.join(["git", "filter-repo", "--force", *words])
    return f"cd {shlex.quote(str(git.root))} && {command}"


def _moved(path: str, subject: Subject) -> str:
    """Where a file that was called after them goes: the same for the same."""
    return path.replace(subject.id, f"x-{_mark(path)}")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _pattern(one: Needle, *, alone: bool = True) -> str:
    """What `git filter-repo --replace-text` finds a value by, as bytes of UTF-8; an ID `alone`,
    or as a part of longer names."""
    if one.sort == "phone":
        return r"(?:\+81|0)?" + _BETWEEN + _BETWEEN.join(one.text)
    if one.sort == "day":
        year, month, day = one.text.split("-")
        gap = r"\s?(?:年|月|[-/.])?\s?"
        return f"{year}{gap}0?{int(month)}{gap}0?{int(day)}(?!\\d)"
    if one.sort == "page":
        return "(?i)" + "".join(map(_in_an_address, one.text))
    if one.sort == "text":
        return "(?i)" + _GAP.join(map(_literal, one.text))
    edges = (r"(?<![\w-])", r"(?![\w-])") if alone else (r"(?<![a-z0-9])", r"(?![a-z0-9])")
    before, behind = edges if one.sort == "id" else ("", "")
    return f"(?i){before}{_literal(one.text)}{behind}"


def _name(latin: str) -> str:
    return r"(?i)\b" + r"\s+".join(map(_literal, latin.split())) + r"\b"


def _in_an_address(letter: str) -> str:
    """A letter as it stands, or as percent signs tell it."""
    coded = quote(letter, safe="/")
    return _literal(letter) if coded == letter else f"(?:{_literal(letter)}|{coded})"


def _literal(text: str) -> str:
    return re.escape(text).replace("=", r"\x3d")
