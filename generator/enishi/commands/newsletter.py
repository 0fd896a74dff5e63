"""`enishi newsletter` writes an issue as mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.commands._letters import letter_of, weigh
from enishi.commands._services import check_marks, table_for, target_for
from enishi.options import TODAY, voiced
from enishi.problems import Problems, Refused
from enishi.surroundings import day_by, root_here
from enishi.voice import Voice
from enishi.writing import make_private, put

if TYPE_CHECKING:
    from enishi.build import Portal
    from enishi.commands._services import Table
    from enishi.desk.target import Target
    from enishi.views import Newsletter


@click.command(
    epilog="例 / Example:  enishi newsletter 2026-11-autumn --for mailchimp --out private/letters"
)
@click.argument("issue")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="行き先 / folder"
)
@click.option(
    "--for",
    "service",
    metavar="SERVICE",
    help="配信サービス向けに、タグと宛先の表をつける / with tags and recipients for a service",
)
@click.option(
    "--segment",
    "which",
    metavar="NAME|EXPRESSION",
    help="宛先をこの人たちに絞る / recipients only of these (docs/cohorts.md)",
)
@TODAY
@voiced
@click.pass_obj
def newsletter(
    voice: Voice, issue: str, out: Path, service: str | None, which: str | None, today: str | None
) -> None:
    """手紙をメールの形にする / write an issue as ISSUE.html and ISSUE.txt."""
    from enishi.build import open_portal

    if which is not None and service is None:
        raise click.UsageError("--segment は --for と使います / --segment needs --for")
    day, problems = day_by(today, drafts=True), Problems()
    portal = open_portal(root_here(), problems, day)
    letter = letter_of(portal, issue)
    target = target_for(service, portal.settings) if service else None
    html, text = _parts(portal, letter, target, problems)
    if problems.errors:
        raise Refused(problems)
    table = None
    if target:
        when = day(portal.settings.zone).today
        table = table_for(target, letter, portal, which, when, out)
    _write(out, letter.id, html, text, table)
    voice.problems(problems)
    _tell(voice, out, letter, len(html.encode()))
    if target and table:
        _tell_of_table(voice, out, letter, target, table)


def _parts(
    portal: Portal, letter: Newsletter, target: Target | None, problems: Problems
) -> tuple[str, str]:
    """Both parts; for a service, with its tags."""
    from enishi.outputs import newsletter as format_

    publication, press = portal.publication, portal.press
    marks = target.marks(letter.lang) if target else {}
    places = format_.Places(**marks)
    html = format_.render_html(letter, publication, press, places=places)
    text = format_.render_text(letter, publication, press, places=places)
    if target:
        from enishi.desk.target import fitted_html, fitted_text

        check_marks(html, text, marks, problems)
        anyone = press.say("letter.anyone", lang=letter.lang)
        html = fitted_html(html, target, letter.lang, anyone)
        text = fitted_text(text, target, letter.lang, anyone)
    weigh(letter, html, problems)
    return html, text


def _write(out: Path, issue: str, html: str, text: str, table: Table | None) -> None:
    if table and not out.exists():
        make_private(out)
    out.mkdir(parents=True, exist_ok=True)
    put(out / f"{issue}.html", html.encode())
    put(out / f"{issue}.txt", text.encode())
    if table:
        put(out / f"{issue}.csv", table.data, 0o600)


def _tell(voice: Voice, out: Path, letter: Newsletter, size: int) -> None:
    html, text = out / f"{letter.id}.html", f"{letter.id}.txt"
    voice.say("newsletter.done", html=html, text=text, size=f"{size / 1000:.0f}")


def _tell_of_table(
    voice: Voice, out: Path, letter: Newsletter, target: Target, table: Table
) -> None:
    """What to paste, and that nobody was lost: the sums."""
    from enishi.desk.muster import render_muster
    from enishi.desk.target import plain_words

    voice.say(
        "newsletter.service",
        subject=plain_words(letter.title, target),
        service=target.title,
        table=out / f"{letter.id}.csv",
        count=table.count,
    )
    if not voice.quiet:
        click.echo("\n".join(render_muster(table.muster, voice.phrase, whole=False)))
