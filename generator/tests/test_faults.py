"""A build that is broken off at any moment leaves the old site or the new one (see `faults.py`);
any other command leaves every file whole, and another run puts all right (see `mishaps.py`)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import faults
import mishaps
from figures import tell_figure
from interception import is_possible
from portals import REPOSITORY

EVERY = 60
"""Of each kind of call, but for renames, of which none is left out."""
SELDOM = 15
"""The same, for other commands than `build`."""
LEAST = {"first": 9, "anew": 10, "again": 10, "renames": 12}
"""How many builds must at least have been broken for the test to mean anything."""


def test_a_broken_build_leaves_the_old_site_or_the_new_one(need: Callable[..., None]) -> None:
    """In a process of its own, which has no threads and so may be copied; it loads the rest once."""
    need("seccomp", is_possible())
    told = _run(faults.__file__, EVERY, faults.SCENES)
    found = re.findall(r"^(\w+): (\d+) calls .*?; (\d+) builds broken", told, re.MULTILINE)
    broken = {scene: int(number) for scene, _, number in found}
    assert list(broken) == list(faults.SCENES)
    assert {scene: number for scene, number in broken.items() if number < LEAST[scene]} == {}
    tell_figure("calls of a build that change something", sum(int(calls) for _, calls, _ in found))
    tell_figure("builds broken off at one of them", sum(broken.values()))


def test_a_broken_command_leaves_every_file_whole(need: Callable[..., None]) -> None:
    need("seccomp", is_possible())
    told = _run(mishaps.__file__, SELDOM, mishaps.CHIEF)
    found = re.findall(r"^([^:]+): .*?; (\d+) commands broken", told, re.MULTILINE)
    broken = {name: int(number) for name, number in found}
    assert list(broken) == list(mishaps.CHIEF)
    assert min(broken.values()) >= 4
    tell_figure("other commands broken off likewise", sum(broken.values()))


def _run(script: str, every: int, names: Iterable[str]) -> str:
    """What the script tells of a few of all the calls; nothing is wrong with any."""
    done = subprocess.run(
        [sys.executable, script, "--every", str(every), *names],
        env={
            "PATH": str(Path(sys.executable).parent) + ":/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": f"{REPOSITORY}/generator:{REPOSITORY}/generator/tests",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout)  # noqa: T201
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout
