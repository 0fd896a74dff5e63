"""ProperDocs, the fork of MkDocs, with Material; it takes the place of MkDocs' own modules."""

from __future__ import annotations

import re
from pathlib import Path

from enishi.engines.command import complaint_of, last_line_of
from enishi.engines.engine import THEME, Engine, EngineFault
from enishi.engines.mkdocs import UNREAD

_FRAME = re.compile(rf'File "(?:.*/)?{THEME}/([^"]+)", line (\d+)')
_LOGGED = re.compile(r"^(?:ERROR|WARNING)\s+-\s+(.*)$", re.MULTILINE)


def _build(folder: Path) -> None:
    complaint = complaint_of("properdocs", folder)
    if not complaint:
        return
    frames = _FRAME.findall(complaint.replace("\\", "/"))
    if frames:
        template, line = frames[-1]
        raise EngineFault(last_line_of(complaint), template, int(line))
    raise EngineFault("; ".join(_LOGGED.findall(complaint)) or last_line_of(complaint))


ENGINE = Engine("properdocs", ("properdocs", "mkdocs-material", "mkdocs"), _build, unread=UNREAD)
