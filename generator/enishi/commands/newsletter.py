"""`enishi newsletter` writes an issue as mail."""

from __future__ import annotations

from pathlib import Path

import click

from enishi.commands._letters import letter_of, weigh
from enishi.options import TODAY, voiced
from enishi.problems import Problems, Refused
from enishi.surroundings import day_by, root_here
from enishi.voice import Voice
from enishi.writing import put


@click.command(epilog="例 / Example:  enishi newsletter 2026-11-autumn --out letters/")
@click.argument("issue")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="行き先 / folder"
)
@TODAY
@voiced
@click.pass_obj
def newsletter(voice: Voice, issue: str, out: Path, today: str | None) -> None:
    """手紙をメールの形にする / write an issue as ISSUE.html and ISSUE.txt."""
    from enishi.build import open_portal
    from enishi.outputs import newsletter as newsletter_output

    problems = Problems()
    portal = open_portal(root_here(), problems, day_by(today, drafts=True))
    letter = letter_of(portal, issue)
    publication, press = portal.publication, portal.press
    html = newsletter_output.render_html(letter, publication, press)
    weigh(letter, html, problems)
    if problems.errors:
        raise Refused(problems)
    out.mkdir(parents=True, exist_ok=True)
    text = newsletter_output.render_text(letter, publication, press)
    put(out / f"{letter.id}.html", html.encode())
    put(out / f"{letter.id}.txt", text.encode())
    voice.problems(problems)
    size = f"{len(html.encode()) / 1000:.0f}"
    voice.say("newsletter.done", html=out / f"{letter.id}.html", text=f"{letter.id}.txt", size=size)
