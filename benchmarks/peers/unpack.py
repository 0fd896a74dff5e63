"""Write files out of one file that holds them all: python unpack.py LIST BYTES FOLDER.

A script without imports of ours, because its start is part of what is measured.
"""

import json
import sys
from pathlib import Path


def unpack(listed: Path, packed: Path, folder: Path) -> None:
    """Write every file of the list, `[[path, size], …]`, below the folder."""
    with packed.open("rb") as pack:
        for path, size in json.loads(listed.read_bytes()):
            file, data = folder / path, pack.read(size)
            try:
                file.write_bytes(data)
            except FileNotFoundError:
                file.parent.mkdir(parents=True)
                file.write_bytes(data)


if __name__ == "__main__":
    unpack(*map(Path, sys.argv[1:4]))
