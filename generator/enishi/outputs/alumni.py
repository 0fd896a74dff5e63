"""`alumni/`: the directory, and a page per person (HTML, schema.org)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from enishi.dates import say_year
from enishi.outputs._found import names_of, text_of, words_of
from enishi.outputs._head import head_of
from enishi.outputs._lived import lived_by
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs._ribbon import ribbon_of
from enishi.outputs._schema import profile_page
from enishi.outputs.mentions import mentions_of
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
            Ref(span.name, span.path, str(span.people))
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
        words=words_of(person),
        changed=person.updated,
        image=person.face.photo,
        kind="profile",
    )
