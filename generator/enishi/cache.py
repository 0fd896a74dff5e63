"""What a build remembers for the next one, in one file that may be lost at any time.

The file holds sections, each read when it is asked for. A section that is damaged, or was
written by another version of the program, is as good as absent. Only what is public goes in,
and only records of plain values come out: a file from elsewhere cannot run anything.
"""

from __future__ import annotations

import io
import marshal
import os
import pickle
import struct
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from enishi.digests import values_of
from enishi.writing import naming

FOLDER = ".enishi"
"""Beside a site: what its builds remember, and their lock."""
FRESH = "build.cache.new-"
"""How the name of a cache file begins that is being written."""
_MAGIC = b"Enishi cache 2\n"
_FOOT = ">QI"
"""Length and sum of the index, which stands before it."""
_PLAIN = (Markup, ZoneInfo, date, datetime, time, timedelta, timezone)
_ALLOWED = {(kind.__module__, kind.__qualname__): kind for kind in _PLAIN}
_OURS = (
    "enishi.views",
    "enishi.dates",
    "enishi.problems",
    "enishi.roll",
    "enishi.library",
    "enishi.galleys",
    "enishi.images",
    "enishi.source.",
)
_BUILT_IN = frozenset({"set", "frozenset"})


class Cache:
    """Named sections in a file; what is put in is there for the next build after `save`."""

    def __init__(self, file: Path | None, version: bytes) -> None:
        """`version` tells which program wrote the file; that of another is not read.

        Without a file nothing outlives this process.
        """
        self._file, self._version = file, version
        self._places = self._load_places()
        self._fresh: dict[str, Callable[[], bytes]] = {}
        """What writes a section: one by one when all are saved, for they are large."""

    @property
    def lasts(self) -> bool:
        """Whether what is put in outlives this process."""
        return self._file is not None

    def get(self, name: str) -> object:
        """The value of a section, or None."""
        blob = self._blob(name)
        try:
            return _Reader(io.BytesIO(blob)).load() if blob else None
        except Exception:
            return None

    def get_plain(self, name: str) -> object:
        """The same for a section of `put_plain`."""
        blob = self._blob(name)
        try:
            return marshal.loads(blob) if blob else None  # noqa: S302  (its sum was right)
        except (ValueError, EOFError, TypeError):
            return None

    def put(self, name: str, value: object) -> None:
        """Keep a value made of records, tuples, lists, dicts and plain values, as it is then."""
        self._fresh[name] = partial(_written, value)

    def put_plain(self, name: str, value: Any) -> None:
        """Keep a value made of nothing but built-in types: this is several times faster."""
        self._fresh[name] = partial(marshal.dumps, value)

    def names(self) -> Iterator[str]:
        yield from sorted(self._places.keys() | self._fresh.keys())

    def save(self) -> None:
        """Write the file anew, whole or not at all."""
        if self._file is None:
            return
        make_folder(self._file.parent)
        _replace(self._file, self._parts())
        self._fresh = {}
        self._places = self._load_places()

    def _parts(self) -> Iterator[bytes]:
        """The file in parts: sections, what says where each is, and what says where that is."""
        yield _MAGIC
        places, at = {}, len(_MAGIC)
        for name in self.names():
            blob = self._blob(name)
            places[name] = (at, len(blob), zlib.crc32(blob))
            at += len(blob)
            yield blob
        index = marshal.dumps((self._version, places))
        yield index
        yield struct.pack(_FOOT, len(index), zlib.crc32(index))

    def _load_places(self) -> Mapping[str, tuple[int, int, int]]:
        """`{name: (place in the file, length, sum)}`; empty when the file is no cache of ours."""
        if self._file is None:
            return {}
        try:
            with self._file.open("rb") as file:
                if file.read(len(_MAGIC)) != _MAGIC:
                    return {}
                foot = file.seek(-struct.calcsize(_FOOT), os.SEEK_END)
                size, crc = struct.unpack(_FOOT, file.read())
                if size > foot:
                    return {}
                file.seek(foot - size)
                index = file.read(size)
            if zlib.crc32(index) != crc:
                return {}
            version, places = marshal.loads(index)  # noqa: S302
        except (OSError, ValueError, EOFError, TypeError, OverflowError, struct.error):
            return {}
        if version != self._version or not isinstance(places, dict):
            return {}
        return places

    def _blob(self, name: str) -> bytes:
        if name in self._fresh:
            return self._fresh[name]()
        if name not in self._places or self._file is None:
            return b""
        at, length, crc = self._places[name]
        try:
            with self._file.open("rb") as file:
                file.seek(at)
                blob = file.read(length)
        except OSError:
            return b""
        return blob if len(blob) == length and zlib.crc32(blob) == crc else b""


def make_folder(folder: Path) -> None:
    """The folder of what builds remember; git is told to pass over it."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.is_file() or ignored.read_bytes() != b"*\n":
        _replace(ignored, [b"*\n"])


def _replace(file: Path, parts: Iterable[bytes]) -> None:
    """Write a file, whole or not at all."""
    handle, new = tempfile.mkstemp(prefix=FRESH, dir=file.parent)
    try:
        with naming(file), os.fdopen(handle, "wb") as out:
            out.writelines(parts)
        Path(new).replace(file)
    except OSError:
        Path(new).unlink(missing_ok=True)
        raise


def _values_of(kind: type) -> Callable[[object], tuple[Any, ...]] | None:
    """What takes the values out of a record of that class; None where it is none."""
    found = _GETTERS.get(kind)
    if found is None and is_dataclass(kind):
        found = _GETTERS[kind] = values_of([field.name for field in fields(kind)])
    return found


_GETTERS: dict[type, Callable[[object], tuple[Any, ...]]] = {}


def _written(value: object) -> bytes:
    out = io.BytesIO()
    _Writer(out, protocol=5).dump(value)
    return out.getvalue()


class _Writer(pickle.Pickler):
    """Writes a record as its class and values, which is far quicker than as its state."""

    def reducer_override(self, thing: object) -> Any:
        if isinstance(thing, ZoneInfo):
            return ZoneInfo, (thing.key,)
        values = _values_of(type(thing))
        if values:
            return type(thing), values(thing)
        return NotImplemented


class _Reader(pickle.Unpickler):
    """Reads records of ours and plain values, and refuses to look up anything else."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _ALLOWED:
            return _ALLOWED[module, name]
        if module == "builtins" and name in _BUILT_IN:
            return super().find_class(module, name)
        if module.startswith(_OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or hasattr(found, "_fields")):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")
