"""What of a person the site shows, field by field.

The site is printed once as it is and once more for each field, as if the person had withheld it;
whatever differs is there because of that field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from enishi import workshop
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
from enishi.source.people import Person
from enishi.source.purposes import BESIDE, FIELDS
from enishi.stamper import Stamper
from enishi.standing import SITE_FOLDER
from enishi.views import Publication

_LANGUAGES = ("ja", "en")


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
class _Without:
    """A site to try: as it would be with these consents."""

    field: str
    purpose: str
    consents: tuple[Consent, ...]
    anywhere: tuple[str, ...] = ()
    """Texts that are sought in every file."""


class Trial:
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
