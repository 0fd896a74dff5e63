"""The pages of the desk, each printed by the portal's press."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from enishi.colours import face_colour
from enishi.desk.blames import Blame, blames_of, tried
from enishi.desk.departure import offers_of, sums_shown
from enishi.desk.errands import report_page
from enishi.desk.forms import Form
from enishi.desk.inquiries import INQUIRIES
from enishi.desk.landing import landing_of, layout_titles, shown_of
from enishi.desk.mailroom import Mailroom, mailroom_of
from enishi.desk.notes import years_as
from enishi.desk.office import Office
from enishi.desk.outcomes import KINDS, Entry
from enishi.desk.papers import papers_folder
from enishi.desk.records import CHANNELS, WAYS
from enishi.desk.reply import HTML, TEXT, Reply
from enishi.desk.sections import (
    PAPERS,
    Leaving,
    Letter,
    cards_of,
    entries_of,
    found_by,
    graduations_of,
    letters_of,
    matrix_of,
    panel_of,
)
from enishi.desk.succession import counts_of, handover_here, handover_page
from enishi.desk.today import AHEAD, Due
from enishi.desk.wicket import Wicket
from enishi.desk.year import dates_of, render_calendar
from enishi.problems import Refused
from enishi.writing import bytes_of

_FOLDER = "desk/desk"
_MOST_NAMES = 500
"""So many people are offered by name in a form; of more, one is searched for."""
_FILES = {
    "desk.css": (f"{_FOLDER}/desk.css", "text/css; charset=utf-8"),
    "desk.js": (f"{_FOLDER}/desk.js", "text/javascript; charset=utf-8"),
    "desk.svg": ("theme/assets/logo.svg", "image/svg+xml"),
}
_PAPER = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""For pages that are whole in themselves and run nothing."""
_KINDS = {"html": HTML, "md": TEXT, "ics": "text/calendar; charset=utf-8", "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class Echo:
    """What came of a form, where it is told, and what was typed if it must be mended."""

    place: str = ""
    """A section, or a form."""
    lines: tuple[str, ...] = ()
    hint: str = ""
    blames: tuple[Blame, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaves:
    """The pages, made of one office."""

    office: Office
    wicket: Wicket

    def page(self, place: str, asked: Mapping[str, str], echo: Echo) -> Reply | None:
        """The page of this address, or none."""
        if place in _FILES:
            template, kind = _FILES[place]
            return Reply(self.office.press.render(template, self.office.lang).encode(), kind)
        folder, _, name = place.partition("/")
        if folder == "person" and name:
            return self._person(name, echo)
        if folder == "arrivals" and name:
            return self._arrivals(name, echo)
        if folder == "luggage" and name:
            return self._luggage(name, echo)
        if folder == "papers":
            return self._paper(*name.partition("/")[::2])
        pages: dict[str, Callable[[], Reply]] = {
            "": partial(self._home, asked, echo),
            "find": partial(self._found, asked),
            "ties": partial(self._ties, echo),
            "report": partial(self._sheet, report_page),
            "handover": partial(self._sheet, handover_page),
            "succession": partial(self._succession, echo),
            "year.ics": self._year,
        }
        return pages[place]() if place in pages else None

    def answer(self, form_of: str, form: Form) -> Reply:
        """The page that a form asks for which changes nothing. Raises `Refused`."""
        template, ask = INQUIRIES[form_of]
        return self._reply(template, Echo(), **ask(self.office, form))

    def _home(self, asked: Mapping[str, str], echo: Echo) -> Reply:
        office = self.office
        span = asked.get("span", "") if asked.get("span", "") in AHEAD else "today"
        note = asked.get("note", "") if asked.get("note", "") in ("ja", "en") else ""
        no_mail: Mailroom | None = None
        no_letters: list[Letter] = []
        no_leaving: list[Leaving] = []
        no_steps: list[Due] = []
        no_entries: list[Entry] = []
        letters = tried(
            office, lambda it: letters_of(it, span, note or it.settings.lang), no_letters
        )
        entries = tried(office, entries_of, no_entries)
        year = [one for one in entries if one.on.year == office.today.year]
        counts = Counter(one.kind for one in year)
        return self._reply(
            "home.html",
            echo,
            letters=letters,
            span=span,
            note=note or office.settings.lang,
            steps=tried(office, lambda it: it.desk.due_in(it.world, span), no_steps),
            leaving=tried(office, graduations_of, no_leaving),
            q=asked.get("q", ""),
            found=found_by(office, asked.get("q", "")),
            entries=year[:20],
            counts=[(kind, counts[kind]) for kind in KINDS if counts[kind]],
            of=len(year),
            matrix=matrix_of(office),
            people=len(office.world.ties),
            cards=cards_of(office),
            layouts=layout_titles(),
            offers=offers_of(office),
            segments=[one.name for one in office.settings.ours.segments],
            mailroom=tried(office, mailroom_of, no_mail),
            others=office.others,
        )

    def _found(self, asked: Mapping[str, str]) -> Reply:
        q = asked.get("q", "")
        return self._reply("found.html", Echo(), q=q, found=found_by(self.office, q))

    def _ties(self, echo: Echo) -> Reply:
        return self._reply("ties.html", echo, matrix=matrix_of(self.office))

    def _person(self, person_id: str, echo: Echo) -> Reply:
        try:
            panel = panel_of(self.office, person_id)
        except Refused as refused:
            return self._blamed(refused, 404)
        return self._reply("person.html", echo, panel=panel)

    def _arrivals(self, number: str, echo: Echo) -> Reply:
        """A list that lies on the tray, as the desk stands now."""
        office = self.office
        try:
            form = office.tray.form(number)
            landing = landing_of(office, form)
            shown = shown_of(office, form, landing)
        except Refused as refused:
            return self._blamed(refused, 409)
        told = blames_of(landing.problems, office.lang)
        return self._reply("arrivals.html", echo, **shown, told=told, kept=number)

    def _luggage(self, number: str, echo: Echo) -> Reply:
        """Who would be in a file that was asked for, and who would not."""
        try:
            shown = sums_shown(self.office, self.office.tray.form(number))
        except Refused as refused:
            return self._blamed(refused, 409)
        return self._reply("luggage.html", echo, **shown, kept=number)

    def _succession(self, echo: Echo) -> Reply:
        try:
            found = handover_here(self.office)
        except Refused as refused:
            return self._blamed(refused, 409)
        return self._reply("succession.html", echo, handover=found, counts=counts_of(found))

    def _sheet(self, make: Callable[[Office], str]) -> Reply:
        """A page that is whole in itself."""
        try:
            return Reply(make(self.office).encode(), policy=_PAPER)
        except Refused as refused:
            return self._blamed(refused, 409)

    def _blamed(self, refused: Refused, status: int) -> Reply:
        blames = blames_of(refused.problems, self.office.lang)
        return self._reply("blamed.html", Echo(blames=blames)).with_status(status)

    def _paper(self, person_id: str, name: str) -> Reply | None:
        """A paper of a graduation that is there."""
        known = {one.id for one in self.office.world.ties}
        file = papers_folder(self.office.cabinet, person_id) / name
        if person_id not in known or name not in PAPERS or not file.is_file():
            return None
        kind = _KINDS[name.rpartition(".")[2]]
        return Reply(bytes_of(file), kind, policy=_PAPER)

    def _year(self) -> Reply:
        office = self.office
        dates = dates_of(office.world.ties, office.desk.view(office.world, "today"))
        years = partial(years_as, lang=office.lang)
        body = render_calendar(dates, office.settings, office.today, office.phrase, years)
        reply = Reply(body, _KINDS["ics"])
        return reply.with_header("Content-Disposition", 'attachment; filename="enishi-year.ics"')

    def _reply(self, name: str, echo: Echo, **values: object) -> Reply:
        """A page whose notes tell what was met on the way; they are gathered last."""
        return Reply(self._printed(name, echo=echo, **values).encode())

    def _printed(self, name: str, **values: object) -> str:
        office = self.office
        return office.press.render(
            f"{_FOLDER}/{name}",
            office.lang,
            base=self.wicket.base,
            mark=self.wicket.mark,
            phrase=office.phrase,
            hue=face_colour,
            notes=blames_of(office.problems, office.lang),
            day=office.today,
            channels=CHANNELS,
            kinds=KINDS,
            ways=WAYS,
            host=office.settings.ours.host.name,
            names=office.names if len(office.names) <= _MOST_NAMES else {},
            private=office.cabinet.shown(""),
            **values,
        )
