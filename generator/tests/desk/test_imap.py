"""Mail on a server is read over TLS, and only read."""

from __future__ import annotations

import imaplib
import json
import ssl
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from desk.imapserver import Mailbox, serving
from hypothesis import given
from hypothesis import strategies as st
from portals import MKDOCS, TODAY, SmallPortal

from enishi import cli
from enishi.desk import letterbox
from enishi.desk.imap import imap_day, quoted, raws_on
from enishi.desk.private import Private
from enishi.problems import Mark, Refused
from enishi.settings import ImapText

Make = Callable[[dict[str, str | bytes]], SmallPortal]
MAIL = b"From: ken@example.com\r\nSubject: hello\r\n\r\nx\r\n"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox({7: (date(2026, 10, 1), MAIL), 9: (date(2026, 11, 20), MAIL + b"y\r\n")})


@pytest.fixture
def server(mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapText]:
    with serving(mailbox, tmp_path) as (port, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        yield ImapText(Mark(), "127.0.0.1", port, "letters@example.com")


def code_of(raised: pytest.ExceptionInfo[Refused]) -> str:
    return next(iter(raised.value.problems)).code


def test_every_message_is_read_and_nothing_is_changed(server: ImapText, mailbox: Mailbox) -> None:
    found = list(raws_on(server, Private("secret"), None))
    assert [(one.origin, one.data, one.arrived) for one in found] == [
        ("INBOX #7", MAIL, date(2026, 10, 1)),
        ("INBOX #9", MAIL + b"y\r\n", date(2026, 11, 20)),
    ]
    names = {line.split()[1] for line in mailbox.said}
    assert names == {b"CAPABILITY", b"LOGIN", b"EXAMINE", b"UID", b"LOGOUT"}
    assert all(b"PEEK" in line for line in mailbox.said if b"FETCH" in line)


def test_what_arrived_before_a_day_is_not_asked_for(server: ImapText) -> None:
    assert [one.origin for one in raws_on(server, Private("secret"), date(2026, 11, 1))] == [
        "INBOX #9"
    ]


def test_what_was_taken_away_meanwhile_is_passed_over(server: ImapText, mailbox: Mailbox) -> None:
    mailbox.gone = frozenset({7})
    assert [one.origin for one in raws_on(server, Private("secret"), None)] == ["INBOX #9"]


def test_of_a_huge_message_the_beginning_is_fetched(
    server: ImapText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enishi.desk.imap.MOST", 10)
    found = list(raws_on(server, Private("secret"), None))
    assert [(one.data, one.is_cut) for one in found] == [(MAIL[:10], True)] * 2
    assert letterbox.MOST > 1_000_000


@pytest.mark.parametrize("password", ["wrong", "sécret"])
def test_a_wrong_password_is_said(password: str, server: ImapText) -> None:
    with pytest.raises(Refused) as raised:
        list(raws_on(server, Private(password), None))
    assert code_of(raised) == "imap-login"


def test_a_password_need_not_be_ascii(server: ImapText, mailbox: Mailbox) -> None:
    mailbox.password = "縁側".encode()
    assert len(list(raws_on(server, Private("縁側"), None))) == 2


def test_a_password_cannot_be_a_command(server: ImapText, mailbox: Mailbox) -> None:
    with pytest.raises(Refused):
        list(raws_on(server, Private('x"\r\na1 DELETE INBOX'), None))
    assert not any(b"DELETE" in line.upper() for line in mailbox.said)


def test_a_folder_that_is_not_there_is_said(server: ImapText, mailbox: Mailbox) -> None:
    mailbox.name = b'"Elsewhere"'
    with pytest.raises(Refused) as raised:
        list(raws_on(server, Private("secret"), None))
    assert code_of(raised) == "imap-folder"


def test_a_server_that_nobody_vouches_for_gets_no_password(
    server: ImapText, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Refused) as raised:
        list(raws_on(server, Private("secret"), None))
    assert code_of(raised) == "imap-unreachable"
    assert mailbox.said == []


def test_a_server_that_leaves_in_the_middle_is_said(server: ImapText) -> None:
    class Leaving(imaplib.IMAP4_SSL):
        def uid(self, *words: object) -> tuple[str, list[object]]:
            raise imaplib.IMAP4.abort("gone")

    def connect(server: ImapText) -> imaplib.IMAP4:
        return Leaving(server.host, server.port, ssl_context=ssl.create_default_context())

    with pytest.raises(Refused) as raised:
        list(raws_on(server, Private("secret"), None, connect))
    assert code_of(raised) == "imap-folder"


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("INBOX", '"INBOX"'),
        ("A&B", '"A&-B"'),
        ('a"b\\', '"a\\"b\\\\"'),
        ("~peter/mail/台北/日本語", '"~peter/mail/&U,BTFw-/&ZeVnLIqe-"'),  # RFC 3501 §5.1.3
    ],
)
def test_names_of_folders_are_written_as_servers_take_them(name: str, wire: str) -> None:
    assert quoted(name) == wire


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_name_of_a_folder_is_one_line_and_read_again(name: str) -> None:
    wire = quoted(name)
    assert wire.isascii() and "\n" not in wire
    assert decoded_name(wire) == name


def decoded_name(wire: str) -> str:
    import base64
    import re

    text = re.sub(r"\\(.)", r"\1", wire[1:-1])

    def foreign(match: re.Match[str]) -> str:
        packed = match[1].replace(",", "/")
        return (
            base64.b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-16-be")
            if packed
            else "&"
        )

    return re.sub(r"&([^-]*)-", foreign, text)


def test_days_are_english_wherever_one_is() -> None:
    assert imap_day(date(2026, 5, 1)) == "1-May-2026"


# --- the command


def run(small: SmallPortal, *words: str) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        return CliRunner().invoke(
            cli.main, ["--lang", "en", "inbox", *words, "--today", str(TODAY)]
        )


def test_the_command_reads_the_server_and_asks_for_less_next_time(
    server: ImapText, mailbox: Mailbox, portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENISHI_IMAP_PASSWORD", "secret")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795309200")
    where = f"{{host: 127.0.0.1, port: {server.port}, user: letters@example.com}}"
    small = portal(
        {
            "mkdocs.yml": f"{MKDOCS}    mail: {{address: letters@example.com, imap: {where}}}\n",
            "private/ai.yml": "emails: [ai@example.com]\n",
        }
    )
    first = run(small, "--imap")
    assert first.exit_code == 0, first.output
    assert "others 2" in first.stdout
    note = json.loads((small.root / "private/inbox.json").read_bytes())
    assert list(note["since"].values()) == ["2026-10-01"], "what is open is told again"
    mailbox.said.clear()
    (small.root / "private/ai.yml").write_text("emails: [ken@example.com]\n", encoding="utf-8")
    assert "replies 2" in run(small, "--imap").stdout
    assert any(b"SEARCH SINCE 1-Oct-2026" in line for line in mailbox.said)


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        ("{address: a@example.com}", "No server"),
        ("{address: a@example.com, imap: {host: x.example.com}}", "no password"),
    ],
)
def test_what_is_missing_is_said(
    mail: str, code: str, portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ENISHI_IMAP_PASSWORD", raising=False)
    small = portal(
        {"mkdocs.yml": f"{MKDOCS}    mail: {mail}\n", "private/ai.yml": "stage: graduate\n"}
    )
    result = run(small, "--imap")
    assert result.exit_code == 1 and code in result.stderr
    assert not (small.root / "private/inbox.json").exists()
