"""An outbox to send from, and a mail server on this machine that can be told to misbehave."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from hashlib import sha256
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from portals import MKDOCS

ISSUE = "2026-11-autumn"
SENDER = "letters@example.com"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
YES = "consents: [{purpose: newsletter, status: given, on: 2025-01-01}]\n"
TOKEN = "abcdefghij234567klmn"
Answer = Callable[[str, str], str | None]
"""`answer(verb, to)`: what the server says instead of yes, if anything; `drop` and `silence` are
no words. The verb is MAIL, RCPT, TAKE (whether it answers for the message) or DATA (what it says
to one that it took)."""


def settings(port: int, more: str = "") -> str:
    smtp = f"{{host: 127.0.0.1, port: {port}, security: none}}"
    mail = f"address: {SENDER}, per_minute: 600, smtp: {smtp}{more}"
    return f"{MKDOCS}    mail: {{{mail}}}\n"


def eml(person: str, to: str, lang: str = "ja") -> bytes:
    """A letter with a token in its header and its text."""
    message = EmailMessage(policy=WIRE)
    message["From"] = f"山田 はる <{SENDER}>"
    message["To"] = f"{person} さん <{to}>"
    message["Subject"] = "秋の便り" if lang == "ja" else "Autumn – news"
    message["Message-ID"] = f"<{sha256(person.encode()).hexdigest()[:32]}@example.com>"
    message["List-Unsubscribe"] = f"<mailto:stop@example.com?subject=stop-{TOKEN}>"
    stop = f"mailto:stop@example.com?subject=stop-{TOKEN}"
    message.set_content(
        f"お元気ですか、{person}さん。\n. 点で始まる行\n止めるには {stop}\n", cte="base64"
    )
    message.add_alternative(f'<p>お元気ですか</p><a href="{stop}">止める</a>\n', "html")
    message["Content-Language"] = lang
    message.set_boundary(f"=_{person}")
    return bytes(message)


def outbox_files(
    letters: dict[str, bytes], excluded: Iterable[tuple[str, str]] = ()
) -> dict[str, bytes]:
    """The folder as `enishi edition` leaves it: `{path: bytes}`."""
    left_out = [{"id": one, "reason": reason} for one, reason in excluded]
    editions = [
        {"id": one, "file": f"{one}.eml", "sha256": sha256(data).hexdigest(), "bytes": len(data)}
        for one, data in letters.items()
    ]
    listed = {
        "issue": ISSUE,
        "made_on": "2026-11-22",
        "candidates": len(editions) + len(left_out),
        "editions": editions,
        "excluded": left_out,
    }
    folder = f"private/outbox/{ISSUE}"
    files = {f"{folder}/{one}.eml": data for one, data in letters.items()}
    return files | {f"{folder}/outbox.json": json.dumps(listed).encode()}


def mailing_files(port: int, people: Iterable[str] = ("ai", "bo", "cy")) -> dict[str, str | bytes]:
    """A portal with people who agreed, an issue, and an outbox for all of them."""
    everybody = list(people)
    letters = {one: eml(one, f"{one}@example.com") for one in everybody}
    return {
        "mkdocs.yml": settings(port),
        f"content/newsletters/{ISSUE}.md": "---\ntitle: 秋の便り\ndate: 2026-11-20\n---\nお元気ですか。\n",
        "private/inbox.json": json.dumps({"read_at": NOW.isoformat()}),
        **{f"alumni/{one}.yml": f"name: {one} 佐藤\n{YES}" for one in everybody},
        **{f"private/{one}.yml": f"emails: [{one}@example.com]\n" for one in everybody},
        **outbox_files(letters, [("zu", "no-consent")]),
    }


@dataclass
class Office:
    """What a server took, and what it said."""

    answer: Answer = lambda verb, to: None
    silence: float = 1.0
    """Seconds for which it says nothing before it hangs up."""
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """`(to, message)` of all that it answers for."""
    said: list[tuple[str, str, str]] = field(default_factory=list)
    """`(verb, to, reply)`"""
    port: int = 0

    @property
    def count(self) -> Counter[str]:
        return Counter(to for to, _ in self.taken)

    async def _reply(self, server: SMTP, verb: str, to: str, good: str) -> str:
        return await self._say(server, verb, to, self.answer(verb, to) or good)

    async def _say(self, server: SMTP, verb: str, to: str, reply: str) -> str:
        self.said.append((verb, to, reply))
        if reply == "silence":
            await asyncio.sleep(self.silence)
        if reply in ("silence", "drop") and server.transport is not None:
            server.transport.abort()
        return reply if reply[0].isdigit() else "451 gone"

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._reply(server, "MAIL", "", "250 OK")

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = await self._reply(server, "RCPT", address, "250 OK")
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (to,) = envelope.rcpt_tos
        assert isinstance(envelope.content, bytes)
        no = self.answer("TAKE", to)
        if no:
            return await self._say(server, "TAKE", to, no)
        self.taken.append((to, envelope.content))
        return await self._reply(server, "DATA", to, "250 OK")


class _Counter(Controller):
    """Listens at whatever port is free, and says which."""

    def _trigger_server(self) -> None:
        assert self.server
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def opened(office: Office, **options: object) -> Iterator[Office]:
    """The office at a free port of this machine."""
    counter = _Counter(office, hostname="127.0.0.1", port=0, **options)  # type: ignore[arg-type]
    counter.start()
    office.port = counter.port
    try:
        yield office
    finally:
        counter.stop()


def siege_files(folder: Path, people: Iterable[str]) -> None:
    """Letters alone, without the records."""
    folder.mkdir(parents=True)
    for one in people:
        head = f"From: {SENDER}\r\nTo: <{one}@example.com>\r\nSubject: {one}\r\n\r\n"
        (folder / f"{one}.eml").write_bytes(f"{head}Hello.\r\n.dot\r\n".encode())
