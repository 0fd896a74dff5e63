"""`enishi check` looks for mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from enishi.commands._letters import weigh
from enishi.options import TODAY, voiced
from enishi.problems import Mark, Problems
from enishi.report import FORMATS
from enishi.surroundings import day_by, ring_here, root_here
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.build import Portal


@click.command(epilog="例 / Example:  enishi check --format github")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="形 / output")
@click.option("--staged", is_flag=True, help="gitに入れたものに私的な値がないか / what git took in")
@TODAY
@voiced
@click.pass_obj
def check(voice: Voice, form: str, staged: bool, today: str | None) -> None:
    """原稿を確かめる。何も書かない / look for mistakes; writes nothing."""
    voice.form = form
    if staged:
        _check_staged(voice)
        return
    from enishi.build import open_portal

    problems = Problems()
    portal = open_portal(root_here(), problems, day_by(today))
    _weigh_letters(portal, problems)
    _check_private(portal, problems)
    voice.problems(problems)
    if problems.errors:
        raise click.exceptions.Exit(1)
    if form == "text":
        voice.say("check.done", **_counts(portal))


def _check_staged(voice: Voice) -> None:
    from enishi.desk.staged import check_staged

    problems = Problems()
    count = check_staged(root_here(), problems)
    voice.problems(problems)
    if problems.errors:
        raise click.exceptions.Exit(1)
    if voice.form == "text":
        voice.say("staged.done", count=f"{count:,}")


def _check_private(portal: Portal, problems: Problems) -> None:
    """Private records have mistakes too; where there are none there is nothing to say."""
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.comeback import check_forgotten
    from enishi.desk.dossier import CASES, open_cases
    from enishi.desk.graduation import check_graduations
    from enishi.desk.identity import check_identities
    from enishi.desk.testimony import check_testimony
    from enishi.references import targets_in
    from enishi.register import Register
    from enishi.standing import scan

    cabinet = Cabinet(portal.root, portal.settings.ours.private, ring_here())
    if cabinet.is_there:
        cards = cabinet.cards(portal.settings.zone, problems)
        check_identities(
            cards, portal.library.people, targets_in(portal.library.timeline), problems
        )
        day = portal.publication.today
        register = Register(portal.root, portal.settings.zone, day, scan(portal.root))
        check_testimony(cards.values(), register, problems)
        check_graduations(cards, portal.publication.today, problems)
        public = [one.path for one in portal.library.people.values()]
        check_forgotten(cabinet, public, portal.publication.today, problems)
        for person in open_cases(cabinet):
            problems.warn(cabinet.shown(f"{CASES}/{person}"), Mark(), "forget-open", id=person)


def _weigh_letters(portal: Portal, problems: Problems) -> None:
    from enishi.outputs import newsletter as newsletter_output

    for letter in portal.publication.newsletters:
        html = newsletter_output.render_html(letter, portal.publication, portal.press)
        weigh(letter, html, problems)


def _counts(portal: Portal) -> dict[str, object]:
    publication = portal.publication
    return {
        "people": len(publication.people),
        "hidden": len(portal.library.people) - len(publication.people),
        "news": len(publication.news),
        "letters": len(publication.newsletters),
    }
