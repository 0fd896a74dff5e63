"""Who wrote which lines of a file, as git knows it. Where there is no git, nothing is known."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Container
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
    is_first_known: bool = False
    """Whether the history here begins with it, so that it may have been an earlier one."""


def recorded_in(root: Path, path: str, first: int, last: int) -> tuple[Recorded, ...] | None:
    """What wrote the lines, counted from 1, oldest first; None where git does not know the file."""
    lines = f"{first},{last}"
    told = _asked(root, "blame", "--line-porcelain", "-L", lines, "--", path)
    if told is None:
        return None
    floor = _floor_of(root) if "\nboundary\n" in told else frozenset()
    return _commits_in(_CONTROL.sub("�", told), floor)


def _asked(root: Path, *words: str) -> str | None:
    """What git says; None where it knows nothing. No setting makes it pass over commits."""
    ours = ("core.fsmonitor=false", "blame.ignoreRevsFile=")
    command = ["git", "-C", str(root), *(part for one in ours for part in ("-c", one))]
    try:
        told = subprocess.run([*command, *words], capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return told.stdout.decode("utf-8", "replace")


def _floor_of(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends: what they show may be older."""
    file = root / (_asked(root, "rev-parse", "--git-path", "shallow") or "").strip()
    return frozenset(file.read_text("ascii").split()) if file.is_file() else frozenset()


def _commits_in(porcelain: str, floor: Container[str]) -> tuple[Recorded, ...]:
    """What `git blame --line-porcelain` tells: of each line a head, fields, and the text."""
    found: dict[str, Recorded] = {}
    fields: dict[str, str] = {}
    for line in porcelain.split("\n"):
        head = _HEAD.match(line)
        if head:
            fields = {"commit": head[1]}
        elif line.startswith("\t"):
            found[fields["commit"]] = _recorded_of(fields, floor)
        else:
            key, _, value = line.partition(" ")
            fields[key] = value
    return tuple(sorted(found.values(), key=lambda one: (not one.commit, one.on, one.commit)))


def _recorded_of(fields: dict[str, str], floor: Container[str]) -> Recorded:
    if not fields["commit"].strip("0"):
        return Recorded("")
    hours, minutes = (
        int(fields["author-tz"][:3]),
        int(fields["author-tz"][0] + fields["author-tz"][3:]),
    )
    zone = timezone(timedelta(hours=hours, minutes=minutes))
    on = datetime.fromtimestamp(int(fields["author-time"]), zone).isoformat()
    commit = fields["commit"]
    return Recorded(commit, fields["author"], on, fields["summary"], commit in floor)
