"""What must not be in the site: private values that mean something by themselves.

The rule, as docs/privacy.md tells it to readers:

- e-mail addresses always; phone numbers of nine digits and more, however they are written;
- a birthday with its year, however it is written;
- addresses of pages; the ID of somebody who is on no page, if it has two parts;
- the whole name of somebody who is on no page, in all its writings;
- any other value that is a saying: eight Japanese characters or sixteen others, and no single
  word. Of a longer text each line is looked for.

Words that the schema offers, other dates, numbers and short texts could be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from enishi.dates import day_of
from enishi.desk.disguises import folded, squeezed
from enishi.links import is_safe_link
from enishi.readings import EAST_ASIAN
from enishi.source.mailboxes import is_email
from enishi.source.tree import Mapping, Node, Scalar, Sequence

Sort = Literal["mail", "phone", "day", "page", "id", "name", "text"]
_MAIL = re.compile(r"[a-z0-9_.+-]+@[\w-]+(?:\.[\w-]+)*\.(?:[a-z][a-z0-9-]+|[\w-]+)")
"""In Japanese other words stand right before and behind."""
_DIGITS = re.compile(r"\+?\d(?:[\s()./‐-―ー−-]*\d){8,}")
_COUNTRY = re.compile(
    r"\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})", re.ASCII
)
"""What stands before a number within its country (ITU-T E.164, list of assigned codes)."""
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[年/.-]\s?)?(\d\d?)(?:\s?[月/.-]\s?)?(\d\d?)(?!\d)")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"((?:{'|'.join(MONTHS)})[a-z]{{0,6}})"
_SAID_DAY = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)?\s{_MONTH},?\s((?:19|20)\d\d)(?!\d)"
    rf"|(?<![a-z]){_MONTH}\s(\d\d?)(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)(?!\d)"
)
_KEY = re.compile(r"[a-z_]{1,30}\Z")
_BEGINNING = re.compile(r"(?:#{1,6}|>|[-*+]|\d+[.)])\s+")
_SIGNS = re.compile(r"[*_`~]+")
_NO_VALUE = re.compile(
    r"(?:imported(?:\[\d+\])?\.(?:layout|values(?:\[\d+\])?\.label)"
    r"|consents(?:\[\d+\])?\.notice(?:\..*)?)\Z"
)
"""Fields of private records that say what tables or notices are like, and nothing of a person."""
_COMMON = re.compile(r"person\.(?:tenures|now|location|skills|open_to)|imported|\[\d+\]\.company\Z")
"""Fields whose values many people share: employers, places, titles, kinds of contracts."""
_EDGES = {
    "mail": (r"(?<![\w.+-])", r"(?!-?\w|\.\w)"),
    "page": (
        r"(?<![\w-])",
        rf"(?:/(?![\w/?%=&~-]|\.\w|{EAST_ASIAN.pattern})|(?![\w/?%=&~-]|\.\w))",
    ),
    "id": (r"(?<![\w-])", r"(?![\w-])"),
    "name": (
        rf"(?:(?<!(?u:\w))|(?<={EAST_ASIAN.pattern}))",
        rf"(?:(?!(?u:\w))|(?={EAST_ASIAN.pattern}))",
    ),
}
"""What may not stand before and behind a value, or it is another one. Letters are those of ASCII,
for names all that are not East Asian: words of Japanese may stand there at once."""
_ENOUGH = 16
_LEAST_DIGITS = 9
_LEAST_ID = 8
_LEAST_NAME = 3
NAME = "person.name"
_AROUND = 40
"""Letters before and behind the beginning of a year, more than a day can be told in."""


@dataclass(frozen=True, slots=True, repr=False)
class Needle:
    """One value, and whose it is. It has no text form: faults of the program show none."""

    sort: Sort
    text: str
    """As it is compared: `folded`; a phone number as its digits without the leading zero."""
    path: str
    field: str


def needles_in(node: Node, path: str, *, contacts_only: bool = False) -> Iterator[Needle]:
    """Everything that a record says and that is to be looked for."""
    for field, text in values_of(node, ""):
        if not _NO_VALUE.match(field):
            yield from needles_of(text, path, field, contacts_only=contacts_only)


def needles_of(
    text: str, path: str, field: str, *, contacts_only: bool = False
) -> Iterator[Needle]:
    plain = folded(text)
    whole = plain.strip()
    is_one = field.startswith("emails") and is_email(whole)
    for mail in [whole] if is_one else _MAIL.findall(plain):
        yield Needle("mail", mail, path, field)
    for match in _DIGITS.finditer(plain):
        yield from _phone(match[0], path, field)
    if contacts_only:
        return
    if field == "birthday":
        day = day_of(text.strip())
        if day:
            yield Needle("day", day.isoformat(), path, field)
    for line in plain.split("\n"):
        line = line.strip()
        if is_safe_link(line, ("https", "http")):
            yield Needle("page", page_of(line), path, field)
        else:
            for way in {line, _bare(line)}:
                if is_saying(way):
                    yield Needle("text", squeezed(way), path, field)


def page_of(address: str) -> str:
    """The address of a page as it is compared: no scheme, no slash at its end, no percent signs."""
    return folded(unquote(address.partition("://")[2])).rstrip("/")


def _bare(line: str) -> str:
    """A line of Markdown as readers see it."""
    return without_signs(_BEGINNING.sub("", line))


def without_signs(text: str) -> str:
    """Without the signs that make words strong or code in Markdown."""
    return _SIGNS.sub("", text)


def needle_of_id(person_id: str, path: str) -> Iterator[Needle]:
    if "-" in person_id and len(person_id) >= _LEAST_ID:
        yield Needle("id", person_id, path, "ID")


def needles_of_name(ways: Iterable[str], path: str) -> Iterator[Needle]:
    """`ways` are those to write one whole name."""
    for way in ways:
        plain = folded(way)
        tight = squeezed(plain)
        if len(tight) >= _LEAST_NAME and EAST_ASIAN.search(plain):
            yield Needle("text", tight, path, NAME)
        elif " " in plain.strip():
            yield Needle("name", " ".join(plain.split()), path, NAME)


def could_be_anybodys(one: Needle) -> bool:
    """Whether it would be no wonder if it were said of somebody else as well."""
    return one.sort == "text" and bool(_COMMON.match(one.field))


def is_saying(line: str) -> bool:
    """Whether a line is so long that nobody would write the same by chance."""
    tight = squeezed(line)
    weight = len(tight) + len(EAST_ASIAN.findall(tight))
    return weight >= _ENOUGH and not (tight.isascii() and tight == line)


def _phone(written: str, path: str, field: str) -> Iterator[Needle]:
    country = _COUNTRY.match(written)
    digits = "".join(letter for letter in written if letter.isdigit())
    is_moment = bool(day_of(written[:10])) and written[10:11].isspace()
    if day_of(written) or is_moment or len(digits) < _LEAST_DIGITS:
        return
    within = digits[len(country[0]) - 1 :].lstrip("0") if country else ""
    is_long = len(within) >= _LEAST_DIGITS
    yield Needle("phone", within if is_long else digits.lstrip("0") or "0", path, field)


def pattern_of(one: Needle) -> re.Pattern[str] | None:
    """Where a value stands by itself in a `folded` text; None for what may stand anywhere."""
    if one.sort not in _EDGES:
        return None
    before, behind = _EDGES[one.sort]
    words = r"\s+".join(map(re.escape, one.text.split()))  # apart by the end of a line
    return re.compile(f"{before}{words}{behind}", re.ASCII)


def days_in(plain: str, years: Collection[str] = ()) -> Iterator[str]:
    """Days that a `folded` text tells, in whatever way, as `1985-04-12`.

    Given `years`, only theirs: what tells a day is then looked for where such a year stands.
    """
    if not years:
        yield from (day for day, _, _ in _days_at(plain, 0, len(plain)))
    for year in years:
        at = plain.find(year)
        while at >= 0:
            around = _days_at(plain, max(0, at - _AROUND), at + _AROUND)
            yield from (day for day, begin, end in around if begin <= at < end)
            at = plain.find(year, at + 1)


def _days_at(plain: str, begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Each day, and from where to where it is told."""
    for match in _DAY.finditer(plain, begin, end):
        if not plain[match.start() - 1 : match.start()].isdigit():
            day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
            yield day, match.start(), match.end()
    for match in _SAID_DAY.finditer(plain, begin, end):
        month = MONTHS.index((match[2] or match[4])[:3]) + 1
        day = f"{match[3] or match[6]}-{month:02}-{int(match[1] or match[5]):02}"
        yield day, match.start(), match.end()


def values_of(node: Node, field: str) -> Iterator[tuple[str, str]]:
    """`(field, text)` of every value. A key that no schema has could be a value itself."""
    if isinstance(node, Scalar):
        yield field, node.text
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from values_of(item, f"{field}[{number}]")
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            name = key.text if _KEY.match(key.text) else "…"
            yield from values_of(value, f"{field}.{name}" if field else name)


def distinct(needles: Iterable[Needle]) -> list[Needle]:
    """Each value once; it is told of the first record that has it."""
    found: dict[tuple[str, str], Needle] = {}
    for one in needles:
        found.setdefault((one.sort, one.text), one)
    return list(found.values())
