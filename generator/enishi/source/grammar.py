"""Reads cohort expressions: text → `Expression`, or the first fault and its place.

    expression = both { "or" both }
    both       = one { "and" one }
    one        = "not" one | "(" expression ")" | comparison
    comparison = field sign value | field [ "not" ] "in" "(" value { "," value } ")"

One pass over at most `LONGEST` characters; brackets at most `DEEPEST` within one another.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from enishi.dates import partial_date_of
from enishi.problems import Mark
from enishi.source.expressions import (
    DATE,
    DEEPEST,
    FIELDS,
    FLAGS,
    KEYWORDS,
    LONGEST,
    NAMES,
    NUMBER,
    TEXT,
    THING,
    YES,
    Asked,
    Comparison,
    Expression,
    Joined,
    Not,
    Term,
    plain,
)
from enishi.source.nodes import shown
from enishi.source.schema import Reading, Text, Trail
from enishi.source.tree import Node, Scalar

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<open>[(（])|(?P<close>[)）])|(?P<comma>[,，、])"
    r"|(?P<sign>[<＜>＞!！][=＝]|[=＝]{1,2}|[<＜>＞≠≦≧≤≥])"
    r"|(?P<quote>\"(?:[^\"]|\"\")*\"|'[^']*'|“[^”]*”|「[^」]*」|『[^』]*』)"
    r"|(?P<word>(?!')(?:(?![!！][=＝])[^\s()（）,，、<>=＝≠＜＞≦≧≤≥\"“”「」『』])+)",
)
_SIGNS = {"==": "=", "≠": "!=", "≦": "<=", "≤": "<=", "≧": ">=", "≥": ">="}
_WHOLE = re.compile(r"\d{1,3}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an expression, and how many characters stand before it."""

    at: int
    code: str
    values: tuple[tuple[str, str], ...] = ()


class _Wrong(Exception):  # noqa: N818  (carries a fault out of the parser, no further)
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int

    @property
    def keyword(self) -> str:
        """The keyword that it is, or nothing."""
        return KEYWORDS.get(plain(self.text), "") if self.kind == "word" else ""


def parse(text: str) -> Expression | Fault:
    """The expression that a text writes, or the first thing that is wrong with it."""
    if len(text) > LONGEST:
        return Fault(0, "cohort-long", (("most", str(LONGEST)),))
    try:
        return _Parser(list(_tokens(text)), len(text.rstrip())).whole()
    except _Wrong as wrong:
        return wrong.fault


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            _fail(at, "cohort-quote")
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[0], at)
        at = match.end()


def _fail(at: int, code: str, /, **values: object) -> NoReturn:
    raise _Wrong(Fault(at, code, tuple((key, str(value)) for key, value in values.items())))


