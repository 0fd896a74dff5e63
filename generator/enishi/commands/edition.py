"""`enishi edition` renders an issue for each of those who get it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.commands._letters import letter_of, weigh
from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems, Refused, refusal
from enishi.standing import CACHE
from enishi.surroundings import cabinet_of, day_by, root_here
from enishi.voice import Voice
from enishi.writing import make_private, put

if TYPE_CHECKING:
    from enishi.build import Portal
    from enishi.editions import Editions, Made
    from enishi.views import Newsletter

PREVIEWS = "_preview"
"""In the private folder. What begins with `_` is no record."""


@click.command(epilog='例 / Example:  enishi edition 2026-11-autumn --segment "left < 2022"')
@click.argument("issue")
@click.option("--segment", metavar="NAME|EXPRESSION", help="この人たちだけ / only these")
@click.option("--only", metavar="ID", help="ひとりの分を、見るだけ / one edition, to look at")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="--only の行き先 / folder"
)
@click.option("--processes", type=click.IntRange(1, 64), help="同時に働く数 / processes at work")
@JSON
@TODAY
@voiced
@click.pass_obj
def edition(
    voice: Voice,
    issue: str,
    segment: str | None,
    only: str | None,
    out: Path | None,
    processes: int | None,
    as_json: bool,
    today: str | None,
) -> None:
    """手紙を一人ひとりの版にする / an edition of an issue for each of its readers."""
    from enishi.build import uncollected

    if not only and out:
        raise click.BadParameter("--only ID", param_hint="--out")
    problems = Problems()
    with uncollected():
        desk = _opened(voice, issue, today, problems, processes, drafts=bool(only))
        if only:
            _show(voice, desk, only, out, problems)
        else:
            _write(voice, desk, segment, problems, as_json)


def _opened(
    voice: Voice,
    issue: str,
    today: str | None,
    problems: Problems,
    processes: int | None,
    *,
    drafts: bool,
) -> Editions:
    from enishi import program
    from enishi.build import Means, open_portal
    from enishi.editions import Editions
    from enishi.memory import Memory
    from enishi.recall import Recall
    from enishi.workshop import hands

    root, day_in = root_here(), day_by(today, drafts=drafts)
    memory = Memory(root / CACHE, program.version())
    memory.recall = Recall()
    voice.progress("load", 0, 0)
    means = Means(processes or 0, memory=memory)
    portal = open_portal(root, problems, day_in, means=means)
    cabinet, day = cabinet_of(root, portal.settings), day_in(portal.settings.zone)
    letter = _letter(portal, issue)
    return Editions(portal, letter, cabinet, day, memory, processes or hands())


def _letter(portal: Portal, issue: str) -> Newsletter:
    """Raises `Refused` where there is none, or where nobody may read it yet."""
    try:
        return letter_of(portal, issue)
    except Refused:
        stem = Path(issue).name.removesuffix(".md")
        for one in portal.library.newsletters:
            if one.id == stem:
                raise refusal(one.path, "edition-early", one.mark, date=one.date) from None
        raise


def _write(
    voice: Voice, desk: Editions, segment: str | None, problems: Problems, as_json: bool
) -> None:
    def weighed(html: str) -> None:
        weigh(desk.letter, html, problems)
        if problems.errors:
            raise Refused(problems)

    def count(done: int, whole: int) -> None:
        voice.progress("edition", done, whole)

    made = desk.write(segment, weighed, count)
    voice.problems(problems)
    if as_json:
        click.echo(json.dumps(made.listed.as_values(), ensure_ascii=False, indent=2))
    if not (as_json and voice.quiet):
        click.echo("\n".join(_sums(voice, made)), err=as_json)


def _sums(voice: Voice, made: Made) -> list[str]:
    listed = made.listed
    told = [voice.phrase("edition.done", folder=made.folder, send=len(listed.letters))]
    sums = {"candidates": listed.candidates, "send": len(listed.letters)}
    told.append(voice.phrase("edition.sum", **sums, excluded=len(listed.excluded)))
    for reason, number in made.reasons.items():
        why = voice.phrase(f"segment.{reason}")
        told.append(voice.phrase("segment.why", count=number, reason=why))
    return told


def _show(voice: Voice, desk: Editions, person: str, out: Path | None, problems: Problems) -> None:
    from enishi.desk.enclosing import parts_of

    edition, reason = desk.edition_for(person)
    folder = out or desk.cabinet.folder / PREVIEWS / desk.letter.id
    make_private(folder)
    for suffix, data in parts_of(edition).items():
        put(folder / f"{person}.{suffix}", data, 0o600)
    voice.problems(problems)
    voice.say("edition.shown", html=folder / f"{person}.html", text=f"{person}.txt")
    if reason:
        voice.say("edition.not_sent", reason=voice.phrase(f"segment.{reason}"))
