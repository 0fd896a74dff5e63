"""MkDocs with Material, in this process."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError

from enishi.engines.engine import CONFIG, THEME, Engine, EngineFault

UNREAD = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "assets/enishi-box.")
"""The theme's search worker with its stemmers, since our own worker answers the theme's search
box; and the box for themes whose own it cannot answer."""


def _build(folder: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _kept_quiet(logging.getLogger("mkdocs")) as said:
        try:
            build(load_config(str(folder / CONFIG)))
        except TemplateError as fault:
            template, line = _place_of(fault, folder / THEME)
            raise EngineFault(fault.message or "", template, line) from None
        except (MkDocsException, SystemExit) as fault:
            raise EngineFault("; ".join(said) or str(fault)) from None


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _kept_quiet(logger: logging.Logger) -> Iterator[list[str]]:
    """What the engine complains about, heard by us alone: another MkDocs may be around us."""
    listener = _Listener()
    before = logger.handlers, logger.propagate, logger.level
    logger.handlers, logger.propagate = [listener], False
    try:
        yield listener.said
    finally:
        logger.handlers, logger.propagate = before[:2]
        logger.setLevel(before[2])


def _place_of(fault: TemplateError, overrides: Path) -> tuple[str, int]:
    """The override that a template error speaks of, and the line."""
    places = [
        (getattr(fault, "filename", None) or "", getattr(fault, "lineno", 1)),
        *((frame.filename, frame.lineno or 1) for frame in _frames(fault)),
    ]
    for file, line in places:
        if Path(file).is_relative_to(overrides):
            return Path(file).relative_to(overrides).as_posix(), line
    return "main.html", 1


def _frames(fault: TemplateError) -> list[traceback.FrameSummary]:
    """Innermost first."""
    return list(reversed(traceback.extract_tb(fault.__traceback__)))


ENGINE = Engine("material", ("mkdocs", "mkdocs-material"), _build, unread=UNREAD)
