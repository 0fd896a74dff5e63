"""What `enishi today` costs: `python benchmarks/today.py --people 50000`.

Makes a portal, and a private record of a usual size for everybody; asks whom to write to with no
index, with one, and after a touch, each in a process of its own.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path

from make_portal import TODAY, file_records, make_portal
from running import run

CHANNELS = ("mail", "phone", "chat", "meeting")
CADENCES = ("quarterly", "half-yearly", "yearly")


def record(draw: random.Random, number: int) -> str:
    """A private record with one to four touches."""
    touches = "".join(
        f"  - on: {TODAY - timedelta(draw.randrange(3000))}\n"
        f"    channel: {draw.choice(CHANNELS)}\n"
        f"    direction: {draw.choice(('out', 'out', 'out', 'in'))}\n"
        "    note: 新しい店の話をうかがった。\n"
        for _ in range(draw.randint(1, 4))
    )
    return (
        f"emails: [person{number}@example.com]\n"
        f"birthday: {draw.randint(1, 12):02}-{draw.randint(1, 28):02}\n"
        f"care:\n  cadence: {draw.choice(CADENCES)}\n  owner: 三好\n"
        f"touches:\n{touches}"
        "consents:\n  - purpose: birthday\n    status: given\n    on: 2026-03-20\n"
        "    evidence: 申込書 2026-014\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--news", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as shelf:
        root = Path(shelf)
        make_portal(root, given.people, given.news, pictured=False)
        measure(root, file_records(root, partial(record, random.Random(1))))


def measure(root: Path, ids: list[str]) -> None:
    enishi = [sys.executable, "-m", "enishi"]
    words = [*enishi, "today", "--json", "--today", TODAY.isoformat()]
    print(f"| {len(ids):,} people | CPU s | wall s | peak MB |\n| --- | ---: | ---: | ---: |")
    for name in ("no index", "with the index", "with the index, again"):
        tell(name, words, root)
    tell("`enishi touch`", [*enishi, "touch", ids[0], "ひとこと"], root)
    tell("after the touch", words, root)
    tell("the year as a calendar", [*words[:-3], "--ics", "year.ics", *words[-2:]], root)


def tell(name: str, words: list[str], root: Path) -> None:
    """One row: what a command cost."""
    cost = run(words, root)
    peak = cost["peak"] / 1e6
    print(f"| {name} | {cost['cpu']:.2f} | {cost['wall']:.2f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
