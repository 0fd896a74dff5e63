"""`enishi today`: whom to write to."""

from __future__ import annotations

import gc
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.dates import say_day
from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.today import Desk, Due


@click.command(epilog="例 / Example:  enishi today --week --why")
@click.option("--week", "span", flag_value="week", help="この7日で / in these seven days")
@click.option("--month", "span", flag_value="month", help="この31日で / in these 31 days")
@click.option("--why", is_flag=True, help="点数の内訳 / the parts of each score")
@click.option("--note-lang", type=LANGUAGES, help="文面の言語 / language of the notes")
@click.option(
    "--ics",
    type=click.Path(path_type=Path),
    help="一年の節目をカレンダーに / the year's occasions as a calendar",
)
@JSON
@TODAY
@voiced
@click.pass_obj
def today(
    voice: Voice,
    span: str | None,
    why: bool,
    note_lang: str | None,
    ics: Path | None,
    as_json: bool,
    today: str | None,
) -> None:
    """今日、便りを出す五人まで。わけと文面つき / up to five people to write to, why, and how."""
    from enishi import workshop
    from enishi.desk.plan import due_values, plan_values, render_plan
    from enishi.desk.today import Desk

    gc.disable()  # of what is kept of fifty thousand people nothing becomes garbage
    root, problems = root_here(), Problems()
    settings = settings_of(root, problems)
    day = day_by(today)(settings.zone).today
    desk = Desk(root, settings, cabinet_of(root, settings), day, workshop.hands())
    if ics:
        _write_calendar(voice, desk, ics)
        return
    span = span or "today"
    agenda = desk.agenda(span, note_lang or settings.lang, problems)
    plan = agenda.people
    if as_json:
        people = plan_values(plan, voice.phrase, voice.lang)
        steps = due_values(agenda.steps)
        told = {"day": day.isoformat(), "span": span, "people": people, "steps": steps}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        key = f"today.{span}" if plan else "today.none"
        click.echo(voice.phrase(key, day=say_day(day, voice.lang), count=len(plan)))
        for line in render_plan(plan, voice.phrase, voice.lang, voice.link, why=why):
            click.echo(line)
        _say_steps(voice, desk, agenda.steps)
    if len(problems):
        voice.problems(problems)


def _say_steps(voice: Voice, desk: Desk, steps: list[Due]) -> None:
    """What graduations wait for; nothing where there is none."""
    from enishi.desk.plan import render_due
    from enishi.render import load_words

    if not steps:
        return
    words = load_words(desk.root, voice.lang, Problems())
    click.echo("\n" + voice.phrase("today.steps", count=len(steps)))
    for line in render_due(steps, voice.phrase, words, desk.today):
        click.echo(line)


def _write_calendar(voice: Voice, desk: Desk, given: Path) -> None:
    from enishi.desk.notes import years_as
    from enishi.desk.year import dates_of, place_of, render_calendar
    from enishi.writing import put

    file, problems = place_of(desk.cabinet, given, Path.cwd()), Problems()
    world = desk.world(problems)
    dates = dates_of(world.ties, desk.view(world, "today"))
    years = partial(years_as, lang=voice.lang)
    put(file, render_calendar(dates, desk.settings, desk.today, voice.phrase, years), 0o600)
    voice.say("year.done", file=file.name, count=len(dates))
    if len(problems):
        voice.problems(problems)
