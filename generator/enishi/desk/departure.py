"""A list of the alumni that is asked for on the desk's page: its sums, and then the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from urllib.parse import quote

from enishi.desk.export import Export, Sheet
from enishi.desk.exporters import export_named, export_names
from enishi.desk.forms import PLACE, Form
from enishi.desk.luggage import (
    LABELS,
    Luggage,
    caution_of,
    export_for,
    file_name_of,
    packed,
    render_sums,
    values_of,
)
from enishi.desk.office import Office
from enishi.desk.reply import Done, Reply
from enishi.problems import refusal
from enishi.source.spreadsheets import grid_in


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that can be asked for."""

    name: str
    title: str
    is_service: bool
    caution: str


def offers_of(office: Office) -> list[Offer]:
    """Every format there is."""
    found: list[tuple[str, Export]] = [(name, export_named(name)) for name in export_names()]
    return [
        Offer(name, one.title, isinstance(one, Sheet), caution_of(one, office.phrase))
        for name, one in found
    ]


def luggage_of(office: Office, form: Form) -> Luggage:
    """Raises `Refused` as `packed` does."""
    export, label = export_for(form.text("format")), form.line("list")
    if not label.isprintable():
        form.blame("list", "form-label")
    form.settle()
    name, data = form.files.get("file", ("", b""))
    return packed(
        office.cabinet,
        office.settings,
        office.seen,
        export,
        form.line("segment") or None,
        label or LABELS[office.settings.lang],
        partial(grid_in, data, name) if data else None,
        office.today,
    )


def ask_for(office: Office, form: Form) -> Done:
    """Lay on the tray what is asked for. Raises `Refused` as the above does."""
    luggage_of(office, form)
    return Done((), "luggage", page=f"luggage/{office.tray.put(form)}")


def sums_shown(office: Office, form: Form) -> Mapping[str, object]:
    """The values of the page. Raises `Refused` as `luggage_of` does."""
    found = luggage_of(office, form)
    return {
        "title": found.export.title,
        "lines": list(render_sums(found, office.phrase)),
        "caution": caution_of(found.export, office.phrase),
        "is_service": isinstance(found.export, Sheet),
        "count": len(found.roster.people),
        "seen": _seen(found),
    }


def file_sent(office: Office, form: Form) -> Reply:
    """The file itself, to be kept by the browser. Raises `Refused` where somebody else would be in
    it by now than was told."""
    kept = office.tray.form(form.text("kept"))
    found = luggage_of(office, kept)
    if _seen(found) != form.text("seen"):
        raise refusal(PLACE, "form-meanwhile")
    name, into = kept.text("format"), PurePath(kept.files.get("file", ("", b""))[0]).stem
    plain, whole = (quote(file_name_of(name, found.export, one), safe="") for one in ("", into))
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"
    reply = Reply(found.data, "application/octet-stream")
    return reply.with_header("Content-Disposition", told)


def _seen(found: Luggage) -> str:
    """A digest of who is in it, and who is not and why."""
    return hashlib.sha256(json.dumps(values_of(found, "")).encode()).hexdigest()
