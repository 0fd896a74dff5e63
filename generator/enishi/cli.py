"""The commands. The only module that prints, exits or asks what day it is."""

from __future__ import annotations

import json
import locale
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import click

from enishi import __version__
from enishi.dates import Day, day_of, today_in
from enishi.desk.fingerprint import fingerprint_of
from enishi.problems import Mark, Problem, Problems, Refused, refusal
from enishi.recovery import put_right
from enishi.report import FORMATS, render_problems
from enishi.source.purposes import FIELDS, PURPOSES, STATUSES
from enishi.speech import PHRASES
from enishi.standing import CACHE, SETTINGS, SITE_FOLDER, Counts, scan, unchanged

if TYPE_CHECKING:
    from enishi.build import Portal
    from enishi.desk.absence import Place
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.erasure import Ground, Plan
    from enishi.desk.forgetting import Outcome
    from enishi.desk.keys import Identity, Ring
    from enishi.desk.sealing import Sealing
    from enishi.interview import Answers, Ask
    from enishi.lastscan import Guard
    from enishi.register import Register
    from enishi.settings import Settings
    from enishi.source.people import Person
    from enishi.views import Newsletter

T = TypeVar("T")

# Commands load what they need when they run: to find that nothing has changed takes less time
# than to load what makes a site.

KINDS = ("news", "person", "newsletter", "event", "opening", "notice")
"""What `enishi new` can begin."""
_LANGUAGES = click.Choice(["ja", "en"])
_LANG_HELP = "言語 / language of messages"
_QUIET_HELP = "結果だけ / say nothing but problems"


class Voice:
    """Speaks to the user: in one language, on one screen, or not at all."""

    def __init__(self, lang: str, quiet: bool, form: str = "text") -> None:
        self.lang, self.quiet, self.form = lang, quiet, form
        self.lively = not quiet and sys.stderr.isatty()
        self._stage, self._since = "", 0.0

    def phrase(self, key: str, **values: object) -> str:
        return PHRASES[key][self.lang == "en"].format(**values)

    def say(self, key: str, **values: object) -> None:
        if not self.quiet:
            click.echo(self.phrase(key, **values))

    def progress(self, stage: str, done: int, whole: int) -> None:
        """One line that is written over; nothing where nobody watches."""
        if not self.lively or (done % 50 and done != whole):
            return
        if done == 0 or stage != self._stage:
            self._stage, self._since = stage, time.monotonic()
        count = f" {done:,} / {whole:,}" if whole else ""
        left = (time.monotonic() - self._since) / done * (whole - done) if done else 0.0
        if left >= 1:
            count += self.phrase("stage.left", seconds=f"{left:.0f}")
        click.echo(f"\r\x1b[K{self.phrase('stage.' + stage)}{count}", nl=False, err=True)

    def hush(self) -> None:
        if self.lively:
            click.echo("\r\x1b[K", nl=False, err=True)

    def problems(self, problems: Problems) -> None:
        """All problems at once; JSON goes to standard output even when there are none."""
        self.hush()
        text = render_problems(problems, self.lang, self.form)
        click.echo(text, nl=False, err=self.form == "text")
        if problems.errors and self.form == "text":
            click.echo(self.phrase("errors", count=len(problems.errors)), err=True)


