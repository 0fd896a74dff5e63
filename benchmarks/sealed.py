"""What sealed records cost: `python benchmarks/sealed.py --people 10000`.

Makes records of a usual size, seals them, and reads them as the desk and the last scan do.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.desk.fingerprint import fingerprint_of
from enishi.desk.keys import Identity, Ring
from enishi.desk.sealing import Sealing
from enishi.problems import Problems

ZONE = ZoneInfo("Asia/Tokyo")
RECORD = """\
emails: [person{n}@example.com]
phones: [090-0000-{n:04}]
birthday: 1985-04-12
stage: ambassador
care:
  cadence: quarterly
  owner: 三好
  channel: mail
touches:
  - on: 2026-10-02
    channel: phone
    direction: in
    note: 新しい店の話をうかがった。
  - on: 2026-04-02
    channel: mail
    direction: out
    note: 春の便りに、ひとこと添えた。
notes: |
  甘いものが苦手。手みやげは、おせんべいにする。
consents:
  - purpose: newsletter
    status: given
    on: 2026-03-20
    evidence: 申込書 2026-014
"""


def timed(name: str, people: int, work: Callable[[], object]) -> None:
    """One row: seconds of the processor in all, and microseconds a record."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"| {name} | {spent:.1f} | {spent / people * 1e6:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as shelf:
        root = Path(shelf)
        (root / "private").mkdir()
        for n in range(people):
            path = root / "private" / f"person-{n}.yml"
            path.write_text(RECORD.format(n=n % 10_000), encoding="utf-8")
        measure(root, people)


def measure(root: Path, people: int) -> None:
    mine, spare = Identity.fresh(), Identity.fresh()
    keys = f"{mine.recipient.text}\n{spare.recipient.text}\n"
    cabinet = Cabinet(root, "private", Ring(identities=(mine,)))

    def cards() -> None:
        problems = Problems()
        if len(cabinet.cards(ZONE, problems)) != people or len(problems):
            raise SystemExit("not all records were read")

    def held() -> None:
        if not all(cabinet.held(path, Problems()) for path in cabinet.record_paths()):
            raise SystemExit("not all records were opened")

    print(f"| {people:,} records | CPU s | µs a record |\n| --- | ---: | ---: |")
    timed("read in clear", people, cards)
    (root / "private" / "recipients.txt").write_text(keys, encoding="utf-8")
    sealing = Sealing(cabinet, ZONE)
    timed("sealed", people, lambda: sealing.seal((), rotate=False, accept=False))
    timed("opened, for the last scan", people, held)
    timed("opened and read, for the desk", people, cards)
    timed("looked at without a key (`seal --check`)", people, lambda: sealing.check((), Problems()))
    timed("found unchanged", people, lambda: fingerprint_of(root, "private"))


if __name__ == "__main__":
    main()
