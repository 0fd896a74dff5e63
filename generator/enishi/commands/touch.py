"""`enishi touch` writes down that somebody was heard of, in one line."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from enishi.dates import day_of, say_day
from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems
from enishi.surroundings import day_by, root_here, sealing_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.insertion import Pairs

CHANNELS = ("mail", "phone", "letter", "chat", "social", "meeting", "event")
"""Those of `desk.records`, which is loaded when it is needed; a test holds them together."""


@click.command(epilog='例 / Example:  enishi touch kenichi-sato "二号店の話をうかがった" --in')
@click.argument("person")
@click.argument("note", default="")
@click.option("--channel", type=click.Choice(CHANNELS), help="どうやって / how")
@click.option("--in", "came_in", is_flag=True, help="先方から / they wrote or called")
@click.option("--on", metavar="YYYY-MM-DD", help="いつ / when, if not today")
@click.option(
    "--question/--no-question",
    default=None,
    help="返事が要る・要らない / it waits for an answer, or for none",
)
@click.option(
    "--snooze", metavar="2027-01-10|3months", help="この日までそっとしておく / leave in peace"
)
@click.option(
    "--do-not-contact/--may-contact",
    "banned",
    default=None,
    help="連絡しない・してよい / do not contact, or do again",
)
@JSON
@TODAY
@voiced
@click.pass_obj
def touch(
    voice: Voice,
    person: str,
    note: str,
    channel: str | None,
    came_in: bool,
    on: str | None,
    question: bool | None,
    snooze: str | None,
    banned: bool | None,
    as_json: bool,
    today: str | None,
) -> None:
    """やりとりを一行で記す / write down in one line that you were in touch."""
    from enishi.desk.touching import Entry, Scribe, day_after, touch_of

    sealing = sealing_here()
    day = day_by(today)(settings_of(root_here(), Problems()).zone).today
    when = _day("--on", day_of(on or ""), on, "2026-11-27")
    until = _day("--snooze", day_after(snooze or "", day), snooze, "2027-01-10, 3months")
    scribe = Scribe(sealing)
    scribe.check_person(person)
    care = [("snooze_until", until.isoformat())] if until else []
    if banned is not None:
        care.append(("do_not_contact", "yes" if banned else "no"))
    rows: dict[str, list[Pairs]] = {}
    if not care or note or on or channel or came_in or question is not None:
        how = channel or scribe.usual_channel(person)
        row = touch_of(when or day, how, note, came_in=came_in, question=question)
        rows["touches"] = [row]
    is_new = scribe.write(person, Entry(rows, care))
    if as_json:
        said = {"note": note} if note else {}  # as it was said, and not as YAML has it
        touches = [dict(row) | said for row in rows.get("touches", [])]
        told = {"id": person, "touches": touches, "care": dict(care), "new": is_new}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    if rows:
        voice.say("touch.done", id=person, day=say_day(when or day, voice.lang, weekday=False))
    if until:
        voice.say("touch.snooze", id=person, day=say_day(until, voice.lang, weekday=False))
    if banned is not None:
        voice.say("touch.banned" if banned else "touch.free", id=person)
    if is_new:
        voice.say("touch.new", id=person)


def _day(option: str, found: date | None, given: str | None, example: str) -> date | None:
    if given and found is None:
        raise click.BadParameter(example, param_hint=option)
    return found
