"""Writes the papers of a graduation into `private/graduations/ID/`, which nobody else can read."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Event as Entry

from enishi.almanac import calendar_of
from enishi.desk.board import FILE as BOARD
from enishi.desk.board import FOLDER, Greeting, greetings_in
from enishi.desk.cabinet import Cabinet
from enishi.desk.graduation import Graduation
from enishi.desk.places import is_in_git
from enishi.desk.sealing import Sealing
from enishi.desk.tokens import board_token_of, secret_of
from enishi.problems import Problems, Refused, refusal
from enishi.settings import Settings
from enishi.writing import make_private, put

PAGES = ("ceremony.html", "board.html", "card.html", "memo.html")
CALENDAR, MEMO, PDF, INVITATION = "checklist.ics", "memo.html", "memo.pdf", "invitation.txt"
_SECONDS = 60
Render = Callable[..., str]
"""`render(template, lang, **values)`: the portal's press."""
Say = Callable[..., str]
"""`say(key, lang, **values)`: the portal's words."""


@dataclass(frozen=True, slots=True)
class Printer:
    """What prints with: the portal's press, in one language."""

    render: Render
    say: Say
    lang: str


@dataclass(frozen=True, slots=True)
class Means:
    """With what papers are made: the printer, and what the settings say of the house."""

    printer: Printer
    settings: Settings


@dataclass(frozen=True, slots=True)
class Guest:
    """Who leaves, and who stays at hand, as the papers name them."""

    name: str
    host: str
    title: str
    """Of the host; empty where nothing is known."""
    contact: str
    """How to reach the host; empty where it is to be written in by hand."""
    mailbox: str = ""
    """Where answers to invitations go; empty where nothing is known."""


def papers_of(sealing: Sealing, found: Graduation, name: str, means: Means) -> list[str]:
    """Print the papers of a graduation; the names of the files. Raises `Refused` as
    `write_papers` does."""
    ours = means.settings.ours
    host = found.host or ours.host.name
    title = ours.host.title if host == ours.host.name else ""
    mailbox = ours.mail.address if ours.mail else ""
    guest = Guest(name, host, title, found.alliance.reach_us or mailbox, mailbox)
    shared = ours.repository != "private"
    return write_papers(sealing.cabinet, found, guest, means.printer, shared=shared)


def papers_folder(cabinet: Cabinet, person_id: str) -> Path:
    return cabinet.folder / FOLDER / person_id


def write_papers(
    cabinet: Cabinet, found: Graduation, guest: Guest, printer: Printer, *, shared: bool
) -> list[str]:
    """Write them anew; the names of the files. The board is begun, and never written over.

    Raises `Refused` where git would take them in, in a repository that is `shared`, and for a
    board with faults.
    """
    folder = papers_folder(cabinet, found.id)
    if is_in_git(folder, MEMO, cabinet, shared=shared):
        raise refusal(cabinet.shown(f"{FOLDER}/{found.id}"), "graduate-place")
    make_private(folder)
    if not (folder / BOARD).exists():
        begun = printer.say("graduation.board.file", printer.lang, name=guest.name)
        put(folder / BOARD, begun.encode(), 0o600)
    files = _files(cabinet, found, guest, printer)
    for name, data in files.items():
        put(folder / name, data, 0o600)
    return [BOARD, *files]


def _files(cabinet: Cabinet, found: Graduation, guest: Guest, printer: Printer) -> dict[str, bytes]:
    values = {
        "person": guest.name,
        "host": guest.host,
        "title": guest.title,
        "contact": guest.contact,
        "day": found.last_day,
        "alliance": found.alliance,
        "greetings": greetings_on(cabinet, found.id),
    }
    pages = {
        one: printer.render(f"desk/graduation/{one}", printer.lang, **values).encode()
        for one in PAGES
    }
    token = board_token_of(secret_of(cabinet), found.id)
    values |= {"token": token, "mailbox": guest.mailbox}
    invitation = printer.render(f"desk/graduation/{INVITATION}", printer.lang, **values)
    return {
        **pages,
        INVITATION: invitation.encode(),
        CALENDAR: checklist_of(found, guest.name, printer),
    }


def greetings_on(cabinet: Cabinet, person_id: str) -> tuple[Greeting, ...]:
    """What stands on the board; nothing where there is none. Raises `Refused` for its faults."""
    path, problems = f"{FOLDER}/{person_id}/{BOARD}", Problems()
    there = (cabinet.folder / path).exists()
    source = cabinet.load(path, problems) if there else None
    found = greetings_in(source.text, cabinet.shown(path), problems) if source else ()
    if problems.errors:
        raise Refused(problems)
    return found


def checklist_of(found: Graduation, name: str, printer: Printer) -> bytes:
    """Every step as an event of a whole day (RFC 5545): not all calendars show tasks."""
    title = printer.say("graduation.calendar", printer.lang, name=name)
    return calendar_of(_entries(found, name, printer), title, ZoneInfo("UTC"))


def _entries(found: Graduation, name: str, printer: Printer) -> Iterator[Entry]:
    stamp = datetime.combine(found.resigned or found.last_day, time(), UTC)
    for one in found.steps:
        step = printer.say(f"graduation.step.{one.id}", printer.lang)
        entry = Entry()
        entry.add("uid", f"{found.id}-{one.id}@graduation.enishi")
        entry.add("dtstamp", stamp)  # the clock would change the file each time
        entry.add("summary", printer.say("graduation.entry", printer.lang, name=name, step=step))
        entry.add("dtstart", one.due)
        entry.add("dtend", one.due + timedelta(1))
        entry.add("transp", "TRANSPARENT")
        entry.add("sequence", int(one.done is not None))
        if one.done:
            entry.add("description", "✓")
        yield entry


def print_memo(folder: Path, chromium: str, *, sandbox: bool) -> None:
    """`memo.pdf` from `memo.html`, by a headless Chromium. Raises `Refused` where that fails."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".print-") as place:
        made = Path(place) / PDF
        command = [
            chromium,
            "--headless",
            "--disable-gpu",
            *([] if sandbox else ["--no-sandbox"]),
            f"--user-data-dir={place}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            (folder / MEMO).resolve().as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603
            data = made.read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise refusal(MEMO, "graduate-pdf") from None
    put(folder / PDF, data, 0o600)
