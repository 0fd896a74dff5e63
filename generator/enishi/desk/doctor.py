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
from enishi.desk.forgotten import expired, load_book
from enishi.desk.git import Git, git_of, has_git
from enishi.desk.hook import is_installed
from enishi.desk.seal import FORGOTTEN, folder_of, value_paths
from enishi.problems import Problems
from enishi.settings import Settings

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


def findings_of(root: Path, settings: Settings, today: date) -> list[Finding]:
    """Everything that was looked at, in the order of its weight."""
    place = settings.ours.private
    folder = folder_of(root, place)
    git = git_of(root)
    found = [_permissions(folder, place), *_of_forgotten(Cabinet(root, place), today)]
    if git is None:
        return [Finding("git", "unknown", what="" if has_git() else "git"), *found]
    return [*_of_folder(git, root, folder), *found, *_of_repository(git, settings)]


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
    paths = [folder, *(folder / path for path in value_paths(folder))]
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
    place = os.path.relpath(folder, root.resolve()).replace(os.sep, "/")
    quoted = shlex.quote(place)
    tracked = git.tracked(place)
    yield _finding("tracked", not tracked, f"git rm -r --cached {quoted}", place)
    line = shlex.quote(f"/{place}/")
    # A folder that is not there yet is asked for as a folder, as the line names it.
    ignored = git.says("check-ignore", "-q", "--no-index", f"{place}/x.yml")
    yield _finding("ignored", ignored, f"echo {line} >> .gitignore", place)
    before = bool(git.line("log", "--all", "--oneline", "-1", "--", place))
    yield _finding("history", not before, f"git filter-repo --invert-paths --path {quoted}", place)


def _of_repository(git: Git, settings: Settings) -> Iterator[Finding]:
    made = git.tracked(*_OUTBOXES)
    top = sorted({path.split("/")[0] for path in made})
    cure = f"git rm -r --cached {' '.join(map(shlex.quote, top))}"
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


def _finding(code: str, good: bool, cure: str, what: str) -> Finding:
    return Finding(code, "good", "", what) if good else Finding(code, "bad", cure, what)


def declared(text: str, kind: str) -> str | None:
    """The settings with `extra.enishi.repository` said; None where that takes a hand."""
    lines = [line for line in text.split("\n") if not line.startswith("    repository:")]
    for number, line in enumerate(lines):
        if line.rstrip() == "  enishi:" and "extra:" in lines[:number]:
            lines.insert(number + 1, f"    repository: {kind}")
            return "\n".join(lines)
    return None
