"""`enishi forget` erases a person."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from enishi.dates import Day
from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems, Refused
from enishi.recovery import put_right
from enishi.report import render_problems
from enishi.standing import SITE_FOLDER
from enishi.surroundings import day_by, guard_of, ring_here, root_here, settings_of, shelves
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.absence import Place
    from enishi.desk.erasure import Ground, Plan
    from enishi.desk.forgetting import Outcome

_SOME = 20
"""Places that are told; JSON has them all."""
_MADE = (f"{SITE_FOLDER}/", f".{SITE_FOLDER}.spare/", ".enishi/")
"""What builds make."""


@click.command(epilog="例 / Example:  enishi forget kenichi-sato")
@click.argument("person", required=False)
@click.option("--yes", "-y", is_flag=True, help="たずねずに進める / do not ask")
@click.option(
    "--history", is_flag=True, help="git の履歴も見て、消し方を言う / look at git's history"
)
@click.option(
    "--sweep", is_flag=True, help="期限を過ぎた記録だけ片づける / only what is past its day"
)
@JSON
@TODAY
@voiced
@click.pass_obj
def forget(
    voice: Voice,
    person: str | None,
    yes: bool,
    history: bool,
    sweep: bool,
    as_json: bool,
    today: str | None,
) -> None:
    """ひとりの人を忘れる。消して、何も残っていないと確かめる / erase a person, and show it."""
    from enishi.desk.erasure import Ground, plan_of
    from enishi.desk.forgetting import forget as forgotten
    from enishi.desk.rewriting import earlier_of

    root, day = root_here(), day_by(today)
    settings = settings_of(root, Problems())
    places = (Path(tempfile.gettempdir()), *shelves())
    ground = Ground(root, settings, day(settings.zone).today, ring=ring_here(), shelves=places)
    if sweep:
        _sweep(voice, ground)
        return
    if not person:
        raise click.UsageError("PERSON")
    if history:
        ground = replace(ground, earlier=earlier_of(ground.cabinet, person))
    put_right(root / SITE_FOLDER)
    if not as_json:
        _say_plan(voice, ground, plan_of(ground, person), history)
    if not yes and not click.confirm(voice.phrase("forget.ask"), err=as_json):
        voice.say("forget.stopped")
        raise click.exceptions.Exit(1)
    outcome = forgotten(ground, person, partial(_rebuilt, voice, root, day), history=history)
    voice.hush()
    if as_json:
        click.echo(json.dumps(_told_of(voice, outcome), ensure_ascii=False, indent=2))
    else:
        _say_outcome(voice, ground, outcome, history)
    if not outcome.is_done:
        raise click.exceptions.Exit(1)


def _rebuilt(voice: Voice, root: Path, day: Callable[[ZoneInfo], Day]) -> Problems:
    """The site anew. It may lose as many pages as it must: that was asked for."""
    from enishi.build import Means, build_site

    means = Means(may_shrink=True, guard=guard_of(root))
    try:
        return build_site(root, day, voice.progress, means=means).problems
    except Refused as refused:
        return refused.problems


def _sweep(voice: Voice, ground: Ground) -> None:
    from enishi.desk.forgotten import sweep

    voice.say("forget.swept", count=sweep(ground.cabinet, ground.today))


def _say_plan(voice: Voice, ground: Ground, plan: Plan, history: bool) -> None:
    from enishi.desk.fingerprint import FORGOTTEN
    from enishi.desk.git import git_of

    count = len(plan.removals) + len(plan.changes)
    voice.say("forget.head", id=plan.dossier.id, count=count)
    for path, _ in plan.removals:
        voice.say("forget.removes", path=path)
    for change in plan.changes:
        voice.say("forget.changes", path=change.path, lines=", ".join(map(str, change.lines)))
    until = max((one.keep_until for one in plan.evidence), default=None)
    if until:
        kept = {"count": len(plan.evidence), "until": until}
        voice.say("forget.writes", path=ground.cabinet.shown(FORGOTTEN), **kept)
    voice.say("forget.builds")
    if plan.by_hand:
        voice.say("forget.by-hand")
        _say_places(voice, plan.by_hand)
    if not history and git_of(ground.root) is not None:
        voice.say("forget.history.hint", id=plan.dossier.id)


def _say_places(voice: Voice, places: Sequence[Place]) -> None:
    """Said whatever is hushed: this is what is left to do. What was made of the sources goes with
    them, and is told by its number, unless there is nothing else."""
    made = [one for one in places if one.path.startswith(_MADE)]
    told = [one for one in places if one not in made] or made
    for one in told[:_SOME]:
        click.echo(voice.phrase("forget.place", path=one.path, line=one.line, what=one.what))
    if len(told) > _SOME:
        click.echo(voice.phrase("forget.more", count=len(told) - _SOME))
    if made and told is not made:
        click.echo(voice.phrase("forget.made", count=len(made)))


def _say_outcome(voice: Voice, ground: Ground, outcome: Outcome, history: bool) -> None:
    from enishi.desk.dossier import CASES

    plan, looked = outcome.plan, outcome.looked
    person = plan.dossier.id
    voice.problems(outcome.problems, untouched=False)  # records went, whatever became of the site
    if plan.is_empty:
        voice.say("forget.already")
    voice.say("forget.did", removed=len(plan.removals), changed=len(plan.changes))
    for issue in plan.issues:
        click.echo(voice.phrase("forget.letters", issue=issue))
    sizes = {"files": f"{looked.files:,}", "bytes": f"{looked.bytes:,}"}
    if looked.places:
        click.echo(voice.phrase("forget.left", count=len(looked.places), **sizes))
        _say_places(voice, looked.places)
    else:
        voice.say("forget.clean", **sizes)
    if history:
        _say_history(voice, outcome)
    if outcome.problems.errors:
        click.echo(voice.phrase("forget.unbuilt", id=person))
    elif looked.places:
        case = ground.cabinet.shown(f"{CASES}/{person}")
        click.echo(voice.phrase("forget.cure", id=person, case=case))
    elif outcome.is_done:
        voice.say("forget.done", id=person)
    voice.say("forget.beyond")
    for copy in outcome.beyond:
        voice.say(f"beyond.{copy}")


def _say_history(voice: Voice, outcome: Outcome) -> None:
    for one in outcome.bygones:
        count, left = len(one.looked.places), bool(one.looked.places)
        sizes = {"objects": f"{one.objects:,}", "bytes": f"{one.looked.bytes:,}", "count": count}
        said = voice.phrase(
            "forget.history.left" if left else "forget.history.clean", root=one.root.name, **sizes
        )
        click.echo(said)
        _say_places(voice, one.looked.places)
    for rewrite in outcome.rewrites:
        files = ", ".join(file.name for file in rewrite.files)
        where = f"{rewrite.files[0].parent.name}/({files})"
        click.echo(voice.phrase("forget.history.steps", files=where))
        for step in rewrite.commands:
            click.echo(voice.phrase("forget.history.step", step=step))
        click.echo(voice.phrase("forget.history.meaning", id=outcome.plan.dossier.id))
    if not outcome.bygones:
        voice.say("forget.history.none")


def _told_of(voice: Voice, outcome: Outcome) -> dict[str, object]:
    """What was done, for programs; no value of the person is in it but the ID that was given."""
    plan = outcome.plan
    return {
        "id": plan.dossier.id,
        "done": outcome.is_done,
        "removed": [path for path, _ in plan.removals],
        "changed": [{"path": one.path, "lines": one.lines} for one in plan.changes],
        "issues": plan.issues,
        "problems": json.loads(render_problems(outcome.problems, voice.lang, "json")),
        "looked": asdict(outcome.looked),
        "history": [
            {**asdict(one), "root": one.root.name, "steps": _steps_for(outcome, one.root)}
            for one in outcome.bygones
        ],
        "beyond": [
            {"code": one, "said": voice.phrase(f"beyond.{one}").strip(" ・-")}
            for one in outcome.beyond
        ],
    }


def _steps_for(outcome: Outcome, root: Path) -> list[str]:
    return [step for one in outcome.rewrites if one.root == root for step in one.commands]
