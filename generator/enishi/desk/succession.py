"""The handover as the desk's page shows it."""

from __future__ import annotations

from enishi.desk.bequest import Handover
from enishi.desk.handover import handover_of, papers_in
from enishi.desk.office import Office
from enishi.desk.parcel import page_of


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
