"""One build of a site at a time: a lock that the system holds, and frees when its holder dies.

It is a file beside the site, in `.enishi/`; that it is there means nothing, only that a process
has it locked. No library: filelock takes longer to load than a build with nothing to do, and what
is needed of it is one call to each of two systems.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enishi.cache import FOLDER, make_folder
from enishi.problems import Refused, refusal

PATIENCE = 2.0
"""Seconds to wait. The workers of a build that was killed hold on for up to half a second."""
_PAUSE = 0.05


@contextmanager
def held(site: Path, patience: float | None = None) -> Iterator[None]:
    """Nobody else builds into `site` meanwhile. Raises `Refused` when somebody does already.

    `patience` is in seconds; `PATIENCE` where it is not given.

    On a disk that knows no locks (some network shares) nothing is held.
    """
    folder = site.parent / FOLDER
    make_folder(folder)
    waited = PATIENCE if patience is None else patience
    with held_file(folder / f"{site.name}.lock", waited, refusal(site.name, "build-running")):
        yield


@contextmanager
def held_file(file: Path, patience: float, otherwise: Refused) -> Iterator[None]:
    """Nobody else holds this file meanwhile. Raises `otherwise` when somebody does already."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        until = time.monotonic() + patience
        while not _locked(handle):
            if time.monotonic() >= until:
                raise otherwise
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)  # which frees the lock


if os.name == "nt":
    import msvcrt

    def _locked(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except PermissionError:
            return False
        return True

else:
    import errno
    import fcntl

    _WITHOUT_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)

    def _locked(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as fault:
            if fault.errno not in _WITHOUT_LOCKS:
                raise
        return True
