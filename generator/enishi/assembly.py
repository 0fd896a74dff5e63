"""The new site in a folder beside the old one, until one step puts it in its place.

The folder that the site before last stood in is kept as a spare. It holds what the site holds,
as links to the same files; so a build writes only what differs, swaps the two folders, and
brings the other one up to date. Nothing that left the site stays in the spare.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType

from enishi.digests import digest_of_bytes
from enishi.problems import refusal
from enishi.recovery import new_for, old_of, spare_of
from enishi.standing import Placed, Standing
from enishi.writing import naming

MARKER = ".nojekyll"
"""Every site that we built has this file; a folder without it is not ours to replace."""
KEPT = ("CNAME",)
"""What GitHub may have put into the old site, and the new one keeps."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Collision(ValueError):  # noqa: N818
    """Two outputs want the same file. A fault of the program: `checks.py` finds the user's."""


def place(folder: str, path: str, data: bytes, digest: bytes) -> Placed:
    """Write a file as a new one: the other folder may have a link to the old.

    Who may read it does not depend on the umask: a server must.
    """
    target = f"{folder}/{path}"
    for attempt in (1, 2):
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _FILE)
            break
        except FileExistsError:
            os.unlink(target)  # noqa: PTH108
        except FileNotFoundError:
            if attempt == 2:
                raise
            _make_folder(target.rpartition("/")[0])
    with naming(target), open(handle, "wb", buffering=0) as file:  # noqa: PTH123
        rest = memoryview(data)
        while rest:  # a disk that is nearly full takes a part, and says so only the next time
            rest = rest[file.write(rest) :]
        status = os.fstat(handle)
        if _IS_POSIX and status.st_mode & 0o777 != _FILE:
            os.fchmod(handle, _FILE)
        return digest, len(data), status.st_mtime_ns


def _make_folder(path: str) -> None:
    """One step where there is but one to make, as nearly always."""
    try:
        os.mkdir(path, _FOLDER)  # noqa: PTH102
    except FileExistsError:
        return
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        _make_folder(path)
        return
    if os.stat(path).st_mode & 0o777 != _FOLDER:  # noqa: PTH116
        os.chmod(path, _FOLDER)  # noqa: PTH101


_BINARY = getattr(os, "O_BINARY", 0)
_IS_POSIX = os.name == "posix"
_FILE, _FOLDER = 0o644, 0o755


class Assembly:
    """Collects files; only `publish` touches the site, and replaces it whole."""

    def __init__(
        self, site: Path, standing: Standing | None = None, *, trusted: bool = False
    ) -> None:
        """Begins with what stands, as far as nobody has touched it since.

        `trusted` says that nobody could.
        Raises `Refused` when `site` is a folder that something else made.
        """
        if site.is_symlink() or (site.exists() and not _is_ours(site)):
            raise refusal(site.name, "site-foreign", folder=site.name)
        self.site = site
        self.files: dict[str, Placed] = {}
        """What the new site holds, beginning with what is kept."""
        self.swapped = False
        """Whether the new site stands in its place."""
        self._spare = spare_of(site)
        self._wanted: dict[str, str] = {}
        self._written: set[str] = set()
        self._begun: Standing | None = None
        """What was begun with."""
        self._standing: Standing | None = None
        """The same, where the site that stands is still that one."""
        self._times: Mapping[str, int] = {}
        """When each folder of the new site changed, before anything was written there."""
        self.folder = new_for(site)
        if standing is not None:
            try:
                self._begin_with(standing, trusted)
            except OSError:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise

    @property
    def stood(self) -> bool:
        """Whether the site was found with just the files that the last build left."""
        return self._standing is not None

    def _begin_with(self, standing: Standing, trusted: bool) -> None:
        # A build that was refused took the spare along: then there is none, whoever is trusted.
        spare = standing.spare and self._spare.is_dir()
        if spare and (trusted or standing.is_intact(self._spare, standing.spare)):
            self.folder.rmdir()
            self._spare.rename(self.folder)
            self._times = standing.spare
        elif standing.is_intact(self.site, standing.site):
            _link_all(self.site, self.folder, standing.site, standing.files)
        else:
            return
        self.files, self._begun = dict(standing.files), standing
        if trusted or standing.has_folders(self.site, standing.site):
            self._standing = standing

    def __enter__(self) -> Assembly:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def want(self, path: str) -> None:
        """Say that the new site has this file. Raises `Collision` at the second time.

        Paths that differ only in the case of letters are one path on many disks.
        """
        key = path.casefold()
        if key in self._wanted:
            raise Collision(path)
        self._wanted[key] = path

    @property
    def sizes(self) -> dict[str, int]:
        """`{file: bytes}` of the new site."""
        return {path: self.files[path][1] for path in self._wanted.values()}

    @property
    def before(self) -> Iterable[str]:
        """Files of the site that is to be replaced."""
        if self._begun:
            return self._begun.files
        return [one.relative_to(self.site).as_posix() for one in self.site.rglob("*.*")]

    @property
    def fresh(self) -> set[str]:
        """Files of the new site that are not as they were in the old one."""
        return self._written.intersection(self._wanted.values())

    def enter(self, path: str, placed: Placed) -> None:
        """Take in a file that `place` has written, or left as it was."""
        if self.files.get(path) != placed:
            self._written.add(path)
            self.files[path] = placed

    def write(self, path: str, data: bytes) -> bool:
        """Want, place and enter a file; says whether it was not there as it is now."""
        self.want(path)
        digest = digest_of_bytes(data)
        kept = self.files.get(path)
        if kept is not None and kept[0] == digest:
            return False
        self.enter(path, place(str(self.folder), path, data, digest))
        return True

    def read(self, path: str) -> bytes:
        """A file that is kept."""
        return (self.folder / path).read_bytes()

    def publish(self, *, spare: bool = False) -> Standing:
        """Put the new site in the place of the old one.

        With `spare` a copy is laid aside for the next build. Without, none is left: what it
        holds would outlive what leaves the site.
        """
        for name in KEPT:
            old = self.site / name
            if name.casefold() not in self._wanted and old.is_file():
                self.write(name, old.read_bytes())
        if MARKER not in self._wanted:
            self.write(MARKER, b"")
        gone = self.files.keys() - set(self._wanted.values())
        _remove(self.folder, gone)
        for path in gone:
            del self.files[path]
        self.folder.chmod(_FOLDER)
        _replace(self.folder, self.site)
        self.swapped = True
        if old_of(self.site).exists():
            old_of(self.site).rename(self.folder)
        touched = gone | self._written
        folders = _folders_of(self.site, self.files, touched, self._times)
        kept: Mapping[str, int] = {}
        if spare and self._standing:
            kept = self._renew_spare(gone, self._standing.site)
        elif spare:
            kept = self._new_spare(folders)
        else:
            shutil.rmtree(self._spare, ignore_errors=True)
        return Standing(dict(self.files), folders, kept)

    def _new_spare(self, folders: Mapping[str, int]) -> Mapping[str, int]:
        """A spare of the site that stands now; what was there before is of no use."""
        shutil.rmtree(self._spare, ignore_errors=True)
        _link_all(self.site, self._spare, folders, self.files)
        return _folders_of(self._spare, self.files)

    def _renew_spare(self, gone: set[str], times: Mapping[str, int]) -> Mapping[str, int]:
        """Bring the old site up to date and lay it aside; what left the site leaves it too."""
        _remove(self.folder, gone)
        for path in self._written:
            _link_anew(f"{self.site}/{path}", f"{self.folder}/{path}")
        shutil.rmtree(self._spare, ignore_errors=True)
        self.folder.rename(self._spare)
        return _folders_of(self._spare, self.files, gone | self._written, times)


