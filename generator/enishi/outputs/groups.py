"""`alumni/joined/`, `departments/`, `projects/` and `places/`: who shared something (HTML)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enishi.dates import say_year
from enishi.outputs._head import Heads
from enishi.outputs.alumni import groups_of
from enishi.views import Page, Press, Profile, Publication, Ref, Span

_KINDS = {"project": "project", "department": "department", "office": "place"}
_SIBLINGS = {
    "project": "projects",
    "department": "departments",
    "place": "places",
    "joined": "joined",
}


@dataclass(frozen=True, slots=True)
class _Group:
    kind: str
    """project, department, place or joined."""
    path: str
    values: dict[str, object]
    """What its sentences are filled with."""
    people: Sequence[Profile]
    span: Span | None = None


def render(publication: Publication, press: Press) -> Iterator[Page]:
    heads = Heads(publication.site, press)
    siblings = groups_of(publication)
    for group in _groups(publication):
        others = [ref for ref in siblings[_SIBLINGS[group.kind]] if ref.path != group.path]
        yield _page(group, others, heads, press, publication)


def _groups(publication: Publication) -> Iterator[_Group]:
    members = members_of(publication.people)
    for span in publication.timeline.spans:
        kind = _KINDS.get(span.kind)
        if kind and span.path:
            people = members.get(span.path, [])
            yield _Group(kind, span.path, {"name": span.name}, people, span)
    for cohort in publication.joined:
        yield _Group("joined", cohort.path, {"year": cohort.year}, cohort.people)


def members_of(people: Sequence[Profile]) -> dict[str, list[Profile]]:
    """`{path of a department, project or office: people}`, each once, in their order."""
    found: dict[str, dict[str, Profile]] = defaultdict(dict)
    for person in people:
        for stay in person.stays:
            department = [stay.department] if stay.department else []
            for ref in (*department, *stay.projects, *stay.places):
                found[ref.path][person.id] = person
    return {path: list(members.values()) for path, members in found.items()}


def _page(
    group: _Group, siblings: list[Ref], heads: Heads, press: Press, publication: Publication
) -> Page:
    heading = press.say(f"{group.kind}.title", **group.values)
    lead = press.say(f"{group.kind}.lead")
    span = group.span
    html = press.render(
        "pages/group.html",
        kind=group.kind,
        heading=heading,
        lead=lead,
        span=span,
        people=group.people,
        news=span.news if span else (),
        siblings=siblings,
    )
    told = [span.name, span.text, span.address, *span.former_names] if span else []
    year = group.values.get("year")
    named = say_year(year, publication.site.lang) if isinstance(year, int) else ""
    return Page(
        path=group.path,
        shell="alumni",
        title=heading,
        description=press.say(
            f"{group.kind}.description", company=publication.site.company, **group.values
        ),
        html=html,
        head=heads.head(),
        text="\n".join(part for part in [lead, named, *told] if part),
    )
