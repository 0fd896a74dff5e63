"""vCard 2.1, 3.0 and 4.0, as phones, Google, Apple and Outlook write them (RFC 6350, RFC 2426, RFC 9554; IrMC for 2.1).

Photos are passed over: to show one takes a consent. Of our own cards the ID is taken as well.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enishi.desk.incoming import codec_of
from enishi.desk.layout import Form, Told
from enishi.desk.records import STAGES
from enishi.problems import Mark, Problems
from enishi.source.people import NETWORKS

_PARAM = re.compile(r';((?:[^":;]|"[^"]*")*)')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"(?:\\.|[^\\;])*", re.DOTALL)
_TECHNICAL = frozenset(
    "begin end version prodid rev kind clientpidmap x-class x-no x-reduction x-abuid".split()
)
"""Properties that say something of the card and nothing of the person."""
_BINARY = frozenset("photo logo sound key".split())
_SIMPLE = {
    "email": "email", "tel": "phone", "nickname": "preferred", "x-nickname": "preferred", "title": "job",
    "expertise": "skill", "x-maidenname": "former", "x-maiden-name": "former", "x-enishi-call": "call",
    "x-enishi-tenure": "tenure", "x-phonetic-last-name": "family-kana",
    "x-phonetic-first-name": "given-kana", "bday": "birthday",
}  # fmt: skip
_APPLE = re.compile(r"_\$!<.*>!\$_\Z")
"""A word that Apple itself puts beside a value, as the kind of a number."""


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card, unfolded."""

    line: int
    name: str
    params: Mapping[str, str]
    value: str
    """As it stands behind the colon, decoded."""

    @property
    def text(self) -> str:
        return _clear(self.value).strip()

    @property
    def parts(self) -> list[str]:
        """What stands between semicolons."""
        found = re.split(r";", self.value) if "\\" not in self.value else _parted(self.value)
        return [_clear(one).strip() for one in found]


def read(text: str, name: str, problems: Problems) -> list[Told]:
    """The cards of a file. A card that does not end is read as far as it goes."""
    return [_told(card, name, problems) for card in _cards(text)]


def _cards(text: str) -> Iterator[list[Property]]:
    card: list[Property] | None = None
    for one in _properties(text.split("\n")):
        if one.name == "begin" and one.text.lower() == "vcard":
            if card:
                yield card
            card = [one]
        elif one.name == "end" and card is not None:
            yield card
            card = None
        elif card is not None:
            card.append(one)
    if card:
        yield card


def _properties(lines: Sequence[str]) -> Iterator[Property]:
    at = 0
    while at < len(lines):
        first, line = at, lines[at].rstrip("\r")
        at += 1
        quoted = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
        while at < len(lines):
            after = lines[at].rstrip("\r")
            if quoted and line.endswith("="):
                line = line[:-1] + after
            elif after[:1] in (" ", "\t"):
                line += after[1:]
            else:
                break
            at += 1
        found = _property(line, first + 1)
        if found:
            yield found


def _property(line: str, number: int) -> Property | None:
    head = re.match(r"[\w.-]+", line, re.ASCII)
    if head is None:
        return None
    at, params = head.end(), dict[str, str]()
    while match := _PARAM.match(line, at):
        key, sign, value = match[1].partition("=")
        key, value = (key, value) if sign else ("type", key)
        known = params.get(key.strip().lower())
        value = value.strip().strip('"').lower()
        params[key.strip().lower()] = f"{known},{value}" if known else value
        at = match.end()
    if line[at : at + 1] != ":":
        return None
    return Property(
        number, head[0].rpartition(".")[2].lower(), params, _decoded(line[at + 1 :], params)
    )


def _decoded(value: str, params: Mapping[str, str]) -> str:
    coded = params.get("encoding", "") or params.get("type", "")
    if "quoted-printable" not in coded:
        return value
    data = quopri.decodestring(value.encode())
    for codec in (codec_of(params.get("charset", "utf-8")), "utf-8", "cp932"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _clear(value: str) -> str:
    return _ESCAPE.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)


def _parted(value: str) -> list[str]:
    found, at = [], 0
    while match := _PART.match(value, at):
        found.append(match[0])
        at = match.end() + 1
        if at > len(value):
            break
    return found