def language_of(given: str | None) -> str:
    """As asked for, else as the locale says."""
    if given:
        return given
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "ja" if (spoken or locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def _root() -> Path:
    root = Path.cwd()
    if not (root / SETTINGS).is_file():
        raise refusal(SETTINGS, "portal-missing")
    return root


def day_by(given: str | None, *, drafts: bool = False) -> Callable[[ZoneInfo], Day]:
    """What day it is: as given, else by `SOURCE_DATE_EPOCH`, else by the clock."""
    day = day_of(given) if given else None
    if given and day is None:
        raise click.BadParameter("YYYY-MM-DD", param_hint="--today / --date")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    clock = float(epoch) if epoch.isdigit() else time.time()
    return lambda zone: Day(today_in(zone, day, clock), drafts)


def guard_of(root: Path) -> Guard:
    """Who looks through the site of `root` before it is published."""
    from enishi.desk.guard import SiteGuard

    return SiteGuard(root, _ring())


def _identity_file() -> Path:
    """Where the key that opens sealed records is: never in the portal."""
    given = os.environ.get("ENISHI_IDENTITY")
    return Path(given) if given else Path(click.get_app_dir("enishi")) / "identity.txt"


def _ring() -> Ring:
    from enishi.desk.keys import Ring

    return Ring(_identity_file())


class _Program(click.Group):
    """Turns what goes wrong into a sentence and an exit status: 1 the input, 2 the program."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return self._told(ctx)
        except OSError as fault:  # also of the telling: what it is told to may be full, or gone
            _blame_disk(fault, _voice_of(ctx))

    def _told(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            _voice_of(ctx).problems(refused.problems)
            raise click.exceptions.Exit(1) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise
        except Exception as fault:  # the last resort: no traceback reaches a user
            _blame_program(fault, _voice_of(ctx))


def _voice_of(ctx: click.Context) -> Voice:
    """The voice that `main` made; a new one for what goes wrong before."""
    if isinstance(ctx.obj, Voice):
        return ctx.obj
    return Voice(language_of(ctx.params.get("lang")), False)


def _blame_disk(fault: OSError, voice: Voice) -> NoReturn:
    problems = Problems()
    name = Path(str(fault.filename or SITE_FOLDER)).name
    problems.extend([Problem(name, Mark(), "write-failed")])
    with suppress(OSError):  # the exit status is left
        voice.problems(problems)
    raise click.exceptions.Exit(1)


def _blame_program(fault: Exception, voice: Voice) -> NoReturn:
    """Where the program failed, without any value: a value could be somebody's."""
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    voice.hush()
    text = voice.phrase(
        "program-fault", kind=type(fault).__name__, place=place, version=__version__
    )
    click.echo(text, err=True)
    raise click.exceptions.Exit(2)


def _speak(ctx: click.Context, param: click.Parameter, lang: str | None) -> None:
    if lang and isinstance(ctx.obj, Voice):
        ctx.obj.lang = lang


def _hush(ctx: click.Context, param: click.Parameter, quiet: bool) -> None:
    if quiet and isinstance(ctx.obj, Voice):
        ctx.obj.quiet, ctx.obj.lively = True, False


def _voiced(command: Callable[..., None]) -> Callable[..., None]:
    """`--lang` and `--quiet` may stand behind a command as well as before it."""
    for option in (
        click.option(
            "--quiet", "-q", is_flag=True, expose_value=False, callback=_hush, help=_QUIET_HELP
        ),
        click.option(
            "--lang", type=_LANGUAGES, expose_value=False, callback=_speak, help=_LANG_HELP
        ),
    ):
        command = option(command)
    return command


_TODAY = click.option("--today", metavar="YYYY-MM-DD", help="この日として / as of this day")


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="例 / Example:  enishi init my-alumni && cd my-alumni && enishi build",
)
@click.option("--lang", type=_LANGUAGES, help=_LANG_HELP)
@click.option("--quiet", "-q", is_flag=True, help=_QUIET_HELP)
@click.version_option(__version__)
@click.pass_context
def main(ctx: click.Context, lang: str | None, quiet: bool) -> None:
    """縁 Enishi: 卒業生との縁を、文章とgitで / keep the tie with the people who leave."""
    ctx.obj = Voice(language_of(lang), quiet)


@main.command(epilog="例 / Example:  enishi init my-alumni --lang ja")
@click.argument("folder", type=click.Path(path_type=Path))
@_voiced
@click.pass_obj
def init(voice: Voice, folder: Path) -> None:
    """はじめの一式を作る / make a starter portal in FOLDER."""
    from enishi import scaffold

    made = scaffold.init_portal(folder, voice.lang)
    voice.say("init.done", folder=folder, count=len(made))
    if (folder / ".git").exists():
        try:
            _install_hook(voice, folder)
        except Refused as refused:  # the portal is there all the same
            voice.problems(refused.problems)


@main.command(epilog='例 / Example:  enishi new news "天神オフィスに移りました" --slug tenjin')
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
@_voiced
@click.pass_obj
def new(
    voice: Voice, kind: str, title: str, slug: str, day: str | None, given: str | None, source: str
) -> None:
    """新しい原稿を作る / start a news item, person, letter, event, opening or notice."""
    from enishi import scaffold

    root = _root()
    problems = Problems()
    settings = _settings(root, problems)
    when = day_by(day)(settings.zone).today
    if (given is not None or source) and kind != "news":
        raise click.UsageError("--from, --source: news")
    if kind == "newsletter":
        _propose(voice, root, title, slug, when)
        return
    if given is not None:
        _retell(voice, root, given, source, title, slug, when if day else None, when)
        return
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


def _settings(root: Path, problems: Problems) -> Settings:
    from enishi.settings import load_settings

    settings = load_settings(root, problems)
    if settings is None or problems.errors:
        raise Refused(problems)
    return settings


@main.command(epilog="例 / Example:  enishi check --format github")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="形 / output")
@click.option("--staged", is_flag=True, help="gitに入れたものに私的な値がないか / what git took in")
@_TODAY
@_voiced
@click.pass_obj
def check(voice: Voice, form: str, staged: bool, today: str | None) -> None:
    """原稿を確かめる。何も書かない / look for mistakes; writes nothing."""
    voice.form = form
    if staged:
        _check_staged(voice)
        return
    from enishi.build import open_portal

    problems = Problems()
    portal = open_portal(_root(), problems, day_by(today))
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
    count = check_staged(_root(), problems)
    voice.problems(problems)
    if problems.errors:
        raise click.exceptions.Exit(1)
    if voice.form == "text":
        voice.say("staged.done", count=f"{count:,}")


