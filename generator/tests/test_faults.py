"""A build that is broken off at any moment leaves the old site or the new one (see `faults.py`)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import faults
import pytest
from portals import REPOSITORY

EVERY = 60
"""Of each kind of call, but for renames, of which none is left out."""
LEAST = {"first": 9, "anew": 10, "again": 10, "renames": 12}
"""How many builds must at least have been broken for the test to mean anything."""


@pytest.mark.parametrize("scene", faults.SCENES)
def test_a_broken_build_leaves_the_old_site_or_the_new_one(
    need: Callable[..., None], scene: str
) -> None:
    """In a process of its own, which has no threads and so may be copied."""
    need("strace", shutil.which("strace"), _may_trace())
    done = subprocess.run(
        [sys.executable, faults.__file__, "--every", str(EVERY), scene],
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
    broken = int(done.stdout.partition("; ")[2].partition(" ")[0])
    assert broken >= LEAST[scene]


def _may_trace() -> bool:
    """Some containers forbid it."""
    if not shutil.which("strace"):
        return False
    return (
        subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False).returncode == 0
    )
