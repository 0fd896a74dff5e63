"""Who of those in the directory has news that an issue does not tell already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from enishi.dates import PartialDate
from enishi.views import Colleague, NewsItem, Newsletter, Profile, Publication, Ref

KINDS = ("lately", "moved", "told")
"""What news there may be, the most telling first."""


def tidings_of(
    publication: Publication, letter: Newsletter, since: date, until: date
) -> dict[str, Colleague]:
    """`{person ID: their news}`, all of it public, of the days from `since` to `until`; the most
    telling first, and of those the latest."""
    shown = (*letter.graduates, *letter.moved, *letter.lately, *letter.asks, *letter.offers)
    told = _articles(publication.news, letter, since, until)
    told_of = {one.id for one in shown}
    news = (
        _news_of(person, told.get(person.path), since, until)
        for person in publication.people
        if person.id not in told_of
    )
    found = sorted([one for one in news if one], key=_order)
    return {one.person.id: one for one in found}


def _order(one: Colleague) -> tuple[int, int]:
    days = {"lately": one.person.lately and one.person.lately.on, "moved": one.person.since}
    when = days.get(one.kind)
    day = when.first if isinstance(when, PartialDate) else when
    return KINDS.index(one.kind), -day.toordinal() if day else 0


def _news_of(person: Profile, told: Ref | None, since: date, until: date) -> Colleague | None:
    if person.lately and since <= person.lately.on <= until:
        return Colleague(person, "lately")
    if (person.company or person.work) and _is_within(person.since, since, until):
        return Colleague(person, "moved")
    return Colleague(person, "told", told) if told else None


def _is_within(when: PartialDate | None, since: date, until: date) -> bool:
    """Surely: a date of which only the year is known is not."""
    return when is not None and since <= when.first and when.last <= until


def _articles(
    news: Iterable[NewsItem], letter: Newsletter, since: date, until: date
) -> dict[str, Ref]:
    """`{site path of a person: the newest article that names them}`."""
    stories = {one.id for one in letter.stories}
    found: dict[str, Ref] = {}
    for item in news:
        if item.id not in stories and since <= item.published.date() <= until:
            for chip in item.chips:
                found.setdefault(chip.path, Ref(item.title, item.path))
    return found
