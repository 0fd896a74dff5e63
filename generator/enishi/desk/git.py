"""What git knows of a portal: asked with fixed arguments, never through a shell."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = 500
"""Files that are held in memory together."""
_QUIET = ("-c", "core.quotePath=false", "-c", "core.fsmonitor=false")


@dataclass(frozen=True, slots=True)
class Git:
    """The repository that a portal lies in."""

    program: str
    root: Path
    """Of the portal; all paths are relative to it."""

    def ask(self, *words: str, given: bytes | None = None) -> bytes | None:
        """What git answers; None where it says no."""
        command = [self.program, *_QUIET, *words]
        done = subprocess.run(  # noqa: S603  (a fixed program and words of ours)
            command, cwd=self.root, input=given, capture_output=True, check=False
        )
        return done.stdout if done.returncode == 0 else None

    def says(self, *words: str) -> bool:
        """Whether git says yes."""
        return self.ask(*words) is not None

    def line(self, *words: str) -> str:
        return (self.ask(*words) or b"").decode("utf-8", "replace").strip()

    def tracked(self, *places: str) -> list[str]:
        """Files in the index, which are those that are tracked or staged."""
        found = self.ask("ls-files", "-z", "--", *places) or b""
        return [name.decode("utf-8", "surrogateescape") for name in found.split(b"\0") if name]

    def staged(self, *places: str, but: Container[str] = ()) -> Iterator[tuple[str, bytes]]:
        """`(path, bytes)` as they would be committed, whatever the files on the disk say by now,
        and whatever their names. What is no file there, such as a submodule, is passed over."""
        told = self.ask("ls-files", "--stage", "-z", "--", *places) or b""
        rows = [row.partition("\t") for row in told.decode("utf-8", "surrogateescape").split("\0")]
        wanted = [(path, head.split()[1]) for head, _, path in rows if path and path not in but]
        for at in range(0, len(wanted), _AT_ONCE):
            yield from self._blobs(wanted[at : at + _AT_ONCE])

    def ever(self, place: str) -> Iterator[tuple[str, bytes]]:
        """`(path, bytes)` of every file that any commit has had in a place."""
        told = self.ask("rev-list", "--objects", "--all", "--", place) or b""
        rows = [line.partition(" ") for line in told.decode("utf-8", "replace").split("\n")]
        yield from self._blobs([(path, number) for number, _, path in rows if path])

    def _blobs(self, wanted: list[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
        """Of objects by their names in git; what is no file is passed over."""
        names = b"".join(f"{name}\n".encode("utf-8", "surrogateescape") for _, name in wanted)
        answer = self.ask("cat-file", "--batch", given=names) or b""
        at = 0
        for path, _ in wanted:
            head, _, _ = answer[at : at + 4096].partition(b"\n")
            at += len(head) + 1
            parts = head.rsplit(b" ", 2)
            if len(parts) < 3 or not parts[2].isdigit():
                continue  # "missing"
            size = int(parts[2])
            if parts[1] == b"blob":
                yield path, answer[at : at + size]
            at += size + 1

    def having(self, attribute: str, paths: Iterable[str]) -> set[str]:
        """Those of the paths that `.gitattributes`, as it would be committed, gives this one."""
        names = b"".join(f"{path}\0".encode("utf-8", "surrogateescape") for path in paths)
        answer = self.ask("check-attr", "--cached", "-z", "--stdin", attribute, given=names) or b""
        words = answer.decode("utf-8", "surrogateescape").split("\0")
        return {
            path for path, state in zip(words[::3], words[2::3], strict=False) if state == "set"
        }

    def objects(self) -> Iterator[tuple[str, str, bytes]]:
        """Everything that git holds, as `(name, kind, bytes)`: also what no branch leads to."""
        command = [self.program, *_QUIET, "cat-file", "--batch-all-objects", "--batch"]
        with subprocess.Popen(  # noqa: S603  (a fixed program and words of ours)
            command, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as running:
            out = running.stdout
            while out and (head := out.readline()):
                name, kind, size = head.decode("ascii").split()
                data = out.read(int(size))
                out.read(1)
                yield name, kind, data

    def paths(self) -> dict[str, set[str]]:
        """`{name of an object: its paths}` of all that a branch, a tag, a stash or the reflog
        leads to; a commit has none. Paths are those of the repository."""
        told = self.ask("log", "--all", "--reflog", "--no-renames", "--format=", "--raw", "-z",
                        "--no-abbrev", "-m", "--root") or b""  # fmt: skip
        parts = [part.decode("utf-8", "surrogateescape") for part in told.split(b"\0")]
        found: dict[str, set[str]] = {}
        for head, path in zip(parts[::2], parts[1::2], strict=False):
            for name in head.split()[2:4]:
                if name.strip("0"):
                    found.setdefault(name, set()).add(path)
        return found

    def refs(self) -> list[str]:
        """Whole names of branches, tags, and whatever else has one."""
        return self.line("for-each-ref", "--format=%(refname)").split()

    def store(self) -> Path:
        """Where git keeps what it knows."""
        return (self.root / self.line("rev-parse", "--git-common-dir")).resolve()

    def top(self) -> Path:
        return Path(self.line("rev-parse", "--show-toplevel"))

    def hook(self) -> Path:
        """Where git looks for the hook before a commit."""
        return self.root / self.line("rev-parse", "--git-path", "hooks/pre-commit")


def git_of(root: Path) -> Git | None:
    """Git for a portal; None where there is no git, or no repository."""
    program = shutil.which("git")
    if program is None:
        return None
    found = Git(program, root)
    return found if found.says("rev-parse", "--show-toplevel") else None


def has_git() -> bool:
    return shutil.which("git") is not None
