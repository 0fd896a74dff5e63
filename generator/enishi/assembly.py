"""The new site in a folder beside the old one, until one step puts it in its place."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from enishi.problems import refusal
from enishi.views import Output

MARKER = ".nojekyll"
"""Every site that we built has this file; a folder without it is not ours to replace."""
KEPT = ("CNAME",)
"""What GitHub may have put into the old site, and the new one keeps."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Collision(ValueError):  # noqa: N818
    """Two outputs want the same file. A fault of the program: `checks.py` finds the user's."""


class Assembly:
    """Collects outputs; only `publish` touches the site, and replaces it whole."""

    def __init__(self, site: Path) -> None:
        """Raises `Refused` when `site` is a folder that something else made."""
        if site.is_symlink() or (site.exists() and not _is_ours(site)):
            raise refusal(site.name, "site-foreign", folder=site.name)
        self.site = site
        self.pages = 0
        self.files = 0
        self.bytes = 0
        self._taken: set[str] = set()
        self._folders: set[Path] = set()
        self._new = Path(tempfile.mkdtemp(prefix=f".{site.name}.", dir=site.parent))

    def __enter__(self) -> Assembly:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._new, ignore_errors=True)

    def write(self, output: Output) -> None:
        """Raises `Collision` if the path, in any case of letters, was written before."""
        key = output.path.casefold()
        if key in self._taken:
            raise Collision(output.path)
        self._taken.add(key)
        target = self._new / output.path
        if target.parent not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(target.parent)
        target.write_bytes(output.data)
        self.files += 1
        self.pages += output.path.endswith(".html")
        self.bytes += len(output.data)

    def publish(self) -> None:
        """Put the new site in the place of the old one."""
        for name in KEPT:
            old = self.site / name
            if name.casefold() not in self._taken and old.is_file():
                self.write(Output(name, old.read_bytes()))
        if MARKER not in self._taken:
            self.write(Output(MARKER, b""))
        self._new.chmod(0o755)
        _replace(self._new, self.site)
        shutil.rmtree(self._new, ignore_errors=True)


def _is_ours(site: Path) -> bool:
    return site.is_dir() and ((site / MARKER).is_file() or not any(site.iterdir()))


def _replace(new: Path, site: Path) -> None:
    """Exchange the two folders in one step where the system can, else by two renames."""
    if not site.exists():
        new.rename(site)
    elif not _exchanged(new, site):
        aside = Path(tempfile.mkdtemp(prefix=f".{site.name}.", dir=site.parent)) / "old"
        site.rename(aside)
        try:
            new.rename(site)
        except OSError:
            aside.rename(site)
            raise
        finally:
            shutil.rmtree(aside.parent, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """`renameat2(RENAME_EXCHANGE)`: there is no instant without a site. Linux only."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
