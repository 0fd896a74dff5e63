"""`enishi intro` finds who could introduce one, and writes the request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems, refusal
from enishi.surroundings import day_by, root_here, sealing_here
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.build import Portal
    from enishi.desk.introductions import Match
    from enishi.views import Answer


@click.command(epilog="例 / Example:  enishi intro targets.csv --card warehouse-at-night")
@click.argument("targets", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--card", default="", metavar="ID", help="「その課題なら」を添える / add this card")
@click.option("--letter-lang", type=LANGUAGES, help="文面の言語 / language of the requests")
@JSON
@TODAY
@voiced
@click.pass_obj
def intro(
    voice: Voice,
    targets: Path,
    card: str,
    letter_lang: str | None,
    as_json: bool,
    today: str | None,
) -> None:
    """紹介してくれそうな卒業生を、会社の一覧から探す / who could introduce you to companies."""
    from enishi.build import open_portal
    from enishi.desk.introductions import introductions, load_targets

    root, day = root_here(), day_by(today)
    wanted = load_targets(targets)
    portal = open_portal(root, Problems(), day)
    sealing = sealing_here()
    found = introductions(sealing, wanted, day(sealing.zone).today)
    lang, answer = letter_lang or portal.settings.lang, card_of(portal, card)
    if as_json:
        told = [_as_values(match, portal, answer, lang) for match in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for match in found:
        for line in _told(voice, match, portal, answer, lang):
            click.echo(line)
    reached = sum(any(not one.reason for one in match.people) for match in found)
    known = sum(bool(match.people) for match in found)
    voice.say("intro.sum", targets=len(found), known=known, reached=reached)


def card_of(portal: Portal, card: str) -> Answer | None:
    """The card of this ID, or none where none is asked for. Raises `Refused` for an unknown one."""
    cards = portal.publication.cards
    found = next((one for one in cards if one.id == card), None)
    if card and found is None:
        near = ", ".join(one.id for one in cards[:3]) or "—"
        raise refusal("content/cards", "card-missing", near=near)
    return found


def _told(
    voice: Voice, match: Match, portal: Portal, card: Answer | None, lang: str
) -> Iterator[str]:
    from enishi.desk.introductions import request_for

    yield voice.phrase("intro.target", company=match.target.company)
    if not match.people:
        yield voice.phrase("intro.nobody")
    for one in match.people:
        said = {"id": one.id, "name": one.name, "employer": one.employer}
        if one.reason:
            why = voice.phrase(f"segment.{one.reason}")
            yield voice.phrase("intro.unasked", **said, reason=why)
            continue
        yield voice.phrase("intro.same" if one.same else "intro.near", **said)
        yield ""
        yield request_for(match, one, portal.press.render, card, lang)


def _as_values(match: Match, portal: Portal, card: Answer | None, lang: str) -> dict[str, object]:
    from enishi.desk.introductions import request_for

    people = []
    for one in match.people:
        request = "" if one.reason else request_for(match, one, portal.press.render, card, lang)
        people.append({**asdict(one), "request": request})
    return {**asdict(match.target), "people": people}
