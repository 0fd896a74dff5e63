"""A letter for a sending service: fitted to its tags, with the table of recipients."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from enishi.problems import Mark, Problems, refusal

if TYPE_CHECKING:
    from datetime import date

    from enishi.build import Portal
    from enishi.desk.muster import Muster
    from enishi.desk.target import Target
    from enishi.settings import Settings
    from enishi.views import Newsletter


GIVEN = "(service)"
"""Where a problem with what was given on the command line stands."""


@dataclass(frozen=True, slots=True)
class Table:
    """The recipients, as the service takes them in."""

    data: bytes
    count: int
    muster: Muster


def target_for(service: str, settings: Settings) -> Target:
    """Raises `Refused` for a service that there is not, or whose tags are not told."""
    from enishi.desk.senders import sender_names, target_named
    from enishi.references import nearest

    names = sender_names()
    if service not in names:
        near, words = nearest(service, names), ", ".join(names)
        raise refusal(GIVEN, "sender-unknown", near=near, words=words)
    mail = settings.ours.mail
    target = target_named(service, mail.tags if mail else None)
    if target is None:
        raise refusal("mkdocs.yml", "sender-tags")
    return target


def table_for(
    target: Target, letter: Newsletter, portal: Portal, which: str | None, today: date, out: Path
) -> Table:
    """Raises `Refused` where the table may not lie, or whatever is wrong with records."""
    from enishi.desk.muster import muster
    from enishi.desk.recipients import check_place, recipients_of, render_recipients
    from enishi.standing import scan
    from enishi.surroundings import cabinet_of, root_here

    root, settings = root_here(), portal.settings
    cabinet = cabinet_of(root, settings)
    check_place(out, f"{letter.id}.csv", cabinet)
    found = muster(cabinet, settings, scan(root), which, "newsletter", today)
    recipients = recipients_of(found, letter.lang)
    data = render_recipients(recipients, target, letter.id, cabinet)
    return Table(data, len(recipients), found)


def check_marks(html: str, text: str, marks: dict[str, str], problems: Problems) -> None:
    """A portal's own templates may be older than the places for tags."""
    from enishi.desk.target import missing_in

    for name, made in (("issue.html", html), ("issue.txt", text)):
        missing = missing_in(made, marks)
        if missing:
            path = f"templates/newsletter/{name}"
            problems.add(path, Mark(), "sender-place", places=", ".join(missing))
