"""Plain rows are read as libyaml reads them, node by node and mark by mark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import enishi
from enishi.problems import Problems
from enishi.source.nodes import compose_yaml
from enishi.source.rows import read_rows
from enishi.source.tree import Mapping, Node

EXAMPLES = sorted(Path(enishi.__file__).parents[2].glob("docs/examples/*/alumni/*.yml"))


def by_libyaml(text: str, first_line: int = 1) -> tuple[Node | None, int]:
    """What libyaml makes of a text, and how many faults it finds."""
    problems = Problems()
    return compose_yaml(text, "f", problems, first_line), len(problems)


def assert_same(text: str) -> Mapping | None:
    """Where the rows of a text are read at all, libyaml reads the same and finds no fault."""
    found = read_rows(text, 3)
    if found is not None:
        assert by_libyaml(text, 3) == (found, 0)
    return found


PLAIN = [
    "a: b",
    "a: b\n\n# c\n   # d\ne: f # g\n",
    "a:\n  b: c\n  d:\n    e: f\ng: h\n",
    "a:\n- b\n- c: d\n  e: f\ng:\n  - h\n  -   i: j\n      k: l\n",
    "a:\nb:\n  c:\nd:\n- e:\n",
    "a: [b, c d,e,  f ]\ng: [ h ]\n",
    "a: {b: c, d:  e f , g: https://example.com/a}\n",
    "a:\n- {b: c}\n- [d]\n- 'e'\n",
    "a: \"b # c: 'd'\"\ne: 'f \"g\"'\nh: ''\n",
    "a: https://example.com/?b=c#d\ne: f:g#h\ni: j-k?l!m&n*o\n",
    "a: |\n  b\n\n    c\n  d: e\n  # f\n\n\ng: |-\n   h\n\ni: j\n",
    "a:\n  b: |\n    c\n      \n    \n  d: e\n",
    "a: 時刻は10：30から\nb: 全角　の　空白\nc: [佐藤　健一, Web：例]\n",
    "a:   b  \nc:  \nd: e\n",
    "a: |\n  \u3000\n  b\n",
]
FOREIGN = [
    "",
    "# a\n",
    "a",
    "- a",
    "[a]",
    "a: b\na: c",
    "a: {b: c, b: d}",
    "a: &b c",
    "a: *b",
    "a: !b c",
    "a: >\n  b",
    "a: |+\n  b\n",
    "a: |\n  b",
    "a: |\n  b\n    ",
    "a: |\n    b\n  c\n",
    "a: |\n\n  b\n",
    'a: "b\\n"',
    "a: 'b''c'",
    "a: b\n  c",
    "a: b\n   c: d",
    "a:\n    b: c\n  d: e",
    "a:\n- b\nc\n",
    "a:\n- # b\n- c\n",
    "a:\n  -\n    b: c\n",
    "a: b: c",
    "a: b\n- c",
    "a:\tb",
    "a: b\x85",
    "a: b\u2028",
    "\ufeffa: b",
    "a: \x00",
    "a: [b",
    "a: [b, [c]]",
    "a: [b: c]",
    "a: [b,, c]",
    "a: {b:c}",
    "a: {b: c, d}",
    'a: {"b":c}',
    "<<: a",
    "name：佐藤\n",
    "? a\n: b",
    "---\na: b",
    "a: b\n...\n",
    "a: b\n--- c\n",
    "a: @b",
    "a: `b`",
    "a: - b",
    "a:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 30)),
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_rows_are_read(text: str) -> None:
    assert assert_same(text) is not None


@pytest.mark.parametrize("text", FOREIGN)
def test_all_else_is_left_to_libyaml(text: str) -> None:
    assert read_rows(text) is None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_the_people_of_the_documentation_are_read(path: Path) -> None:
    assert assert_same(path.read_text(encoding="utf-8")) is not None


def lines_of(value: object, indent: str) -> Iterator[str]:
    """A mapping as rows; in a list of one the inner value stands behind a dash."""
    assert isinstance(value, dict)
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield f"{indent}{key}:"
            yield from lines_of(inner, indent + "  ")
        elif isinstance(inner, list):
            yield f"{indent}{key}:"
            for item in inner:
                first, *rest = lines_of(item, f"{indent}    ")
                yield f"{indent}  - {first.lstrip(' ')}"
                yield from rest
        else:
            yield f"{indent}{key}: {inner}".replace("\n", f"\n{indent}  ")


letters = st.sampled_from("ab佐　 0-:#,'\"[]{}|?!&*%@`>~：\\")
words = st.text(st.sampled_from("ab佐　0-："), min_size=1, max_size=5).filter(
    lambda word: word[0] not in "　-"
)
keys = st.sampled_from(["a", "b", "c_d", "E-1"])
values = st.one_of(
    words,
    st.text(letters, max_size=5),
    st.text(letters, max_size=5).map(lambda text: f'"{text}"'),
    st.text(letters, max_size=5).map(lambda text: f"'{text}'"),
    st.lists(words, min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.dictionaries(keys, words, min_size=1, max_size=3).map(
        lambda pairs: f"{{{', '.join(f'{key}: {value}' for key, value in pairs.items())}}}"
    ),
    st.lists(st.text(letters, max_size=5), max_size=4).map(lambda rows: "\n".join(["|", *rows])),
)
records = st.recursive(
    st.dictionaries(keys, values, min_size=1, max_size=3),
    lambda inner: st.dictionaries(
        keys, inner | st.lists(inner, min_size=1, max_size=2) | values, min_size=1, max_size=3
    ),
    max_leaves=5,
)
texts = records.map(lambda record: "".join(f"{line}\n" for line in lines_of(record, "")))
slips = st.sampled_from(
    ["\n", "\n  ", "\n\n", "  ", "- ", "a: ", ":", " # ", "-", ",", "'", "\t", "{", "|"]
)


@given(texts)
def test_what_is_read_is_what_libyaml_reads(text: str) -> None:
    assert_same(text)


@given(texts, st.integers(0, 200), st.integers(0, 3), slips)
def test_a_slip_anywhere_is_read_alike(text: str, place: int, lost: int, slip: str) -> None:
    place %= len(text)
    assert_same(text[:place] + slip + text[place + lost :])
