"""What the next newsletter issue could tell, gathered from what is public; nothing is guessed.

`enishi new newsletter` writes it down as a draft, each thing on a line of its own, to be pruned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from enishi.dates import PartialDate, say_day, say_partial, say_when
from enishi.issues import QUARTER
from enishi.views import Newsletter, Profile, Publication

Say = Callable[..., str]
"""`say("draft.nothing", date=…)` → a sentence of the portal."""

PARTS = ("news", "graduates", "moved", "lately", "events", "openings", "asks", "offers")
"""What a proposal has lines for, in the order in which a letter tells it."""
MOST = 12
"""Lines of one part."""
TURN = 3
"""Wishes that are not new and may be told again."""
IDEAS = 5
"""How many small touches the words hold."""
_LONGEST = 90
_SPACES = re.compile(r"\s+")
_DASHES = re.compile("-{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that could be told."""

    id: str
    note: str
    """What it is, for whoever prunes."""
    sure: bool = True
    """Whether its date says that it is new; if not, it is only pointed at."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What there is to tell of a period."""

    since: date
    until: date
    last: Newsletter | None
    """The issue before."""
    parts: Mapping[str, tuple[Line, ...]]

    @property
    def count(self) -> int:
        """How much of it is new; events and openings may have stood in the issue before."""
        return sum(line.sure for lines in self.parts.values() for line in lines)

    @property
    def is_empty(self) -> bool:
        return self.count == 0


def proposal_of(publication: Publication, today: date, say: Say) -> Proposal:
    """What came since the issue before, or within a quarter where there is none."""
    last = next((one for one in publication.newsletters if one.published <= today), None)
    since = last.published + timedelta(1) if last else today - QUARTER
    gathering = _Gathering(publication, since, today, last, say)
    found = {name: tuple(getattr(gathering, name)())[:MOST] for name in PARTS}
    return Proposal(since, today, last, found)


class _Gathering:
    """The lines of each part, by its name."""

    def __init__(
        self,
        publication: Publication,
        since: date,
        until: date,
        last: Newsletter | None,
        say: Say,
    ) -> None:
        self._all, self._since, self._until = publication, since, until
        self._last, self._say, self._lang = last, say, publication.site.lang

    def news(self) -> Iterable[Line]:
        for item in self._all.news:
            if self._since <= item.published.date() <= self._until:
                day = say_day(item.published.date(), self._lang, weekday=False)
                told = item.summary
                yield self._line(item.id, "draft.news", title=item.title, date=day, summary=told)

    def graduates(self) -> Iterable[Line]:
        """Who left; where only the year is known, it may have been before."""
        told = self._told("graduates")
        left = [(one.left, one) for one in self._all.people if one.left and one.id not in told]
        for when, one in sorted(left, key=lambda pair: (pair[0].last, pair[1].id), reverse=True):
            if self._touches(when):
                sure = bool(when.month) or when.first >= self._since
                key = "draft.graduate" if sure else "draft.graduate.year"
                key = "draft.graduate.keepsake" if sure and one.keepsake else key
                yield self._about(one, key, sure, when=say_partial(when, self._lang))

    def moved(self) -> Iterable[Line]:
        """Who is somewhere new: by the date they began there, else not surely."""
        told = self._told("moved")
        for one in self._all.people:
            parts = [part for part in (one.company, one.work) if part]
            where = (" " if self._lang == "ja" else ", ").join(parts)
            if not where or one.id in told or one.left is None:
                continue
            if one.since is not None:
                if self._touches(one.since):
                    sure = bool(one.since.month) or one.since.first >= self._since
                    key = "draft.moved" if sure else "draft.moved.year"
                    when = say_partial(one.since, self._lang)
                    yield self._about(one, key, sure, when=when, where=where)
            elif one.updated and self._since <= one.updated <= self._until:
                when = say_day(one.updated, self._lang, weekday=False)
                yield self._about(one, "draft.moved.updated", False, when=when, where=where)

    def lately(self) -> Iterable[Line]:
        told = [(one.lately, one) for one in self._all.people if one.lately]
        for note, one in sorted(told, key=lambda pair: (pair[0].on, pair[1].id), reverse=True):
            if self._since <= note.on <= self._until:
                when = say_day(note.on, self._lang, weekday=False)
                yield self._about(one, "draft.lately", when=when, text=note.text)

    def events(self) -> Iterable[Line]:
        for one in sorted(self._all.events, key=lambda event: (event.starts, event.id)):
            if one.starts.date() >= self._until and not one.cancelled:
                when = say_when(one.starts, one.ends, one.timed, self._lang)
                yield self._line(one.id, "draft.event", title=one.title, when=when)

    def openings(self) -> Iterable[Line]:
        for one in self._all.openings:
            if one.posted <= self._until <= one.expires:
                when = say_day(one.expires, self._lang, weekday=False)
                yield self._line(one.id, "draft.opening", title=one.title, when=when)

    def asks(self) -> Iterable[Line]:
        return self._wishes("asks", lambda one: one.asks)

    def offers(self) -> Iterable[Line]:
        return self._wishes("offers", lambda one: one.offers)

    def _wishes(self, name: str, of: Callable[[Profile], tuple[str, ...]]) -> Iterable[Line]:
        """Those of records that changed; of others a few, so that each gets a turn."""
        wishing = [one for one in self._all.people if of(one)]
        fresh = [one for one in wishing if one.updated and self._is_new(one.updated)]
        for one in fresh:
            yield self._about(one, "draft.wish", text=of(one)[0])
        waiting = [one for one in wishing if one not in fresh and one.id not in self._told(name)]
        start = TURN * len(self._all.newsletters) % len(waiting) if waiting else 0
        for one in (waiting + waiting)[start : start + min(TURN, len(waiting))]:
            yield self._about(one, "draft.wish.again", False, text=of(one)[0])

    def _told(self, part: str) -> frozenset[str]:
        """Who stood in that part of the issue before."""
        return frozenset(one.id for one in getattr(self._last, part)) if self._last else frozenset()

    def _touches(self, when: PartialDate) -> bool:
        return when.last >= self._since and when.first <= self._until

    def _is_new(self, day: date) -> bool:
        return self._since <= day <= self._until

    def _about(self, one: Profile, key: str, sure: bool = True, **values: str) -> Line:
        return self._line(one.id, key, sure, name=one.name, **values)

    def _line(self, of: str, key: str, sure: bool = True, /, **values: str) -> Line:
        return Line(of, _shortened(self._say(key, **values)), sure)


