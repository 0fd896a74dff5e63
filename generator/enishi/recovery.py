"""What stands beside a site, and what is left of builds that died.

Beside `site/` lies `.site.spare/`. While a build works, there is `.site.new-…/`. Where two folders
cannot be exchanged in one step, the site stands aside at `.site.old/` between two renames: that
name is the journal. A site that is missing while `.site.old/` is there was not replaced; the
folder is put back. Everything else but the spare is rubbish.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from enishi.cache import FOLDER, FRESH
from enishi.lock import held
from enishi.problems import Refused


def spare_of(site: Path) -> Path:
    """Where a copy of the site is kept for the next build."""
    return site.with_name(f".{site.name}.spare")


def old_of(site: Path) -> Path:
    """Where the site stands aside between two renames."""
    return site.with_name(f".{site.name}.old")


def new_for(site: Path) -> Path:
    """A new folder beside the site, for what is to take its place."""
    return Path(tempfile.mkdtemp(prefix=f".{site.name}.new-", dir=site.parent))


def put_right(site: Path) -> None:
    """Do what `recover` does, unless there is nothing to do, or a build is at work there."""
    if any(_left(site)):
        with suppress(Refused), held(site, patience=0):
            recover(site)


def recover(site: Path) -> None:
    """Put a site back that was not replaced, and sweep what dead builds left.

    Only for whoever holds the site's lock: then no living build uses any of it.
    """
    old = old_of(site)
    if old.is_dir() and not os.path.lexists(site):
        old.rename(site)
    for path in list(_left(site)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _left(site: Path) -> Iterator[Path]:
    """What no build has any more once it has ended."""
    for folder, prefix in (
        (site.parent, f".{site.name}.new-"),
        (site.parent / FOLDER, FRESH),
    ):
        if folder.is_dir():
            yield from (folder / name for name in os.listdir(folder) if name.startswith(prefix))  # noqa: PTH208
    if old_of(site).exists():
        yield old_of(site)
