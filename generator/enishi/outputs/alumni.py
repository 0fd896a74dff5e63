"""`alumni/`: the directory, a page per person, and `people.json` for its filter (HTML, JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from enishi.dates import say_year
from enishi.outputs._head import Heads
from enishi.outputs._paging import Sheet, sheets_of
from enishi.outputs._schema import profile_page
from enishi.readings import folded, plain_latin, readings_of
from enishi.views import Cohort, Facet, Output, Page, Press, Profile, Publication, Ref, Site

PER_PAGE = 120
BASE = "alumni/"
_FACETS = ("joined", "left", "department", "place", "company", "skill", "open")
_GROUPS = {"projects": "project", "departments": "department", "places": "office"}


def render(publication: Publication, press: Press) -> Iterator[Page | Output]:
    heads = Heads(publication.site, press)
    yield from _directory(publication, heads, press)
    for person in publication.people:
        yield _profile(person, publication.site, heads, press)
    people = {
        "people": [_entry(person, press) for person in publication.people],
        "facets": [_facet(facet, press) for facet in publication.facets],
    }
    text = json.dumps(people, ensure_ascii=False, separators=(",", ":"))
    yield Output(f"{BASE}people.json", f"{text}\n".encode())


def _directory(publication: Publication, heads: Heads, press: Press) -> Iterator[Page]:
    sheets = list(sheets_of(publication.people, PER_PAGE, BASE))
    title = press.say("alumni.title")
    shared = {
        "rail": _rail(sheets),
        "facets": {
            kind: [facet for facet in publication.facets if facet.kind == kind] for kind in _FACETS
        },
        "total": len(publication.people),
        "groups": groups_of(publication),
    }
    for sheet in sheets:
        number = sheet.pager.number
        html = press.render(
            "pages/directory.html", rows=_rows(sheet.items), pager=sheet.pager, **shared
        )
        yield Page(
            path=sheet.path,
            shell="alumni",
            title=press.say("alumni.page_title", number=number) if number > 1 else title,
            description=press.say("alumni.description", company=publication.site.company),
            html=html,
            head=heads.head(),
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


def _profile(person: Profile, site: Site, heads: Heads, press: Press) -> Page:
    html = press.render("pages/profile.html", person=person, share_path=person.path)
    return Page(
        path=person.path,
        shell="alumni",
        title=person.name,
        description=press.say("profile.description", name=person.name, line=person.face.line),
        html=html,
        head=heads.head(profile_page(person, site)),
        text=_text(person),
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


def _text(person: Profile) -> str:
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


def _entry(person: Profile, press: Press) -> dict[str, Any]:
    """A person for the filter in the browser; short names, because there may be thousands."""
    found = {
        "u": person.path,
        "n": person.name,
        "k": person.kana or person.latin,
        "y": _years(person, press),
        "s": person.face.line,
        "i": person.face.initials,
        "c": person.face.colour,
        "p": person.face.photo.path if person.face.photo else "",
        "o": list(person.offers[:3]),
        "f": [f"{facet.kind}:{facet.key}" for facet in person.facets],
        "q": _words(person),
    }
    return {key: value for key, value in found.items() if value}


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
    parts = [*names_of(person), person.company, person.work, person.location, person.industry]
    parts += [*person.skills, *person.offers]
    parts += [ref.title for stay in person.stays for ref in _refs_of(stay)]
    return " ".join(dict.fromkeys(folded(part) for part in parts if part))


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
