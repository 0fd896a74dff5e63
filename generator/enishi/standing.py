"""What stands: the portal's files, the site that was made of them, and whether both still fit.

Looking that up is all that a build does when nothing has changed, so this module loads little.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi import program
from enishi.cache import FOLDER, Cache
from enishi.dates import Day
from enishi.digests import digest_of, digest_of_bytes
from enishi.problems import Problems, problems_from
from enishi.source.files import list_files

CACHE = Path(FOLDER, "build.cache")
"""Where a portal's builds remember."""
SETTINGS = "mkdocs.yml"
SITE_FOLDER = "site"
SCANNED = ("content", "alumni", "templates")
Scan = Mapping[str, bytes]
"""`{path: digest of its bytes}` of every file that a portal is made of."""
UNREAD = b"?"
"""In the place of a digest: a link, a pipe, or what may not be read."""
_LOOK = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    _LOOK |= getattr(os, _flag, 0)
_PART = 1 << 16
"""Room for more is asked of the system anew for each file, which takes longer than to read it."""

Placed = tuple[bytes, int, int]
"""A file as it was written: digest, bytes, and time of writing in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a site holds."""

    pages: int = 0
    files: int = 0
    bytes: int = 0
    people: int = 0
    hidden: int = 0
    """Records that are not shown, for want of consent."""
    news: int = 0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build left: its files, and when each folder last changed."""

    files: Mapping[str, Placed]
    site: Mapping[str, int]
    spare: Mapping[str, int]
    """Empty where there is no spare."""

    def is_intact(self, folder: Path, folders: Mapping[str, int]) -> bool:
        """Whether nobody has changed, added or removed a file since.

        A time that is as it was is no proof for a source, which git may set back; but these
        files are ours, and whoever edits one changes its time.
        """
        base = f"{folder}/"
        if not self.has_folders(folder, folders):
            return False
        try:
            for path, (_, size, when) in self.files.items():
                status = os.stat(base + path)  # noqa: PTH116
                if status.st_mtime_ns != when or status.st_size != size:
                    return False
        except OSError:
            return False
        return True

    def has_folders(self, folder: Path, folders: Mapping[str, int]) -> bool:
        """Whether nobody has added, removed or replaced a file since."""
        base = f"{folder}/"
        try:
            for path, when in folders.items():
                if os.stat(base + path).st_mtime_ns != when:  # noqa: PTH116  (many thousands)
                    return False
        except OSError:
            return False
        return bool(folders)


def scan(root: Path) -> dict[str, bytes]:
    """Look at every file that the portal is made of."""
    return {path: _digest_of_file(f"{root}/{path}") for path in _paths(root)}


def _paths(root: Path) -> Iterator[str]:
    for folder in SCANNED:
        yield from list_files(root, folder)


class Lookout:
    """Looks at the same files again and again, and reads only what was written in between.

    What the system notes of a file when it is written (`st_ctime`) cannot be set back, unlike the
    time that git and others set; but it means little within the moment of the last look.
    """

    def __init__(self, known: Mapping[str, bytes] | None = None, last: int = 0) -> None:
        """`known` and `last` are those of a lookout before, whose files were on this machine."""
        self.known = dict(known or {})
        """`{path: what the system notes, and behind it the digest}`"""
        self.last = last
        """When the last look began, in nanoseconds."""
        self.read = 0
        """How many files the last look read."""

    def scan(self, root: Path) -> dict[str, bytes]:
        """As `scan`."""
        self.look(f"{root}/", _paths(root))
        return {path: kept[_NOTED:] for path, kept in self.known.items()}

    def look(self, base: str, paths: Iterable[str]) -> list[str]:
        """Those of the files at `base + path` that say something else than before; others that
        were known are forgotten."""
        begun, self.read, changed = time.time_ns(), 0, []
        known, self.known = self.known, {}
        get, lstat, settled = known.get, os.lstat, self.last - _TICK if _IS_POSIX else 0
        for path in paths:
            status = lstat(base + path)
            written = status.st_ctime_ns
            sign = _SIGN(status.st_ino, status.st_size, written)
            kept = get(path, b"")
            if kept[:_NOTED] != sign or written >= settled:
                digest = _digest_of_file(base + path)
                if kept[_NOTED:] != digest:
                    changed.append(path)
                kept = sign + digest
                self.read += 1
            self.known[path] = kept
        self.last = begun
        return changed


_SIGN, _NOTED = struct.Struct("<Qqq").pack, 24
_IS_POSIX = os.name == "posix"
"""Elsewhere `st_ctime` is when a file was made."""
_TICK = 2_000_000_000
"""Nanoseconds within which two times may be the same on some disk."""


def _digest_of_file(path: str) -> bytes:
    """Links and pipes are not opened; that they are there is all that counts."""
    try:
        handle = os.open(path, _LOOK)
    except OSError:
        return UNREAD
    try:
        parts = [os.read(handle, _PART)]
        while len(parts[-1]) == _PART:  # nearly no file of a portal is as large as that
            parts.append(os.read(handle, _PART))
        return digest_of_bytes(b"".join(parts))
    except OSError:
        return UNREAD
    finally:
        os.close(handle)


def ticket_of(
    root: Path, seen: Scan, day: Day, zone: ZoneInfo, *, reference: bool, private: bytes
) -> bytes:
    """The digest of all that decides how the site is, and of what was looked for in it."""
    settings = digest_of_bytes((root / SETTINGS).read_bytes())
    return digest_of(program.version(), settings, seen, day, zone, reference, private)


def unchanged(
    root: Path,
    site: Path,
    seen: Scan,
    day_of: Callable[[ZoneInfo], Day],
    *,
    reference: bool,
    fingerprint: Callable[[str], bytes],
) -> tuple[Counts, Problems] | None:
    """What `site` holds, with the warnings, if a build of these files would change nothing.

    `fingerprint(place)` is the digest of the private records in `place`, in which a build would
    look for what must not be in the site.
    """
    cache = Cache(root / CACHE, program.version())
    ticket, zone, place = map(cache.get_plain, ("ticket", "zone", "place"))
    counts, parts = cache.get_plain("counts"), cache.get_plain("standing")
    if not (isinstance(zone, str) and isinstance(counts, dict) and isinstance(parts, tuple)):
        return None
    # Zone and place are of the settings which the ticket is for; others give another ticket.
    try:
        known = ZoneInfo(zone)
    except (KeyError, ValueError):
        return None
    day, private = day_of(known), fingerprint(str(place))
    if ticket != ticket_of(root, seen, day, known, reference=reference, private=private):
        return None
    standing = Standing(*parts)
    if not standing.is_intact(site, standing.site):
        return None
    return Counts(**counts), problems_from(cache.get_plain("warnings"))
