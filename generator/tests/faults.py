"""Stops builds at system calls that change something, and looks at what is left.

`python generator/tests/faults.py` stops at every one, in each way (half an hour); `--every 9` at
every ninth of each kind, as `test_faults.py` does with another number. Needs Linux and strace,
which counts the calls on a first run and injects faults on all others.

Each build runs in a copy of this process, so that it need not load the program anew.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import re
import shutil
import signal
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

from portals import MKDOCS, SmallPortal

from enishi import assembly
from enishi.cli import main as enishi
from enishi.recovery import put_right

CHANGING = (
    "openat,open,creat,write,pwrite64,writev,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,"
    "symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,ftruncate,truncate,utimensat"
).split(",")
OPENING = ("openat", "open")
"""Of these only calls that may write count."""
MODES = {
    "error": "error=EIO:when={}",
    "kill": "signal=SIGKILL:when={}",
    "full": "error=ENOSPC:when={}+",
}
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
    log: str = ""
    """What strace saw."""


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


def built(
    root: Path, build: Callable[[], None], inject: str = "", log: Path | None = None
) -> Ended:
    """Build in a copy of this process; with a log, under the eyes of strace."""
    wait, go = os.pipe()
    begun, ready = os.pipe()
    said = root.with_name("said")
    child = os.fork()
    if child == 0:
        _build_here(root, build, (ready, wait), said)
    os.close(wait)
    os.close(ready)
    os.read(begun, 1)  # or strace counts calls of ours
    os.close(begun)
    tracer = _traced(child, inject, log) if log else None
    os.write(go, b"!")
    os.close(go)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if tracer:
        tracer.wait()
    seen = log.read_text(errors="replace") if log else ""
    return Ended(status, said.read_text(encoding="utf-8", errors="replace"), seen)


def _build_here(
    root: Path, build: Callable[[], None], pipes: tuple[int, int], said: Path
) -> NoReturn:
    status, (ready, wait) = 99, pipes
    try:
        os.chdir(root)
        sys.argv = ["enishi", "--lang", "en", "build", "--today", "2026-11-22"]
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.write(ready, b".")
        os.read(wait, 1)
        try:
            build()
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        except BaseException as fault:
            os.write(2, f"Traceback: {fault!r}".encode())
    finally:
        os._exit(status)


def _traced(child: int, inject: str, log: Path) -> subprocess.Popen[bytes]:
    words = ["strace", "-qq", "-o", str(log), "-p", str(child), "-e", f"trace={','.join(CHANGING)}"]
    words += ["-e", f"inject={inject}"] if inject else []
    tracer = subprocess.Popen(words, stderr=subprocess.PIPE)
    status = Path(f"/proc/{child}/status")
    while re.search(r"^TracerPid:\t0$", status.read_text(), re.MULTILINE):
        if tracer.poll() is not None:
            os.kill(child, signal.SIGKILL)
            raise RuntimeError((tracer.stderr.read() if tracer.stderr else b"").decode())
        time.sleep(0.002)
    return tracer


_CALL = re.compile(r"^(\w+)\((.*)$", re.MULTILINE)


def points_in(log: str) -> list[Point]:
    """Every call that changes something, in order, numbered as strace counts."""
    counts: Counter[str] = Counter()
    found = []
    for call, rest in _CALL.findall(log):
        counts[call] += 1
        if call not in OPENING or re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", rest):
            found.append(Point(call, counts[call]))
    return found


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
    ended = built(scene.lay_out(), scene.build, log=ground / "log")
    assert ended.status == 0, ended.said
    scene.new = digest_of_tree(scene.work / "site")
    scene.calls = points_in(ended.log)
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
    inject = f"{point.call}:{MODES[mode].format(point.number)}"
    ended = built(root, scene.build, inject, root.with_name("log"))
    found = []
    if mode == "kill" and ended.status != -signal.SIGKILL:
        found.append(f"was not killed: {ended.status}")
    if mode != "kill" and "(INJECTED)" not in ended.log:
        found.append("nothing was injected")
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
