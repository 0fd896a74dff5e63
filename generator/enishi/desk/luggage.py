"""The alumni as a file for another program, and the sums that say who is in it and who is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from enishi.desk.cabinet import Cabinet
from enishi.desk.export import Export, Sheet
from enishi.desk.exporters import export_named, export_names
from enishi.desk.forgotten import Memorial
from enishi.desk.leads import Merged, check_cells, merged, render_sheet
from enishi.desk.likeness import Traits
from enishi.desk.roster import Roster, roster_of
from enishi.problems import refusal
from enishi.references import nearest
from enishi.settings import Settings
from enishi.source.spreadsheets import Grid
from enishi.standing import Scan

GIVEN = "(export)"
"""Where a problem with what was asked for stands."""
LABELS = {"ja": "卒業生", "en": "Alumni"}
"""What the list is called where nobody says otherwise, by the portal's language."""
Phrase = Callable[..., str]
Leads = Callable[[Collection[str]], Grid]
"""`leads(headings)`: a list of leads, of whose headings one must be known. Raises `Refused`."""


@dataclass(frozen=True, slots=True)
class Luggage:
    """What is taken along."""

    export: Export
    roster: Roster
    data: bytes = field(repr=False)
    """Of the file."""
    merge: Merged | None = None
    """What became of the list that the people were put into."""


def export_for(name: str) -> Export:
    """The format of that name. Raises `Refused` where there is none."""
    names = export_names()
    if name not in names:
        raise refusal(GIVEN, "export-unknown", near=nearest(name, names), words=", ".join(names))
    return export_named(name)


def file_name_of(name: str, export: Export, into: str = "") -> str:
    """What the file is called; `into` is the list of leads, without its suffix."""
    return f"{into or 'alumni'}-{name}{export.suffix}"


def packed(
    cabinet: Cabinet,
    settings: Settings,
    seen: Scan,
    export: Export,
    which: str | None,
    label: str,
    leads: Leads | None,
    today: date,
) -> Luggage:
    """Raises `Refused` for whatever is wrong with what was asked for, or with records."""
    roster = roster_of(cabinet, settings, seen, export, which, label, today)
    if not isinstance(export, Sheet):
        if leads:
            raise refusal(GIVEN, "export-into")
        return Luggage(export, roster, export.render(roster.people).encode())
    if leads is None:
        check_cells(roster.people, export, export.encoding, cabinet)
        return Luggage(export, roster, render_sheet(roster.people, export))
    first = export.columns[0]
    grid = leads((first.heading, *first.others))
    check_cells(roster.people, export, grid.encoding, cabinet)
    memorial = Memorial(cabinet)
    merge = merged(
        grid,
        export,
        roster.people,
        roster.others,
        lambda address: memorial.on(Traits(mails=[address])) is not None,
    )
    return Luggage(export, roster, merge.render(), merge)


def render_sums(found: Luggage, phrase: Phrase) -> Iterator[str]:
    """That everybody is in the file, or left out for a reason."""
    segment, excluded = found.roster.muster.segment, found.roster.excluded
    lists = (segment.meant, segment.not_meant, segment.not_known)
    counts = dict(zip(("meant", "not_meant", "not_known"), map(len, lists), strict=True))
    told, out = len(found.roster.people), len(excluded)
    yield phrase("segment.sum", candidates=found.roster.muster.candidates, **counts)
    yield phrase("export.list.sum", meant=counts["meant"], told=told, excluded=out)
    for reason, count in sorted(Counter(one.reason for one in excluded).items()):
        yield phrase("segment.why", count=count, reason=phrase(f"segment.{reason}"))
    if found.merge:
        yield phrase(
            "export.list.merged",
            found=len(found.merge.found),
            filled=found.merge.filled,
            added=len(found.merge.added),
        )
        if found.merge.unwanted:
            yield phrase("export.list.unwanted", ids=", ".join(found.merge.unwanted))
        if found.merge.forgotten:
            lines = ", ".join(map(str, found.merge.forgotten))
            yield phrase("export.list.forgotten", lines=lines)


def caution_of(export: Export, phrase: Phrase) -> str:
    """What to think of before a service is told; empty for most."""
    if isinstance(export, Sheet) and export.is_advertising:
        return phrase("export.list.advertising", title=export.title)
    return ""


def values_of(found: Luggage, file: str) -> dict[str, object]:
    """For programs: who is in the file, who is not and why, and the sums. No address."""
    muster, merge = found.roster.muster, found.merge
    told: dict[str, object] = {
        "file": file,
        "format": found.export.title,
        "candidates": muster.candidates,
        "meant": len(muster.segment.meant),
        "not_meant": [one.id for one in muster.segment.not_meant],
        "not_known": [one.id for one in muster.segment.not_known],
        "exported": [one.id for one in found.roster.people],
        "excluded": [{"id": one.id, "reason": one.reason} for one in found.roster.excluded],
    }
    if merge:
        told["into"] = {
            "found": merge.found,
            "added": merge.added,
            "filled": merge.filled,
            "unwanted": merge.unwanted,
            "forgotten": merge.forgotten,
        }
    return told