def _check_private(portal: Portal, problems: Problems) -> None:
    """Private records have mistakes too; where there are none there is nothing to say."""
    from enishi.desk.cabinet import Cabinet
    from enishi.desk.dossier import CASES, open_cases
    from enishi.desk.forgotten import check_forgotten

    cabinet = Cabinet(portal.root, portal.settings.ours.private, _ring())
    if cabinet.is_there:
        cabinet.cards(portal.settings.zone, problems)
        public = [one.path for one in portal.library.people.values()]
        check_forgotten(cabinet, public, portal.publication.today, problems)
        for person in open_cases(cabinet):
            problems.warn(cabinet.shown(f"{CASES}/{person}"), Mark(), "forget-open", id=person)


@main.command(epilog="例 / Example:  enishi build")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="形 / output")
@click.option("--processes", type=click.IntRange(1, 64), help="同時に働く数 / processes at work")
@click.option("--reference", is_flag=True, help="速い道を使わない / read all Markdown the slow way")
@click.option("--profile", is_flag=True, help="段階ごとの時間 / tell the time of each stage")
@click.option(
    "--allow-shrink", is_flag=True, help="ページが大きく減ってもよい / even if many pages are gone"
)
@_TODAY
@_voiced
@click.pass_obj
def build(
    voice: Voice,
    form: str,
    processes: int | None,
    reference: bool,
    profile: bool,
    allow_shrink: bool,
    today: str | None,
) -> None:
    """site/ を作る / build the portal into site/."""
    voice.form = form
    root, day, start = _root(), day_by(today), time.perf_counter()
    put_right(root / SITE_FOLDER)
    seen, site = scan(root), root / SITE_FOLDER
    known = partial(fingerprint_of, root, identity=_identity_file())
    found = unchanged(root, site, seen, day, reference=reference, fingerprint=known)
    made, restored = 0, False
    if found:
        counts, problems = found
        stages = {"scan": time.perf_counter() - start}
    else:
        from enishi.build import Means, build_site

        means = Means(
            processes or 0,
            reference=reference,
            seen=seen,
            may_shrink=allow_shrink,
            guard=guard_of(root),
        )
        report = build_site(root, day, voice.progress, means=means)
        counts, stages, made = report.counts, report.stages, report.made
        restored = report.restored
        problems = report.problems
    voice.problems(problems)
    if form == "text":
        key = "build.done" if made else "build.restored" if restored else "build.same"
        _say_built(voice, key, site, counts, made, sum(stages.values()))
    if profile:
        _say_stages(voice, stages)


@main.command(epilog="例 / Example:  enishi serve --port 8001")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--drafts", is_flag=True, help="下書きも見る / show drafts too")
@_TODAY
@_voiced
@click.pass_obj
def serve(voice: Voice, port: int, drafts: bool, today: str | None) -> None:
    """見ながら書く。保存すると画面が変わる / preview that follows every saved edit."""
    from enishi.preview import serve_portal

    day = day_by(today, drafts=drafts)
    serve_portal(_root(), day, port, voice.say, voice.problems, voice.progress)


@main.command(epilog="例 / Example:  enishi newsletter 2026-11-autumn --out letters/")
@click.argument("issue")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="行き先 / folder"
)
@_TODAY
@_voiced
@click.pass_obj
def newsletter(voice: Voice, issue: str, out: Path, today: str | None) -> None:
    """手紙をメールの形にする / write an issue as ISSUE.html and ISSUE.txt."""
    from enishi.build import open_portal
    from enishi.outputs import newsletter as newsletter_output

    problems = Problems()
    portal = open_portal(_root(), problems, day_by(today, drafts=True))
    letter = _letter_of(portal, issue)
    publication, press = portal.publication, portal.press
    html = newsletter_output.render_html(letter, publication, press)
    _weigh(letter, html, problems)
    if problems.errors:
        raise Refused(problems)
    out.mkdir(parents=True, exist_ok=True)
    text = newsletter_output.render_text(letter, publication, press)
    _write(out / f"{letter.id}.html", html)
    _write(out / f"{letter.id}.txt", text)
    voice.problems(problems)
    size = f"{len(html.encode()) / 1000:.0f}"
    voice.say("newsletter.done", html=out / f"{letter.id}.html", text=f"{letter.id}.txt", size=size)


_PURPOSE = click.Choice(PURPOSES)


def _as_day(ctx: click.Context, param: click.Parameter, given: str | None) -> date | None:
    day = day_of(given) if given else None
    if given and day is None:
        raise click.BadParameter("YYYY-MM-DD")
    return day


def _as_fields(
    ctx: click.Context, param: click.Parameter, given: str | None
) -> tuple[str, ...] | None:
    from enishi.interview import fields_of

    if given is None:
        return None
    fields = fields_of(given)
    if fields is None:
        raise click.BadParameter(", ".join(FIELDS))
    return fields


