"""`enishi follow`: who follows whom on which network."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.options import JSON, voiced
from enishi.problems import Problems
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.connections import Matches
    from enishi.desk.follows import Follows


@click.command(epilog="例 / Example:  enishi follow --from Connections.csv")
@click.argument("person", required=False)
@click.option("--network", help="どこで。例: x / where, as x")
@click.option(
    "--who", help="こちらのだれが。書かなければ host / who of ours; the host if not given"
)
@click.option(
    "--way",
    type=click.Choice(("both", "out", "in")),
    default="both",
    show_default=True,
    help="たがいに・こちらから・先方から / each other, we them, they us",
)
@click.option(
    "--from",
    "export",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="LinkedIn の Connections.csv / LinkedIn's own export",
)
@click.option(
    "--is",
    "answers",
    multiple=True,
    metavar="URL|NAME=ID",
    help="迷った行がだれか。ID なしは、だれでもない / whom a row means; nobody without ID",
)
@click.option("--dry-run", is_flag=True, help="書かずに見る / write nothing")
@JSON
@voiced
@click.pass_obj
def follow(
    voice: Voice,
    person: str | None,
    network: str | None,
    who: str | None,
    way: str,
    export: Path | None,
    answers: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """だれがだれを、どこで見ているか / who follows whom on which network."""
    from enishi.desk.follows import Follows

    root = root_here()
    settings = settings_of(root, Problems())
    today, ours = day_by(None)(settings.zone).today, who or settings.ours.host.name
    follows = Follows(root, settings, cabinet_of(root, settings), today)
    if export:
        matches = _matches(voice, follows, export, _answers_in(answers), ask=not as_json)
        ticked = follows.take_in(matches.found, ours, dry_run=dry_run)
        _tell(voice, matches, ticked, as_json=as_json, dry_run=dry_run)
    elif person:
        _tick(voice, follows, person, network or "", ours, way)
    else:
        _show(voice, follows, who, ours, as_json=as_json)


def _answers_in(given: tuple[str, ...]) -> dict[str, str]:
    found = dict(one.rpartition("=")[::2] for one in given)
    if "" in found:
        raise click.BadParameter("https://www.linkedin.com/in/…=ID", param_hint="--is")
    return found


def _matches(
    voice: Voice, follows: Follows, export: Path, told: dict[str, str], *, ask: bool
) -> Matches:
    """What the export says; somebody at a terminal is asked about what is not sure."""
    from enishi.desk.connections import read_connections

    rows = read_connections(export.read_bytes(), export.name)
    found = follows.matches(rows, told)
    if not (ask and found.asked and _is_terminal()):
        return found
    for row, ids in found.asked:
        voice.say("follow.ask", name=row.name, url=row.url, ids=", ".join(ids))
        choice = click.Choice([*ids, "-"])
        answer = click.prompt("ID", type=choice, default="-", show_choices=False)
        told[row.url or row.name] = answer.removeprefix("-")
    return follows.matches(rows, told)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _tell(
    voice: Voice, matches: Matches, ticked: list[str], *, as_json: bool, dry_run: bool
) -> None:
    asked = [
        {"line": row.line, "name": row.name, "url": row.url, "ids": ids}
        for row, ids in matches.asked
    ]
    if as_json:
        told = {
            "ticked": ticked,
            "known": len(matches.found),
            "asked": asked,
            "unknown": matches.unknown,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for one in ticked:
        row = matches.found[one]
        voice.say("follow.one", id=one, name=row.name)
    for row, ids in matches.asked:
        voice.say(
            "follow.unsure",
            line=row.line,
            name=row.name,
            ids=", ".join(ids),
            answer=row.url or row.name,
            id=ids[0],
        )
    voice.say(
        "follow.would" if dry_run else "follow.taken",
        ticked=len(ticked),
        known=len(matches.found) - len(ticked),
        asked=len(matches.asked),
        unknown=matches.unknown,
    )


def _tick(voice: Voice, follows: Follows, person: str, network: str, who: str, way: str) -> None:
    from enishi.source.people import NETWORKS

    if network not in NETWORKS:
        raise click.BadParameter(", ".join(NETWORKS), param_hint="--network")
    key = "follow.done" if follows.tick(person, network, who, way) else "follow.there"
    voice.say(key, id=person, network=network, who=who)


def _show(voice: Voice, follows: Follows, who: str | None, ours: str, *, as_json: bool) -> None:
    from enishi.desk.follows import render_matrix

    lines = follows.lines()
    if as_json:
        told = [asdict(line) for line in lines]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    others = {link.who for line in lines for link in line.links} - {ours}
    for one in [ours] if who else [ours, *sorted(others)]:
        click.echo(voice.phrase("follow.head", who=one))
        click.echo("\n".join(render_matrix(lines, one)) + "\n")
    click.echo(voice.phrase("follow.signs"))
