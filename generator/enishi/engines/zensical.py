"""Zensical, the successor of Material for MkDocs, with its classic look."""

from __future__ import annotations

import re
from pathlib import Path

from enishi.engines.command import complaint_of, last_line_of
from enishi.engines.engine import THEME, Engine, EngineFault

_PLACE = re.compile(r" \(in ([^()]+):(\d+)\)$")


def _build(folder: Path) -> None:
    complaint = complaint_of("zensical", folder)
    if not complaint:
        return
    said = last_line_of(complaint)
    place = _PLACE.search(said)
    if place and (folder / THEME / place[1]).is_file():
        raise EngineFault(said[: place.start()], place[1], int(place[2]))
    raise EngineFault(said)


ENGINE = Engine(
    "zensical",
    ("zensical",),
    _build,
    theme={"variant": "classic"},
    unread=("assets/javascripts/workers/", "assets/stylesheets/modern/"),
    answers_search=False,
)
