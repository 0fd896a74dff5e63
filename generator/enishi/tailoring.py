"""What of an issue is for one reader: by what they lived through here, and by public facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from enishi.dates import PartialDate
from enishi.issues import QUARTER
from enishi.lines import picked
from enishi.membership import Past, concerns
from enishi.since import Since
from enishi.tidings import KINDS, tidings_of
from enishi.ties import Circle, refs_of
from enishi.views import (
    Answer,
    Change,
    Colleague,
    Derived,
    Insider,
    NewsItem,
    Newsletter,
    Publication,
    Stay,
)

MOST_COLLEAGUES = 3
MOST_SHARED = 2
"""Of the things that two people shared, those that are told."""
_VILLAGE = 150
"""So many people know each other by having been there at the same time; of more, they do not."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What one reader is told."""

    notes: Mapping[str, tuple[Insider | Derived, ...]]
    """`{story ID: lines}`: first what was written, then what the timeline adds."""
    changes: tuple[Change, ...]
    colleagues: tuple[Colleague, ...]
    cards: tuple[Answer, ...] = ()


def period_of(publication: Publication, letter: Newsletter) -> tuple[date, date]:
    """The days whose news an issue tells: from the day after the issue before it."""
    last = max(_days_before(publication, letter), default=letter.published - QUARTER)
    return last + timedelta(days=1), letter.published


def _days_before(publication: Publication, letter: Newsletter) -> list[date]:
    days = (one.published for one in publication.newsletters)
    return [day for day in days if day < letter.published]


class Tailor:
    """Fits one issue to its readers."""

    def __init__(
        self, publication: Publication, letter: Newsletter, inside: Iterable[NewsItem]
    ) -> None:
        self._cards = letter.cards
        self._earlier = _days_before(publication, letter)
        last = max(self._earlier, default=letter.published - QUARTER)
        self.stories = (*letter.stories, *inside)
        timeline = publication.timeline
        self._since = Since(timeline.changes, timeline.spans, last)
        begin = min(last + timedelta(days=1), letter.published - QUARTER)
        self._news = tidings_of(publication, letter, begin, letter.published)
        people = [one.person for one in self._news.values()]
        self._circle = Circle(people, publication.today)
        self._times = len(publication.people) <= _VILLAGE
        self._met: dict[tuple[Stay, ...], list[Colleague]] = {}
        self._gone: dict[tuple[object, ...], tuple[Change, ...]] = {}

    def fitting(
        self, person: str, past: Past, stays: tuple[Stay, ...], left: PartialDate | None
    ) -> Fitting:
        notes = {story.id: _notes(story, past) for story in self.stories}
        told = {
            line.line.name
            for lines in notes.values()
            for line in lines
            if isinstance(line, Derived)
        }
        changes = self._changes(stays, left, told) if left else ()
        cards = [one for one in self._cards if one.when is None or concerns(one.when, past)]
        return Fitting(notes, changes, self._colleagues(person, stays), tuple(cards))

    def _changes(
        self, stays: Sequence[Stay], left: PartialDate, told: Collection[str]
    ) -> tuple[Change, ...]:
        paths = frozenset(ref.path for stay in stays for ref in refs_of(stay))
        turn = sum(day > left.last for day in self._earlier)
        key = (left, paths, frozenset(told))
        if key not in self._gone:
            self._gone[key] = self._since.told_to(left, paths, turn, told)
        return self._gone[key]

    def _colleagues(self, person: str, stays: tuple[Stay, ...]) -> tuple[Colleague, ...]:
        met = self._met.get(stays)
        if met is None:
            met = self._met[stays] = self._newsworthy(stays)
        others = [one for one in met if one.person.id != person]
        return tuple(others[:MOST_COLLEAGUES])

    def _newsworthy(self, stays: tuple[Stay, ...]) -> list[Colleague]:
        """Nearest first; of those equally near, first who speaks for themselves. No article is
        told of twice."""
        ties = self._circle.ties_of(stays, times=self._times)
        ties.sort(key=lambda tie: (-len(tie.shared), KINDS.index(self._news[tie.id].kind)))
        found: list[Colleague] = []
        articles = set()
        for tie in ties:
            one = self._news[tie.id]
            if one.told is None or one.told not in articles:
                shared = tuple(ref.title for ref in tie.shared[:MOST_SHARED])
                found.append(replace(one, shared=shared))
                articles.add(one.told)
            if len(found) > MOST_COLLEAGUES:
                break
        return found


def _notes(story: NewsItem, past: Past) -> tuple[Insider | Derived, ...]:
    written = [one for one in story.insider if concerns(one.when, past)]
    return (*written, *picked(story.lines, past))
