"""Files of a portal, changed at random as slips, tools and attackers change them, and read.

The seeds are the files of the demonstration and of both starters. A mutation depends on its number
alone, so that a test which fails can be repeated.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from portals import REPOSITORY, TODAY

from enishi.library import Clerk
from enishi.problems import Problem, Problems
from enishi.report import render_problems
from enishi.roll import Registrar
from enishi.settings import load_settings
from enishi.source.files import load_text
from enishi.source.records import TIMELINE_FILE, timeline_in
from enishi.source.schema import Reading
from enishi.source.timeline import Timeline

ZONE = ZoneInfo("Asia/Tokyo")
_STARTERS = REPOSITORY / "generator/enishi/starters"
_KINDS = re.compile(
    r"mkdocs\.yml|alumni/[a-z0-9-]+\.yml|content/timeline\.yml|content/\w+/[^/]+\.md"
)
_TOKEN = re.compile(rb"\w+|\s+|[^\w\s]")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]")
PIECES = [
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8", b"\r", b"\t", b"\x1b["),
    *"：|　|『|🎉|\u202e|\u200b|\ufe0f|が|Ⅷ|ﬀ".encode().split(b"|"),
    *b": |:|- |? |&a |*a|<<: |!x |!!int |{|}|[|]|\"|'|>|#|%|@|`|\\|\\x00|...|---\n|~|null".split(b"|"),
    *b"no|010|1e9|2026-02-30|9999-12-31|0000-01-01|-1|999999999999|23:59:60|+09:00".split(b"|"),
    *b"![|](|[^1]|{: |**|__|~~|<b>|</b>|<!--|-->|&amp;|<script>|javascript:|data:|https://|mailto:|{{|%}".split(b"|"),
    *(b"../", b"/", b"con", b"\n", b"\n\n", b"    ", b"|\n", b"a" * 300, b"[" * 300, b"  " * 30, b"> " * 50),
]  # fmt: skip
"""What is put in, besides other parts of files."""


def seeds() -> list[tuple[str, bytes]]:
    """`(path in a portal, bytes)` of every file that a person writes."""
    found = []
    for root in (REPOSITORY, _STARTERS / "ja", _STARTERS / "en"):
        for folder in ("content", "alumni", "mkdocs.yml"):
            base = root / folder
            files = sorted(base.rglob("*.*")) if base.is_dir() else [base]
            for file in files:
                path = file.relative_to(root).as_posix()
                if _KINDS.fullmatch(path):
                    found.append((path, file.read_bytes()))
    return found


def _notices() -> dict[str, str]:
    """All that the seeds name; that none has a digest is known."""
    return {Path(path).stem: "" for path, _ in seeds() if path.startswith("content/notices/")}


def timeline() -> Timeline:
    """All that the seeds may point to."""
    found = []
    for root in (REPOSITORY, _STARTERS / "ja", _STARTERS / "en"):
        source = load_text(root, TIMELINE_FILE, Problems())
        assert source
        found.append(timeline_in(source, Reading(source.path, Problems(), ZONE)))
    lists = ("departments", "projects", "offices", "products", "eras", "renames", "events")
    return Timeline(**{key: sum((getattr(one, key) for one in found), ()) for key in lists})


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The file with one to four changes, by bytes or by tokens."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        change = chance.choice((_flip, _cut, _insert, _swap, _repeat, _splice, _drop_token))
        data = change(data, other, chance)
    if chance.random() < 0.6:  # else most would be refused before anything is read
        data = _UNREADABLE.sub("", data.decode(errors="ignore")).encode()
    return data[:200_000]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 2, 5, 20, 200)))


def _flip(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, _ = _span(data, chance)
    return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]


def _cut(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _insert(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, _ = _span(data, chance)
    return data[:start] + chance.choice(PIECES) + data[start:]


def _repeat(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[start:end] * chance.choice((2, 3, 50)) + data[end:]


def _splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _span(other, chance)
    at, _ = _span(data, chance)
    return data[:at] + other[start:end] + data[at:]


def _swap(data: bytes, other: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(data)
    if len(tokens) < 2:
        return data + b" "
    one, two = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[one], tokens[two] = tokens[two], tokens[one]
    return b"".join(tokens)


def _drop_token(data: bytes, other: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(data)
    if tokens:
        tokens[chance.randrange(len(tokens))] = chance.choice((b"", *PIECES))
    return b"".join(tokens)


def mutations(first: int, last: int) -> Iterator[tuple[str, bytes]]:
    """Files of these numbers."""
    files = seeds()
    for number in range(first, last):
        chance = random.Random(number)  # noqa: S311
        path, data = files[number % len(files)]
        yield path, mutated(data, chance.choice(files)[1], chance)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a file."""

    path: str
    problems: list[Problem]
    lines: int
    seconds: float

    @property
    def refused(self) -> bool:
        return any(not one.warning for one in self.problems)

    @property
    def placed(self) -> bool:
        """Whether every problem names the file and one of its lines."""
        return all(
            one.path == self.path and 1 <= one.mark.line <= self.lines for one in self.problems
        )


class Desk:
    """Reads one file after another as a build does, from a folder of its own."""

    def __init__(self) -> None:
        shared = Path("/dev/shm")  # noqa: S108
        self.root = Path(tempfile.mkdtemp(dir=shared if os.access(shared, os.W_OK) else None))

    def close(self) -> None:
        shutil.rmtree(self.root)

    @cached_property
    def _registrar(self) -> Registrar:
        return Registrar(self.root, ZONE, timeline(), TODAY, notices=_notices())

    @cached_property
    def _clerk(self) -> Clerk:
        return Clerk(self.root, ZONE)

    def read(self, path: str, data: bytes) -> Outcome:
        """Write, read and set one file; its problems can be said in both languages."""
        full = self.root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data)
        start = time.process_time()
        problems = self._problems_of(path)
        seconds = time.process_time() - start
        full.unlink()
        assert all(render_problems(problems, lang, "text") for lang in ("ja", "en") if problems)
        lines = len(re.findall(rb"\r\n|\r|\n", data)) + 1
        return Outcome(path, problems, lines, seconds)

    def _problems_of(self, path: str) -> list[Problem]:
        if path.startswith("alumni/"):
            return list(self._registrar(path)[1].problems)
        if path.endswith(".md"):
            return list(self._clerk(path)[1].problems)
        problems = Problems()
        if path == "mkdocs.yml":
            load_settings(self.root, problems)
        else:
            source = load_text(self.root, path, problems)
            if source:
                timeline_in(source, Reading(path, problems, ZONE))
        return list(problems)
