"""`enishi segment` lists whom an expression means."""

from __future__ import annotations

import json

import click

from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of
from enishi.voice import Voice


@click.command(epilog='例 / Example:  enishi segment "left < 2022" --for newsletter')
@click.argument("which", metavar="NAME|EXPRESSION")
@click.option(
    "--for",
    "purpose",
    type=click.Choice(("newsletter", "birthday", "referral", "rehire")),
    help="この目的で送れる人だけ / only whom this may be sent to",
)
@click.option("--csv", "as_csv", is_flag=True, help="表計算向け / for spreadsheets")
@JSON
@TODAY
@voiced
@click.pass_obj
def segment(
    voice: Voice, which: str, purpose: str | None, as_csv: bool, as_json: bool, today: str | None
) -> None:
    """式にあてはまる人の一覧。最後に数を合わせる / who is meant, with a sum check."""
    from enishi.desk.muster import muster, render_muster

    root = root_here()
    settings = settings_of(root, Problems())
    day = day_by(today)(settings.zone).today
    found = muster(cabinet_of(root, settings), settings, scan(root), which, purpose, day)
    if as_json:
        click.echo(json.dumps(found.as_values(), ensure_ascii=False, indent=2))
    elif as_csv:
        click.echo(found.as_csv(), nl=False)
    apart = as_csv or as_json
    if not (apart and voice.quiet):
        told = "\n".join(render_muster(found, voice.phrase, whole=not apart))
        click.echo(told, err=apart)
