"""The same work on many things, by several processes; the results come in the things' order."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEW = 400
"""So many things are done sooner here than others could be called."""
_CHUNK = 64
_LOOK_UP = 0.4
"""Seconds."""

_work: Callable[[Any], Any]
_things: Sequence[Any]


def hands() -> int:
    """How many processes to work with: two at least, and as many as this one may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return max(2, len(allowed(0)) if allowed else os.cpu_count() or 2)


def done(work: Callable[[T], R], things: Sequence[T], processes: int) -> Iterator[R]:
    """`work` on each thing. What it raises is raised here, and nothing more is begun.

    `work` must be a function of the thing alone: it runs in copies of this process, which
    begin with all that it has. Where the system cannot copy a process (Windows), this one
    works alone.
    """
    if processes < 2 or len(things) < FEW:
        yield from map(work, things)
        return
    import multiprocessing  # most builds have little to do, and do without
    from concurrent.futures import ProcessPoolExecutor

    if "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, things)
        return
    starts = range(0, len(things), _CHUNK)
    pool = ProcessPoolExecutor(
        min(processes, len(starts)),
        multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(work, things, os.getpid()),
    )
    try:
        for results in pool.map(_chunk, starts):
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(work: Callable[[Any], Any], things: Sequence[Any], master: int) -> None:
    global _work, _things
    _work, _things = work, things
    threading.Thread(target=_follow, args=(master,), daemon=True).start()


def _follow(master: int) -> None:
    """End with the process that gives the work: when it is killed, nobody tells its copies.

    They would wait for ever, with its lock in their hands.
    """
    while os.getppid() == master:
        time.sleep(_LOOK_UP)
    os._exit(1)


def _chunk(start: int) -> list[Any]:
    return [_work(thing) for thing in _things[start : start + _CHUNK]]
