"""Looks at how a portal is set up, and says what of it is not safe and what mends it."""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from enishi.desk.cabinet import Cabinet
from enishi.desk.dossier import open_cases
from enishi.desk.fingerprint import FORGOTTEN, folder_of
from enishi.desk.forgotten import expired, load_book
from enishi.desk.git import Git, git_of, has_git
from enishi.desk.hook import is_installed
from enishi.desk.keys import RECIPIENTS, Ring
from enishi.desk.sealed import head_in, is_sealed
from enishi.desk.staged import is_wholly_sealed
from enishi.problems import Problems
from enishi.settings import Settings
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Reading
from enishi.source.tree import Mapping

_MOST = 5
"""Files that a cure names one by one."""
_LET_GO = "git rm -rf --cached"
"""Takes files out of git, also those that were written since; on the disk they stay."""
State = Literal["good", "bad", "unknown"]
_OUTBOXES = (".enishi", ".site.spare", "letters", "outbox")
"""What is made on this machine and for it: caches, and letters to single people."""
_PAGES = ("gh-pages", "origin/gh-pages", "pages", "origin/pages")
_SOURCES = ("mkdocs.yml", "alumni", "content", "private")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Its sentences stand in `speech.py`, by code and state."""

    code: str
    state: State
    cure: str = ""
    """The one command that mends it."""
    what: str = ""
    """A path or branch; never a value."""


def findings_of(root: Path, settings: Settings, ring: Ring, today: date) -> list[Finding]:
    """Everything that was looked at, in the order of its weight."""
    place = settings.ours.private
    folder = folder_of(root, place)
    git = git_of(root)
    cabinet = Cabinet(root, place, ring)
    seals = (folder / RECIPIENTS).is_file()
    found = [
        _permissions(folder, place),
        *(_of_sealing(cabinet, settings) if seals else ()),
        *_of_forgotten(cabinet, today),
    ]
    if git is None:
        return [Finding("git", "unknown", what="" if has_git() else "git"), *found]
    within = _of_sealed_folder if seals else _of_folder
    return [*within(git, root, folder), *found, *_of_repository(git, settings)]


def _of_sealing(cabinet: Cabinet, settings: Settings) -> Iterator[Finding]:
    """Whether everything is sealed, to whom, and opens."""
    ring = cabinet.ring
    unsafe = bool(ring.fault) and not ring.is_locked
    yield _finding("identity", not unsafe, _cure_of(ring), str(ring.file or ""))
    recipients = cabinet.recipients(Problems())
    to = {one.sign for one in recipients}
    signs = {path: _signs_in(cabinet, path, settings) for path in cabinet.record_paths()}
    sealed = [path for path, found in signs.items() if found is not None]
    if ring.fault and sealed:
        yield Finding("sealed", "unknown", what=str(len(sealed)))
    else:
        shut = next((path for path in sealed if not _opens(cabinet, path)), "")
        cure = f"git restore {shlex.quote(cabinet.shown(shut))}"
        yield _finding("sealed", not shut, cure, shut or str(len(sealed)))
    bare = [path for path, found in signs.items() if found is None]
    cure = f"enishi seal {' '.join(path.rpartition('.')[0] for path in bare[:_MOST])}"
    yield _finding("unsealed", not bare, cure if len(bare) <= _MOST else "enishi seal", *bare[:1])
    others = next((path for path in sealed if signs[path] != to), "")
    yield _finding("recipients", not others, "enishi seal --rotate", others)
    yield _finding("recovery", len(recipients) > 1, "enishi seal --new-recovery", "")


def _opens(cabinet: Cabinet, path: str) -> bool:
    found = Problems()
    cabinet.held(path, found)
    return not found.errors


def _signs_in(cabinet: Cabinet, path: str, settings: Settings) -> set[str] | None:
    """Whom a record is sealed to; None where it is in clear."""
    source = cabinet.load(path, Problems())
    node = parse_yaml(source.text, source.path, Problems()) if source else None
    if not isinstance(node, Mapping) or not is_sealed(node):
        return None
    head = head_in(node, Reading(path, Problems(), settings.zone))
    return set(head.to) if head else set()


def _cure_of(ring: Ring) -> str:
    """What makes the identity file safe; a file that is none is moved out of the way."""
    quoted = shlex.quote(str(ring.file))
    if ring.fault == "identity-open":
        return f"chmod 600 {quoted}"
    name = "identity" if ring.fault == "identity-tracked" else "not-an-identity"
    return f"mv {quoted} ~/.config/enishi/{name}.txt"


def _of_sealed_folder(git: Git, root: Path, folder: Path) -> Iterator[Finding]:
    """Where records are sealed, git may have them, and nothing else of the folder."""
    top = git.top().resolve()
    if not folder.is_relative_to(top):
        yield from _of_folder(git, root, folder)
        return
    place = _place_of(folder, root)
    clear = [path for path, data in git.staged(place) if not _may_be_read(path, data)]
    wrong = [path for path in clear if "\n" not in path]
    cure = f"{_LET_GO} {shlex.join(wrong)}"
    if len(clear) > _MOST or wrong != clear:  # one line for all of them
        cure = f"{_LET_GO} {shlex.quote(place)}"
    yield _finding("committed", not clear, cure, clear[0] if clear else place)
    ignored = git.says("check-ignore", "-q", "--no-index", f"{place}/outbox/x.eml")
    yield _finding("lists", ignored, "enishi seal", place)
    before = any(not _may_be_read(path, data) for path, data in git.ever(place))
    yield _finding("past", not before, _rewriting(git, place, folder.relative_to(top)), place)


def _may_be_read(path: str, data: bytes) -> bool:
    name = path.rpartition("/")[2]
    if name in (RECIPIENTS, ".gitignore", "README.md"):
        return True
    return is_wholly_sealed(path, data.decode("utf-8", "replace"))


def _of_forgotten(cabinet: Cabinet, today: date) -> Iterator[Finding]:
    """Whether a forgetting was not finished, and whether more is kept than need be."""
    cases = open_cases(cabinet)
    yield _finding("cases", not cases, f"enishi forget {' '.join(cases[:1])}", ", ".join(cases))
    problems = Problems()
    over = expired(load_book(cabinet, problems), today)
    where = cabinet.shown(FORGOTTEN)
    if problems.errors:
        yield Finding("tokens", "bad", "enishi check", where)
    yield _finding("evidence", not over, "enishi forget --sweep", where)


def _permissions(folder: Path, place: str) -> Finding:
    """Whether others on this machine can read the folder, or a record in it."""
    if not folder.is_dir():
        return Finding("permissions", "good", what=place)
    if os.name != "posix":
        return Finding("permissions", "unknown", what=place)
    paths = (path for path in (folder, *folder.rglob("*")) if not path.is_symlink())
    # Nobody passes a folder that is closed, whatever the files in it allow.
    others = stat.S_IRWXG | stat.S_IRWXO
    if folder.stat().st_mode & others and any(path.stat().st_mode & others for path in paths):
        return Finding("permissions", "bad", f"chmod -R go-rwx {shlex.quote(place)}", place)
    return Finding("permissions", "good", what=place)


def _of_folder(git: Git, root: Path, folder: Path) -> Iterator[Finding]:
    """A private folder outside of the repository is none of git's business."""
    top = git.top().resolve()
    if not folder.is_relative_to(top) or (folder / ".git").exists():
        for code in ("tracked", "ignored", "history"):
            yield Finding(code, "good", what=folder.name)
        return
    place = _place_of(folder, root)
    tracked = git.tracked(place)
    yield _finding("tracked", not tracked, f"{_LET_GO} {shlex.quote(place)}", place)
    # A folder that is not there yet is asked for as a folder, as the line names it.
    ignored = git.says("check-ignore", "-q", "--no-index", f"{place}/x.yml")
    yield _finding("ignored", ignored, _ignoring(folder, root, top), place)
    before = bool(git.line("log", "--all", "--oneline", "-1", "--", place))
    yield _finding("history", not before, _rewriting(git, place, folder.relative_to(top)), place)


