"""What concerns whom, for the reader's own browser: notes with their rules, and what it asks.

Nothing of a reader is on the page or leaves the device: the page holds the rules, and
`enishi-cohort.js` works out what they say of what the reader chose.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from enishi.outputs._whom import whom
from enishi.views import Choice, Condition, Derived, Insider, Negation, NewsItem, Press, Rule

ASKED = ("left", "joined", "department", "project", "place")
"""What a reader is asked, in this order; of these, what decides something on the page."""
_ASKS_FOR = {"here": "left", "years": "left joined", "era": "left joined"}
MOST = 100
"""Choices of one kind; beyond, only those that the page speaks of."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line for some readers."""

    rule: str
    """In JSON, as `enishi-cohort.js` reads it."""
    whom: str
    """In words; empty for what is shown to those alone whom it concerns."""
    text: str
    key: str = ""
    """Of what the fact is; no reader is told two of one thing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a reader is asked; years have no choices, but the latest one."""

    field: str
    choices: tuple[Choice, ...] = ()
    latest: int = 0


def notes_of(item: NewsItem, press: Press) -> tuple[Note, ...]:
    """What the item has for insiders: first what was written, then what the timeline adds."""
    return (
        *(_note(one, press) for one in item.insider),
        *(_line(one, item.lang, press) for one in item.lines),
    )


def _note(one: Insider, press: Press) -> Note:
    return Note(packed(one.when), whom(one.when, press), one.text)


def _line(one: Derived, lang: str, press: Press) -> Note:
    return Note(packed(one.when), "", line_text(one, lang, press), one.line.key)


def wording_of(items: Iterable[NewsItem], press: Press) -> bytes:
    """A digest of the templates that say the lines of these items: who prints them has it among
    the inputs."""
    langs = sorted({item.lang for item in items if item.lines})
    return b"".join(press.key(f"newsletter/lines.{lang}.txt") for lang in langs)


def line_text(one: Derived, lang: str, press: Press) -> str:
    """The sentence of the template."""
    return press.render(f"newsletter/lines.{lang}.txt", lang=lang, line=one.line).strip()


def asks_of(items: Iterable[NewsItem], choices: Sequence[Choice], year: int) -> tuple[Ask, ...]:
    """What to ask on a page of these items; nothing where no answer decides anything."""
    used = list(_conditions(items))
    wanted = {asked for one in used for asked in _ASKS_FOR.get(one.field, one.field).split(" ")}
    named = {(one.field, value.key): value.name for one in used for value in one.values}
    found = []
    for asked in ASKED:
        if asked not in wanted:
            continue
        if asked in ("left", "joined"):
            found.append(Ask(asked, latest=year))
        else:
            found.append(Ask(asked, _offered(asked, choices, named)))
    return tuple(found)


def _offered(
    asked: str, choices: Sequence[Choice], named: dict[tuple[str, str], str]
) -> tuple[Choice, ...]:
    """All things of the kind, and what rules name besides."""
    of_kind = [one for one in choices if one.field == asked]
    if len(of_kind) > MOST:
        of_kind = [one for one in of_kind if (asked, one.key) in named]
    known = {one.key for one in of_kind}
    loose = [
        Choice(asked, key, name)
        for (field, key), name in named.items()
        if field == asked and key not in known
    ]
    return (*of_kind, *loose)


def _conditions(items: Iterable[NewsItem]) -> Iterator[Condition]:
    for item in items:
        rules = [one.when for one in item.insider] + [one.when for one in item.lines]
        for rule in rules:
            yield from _within(rule)


def _within(rule: Rule) -> Iterator[Condition]:
    if isinstance(rule, Condition):
        yield rule
    elif isinstance(rule, Negation):
        yield from _within(rule.part)
    else:
        for part in rule.parts:
            yield from _within(part)


def packed(rule: Rule) -> str:
    """The rule in JSON: `["and", …]`, `["or", …]`, `["not", …]` or `[field, sign, values]`."""
    return json.dumps(_plain(rule), ensure_ascii=False, separators=(",", ":"))


def _plain(rule: Rule) -> list[object]:
    if isinstance(rule, Condition):
        values = [list(value.days) if value.days else value.key for value in rule.values]
        return [rule.field, rule.sign, values]
    if isinstance(rule, Negation):
        return ["not", _plain(rule.part)]
    return [rule.word, *map(_plain, rule.parts)]
