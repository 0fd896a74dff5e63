"""Newsletter issues: what each picks, and the parts that its writer wrote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from enishi import colours, views
from enishi.addresses import Addresses, key_of
from enishi.markup import excerpt, text_of
from enishi.problems import Mark, Problems
from enishi.publish import initials_of_text
from enishi.settings import Settings
from enishi.source.content import Newsletter, Picks, Signature
from enishi.source.frontmatter import Body
from enishi.source.schema import Located, Ref
from enishi.views import Face, Profile

_HEADING = re.compile(r"^## +(.+?)(?: +#+)?$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)

T = TypeVar("T")
_TELLS: dict[str, Callable[[Profile], object]] = {
    "graduates": lambda one: one.left,
    "moved": lambda one: one.company or one.work,
    "lately": lambda one: one.lately,
    "asks": lambda one: one.asks,
    "offers": lambda one: one.offers,
}
"""What there must be to tell: a record or a consent may have changed since somebody was chosen."""

QUARTER = timedelta(days=92)
"""How far back the first issue looks, which has none before it."""


class Issues:
    """Makes issues out of what is public."""

    def __init__(
        self,
        settings: Settings,
        addresses: Addresses,
        host: Face,
        people: Sequence[Profile],
        news: Sequence[views.NewsItem],
        events: Sequence[views.Event],
        openings: Sequence[views.Opening],
        cards: Sequence[views.Answer],
        problems: Problems,
    ) -> None:
        """What a writer chose and readers do not get is remarked on in `problems`."""
        self._settings, self._addresses, self._host = settings, addresses, host
        self._problems = problems
        self._people, self._news, self._events, self._openings = people, news, events, openings
        self._news_ids = frozenset(item.id for item in news)
        self._cards = {one.id: one for one in cards}
        self._profiles = {one.id: one for one in people}
        self._told = [(one.lately.on, one) for one in people if one.lately]
        gone = [(one.left.last, one.left.first, one) for one in people if one.left]
        self._leavers = sorted(gone, key=lambda found: found[0], reverse=True)

    def all_of(
        self, letters: Iterable[Newsletter], files: dict[str, str]
    ) -> list[views.Newsletter]:
        """Every issue, newest first. `files` is `{path of a news file: its ID}`."""
        ordered = sorted(letters, key=lambda one: (one.date, one.id))
        made = []
        since = ordered[0].date - QUARTER if ordered else date.min
        for letter in ordered:
            made.append(self._issue(letter, since, files))
            since = letter.date + timedelta(days=1)
        return made[::-1]

    def _issue(self, letter: Newsletter, since: date, files: dict[str, str]) -> views.Newsletter:
        """One issue; `since` is the day after the issue before it."""
        greeting, *rest = split_sections(letter.body)
        opening = self._addresses.typeset(greeting[1], "g-", abroad=True, lead=True)
        sections = tuple(self._sections(rest))
        signed, signed_title = self._signature(letter)
        return views.Newsletter(
            id=letter.id,
            path=f"letters/{letter.id}/",
            title=letter.title,
            number=letter.number,
            published=letter.date,
            lang=letter.lang or self._settings.lang,
            preheader=letter.preheader or excerpt(text_of(opening), 80),
            greeting=opening,
            sections=sections,
            stories=self._stories(letter, since, files),
            **self._parts(letter, since),
            closing=self._addresses.typeset(_closing(letter), "c-", abroad=True),
            signed=signed,
            signed_title=signed_title,
            text="\n".join(
                [text_of(opening), *(f"{one.title}\n{text_of(one.body)}" for one in sections)]
            ),
        )

    def _sections(self, parts: Iterable[tuple[str, Body]]) -> Iterator[views.Section]:
        """What the writer put under headings; a heading with nothing below it is left out."""
        for number, (title, body) in enumerate(parts):
            text = self._addresses.typeset(body, f"s{number}-", abroad=True)
            if text.strip():
                yield views.Section(title, text)
            else:
                heading = Mark(body.first_line)
                self._problems.warn(body.path, heading, "letter-section-empty", title=title)

    def _stories(
        self, letter: Newsletter, since: date, files: dict[str, str]
    ) -> tuple[views.NewsItem, ...]:
        chosen = letter.chosen.news
        if chosen is not None:
            listed = Picks(items=chosen, most=len(chosen))
            for number, one in enumerate(chosen):
                if _item_id(one, files) not in self._news_ids:
                    self._remark(letter, one, f"news[{number}]", "chosen-hidden")
            return _stories(listed, since, letter.date, self._news, files) if chosen else ()
        if not letter.include and letter.news == Picks():
            return ()  # nothing is to come by itself
        return _stories(letter.news, since, letter.date, self._news, files)

    def _parts(self, letter: Newsletter, since: date) -> dict[str, Any]:
        """`{field of the view: what it tells}`: as chosen, else what comes by itself."""
        period = letter.graduates or letter.news
        start, end = period.since or letter.news.since or since, period.until or letter.date
        events = {one.id: one for one in self._events}
        openings = {one.id: one for one in self._openings}
        coming: dict[str, tuple[Mapping[str, Any], Callable[[], tuple[Any, ...]]]] = {
            "graduates": (self._profiles, lambda: _graduates(self._leavers, start, end)),
            "lately": (self._profiles, lambda: _lately(self._told, start, end)),
            "events": (events, lambda: _upcoming(self._events, letter.date)),
            "openings": (openings, lambda: _open_on(self._openings, letter.date)),
        }
        made: dict[str, Any] = {}
        for name, (there, found) in coming.items():
            chosen = getattr(letter.chosen, name)
            by_itself = found() if chosen is None and name in letter.include else ()
            made[name] = by_itself if chosen is None else self._listed(letter, name, there)
        for name in ("moved", "asks", "offers"):
            made[name] = self._listed(letter, name, self._profiles)
        made["cards"] = self._listed(letter, "cards", self._cards)
        return made

    def _listed(self, letter: Newsletter, name: str, there: Mapping[str, T]) -> tuple[T, ...]:
        """What the IDs name and is public, in their order; the writer hears of what is not."""
        found: list[T] = []
        tells = _TELLS.get(name)
        for number, ref in enumerate(getattr(letter.chosen, name) or ()):
            one = there.get(ref.id)
            if one is None:
                self._remark(letter, ref, f"{name}[{number}]", "chosen-hidden")
            elif tells and not tells(one):  # type: ignore[arg-type]
                self._remark(letter, ref, f"{name}[{number}]", "chosen-silent")
            else:
                found.append(one)
        return tuple(found)

    def _remark(self, letter: Newsletter, given: Ref | Located, field: str, code: str) -> None:
        """What is nowhere is an error already."""
        told = ((one.path, one.mark) for one in self._problems.errors)
        if (letter.path, given.mark) not in told:
            self._problems.warn(letter.path, given.mark, code, f"chosen.{field}")

    def _signature(self, letter: Newsletter) -> tuple[Face, str]:
        """Who signs: as the issue says, if the person agreed to be shown, else the host."""
        signed = letter.signed
        if isinstance(signed, Signature):
            initials = initials_of_text(signed.name)
            return Face(signed.name, "", initials, colours.face_colour(signed.name)), signed.title
        person = self._profiles.get(signed.id) if signed else None
        if person:
            return person.face, person.face.line
        return self._host, self._settings.ours.host.title


def _closing(letter: Newsletter) -> Body:
    return Body.of(letter.closing, letter.path) if letter.closing else Body("", letter.path)


def _stories(
    picks: Picks,
    since: date,
    until: date,
    news: Sequence[views.NewsItem],
    files: dict[str, str],
) -> tuple[views.NewsItem, ...]:
    """The news that the picks name: a list as listed, else newest first.

    Period, tags and list narrow each other. Without a list or tags it is what came between
    the issue before and this one.
    """
    found = list(news)
    if picks.items:
        by_id = {item.id: item for item in news}
        listed = (by_id.get(_item_id(one, files)) for one in picks.items)
        found = [item for item in listed if item]
    free = not (picks.items or picks.tags)
    first = picks.since or (since if free else date.min)
    last = picks.until or (until if free else date.max)
    wanted = frozenset(key_of(name) for name in picks.tags)
    chosen = (
        item
        for item in found
        if first <= item.published.date() <= last
        and (not wanted or any(tag.key in wanted for tag in item.tags))
    )
    return tuple(chosen)[: picks.most]


def _item_id(given: Located, files: dict[str, str]) -> str:
    """A listed item may be its file name, with or without `.md`, or its permalink."""
    stem = given.text.removesuffix(".md")
    return files.get(f"content/news/{stem}.md", stem)


def _graduates(
    leavers: Sequence[tuple[date, date, Profile]], start: date, end: date
) -> tuple[Profile, ...]:
    """Who left in the period, latest first; a date may be only a month or a year.

    `leavers` come with the last and the first day that their date may mean, by the last.
    """
    before = bisect_right(leavers, -start.toordinal(), key=lambda found: -found[0].toordinal())
    return tuple(person for _, first, person in leavers[:before] if first <= end)


def _lately(
    told: Iterable[tuple[date, Profile]], start: date, end: date, most: int = 6
) -> tuple[Profile, ...]:
    """Who told news of themselves in the period, latest first."""
    dated = [(on, person) for on, person in told if start <= on <= end]
    latest = sorted(dated, key=lambda pair: pair[0], reverse=True)
    return tuple(person for _, person in latest[:most])


def _upcoming(events: Iterable[views.Event], day: date, most: int = 3) -> tuple[views.Event, ...]:
    """The next events after the day, soonest first."""
    ahead = [one for one in events if one.starts.date() >= day and not one.cancelled]
    return tuple(sorted(ahead, key=lambda one: (one.starts, one.id))[:most])


def _open_on(openings: Iterable[views.Opening], day: date) -> tuple[views.Opening, ...]:
    return tuple(one for one in openings if one.posted <= day)


def split_sections(body: Body) -> list[tuple[str, Body]]:
    """A letter's greeting, with an empty title, and its `##` sections.

    Headings inside fenced code are text. Each part knows its first line.
    """
    blind = _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body.text)
    starts = [(0, 0, "")]
    starts += [(match.start(), match.end(), match[1]) for match in _HEADING.finditer(blind)]
    ends = [start for start, _, _ in starts[1:]] + [len(body.text)]
    parts = []
    for (_, begin, title), end in zip(starts, ends, strict=True):
        line = body.first_line + body.text.count("\n", 0, begin)
        parts.append((title, Body(body.text[begin:end], body.path, line)))
    return parts
