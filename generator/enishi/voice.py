"""How the commands speak: in one language, on one screen, or not at all."""

from __future__ import annotations

import locale
import os
import sys
import time
from collections.abc import Iterable, Mapping

import click

from enishi.problems import Problems
from enishi.report import render_problems
from enishi.speech import PHRASES

_OFTEN = 1.0
"""Seconds after which progress is told, however little it is."""
_LONG = 120.0
"""Seconds from which on what is left is told in minutes."""


class Voice:
    """Speaks to the user: in one language, on one screen, or not at all."""

    def __init__(self, lang: str, quiet: bool, form: str = "text") -> None:
        self.lang, self.quiet, self.form = lang, quiet, form
        self.lively = not quiet and sys.stderr.isatty()
        self._stage, self._since, self._told = "", 0.0, 0.0

    def phrase(self, key: str, **values: object) -> str:
        return PHRASES[key][self.lang == "en"].format(**values)

    def say(self, key: str, **values: object) -> None:
        if not self.quiet:
            click.echo(self.phrase(key, **values))

    def lines(self, lines: Iterable[str]) -> None:
        for line in () if self.quiet else lines:
            click.echo(line)

    def link(self, url: str) -> str:
        """An address to open: only its beginning where the terminal keeps the rest behind it.

        That is OSC 8, of which terminals that do not know it would show the beginning alone.
        """
        if not (sys.stdout.isatty() and _opens_links(os.environ)):
            return url
        shown = url.partition("?")[0].removeprefix("mailto:").removeprefix("https://")
        return f"\x1b]8;;{url}\x1b\\{shown}\x1b]8;;\x1b\\"

    def progress(self, stage: str, done: int, whole: int) -> None:
        """One line that is written over; nothing where nobody watches."""
        if not self.lively:
            return
        now = time.monotonic()
        if done % 50 and done != whole and now - self._told < _OFTEN:
            return
        if done == 0 or stage != self._stage:
            self._stage, self._since = stage, now
        count = f" {done:,} / {whole:,}" if whole else ""
        left = (now - self._since) / done * (whole - done) if done else 0.0
        if left >= _LONG:
            count += self.phrase("stage.left.minutes", minutes=f"{left / 60:.0f}")
        elif left >= 1:
            count += self.phrase("stage.left", seconds=f"{left:.0f}")
        self._told = now
        click.echo(f"\r\x1b[K{self.phrase('stage.' + stage)}{count}", nl=False, err=True)

    def hush(self) -> None:
        if self.lively:
            click.echo("\r\x1b[K", nl=False, err=True)

    def problems(self, problems: Problems, *, untouched: bool = True) -> None:
        """All problems at once; JSON goes to standard output even when there are none.

        `untouched` says that nothing was written.
        """
        self.hush()
        text = render_problems(problems, self.lang, self.form)
        click.echo(text, nl=False, err=self.form == "text")
        if problems.errors and untouched and self.form == "text":
            click.echo(self.phrase("errors", count=len(problems.errors)), err=True)


def _opens_links(environment: Mapping[str, str]) -> bool:
    if environment.get("TERM", "dumb") in ("dumb", "linux") and "WT_SESSION" not in environment:
        return False
    return environment.get("TERM_PROGRAM") != "Apple_Terminal"


def language_of(given: str | None) -> str:
    """As asked for, else as the locale says."""
    if given:
        return given
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "ja" if (spoken or locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def voice_of(ctx: click.Context) -> Voice:
    """The voice that `main` made; a new one for what goes wrong before."""
    if isinstance(ctx.obj, Voice):
        return ctx.obj
    return Voice(language_of(ctx.params.get("lang")), False)
