"""`enishi handover` packs what the next keeper of the desk needs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enishi.options import JSON, LANGUAGES, TODAY, voiced
from enishi.problems import Problems
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.bequest import Chapter, Handover
    from enishi.views import Press


@click.command(epilog="例 / Example:  enishi handover --to ~/Documents/handover")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), help="行き先 / folder to write"
)
@click.option("--page-lang", type=LANGUAGES, help="書類の言語 / language of the papers")
@JSON
@TODAY
@voiced
@click.pass_obj
def handover(
    voice: Voice, to: Path | None, page_lang: str | None, as_json: bool, today: str | None
) -> None:
    """縁を、次にあずかる人へ引き継ぐ書類 / what the next keeper of the desk needs."""
    from enishi.build import open_portal
    from enishi.desk.handover import handover_of, papers_in
    from enishi.desk.parcel import FOLDER, write_handover
    from enishi.register import Register

    root, day = root_here(), day_by(today)
    portal = open_portal(root, Problems(), day)
    settings, when = portal.settings, day(portal.settings.zone).today
    cabinet, lang = cabinet_of(root, settings), page_lang or portal.settings.lang
    register = Register(root, settings.zone, when, scan(root))
    papers = papers_in(cabinet, settings, register.people())
    found = handover_of(papers, cabinet, settings, when)
    if as_json and to is None:
        _print(found, portal.press, lang)
        return
    folder = to or cabinet.folder / FOLDER / when.isoformat()
    written, kept = write_handover(found, folder, cabinet, portal.press.render, lang)
    if as_json:
        _print(found, portal.press, lang)
        return
    _tell(voice, found, portal.press)
    shown = cabinet.shown(f"{FOLDER}/{when}") if to is None else str(to)
    voice.say("handover.done", folder=shown, files=", ".join(written))
    if kept:
        voice.say("handover.kept", files=", ".join(kept))


def _tell(voice: Voice, found: Handover, press: Press) -> None:
    if found.is_empty:
        voice.say("handover.empty")
    for one in found.chapters:
        title = press.say(f"handover.chapter.{one.key}", voice.lang)
        voice.say("handover.chapter", count=len(one.things), title=title)


def _print(found: Handover, press: Press, lang: str) -> None:
    """For programs: chapters and checklist, each thing with its sentence."""
    told = {
        "day": found.today.isoformat(),
        "chapters": [_values_of(one, "", press, lang) for one in found.chapters],
        "checklist": [_values_of(one, "box", press, lang) for one in found.boxes],
    }
    click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))


def _values_of(chapter: Chapter, of: str, press: Press, lang: str) -> dict[str, Any]:
    kind = "stage" if of else "chapter"
    key = of if of and chapter.key != "keys" else chapter.key
    things = [
        {
            **asdict(one),
            "said": press.say(f"handover.{key}.{one.kind}", lang, name=one.name, text=one.text),
            "lines": [{"label": label, "text": text} for label, text in one.lines],
        }
        for one in chapter.things
    ]
    title = press.say(f"handover.{kind}.{chapter.key}", lang)
    return {"key": chapter.key, "title": title, "things": things}
