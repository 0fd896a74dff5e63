"""Whom to write to: what speaks for each person, in points, and the few with the most.

A touch takes points away and never gives any, but for one thing: a letter that waits for an
answer. Which file somebody stands in, and where, counts for nothing.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from enishi.dates import partial_date_of
from enishi.desk.acquaintance import NEVER, Tie
from enishi.desk.occasions import Occasion, Span
from enishi.publish import agreed
from enishi.renewals import DAYS as RENEWAL
from enishi.renewals import end_of
from enishi.settings import CADENCES
from enishi.source.purposes import PURPOSES

MOST = 5
QUIET = 3 * 365
"""Days of silence after which a tie has gone quiet (Levin, Walter and Murnighan, Dormant Ties,
Organization Science 22, 2011: what comes of those is the newest)."""
BELATED = 3
"""Days after which an occasion is past: over a weekend nobody writes."""
_NEWS, _MOVED = 30, 365
"""Days for which news are news."""
_WIDE = 20
"""What a news item loses that is about very many."""
_ROUND = 5
"""Years that are kept with more."""
POINTS = {
    "unanswered": 70,
    "birthday": 45,
    "moved": 40,
    "graduation": 30,
    "consent": 30,
    "news": 25,
    "joined": 15,
}
"""What each reason is worth. Being overdue is worth 30, and up to 60 with time."""
_DUE, _LONG, _EARLY = 30, 30, 40


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A news item, as far as it is a reason to write."""

    id: str
    title: str
    on: date


class Part(NamedTuple):
    """One thing that speaks for writing to somebody, or against it."""

    kind: str
    points: int
    day: date | None = None
    is_day: bool = True
    """False where only the month of `day` is known."""
    number: int = 0
    """Years of an occasion; days of silence."""
    item: Item | None = None


class Standing(NamedTuple):
    """Where somebody stands today."""

    tie: Tie
    score: int
    is_quiet: bool
    parts: tuple[Part, ...]
    """Most points first."""


@dataclass(frozen=True)
class View:
    """The day, and what of the world is a reason to write."""

    today: date
    ahead: int = 0
    """For how many days more."""
    cadence: str = "yearly"
    news: Mapping[str, Item] = field(default_factory=dict)
    """The latest item about each project, product, place and (by `@ID`) person."""
    reach: Mapping[str, int] = field(default_factory=dict)
    """How many people had a hand in each of these: what is about everybody is about nobody."""

    @cached_property
    def day(self) -> int:
        return self.today.toordinal()

    @cached_property
    def fresh(self) -> Mapping[str, tuple[int, str, int, int, Item]]:
        """Of each thing that is in the news: the day, what puts equal days in order (ID, and how
        few people had a hand in it), the points that it gives, and the item."""
        found = {}
        for thing, item in self.news.items():
            reach = self.reach.get(thing, 1)
            points = POINTS["news"] - min(_WIDE, reach - 1)
            found[thing] = (item.on.toordinal(), item.id, -reach, points, item)
        return found

    @cached_property
    def span(self) -> Span:
        """The days whose occasions count."""
        return Span(self.today - timedelta(BELATED), self.today + timedelta(self.ahead))


def chosen(ties: Iterable[Tie], view: View, most: int = MOST) -> list[Standing]:
    """Those to write to, most pressing first; the last place is for a tie gone quiet."""
    standings = [one for one in (_weighed(tie, view) for tie in ties) if one and one.score > 0]
    first = _first(standings, most)
    front, rest = first[: most - 1], first[most - 1 :]
    taken = {one.tie.id for one in front}
    quiet = [one for one in standings if one.is_quiet and one.tie.id not in taken]
    return [_in_order(one) for one in (*front, *(_first(quiet, 1) or rest))]


def _first(standings: list[Standing], most: int) -> list[Standing]:
    least = min(heapq.nlargest(most, [one.score for one in standings]), default=0)
    return sorted((one for one in standings if one.score >= least), key=_order)[:most]


def _order(one: Standing) -> tuple[int, bytes]:
    """Ties are broken by a digest of the ID: the same on every machine, and dear to nobody."""
    return -one.score, blake2b(one.tie.id.encode(), digest_size=8).digest()


def standing_of(tie: Tie, view: View) -> Standing | None:
    """None for whoever is left in peace, or works here."""
    found = _weighed(tie, view)
    return found and _in_order(found)


def _in_order(one: Standing) -> Standing:
    return one._replace(parts=tuple(sorted(one.parts, key=lambda part: (-part.points, part.kind))))


def _weighed(tie: Tie, view: View) -> Standing | None:
    """A standing whose parts are in no order yet: of most, nobody will ask."""
    kept = tie.kept
    if kept.is_banned or view.day <= kept.snooze or tie.is_here(view.day):
        return None
    last = tie.last_touch(view.day)
    silence = _silence(tie, view.day, last >> 1)
    parts = [_overdue(tie, view, silence), *_reasons(tie, view, last >> 1)]
    if last & 1:
        parts.append(Part("unanswered", POINTS["unanswered"], date.fromordinal(last >> 1)))
    is_quiet = silence is None or silence >= QUIET
    return Standing(tie, sum([one.points for one in parts]), is_quiet, tuple(parts))


