"""Stops builds at system calls that change something, and looks at what is left.

`python generator/tests/faults.py` stops at every one, in each way; `--every 9` at every ninth of
each kind, as `test_faults.py` does with another number. Needs Linux (see `interception.py`): the
calls of a build that goes well are counted first, and then one after the other is broken.

Each build runs in a copy of this process, so that it need not load the program anew.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import importlib
import itertools
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from interception import KILL, Judge, intercepted
from portals import MKDOCS, SmallPortal

from enishi import assembly
from enishi.cli import main as enishi
from enishi.recovery import put_right

MODES = {"error": errno.EIO, "kill": KILL, "full": errno.ENOSPC}
"""What happens at a call: it fails once, or the process is killed; or from then on no call of its
kind finds room on the disk."""
FILLING = ("write", "mkdir", "link")
"""Kinds of calls that a full disk refuses."""
EACH = ("rename", "renameat2")
"""Kinds of calls with which the site is replaced."""
SCENES = ("first", "anew", "again", "renames")
"""A first build; one with a site but no spare; one with both; the same without an exchange."""
NOTHING = "nothing"
SHELL = """\
<!doctype html><html><head><!--enishi:head--><link href="assets/enishi.css"></head><body>
<a class="skip" href="#text"></a><input name="query"><main id="text"><!--enishi:body--></main>
<script id="__config" type="application/json">{"base": "."}</script>
<script src="assets/javascripts/bundle.js"></script><script src="assets/enishi.js"></script>
</body></html>"""
HEAD = "---\ntitle: 題\n---\n"
PORTAL: dict[str, str | bytes] = {
    "mkdocs.yml": MKDOCS,
    "templates/theme/main.html": SHELL,
    "content/news/2026-11-05-a.md": f"{HEAD}はじめ\n",
    "alumni/ken.yml": "name: 佐藤 健\nconsents: [{purpose: portal, status: given, on: 2025-01-01}]\n",
}
EDIT: dict[str, str | bytes] = {
    "content/news/2026-11-05-a.md": f"{HEAD}つぎ\n",
    "content/news/2026-11-06-b.md": f"{HEAD}また\n",
}


@dataclass(frozen=True, order=True)
class Point:
    """The `number`th call of a kind, counted from 1."""

    call: str
    number: int


@dataclass(frozen=True)
class Ended:
    """How a build ended."""

    status: int
    """As a shell tells it; -9 for a kill."""
    said: str


@dataclass
class Scene:
    """A portal before a build, and what `site/` is before and after."""

    name: str
    prepared: Path
    build: Callable[[], None] = enishi
    old: str = NOTHING
    new: str = NOTHING
    calls: list[Point] = field(default_factory=list)

    @property
    def work(self) -> Path:
        return self.prepared.with_name("work")

    def lay_out(self) -> Path:
        """The portal as it was before; links stay links, and times stay."""
        shutil.rmtree(self.work, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.prepared), str(self.work)], check=True)
        return self.work


def digest_of_tree(folder: Path) -> str:
    """Names, bytes and modes of all that is in a folder."""
    if not folder.exists():
        return NOTHING
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name, mode = path.relative_to(folder).as_posix(), stat.S_IMODE(path.stat().st_mode)
        found.update(f"{name} {mode:o}\n".encode())
        found.update(path.read_bytes() if path.is_file() else b"")
    return found.hexdigest()


@dataclass
class Saboteur:
    """A judge of calls who lets all be done but for one, and remembers them."""

    point: Point | None = None
    mode: str = ""
    seen: list[Point] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    has_struck: bool = False

    def __call__(self, call: str) -> int:
        self.counts[call] += 1
        here = Point(call, self.counts[call])
        self.seen.append(here)
        strikes = here == self.point or (self.has_struck and self._goes_on(call))
        self.has_struck |= strikes
        return MODES[self.mode] if strikes else 0

    def _goes_on(self, call: str) -> bool:
        return self.mode == "full" and self.point is not None and call == self.point.call


def built(root: Path, build: Callable[[], None], judge: Judge = lambda call: 0) -> Ended:
    """Build in a copy of this process, as the judge allows."""
    said = root.with_name("said")
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        status = intercepted(lambda: _build_here(root, build, out), judge)
    finally:
        os.close(out)
    return Ended(status, said.read_text(encoding="utf-8", errors="replace"))


def _build_here(root: Path, build: Callable[[], None], out: int) -> NoReturn:
    status = 99
    try:
        os.chdir(root)
        sys.argv = ["enishi", "--lang", "en", "build", "--today", "2026-11-22"]
        os.dup2(out, 1)
        os.dup2(out, 2)
        try:
            build()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException as fault:
            os.write(2, f"Traceback: {fault!r}".encode())
    finally:
        os._exit(status)


def _in_three_renames() -> None:
    """A build on a system that cannot exchange two folders."""
    assembly._exchanged = lambda one, other: False
    enishi()


def scene_on(ground: Path, name: str) -> Scene:
    """One of `SCENES`, with the calls that its build makes."""
    root = ground / name / "portal"
    small = SmallPortal(root).write(PORTAL)
    assert built(root, enishi).status == 0
    if name in ("first", "anew"):
        shutil.rmtree(root / ".site.spare")
    if name == "first":
        shutil.rmtree(small.site)
    small.write(EDIT)
    scene = Scene(name, root, _in_three_renames if name == "renames" else enishi)
    scene.old = digest_of_tree(small.site)
    witness = Saboteur()
    ended = built(scene.lay_out(), scene.build, witness)
    assert ended.status == 0, ended.said
    scene.new = digest_of_tree(scene.work / "site")
    scene.calls = witness.seen
    assert scene.old != scene.new
    return scene


def chosen(points: list[Point], every: int) -> Iterator[tuple[Point, str]]:
    """Each point in each way; or every so manyth of its kind, in one way and then the other.

    Of the renames none is left out.
    """
    ways = itertools.cycle(("kill", "error"))
    for call in sorted({point.call for point in points}):
        of_kind = [point for point in points if point.call == call]
        if every == 1:
            yield from ((point, mode) for point in of_kind for mode in ("error", "kill"))
        else:
            step = 1 if call in EACH else every
            yield from zip(of_kind[::step], ways, strict=False)
        if call in FILLING and (every == 1 or call == "write"):
            yield from ((point, "full") for point in of_kind[:: every * 2])


def break_at(scene: Scene, point: Point, mode: str) -> tuple[list[str], bool]:
    """Break one build: what is not as promised, and whether it succeeded all the same.

    It may: a file that could not be linked is copied, and what cannot be swept is left.
    """
    root = scene.lay_out()
    site = root / "site"
    saboteur = Saboteur(point, mode)
    ended = built(root, scene.build, saboteur)
    found = []
    if mode == "kill" and ended.status != KILL:
        found.append(f"was not killed: {ended.status}")
    if not saboteur.has_struck:
        found.append("nothing was broken")
    if "Traceback" in ended.said:
        found.append("a traceback")
    if scene.name == "renames" and not site.exists():
        put_right(site)  # as the next command does
    left = digest_of_tree(site)
    if left not in (scene.old, scene.new):
        found.append("the site is neither the old nor the new one")
    if ended.status == 0 and left != scene.new:
        found.append("success, with the old site")
    again = built(root, scene.build)
    if again.status != 0 or digest_of_tree(site) != scene.new:
        found.append(f"the next build fails: {again.said}")
    rest = [one.name for folder in (root, root / ".enishi") for one in folder.iterdir()]
    if any(".new-" in name or name == ".site.old" for name in rest):
        found.append(f"left over: {rest}")
    return [f"{scene.name}, {point.call} {point.number}, {mode}: {one}" for one in found], (
        ended.status == 0
    )


@dataclass(frozen=True)
class Explored:
    """What came of breaking the builds of a scene."""

    wrong: list[str]
    broken: int
    """How many builds were broken."""
    told: str
    """The numbers, in a sentence."""


def explore(name: str, every: int = 1) -> Explored:
    """Break the builds of a scene."""
    with tempfile.TemporaryDirectory(prefix="enishi-faults-") as folder:
        ground, tempfile.tempdir = Path(folder), folder
        try:
            # What a first build loads, the copies of this process need not load again.
            SmallPortal(ground / "loaded").write(PORTAL).build()
            importlib.import_module("enishi.commands.build")
            importlib.import_module("enishi.desk.guard")
            scene = scene_on(ground, name)
            points = list(chosen(scene.calls, every))
            start = time.monotonic()
            results = [break_at(scene, point, mode) for point, mode in points]
        finally:
            tempfile.tempdir = None
    kinds = Counter(point.call for point in scene.calls)
    ways = Counter(mode for _, mode in points)
    told = (
        f"{name}: {len(scene.calls)} calls that change something ({_list(kinds)}); {len(points)} "
        f"builds broken ({_list(ways)}), of which {sum(fine for _, fine in results)} succeeded all "
        f"the same, in {time.monotonic() - start:.0f} s"
    )
    return Explored([one for wrong, _ in results for one in wrong], len(points), told)


def _list(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("scenes", nargs="*", default=SCENES)
    given = parser.parse_args()
    failed = False
    for name in given.scenes:
        explored = explore(name, given.every)
        sys.stdout.write("\n".join([explored.told, *explored.wrong]) + "\n")
        sys.stdout.flush()
        failed = failed or bool(explored.wrong)
    sys.exit(failed)
