"""Run a program in a process of its own and tell what it cost.

    python benchmarks/running.py FOLDER PROGRAM [ARGUMENT …]

CPU is the kernel's count, user and system, for the program and every child it waited for.
Memory is the larger of two: the kernel's peak of the biggest single process, and the biggest
sum of proportional set sizes (shared pages counted once) of all its processes at one moment,
looked at five times a second where there is a `/proc`.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_BLINK = 0.2
_MAX_RSS = 1024 if sys.platform.startswith("linux") else 1
"""`ru_maxrss` counts kilobytes on Linux, bytes on macOS."""


Run = Mapping[str, float]
"""What a run took or made, by name: `cpu` and `wall` in seconds, `peak` in bytes."""


class RunError(Exception):
    """A program ended with a fault; the message is the end of what it said."""


def run(words: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run to the end in `folder`. Raises `RunError`.

    A fresh Python stands between, so that no other run is in the kernel's count.
    """
    with tempfile.TemporaryFile() as said:
        runner = [sys.executable, __file__, str(folder), *words]
        done = subprocess.run(
            runner, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=said
        )
        said.seek(0)
        if done.returncode:
            tail = said.read().decode(errors="replace").strip()[-2000:]
            raise RunError(f"{' '.join(words)}\n{tail}")
    cost: Run = json.loads(done.stdout)
    return cost


def _measure(folder: str, words: Sequence[str]) -> Run:
    start = time.perf_counter()
    program = subprocess.Popen(words, cwd=folder, stdout=sys.stderr)
    peaks = [0]
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(program.pid, peaks, over))
    watch.start()
    code = program.wait()
    wall = time.perf_counter() - start
    over.set()
    watch.join()
    if code:
        sys.exit(code)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = max(used.ru_maxrss * _MAX_RSS, *peaks)
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "peak": peak}


def _watch(program: int, peaks: list[int], over: threading.Event) -> None:
    while not over.wait(_BLINK):
        family = family_of(program)
        if len(family) > 1:
            peaks.append(sum(_proportional(one) for one in family))


def family_of(program: int) -> list[int]:
    """The process and all that came of it, as far as they live."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [program]
    for one in found:
        found += children.get(one, [])
    return found


def _proportional(program: int) -> int:
    """Bytes; 0 for a process that is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{program}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], sys.argv[2:])))
