"""Whether a new site has lost so much of the one before that something must be wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from enishi.problems import Mark, Problems


def check_shrinkage(
    before: Iterable[str], now: Iterable[str], folder: str, problems: Problems
) -> None:
    """Refuse a site without pages, and one with fewer than four fifths of the pages before.

    `before` and `now` are site paths; `folder` is where the problem is said to be.
    """
    were, are = _sections(before), _sections(now)
    if not are:
        problems.add(folder, Mark(), "site-empty")
    elif are.total() * 5 < were.total() * 4:
        [(section, lost)] = (were - are).most_common(1)
        problems.add(
            folder,
            Mark(),
            "site-shrunk",
            before=f"{were.total():,}",
            now=f"{are.total():,}",
            section=section,
            lost=f"{lost:,}",
        )


def _sections(paths: Iterable[str]) -> Counter[str]:
    """How many pages lie in each folder at the top."""
    pages = sorted(path for path in paths if path.endswith(".html"))
    return Counter(page.partition("/")[0] + "/" if "/" in page else page for page in pages)
