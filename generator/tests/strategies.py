"""Hypothesis strategies: records of every kind by their schema, front matter, Markdown."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from enishi.desk import outcomes
from enishi.desk.records import CARD, BirthdayKind, Email, Phone, Secret
from enishi.source import content, people
from enishi.source.consents import ConsentKind, Sha256Kind
from enishi.source.expressions import FIELDS, Comparison, Expression, Joined, Not, Term, text_of
from enishi.source.grammar import CohortKind
from enishi.source.schema import (
    Choice,
    Day,
    Flag,
    Ident,
    Kana,
    Link,
    ListOf,
    Moment,
    Prose,
    RecordOf,
    RefTo,
    Text,
    TextOrRef,
    When,
    Whole,
)
from enishi.source.timeline import TIMELINE

RECORDS: dict[str, RecordOf[Any]] = {
    "person": people.PERSON,
    "news": content.NEWS,
    "newsletter": content.NEWSLETTER,
    "event": content.EVENT,
    "opening": content.OPENING,
    "card": content.ANSWER,
    "keepsake": content.KEEPSAKE,
    "page": content.PAGE,
    "outcome": outcomes.OUTCOME,
    "notice": content.NOTICE,
    "timeline": TIMELINE,
}

_LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
_WORDS = st.lists(st.text(_LETTERS, min_size=1, max_size=9), min_size=1, max_size=4)
words = _WORDS.map(" ".join)
"""One line without anything invisible."""
kana = st.text(st.sampled_from("あいうかがきくけこアイウッーヴ"), min_size=1, max_size=9)
idents = st.from_regex(r"[a-z]{3,9}(-[a-z0-9]{3,9})?", fullmatch=True)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
moments = days | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.strftime("%Y-%m-%d %H:%M")
)
paths = st.lists(idents, max_size=3).map("/".join)
PIECES = [
    "縁", "word", " ", "\n", "\n\n", "    ", "# ", "- ", "1. ", "> ", "**", "*", "_", "`", "~~", "```\n",
    "[a](b.md)", "![a](b.png)", "[", "](", ")", "[^1]", "[^1]: ", "|a|b|\n|-|-|\n", ":   ", "{: .center }",
    "https://example.com/", "<b>", "</b>", "<script>", "<!--", "&amp;", "{{ x }}", "\\", "：", "「", "」",
]  # fmt: skip
markdown = st.lists(st.sampled_from(PIECES) | words, max_size=30).map("".join)


def links(schemes: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Addresses with one of the schemes."""
    ways = {"mailto": "mailto:{}@example.com", "tel": "tel:+81-3-0000-{}"}
    made = [
        st.builds((ways.get(one) or f"{one}://example.com/{{}}").format, idents) for one in schemes
    ]
    return st.one_of(made)


_NAMES = words | st.sampled_from(
    ["and", "営業 1課", 'a"b', "「x」", "a,b", "(x)", "福岡", "in", "<"]
)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """One condition of a cohort expression, with whatever value its field can have."""
    field = FIELDS[draw(st.sampled_from(sorted(FIELDS)))]
    kinds = {
        "date": _SIMPLE[When],
        "number": st.integers(0, 999).map(str),
        "word": st.sampled_from(field.words or ("x",)),
    }
    many = draw(st.integers(1, 3)) if draw(st.booleans()) else 1
    sign = draw(st.sampled_from(field.signs if many == 1 else ("=", "!=")))
    values = draw(st.lists(kinds.get(field.kind, _NAMES), min_size=many, max_size=many))
    return Comparison(field.name, sign, tuple(Term(value, 0) for value in values))


def _joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """What is written side by side is read as one, so a part never has the word of the whole."""
    return st.sampled_from(["and", "or"]).flatmap(
        lambda word: st.builds(
            lambda found: Joined(word, tuple(found)),
            st.lists(
                parts.filter(lambda part: not (isinstance(part, Joined) and part.word == word)),
                min_size=2,
                max_size=3,
            ),
        )
    )


expressions: st.SearchStrategy[Expression] = st.recursive(
    comparisons(), lambda parts: parts.map(Not) | _joined(parts), max_leaves=6
)
"""Cohort expressions as the parser makes them."""

_SIMPLE: dict[type, st.SearchStrategy[Any]] = {
    BirthdayKind: days | days.map(lambda day: day[5:]),
    Email: idents.map("{}@example.com".format),
    Phone: st.from_regex(r"0[2-9]0-[2-9]\d{3}-\d{4}", fullmatch=True),
    Kana: kana,
    Ident: idents,
    RefTo: idents,
    TextOrRef: words | idents,
    Day: days,
    Moment: moments,
    When: days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]),
    Prose: markdown,
    Sha256Kind: st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    Flag: st.sampled_from(["yes", "no", "true", "false", "はい", "いいえ"]),
    CohortKind: expressions.map(text_of).filter(lambda text: len(text) <= 1000),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """What a field of the kind may say, as JSON has it."""
    if isinstance(kind, RecordOf):
        return records(kind)
    if isinstance(kind, Secret):
        return values(kind.kind)
    if isinstance(kind, ConsentKind):
        return records(kind.record).map(_narrowed)
    if isinstance(kind, ListOf):
        return st.lists(values(kind.kind), max_size=3)
    if isinstance(kind, Text):
        return words.filter(lambda text: len(text) <= kind.most)
    if isinstance(kind, Choice):
        return st.sampled_from(kind.words)
    if isinstance(kind, Whole):
        return st.integers(0, kind.most).map(str)
    if isinstance(kind, Link):
        return links(kind.schemes)
    if hasattr(kind, "record"):  # a name or a signature in parts
        return records(kind.record, least=1)
    return _SIMPLE[type(kind)]


def _narrowed(consent: dict[str, Any]) -> dict[str, Any]:
    """A consent with the limits that its kind may have."""
    allowed = consent["purpose"] == "portal" and consent["status"] == "given"
    unwanted = {"except"} if allowed and "fields" in consent else set()
    unwanted |= set() if allowed else {"fields", "except"}
    return {key: value for key, value in consent.items() if key not in unwanted}


def records(record: RecordOf[Any], least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """A record with all that it needs, and some of what it may have; its first key where `least`."""
    keys = list(record.fields)
    needed = {key for key in keys if record.fields[key].required} | set(keys[:least])
    made = {key: values(record.fields[key].kind) for key in keys}
    return st.fixed_dictionaries(
        {key: made[key].filter(_says_something) for key in keys if key in needed},
        optional={key: made[key] for key in keys if key not in needed},
    )


def _says_something(value: Any) -> bool:
    return not isinstance(value, str) or bool(value.strip())


cards = records(CARD)
"""Private records."""


def front_matter(record: RecordOf[Any]) -> st.SearchStrategy[str]:
    """A Markdown file with such a record at its head; JSON is YAML."""
    return st.builds(
        lambda head, body: f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n{body}",
        records(record),
        markdown,
    )


_SIGNS = list("ab:：-[]{}&*!|>'\"%@`#?,~ \n\t<佐\u2028") + [
    "---\n",
    "...\n",
    "title: ",
    "date: 2026",
    "\n- ",
    ": ",
]
heads = st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join)
"""What may stand where YAML should."""
