"""A small portal to write into, and the days and folders that the tests speak of."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.build import Report, build_site, open_portal
from enishi.dates import Day
from enishi.problems import Problem, Problems, Refused
from enishi.report import render_problems
from enishi.source.content import Entry
from enishi.source.files import list_files, load_text
from enishi.source.people import Person
from enishi.source.records import entry_in, entry_paths, people_paths, person_in
from enishi.source.schema import Reading
from enishi.views import Job, Output, Page, Press, Publication

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


def demonstration(root: Path, engine: str) -> SmallPortal:
    """A copy of the demonstration, to be built with an engine of its own."""
    for name in ("content", "alumni"):
        shutil.copytree(REPOSITORY / name, root / name)
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    ours = settings.replace("  enishi:\n", f"  enishi:\n    engine: {engine}\n")
    return SmallPortal(root).write({"mkdocs.yml": ours})


def said(problem: Problem) -> str:
    mark = problem.mark
    place = f"{problem.path}:{mark.line}:{mark.column} {problem.code}"
    return f"~{place}" if problem.warning else place


def done(job: Job, press: Press) -> Page | Output:
    """The page or file that a job makes, which is at the place that the job says."""
    result = job.make(press, *job.inputs)
    if isinstance(result, bytes):
        return Output(job.path, result)
    assert result.path == job.path
    return result


def records_of(root: Path, problems: Problems) -> tuple[dict[str, Person], list[Entry]]:
    """Everything on record in a folder, as it was written: people by ID, and Markdown."""
    people, entries = [], []
    for path in people_paths(list_files(root, "alumni")):
        source = load_text(root, path, problems)
        assert source
        people.append(person_in(source, Reading(path, problems, ZoneInfo("Asia/Tokyo"))))
    for path in entry_paths(list(list_files(root, "content"))):
        source = load_text(root, path, problems)
        assert source
        entries.append(entry_in(source, Reading(path, problems, ZoneInfo("Asia/Tokyo"))))
    return {one.id: one for one in people if one}, [one for one in entries if one]
