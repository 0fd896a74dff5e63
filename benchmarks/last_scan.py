"""What the last scan costs: CPU a file, what it holds in memory, and what it needs to begin.

    python benchmarks/last_scan.py
    python benchmarks/last_scan.py --records 10000 --people 2000 --news 400

A made-up portal is built without a guard, and its files are then searched for the values of so
many made-up private records. Costs are CPU time of one process.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from make_portal import TODAY, make_portal

from enishi.build import Means, build_site
from enishi.dates import Day
from enishi.desk.guard import SiteGuard
from enishi.desk.watch import Watching
from enishi.problems import Problems

WORDS = "庭木 縁側 蔵 養蜂 実家 展示会 引っ越し 転職 起業 留学 釣り 将棋 見舞い 新工場 見積".split()


def write_records(folder: Path, number: int) -> None:
    dice = random.Random(2)
    folder.mkdir()
    for at in range(number):
        first, second = ("の".join(dice.sample(WORDS, 5)) for _ in range(2))
        (folder / f"p-{at:05}.yml").write_text(
            f"emails: [person.{at:05}@mail{at % 50}.example.com]\n"
            f'phones: ["090-{dice.randrange(10**4):04}-{dice.randrange(10**4):04}"]\n'
            f"birthday: 19{dice.randrange(50, 98)}-{dice.randrange(1, 13):02}-07\n"
            f"touches:\n  - {{on: 2026-11-05, channel: phone, note: {first}の話}}\n"
            f"notes: |\n  {second}のこと。\n",
            encoding="utf-8",
        )


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def watch_over(root: Path) -> Watching:
    before, start = megabytes(), time.process_time()
    people = [f"alumni/{file.name}" for file in (root / "alumni").glob("*.yml")]
    watch = SiteGuard(root).watch("private", (), people, (), TODAY, Problems())
    read = time.process_time()
    watch.ready()
    ready = time.process_time()
    print(
        f"{len(watch.marks):,} values: {read - start:.1f} s to read the records,"
        f" {ready - read:.1f} s to get ready, {megabytes() - before:.0f} MB at most\n"
    )
    return watch


def scan(watch: Watching, site: Path) -> None:
    """A row for each kind of file: how many, how large, and what each costs."""
    kinds: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for file in sorted(site.rglob("*")):
        if file.is_file():
            data, start = file.read_bytes(), time.process_time()
            list(watch.hits(file.relative_to(site).as_posix(), data))
            kinds[file.suffix].append((len(data), time.process_time() - start))
    kinds["all"] = [one for found in kinds.values() for one in found]
    print("| files | number | KB each | ms each |\n| --- | ---: | ---: | ---: |")
    for kind, found in sorted(kinds.items(), key=lambda item: -sum(cost for _, cost in item[1])):
        sizes, costs = zip(*found, strict=True)
        each = f"{sum(sizes) / len(found) / 1000:.1f} | {sum(costs) / len(found) * 1000:.2f}"
        print(f"| {kind or 'others'} | {len(found):,} | {each} |")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--people", type=int, default=2000)
    reader.add_argument("--news", type=int, default=400)
    reader.add_argument("--records", type=int, default=10_000)
    given = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "portal")
        make_portal(root, given.people, given.news)
        build_site(root, lambda zone: Day(TODAY), means=Means(processes=1))
        write_records(root / "private", given.records)
        gc.disable()  # as builds do
        scan(watch_over(root), root / "site")


if __name__ == "__main__":
    main()
