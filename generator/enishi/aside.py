"""Folders outside of the portal for as long as a command works, and those that were left behind.

Each bears the number of its process, so that those of programs which were killed are known.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KINDS = ("audit", "edit", "preview")
"""For what; whatever holds something of the portal has one of these in its name."""


def make_aside(kind: str, shelf: Path | None = None) -> Path:
    """A new folder that nobody else can enter, on a shelf or where the system has such things."""
    return Path(tempfile.mkdtemp(prefix=f"enishi-{kind}-{os.getpid()}-", dir=shelf))


@contextmanager
def aside(kind: str) -> Iterator[Path]:
    """Such a folder, which is removed at the end."""
    folder = make_aside(kind)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def left_aside(shelf: Path | None = None, kinds: tuple[str, ...] = KINDS) -> Iterator[Path]:
    """What programs of this user left on a shelf that are no more."""
    if os.name != "posix":
        return
    for kind in kinds:
        for folder in (shelf or Path(tempfile.gettempdir())).glob(f"enishi-{kind}-*-*"):
            number = folder.name.split("-")[2]
            ours = folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
            if ours and folder.is_dir() and number.isdigit() and not _lives(int(number)):
                yield folder


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
