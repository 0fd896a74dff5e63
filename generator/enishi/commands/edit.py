"""`enishi edit` opens a sealed record."""

from __future__ import annotations

from pathlib import Path

import click

from enishi.options import voiced
from enishi.problems import Problems
from enishi.surroundings import sealing_here, shelves
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi edit kenichi-sato")
@click.argument("person")
@voiced
@click.pass_obj
def edit(voice: Voice, person: str) -> None:
    """非公開の記録を開いて直し、封じて戻す / open a private record, and seal it again."""
    from enishi.desk.editing import Editing, template_of

    def again(problems: Problems) -> bool:
        voice.problems(problems)
        return click.confirm(voice.phrase("edit.again"), default=True)

    editing = Editing(sealing_here(), shelves(), _in_editor, again, template_of(voice.lang))
    voice.say(f"edit.{editing.edit(person)}", person=person)


def _in_editor(file: Path) -> bool:
    """As `$VISUAL` or `$EDITOR` says; else what the system has."""
    try:
        click.edit(filename=str(file))
    except click.ClickException:
        return False
    return True
