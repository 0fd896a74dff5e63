"""`enishi doctor` looks at the set-up."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.commands._hook import install_hook_in
from enishi.options import JSON, voiced
from enishi.problems import Problems, refusal
from enishi.standing import SETTINGS
from enishi.surroundings import day_by, ring_here, root_here, settings_of
from enishi.voice import Voice
from enishi.writing import put

if TYPE_CHECKING:
    from enishi.settings import Settings


@click.command(epilog="例 / Example:  enishi doctor")
@click.option("--hook", is_flag=True, help="コミット前のフックを置く / write the pre-commit hook")
@click.option(
    "--declare",
    type=click.Choice(["public", "private"]),
    help="リポジトリを読める人を書く / say who can read the repository",
)
@JSON
@voiced
@click.pass_obj
def doctor(voice: Voice, hook: bool, declare: str | None, as_json: bool) -> None:
    """安全でないところと、直し方を言う / tell what is unsafe, and what mends it."""
    root, problems = root_here(), Problems()
    settings = settings_of(root, problems)
    if hook:
        install_hook_in(voice, root)
    if declare:
        _declare(voice, root, declare)
    if not (hook or declare):
        _diagnose(voice, root, settings, as_json)


def _declare(voice: Voice, root: Path, kind: str) -> None:
    from enishi.desk.doctor import declared

    file = root / SETTINGS
    text = declared(file.read_text(encoding="utf-8"), kind)
    if text is None:
        raise refusal(SETTINGS, "declare-by-hand", kind=kind)
    put(file, text.encode())
    voice.say("declare.done", kind=kind)


def _diagnose(voice: Voice, root: Path, settings: Settings, as_json: bool) -> None:
    from enishi.desk.doctor import findings_of

    findings = findings_of(root, settings, ring_here(), day_by(None)(settings.zone).today)
    ill = [one for one in findings if one.state == "bad"]
    if as_json:
        rows = [
            {**asdict(one), "said": voice.phrase(f"doctor.{one.code}.{one.state}", what=one.what)}
            for one in findings
        ]
        click.echo(json.dumps({"safe": not ill, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        for one in findings:
            said = voice.phrase(f"doctor.{one.code}.{one.state}", what=one.what)
            if one.state == "bad" or not voice.quiet:
                click.echo(voice.phrase(f"doctor.{one.state}", said=said, cure=one.cure))
        voice.say("doctor.ill" if ill else "doctor.well", count=len(ill))
    if ill:
        raise click.exceptions.Exit(1)
