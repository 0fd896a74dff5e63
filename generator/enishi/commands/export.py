"""`enishi export` hands out what is held about a person, or the alumni to another program."""

from __future__ import annotations

import json
from pathlib import Path

import click

from enishi.commands._exports import export_alumni
from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems
from enishi.standing import scan
from enishi.surroundings import day_by, ring_here, root_here
from enishi.voice import Voice


@click.command(
    epilog="例 / Example:  enishi export kenichi-sato --to ~/Documents/kenichi-sato"
    "  ・  enishi export --for hubspot --into leads.csv"
)
@click.argument("person", required=False)
@click.option(
    "--for",
    "name",
    metavar="NAME",
    help="卒業生の一覧を、この形で: vcard, hubspot … / the alumni, in this format",
)
@click.option(
    "--to", type=click.Path(path_type=Path), help="行き先 / folder, or file with --for, to write"
)
@click.option("--segment", metavar="NAME|EXPRESSION", help="この人たちだけ / only these people")
@click.option("--list", "label", metavar="NAME", help="一覧の名前 / what the list is called")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="いまある見込み客の表に入れる / put them into this table of leads",
)
@click.option("--page-lang", type=LANGUAGES, help="書類の言語 / language of the page")
@JSON
@TODAY
@voiced
@click.pass_obj
def export(
    voice: Voice,
    person: str | None,
    name: str | None,
    to: Path | None,
    segment: str | None,
    label: str | None,
    into: Path | None,
    page_lang: str | None,
    as_json: bool,
    today: str | None,
) -> None:
    """持っているすべてを本人に、または卒業生の一覧をほかの道具に / what is held, handed out."""
    if (person is None) == (name is None):
        raise click.UsageError("PERSON | --for NAME")
    if name is not None:
        export_alumni(voice, name.lower(), segment, label, into, to, as_json=as_json, today=today)
    elif segment or label or into:
        raise click.UsageError("--segment, --list, --into: --for NAME")
    else:
        _hand_out(voice, person or "", to, page_lang, as_json=as_json, today=today)


def _hand_out(
    voice: Voice,
    person: str,
    to: Path | None,
    page_lang: str | None,
    *,
    as_json: bool,
    today: str | None,
) -> None:
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
