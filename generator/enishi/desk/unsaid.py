"""What no figure tells: of those we were most in touch with, how they are called, what was last
said, and what only somebody who knows them would say; and who of ours is close to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from enishi.desk.acquaintance import links_of
from enishi.desk.bequest import Bequest
from enishi.desk.private import Private, reveal
from enishi.desk.records import Card, Touch
from enishi.source.schema import Passage

T = TypeVar("T")
CLOSEST = 12
"""So many people can be talked through in an hour."""
_TOUCHES = 3
_SIGNS = {"in": "←", "out": "→"}
Names = Mapping[str, str]
"""`{ID: name}`"""


def unsaid_of(
    cards: Iterable[Card], names: Names, today: date, most: int = CLOSEST
) -> list[Bequest]:
    """Those with most touches, and nobody of whom there is nothing to tell."""
    told: list[tuple[int, int, str, tuple[tuple[str, str], ...]]] = []
    for card in cards:
        lines = tuple(_lines(card, today))
        if lines:
            touches = _until(card, today)
            last = max((reveal(one.on) for one in touches), default=date.min)
            told.append((-len(touches), -last.toordinal(), card.id, lines))
    return [
        Bequest("tie", names[one], one, text=str(-count), lines=lines)
        for count, _, one, lines in sorted(told)[:most]
    ]


def _lines(card: Card, today: date) -> Iterator[tuple[str, str]]:
    call = _opened(card.call)
    off = card.offboarding
    if call:
        yield "call", call
    latest = sorted(_until(card, today), key=lambda one: reveal(one.on))[-_TOUCHES:]
    for touch in reversed(latest):
        sign = _SIGNS[_opened(touch.direction) or "out"]
        note = _opened(touch.note)
        yield "said", f"{reveal(touch.on)} {sign} {note or ''}".rstrip()
    yield from (("notes", line) for line in _passage(card.notes))
    if off:
        known = (("reason", _opened(off.reason)), ("wishes", _opened(off.wishes)))
        yield from ((label, text) for label, text in known if text)
        yield from (("talk", line) for line in _passage(off.notes))


def _until(card: Card, today: date) -> list[Touch]:
    return [one for one in card.touches if reveal(one.on) <= today]


def _passage(closed: Private[Passage] | None) -> list[str]:
    text = reveal(closed).text if closed is not None else ""
    return [line.strip() for line in text.splitlines() if line.strip()]


def owners_of(cards: Mapping[str, Card], names: Names) -> list[Bequest]:
    """Who of ours keeps in touch with whom; who stays at hand; who is connected on networks; and
    of how many nobody in particular takes care."""
    owned: dict[str, list[str]] = defaultdict(list)
    hosted: dict[str, list[str]] = defaultdict(list)
    linked: dict[str, Counter[str]] = defaultdict(Counter)
    for one, card in cards.items():
        owner = _opened(card.care.owner) if card.care else None
        host = _opened(card.offboarding.host) if card.offboarding else None
        for who, kept in ((owner, owned), (host, hosted)):
            if who:
                kept[who].append(f"{names[one]} ({one})")
        for link in links_of(card):
            linked[link.who][link.network] += 1
    alone = len(names) - sum(map(len, owned.values()))
    return [
        *_grouped("owner", owned),
        *_grouped("host", hosted),
        *(Bequest("linked", who, text=_counted(linked[who])) for who in sorted(linked)),
        *([Bequest("nobody", text=str(alone))] if alone else ()),
    ]


def _counted(found: Counter[str]) -> str:
    """`linkedin 12, x 3`"""
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{network} {count}" for network, count in ordered)


def _grouped(kind: str, found: Mapping[str, list[str]]) -> list[Bequest]:
    return [
        Bequest(kind, who, text=str(len(people)), lines=tuple(("who", one) for one in people))
        for who, people in sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    ]


def _opened(closed: Private[T] | None) -> T | None:
    return None if closed is None else reveal(closed)
