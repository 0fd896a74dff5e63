"""What the names in cohort expressions stand for: by ID, by the name of today, by an old name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from enishi.dates import PartialDate, partial_date_of
from enishi.membership import EVER
from enishi.problems import Problems
from enishi.references import nearest
from enishi.source.expressions import (
    DATE,
    FIELDS,
    TEXT,
    THING,
    Comparison,
    Expression,
    Not,
    Term,
    plain,
)
from enishi.source.grammar import Written
from enishi.source.schema import ID
from enishi.source.timeline import Entry, Rename, Timeline
from enishi.views import Condition, Joint, Meant, Negation, Rule

NEVER = 0
"""Before the first day."""
_KINDS = {"department": "department", "project": "project", "place": "office", "era": "era"}
"""What each field asks for, as the timeline calls it."""
Names = Mapping[str, Mapping[str, tuple[str, ...]]]
"""`{field: {name: IDs}}`."""
Tell = Callable[[Term, str, dict[str, str]], None]
"""`tell(value, code, values of the sentence)`."""


def days_of(when: PartialDate) -> tuple[int, int]:
    """The first and the last day that a date may mean, as numbers."""
    return _number(when, first=True), _number(when, first=False)


def _number(when: PartialDate, *, first: bool) -> int:
    day = when.first if first else when.last
    return day.year * 10_000 + day.month * 100 + day.day


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Looks names up."""

    things: Mapping[str, Mapping[str, Meant]] = field(default_factory=dict)
    """`{field: {ID: what it is}}`."""
    names: Names = field(default_factory=dict)
    """Those of today."""
    old: Names = field(default_factory=dict)
    """Those that are no longer used."""

    def found(self, asked: str, text: str) -> tuple[str, ...]:
        """The IDs that a text can stand for; one, unless the name is somebody else's as well."""
        if text in self.things.get(asked, {}):
            return (text,)
        name = plain(text)
        return self.names.get(asked, {}).get(name) or self.old.get(asked, {}).get(name, ())

    def key_of(self, asked: str, text: str) -> str:
        """What a name in a record is compared by."""
        found = self.found(asked, text)
        return found[0] if found else f"={plain(text)}"

    def rule(self, expression: Expression, tell: Tell = lambda term, code, values: None) -> Rule:
        """The expression with its names looked up; `tell` hears of those that are unknown."""
        if isinstance(expression, Comparison):
            values = (self._meant(expression.field, term, tell) for term in expression.values)
            return Condition(expression.field, expression.sign, tuple(values))
        if isinstance(expression, Not):
            return Negation(self.rule(expression.part, tell))
        return Joint(expression.word, tuple(self.rule(part, tell) for part in expression.parts))

    def _meant(self, asked: str, term: Term, tell: Tell) -> Meant:
        kind = FIELDS[asked].kind
        if kind == THING:
            return self._thing(asked, term, tell)
        if kind == DATE:
            when = partial_date_of(term.text)
            return Meant(term.text, term.text, days_of(when) if when else ())
        return Meant(plain(term.text) if kind == TEXT else term.text, term.text)

    def _thing(self, asked: str, term: Term, tell: Tell) -> Meant:
        found, known = self.found(asked, term.text), self.things.get(asked, {})
        if len(found) > 1:
            tell(term, "cohort-name-twice", {"ids": ", ".join(found)})
        if found:
            thing = known[found[0]]
            as_written = term.text == thing.key
            return Meant(thing.key, thing.name if as_written else term.text, thing.days)
        names = {*known, *(thing.name for thing in known.values())}
        if asked != "department" or ID.match(term.text):
            tell(term, "cohort-name", {"key": asked, "near": nearest(term.text, names)})
        elif known:
            tell(term, "cohort-department", {"near": nearest(term.text, names)})
        return Meant(f"={plain(term.text)}", term.text)

    def check(self, written: Written, path: str, at: str, problems: Problems) -> None:
        """Tell of names that nothing bears. A department may be one of records alone."""

        def tell(term: Term, code: str, values: dict[str, str]) -> None:
            add = problems.warn if code == "cohort-department" else problems.add
            add(path, written.place(term.at), code, at, **values)

        self.rule(written.rule, tell)


def gazetteer_of(timeline: Timeline) -> Gazetteer:
    things: dict[str, dict[str, Meant]] = defaultdict(dict)
    names: dict[str, dict[str, tuple[str, ...]]] = defaultdict(lambda: defaultdict(tuple))
    old: dict[str, dict[str, tuple[str, ...]]] = defaultdict(lambda: defaultdict(tuple))
    groups = _groups(timeline)
    for asked, entries in groups.items():
        for one in entries:
            days = _era_days(one) if asked == "era" else ()
            things[asked].setdefault(one.id, Meant(one.id, one.name, days))
            names[asked][plain(one.name)] = _with(names[asked][plain(one.name)], one.id)
    for asked, rename, thing in _renames(timeline, groups):
        name = plain(rename.old)
        old[asked][name] = _with(old[asked][name], thing.id)
    return Gazetteer(dict(things), _plain(names), _plain(old))


def _plain(found: Names) -> Names:
    return {key: dict(inner) for key, inner in found.items()}


def _with(ids: tuple[str, ...], one: str) -> tuple[str, ...]:
    return ids if one in ids else (*ids, one)


def _groups(timeline: Timeline) -> dict[str, tuple[Entry, ...]]:
    return {
        "department": timeline.departments,
        "project": timeline.projects,
        "place": timeline.offices,
        "era": timeline.eras,
    }


def _renames(
    timeline: Timeline, groups: Mapping[str, tuple[Entry, ...]]
) -> Iterator[tuple[str, Rename, Entry]]:
    """Each rename of such a thing: of its `of`, else of what bears the new name."""
    fields = {kind: asked for asked, kind in _KINDS.items()}
    for rename in timeline.renames:
        asked = fields.get(rename.kind, "")
        for one in groups.get(asked, ()):
            if one.id == rename.of.id if rename.of else one.name == rename.new:
                yield asked, rename, one
                break


def _era_days(era: Entry) -> tuple[int, ...]:
    """Without `from` an era may have begun at any time; without `to` it goes on."""
    start = days_of(era.start) if era.start else (NEVER, EVER)
    end = days_of(era.to) if era.to else (EVER, EVER)
    return *start, *end
