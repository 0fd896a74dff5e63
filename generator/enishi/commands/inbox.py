"""`enishi inbox` reads what came back of letters."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.commands._board import leave_said, reviewed
from enishi.commands._secrets import password_of
from enishi.options import JSON, TODAY, voiced
from enishi.problems import Problems, Refused, refusal
from enishi.standing import SETTINGS, scan
from enishi.surroundings import cabinet_of, day_by, now_in, root_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.inbox import Item
    from enishi.desk.letterbox import Raw
    from enishi.desk.settling import Settling
    from enishi.settings import ImapText, Settings

PASSWORD = "ENISHI_IMAP_PASSWORD"  # noqa: S105  (the name of a variable)
_OVERLAP = timedelta(days=2)
"""Servers keep days in their own zone, and put mail that waited among what came before."""


@click.command(epilog="例 / Example:  enishi inbox replies.mbox --apply")
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--imap", is_flag=True, help="mail.imap のサーバーから読む / read from the server")
@click.option("--nothing", is_flag=True, help="見たが何も来ていない / I looked, nothing had come")
@click.option(
    "--apply", is_flag=True, help="一つずつたずねて記録に書く / ask about each, then write"
)
@JSON
@TODAY
@voiced
@click.pass_obj
def inbox(
    voice: Voice,
    files: tuple[Path, ...],
    imap: bool,
    nothing: bool,
    apply: bool,
    as_json: bool,
    today: str | None,
) -> None:
    """返信・不達・配信停止を読む / read replies, bounces and unsubscribes."""
    from enishi.desk.inbox import items_of, note_read
    from enishi.desk.listing import render_sum, values_of
    from enishi.desk.returns import load_returns
    from enishi.desk.settling import settling_of

    if not (files or imap or nothing):
        raise click.UsageError("FILES / --imap / --nothing")
    root, problems = root_here(), Problems()
    settings = settings_of(root, problems)
    cabinet, now = cabinet_of(root, settings), now_in(settings.zone)
    settling = settling_of(cabinet, settings, scan(root), day_by(today)(settings.zone).today)
    server = _server_in(settings) if imap else None
    raws = chain(_from_files(files, problems), _from_server(server, cabinet) if server else ())
    items, settled = items_of(raws, settling.sorter, load_returns(cabinet))
    settling.at_once(items)
    if as_json:
        click.echo(json.dumps(values_of(items, settled), ensure_ascii=False, indent=2))
        left = [item for item in items if item.is_open]
    else:
        leave = leave_said(root, settings.lang)
        left = list(_Talk(voice, settling, apply, leave).about(items))
        click.echo(render_sum(items, settled, voice.phrase))
    if problems.errors:
        raise Refused(problems)
    note_read(cabinet, now, {_place(server): _next_day(left, now.date())} if server else {})
    if any(item.sort in ("reply", "board") for item in left) and not (apply or as_json):
        voice.say("inbox.apply")


def _from_files(files: tuple[Path, ...], problems: Problems) -> Iterator[Raw]:
    from enishi.desk.letterbox import raws_in

    return raws_in(list(files), problems)


def _server_in(settings: Settings) -> ImapText:
    mail = settings.ours.mail
    if mail is None or mail.imap is None:
        raise refusal(SETTINGS, "imap-missing")
    return mail.imap


def _from_server(server: ImapText, cabinet: Cabinet) -> Iterator[Raw]:
    from enishi.desk.imap import raws_on
    from enishi.desk.inbox import unread_since

    password = password_of(PASSWORD, server.host, server.user)
    if password is None:
        raise refusal(SETTINGS, "imap-password", server.mark, variable=PASSWORD)
    return raws_on(server, password, unread_since(cabinet, _place(server)))


def _place(server: ImapText) -> str:
    return f"{server.user}@{server.host}:{server.port}/{server.folder}"


def _next_day(left: Iterable[Item], today: date) -> str:
    """The day from which on the server is to be asked next time: what is open is told again."""
    open_since = [item.mail.arrived for item in left if item.mail.arrived]
    return min([*open_since, today - _OVERLAP]).isoformat()


@dataclass(frozen=True, slots=True)
class _Talk:
    """Tells of every message, and asks about those of which somebody has to decide."""

    voice: Voice
    settling: Settling
    asks: bool
    leave: str
    """How a board says that words may be shown to everybody."""

    def about(self, items: list[Item]) -> Iterator[Item]:
        """Those that are left open."""
        from enishi.desk.inbox import SORTS
        from enishi.desk.listing import render_item

        for sort in SORTS:
            mine = [item for item in items if item.sort == sort]
            if mine:
                click.echo(self.voice.phrase(f"inbox.{sort}", count=len(mine)))
            for item in mine:
                click.echo(render_item(item, self.voice.phrase))
                if item.is_open and not self._is_done(item):
                    yield item
            if mine:
                click.echo()

    def _is_done(self, item: Item) -> bool:
        if item.sort == "reply":
            return self._reply(item)
        if item.sort == "wish" and item.person:
            return self._wish(item)
        if item.sort == "board":
            return reviewed(self.voice, self.settling, item, self.leave, self._ask)
        if self._ask("inbox.ask.aside") != "y":
            return False
        self.settling.lay_aside(item)
        return True

    def _wish(self, item: Item) -> bool:
        """What was none is a reply like others."""
        answer = self._ask("inbox.ask.stop", person=item.person)
        if answer == "y":
            self.settling.suppress(item)
        return self._reply(item) if answer == "n" else answer == "y"

    def _reply(self, item: Item) -> bool:
        from enishi.desk.listing import render_proposal

        try:
            found = self.settling.proposal(item)
        except Refused as refused:
            self.voice.problems(refused.problems)
            return False
        shown = self.settling.shown(found)
        for line in render_proposal(found, shown, self.voice.phrase):
            click.echo(line)
        answer = self._ask("inbox.ask.reply")
        if answer == "y":
            self.settling.apply(found)
        elif answer == "n":
            self.settling.lay_aside(item, "declined")
        return answer != "l"

    def _ask(self, key: str, **values: object) -> str:
        """`y`, `n` or `l` for later; nobody is asked unless that was wished."""
        if not self.asks:
            return "l"
        choice = click.Choice(("y", "n", "l"), case_sensitive=False)
        answer: str = click.prompt(self.voice.phrase(key, **values), type=choice, default="l")
        return answer.lower()
