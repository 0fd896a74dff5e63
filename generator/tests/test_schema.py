"""Kinds of values: what each takes, what it refuses, and that no message tells what stood there."""

from __future__ import annotations

import json
import pickle
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portals import said

from enishi.messages import sentence_of
from enishi.problems import Problems
from enishi.source import schema
from enishi.source.nodes import parse_yaml
from enishi.source.people import PERSON, person_of
from enishi.source.schema import Reading

TOKYO = ZoneInfo("Asia/Tokyo")


def read(kind: schema.Kind[object], text: str) -> tuple[object, list[str]]:
    """What the kind makes of a YAML value, and its problems as `line:col code`."""
    problems = Problems()
    node = parse_yaml(text, "f", problems)
    assert node is not None
    found = kind.read(node, Reading("f", problems, TOKYO), "x")
    return found, [said(problem).removeprefix("f:") for problem in problems]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (schema.Text(), "' 佐藤 健一 '", "佐藤 健一"),
        (schema.Text(), "no", "no"),
        (schema.Text(3), "あいう", "あいう"),
        (schema.Ident(), "mirai-2", "mirai-2"),
        (schema.Ident(), "0", "0"),
        (schema.Day(), "2026-11-05", date(2026, 11, 5)),
        (schema.Link(), "https://例え.jp/道?a=1#b", "https://例え.jp/道?a=1#b"),
        (schema.Link(("mailto",)), "mailto:a@example.com", "mailto:a@example.com"),
        (schema.Choice(("ja", "en")), "en", "en"),
        (schema.Flag(), "yes", True),
        (schema.Flag(), "はい", True),
        (schema.Flag(), "False", False),
        (schema.Whole(), "010", 10),
        (schema.Whole(5), "5", 5),
        (schema.ListOf(schema.Text()), "[a, b]", ("a", "b")),
        (schema.ListOf(schema.Text()), "a", ("a",)),
    ],
)
def test_each_kind_reads_what_it_is_for(
    kind: schema.Kind[object], text: str, value: object
) -> None:
    assert read(kind, text) == (value, [])


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        (schema.Text(), "[a]", "1:1 text-expected"),
        (schema.Text(), '"a\\nb"', "1:1 text-lines"),
        (schema.Text(), '"a\\Lb"', "1:1 text-lines"),
        (schema.Text(3), "あいうえ", "1:1 text-long"),
        (schema.Text(), '"a\\u202eb"', "1:1 text-bidi"),
        (schema.Prose(3), "|\n  あいうえ", "1:1 text-long"),
        (schema.Prose(), "{a: b}", "1:1 text-expected"),
        (schema.Ident(), "Mirai", "1:1 id-bad"),
        (schema.Ident(), "みらい", "1:1 id-bad"),
        (schema.Ident(), "-a", "1:1 id-bad"),
        (schema.Ident(), "a-", "1:1 id-bad"),
        (schema.Ident(), "a" * 65, "1:1 id-bad"),
        (schema.Ident(), "../a", "1:1 id-bad"),
        (schema.When(), "2015年", "1:1 date-bad"),
        (schema.Day(), "2015-04", "1:1 day-bad"),
        (schema.Moment(), "10:00", "1:1 moment-bad"),
        (schema.Link(), "javascript:alert(1)", "1:1 url-bad"),
        (schema.Link(), "mailto:a@example.com", "1:1 url-bad"),
        (schema.Link(), "https://user:pw@example.com/", "1:1 url-bad"),
        (schema.Choice(("ja", "en")), "fr", "1:1 choice-bad"),
        (schema.Flag(), "maybe", "1:1 flag-bad"),
        (schema.Whole(), "-1", "1:1 whole-bad"),
        (schema.Whole(), "５", "1:1 whole-bad"),
        (schema.Whole(), "1.5", "1:1 whole-bad"),
        (schema.Whole(5), "6", "1:1 whole-bad"),
        (schema.ListOf(schema.Text(), most=2), "[a, b, c]", "1:1 list-long"),
    ],
)
def test_each_kind_refuses_the_rest(kind: schema.Kind[object], text: str, fault: str) -> None:
    assert read(kind, text) == (None, [fault])


def test_a_list_tells_every_bad_item_and_keeps_the_good_ones() -> None:
    assert read(schema.ListOf(schema.Ident()), "[a, B, c, D]") == (
        ("a", "c"),
        ["1:5 id-bad", "1:11 id-bad"],
    )


