"""Which program this is: what it remembers is of use to the same program only."""

from __future__ import annotations

from functools import cache
from importlib import metadata
from pathlib import Path

from enishi import resources
from enishi.digests import digest_of, digest_of_bytes

_MATTERS = (
    "comrak-ext mkdocs-material mkdocs markdown jinja2 markupsafe nh3 pyyaml pillow feedgen "
    "icalendar lxml phonenumbers tzdata"
).split()
"""Libraries that have a part in what is printed."""


@cache
def version() -> bytes:
    """A digest of this package's files and of the versions of the libraries it prints with."""
    package = Path(__file__).parent
    ours = sorted(package.glob("**/*.py")) + sorted(resources.templates_folder().glob("**/*"))
    files = tuple(digest_of_bytes(file.read_bytes()) for file in ours if file.is_file())
    return digest_of(files, tuple(_version_of(name) for name in _MATTERS))


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
