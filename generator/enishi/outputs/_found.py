"""What a person is found by: in the search of the portal and in the filter of the directory."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.readings import folded, plain_latin, readings_of
from enishi.views import Profile, Ref, Stay

OFFERS = 3
"""How many stand on a card."""


def names_of(person: Profile) -> list[str]:
    """Every way in which someone may type the name."""
    names = [person.name, *readings_of(person.kana), person.latin, person.former]
    names += [person.preferred, plain_latin(person.name), plain_latin(person.latin)]
    joined = ["".join(name.split()) for name in names if not name.isascii()]
    return list(dict.fromkeys(name for name in [*names, *joined] if name))


def text_of(person: Profile) -> str:
    """What the profile says, a line each."""
    lines = [
        f"{person.company} {person.work}".strip(),
        person.bio_text,
        person.lately.text if person.lately else "",
        "、".join(person.skills),
        *person.offers,
        *person.asks,
        person.location,
        person.industry,
        *(f"{ref.title} {stay.title}" for stay in person.stays for ref in _refs_of(stay)),
    ]
    return "\n".join(line for line in lines if line)


def _refs_of(stay: Stay) -> Iterator[Ref]:
    if stay.department:
        yield stay.department
    yield from (*stay.projects, *stay.places)


def words_of(person: Profile) -> str:
    """For the filter: names, a line each, and the rest on one line, folded.

    What the browser has anyway is left out.
    """
    names = dict.fromkeys(folded(name) for name in names_of(person))
    joined = {name.replace(" ", "") for name in names if " " in name}
    told = [person.company, person.work, person.location, person.industry]
    told += [*person.skills, *person.offers]
    told += [ref.title for stay in person.stays for ref in _refs_of(stay)]
    known = {facet.label for facet in person.facets} | set(person.offers[:OFFERS])
    rest = " ".join(dict.fromkeys(folded(part) for part in told if part and part not in known))
    return "\n".join([*(name for name in names if name not in joined), rest]).rstrip("\n")
