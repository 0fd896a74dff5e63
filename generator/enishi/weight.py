"""How heavy the finished site is, before it takes the place of the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from enishi.problems import Mark, Problems

MEGABYTE = 1_000_000
NAMED = 3
"""How many folders, and how many files, a problem names."""


def check_weight(sizes: Mapping[str, int], folder: str, limit: int, problems: Problems) -> None:
    """Warn from four fifths of `limit` bytes on, and refuse what is above it.

    `sizes` is `{site path: bytes}`; `folder` is where the problem is said to be.
    """
    total = sum(sizes.values())
    if total * 5 < limit * 4:
        return
    note = problems.add if total > limit else problems.warn
    note(
        folder,
        Mark(),
        "site-heavy",
        size=_megabytes(total),
        limit=_megabytes(limit),
        folders=_named(_folders(sizes)),
        files=_named(Counter(sizes)),
    )


def _folders(sizes: Mapping[str, int]) -> Counter[str]:
    """What lies in each folder at the top."""
    found: Counter[str] = Counter()
    for path, size in sizes.items():
        folder, inside, _ = path.partition("/")
        if inside:
            found[f"{folder}/"] += size
    return found


def _named(sizes: Counter[str]) -> str:
    """The heaviest, by name where two weigh the same, so that each run says the same."""
    heaviest = sorted(sizes.items(), key=lambda one: (-one[1], one[0]))[:NAMED]
    return ", ".join(f"{path} ({_megabytes(size)})" for path, size in heaviest)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
