"""The whole way: same input, same bytes; mistakes write nothing; faults are said kindly."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from oracles import broken_links
from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal
from test_privacy import tree_of

from enishi import build, cli, surroundings
from enishi.build import Report
from enishi.dates import Day, today_in
from enishi.problems import Problems, Refused
from enishi.settings import load_settings

Make = Callable[[dict[str, str | bytes]], SmallPortal]
HEAD = "---\ntitle: 題\n---\n"
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"


def run(small: SmallPortal, *words: str) -> Result:
    """A command in the portal's folder."""
    before = Path.cwd()
    os.chdir(small.root)
    try:
        return CliRunner().invoke(cli.main, ["--lang", "en", *words], catch_exceptions=False)
    finally:
        os.chdir(before)


def test_the_same_input_gives_the_same_bytes_anywhere(demo_site: Path, tmp_path: Path) -> None:
    """Another process, folder, time zone, locale, umask, hash seed and time of day."""
    for name in ("content", "alumni"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    subprocess.run(
        [sys.executable, "-m", "enishi", "build", "--today", "2026-11-22"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(REPOSITORY / "generator"),
            "PYTHONHASHSEED": "4711",
            "TZ": "America/St_Johns",
            "LC_ALL": "tr_TR.UTF-8",
            "PYTHONUTF8": "0",
            "SOURCE_DATE_EPOCH": "1",
        },
        umask=0o077,
        check=True,
        capture_output=True,
    )
    here, there = tree_of(demo_site), tree_of(tmp_path / "site")
    assert {path for path in here | there if here.get(path) != there.get(path)} == set()


def test_the_site_says_nothing_of_where_it_was_built(demo_site: Path) -> None:
    for path in demo_site.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert str(REPOSITORY).encode() not in data, path
            assert str(demo_site.parent).encode() not in data, path
            assert b"\x02" not in data or path.suffix in (".png", ".jpg", ".webp", ".woff2"), path


def test_no_link_of_the_demonstration_is_broken(demo_site: Path) -> None:
    assert broken_links(demo_site, "https://alumni.example.com/") == []


def test_the_report_counts_what_is_there(demo_report: Report) -> None:
    site = demo_report.site
    files = [path for path in site.rglob("*") if path.is_file()]
    counts = demo_report.counts
    assert counts.files == len(files)
    assert counts.pages == sum(path.suffix == ".html" for path in files)
    assert counts.bytes == sum(path.stat().st_size for path in files)
    assert (counts.people, counts.hidden) == (36, 4)
    assert len(demo_report.problems) == 0, "the demonstration has not even a warning"


def test_a_mistake_writes_nothing_and_leaves_the_site(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-a.md": HEAD})
    assert run(small, "build", "--today", "2026-11-22").exit_code == 0
    before = tree_of(small.root)
    small.write({"content/news/2026-11-06-b.md": "---\ntitel: 題\n---\n[x](none.md)\n"})
    result = run(small, "build", "--today", "2026-11-22")
    assert result.exit_code == 1
    assert "content/news/2026-11-06-b.md:2:1: error: There is no key titel." in result.stderr
    (small.root / "content/news/2026-11-06-b.md").unlink()
    assert tree_of(small.root) == before


def test_a_mistake_that_shows_late_leaves_the_site_too(portal: Make) -> None:
    small = portal({"content/news/2026-11-05-a.md": HEAD})
    small.build()
    before = tree_of(small.site)
    small.write({"templates/pages/news_item.html": "<p>\n{{ nothing.there }}</p>"})
    result = run(small, "build", "--today", "2026-11-22")
    assert result.exit_code == 1
    assert "templates/pages/news_item.html:2:1: error: This template" in result.stderr
    assert tree_of(small.site) == before


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("山田 太郎 taro@example.com")

    monkeypatch.setattr(build, "build_site", fail)
    yield


@pytest.mark.usefixtures("broken")
def test_a_fault_of_the_program_is_said_without_a_traceback(portal: Make) -> None:
    result = run(portal({}), "build")
    assert result.exit_code == 2
    assert "KeyError at test_build.py:" in result.output
    assert "Please report the line above" in result.output
    assert "Traceback" not in result.output
    assert "山田" not in result.output, "a fault never repeats a value"
    assert "taro" not in result.output


def test_a_full_disk_is_no_fault_of_the_program(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere/site")

    monkeypatch.setattr(build, "build_site", fail)
    result = run(portal({}), "build", "--format", "json")
    assert result.exit_code == 1
    assert [one["code"] for one in json.loads(result.stdout)] == ["write-failed"]


HARD: dict[str, dict[str, str | bytes]] = {
    "an empty portal": {},
    "no address yet": {
        "mkdocs.yml": MKDOCS.replace("site_url: https://alumni.example.com/\n", ""),
        "content/news/2026-11-05-a.md": HEAD,
        "content/events/a.md": "---\ntitle: 題\nstarts: 2026-12-01\n---\n",
        "alumni/ken.yml": f"name: a b\n{SHOWN}",
    },
    "a site below a path": {
        "mkdocs.yml": MKDOCS.replace("example.com/", "example.com/alumni/portal"),
        "content/news/2026-11-05-a.md": HEAD,
    },
    "tags that mean the same": {
        "content/news/2026-11-05-a.md": "---\ntitle: 題\ntags: [AI, ai, ＡＩ, C, C++, C#]\n---\n"
    },
    "departments by many names": {
        "alumni/ken.yml": f"name: a b\ntenures: {{joined: 2015, department: Sales}}\n{SHOWN}",
        "alumni/mio.yml": f"name: c d\ntenures: {{joined: 2015, department: SALES}}\n{SHOWN}",
        "content/timeline.yml": "departments: [{id: sales, name: 営業部}]\n",
    },
    "the first and the last days": {
        "content/events/a.md": "---\ntitle: 題\nstarts: 9998-12-31\n---\n",
        "content/events/b.md": "---\ntitle: 題\nstarts: 1000-01-01 00:00\n---\n",
        "content/news/a.md": "---\ntitle: 題\ndate: 1000-01-01\n---\n",
        "alumni/ken.yml": f"name: a b\ntenures: {{joined: 1000, left: 9998}}\n{SHOWN}",
    },
    "keys of MkDocs that are not ours": {
        "mkdocs.yml": MKDOCS
        + "plugins: [nothing]\nhooks: [nothing.py]\nmarkdown_extensions: [nothing]\n"
        + "site_dir: /\ndocs_dir: /\nrepo_url: https://example.com/\nfoo: bar\n"
    },
    "odd names of files": {
        f"content/news/2026-11-05-{name}.md": HEAD
        for name in ("a'b", 'c"d', "<e>", "🎉", "ｆ＆ｇ", "h%20i", "{{j}}", "$k", "l" * 60, "m\nn")
    },
}


@pytest.mark.parametrize("name", HARD)
def test_hard_input_is_built(portal: Make, name: str) -> None:
    small = portal(HARD[name])
    assert [fault for fault in small.problems() if not fault.startswith("~")] == []
    assert small.build().counts.pages >= 9
    assert all(b"\x02" not in path.read_bytes() for path in small.site.rglob("*.html"))


@pytest.mark.parametrize("more", ["nav: 3\n", "watch: 3\n", "theme: {name: nothing}\n"])
def test_what_mkdocs_refuses_is_a_mistake_of_the_settings(portal: Make, more: str) -> None:
    text = (
        MKDOCS.replace("theme: {name: material, language: ja}\n", "") if "theme" in more else MKDOCS
    )
    small = portal({"mkdocs.yml": text + more})
    try:
        small.build()
    except Refused as refused:
        assert [problem.path for problem in refused.problems] == ["mkdocs.yml"]


def test_today_is_a_day_of_the_portals_zone(portal: Make) -> None:
    settings = load_settings(portal({}).root, Problems())
    assert settings
    late = 1_795_361_400  # 2026-11-22 15:30 UTC
    assert today_in(settings.zone, None, late) == date(2026, 11, 23)
    assert today_in(settings.zone, TODAY, late) == TODAY


def test_the_day_of_a_reproducible_build_may_come_from_outside(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """https://reproducible-builds.org/specs/source-date-epoch/"""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795361400")
    settings = load_settings(portal({}).root, Problems())
    assert settings
    assert surroundings.day_by(None)(settings.zone) == Day(date(2026, 11, 23))
