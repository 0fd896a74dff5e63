"""Cohort expressions such as `left < 2022 and department = 営業部`: what they are made of.

`docs/cohorts.md` is the reference. `source/grammar.py` reads them; who they mean is worked out
in `membership.py`, once `gazetteer.py` knows what their names stand for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from enishi.source.purposes import OPEN_TO

DATE, NUMBER, THING, TEXT, WORD = "date", "number", "thing", "text", "word"
LONGEST = 1000
"""Characters of an expression."""
DEEPEST = 20
"""Brackets and `not` within one another."""
EQUAL = ("=", "!=")
ORDER = ("=", "!=", "<", "<=", ">", ">=")
YES, NO = "yes", "no"
FLAGS = {"yes": YES, "no": NO, "true": YES, "false": NO, "はい": YES, "いいえ": NO}


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that an expression can ask about."""

    name: str
    ja: str
    """Its name in Japanese, which may be written as well."""
    kind: str
    example: str
    words: tuple[str, ...] = ()
    """The only values it can have."""
    of_person: bool = False
    """Asked of the person; all others are asked of one tenure."""

    @property
    def signs(self) -> tuple[str, ...]:
        return ORDER if self.kind in (DATE, NUMBER) else EQUAL


FIELDS = {
    field.name: field
    for field in (
        Asked("joined", "入社", DATE, "2015-04"),
        Asked("left", "卒業", DATE, "2022"),
        Asked("here", "在籍", WORD, NO, (YES, NO)),
        Asked("years", "年数", NUMBER, "5"),
        Asked("department", "部署", THING, "営業部"),
        Asked("title", "肩書き", TEXT, "課長"),
        Asked("project", "プロジェクト", THING, "mirai-2"),
        Asked("place", "拠点", THING, "福岡"),
        Asked("era", "時代", THING, "startup"),
        Asked("returned", "復帰", WORD, YES, (YES, NO), of_person=True),
        Asked("company", "いまの会社", TEXT, "株式会社あおば", of_person=True),
        Asked("open_to", "歓迎", WORD, "mentor", OPEN_TO, of_person=True),
        Asked("offers", "力になれること", WORD, YES, (YES, NO), of_person=True),
    )
}
NAMES = {**{one.name: one for one in FIELDS.values()}, **{one.ja: one for one in FIELDS.values()}}
KEYWORDS = {
    "and": "and",
    "or": "or",
    "not": "not",
    "in": "in",
    "かつ": "and",
    "または": "or",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A value of a comparison, and where in the expression it stands."""

    text: str
    at: int
    """Characters before it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`field sign value`; of several values (`in`), one that fits is enough."""

    field: str
    sign: str
    values: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two or more expressions between `and` or `or`."""

    word: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Expression


Expression = Comparison | Joined | Not


def plain(text: str) -> str:
    """As names are compared: without a difference of width, of capitals or of spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


_BARE = re.compile(r"[^\s()（）,，、<>=＝≠＜＞≦≧≤≥!！\"'“”「」『』]+\Z")


def text_of(expression: Expression) -> str:
    """The expression as it is written; `parse` makes the same of it."""
    if isinstance(expression, Comparison):
        values = [_written(value.text) for value in expression.values]
        if len(values) == 1:
            return f"{expression.field} {expression.sign} {values[0]}"
        word = "in" if expression.sign == "=" else "not in"
        return f"{expression.field} {word} ({', '.join(values)})"
    if isinstance(expression, Not):
        return f"not ({text_of(expression.part)})"
    parts = [
        f"({text_of(part)})" if isinstance(part, Joined) else text_of(part)
        for part in expression.parts
    ]
    return f" {expression.word} ".join(parts)


def _written(value: str) -> str:
    if _BARE.match(value) and plain(value) not in KEYWORDS:
        return value
    return '"{}"'.format(value.replace('"', '""'))
