"""The last look at a site before it takes the place of the old one.

What is looked for is private, so it is known here by its shape alone: the command line hands in a
`Guard`, which the private side made. Nothing here can tell what it looks for, only ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from enishi import workshop
from enishi.problems import Mark, Problems

Hit = tuple[str, str, bytes]
"""The private record that a value is from, the field that it stands in, and its mark."""
UNSCANNED = b"?"
"""What is remembered of a site that no guard has looked at."""


class Watch(Protocol):
    """What must not be in the site."""

    @property
    def marks(self) -> frozenset[bytes]:
        """A keyed digest of each value: all that may be remembered."""

    def but(self, known: Collection[bytes], freed: Collection[bytes]) -> Watch:
        """Without what has these marks, unless it was `freed` and is a secret by now."""

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""

    def ready(self) -> None:
        """Make at once what is needed to look: copies of this process begin with it."""

    def hits(self, path: str, data: bytes) -> Iterable[Hit]:
        """What of it a file holds, or has in its name."""

    def free(self, marks: Iterable[bytes]) -> frozenset[bytes]:
        """Those whose values are no secret, because a public record says them as well."""


class Guard(Protocol):
    """Knows the private records, and makes a `Watch` of them."""

    def fingerprint(self, place: str) -> bytes:
        """A keyed digest of all private records; empty where there are none."""

    def watch(
        self,
        place: str,
        hidden: Iterable[str],
        shown: Iterable[str],
        limited: Iterable[str],
        today: date,
        problems: Problems,
    ) -> Watch:
        """For private records, for those in `alumni/` of people who are not shown, and for what
        those who are shown withhold today: the `limited` ones do.

        What cannot be read cannot be looked for, and is an error.
        """


@dataclass(frozen=True)
class _Looker:
    """Looks at one file: `looker(path)` → what it holds."""

    watch: Watch
    folder: str

    def __call__(self, path: str) -> frozenset[Hit]:
        return frozenset(self.watch.hits(path, Path(self.folder, path).read_bytes()))


def check_site(
    folder: Path,
    files: Iterable[str],
    watch: Watch,
    problems: Problems,
    processes: int,
    *,
    name: str,
    tell: Callable[[int, int], None] = lambda done, whole: None,
) -> frozenset[bytes]:
    """Every private value that one of the files holds is an error, told once, without the value.

    `folder` holds the files; `name` is what the user knows it by. The marks of values that are
    there and no secret.
    """
    if not watch:
        return frozenset()
    paths = sorted(files)
    if paths:
        watch.ready()
    looker = _Looker(watch, str(folder))
    found: dict[Hit, list[str]] = defaultdict(list)
    for done, hits in enumerate(workshop.done(looker, paths, processes)):
        for hit in hits:
            found[hit].append(paths[done])
        tell(done + 1, len(paths))
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    free = watch.free({mark for _, _, mark in found})
    for (record, field, mark), where in found.items():
        if mark not in free:
            places[record, field].update(where)
    for (record, field), files_there in places.items():
        first, more = f"{name}/{min(files_there)}", len(files_there) - 1
        problems.add(first, Mark(), "private-in-site", field, record=record, more=more)
    return free
