"""What of a person is shown where, and by what right: found out from the site, not from a list.

The site is printed once as it is and once more for each field, as if the person had withheld it;
whatever differs is there because of that field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path

from enishi import workshop
from enishi.authorship import Recorded, recorded_in
from enishi.build import Portal, know_people
from enishi.compose import compose
from enishi.dates import Day, PartialDate, say_day, say_partial
from enishi.imprint import Imprint
from enishi.legibility import tells, tells_more
from enishi.making import Keys
from enishi.memory import Memory
from enishi.problems import Problems
from enishi.publish import agreed, deciding, ways_to_write
from enishi.register import Register
from enishi.roll import Enrolled
from enishi.sheets import Sheets
from enishi.source.consents import Consent
from enishi.source.extents import consents_in
from enishi.source.people import Person
from enishi.source.purposes import BESIDE, FIELDS
from enishi.source.records import NOTICES
from enishi.stamper import Stamper
from enishi.standing import SITE_FOLDER
from enishi.views import Publication

_LANGUAGES = ("ja", "en")
_SOME = 3
"""How many of the less telling files are named; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A consent and all that speaks for it."""

    purpose: str
    status: str
    on: date
    until: date | None
    how: str
    fields: tuple[str, ...] | None
    withheld: tuple[str, ...]
    state: str
    """`holds`; or why it does not: `future`, `superseded`, `ended`, `refused`, `withdrawn`,
    `contradicted` by another answer of that day, `alone` for what means nothing without the portal,
    or `unheard` where a private record speaks of the site."""
    notice: str
    """The file of the notice; empty where none was named."""
    sha256: str
    """Of the text that was shown, as taken down then."""
    text: str
    """How that text is now: `same`, `changed`, `missing`, or `unknown` without a digest."""
    path: str
    """The file in which it stands."""
    lines: tuple[int, int]
    """First and last in that file."""
    recorded: tuple[Recorded, ...] | None
    """None where git does not know the file."""
    evidence: str = ""
    """Where the proof is, which private records say beside `how`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a consent was written down, and by whom."""

    path: str
    lines: tuple[int, int]
    recorded: tuple[Recorded, ...] | None


@dataclass(frozen=True, slots=True)
class Showing:
    """A field that readers can see."""

    field: str
    """`name` for the person as such."""
    consents: tuple[int, ...]
    """By which consents: their numbers in the file, from 0."""
    shown: tuple[str, ...]
    """Files of the site in which it can be read, or that are there because of it."""
    shaped: tuple[str, ...]
    """Files that are otherwise than they would be without it: an order, a number, a link."""


@dataclass(frozen=True, slots=True)
class Proof:
    id: str
    path: str
    today: date
    shown: bool
    consents: tuple[Evidence, ...]
    fields: tuple[Showing, ...] | None
    """None where the site cannot be made, so that nobody can tell what it would show."""
    is_locked: bool = False
    """Whether there is a private record besides that could not be opened: what it says of letters
    is not told, and may stand against what is."""


def prove(
    portal: Portal,
    register: Register,
    person_id: str,
    memory: Memory | None = None,
    beside: tuple[Consent, ...] = (),
    processes: int = 1,
) -> Proof:
    """Everything about one person. Raises `Refused` where there is no such person.

    `beside` is what else decides on letters: the private side knows. With the memory of the last
    build, which the portal was opened with, files that it made of the same things are looked at
    where they stand, instead of printing them.
    """
    proof, person = prove_consents(register, person_id, beside), register.person(person_id)
    trial = _Trial(portal, register, person, memory)
    return replace(proof, fields=tuple(trial.showings(processes)))


def prove_consents(register: Register, person_id: str, beside: tuple[Consent, ...] = ()) -> Proof:
    """As `prove`, without a site to look at."""
    path = register.path_of(person_id)
    source = register.load(path)
    person = register.person_in(source)
    return Proof(
        person.id,
        path,
        register.today,
        agreed(person.consents, "portal", register.today),
        tuple(_evidence(person, source.text, register, beside)),
        None,
    )


def _evidence(
    person: Person, text: str, register: Register, beside: tuple[Consent, ...]
) -> Iterator[Evidence]:
    for number, consent in enumerate(person.consents):
        state = state_of(consent, (*person.consents, *beside), register.today)
        place = place_in(register.root, person.path, person.path, text, number)
        yield evidence_of(consent, state, register.notices, place, how=consent.how)


def place_in(folder: Path, name: str, path: str, text: str, number: int) -> Place:
    """That of a consent in the text of a file `name` of the folder, which is told as `path`."""
    found = consents_in(text)
    one = found.items[number] if found else None
    return place_of(folder, name, path, (one.first[0] + 1, one.last[0] + 1) if one else (1, 1))


def place_of(folder: Path, name: str, path: str, lines: tuple[int, int]) -> Place:
    return Place(path, lines, recorded_in(folder, name, *lines))


def evidence_of(
    consent: Consent,
    state: str,
    notices: Mapping[str, str],
    place: Place,
    *,
    how: str = "",
    evidence: str = "",
) -> Evidence:
    shown = consent.notice
    return Evidence(
        consent.purpose,
        consent.status,
        consent.on,
        consent.until,
        how,
        consent.fields,
        consent.withheld,
        state,
        f"{NOTICES}/{shown.id}.md" if shown else "",
        shown.sha256 if shown else "",
        _text_now(consent, notices),
        place.path,
        place.lines,
        place.recorded,
        evidence,
    )


def state_of(consent: Consent, consents: tuple[Consent, ...], today: date) -> str:
    """Whether a consent is what counts today, and if not, why."""
    if consent.on > today:
        return "future"
    if consent not in deciding(consents, consent.purpose, today):
        return "superseded"
    if consent.status != "given":
        return consent.status
    if consent.until and consent.until < today:
        return "ended"
    if not agreed(consents, consent.purpose, today):
        return "contradicted"
    needs = consent.purpose in BESIDE and not agreed(consents, "portal", today)
    return "alone" if needs else "holds"


def _text_now(consent: Consent, notices: Mapping[str, str]) -> str:
    if consent.notice is None:
        return ""
    now = notices.get(consent.notice.id)
    if now is None:
        return "missing"
    if not consent.notice.sha256:
        return "unknown"
    return "same" if now == consent.notice.sha256 else "changed"


@dataclass(frozen=True, slots=True)
class _Without:
    """A site to try: as it would be with these consents."""

    field: str
    purpose: str
    consents: tuple[Consent, ...]
    anywhere: tuple[str, ...] = ()
    """Texts that are sought in every file."""


class _Trial:
    """Prints the site with and without something of a person."""

    def __init__(
        self, portal: Portal, register: Register, person: Person, memory: Memory | None
    ) -> None:
        self._portal, self._register, self._person = portal, register, person
        self._memory = memory or Memory(None, b"")
        self._ties = self._memory.ties
        self._sheets = Sheets(portal.press, _imprint_of(portal, memory) if memory else None)
        self._memory.recall.turn()
        self._enrolled = portal.library.people[person.id]
        self._publication = portal.publication
        self._whole = self._sheets.of(self._publication)

    def showings(self, processes: int) -> Iterator[Showing]:
        """Field by field; nothing for a person who is not shown."""
        found = workshop.done(self._showing, list(self._trials()), processes, each=True)
        yield from filter(None, found)

    def _trials(self) -> Iterator[_Without]:
        consents, today = self._person.consents, self._register.today
        yield _Without("name", "portal", (), ways_to_write(self._person.name))
        for field in FIELDS:
            if agreed(consents, "portal", today, field):
                yield _Without(field, "portal", tuple(_without(one, field) for one in consents))
        for purpose in BESIDE:
            others = tuple(one for one in consents if one.purpose != purpose)
            yield _Without(purpose, purpose, others)

    def _showing(self, trial: _Without) -> Showing | None:
        """What differs; None where nothing does."""
        enrolled = self._enrolled_with(trial.consents)
        if not trial.anywhere and _is_the_same(enrolled, self._enrolled):
            return None
        shown, shaped = self._compared(self._published(enrolled), trial.anywhere)
        if not (shown or shaped):
            return None
        today, consents = self._register.today, self._person.consents
        decided = deciding(consents, trial.purpose, today)
        by = tuple(at for at, one in enumerate(consents) if one in decided)
        return Showing(trial.field, by, tuple(shown), tuple(shaped))

    def _compared(
        self, publication: Publication, anywhere: tuple[str, ...]
    ) -> tuple[list[str], list[str]]:
        """The files that show more than those of the publication; those that are otherwise."""
        sheets = self._sheets.of(publication)
        texts = self._texts_of(self._publication) - self._texts_of(publication)
        shown: list[str] = []
        shaped: list[str] = []
        for path in sorted(self._whole):
            same = sheets.get(path) is self._whole[path]
            if same and not (anywhere and tells(self._whole.around(path), anywhere)):
                continue
            data = self._whole.data(path) or b""
            other = data if same else sheets.data(path)
            if tells_more(data, other, texts) or tells(data, anywhere):
                shown.append(path)
            elif other != data:
                shaped.append(path)
        return shown, shaped

    def _enrolled_with(self, consents: tuple[Consent, ...]) -> Enrolled:
        person = replace(self._person, consents=consents)
        return self._register.registrar.enrolled(person, Problems())

    def _published(self, enrolled: Enrolled) -> Publication:
        """The publication as it would be with the person enrolled so."""
        portal = self._portal
        library = replace(portal.library, people={**portal.library.people, enrolled.id: enrolled})
        day, self._memory.ties = Day(self._register.today), self._ties
        made = compose(
            library, portal.settings, portal.root, Problems(), day, portal.galleys, self._memory
        )
        self._memory.recall.turn()
        return made

    def _texts_of(self, publication: Publication) -> set[str]:
        mine = (one for one in publication.people if one.id == self._person.id)
        return {text for profile in mine for text in _texts_in(profile)}


def _imprint_of(portal: Portal, memory: Memory) -> Imprint:
    """What the last build left, whatever has changed since then."""
    know_people(portal.library.people.values(), memory.recall.digests)
    stamper = Stamper(memory.theme[1], portal.publication.site)
    keys = Keys(portal.press, stamper.key, memory.recall)
    return Imprint(portal.root / SITE_FOLDER, memory, keys)


def _is_the_same(one: Enrolled, other: Enrolled) -> bool:
    """Whether nothing of the site can differ: this is all of a person that gets into it."""
    return (one.profile, one.loose, one.beside) == (other.profile, other.loose, other.beside)


def _without(consent: Consent, field: str) -> Consent:
    if (consent.purpose, consent.status) != ("portal", "given"):
        return consent
    return replace(consent, withheld=(*consent.withheld, field))


def _texts_in(value: object) -> Iterator[str]:
    """What of a profile can be read, a line each, dates as they are said."""
    if isinstance(value, str):
        yield from (line.strip() for line in value.split("\n") if len(line.strip()) > 1)
    elif isinstance(value, PartialDate):
        yield from (say_partial(value, lang) for lang in _LANGUAGES)
    elif isinstance(value, date):
        yield from (say_day(value, lang, weekday=False) for lang in _LANGUAGES)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts_in(one)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts_in(getattr(value, part.name))


Phrase = Callable[..., str]
"""`phrase(key, **values)`: a sentence of `speech.py`."""


def render_proof(proof: Proof, phrase: Phrase) -> Iterator[str]:
    """The bundle, line by line."""
    shown = phrase("proof.shown" if proof.shown else "proof.hidden")
    yield phrase("proof.head", id=proof.id, path=proof.path, today=proof.today, shown=shown)
    yield phrase("proof.consents")
    for number, evidence in enumerate(proof.consents):
        yield from _render_evidence(number, evidence, phrase)
    if not proof.consents:
        yield phrase("proof.nothing")
    if proof.is_locked:
        yield phrase("proof.locked")
    if proof.fields is None:
        yield phrase("proof.siteless")
        return
    yield phrase("proof.showings")
    for showing in proof.fields:
        by = ", ".join(f"[{number}]" for number in showing.consents)
        yield phrase("proof.showing", field=showing.field, by=by)
        yield from (phrase("proof.reads", path=path) for path in showing.shown)
        if showing.shaped:
            some = ", ".join(showing.shaped[:_SOME])
            yield phrase("proof.shapes", count=len(showing.shaped), some=some)
    if not proof.fields:
        yield phrase("proof.nothing")


def _render_evidence(number: int, one: Evidence, phrase: Phrase) -> Iterator[str]:
    first, last = one.lines
    until = phrase("proof.until", until=one.until) if one.until else ""
    state = phrase(f"proof.state.{one.state}")
    where = f"{first}-{last}" if last > first else str(first)
    known = {**asdict(one), "until": until, "state": state}
    yield phrase("proof.consent", number=number, where=where, **known)
    if one.how:
        yield phrase("proof.how", how=one.how)
    if one.evidence:
        yield phrase("proof.evidence", evidence=one.evidence)
    if one.fields is not None:
        yield phrase("proof.fields", fields=", ".join(("name", *one.fields)))
    if one.withheld:
        yield phrase("proof.withheld", fields=", ".join(one.withheld))
    if one.notice:
        yield phrase("proof.notice", notice=one.notice, text=phrase(f"proof.text.{one.text}"))
    if one.sha256:
        yield phrase("proof.sha256", sha256=one.sha256)
    if one.recorded is None:
        yield phrase("proof.no-git")
    for commit in one.recorded or ():
        yield phrase("proof.recorded" if commit.commit else "proof.uncommitted", **asdict(commit))
        if commit.is_first_known:
            yield phrase("proof.shallow")
