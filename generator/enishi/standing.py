"""What stands: the portal's files, the site that was made of them, and whether both still fit.

Looking that up is all that a build does when nothing has changed, so this module loads little.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi import program
from enishi.cache import Cache
from enishi.dates import Day
from enishi.digests import digest_of, digest_of_bytes
from enishi.source.files import list_files

CACHE = Path(".enishi", "build.cache")
"""Where a portal's builds remember."""
SETTINGS = "mkdocs.yml"
SITE_FOLDER = "site"
SCANNED = ("content", "alumni", "templates")
Scan = Mapping[str, bytes]
"""`{path: digest of its bytes}` of every file that a portal is made of."""
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)

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
        try:
            for path, when in folders.items():
                if os.stat(base + path).st_mtime_ns != when:  # noqa: PTH116  (many thousands)
                    return False
            for path, (_, size, when) in self.files.items():
                status = os.stat(base + path)  # noqa: PTH116
                if status.st_mtime_ns != when or status.st_size != size:
                    return False
        except OSError:
            return False
        return bool(folders)


def scan(root: Path) -> dict[str, bytes]:
    """Look at every file that the portal is made of."""
    paths = (path for folder in SCANNED for path in list_files(root, folder))
    return {path: _digest_of_file(f"{root}/{path}") for path in paths}


def _digest_of_file(path: str) -> bytes:
    """Links and pipes are not opened; that they are there is all that counts."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _NO_WAIT)
        with os.fdopen(handle, "rb", buffering=0) as file:
            return digest_of_bytes(file.read())
    except OSError:
        return b"?"


def ticket_of(root: Path, seen: Scan, day: Day, zone: ZoneInfo, *, reference: bool) -> bytes:
    """The digest of all that decides how the site is."""
    settings = digest_of_bytes((root / SETTINGS).read_bytes())
    return digest_of(program.version(), settings, seen, day, zone, reference)


def counts_unchanged(
    root: Path, site: Path, seen: Scan, day_of: Callable[[ZoneInfo], Day], *, reference: bool
) -> Counts | None:
    """What `site` holds, if a build of the files as `seen` would change nothing in it."""
    cache = Cache(root / CACHE, program.version())
    ticket, zone = cache.get_plain("ticket"), cache.get_plain("zone")
    counts, parts = cache.get_plain("counts"), cache.get_plain("standing")
    if not (isinstance(zone, str) and isinstance(counts, dict) and isinstance(parts, tuple)):
        return None
    # The zone is that of the settings which the ticket is for; others give another ticket.
    try:
        known = ZoneInfo(zone)
    except (KeyError, ValueError):
        return None
    if ticket != ticket_of(root, seen, day_of(known), known, reference=reference):
        return None
    standing = Standing(*parts)
    return Counts(**counts) if standing.is_intact(site, standing.site) else None
