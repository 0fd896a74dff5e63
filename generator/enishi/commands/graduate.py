"""`enishi graduate` sees somebody off, and keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from enishi.commands._keepsake import beside_steps
from enishi.commands._papers import make_papers, printer_here
from enishi.dates import day_of, say_day
from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems, refusal
from enishi.standing import scan
from enishi.surroundings import day_by, root_here, sealing_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.graduation import Graduation
    from enishi.desk.pen import Pen


F = TypeVar("F", bound=Callable[..., Any])


def _as_day(ctx: click.Context, param: click.Parameter, given: str | None) -> date | None:
    day = day_of(given) if given else None
    if given and day is None:
        raise click.BadParameter("YYYY-MM-DD")
    return day


def _day(name: str, said: str) -> Callable[[F], F]:
    return click.option(name, callback=_as_day, metavar="YYYY-MM-DD", help=said)


def _as_step(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    from enishi.desk.records import STEPS

    if given is not None and given not in STEPS:
        raise click.BadParameter(", ".join(STEPS))
    return given


@click.command(epilog="例 / Example:  enishi graduate kenichi-sato --last-day 2026-12-25")
@click.argument("person")
@_day("--last-day", "最後に出社する日。段取りをつくる / begin, with the last day")
@_day("--resigned", "申し出のあった日 / when they said so; today if left out")
@click.option("--host", default="", help="卒業後の窓口になる人 / who stays at hand for them")
@click.option(
    "--done", metavar="TASK", callback=_as_step, help="済んだ段取り / a step that was done"
)
@click.option(
    "--score", type=click.IntRange(0, 10), help="人にすすめたい度合い / would recommend us"
)
@_day("--on", "いつ / when (--done, --score); today if left out")
@click.option(
    "--papers", is_flag=True, help="式次第、寄せ書き、カード、覚え書き、予定表 / the papers"
)
@click.option("--pdf", is_flag=True, help="覚え書きを PDF でも / the papers, and the memo as PDF")
@click.option("--page", is_flag=True, help="卒業のページの下書き / draft the page for the portal")
@click.option("--publish", is_flag=True, help="下書きを公開の場所へ / publish the draft")
@click.option(
    "--board",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="メール(.eml、mbox)から寄せ書きへ / words out of mail",
)
@click.option("--apply", is_flag=True, help="一つずつたずねて加える (--board) / ask, then add")
@click.option("--page-lang", type=LANGUAGES, help="書類の言語 / language of the papers")
@JSON
@TODAY
@voiced
@click.pass_obj
def graduate(
    voice: Voice,
    /,
    person: str,
    page_lang: str | None,
    as_json: bool,
    today: str | None,
    **given: Any,
) -> None:
    """卒業の段取りと、一年後までのおつきあい / see somebody off, and stay in touch for a year."""
    from enishi.desk.pen import Pen

    pen = Pen(sealing_here())
    when = day_by(today)(pen.sealing.zone).today
    _check_words(given, when)
    name, usual = _known(pen, person, when)
    found = _written(pen, person, given, usual, when)
    voice.quiet |= as_json
    if given["page"] or given["publish"] or given["board"]:
        printer = partial(printer_here, today, page_lang or "")
        told = beside_steps(voice, pen.sealing.cabinet, found, given, when, printer)
    else:
        told = _told(found, when)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
    elif "tasks" in told and not (given["papers"] or given["pdf"]):
        _say(voice, found, name, when)
    if given["papers"] or given["pdf"]:
        make_papers(voice, pen, found, name, page_lang or "", today, as_pdf=given["pdf"])


def _check_words(given: dict[str, Any], today: date) -> None:
    """Options that mean something only beside another one, and days that have not come."""
    if (given["resigned"] or given["host"]) and not given["last_day"]:
        raise click.UsageError("--resigned, --host: --last-day YYYY-MM-DD")
    if given["on"] and given["done"] is None and given["score"] is None:
        raise click.UsageError("--on: --done TASK / --score N")
    if given["apply"] and not given["board"]:
        raise click.UsageError("--apply: --board FILE")
    if given["on"] and given["on"] > today:
        raise click.BadParameter(f"<= {today}", param_hint="--on")


def _written(pen: Pen, person: str, given: dict[str, Any], host: str, today: date) -> Graduation:
    """What the record says when all that was asked for is written down.

    Raises `Refused` where no graduation has begun.
    """
    from enishi.desk.graduation import add_score, graduation_of, open_graduation, tick

    if given["last_day"]:
        first = given["resigned"] or today
        open_graduation(pen, person, first, given["last_day"], given["host"] or host)
    found, on = graduation_of(pen.card(person)), given["on"] or today
    if found and given["done"]:
        tick(pen, person, given["done"], on)
    if found and given["score"] is not None:
        add_score(pen, person, given["score"], on)
    found = graduation_of(pen.card(person))
    if found is None:
        shown = pen.sealing.cabinet.shown(pen.path_of(person))
        raise refusal(shown, "graduate-none", id=person)
    return found


def _known(pen: Pen, person: str, today: date) -> tuple[str, str]:
    """What the person is called, and who usually stays at hand. Raises `Refused` for strangers."""
    from enishi.desk.identity import person_of
    from enishi.publish import display_name
    from enishi.register import Register

    cabinet = pen.sealing.cabinet
    settings = settings_of(cabinet.root, Problems())
    register = Register(cabinet.root, settings.zone, today, scan(cabinet.root))
    if person in register.paths:
        return display_name(register.person(person).name), settings.ours.host.name
    if pen.path_of(person) not in cabinet.record_paths():
        register.path_of(person)  # nobody knows of them
    found = person_of(None, pen.card(person))
    return display_name(found.name) if found else person, settings.ours.host.name


def _told(found: Graduation, today: date) -> dict[str, object]:
    steps = [
        {"id": one.id, "due": one.due, "done": one.done, "state": one.state(today)}
        for one in found.steps
    ]
    return {
        "id": found.id,
        "resigned": found.resigned,
        "last_day": found.last_day,
        "host": found.host,
        "tasks": steps,
        "scores": [{"on": on, "score": score} for on, score in found.scores],
    }


def _say(voice: Voice, found: Graduation, name: str, today: date) -> None:
    from enishi.render import load_words

    words = load_words(root_here(), voice.lang, Problems())
    day = say_day(found.last_day, voice.lang)
    voice.say("graduate.head", name=name, day=day, host=found.host or "—")
    for one in found.steps:
        state, what = one.state(today), words[f"graduation.step.{one.id}"]
        voice.say(f"graduate.{state}", due=one.due, done=one.done, id=one.id, what=what)
    if found.scores:
        said = ", ".join(f"{score} ({on})" for on, score in found.scores)
        voice.say("graduate.scores", scores=said)
    left = [one for one in found.steps if one.done is None]
    if left:
        voice.say("graduate.next", id=found.id, task=left[0].id)
