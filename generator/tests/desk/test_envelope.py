"""For whom a message is, and tests of it for somebody else."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

import pytest
from desk.postal import TOKEN, eml
from hypothesis import given
from hypothesis import strategies as st

from enishi.desk.envelope import Envelope, envelope_of, trial_of
from enishi.desk.private import Private, reveal

GOOD = b"From: a@example.com\r\nTo: B <b@example.com>\r\nMessage-ID: <1@example.com>\r\n\r\nHi\r\n"


def parsed(data: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(data, policy=policy.default))


def test_it_says_from_whom_and_to_whom() -> None:
    found = envelope_of(GOOD)
    assert found
    assert (reveal(found.sender), reveal(found.to)) == ("a@example.com", "b@example.com")
    assert found.message_id == "<1@example.com>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"B <b@example.com>", b"b@example.com, c@example.com"),
        (b"B <b@example.com>", b"friends: b@example.com, c@example.com;"),
        (b"B <b@example.com>", b"c@example.com B <b@example.com>"),
        (b"B <b@example.com>", b"undisclosed-recipients:;"),
        (b"B <b@example.com>", b"nobody"),
        (b"B <b@example.com>", b""),
        (b"\r\n\r\n", b"\r\nTo: c@example.com\r\n\r\n"),
        (b"\r\n\r\n", b"\r\nCc: c@example.com\r\n\r\n"),
        (b"\r\n\r\n", b"\r\nBCC: c@example.com\r\n\r\n"),
        (b"\r\n\r\n", b"\r\nResent-To: c@example.com\r\n\r\n"),
        (b"\r\n\r\n", b"\r\nSender: c@example.com\r\n\r\n"),
        (b"\r\n\r\n", b"\r\nFrom: c@example.com\r\n\r\n"),
        (b"From: a@example.com\r\n", b""),
        (b"Hi", b"\xe3\x81\x82"),
        (b"Hi", b"a\nb"),
        (b"Hi", b"a\rb"),
        (b"Hi", b"a\0b"),
        (b"Hi", b"x" * 999),
    ],
)
def test_anything_but_one_sender_one_recipient_and_plain_lines_is_none(
    old: bytes, new: bytes
) -> None:
    assert old in GOOD
    assert envelope_of(GOOD.replace(old, new)) is None


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall(data: bytes) -> None:
    found = envelope_of(data + GOOD)
    assert found is None or "@" in reveal(found.to)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a@Example.com", "a@example.COM", True),
        ('"a..b"@example.com', "a..b@example.com", True),
        ("A@example.com", "a@example.com", False),
        ("a@example.com", "a@example.com.example", False),
    ],
)
def test_addresses_are_the_same_or_not(one: str, other: str, same: bool) -> None:
    quoted = Private(one)
    assert Envelope(quoted, quoted, "").is_from(other) is same
    assert Envelope(quoted, quoted, "").is_to(Private(other)) is same


@pytest.mark.parametrize(
    ("lang", "subject"), [("ja", "【テスト】秋の便り"), ("en", "[Test] Autumn – news")]
)
def test_a_test_is_marked_and_stops_nobodys_letters(lang: str, subject: str) -> None:
    real = eml("ai", "ai@example.com", lang)
    found = trial_of(real, "me@example.org", "2026-11-22")
    envelope, message = envelope_of(found), parsed(found)
    assert envelope
    assert reveal(envelope.to) == "me@example.org"
    assert str(message["Subject"]) == subject
    assert message["Message-ID"] != parsed(real)["Message-ID"]
    assert "List-Unsubscribe" not in message
    texts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    assert len(texts) == 2
    for text, before in zip(
        texts, (p for p in parsed(real).walk() if not p.is_multipart()), strict=True
    ):
        assert TOKEN not in text
        assert "stop-testtesttesttesttest" in text
        assert text.replace("test" * 5, TOKEN) == before.get_content()
    assert b"ai@example.com" not in found
    assert str(message["From"]) == str(parsed(real)["From"])


def test_two_tests_are_two_messages() -> None:
    ids = {
        envelope.message_id
        for stamp in "ab"
        if (envelope := envelope_of(trial_of(GOOD, "m@example.org", stamp)))
    }
    assert len(ids) == 2