def _shortened(text: str) -> str:
    """On one line, printable, and not too long to be read beside an ID."""
    line = "".join(letter for letter in _SPACES.sub(" ", text) if letter.isprintable()).strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


# --- as a draft


def fillings(proposal: Proposal, say: Say, lang: str) -> dict[str, str]:
    """What the template of a newsletter is filled with, beside title and date."""
    live, *others = greetings(proposal, say)
    number = proposal.last.number if proposal.last else None
    return {
        "number": f"number: {number + 1}" if number is not None else "# number: 1",
        "chosen": _chosen(proposal, say, lang),
        "greeting": live,
        "others": "\n".join(f"<!-- {_DASHES.sub('–', other)} -->" for other in others),
        "ideas": _ideas(say) if proposal.is_empty else "",
    }


def default_title(day: date, say: Say) -> str:
    """What an issue is called until somebody has a better idea."""
    return say(f"draft.title.{day.month}")


def greetings(proposal: Proposal, say: Say) -> list[str]:
    """Two or three ways to begin: by the month as it is in Japan, and by what there is to tell."""
    month = proposal.until.month
    found = [say(f"draft.greeting.{month}.{number}") for number in (1, 2)]
    for part in ("news", "events", "graduates"):
        lines = [line for line in proposal.parts.get(part, ()) if line.sure]
        if lines:
            return [*found, _shortened(say(f"draft.greeting.{part}", about=lines[0].note))]
    return found


def _chosen(proposal: Proposal, say: Say, lang: str) -> str:
    lines = [f"  # {_period(proposal, say, lang)}"]
    for name in PARTS:
        if proposal.parts[name]:
            lines.append(f"  {name}:{' ' * (18 - len(name))}# {say(f'draft.part.{name}')}")
            lines += map(_written, proposal.parts[name])
    return "\n".join(lines)


def _written(line: Line) -> str:
    return f"    {'' if line.sure else '# '}- {line.id}  # {line.note}"


def _period(proposal: Proposal, say: Say, lang: str) -> str:
    since = say_day(proposal.since, lang, weekday=False)
    if proposal.is_empty:
        return say("draft.nothing", date=since)
    return say("draft.since" if proposal.last else "draft.first", date=since)


def _ideas(say: Say) -> str:
    ideas: Sequence[str] = [say(f"draft.idea.{number}") for number in range(1, IDEAS + 1)]
    return "".join(f"\n<!-- {idea} -->" for idea in ideas)
