"""Whom it is about: by what a person is known, in files of whatever kind.

What identifies is told by the rules of `needles.py`, and besides by the whole name in all its
writings, by the ID, and by the digests of the photos. What could be anybody's does not: places,
departments, titles, companies, skills, and what another record, the timeline or the settings say
of somebody or something else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath

from enishi.desk.disguises import folded, squeezed
from enishi.desk.needles import (
    NAME,
    Needle,
    could_be_anybodys,
    distinct,
    needle_of_id,
    needles_in,
)
from enishi.desk.sightings import Sightings
from enishi.problems import Mark
from enishi.publish import ways_to_write
from enishi.readings import EAST_ASIAN, hiragana_of, katakana_of
from enishi.source.people import Name
from enishi.source.tree import Mapping as Record
from enishi.source.tree import Node, Scalar

_ANYBODYS = frozenset("tenures now location skills open_to updated consents name photo".split())
"""Fields of public records whose values are not one person's alone, or are known otherwise."""
_OURS = re.compile(
    r"care\.owner|offboarding\.(?:by|host|memo\.reach_us|tasks\[\d+\]\.id)"
    r"|consents\[\d+\]\.(?:how|notice|purpose|status)"
)
"""Fields of private records that say something of the company."""
_OWN = frozenset(
    "emails phones birthday profiles name now tenures location skills offers asks bio "
    "lately".split()
)
"""Fields by which another record has a value as its own."""
_DATED = re.compile(r"\A\d{4}-\d\d(?:-\d\d)?-")
_HOMES = frozenset("alumni photos".split())
"""Folders in which a file or folder is called by the ID of a person."""
_LEAST_READING = 5
"""Letters of a reading in kana; a shorter one could stand in a text by chance."""


@dataclass(frozen=True)
class Subject:
    """A person, by what they are known."""

    id: str
    ways: tuple[str, ...] = ()
    """How the whole name may be written."""
    calls: tuple[str, ...] = ()
    """Parts of the name that people are called by."""
    needles: tuple[Needle, ...] = ()
    latin: tuple[str, ...] = ()
    """Whole names in Latin letters, `folded`; their words may be apart by any white space."""
    photos: frozenset[str] = frozenset()
    """SHA-256 of the files."""
    birthday: str = ""
    """Month and day, as `04-12`; empty where nobody knows."""
    readings: tuple[str, ...] = ()
    """Names in kana and in Latin letters."""
    shared: frozenset[str] = frozenset()
    """Of the whole names, those that somebody else bears as well."""
    is_lone: bool = False
    """Whether no other ID has this one in it, as `kenichi-sato-2` would."""

    @property
    def is_telling(self) -> bool:
        """Whether the ID by itself can only mean this person."""
        return any(needle_of_id(self.id, ""))

    def texts(self, sort: str) -> frozenset[str]:
        return frozenset(one.text for one in self.needles if one.sort == sort)

    @cached_property
    def whole_names(self) -> frozenset[str]:
        """As they are compared: `squeezed` and `folded`."""
        return frozenset(squeezed(folded(way)) for way in self.ways)

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Whole names that mean nobody else."""
        return self.whole_names - self.shared

    def sightings(self) -> Sightings:
        """Finds the values in files, whatever their disguise."""
        within = (self.id,) if self.is_telling and self.is_lone else ()
        return Sightings(self.needles, (*self.latin, *within))

    def is_named_in(self, path: str) -> bool:
        """As `is_in_path`, or the ID is a part of a longer name that is nobody else's."""
        within = self.is_telling and self.is_lone and self.id in path
        return self.is_in_path(path) or (within and self._within.search(path) is not None)

    @cached_property
    def _within(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![a-z0-9]){re.escape(self.id)}(?![a-z0-9])")

    def is_in_path(self, path: str) -> bool:
        """Whether a file or folder is called by the ID, or is a print of the photo.

        An ID that could be a word means them only where people are.
        """
        parts = ("", *PurePosixPath(path).parts)
        return any(
            self._is_called(part) and (self.is_telling or before in _HOMES or "-" in part)
            for before, part in pairwise(parts)
        )

    def _is_called(self, part: str) -> bool:
        stem = part.lstrip("_.").partition(".")[0]
        if (
            stem == self.id
            or (self.is_telling and _DATED.sub("", stem) == self.id)
            or folded(part).rpartition(".")[0] in self.texts("mail")
        ):
            return True
        prints = rf"{re.escape(self.id)}-[0-9a-f]{{8}}-\d+x\d+\Z"
        return re.match(prints, stem) is not None


