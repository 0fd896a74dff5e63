"""What the tests share: a small portal to write into, the demonstration, and what they need."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from enishi.build import Report, build_site, open_portal
from enishi.compose import Day
from enishi.problems import Problem, Problems, Refused
from enishi.report import render_problems
from enishi.views import Publication

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"
TODAY = date(2026, 11, 22)
"""The day that the demonstration is built for."""

MKDOCS = """\
site_name: れいの会
site_url: https://alumni.example.com/
theme: {name: material, language: ja}
extra:
  enishi:
    company: {name: 株式会社れい}
    host: {name: 山田 はる, title: 縁の係}
    sender:
      name: 株式会社れい
      address: 東京都千代田区例町1-2-3
      contact: mailto:alumni@example.com
      stop: mailto:stop@example.com
"""


@dataclass(frozen=True)
class SmallPortal:
    """A portal folder, and what becomes of it on a day."""

    root: Path

    def write(self, files: dict[str, str | bytes]) -> SmallPortal:
        for path, text in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def faults(self, today: date = TODAY) -> list[Problem]:
        """Every problem, by place; each can be said in both languages."""
        problems = Problems()
        try:
            open_portal(self.root, problems, lambda settings: Day(today))
        except Refused as refused:
            problems = refused.problems
        assert all(render_problems(problems, lang, "text") for lang in ("ja", "en") if problems)
        return list(problems)

    def problems(self, today: date = TODAY) -> list[str]:
        """`path:line:col code` of every problem; warnings begin with `~`."""
        return [said(problem) for problem in self.faults(today)]

    def publication(self, today: date = TODAY, *, drafts: bool = False) -> Publication:
        problems = Problems()
        opened = open_portal(self.root, problems, lambda settings: Day(today, drafts))
        return opened.publication

    def build(self, today: date = TODAY, site: Path | None = None) -> Report:
        return build_site(self.root, lambda settings: Day(today), site=site)

    @property
    def site(self) -> Path:
        return self.root / "site"


def said(problem: Problem) -> str:
    mark = problem.mark
    place = f"{problem.path}:{mark.line}:{mark.column} {problem.code}"
    return f"~{place}" if problem.warning else place


@pytest.fixture
def portal(tmp_path: Path) -> Callable[[dict[str, str | bytes]], SmallPortal]:
    """`portal({path: text})` writes a portal that is valid but for what the files say."""
    root = tmp_path / "portal"

    def make(files: dict[str, str | bytes]) -> SmallPortal:
        return SmallPortal(root).write({"mkdocs.yml": MKDOCS, **files})

    return make


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def demo_report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of building the demonstration, once a session, outside the repository."""
    site = tmp_path_factory.mktemp("demo") / "site"
    return build_site(REPOSITORY, lambda settings: Day(TODAY), site=site)


@pytest.fixture(scope="session")
def demo_site(demo_report: Report) -> Path:
    """The demonstration as a finished site. Look, do not touch."""
    return demo_report.site


Need = Callable[..., None]
_ADVICE = {
    "browser": "a Chromium is needed: sudo apt install chromium",
    "java": "Java is needed: sudo apt install default-jre-headless",
    "shared": "the real input is needed: put it into ../shared/data",
}
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def _is_here(thing: str) -> bool:
    if thing == "browser":
        return any(shutil.which(name) for name in _CHROMIUMS)
    return bool(shutil.which("java")) if thing == "java" else SHARED.is_dir()


@pytest.fixture(scope="session")
def need() -> Need:
    """`need("browser")` skips where there is none, and fails where it must be there.

    `ENISHI_REQUIRE=browser,java,shared` says what must be. `need("java", path)` looks at
    `path` instead of searching; `None` and an empty string mean that it was not found.
    """
    required = os.environ.get("ENISHI_REQUIRE", "").split(",")

    def look(thing: str, *found: object) -> None:
        if not (all(found) if found else _is_here(thing)):
            (pytest.fail if thing in required else pytest.skip)(_ADVICE[thing])

    return look


@pytest.fixture(scope="session")
def shared(need: Need) -> Path:
    """The folder of real input."""
    need("shared")
    return SHARED
