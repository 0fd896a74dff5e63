"""Engines that run as a command of their own, because they cannot share our process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from enishi.engines.engine import CONFIG


def complaint_of(module: str, folder: Path) -> str:
    """Run `python -m MODULE build` over a staged folder; what it says if it fails, else nothing."""
    run = subprocess.run(  # noqa: S603  (our own Python, and nothing of the user's in the words)
        [sys.executable, "-P", "-m", module, "build", "--config-file", CONFIG],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return (run.stdout + run.stderr).strip() or "?" if run.returncode else ""


def last_line_of(complaint: str) -> str:
    """The end of a traceback: what is wrong, without the kind of exception before it."""
    line = complaint.splitlines()[-1].strip()
    kind, colon, said = line.partition(": ")
    return said if colon and kind.replace(".", "").isidentifier() else line
