"""`timeline/` and `since/`: the company's past, and what has changed since a year (HTML)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from enishi.dates import say_year
from enishi.outputs._head import Heads
from enishi.views import Change, Cohort, Page, Press, Publication, Ref, Span


def render(publication: Publication, press: Press) -> Iterator[Page]:
    heads = Heads(publication.site, press)
    yield _timeline(publication, heads, press)
    cohorts = leaving_years(publication)
    years = [_ref(cohort, publication.site.lang) for cohort in cohorts]
    yield _index(publication, years, heads, press)
    for cohort in cohorts:
        yield _since(cohort, publication, years, heads, press)


def _timeline(publication: Publication, heads: Heads, press: Press) -> Page:
    timeline = publication.timeline
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
        description=press.say("timeline.description", company=publication.site.company),
        html=html,
        head=heads.head(),
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


def _index(publication: Publication, years: list[Ref], heads: Heads, press: Press) -> Page:
    html = press.render("pages/since_index.html", cohorts=years)
    description = press.say("since_index.description", company=publication.site.company)
    title = press.say("since_index.title")
    return Page("since/", "since", title, description, html, heads.head())


def _since(
    cohort: Cohort, publication: Publication, years: list[Ref], heads: Heads, press: Press
) -> Page:
    """Changes of later years; those of the leaving year itself stand apart.

    Whoever left in March knows nothing of that year's summer, and nobody knows the month.
    """
    year, changes = cohort.year, publication.timeline.changes
    later = [change for change in changes if change.on.year > year]
    html = press.render(
        "pages/since.html",
        year=year,
        changes=later,
        renames=[change for change in later if change.old],
        same_year=[change for change in changes if change.on.year == year],
        cohort=cohort.people,
        years=years,
    )
    values = {"year": year, "company": publication.site.company}
    return Page(
        path=cohort.path,
        shell="since",
        title=press.say("since.title", year=year),
        description=press.say("since.description", **values),
        html=html,
        head=heads.head(),
    )
