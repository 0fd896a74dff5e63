"""How a mail server is spoken to, and what each of its answers means."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from desk.postal import SENDER, Office, eml, opened

from enishi.desk.envelope import envelope_of
from enishi.desk.postman import Patience, Postman, Route, Verdict, route_of
from enishi.desk.private import Private, reveal
from enishi.problems import Mark, Refused
from enishi.settings import MailText, SmtpText

TO = Private("ai@example.com")
QUICK = Patience(0.1, 0.1, (0.0, 0.0))
PASSWORD = Private("open-sesame")


def postman(
    office: Office, security: str = "none", user: str = "", password: str | None = None
) -> Postman:
    smtp = SmtpText(Mark(), "127.0.0.1", office.port, security, user)
    return Postman(
        Route(smtp, SENDER, Private(password) if password else None), lambda seconds: None, QUICK
    )


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    (problem,) = refused.value.problems
    return problem.code


class Told:
    """What is called before a message is transmitted, and how often it was."""

    count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.mark.parametrize(
    ("verb", "says", "verdict", "intends", "takes"),
    [
        ("", "", Verdict("sent", "250"), 1, 1),
        ("MAIL", "451 4.3.0 later", Verdict("later", "451 4.3.0"), 0, 0),
        ("MAIL", "421 4.7.0 closing", Verdict("later", "421 4.7.0"), 0, 0),
        ("RCPT", "450 4.2.0 greylisted", Verdict("later", "450 4.2.0"), 0, 0),
        ("RCPT", "550 5.1.1 no ai@example.com here", Verdict("refused", "550 5.1.1"), 0, 0),
        ("TAKE", "452 4.3.1 full", Verdict("later", "452 4.3.1"), 1, 0),
        ("TAKE", "421 closing", Verdict("later", "421"), 1, 0),
        ("TAKE", "554 5.7.1 spam", Verdict("refused", "554 5.7.1"), 1, 0),
        ("TAKE", "drop", Verdict("unknown"), 1, 0),
        ("TAKE", "silence", Verdict("unknown"), 1, 0),
        ("TAKE", "354 what", Verdict("unknown", "354"), 1, 0),
        ("DATA", "drop", Verdict("unknown"), 1, 1),
        ("DATA", "silence", Verdict("unknown"), 1, 1),
    ],
)
def test_each_answer_means_one_thing(
    verb: str, says: str, verdict: Verdict, intends: int, takes: int
) -> None:
    """And the next letter goes out as if nothing had been."""
    asked: list[str] = []

    def answer(asking: str, to: str) -> str | None:
        asked.append(asking)
        return says if asking == verb and asked.count(verb) == 1 else None

    told = Told()
    with opened(Office(answer)) as office, postman(office) as man:
        assert man.deliver(TO, eml("ai", "ai@example.com"), told) == verdict
        assert (told.count, len(office.taken)) == (intends, takes)
        assert (
            man.deliver(Private("bo@example.com"), eml("bo", "bo@example.com"), told).state
            == "sent"
        )
        assert office.count["bo@example.com"] == 1


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
@pytest.mark.parametrize("fault", ["drop", "silence"])
def test_what_breaks_before_the_message_is_tried_again_and_sent_once(verb: str, fault: str) -> None:
    faults = [fault, fault]
    told = Told()
    with opened(
        Office(lambda asking, to: faults.pop() if asking == verb and faults else None)
    ) as office:
        with postman(office) as man:
            assert man.deliver(TO, eml("ai", "ai@example.com"), told).state == "sent"
        assert (told.count, len(office.taken)) == (1, 1)


def test_a_server_that_always_hangs_up_is_given_up() -> None:
    told = Told()
    with opened(Office(lambda verb, to: "drop")) as office, postman(office) as man:
        assert code_of(lambda: man.deliver(TO, b"x", told)) == "smtp-unreachable"
        assert len(office.said) == 1 + len(QUICK.pauses)
        assert told.count == 0


def test_a_server_that_is_not_there_is_told() -> None:
    with opened(Office()) as office:
        pass
    assert code_of(lambda: postman(office).deliver(TO, b"x", Told())) == "smtp-unreachable"


def test_a_sender_who_is_refused_is_nothing_about_the_recipient() -> None:
    said_no = Office(lambda verb, to: "550 5.7.1 not you" if verb == "MAIL" else None)
    with opened(said_no) as office, postman(office) as man:
        assert code_of(lambda: man.deliver(TO, b"x", Told())) == "smtp-sender"


def test_what_arrives_is_the_message_to_the_byte() -> None:
    """Also lines that begin with a dot (RFC 5321 §4.5.2), and a last line without its end."""
    head = eml("ai", "ai@example.com").partition(b"\r\n\r\n")[0]
    for body in (b".\r\n..\r\n.x\r\n", b"\r\n", b"no end", b".", b""):
        message = head + b"\r\n\r\n" + body
        with opened(Office()) as office, postman(office) as man:
            assert man.deliver(TO, message, Told()).state == "sent"
        ((to, arrived),) = office.taken
        end = b"" if message.endswith(b"\r\n") else b"\r\n"
        assert (to, arrived) == (reveal(TO), message + end)
    assert envelope_of(arrived)


def test_if_the_intent_cannot_be_written_nothing_goes_out() -> None:
    def full() -> None:
        raise OSError("full")

    with opened(Office()) as office:
        with pytest.raises(OSError, match="full"), postman(office) as man:
            man.deliver(TO, eml("ai", "ai@example.com"), full)
        time.sleep(0.05)
        assert office.taken == []


# --- safely


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine by an authority of our own, and what a server does with it."""
    folder = tmp_path_factory.mktemp("papers")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