class _Parser:
    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens, self._at = tokens, 0
        self._end = _Token("end", "", end)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else self._end

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def whole(self) -> Expression:
        if not self._tokens:
            _fail(0, "cohort-empty")
        found = self._joined("or", 0)
        if self._next.kind == "close":
            _fail(self._next.at, "cohort-closed")
        if self._next.kind != "end":
            _fail(self._next.at, "cohort-and")
        return found

    def _joined(self, word: str, depth: int) -> Expression:
        parts: list[Expression] = []
        while True:
            part = self._joined("and", depth) if word == "or" else self._one(depth)
            same = isinstance(part, Joined) and part.word == word
            parts += part.parts if same else [part]  # type: ignore[union-attr]
            if self._next.keyword != word:
                return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))
            self._take()

    def _one(self, depth: int) -> Expression:
        token = self._next
        if depth > DEEPEST:
            _fail(token.at, "cohort-deep", most=DEEPEST)
        if token.keyword == "not":
            self._take()
            return Not(self._one(depth + 1))
        if token.kind != "open":
            return self._comparison()
        self._take()
        inner = self._joined("or", depth + 1)
        if self._next.kind == "end":
            _fail(token.at, "cohort-open")
        if self._next.kind != "close":
            _fail(self._next.at, "cohort-and")
        self._take()
        return inner

    def _comparison(self) -> Expression:
        field = self._field()
        token = self._take()
        negative = token.keyword == "not"
        if negative:
            token = self._take()
        if token.keyword == "in":
            return Comparison(field.name, "!=" if negative else "=", self._list(field))
        if token.kind != "sign" or negative:
            _fail(token.at, "cohort-sign", key=field.name, example=field.example)
        sign = unicodedata.normalize("NFKC", token.text)
        sign = _SIGNS.get(sign, sign)
        if sign not in field.signs:
            _fail(token.at, "cohort-sign-bad", key=field.name, signs=" ".join(field.signs))
        return Comparison(field.name, sign, (self._value(field),))

    def _field(self) -> Asked:
        token = self._take()
        if token.kind != "word" or token.keyword:
            _fail(token.at, "cohort-operand")
        name = plain(token.text)
        if name in NAMES:
            return NAMES[name]
        near = difflib.get_close_matches(name[:60], NAMES, 1, 0.6)
        key = shown(token.text)
        if near:
            _fail(token.at, "cohort-field-near", key=key, near=near[0])
        _fail(token.at, "cohort-field", key=key, keys=", ".join(FIELDS))

    def _list(self, field: Asked) -> tuple[Term, ...]:
        opened = self._take()
        if opened.kind != "open":
            _fail(opened.at, "cohort-list", key=field.name, example=field.example)
        values = [self._value(field)]
        while self._next.kind == "comma":
            self._take()
            values.append(self._value(field))
        if self._next.kind == "end":
            _fail(opened.at, "cohort-open")
        if self._next.kind != "close":
            _fail(self._next.at, "cohort-comma", key=field.name, example=field.example)
        self._take()
        return tuple(values)

    def _value(self, field: Asked) -> Term:
        token = self._take()
        if token.kind == "quote":
            text = token.text[1:-1]
            text = text.replace('""', '"') if token.text[0] == '"' else text
        elif token.kind == "word" and not token.keyword:
            text = self._words(token, many=field.kind in (THING, TEXT))
        else:
            _fail(token.at, "cohort-value", key=field.name, example=field.example)
        return Term(_typed(text.strip(), field, token.at), token.at)

    def _words(self, first: _Token, *, many: bool) -> str:
        """A value without quotes goes on to the next sign, bracket, comma or keyword."""
        words = [first.text]
        while many and self._next.kind == "word" and not self._next.keyword:
            words.append(self._take().text)
        if self._next.kind == "sign":
            at = self._tokens[self._at - 1].at if len(words) > 1 else self._next.at
            _fail(at, "cohort-and")
        return " ".join(words)


def _typed(text: str, field: Asked, at: int) -> str:
    """The value as the field has it."""
    if not text:
        _fail(at, "cohort-value", key=field.name, example=field.example)
    if field.kind in (THING, TEXT):
        return text
    word = unicodedata.normalize("NFKC", text)
    if field.kind == DATE:
        if partial_date_of(word) is None:
            _fail(at, "cohort-date", key=field.name)
        return word
    if field.kind == NUMBER:
        if not _WHOLE.match(word):
            _fail(at, "cohort-number", key=field.name)
        return str(int(word))
    word = word.casefold()
    found = FLAGS.get(word, word) if YES in field.words else word
    if found not in field.words:
        _fail(at, "cohort-word", key=field.name, words=", ".join(field.words))
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """An expression and where it is written."""

    rule: Expression
    mark: Mark
    shift: int = 0
    """Columns before its first character, from that of the mark."""

    def place(self, at: int) -> Mark:
        return Mark(self.mark.line, self.mark.column + self.shift + at)


@dataclass(frozen=True, slots=True)
class CohortKind:
    """A cohort expression."""

    name: tuple[str, str] = ("だれに(式)", "cohort expression")

    def read(self, node: Node, at: Reading, field: Trail) -> Written | None:
        text = Text(LONGEST).read(node, at, field)
        if not text or not isinstance(node, Scalar):
            return None
        mark, shift = _start(node)
        found = parse(text)
        if isinstance(found, Fault):
            place = Mark(mark.line, mark.column + shift + found.at)
            at.error(place, found.code, field, **dict(found.values))
            return None
        return Written(found, mark, shift)


def _start(node: Scalar) -> tuple[Mark, int]:
    """Where the text of a value begins: behind its quote, or on the line after `|`."""
    blank = len(node.text) - len(node.text.lstrip())
    if not node.block:
        return node.mark, blank + (not node.plain)
    lines = node.text[:blank].count("\n")
    inner = blank - (node.text[:blank].rfind("\n") + 1)
    return Mark(node.mark.line + 1 + lines, 1), node.indent + inner
