"""Compare the portal's own search with Pagefind over the same pages.

    pip install 'pagefind[extended]'
    python benchmarks/search.py --people 10000 --news 2000

Both index what the pages of a made-up portal say, and those of `generator/tests/searches.yml`,
whose searches are then asked in Chromium. A search is right if the pages that stand behind it
come first. A *first query* is one by a visitor who has nothing yet; bytes are those that come
over the wire from a host that compresses, time is until ten results are there with their text,
with the processor slowed down fourfold. Chromium slows no workers down, so both run in the page.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import mimetypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path

from make_portal import TODAY, make_portal
from playwright.sync_api import Browser, sync_playwright

from enishi import resources
from enishi.build import open_portal
from enishi.dates import Day
from enishi.outputs import formats
from enishi.outputs._entries import names_asked
from enishi.outputs.search import index_of
from enishi.problems import Problems
from enishi.views import Made, Page

sys.path.insert(0, str(Path(__file__).parents[1] / "generator/tests"))
from searches import Search, searches, special

SLOWER = 4
FIRSTS = "橋爪/さくや/hashizume/近江 咲耶/翼/活版印刷/ハチ公カレー/倉庫の温度/kettle".split("/")
"""First queries: names in three scripts, two words, one letter, words of few and of many pages."""

OURS = """async ([words]) => {
  if (!window.asked) {
    window.asked = true;
    const script = document.createElement("script");
    script.src = "/assets/enishi-search.js";
    document.head.append(script);
    await new Promise((loaded) => { script.onload = loaded; });
  }
  const answer = new Promise((found) => addEventListener("message", function hear({ data }) {
    if (data.type !== 3) return;
    removeEventListener("message", hear);
    found(data.data.items.map(([item]) => item.location));
  }));
  window.postMessage({ type: 2, data: words });
  return answer;
}"""
PAGEFIND = """async ([words]) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.options({ noWorker: true });
  const { results } = await pagefind.search(words);
  const first = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return first.map((page) => page.raw_url.replace(/^\\//, "").replace(/index.html$/, ""));
}"""

TIMED = """async (words) => {
  const start = performance.now();
  await (ASK)(words);
  return performance.now() - start;
}"""


@dataclass
class Engine:
    """A way to search, the site that it was built into, and what that cost."""

    name: str
    ask: str
    site: Path
    cpu: float
    peak: float
    """Bytes."""
    files: int
    bytes: int


def pages_of(folder: Path, people: int, news: int) -> list[Made]:
    """Every page of a made-up portal, and those that the searches are about."""
    make_portal(folder, people, news)
    portal = open_portal(folder, Problems(), lambda settings: Day(TODAY))
    plans = [form.plan(portal.publication, portal.press) for form in formats() if form.plan]
    made = [job.make(portal.press, *job.inputs) for plan in plans for job in plan if job.template]
    pages = [page for page in made if isinstance(page, Page) and page.text]
    return [*special(), *map(_made, pages)]


def _made(page: Page) -> Made:
    names = names_asked(page.title, page.keywords)
    return Made(page.path, page.title, page.text, names, page.changed, True)


def build_ours(made: list[Made], site: Path) -> Engine:
    shutil.copytree(resources.templates_folder() / "theme/assets", site / "assets")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:
        cpu, peak, files = own.submit(_index, made).result()
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    return Engine("Enishi", OURS, site, cpu, peak, *_weight(site / "search"))


def _index(made: list[Made]) -> tuple[float, float, dict[str, bytes]]:
    start = time.process_time()
    files = index_of(made)
    cpu = time.process_time() - start
    return cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, files


def build_pagefind(made: list[Made], site: Path) -> Engine:
    for page in made:
        file = site / page.path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_page(page), encoding="utf-8")
    before = _children()
    command = [sys.executable, "-m", "pagefind", "--site", str(site)]
    subprocess.run(command, check=True, capture_output=True)
    after = _children()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss * 1024
    return Engine("Pagefind", PAGEFIND, site, cpu, peak, *_weight(site / "pagefind"))


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def _page(page: Made) -> str:
    title, names = html.escape(page.title), html.escape(" ".join(page.names.split("\n")))
    text = "".join(f"<p>{html.escape(line)}</p>" for line in page.text.split("\n"))
    return (
        f"<!doctype html><html lang=ja><title>{title}</title><main data-pagefind-body>"
        f"<h1>{title}</h1><p data-pagefind-weight=10>{names}</p>{text}</main></html>"
    )


def _weight(folder: Path) -> tuple[int, int]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return len(files), sum(file.stat().st_size for file in files)


class _Host(SimpleHTTPRequestHandler):
    """Compresses what GitHub Pages compresses: text and JSON, not unknown kinds."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        kind = kind if file.is_file() else "text/html"
        smaller = kind.startswith("text/") or kind in ("application/json", "application/javascript")
        found = _sent(file, smaller)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if smaller:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)


