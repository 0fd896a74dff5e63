"""The commands as users type them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from portals import REPOSITORY, SmallPortal

from enishi import __version__, cli, scaffold
from enishi.commands.new import KINDS
from enishi.voice import Voice

Make = Callable[[dict[str, str | bytes]], SmallPortal]
GOOD = {"content/news/2026-11-05-a.md": "---\ntitle: 題\n---\n本文\n"}
BAD = {"content/news/2026-11-05-a.md": "---\ntitel: 題\n---\n"}
WARNED = {"content/news/2026-11-05-a.md": "---\ntitle: 題\n---\n[x](javascript:x)\n"}


def run(folder: Path, *words: str) -> Result:
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(cli.main, words, catch_exceptions=False)
    finally:
        os.chdir(before)


def test_every_command_explains_itself_with_an_example(tmp_path: Path) -> None:
    commands = cli.main.list_commands(click.Context(cli.main))
    assert {"init", "new", "check", "build", "serve", "newsletter"} <= set(commands)
    for words in ([], *([name] for name in commands)):
        result = run(tmp_path, *words, "--help")
        assert result.exit_code == 0
        assert re.search(r"例 / Example: +enishi \w+", result.output), words
        assert re.search("[ぁ-ん]", result.output)


def test_the_version_is_said(tmp_path: Path) -> None:
    assert __version__ in run(tmp_path, "--version").output


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_from_nothing_to_a_newsletter(tmp_path: Path, lang: str) -> None:
    """Two commands and a portal stands; two more and a letter can be sent."""
    made = run(tmp_path, "--lang", lang, "init", "my-alumni", "--lang", lang)
    assert made.exit_code == 0, made.output
    folder = tmp_path / "my-alumni"
    day = ["--today", "2026-11-22"]
    checked = run(folder, "check", *day)
    assert checked.exit_code == 0, checked.output
    assert "error" not in checked.stderr and "エラー" not in checked.stderr
    assert not (folder / "site").exists(), "a check writes nothing"
    built = run(folder, "build", *day)
    assert built.exit_code == 0, built.output
    assert (folder / "site" / "index.html").is_file()
    assert str(folder / "site") in built.output
    new = run(
        folder,
        "new",
        "news",
        "天神オフィスに移りました",
        "--slug",
        "tenjin",
        "--date",
        "2026-11-20",
    )
    assert new.exit_code == 0, new.output
    assert (folder / "content/news/2026-11-20-tenjin.md").is_file()
    issue = next((folder / "content" / "newsletters").glob("*.md")).stem
    printed = run(folder, "newsletter", issue, "--out", "letters", *day)
    assert printed.exit_code == 0, printed.output
    assert {path.name for path in (folder / "letters").iterdir()} == {
        f"{issue}.html",
        f"{issue}.txt",
    }


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    result = run(tmp_path, "--lang", "en", "init", ".")
    assert result.exit_code == 1
    assert "The folder is not empty" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(("files", "status"), [(GOOD, 0), (WARNED, 0), (BAD, 1)])
def test_the_exit_status_tells_whether_something_must_be_mended(
    portal: Make, command: str, files: dict[str, str | bytes], status: int
) -> None:
    small = portal(files)
    result = run(small.root, command, "--today", "2026-11-22")
    assert result.exit_code == status
    assert small.site.exists() == (command == "build" and status == 0)


def test_problems_are_told_as_text_json_or_annotations(portal: Make) -> None:
    root = portal(BAD).root
    text = run(root, "--lang", "en", "check")
    assert "a.md:2:1: error: There is no key titel." in text.stderr
    assert "To mend: 1. Nothing was written." in text.stderr
    assert text.stdout == ""
    told = json.loads(run(root, "check", "--format", "json").stdout)
    assert [one["code"] for one in told] == ["key-near"]
    assert run(root, "check", "--format", "github").stdout.startswith(
        "::error file=content/news/2026-11-05-a.md,line=2,col=1,title=Enishi::"
    )


def test_programs_get_json_even_when_all_is_well(portal: Make) -> None:
    root = portal(GOOD).root
    for command in ("check", "build"):
        result = run(root, command, "--format", "json", "--today", "2026-11-22")
        assert (json.loads(result.stdout), result.exit_code) == ([], 0)


@pytest.mark.parametrize(
    ("options", "env", "japanese"),
    [
        (["--lang", "ja"], "en_US.UTF-8", True),
        (["--lang", "en"], "ja_JP.UTF-8", False),
        ([], "ja_JP.UTF-8", True),
        ([], "en_US.UTF-8", False),
        ([], "de_DE.UTF-8", False),
    ],
)
def test_it_speaks_as_asked_for_or_as_the_locale_says(
    portal: Make, monkeypatch: pytest.MonkeyPatch, options: list[str], env: str, japanese: bool
) -> None:
    monkeypatch.setenv("LC_ALL", env)
    for words in ([*options, "check"], ["check", *options]):
        assert ("項目" in run(portal(BAD).root, *words).stderr) == japanese


def test_quiet_says_nothing_but_problems(portal: Make) -> None:
    small = portal(GOOD)
    result = run(small.root, "--quiet", "build", "--today", "2026-11-22")
    assert (result.output, result.exit_code) == ("", 0)
    assert "titel" in run(small.write(BAD).root, "--quiet", "check").stderr


def test_outside_of_a_portal_it_says_how_to_make_one(tmp_path: Path) -> None:
    for words in (["check"], ["build"], ["newsletter", "a", "--out", "b"], ["new", "news", "x"]):
        result = run(tmp_path, "--lang", "en", *words)
        assert result.exit_code == 1
        assert "enishi init my-alumni" in result.stderr
        assert list(tmp_path.iterdir()) == []


def test_an_issue_that_is_not_there_is_told_which_there_are(portal: Make) -> None:
    letter = "---\ntitle: 便り\ndate: 2026-11-01\n---\n"
    root = portal({"content/newsletters/2026-11-autumn.md": letter}).root
    result = run(root, "--lang", "en", "newsletter", "2026-12", "--out", "out")
    assert result.exit_code == 1
    assert "2026-11-autumn" in result.stderr
    assert not (root / "out").exists()
    assert run(root, "newsletter", "2026-11-autumn.md", "--out", "out").exit_code == 0


@pytest.mark.parametrize("day", ["2026-13-01", "today", "2026-11", ""])
def test_a_day_that_is_none_is_a_usage_error(portal: Make, day: str) -> None:
    result = run(portal(GOOD).root, "check", "--today", day or "x")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr
    assert "Traceback" not in result.output


def test_a_foreign_folder_in_place_of_the_site_is_left_alone(portal: Make) -> None:
    small = portal({**GOOD, "site/thesis.tex": "x"})
    result = run(small.root, "--lang", "en", "build", "--today", "2026-11-22")
    assert result.exit_code == 1
    assert "site/ was not made by Enishi" in result.stderr
    assert (small.site / "thesis.tex").read_text() == "x"


def test_the_commands_offer_what_can_be_begun() -> None:
    assert KINDS == scaffold.KINDS


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize(
    ("words", "streams", "fault"),
    [
        ("check --format json", "stdout", True),
        ("check", "stderr", True),
        ("build --format github", "both", True),
        ("build", "stdout", False),
        ("check", "both", False),
    ],
)
def test_where_nothing_can_be_said_the_exit_status_says_it(
    portal: Make, words: str, streams: str, fault: bool
) -> None:
    small = portal(dict(BAD if fault else GOOD))
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "enishi", *words.split(), "--today", "2026-11-22"],
            cwd=small.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")},
            stdout=full if streams != "stderr" else subprocess.PIPE,
            stderr=full if streams != "stdout" else subprocess.PIPE,
            check=False,
        )
    said = (done.stdout or b"") + (done.stderr or b"")
    assert b"Traceback" not in said
    assert b"Exception ignored" not in said
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("terminal", "is_short"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"WT_SESSION": "1"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
    ],
)
def test_an_address_is_kept_behind_its_beginning_where_the_terminal_can(
    terminal: dict[str, str], is_short: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "mailto:a@example.com?body=%E7%B8%81"
    assert Voice("ja", quiet=False).link(url) == url  # no terminal
    for name in ("TERM", "TERM_PROGRAM", "WT_SESSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in terminal.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = f"\x1b]8;;{url}\x1b\\a@example.com\x1b]8;;\x1b\\"
    assert Voice("ja", quiet=False).link(url) == (shown if is_short else url)
