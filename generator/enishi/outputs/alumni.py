"""`alumni/`: the directory, a page per person, and `people.json` for its filter (HTML, JSON)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from enishi.dates import say_year
from enishi.outputs._entries import json_of
from enishi.outputs._head import head_of
from enishi.outputs._lived import lived_by
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._ribbon import ribbon_of
from enishi.outputs._schema import profile_page
from enishi.outputs.mentions import mentions_of
from enishi.readings import folded, plain_latin, readings_of
from enishi.views import (
    Change,
    Cohort,
    Face,
    Facet,
    Job,
    Page,
    Press,
    Profile,
    Publication,
    Ref,
)

PER_PAGE = 120
BASE = "alumni/"
_OFFERS = 3
"""On a card."""
_OFFERS = 3
"""On a card."""
_FACETS = ("joined", "left", "department", "place", "company", "skill", "open")
_GROUPS = {"projects": "project", "departments": "department", "places": "office"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of the directory shows around its people."""

    rail: tuple[Ref, ...]
    total: int
    groups: Mapping[str, Sequence[Ref]]


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    yield from _directory(publication)
    milestones, month = publication.milestones, publication.today.replace(day=1)
    for person in publication.people:
        inputs = (
            person,
            publication.contemporaries.get(person.id, ()),
            publication.mentions.get(person.path, ()),
            milestones,
            month,
        )
        yield Job(person.path, profile_page_of, inputs, "pages/profile.html")
    yield Job(f"{BASE}people.json", people_file, (publication.people, publication.facets))


def people_file(press: Press, people: Sequence[Profile], facets: Sequence[Facet]) -> bytes:
    return json_of(finder_of(people, facets, press))


def _directory(publication: Publication) -> Iterator[Job]:
    sheets = list(sheets_of(publication.people, PER_PAGE, BASE))
    frame = Frame(tuple(_rail(sheets)), len(publication.people), groups_of(publication))
    for sheet in sheets:
        facets = publication.facets if sheet.pager.number == 1 else ()
        yield Job(sheet.path, directory_page, (sheet, frame, facets), "pages/directory.html")


def directory_page(
    press: Press, sheet: Sheet[Profile], frame: Frame, facets: Sequence[Facet]
) -> Page:
    html = press.render(
        "pages/directory.html",
        rows=_rows(sheet.items),
        rail=frame.rail,
        facets={kind: [facet for facet in facets if facet.kind == kind] for kind in _FACETS},
        total=frame.total,
        pager=sheet.pager,
        groups=frame.groups,
    )
    return Page(
        path=sheet.path,
        shell="alumni",
        title=page_title(press.say("alumni.title"), sheet.pager.number, press),
        description=press.say("alumni.description", company=press.site.company),
        html=html,
        head=head_of(press),
    )


def _rows(people: Sequence[Profile]) -> list[tuple[str, list[Profile]]]:
    """The people under the heading of their reading; they are sorted by it."""
    return [(row, list(found)) for row, found in groupby(people, key=lambda person: person.row)]


def _rail(sheets: Sequence[Sheet[Profile]]) -> list[Ref]:
    """Each heading, with the place where it first stands."""
    found: dict[str, Ref] = {}
    for sheet in sheets:
        for person in sheet.items:
            anchor = "other" if person.row == "#" else person.row
            found.setdefault(person.row, Ref(person.row, f"{sheet.path}#row-{anchor}"))
    return list(found.values())


def groups_of(publication: Publication) -> dict[str, list[Ref]]:
    """`{kind: pages}` of those who shared something; their number is the note."""
    groups = {
        name: [
            Ref(span.name, span.path, str(len(span.people)))
            for span in publication.timeline.spans
            if span.kind == kind and span.path
        ]
        for name, kind in _GROUPS.items()
    }
    lang = publication.site.lang
    groups["joined"] = [_cohort(cohort, lang) for cohort in publication.joined]
    groups["since"] = [_cohort(cohort, lang) for cohort in publication.left]
    return groups


def _cohort(cohort: Cohort, lang: str) -> Ref:
    return Ref(say_year(cohort.year, lang), cohort.path, str(len(cohort.people)))


def profile_page_of(
    press: Press,
    person: Profile,
    contemporaries: Sequence[Face],
    mentions: Sequence[Ref],
    milestones: Sequence[Change],
    month: date,
) -> Page:
    """`month` is the present one, by its first day."""
    lived = lived_by(person.stays, milestones)
    html = press.render(
        "pages/profile.html",
        person=person,
        contemporaries=contemporaries,
        mentions=mentions_of(mentions, person.path),
        lived=lived,
        ribbon=ribbon_of(person.stays, person.left, lived, month) if person.stays else None,
        share_path=person.path,
    )
    return Page(
        path=person.path,
        shell="alumni",
        title=person.name,
        description=press.say("profile.description", name=person.name, line=person.face.line),
        html=html,
        head=head_of(press, profile_page(person, press.site)),
        text=text_of(person),
        keywords="\n".join(names_of(person)),
        changed=person.updated,
        image=person.face.photo,
        kind="profile",
    )


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


def _refs_of(stay: Any) -> list[Ref]:
    department = [stay.department] if stay.department else []
    return [*department, *stay.projects, *stay.places]


def finder_of(people: Sequence[Profile], facets: Sequence[Facet], press: Press) -> dict[str, Any]:
    """Everyone for the filter in the browser: a list for each column, because there are thousands.

    `facets` are the values to filter by; a person's are their numbers in that list. `words` are
    what else the person is found by, folded: names, a line each, and behind them what is not
    among the labels and offers.
    """
    numbers = {(facet.kind, facet.key): at for at, facet in enumerate(facets)}
    return {
        "facets": [_facet(facet, press) for facet in facets],
        "paths": [person.path for person in people],
        "names": [person.name for person in people],
        "kana": [person.kana or person.latin for person in people],
        "years": [_years(person, press) for person in people],
        "lines": [person.face.line for person in people],
        "initials": [person.face.initials for person in people],
        "colours": [person.face.colour for person in people],
        "photos": [person.face.photo.at(192) if person.face.photo else "" for person in people],
        "offers": [person.offers[:_OFFERS] for person in people],
        "has": [[numbers[facet.kind, facet.key] for facet in person.facets] for person in people],
        "words": [_words(person) for person in people],
    }


def _years(person: Profile, press: Press) -> str:
    """`2003–2017`, `2019–`; several stays, oldest first."""
    stays = sorted(person.stays, key=lambda stay: stay.joined.first)
    return "、".join(
        press.say(
            "alumni.years_here", start=stay.joined.year, end=stay.left.year if stay.left else ""
        )
        for stay in stays
    )


def _words(person: Profile) -> str:
    """Names, and the rest on one line; what the browser adds itself is left out."""
    names = dict.fromkeys(folded(name) for name in names_of(person))
    joined = {name.replace(" ", "") for name in names if " " in name}
    told = [person.company, person.work, person.location, person.industry]
    told += [*person.skills, *person.offers]
    told += [ref.title for stay in person.stays for ref in _refs_of(stay)]
    known = {facet.label for facet in person.facets} | set(person.offers[:_OFFERS])
    rest = " ".join(dict.fromkeys(folded(part) for part in told if part and part not in known))
    return "\n".join([*(name for name in names if name not in joined), rest]).rstrip("\n")


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
