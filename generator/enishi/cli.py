"""The commands. The only module that prints, exits or asks what day it is."""

from __future__ import annotations

import json
import locale
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import click

from enishi import __version__
from enishi.dates import Day, day_of, today_in
from enishi.desk.seal import seal_of
from enishi.problems import Mark, Problem, Problems, Refused, refusal
from enishi.recovery import put_right
from enishi.report import FORMATS, render_problems
from enishi.source.purposes import FIELDS, PURPOSES, STATUSES
from enishi.speech import PHRASES
from enishi.standing import CACHE, SETTINGS, SITE_FOLDER, Counts, scan, unchanged

if TYPE_CHECKING:
    from enishi.build import Portal
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

    return SiteGuard(root)


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
@click.argument("title")
@click.option("--slug", default="", help="ファイル名 / file name in a-z, 0-9 and hyphens")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="日付 / date")
@_voiced
@click.pass_obj
def new(voice: Voice, kind: str, title: str, slug: str, day: str | None) -> None:
    """新しい原稿を作る / start a news item, person, letter, event, opening or notice."""
    from enishi import scaffold

    root = _root()
    problems = Problems()
    settings = _settings(root, problems)
    when = day_by(day)(settings.zone).today
    asker = scaffold.asker_of(settings)
    path = scaffold.new_entry(root, kind, title, slug, when, settings.lang, asker)
    voice.say("new.done", path=path.relative_to(root).as_posix())


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

    cabinet = Cabinet(portal.root, portal.settings.ours.private)
    if cabinet.is_there:
        cabinet.cards(portal.settings.zone, problems)


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
    seen, site, seal = scan(root), root / SITE_FOLDER, partial(seal_of, root)
    found = unchanged(root, site, seen, day, reference=reference, seal=seal)
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
    found = audit_portal(root, place, day_by(today), voice.progress, each=each)
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

    findings = findings_of(root, settings)
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
