"""Enishi itself, run as its users run it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from make_portal import TODAY

from enishi import __version__
from peers.contents import Contents, Text
from peers.peer import Command, Peer

_PACKAGE = str(Path(__file__).parents[2] / "generator")


def prepare(contents: Contents, folder: Path) -> None:
    """Copy the portal itself."""
    shutil.copytree(contents.portal.root, folder, dirs_exist_ok=True)


def _command(*words: str) -> Command:
    enishi = (sys.executable, "-m", "enishi", *words, "--today", TODAY.isoformat())
    # The others are installed, and so compiled already; ours is compiled by its first run.
    return Command(enishi, {"PYTHONPATH": _PACKAGE, "PYTHONDONTWRITEBYTECODE": ""})


def _source_of(text: Text) -> str:
    person = text.path.startswith("alumni/")
    return f"alumni/{text.id}.yml" if person else f"content/{text.path.rstrip('/')}.md"


PEER = Peer(
    name="enishi",
    title="Enishi",
    version=lambda: __version__,
    prepare=prepare,
    build=lambda: _command("build", "--quiet"),
    source_of=_source_of,
    rebuild=lambda: _command("build", "--quiet"),
    serve=lambda port: _command("serve", "--quiet", "--port", str(port)),
    slow=False,
)

REFERENCE = Peer(
    name="reference",
    title="Enishi, `--reference`",
    version=lambda: __version__,
    prepare=prepare,
    build=lambda: _command("build", "--quiet", "--reference"),
    source_of=_source_of,
    slow=False,
)
