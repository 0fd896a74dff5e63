"""A small IMAP server (RFC 3501) with a certificate of its own, on this machine, for tests.

It speaks the few commands that reading needs, and refuses every other: what changes a mailbox
is no command here. What it was told is kept.
"""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Mailbox:
    """Messages by UID, each with the day on which it arrived."""

    messages: dict[int, tuple[date, bytes]]
    name: bytes = b'"INBOX"'
    password: bytes = b"secret"
    said: list[bytes] = field(default_factory=list)
    gone: frozenset[int] = frozenset()
    """UIDs that are found and cannot be fetched any more."""

    def search(self, criterion: bytes) -> list[int]:
        since = re.match(rb"SINCE (\S+)", criterion)
        first = datetime.strptime(since[1].decode(), "%d-%b-%Y").date() if since else date.min
        return [uid for uid, (day, _) in self.messages.items() if day >= first]


class _Talk(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in iter(self.rfile.readline, b""):
            self.server.mailbox.said.append(line.strip())
            tag, _, command = line.strip().partition(b" ")
            name, _, rest = command.partition(b" ")
            answer = getattr(self, f"do_{name.decode().lower()}", None)
            self.wfile.write(
                tag + b" " + (answer(rest) if answer else b"BAD no such command") + b"\r\n"
            )
            if name.upper() == b"LOGOUT":
                return

    def do_capability(self, rest: bytes) -> bytes:
        self.wfile.write(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
        return b"OK done"

    def do_login(self, rest: bytes) -> bytes:
        return b"OK done" if b'"' + self.server.mailbox.password + b'"' in rest else b"NO wrong"

    def do_authenticate(self, rest: bytes) -> bytes:
        import base64

        self.wfile.write(b"+ \r\n")
        given = base64.b64decode(self.rfile.readline())
        return b"OK done" if given.endswith(b"\0" + self.server.mailbox.password) else b"NO wrong"

    def do_examine(self, rest: bytes) -> bytes:
        if rest != self.server.mailbox.name:
            return b"NO no such folder"
        self.wfile.write(b"* %d EXISTS\r\n" % len(self.server.mailbox.messages))
        return b"OK [READ-ONLY]"

    def do_uid(self, rest: bytes) -> bytes:
        name, _, words = rest.partition(b" ")
        mailbox = self.server.mailbox
        if name == b"SEARCH":
            uids = b" ".join(b"%d" % uid for uid in mailbox.search(words))
            self.wfile.write(b"* SEARCH " + uids + b"\r\n")
            return b"OK done"
        found = re.match(rb"(\d+) \(UID INTERNALDATE BODY\.PEEK\[\]<0\.(\d+)>\)\Z", words)
        if name != b"FETCH" or not found:
            return b"BAD it is only read"
        uid, most = int(found[1]), int(found[2])
        if uid not in mailbox.gone:
            day, data = mailbox.messages[uid]
            head = f'* 1 FETCH (UID {uid} INTERNALDATE "{day:%d-%b-%Y} 10:00:00 +0900" BODY[]<0> '
            part = data[:most]
            self.wfile.write(head.encode() + b"{%d}\r\n" % len(part) + part + b")\r\n")
        return b"OK done"

    def do_logout(self, rest: bytes) -> bytes:
        self.wfile.write(b"* BYE\r\n")
        return b"OK done"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, mailbox: Mailbox, context: ssl.SSLContext) -> None:
        self.mailbox, self.context = mailbox, context
        super().__init__(("127.0.0.1", 0), _Talk)

    def get_request(self) -> tuple[ssl.SSLSocket, object]:
        plain, address = super().get_request()
        return self.context.wrap_socket(plain, server_side=True), address

    def handle_error(self, request: object, client_address: object) -> None:
        """Who goes away, or does not like the certificate, is no fault of the server."""


@contextmanager
def serving(mailbox: Mailbox, folder: Path) -> Iterator[tuple[int, Path]]:
    """`(port, certificate)` of a server that runs as long."""
    certificate = _certificate_in(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = _Server(mailbox, context)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1], certificate
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate_in(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    begin = datetime(2020, 1, 1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=36_500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file