def _place_of(folder: Path, root: Path) -> str:
    return os.path.relpath(folder, root.resolve()).replace(os.sep, "/")


def _ignoring(folder: Path, root: Path, top: Path) -> str:
    """A line of `.gitignore` speaks of what lies beside it and below."""
    here = root.resolve()
    above = here if folder.is_relative_to(here) else top
    file = os.path.relpath(above / ".gitignore", here).replace(os.sep, "/")
    line = f"/{folder.relative_to(above).as_posix()}/"
    return f"echo {shlex.quote(line)} >> {shlex.quote(file)}"


def _rewriting(git: Git, place: str, within: Path) -> str:
    """The next step to take a folder out of the history; it is `within` the repository.

    Git filter-repo takes what it forgets from the disk as well, unless git had let go of it, and
    everything that is not committed.
    """
    if git.tracked(place):
        return f"{_LET_GO} {shlex.quote(place)}"
    if not git.says("diff", "--quiet", "HEAD"):
        return "git commit -a -m Untracked"
    return f"git filter-repo --force --invert-paths --path {shlex.quote(f'{within.as_posix()}/')}"


def _of_repository(git: Git, settings: Settings) -> Iterator[Finding]:
    made = git.tracked(*_OUTBOXES)
    top = sorted({path.split("/")[0] for path in made})
    cure = f"{_LET_GO} {' '.join(map(shlex.quote, top))}"
    yield _finding("outbox", not made, cure, ", ".join(top))
    yield _pages(git)
    yield _finding("hook", is_installed(git.hook()), "enishi doctor --hook", "pre-commit")
    remote = git.line("remote").split("\n")[0]
    said = settings.ours.repository
    yield _finding("remote", bool(said) or not remote, "enishi doctor --declare public", remote)


def _pages(git: Git) -> Finding:
    """A branch that Pages serves must hold the finished site alone."""
    for branch in _PAGES:
        held = git.ask("ls-tree", "--name-only", "--full-tree", branch)
        names = (held or b"").decode("utf-8", "replace").split("\n")
        sources = [name for name in names if name in _SOURCES]
        # `content/` could be the name of a page; with settings beside it, it is none.
        if "mkdocs.yml" in sources or {"alumni", "private"} <= set(sources):
            remote, _, short = branch.rpartition("/")
            there = f"git push origin --delete {short}" if remote else f"git branch -D {branch}"
            return Finding("pages", "bad", there, branch)
    return Finding("pages", "good", what="gh-pages")


def _finding(code: str, good: bool, cure: str, what: str = "") -> Finding:
    return Finding(code, "good", "", what) if good else Finding(code, "bad", cure, what)


def declared(text: str, kind: str) -> str | None:
    """The settings with `extra.enishi.repository` said; None where that takes a hand."""
    lines = [line for line in text.split("\n") if not line.startswith("    repository:")]
    for number, line in enumerate(lines):
        if line.rstrip() == "  enishi:" and "extra:" in lines[:number]:
            lines.insert(number + 1, f"    repository: {kind}")
            return "\n".join(lines)
    return None
