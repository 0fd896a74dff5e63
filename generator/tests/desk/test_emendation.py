"""Values are put into YAML, and every other character stays."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.desk.emendation import Wish, emended, plain_at

TEXT = """\
name: x   # 名前
now:
  company: 株式会社あおば   # remark
  title: 代表
  # remark beneath
location: {city: 福岡市}
bio: |
  一行目
  二行目

offers:
  - a
  - b   # keep
asks: [x]
lately:
  on: 2026-01-01
  text: >
    folded
    text
empty:
consents:
  - {purpose: portal, status: given, on: 2025-01-01}
"""
CASES = {
    "instead of a value": (Wish(("now", "company"), "新: 会社 #1"), ["-  company: 株式会社あおば   # remark", '+  company: "新: 会社 #1"   # remark']),
    "a new pair in rows": (Wish(("now", "industry"), "物流"), ["+  industry: 物流"]),
    "a new pair in braces": (Wish(("location", "region"), "福岡県"), ["-location: {city: 福岡市}", "+location: {city: 福岡市, region: 福岡県}"]),
    "lines instead of lines": (Wish(("bio",), "新\nb: c\n"), ["-  一行目", "-  二行目", "+  新", "+  b: c"]),
    "a word instead of lines": (Wish(("lately", "text"), "短い"), ["-  text: >", "-    folded", "-    text", "+  text: 短い"]),
    "one more row": (Wish(("offers",), "c: d", is_row=True), ['+  - "c: d"']),
    "one more in brackets": (Wish(("asks",), "[y", is_row=True), ["-asks: [x]", '+asks: [x, "[y"]']),
    "behind a colon": (Wish(("empty",), "v"), ["-empty:", "+empty: v"]),
    "beneath a colon": (Wish(("empty", "a"), "v"), ["+  a: v"]),
    "a row beneath a colon": (Wish(("empty",), "v", is_row=True), ["+  - v"]),
    "a list that was not there": (Wish(("skills",), "s", is_row=True), ["+skills:", "+  - s"]),
    "a record that was not there": (Wish(("touches",), {"on": "2026-01-01", "note": "a: b"}, is_row=True), ["+touches:", "+  - on: 2026-01-01", '+    note: "a: b"']),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_nothing_but_the_value_changes(case: str) -> None:
    wish, expected = CASES[case]
    new = emended(TEXT, wish)
    assert new is not None
    diff = difflib.unified_diff(TEXT.splitlines(), new.splitlines(), lineterm="", n=0)
    assert [line for line in diff if not line.startswith(("---", "+++", "@@"))] == expected


@pytest.mark.parametrize(
    "wish",
    [
        Wish(("name", "family"), "x"),
        Wish(("name",), "x", is_row=True),
        Wish(("offers",), "x"),
        Wish(("now",), "x", is_row=True),
    ],
)
def test_what_does_not_fit_is_left_to_somebody(wish: Wish) -> None:
    assert emended(TEXT, wish) is None


def test_what_is_no_yaml_is_left_alone() -> None:
    assert emended("a: [", Wish(("a",), "b")) is None
    assert emended("- a\n", Wish(("a",), "b")) is None


@pytest.mark.parametrize("text", ["", "# only a remark\n", "name: x", "{name: x}", "{}"])
def test_texts_of_every_shape_take_a_value(text: str) -> None:
    new = emended(text, Wish(("touches",), {"on": "1"}, is_row=True), Wish(("a", "b"), "c"))
    assert new is not None and plain_at(new, "touches") == [{"on": "1"}]
    assert plain_at(new, "a", "b") == "c" and plain_at(new, "nowhere") == ""


SHAPES = [
    "now:\n  company: a # x\nb: 1\n", "now: {company: a}\n", "now:\nb: 1", "b: 1\n# end", "{b: 1}", "now: {}\n",
    "now:\n    company: |\n      x\n      y\n\n\nb: 1\n", "now:\n  company: 'x'\n", "now:\n  company:\n", "asks:\n- a\n",
]  # fmt: skip
SIGNS = st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(
    " :#-[]{}'\"|>&*!%@`,?~"
)


@given(st.text(SIGNS, min_size=1, max_size=12), st.sampled_from(SHAPES))
def test_any_value_is_read_again_as_it_was(value: str, text: str) -> None:
    value = " ".join(value.split()) or "x"
    new = emended(text, Wish(("now", "company"), value), Wish(("asks",), value, is_row=True))
    assert new is not None
    assert plain_at(new, "now", "company") == value
    assert plain_at(new, "asks")[-1] == value