def person(text: str) -> list[tuple[str, str, dict[str, str]]]:
    problems = Problems()
    node = parse_yaml(text, "f", problems)
    assert node is not None
    person_of(node, "a", Reading("f", problems, TOKYO))
    return [(said(one).removeprefix("f:"), one.field, dict(one.values)) for one in problems]


@pytest.mark.parametrize(
    ("key", "near"),
    [("bioo", "bio"), ("tenure", "tenures"), ("consent", "consents"), ("openTo", "open_to")],
)
def test_an_unknown_key_is_told_which_one_it_may_be(key: str, near: str) -> None:
    assert person(f"name: a b\n{key}: x") == [("2:1 key-near", "", {"key": key, "near": near})]


def test_a_key_like_no_other_is_told_which_there_are() -> None:
    ((place, _, values),) = person("name: a b\nfavourite_colour: red")
    assert place == "2:1 key-unknown"
    assert values["keys"].split(", ") == list(PERSON.fields)


def test_a_key_that_may_be_data_is_not_repeated() -> None:
    ((_, _, values),) = person('name: a b\n"山田 太郎": x')
    assert values["key"] == "…"


def test_problems_say_which_field_of_which_item() -> None:
    text = "name: a b\ntenures:\n  - joined: 2015\n  - joined: x\n    left: y\nprofiles: {x: z}"
    assert [(place, field) for place, field, _ in person(text)] == [
        ("4:13 date-bad", "tenures[1].joined"),
        ("5:11 date-bad", "tenures[1].left"),
        ("6:15 url-bad", "profiles.x"),
    ]


def test_every_mistake_is_told_at_once() -> None:
    text = "nam: x\nupdated: soon\nopen_to: [dance]\nlately: {on: 2026-13-01}\nconsents: yes"
    assert [place for place, _, _ in person(text)] == [
        "1:1 key-near",
        "2:10 day-bad",
        "3:11 choice-bad",
        "4:9 key-missing",
        "4:14 day-bad",
        "5:11 mapping-expected",
    ]


def test_a_value_left_empty_counts_as_absent() -> None:
    assert person("name: a b\nbio:\nupdated:\ntenures:\nnow: {company: }") == []
    for text in ("name:", "name: ''", "name: '  '", "name: \u3000"):
        assert [place for place, _, _ in person(text)] == ["1:1 key-missing"]


SECRET = "ひみつ\u00d77f3a"
"""In no sentence of ours, so that finding it means that a value was repeated."""
PLACES = (
    "name: {V}",
    "name: {{family: {V}, given: [{V}]}}",
    "name: a b\nnow: {{since: {V}, checked: {V}}}",
    "name: a b\ntenures: [{{joined: {V}, projects: [{V}]}}]",
    "name: a b\nconsents: [{{purpose: {V}, status: {V}, on: {V}, until: {V}}}]",
    "name: a b\nprofiles: {{github: {V}}}\nopen_to: {V}\nupdated: {V}",
    "name: a b\nlately: {V}\nlocation: {V}",
    "name: a b\nemail: {V}\nbirthday: {V}\nfoo: {V}\n{V}: x",
    "{V}",
    "name: a b\nbio: {V}\nskills: [{V}]\nphoto: {V}",
)


@given(
    st.sampled_from(PLACES),
    st.text(st.characters(codec="utf-8", exclude_characters="\x85"), max_size=20),
    st.sampled_from(["", "a@example.com", "090-1234-5678", "4月1日生まれ", "\n", "\u202e"]),
)
def test_no_message_repeats_a_value(place: str, before: str, more: str) -> None:
    value = json.dumps(before + SECRET + more, ensure_ascii=False)
    problems = Problems()
    node = parse_yaml(place.format(V=value), "f", problems)
    if node is not None:
        person_of(node, "a", Reading("f", problems, TOKYO))
    for problem in problems:
        told = [*sentence_of(problem, "ja"), *sentence_of(problem, "en"), problem.field]
        assert not any(SECRET in text for text in told)


def test_a_record_can_be_kept_and_taken_up_again() -> None:
    text = "name: a b\ntenures: {joined: 2015-04, projects: mirai}\nbio: |\n  c\nphoto: d.jpg\n"
    node = parse_yaml(text, "f", Problems())
    assert node is not None
    found = person_of(node, "a", Reading("f", Problems(), TOKYO))
    assert found is not None
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
