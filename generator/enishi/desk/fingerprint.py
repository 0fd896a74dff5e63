"""Which private values there are, as one digest that says nothing about them.

A build that has nothing to do asks for no more than this, so the module loads little.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

from enishi.source.files import MAX_BYTES, list_files

KEY = ".enishi-key"
"""In the private folder: what digests of private values are keyed with. Whoever can read it can
read the values as well; whoever has but the cache of the builds can guess at none of them."""
FORGOTTEN = "forgotten.yml"
"""In the private folder: who asked to be forgotten. It is no record, and names nobody."""
_KEY_BYTES = 32
_TEXTS = (".yml", ".yaml", ".md")


def folder_of(root: Path, place: str) -> Path:
    """The private folder itself, where `place` is a link to it: a synced folder often is one."""
    return Path(os.path.realpath(root / place))


def value_paths(folder: Path) -> list[str]:
    """Files that hold values, relative to the folder. What begins with `_` is laid aside."""
    found = (path.partition("/")[2] for path in list_files(folder.parent, folder.name))
    return [path for path in found if path.lower().endswith(_TEXTS) and not _is_aside(path)]


def _is_aside(path: str) -> bool:
    if path == FORGOTTEN:
        return True
    return path.startswith("_") or "/_" in path or path.rpartition("/")[2] == "README.md"


def fingerprint_of(root: Path, place: str, identity: Path | None = None) -> bytes:
    """A keyed digest of all that the folder holds, and of what opens it; empty where there is
    none.

    Another one each time where no key can be kept, so that nothing is taken for known.
    """
    folder = folder_of(root, place)
    if not folder.is_dir():
        return b""
    digest = blake2b(key=key_of(folder), digest_size=16)
    base = str(folder)
    for path in (*value_paths(folder), FORGOTTEN):
        data = _bytes_of(f"{base}/{path}")
        name = path.encode("utf-8", "surrogateescape")
        digest.update(b"%d:%d:%b%b" % (len(name), len(data), name, data))
    if identity is not None:  # without it less can be looked for
        digest.update(_bytes_of(str(identity)))
    return digest.digest()


def _bytes_of(path: str) -> bytes:
    """What cannot be read, or is no plain file, counts as it is named."""
    try:
        handle = os.open(path, os.O_RDONLY | _SAFELY)
    except OSError:
        return b"?"
    try:
        return os.read(handle, MAX_BYTES + 1)
    except OSError:
        return b"?"
    finally:
        os.close(handle)


_SAFELY = 0
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    _SAFELY |= getattr(os, _flag, 0)


def key_of(folder: Path) -> bytes:
    """The key of a private folder, made now if there is none."""
    file = folder / KEY
    found = _bytes_of(str(file))
    if len(found) == _KEY_BYTES:
        return found
    made = os.urandom(_KEY_BYTES)
    try:
        file.unlink(missing_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFELY, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(made)
    except OSError:
        return made  # as good as a key that nobody keeps
    return made
