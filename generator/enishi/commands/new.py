"""`enishi new` begins an entry."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from enishi.dates import Day
from enishi.options import voiced
from enishi.problems import Problems, refusal
from enishi.surroundings import cabinet_of, day_by, root_here, settings_of
from enishi.voice import Voice

KINDS = ("news", "person", "newsletter", "event", "opening", "card", "notice")
"""What `enishi new` can begin."""


@click.command(epilog='例 / Example:  enishi new news "天神オフィスに移りました" --slug tenjin')
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("title", default="")
@click.option("--slug", default="", help="ファイル名 / file name in a-z, 0-9 and hyphens")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="日付 / date")
@click.option(
    "--from",
    "given",
    metavar="FILE|TEXT|-",
    help="プレスリリースから(news) / out of a press release",
)
@click.option("--source", default="", metavar="URL", help="プレスリリースのURL / its address")
@voiced
@click.pass_obj
def new(
    voice: Voice, kind: str, title: str, slug: str, day: str | None, given: str | None, source: str
) -> None:
    """新しい原稿を作る / start a news item, person, letter, event, opening, card or notice."""
    from enishi import scaffold

    root = root_here()
    problems = Problems()
    settings = settings_of(root, problems)
    when = day_by(day)(settings.zone).today
    if (given is not None or source) and kind != "news":
        raise click.UsageError("--from, --source: news")
    if kind == "newsletter":
        _propose(voice, root, title, slug, when)
        return
    if given is not None:
        _retell(voice, root, given, source, title, slug, when if day else None, when)
        return
    if kind == "person":
        from enishi.desk.comeback import check_new

        stem = scaffold.stem_for(kind, title, slug, when)
        check_new(cabinet_of(root, settings), stem, f"alumni/{stem}.yml")
    asker = scaffold.asker_of(settings)
    path = scaffold.new_entry(root, kind, title, slug, when, settings.lang, asker)
    voice.say("new.done", path=path.relative_to(root).as_posix())


def _propose(voice: Voice, root: Path, title: str, slug: str, day: date) -> None:
    """An issue of what is public in the portal; mistakes there are told first."""
    from enishi import proposal, scaffold
    from enishi.build import open_portal

    portal = open_portal(root, Problems(), lambda zone: Day(day))
    say, lang = portal.press.say, portal.settings.lang
    found = proposal.proposal_of(portal.publication, day, say)
    name = title or proposal.default_title(day, say)
    proposed = proposal.fillings(found, say, lang)
    named = slug or ("" if title else "letter")
    path = scaffold.new_entry(root, "newsletter", name, named, day, lang, proposed=proposed)
    key = "propose.none" if found.is_empty else "propose.done"
    told = path.relative_to(root).as_posix()
    voice.say(key, path=told, count=found.count, since=found.since)


def _retell(
    voice: Voice,
    root: Path,
    given: str,
    source: str,
    title: str,
    slug: str,
    day: date | None,
    today: date,
) -> None:
    """A draft out of a press release, whose words stand in it as notes only."""
    from enishi import retelling, scaffold
    from enishi.build import open_portal
    from enishi.checks import names_in
    from enishi.links import is_safe_link
    from enishi.recall import Recall
    from enishi.releases import OMITTED, load_release

    if source and (not is_safe_link(source, ("https", "http")) or " " in source or "#" in source):
        raise refusal("--source", "url-bad", schemes="https, http")
    portal = open_portal(root, Problems(), lambda zone: Day(today))
    release = load_release(given, sys.stdin.buffer, portal.settings.ours.company.name)
    names = names_in(portal.library, Recall())
    say, publication = portal.press.say, portal.publication
    proposed = retelling.fillings(release, publication, names, say, source, day is not None)
    name = title or names.blanked(release.title, OMITTED)
    when = day or retelling.day_of_release(release, today)
    lang = portal.settings.lang
    path = scaffold.new_entry(root, "release", name, slug, when, lang, proposed=proposed)
    if release.encoding != "UTF-8":
        voice.say("retell.encoding", encoding=release.encoding)
    voice.say("retell.done", path=path.relative_to(root).as_posix())
    if not day:
        voice.say("retell.day" if release.days else "retell.no-day", date=when)
