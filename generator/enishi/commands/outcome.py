"""`enishi outcome` writes down what came of a tie."""

from __future__ import annotations

import json

import click

from enishi.options import JSON, TODAY, voiced
from enishi.surroundings import day_by, sealing_here
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
    from enishi.desk.outcomes import Entry, record_outcome, row_of

    sealing = sealing_here()
    when = day_by(on or today)(sealing.zone).today
    entry = Entry(when, person, kind, company, value, minutes, note)
    path = record_outcome(sealing, entry)
    if as_json:
        click.echo(json.dumps({"path": path, **row_of(entry)}, ensure_ascii=False))
    else:
        voice.say("outcome.done", path=path, kind=voice.phrase(f"outcome.{kind}"))
