"""What setting a text costs by the reference and by the fast lane.

    python benchmarks/lanes.py
    python benchmarks/lanes.py --people 10000 --news 2000

Texts are those of the demonstration and of a made-up portal: bodies, bios, letters. Costs
are CPU time in microseconds a text, each the least of several rounds, for texts that take
the lane. Both must make the same of them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from make_portal import make_portal

from enishi.fastlane import scan
from enishi.markup import Typesetter, excerpt, text_of
from enishi.problems import Problems
from enishi.source.files import SourceFile, list_files, load_text
from enishi.source.records import entry_in, entry_paths, people_paths, person_in
from enishi.source.schema import Reading

R = TypeVar("R")
DEMONSTRATION = Path(__file__).resolve().parents[1]
HEAD = ("texts", "letters a text", "in the lane", "scan", "fast", "reference", "ratio", "words")


def texts_of(root: Path) -> list[str]:
    """Every Markdown text of a portal that stands in a file's body or in a bio."""
    files = [*list_files(root, "content"), *list_files(root, "alumni")]
    people = (_read(root, path, person_in) for path in people_paths(files))
    entries = (_read(root, path, entry_in) for path in entry_paths(files))
    bios = (person.bio.text for person in people if person and person.bio)
    return [text for text in (*(one.body.text for one in entries if one), *bios) if text]


def _read(root: Path, path: str, read: Callable[[SourceFile, Reading], R | None]) -> R | None:
    source = load_text(root, path, Problems())
    return read(source, Reading(path, Problems(), ZoneInfo("Asia/Tokyo"))) if source else None


def cost(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Microseconds of CPU a text."""
    least = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for text in texts:
            work(text)
        least = min(least, time.process_time() - start)
    return least / len(texts) * 1e6


def as_it_is(attribute: str, address: str) -> str:
    return address


def row(texts: Sequence[str], rounds: int) -> list[str]:
    fast, reference = Typesetter(), Typesetter(reference=True)
    taken = [text for text in texts if scan(text)]
    made = [fast.html_of(text, as_it_is) for text in taken]
    if made != [reference.html_of(text, as_it_is) for text in taken]:
        raise SystemExit("The lanes differ.")
    quick = cost(lambda text: fast.html_of(text, as_it_is), taken, rounds)
    slow = cost(lambda text: reference.html_of(text, as_it_is), taken, max(1, rounds // 10))
    return [
        f"{len(texts):,}",
        f"{sum(map(len, taken)) / len(taken):.0f}",
        f"{len(taken) / len(texts):.1%}",
        f"{cost(scan, taken, rounds):.1f}",
        f"{quick:.1f}",
        f"{slow:,.0f}",
        f"{slow / quick:.0f}",
        f"{cost(lambda html: excerpt(text_of(html)), made, rounds):.1f}",
    ]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--people", type=int, default=1000)
    reader.add_argument("--news", type=int, default=200)
    reader.add_argument("--rounds", type=int, default=30)
    given = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_portal(Path(folder), given.people, given.news)
        made = texts_of(Path(folder))
    rows = [
        ["demonstration", *row(texts_of(DEMONSTRATION), given.rounds)],
        ["made up", *row(made, given.rounds)],
    ]
    for line in (["", *HEAD], ["---"] + ["---:"] * len(HEAD), *rows):
        print(f"| {' | '.join(line)} |")
    print("\n" + ", ".join(f"{name} {version(name)}" for name in ("markdown", "comrak-ext", "nh3")))


if __name__ == "__main__":
    main()
