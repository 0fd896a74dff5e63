"""Several processes give what one gives, in the same order, and nobody waits for the dead."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import pytest

from enishi import workshop


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "FEW", 2)
    monkeypatch.setattr(workshop, "_CHUNK", 3)


def squared(number: int) -> int:
    return number * number


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("many", [0, 1, 2, 3, 100])
def test_results_come_in_the_order_of_the_things(processes: int, many: int) -> None:
    found = list(workshop.done(squared, range(many), processes))
    assert found == [number * number for number in range(many)]


def slowly(number: int) -> int:
    time.sleep(0.002)
    return os.getpid()


def test_the_copies_take_their_part() -> None:
    assert len(set(workshop.done(slowly, range(60), 3))) == 3


def test_of_long_work_each_thing_is_worth_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "FEW", 400)
    assert len(set(workshop.done(slowly, range(60), 3))) == 1
    assert len(set(workshop.done(slowly, range(60), 3, each=True))) > 1
    assert list(workshop.done(squared, range(4), 3, each=True)) == [0, 1, 4, 9]


def faulty(number: int) -> int:
    if number == 20:
        raise KeyError(number)
    return number


def test_a_fault_is_raised_here_wherever_it_happened() -> None:
    for _ in range(5):
        with pytest.raises(KeyError):
            list(workshop.done(faulty, range(60), 3))


def killing(mine: int) -> Callable[[int], int]:
    def work(number: int) -> int:
        time.sleep(0.002)
        if os.getpid() != mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return work


def test_a_copy_that_is_killed_is_a_fault_and_not_a_wait() -> None:
    with pytest.raises(RuntimeError, match="died"):
        list(workshop.done(killing(os.getpid()), range(60), 2))


def test_who_stops_asking_leaves_no_process_behind() -> None:
    results = workshop.done(slowly, range(600), 3)
    pids = {next(results) for _ in range(12)} - {os.getpid()}
    results.close()  # type: ignore[attr-defined]
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
