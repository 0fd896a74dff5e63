"""What problems say: by code, in both languages, for people, programs and GitHub."""

from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import enishi
from enishi.messages import SENTENCES, sentence_of
from enishi.problems import Mark, Problem, Problems, Refused, refusal
from enishi.report import FORMATS, render_problems

PACKAGE = Path(enishi.__file__).parent
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
_BLAMING = {"error", "add", "warn", "refusal", "blame", "blame_at"}
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@cache
def trees() -> dict[str, ast.Module]:
    """Every module but those of sentences. Read when asked for: every worker loads this file."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in PACKAGE.rglob("*.py")
        if path.name not in ("messages.py", "speech.py")
    }


def blamings() -> Iterator[tuple[str, str, ast.Call]]:
    """`(place, code, call)` of every call that blames with a code written out."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [arg.value for arg in node.args[:3] if isinstance(arg, ast.Constant)]
            codes = [one for one in given if isinstance(one, str) and _CODE.fullmatch(one)]
            if name in _BLAMING and codes and not path.startswith(("outputs/", "almanac.py")):
                yield f"{path}:{node.lineno}", codes[0], node


def placeholders(code: str) -> set[str]:
    texts = (text for pair in SENTENCES[code] for text in pair)
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_has_sentences_and_what_they_are_filled_with() -> None:
    found = list(blamings())
    assert len(found) > 60
    for place, code, call in found:
        assert code in SENTENCES, place
        names = {word.arg for word in call.keywords}
        assert placeholders(code) <= names or None in names, (place, code)


def test_every_sentence_belongs_to_a_code_in_use() -> None:
    literals = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(SENTENCES) - literals) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_each_sentence_is_whole_in_both_languages(code: str) -> None:
    ja, en = SENTENCES[code]
    assert all(len(text) > 1 and text == text.strip() for text in (*ja, *en))
    assert _JAPANESE.search(ja[0])
    assert code == "kana-bad" or not _JAPANESE.search("".join(en))
    assert "退職者" not in "".join(ja)
    for text in ("".join(ja), "".join(en)):
        assert {name for _, name, _, _ in string.Formatter().parse(text) if name} == (
            placeholders(code)
        ), "both languages tell the same"


def problem(code: str = "key-near", path: str = "alumni/ken.yml", **values: str) -> Problem:
    filled = {"key": "bioo", "near": "bio", **values}
    return Problem(path, Mark(2, 1), code, "x", tuple(sorted(filled.items())))


def test_a_problem_is_said_with_place_fault_and_cure() -> None:
    assert render_problems([problem()], "ja", "text") == (
        "alumni/ken.yml:2:1: エラー (x): bioo という項目はありません。\n"
        "    → bio のことでしょうか。\n"
    )
    warning = Problem("a.md", Mark(), "link-unsafe", warning=True)
    assert render_problems([warning], "en", "text").startswith("a.md:1:1: warning: The link")


def test_programs_get_json() -> None:
    (told,) = json.loads(render_problems([problem()], "en", "json"))
    assert told == {
        "path": "alumni/ken.yml",
        "line": 2,
        "column": 1,
        "severity": "error",
        "code": "key-near",
        "field": "x",
        "fault": "There is no key bioo.",
        "cure": "Did you mean bio?",
    }
    assert json.loads(render_problems([], "en", "json")) == []


def test_github_shows_it_on_the_line() -> None:
    assert render_problems([problem()], "en", "github") == (
        "::error file=alumni/ken.yml,line=2,col=1,title=Enishi::"
        "There is no key bioo. → Did you mean bio?\n"
    )


AWKWARD = st.text(st.sampled_from("a%:,\r\n\x1b\x07\u2028\x85縁"), max_size=8)


@given(AWKWARD, AWKWARD)
def test_nothing_leaves_its_line_at_github(path: str, key: str) -> None:
    """https://docs.github.com: workflow commands escape %, CR, LF, and `:` `,` in properties."""
    line = render_problems([problem(path=path, key=key)], "ja", "github")
    assert line.count("\n") == 1
    assert "\r" not in line
    head, _, message = line.removeprefix("::error file=").partition("::")
    escaped = head.split(",line=")[0]
    assert not set(",:") & set(escaped)
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        escaped = escaped.replace(code, char)
    assert escaped == path
    assert "%0A" in message or "\n" not in key


@given(AWKWARD)
def test_a_file_name_cannot_steer_the_terminal(path: str) -> None:
    text = render_problems([problem(path=path)], "en", "text")
    assert text.count("\n") == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("form", FORMATS)
def test_problems_come_sorted_by_place_each_once(form: str) -> None:
    problems = Problems()
    for path, line in (("b", 1), ("a", 10), ("a", 2), ("a", 2)):
        problems.add(path, Mark(line), "yaml-tab")
    text = render_problems(problems, "en", form)
    assert re.findall(r"(?:file=|path\": \"|^)([ab])\b", text, re.MULTILINE) == ["a", "a", "b"]


def test_what_is_refused_carries_its_problem() -> None:
    fault = refusal("site", "site-foreign", folder="site")
    assert isinstance(fault, Refused)
    (told,) = fault.problems
    assert sentence_of(told, "en")[0].startswith("site/ was not made by Enishi")
