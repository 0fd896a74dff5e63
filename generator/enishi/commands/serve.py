"""`enishi serve` shows the site while it is written."""

from __future__ import annotations

import click

from enishi.options import TODAY, voiced
from enishi.surroundings import day_by, root_here
from enishi.voice import Voice


@click.command(epilog="例 / Example:  enishi serve --port 8001")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--drafts", is_flag=True, help="下書きも見る / show drafts too")
@TODAY
@voiced
@click.pass_obj
def serve(voice: Voice, port: int, drafts: bool, today: str | None) -> None:
    """見ながら書く。保存すると画面が変わる / preview that follows every saved edit."""
    from enishi.preview import serve_portal

    day = day_by(today, drafts=drafts)
    serve_portal(root_here(), day, port, voice.say, voice.problems, voice.progress)