@main.command(
    epilog="例 / Example:  enishi consent kenichi-sato --given portal --refused photo "
    "--how 卒業面談の書面 --notice portal-2026"
)
@click.argument("person", required=False)
@click.option("--given", multiple=True, type=_PURPOSE, help="同意した目的 / agreed to")
@click.option("--refused", multiple=True, type=_PURPOSE, help="断った目的 / refused")
@click.option("--withdrawn", multiple=True, type=_PURPOSE, help="取り下げた目的 / withdrawn")
@click.option("--on", callback=_as_day, metavar="YYYY-MM-DD", help="いつから / from")
@click.option("--until", callback=_as_day, metavar="YYYY-MM-DD", help="いつまで / to and including")
@click.option("--how", default="", help="どのように確かめたか / how it was given")
@click.option("--notice", default="", help="見せた説明文 / notice shown, in content/notices/")
@click.option("--fields", callback=_as_fields, help="載せてよい項目だけ / show nothing but these")
@click.option(
    "--except", "withheld", default="", callback=_as_fields, help="載せない項目 / do not show these"
)
@click.option(
    "--due", is_flag=True, help="期限が近い同意と、たずねる文面 / what ends soon, with notes"
)
@click.option("--note-lang", type=_LANGUAGES, help="文面の言語 / language of the notes")
@click.option("--json", "as_json", is_flag=True, help="JSON で / as JSON")
@_TODAY
@_voiced
@click.pass_obj
def consent(
    voice: Voice,
    /,
    person: str | None,
    due: bool,
    note_lang: str | None,
    as_json: bool,
    today: str | None,
    **given: Any,
) -> None:
    """同意を記す、または期限の近いものを見る / record consents, or list what ends soon."""
    from enishi.register import Register

    root = _root()
    settings = _settings(root, Problems())
    register = Register(root, settings.zone, day_by(today)(settings.zone).today, scan(root))
    if due:
        lang = note_lang or settings.lang
        _say_due(voice, register, person, settings, lang, as_json)
    else:
        _record_consents(voice, register, person or "", given)


