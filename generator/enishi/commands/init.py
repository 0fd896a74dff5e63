"""`enishi init` begins a portal."""

from __future__ import annotations

from pathlib import Path

import click

from enishi.commands._hook import install_hook_in
from enishi.options import voiced
from enishi.problems import Refused
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi init my-alumni --lang ja")
@click.argument("folder", type=click.Path(path_type=Path))
@voiced
@click.pass_obj
def init(voice: Voice, folder: Path) -> None:
    """はじめの一式を作る / make a starter portal in FOLDER."""
    from enishi import scaffold

    made = scaffold.init_portal(folder, voice.lang)
    voice.say("init.done", folder=folder, count=len(made))
    if (folder / ".git").exists():
        try:
            install_hook_in(voice, folder)
        except Refused as refused:  # the portal is there all the same
            voice.problems(refused.problems)
