"""`enishi desk` opens the desk as a page in the browser, for this machine alone."""

from __future__ import annotations

import json
import sys
import webbrowser
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from enishi.commands import command_names, load_command
from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems
from enishi.surroundings import cabinet_of, day_by, now_in, root_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.office import Office
    from enishi.views import Answer

_BUTTONS = frozenset(
    "today graduate outcome report follow intro touch import export handover desk".split()
)
"""Commands that the page has forms for."""


@click.command(epilog="例 / Example:  enishi desk")
@click.option("--port", type=click.IntRange(1, 65535), help="番号 / port; a free one if left out")
@click.option("--no-open", is_flag=True, help="ブラウザーを開かない / do not open a browser")
@JSON
@TODAY
@voiced
@click.pass_obj
def desk(voice: Voice, port: int | None, no_open: bool, as_json: bool, today: str | None) -> None:
    """この机を、ブラウザーで。この機械だけで / the desk in your browser, on this machine alone."""
    from enishi.desk.desktop import Desktop
    from enishi.desk.reception import Reception
    from enishi.desk.wicket import Wicket

    root = root_here()
    office_in = offices_of(root, today)
    office_in(voice.lang)  # what is wrong with the settings is told at once

    def tell(address: str) -> None:
        if not as_json:
            voice.say("office.again", url=address)

    with Reception(port or 0) as reception:
        wicket = Wicket(reception.server_port, tell)
        address = wicket.address()
        if as_json:
            click.echo(json.dumps({"url": address}))
        else:
            click.echo(voice.phrase("office.open", url=address))
        sys.stdout.flush()
        if not (no_open or as_json) and sys.stdout.isatty():
            # In a thread: a browser in the terminal ends only when its user does.
            Thread(target=webbrowser.open, args=(wicket.address(),), daemon=True).start()
        try:
            reception.receive(Desktop(wicket, office_in, voice.lang))
        except KeyboardInterrupt:
            voice.say("serve.end")


def offices_of(root: Path, today: str | None) -> Callable[[str], Office]:
    """Makes the office of each answer from what the files say by then."""
    from enishi.colours import face_colour
    from enishi.compose import site_of
    from enishi.desk.index import Index
    from enishi.desk.office import Office
    from enishi.desk.tray import Tray
    from enishi.render import press_of, words_of
    from enishi.views import Face

    press_for = cache(lambda site, day: press_of(root, site, day, words_of(root, Problems())))
    day_in = day_by(today)
    first = settings_of(root, Problems())
    index, tray = Index(cabinet_of(root, first)), Tray()

    def office_in(lang: str) -> Office:
        settings = settings_of(root, Problems())
        day, host = day_in(settings.zone).today, settings.ours.host.name
        site = site_of(settings, Face(host, "", host[:1], face_colour(host)))
        return Office(
            root,
            settings,
            cabinet_of(root, settings),
            datetime.combine(day, now_in(settings.zone).timetz()),
            lang,
            press_for(site, day),
            Voice(lang, quiet=True).phrase,
            index,
            tray,
            lambda card: _card_of(root, today, card),
            _others(lang),
        )

    return office_in


def _card_of(root: Path, today: str | None, card: str) -> Answer | None:
    from enishi.build import open_portal
    from enishi.commands.intro import card_of

    return card_of(open_portal(root, Problems(), day_by(today)), card)


@cache
def _others(lang: str) -> tuple[tuple[str, str], ...]:
    """The commands without a form here, with what they do."""
    found = ((name, load_command(name)) for name in command_names() if name not in _BUTTONS)
    return tuple(
        (name, one.get_short_help_str(limit=200).split(" / ")[lang == "en"].strip())
        for name, one in found
        if one
    )
