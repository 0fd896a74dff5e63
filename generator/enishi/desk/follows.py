"""Who follows whom on which network: the matrix of `enishi follow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from unicodedata import east_asian_width

from enishi.desk.acquaintance import Link, Tie, emails_of, links_of
from enishi.desk.cabinet import Cabinet
from enishi.desk.connections import Face, Matches, Row, match
from enishi.desk.identity import everybody_in
from enishi.desk.pen import Pen
from enishi.desk.records import Card
from enishi.desk.sealing import Sealing
from enishi.desk.touching import Entry, Scribe
from enishi.insertion import Pairs, scalar_of
from enishi.problems import Problems, Refused
from enishi.publish import display_name
from enishi.register import Register
from enishi.settings import Settings
from enishi.source.people import NETWORKS, Person
from enishi.standing import scan

SIGNS = {"both": "⇄", "out": "→", "in": "←"}
OPEN = "・"
"""They have a profile there, and nobody of ours is connected with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person, and what there is with somebody of ours on each network."""

    id: str
    name: str
    profiles: tuple[str, ...]
    """Networks on which they have a profile."""
    links: tuple[Link, ...] = ()


def lines_of(people: Mapping[str, Person], cards: Mapping[str, Card]) -> list[Line]:
    """Everybody with a profile or a connection, by ID."""
    found = []
    for one in sorted({*people, *cards}):
        person, card = people.get(one), cards.get(one)
        has = person.profiles if person else None
        profiles = tuple(name for name in NETWORKS if has and getattr(has, name))
        links = tuple(links_of(card)) if card else ()
        if profiles or links:
            found.append(Line(one, display_name(person.name) if person else "", profiles, links))
    return found


def lines_in(ties: Iterable[Tie]) -> list[Line]:
    """As `lines_of`, of what the index keeps; without the days since when."""
    found = []
    for tie in sorted(ties, key=lambda one: one.id):
        parts, profiles = tie.kept.links, tie.told.profiles
        rows = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        links = tuple(Link(network, who, way, None) for network, who, way in rows)
        if profiles or links:
            found.append(Line(tie.id, tie.told.name, profiles, links))
    return found


def faces_of(people: Mapping[str, Person], cards: Mapping[str, Card]) -> list[Face]:
    """By what everybody can be known in LinkedIn's export."""
    return [
        Face(
            one,
            person.profiles.linkedin if person and person.profiles else "",
            tuple(emails_of(cards[one])) if one in cards else (),
            tuple(_names_of(person)) if person else (),
        )
        for one in sorted({*people, *cards})
        for person in (people.get(one),)
    ]


def _names_of(person: Person) -> list[str]:
    name = person.name
    found = [name.whole, name.latin]
    if name.given:
        found += [f"{family} {name.given}" for family in (name.family, name.former) if family]
    return [one for one in found if one]


def tick(network: str, who: str, way: str, since: date | None) -> Entry:
    """A connection as a row of a private record."""
    row: Pairs = [("network", network), ("who", scalar_of(who)), ("way", way)]
    more: Pairs = [("since", since.isoformat())] if since else []
    return Entry(rows={"connections": [[*row, *more]]})


@dataclass(frozen=True)
class Follows:
    """The connections of a portal's people, and how they are written down."""

    root: Path
    settings: Settings
    cabinet: Cabinet
    today: date

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Raises `Refused` for any fault: a tick must not go to a namesake."""
        problems = Problems()
        if not self.cabinet.is_there:
            return {}
        found = self.cabinet.cards(self.settings.zone, problems)
        if len(problems):
            raise Refused(problems)
        return found

    @cached_property
    def people(self) -> dict[str, Person]:
        register = Register(self.root, self.settings.zone, self.today, scan(self.root))
        return everybody_in(register.people(), self.cards)

    def lines(self) -> list[Line]:
        return lines_of(self.people, self.cards)

    def matches(self, rows: Iterable[Row], told: Mapping[str, str]) -> Matches:
        """Whom the rows of an export mean. Raises `Refused` where `told` names nobody."""
        for one in filter(None, told.values()):
            self._scribe.check_person(one)
        return match(rows, faces_of(self.people, self.cards), told)

    def take_in(self, found: Mapping[str, Row], who: str, *, dry_run: bool) -> list[str]:
        """Tick those of LinkedIn's connections that no record has yet; their IDs."""
        new = {one: row for one, row in found.items() if not self._has(one, "linkedin", who)}
        for one, row in new.items():
            if not dry_run:
                self._scribe.write(one, tick("linkedin", who, "both", row.on))
        return list(new)

    def tick(self, person_id: str, network: str, who: str, way: str) -> bool:
        """Whether it was written; False where there is such a connection already.

        Raises `Refused` as `Scribe.write` does.
        """
        scribe = self._scribe
        scribe.check_person(person_id)
        card = Pen(scribe.sealing).card(person_id)
        if card and any((one.network, one.who) == (network, who) for one in links_of(card)):
            return False
        scribe.write(person_id, tick(network, who, way, None))
        return True

    def _has(self, person_id: str, network: str, who: str) -> bool:
        links = links_of(self.cards[person_id]) if person_id in self.cards else []
        return any((one.network, one.who) == (network, who) for one in links)

    @property
    def _scribe(self) -> Scribe:
        return Scribe(Sealing(self.cabinet, self.settings.zone))


def networks_in(lines: Iterable[Line]) -> list[str]:
    """Those on which there is anybody."""
    used = {name for line in lines for name in line.profiles}
    used |= {link.network for line in lines for link in line.links}
    return [name for name in NETWORKS if name in used]


def render_matrix(lines: Sequence[Line], who: str) -> list[str]:
    """What there is between one of ours and everybody, as a table for a terminal."""
    networks = networks_in(lines)
    names = [f"{line.name} ({line.id})" if line.name else line.id for line in lines]
    widths = [max(6, _width(name)) for name in networks]
    first = max(map(_width, names), default=0)
    cells = [["", *networks]]
    for name, line in zip(names, lines, strict=True):
        cells.append([name, *(sign_of(line, network, who) for network in networks)])
    return [
        "  ".join([_padded(head, first), *map(_centred, signs, widths)]).rstrip()
        for head, *signs in cells
    ]


def sign_of(line: Line, network: str, who: str) -> str:
    """What there is on that network; empty where they are not there."""
    for link in line.links:
        if (link.network, link.who) == (network, who):
            return SIGNS[link.way]
    return OPEN if network in line.profiles else ""


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _centred(text: str, width: int) -> str:
    room = width - _width(text)
    return " " * (room // 2) + text + " " * (room - room // 2)
