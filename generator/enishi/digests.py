"""Digests of plain values: what went into a file, as sixteen bytes (BLAKE2b, RFC 7693).

Equal values give equal digests in every process and on every day, whether they were made
anew or read from a cache; so nothing here looks at identity, hash order or addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from hashlib import blake2b
from itertools import chain
from operator import attrgetter
from zoneinfo import ZoneInfo

from markupsafe import Markup

SIZE = 16
"""Bytes of a digest."""

_SIMPLE = frozenset({int, float, bool, bytes, type(None), date, datetime, ZoneInfo})


def digest_of_bytes(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()


def digest_of(*things: object) -> bytes:
    """A digest of plain values, tuples, lists, mappings and dataclasses of them.

    Raises `TypeError` for anything else: its text could hold an address of memory.
    """
    return Digests().of(*things)


class Digests:
    """Digests of many values that share parts; each part is looked at once."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[object, bytes]] = {}
        self._used: dict[int, tuple[object, bytes]] = {}
        """By identity; the object is kept too, so that no other can come to have its."""

    def know(self, thing: object, digest: bytes) -> None:
        """Take the digest of a thing as given: it was worked out before."""
        self._used[id(thing)] = (thing, digest)

    def turn(self) -> None:
        """Forget what was not asked for since the last turn."""
        self._last, self._used = self._used, {}

    def of(self, *things: object) -> bytes:
        return blake2b(b"".join(map(self._one, things)), digest_size=SIZE).digest()

    def _one(self, thing: object) -> bytes:
        kind = type(thing)
        if kind is str or kind is Markup:
            text = thing.encode("utf-8", "surrogatepass")  # type: ignore[attr-defined]
            return b"%d:%b" % (len(text), text)
        if kind in _SIMPLE:
            return f"{kind.__name__}{thing!r};".encode()
        key = id(thing)
        known = self._used.get(key)
        if known is None:
            known = self._last.get(key) or (
                thing,
                blake2b(self._parts(thing), digest_size=SIZE).digest(),
            )
            self._used[key] = known
        return known[1]

    def _parts(self, thing: object) -> bytes:
        if isinstance(thing, (tuple, list)):  # quicker than by their union, and asked for millions
            known = self._used.get  # most of what lists hold was looked at before
            found = [(known(id(one)) or (one, self._one(one)))[1] for one in thing]
            return b"[" + b"".join(found)
        shape = _shape_of(type(thing))
        if shape is not None:
            name, values = shape
            return name + b"".join(map(self._one, values(thing)))
        if isinstance(thing, Mapping):
            return b"{" + b"".join(map(self._one, chain.from_iterable(thing.items())))
        raise TypeError(f"no digest of a {type(thing).__name__}")


def _shape_of(kind: type) -> tuple[bytes, Callable[[object], tuple[object, ...]]] | None:
    """The name of a dataclass and what takes its values out; None for anything else."""
    found = _SHAPES.get(kind)
    if found is None and is_dataclass(kind):
        names = [one.name for one in fields(kind)]
        found = _SHAPES[kind] = kind.__qualname__.encode(), values_of(names)
    return found


def values_of(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """What takes the values of these fields out of a record."""
    if not names:
        return lambda thing: ()
    get = attrgetter(*names)
    return get if len(names) > 1 else lambda thing: (get(thing),)


_SHAPES: dict[type, tuple[bytes, Callable[[object], tuple[object, ...]]]] = {}
