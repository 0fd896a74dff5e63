"""The papers of a graduation, for `enishi graduate`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from enishi.problems import Problems
from enishi.surroundings import chromium_here, day_by, root_here
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.build import Portal
    from enishi.desk.graduation import Graduation
    from enishi.desk.papers import Printer
    from enishi.desk.pen import Pen


def printer_here(today: str | None, lang: str) -> Printer:
    """The press of the portal, in that language or its own."""
    from enishi.build import open_portal

    return _printer(open_portal(root_here(), Problems(), day_by(today)), lang)


def _printer(portal: Portal, lang: str) -> Printer:
    from enishi.desk.papers import Printer

    return Printer(portal.press.render, portal.press.say, lang or portal.settings.lang)


def make_papers(
    voice: Voice,
    pen: Pen,
    found: Graduation,
    name: str,
    lang: str,
    today: str | None,
    *,
    as_pdf: bool,
) -> None:
    from enishi.build import open_portal
    from enishi.desk.board import FOLDER
    from enishi.desk.papers import Means, papers_of

    portal = open_portal(root_here(), Problems(), day_by(today))
    files = papers_of(pen.sealing, found, name, Means(_printer(portal, lang), portal.settings))
    printed = _print(pen, found) if as_pdf else []
    for file in (*files, *printed):
        voice.say("graduate.paper", file=pen.sealing.cabinet.shown(f"{FOLDER}/{found.id}/{file}"))
    if as_pdf and not printed:
        voice.say("graduate.by-hand")


def _print(pen: Pen, found: Graduation) -> list[str]:
    """The memo as PDF; nothing where there is no Chromium."""
    from enishi.desk.papers import PDF, papers_folder, print_memo

    chromium = chromium_here()
    if chromium is None:
        return []
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for root
    print_memo(papers_folder(pen.sealing.cabinet, found.id), chromium, sandbox=not is_root)
    return [PDF]
