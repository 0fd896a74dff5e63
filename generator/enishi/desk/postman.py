"""Hands one message at a time to a mail server (RFC 5321), and says what became of it.

A server answers for a message with one reply, the one after its last line. Until that line was
sent nothing can have been delivered; after it, only a reply tells whether something was.
"""

from __future__ import annotations

import ipaddress
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from enishi.desk.private import Private, reveal
from enishi.problems import Refused, refusal
from enishi.settings import FILE, MailText, SmtpText

_AT = "extra.enishi.mail.smtp"
_HELLO = "[127.0.0.1]"
"""How we call ourselves: the name of this computer is nobody's business."""
_ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}(?!\d)", re.ASCII)
_CLOSING = 421
_STATES = {2: "sent", 4: "later", 5: "refused"}


@dataclass(frozen=True, slots=True)
class Route:
    """The server, and how we come in."""

    smtp: SmtpText
    sender: str
    password: Private[str] | None


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    command: float = 300.0
    """For a reply to a command (RFC 5321 §4.5.3.2.2)."""
    verdict: float = 600.0
    """For the reply after the message (§4.5.3.2.6): who gives up sooner sends twice, or asks."""
    pauses: tuple[float, ...] = (2.0, 4.0, 8.0, 16.0, 32.0)
    """Before each new attempt to reach the server."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a message: `sent`, `later`, `refused` or `unknown`."""

    state: str
    code: str = ""


class _Lost(Exception):  # noqa: N818  (nothing is wrong yet)
    """The connection broke before anything could have been delivered."""


def route_of(mail: MailText, password: Private[str] | None) -> Route:
    """Raises `Refused` for settings by which nothing can be sent, or not safely."""
    smtp = mail.smtp
    if smtp is None:
        raise refusal(FILE, "smtp-missing", mail.mark)
    if smtp.security == "none" and not _is_loopback(smtp.host):
        raise refusal(FILE, "smtp-insecure", smtp.mark)
    if smtp.user and password is None:
        raise refusal(FILE, "smtp-password", smtp.mark, host=smtp.host, user=smtp.user)
    return Route(smtp, mail.address, password)


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Postman:
    """Goes to one server, as often as it has to."""

    def __init__(
        self, route: Route, wait: Callable[[float], None], patience: Patience | None = None
    ) -> None:
        self._route, self._wait = route, wait
        self._patience = patience or Patience()
        self._client: smtplib.SMTP | None = None

    def deliver(self, to: Private[str], message: bytes, intend: Callable[[], None]) -> Verdict:
        """`intend` is called just before the message itself is transmitted. Raises `Refused`
        where the server cannot be reached or lets nobody in; then nothing was transmitted."""
        for pause in (*self._patience.pauses, None):
            try:
                early = self._announced(reveal(to))
                break
            except _Lost:
                if pause is None:
                    raise self._refusal("smtp-unreachable") from None
                self._wait(pause)
        if early:
            return early
        intend()
        return self._transmitted(message)

    def _announced(self, to: str) -> Verdict | None:
        """For whom the message is; a verdict where the server does not want it for them."""
        with self._losing():
            client = self._client or self._connected()
            code, words = client.mail(self._route.sender)
            if code >= 500:
                raise self._refusal("smtp-sender", reply=_code(code, words))
            if code == 250:
                code, words = client.rcpt(to)
            if code in (250, 251):
                code, words = client.docmd("DATA")
            if code == 354:
                return None
            if not 400 <= code < 600:
                raise _Lost
        self._forget(client, code)
        return Verdict("later" if code < 500 else "refused", _code(code, words))

    @contextmanager
    def _losing(self) -> Iterator[None]:
        """What may go wrong until the message itself is transmitted."""
        try:
            yield
        except ssl.SSLCertVerificationError:
            self._drop()
            raise self._refusal("smtp-certificate") from None
        except (OSError, smtplib.SMTPException):
            self._drop()
            raise _Lost from None
        except BaseException:
            self._drop()
            raise

    def _forget(self, client: smtplib.SMTP, code: int) -> None:
        """Have the server forget what was announced; a new connection has forgotten it too."""
        try:
            is_open = code != _CLOSING and client.rset()[0] == 250
        except (OSError, smtplib.SMTPException):
            is_open = False
        if not is_open:
            self._drop()

    def _transmitted(self, message: bytes) -> Verdict:
        client = self._client
        if client is None or client.sock is None:
            raise AssertionError("there is a connection once the message is announced")
        stuffed = re.sub(rb"(?m)^\.", b"..", message)
        end = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            client.send(stuffed + end)
            client.sock.settimeout(self._patience.verdict)
            code, words = client.getreply()
            client.sock.settimeout(self._patience.command)
        except (OSError, smtplib.SMTPException):
            self._drop()
            return Verdict("unknown")
        state = _STATES.get(code // 100, "unknown")
        if code == _CLOSING or state == "unknown":
            self._drop()
        return Verdict(state, _code(code, words))

    def _connected(self) -> smtplib.SMTP:
        smtp, within = self._route.smtp, self._patience.command
        if smtp.security == "tls":
            safely = ssl.create_default_context()
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                smtp.host, smtp.port, _HELLO, timeout=within, context=safely
            )
        else:
            client = smtplib.SMTP(smtp.host, smtp.port, _HELLO, timeout=within)
        self._client = client
        client.ehlo_or_helo_if_needed()
        if smtp.security == "starttls":
            self._starttls(client)
        if smtp.user:
            self._login(client)
        return client

    def _starttls(self, client: smtplib.SMTP) -> None:
        if not client.has_extn("starttls"):
            raise self._refusal("smtp-starttls")
        code, _ = client.starttls(context=ssl.create_default_context())
        if code != 220:
            raise _Lost
        client.ehlo()

    def _login(self, client: smtplib.SMTP) -> None:
        password = self._route.password
        try:
            client.login(self._route.smtp.user, reveal(password) if password is not None else "")
        except smtplib.SMTPNotSupportedError:
            raise self._refusal("smtp-login-unknown") from None
        except UnicodeError:
            raise self._refusal("smtp-login-ascii") from None
        except smtplib.SMTPAuthenticationError as fault:
            if fault.smtp_code < 500:
                raise _Lost from None
            raise self._refusal("smtp-login", reply=fault.smtp_code) from None

    def _refusal(self, code: str, **values: object) -> Refused:
        smtp = self._route.smtp
        return refusal(FILE, code, smtp.mark, host=smtp.host, port=smtp.port, **values)

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = None

    def close(self) -> None:
        """Say goodbye, if there is anybody."""
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()
        self._drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if fault is None:
            self.close()
        else:
            self._drop()


def _code(code: int, words: bytes) -> str:
    """A reply without its words (RFC 5321 §4.2, RFC 3463)."""
    if not 200 <= code < 600:
        return ""
    found = _ENHANCED.match(words)
    return f"{code} {found[0].decode()}" if found else str(code)