def _folders_of(
    folder: Path,
    files: Iterable[str],
    touched: Iterable[str] = (),
    times: Mapping[str, int] | None = None,
) -> dict[str, int]:
    """`{folder: when it changed}` of every folder that holds one of the files.

    `times` are taken for folders that none of the `touched` files lies below.
    """
    found = dict(times or {})
    for parent in _folders_above(touched if times else files):
        try:
            found[parent] = os.stat(f"{folder}/{parent}").st_mtime_ns  # noqa: PTH116
        except FileNotFoundError:  # its last file is gone
            found.pop(parent, None)
    return found


def _folders_above(files: Iterable[str]) -> Iterator[str]:
    """Every folder that one of the files lies below, each once."""
    seen: set[str] = set()
    for path in files:
        parent = path.rpartition("/")[0]
        while parent not in seen:
            seen.add(parent)
            yield parent
            parent = parent.rpartition("/")[0]


def _remove(folder: Path, paths: set[str]) -> None:
    """Remove files, and the folders that hold nothing then."""
    for path in paths:
        file = folder / path
        file.unlink(missing_ok=True)
        for parent in list(file.parents)[: path.count("/")]:
            try:
                parent.rmdir()
            except OSError:
                break


def _link_all(source: Path, target: Path, folders: Iterable[str], files: Iterable[str]) -> None:
    for path in sorted(folders):
        _make_folder(f"{target}/{path}".rstrip("/"))
    for path in files:
        _link(f"{source}/{path}", f"{target}/{path}")


def _link_anew(source: str, target: str) -> None:
    """The link in the place of whatever is there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)  # noqa: PTH108
    _make_folder(target.rpartition("/")[0])
    _link(source, target)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # the disk knows no links
        shutil.copy2(source, target)


def _is_ours(site: Path) -> bool:
    return site.is_dir() and ((site / MARKER).is_file() or not any(site.iterdir()))


def _replace(new: Path, site: Path) -> None:
    """Exchange the two folders in one step where the system can, else by two renames.

    What stood at `site` stands at `new` then, or at `old_of(site)`, if there was anything.
    """
    if not site.exists():
        new.rename(site)
    elif not _exchanged(new, site):
        old = old_of(site)
        site.rename(old)
        try:
            new.rename(site)
        except OSError:
            old.rename(site)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """`renameat2(RENAME_EXCHANGE)`: there is no instant without a site. Linux only."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
