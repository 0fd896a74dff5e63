"""Looks for files that a build cannot read, guided by what they reach in the code (atheris).

    python generator/tests/fuzz/run.py -max_total_time=60

atheris is not among the tools for development, because it has no wheels for some systems:
`.ci/run` installs it into a folder of its own. What it finds goes into `test_hostile.py`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]
with atheris.instrument_imports(include=["enishi"]):
    from mutations import Desk

    from fuzz.target import CORPUS, split

SECONDS = 3
"""Of this processor's time, for one file. libFuzzer's own `-timeout` is for what never ends."""


def main() -> None:
    """Raises what a file makes the readers raise; libFuzzer keeps the file then."""
    desk = Desk()

    def read(data: bytes) -> None:
        outcome = desk.read(*split(data))
        assert outcome.seconds < SECONDS, f"{outcome.path} took {outcome.seconds:.1f} s"
        assert outcome.placed, [problem.code for problem in outcome.problems]

    with tempfile.TemporaryDirectory() as found:  # what is new stays out of the repository
        atheris.Setup([sys.argv[0], "-timeout=30", *sys.argv[1:], found, str(CORPUS)], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
