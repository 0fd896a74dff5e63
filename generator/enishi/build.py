"""The whole story: load, check, publish, render, assemble, replace."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from enishi.assembly import Assembly
from enishi.checks import check_library
from enishi.compose import Day, compose
from enishi.outputs import formats
from enishi.problems import Problems, Refused
from enishi.render import press_for
from enishi.settings import DEFAULT_ZONE, Settings, load_settings
from enishi.source.library import Library, load_library
from enishi.theme import Theme, build_theme
from enishi.views import Made, Output, Page, Press, Publication

SITE_FOLDER = "site"
Tell = Callable[[str, int], None]
"""`tell(stage, pages so far)`: called as the work goes on."""


@dataclass(slots=True)
class Report:
    """What a build made, and how long each stage took in seconds."""

    site: Path
    pages: int = 0
    files: int = 0
    bytes: int = 0
    people: int = 0
    hidden: int = 0
    """Records that are not shown, for want of consent."""
    news: int = 0
    letters: int = 0
    stages: dict[str, float] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    """Warnings; a build with errors makes no report."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal folder, read, checked and made public for one day."""

    root: Path
    settings: Settings
    library: Library
    publication: Publication
    press: Press


def open_portal(
    root: Path, problems: Problems, day_of: Callable[[Settings], Day], report: Report | None = None
) -> Portal:
    """Read and check everything. Raises `Refused`, with every problem, if there are errors."""
    report = report or Report(root / SITE_FOLDER)
    with report.stage("load"):
        settings = load_settings(root, problems)
        if settings is None:
            load_library(root, DEFAULT_ZONE, problems)  # its mistakes are shown as well
            raise Refused(problems)
        library = load_library(root, settings.zone, problems)
    day = day_of(settings)
    with report.stage("check"):
        check_library(library, settings, root, problems, day.today)
    with report.stage("publish"):
        publication = compose(library, settings, root, problems, day)
    press = press_for(root, publication.site, day.today, problems)
    if problems.errors:
        raise Refused(problems)
    return Portal(root, settings, library, publication, press)


def build_site(
    root: Path,
    day_of: Callable[[Settings], Day],
    tell: Tell = lambda stage, pages: None,
    *,
    site: Path | None = None,
) -> Report:
    """Build the portal in `root` into `site/`, which is replaced whole or not at all.

    Raises `Refused` when the input has errors.
    """
    report = Report(site or root / SITE_FOLDER)
    tell("load", 0)
    portal = open_portal(root, report.problems, day_of, report)
    with Assembly(report.site) as new, tempfile.TemporaryDirectory(prefix="enishi-") as staging:
        tell("theme", 0)
        with report.stage("theme"):
            theme = build_theme(
                root, Path(staging), portal.settings, portal.publication, portal.press
            )
        with report.stage("render"):
            for output in _outputs(portal, theme):
                new.write(output)
                tell("render", new.pages)
        with report.stage("replace"):
            new.publish()
        report.pages, report.files, report.bytes = new.pages, new.files, new.bytes
    publication = portal.publication
    report.people, report.news = len(publication.people), len(publication.news)
    report.hidden = len(portal.library.people) - report.people
    report.letters = len(publication.newsletters)
    return report


def _outputs(portal: Portal, theme: Theme) -> Iterator[Output]:
    """Every file of the site. Pages go out one by one; what search needs of them is kept."""
    publication, press = portal.publication, portal.press
    yield from theme.assets()
    for asset in publication.assets:
        yield Output(asset.path, asset.data)
    made: list[Made] = []
    for form in formats():
        for result in form.render(publication, press) if form.render else ():
            if isinstance(result, Page):
                made.append(_made(result))
                yield theme.stamp(result)
            else:
                yield result
    for form in formats():
        if form.render_over:
            yield from form.render_over(made, publication, press)
    if portal.settings.ours.cname:
        yield Output("CNAME", f"{portal.settings.ours.cname}\n".encode())


def _made(page: Page) -> Made:
    return Made(
        page.path, page.title, page.text, page.keywords, page.changed, page.listed, page.lang
    )


def today_in(settings: Settings, given: date | None, clock: float) -> date:
    """The day to publish for: as given, or what `clock` (Unix time) is in the portal's zone."""
    return given or datetime.fromtimestamp(clock, settings.zone).date()
