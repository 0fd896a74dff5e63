"""A small portal to write into, and the days and folders that the tests speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

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
