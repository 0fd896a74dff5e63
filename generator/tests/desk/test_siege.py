"""Nothing is sent twice and nothing is lost, whatever kills the program and however the server fails."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.utils import getaddresses
from pathlib import Path

import pytest
from desk.postal import Office, opened, siege_files
from desk.siege import BEGAN, BETWEEN, errands, send
from figures import tell_figure

from enishi.desk.ledger import Entry, Ledger, load_book

HERE = Path(__file__).parent
PEOPLE = [f"p{number:04}" for number in range(800)]
KILLS = 200
FAULTS = 0.15
"""So many of the server's replies are none, or say no."""


class Weather:
    """Of each reply, decides whether it fails, and how."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self.is_fair = False
        self.faults: Counter[str] = Counter()
        self.asked = 0

    def __call__(self, verb: str, to: str) -> str | None:
        kinds = ["451 4.3.0 later", "550 5.1.1 no", "drop", "silence"]
        if verb == "DATA":  # it has the message
            kinds = ["drop", "silence"]
        self.asked += 1
        if self.is_fair or self._chance.random() >= FAULTS:
            return None
        kind = self._chance.choice(kinds)
        self.faults[f"{verb} {kind}"] += 1
        return kind


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a place: a kill loses nothing that was written."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as found:
        yield Path(found)


@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
def test_killed_200_times_at_a_server_that_fails_nobody_gets_it_twice_and_nobody_is_lost(
    shelf: Path,
) -> None:
    folder, weather = shelf / "sends", Weather(20261122)
    siege_files(folder, PEOPLE)
    with opened(Office(weather)) as office:
        command = [
            sys.executable,
            str(HERE / "siege.py"),
            str(folder),
            str(office.port),
            "1",
            str(KILLS),
        ]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        told = json.loads(run.stdout)
        assert told["killed"] == KILLS
        states = check_books(folder, office)
        assert all(states[one] > 5 for one in ("sent", "refused", "unknown")), states
        assert len(weather.faults) == 4 + 4 + 4 + 2, "every kind of fault happened"

        weather.is_fair = True
        settle(folder, office)
        last = told["killed"] + told["ended"] + 1
        send(folder, office.port, last, 10.0, errands(folder))
        states = check_books(folder, office)
        tell_figure("times that sending was killed", told["killed"])
        tell_figure("letters that came twice", sum(one > 1 for one in office.count.values()))
        tell_figure("letters that were lost", len(PEOPLE) - states["sent"] - states["refused"])
        assert states == {"sent": len(office.taken), "refused": len(PEOPLE) - len(office.taken)}
    said_no = {to for verb, to, reply in office.said if reply.startswith("5")}
    book = load_book(folder / "ledger.jsonl", "ledger.jsonl")
    assert {one for one in PEOPLE if book.of(one).state == "refused"} <= {
        to.split("@")[0] for to in said_no
    }


def check_books(folder: Path, office: Office) -> Counter[str]:
    """What the ledger says is what the server did: who has it, who has not, and of whom it does
    not say either."""
    book = load_book(folder / "ledger.jsonl", "ledger.jsonl")
    states: Counter[str] = Counter()
    for one in PEOPLE:
        state, count = book.of(one).state, office.count[f"{one}@example.com"]
        assert count <= 1, f"{one} got it {count} times"
        if state != "unknown":
            assert count == (state == "sent"), f"{one}: {state}, taken {count} times"
        states[state] += 1
    for to, data in office.taken:
        assert [address for _, address in getaddresses([message_from_bytes(data)["To"]])] == [to]
    return states


def settle(folder: Path, office: Office) -> None:
    """Somebody looks into the server's log, and says of each unknown letter what is there."""
    book = load_book(folder / "ledger.jsonl", "ledger.jsonl")
    unknown = [one for one in PEOPLE if book.of(one).state == "unknown"]
    taken = {one for one in unknown if office.count[f"{one}@example.com"]}
    assert taken and set(unknown) - taken, "some went out and some did not: nobody could have known"
    with Ledger(folder / "ledger.jsonl", "ledger.jsonl") as ledger:
        for one in unknown:
            step = "resolved-sent" if one in taken else "resolved-unsent"
            ledger.add(Entry(BEGAN + BETWEEN * 9_000 + timedelta(seconds=1), step, one))
