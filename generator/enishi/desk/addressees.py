"""Those to whom an issue goes: how each is called and reached, and what each lived through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from enishi.dates import PartialDate
from enishi.desk.private import Private, reveal
from enishi.desk.records import Card
from enishi.history import History
from enishi.membership import Past
from enishi.publish import display_name, stays_of
from enishi.readings import EAST_ASIAN
from enishi.segments import Member, past_of
from enishi.source.people import Name, Person
from enishi.views import Stay

HONORIFICS = ("さん", "さま", "様", "ちゃん", "くん", "君", "先生", "殿", "氏", "先輩", "どん")
"""What a name that somebody wishes to be called by may end with already."""

_UNKNOWN = Past()


@dataclass(frozen=True, slots=True)
class Addressee:
    """One of them. What of it is not closed gets into no other edition than theirs."""

    id: str
    address: Private[str]
    """The one mailbox; empty where none is on file, and nothing can be sent."""
    name: Private[str]
    """Beside the address; empty where none is on file."""
    called: Private[str] | None
    """With whatever stands behind a name in that language."""
    past: Past = _UNKNOWN
    stays: tuple[Stay, ...] = ()
    left: PartialDate | None = None
    """When they last left; None while they are here, or where nobody knows."""
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


def addressees_of(
    members: Iterable[Member],
    people: Mapping[str, Person],
    cards: Mapping[str, Card],
    history: History,
    lang: str,
    today: date,
) -> list[Addressee]:
    """In the order of the members, each of whom has an address."""
    return [
        addressee_of(cards[one.id], people.get(one.id), history, lang, today) for one in members
    ]


def addressee_of(
    card: Card, person: Person | None, history: History, lang: str, today: date
) -> Addressee:
    """Of whom there is no public record, no more is known than how to call and reach them."""
    called = called_of(person.name if person else None, card, lang)
    address = card.emails[0] if card.emails else Private("")
    if person is None:
        return Addressee(card.id, address, Private(""), called)
    return Addressee(
        id=card.id,
        address=address,
        name=Private(display_name(person.name)),
        called=called,
        past=past_of(person, history.gazetteer, today),
        stays=stays_of(person, history),
        left=_left_of(person, today),
        asks=person.asks,
        offers=person.offers,
    )


def _left_of(person: Person, today: date) -> PartialDate | None:
    ends = [one.left for one in person.tenures]
    gone = [one for one in ends if one is not None and one.last <= today]
    if not gone or len(gone) < len(ends):
        return None
    return max(gone, key=lambda one: (one.last, one.first))


def called_of(name: Name | None, card: Card, lang: str) -> Private[str] | None:
    """How a letter in that language calls somebody.

    As the private record says; else by the name that they prefer; else by the family name in
    Japanese, and by the given name in Latin letters. What is written in Japanese does not stand in
    an English letter where there is another way.
    """
    wish = reveal(card.call) if card.call is not None else ""
    latin = _given_in_latin(name) if name else ""
    if wish and (lang == "ja" or not EAST_ASIAN.search(wish) or not latin):
        return Private(wish)
    if name is None:
        return None
    if lang == "ja":
        return Private(_with_honorific(name.preferred or _family_of(name)))
    prefers = name.preferred if not EAST_ASIAN.search(name.preferred) else ""
    return Private(prefers or latin or display_name(name))


def _with_honorific(called: str) -> str:
    return called if called.endswith(HONORIFICS) else f"{called}さん"


def _family_of(name: Name) -> str:
    """What colleagues say in Japanese: the family name of Japanese names, else the given one."""
    if EAST_ASIAN.search(name.family):
        return name.family
    whole = name.whole.split()
    if len(whole) == 2 and EAST_ASIAN.search(name.whole):
        return whole[0]
    return name.given or name.whole or name.family or _given_in_latin(name)


def _given_in_latin(name: Name) -> str:
    """The given name in Latin letters, which stands first there; empty where it is not known."""
    for one in (name.given, name.latin, name.whole):
        if one and not EAST_ASIAN.search(one):
            return one if one is name.given else one.split()[0]
    return ""
