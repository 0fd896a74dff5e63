"""`enishi serve`: who writes sees each saved edit by itself, and mistakes do not hurt."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import visiting
from playwright.sync_api import Browser, expect
from portals import REPOSITORY, SmallPortal

pytestmark = pytest.mark.browser

NEWS = "content/news/2026-11-20-tea.md"
TEXT = "---\ntitle: {}\n---\n湯のみは、そのままにしてあります。\n"
# An interrupt may be switched off for what a test runner starts; a terminal has it on.
RUN = """import signal; signal.signal(signal.SIGINT, signal.default_int_handler)
from enishi.cli import main; main()"""


@dataclass(frozen=True)
class Preview:
    process: subprocess.Popen[bytes]
    address: str
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_for(self, words: str, after: str = "", seconds: float = 30) -> str:
        """What was said, as soon as `words` are in it."""
        end = time.monotonic() + seconds
        while words not in self.said.rpartition(after)[2] if after else words not in self.said:
            assert time.monotonic() < end, f"never said {words!r}:\n{self.said}"
            assert self.process.poll() is None, f"ended:\n{self.said}"
            time.sleep(0.05)
        return self.said


def start(root: Path, port: int, log: Path) -> Preview:
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-c", RUN, "--lang", "ja", "serve", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--today", "2026-11-22"], cwd=root, env=env, stdout=out, stderr=out
        )
    return Preview(process, f"http://127.0.0.1:{port}/", log)


@contextmanager
def previewing(root: Path, log: Path) -> Iterator[Preview]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    preview = start(root, port, log)
    try:
        preview.wait_for(preview.address)
        yield preview
    finally:
        preview.process.kill()
        preview.process.wait()


@pytest.fixture
def written(portal: Callable[[dict[str, str]], SmallPortal]) -> SmallPortal:
    return portal({NEWS: TEXT.format("お茶の席")})


def test_a_saved_edit_shows_by_itself_and_a_mistake_leaves_the_last_good_pages(
    browser: Browser, written: SmallPortal, tmp_path: Path
) -> None:
    with (
        previewing(written.root, tmp_path / "log") as preview,
        visiting(browser, preview.address) as visit,
    ):
        # Two windows stand open; nothing is clicked or loaded again by hand.
        overview = visit.page.context.new_page()
        overview.goto(f"{preview.address}news/")
        page = visit.go("news/2026-11-20-tea/")
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("お茶の席")

        written.write({NEWS: TEXT.format("お茶とお菓子の席")})
        expect(heading).to_have_text("お茶とお菓子の席", timeout=30_000)

        written.write({NEWS: TEXT.format("席\ntitel: まちがい")})
        said = preview.wait_for(f"{NEWS}:3:1")
        assert "titel" in said
        assert "Traceback" not in said
        expect(heading).to_have_text("お茶とお菓子の席")
        assert "お茶とお菓子の席" in page.request.get(page.url).text()

        new = "content/news/2026-11-21-new.md"
        written.write({NEWS: TEXT.format("直しました"), new: TEXT.format("あたらしい便り")})
        expect(heading).to_have_text("直しました", timeout=30_000)
        link = overview.get_by_role("link", name="あたらしい便り")
        expect(link).to_be_visible(timeout=30_000)
        assert visit.wrong == []
        assert visit.abroad == []
    assert not (written.root / "site").exists()


def test_control_c_ends_the_preview_and_leaves_nothing_behind(
    written: SmallPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    monkeypatch.setenv("TMPDIR", str(shelf))
    with previewing(written.root, tmp_path / "log") as preview:
        port = int(preview.address.rstrip("/").rpartition(":")[2])
        second = start(written.root, port, tmp_path / "second")
        assert second.process.wait(30) == 1
        assert str(port + 1) in second.said
        assert "Traceback" not in second.said

        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(15) == 0
        assert "Traceback" not in preview.said
    left = {path.name for path in shelf.iterdir() if not path.name.startswith("_jinja2-cache")}
    assert left == set(), "but compiled templates, which the next preview takes from there"


def test_a_portal_with_mistakes_says_so_instead_of_opening(
    written: SmallPortal, tmp_path: Path
) -> None:
    written.write({NEWS: "---\ntitel: まちがい\n---\n"})
    preview = start(written.root, 1024, tmp_path / "log")
    assert preview.process.wait(30) == 1
    assert f"{NEWS}:2:1" in preview.said
    assert "http://" not in preview.said
