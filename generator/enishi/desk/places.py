"""Where in the file system something private may be written."""

from __future__ import annotations

from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.git import git_of
from enishi.standing import SCANNED, SITE_FOLDER


def is_published(place: Path, root: Path) -> bool:
    """Whether a folder is the portal's own, or one of those that a site is made of."""
    names = (*SCANNED, SITE_FOLDER)
    return place == root or any(place.is_relative_to(root / name) for name in names)


def is_in_git(place: Path, name: str, cabinet: Cabinet, *, shared: bool) -> bool:
    """Whether git would take a file of the folder in, in a repository that others may read.

    `shared` says that the portal's own is one.
    """
    there = next(one for one in (place, *place.parents) if one.is_dir())
    git = git_of(there)
    if git is None or git.says("check-ignore", "-q", "--no-index", str(place / name)):
        return False
    ours = git_of(cabinet.root)
    is_ours = ours is not None and ours.top().resolve() == git.top().resolve()
    if not is_ours and place.is_relative_to(cabinet.folder):
        return False  # a private folder that is a repository of its own
    return shared or not is_ours
