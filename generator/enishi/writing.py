"""Writes and removes files of a portal: whole or not at all, and never through a link."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_LOOK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_PART = ".enishi-part"


def put(file: Path, data: bytes, mode: int | None = None) -> None:
    """Write a file in one step; what it may be read by stays as it was, or is `mode`.

    What a writer that was killed left beside it is written over.
    """
    with _written_beside(file, data, 0o644 if mode is None else mode) as beside:
        if mode is None and file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)


def put_new(file: Path, data: bytes, mode: int = 0o644) -> None:
    """As `put`, where nothing is yet. Raises `FileExistsError` where something is."""
    with _written_beside(file, data, mode) as beside:
        if os.path.lexists(file):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        beside.rename(file)


@contextmanager
def _written_beside(file: Path, data: bytes, mode: int) -> Iterator[Path]:
    """The data on the disk, in a file to be put in the place of another."""
    beside = file.with_name(f".{file.name}{_PART}")
    with naming(file):
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _LOOK, mode)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            yield beside
        except BaseException:
            with suppress(OSError):  # what went wrong first is told
                beside.unlink()
            raise


@contextmanager
def naming(file: Path | str) -> Iterator[None]:
    """Faults of the disk name this file: some name none, and some a file that nobody knows."""
    try:
        yield
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(file)) from fault


def remove(file: Path) -> None:
    """Take a file away, and what a writer that was killed left beside it."""
    file.unlink(missing_ok=True)
    file.with_name(f".{file.name}{_PART}").unlink(missing_ok=True)


def make_private(folder: Path) -> None:
    """A folder, with those above it, that nobody else on this machine can look into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder of one's own in the place of nothing, or of an empty one: whole or not at all.

    `{name: data}`. What a writer that was killed left beside it is written over.
    """
    folder = folder.absolute()
    beside = folder.with_name(f".{folder.name}{_PART}")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        make_private(beside)
        for name, data in files.items():
            put(beside / name, data, 0o600)
        with suppress(FileNotFoundError):
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def append(file: Path, data: bytes, mode: int = 0o600) -> None:
    """Add to the end of a file, and see it onto the disk.

    A last line that was broken off stays by itself: what is added begins a line of its own.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | _LOOK, mode)
    with naming(file), os.fdopen(handle, "r+b", buffering=0) as out:
        end = out.seek(0, os.SEEK_END)
        if end:
            out.seek(end - 1)
            data = data if out.read(1) == b"\n" else b"\n" + data
        out.write(data)
        os.fsync(out.fileno())


def bytes_of(file: Path) -> bytes:
    """What a file holds, which is no link. Raises `OSError` where it is one, or not there."""
    with os.fdopen(os.open(file, os.O_RDONLY | _LOOK), "rb") as opened:
        return opened.read()
