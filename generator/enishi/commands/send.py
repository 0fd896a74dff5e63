"""`enishi send` sends an issue: prepared, tried out, approved, and each letter once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enishi.commands._ending import ending, rest
from enishi.commands._secrets import password_of
from enishi.options import JSON, voiced
from enishi.problems import Problems, Refused, refusal
from enishi.standing import scan
from enishi.surroundings import cabinet_of, root_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.postman import Postman
    from enishi.settings import MailText

_PASSWORD = "ENISHI_SMTP_PASSWORD"  # noqa: S105  (the name of a variable)
_STEPS = ("prepare", "approve", "resolve", "status")


@click.command(epilog="例 / Example:  enishi send 2026-11-autumn --prepare")
@click.argument("issue")
@click.option("--prepare", is_flag=True, help="1. だれに何を送るかを固める / freeze who gets what")
@click.option("--test", "to", metavar="ADDRESS", help="2. 試しに自分へ送る / a test to yourself")
@click.option("--only", multiple=True, metavar="ID", help="試すのはこの人の版 / whose, for a test")
@click.option("--approve", is_flag=True, help="3. 人数を打って認める / type the number to approve")
@click.option("--resolve", is_flag=True, help="届いたか不明の手紙を決める / settle unknown ones")
@click.option("--sent", multiple=True, metavar="ID", help="届いていた / it did arrive")
@click.option("--unsent", multiple=True, metavar="ID", help="届いていなかった / it did not arrive")
@click.option("--status", is_flag=True, help="どこまで進んだか / how far it is")
@JSON
@voiced
@click.pass_obj
def send(
    voice: Voice,
    /,
    issue: str,
    to: str | None,
    only: tuple[str, ...],
    sent: tuple[str, ...],
    unsent: tuple[str, ...],
    as_json: bool,
    **flags: bool,
) -> None:
    """手紙を送る。四つの段で、一人に一度だけ / send an issue in four steps, to each person once."""
    step = _step_of(flags, to, only, (*sent, *unsent))
    desk = _Desk(voice, issue, as_json)
    if step == "prepare":
        desk.prepare()
    elif step == "test":
        desk.try_out(to or "", only)
    elif step == "approve":
        desk.approve()
    elif step == "resolve":
        desk.resolve(sent, unsent)
    elif step == "send":
        desk.send()
    if as_json:
        click.echo(json.dumps(desk.mailing.status().as_values(), ensure_ascii=False, indent=2))
    elif step in ("send", "resolve", "status"):
        desk.tell_status()
    if step == "send" and not desk.mailing.status().is_over:
        raise click.exceptions.Exit(1)


def _step_of(
    flags: dict[str, bool], to: str | None, only: tuple[str, ...], resolved: tuple[str, ...]
) -> str:
    asked = [step for step in _STEPS if flags[step]]
    if to is not None:
        asked.append("test")
    if resolved and "resolve" not in asked:
        asked.append("resolve")
    if len(asked) > 1:
        raise click.UsageError(" / ".join(f"--{step}" for step in asked))
    if only and asked != ["test"]:
        raise click.UsageError("--only / --test")
    return asked[0] if asked else "send"


def _now() -> datetime:
    """What time it is: of a letter that is really sent, nobody can choose the day."""
    return datetime.fromtimestamp(time.time(), UTC)


class _Desk:
    """One issue, and what is said about it."""

    def __init__(self, voice: Voice, issue: str, as_json: bool) -> None:
        from enishi.desk.mailing import Mailing
        from enishi.desk.permissions import Permissions

        self.voice, self.as_json = voice, as_json
        self.root = root_here()
        self.settings = settings_of(self.root, Problems())
        cabinet = cabinet_of(self.root, self.settings)
        zone = self.settings.zone
        permissions = Permissions(cabinet, zone, lambda: _now().astimezone(zone).date())
        stem = _issue_of(issue)
        self.mailing = Mailing(cabinet, stem, permissions, self.mail.address, _now, voice.progress)

    @property
    def mail(self) -> MailText:
        found = self.settings.ours.mail
        if found is None:
            raise refusal("mkdocs.yml", "mail-missing")
        return found

    def prepare(self) -> None:
        from enishi.desk import sending
        from enishi.desk.telling import render_preparation

        problems = Problems()
        prepared = sending.prepare(self.mailing, problems)
        self.voice.hush()
        self._warn(problems)
        self._tell(render_preparation(prepared, self.voice.phrase))

    def try_out(self, to: str, only: tuple[str, ...]) -> None:
        from enishi.desk import sending
        from enishi.source.mailboxes import is_email

        if not (to.isascii() and is_email(to)):
            raise refusal("--test", "email-bad")
        with self._postman(time.sleep) as postman:
            chosen = sending.try_out(self.mailing, to, only, postman)
        self.voice.hush()
        self._say("send.tested", ids=", ".join(chosen))
        self._say("send.next.approve", issue=self.mailing.issue)

    def approve(self) -> None:
        from enishi.desk import sending

        prepared, count = sending.approvable(self.mailing, self._gate)
        voice = self.voice
        voice.hush()
        if self.mailing.status().approval:
            self._say("send.approved-already")
            self._say("send.next.send", issue=prepared.issue)
            return
        click.echo(voice.phrase("send.approve", issue=prepared.issue, count=count), err=True)
        typed = click.prompt(voice.phrase("send.approve.ask"), type=int, err=True)
        sending.approve(self.mailing, typed)
        voice.hush()
        self._say("send.approved", count=count)
        self._say("send.next.send", issue=prepared.issue)

    def send(self) -> None:
        from enishi.desk import sending
        from enishi.desk.round import Pace

        before = self.mailing.status().accounts
        try:
            with ending(self.voice) as is_ended:
                wait = partial(rest, is_ended)
                pace = Pace(self.mail.per_minute, wait, time.monotonic, is_ended)
                sending.send(self.mailing, self._gate, partial(self._postman, wait), pace)
        except Refused:
            self.voice.hush()
            if self.mailing.status().accounts != before:
                self.tell_status()
            raise
        self.voice.hush()

    def resolve(self, sent: tuple[str, ...], unsent: tuple[str, ...]) -> None:
        from enishi.desk import sending

        if sent or unsent:
            sending.resolve(self.mailing, sent, unsent)
            return
        for one, answer in self._asked():
            if answer == "y":
                sending.resolve(self.mailing, [one], [])
            elif answer == "n":
                sending.resolve(self.mailing, [], [one])

    def _asked(self) -> Iterator[tuple[str, str]]:
        """What is known about each unknown letter, and what somebody says to it."""
        from enishi.desk.sending import message_id_in

        voice, status = self.voice, self.mailing.status()
        unknown = status.in_state("unknown")
        key = "send.resolve" if unknown else "send.resolve.none"
        click.echo(voice.phrase(key, count=len(unknown)), err=True)
        for one in unknown:
            at, message_id = status.accounts[one].at, message_id_in(self.mailing, one)
            when = f"{at.astimezone(self.settings.zone):%Y-%m-%d %H:%M:%S}" if at else ""
            click.echo(
                voice.phrase("send.resolve.one", id=one, at=when, message_id=message_id), err=True
            )
            choices = click.Choice(["y", "n", "s"])
            yield one, click.prompt(voice.phrase("send.resolve.ask"), type=choices, err=True)

    def tell_status(self) -> None:
        from enishi.desk.telling import render_status

        self._tell(render_status(self.mailing.status(), self.voice.phrase, _now()))

    def _tell(self, lines: Iterable[str]) -> None:
        """What was asked for: said whatever is hushed."""
        if not self.as_json:
            click.echo("\n".join(lines))

    def _say(self, key: str, **values: object) -> None:
        if not self.as_json:
            self.voice.say(key, **values)

    def _warn(self, problems: Problems) -> None:
        if len(problems):
            self.voice.problems(problems)

    def _postman(self, wait: Callable[[float], None]) -> Postman:
        from enishi.desk.postman import Postman, route_of

        smtp = self.mail.smtp
        password = None
        if smtp and smtp.user:
            password = password_of(_PASSWORD, smtp.host, smtp.user)
        return Postman(route_of(self.mail, password), wait)

    def _gate(self) -> Problems:
        """What else speaks against sending: mistakes in the portal, and whatever is not green."""
        from enishi.build import open_portal
        from enishi.commands._letters import letter_of
        from enishi.desk.sending import over
        from enishi.preflight import preflight_of
        from enishi.surroundings import day_by

        problems = Problems()
        try:
            portal = open_portal(self.root, problems, day_by(None, drafts=True))
            letter_of(portal, self.mailing.issue)
            preflight_of(
                self.mailing.cabinet,
                self.settings,
                self.mailing.issue,
                scan(self.root),
                _now().astimezone(self.settings.zone),
                done=over(self.mailing),
                tell=self.voice.progress,
            ).blame(problems)
        except Refused as refused:
            problems.extend(refused.problems)
        return problems


def _issue_of(given: str) -> str:
    """The ID; that of a file of `content/newsletters/` as well."""
    from enishi.source.schema import ID

    stem = Path(given).name.removesuffix(".md")
    if not ID.match(stem):
        raise refusal("content/newsletters", "issue-id")
    return stem