def due_on(tie: Tie, today: date, cadence: str) -> date | None:
    """When somebody is to be written to by their own cadence; None where nothing is known."""
    day = today.toordinal()
    silence = _silence(tie, day, tie.last_touch(day) >> 1)
    if silence is None:
        return None
    return today + timedelta(CADENCES[tie.kept.cadence or cadence] - silence)


def _silence(tie: Tie, today: int, last: int) -> int | None:
    """Days since something was heard, at latest on the day they left; None where that is not
    known, which counts as very long."""
    heard = max(last, min(tie.told.gone_by, today))
    return today - heard if heard != NEVER else None


def _overdue(tie: Tie, view: View, silence: int | None) -> Part:
    if silence is None:
        return Part("unheard", _DUE + _LONG)
    span = CADENCES[tie.kept.cadence or view.cadence]
    if silence >= span:
        points = _DUE + min(_LONG, 10 * (silence - span) // span)
        return Part("quiet" if silence >= QUIET else "overdue", points, number=silence)
    return Part("early", -(_EARLY * (span - silence) // span), number=silence)


def _reasons(tie: Tie, view: View, last: int) -> Iterator[Part]:
    """Each is gone as soon as somebody has written for it."""
    told, kept, keys = tie.told, tie.kept, view.span.keys
    # Most have no reason today, and there may be many people: nothing is worked out in vain.
    if told.left[5:] in keys or told.joined[5:] in keys or kept.birthday in keys:
        yield from _occasions(tie, view, last)
    if told.since:
        yield from _moved(tie, view.day, last)
    if view.news:
        yield from _news(tie, view, last)
    ends = tie.ends()
    if ends and view.day <= max(ends):
        yield from _ending(tie, view, last)


def _occasions(tie: Tie, view: View, last: int) -> Iterator[Part]:
    for kind, one in occasions_of(tie, view.span, view.today):
        if last < one.first.toordinal() - view.ahead:
            more = 15 if one.years == 1 or (one.years and one.years % _ROUND == 0) else 0
            yield Part(kind, POINTS[kind] + more, one.first, one.is_day, one.years)


def occasions_of(tie: Tie, span: Span, today: date) -> Iterator[tuple[str, Occasion]]:
    """The days of a person in a span of time; a birthday only with consent."""
    born = list(span.birthdays(tie.kept.birthday))
    if born and agreed(tie.consents(), "birthday", today):
        yield from (("birthday", one) for one in born)
    yield from (("graduation", one) for one in span.anniversaries(tie.told.left))
    yield from (("joined", one) for one in span.anniversaries(tie.told.joined))


def _moved(tie: Tie, today: int, last: int) -> Iterator[Part]:
    """Somebody began elsewhere, and nothing was said since it was known."""
    since, checked = partial_date_of(tie.told.since), tie.told.checked
    if since is None or not since.first.toordinal() <= today <= since.last.toordinal() + _MOVED:
        return
    if last < max(since.first.toordinal(), checked if checked <= today else NEVER):
        yield Part("moved", POINTS["moved"], since.first, is_day=since.day is not None)


def _news(tie: Tie, view: View, last: int) -> Iterator[Part]:
    found = [one for thing in tie.told.things if (one := view.fresh.get(thing))]
    if own := view.fresh.get(f"@{tie.id}"):
        found.append(own)
    if found:
        on, _, _, points, item = max(found)
        if on > last:
            yield Part("news", points, item.on, item=item)


def reach_of(ties: Iterable[Tie]) -> Mapping[str, int]:
    """How many people had a hand in each thing."""
    return Counter(chain.from_iterable(tie.told.things for tie in ties))


def _ending(tie: Tie, view: View, last: int) -> Iterator[Part]:
    """A consent that runs out, where nobody has written in the time for asking."""
    soon = view.day + RENEWAL
    if not [until for until in tie.ends() if view.day <= until <= soon]:
        return
    consents = tie.consents()
    ends = [end for purpose in PURPOSES if (end := end_of(consents, purpose, view.today))]
    if ends and last < min(ends).toordinal() - RENEWAL:
        yield Part("consent", POINTS["consent"], min(ends))


def news_of(items: Iterable[tuple[Item, tuple[str, ...]]], today: date) -> dict[str, Item]:
    """The latest item about each thing, of those that are new."""
    found: dict[str, Item] = {}
    for item, things in sorted(items, key=lambda one: (one[0].on, one[0].id)):
        if today - timedelta(_NEWS) <= item.on <= today:
            found.update(dict.fromkeys(things, item))
    return found
