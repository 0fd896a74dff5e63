"""The floor: no generator, only the bytes of Enishi's site written into a fresh folder."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

from peers import enishi, unpack
from peers.contents import Contents, write
from peers.peer import SITE, Command, Peer, own_environment

LIST, BYTES = "files.json", "bytes"


def prepare(contents: Contents, folder: Path) -> None:
    """Build the portal once more and put all of its site into one file."""
    enishi.prepare(contents, folder / "portal")
    command = enishi.PEER.build()
    environment = own_environment(**command.environment)
    subprocess.run(command.words, cwd=folder / "portal", env=environment, check=True)
    site = folder / "portal" / SITE
    sizes: list[tuple[str, int]] = []
    with (folder / BYTES).open("wb") as pack:
        for file in sorted(site.rglob("*")):
            if file.is_file():
                path = file.relative_to(site).as_posix()
                sizes.append((path, pack.write(file.read_bytes())))
    write(folder / LIST, json.dumps(sizes))


PEER = Peer(
    name="floor",
    title="the same bytes, only written",
    version=platform.python_version,
    prepare=prepare,
    build=lambda: Command((sys.executable, unpack.__file__, LIST, BYTES, SITE)),
    slow=False,
)
