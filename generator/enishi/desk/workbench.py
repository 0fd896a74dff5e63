"""A folder for one text that is private, for as long as somebody works on it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from enishi.aside import left_aside, make_aside


@contextmanager
def workbench(shelves: Iterable[Path]) -> Iterator[Path]:
    """A folder that nobody else can enter, on the first of the shelves that can be written to.

    Shelves in memory come first. Whatever is in the folder at the end is overwritten and removed,
    also after an error or a signal that asks the program to end.
    """
    shelf = next((one for one in shelves if one.is_dir() and os.access(one, os.W_OK)), None)
    shelf = shelf or Path(tempfile.gettempdir())
    for left in left_aside(shelf, ("edit",)):
        wipe(left)
    folder = make_aside("edit", shelf)
    with _ending_in_order():
        try:
            yield folder
        finally:
            wipe(folder)


def wipe(folder: Path) -> None:
    """Overwrite every file of a folder, and remove it."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("r+b") as out:
                out.write(b"\0" * file.stat().st_size)
                out.flush()
                os.fsync(out.fileno())
    shutil.rmtree(folder)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Signals that would end the program at once let it put things away first."""

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    names = ("SIGTERM", "SIGHUP", "SIGBREAK")
    before = {}
    for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
        before[number] = signal.signal(number, leave)
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)
