"""Segments: who of a portal's people is meant by a cohort expression, with nobody lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from enishi.gazetteer import Gazetteer, days_of
from enishi.membership import Past, Situation, concerns
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.publish import display_name
from enishi.references import nearest
from enishi.settings import FILE, Settings
from enishi.source.expressions import plain, text_of
from enishi.source.grammar import Fault, Written, parse
from enishi.source.people import Person, Tenure
from enishi.table import BOM, render_table

GIVEN = "(segment)"
"""Where a problem with what was given on the command line stands."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who was looked at, and what came of it."""

    id: str
    name: str
    reason: str = ""
    """Why nothing is sent to them; empty for those to whom something is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Everybody, each in one of three lists."""

    expression: str
    meant: tuple[Member, ...] = ()
    not_meant: tuple[Member, ...] = ()
    not_known: tuple[Member, ...] = ()
    """Those of whom too little is known."""


def written_as(given: str, settings: Settings) -> tuple[Written, str]:
    """The expression of that name in `mkdocs.yml`, or the given one, and where it stands.

    Raises `Refused` where it is neither.
    """
    for segment in settings.ours.segments:
        if segment.name == given:
            return segment.when, FILE
    found = parse(given)
    if not isinstance(found, Fault):
        return Written(found, Mark()), GIVEN
    names = [segment.name for segment in settings.ours.segments]
    if found.code in ("cohort-sign", "cohort-field", "cohort-field-near") and names:
        problems = Problems()
        problems.add(GIVEN, Mark(), "segment-unknown", near=nearest(given, names))
        raise Refused(problems)
    raise refusal(GIVEN, found.code, Mark(1, found.at + 1), **dict(found.values))


def segment_of(
    written: Written,
    path: str,
    people: Iterable[Person],
    gazetteer: Gazetteer,
    today: date,
    others: Iterable[str] = (),
) -> Segment:
    """`others` are IDs of whom there is no record with tenures. Raises `Refused` for names that
    the timeline does not have."""
    problems = Problems()
    gazetteer.check(written, path, "", problems)
    if problems.errors:
        raise Refused(problems)
    rule = gazetteer.rule(written.rule)
    lists: dict[bool | None, list[Member]] = {True: [], False: [], None: []}
    for person in people:
        found = concerns(rule, past_of(person, gazetteer, today))
        lists[found].append(Member(person.id, display_name(person.name)))
    lists[concerns(rule, Past())] += [Member(one, "") for one in others]
    ordered = {
        answer: tuple(sorted(members, key=lambda one: one.id)) for answer, members in lists.items()
    }
    return Segment(text_of(written.rule), ordered[True], ordered[False], ordered[None])


def everybody(people: Iterable[Person], others: Iterable[str] = ()) -> Segment:
    """All of them; `others` as in `segment_of`."""
    members = [Member(person.id, display_name(person.name)) for person in people]
    members += [Member(one, "") for one in others]
    return Segment("", tuple(sorted(members, key=lambda one: one.id)))


def past_of(person: Person, gazetteer: Gazetteer, today: date) -> Past:
    """What expressions can ask of a person. What the record does not say is not known."""
    situations = tuple(situation_of(one, gazetteer, today) for one in person.tenures)
    company = person.now.company if person.now else ""
    return Past(
        situations,
        returned=len(situations) > 1 if situations else None,
        company=plain(company) if company else None,
        open_to=person.open_to or None,
        offers=bool(person.offers),
        today=today.year * 10_000 + today.month * 100 + today.day,
    )


def situation_of(tenure: Tenure, gazetteer: Gazetteer, today: date) -> Situation:
    left, department = tenure.left, tenure.department
    here: bool | None = left is None or left.first > today
    if left and left.first <= today < left.last:
        here = None
    return Situation(
        joined=days_of(tenure.joined) if tenure.joined else None,
        left=days_of(left) if left else None,
        here=here,
        department=gazetteer.key_of("department", department.text) if department else None,
        title=plain(tenure.title) if tenure.title else None,
        projects=tuple(ref.id for ref in tenure.projects) or None,
        places=tuple(ref.id for ref in tenure.places) or None,
    )


def check_sum(candidates: int, lists: Sequence[Sequence[Member]]) -> None:
    """Everybody must stand in one list, once. `candidates` were counted by themselves.

    Raises `Refused` where that is not so.
    """
    listed = [one.id for members in lists for one in members]
    if len(listed) != candidates or len(set(listed)) != candidates:
        raise refusal(GIVEN, "segment-sum", candidates=candidates, listed=len(set(listed)))


def render_csv(members: Iterable[Member]) -> str:
    """A table for spreadsheets, Excel among them."""
    rows = [(one.id, one.name, one.reason) for one in members]
    return BOM + render_table([("id", "name", "reason"), *rows])
