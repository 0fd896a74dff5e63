"""Shows on the user's own data that nothing private has a part in the site.

Everything happens in a copy: private fields are changed, emptied and doubled in all records, and
each time the site is built anew and compared, file by file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Values
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Union
from zoneinfo import ZoneInfo

from enishi.aside import aside
from enishi.build import Means, build_site
from enishi.dates import Day, day_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.fingerprint import folder_of, value_paths
from enishi.desk.guard import SiteGuard
from enishi.desk.keys import Ring
from enishi.desk.workbench import workbench
from enishi.memory import Memory
from enishi.problems import Problems, refusal
from enishi.source.tree import Mapping, Node, Scalar, Sequence
from enishi.standing import SCANNED, SETTINGS

Tree = dict[str, bytes]
Plain = Union[dict[str, "Plain"], list["Plain"], str]  # noqa: UP007  (a name in quotes)
Round = tuple[str, str, frozenset[str]]
"""What is told of it, how fields are varied, and which."""
Tell = Callable[[str, int, int], None]
WAYS = ("changed", "emptied", "doubled")
_PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Difference:
    """A private field that had a part in the site."""

    field: str
    way: str
    files: tuple[str, ...]


@dataclass(slots=True)
class Audit:
    """What was done and found."""

    records: int = 0
    fields: tuple[str, ...] = ()
    builds: int = 0
    files: int = 0
    """Of the site, each time."""
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.differences


def audit_portal(
    root: Path,
    place: str,
    day_by: Callable[[ZoneInfo], Day],
    tell: Tell = lambda stage, done, whole: None,
    *,
    each: bool = False,
    ring: Ring | None = None,
    shelves: tuple[Path, ...] = (),
) -> Audit:
    """Build without the private folder, with it, and with its fields changed, emptied and doubled.

    All fields are varied at once; `each` by itself too, and anyway where something differed, to
    tell which it was. Nothing of the portal is written. Raises `Refused` when it has errors, and
    when records are sealed and `ring` does not open them. What they say in clear lies on one of
    the shelves meanwhile, in memory if that is there.
    """
    with aside("audit") as shelf, _vault(shelves) as vault:
        copy = _copied(root, place, shelf / "portal", vault)
        records = dict(_records(Cabinet(copy, _PRIVATE, ring or Ring())))
        named = (fields_in(record, _list_of(path)) for path, record in records.items())
        fields = sorted(set().union(*named))
        found, memory = Audit(len(records), tuple(fields)), Memory(None, b"")
        (copy / _PRIVATE).rename(shelf / "aside")
        before = _built(copy, day_by, memory, found)
        (shelf / "aside").rename(copy / _PRIVATE)
        found.files = len(before)

        def compare(rounds: list[Round]) -> None:
            for number, (name, way, wanted) in enumerate(rounds):
                tell("audit", number, len(rounds))
                _write(copy / _PRIVATE, records, wanted, way)
                after = _built(copy, day_by, memory, found)
                paths = before.keys() | after.keys()
                other = tuple(sorted(p for p in paths if before.get(p) != after.get(p)))
                if other:
                    found.differences.append(Difference(name, way, other))

        whole = frozenset(fields)
        compare([("*", way, whole) for way in ("present", *WAYS)])
        if each or found.differences:
            compare([(name, way, frozenset({name})) for name in fields for way in WAYS])
        return found


def _write(folder: Path, records: Values[str, Plain], wanted: frozenset[str], way: str) -> None:
    for path, record in records.items():
        made = record if way == "present" else varied(record, wanted, way, _list_of(path))
        text = json.dumps(made, ensure_ascii=False)  # which is YAML too, and has no aliases
        (folder / path).write_text(text, encoding="utf-8")


def _vault(shelves: tuple[Path, ...]) -> AbstractContextManager[Path | None]:
    """Where the private part of the copy lies, apart from the rest; links need a POSIX system."""
    return workbench(shelves) if shelves and os.name == "posix" else nullcontext()


def _copied(root: Path, place: str, copy: Path, vault: Path | None) -> Path:
    """The portal with its private folder inside; links are not followed out of it."""
    copy.mkdir()
    for name in SCANNED:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, symlinks=True)
    text = (root / SETTINGS).read_text(encoding="utf-8")
    (copy / SETTINGS).write_text(_with_place(text), encoding="utf-8")
    folder = folder_of(root, place)
    if vault:
        (copy / _PRIVATE).symlink_to(vault)
    else:
        (copy / _PRIVATE).mkdir()
    for path in value_paths(folder) if folder.is_dir() else ():
        target = copy / _PRIVATE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, target, follow_symlinks=False)
    _bring_along(root, copy)
    return copy


def _with_place(text: str) -> str:
    return re.sub(r"(?m)^(    private:).*$", rf"\1 {_PRIVATE}", text)


def _bring_along(root: Path, copy: Path) -> None:
    """Files beside the settings that these may name, such as a photo."""
    for path in root.iterdir():
        if path.is_file() and not path.name.startswith(".") and path.name != SETTINGS:
            shutil.copyfile(path, copy / path.name)


def _records(cabinet: Cabinet) -> Iterator[tuple[str, Plain]]:
    """Each record as plain values, all of them texts, as they were written."""
    for path in cabinet.paths():
        if not path.endswith((".yml", ".yaml")):
            continue
        held = cabinet.held(path, Problems())
        if held and held.is_locked:
            raise refusal(held.source.path, cabinet.ring.fault)
        if held and isinstance(held.node, Mapping | Sequence):
            yield path, _plain(held.node)


def _list_of(path: str) -> str:
    """What the fields of a file are called after: `outcomes/2026.yml` is a list of outcomes."""
    return path.rpartition("/")[0].replace("/", ".")


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.entries}


def fields_in(record: Plain, name: str = "") -> set[str]:
    """Every field that a record has, as `touches.note`: places in lists are all one."""
    if isinstance(record, dict):
        found = {f"{name}.{key}" if name else key: value for key, value in record.items()}
        inner = [fields_in(value, key) for key, value in found.items()]
        return set(found).union(*inner)
    if isinstance(record, list):
        return set().union(*(fields_in(value, name) for value in record))
    return set()


def varied(record: Plain, wanted: frozenset[str], way: str, name: str = "") -> Plain:
    """The record with the wanted fields changed, emptied or doubled."""
    if isinstance(record, dict):
        found: dict[str, Plain] = {}
        for key, value in record.items():
            inner = f"{name}.{key}" if name else key
            found[key] = (
                _turned(value, way) if inner in wanted else varied(value, wanted, way, inner)
            )
        return found
    if isinstance(record, list):
        return [varied(value, wanted, way, name) for value in record]
    return record


def _turned(value: Plain, way: str) -> Plain:
    if way == "emptied":
        return ""
    if way == "doubled":
        return value * 2 if isinstance(value, list) else [value, value]
    return _changed(value)


def _changed(value: Plain) -> Plain:
    """Something else of the same kind."""
    if isinstance(value, dict):
        return {key: _changed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_changed(inner) for inner in value]
    day = day_of(value)
    if day:
        return day.replace(day=day.day % 28 + 1).isoformat()
    return re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), value) + "x"


def _built(copy: Path, day_by: Callable[[ZoneInfo], Day], memory: Memory, audit: Audit) -> Tree:
    """The site, made from nothing but the theme's empty pages, as digests."""
    with aside("audit") as shelf:
        fresh = Memory(None, b"")
        fresh.theme = memory.theme
        site = shelf / "site"
        means = Means(memory=fresh, guard=SiteGuard(copy))
        build_site(copy, day_by, site=site, means=means)
        memory.theme = fresh.theme
        audit.builds += 1
        return {
            path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).digest()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }
