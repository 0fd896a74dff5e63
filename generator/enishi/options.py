"""Options that many commands have."""

from __future__ import annotations

from collections.abc import Callable

import click

from enishi.voice import Voice

LANGUAGES = click.Choice(["ja", "en"])
LANG_HELP = "言語 / language of messages"
QUIET_HELP = "結果だけ / say nothing but problems"

TODAY = click.option("--today", metavar="YYYY-MM-DD", help="この日として / as of this day")

JSON = click.option("--json", "as_json", is_flag=True, help="プログラム向け / for programs")


def _speak(ctx: click.Context, param: click.Parameter, lang: str | None) -> None:
    if lang and isinstance(ctx.obj, Voice):
        ctx.obj.lang = lang


def _hush(ctx: click.Context, param: click.Parameter, quiet: bool) -> None:
    if quiet and isinstance(ctx.obj, Voice):
        ctx.obj.quiet, ctx.obj.lively = True, False


def voiced(command: Callable[..., None]) -> Callable[..., None]:
    """`--lang` and `--quiet` may stand behind a command as well as before it."""
    for option in (
        click.option(
            "--quiet", "-q", is_flag=True, expose_value=False, callback=_hush, help=QUIET_HELP
        ),
        click.option("--lang", type=LANGUAGES, expose_value=False, callback=_speak, help=LANG_HELP),
    ):
        command = option(command)
    return command
