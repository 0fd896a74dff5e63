"""Zensical, with its pages made beforehand by the same script as MkDocs has."""

from __future__ import annotations

from pathlib import Path

from peers.contents import Contents
from peers.material import write_project, write_settings
from peers.peer import Command, Peer, program, python_version


def prepare(contents: Contents, folder: Path) -> None:
    """Write the records, the script, and the pages that are ready."""
    write_project(contents, folder)
    write_settings(contents, folder)


def _build(*more: str) -> Command:
    python, zensical = program("zensical", "python"), program("zensical", "zensical")
    script = f"'{python}' pages.py records docs && '{zensical}' build {' '.join(more)}"
    return Command(("/bin/sh", "-c", script))


PEER = Peer(
    name="zensical",
    title="Zensical",
    version=lambda: python_version("zensical", "zensical"),
    prepare=prepare,
    build=lambda: _build("--clean"),
    rebuild=_build,
    feeds=False,
)
