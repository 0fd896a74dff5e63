"""The strict subset of YAML: what is refused, and where exactly."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portals import said

from enishi.problems import Problems
from enishi.source.nodes import Mapping, Node, Scalar, Sequence, parse_yaml


def plain(node: Node | None) -> object:
    """The node as Python's own things."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


def parse(text: str) -> tuple[object, list[str]]:
    """What the text holds, and its problems as `line:col code`."""
    problems = Problems()
    found = plain(parse_yaml(text, "f", problems))
    return found, [said(problem).removeprefix("f:") for problem in problems]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: 1\na: 2", ["2:1 yaml-duplicate"]),
        ("a:\n  b: 1\n  b: 2\n  b: 3", ["3:3 yaml-duplicate", "4:3 yaml-duplicate"]),
        ("{a: 1, a: 2}", ["1:8 yaml-duplicate"]),
        ("a: &x 1", ["1:4 yaml-anchor"]),
        ("a: &x 1\nb: *x", ["1:4 yaml-anchor", "2:4 yaml-alias"]),
        ("a: *注意", ["1:4 yaml-alias"]),
        ("a: &注意 b", ["1:4 yaml-anchor"]),
        ("a: !重要 b", ["1:4 yaml-tag"]),
        ("a: !!int 1", ["1:4 yaml-tag"]),
        ("a: ! 1", ["1:4 yaml-tag"]),
        ("a: !!python/object/apply:os.system ['true']", ["1:4 yaml-tag"]),
        ("<<: {a: 1}", ["1:1 yaml-merge"]),
        ("a: 1\n---\nb: 2", ["2:1 yaml-documents"]),
        ("? [a]\n: 1", ["1:3 yaml-key"]),
        ("a:\n\tb: 1", ["2:1 yaml-tab"]),
        ("a: 1\nb: c: d", ["2:5 yaml-colon"]),
        ("a: 1\nb: @home", ["2:4 yaml-quote"]),
        ("a: `b`", ["1:4 yaml-quote"]),
        ("a: [1, 2", ["1:4 yaml-unclosed"]),
        ('a: "b\nc: d\n', ["1:4 yaml-unclosed"]),
        ("[", ["1:1 yaml-unclosed"]),
        ('a: "\\q"', ["1:5 yaml-escape"]),
        ("a: 1\n b: 2", ["2:3 yaml-colon"]),
        ("a: 'b' c", ["1:8 yaml-syntax"]),
    ],
)
def test_each_refusal_names_its_place(text: str, faults: list[str]) -> None:
    assert parse(text)[1] == faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name：佐藤", "1:5 yaml-full-width-colon"),
        ("name: 佐藤\nbio：こんにちは", "2:4 yaml-full-width-colon"),
    ],
)
def test_a_full_width_colon_is_pointed_at(text: str, fault: str) -> None:
    assert parse(text) == (None, [fault])


@pytest.mark.parametrize(
    "text",
    [
        "a: 時刻は10：30から",
        'a: "name：佐藤"',
        "a: |\n  name：佐藤",
        "a: >\n  Web：例",
        "a: [Web：例]",
    ]
    + ["# name：佐藤\na: b"],
)
def test_a_full_width_colon_within_a_text_is_a_text(text: str) -> None:
    assert parse(text)[1] == []


def test_a_list_of_texts_may_hold_full_width_colons() -> None:
    assert parse("skills:\n  - Python：機械学習\n  - AI：画像認識")[1] == []


@pytest.mark.parametrize(
    "text", ["no", "010", "1e3", "~", "null", "2015-04-01", "0x1F", "12:30:45"]
)
def test_every_scalar_stays_the_text_it_is(text: str) -> None:
    assert parse(f"a: {text}") == ({"a": text}, [])


def test_twenty_levels_are_enough() -> None:
    assert parse("[" * 20 + "]" * 20)[1] == []
    assert parse("[" * 21 + "]" * 21)[1] == ["1:21 yaml-depth"]


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 100_000, "- " * 100_000, "&a [" * 90_000])
def test_a_bomb_is_refused_at_once(text: str) -> None:
    start = time.process_time()
    assert parse(text)[1]
    assert time.process_time() - start < 2


def test_an_alias_bomb_is_not_expanded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    found, faults = parse("\n".join(lines))
    assert found is None
    assert len(faults) == 60 + 59 * 2


def test_marks_count_lines_and_characters_from_one() -> None:
    node = parse_yaml("名前:\n  - 佐藤\n  - {か: き}\n", "f", Problems(), first_line=10)
    assert isinstance(node, Mapping)
    (key, value) = node.entries[0]
    assert isinstance(value, Sequence)
    inner = value.items[1]
    assert isinstance(inner, Mapping)
    marks = [key.mark, value.items[0].mark, inner.mark, inner.entries[0][1].mark]
    assert [(mark.line, mark.column) for mark in marks] == [(10, 1), (11, 5), (12, 5), (12, 9)]


@pytest.mark.parametrize("style", ["|", ">", "|-", "|2"])
def test_a_block_scalar_says_that_its_text_begins_below(style: str) -> None:
    node = parse_yaml(f"a: 1\nbio: {style}\n  一行目\n", "f", Problems())
    bio = node.get("bio") if isinstance(node, Mapping) else None
    assert isinstance(bio, Scalar)
    assert (bio.block, bio.mark.line) == (True, 2)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_of_an_editor(mark: str) -> None:
    """YAML 1.1 ends a line where no editor does."""
    assert parse(f'a: "x{mark}y"\nb: 1\nb: 2')[1] == ["3:1 yaml-duplicate"]


def test_an_empty_text_is_nothing_and_no_fault() -> None:
    for text in ("", "\n\n", "# nur ein Kommentar\n"):
        assert parse(text) == (None, [])


def test_tags_are_passed_over_where_the_file_is_mkdocs_own() -> None:
    problems = Problems()
    node = parse_yaml("a: !ENV [X, y]", "f", problems, tags=True)
    assert (plain(node), len(problems)) == ({"a": ["X", "y"]}, 0)


@given(st.text(alphabet=st.sampled_from("ab:：-[]{}&*!|>'\"%@`#?, \n\t<佐\u2028"), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    lines = text.count("\n") + 1
    assert all(1 <= int(fault.split(":")[0]) <= lines for fault in parse(text)[1])


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=9
)


@given(st.dictionaries(texts, st.lists(texts)))
def test_what_is_quoted_as_json_is_read_back(value: dict[str, list[str]]) -> None:
    """Every JSON text is YAML: so may programs write records."""
    assert parse(json.dumps(value, ensure_ascii=False)) == (value, [])
