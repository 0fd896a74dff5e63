"""Build made-up portals of several sizes and tell what each cost.

    python benchmarks/measure.py
    python benchmarks/measure.py --sizes 50/25 1000/200 --runs 5 --write docs/benchmarks.md

Each build is a process of its own, into an empty folder. CPU and peak memory are the
kernel's count for that process; of several runs the fastest is told, because other work on
the machine only ever slows one down.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from make_portal import TODAY, make_portal

from enishi import __version__
from enishi.build import build_site
from enishi.compose import Day

SIZES = ("50/25", "1000/200", "2000/400")
STAGES = ("load", "check", "publish", "theme", "render", "replace")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
_MAX_RSS = 1024 if sys.platform.startswith("linux") else 1
"""`ru_maxrss` counts kilobytes on Linux, bytes on macOS."""

Measured = dict[str, float]


def build(folder: Path, site: Path) -> None:
    """One build; what it made and used is printed as JSON. Runs in a process of its own."""
    report = build_site(folder, lambda settings: Day(TODAY), site=site)
    used = resource.getrusage(resource.RUSAGE_SELF)
    made = {"pages": report.pages, "files": report.files, "bytes": report.bytes}
    cost = {"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * _MAX_RSS}
    print(json.dumps({**made, **cost, **report.stages}))


def measure(folder: Path) -> Measured:
    """One build of `folder`: `{what: seconds, bytes or number}`."""
    with tempfile.TemporaryDirectory() as shelf:
        command = [sys.executable, __file__, "--build", str(folder), f"{shelf}/site"]
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        return {**json.loads(done.stdout), "wall": time.perf_counter() - start}


def rows(sizes: Sequence[str], runs: int) -> Iterator[list[str]]:
    yield [
        *("people / news", "pages", "files", "MB"),
        *(f"{stage} s" for stage in STAGES),
        *("wall s", "CPU s", "CPU ms a page", "peak MB"),
    ]
    for size in sizes:
        people, news = (int(number) for number in size.split("/"))
        with tempfile.TemporaryDirectory() as shelf:
            folder = Path(shelf, size.replace("/", "-"))
            make_portal(folder, people, news)
            found = [measure(folder) for _ in range(runs)]
        best = min(found, key=lambda run: run["wall"])
        yield [
            *(f"{people:,} / {news:,}", f"{best['pages']:,.0f}", f"{best['files']:,.0f}"),
            f"{best['bytes'] / 1e6:.1f}",
            *(f"{best[stage]:.2f}" for stage in STAGES),
            *(f"{best['wall']:.1f}", f"{best['cpu']:.1f}"),
            f"{best['cpu'] / best['pages'] * 1000:.1f}",
            f"{best['peak'] / 1e6:.0f}",
        ]


def table(sizes: Sequence[str], runs: int) -> str:
    head, *body = rows(sizes, runs)
    lines = [head, ["---:"] * len(head), *body]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    software = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    return f"{text}\n\nEnishi {__version__}, {machine}, {software}; the fastest of {runs}.\n"


def write_table(page: Path, text: str) -> None:
    """Put the table between the marks of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8", newline="\n")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--sizes", nargs="+", default=SIZES, metavar="PEOPLE/NEWS")
    reader.add_argument("--runs", type=int, default=3)
    reader.add_argument("--write", type=Path, metavar="PAGE", help="put the table into a page")
    reader.add_argument("--build", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = reader.parse_args()
    if given.build:
        build(*given.build)
        return
    text = table(given.sizes, given.runs)
    print(text)
    if given.write:
        write_table(given.write, text)


if __name__ == "__main__":
    main()
