"""The server of the desk's page: on the loopback address, and nowhere else."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from enishi.problems import refusal

HOST = "127.0.0.1"
_SECONDS = 30
"""After which a connection on which nothing is said is closed."""


class _Listener(WSGIRequestHandler):
    """One request. Nothing of it is written down: addresses hold keys and IDs."""

    timeout = _SECONDS
    server_version, sys_version = "enishi", ""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


class Reception(ThreadingMixIn, WSGIServer):
    """Takes what browsers ask and hands it on; a browser that keeps a line open holds up nobody."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two programs have one port

    def __init__(self, port: int) -> None:
        """Port 0 is any that is free. Raises `Refused` where another program has it."""
        try:
            super().__init__((HOST, port), _Listener)
        except OSError:
            raise refusal("desk", "desk-port-taken", port=port) from None

    def server_bind(self) -> None:
        """As the others do, without asking the network for a name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no fault of anybody."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def receive(self, app: Callable[..., Any]) -> None:
        """Answer until interrupted."""
        self.set_app(app)
        self.serve_forever(poll_interval=0.1)
