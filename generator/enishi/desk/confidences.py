"""`private/news/`: news for former members alone, which the letter tells and no page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from enishi.desk.cabinet import Cabinet
from enishi.problems import Problems
from enishi.source.content import News, news_of
from enishi.source.schema import Reading

FOLDER = "news"


def load_confidences(cabinet: Cabinet, zone: ZoneInfo, problems: Problems) -> list[News]:
    """Every item of the folder, in the order of their names; what is wrong is a problem."""
    return [one for one in _items(cabinet, zone, problems) if one is not None]


def _items(cabinet: Cabinet, zone: ZoneInfo, problems: Problems) -> Iterator[News | None]:
    for path in cabinet.paths():
        if path.startswith(f"{FOLDER}/") and path.lower().endswith(".md"):
            source = cabinet.load(path, problems)
            if source is not None:
                yield news_of(source, Reading(source.path, problems, zone))


def told_between(items: list[News], since: date, until: date, zone: ZoneInfo) -> list[News]:
    """Those of an issue, newest first: no draft, and nothing that has expired."""
    found = [
        one
        for one in items
        if not one.draft
        and since <= one.date[0].astimezone(zone).date() <= until
        and (one.expires is None or until <= one.expires)
    ]
    return sorted(found, key=lambda one: (one.date[0], one.id), reverse=True)
