"""Where a command is: in which portal, on which day, with which keys."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from enishi.dates import Day, day_of, today_in
from enishi.problems import Problems, Refused, refusal
from enishi.standing import SETTINGS

if TYPE_CHECKING:
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.keys import Ring
    from enishi.desk.sealing import Sealing
    from enishi.lastscan import Guard
    from enishi.settings import Settings


def root_here() -> Path:
    root = Path.cwd()
    if not (root / SETTINGS).is_file():
        raise refusal(SETTINGS, "portal-missing")
    return root


def day_by(given: str | None, *, drafts: bool = False) -> Callable[[ZoneInfo], Day]:
    """What day it is: as given, else by `SOURCE_DATE_EPOCH`, else by the clock."""
    day = day_of(given) if given else None
    if given and day is None:
        raise click.BadParameter("YYYY-MM-DD", param_hint="--today / --date")
    clock = _clock()
    return lambda zone: Day(today_in(zone, day, clock), drafts)


def now_in(zone: ZoneInfo) -> datetime:
    """The moment, in that zone: by `SOURCE_DATE_EPOCH`, else by the clock."""
    return datetime.fromtimestamp(_clock(), zone)


def _clock() -> float:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(epoch) if epoch.isdigit() else time.time()


def guard_of(root: Path) -> Guard:
    """Who looks through the site of `root` before it is published."""
    from enishi.desk.guard import SiteGuard

    return SiteGuard(root, ring_here())


def identity_file() -> Path:
    """Where the key that opens sealed records is: never in the portal."""
    given = os.environ.get("ENISHI_IDENTITY")
    return Path(given) if given else Path(click.get_app_dir("enishi")) / "identity.txt"


def ring_here() -> Ring:
    from enishi.desk.keys import Ring

    return Ring(identity_file())


def settings_of(root: Path, problems: Problems) -> Settings:
    from enishi.settings import load_settings

    settings = load_settings(root, problems)
    if settings is None or problems.errors:
        raise Refused(problems)
    return settings


def cabinet_of(root: Path, settings: Settings) -> Cabinet:
    from enishi.desk.cabinet import Cabinet

    return Cabinet(root, settings.ours.private, ring_here())


def sealing_here() -> Sealing:
    from enishi.desk.sealing import Sealing

    root = root_here()
    settings = settings_of(root, Problems())
    return Sealing(cabinet_of(root, settings), settings.zone)


def shelves() -> tuple[Path, ...]:
    """Folders in memory, where what is private may lie for a while."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return (*([Path(runtime)] if runtime else []), Path("/dev/shm"))  # noqa: S108  (in memory)


_CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "chromium-headless-shell",
    "google-chrome",
    "google-chrome-stable",
)


def chromium_here() -> str | None:
    """The program that prints pages; `CHROMIUM` names another one."""
    given = os.environ.get("CHROMIUM")
    return given or next(filter(None, map(shutil.which, _CHROMIUMS)), None)
