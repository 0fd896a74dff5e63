"""News for former members alone: looked at as all other news is, and made ready for a letter."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from enishi.checks import check_entry, names_in, targets_of
from enishi.compose import compose_inside
from enishi.dates import Day
from enishi.galleys import Galleys
from enishi.gazetteer import gazetteer_of
from enishi.library import Library
from enishi.memory import Memory
from enishi.problems import Problems
from enishi.settings import Settings
from enishi.source.content import News
from enishi.views import NewsItem, Publication


def inside_of(
    items: Sequence[News],
    library: Library,
    settings: Settings,
    root: Path,
    publication: Publication,
    problems: Problems,
    day: Day,
    galleys: Galleys,
    memory: Memory,
) -> tuple[NewsItem, ...]:
    """As letters tell it, in the order given; what is wrong is added to `problems`."""
    targets, gazetteer = targets_of(library), gazetteer_of(library.timeline)
    names = names_in(library, memory.recall)
    taken = {one.id: one.path for one in library.news}
    for item in items:
        check_entry(item, targets, problems)
        for number, one in enumerate(item.insider):
            gazetteer.check(one.when, item.path, f"insider[{number}].when", problems)
        for at in names.found_in(item.body.text):
            problems.add(item.path, item.body.mark_of(at), "name-without-consent")
        if any(next(names.found_in(text), None) is not None for text in _heads(item)):
            problems.add(item.path, item.mark, "name-without-consent")
        if item.id in taken:
            problems.add(item.path, item.mark, "permalink-twice", other=taken[item.id])
        taken[item.id] = item.path
    return compose_inside(
        items, publication, library, settings, root, problems, day, galleys, memory
    )


def _heads(item: News) -> tuple[str, ...]:
    return (item.title, item.summary, *(one.text for one in item.insider))
