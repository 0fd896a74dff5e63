"""`enishi`: finds the command that was asked for, and says what goes wrong in a sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from enishi import __version__
from enishi.commands import command_names, load_command
from enishi.options import LANG_HELP, LANGUAGES, QUIET_HELP
from enishi.problems import Mark, Problem, Problems, Refused
from enishi.report import place_of
from enishi.voice import Voice, language_of, voice_of

_TOLD_TO = "stdout"


class _Program(click.Group):
    """Turns what goes wrong into a sentence and an exit status: 1 the input, 2 the program."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return command_names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return load_command(cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return self._told(ctx)
        except OSError as fault:  # also of the telling: what it is told to may be full, or gone
            _blame_disk(fault, voice_of(ctx))

    def _told(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            voice_of(ctx).problems(refused.problems, untouched=refused.untouched)
            raise click.exceptions.Exit(1) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise
        except Exception as fault:  # the last resort: no traceback reaches a user
            _blame_program(fault, voice_of(ctx))


def _blame_disk(fault: OSError, voice: Voice) -> NoReturn:
    """Say which file it was. A fault that names none was one of the telling."""
    problems = Problems()
    name = Path(str(fault.filename)).name if fault.filename else _TOLD_TO
    problems.extend([Problem(name, Mark(), "write-failed")])
    with suppress(OSError):  # the exit status is left
        voice.problems(problems, untouched=False)
    raise click.exceptions.Exit(1)


def _blame_program(fault: Exception, voice: Voice) -> NoReturn:
    """Say where the program failed, without any value: a value could be somebody's."""
    voice.hush()
    text = voice.phrase(
        "program-fault", kind=type(fault).__name__, place=place_of(fault), version=__version__
    )
    click.echo(text, err=True)
    raise click.exceptions.Exit(2)


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="例 / Example:  enishi init my-alumni && cd my-alumni && enishi build",
)
@click.option("--lang", type=LANGUAGES, help=LANG_HELP)
@click.option("--quiet", "-q", is_flag=True, help=QUIET_HELP)
@click.version_option(__version__)
@click.pass_context
def main(ctx: click.Context, lang: str | None, quiet: bool) -> None:
    """縁 Enishi: 卒業生との縁を、文章とgitで / keep the tie with the people who leave."""
    ctx.obj = Voice(language_of(lang), quiet)
