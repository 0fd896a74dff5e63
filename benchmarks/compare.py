"""Build one portal with Enishi and with other generators, and tell what each took.

    python benchmarks/compare.py --write docs/benchmarks.md
    python benchmarks/compare.py --people 1000 --news 200 --only hugo,enishi --rounds 5
    python benchmarks/compare.py --again enishi,reference --json runs.json

The generators are installed as `peers/pins/` has them. In every round each takes its turn (A B C,
A B C, …); the slow ones only in the first `--rounds-slow`. Each run is kept as it is made, below
`.tools/peers/`, so that whoever stops can go on; `--again` makes the runs of the named generators
anew. What the numbers mean is told in docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1] / "generator"))

from bench import Bench, Edited, Runs
from peers import eleventy, enishi, floor, hugo, material, pelican, zensical
from peers.peer import TOOLS, Peer, install
from running import Run, RunError
from tables import (
    again_rows,
    clean_rows,
    linear_rows,
    page_of,
    served_rows,
    stage_rows,
    table,
    write_tables,
)

PEERS = (
    floor.PEER,
    enishi.PEER,
    enishi.REFERENCE,
    hugo.PEER,
    hugo.PICTURES,
    eleventy.PEER,
    pelican.PEER,
    material.PEER,
    zensical.PEER,
)
SMALL = "30/20"
"""About 150 pages."""
LINEAR = ("1000/200", "10000/2000", "50000/10000")
PARTS = ("whole", "clean", "small", "again", "linear", "stages")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be measured."""

    peers: Sequence[Peer]
    rounds: int
    rounds_slow: int
    parts: Sequence[str]

    def turns(self, *, quick_only: bool = False) -> Iterator[tuple[int, Peer]]:
        """Who builds when: everybody once, then everybody again."""
        slow = 0 if quick_only else self.rounds_slow
        for turn in range(max(self.rounds, slow)):
            for peer in self.peers:
                if turn < (slow if peer.slow else self.rounds):
                    yield turn, peer


class Comparison:
    """The measurements of a plan, table by table; a peer that fails is left out, and named."""

    def __init__(self, plan: Plan, runs: Runs, main: Bench) -> None:
        self.plan, self.runs, self.main = plan, runs, main
        self.failed: dict[str, str] = {}

    @property
    def plain(self) -> Bench:
        """The portal without photographs: nobody but Enishi and one Hugo makes pictures."""
        return replace(self.main, pictured=False)

    @property
    def tenth(self) -> str:
        """The size in which the slow ones build again: each would take minutes in the whole."""
        return f"{self.main.people // 10}/{self.main.news // 10}"

    def tables(self) -> Iterator[tuple[str, str]]:
        """Headings with their tables, in the order of the page."""
        size = f"{self.main.people:,} people, {self.main.news:,} news items"
        small = _bench(SMALL, self.runs, pictured=False)
        makers: dict[str, tuple[str, Callable[[], str]]] = {
            "whole": (f"From nothing, pictures and all: {size}", self.whole),
            "clean": (f"From nothing, no pictures: {size}", lambda: self.clean(self.plain)),
            "small": ("From nothing: a small portal", lambda: self.clean(small, quick_only=True)),
            "again": (f"Built again: {size}", self.again),
            "linear": ("More people", self.linear),
            "stages": ("Where the time goes", self.stages),
        }
        for part in self.plan.parts:
            heading, make = makers[part]
            yield heading, make()

    def whole(self) -> str:
        """Everything that has to be done for a site: photographs are to be made smaller too.

        Only those who can.
        """
        builds: dict[str, list[Run]] = defaultdict(list)
        for turn, peer in self._turns():
            if peer in (enishi.PEER, hugo.PICTURES):
                with self._leaving_out(peer):
                    builds[_title(peer)].append(self.main.clean(peer, turn))
        return table(clean_rows(builds, _title(hugo.PICTURES)))

    def clean(self, bench: Bench, *, quick_only: bool = False) -> str:
        builds: dict[str, list[Run]] = defaultdict(list)
        for turn, peer in self._turns(quick_only=quick_only):
            if peer is hugo.PICTURES:
                continue
            with self._leaving_out(peer):
                run = bench.clean(peer, turn)
                builds[_title(peer)].append(run)
        return table(clean_rows(builds, _title(hugo.PEER)))

    def again(self) -> str:
        """Nothing changed, one person, one news item: by a command, then by a running server.

        The slow ones in a tenth of the portal.
        """
        built: dict[str, list[Edited]] = defaultdict(list)
        served: dict[str, list[Edited]] = {}
        small, tenth = _bench(SMALL, self.runs), _bench(self.tenth, self.runs)
        for turn, peer in self._turns():
            for bench in (tenth,) if peer.slow else (self.main, tenth, small):
                with self._leaving_out(peer):
                    if peer.rebuild:
                        run = bench.again(peer, turn)
                        built[f"{_title(peer)}, {bench.people:,} people"].append(run)
        for peer in self.plan.peers:
            with self._leaving_out(peer):
                if peer.serve and peer.name not in self.failed:
                    rounds = self.plan.rounds_slow if peer.slow else self.plan.rounds
                    bench = tenth if peer.slow else self.main
                    title = f"{_title(peer)}, {bench.people:,} people"
                    served[title] = bench.served(peer, rounds)
        return f"{table(again_rows(built))}\n{table(served_rows(served))}"

    def linear(self) -> str:
        benches = [_bench(size, self.runs) for size in LINEAR]
        builds = {(it.people, it.news): [it.clean(enishi.PEER, 0)] for it in benches}
        return table(linear_rows(builds))

    def stages(self) -> str:
        benches = [_bench(size, self.runs) for size in (SMALL, *LINEAR[:-1])]
        return table(stage_rows({(it.people, it.news): it.stages(enishi.PEER) for it in benches}))

    def _turns(self, *, quick_only: bool = False) -> Iterator[tuple[int, Peer]]:
        """The plan's turns of those who did not fail."""
        for turn, peer in self.plan.turns(quick_only=quick_only):
            if peer.name not in self.failed:
                yield turn, peer

    @contextmanager
    def _leaving_out(self, peer: Peer) -> Iterator[None]:
        """What a peer cannot do is told, and the others go on."""
        try:
            yield
        except (RunError, OSError, ValueError) as fault:
            self.failed[peer.name] = str(fault)
            print(f"\n{peer.name} is left out:\n{fault}", file=sys.stderr)


