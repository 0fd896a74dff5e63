"""A build that is broken off at any moment leaves the old site or the new one (see `faults.py`)."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import faults
from figures import tell_figure
from interception import is_possible
from portals import REPOSITORY

EVERY = 24
"""Of each kind of call, but for renames, of which none is left out."""
LEAST = {"first": 9, "anew": 10, "again": 10, "renames": 12}
"""How many builds must at least have been broken for the test to mean anything."""


def test_a_broken_build_leaves_the_old_site_or_the_new_one(need: Callable[..., None]) -> None:
    """In a process of its own, which has no threads and so may be copied; it loads the rest once."""
    need("seccomp", is_possible())
    done = subprocess.run(
        [sys.executable, faults.__file__, "--every", str(EVERY), *faults.SCENES],
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
    told = re.findall(r"^(\w+): (\d+) calls .*?; (\d+) builds broken", done.stdout, re.MULTILINE)
    broken = {scene: number for scene, _, number in told}
    assert list(broken) == list(faults.SCENES)
    tell_figure("calls of a build that change something", sum(int(calls) for _, calls, _ in told))
    tell_figure("builds broken off at one of them", sum(map(int, broken.values())))
    assert {scene: number for scene, number in broken.items() if int(number) < LEAST[scene]} == {}
