"""The MkDocs plugin: `mkdocs build` and `mkdocs serve` give the site that `enishi build` makes.

MkDocs is left an empty project, to be built into a folder that is thrown away. The site is
made by the same code as ever, which puts it where MkDocs would have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import click
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from enishi.build import Means, build_site
from enishi.problems import Refused
from enishi.report import render_problems
from enishi.standing import SCANNED
from enishi.surroundings import day_by, guard_of
from enishi.voice import Voice, language_of


class _NoSettings(Config):  # type: ignore[no-untyped-call]
    """Ours stand under `extra.enishi`, where every engine leaves them alone."""


class EnishiPlugin(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]
    """Takes the place of MkDocs' own pages."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._means = Means(preview=command == "serve")

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._site = Path(config.site_dir)
        self._aside = TemporaryDirectory(prefix="enishi-mkdocs-")
        config.site_dir = self._aside.name
        config.nav = None
        config.extra_templates = []
        config.theme.static_templates = set()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        return Files([])

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Raises `Abort` when the input has errors: nothing was written, and MkDocs says so."""
        self._aside.cleanup()
        voice = Voice(language_of(None), quiet=False)
        root = Path(config.config_file_path).parent
        try:
            means = replace(self._means, guard=guard_of(root))
            report = build_site(root, day_by(None), site=self._site, means=means)
        except Refused as refused:
            click.echo(render_problems(refused.problems, voice.lang, "text"), nl=False, err=True)
            raise Abort(voice.phrase("errors", count=len(refused.problems.errors))) from None
        voice.problems(report.problems)

    def on_build_error(self, *, error: Exception) -> None:
        self._aside.cleanup()

    def on_serve(
        self,
        server: LiveReloadServer,
        *,
        config: MkDocsConfig,
        builder: Callable[..., None],
    ) -> LiveReloadServer:
        root = Path(config.config_file_path).parent
        for name in SCANNED:
            if (root / name).is_dir():
                server.watch(str(root / name), recursive=True)
        return server
