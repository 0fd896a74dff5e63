"""Who wrote which lines of a file, as git knows it. Where there is no git, nothing is known."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a name or a summary could steer the terminal with."""
_HEAD = re.compile(r"([0-9a-f]{40,64}) \d+ \d+")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A commit that wrote some of the lines."""

    commit: str
    """Empty for lines that were not committed yet."""
    author: str = ""
    on: str = ""
    """Moment of the commit's author, ISO 8601."""
    summary: str = ""


def recorded_in(root: Path, path: str, first: int, last: int) -> tuple[Recorded, ...] | None:
    """What wrote the lines, counted from 1, oldest first; None where git does not know the file."""
    lines = f"{first},{last}"
    command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", "blame"]
    try:
        told = subprocess.run(  # noqa: S603
            [*command, "--line-porcelain", "-L", lines, "--", path],
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return _commits_in(_CONTROL.sub("�", told.stdout.decode("utf-8", "replace")))


def _commits_in(porcelain: str) -> tuple[Recorded, ...]:
    """What `git blame --line-porcelain` tells: of each line a head, fields, and the text."""
    found: dict[str, Recorded] = {}
    fields: dict[str, str] = {}
    for line in porcelain.split("\n"):
        head = _HEAD.match(line)
        if head:
            fields = {"commit": head[1]}
        elif line.startswith("\t"):
            found[fields["commit"]] = _recorded_of(fields)
        else:
            key, _, value = line.partition(" ")
            fields[key] = value
    return tuple(sorted(found.values(), key=lambda one: (not one.commit, one.on, one.commit)))


def _recorded_of(fields: dict[str, str]) -> Recorded:
    if not fields["commit"].strip("0"):
        return Recorded("")
    hours, minutes = (
        int(fields["author-tz"][:3]),
        int(fields["author-tz"][0] + fields["author-tz"][3:]),
    )
    zone = timezone(timedelta(hours=hours, minutes=minutes))
    on = datetime.fromtimestamp(int(fields["author-time"]), zone).isoformat()
    return Recorded(fields["commit"], fields["author"], on, fields["summary"])
