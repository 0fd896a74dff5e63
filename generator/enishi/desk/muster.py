"""`enishi segment`: who is meant, to whom something may be sent, and whether the sums add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from enishi.desk.audience import REASONS, Audience, audience_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.comeback import check_back
from enishi.desk.identity import everybody_in
from enishi.desk.records import Card
from enishi.desk.returns import load_returns
from enishi.gazetteer import gazetteer_of
from enishi.library import load_timeline
from enishi.problems import Problems, Refused, refusal
from enishi.register import Register
from enishi.segments import (
    GIVEN,
    Segment,
    check_sum,
    everybody,
    render_csv,
    segment_of,
    written_as,
)
from enishi.settings import Settings
from enishi.source.people import Person
from enishi.source.records import people_paths
from enishi.standing import Scan

Phrase = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Muster:
    """A segment whose sums add up; with an audience where a purpose was asked for."""

    candidates: int
    segment: Segment
    audience: Audience | None = None
    people: Mapping[str, Person] = field(default_factory=dict, repr=False)
    """Those of whom a record says who they are."""
    cards: Mapping[str, Card] = field(default_factory=dict, repr=False)
    """The private records; without a purpose, those that say who somebody is."""

    def as_values(self) -> dict[str, object]:
        """For programs: lists of `{id, name, reason}`, and the sums."""
        found: dict[str, object] = {"candidates": self.candidates, **asdict(self.segment)}
        return found | (asdict(self.audience) if self.audience else {})

    def as_csv(self) -> str:
        """Who is meant; with a purpose, to whom to send."""
        return render_csv(self.audience.send if self.audience else self.segment.meant)


def muster(
    cabinet: Cabinet,
    settings: Settings,
    seen: Scan,
    which: str | None,
    purpose: str | None,
    today: date,
    processes: int = 1,
) -> Muster:
    """Who is meant by an expression, or by the name of one; everybody where there is none.

    Raises `Refused` for any fault of a record, the expression or the sums.
    """
    root = cabinet.root
    named = written_as(which, settings) if which is not None else None
    problems = Problems()
    timeline = load_timeline(root, settings.zone, problems)
    cards = _cards(cabinet, settings, purpose, problems)
    if problems.errors:
        raise Refused(problems)
    register = Register(root, settings.zone, today, seen)
    public = register.people(processes)
    if purpose is not None:
        check_back(cabinet, public, cards)
    people = everybody_in(public, cards)
    others = sorted(cards.keys() - people.keys())
    if named:
        gazetteer = gazetteer_of(timeline)
        segment = segment_of(*named, people.values(), gazetteer, today, others)
    else:
        segment = everybody(people.values(), others)
    closed = cards.keys() - {one.id for one in public}
    candidates = len(people_paths(seen)) + len(closed)  # counted by file
    check_sum(candidates, (segment.meant, segment.not_meant, segment.not_known))
    if purpose is None:
        return Muster(candidates, segment, None, people, cards)
    audience = audience_of(segment.meant, purpose, people, cards, load_returns(cabinet), today)
    check_sum(len(segment.meant), (audience.send, audience.excluded))
    return Muster(candidates, segment, audience, people, cards)


def _cards(
    cabinet: Cabinet, settings: Settings, purpose: str | None, problems: Problems
) -> dict[str, Card]:
    """The private records: where a purpose asks for them all, or the sums would say nothing; else
    those that can be read and say who somebody is."""
    if purpose is None:
        found = cabinet.cards(settings.zone, Problems()) if cabinet.is_there else {}
        return {one: card for one, card in found.items() if card.person is not None}
    if not cabinet.is_there:
        raise refusal(GIVEN, "segment-private")
    return cabinet.every_card(settings.zone, problems)


def render_muster(found: Muster, phrase: Phrase, *, whole: bool) -> Iterator[str]:
    """Lists of people, if `whole`, and the sums."""
    segment, audience = found.segment, found.audience
    if whole:
        yield phrase("segment.head", expression=segment.expression)
        for one in audience.send if audience else segment.meant:
            yield phrase("segment.member", id=one.id, name=one.name)
        if audience and audience.excluded:
            yield phrase("segment.excluded")
            for one in audience.excluded:
                reason = phrase(f"segment.{one.reason}")
                yield phrase("segment.reason", id=one.id, name=one.name, reason=reason)
    yield phrase(
        "segment.sum",
        candidates=found.candidates,
        meant=len(segment.meant),
        not_meant=len(segment.not_meant),
        not_known=len(segment.not_known),
    )
    if audience:
        yield from _sums(len(segment.meant), audience, phrase)


def _sums(meant: int, audience: Audience, phrase: Phrase) -> Iterator[str]:
    send, excluded = len(audience.send), len(audience.excluded)
    yield phrase("segment.sum.send", meant=meant, send=send, excluded=excluded)
    counts = Counter(one.reason for one in audience.excluded)
    for reason in REASONS:
        if counts[reason]:
            told = phrase(f"segment.{reason}")
            yield phrase("segment.why", count=counts[reason], reason=told)
