"""`enishi report` makes one page of what came of the ties."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems, Refused
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here
from enishi.voice import Voice

REPORTS = "reports"
"""The folder in `private/` that holds them."""


@click.command(epilog="例 / Example:  enishi report --today 2026-12-31")
@click.option("--page-lang", type=LANGUAGES, help="書類の言語 / language of the page")
@JSON
@TODAY
@voiced
@click.pass_obj
def report(voice: Voice, page_lang: str | None, as_json: bool, today: str | None) -> None:
    """縁から生まれたことを一枚にまとめる / one page of what came of the ties."""
    from enishi.build import open_portal
    from enishi.desk.identity import everybody_in
    from enishi.desk.outcomes import load_outcomes
    from enishi.desk.tally import tally_of
    from enishi.register import Register
    from enishi.writing import make_private, put

    root, day, problems = root_here(), day_by(today), Problems()
    portal = open_portal(root, Problems(), day)
    settings, when = portal.settings, day(portal.settings.zone).today
    cabinet = cabinet_of(root, settings)
    cards = cabinet.cards(settings.zone, problems)
    rows = load_outcomes(cabinet, settings.zone, problems)
    if problems.errors:
        raise Refused(problems)
    register = Register(root, settings.zone, when, scan(root))
    people = everybody_in(register.people(), cards)
    found = tally_of(people, cards, rows, settings.ours.desk, when)
    if as_json:
        told = {**asdict(found), "saved": found.saved, "asks_too_much": found.asks_too_much}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    lang = page_lang or settings.lang
    page = portal.press.render("desk/report.html", lang, tally=found, desk=settings.ours.desk)
    file = cabinet.folder / REPORTS / f"{when}.html"
    make_private(file.parent)
    put(file, page.encode(), 0o600)
    for one in found.kept:
        voice.say("report.kept", years=one.years, percent=one.percent, kept=one.kept, of=one.of)
    if found.asks_too_much:
        voice.say("report.balance", asked=found.asked, given=found.given)
    voice.say("report.done", file=cabinet.shown(f"{REPORTS}/{file.name}"))
