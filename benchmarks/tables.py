"""Runs as Markdown tables: medians, and how many times what the yardstick took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from running import Run

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def medians(runs: Sequence[Run]) -> dict[str, float]:
    """The median of each value that every one of the runs has."""
    shared = set(runs[0]).intersection(*runs[1:])
    return {name: median(run[name] for run in runs) for name in runs[0] if name in shared}


def clean_rows(builds: Mapping[str, Sequence[Run]], yardstick: str) -> list[list[str]]:
    """A row a generator: `{title: runs}`; ratios where the yardstick was run too."""
    head = ["", "CPU s", "× Hugo", "wall s", "× Hugo", "peak MB", "files", "MB", "runs"]
    measured = {title: medians(runs) for title, runs in builds.items()}
    unit = measured.get(yardstick)
    rows = [head]
    for title, run in measured.items():
        cpu, wall = (f"{run[name] / unit[name]:.2f}" if unit else "" for name in ("cpu", "wall"))
        sizes = [f"{run['peak'] / 1e6:,.0f}", f"{run['files']:,.0f}", f"{run['bytes'] / 1e6:,.1f}"]
        times = [f"{run['cpu']:.1f}", cpu, f"{run['wall']:.1f}", wall]
        rows.append([title, *times, *sizes, str(len(builds[title]))])
    return rows


def linear_rows(builds: Mapping[tuple[int, int], Sequence[Run]]) -> list[list[str]]:
    """A row a size, `{(people, news): runs}`: what a page costs as there are more."""
    rows = [["people / news", "pages", "CPU s", "CPU ms a page", "wall s", "peak MB"]]
    for (people, news), runs in builds.items():
        run = medians(runs)
        each = run["cpu"] / run["pages"] * 1000
        sums = [f"{run['pages']:,.0f}", f"{run['cpu']:.1f}", f"{each:.2f}", f"{run['wall']:.1f}"]
        rows.append([f"{people:,} / {news:,}", *sums, f"{run['peak'] / 1e6:,.0f}"])
    return rows


def again_rows(builds: Mapping[str, Sequence[Mapping[str, Run]]]) -> list[list[str]]:
    """A row a generator: seconds by the clock until it had built again."""
    rows = [["built again by a command", "nothing changed", "one person", "one news item", "right"]]
    for title, turns in builds.items():
        run = {kind: medians([turn[kind] for turn in turns]) for kind in turns[0]}
        right = min(run[kind]["right"] for kind in ("person", "news"))
        walls = [f"{run[kind]['wall']:.2f}" for kind in ("nothing", "person", "news")]
        rows.append([title, *walls, "yes" if right == 1 else f"{right:.0%} of the pages"])
    return rows


def served_rows(turns: Mapping[str, Sequence[Mapping[str, Run]]]) -> list[list[str]]:
    """A row a generator: seconds until the edited page, and every page that shows it, is served."""
    rows = [["seen through its server", "person", "and lists", "news item", "and lists, feed"]]
    for title, edited in turns.items():
        run = {kind: medians([turn[kind] for turn in edited]) for kind in ("person", "news")}
        times = []
        for kind in ("person", "news"):
            right = run[kind]["right"] == 1
            times += [f"{run[kind]['own']:.2f}", f"{run[kind]['every']:.2f}" if right else "stale"]
        rows.append([title, *times])
    return rows


def stage_rows(builds: Mapping[tuple[int, int], Run]) -> list[list[str]]:
    """A row a size, a column a stage: seconds by the clock."""
    names = list(dict.fromkeys(name for run in builds.values() for name in run))
    rows = [["people / news", *(f"{name} s" for name in names)]]
    for (people, news), run in builds.items():
        times = [f"{run[name]:.2f}" if name in run else "" for name in names]
        rows.append([f"{people:,} / {news:,}", *times])
    return rows


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first stand to the right."""
    head, *body = rows
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *body]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def page_of(parts: Iterable[tuple[str, str]]) -> str:
    """Headings and what stands beneath them."""
    return "\n".join(f"### {heading}\n\n{text}" for heading, text in parts)


def write_tables(page: Path, text: str) -> None:
    """Put the tables between the marks of the page."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8", newline="\n")
