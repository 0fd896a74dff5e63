"""The alumni as a list for another program, told in sums."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.problems import Problems, refusal
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of

if TYPE_CHECKING:
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.luggage import Luggage
    from enishi.voice import Voice


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
    from enishi.desk.luggage import export_for, file_name_of, packed, render_sums, values_of
    from enishi.desk.recipients import check_place
    from enishi.source.spreadsheets import load_grid
    from enishi.writing import make_private, put

    export, root = export_for(name), root_here()
    settings = settings_of(root, Problems())
    cabinet, day = cabinet_of(root, settings), day_by(today)(settings.zone).today
    file = _file_for(file_name_of(name, export, into.stem if into else ""), into, to, cabinet)
    check_place(file.parent, file.name, cabinet, code="export-list-place")
    called, leads = _label(label, settings.lang), partial(load_grid, into) if into else None
    found = packed(cabinet, settings, scan(root), export, which, called, leads, day)
    if to is None:
        make_private(file.parent)
    put(file, found.data, 0o600)
    shown = _shown(file, cabinet)
    if as_json:
        click.echo(json.dumps(values_of(found, shown), ensure_ascii=False, indent=2))
    else:
        voice.lines(render_sums(found, voice.phrase))
        _tell_file(voice, found, shown)


def _label(given: str | None, lang: str) -> str:
    from enishi.desk.luggage import LABELS

    label = (given or "").strip() or LABELS[lang]
    if not label.isprintable():
        raise click.BadParameter(LABELS[lang], param_hint="--list")
    return label


def _tell_file(voice: Voice, found: Luggage, shown: str) -> None:
    from enishi.desk.export import Sheet
    from enishi.desk.luggage import caution_of

    title, count = found.export.title, len(found.roster.people)
    kind = "service" if isinstance(found.export, Sheet) else "own"
    voice.say(f"export.list.{kind}", file=shown, title=title, count=count)
    voice.lines(filter(None, [caution_of(found.export, voice.phrase)]))


def _file_for(usual: str, into: Path | None, to: Path | None, cabinet: Cabinet) -> Path:
    from enishi.desk.belongings import EXPORTS

    if to is None:
        return cabinet.folder / EXPORTS / usual
    file = to / usual if to.is_dir() else to
    if into and file.resolve() == into.resolve():
        raise refusal(file.name, "export-over")
    if not file.parent.is_dir():
        raise refusal(file.parent.name, "export-folder")
    return file


def _shown(file: Path, cabinet: Cabinet) -> str:
    if file.is_relative_to(cabinet.folder):
        return cabinet.shown(file.relative_to(cabinet.folder).as_posix())
    return str(file)
