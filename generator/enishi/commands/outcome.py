"""`enishi outcome` writes down what came of a tie."""

from __future__ import annotations

import json
from datetime import date

import click

from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of
from enishi.voice import Voice

KINDS = (
    "referral introduction deal partner hire-back mention talk advice-given advice-asked".split()
)
"""As `desk.outcomes.KINDS`, which is loaded when the command runs."""


@click.command(epilog='例 / Example:  enishi outcome kenichi-sato referral --note "営業の方を紹介"')
@click.argument("person")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--on", metavar="YYYY-MM-DD", default="", help="いつ / when; today if left out")
@click.option("--company", default="", help="相手の会社 / which company")
@click.option("--value", type=click.IntRange(0), help="金額 / what it was worth")
@click.option("--minutes", type=click.IntRange(0), help="かけた分数 / minutes it took us")
@click.option("--note", default="", help="ひとこと / a note")
@JSON
@TODAY
@voiced
@click.pass_obj
def outcome(
    voice: Voice,
    person: str,
    kind: str,
    on: str,
    company: str,
    value: int | None,
    minutes: int | None,
    note: str,
    as_json: bool,
    today: str | None,
) -> None:
    """縁から生まれたことを書きとめる / record what came of a tie."""
    from enishi.desk.outcomes import add_outcome
    from enishi.register import Register

    root = root_here()
    settings = settings_of(root, Problems())
    when: date = day_by(on or today)(settings.zone).today
    cabinet = cabinet_of(root, settings)
    register = Register(root, settings.zone, when, scan(root))
    if f"{person}.yml" not in cabinet.record_paths():
        register.path_of(person)  # nobody knows of them
    row = {
        "on": when.isoformat(),
        "person": person,
        "kind": kind,
        "company": company,
        "value": "" if value is None else str(value),
        "minutes": "" if minutes is None else str(minutes),
        "note": note,
    }
    file = add_outcome(cabinet, settings.zone, row.items())
    path = cabinet.shown(file.relative_to(cabinet.folder).as_posix())
    if as_json:
        told = {"path": path, **{key: one for key, one in row.items() if one}}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        voice.say("outcome.done", path=path, kind=voice.phrase(f"outcome.{kind}"))
