"""Plain MkDocs in a portal folder: the same site, or nothing at all."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml
from portals import MKDOCS, REPOSITORY, SmallPortal, demonstration
from test_privacy import tree_of

from enishi.report import render_problems
from enishi.resources import starter_folder

Make = Callable[[dict[str, str | bytes]], SmallPortal]
Run = Callable[..., subprocess.CompletedProcess[str]]
PLAIN = MKDOCS + "docs_dir: content\nplugins: [enishi]\n"
NEWS = "content/news/2026-11-05-tea.md"
TEXT = "---\ntitle: {}\n---\n湯のみは、そのままにしてあります。\n"
PERSON = "alumni/ken.yml"
SHOWN = "name: 佐藤 {}\nconsents: [{{purpose: portal, status: given, on: 2020-01-01}}]\n"
NOON = "1795316400"  # 2026-11-22 12:00 in Tokyo


@pytest.fixture(scope="session")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which MkDocs knows our plugin, as pyproject.toml declares it."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    points = project["entry-points"]["mkdocs.plugins"]
    shelf = tmp_path_factory.mktemp("installed")
    info = shelf / "enishi-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: enishi\nVersion: 0\n")
    lines = [f"{name} = {point}\n" for name, point in points.items()]
    (info / "entry_points.txt").write_text("".join(["[mkdocs.plugins]\n", *lines]))
    path = os.pathsep.join((str(REPOSITORY / "generator"), str(shelf)))
    return {**os.environ, "PYTHONPATH": path, "SOURCE_DATE_EPOCH": NOON, "LC_ALL": "ja_JP.UTF-8"}


@pytest.fixture
def mkdocs(surroundings: dict[str, str]) -> Run:
    """`mkdocs(root, "build")` runs it there."""

    def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "mkdocs", *words]
        return subprocess.run(
            command, cwd=root, env=surroundings, capture_output=True, text=True, check=False
        )

    return run


def test_mkdocs_build_gives_the_site_of_enishi_build(
    demo_site: Path, tmp_path: Path, mkdocs: Run
) -> None:
    small = demonstration(tmp_path / "portal", "material")
    done = mkdocs(small.root, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert tree_of(small.site) == tree_of(demo_site)
    assert sorted(path.name for path in small.root.iterdir()) == [
        ".enishi", "alumni", "content", "mkdocs.yml", "site",
    ]  # fmt: skip


def test_a_mistake_writes_nothing_and_is_said_as_ever(portal: Make, mkdocs: Run) -> None:
    small = portal({"mkdocs.yml": PLAIN, NEWS: TEXT.format("お茶")})
    assert mkdocs(small.root, "build").returncode == 0
    before = tree_of(small.site)
    small.write({NEWS: "---\ntitel: お茶\n---\n"})
    done = mkdocs(small.root, "build")
    assert done.returncode == 1
    assert render_problems(small.faults(), "ja", "text") in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(small.site) == before


def test_a_site_of_mkdocs_own_is_not_overwritten(portal: Make, mkdocs: Run) -> None:
    small = portal({"mkdocs.yml": PLAIN, NEWS: TEXT.format("お茶"), "site/index.html": "mine"})
    done = mkdocs(small.root, "build")
    assert done.returncode == 1
    assert "site:1:1: エラー: " in done.stderr
    assert (small.site / "index.html").read_text() == "mine"


@pytest.mark.parametrize("file", ["mkdocs.yml", "ja", "en"])
def test_our_settings_are_ready_for_plain_mkdocs(file: str) -> None:
    path = REPOSITORY / file if file == "mkdocs.yml" else starter_folder(file) / "mkdocs.yml"
    settings = yaml.safe_load(path.read_text("utf-8"))
    assert (settings["docs_dir"], settings["plugins"]) == ("content", ["enishi"])


def page_of(address: str) -> str:
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310  (our own server)
            return str(answer.read().decode())
    except (URLError, ConnectionError, TimeoutError):
        return ""


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    address: str
    log: Path

    def wait_until(self, seen: Callable[[], object]) -> None:
        end = time.monotonic() + 120
        while not seen():
            assert time.monotonic() < end, self.log.read_text()
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.2)

    def wait_for_title(self, path: str, title: str) -> None:
        page = self.address + path
        self.wait_until(lambda: re.search(f"<h1[^>]*>{title}</h1>", page_of(page)))


@pytest.fixture
def server(
    portal: Make, surroundings: dict[str, str], tmp_path: Path
) -> Iterator[tuple[SmallPortal, Server]]:
    """A portal with one item of news, and `mkdocs serve` running over it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    small = portal({"mkdocs.yml": PLAIN, NEWS: TEXT.format("お茶"), PERSON: SHOWN.format("健一")})
    log = tmp_path / "log"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", host]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=small.root, env=surroundings, stdout=out, stderr=out
        )
    try:
        yield small, Server(process, f"http://{host}/", log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_mkdocs_serve_follows_every_saved_edit(server: tuple[SmallPortal, Server]) -> None:
    small, preview = server
    preview.wait_for_title("news/2026-11-05-tea/", "お茶")
    small.write({NEWS: "---\ntitel: x\n---\n"})
    preview.wait_until(lambda: f"{NEWS}:2:1: エラー" in preview.log.read_text("utf-8"))
    small.write({NEWS: TEXT.format("あたらしいお茶")})
    preview.wait_for_title("news/2026-11-05-tea/", "あたらしいお茶")
    small.write({PERSON: SHOWN.format("賢一")})
    preview.wait_for_title("alumni/ken/", "佐藤 賢一")
    assert not small.site.exists(), "a preview never touches the real site"
