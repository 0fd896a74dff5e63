"""`enishi import` takes people in from the tables and cards of other programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems
from enishi.standing import scan
from enishi.surroundings import day_by, sealing_here
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.arrivals import Arrival
    from enishi.desk.intake import Intake

_MATCH = re.compile(r"(\d{1,7})=([a-z0-9-]+)\Z", re.ASCII)


def _as_layout(ctx: click.Context, param: click.Parameter, given: str | None) -> str:
    from enishi.desk.imports import layout_names

    if given and given not in layout_names():
        raise click.BadParameter(", ".join(layout_names()))
    return given or ""


def _as_answers(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[int, str]:
    found = [_MATCH.match(one) for one in given]
    if not all(found):
        raise click.BadParameter("3=kenichi-sato, 3=new, 3=skip")
    return {int(one[1]): one[2] for one in found if one}


@click.command("import", epilog="例 / Example:  enishi import 卒業生.csv --as smarthr --apply")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "layout",
    callback=_as_layout,
    metavar="LAYOUT",
    help="表の形 / which layout it is",
)
@click.option("--apply", "is_applied", is_flag=True, help="書く。なければ下書き / write it down")
@click.option(
    "--match",
    "answers",
    multiple=True,
    callback=_as_answers,
    metavar="LINE=ID|new|skip",
    help="迷った行がだれか / whom a row means",
)
@click.option(
    "--known", "known_only", is_flag=True, help="もう知っている人だけ / only those you have"
)
@click.option("--with-current", is_flag=True, help="在籍中の人も / also those who work here")
@JSON
@TODAY
@voiced
@click.pass_obj
def import_(
    voice: Voice,
    /,
    file: Path,
    layout: str,
    is_applied: bool,
    answers: dict[int, str],
    known_only: bool,
    with_current: bool,
    as_json: bool,
    today: str | None,
) -> None:
    """ほかのソフトの表や名刺から、人を取り込む / take people in from tables and cards."""
    from enishi.desk.arrivals import OPEN
    from enishi.desk.declaration import render_arrivals, values_of
    from enishi.desk.intake import read_file

    problems = Problems()
    intake = _intake(today)
    manifest = read_file(file, layout, problems)
    wish = {"with_current": with_current, "known_only": known_only}
    arrivals = intake.arrivals(manifest, answers, **wish)
    if not as_json and _is_terminal() and any(one.state in OPEN for one in arrivals):
        voice.lines(render_arrivals(manifest, arrivals, file.name, voice.phrase))
        answers |= dict(_asked(voice, intake, arrivals))
        arrivals = intake.arrivals(manifest, answers, **wish)
    drafts = intake.drafts(arrivals, manifest.layout, problems)
    if as_json:
        click.echo(json.dumps(values_of(manifest, arrivals), ensure_ascii=False, indent=2))
    else:
        voice.lines(render_arrivals(manifest, arrivals, file.name, voice.phrase))
    voice.problems(problems) if len(problems) else None
    if problems.errors:
        raise click.exceptions.Exit(1)
    folder = intake.pen.sealing.cabinet.shown("").rstrip("/")
    if is_applied:
        intake.write(drafts, lambda done, whole: voice.progress("import", done, whole))
        voice.hush()
    if not as_json:
        voice.say("import.done" if is_applied else "import.dry", folder=folder, count=len(drafts))
    if any(one.state in OPEN for one in arrivals):
        raise click.exceptions.Exit(1)


def _intake(today: str | None) -> Intake:
    from enishi.desk.intake import Intake
    from enishi.desk.pen import Pen
    from enishi.register import Register

    sealing = sealing_here()
    root, zone = sealing.cabinet.root, sealing.zone
    register = Register(root, zone, day_by(today)(zone).today, scan(root))
    return Intake(Pen(sealing), register)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _asked(voice: Voice, intake: Intake, arrivals: list[Arrival]) -> Iterator[tuple[int, str]]:
    """What somebody at the terminal says about rows that are not clear."""
    from enishi.desk.arrivals import NEW, OPEN, SKIP
    from enishi.desk.declaration import ways_of

    for one in arrivals:
        if one.state not in OPEN:
            continue
        line, ways = one.newcomer.line, ways_of(one)
        voice.say("import.ask", line=line, name=one.name)
        for number, way in enumerate(ways, 1):
            key = f"import.ask.{way}" if way in (NEW, SKIP) else "import.ask.one"
            voice.say(key, number=number, id=way, name=intake.name_of(way))
        number = click.prompt("", type=click.IntRange(1, len(ways)), default=len(ways))
        yield line, ways[number - 1]