def subject_of(
    person_id: str,
    public: Iterable[Node],
    private: Iterable[Node],
    photos: Iterable[bytes] = (),
) -> Subject:
    """From all that records say, of today and of earlier days."""
    public, private = list(public), list(private)
    names = [name for node in (*public, *private) if (name := name_of(node))]
    ways = {way for name in names for way in ways_to_write(name) if _is_whole(way)}
    ways |= {way for name in names for way in _more_ways(name)}
    readings = {text for name in names for text in (name.kana, name.latin) if text}
    needles = [*_needles_of(public, private), *_names(ways, readings, person_id)]
    return Subject(
        person_id,
        tuple(sorted(ways)),
        tuple(sorted({part for name in names for part in _calls(name)})),
        tuple(distinct(needles)),
        tuple(sorted(folded(way) for way in ways if not EAST_ASIAN.search(way))),
        frozenset(hashlib.sha256(data).hexdigest() for data in photos),
        next((day for node in private if (day := _birthday(node))), ""),
        tuple(sorted(readings)),
    )


def name_of(node: Node) -> Name | None:
    """The name that a record says, public or private, as far as it can be read."""
    if not isinstance(node, Record):
        return None
    found = node.get("name") or node.get("person", "name")
    if isinstance(found, Scalar):
        return Name(Mark(), whole=found.text)
    if not isinstance(found, Record):
        return None
    parts = {key.text: value.text for key, value in found.entries if isinstance(value, Scalar)}
    known = ("family", "given", "kana", "latin", "former", "preferred")
    return Name(Mark(), **{key: parts[key].strip() for key in known if key in parts})


def _more_ways(name: Name) -> Iterator[str]:
    """With the former family name, and Latin names the other way round."""
    if name.former and name.given:
        yield from ways_to_write(replace(name, family=name.former, latin="", whole=""))
    for latin in {name.latin, *(() if EAST_ASIAN.search(name.whole) else (name.whole,))}:
        first, _, last = latin.rpartition(" ")
        if first and last:
            yield from (latin, f"{last} {first}", f"{last}, {first}")


def _is_whole(way: str) -> bool:
    several = " " in way.strip() or bool(EAST_ASIAN.search(way))
    return several and len(squeezed(way)) >= 3


def _calls(name: Name) -> Iterator[str]:
    for part in (name.family, name.given, name.former, name.preferred, name.kana, name.latin):
        if part:
            yield part
            yield from part.split()


def _names(ways: Iterable[str], readings: Iterable[str], person_id: str) -> Iterator[Needle]:
    for way in sorted(ways):
        if EAST_ASIAN.search(way):
            yield Needle("text", squeezed(folded(way)), "", "name")
    for kana in readings:
        if EAST_ASIAN.search(kana) and len(squeezed(kana)) >= _LEAST_READING:
            for form in {hiragana_of(kana), katakana_of(kana)}:
                yield Needle("text", squeezed(folded(form)), "", "name.kana")
    yield from needle_of_id(person_id, "")


def _needles_of(public: Iterable[Node], private: Iterable[Node]) -> Iterator[Needle]:
    for node in public:
        for one in needles_in(node, ""):
            if _top(one.field) not in _ANYBODYS:
                yield one
    for node in private:
        for one in needles_in(node, ""):
            if not (_OURS.match(one.field) or could_be_anybodys(one) or _is_name(one)):
                yield one


def _is_name(one: Needle) -> bool:
    """Whether it is a part of a name, which is known otherwise."""
    return one.field.startswith(NAME)


def _top(field: str) -> str:
    return re.split(r"[.\[]", field.removeprefix("person."), maxsplit=1)[0]


def _birthday(node: Node) -> str:
    found = node.get("birthday") if isinstance(node, Record) else None
    match = (
        re.search(r"(\d\d)-?(\d\d)\Z", found.text.strip()) if isinstance(found, Scalar) else None
    )
    return f"{match[1]}-{match[2]}" if match else ""


def but_common(subject: Subject, others: Mapping[str, Node], things: Iterable[Node]) -> Subject:
    """Without what others have as their own, and what the timeline and the settings say.

    `others` are the records of other people by their paths. Somebody else may bear the same
    name, or share a telephone.
    """
    common: set[tuple[str, str]] = set()
    for node in others.values():
        found = (one for one in needles_in(node, "") if _top(one.field) in _OWN)
        common.update((one.sort, one.text) for one in found)
    for node in things:
        common.update((one.sort, one.text) for one in needles_in(node, ""))
    common -= {("text", way) for way in subject.whole_names}
    borne = set(_ways_of(others.values()))
    common |= {("text", squeezed(way)) for way in borne}
    left = tuple(one for one in subject.needles if (one.sort, one.text) not in common)
    latin = tuple(way for way in subject.latin if way not in borne)
    shared = subject.whole_names & set(map(squeezed, borne))
    lone = not any(subject.id in PurePosixPath(path).name for path in others)
    return replace(subject, needles=left, latin=latin, shared=shared, is_lone=lone)


def _ways_of(nodes: Iterable[Node]) -> Iterator[str]:
    """Names that somebody else bears as well, and their readings: those alone let a name off."""
    for name in filter(None, map(name_of, nodes)):
        yield from map(folded, ways_to_write(name))
        yield from map(folded, _more_ways(name))
        yield from map(folded, (hiragana_of(name.kana), katakana_of(name.kana)))
