"""Asks about words that came by mail for somebody who leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.problems import Problems
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.contributions import Contribution
    from enishi.desk.inbox import Item
    from enishi.desk.settling import Settling

Ask = Callable[[str], str]
"""`ask(key)`: `y`, `n` or `l` for later."""


def leave_said(root: Path, lang: str) -> str:
    """How boards of the portal say that words may be shown to everybody."""
    from enishi.render import load_words

    return load_words(root, lang, Problems())["graduation.board.public"]


def reviewed(voice: Voice, settling: Settling, item: Item, leave: str, ask: Ask) -> bool:
    """Show what a mail would add to the board, and add it if somebody says yes; whether it is
    dealt with. `leave` is how the board says that words may be shown to everybody."""
    from enishi.desk.listing import render_contribution

    found = settling.contribution(item)
    for line in render_contribution(found, item.person, leave, voice.phrase):
        click.echo(line)
    if not found.greeting.words:
        answer = ask("inbox.ask.aside")
        if answer == "y":
            settling.lay_aside(item)
        return answer == "y"
    answer = ask("inbox.ask.board")
    if answer == "y":
        name = _confirmed(voice, found)
        settling.add_words(item, replace(found.greeting, name=name), leave)
    elif answer == "n":
        settling.lay_aside(item, "declined")
    return answer != "l"


def _confirmed(voice: Voice, found: Contribution) -> str:
    """The name under which the words will stand: From may say anything."""
    shown = found.greeting.name or None
    said: str = click.prompt(voice.phrase("inbox.ask.board-name"), default=shown)
    return said.strip()
