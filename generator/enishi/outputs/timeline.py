"""`timeline/` and `since/`: the company's past, and what has changed since a year (HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from enishi.dates import say_year
from enishi.outputs._head import head_of
from enishi.outputs._paging import Sheet, page_title, sheets_of
from enishi.outputs.alumni import PER_PAGE
from enishi.views import (
    Change,
    Cohort,
    Job,
    Page,
    Press,
    Profile,
    Publication,
    Ref,
    Span,
    Timeline,
)


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    timeline = publication.timeline
    yield Job("timeline/", timeline_page, (timeline,), "pages/timeline.html")
    cohorts = leaving_years(publication)
    years = [_ref(cohort, publication.site.lang) for cohort in cohorts]
    yield Job("since/", index_page, (years,), "pages/since_index.html")
    for cohort in cohorts:
        for sheet in sheets_of(cohort.people, PER_PAGE, cohort.path):
            told = timeline.changes if sheet.pager.number == 1 else ()
            inputs = (cohort.year, sheet, told, years)
            yield Job(sheet.path, since_page, inputs, "pages/since.html")


def timeline_page(press: Press, timeline: Timeline) -> Page:
    html = press.render(
        "pages/timeline.html",
        timeline=timeline,
        years=_by_year(timeline.changes),
        spans=_by_kind(timeline.spans),
    )
    told = [f"{change.old} {change.title} {change.text}".strip() for change in timeline.changes]
    return Page(
        path="timeline/",
        shell="timeline",
        title=press.say("timeline.title"),
        description=press.say("timeline.description", company=press.site.company),
        html=html,
        head=head_of(press),
        text="\n".join(told),
    )


def _by_year(changes: Sequence[Change]) -> list[tuple[int, list[Change]]]:
    """Oldest year first, as the changes are."""
    return [
        (year, list(found)) for year, found in groupby(changes, key=lambda change: change.on.year)
    ]


def _by_kind(spans: Sequence[Span]) -> dict[str, list[Span]]:
    kinds = ("era", "project", "department", "office", "product")
    return {kind: [span for span in spans if span.kind == kind] for kind in kinds}


def leaving_years(publication: Publication) -> list[Cohort]:
    """Every year since the first that anybody here left in, newest first.

    Years that nobody in the directory left in have a page too: those who are not listed
    come to read as well.
    """
    known = {cohort.year: cohort for cohort in publication.left}
    if not known:
        return []
    years = range(max(publication.today.year, max(known)), min(known) - 1, -1)
    return [known.get(year, Cohort(year, f"since/{year}/", ())) for year in years]


def _ref(cohort: Cohort, lang: str) -> Ref:
    count = len(cohort.people)
    return Ref(say_year(cohort.year, lang), cohort.path, str(count) if count else "")


def index_page(press: Press, years: Sequence[Ref]) -> Page:
    html = press.render("pages/since_index.html", cohorts=years)
    description = press.say("since_index.description", company=press.site.company)
    title = press.say("since_index.title")
    return Page("since/", "since", title, description, html, head_of(press))


def since_page(
    press: Press,
    year: int,
    sheet: Sheet[Profile],
    changes: Sequence[Change],
    years: Sequence[Ref],
) -> Page:
    """Changes of later years; those of the leaving year itself stand apart.

    Whoever left in March knows nothing of that year's summer, and nobody knows the month.
    The second page and those behind it go on with the people.
    """
    later = [change for change in changes if change.on.year > year]
    html = press.render(
        "pages/since.html",
        year=year,
        changes=later,
        renames=[change for change in later if change.old],
        same_year=[change for change in changes if change.on.year == year],
        cohort=sheet.items,
        pager=sheet.pager,
        years=years,
    )
    return Page(
        path=sheet.path,
        shell="since",
        title=page_title(press.say("since.title", year=year), sheet.pager.number, press),
        description=press.say("since.description", year=year, company=press.site.company),
        html=html,
        head=head_of(press),
    )
