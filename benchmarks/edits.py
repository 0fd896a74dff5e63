"""One edit: how long until the pages that show it are right, built again or served."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from peers.contents import Contents
from peers.peer import SITE, Command, Peer, own_environment
from running import run

MARK = "Kawasemi"
"""What an edit puts in: a company, or a title."""
_PATIENCE, _LISTS, _REST = 180.0, 30.0, 5.0
"""Seconds for a first answer, for the lists after their page, and before each edit."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A person who changed companies, or a news item with a new title."""

    kind: str
    file: str
    old: str
    new: str
    shown: tuple[str, ...]
    """Files of the site that must show it: its own page first, then lists."""

    def apply(self, project: Path, back: bool = False) -> None:
        """Save the file with the edit, or as it was. Raises `ValueError` if it does not fit."""
        old, new = (self.new, self.old) if back else (self.old, self.new)
        file = project / self.file
        text = file.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{self.file}: no {old!r}")
        file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def edits_of(contents: Contents, peer: Peer) -> list[Edit]:
    """The first person of the directory and the newest news item."""
    person, item = contents.people[0], contents.news[0]
    company, title = person.values["company"], item.values["title"]
    department = person.values["stays"][0]["department"][1]
    feeds = ("feed.xml",) if peer.feeds else ()
    pages = [f"{path}index.html" for path in (person.path, "alumni/", department)]
    told = [f"{path}index.html" for path in (item.path, "news/")]
    return [
        Edit(
            "person",
            peer.source_of(person),
            f"company: {company}",
            f"company: {MARK}",
            tuple(pages),
        ),
        Edit("news", peer.source_of(item), f"title: {title}", f"title: {MARK}", (*told, *feeds)),
    ]


def build_again(peer: Peer, project: Path, edit: Edit) -> dict[str, float]:
    """Build after the edit; `right` is the share of the pages that show it."""
    command = (peer.rebuild or peer.build)()
    edit.apply(project)
    try:
        cost = run(command.words, project, command.environment)
        texts = [(project / SITE / path).read_text(encoding="utf-8") for path in edit.shown]
        return {**cost, "right": sum(MARK in text for text in texts) / len(texts)}
    finally:
        edit.apply(project, back=True)


def follow(address: str, project: Path, edit: Edit) -> dict[str, float]:
    """Save the edit while the server runs: seconds until its page, and all pages, show it.

    `right` is the share of the pages that do within half a minute of the first.
    """
    time.sleep(_REST)  # some serve before they watch, and are busy after an edit
    start = time.perf_counter()
    edit.apply(project)
    try:
        wait_for(address + edit.shown[0], lambda text: MARK in text, _PATIENCE)
        own = time.perf_counter() - start
        end = time.monotonic() + _LISTS
        right = [_shows(address + path, end - time.monotonic()) for path in edit.shown]
        every = time.perf_counter() - start
        return {"own": own, "every": every, "right": sum(right) / len(right)}
    finally:
        edit.apply(project, back=True)
        wait_for(address + edit.shown[0], lambda text: MARK not in text, _PATIENCE)


def _shows(address: str, patience: float) -> bool:
    try:
        wait_for(address, lambda text: MARK in text, patience)
    except TimeoutError:
        return False
    return True


def wait_for(address: str, good: Callable[[str], bool], patience: float) -> None:
    """Ask for the page until it is good. Raises `TimeoutError`."""
    end = time.monotonic() + patience
    while not good(_fetch(address.removesuffix("index.html"))):
        if time.monotonic() > end:
            raise TimeoutError(f"{address} did not become right")
        time.sleep(0.02)


def _fetch(address: str) -> str:
    """The page, or nothing while the server is not there or busy."""
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode("utf-8", errors="replace"))
    return ""


@contextmanager
def served(make: Callable[[int], Command], project: Path, first: str) -> Iterator[str]:
    """The address of the server, once it shows its first page; ended afterwards."""
    port = _free_port()
    command, address = make(port), f"http://127.0.0.1:{port}/"
    server = subprocess.Popen(
        command.words,
        cwd=project,
        env=own_environment(**command.environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(address + first, bool, _PATIENCE)
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
