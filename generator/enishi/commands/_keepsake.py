"""What `enishi graduate` does beside its steps: the page of the graduation, and words by mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enishi.commands._board import leave_said, reviewed
from enishi.problems import Problems, Refused
from enishi.standing import scan
from enishi.surroundings import settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.graduation import Graduation
    from enishi.desk.papers import Printer


def beside_steps(
    voice: Voice,
    cabinet: Cabinet,
    found: Graduation,
    given: Mapping[str, Any],
    today: date,
    printer: Callable[[], Printer],
) -> dict[str, object]:
    """Do what the options say; what programs are told of it."""
    if given["board"]:
        return gather(voice, cabinet, found.id, given["board"], today, asks=given["apply"])
    if given["page"]:
        return {"file": begin_draft(voice, cabinet, found, printer())}
    return {"file": publish(voice, cabinet, found.id, today)}


def begin_draft(voice: Voice, cabinet: Cabinet, found: Graduation, printer: Printer) -> str:
    """Draft the page, and say what of the board is not in it; the file."""
    from enishi.desk.board import FOLDER
    from enishi.desk.keepsake import FILE, begin_page, draft_of
    from enishi.desk.papers import greetings_on

    greetings = greetings_on(cabinet, found.id)
    shared = settings_of(cabinet.root, Problems()).ours.repository != "private"
    file = cabinet.shown(f"{FOLDER}/{found.id}/{FILE}")
    if not begin_page(cabinet, found, draft_of(found, greetings, printer), shared=shared):
        voice.say("graduate.page.there", file=file)
        return file
    voice.say("graduate.page", file=file, id=found.id)
    kept = sum(not one.is_public for one in greetings)
    if kept:
        voice.say("graduate.page.kept", count=kept)
    return file


def publish(voice: Voice, cabinet: Cabinet, person: str, today: date) -> str:
    """Put the draft where the world can read it, if its subject agreed; the file."""
    from enishi.desk.keepsake import publish_page
    from enishi.register import Register

    zone = settings_of(cabinet.root, Problems()).zone
    register = Register(cabinet.root, zone, today, scan(cabinet.root))
    consents = register.person(person).consents if person in register.paths else ()
    file = publish_page(cabinet, person, consents, today)
    voice.say("graduate.published", file=file)
    return file


def gather(
    voice: Voice,
    cabinet: Cabinet,
    person: str,
    files: tuple[Path, ...],
    today: date,
    *,
    asks: bool,
) -> dict[str, object]:
    """Words for the board of one person out of files of mail: shown, and added if wished."""
    from enishi.desk.inbox import items_of
    from enishi.desk.letterbox import raws_in
    from enishi.desk.listing import values_of
    from enishi.desk.returns import load_returns
    from enishi.desk.settling import settling_of

    settings, problems = settings_of(cabinet.root, Problems()), Problems()
    settling = settling_of(cabinet, settings, scan(cabinet.root), today)
    found, settled = items_of(
        raws_in(list(files), problems), settling.sorter, load_returns(cabinet)
    )
    meant = [
        replace(one, sort="board", people=(person,))
        for one in found
        if one.sort in ("reply", "other") or (one.sort == "board" and one.person == person)
    ]
    leave = leave_said(cabinet.root, settings.lang)

    def ask(key: str) -> str:
        if not asks:
            return "l"
        choice = click.Choice(("y", "n", "l"), case_sensitive=False)
        answer: str = click.prompt(voice.phrase(key), type=choice, default="l")
        return answer.lower()

    seen = [] if voice.quiet else meant
    done = [reviewed(voice, settling, one, leave, ask) for one in seen]
    if problems.errors:
        raise Refused(problems)
    if not meant:
        voice.say("graduate.board.none")
    elif not asks and not all(done):
        voice.say("graduate.board.apply")
    return values_of(meant, settled)
