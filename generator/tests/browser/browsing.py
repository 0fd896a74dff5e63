"""A site served from this machine, and a reader's visit to it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
NOON = "2026-11-22T12:00:00+09:00"
"""What time it is for the browser: the day that the demonstration is built for."""

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_AXE = """([context, options]) => axe.run(context, { resultTypes: ['violations'], ...options })
  .then(found => found.violations.flatMap(fault => fault.nodes.map(node =>
    `${fault.id}: ${node.target.join(' ')}: ${node.failureSummary} ${node.html.slice(0, 200)}`)))"""
_BUT_COLOURS = {"rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}}}
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
_MARK_ALIKE = """() => {
  const known = new Set();
  const ground = it => it ? getComputedStyle(it).background + ground(it.parentElement) : '';
  for (const it of document.querySelectorAll('body *')) {
    it.removeAttribute('data-alike');
    if (it.children.length || !it.textContent.trim() || !it.checkVisibility()) continue;
    const style = getComputedStyle(it);
    const look = [style.color, style.opacity, style.fontSize, style.fontWeight, ground(it)].join();
    known.has(look) ? it.setAttribute('data-alike', '') : known.add(look);
  }
}"""


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

    def begin(self) -> None:
        """Sit down at a desk, by day, and count anew what goes wrong."""
        page = self.page
        page.unroute_all(behavior="ignoreErrors")
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
        page.set_viewport_size(DESK)
        self.wrong.clear()
        self.requests.clear()

    def forget(self) -> None:
        """Come as somebody who was never here: nothing stored, nothing at hand, a page of one's own.

        A new context would do the same, and cost three times as much.
        """
        context = self.page.context
        page = context.new_page()
        self.page.close()
        self.page = page
        context.clear_cookies()
        context.clear_permissions()
        inside = context.new_cdp_session(page)
        inside.send("Network.clearBrowserCache")
        stored = {"origin": self.address.rstrip("/"), "storageTypes": "all"}
        inside.send("Storage.clearDataForOrigin", stored)
        inside.detach()
        self.wrong.clear()
        self.requests.clear()

    @property
    def abroad(self) -> list[str]:
        """What was asked of others. (No such request gets out: names are not resolved.)"""
        inside = (self.address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(inside)]

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            place = message.location.get("url", "")
            self.wrong.append(f"{message.type}: {message.text} ({place})")


@contextmanager
def visiting(browser: Browser, address: str, **how: object) -> Iterator[Visit]:
    """A browser that has never been at `address`; `how` as for a Playwright context."""
    context = browser.new_context(**{"viewport": DESK, "locale": "ja-JP", **how})
    context.set_default_timeout(10_000)
    context.clock.set_fixed_time(NOON)
    visit = Visit(context.new_page(), address)
    context.on("request", lambda request: visit.requests.append(request.url))
    context.on("weberror", lambda fault: visit.wrong.append(str(fault.error)))
    context.on("console", visit.hear)
    try:
        yield visit
    finally:
        context.close()


def faults(page: Page, *parts: str) -> list[str]:
    """What axe-core finds on the page, or in parts of it; not looking at colours."""
    return _axe(page, {"include": _chosen(parts)}, _BUT_COLOURS)


def pale(page: Page, *parts: str) -> list[str]:
    """Where axe-core finds too little contrast. Texts that look alike are looked at once."""
    page.evaluate(_MARK_ALIKE)
    return _axe(page, {"include": _chosen(parts), "exclude": [["[data-alike]"]]}, _COLOURS)


def _chosen(parts: tuple[str, ...]) -> list[list[str]]:
    return [[part] for part in parts or ("html",)]


def _axe(page: Page, context: dict[str, object], options: dict[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_AXE, [context, options])


def fits(page: Page, width: int) -> bool:
    """Whether a screen of that width shows the page without sideways scroll."""
    if page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": PHONE["height"]})
    # Playwright's own waiting would have the page evaluate a text, which its policy forbids.
    for _ in range(20):
        if page.evaluate(TOO_WIDE) <= 0:
            return True
        page.wait_for_timeout(50)
    return False
