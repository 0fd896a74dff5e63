"""`alumni/joined/`, `departments/`, `projects/` and `places/`: who shared something (HTML)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from enishi.dates import say_year
from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs.alumni import PER_PAGE, groups_of
from enishi.outputs.mentions import mentions_of
from enishi.views import Job, Page, Press, Profile, Publication, Ref, Span

_KINDS = {"project": "project", "department": "department", "office": "place"}
_SIBLINGS = {
    "project": "projects",
    "department": "departments",
    "place": "places",
    "joined": "joined",
}


@dataclass(frozen=True, slots=True)
class Group:
    """People who shared something, and what it is called."""

    kind: str
    """project, department, place or joined."""
    path: str
    people: Sequence[Profile]
    name: str = ""
    year: int = 0
    span: Span | None = None

    @property
    def values(self) -> dict[str, object]:
        """What its sentences are filled with."""
        return {"year": self.year} if self.year else {"name": self.name}


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    siblings = groups_of(publication)
    for group in _groups(publication):
        listed = siblings[_SIBLINGS[group.kind]]
        frame = replace(group, people=())
        for sheet in sheets_of(group.people, PER_PAGE, group.path):
            # What there is to tell stands on the first page; the others go on with the people.
            others = listed if sheet.pager.number == 1 else ()
            inputs = (frame, sheet, len(group.people), others)
            yield Job(sheet.path, group_page, inputs, "pages/group.html")


def _groups(publication: Publication) -> Iterator[Group]:
    members = members_of(publication.people)
    for span in publication.timeline.spans:
        kind = _KINDS.get(span.kind)
        if kind and span.path:
            people = members.get(span.path, [])
            yield Group(kind, span.path, people, name=span.name, span=span)
    for cohort in publication.joined:
        yield Group("joined", cohort.path, cohort.people, year=cohort.year)


def members_of(people: Sequence[Profile]) -> dict[str, list[Profile]]:
    """`{path of a department, project or office: people}`, each once, in their order."""
    found: dict[str, dict[str, Profile]] = defaultdict(dict)
    for person in people:
        for stay in person.stays:
            department = [stay.department] if stay.department else []
            for ref in (*department, *stay.projects, *stay.places):
                found[ref.path][person.id] = person
    return {path: list(members.values()) for path, members in found.items()}


def group_page(
    press: Press, group: Group, sheet: Sheet[Profile], total: int, siblings: Sequence[Ref]
) -> Page:
    """`siblings` are all groups of its kind; the first page alone shows them."""
    heading = press.say(f"{group.kind}.title", **group.values)
    company = press.site.company
    first = sheet.pager.number == 1
    span = group.span if first else None
    html = press.render(
        "pages/group.html",
        kind=group.kind,
        heading=heading,
        lead=press.say(f"{group.kind}.lead") if first else "",
        span=span,
        people=sheet.items,
        total=total,
        pager=sheet.pager,
        news=mentions_of(span.news if span else (), group.path),
        siblings=[ref for ref in siblings if ref.path != group.path],
    )
    return Page(
        path=sheet.path,
        shell="alumni",
        title=page_title(heading, sheet.pager.number, press),
        description=press.say(f"{group.kind}.description", company=company, **group.values),
        html=html,
        head=head_of(press),
        text=_text(group, press) if first else "",
    )


def _text(group: Group, press: Press) -> str:
    span = group.span
    told = [span.name, span.text, span.address, *span.former_names] if span else []
    named = say_year(group.year, press.site.lang) if group.year else ""
    return "\n".join(part for part in [press.say(f"{group.kind}.lead"), named, *told] if part)
