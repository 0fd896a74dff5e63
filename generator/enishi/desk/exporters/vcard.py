"""vCard 4.0 (RFC 6350; RFC 6715 for skills, RFC 9554 for readings and social profiles).

One card a person, for the marketer's own address book: no notes, no touches, and nobody who is
not to be contacted. What no standard has a property for begins with X-: the former name
(X-MAIDENNAME, as Apple calls it), the reading once more as address books of today read it
(X-PHONETIC-…-NAME), how letters begin (X-ENISHI-CALL), and each time at the company
(X-ENISHI-TENURE: joined; left; department; title; projects; places).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from enishi.desk.alumnus import Alumnus, split_latin
from enishi.desk.export import Document
from enishi.publish import NETWORK_LABELS

OCTETS = 75
_ESCAPES = {"\\": "\\\\", "\n": "\\n", ",": "\\,", ";": "\\;"}
_SPECIAL = re.compile(r"[\\\n,;]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
_KATAKANA = re.compile("[\u30a1-\u30fa\uff66-\uff9d]")


def render(people: Sequence[Alumnus]) -> str:
    return "".join(f"{folded(line)}\r\n" for one in people for line in lines_of(one))


def lines_of(one: Alumnus) -> Iterator[str]:
    """The card of one person, a property a line, not folded yet."""
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID;VALUE=text:{escaped(one.uid)}"
    yield f"FN:{escaped(one.shown or one.id)}"
    yield from _name(one)
    yield from _reached(one)
    if one.birthday:
        yield f"BDAY:{_day(one.birthday.year, one.birthday.month, one.birthday.day)}"
    yield from _work(one)
    yield from _pages(one)
    yield f"CATEGORIES:{listed((one.label, one.stage))}"
    if one.call:
        yield f"X-ENISHI-CALL:{escaped(one.call)}"
    yield from _tenures(one)
    yield "END:VCARD"


def _name(one: Alumnus) -> Iterator[str]:
    """The parts of the name; the same in kana and in Latin letters, as its other writings."""
    name = one.name
    if name is None:
        return
    if name.family or name.given:
        yield f"N;ALTID=1:{_five(name.family, name.given)}"
    if name.kana:
        yield from _reading(name.kana)
    if name.latin:
        given, family = split_latin(name.latin)
        phonetic = "PHONETIC=script;" if name.family or name.given or name.whole else ""
        yield f"N;ALTID=1;{phonetic}SCRIPT=Latn:{_five(family, given)}"
    if name.preferred:
        yield f"NICKNAME:{escaped(name.preferred)}"
    if name.former:
        yield f"X-MAIDENNAME:{escaped(name.former)}"


def _reading(kana: str) -> Iterator[str]:
    """What is one word is not taken apart."""
    family, *rest = kana.split()
    given = " ".join(rest)
    script = "Kana" if _KATAKANA.search(kana) else "Hira"
    yield f"N;ALTID=1;PHONETIC=script;SCRIPT={script}:{_five(family, given)}"
    yield f"X-PHONETIC-LAST-NAME:{escaped(family)}"
    if given:
        yield f"X-PHONETIC-FIRST-NAME:{escaped(given)}"


def _five(family: str, given: str) -> str:
    """RFC 6350, 6.2.2: other names, and what stands before and behind, have their place too."""
    return parted(family, given, "", "", "")


def _reached(one: Alumnus) -> Iterator[str]:
    for number, address in enumerate(one.emails):
        yield f"EMAIL{'' if number else ';PREF=1'}:{escaped(address)}"
    for number, phone in enumerate(one.phones):
        yield f"TEL{'' if number else ';PREF=1'}:{escaped(phone)}"
    city, region, country = one.place
    if any(one.place):
        yield f"ADR:{parted('', '', '', city, region, '', country)}"


def _day(year: int | None, month: int, day: int) -> str:
    """RFC 6350, 4.3.1: `19850412`, or `--0412` where the year is not known."""
    return f"{f'{year:04}' if year else '--'}{month:02}{day:02}"


def _work(one: Alumnus) -> Iterator[str]:
    if one.company:
        yield f"ORG:{escaped(one.company)}"
    if one.title:
        yield f"TITLE:{escaped(one.title)}"
    for skill in one.person.skills if one.person else ():
        yield f"EXPERTISE:{escaped(skill)}"


def _pages(one: Alumnus) -> Iterator[str]:
    profiles = one.person.profiles if one.person else None
    if profiles is None:
        return
    if profiles.website:
        yield f"URL:{profiles.website}"
    for network, service in NETWORK_LABELS.items():
        address = getattr(profiles, network)
        if address and network != "website":
            yield f"SOCIALPROFILE;SERVICE-TYPE={service}:{address}"


def _tenures(one: Alumnus) -> Iterator[str]:
    for stay in one.person.tenures if one.person else ():
        plain = parted(
            str(stay.joined or ""),
            str(stay.left or ""),
            stay.department.text if stay.department else "",
            stay.title,
        )
        projects = listed(ref.id for ref in stay.projects)
        places = listed(ref.id for ref in stay.places)
        yield f"X-ENISHI-TENURE:{plain};{projects};{places}"


# --- the form of a line


def escaped(text: str) -> str:
    """RFC 6350, 3.4."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], _LINE_ENDS.sub("\n", text))


def parted(*parts: str) -> str:
    return ";".join(map(escaped, parts))


def listed(words: Iterable[str]) -> str:
    return ",".join(escaped(word) for word in words if word)


def folded(line: str) -> str:
    """RFC 6350, 3.2: lines of at most 75 octets, and no character is broken in two."""
    out, room = [], OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            out.append("\r\n ")
            room = OCTETS - 1
        out.append(character)
        room -= size
    return "".join(out)


EXPORT = Document(
    title="vCard 4.0",
    source="https://www.rfc-editor.org/rfc/rfc6350",
    suffix=".vcf",
    render=render,
    without=("do-not-contact",),
)
