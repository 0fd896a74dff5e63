"""What a reply changes in a person's records: shown first, and made only if somebody says yes.

A value goes to the public record only where the consent for the portal covers it and the person
said that it may be shown; else it stands in the note of the touch, in the private record.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from enishi.desk.answers import FORM, Answer, Trail, clean, is_list, items_in, may_stand
from enishi.desk.emendation import Value, Wish, emended, plain_at
from enishi.desk.excision import cuts_in, edited
from enishi.desk.incoming import Incoming
from enishi.publish import agreed
from enishi.source.people import Person

_NOTE = 1000
"""Characters that the note of a touch may have."""
_GOES_WITH: dict[Trail, tuple[str, ...]] = {
    ("now", "company"): ("title", "industry", "since"),
    ("location", "city"): ("region", "country"),
}
"""What was said of the old one, and may be wrong of the new one."""
_LABELS = {one.trail: one.labels[0] for one in FORM}


@dataclass(frozen=True, slots=True)
class File:
    """A record as it stands, in clear, and as it would."""

    path: str
    """Relative to the portal, or to the private folder."""
    before: str = field(repr=False)
    after: str = field(repr=False)

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    def diff(self, shown: str) -> list[str]:
        """The name of the file, and lines that go (`-`) or come (`+`). Those that stay are not
        told: they could hold an address."""
        lines = difflib.ndiff(self.before.splitlines(), self.after.splitlines(), None, None)
        changed = [line for line in lines if line.startswith(("- ", "+ "))]
        return [f"{shown}:", *changed] if changed else []


@dataclass(frozen=True, slots=True)
class Revision:
    """What becomes of the two records of one person."""

    public: File | None
    """None where they have none."""
    private: File
    by_hand: tuple[str, ...] = ()
    """Labels of what was told and cannot be written by a program."""
    kept: tuple[str, ...] = ()
    """Labels of what may not be shown, and stands in the note."""

    @property
    def is_changed(self) -> bool:
        return self.private.is_changed or bool(self.public and self.public.is_changed)


def revision_of(
    answer: Answer,
    mail: Incoming,
    person: Person | None,
    public: str,
    private: tuple[str, str],
    today: date,
) -> Revision:
    """`public` is the text of the person's record, `private` the path and text of the other."""
    on = _day_of(mail, today)
    shown = {
        trail: text
        for trail, text in answer.told.items()
        if _may_show(answer, trail, text, person, today)
    }
    text, by_hand = public, list[str]()
    for trail, value in _in_order(shown):
        new = _written(text, trail, value, on)
        if new is None:
            by_hand.append(_LABELS[trail])
            del shown[trail]
        else:
            text = new
    kept = {trail: said for trail, said in answer.told.items() if trail not in shown}
    note = _note_of(kept, answer.free)
    touched = _touched(private[1], on, note)
    if touched is None:
        by_hand.append("touches")
    return Revision(
        File(person.path, public, text) if person else None,
        File(private[0], private[1], touched or private[1]),
        tuple(by_hand),
        tuple(_LABELS[trail] for trail in kept if _LABELS[trail] not in by_hand),
    )


def _day_of(mail: Incoming, today: date) -> date:
    """When it was written; whoever says something else than the last two years is not believed."""
    said = mail.on or mail.arrived
    return said if said and 0 <= (today - said).days <= 730 else today


def _may_show(answer: Answer, trail: Trail, text: str, person: Person | None, today: date) -> bool:
    if person is None or not answer.may_show:
        return False
    if not agreed(person.consents, "portal", today, trail[0]):
        return False
    values = items_in(text) if is_list(trail) else [text]
    return all(may_stand(trail, one) for one in values if one)


def _in_order(shown: dict[Trail, str]) -> list[tuple[Trail, str]]:
    """First those with which others go."""
    return sorted(shown.items(), key=lambda one: one[0] not in _GOES_WITH)


def _written(text: str, trail: Trail, value: str, on: date) -> str | None:
    """The public record with one answer in it; None where somebody has to write it."""
    if not value:
        return _without(text, trail)
    if is_list(trail):
        known = plain_at(text, *trail)
        new = [one for one in items_in(value) if one not in known]
        return emended(text, *(Wish(trail, one, is_row=True) for one in new))
    if trail == ("lately",):
        wishes = [
            Wish((*trail, "on"), on.isoformat()),
            Wish((*trail, "text"), " ".join(value.split("\n"))),
        ]
        return emended(text, *wishes)
    if plain_at(text, *trail) not in ("", value):
        for key in _GOES_WITH.get(trail, ()):
            cut = _without(text, (trail[0], key))
            if cut is None:
                return None
            text = cut
    wishes = [Wish(trail, f"{value}\n" if "\n" in value else value)]
    if trail[0] == "now":
        wishes.append(Wish(("now", "checked"), on.isoformat()))
    return emended(text, *wishes)


def _without(text: str, trail: Trail) -> str | None:
    if not plain_at(text, *trail):
        return text
    cuts = cuts_in(text, lambda at, _: at[: len(trail)] == trail)
    return edited(text, cuts.edits) if cuts.edits else None


def _note_of(kept: dict[Trail, str], free: str) -> str:
    """One line: what is not shown, and what was written besides."""
    told = [f"{_LABELS[trail]}: {text or '—'}" for trail, text in kept.items()]
    note = " / ".join(clean(line) for part in (*told, free) for line in _paragraphs(part))
    return note if len(note) <= _NOTE else note[: _NOTE - 1] + "…"


def _paragraphs(text: str) -> Iterator[str]:
    for part in text.split("\n\n"):
        if part.strip():
            yield part


def _touched(private: str, on: date, note: str) -> str | None:
    """The private record with one touch more, unless it has that one already."""
    touch: dict[str, str] = {"on": on.isoformat(), "channel": "mail", "direction": "in"}
    if note:
        touch["note"] = note
    known = plain_at(private, "touches")
    if isinstance(known, list) and touch in known:
        return private
    value: Value = touch
    return emended(private, Wish(("touches",), value, is_row=True))
