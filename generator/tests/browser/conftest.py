"""A Chromium that looks at a finished site, served from this machine, and what it may not do."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
NOON = "2026-11-22T12:00:00+09:00"
"""What time it is for the browser: the day that the demonstration is built for."""


class _Pages(SimpleHTTPRequestHandler):
    """A static host as the portal's readers meet it: folders, and `404.html` for the rest."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Quiet: tests look at what the browser got."""

    def send_error(self, code: int, *_: object) -> None:
        body = Path(self.directory, "404.html").read_bytes() if code == 404 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of `folder` on this machine, for as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Visit:
    """A reader with a browser of their own, and what went wrong or abroad meanwhile."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def go(self, path: str = "") -> Page:
        self.page.goto(self.address + path)
        return self.page

    @property
    def abroad(self) -> list[str]:
        inside = (self.address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)


@pytest.fixture(scope="session")
def browser(need: Callable[..., None]) -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    need("browser", found)
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[nowhere])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(demo_site: Path) -> Iterator[str]:
    """The address of the demonstration."""
    with serving(demo_site) as address:
        yield address


@pytest.fixture(scope="session")
def visiting(browser: Browser) -> Callable[..., object]:
    """`with visiting(address, **how) as visit:` opens a browser that has never been there."""

    @contextmanager
    def visit(address: str, **how: object) -> Iterator[Visit]:
        context = browser.new_context(**{"viewport": DESK, "locale": "ja-JP", **how})
        context.set_default_timeout(10_000)
        context.clock.set_fixed_time(NOON)
        with _watched(context, address) as seen:
            yield seen
        context.close()

    return visit


@contextmanager
def _watched(context: BrowserContext, address: str) -> Iterator[Visit]:
    visit = Visit(context.new_page(), address)
    context.on("request", lambda request: visit.requests.append(request.url))
    context.on("weberror", lambda fault: visit.wrong.append(str(fault.error)))

    def said(message: object) -> None:
        if message.type in ("error", "warning"):
            visit.wrong.append(f"{message.type}: {message.text} ({message.location})")

    context.on("console", said)
    yield visit


@pytest.fixture
def visit(visiting: Callable[..., object], demo: str) -> Iterator[Visit]:
    """A first visit to the demonstration, at a desk. Nothing may go wrong, nothing abroad."""
    with visiting(demo) as visit:
        yield visit
        assert visit.wrong == []
        assert visit.abroad == []
