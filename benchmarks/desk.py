"""What the page of `enishi desk` costs: `python benchmarks/desk.py --people 10000`.

Makes a portal, and a private record of a usual size for everybody; asks a desk that runs for its
pages, and sends it a touch, as a browser would.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from make_portal import TODAY, file_records, make_portal
from today import record

TIMES = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--news", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as shelf:
        root = Path(shelf)
        make_portal(root, given.people, given.news, pictured=False)
        measure(root, file_records(root, partial(record, random.Random(1))))


def measure(root: Path, ids: list[str]) -> None:
    command = [sys.executable, "-m", "enishi", "desk", "--json", "--today", TODAY.isoformat()]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as desk:
        try:
            line = desk.stdout.readline() if desk.stdout else ""
            ask(json.loads(line)["url"], ids, Clock(desk.pid))
        finally:
            desk.terminate()


class Clock:
    """What a process takes, in milliseconds: by the clock, and of the processor."""

    def __init__(self, pid: int) -> None:
        self._stat = Path(f"/proc/{pid}/stat")
        self.start()

    def start(self) -> None:
        self._begun, self._used = time.perf_counter(), self._cpu()

    def taken(self) -> tuple[float, float]:
        return 1000 * (time.perf_counter() - self._begun), 1000 * (self._cpu() - self._used)

    def _cpu(self) -> float:
        """In seconds, user and system; not known where there is no `/proc`."""
        if not self._stat.exists():
            return float("nan")
        fields = self._stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(url: str, ids: list[str], clock: Clock) -> None:
    """One row a page: what it takes until it is whole."""
    browser = build_opener(HTTPCookieProcessor())
    print(f"| {len(ids):,} people | ms | CPU ms |\n| --- | ---: | ---: |")
    clock.start()
    with browser.open(url) as answer:
        base, page = answer.url, answer.read().decode()
    row("the desk, with no index", *clock.taken())
    mark = page.partition('name="mark" value="')[2].partition('"')[0]
    origin = base.rpartition("/")[0].rpartition("/")[0]

    def touch() -> None:
        form = {"mark": mark, "person": ids[0], "note": "ひとこと"}
        data = urlencode(form).encode()
        browser.open(Request(f"{base}touch", data, {"Origin": origin})).read()  # noqa: S310

    def tell(name: str, get: Callable[[], object]) -> None:
        taken = []
        clock.start()
        for _ in range(TIMES):
            begun = time.perf_counter()
            get()
            taken.append(1000 * (time.perf_counter() - begun))
        row(name, statistics.median(taken), clock.taken()[1] / TIMES)

    tell("the desk", lambda: browser.open(base).read())
    tell("a person", lambda: browser.open(f"{base}person/{ids[0]}").read())
    tell("what is found", lambda: browser.open(f"{base}find?q=a").read())
    tell("all ties", lambda: browser.open(f"{base}ties").read())
    tell("a touch, and the desk after it", touch)
    tell("the report", lambda: browser.open(f"{base}report").read())


def row(name: str, wall: float, cpu: float) -> None:
    print(f"| {name} | {wall:.0f} | {cpu:.0f} |", flush=True)


if __name__ == "__main__":
    main()
