"""`enishi report` makes one page of what came of the ties."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems
from enishi.surroundings import day_by, root_here, sealing_here
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi report --today 2026-12-31")
@click.option("--page-lang", type=LANGUAGES, help="書類の言語 / language of the page")
@JSON
@TODAY
@voiced
@click.pass_obj
def report(voice: Voice, page_lang: str | None, as_json: bool, today: str | None) -> None:
    """縁から生まれたことを一枚にまとめる / one page of what came of the ties."""
    from enishi.build import open_portal
    from enishi.desk.tally import file_report, tally_here

    day, sealing = day_by(today), sealing_here()
    portal = open_portal(root_here(), Problems(), day)
    settings, when = portal.settings, day(portal.settings.zone).today
    found = tally_here(sealing, settings.ours.desk, when)
    if as_json:
        told = {**asdict(found), "saved": found.saved, "asks_too_much": found.asks_too_much}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    lang = page_lang or settings.lang
    page = portal.press.render("desk/report.html", lang, tally=found, desk=settings.ours.desk)
    file = file_report(sealing.cabinet, page, when)
    for one in found.kept:
        voice.say("report.kept", years=one.years, percent=one.percent, kept=one.kept, of=one.of)
    if found.asks_too_much:
        voice.say("report.balance", asked=found.asked, given=found.given)
    voice.say("report.done", file=file)
