"""Sends letters in children of this process, and kills each of them (SIGKILL) at a random moment.

    python siege.py FOLDER PORT SEED KILLS

A child begins as a copy, so that hundreds of them take seconds. It prints how many were killed
while they were at work, and how many ended by themselves.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from select import select

from enishi.desk.envelope import envelope_of
from enishi.desk.ledger import Ledger
from enishi.desk.postman import Patience, Postman, Route
from enishi.desk.round import Errand, Pace, Ready, Round
from enishi.lock import held_file
from enishi.problems import Mark, Refused, refusal
from enishi.settings import SmtpText

BEGAN = datetime(2026, 11, 22, tzinfo=UTC)
BETWEEN = timedelta(hours=13)
"""Longer than a letter ever has to wait."""
BROKEN = 9
PATIENCE = 0.06
"""Seconds to wait for a reply."""


def errands(folder: Path) -> list[Errand]:
    def errand(file: Path) -> Errand:
        def ready() -> Ready:
            data = file.read_bytes()
            envelope = envelope_of(data)
            assert envelope
            return envelope.to, data

        return Errand(file.stem, ready)

    return [errand(file) for file in sorted(folder.glob("*.eml"))]


def send(
    folder: Path,
    port: int,
    run: int,
    patience: float,
    turn: list[Errand],
    tell: Callable[[int, int], object] = lambda done, whole: None,
) -> None:
    """One `enishi send`, without the records; raises `Refused` as it does."""
    route = Route(SmtpText(Mark(), "127.0.0.1", port, "none"), "letters@example.com", None)
    waits = Patience(patience, patience, (0.0, 0.0, 0.0))
    pace = Pace(1_000_000_000, lambda seconds: None, time.monotonic)
    running = refusal("sends", "send-running", issue="x")
    with (
        held_file(folder / ".lock", 2.0, running),
        Ledger(folder / "ledger.jsonl", "ledger.jsonl") as ledger,
        Postman(route, lambda seconds: None, waits) as postman,
    ):
        Round(ledger, postman, pace, lambda: BEGAN + BETWEEN * run, tell).go(turn)


def _child(folder: Path, port: int, run: int, turn: list[Errand], pipe: int) -> None:
    status = BROKEN
    try:
        send(folder, port, run, PATIENCE, turn, lambda done, whole: os.write(pipe, b"."))
        status = 0
    except Refused as refused:
        codes = {one.code for one in refused.problems}
        known = {
            "server-later",
            "server-refused",
            "server-unknown",
            "smtp-sender",
            "smtp-unreachable",
        }
        status = 0 if codes <= known else BROKEN
    finally:
        os._exit(status)


def besiege(folder: Path, port: int, seed: int, kills: int) -> dict[str, int]:
    chance, turn = random.Random(seed), errands(folder)  # noqa: S311
    killed = ended = 0
    while killed < kills:
        begun, pipe = os.pipe()
        child = os.fork()
        if child == 0:
            _child(folder, port, killed + ended, turn, pipe)
        os.close(pipe)
        for _ in range(chance.randrange(5)):  # letters; none, and it is killed as it begins
            if not select([begun], [], [], PATIENCE)[0] or not os.read(begun, 1):
                break  # the server is silent, or the child has ended
        time.sleep(chance.uniform(0.0, 0.015))
        os.close(begun)
        os.kill(child, signal.SIGKILL)  # who has ended is still there to be asked for
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            killed += 1
        elif os.WEXITSTATUS(status) == BROKEN:
            raise SystemExit("a child failed")
        else:
            ended += 1
            if ended > kills:
                raise SystemExit("there is nothing left to send")
    return {"killed": killed, "ended": ended}


if __name__ == "__main__":
    found = besiege(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
    sys.stdout.write(json.dumps(found))
