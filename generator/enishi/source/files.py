"""The portal folder as text files; whatever is not a plain, readable text file is a problem."""

from __future__ import annotations

import codecs
import io
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from enishi.digests import digest_of_bytes
from enishi.problems import Mark, Problems

MAX_BYTES = 1_000_000
"""A text file larger than this is refused; a bound on what one file can cost."""

_TOLD = 100
"""So many characters of a file are blamed one by one: what has more of them is no text."""
T = TypeVar("T")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What XML 1.0 cannot hold (§2.2), and C1 controls, which no one types on purpose.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    path: str
    """Relative to the portal folder, with `/`."""
    text: str
    """With `\\n` line ends and without a byte-order mark."""
    digest: bytes = b""
    """Of the bytes that were read."""

    @property
    def stem(self) -> str:
        return self.path.rpartition("/")[2].rpartition(".")[0]


def illegal_in(text: str) -> tuple[int, str] | None:
    """Where the first character stands that no output may carry, and its name; or None."""
    match = _ILLEGAL.search(text)
    return (match.start(), _name_of(match[0])) if match else None


def _name_of(character: str) -> str:
    return f"U+{ord(character):04X}"


def mark_at(text: str, index: int, first_line: int = 1) -> Mark:
    """The place of `text[index]`, if `text` begins on line `first_line`."""
    before = text[:index]
    return Mark(first_line + before.count("\n"), index - (before.rfind("\n") + 1) + 1)


def load_text(root: Path, path: str, problems: Problems) -> SourceFile | None:
    """Read one file, or say why it cannot be read."""
    full = f"{root}/{path}"
    try:
        fault = _fault_of(full)
        raw = b"" if fault else _bytes_of(full)
    except OSError:
        fault, raw = "file-unreadable", b""
    if fault:
        problems.add(path, Mark(), fault, limit=f"{MAX_BYTES:,}")
        return None
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.add(path, Mark(line), "file-encoding")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if illegal_in(text) is None:
        return SourceFile(path, text, digest_of_bytes(raw))
    for match in islice(_ILLEGAL.finditer(text), _TOLD):
        problems.add(path, mark_at(text, match.start()), "text-control", name=_name_of(match[0]))
    return None


def _fault_of(full: str) -> str | None:
    """Why a file must not be opened: opening a pipe would wait for ever."""
    status = os.lstat(full)
    if stat.S_ISLNK(status.st_mode):
        return "file-symlink"
    if not stat.S_ISREG(status.st_mode):
        return "file-special"
    return "file-large" if status.st_size > MAX_BYTES else None


def _bytes_of(full: str) -> bytes:
    with io.FileIO(full) as file:
        return file.readall()


def legible(seen: Mapping[str, T], problems: Problems) -> dict[str, T]:
    """What is seen under names that are UTF-8; nothing could print others, nor any address."""
    found = {}
    for path, one in seen.items():
        if path.isascii() or not _SURROGATE.search(path):
            found[path] = one
        else:
            problems.add(path.encode("utf-8", "backslashreplace").decode(), Mark(), "file-name")
    return found


def list_files(root: Path, folder: str) -> Iterator[str]:
    """Paths of the files below `folder`, folder by folder in the order of the names.

    What is hidden is passed over. A linked folder is not entered: it could lead out of the
    portal.
    """
    base = f"{root}/{folder}"
    if os.path.islink(base) or not os.path.isdir(base):  # noqa: PTH112, PTH114
        return
    for entry in sorted(os.scandir(base), key=attrgetter("name")):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from list_files(root, f"{folder}/{entry.name}")
        else:
            yield f"{folder}/{entry.name}"
