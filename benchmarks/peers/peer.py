"""What a peer is, and where its program stands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from peers.contents import Contents, Text

PINS = Path(__file__).parent / "pins"
TOOLS = Path(__file__).parents[2] / ".tools/peers"
SITE = "site"
"""The folder, within a project, that every peer builds into."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something to run in a project's folder."""

    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator, and how it is given a portal, run and asked who it is."""

    name: str
    title: str
    version: Callable[[], str]
    prepare: Callable[[Contents, Path], None]
    """Writes the portal as a project of this generator into an empty folder."""
    build: Callable[[], Command]
    source_of: Callable[[Text], str] = lambda text: f"records/{text.path.rstrip('/')}.md"
    """Where in the project somebody would edit a profile or a news item."""
    rebuild: Callable[[], Command] | None = None
    """Builds again after an edit, where that is something else than a clean build."""
    serve: Callable[[int], Command] | None = None
    """Serves on a port of the loopback address and follows edits."""
    feeds: bool = True
    slow: bool = True


def program(peer: str, name: str) -> str:
    """A program out of the peer's own environment."""
    return str(TOOLS / peer / "bin" / name)


@cache
def python_version(peer: str, package: str) -> str:
    """The version of a package in the peer's own environment."""
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    return _said([program(peer, "python"), "-c", ask])


def install(peer: str) -> None:
    """Make the peer's environment out of its pins; once."""
    folder, lock = TOOLS / peer, PINS / f"{peer}.lock"
    if folder.exists() or not (lock.exists() or (PINS / peer).is_dir()):
        return
    if lock.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = [program(peer, "python"), "-m", "pip", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--quiet", "--require-hashes", "-r", lock], check=True)
        return
    folder.mkdir(parents=True)
    for file in (PINS / peer).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)


def _said(words: list[str]) -> str:
    return subprocess.run(words, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


def own_environment(**more: str) -> dict[str, str]:
    """This process's environment and `more`."""
    return {**os.environ, **more}
