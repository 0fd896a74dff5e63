"""A message says what it was meant to say, to one person, whatever stands in names and titles."""

from __future__ import annotations

import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage

import factories
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from enishi.desk.draft import Draft, differing, written
from enishi.desk.edition import Edition
from enishi.desk.headers import address_of, text_field
from enishi.desk.message import message_of
from enishi.desk.private import Private
from enishi.problems import Mark, Problem, Refused
from enishi.settings import MailText

WHEN = datetime(2026, 11, 27, 3, 4, 5, tzinfo=UTC)
TOKEN = "abcdefghij234567klmn"
MAIL = MailText(Mark(), "letters@example.com", "三好 千里(ひなた計機)", "letters+stop@example.com")
SITE = factories.site(name="ひなたの縁側")
HTML = "<!DOCTYPE html>\n<html lang=ja><title>秋</title><p>お元気ですか。</p></html>\n"

lines = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=120
)
japanese = st.text("縁側だより秋の号、会社「」・ー絵文字髙﨑 𠮷野Ａａ", min_size=1, max_size=200)
awkward = st.lists(
    st.sampled_from(
        ["=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=", "=?utf-8?q?=0D=0ABcc:_x@example.com?=", "=?", "?=",
         "Bcc: x@example.com", ",", ";", ":", "<", ">", "@", "(", ")", '"', "\\", " ", "  ", "_", "=", "佐藤", "健一",
         "👩🏽‍💻", "🇯🇵", "שלום", "مرحبا", "é", "e\u0301", "\u3000", "\u00a0", "\u200d", "\ufeff", "a" * 80, ".", "'"]
    ),
    min_size=1, max_size=12,
).map("".join)  # fmt: skip
_WORD = re.compile(r"(?:[A-Za-z-]+:)? =\?utf-8\?[bq]\?[^?\s]+\?=(?: <[^<>]+>)?")
texts = lines | japanese | awkward
bodies = st.lists(
    st.sampled_from(["\n", "\r\n", "\r", ".", "From ", "-- ", " ", "\t", "=", "=_", "--=_", "縁", "é", "\x00", "\x0c", "\u2028", "word", "あ" * 90, "a" * 99])
).map("".join)  # fmt: skip


def edition(**given: object) -> Edition:
    made = Edition(
        issue="2026-11-autumn",
        person="kenichi-sato",
        lang="ja",
        subject="秋の縁側だより",
        html=Private(HTML),
        text=Private("お元気ですか。\n\n-- \nひなた計機\n"),
        address=Private("sato@example.com"),
        name=Private("佐藤 健一"),
    )
    return replace(made, **given)


def message(mail: MailText = MAIL, **given: object) -> bytes:
    return message_of(edition(**given), mail, SITE, TOKEN, WHEN)


