"""What an issue costs for everybody who gets it: `python benchmarks/editions.py --people 10000`.

Makes a portal, builds it, and makes a private record with an address and a consent for
everybody; writes an edition of one issue for each, first with one process and then with as many
as there are cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from make_portal import TODAY, file_records, make_portal
from running import run

RECORD = """\
emails: [person{number}@example.com]
consents:
  - purpose: newsletter
    status: given
    on: 2026-03-20
    evidence: 申込書 2026-014
"""
MAIL = "    mail: {address: letters@example.com, name: 山田 はる}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--news", type=int, default=2_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as shelf:
        root = Path(shelf)
        make_portal(root, given.people, given.news, pictured=False)
        settings = root / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("  enishi:\n", f"  enishi:\n{MAIL}", 1), encoding="utf-8")
        file_records(root, lambda number: RECORD.format(number=number))
        measure(root)


def measure(root: Path) -> None:
    issue = max(path.stem for path in (root / "content/newsletters").glob("*.md"))
    enishi = [sys.executable, "-m", "enishi"]
    day = ["--today", TODAY.isoformat()]
    edition = [*enishi, "edition", issue, *day]
    run([*enishi, "build", "--quiet", *day], root)
    print("| | CPU s | wall s | peak MB |\n| --- | ---: | ---: | ---: |")
    tell("one process", [*edition, "--processes", "1"], root)
    tell("as many as cores", edition, root)
    outbox = root / "private/outbox" / issue
    listed = json.loads((outbox / "outbox.json").read_bytes())["editions"]
    size = sum(one["bytes"] for one in listed)
    print(f"\n{len(listed):,} editions, {size / len(listed) / 1000:.1f} KB each")


def tell(name: str, words: list[str], root: Path) -> None:
    """One row: what a command cost."""
    cost = run(words, root)
    peak = cost["peak"] / 1e6
    print(f"| {name} | {cost['cpu']:.1f} | {cost['wall']:.1f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
