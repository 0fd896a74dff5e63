"""Digests of plain values: what went into a file, as sixteen bytes (BLAKE2b, RFC 7693).

Equal values give equal digests in every process and on every day, whether they were made
anew or read from a cache; so nothing here looks at identity, hash order or addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import blake2b
from zoneinfo import ZoneInfo

SIZE = 16
"""Bytes of a digest."""

_SIMPLE = (int, float, bool, bytes, type(None), date, ZoneInfo)


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
        self._known: dict[int, tuple[object, bytes]] = {}
        """By identity; the object is kept too, so that no other can come to have its."""

    def know(self, thing: object, digest: bytes) -> None:
        """Take the digest of a thing as given: it was worked out before."""
        self._known[id(thing)] = (thing, digest)

    def of(self, *things: object) -> bytes:
        return blake2b(b"".join([self._one(thing) for thing in things]), digest_size=SIZE).digest()

    def _one(self, thing: object) -> bytes:
        known = self._known.get(id(thing))
        if known is not None:
            return known[1]
        if isinstance(thing, str):
            text = thing.encode("utf-8", "surrogatepass")
            return b"%d:%b" % (len(text), text)
        if isinstance(thing, _SIMPLE):
            return f"{type(thing).__name__}{thing!r};".encode()
        digest = blake2b(self._parts(thing), digest_size=SIZE).digest()
        self._known[id(thing)] = (thing, digest)
        return digest

    def _parts(self, thing: object) -> bytes:
        if isinstance(thing, tuple | list):
            return b"[" + b"".join([self._one(item) for item in thing])
        if isinstance(thing, Mapping):
            pairs = (self._one(key) + self._one(value) for key, value in thing.items())
            return b"{" + b"".join(pairs)
        shape = _shape_of(thing)
        if shape is None:
            raise TypeError(f"no digest of a {type(thing).__name__}")
        name, names = shape
        if not names:
            return repr(thing).encode()
        return name + b"".join([self._one(getattr(thing, field)) for field in names])


def _shape_of(thing: object) -> tuple[bytes, tuple[str, ...]] | None:
    """The name of a dataclass and those of its fields; None for anything else.

    No fields are named of one that holds no other values in numbers: what it shows of itself
    says as much, and is had sooner.
    """
    kind = type(thing)
    found = _SHAPES.get(kind)
    if found is None and is_dataclass(kind):
        whole = fields(kind)
        many = any(word in str(field.type) for field in whole for word in _MANY)
        found = kind.__qualname__.encode(), tuple(one.name for one in whole) if many else ()
        _SHAPES[kind] = found
    return found


_MANY = ("tuple", "list", "Sequence", "Mapping", "object", "Any", "Sheet", "Group", "Span")


_SHAPES: dict[type, tuple[bytes, tuple[str, ...]]] = {}