def _title(peer: Peer) -> str:
    return f"{peer.title} {peer.version()}"


def _bench(size: str, runs: Runs, *, pictured: bool = True) -> Bench:
    people, news = (int(number) for number in size.split("/"))
    return Bench(people, news, runs, pictured)


def _chosen(names: str) -> list[Peer]:
    wanted = names.split(",")
    known = {peer.name: peer for peer in PEERS}
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"There is no {', '.join(unknown)}; there are {', '.join(known)}.")
    return [known[name] for name in wanted]


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores.\n"


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    reader.add_argument("--people", type=int, default=10_000)
    reader.add_argument("--news", type=int, default=2_000)
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--rounds-slow", type=int, default=1)
    reader.add_argument("--only", type=_chosen, default=PEERS, metavar="NAME,…")
    reader.add_argument("--again", type=_chosen, default=(), metavar="NAME,…")
    reader.add_argument("--tables", nargs="+", choices=PARTS, default=PARTS)
    reader.add_argument("--write", type=Path, metavar="PAGE", help="put the tables into a page")
    reader.add_argument("--json", type=Path, metavar="FILE", help="write every run to a file")
    return reader.parse_args()


def main() -> None:
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(number))  # ends servers too
    runs = Runs(TOOLS / "runs.json")
    for peer in given.only:
        install(peer.name.partition("-")[0])
    bench = Bench(given.people, given.news, runs)
    for peer in given.again:
        for size in (bench, *(_bench(size, runs) for size in (SMALL, *LINEAR))):
            for each in (size, replace(size, pictured=False)):
                each.forget(peer)
    plan = Plan(given.only, given.rounds, given.rounds_slow, given.tables)
    comparison = Comparison(plan, runs, bench)
    text = f"{page_of(comparison.tables())}\n{_machine()}"
    print(f"\n{text}")
    if given.write:
        write_tables(given.write, text)
    if given.json:
        given.json.write_text(json.dumps(runs.raw, indent=1), encoding="utf-8")
    if comparison.failed:
        sys.exit(f"Left out: {', '.join(comparison.failed)}")


if __name__ == "__main__":
    main()
