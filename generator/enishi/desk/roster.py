"""`enishi export --for`: of whom another program is told, and of whom it is not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from enishi.desk.alumnus import Alumnus, is_here, stage_of
from enishi.desk.audience import Audience
from enishi.desk.cabinet import Cabinet
from enishi.desk.export import HERE, PAUSED, Document, Export
from enishi.desk.muster import Muster, muster
from enishi.problems import Problems
from enishi.segments import Member, check_sum
from enishi.settings import Settings
from enishi.source.files import load_text
from enishi.source.nodes import parse_yaml
from enishi.source.records import PEOPLE
from enishi.source.tree import plain_of
from enishi.standing import Scan

PURPOSE = "newsletter"
"""What somebody agreed to of whom a service is told: it is to write to them for us."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who is meant, told or left out."""

    muster: Muster
    """With who is told and who is left out, and why, in place of who gets letters."""
    people: tuple[Alumnus, ...] = field(repr=False)
    """Who is told."""
    others: tuple[Alumnus, ...] = field(repr=False)
    """Who is left out."""

    @property
    def excluded(self) -> tuple[Member, ...]:
        return self.muster.audience.excluded if self.muster.audience else ()


def roster_of(
    cabinet: Cabinet,
    settings: Settings,
    seen: Scan,
    export: Export,
    which: str | None,
    label: str,
    today: date,
) -> Roster:
    """Everybody, or those whom an expression means. Raises `Refused` as `muster` does."""
    found = muster(cabinet, settings, seen, which, PURPOSE, today)
    told, out = [], []
    for one, reason in _answers(found, today):
        if reason in export.without:
            out.append(replace(one, reason=reason))
        else:
            told.append(replace(one, reason=""))
    check_sum(len(found.segment.meant), (told, out))
    found = replace(found, audience=Audience(PURPOSE, tuple(told), tuple(out)))
    home = urlsplit(settings.url).hostname or ""

    def alumnus(member: Member) -> Alumnus:
        card, person = found.cards.get(member.id), found.people.get(member.id)
        records = _records(cabinet, found, member.id) if isinstance(export, Document) else {}
        return Alumnus(member.id, label, home, person, card, records)

    return Roster(found, tuple(map(alumnus, told)), tuple(map(alumnus, out)))


def _answers(found: Muster, today: date) -> Iterator[tuple[Member, str]]:
    """Everybody who is meant, by ID, and what speaks against telling of them."""
    audience = found.audience or Audience(PURPOSE, (), ())
    for one in sorted((*audience.send, *audience.excluded), key=lambda one: one.id):
        person = found.people.get(one.id)
        if one.reason:
            yield one, one.reason
        elif stage_of(found.cards.get(one.id)) == PAUSED:
            yield one, PAUSED
        else:
            yield one, HERE if person and is_here(person, today) else ""


def _records(cabinet: Cabinet, found: Muster, person_id: str) -> dict[str, object]:
    """Both records as they stand in the files; the private one opened, where it is sealed."""
    records: dict[str, object] = {}
    person, card = found.people.get(person_id), found.cards.get(person_id)
    if person and person.path.startswith(f"{PEOPLE}/"):
        source = load_text(cabinet.root, person.path, Problems())
        node = parse_yaml(source.text, person.path, Problems()) if source else None
        records["public"] = plain_of(node)
    if card:
        held = cabinet.held(card.path.rpartition("/")[2], Problems())
        records["private"] = plain_of(held.node if held else None)
    return records