@pytest.fixture
def guarded(papers: tuple[Path, ssl.SSLContext]) -> Iterator[Office]:
    def let_in(
        server: object, session: object, envelope: object, way: str, data: object
    ) -> AuthResult:
        good = isinstance(data, LoginPassword) and data.password == reveal(PASSWORD).encode()
        return AuthResult(success=good, handled=good)

    with opened(
        Office(), tls_context=papers[1], require_starttls=True, authenticator=let_in
    ) as office:
        yield office


def test_a_certificate_of_nobody_gets_neither_password_nor_letter(guarded: Office) -> None:
    man = postman(guarded, "starttls", "me", reveal(PASSWORD))
    assert code_of(lambda: man.deliver(TO, b"x", Told())) == "smtp-certificate"
    assert guarded.said == []


def test_with_a_good_one_it_logs_in_and_sends(
    guarded: Office, papers: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(papers[0]))
    with postman(guarded, "starttls", "me", reveal(PASSWORD)) as man:
        assert man.deliver(TO, eml("ai", "ai@example.com"), Told()).state == "sent"
    for password, code in (("wrong", "smtp-login"), ("ひらけごま", "smtp-login-ascii")):
        man = postman(guarded, "starttls", "me", password)
        assert code_of(lambda man=man: man.deliver(TO, b"x", Told())) == code  # type: ignore[misc]
    assert len(guarded.taken) == 1


def test_tls_from_the_first_byte(
    papers: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(Office(), ssl_context=papers[1]) as office:
        assert (
            code_of(lambda: postman(office, "tls").deliver(TO, b"x", Told())) == "smtp-certificate"
        )
        monkeypatch.setenv("SSL_CERT_FILE", str(papers[0]))
        with postman(office, "tls") as man:
            assert man.deliver(TO, eml("ai", "ai@example.com"), Told()).state == "sent"


def test_nothing_is_said_in_clear_where_it_should_be_sealed() -> None:
    with opened(Office()) as office:
        assert (
            code_of(lambda: postman(office, "starttls").deliver(TO, b"x", Told()))
            == "smtp-starttls"
        )
        man = postman(office, "none", "me", reveal(PASSWORD))
        assert code_of(lambda: man.deliver(TO, b"x", Told())) == "smtp-login-unknown"
        assert office.said == []


@pytest.mark.parametrize(
    ("host", "security", "user", "code"),
    [
        ("localhost", "none", "", ""),
        ("127.0.0.9", "none", "", ""),
        ("::1", "none", "", ""),
        ("[::1]", "none", "", ""),
        ("smtp.example.com", "none", "", "smtp-insecure"),
        ("localhost.example.com", "none", "", "smtp-insecure"),
        ("192.168.1.1", "none", "", "smtp-insecure"),
        ("smtp.example.com", "starttls", "", ""),
        ("smtp.example.com", "starttls", "me", "smtp-password"),
    ],
)
def test_in_clear_only_on_this_machine_and_no_user_without_a_password(
    host: str, security: str, user: str, code: str
) -> None:
    mail = MailText(Mark(), SENDER, smtp=SmtpText(Mark(), host, 587, security, user))
    if code:
        assert code_of(lambda: route_of(mail, None)) == code
    else:
        assert route_of(mail, None).sender == SENDER


def test_without_a_server_nothing_can_be_sent() -> None:
    assert code_of(lambda: route_of(MailText(Mark(), SENDER), None)) == "smtp-missing"
