"""What one build knows that the next can use, kept in a cache file or in this process."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from enishi.cache import Cache
from enishi.galleys import Galley
from enishi.library import Filed, Known
from enishi.problems import Row
from enishi.recall import Recall
from enishi.roll import Enrolled
from enishi.standing import Lookout, Standing

K = TypeVar("K", str, bytes)
V = TypeVar("V")
P = TypeVar("P")
_DRAWERS = 64


class Drawers(MutableMapping[K, V]):
    """A mapping that is kept in many small sections: one change rewrites one of them."""

    def __init__(
        self, cache: Cache, name: str, may_keep: Callable[[V], bool] = lambda value: True
    ) -> None:
        """What `may_keep` refuses is remembered in this process only."""
        self._cache, self._name, self._may_keep = cache, name, may_keep
        self._open: dict[int, dict[K, V]] = {}
        self._touched: set[int] = set()

    def __getitem__(self, key: K) -> V:
        return self._drawer(key)[key]

    def __contains__(self, key: object) -> bool:
        return key in self._drawer(cast(K, key))

    def __setitem__(self, key: K, value: V) -> None:
        drawer = self._drawer(key)
        if self._may_keep(value) or (key in drawer and self._may_keep(drawer[key])):
            self._touched.add(_number_of(key))
        drawer[key] = value

    def __delitem__(self, key: K) -> None:
        if self._may_keep(self._drawer(key).pop(key)):
            self._touched.add(_number_of(key))

    def __iter__(self) -> Iterator[K]:
        for number in range(_DRAWERS):
            yield from list(self._numbered(number))

    def __len__(self) -> int:
        return sum(len(self._numbered(number)) for number in range(_DRAWERS))

    def clear(self) -> None:
        self._open = {number: {} for number in range(_DRAWERS)}
        self._touched = set(range(_DRAWERS))

    def save(self) -> None:
        for number in sorted(self._touched):
            kept = {k: v for k, v in self._open[number].items() if self._may_keep(v)}
            self._cache.put(f"{self._name}/{number:02}", kept)
        self._touched = set()

    def _drawer(self, key: K) -> dict[K, V]:
        return self._numbered(_number_of(key))

    def _numbered(self, number: int) -> dict[K, V]:
        found = self._open.get(number)
        if found is None:
            kept = self._cache.get(f"{self._name}/{number:02}")
            found = self._open[number] = kept if isinstance(kept, dict) else {}
        return found


def _number_of(key: str | bytes) -> int:
    return zlib.crc32(key.encode() if isinstance(key, str) else key) % _DRAWERS


Line = tuple[bytes, tuple[Any, ...] | None]
"""Of a file of the site: the key of its job, and what is known of the page, if it is one."""


class Memory:
    """Everything that is remembered. A section of the file is read when it is first needed."""

    def __init__(self, file: Path | None, version: bytes) -> None:
        """What `file` holds, if the same program wrote it; without a file, nothing."""
        self._cache = Cache(file, version)
        self.recall, self.lookout = Recall(keeps=file is None), Lookout()
        """Of this process alone."""

    @cached_property
    def ticket(self) -> bytes:
        """The digest of all that went into the last build."""
        return self._plain("ticket", bytes) or b""

    @cached_property
    def zone(self) -> str:
        """The time zone of the last build."""
        return self._plain("zone", str) or ""

    @cached_property
    def place(self) -> str:
        """Where the private folder was, as the settings said."""
        return self._plain("place", str) or ""

    @cached_property
    def marks(self) -> frozenset[bytes]:
        """Keyed digests of the private values that the site was searched for."""
        return self._plain("marks", frozenset) or frozenset()

    @cached_property
    def freed(self) -> frozenset[bytes]:
        """Those of them that are in the site, and in a public record as well."""
        return self._plain("freed", frozenset) or frozenset()

    @cached_property
    def warnings(self) -> list[Row]:
        """What the last build had to remark."""
        return self._plain("warnings", list) or []

    @cached_property
    def counts(self) -> dict[str, int]:
        """What the last build told of itself."""
        return self._plain("counts", dict) or {}

    @cached_property
    def standing(self) -> Standing | None:
        """The files of the site."""
        parts = self._plain("standing", tuple)
        return Standing(*parts) if parts else None

    @cached_property
    def ledger(self) -> dict[str, Line]:
        """`{file of the site: line}`."""
        return self._plain("ledger", dict) or {}

    @cached_property
    def galleys(self) -> Mapping[bytes, Galley]:
        """Texts of letters; those of other records are kept with them."""
        found = self._cache.get("galleys")
        return found if isinstance(found, dict) else {}

    @cached_property
    def ties(self) -> tuple[bytes, dict[str, tuple[str, ...]]]:
        """Who was here with whom, and the digest of what that was worked out from."""
        return self._plain("ties", tuple) or (b"", {})

    @cached_property
    def theme(self) -> tuple[str, dict[str, str], list[tuple[str, bytes]]]:
        """Shells and files of the theme, and the digest of what they were made from."""
        return self._plain("theme", tuple) or ("", {}, [])

    @cached_property
    def known(self) -> Known:
        """What was read of the sources."""
        if not self.lasts:
            return Known()
        people = Drawers[str, tuple[bytes, Enrolled]](self._cache, "people", _is_public)
        entries = Drawers[str, tuple[bytes, Filed]](self._cache, "entries")
        quiet, people_for, entries_for, *texts = self._plain("known", tuple) or (
            set(), b"", b"", {}, b"", {}, b"",
        )  # fmt: skip
        probes = self._cache.get("probes")
        return Known(
            people,
            entries,
            quiet,
            people_for,
            entries_for,
            probes if isinstance(probes, dict) else {},
            *texts,
        )

    @property
    def lasts(self) -> bool:
        """Whether it outlives this process."""
        return self._cache.lasts

    def is_intact(self, site: Path) -> bool:
        """Whether the site is as the last build left it."""
        return self.standing is not None and self.standing.is_intact(site, self.standing.site)

    def save(self) -> None:
        """Write the file anew. What was not touched is copied as it is."""
        cache, known, standing = self._cache, self.known, self.standing
        if not self.lasts:
            return
        cache.put_plain("ticket", self.ticket)
        cache.put_plain("zone", self.zone)
        cache.put_plain("place", self.place)
        cache.put_plain("marks", self.marks)
        cache.put_plain("freed", self.freed)
        cache.put_plain("counts", self.counts)
        cache.put_plain("warnings", self.warnings)
        cache.put_plain("ledger", self.ledger)
        cache.put_plain("ties", self.ties)
        cache.put_plain("theme", self.theme)
        cache.put("galleys", dict(self.galleys))
        cache.put("probes", known.probes)
        if standing:
            cache.put_plain("standing", (standing.files, standing.site, standing.spare))
        texts = (known.cleared, known.cleared_for, known.calm, known.calm_for)
        cache.put_plain("known", (known.quiet, known.people_for, known.entries_for, *texts))
        for drawers in (known.people, known.entries):
            if isinstance(drawers, Drawers):
                drawers.save()
        cache.save()

    def _plain(self, name: str, kind: type[P]) -> P | None:
        found = self._cache.get_plain(name)
        return found if isinstance(found, kind) else None


def _is_public(filed: tuple[bytes, Enrolled]) -> bool:
    """Nothing is kept of who is not shown."""
    return filed[1].profile is not None
