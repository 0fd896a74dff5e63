"""Messages as they lie in files: single ones, mboxes, and folders of either kind.

Files are read and nothing else: no program's mail is moved, marked or locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from enishi.problems import Mark, Problems

MOST = 25_000_000
"""Bytes of one message that are read: what mail servers take. Texts come first in a message."""
_FROM = b"From "
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_BOXES = ("cur", "new")
"""Folders of a Maildir that hold what has arrived (https://cr.yp.to/proto/maildir.html)."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One message, as it came."""

    origin: str
    """Where it lies, as it is told: the name of a file, and the place in it."""
    data: bytes = field(repr=False)
    is_cut: bool = False
    """Whether it is longer than `data`."""
    arrived: date | None = None
    """As the server says; None for files."""


def raws_in(paths: list[Path], problems: Problems) -> Iterator[Raw]:
    """Every message in these files and folders. What cannot be read becomes a problem."""
    for path in paths:
        for file in _files_in(path):
            name = file.name if file == path else f"{path.name}/{file.relative_to(path)}"
            if not file.is_file():  # opening a pipe would wait for ever
                problems.add(name, Mark(), "file-special")
                continue
            try:
                yield from _raws_of(file, name)
            except OSError:
                problems.add(name, Mark(), "file-unreadable")


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    boxes = [path / name for name in _BOXES if (path / name).is_dir()]
    if boxes:
        found = [file for box in boxes for file in box.iterdir()]
    else:
        found = [file for kind in ("*.eml", "*.mbox") for file in path.rglob(kind)]
    return sorted(file for file in found if file.is_file() and not file.name.startswith("."))


def _raws_of(file: Path, name: str) -> Iterator[Raw]:
    with file.open("rb") as opened:
        if opened.read(len(_FROM)) != _FROM:
            opened.seek(0)
            yield _cut(name, opened.read(MOST + 1))
            return
        opened.seek(0)
        for number, data in enumerate(_messages_in(opened), 1):
            yield _cut(f"{name} #{number}", data)


def _cut(origin: str, data: bytes) -> Raw:
    return Raw(origin, data[:MOST], len(data) > MOST)


def _messages_in(opened: BinaryIO) -> Iterator[bytes]:
    """The messages of an mbox (RFC 4155), of which one begins at `From ` behind an empty line.

    Those with `>` before it are taken for quoted, as mboxrd does.
    """
    lines: list[bytes] = []
    size, after_blank = 0, True
    for line in iter(lambda: opened.readline(MOST), b""):
        if after_blank and line.startswith(_FROM):
            if lines:
                yield _QUOTED.sub(rb"\1", b"".join(lines))
            lines, size = [], 0
        elif size <= MOST:
            lines.append(line)
            size += len(line)
        after_blank = not line.strip(b"\r\n")
    if lines:
        yield _QUOTED.sub(rb"\1", b"".join(lines))