def parsed(data: bytes) -> EmailMessage:
    read = message_from_bytes(data, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def refused(mail: MailText = MAIL, **given: object) -> list[Problem]:
    with pytest.raises(Refused) as found:
        message(mail, **given)
    return list(found.value.problems)


def words_are_whole(field: str) -> bool:
    """Each line of a header holds whole encoded words, and is no longer than they allow."""
    return all(
        _WORD.fullmatch(line) and len(line) <= 76 for line in field.split("\r\n") if "=?" in line
    )


def test_a_message_has_the_fields_that_it_should_and_no_other() -> None:
    read = parsed(message())
    assert [(name, value.lstrip()) for name, value in read.items()] == [
        ("From", '"三好 千里(ひなた計機)" <letters@example.com>'),
        ("To", "佐藤 健一 <sato@example.com>"),
        ("Subject", "秋の縁側だより"),
        ("Date", "Fri, 27 Nov 2026 03:04:05 +0000"),
        ("Message-ID", "<58ba3476f7c43870b3dfdd21b01bbe71@example.com>"),
        ("List-ID", read["List-ID"]),
        ("List-Unsubscribe", f"<mailto:letters+stop@example.com?subject=stop-{TOKEN}>"),
        ("Content-Language", "ja"),
        ("MIME-Version", "1.0"),
        ("Content-Type", read["Content-Type"]),
    ]
    assert str(read["List-ID"]).endswith("<letters.alumni.example.com>")
    assert TOKEN not in read["Message-ID"]


def test_both_parts_come_in_the_order_that_readers_prefer() -> None:
    read = parsed(message())
    plain, html = read.iter_parts()
    assert read.get_content_type() == "multipart/alternative"
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == "お元気ですか。\n\n-- \nひなた計機\n"
    assert html.get_content().replace("\r\n", "\n") == HTML
    assert {part.get_content_charset() for part in (plain, html)} == {"utf-8"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Autumn – a letter\n" * 9, "quoted-printable"), ("秋の便り\n" * 9, "base64")],
)
def test_each_part_is_written_the_shorter_way(text: str, encoding: str) -> None:
    plain, _ = parsed(message(text=Private(text))).iter_parts()
    assert plain["Content-Transfer-Encoding"] == encoding


def test_the_same_letter_is_the_same_bytes() -> None:
    assert message() == message()


def test_one_click_is_offered_only_where_something_answers_it() -> None:
    mail = replace(MAIL, one_click="https://example.com/stop")
    read = parsed(message(mail))
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["List-Unsubscribe"].split(", ") == [
        f"<https://example.com/stop?token={TOKEN}>",
        f"<mailto:letters+stop@example.com?subject=stop-{TOKEN}>",
    ]
    assert "List-Unsubscribe-Post" not in parsed(message())


@given(subject=texts, name=texts, sender=texts)
@example("=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5jb20=?=", '"=?utf-8?q?x?=" <a@b.c>,', "a, b <c@d.e>")
def test_no_name_and_no_subject_says_anything_else(subject: str, name: str, sender: str) -> None:
    assume(subject.strip())
    data = message(replace(MAIL, name=sender), subject=subject, name=Private(name))
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    assert head.count("\r\nTo:") == 1
    assert "\r\nBcc:" not in head
    assert words_are_whole(head)
    assert all(len(line) <= 78 for line in data.decode("ascii").split("\r\n"))
    read = parsed(data)
    [recipient] = read["To"].addresses
    assert recipient.addr_spec == "sato@example.com"
    assert [one.addr_spec for one in read["From"].addresses] == ["letters@example.com"]
    if not subject.startswith("=?") and "?=" not in subject + name + sender:
        assert read["Subject"] == subject.strip()


@given(plain=bodies, html=bodies)
def test_every_text_arrives_as_it_was(plain: str, html: str) -> None:
    data = message(text=Private(f"縁{plain}"), html=Private(f"縁{html}"))
    assert all(len(line) <= 78 for line in data.decode("ascii").split("\r\n"))
    parts = message_from_bytes(data).walk()
    read = [
        str(part.get_payload(decode=True), "utf-8") for part in parts if not part.is_multipart()
    ]
    assert read == [
        re.sub("\r\n?|\n", "\r\n", f"縁{text}").rstrip("\r\n") + "\r\n" for text in (plain, html)
    ]


@given(st.text('abc =?_\\"é縁', min_size=1, max_size=300), st.sampled_from(["Subject", "X"]))
def test_a_folded_field_has_no_empty_line_and_no_long_one(text: str, name: str) -> None:
    field = text_field(name, text.strip())
    assert field.endswith("\r\n")
    folds = field[:-2].split("\r\n")
    assert all(line.strip() and len(line) <= 78 for line in folds)
    assert all(line.startswith(" ") for line in folds[1:])


@pytest.mark.parametrize(
    "sign", ["\r\nBcc: x@example.com", "\n", "\x00", "\x85", "\u2028", "\ud800"]
)
def test_what_ends_a_line_or_cannot_be_seen_is_refused(sign: str) -> None:
    broken = f"秋{sign}の便り"
    assert [(one.path, one.code) for one in refused(subject=broken)] == [
        ("content/newsletters/2026-11-autumn.md", "letter-control")
    ]
    assert [(one.path, one.code) for one in refused(name=Private(broken))] == [
        ("alumni/kenichi-sato.yml", "letter-control")
    ]
    assert [(one.path, one.field) for one in refused(replace(MAIL, name=broken))] == [
        ("mkdocs.yml", "extra.enishi.mail.name")
    ]


def test_everything_amiss_is_told_at_once_and_nothing_private() -> None:
    mail = MailText(Mark(9, 5), "x@縁側.example.com", list_id="no dots")
    found = refused(
        mail,
        subject=" ",
        text=Private(""),
        html=Private("caf\xe9"),
        address=Private("秘密@example.com"),
    )
    assert [(one.path, one.mark.line, one.code, one.field) for one in found] == [
        ("content/newsletters/2026-11-autumn.md", 1, "letter-empty", ""),
        ("content/newsletters/2026-11-autumn.md", 1, "letter-latin", ""),
        ("content/newsletters/2026-11-autumn.md", 1, "letter-subject", "title"),
        ("mkdocs.yml", 9, "letter-address", "extra.enishi.mail.address"),
        ("mkdocs.yml", 9, "letter-address", "extra.enishi.mail.stop"),
        ("mkdocs.yml", 9, "list-id-bad", "extra.enishi.mail.list_id"),
        ("private/kenichi-sato.yml", 1, "letter-address", "emails"),
    ]
    assert "秘密" not in repr(found)


@pytest.mark.parametrize(
    ("address", "written_as"),
    [
        ("a.b+c@example.com", "a.b+c@example.com"),
        ("a..b.@example.com", '"a..b."@example.com'),
        ("a@example", None),
        ("a b@example.com", None),
        ("a@example.com>, <b@example.com", None),
        ("=?utf-8?q?a?=@example.com", None),
        ("縁@example.com", None),
        ("a@縁.example.com", None),
        ("a@example.com\r\nBcc: b@example.com", None),
        ("", None),
    ],
)
def test_an_address_is_one_that_servers_take_or_none(address: str, written_as: str | None) -> None:
    assert address_of(address) == written_as
    if written_as:
        data = message(address=Private(address), name=Private(""))
        assert f"\r\nTo: {written_as}\r\n".encode() in data


def draft() -> Draft:
    return Draft(
        ("三好", "letters@example.com"), ("佐藤", "sato@example.com"), "秋", ("縁側", "l.example.com"),
        ("mailto:s@example.com",), "<0@example.com>", "Fri, 27 Nov 2026 03:04:05 +0000", "ja", ("縁\r\n", "縁\r\n"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        (rb"\r\nSubject:", b"\r\nBcc: x@example.com\r\nSubject:", "header"),
        (rb"\r\nSubject:", b"\r\nTo: x@example.com\r\nSubject:", "header"),
        (rb"\r\nDate: [^\r]*", b"", "header"),
        (rb"(\r\nTo: [^\r]*)", rb"\1, x@example.com", "To"),
        (rb"\r\nSubject: [^\r]*", b"\r\nSubject: =?utf-8?b?5Yas?=", "Subject"),
        (rb"5ou+DQo=|57iBDQo=", b"5Ya" + b"sDQo=", "text"),
        (rb"--=_0--\r\n", b"", "text"),
        (rb"--=_0--\r\n", b"--=_0\r\n\r\nmore\r\n--=_0--\r\n", "text"),
        (rb"\r\nDate: ", b"\nDate: ", "lines"),
        (rb"\r\n\r\n", b"\r\nX: " + b"x" * 1000 + b"\r\n\r\n", "lines"),
    ],
)
def test_a_message_that_is_read_otherwise_is_found_out(
    before: bytes, after: bytes, part: str
) -> None:
    data = written(draft())
    assert list(differing(data, draft())) == []
    spoilt = re.sub(before, after, data, count=1)
    assert spoilt != data
    assert part in list(differing(spoilt, draft()))