@cache
def _sent(file: Path, smaller: bool) -> bytes:
    """Compressed once, as a host does; a browser must not wait for it."""
    found = file.read_bytes() if file.is_file() else b"<!doctype html><title>x</title>"
    return gzip.compress(found, 6) if smaller else found


@contextmanager
def serving(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def right(browser: Browser, engine: Engine) -> dict[str, list[Search]]:
    """`{kind: searches that found what stands behind them}`."""
    with serving(engine.site) as address:
        page = browser.new_page()
        page.goto(address)
        found: dict[str, list[Search]] = {search.kind: [] for search in searches()}
        for search in searches():
            first = page.evaluate(engine.ask, [search.query])[: search.most]
            if {path.split("/")[1] for path in first} == set(search.first):
                found[search.kind].append(search)
        page.close()
    return found


def first_query(browser: Browser, engine: Engine, words: str) -> tuple[float, float, float]:
    """Bytes over the wire, and milliseconds for the first query and for the same once more."""
    with serving(engine.site) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(address)
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        sent: list[float] = []
        devtools.on("Network.loadingFinished", lambda told: sent.append(told["encodedDataLength"]))
        timed = TIMED.replace("ASK", engine.ask)
        first = page.evaluate(timed, [words])
        page.wait_for_timeout(200)
        weight = sum(sent)
        again = page.evaluate(timed, [words])
        context.close()
    return weight, first, again


def rows(browser: Browser, engines: Sequence[Engine]) -> Iterator[list[str]]:
    yield ["", *(engine.name for engine in engines)]
    found = [right(browser, engine) for engine in engines]
    counts = Counter(search.kind for search in searches())
    for kind, count in counts.items():
        yield [f"right: {kind} ({count})", *(str(len(one[kind])) for one in found)]
    sums = (str(sum(map(len, one.values()))) for one in found)
    yield [f"**right: all ({len(searches())})**", *sums]
    asked = [[first_query(browser, engine, words) for words in FIRSTS] for engine in engines]
    for name, told in (("median", statistics.median), ("most", max)):
        yield [f"first query, KB, {name}", *(f"{told(_all(one, 0)) / 1000:.0f}" for one in asked)]
        yield [f"first query, ms, {name}", *(f"{told(_all(one, 1)):.0f}" for one in asked)]
        yield [f"once more, ms, {name}", *(f"{told(_all(one, 2)):.0f}" for one in asked)]
    yield ["to build, CPU s", *(f"{engine.cpu:.1f}" for engine in engines)]
    yield ["to build, peak MB", *(f"{engine.peak / 1e6:.0f}" for engine in engines)]
    yield ["files", *(f"{engine.files:,}" for engine in engines)]
    yield ["MB", *(f"{engine.bytes / 1e6:.1f}" for engine in engines)]


def _all(asked: Sequence[tuple[float, float, float]], at: int) -> list[float]:
    return [one[at] for one in asked]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--people", type=int, default=10_000)
    reader.add_argument("--news", type=int, default=2_000)
    reader.add_argument("--alone", action="store_true", help="without Pagefind")
    given = reader.parse_args()
    builders: list[Callable[[list[Made], Path], Engine]] = [build_ours]
    builders += [] if given.alone else [build_pagefind]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as shelf, sync_playwright() as playwright:
        made = pages_of(Path(shelf, "portal"), given.people, given.news)
        engines = [build(made, Path(shelf, str(at))) for at, build in enumerate(builders)]
        browser = playwright.chromium.launch(executable_path=chromium)
        head, *body = rows(browser, engines)
        for line in [head, ["---"] + ["---:"] * len(engines), *body]:
            print(f"| {' | '.join(line)} |", flush=True)
        print(json.dumps({"pages": len(made), "chromium": browser.version}))


if __name__ == "__main__":
    main()
