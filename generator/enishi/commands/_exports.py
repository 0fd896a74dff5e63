"""The alumni as a list for another program, told in sums."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.problems import Problems, refusal
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of

if TYPE_CHECKING:
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.export import Export
    from enishi.desk.leads import Merged
    from enishi.desk.roster import Roster
    from enishi.voice import Voice

GIVEN = "(export)"
"""Where a problem with what was given on the command line stands."""
LABELS = {"ja": "卒業生", "en": "Alumni"}
"""What the list is called where nobody says otherwise, by the portal's language."""


def export_alumni(
    voice: Voice,
    name: str,
    which: str | None,
    label: str | None,
    into: Path | None,
    to: Path | None,
    *,
    as_json: bool,
    today: str | None,
) -> None:
    """Write the file, and say who is in it and who is not. Raises `Refused` for whatever is
    wrong with what was asked for, with records, or with the place."""
    from enishi.desk.recipients import check_place
    from enishi.desk.roster import roster_of
    from enishi.writing import make_private, put

    export, root = _export_for(name), root_here()
    settings = settings_of(root, Problems())
    cabinet, day = cabinet_of(root, settings), day_by(today)(settings.zone).today
    file = _file_for(name, export, into, to, cabinet)
    check_place(file.parent, file.name, cabinet, code="export-list-place")
    roster = roster_of(
        cabinet, settings, scan(root), export, which, _label(label, settings.lang), day
    )
    data, merge = _made(roster, export, into, cabinet)
    if to is None:
        make_private(file.parent)
    put(file, data, 0o600)
    shown = _shown(file, cabinet)
    if as_json:
        told = _values_of(roster, export, shown, merge)
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell(voice, roster, merge)
        _tell_file(voice, export, shown, len(roster.people))


def _label(given: str | None, lang: str) -> str:
    label = (given or "").strip() or LABELS[lang]
    if not label.isprintable():
        raise click.BadParameter(LABELS[lang], param_hint="--list")
    return label


def _tell_file(voice: Voice, export: Export, shown: str, count: int) -> None:
    from enishi.desk.export import Sheet

    kind = "service" if isinstance(export, Sheet) else "own"
    voice.say(f"export.list.{kind}", file=shown, title=export.title, count=count)
    if isinstance(export, Sheet) and export.is_advertising:
        voice.say("export.list.advertising", title=export.title)


def _export_for(name: str) -> Export:
    from enishi.desk.exporters import export_named, export_names
    from enishi.references import nearest

    names = export_names()
    if name not in names:
        raise refusal(GIVEN, "export-unknown", near=nearest(name, names), words=", ".join(names))
    return export_named(name)


def _file_for(
    name: str, export: Export, into: Path | None, to: Path | None, cabinet: Cabinet
) -> Path:
    from enishi.desk.belongings import EXPORTS

    usual = f"{into.stem if into else 'alumni'}-{name}{export.suffix}"
    if to is None:
        return cabinet.folder / EXPORTS / usual
    file = to / usual if to.is_dir() else to
    if into and file.resolve() == into.resolve():
        raise refusal(file.name, "export-over")
    if not file.parent.is_dir():
        raise refusal(file.parent.name, "export-folder")
    return file


def _made(
    roster: Roster, export: Export, into: Path | None, cabinet: Cabinet
) -> tuple[bytes, Merged | None]:
    """The bytes of the file; with what became of the list that the people were put into."""
    from enishi.desk.export import Sheet
    from enishi.desk.leads import check_cells, merged, render_sheet
    from enishi.source.spreadsheets import load_grid

    if not isinstance(export, Sheet):
        if into:
            raise refusal(GIVEN, "export-into")
        return export.render(roster.people).encode(), None
    if into is None:
        check_cells(roster.people, export, export.encoding, cabinet)
        return render_sheet(roster.people, export), None
    first = export.columns[0]
    grid = load_grid(into, (first.heading, *first.others))
    check_cells(roster.people, export, grid.encoding, cabinet)
    merge = merged(grid, export, roster.people, roster.others)
    return merge.render(), merge


def _shown(file: Path, cabinet: Cabinet) -> str:
    if file.is_relative_to(cabinet.folder):
        return cabinet.shown(file.relative_to(cabinet.folder).as_posix())
    return str(file)


def _tell(voice: Voice, roster: Roster, merge: Merged | None) -> None:
    segment, excluded = roster.muster.segment, roster.excluded
    lists = (segment.meant, segment.not_meant, segment.not_known)
    counts = dict(zip(("meant", "not_meant", "not_known"), map(len, lists), strict=True))
    voice.say("segment.sum", candidates=roster.muster.candidates, **counts)
    voice.say(
        "export.list.sum", meant=counts["meant"], told=len(roster.people), excluded=len(excluded)
    )
    for reason, count in sorted(Counter(one.reason for one in excluded).items()):
        voice.say("segment.why", count=count, reason=voice.phrase(f"segment.{reason}"))
    if merge:
        voice.say(
            "export.list.merged",
            found=len(merge.found),
            filled=merge.filled,
            added=len(merge.added),
        )
        if merge.unwanted:
            voice.say("export.list.unwanted", ids=", ".join(merge.unwanted))


def _values_of(
    roster: Roster, export: Export, file: str, merge: Merged | None
) -> dict[str, object]:
    """For programs: who is in the file, who is not and why, and the sums. No address."""
    segment = roster.muster.segment
    told: dict[str, object] = {
        "file": file,
        "format": export.title,
        "candidates": roster.muster.candidates,
        "meant": len(segment.meant),
        "not_meant": [one.id for one in segment.not_meant],
        "not_known": [one.id for one in segment.not_known],
        "exported": [one.id for one in roster.people],
        "excluded": [{"id": one.id, "reason": one.reason} for one in roster.excluded],
    }
    if merge:
        told["into"] = {
            "found": merge.found,
            "added": merge.added,
            "filled": merge.filled,
            "unwanted": merge.unwanted,
        }
    return told