def _told(card: Sequence[Property], path: str, problems: Problems) -> Told:
    values: dict[tuple[str, str], None] = {}  # in order, and each once
    said: set[str] = set()
    rest: list[tuple[str, str]] = []
    ours = next((one for one in card if one.name == "uid" and _is_ours(one)), None)
    for one in card:
        if one.name in _TECHNICAL or one is ours:
            continue
        if one.name in _BINARY and not _is_reading(one):
            problems.warn(path, Mark(one.line), "import-binary", kind=one.name.upper())
            continue
        for field, text in _meant(one, is_ours=ours is not None):
            if not text or (field, text) in values:
                continue
            if field in said:
                rest.append((one.name.upper(), text))
            elif field:
                values[field, text] = None
                said |= _ONCE & {field}
            else:
                rest.append((one.name.upper(), text))
    person_id = ours.text.partition("@")[0] if ours else ""
    pairs = tuple(values)
    named = [pair for pair in pairs if not _is_said(pair, pairs, person_id)]
    return Told(card[0].line, tuple(named), tuple(rest), person_id)


_ONCE = frozenset("birthday company job former call city region country website".split())


def _is_ours(one: Property) -> bool:
    return one.params.get("value") == "text"


def _is_reading(one: Property) -> bool:
    return one.name == "sound" and "x-irmc-n" in one.params.get("type", "")


def _is_said(pair: tuple[str, str], values: Sequence[tuple[str, str]], person_id: str) -> bool:
    """Whether the name as one text says no more than its parts do, or is no name at all."""
    if pair[0] != "name":
        return False
    found = dict(values)
    parts = [found.get(key, "") for key in ("family", "given", "middle")]
    latin = found.get("latin", "")
    words = sorted("".join(parts).casefold().replace(" ", ""))
    same = sorted("".join(pair[1].split()).casefold()) == words
    return pair[1] == person_id or pair[1] == latin or same


def _meant(one: Property, *, is_ours: bool) -> Iterator[tuple[str, str]]:
    """`(field, text)`; no field for what is kept as it is."""
    if one.name in _SIMPLE:
        plain = one.value if one.name == "x-enishi-tenure" else one.text
        yield _SIMPLE[one.name], re.sub(r"\A(?:mailto|tel):", "", plain, flags=re.IGNORECASE)
    elif one.name == "fn":
        yield "name", one.text
    elif one.name == "n" or _is_reading(one):
        yield from _name(one)
    elif one.name == "org":
        company, *offices = one.parts
        yield "company", company
        yield from (("", office) for office in offices)
    elif one.name == "adr":
        yield from _address(one)
    elif one.name in ("url", "socialprofile", "x-socialprofile"):
        yield _network(one), one.text
    elif one.name == "categories" and is_ours:
        yield from (("stage", word) for word in re.split(r"(?<!\\),", one.value) if word in STAGES)
    elif not _APPLE.match(one.text):
        yield "", one.text


def _name(one: Property) -> Iterator[tuple[str, str]]:
    family, given, middle, *others = (*one.parts, "", "", "")
    script = one.params.get("script", "")
    if script == "latn":
        yield "latin", " ".join(filter(None, (given, family)))
        return
    kana = "-kana" if script in ("kana", "hira", "jpan") or one.name == "sound" else ""
    yield f"family{kana}", family
    yield f"given{kana}", given
    yield "" if kana else "middle", middle
    yield from (("", other) for other in others)


def _address(one: Property) -> Iterator[tuple[str, str]]:
    box, extra, street, city, region, code, country, *_ = (*one.parts, *[""] * 7)
    yield from (("city", city), ("region", region), ("country", country))
    yield "", " ".join(" ".join((code, box, street, extra)).split())


def _network(one: Property) -> str:
    """Which network an address belongs to: by what the card says, else by the host."""
    said = one.params.get("service-type") or one.params.get("type", "")
    kinds = {"twitter": "x"}
    for word in said.split(","):
        if kinds.get(word, word) in NETWORKS:
            return kinds.get(word, word)
    host = re.match(r"https?://(?:[\w-]+\.)*?(linkedin|facebook|github|instagram)\.com/", one.text)
    return host[1] if host else "website" if one.name == "url" else ""


SOURCE = Form(
    title="vCard",
    source="https://www.rfc-editor.org/rfc/rfc6350",
    is_mixed=True,
    is_it=lambda text, suffix: re.match(r"\s*BEGIN:VCARD", text, re.IGNORECASE) is not None,
    read=read,
)
