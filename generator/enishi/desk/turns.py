"""One writer of a private folder at a time: commands, and the page of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from enishi.cache import FOLDER, make_folder
from enishi.desk.cabinet import Cabinet
from enishi.lock import held_file
from enishi.problems import refusal

PATIENCE = 5.0
"""Seconds to wait: nobody writes for longer than it takes to put one record away."""


@contextmanager
def turn(cabinet: Cabinet) -> Iterator[None]:
    """Nobody else adds to the records meanwhile. Raises `Refused` when somebody holds on."""
    folder = cabinet.root / FOLDER
    make_folder(folder)
    busy = refusal(cabinet.shown("").rstrip("/"), "cabinet-busy")
    with held_file(folder / "private.lock", PATIENCE, busy):
        yield
