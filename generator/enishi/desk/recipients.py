"""To whom an issue goes by way of a sending service, as the table that the service takes in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.muster import Muster
from enishi.desk.places import is_in_git, is_published
from enishi.desk.private import reveal
from enishi.desk.target import Recipient, Target
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.publish import display_name
from enishi.readings import EAST_ASIAN
from enishi.source.people import Name
from enishi.table import FORMULA, render_table


def recipients_of(found: Muster, lang: str) -> list[Recipient]:
    """Those to whom a muster says that something may be sent, by ID; `lang` is the letter's."""
    made = []
    for one in found.audience.send if found.audience else ():
        person = found.people.get(one.id)
        first, last = parts_of(person.name, lang) if person else ("", "")
        whole = display_name(person.name) if person else ""
        made.append(Recipient(one.id, first, last, whole, found.cards[one.id].emails[0]))
    return made


def parts_of(name: Name, lang: str) -> tuple[str, str]:
    """Given name and family name, as a letter in this language says them.

    A name that was not told in parts stands whole where the letter greets by it.
    """
    if lang == "en" and name.latin and EAST_ASIAN.search(display_name(name)):
        given, _, family = name.latin.rpartition(" ")
        return (given, family) if given else (family, "")
    if name.whole:
        return (name.whole, "") if lang == "en" else ("", name.whole)
    return (name.preferred or name.given, name.family)


def render_recipients(
    recipients: Iterable[Recipient], target: Target, issue: str, cabinet: Cabinet
) -> bytes:
    """The table, in which no cell is a formula.

    Raises `Refused` for an address that a spreadsheet would take for one, since it would be
    another if it were marked as text, and for a name that the encoding does not have.
    """
    rows, problems = [target.columns], Problems()
    for one in recipients:
        address = reveal(one.address)
        row = target.row(one, address, issue)
        path = cabinet.shown(f"{one.id}.yml")
        if address.startswith(FORMULA):
            problems.add(path, Mark(), "recipient-formula", "emails")
        if not _can_be_written(row, target.encoding):
            problems.add(path, Mark(), "recipient-encoding", encoding=target.encoding)
        rows.append(row)
    if problems.errors:
        raise Refused(problems)
    return render_table(rows).encode(target.encoding)


def _can_be_written(row: Iterable[str], encoding: str) -> bool:
    try:
        "".join(row).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def check_place(folder: Path, name: str, cabinet: Cabinet, code: str = "recipients-place") -> None:
    """Raises `Refused`, by `code`, for a folder that is published or in git, or is the portal's
    and not its private one: a table of addresses may lie nowhere else."""
    place, root = folder.resolve(), cabinet.root.resolve()
    inside = place.is_relative_to(root) and not place.is_relative_to(cabinet.folder)
    if inside or is_published(place, root) or is_in_git(place, name, cabinet, shared=True):
        raise refusal(folder.name or "--out", code)