def _say_due(
    voice: Voice,
    register: Register,
    person: str | None,
    settings: Settings,
    lang: str,
    as_json: bool,
) -> None:
    from enishi.render import load_words
    from enishi.renewals import DAYS, renewals_in

    words = load_words(register.root, lang, Problems())
    people = [register.person(person)] if person else register.people()
    found = renewals_in(people, register.today, settings, words, lang)
    if as_json:
        told = [{**asdict(one), "lang": lang, "note": note} for one, note in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for one, note in found:
        voice.say("due.one", **{**asdict(one), "purposes": ", ".join(one.purposes)})
        click.echo(note)
    if not found:
        voice.say("due.none", days=DAYS)


def _record_consents(voice: Voice, register: Register, person: str, given: dict[str, Any]) -> None:
    from enishi.inscription import inscribe
    from enishi.publish import agreed

    path = register.path_of(person)
    answers = _answers(voice, register, register.person(person), given)
    if not answers.statuses:
        voice.say("consent.none")
        return
    after = inscribe(register, path, answers.consents(path, register.notices))
    voice.say("consent.done", path=path)
    for purpose, status in answers.statuses.items():
        holds = agreed(after.consents, purpose, register.today)
        until = voice.phrase("consent.until", until=answers.until) if answers.until else ""
        no = "consent.still-no" if status == "given" else "consent.holds-not"
        voice.say("consent.holds" if holds else no, purpose=purpose, until=until)


def _answers(voice: Voice, register: Register, record: Person, given: dict[str, Any]) -> Answers:
    """From the options, where one of them says what was decided; else by asking."""
    from enishi.interview import answers_given, interview
    from enishi.publish import display_name

    on = given["on"] or register.today
    decided = {status: given[status] for status in STATUSES}
    if any(decided.values()):
        more = {key: given[key] for key in ("how", "until", "notice", "fields", "withheld")}
        return answers_given(record.path, on, decided, **more)
    voice.say("consent.ask.intro", name=display_name(record.name))
    try:
        return interview(record, register.notices, register.latest, on, _asked_by(voice))
    except click.Abort:
        raise refusal(record.path, "consent-unasked") from None


def _asked_by(voice: Voice) -> Ask:
    """Asks on the terminal, again and again."""

    def ask(key: str, read: Callable[[str], T | None], default: str = "", /, **values: object) -> T:
        def checked(text: str) -> T:
            found = read(text)
            if found is None:
                raise click.UsageError(voice.phrase("consent.ask.again"))
            return found

        question = voice.phrase(key, **values)
        found: T = click.prompt(question, default, value_proc=checked, show_default=bool(default))
        return found

    return ask


@main.command(epilog="例 / Example:  enishi prove kenichi-sato --json")
@click.argument("person")
@click.option("--json", "as_json", is_flag=True, help="JSON で / as JSON")
@_TODAY
@_voiced
@click.pass_obj
def prove(voice: Voice, person: str, as_json: bool, today: str | None) -> None:
    """何がどこに、どの同意で出ているか / what is shown where, and by which consent."""
    from enishi import program
    from enishi.build import Means, open_portal, uncollected
    from enishi.memory import Memory
    from enishi.proof import prove as proof_of
    from enishi.proof import render_proof
    from enishi.recall import Recall
    from enishi.register import Register

    root, day = _root(), day_by(today)
    memory = Memory(root / CACHE, program.version())
    memory.recall = Recall()
    with uncollected():
        portal = open_portal(root, Problems(), day, means=Means(memory=memory))
        zone = portal.settings.zone
        register = Register(root, zone, day(zone).today, scan(root))
        proof = proof_of(portal, register, person, memory)
    if as_json:
        click.echo(json.dumps(asdict(proof), ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(render_proof(proof, voice.phrase)))


def _letter_of(portal: Portal, issue: str) -> Newsletter:
    stem = Path(issue).name.removesuffix(".md")
    letters = portal.publication.newsletters
    found = next((one for one in letters if one.id == stem), None)
    if found is None:
        near = ", ".join(one.id for one in letters[:3]) or "—"
        raise refusal("content/newsletters", "issue-missing", near=near)
    return found


def _weigh_letters(portal: Portal, problems: Problems) -> None:
    from enishi.outputs import newsletter as newsletter_output

    for letter in portal.publication.newsletters:
        html = newsletter_output.render_html(letter, portal.publication, portal.press)
        _weigh(letter, html, problems)


def _weigh(letter: Newsletter, html: str, problems: Problems) -> None:
    """A warning when an issue is heavy, an error when Gmail would cut it."""
    from enishi.outputs import newsletter as newsletter_output

    weight = newsletter_output.weight_of(html)
    if not weight.heavy:
        return
    path = f"content/newsletters/{letter.id}.md"
    values = {"size": f"{weight.total / 1000:.0f}", "item": weight.heaviest.title}
    if weight.clipped:
        problems.add(path, Mark(), "letter-too-heavy", **values)
    else:
        problems.warn(path, Mark(), "letter-heavy", **values)


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def _counts(portal: Portal) -> dict[str, object]:
    publication = portal.publication
    return {
        "people": len(publication.people),
        "hidden": len(portal.library.people) - len(publication.people),
        "news": len(publication.news),
        "letters": len(publication.newsletters),
    }


def _say_built(
    voice: Voice, key: str, site: Path, counts: Counts, made: int, seconds: float
) -> None:
    voice.say(
        key,
        site=site,
        pages=f"{counts.pages:,}",
        people=f"{counts.people:,}",
        hidden=f"{counts.hidden:,}",
        news=f"{counts.news:,}",
        letters=f"{counts.letters:,}",
        size=f"{counts.bytes / 1_000_000:.1f}",
        made=f"{made:,}",
        seconds=f"{seconds:.1f}",
    )
    voice.say("build.open", index=site / "index.html", folder=SITE_FOLDER)


def _say_stages(voice: Voice, stages: Mapping[str, float]) -> None:
    """Seconds of each stage, in the order of the story."""
    for name, seconds in stages.items():
        told = voice.phrase(f"profile.{name}")
        voice.say("build.stage", name=f"{told:<16}", seconds=f"{seconds:7.2f}")


_JSON = click.option("--json", "as_json", is_flag=True, help="プログラム向け / for programs")


@main.command(epilog='例 / Example:  enishi segment "left < 2022" --for newsletter')
@click.argument("which", metavar="NAME|EXPRESSION")
@click.option(
    "--for",
    "purpose",
    type=click.Choice(("newsletter", "birthday", "referral", "rehire")),
    help="この目的で送れる人だけ / only whom this may be sent to",
)
@click.option("--csv", "as_csv", is_flag=True, help="表計算向け / for spreadsheets")
@_JSON
@_TODAY
@_voiced
@click.pass_obj
def segment(
    voice: Voice, which: str, purpose: str | None, as_csv: bool, as_json: bool, today: str | None
) -> None:
    """式にあてはまる人の一覧。最後に数を合わせる / who is meant, with a sum check."""
    from enishi.desk.muster import muster, render_muster

    root = _root()
    settings = _settings(root, Problems())
    day = day_by(today)(settings.zone).today
    found = muster(_cabinet(root, settings), settings, scan(root), which, purpose, day)
    if as_json:
        click.echo(json.dumps(found.as_values(), ensure_ascii=False, indent=2))
    elif as_csv:
        click.echo(found.as_csv(), nl=False)
    apart = as_csv or as_json
    if not (apart and voice.quiet):
        told = "\n".join(render_muster(found, voice.phrase, whole=not apart))
        click.echo(told, err=apart)


@main.command(epilog="例 / Example:  enishi audit")
@click.option("--each", is_flag=True, help="項目をひとつずつ / every field by itself too")
@_JSON
@_TODAY
@_voiced
@click.pass_obj
def audit(voice: Voice, each: bool, as_json: bool, today: str | None) -> None:
    """非公開の情報がサイトに影響しないことを、写しで確かめる / prove it on a copy."""
    from enishi.desk.audit import audit_portal

    root, problems = _root(), Problems()
    place = _settings(root, problems).ours.private
    ring, shelves, day = _ring(), _shelves(), day_by(today)
    found = audit_portal(root, place, day, voice.progress, each=each, ring=ring, shelves=shelves)
    voice.hush()
    if as_json:
        click.echo(json.dumps({"clean": found.is_clean, **asdict(found)}, ensure_ascii=False))
    elif found.is_clean:
        key = "audit.done" if found.records else "audit.empty"
        counts = {"records": found.records, "fields": len(found.fields), "builds": found.builds}
        voice.say(key, place=place, files=f"{found.files:,}", **counts)
    else:
        click.echo(voice.phrase("audit.bad"))
        for one in found.differences[:15]:
            way = voice.phrase(f"way.{one.way}")
            told = {"count": len(one.files), "file": one.files[0]}
            click.echo(voice.phrase("audit.difference", field=one.field, way=way, **told))
    if not found.is_clean:
        raise click.exceptions.Exit(1)


@main.command(epilog="例 / Example:  enishi doctor")
@click.option("--hook", is_flag=True, help="コミット前のフックを置く / write the pre-commit hook")
@click.option(
    "--declare",
    type=click.Choice(["public", "private"]),
    help="リポジトリを読める人を書く / say who can read the repository",
)
@_JSON
@_voiced
@click.pass_obj
def doctor(voice: Voice, hook: bool, declare: str | None, as_json: bool) -> None:
    """安全でないところと、直し方を言う / tell what is unsafe, and what mends it."""
    root, problems = _root(), Problems()
    settings = _settings(root, problems)
    if hook:
        _install_hook(voice, root)
    if declare:
        _declare(voice, root, declare)
    if not (hook or declare):
        _diagnose(voice, root, settings, as_json)


def _install_hook(voice: Voice, root: Path) -> None:
    from enishi.desk.hook import install_hook

    voice.say("hook.done", path=install_hook(root, sys.executable))


def _declare(voice: Voice, root: Path, kind: str) -> None:
    from enishi.desk.doctor import declared

    file = root / SETTINGS
    text = declared(file.read_text(encoding="utf-8"), kind)
    if text is None:
        raise refusal(SETTINGS, "declare-by-hand", kind=kind)
    _write(file, text)
    voice.say("declare.done", kind=kind)


def _diagnose(voice: Voice, root: Path, settings: Settings, as_json: bool) -> None:
    from enishi.desk.doctor import findings_of

    findings = findings_of(root, settings, _ring(), day_by(None)(settings.zone).today)
    ill = [one for one in findings if one.state == "bad"]
    if as_json:
        rows = [
            {**asdict(one), "said": voice.phrase(f"doctor.{one.code}.{one.state}", what=one.what)}
            for one in findings
        ]
        click.echo(json.dumps({"safe": not ill, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        for one in findings:
            said = voice.phrase(f"doctor.{one.code}.{one.state}", what=one.what)
            if one.state == "bad" or not voice.quiet:
                click.echo(voice.phrase(f"doctor.{one.state}", said=said, cure=one.cure))
        voice.say("doctor.ill" if ill else "doctor.well", count=len(ill))
    if ill:
        raise click.exceptions.Exit(1)


@main.command(epilog="例 / Example:  enishi seal kenichi-sato")
@click.argument("people", nargs=-1)
@click.option("--new-identity", is_flag=True, help="鍵と回復の鍵を作る / make a key and its spare")
@click.option("--new-recovery", is_flag=True, help="回復の鍵だけ作る / make a spare key alone")
@click.option("--html", is_flag=True, help="回復の鍵を HTML で / the spare key as a page to print")
@click.option("--recover", is_flag=True, help="回復の鍵で開く / come back with the spare key")
@click.option("--check", "checking", is_flag=True, help="封じ残しがないか / is everything sealed")
@click.option("--rotate", is_flag=True, help="いまの鍵で封じ直す / seal anew to the keys of today")
@click.option("--accept", is_flag=True, help="抜けた項目を認める / take records as they stand")
@click.option("--open", "opening", is_flag=True, help="封を解く / put records in clear again")
@_voiced
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
    sealing = _sealing()
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


def _cabinet(root: Path, settings: Settings) -> Cabinet:
    from enishi.desk.cabinet import Cabinet

    return Cabinet(root, settings.ours.private, _ring())


def _sealing() -> Sealing:
    from enishi.desk.sealing import Sealing

    root = _root()
    settings = _settings(root, Problems())
    return Sealing(_cabinet(root, settings), settings.zone)


def _make_keys(voice: Voice, html: bool, *, alone: bool) -> None:
    from enishi.desk import keysheet, locksmith

    file, root = _identity_file(), _root()
    cabinet = _cabinet(root, _settings(root, Problems()))
    recovery: Identity
    if alone:
        recovery = locksmith.new_recovery(cabinet, file.name)
    else:
        recovery = locksmith.new_keys(cabinet, file)
        click.echo(voice.phrase("seal.identity", file=file), err=True)
    click.echo(voice.phrase("seal.sheet"), err=True)
    sheet = keysheet.sheet_html if html else keysheet.sheet_text
    click.echo(sheet(recovery.secret, recovery.recipient.text), nl=False)
    click.echo(voice.phrase("seal.next"), err=True)


def _recover(voice: Voice, sealing: Sealing) -> None:
    from enishi.desk.locksmith import recovered

    typed = click.prompt(voice.phrase("seal.ask"), hide_input=True)
    file = _identity_file()
    made = recovered(sealing.cabinet, file, typed, sealing.zone)
    voice.say("seal.recovered", count=len(made), file=file)


@main.command(epilog="例 / Example:  enishi edit kenichi-sato")
@click.argument("person")
@_voiced
@click.pass_obj
def edit(voice: Voice, person: str) -> None:
    """非公開の記録を開いて直し、封じて戻す / open a private record, and seal it again."""
    from enishi.desk.editing import Editing, template_of

    def again(problems: Problems) -> bool:
        voice.problems(problems)
        return click.confirm(voice.phrase("edit.again"), default=True)

    editing = Editing(_sealing(), _shelves(), _in_editor, again, template_of(voice.lang))
    voice.say(f"edit.{editing.edit(person)}", person=person)


def _shelves() -> tuple[Path, ...]:
    """Folders in memory, where what is private may lie for a while."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return (*([Path(runtime)] if runtime else []), Path("/dev/shm"))  # noqa: S108  (in memory)


def _in_editor(file: Path) -> bool:
    """As `$VISUAL` or `$EDITOR` says; else what the system has."""
    try:
        click.edit(filename=str(file))
    except click.ClickException:
        return False
    return True


_SOME = 20
"""Places that are told; JSON has them all."""
_MADE = (f"{SITE_FOLDER}/", f".{SITE_FOLDER}.spare/", ".enishi/")
"""What builds make."""


@main.command(epilog="例 / Example:  enishi forget kenichi-sato")
@click.argument("person", required=False)
@click.option("--yes", "-y", is_flag=True, help="たずねずに進める / do not ask")
@click.option(
    "--history", is_flag=True, help="git の履歴も見て、消し方を言う / look at git's history"
)
@click.option(
    "--sweep", is_flag=True, help="期限を過ぎた記録だけ片づける / only what is past its day"
)
@_JSON
@_TODAY
@_voiced
@click.pass_obj
def forget(
    voice: Voice,
    person: str | None,
    yes: bool,
    history: bool,
    sweep: bool,
    as_json: bool,
    today: str | None,
) -> None:
    """ひとりの人を忘れる。消して、何も残っていないと確かめる / erase a person, and show it."""
    from enishi.desk.erasure import Ground, plan_of
    from enishi.desk.forgetting import forget as forgotten
    from enishi.desk.rewriting import earlier_of

    root, day = _root(), day_by(today)
    settings = _settings(root, Problems())
    ground = Ground(root, settings, day(settings.zone).today, ring=_ring())
    if sweep:
        _sweep(voice, ground)
        return
    if not person:
        raise click.UsageError("PERSON")
    if history:
        ground = replace(ground, earlier=earlier_of(ground.cabinet, person))
    put_right(root / SITE_FOLDER)
    if not as_json:
        _say_plan(voice, ground, plan_of(ground, person), history)
    if not yes and not click.confirm(voice.phrase("forget.ask"), err=as_json):
        voice.say("forget.stopped")
        raise click.exceptions.Exit(1)
    outcome = forgotten(ground, person, partial(_rebuilt, voice, root, day), history=history)
    voice.hush()
    if as_json:
        click.echo(json.dumps(_told_of(voice, outcome), ensure_ascii=False, indent=2))
    else:
        _say_outcome(voice, ground, outcome, history)
    if not outcome.is_done:
        raise click.exceptions.Exit(1)


def _rebuilt(voice: Voice, root: Path, day: Callable[[ZoneInfo], Day]) -> Problems:
    """The site anew. It may lose as many pages as it must: that was asked for."""
    from enishi.build import Means, build_site

    means = Means(may_shrink=True, guard=guard_of(root))
    try:
        return build_site(root, day, voice.progress, means=means).problems
    except Refused as refused:
        return refused.problems


def _sweep(voice: Voice, ground: Ground) -> None:
    from enishi.desk.forgotten import sweep

    voice.say("forget.swept", count=sweep(ground.cabinet, ground.today))


def _say_plan(voice: Voice, ground: Ground, plan: Plan, history: bool) -> None:
    from enishi.desk.fingerprint import FORGOTTEN
    from enishi.desk.git import git_of

    count = len(plan.removals) + len(plan.changes)
    voice.say("forget.head", id=plan.dossier.id, count=count)
    for path, _ in plan.removals:
        voice.say("forget.removes", path=path)
    for change in plan.changes:
        voice.say("forget.changes", path=change.path, lines=", ".join(map(str, change.lines)))
    until = max((one.keep_until for one in plan.evidence), default=None)
    if until:
        kept = {"count": len(plan.evidence), "until": until}
        voice.say("forget.writes", path=ground.cabinet.shown(FORGOTTEN), **kept)
    voice.say("forget.builds")
    if plan.by_hand:
        voice.say("forget.by-hand")
        _say_places(voice, plan.by_hand)
    if not history and git_of(ground.root) is not None:
        voice.say("forget.history.hint", id=plan.dossier.id)


def _say_places(voice: Voice, places: Sequence[Place]) -> None:
    """Said whatever is hushed: this is what is left to do. What was made of the sources goes with
    them, and is told by its number, unless there is nothing else."""
    made = [one for one in places if one.path.startswith(_MADE)]
    told = [one for one in places if one not in made] or made
    for one in told[:_SOME]:
        click.echo(voice.phrase("forget.place", path=one.path, line=one.line, what=one.what))
    if len(told) > _SOME:
        click.echo(voice.phrase("forget.more", count=len(told) - _SOME))
    if made and told is not made:
        click.echo(voice.phrase("forget.made", count=len(made)))


def _say_outcome(voice: Voice, ground: Ground, outcome: Outcome, history: bool) -> None:
    from enishi.desk.dossier import CASES

    plan, looked = outcome.plan, outcome.looked
    person = plan.dossier.id
    voice.problems(outcome.problems)
    if plan.is_empty:
        voice.say("forget.already")
    voice.say("forget.did", removed=len(plan.removals), changed=len(plan.changes))
    sizes = {"files": f"{looked.files:,}", "bytes": f"{looked.bytes:,}"}
    if looked.places:
        click.echo(voice.phrase("forget.left", count=len(looked.places), **sizes))
        _say_places(voice, looked.places)
    else:
        voice.say("forget.clean", **sizes)
    if history:
        _say_history(voice, outcome)
    if outcome.problems.errors:
        click.echo(voice.phrase("forget.unbuilt", id=person))
    elif looked.places:
        case = ground.cabinet.shown(f"{CASES}/{person}")
        click.echo(voice.phrase("forget.cure", id=person, case=case))
    elif outcome.is_done:
        voice.say("forget.done", id=person)
    voice.say("forget.beyond")
    for copy in outcome.beyond:
        voice.say(f"beyond.{copy}")


def _say_history(voice: Voice, outcome: Outcome) -> None:
    for one in outcome.bygones:
        count, left = len(one.looked.places), bool(one.looked.places)
        sizes = {"objects": f"{one.objects:,}", "bytes": f"{one.looked.bytes:,}", "count": count}
        said = voice.phrase(
            "forget.history.left" if left else "forget.history.clean", root=one.root.name, **sizes
        )
        click.echo(said)
        _say_places(voice, one.looked.places)
    for rewrite in outcome.rewrites:
        files = ", ".join(file.name for file in rewrite.files)
        where = f"{rewrite.files[0].parent.name}/({files})"
        click.echo(voice.phrase("forget.history.steps", files=where))
        for step in rewrite.commands:
            click.echo(voice.phrase("forget.history.step", step=step))
        click.echo(voice.phrase("forget.history.meaning", id=outcome.plan.dossier.id))
    if not outcome.bygones:
        voice.say("forget.history.none")


def _told_of(voice: Voice, outcome: Outcome) -> dict[str, object]:
    """What was done, for programs; no value of the person is in it but the ID that was given."""
    plan = outcome.plan
    return {
        "id": plan.dossier.id,
        "done": outcome.is_done,
        "removed": [path for path, _ in plan.removals],
        "changed": [{"path": one.path, "lines": one.lines} for one in plan.changes],
        "problems": json.loads(render_problems(outcome.problems, voice.lang, "json")),
        "looked": asdict(outcome.looked),
        "history": [
            {**asdict(one), "root": one.root.name, "steps": _steps_for(outcome, one.root)}
            for one in outcome.bygones
        ],
        "beyond": [
            {"code": one, "said": voice.phrase(f"beyond.{one}").strip(" ・-")}
            for one in outcome.beyond
        ],
    }


def _steps_for(outcome: Outcome, root: Path) -> list[str]:
    return [step for one in outcome.rewrites if one.root == root for step in one.commands]


@main.command(epilog="例 / Example:  enishi export kenichi-sato --to ~/Documents/kenichi-sato")
@click.argument("person")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False), help="行き先 / folder to write"
)
@click.option("--page-lang", type=_LANGUAGES, help="書類の言語 / language of the page")
@_JSON
@_TODAY
@_voiced
@click.pass_obj
def export(
    voice: Voice,
    person: str,
    to: Path | None,
    page_lang: str | None,
    as_json: bool,
    today: str | None,
) -> None:
    """その人について持っているものを、本人に渡す形にする / all that is held about a person."""
    from enishi.build import open_portal
    from enishi.desk.belongings import EXPORTS, belongings_of
    from enishi.desk.erasure import Ground
    from enishi.desk.handing import hand_out
    from enishi.register import Register

    root, day = _root(), day_by(today)
    portal = open_portal(root, Problems(), day)
    when = day(portal.settings.zone).today
    ground = Ground(root, portal.settings, when, ring=_ring())
    register = Register(root, portal.settings.zone, when, scan(root))
    held = belongings_of(ground, portal, register, person)
    if as_json and to is None:
        click.echo(json.dumps(held.held(), ensure_ascii=False, indent=2, sort_keys=True))
        return
    folder = to or ground.cabinet.folder / EXPORTS / person
    written = hand_out(held, folder, portal.press.render, page_lang or portal.settings.lang)
    voice.say("export.done", folder=folder, files=len(written))
