"""A note to one person, ready for each way to reach them.

Only addresses that their owners document are made: `mailto:` (RFC 6068), profiles, and `m.me`,
which opens Messenger (developers.facebook.com, m.me Links). LinkedIn and X document none that
writes into a message to a person, so there the note is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from urllib.parse import parse_qs, quote, unquote, urlsplit

from enishi.dates import say_day
from enishi.desk.acquaintance import Contact
from enishi.desk.ranking import Part, Standing
from enishi.desk.wording import Opening, Wording, filled
from enishi.readings import EAST_ASIAN
from enishi.settings import Settings
from enishi.source.people import Name, Person

_PROFILES = ("linkedin", "x", "facebook")
_HANDLE = re.compile(r"[A-Za-z0-9.]{5,50}\Z")
_WEIGHTLESS = frozenset({"early", "overdue", "quiet", "unheard"})


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody: an address to open, and whether the note goes with it."""

    channel: str
    url: str
    carries: bool
    """False where the note is to be copied."""


@dataclass(frozen=True, slots=True)
class Note:
    """What to write."""

    lang: str
    subject: str
    text: str
    """With greeting and signature: for mail."""
    short: str
    """Without a signature: for networks, where it can be seen who writes."""
    ways: tuple[Way, ...]


def reason_of(standing: Standing) -> Part:
    """For what to write: the strongest reason that is more than the calendar of contacts."""
    named = [one for one in standing.parts if one.kind not in _WEIGHTLESS]
    return named[0] if named else standing.parts[0]


def note_for(
    standing: Standing,
    person: Person | None,
    contact: Contact,
    wording: Wording,
    settings: Settings,
    today: date,
    lang: str,
) -> Note:
    part = reason_of(standing)
    values = {
        "name": called(person.name, lang) if person else "",
        "company": settings.ours.company.latin or settings.ours.company.name
        if lang == "en"
        else settings.ours.company.name,
        "host": settings.ours.host.name,
        **_values_of(part, settings, lang),
    }
    begun = _begun(part, wording)
    one = _one_of(begun.opening, standing.tie.id, part.kind, today)
    end = _one_of(wording.closing, standing.tie.id, "closing", today)
    greeting = filled(wording.greeting, values) if values["name"] else ""
    body = "\n".join(filled(line, values) for line in (one, end) if line)
    short = "\n".join(line for line in (greeting, body) if line)
    text = "\n\n".join(line for line in (greeting, body, filled(wording.signature, values)) if line)
    subject = filled(begun.subject, values)
    ways = tuple(ways_to(person, contact, subject, text))
    return Note(lang, subject, text, short, ways)


def called(name: Name, lang: str) -> str:
    """What somebody is called by a colleague."""
    if name.preferred:
        return name.preferred
    first = (name.whole or name.latin or name.family).split()[0]
    if lang == "ja":
        is_east_asian = EAST_ASIAN.search(name.family or name.whole)
        return f"{(name.family if is_east_asian else name.given) or first}さん"
    return name.latin.split()[0] if name.latin else name.given or first


def _values_of(part: Part, settings: Settings, lang: str) -> dict[str, str]:
    found = {"years": years_as(part.number, lang)}
    if part.day:
        found["day"] = say_day(part.day, lang, weekday=False)
    if part.item:
        url = f"{settings.url}news/{part.item.id}/" if settings.url else ""
        found |= {"news": part.item.title, "url": url}
    return found


def years_as(number: int, lang: str) -> str:
    """`5年`; `a year`, `5 years`."""
    if lang == "ja":
        return f"{number}年"
    return "a year" if number == 1 else f"{number} years"


def _begun(part: Part, wording: Wording) -> Opening:
    kind = {"unheard": "quiet", "early": "overdue"}.get(part.kind, part.kind)
    found: Opening = getattr(wording, kind)
    return found


def _one_of(ways: tuple[str, ...], person_id: str, kind: str, today: date) -> str:
    """The same all day long, another for others and on other days."""
    if not ways:
        return ""
    sign = f"{person_id} {kind} {today.isoformat()}".encode()
    return ways[int.from_bytes(blake2b(sign, digest_size=8).digest(), "big") % len(ways)]


def ways_to(
    person: Person | None, contact: Contact, subject: str = "", text: str = ""
) -> Iterator[Way]:
    """Every way to reach somebody, the letter begun where it can be."""
    if contact.email:
        yield Way("mail", mailto(contact.email, subject, text), carries=True)
    for network in _PROFILES:
        url = getattr(person.profiles, network) if person and person.profiles else ""
        if url:
            yield Way(network, url, carries=False)
            handle = messenger_of(url) if network == "facebook" else ""
            if handle:
                yield Way("messenger", f"https://m.me/{handle}", carries=False)


def mailto(address: str, subject: str, text: str) -> str:
    """A letter begun in the reader's mail program (RFC 6068): line ends are %0D%0A."""
    local, _, host = address.rpartition("@")
    lines = text.replace("\n", "\r\n")
    to = f"{quote(local, safe='!$*+-.^_~')}@{quote(host, safe='')}"
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def messenger_of(url: str) -> str:
    """The user name or number in the address of a Facebook profile; empty where there is none."""
    parts = urlsplit(url)
    if (parts.hostname or "").removeprefix("www.").removeprefix("m.") != "facebook.com":
        return ""
    path = unquote(parts.path).strip("/")
    if path == "profile.php":
        number = parse_qs(parts.query).get("id", [""])[0]
        return number if number.isascii() and number.isdigit() else ""
    return path if _HANDLE.match(path) and not path.endswith(".php") else ""
