"""The people of a file as they would arrive at the desk: new, changed, the same, or unclear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from enishi.desk.comparison import Comparison, Record, compared
from enishi.desk.forgotten import Memorial
from enishi.desk.likeness import Traits
from enishi.desk.newcomer import Newcomer
from enishi.desk.recognition import Recognition, face_of, name_in
from enishi.publish import display_name, ways_to_write
from enishi.readings import EAST_ASIAN, romaji_of
from enishi.scaffold import id_for
from enishi.source.people import Name
from enishi.source.schema import DEVICES, ID

State = Literal[
    "new",
    "changed",
    "same",
    "unclear",
    "twice",
    "forgotten",
    "here",
    "skipped",
    "nobody",
    "stranger",
]
WRITTEN: tuple[State, ...] = ("new", "changed")
OPEN: tuple[State, ...] = ("unclear", "twice")
"""States about which somebody has to decide."""
LEFT_OUT: tuple[State, ...] = (
    "unclear", "twice", "forgotten", "here", "skipped", "nobody", "stranger",
)  # fmt: skip
NEW, SKIP = "new", "skip"
Records = Callable[[str], tuple[Record, Record | None]]
"""`records(ID)` → what the private record says, and the public one where there is one."""
_LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row, and what becomes of it."""

    newcomer: Newcomer = field(repr=False)
    state: State
    id: str = ""
    """Whose record it is; empty where nobody's."""
    ids: tuple[str, ...] = ()
    """Who it may be, where that is not clear."""
    lines: tuple[int, ...] = ()
    """Other rows that may be the same person."""
    on: date | None = None
    """When they were forgotten."""
    comparison: Comparison = field(default_factory=Comparison, repr=False)

    @property
    def name(self) -> str:
        found = name_in(self.newcomer.name)
        return display_name(found) if found else ""


@dataclass(frozen=True)
class Gate:
    """Decides about rows. `records` gives `(private, public)` of an ID, as plain values."""

    recognition: Recognition
    memorial: Memorial
    taken: set[str]
    """IDs that there are."""
    records: Records
    with_current: bool = False
    known_only: bool = False
    """Whether whoever is none of ours yet is left out."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """`{line: ID}`, or `new`, or `skip`, where somebody said whom a row means."""

    def arrivals(self, newcomers: Iterable[Newcomer]) -> list[Arrival]:
        """Every row, in the order of the file."""
        found = [self._arrival(one) for one in newcomers]
        found = list(_without_doubles(found, self.answers))
        return [self._finished(one) for one in found]

    def _arrival(self, one: Newcomer) -> Arrival:
        answer = self.answers.get(one.line, "")
        if answer == SKIP:
            return Arrival(one, "skipped")
        if not (one.record or one.rest):
            return Arrival(one, "nobody")
        if one.is_here and not self.with_current:
            return Arrival(one, "here")
        forgotten = self._forgotten(one)
        if forgotten and answer != NEW:
            return Arrival(one, "forgotten", on=forgotten)
        if answer and answer != NEW:
            return Arrival(one, "changed", answer)
        meant = self.recognition.meant(one)
        if answer == NEW or not meant.ids:
            if self.known_only and answer != NEW:
                return Arrival(one, "stranger")
            known = bool(one.name or one.texts("emails"))
            return Arrival(one, "new" if known else "nobody")
        if meant.is_sure:
            return Arrival(one, "changed", meant.ids[0])
        return Arrival(one, "unclear", ids=meant.ids)

    def _forgotten(self, one: Newcomer) -> date | None:
        name = name_in(one.name)
        born = one.record.get("birthday", "")
        traits = Traits(
            ids=[one.id] if one.id else [],
            mails=one.texts("emails"),
            names=(*ways_to_write(name), name.kana, name.latin) if name else (),
            birthday=born if isinstance(born, str) else "",
            phones=one.texts("phones"),
            pages=one.pages,
        )
        return self.memorial.on(traits)

    def _finished(self, one: Arrival) -> Arrival:
        """With an ID, and with what would change."""
        if one.state == "new":
            stem = self._stem(one.newcomer)
            on = self.memorial.on(Traits(ids=[stem]))
            if on and self.answers.get(one.newcomer.line) != NEW:
                return replace(one, state="forgotten", on=on)
            person_id = self._free(stem)
            return replace(one, id=person_id, comparison=compared(one.newcomer, {}, None))
        if one.state == "changed":
            found = compared(one.newcomer, *self.records(one.id))
            return replace(one, state="same" if found.is_same else "changed", comparison=found)
        return one

    def _stem(self, one: Newcomer) -> str:
        if ID.match(one.id) and one.id not in DEVICES:
            return one.id
        name = name_in(one.name)
        return id_for(_called(name) if name else one.texts("emails")[0].partition("@")[0])

    def _free(self, stem: str) -> str:
        found, number = stem, 2
        while found in self.taken or self.memorial.on(Traits(ids=[found])):
            found, number = f"{stem[:60]}-{number}", number + 1
        self.taken.add(found)
        return found


def _called(name: Name) -> str:
    """A name in Latin letters, the given name first; as it stands where there are none."""
    if name.latin:
        return name.latin
    whole = display_name(name)
    if not EAST_ASIAN.search(whole):
        return whole
    words = [_short(romaji_of(word)) for word in name.kana.split()]
    return " ".join(reversed(words)) if words else whole


def _short(romaji: str) -> str:
    for long, short in _LONG:
        romaji = romaji.replace(long, short)
    return romaji


def _without_doubles(arrivals: list[Arrival], answers: Mapping[int, str]) -> Iterator[Arrival]:
    """Two rows of one file that may be one person are a question, unless they say the same."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(arrivals):
        for key in _keys_of(one):
            by_key[key].append(at)
    near: dict[int, set[int]] = defaultdict(set)
    for places in by_key.values():
        if len(places) > 1 and len(places) <= _MOST:
            for at in places:
                near[at].update(places)
    for at, one in enumerate(arrivals):
        others = [arrivals[n] for n in sorted(near[at]) if n != at and _may_be(one, arrivals[n])]
        if one.newcomer.line in answers or not others:
            yield one
        elif all(_says_same(one, each) for each in others):
            first = min(each.newcomer.line for each in others) > one.newcomer.line
            yield one if first else replace(one, state="skipped")
        else:
            lines = tuple(each.newcomer.line for each in others)
            yield replace(one, state="twice", lines=lines)


_MOST = 50
"""Rows of one name among which each is compared with each: more bear it by chance."""


def _keys_of(one: Arrival) -> Iterator[str]:
    if one.state == "changed":
        yield f"id {one.id}"
    elif one.state == "new":
        face = face_of(one.newcomer)
        yield from (f"mail {mail}" for mail in face.mails)
        yield from (f"name {name}" for name in face.names)


def _may_be(one: Arrival, other: Arrival) -> bool:
    """Whether two rows may be one person: of one name, but with other e-mails, they are two."""
    if one.state == "changed":
        return True
    mine, theirs = face_of(one.newcomer), face_of(other.newcomer)
    if mine.mails & theirs.mails:
        return True
    apart = bool(mine.mails and theirs.mails)
    read = bool(mine.kana and theirs.kana and mine.kana != theirs.kana)
    born = bool(mine.birthday and theirs.birthday and mine.birthday != theirs.birthday)
    return not (apart or read or born)


def _says_same(one: Arrival, other: Arrival) -> bool:
    mine, theirs = one.newcomer, other.newcomer
    return (mine.record, mine.rest) == (theirs.record, theirs.rest)
