"""`enishi import` takes people in from the tables and cards of other programs."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
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
    from enishi.desk.comparison import Change
    from enishi.desk.emendation import Plain
    from enishi.desk.intake import Intake, Manifest

_MATCH = re.compile(r"(\d{1,7})=([a-z0-9-]+)\Z", re.ASCII)
_SHORT = 60


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
    from enishi.desk.intake import read_file

    problems = Problems()
    intake = _intake(today)
    manifest = read_file(file, layout, problems)
    wish = {"with_current": with_current, "known_only": known_only}
    arrivals = intake.arrivals(manifest, answers, **wish)
    if not as_json and _is_terminal() and any(one.state in OPEN for one in arrivals):
        _tell(voice, manifest, arrivals, file.name)
        answers |= dict(_asked(voice, intake, arrivals))
        arrivals = intake.arrivals(manifest, answers, **wish)
    drafts = intake.drafts(arrivals, manifest.layout, problems)
    if as_json:
        click.echo(json.dumps(_as_values(manifest, arrivals), ensure_ascii=False, indent=2))
    else:
        _tell(voice, manifest, arrivals, file.name)
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
    from enishi.publish import display_name

    for one in arrivals:
        if one.state not in OPEN:
            continue
        line, ways = one.newcomer.line, [*one.ids, NEW, SKIP]
        voice.say("import.ask", line=line, name=one.name)
        for number, way in enumerate(ways, 1):
            key = f"import.ask.{way}" if way in (NEW, SKIP) else "import.ask.one"
            person = intake.people.get(way)
            name = display_name(person.name) if person else ""
            voice.say(key, number=number, id=way, name=name)
        number = click.prompt("", type=click.IntRange(1, len(ways)), default=len(ways))
        yield line, ways[number - 1]


# --- telling


def _tell(voice: Voice, manifest: Manifest, arrivals: list[Arrival], name: str) -> None:
    count, encoding = len(arrivals), manifest.encoding.removesuffix("-sig").upper()
    voice.say("import.head", file=name, title=manifest.title, encoding=encoding, count=count)
    for one in arrivals:
        _tell_one(voice, one)
    counts = Counter(label for one in arrivals for label, _ in one.newcomer.rest)
    if counts:
        told = (voice.phrase("import.label", label=key, count=n) for key, n in counts.items())
        voice.say("import.unknown", labels=", ".join(told))
    for state in ("here", "nobody", "skipped", "stranger"):
        lines = [one.newcomer.line for one in arrivals if one.state == state]
        if lines:
            said = ", ".join(map(str, lines[:10]))
            voice.say(f"import.left-out.{state}", count=len(lines), lines=said)
    if manifest.is_mixed and any(one.state == "new" for one in arrivals):
        voice.say("import.mixed", title=manifest.title)
    voice.say("import.sum", count=count, **_sums(arrivals))


def _sums(arrivals: list[Arrival]) -> dict[str, int]:
    from enishi.desk.arrivals import LEFT_OUT, OPEN

    states = Counter(one.state for one in arrivals)
    open_ = sum(states[state] for state in OPEN)
    out = sum(states[state] for state in LEFT_OUT) - open_
    return {
        **{state: states[state] for state in ("new", "changed", "same")},
        "open": open_,
        "out": out,
    }


def _tell_one(voice: Voice, one: Arrival) -> None:
    if one.state in ("same", "here", "nobody", "skipped", "stranger"):
        return
    ids = ", ".join(one.ids)
    first = one.id or next(iter(one.ids), "")
    voice.say(
        f"import.{one.state}",
        line=one.newcomer.line,
        name=one.name or "—",
        id=first,
        ids=ids,
        lines=", ".join(map(str, one.lines)),
        on=one.on,
    )
    for change in one.comparison.changes:
        _tell_change(voice, change)
    for change in one.comparison.left:
        new, old = _short(change.new), _short(change.old) or "—"
        voice.say("import.left", field=change.field, old=old, new=new)
    if one.comparison.cells and one.state == "changed":
        labels = ", ".join(dict.fromkeys(label for label, _ in one.comparison.cells))
        voice.say("import.cells", labels=labels)


def _tell_change(voice: Voice, change: Change) -> None:
    said = {"field": change.field, "new": _short(change.new), "old": _short(change.old)}
    key = "import.row" if change.is_row else "import.value" if change.old else "import.field"
    voice.say(key, **said)


def _short(value: Plain) -> str:
    """A value in one line of a terminal."""
    from enishi.desk.layout import said_in_a_line

    seen = (sign if sign.isprintable() else " " for sign in said_in_a_line(value))
    text = " ".join("".join(seen).split())
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def _as_values(manifest: Manifest, arrivals: list[Arrival]) -> dict[str, object]:
    """For programs: every row, what becomes of it, and the sums."""
    people = [
        {
            "line": one.newcomer.line,
            "name": one.name,
            "state": one.state,
            "id": one.id,
            "ids": one.ids,
            "lines": one.lines,
            "changes": [_change(each) for each in one.comparison.changes],
            "left": [_change(each) for each in one.comparison.left],
            "besides": [list(cell) for cell in one.comparison.cells],
        }
        for one in arrivals
    ]
    head = {"layout": manifest.layout, "encoding": manifest.encoding}
    return {**head, "people": people, "sums": _sums(arrivals)}


def _change(one: Change) -> dict[str, object]:
    return {"field": one.field, "old": one.old, "new": one.new, "is_row": one.is_row}
