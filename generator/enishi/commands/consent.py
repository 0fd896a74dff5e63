"""`enishi consent` records consents, and lists those that end."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from enishi.dates import day_of
from enishi.options import LANGUAGES, TODAY, voiced
from enishi.problems import Problems, Refused, refusal
from enishi.source.purposes import FIELDS, PURPOSES, STATUSES
from enishi.standing import scan
from enishi.surroundings import cabinet_of, day_by, root_here, sealing_here, settings_of
from enishi.voice import Voice

if TYPE_CHECKING:
    from enishi.desk.admission import Admission
    from enishi.desk.cabinet import Cabinet
    from enishi.interview import Answers, Ask
    from enishi.register import Register
    from enishi.settings import Settings
    from enishi.source.consents import Consent
    from enishi.source.people import Person

T = TypeVar("T")

_PURPOSE = click.Choice(PURPOSES)
_NAMES = {"withheld": "except"}


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


@click.command(
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
@click.option("--note-lang", type=LANGUAGES, help="文面の言語 / language of the notes")
@click.option("--json", "as_json", is_flag=True, help="JSON で / as JSON")
@TODAY
@voiced
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

    root = root_here()
    settings = settings_of(root, Problems())
    register = Register(root, settings.zone, day_by(today)(settings.zone).today, scan(root))
    cabinet = cabinet_of(root, settings)
    _check_options(given, due=due)
    if due:
        lang = note_lang or settings.lang
        _say_due(voice, register, cabinet, person, settings, lang, as_json)
    else:
        _record_consents(voice, register, cabinet, person or "", settings, given)


def _check_options(given: dict[str, Any], *, due: bool) -> None:
    """Raises a `UsageError` for what would be passed over: a dialogue asks for all but the day."""
    told = [key for key, value in given.items() if value not in (None, "", ())]
    if not due and (told == ["on"] or any(given[status] for status in STATUSES)):
        return
    if told:
        wanted = "--due" if due else "--given | --refused | --withdrawn"
        raise click.UsageError(f"--{_NAMES.get(told[0], told[0])}: {wanted}")


def _say_due(
    voice: Voice,
    register: Register,
    cabinet: Cabinet,
    person: str | None,
    settings: Settings,
    lang: str,
    as_json: bool,
) -> None:
    from enishi.desk.testimony import everybody_asked
    from enishi.render import load_words
    from enishi.renewals import DAYS, renewals_in

    problems, words = Problems(), load_words(register.root, lang, Problems())
    people = list(everybody_asked(cabinet, register, problems, person))
    if len(problems):
        voice.problems(problems)
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


def _record_consents(
    voice: Voice,
    register: Register,
    cabinet: Cabinet,
    person: str,
    settings: Settings,
    given: dict[str, Any],
) -> None:
    from enishi.inscription import inscribe
    from enishi.publish import withheld_in

    admission = None if person in register.paths else _admission(register)
    closed = admission.person(person) if admission else None
    known = closed or register.person(person)
    beside = _beside(voice, register, cabinet, person)
    whole = replace(known, consents=(*known.consents, *beside))
    answers = _answers(voice, register, whole, given)
    if not answers.statuses:
        voice.say("consent.none")
        return
    consents = answers.consents(known.path, register.notices)
    if admission is None or closed is None:
        after = inscribe(register, known.path, consents)
    elif answers.statuses.get("portal") == "given":
        after = admission.admit(known, consents)
        voice.say("consent.admitted", path=after.path, private=known.path)
    else:
        after = admission.keep(known, consents)
    voice.say("consent.done", path=after.path)
    _say_what_holds(voice, register, answers, after, beside)
    if settings.ours.repository != "private":
        withheld = ", ".join(withheld_in(after, register.today))
        if withheld:
            voice.say("consent.readable", path=after.path, fields=withheld)


def _say_what_holds(
    voice: Voice,
    register: Register,
    answers: Answers,
    after: Person,
    beside: tuple[Consent, ...],
) -> None:
    """Each answer, and what is to be remarked on of all that they said."""
    from enishi.publish import agreed
    from enishi.roll import check_consents

    for purpose, status in answers.statuses.items():
        holds = agreed((*after.consents, *beside), purpose, register.today)
        until = voice.phrase("consent.until", until=answers.until) if answers.until else ""
        no = "consent.still-no" if status == "given" else "consent.holds-not"
        voice.say("consent.holds" if holds else no, purpose=purpose, until=until)
    remarks = Problems()
    check_consents(after.consents, register.notices, after.path, remarks)
    if len(remarks):
        voice.problems(remarks)


def _beside(voice: Voice, register: Register, cabinet: Cabinet, person: str) -> tuple[Consent, ...]:
    """What else decides on letters. Where that cannot be read it is said, and stops nobody from
    taking a no down."""
    from enishi.desk.testimony import testimony_of

    try:
        found = testimony_of(cabinet, register, person)
    except Refused as refused:
        voice.problems(refused.problems)
        return ()
    if found.is_locked:
        voice.say("consent.locked", path=found.path)
    return found.consents


def _admission(register: Register) -> Admission:
    from enishi.desk.admission import Admission
    from enishi.desk.pen import Pen

    return Admission(Pen(sealing_here()), register)


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
