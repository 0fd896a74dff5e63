"""Who somebody is: as their public record says; as long as there is none, as the private one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from enishi.desk.private import reveal
from enishi.desk.records import Card
from enishi.problems import Problems
from enishi.references import Targets
from enishi.roll import check_person
from enishi.source.people import Person


def person_of(public: Person | None, card: Card | None) -> Person | None:
    """The person of an ID, by its two records; the public one counts. None where neither says."""
    if public is not None or card is None or card.person is None:
        return public
    return reveal(card.person)


def everybody_in(public: Iterable[Person], cards: Mapping[str, Card]) -> dict[str, Person]:
    """`{ID: person}` of all of whom some record says who they are."""
    found = {one.id: one for one in public}
    for one, card in cards.items():
        if one not in found and card.person is not None:
            found[one] = reveal(card.person)
    return found


def check_identities(
    cards: Mapping[str, Card], public: Collection[str], targets: Targets, problems: Problems
) -> None:
    """`public` are the IDs of public records, beside which a private one need not say it too."""
    for one, card in cards.items():
        if card.person is None:
            continue
        person = reveal(card.person)
        if one in public:
            problems.warn(card.path, person.mark, "person-twice", "person", id=one)
        found = Problems()
        check_person(person, targets, {}, found)
        for fault in found:
            problems.add(
                fault.path, fault.mark, fault.code, f"person.{fault.field}", **dict(fault.values)
            )
