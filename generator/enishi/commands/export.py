"""`enishi export` hands out what is held about a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems
from enishi.standing import scan
from enishi.surroundings import day_by, ring_here, root_here
from enishi.voice import Voice

if TYPE_CHECKING:
    pass


@click.command(epilog="例 / Example:  enishi export kenichi-sato --to ~/Documents/kenichi-sato")
@click.argument("person")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), help="行き先 / folder to write"
)
@click.option("--page-lang", type=LANGUAGES, help="書類の言語 / language of the page")
@JSON
@TODAY
@voiced
@click.pass_obj
def export(
    voice: Voice,
    person: str,
    to: Path | None,
    page_lang: str | None,
    as_json: bool,
    today: str | None,
) -> None:
    """その人について持っているものを、本人に渡す形にする / all that is held about a person."""
    from enishi.build import open_portal
    from enishi.desk.belongings import EXPORTS, belongings_of
    from enishi.desk.erasure import Ground
    from enishi.desk.handing import hand_out
    from enishi.register import Register

    root, day = root_here(), day_by(today)
    portal = open_portal(root, Problems(), day)
    when = day(portal.settings.zone).today
    ground = Ground(root, portal.settings, when, ring=ring_here())
    register = Register(root, portal.settings.zone, when, scan(root))
    held = belongings_of(ground, portal, register, person)
    if as_json and to is None:
        click.echo(json.dumps(held.held(), ensure_ascii=False, indent=2, sort_keys=True))
        return
    folder = to or ground.cabinet.folder / EXPORTS / person
    written = hand_out(held, folder, portal.press.render, page_lang or portal.settings.lang)
    voice.say("export.done", folder=folder, files=len(written))
