"""`alumni/people.json`: everyone, for the filter of the directory in the browser (JSON)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from enishi.outputs._entries import json_of
from enishi.outputs._found import OFFERS
from enishi.views import Facet, Job, Made, Press, Profile, Publication


def plan_over(made: Sequence[Made], publication: Publication, press: Press) -> Iterator[Job]:
    found = {page.path: page.words for page in made}
    words = tuple(found.get(person.path, "") for person in publication.people)
    inputs = (publication.people, publication.facets, words)
    yield Job("alumni/people.json", people_file, inputs)


def people_file(
    press: Press, people: Sequence[Profile], facets: Sequence[Facet], words: Sequence[str]
) -> bytes:
    """A list for each column, because there are thousands.

    `facets` are the values to filter by; a person's are their numbers in that list. `words` are
    what else the person is found by, folded: names, a line each, and behind them what is not
    among the labels and offers.
    """
    spoken = cache(partial(press.say, "alumni.years_here"))
    numbers = {(facet.kind, facet.key): at for at, facet in enumerate(facets)}
    columns = {
        "facets": [_facet(facet, press) for facet in facets],
        "paths": [person.path for person in people],
        "names": [person.name for person in people],
        "kana": [person.kana or person.latin for person in people],
        "years": [_years(person, spoken) for person in people],
        "lines": [person.face.line for person in people],
        "initials": [person.face.initials for person in people],
        "colours": [person.face.colour for person in people],
        "photos": [person.face.photo.at(192) if person.face.photo else "" for person in people],
        "offers": [person.offers[:OFFERS] for person in people],
        "has": [[numbers[facet.kind, facet.key] for facet in person.facets] for person in people],
        "words": words,
    }
    return json_of(columns)


def _years(person: Profile, spoken: Callable[..., str]) -> str:
    """`2003–2017`, `2019–`; several stays, oldest first."""
    stays = person.stays
    if len(stays) > 1:
        stays = tuple(sorted(stays, key=lambda stay: stay.joined.first))
    return "、".join(
        [spoken(start=it.joined.year, end=it.left.year if it.left else "") for it in stays]
    )


def _facet(facet: Facet, press: Press) -> dict[str, Any]:
    return {
        "kind": facet.kind,
        "key": facet.key,
        "label": facet_label(facet, press),
        "count": facet.count,
    }


def facet_label(facet: Facet, press: Press) -> str:
    """A facet's value as readers see it."""
    if facet.kind == "open":
        return press.say(f"open.{facet.key}")
    if facet.kind in ("joined", "left"):
        return press.say("facet.year", year=facet.key)
    return facet.label
