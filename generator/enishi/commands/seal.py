"""`enishi seal` encrypts private records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from enishi.options import voiced
from enishi.problems import Problems
from enishi.surroundings import cabinet_of, identity_file, root_here, sealing_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.keys import Identity
    from enishi.desk.sealing import Sealing


@click.command(epilog="例 / Example:  enishi seal kenichi-sato")
@click.argument("people", nargs=-1)
@click.option("--new-identity", is_flag=True, help="鍵と回復の鍵を作る / make a key and its spare")
@click.option("--new-recovery", is_flag=True, help="回復の鍵だけ作る / make a spare key alone")
@click.option("--html", is_flag=True, help="回復の鍵を HTML で / the spare key as a page to print")
@click.option("--recover", is_flag=True, help="回復の鍵で開く / come back with the spare key")
@click.option("--check", "checking", is_flag=True, help="封じ残しがないか / is everything sealed")
@click.option("--rotate", is_flag=True, help="いまの鍵で封じ直す / seal anew to the keys of today")
@click.option("--accept", is_flag=True, help="抜けた項目を認める / take records as they stand")
@click.option("--open", "opening", is_flag=True, help="封を解く / put records in clear again")
@voiced
@click.pass_obj
def seal(voice: Voice, /, people: tuple[str, ...], html: bool, **wish: bool) -> None:
    """非公開の記録を封じる / encrypt private records, all or those of PEOPLE."""
    if sum(wish.values()) > 1:
        raise click.UsageError(
            "--new-identity | --recover | --check | --rotate | --accept | --open"
        )
    if wish["new_identity"] or wish["new_recovery"]:
        _make_keys(voice, html, alone=wish["new_recovery"])
        return
    sealing = sealing_here()
    if wish["recover"]:
        _recover(voice, sealing)
    elif wish["checking"]:
        problems = Problems()
        count = sealing.check(people, problems)
        voice.problems(problems)
        if problems.errors:
            raise click.exceptions.Exit(1)
        voice.say("seal.checked", count=count)
    elif wish["opening"]:
        voice.say("seal.opened", count=len(sealing.open_for_good(people)))
    else:
        made = sealing.seal(people, rotate=wish["rotate"], accept=wish["accept"])
        to = len(sealing.recipients())
        voice.say("seal.done" if made else "seal.same", count=len(made), to=to)


def _make_keys(voice: Voice, html: bool, *, alone: bool) -> None:
    from enishi.desk import keysheet, locksmith

    file, root = identity_file(), root_here()
    cabinet = cabinet_of(root, settings_of(root, Problems()))

    def tell(recovery: Identity) -> None:
        click.echo(voice.phrase("seal.sheet"), err=True)
        sheet = keysheet.sheet_html if html else keysheet.sheet_text
        click.echo(sheet(recovery.secret, recovery.recipient.text), nl=False)

    if alone:
        locksmith.new_recovery(cabinet, file.name, tell)
    else:
        locksmith.new_keys(cabinet, file, tell)
        click.echo(voice.phrase("seal.identity", file=file), err=True)
    click.echo(voice.phrase("seal.next"), err=True)


def _recover(voice: Voice, sealing: Sealing) -> None:
    from enishi.desk.locksmith import recovered

    typed = click.prompt(voice.phrase("seal.ask"), hide_input=True)
    file = identity_file()
    made = recovered(sealing.cabinet, file, typed, sealing.zone)
    voice.say("seal.recovered", count=len(made), file=file)
