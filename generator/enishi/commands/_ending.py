"""Ends what takes long at a good moment, when somebody asks for it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from enishi.voice import Voice

_NAP = 0.2


@contextmanager
def ending(voice: Voice) -> Iterator[Callable[[], bool]]:
    """Gives what tells whether to end. The first Ctrl-C asks for that; the second one, as ever,
    breaks off."""
    asked: list[int] = []
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, frame: object) -> None:
        asked.append(number)
        signal.signal(number, before[signal.Signals(number)])
        voice.hush()
        click.echo(voice.phrase("send.ending"), err=True)

    for one in before:
        signal.signal(one, ask)
    try:
        yield lambda: bool(asked)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def rest(is_ended: Callable[[], bool], seconds: float) -> None:
    """Sleep, unless it is to end."""
    until = time.monotonic() + seconds
    while not is_ended() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _NAP))
