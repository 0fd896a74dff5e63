"""The handover as the desk's page shows it."""

from __future__ import annotations

from enishi.desk.bequest import Handover
from enishi.desk.forms import Form
from enishi.desk.handover import handover_of, papers_in
from enishi.desk.office import Office
from enishi.desk.parcel import FOLDER, page_of, write_handover
from enishi.desk.reply import Done


def handover_here(office: Office) -> Handover:
    """Of the day. Raises `Refused` for whatever cannot be read."""
    papers = papers_in(office.cabinet, office.settings, office.register.people())
    return handover_of(papers, office.cabinet, office.settings, office.today)


def handover_page(office: Office) -> str:
    """The document itself. Raises `Refused` as the above does."""
    return page_of(handover_here(office), office.press.render, office.lang)


def counts_of(found: Handover) -> list[tuple[str, int]]:
    """How many things each chapter has."""
    return [(one.key, len(one.things)) for one in found.chapters]


def write_here(office: Office, form: Form) -> Done:
    """Into the folder of the day, as the command does. Raises `Refused` as that does."""
    folder, shown = office.cabinet.folder / FOLDER, office.cabinet.shown(f"{FOLDER}/{office.today}")
    found, render = handover_here(office), office.press.render
    written, kept = write_handover(
        found, folder / str(office.today), office.cabinet, render, office.lang
    )
    lines = [office.phrase("handover.done", folder=shown, files=", ".join(written))]
    if kept:
        lines.append(office.phrase("handover.kept", files=", ".join(kept)))
    return Done(tuple(lines), "handover")
