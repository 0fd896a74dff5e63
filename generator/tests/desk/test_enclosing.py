"""What is private in a letter: never markup, never a header, never in anybody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from functools import cache

import factories
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import elements_of
from portals import REPOSITORY

from enishi.correspondence import Clerk
from enishi.desk.addressees import Addressee, called_of
from enishi.desk.enclosing import parts_of
from enishi.desk.private import Private
from enishi.desk.records import Card
from enishi.problems import Mark, Problems, Refused
from enishi.render import press_of, words_of
from enishi.settings import MailText
from enishi.source.people import Name
from enishi.stationery import stationery_of

MAIL = MailText(Mark(), "letters@example.com", "山田 はる")
WHEN = datetime(2026, 11, 22, 6, tzinfo=factories.ZONE)
PLAIN = Addressee("ken", Private("ken@example.com"), Private("佐藤 健"), Private("佐藤さん"))

_PIECES = [
    '"><script>alert(1)</script>', "'", '"', "<!--", "-->", "</td></tr></table>", "{{ 7*7 }}", "{% raw %}",
    "\x04name\x04", "\x04stop\x04", "\x02", "&lt;", "&", "佐藤", " ", "\u202e", "👩🏽‍💻", "=?utf-8?q?=0D=0ABcc:_x@example.com?=",
    "\r\nBcc: x@example.com", "]]>", "<style>", "javascript:", "e\u0301",
]  # fmt: skip
naughty = st.lists(st.sampled_from(_PIECES) | st.text(max_size=9), min_size=1, max_size=6).map(
    "".join
)


@cache
def clerk() -> Clerk:
    """Of an issue with something of everything."""
    press = press_of(
        REPOSITORY, factories.site(), factories.TODAY, words_of(REPOSITORY, Problems())
    )
    issue = factories.letter()
    stationery = stationery_of(factories.publication(), press, issue, (), MAIL.address)
    return Clerk(stationery, MAIL, b"x" * 32)


def parts(one: Addressee) -> tuple[str, str]:
    found = parts_of(clerk().edition_for(one))
    return found["html"].decode("utf-8", "replace"), found["txt"].decode("utf-8", "replace")


def skeleton(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, but for the items of lists."""
    return [
        (one.tag, tuple(sorted(one.attrib)))
        for one in elements_of(html)
        if one.attrib.get("class") != "mine" and one.tag != "li"
    ]


@settings(max_examples=30)
@given(naughty)
def test_a_name_is_never_markup(name: str) -> None:
    one = replace(PLAIN, called=Private(name), name=Private(name))
    html, _ = parts(one)
    assert skeleton(html) == skeleton(parts(PLAIN)[0])
    assert "{{ 7*7 }}" in html or "{{ 7*7 }}" not in name
    assert "<script" not in html


@settings(max_examples=20)
@given(st.lists(naughty, min_size=1, max_size=3))
def test_what_readers_ask_and_offer_is_never_markup(wishes: list[str]) -> None:
    html, _ = parts(replace(PLAIN, asks=tuple(wishes), offers=tuple(wishes)))
    twin, _ = parts(replace(PLAIN, asks=("本",) * len(wishes), offers=("本",) * len(wishes)))
    assert [one.tag for one in elements_of(html)] == [one.tag for one in elements_of(twin)]
    assert "<script" not in html


@settings(max_examples=60)
@given(naughty)
def test_a_name_slips_nothing_into_the_header(name: str) -> None:
    one = replace(PLAIN, called=Private(name), name=Private(name))
    try:
        data = clerk().message_to(one, WHEN)
    except Refused as refused:
        assert {each.code for each in refused.problems} <= {"letter-control", "letter-garbled"}
        return
    plain = message_from_bytes(clerk().message_to(PLAIN, WHEN), policy=policy.default)
    found = message_from_bytes(data, policy=policy.default)
    assert found.keys() == plain.keys()
    assert [each.addr_spec for each in found["To"].addresses] == ["ken@example.com"]


@settings(max_examples=20)
@given(st.lists(st.uuids(), min_size=8, max_size=8, unique=True))
def test_nobody_reads_what_is_private_of_another(secrets: list[object]) -> None:
    values = [f"value-{one}" for one in secrets]
    first, second = (
        Addressee(
            person,
            Private(f"{own[0]}@example.com"),
            Private(own[1]),
            Private(own[2]),
            asks=(own[3],),
        )
        for person, own in (("ai", values[:4]), ("bo", values[4:]))
    )
    for one, mine, others in ((first, values[:4], values[4:]), (second, values[4:], values[:4])):
        told = "".join(parts(one)) + clerk().message_to(one, WHEN).decode()
        assert [each for each in others if each in told] == []
        assert mine[2] in told
        assert mine[3] in told


def name(**given: str) -> Name:
    return Name(Mark(), **given)


@pytest.mark.parametrize(
    ("given", "call", "ja", "en"),
    [
        (name(family="佐藤", given="健一", latin="Kenichi Sato"), "", "佐藤さん", "Kenichi"),
        (name(family="佐藤", given="健一"), "", "佐藤さん", "佐藤 健一"),
        (name(family="佐藤", preferred="けん"), "", "けんさん", "佐藤"),
        (name(family="佐藤", preferred="けんちゃん"), "", "けんちゃん", "佐藤"),
        (name(family="Nair", given="Priya"), "", "Priyaさん", "Priya"),
        (name(family="Nair", given="Priya", preferred="Pri"), "", "Priさん", "Pri"),
        (name(whole="佐藤 健一"), "", "佐藤さん", "佐藤 健一"),
        (name(whole="Bo Ek"), "", "Bo Ekさん", "Bo"),
        (name(latin="Kenichi Sato"), "", "Kenichiさん", "Kenichi"),
        (name(family="佐藤", latin="Ken Sato"), "佐藤先生", "佐藤先生", "Ken"),
        (name(family="佐藤"), "佐藤先生", "佐藤先生", "佐藤先生"),
        (name(family="佐藤", latin="Ken Sato"), "Dr. Sato", "Dr. Sato", "Dr. Sato"),
        (None, "和田先生", "和田先生", "和田先生"),
    ],
)
def test_everybody_is_called_as_they_wish(given: Name | None, call: str, ja: str, en: str) -> None:
    card = Card("ken", "private/ken.yml", Mark(), call=Private(call) if call else None)
    assert called_of(given, card, "ja") == Private(ja)
    assert called_of(given, card, "en") == Private(en)


def test_who_is_not_on_file_has_no_name() -> None:
    assert called_of(None, Card("ken", "private/ken.yml", Mark()), "ja") is None
