"""Writes what is held about a person into a folder that nobody else can look into."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from enishi.desk.belongings import Belongings, data_address
from enishi.desk.places import is_in_git, is_published
from enishi.desk.records import CARD
from enishi.problems import refusal
from enishi.source.people import PERSON
from enishi.source.schema import ListOf, RecordOf
from enishi.writing import put_folder

PAGE, TABLE = "export.html", "export.json"
_TEMPLATE = "desk/export.html"
_LABEL = re.compile(r"[。(（;:、,]")
Render = Callable[..., str]
"""`render(template, lang, **values)`: the portal's press."""


def hand_out(belongings: Belongings, folder: Path, render: Render, lang: str) -> list[Path]:
    """Write the page, the table, the photos, and what is no text; what was written.

    Raises `Refused` for a folder that is published or in git, or that holds something already.
    """
    _check_folder(belongings, folder)
    held = belongings.held()
    beside = belongings.files(held)
    photos = {one["file"]: beside[one["file"]] for one in held["photos"]}
    page = render(
        _TEMPLATE,
        lang,
        held=held,
        labels=labels_in(lang),
        photos=[data_address(data, file) for file, data in photos.items()],
        company=belongings.portal.settings.ours.company.name,
        host=belongings.portal.settings.ours.host.name,
    )
    text = json.dumps(held, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    files = {PAGE: page.encode(), TABLE: text.encode(), **beside}
    put_folder(folder, files)
    return [folder / name for name in files]


def _check_folder(belongings: Belongings, folder: Path) -> None:
    person, place = belongings.dossier.id, folder.resolve()
    root = belongings.ground.root.resolve()
    shared = belongings.ground.settings.ours.repository != "private"
    cabinet = belongings.cabinet
    if is_published(place, root) or is_in_git(place, TABLE, cabinet, shared=shared):
        raise refusal(folder.name, "export-place", id=person)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refusal(folder.name, "export-taken", id=person)


def labels_in(lang: str) -> dict[str, str]:
    """What the fields of records are called, by their keys."""
    found: dict[str, str] = {}
    for record in (CARD, PERSON):
        for key, label in _labels(record, lang):
            found.setdefault(key, label)
    return found


def _labels(record: RecordOf[Any], lang: str) -> Iterator[tuple[str, str]]:
    for key, field in record.fields.items():
        said = field.en if lang == "en" else field.ja
        yield key, _LABEL.split(said, maxsplit=1)[0].strip()
        kind = field.kind.kind if isinstance(field.kind, ListOf) else field.kind
        inner = kind if isinstance(kind, RecordOf) else getattr(kind, "record", None)
        if isinstance(inner, RecordOf):
            yield from _labels(inner, lang)
