"""The same work on many things, by several processes; the results come in the things' order."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext
    from queue import SimpleQueue

T = TypeVar("T")
R = TypeVar("R")

FEW = 400
"""So many things are done sooner here than others could be called."""
_CHUNK = 32
_LOOK_UP = 0.4
"""Seconds."""
_ANSWER = tuple[int, list[Any] | BaseException]
"""The number of a chunk, and what came of it; -1 from whoever has nothing more to say."""


def hands() -> int:
    """How many processes to work with: two at least, and as many as this one may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return max(2, len(allowed(0)) if allowed else os.cpu_count() or 2)


def done(
    work: Callable[[T], R], things: Sequence[T], processes: int, *, each: bool = False
) -> Iterator[R]:
    """`work` on each thing. What it raises is raised here, and nothing more is begun.

    `each` is for work that takes so long that even a single thing is worth a process.

    `work` must be a function of the thing alone: it runs here and in copies of this process,
    which begin with all that it has. Where the system cannot copy a process (Windows), this one
    works alone.
    """
    if processes < 2 or len(things) < (2 if each else FEW):
        yield from map(work, things)
        return
    import multiprocessing  # most builds have little to do, and do without

    if "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, things)
        return
    chunk = 1 if each else _CHUNK
    bench = _Bench(work, things, chunk, multiprocessing.get_context("fork"))
    yield from bench.results(min(processes, len(things)) - 1)


@dataclass(frozen=True)
class _Chunks:
    """What is to be done, in chunks; whoever is free takes the next."""

    work: Callable[[Any], Any]
    things: Sequence[Any]
    size: int
    taken: Any
    """How many chunks were taken, in memory that all processes share."""

    @property
    def number(self) -> int:
        return -(-len(self.things) // self.size)

    def take(self) -> int | None:
        with self.taken.get_lock():
            at = self.taken.value
            self.taken.value = at + 1
        return at if at < self.number else None

    def stop(self) -> None:
        """Nothing more is to be begun."""
        with self.taken.get_lock():
            self.taken.value = self.number

    def results(self, at: int) -> list[Any]:
        return [self.work(thing) for thing in self.things[at * self.size : (at + 1) * self.size]]


class _Bench:
    """This process and its copies at one work."""

    def __init__(
        self, work: Callable[[Any], Any], things: Sequence[Any], chunk: int, context: ForkContext
    ) -> None:
        from queue import SimpleQueue

        self._context = context
        self._chunks = _Chunks(work, things, chunk, context.Value("q", 0))
        self._answers: SimpleQueue[_ANSWER] = SimpleQueue()
        self._ready: dict[int, list[Any]] = {}

    def results(self, helpers: int) -> Iterator[Any]:
        from threading import Thread

        pipes = [self._context.Pipe(duplex=False) for _ in range(helpers)]
        copies = [
            self._context.Process(target=_help, args=(self._chunks, end, os.getpid()), daemon=True)
            for _, end in pipes
        ]
        for copy in copies:
            copy.start()
        for _, end in pipes:
            end.close()
        # What comes is taken at once: nobody waits until this process has done its own part.
        ears = [Thread(target=_listen, args=(begin, self._answers)) for begin, _ in pipes]
        for ear in ears:
            ear.start()
        try:
            yield from self._in_order()
        finally:
            self._chunks.stop()
            for ear in ears:
                ear.join()
            for copy in copies:
                copy.join()

    def _in_order(self) -> Iterator[Any]:
        at = 0
        while at < self._chunks.number:
            mine = self._chunks.take()
            if mine is not None:
                self._ready[mine] = self._chunks.results(mine)
            while at not in self._ready and (mine is None or not self._answers.empty()):
                self._take_in(*self._answers.get())
            while at in self._ready:
                yield from self._ready.pop(at)
                at += 1

    def _take_in(self, at: int, found: list[Any] | BaseException) -> None:
        if isinstance(found, BaseException):
            raise found
        self._ready[at] = found


def _help(chunks: _Chunks, end: Connection, master: int) -> None:
    """What a copy of this process does."""
    from threading import Thread

    Thread(target=_follow, args=(master,), daemon=True).start()
    at = chunks.take()
    while at is not None:
        try:
            found: list[Any] | BaseException = chunks.results(at)
        except BaseException as fault:
            chunks.stop()
            found = fault
        end.send((at, found))
        at = chunks.take()
    end.send(None)
    end.close()


def _follow(master: int) -> None:
    """End with the process that gives the work: when it is killed, nobody tells its copies.

    They would go on without it, with its lock in their hands.
    """
    while os.getppid() == master:
        time.sleep(_LOOK_UP)
    os._exit(1)


def _listen(begin: Connection, answers: SimpleQueue[_ANSWER]) -> None:
    """Pass on what a copy says; that it ended without a word is a fault."""
    try:
        for answer in iter(begin.recv, None):
            answers.put(answer)
    except (EOFError, OSError):
        answers.put((-1, RuntimeError("a process that helped has died")))
