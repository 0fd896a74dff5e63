"""`enishi serve`: the portal on this machine, built again whenever a file is saved.

MkDocs' own live-reload server watches and reloads; what it serves is our `site/` in a
temporary folder, so that drafts of the preview never reach the real one.
"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from enishi.aside import left_aside, make_aside
from enishi.build import Means, Tell, build_site
from enishi.dates import Day
from enishi.lighttable import ROOT, LightTable
from enishi.memory import Memory
from enishi.problems import Problems, Refused, refusal
from enishi.recovery import put_right
from enishi.settings import DEFAULT_ZONE, FILE
from enishi.standing import SCANNED, SITE_FOLDER

_HOST = "127.0.0.1"
_CALM = 0.05
"""Seconds without a change before a build begins: an editor may write a file in parts."""


def serve_portal(
    root: Path,
    day_of: Callable[[ZoneInfo], Day],
    port: int,
    say: Callable[..., None],
    show: Callable[[Problems], None],
    tell: Tell,
) -> None:
    """Serve until interrupted, on the loopback address only.

    Raises `Refused` when the first build has errors, or when the port is taken. Later
    mistakes are shown, and the last good pages stay.
    """
    put_right(root / SITE_FOLDER)
    for left in left_aside(kinds=("preview",)):
        shutil.rmtree(left, ignore_errors=True)
    shelf = make_aside("preview")
    site = shelf / "site"
    memory = Memory(None, b"")
    bench = LightTable(drafts=day_of(DEFAULT_ZONE).drafts)

    def rebuild() -> None:
        try:
            # The server has threads now, and a process with threads must not be copied.
            means = Means(1, memory, alone=True, may_shrink=True, preview=True, witness=bench.take)
            report = build_site(root, day_of, site=site, means=means)
        except Refused as refused:
            show(refused.problems)
            return
        show(report.problems)
        say("serve.built", seconds=f"{sum(report.stages.values()):.1f}")

    try:
        _refuse_if_taken(port)
        means = Means(memory=memory, alone=True, preview=True, witness=bench.take)
        report = build_site(root, day_of, tell, site=site, means=means)
        show(report.problems)
        _serve(root, site, port, rebuild, say, bench)
    finally:
        shutil.rmtree(shelf, ignore_errors=True)


def _refuse_if_taken(port: int) -> None:
    """MkDocs' server takes the port only when it begins to serve; say it before the build."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((_HOST, port))
        except OSError:
            raise refusal("serve", "port-taken", port=port, other=port + 1) from None


class _Watch:
    """Told of changes by the system, at once; MkDocs looks at every file twice a second.

    Where the system cannot tell (it watches no more folders, say), it is done as MkDocs does.
    """

    def __init__(self) -> None:
        self._wanted: list[tuple[FileSystemEventHandler, str, bool]] = []
        self._observer: BaseObserver | None = None

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> None:
        self._wanted.append((handler, path, recursive))

    def start(self) -> None:
        try:
            self._observer = self._started(Observer())
        except OSError:
            self._observer = self._started(PollingObserver())

    def stop(self) -> None:
        if self._observer:
            self._observer.stop()

    def _started(self, observer: BaseObserver) -> BaseObserver:
        # That a file was opened and closed is told too; building opens them all.
        for handler, path, recursive in self._wanted:
            observer.schedule(handler, path, recursive=recursive, event_filter=_CHANGES)
        observer.start()
        return observer


_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
]


def _serve(
    root: Path,
    site: Path,
    port: int,
    rebuild: Callable[[], None],
    say: Callable[..., None],
    bench: LightTable,
) -> None:
    from mkdocs.livereload import LiveReloadServer

    server = LiveReloadServer(builder=rebuild, host=_HOST, port=port, root=str(site))
    server.observer = cast(Any, _Watch())
    server.build_delay = _CALM
    server.error_handler = lambda code: (
        (site / "404.html").read_bytes() if code == 404 and site.exists() else None
    )
    server.set_app(_with_desk(server, bench, f"http://{_HOST}:{port}"))
    server.watch(str(root / FILE))
    for name in SCANNED:
        if (root / name).is_dir():
            server.watch(str(root / name), recursive=True)
    say("serve.open", url=f"http://{_HOST}:{port}/")
    say("serve.desk", url=f"http://{_HOST}:{port}{ROOT}")
    try:
        cast(Any, server).serve()  # MkDocs leaves it untyped
    except KeyboardInterrupt:
        say("serve.end")
    finally:
        server.shutdown()


def _with_desk(server: Any, bench: LightTable, origin: str) -> Any:
    """The server's own answers, and beside them those of the lighttable (PEP 3333)."""

    def answered(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if f"{path}/" == ROOT:
            start_response("302 Found", [("Location", ROOT)])
            return []
        answer = None
        if path.startswith(ROOT):
            with server._epoch_cond:  # as the server does: nothing is shown half built
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            answer = bench.answer(path, environ.get("QUERY_STRING", ""), origin)
        if answer is None:
            return cast(Iterable[bytes], server.serve_request(environ, start_response))
        body = answer.body
        if not answer.policy:
            body = server._inject_js_into_html(body, server._visible_epoch)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
        headers += [("Content-Security-Policy", answer.policy)] if answer.policy else []
        start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return answered
