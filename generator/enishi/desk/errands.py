"""What each form of the desk's page does: it calls what the command of that name calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from enishi.dates import say_day
from enishi.desk.connections import name_key
from enishi.desk.departure import ask_for
from enishi.desk.forms import PLACE, Form
from enishi.desk.graduation import add_score, graduation_of, open_graduation, tick
from enishi.desk.inquiries import matches_in, said_of, who_in
from enishi.desk.landing import hand_in, land
from enishi.desk.office import Office
from enishi.desk.outcomes import KINDS, Entry, record_outcome
from enishi.desk.papers import papers_of
from enishi.desk.records import CHANNELS, MOST_SCORE, STEPS, WAYS
from enishi.desk.reply import Done
from enishi.desk.succession import write_here
from enishi.desk.tally import file_report, tally_here
from enishi.desk.touching import Entry as Writing
from enishi.desk.touching import day_after, touch_of
from enishi.problems import Refused, refusal
from enishi.source.people import NETWORKS

MOST_VALUE, MOST_MINUTES = 999_999_999, 100_000
_ANSWERS = {"": None, "yes": True, "no": False}


Errand = Callable[[Office, Form], Done]


def _touch(office: Office, form: Form) -> Done:
    person, scribe = form.text("person"), office.scribe
    scribe.check_person(person)
    on = form.day("on", office.today)
    note, came_in = form.line("note"), form.chosen("direction", ("", "out", "in")) == "in"
    channel = form.chosen("channel", ("", *CHANNELS)) or scribe.usual_channel(person)
    question = _ANSWERS[form.chosen("question", tuple(_ANSWERS))]
    form.settle()
    row = touch_of(on, channel, note, came_in=came_in, question=question)
    is_new = scribe.write(person, Writing({"touches": [row]}))
    return _told(office, "touch.done", person, on, is_new=is_new, hint="office.undo.touch")


def _snooze(office: Office, form: Form) -> Done:
    person = form.text("person")
    until = day_after(form.text("until"), office.today)
    if until is None:
        raise refusal(PLACE, "form-span")
    is_new = office.scribe.write(person, Writing(care=[("snooze_until", until.isoformat())]))
    return _told(office, "touch.snooze", person, until, is_new=is_new, hint="office.undo.person")


def _wake(office: Office, form: Form) -> Done:
    """Let the day up to which somebody is left in peace be over."""
    person, over = form.text("person"), office.today - timedelta(1)
    office.scribe.write(person, Writing(care=[("snooze_until", over.isoformat())]))
    return _told(office, "touch.free", person)


def _ban(office: Office, form: Form) -> Done:
    person = form.text("person")
    is_new = office.scribe.write(person, Writing(care=[("do_not_contact", "yes")]))
    return _told(office, "touch.banned", person, is_new=is_new, hint="office.undo.person")


def _free(office: Office, form: Form) -> Done:
    person = form.text("person")
    office.scribe.write(person, Writing(care=[("do_not_contact", "no")]))
    return _told(office, "touch.free", person)


def _told(
    office: Office,
    key: str,
    person: str,
    day: date | None = None,
    *,
    is_new: bool = False,
    hint: str = "",
) -> Done:
    phrase, name = office.phrase, office.name_of(person)
    said = {"day": say_day(day, office.lang, weekday=False)} if day else {}
    lines = (phrase(key, id=name, **said), *([phrase("touch.new", id=person)] if is_new else []))
    return Done(lines, "letters", phrase(hint, id=person, name=name) if hint else "")


def _begin(office: Office, form: Form) -> Done:
    person, last = _meant(office, form), form.day("last_day", office.today)
    if not form.text("last_day"):
        form.blame("last_day", "form-day")
    resigned = form.day("resigned", office.today)
    form.settle()
    host = form.line("host") or office.settings.ours.host.name
    open_graduation(office.pen, person, resigned, last, host)
    name, day = office.name_of(person), say_day(last, office.lang)
    line = office.phrase("graduate.head", name=name, day=day, host=host)
    return Done((line,), f"graduation:{person}", office.phrase("office.undo.begin", id=person))


def _tick(office: Office, form: Form) -> Done:
    person, task = form.text("person"), form.chosen("task", STEPS)
    office.scribe.check_person(person)
    on = form.day("on", office.today)
    if on > office.today:
        form.blame("on", "form-future")
    form.settle()
    tick(office.pen, person, task, on)
    what = office.press.say(f"graduation.step.{task}", office.lang)
    line = office.phrase("office.ticked", what=what)
    place = "letters" if form.text("at").startswith("due:") else f"graduation:{person}"
    return Done((line,), place, office.phrase("office.undo.tick", id=person))


def _score(office: Office, form: Form) -> Done:
    person, score = form.text("person"), form.number("score", MOST_SCORE)
    office.scribe.check_person(person)
    form.settle()
    if score is None:
        raise refusal(PLACE, "form-number", most=str(MOST_SCORE))
    if graduation_of(office.pen.card(person)) is None:
        raise refusal(PLACE, "graduate-none", id=person)
    add_score(office.pen, person, score, office.today)
    line = office.phrase("office.scored", name=office.name_of(person), score=score)
    return Done((line,), f"graduation:{person}")


def _papers(office: Office, form: Form) -> Done:
    person = form.text("person")
    office.scribe.check_person(person)
    found = graduation_of(office.pen.card(person))
    if found is None:
        raise refusal(PLACE, "graduate-none", id=person)
    files = papers_of(office.sealing, found, office.name_of(person), office.means)
    line = office.phrase("office.papers", count=len(files))
    return Done((line,), f"graduation:{person}")


def _meant(office: Office, form: Form) -> str:
    """The ID of whom a form names, by ID or by a name that nobody else has."""
    typed = form.line("person")
    named = [one for one, name in office.names.items() if name_key(name) == name_key(typed)]
    person = named[0] if len(named) == 1 and typed not in office.names else typed
    try:
        office.scribe.check_person(person)
    except Refused as refused:
        form.problems.extend(refused.problems)
    return person


def _outcome(office: Office, form: Form) -> Done:
    entry = Entry(
        form.day("on", office.today),
        _meant(office, form),
        form.chosen("kind", KINDS),
        form.line("company"),
        form.number("value", MOST_VALUE),
        form.number("minutes", MOST_MINUTES),
        form.line("note"),
    )
    form.settle()
    path = record_outcome(office.sealing, entry)
    kind = office.phrase(f"outcome.{entry.kind}")
    line = office.phrase("outcome.done", path=path, kind=kind)
    return Done((line,), "outcomes", office.phrase("office.undo.outcome", path=path))


def _report(office: Office, form: Form) -> Done:
    page = report_page(office)
    file = file_report(office.cabinet, page, office.today)
    return Done((office.phrase("report.done", file=file),), "outcomes")


def report_page(office: Office) -> str:
    """The report of the day. Raises `Refused` for records with faults."""
    assumed = office.settings.ours.desk
    found = tally_here(office.sealing, assumed, office.today)
    return office.press.render("desk/report.html", office.lang, tally=found, desk=assumed)


def _follow(office: Office, form: Form) -> Done:
    person, network = form.text("person"), form.chosen("network", NETWORKS)
    who = who_in(office, form)
    way = form.chosen("way", WAYS)
    form.settle()
    key = "follow.done" if office.follows.tick(person, network, who, way) else "follow.there"
    return Done((office.phrase(key, id=person, network=network, who=who),), "ties")


def _take(office: Office, form: Form) -> Done:
    """Tick what LinkedIn's export says."""
    matches, _ = matches_in(office, form)
    ticked = office.follows.take_in(matches.found, who_in(office, form), dry_run=False)
    return Done((said_of(office, matches, len(ticked), "follow.taken"),), "ties")


ERRANDS: Mapping[str, Errand] = {
    "touch": _touch,
    "snooze": _snooze,
    "wake": _wake,
    "ban": _ban,
    "free": _free,
    "begin": _begin,
    "tick": _tick,
    "score": _score,
    "papers": _papers,
    "outcome": _outcome,
    "report": _report,
    "follow": _follow,
    "take": _take,
    "import": hand_in,
    "land": land,
    "handover": write_here,
    "export": ask_for,
}
