"""Lets somebody into `alumni/` who agreed: the public record is made of what the private one says.

Whoever does not agree to be shown stays where they are, and so does what they said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enishi.desk.audience import consents_of
from enishi.desk.comeback import check_record
from enishi.desk.excision import cuts_in, edited
from enishi.desk.identity import person_of
from enishi.desk.pen import Pen
from enishi.desk.touching import Entry, Scribe
from enishi.desk.trees import Branch, in_clear, sense_of, written
from enishi.inscription import inscribed, pairs_of
from enishi.problems import Problems, Refused, refusal
from enishi.publish import agreed
from enishi.register import Register
from enishi.source.consents import Consent
from enishi.source.files import SourceFile
from enishi.source.people import Person
from enishi.source.records import PEOPLE
from enishi.writing import put_new, remove

KEY = "person"
EVIDENCE = "evidence"
"""What private records ask for where public ones say how."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Takes down what people say of whom there is a private record alone."""

    pen: Pen
    register: Register

    def person(self, person_id: str) -> Person | None:
        """Who a private record says that somebody is, with the consents that it holds. Raises
        `Refused` as the `Pen` does, and where they asked to be forgotten."""
        card = self.pen.card(person_id)
        person = person_of(None, card)
        if person is None:
            return None
        check_record(self.pen.sealing.cabinet, self.pen.path_of(person_id))
        return replace(person, consents=tuple(consents_of(card)))

    def admit(self, person: Person, consents: Sequence[Consent]) -> Person:
        """The record in `alumni/`, written with these consents; the private one need not say who
        they are any more.

        Raises `Refused` for what would be a fault there, and where all that they said is no yes
        today: what is in `alumni/` can be read by the world. Then nothing is written.
        """
        path = f"{PEOPLE}/{person.id}.yml"
        if not agreed((*person.consents, *consents), "portal", self.register.today):
            raise refusal(person.path, "consent-early", id=person.id)
        self._check_times(person)
        place, before = self._text_of(person.id)
        tree = self.pen.tree(place, before)
        self._without(place, before, tree)  # or nothing is written
        told = tree[KEY]
        text = inscribed(written(told, in_clear) if isinstance(told, dict) else "", consents)
        if text is None:
            raise refusal(person.path, "consent-unplaced")
        try:
            after = self.register.person_in(SourceFile(path, text))
        except Refused as refused:
            raise self._here(person, refused) from None
        put_new(self.register.root / path, text.encode())
        try:
            self.pen.amend(person.id, self._without, "graft-changed")
        except BaseException:
            remove(self.register.root / path)
            raise
        return after

    def keep(self, person: Person, consents: Sequence[Consent]) -> Person:
        """Write the consents into the private record. Raises `Refused` as a `Scribe` does."""
        rows = [list(pairs_of(one, EVIDENCE)) for one in consents]
        Scribe(self.pen.sealing).write(person.id, Entry(rows={"consents": rows}))
        return replace(person, consents=(*person.consents, *consents))

    def _check_times(self, person: Person) -> None:
        problems = Problems()
        for number, one in enumerate(person.tenures):
            if one.joined is None:
                field = f"{KEY}.tenures[{number}].joined"
                problems.add(person.path, one.mark, "consent-joined", field, id=person.id)
        if problems.errors:
            raise Refused(problems)

    def _text_of(self, person_id: str) -> tuple[str, str]:
        """The path of the private record, and its text in clear."""
        path = self.pen.path_of(person_id)
        clear = self.pen.sealing.in_clear(path)
        file = self.pen.sealing.cabinet.folder / path
        return path, clear[0] if clear else file.read_text("utf-8-sig")

    def _here(self, person: Person, refused: Refused) -> Refused:
        """Its problems, told of the place where they can be mended."""
        problems = Problems()
        for one in refused.problems:
            values = dict(one.values)
            problems.add(person.path, person.mark, one.code, f"{KEY}.{one.field}", **values)
        return Refused(problems)

    def _without(self, path: str, text: str, before: Branch) -> str:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        cuts = cuts_in(plain, lambda trail, _: trail[0] == KEY)
        new = edited(plain, cuts.edits)
        left = {key: tree for key, tree in before.items() if key != KEY}
        if sense_of(self.pen.tree(path, new)) != sense_of(left):
            raise refusal(self.pen.sealing.cabinet.shown(path), "graft-unplaced")
        return new.replace("\n", "\r\n") if "\r\n" in text else new
