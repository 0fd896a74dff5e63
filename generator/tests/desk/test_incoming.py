"""Mail that anybody may have written: no message ends a reading, and none steers a terminal."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from portals import REPOSITORY

from enishi.desk import letterbox
from enishi.desk.answers import FORM, answer_in, clean, is_yes, items_in
from enishi.desk.bounces import bounces_in
from enishi.desk.correspondents import Correspondents
from enishi.desk.inbox import Sorter
from enishi.desk.incoming import Incoming, address_in, incoming_of
from enishi.desk.letterbox import Raw, raws_in
from enishi.desk.quotations import own_of
from enishi.problems import Problems
from enishi.render import load_words

SORTER = Sorter(Correspondents(b"s", ("i",), ("ken",), {}))


def incoming(data: bytes) -> Incoming:
    return incoming_of(Raw("x.eml", data))


def deep(levels: int) -> bytes:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(levels)
    )
    return f"From: a@example.com\nSubject: deep\n{head}\nx".encode()


HOSTILE = {
    "nothing": b"",
    "zeros": b"\0" * 100_000,
    "no headers": "ただの文章です。\n".encode(),
    "thousands of parts within parts": deep(3000),
    "thousands of messages within messages": b"Subject: x\n" + b"Content-Type: message/rfc822\n\n" * 5000,
    "thousands of parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 20_000,
    "a header without end": b"Subject: " + b"=?utf-8?b?" * 100_000,
    "a charset that is none": b"Content-Type: text/plain; charset=no-such\n\n\xff\xfe",
    "a slow codec": b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 50_000,
    "a codec that raises": b"Content-Type: text/plain; charset=undefined\n\nx",
    "a codec that is no charset": b"Content-Type: text/plain; charset=hex\n\nx",
    "broken base64": b"Content-Transfer-Encoding: base64\n\n====A",
    "broken uuencode": b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n\xff\xff\n",
    "broken words": b"Subject: =?utf-8?b?A?= =?utf-8?q?=ZZ?= =?x?b?\xff?=",
    "addresses without end": b"From: " + b"a@b," * 100_000,
    "brackets without end": b"From: " + b"<" * 100_000 + b"\nReferences: " + b"<" * 100_000,
    "a date that is none": b"Date: Fri, 99 Xxx 99999999999 99:99:99 +9999999\n\nx",
    "tags without end": b"Content-Type: text/html\n\n" + b"<div " * 40_000 + b"<" * 40_000,
    "a report without recipients": b"Content-Type: message/delivery-status\n\n\n\n\n\n",
    "a report within a report": b"Content-Type: multipart/report; boundary=b\n\n--b\n"
    b"Content-Type: message/delivery-status\n\nStatus: 5.1.1\n\nFinal-Recipient: ;;;@@\nAction: failed\n",
    "a codec that raises on what is no ASCII": b"Content-Type: text/plain; charset=idna\n\n" + b"\xff" * 99,
    "parameters that contradict each other": b"Content-Type: text/plain; charset*=a; charset*0*=b\n\nx",
    "a border that contradicts itself": b"Content-Type: multipart/mixed; boundary*=a; boundary*0*=b\n\n--a\n",
    "items without end": "\n力になれること: ".encode() + b" " * 190_000 + b"x\n",
    "labels without end": b"\n" + "会社: 会社: ".encode() * 20_000,
    "spaces without end": b"\n" + b" " * 100_000 + b":\n" + b"On " + b"x" * 50_000,
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_mail_is_something_quickly(kind: str) -> None:
    begin = time.process_time()
    item = SORTER.item_of(incoming(HOSTILE[kind]))
    assert item.sort in ("other", "wish", "auto", "bounce")
    assert time.process_time() - begin < 3


def test_of_an_item_the_sign_before_it_is_taken_away_and_no_other() -> None:
    assert items_in("・工場見学・案内\n- a - b; *c*") == ["工場見学・案内", "a - b", "c*"]


@example(b"\r")
@given(st.binary(max_size=600) | st.lists(st.sampled_from(
    [b"From: ", b"Subject: ", b"a@example.com", b"\n", b"\r\n", b"\n\n", b"=?utf-8?b?5Yag?=", b"=?", b"?=",
     b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n", b"--b--\n", b"Content-Type: ", b"text/html",
     b"message/rfc822", b"message/delivery-status", b"; charset=", b"utf-16", b"iso-2022-jp", b"\x1b$B", b"\xe3\x81",
     b"Content-Transfer-Encoding: base64\n", b"x-uuencode", b"Date: ", b"Action: failed", b"Status: 5.1.1", b"<", b">", b'"',
     b"X-Failed-Recipients: ", "会社: あ".encode(), b"stop-", b"a" * 20, b"Message-ID: <x@y>", b";", b"\0"]
), max_size=40).map(b"".join))  # fmt: skip
def test_whatever_comes_is_understood_or_listed(data: bytes) -> None:
    mail = incoming(data)
    item = SORTER.item_of(mail)
    assert item.sort
    for text in (mail.subject, mail.sender, *mail.headers.values()):
        assert text == "" or text.isprintable()
    for value in answer_in(mail.own).told.values():
        assert all(line.isprintable() for line in value.split("\n"))
    assert mail.digest == incoming(data + b"\n").digest


def test_a_header_cannot_begin_a_line_or_steer_a_terminal() -> None:
    mail = incoming(
        b"Subject: =?utf-8?q?a=0D=0AFrom:_evil=1B[31m=E2=80=AEb?=\nFrom: a@example.com\n\n"
    )
    assert mail.subject == "a From: evil [31m b"
    assert mail.sender == "a@example.com"


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("Ken <Ken@Example.com>", "ken@example.com"),
        ("ken@example.com", "ken@example.com"),
        ('"ken@example.com" <evil@example.net>', "evil@example.net"),
        ("ken@example.com <evil@example.net>", "evil@example.net"),
        ("(ken@example.com) evil@example.net", "evil@example.net"),
        ("ken@example.com, evil@example.net", ""),
        ("<ken@example.com> <evil@example.net>", ""),
        ("undisclosed-recipients:;", ""),
    ],
)
def test_who_a_header_names(header: str, address: str) -> None:
    assert address_in(header) == address


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-2022-jp", "近況です"),
        ("shift_jis", "近況①"),
        ("euc-jp", "近況"),
        ("utf-8", "近況"),
        ("utf-16", "近況"),
    ],
)
def test_japanese_charsets_are_read(charset: str, text: str) -> None:
    codec = "cp932" if charset == "shift_jis" else charset
    data = f"Content-Type: text/plain; charset={charset}\n\n".encode() + text.encode(codec)
    assert incoming(data).own == text


def test_html_is_read_where_there_is_no_text() -> None:
    data = (
        "Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>会社: あおば</p><p>では&amp;</p>"
        '<div class="gmail_quote"><p>会社: ほか</p></div>'
    )
    assert incoming(data.encode()).own == "会社: あおば\nでは&"


def test_a_huge_message_is_cut_and_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "MOST", 100)
    (tmp_path / "a.eml").write_bytes(b"Subject: stop-x\n\n" + b"x" * 1000)
    (raw,) = raws_in([tmp_path / "a.eml"], Problems())
    assert incoming_of(raw).fault == "large" and incoming_of(raw).subject == "stop-x"


@given(
    st.lists(
        st.lists(st.sampled_from(["x", "", "From y", ">From z", ">>From"]), max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_an_mbox_gives_back_what_was_put_in(messages: list[list[str]]) -> None:
    import io

    texts = ["\n".join(["Subject: m", "", *lines]) + "\n" for lines in messages]

    def quoted(line: str) -> str:
        return f">{line}" if line.lstrip(">").startswith("From ") else line

    box = "".join("From a\n" + "\n".join(map(quoted, one.split("\n"))) + "\n" for one in texts)
    found = list(letterbox._messages_in(io.BytesIO(box.encode())))
    assert [one.decode().strip("\n") for one in found] == [one.strip("\n") for one in texts]


QUOTES = [
    "> ほか", "＞ ほか", "On Fri, 20 Nov 2026 at 10:00, Haru <a@example.com> wrote:\nほか",
    "On Fri, 20 Nov 2026 at 10:00, Somebody With A Long Name\n<a@example.com> wrote:\nほか",
    "2026年11月5日(木) 10:00 山田 はる <a@example.com>:\nほか", "2026/11/05 10:00、山田 のメール:\nほか",
    "-----Original Message-----\nほか", "________________________________\nほか",
    "差出人: 山田 <a@example.com>\nほか", "From: Haru <a@example.com>\nほか", "-- \nほか",
]  # fmt: skip


@pytest.mark.parametrize("quote", QUOTES)
def test_what_is_quoted_is_not_the_senders(quote: str) -> None:
    assert own_of(f"わたしの文\n\n{quote}\n") == "わたしの文"


def test_every_line_of_the_form_is_read_in_both_languages() -> None:
    for number in (0, 1):
        lines = [f"{one.labels[number]} (…): x{n}" for n, one in enumerate(FORM)]
        answer = answer_in("\n".join(lines).replace(":", "：") if number == 0 else "\n".join(lines))
        assert list(answer.told.values()) == [f"x{n}" for n, one in enumerate(FORM) if one.trail]
        assert answer.free == ""


@pytest.mark.parametrize(
    "text", ["はい", "はい。お願いします", "Yes, please", "OK", "載せてください", "y"]
)
def test_a_yes(text: str) -> None:
    assert is_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "いいえ",
        "no",
        "載せないでください",
        "いや",
        "はい・いいえ",
        "yesterday?",
        "たぶん",
        "よくない",
        "いいとは言えない",
        "よい ではない",
        "はい、と言いたいところですが、まだ",
        "はい。でも会社名はやめてください",
        "OKではないです",
    ],
)
def test_what_is_not_a_clear_yes_is_no(text: str) -> None:
    assert not is_yes(text)


def test_bounces_of_a_plain_mail_are_none() -> None:
    assert (
        bounces_in(incoming(b"From: ken@example.com\nSubject: Undeliverable\n\n550 5.1.1")) is None
    )
    assert clean("a\x1b[31m\u202eb") == "a [31m b"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_form_in_letters_is_one_that_is_read(lang: str) -> None:
    """A reply that fills in every line of it leaves nothing over."""
    words = load_words(REPOSITORY, lang, Problems())
    lines = words["edition.tell_form"].strip().split("\n")
    answer = answer_in("\n".join(f"{line} {'はい' if lang == 'ja' else 'yes'}" for line in lines))
    assert len(answer.told) == len(lines) - 1 > 6
    assert answer.may_show and answer.free == ""
