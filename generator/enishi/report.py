"""Problems for people and for machines: text, JSON, GitHub annotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from enishi.messages import sentence_of
from enishi.problems import Problem

FORMATS = ("text", "json", "github")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def render_problems(problems: Iterable[Problem], lang: str, form: str) -> str:
    """All problems in one of `FORMATS`; ends with a line feed unless there are none."""
    if form == "json":
        return (
            json.dumps([_json_of(one, lang) for one in problems], ensure_ascii=False, indent=2)
            + "\n"
        )
    line = _github_of if form == "github" else _text_of
    return "".join(line(problem, lang) + "\n" for problem in problems)


def _text_of(problem: Problem, lang: str) -> str:
    fault, cure = sentence_of(problem, lang)
    where = f"{problem.path}:{problem.mark.line}:{problem.mark.column}"
    kind = _KINDS[lang][problem.warning]
    field = f" ({problem.field})" if problem.field else ""
    return f"{_visible(where)}: {kind}{field}: {_visible(fault)}\n    → {_visible(cure)}"


def _visible(text: str) -> str:
    """Controls as escapes: a file's name must not steer the terminal."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_KINDS = {"ja": ("エラー", "注意"), "en": ("error", "warning")}


def _json_of(problem: Problem, lang: str) -> dict[str, object]:
    fault, cure = sentence_of(problem, lang)
    return {
        "path": problem.path,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "severity": "warning" if problem.warning else "error",
        "code": problem.code,
        "field": problem.field,
        "fault": fault,
        "cure": cure,
    }


def _github_of(problem: Problem, lang: str) -> str:
    """A workflow command; GitHub's own escapes keep it on its line."""
    fault, cure = sentence_of(problem, lang)
    kind = "warning" if problem.warning else "error"
    path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    place = f"file={path},line={problem.mark.line},col={problem.mark.column}"
    return f"::{kind} {place},title=Enishi::{_escaped(f'{fault} → {cure}')}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def place_of(fault: BaseException) -> str:
    """Where the program failed, as `module.py:12`."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
