"""The one door: a record becomes public here, and only if its subject agreed.

Everything that readers see of a person is copied field by field from `Person` to `Profile`.
No other module on the public side ever holds a `Person`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from enishi import colours
from enishi.addresses import key_of
from enishi.dates import PartialDate
from enishi.history import History
from enishi.markup import text_of
from enishi.readings import EAST_ASIAN, folded, hiragana_of, plain_latin
from enishi.source.consents import Consent
from enishi.source.people import NETWORKS, Name, Person, Profiles, Tenure
from enishi.source.purposes import BESIDE, FIELDS, NAME_FIELDS
from enishi.source.schema import Located
from enishi.views import Face, Facet, Note, Outlink, Picture, Profile, Stay

_ROWS = {
    "あ": "あいうえおぁぃぅぇぉゔ",
    "か": "かきくけこ",
    "さ": "さしすせそ",
    "た": "たちつてとっ",
    "な": "なにぬねの",
    "は": "はひふへほ",
    "ま": "まみむめも",
    "や": "やゆよゃゅょ",
    "ら": "らりるれろ",
    "わ": "わゐゑをんゎ",
}
_ROW_OF = {letter: row for row, letters in _ROWS.items() for letter in letters}
NETWORK_LABELS = {
    "linkedin": "LinkedIn",
    "x": "X",
    "facebook": "Facebook",
    "github": "GitHub",
    "instagram": "Instagram",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "note": "note",
    "qiita": "Qiita",
    "zenn": "Zenn",
    "youtube": "YouTube",
    "wantedly": "Wantedly",
    "website": "Web",
}


def deciding(consents: Iterable[Consent], purpose: str, today: date) -> tuple[Consent, ...]:
    """What was decided last for the purpose, until today; nothing where nothing was."""
    made = [one for one in consents if one.purpose == purpose and one.on <= today]
    last = max((one.on for one in made), default=None)
    return tuple(one for one in made if one.on == last)


def agreed(consents: Iterable[Consent], purpose: str, today: date, field: str = "") -> bool:
    """Whether a consent for the purpose holds today. Without one the answer is no.

    What was decided last counts; of several decisions on that day, each must be a yes.
    What begins after today does not count yet, and after `until` a yes is none any more.
    With a `field`, each must allow that one too.
    """
    decided = deciding(consents, purpose, today)
    return bool(decided) and all(
        one.status == "given"
        and (one.until is None or today <= one.until)
        and (not field or one.covers(field))
        for one in decided
    )


def beside_of(person: Person, today: date) -> tuple[str, ...]:
    """What of the site a person who is shown agreed to besides."""
    return tuple(one for one in BESIDE if agreed(person.consents, one, today))


def narrowed(person: Person, today: date) -> Person:
    """The record of a person who agreed, without what they do not want to be shown of it."""
    if not any(one.is_narrow for one in person.consents):
        return person
    no = {field for field in FIELDS if not agreed(person.consents, "portal", today, field)}
    blank: dict[str, Any] = {
        field: () if isinstance(getattr(person, field), tuple) else None
        for field in no.difference(NAME_FIELDS)
    }
    return replace(person, name=_narrowed_name(person.name, no), **blank)


def withheld_in(person: Person, today: date) -> tuple[str, ...]:
    """Fields that the record of somebody who is shown has, and that they do not want shown."""
    if not agreed(person.consents, "portal", today):
        return ()
    shown = narrowed(person, today)
    return tuple(one for one in FIELDS if _value_of(person, one) != _value_of(shown, one))


def _value_of(person: Person, field: str) -> object:
    return getattr(person.name if field in NAME_FIELDS else person, field)


def _narrowed_name(name: Name, no: Container[str]) -> Name:
    """Where there is no other name, that in Latin letters is the one that they are shown by."""
    only = name.latin if display_name(name) == name.latin else ""
    return replace(
        name,
        kana="" if "kana" in no else name.kana,
        latin=only if "latin" in no else name.latin,
        former="" if "former" in no else name.former,
        preferred="" if "preferred" in no else name.preferred,
    )


def display_name(name: Name) -> str:
    """The name as people write it: family name first in Japanese, last in Latin script."""
    if name.whole:
        return name.whole
    parts = [name.family, name.given]
    if not any(parts):
        return name.latin
    if not EAST_ASIAN.search("".join(parts)):
        parts.reverse()
    return " ".join(part for part in parts if part)


def initials_of_text(shown: str) -> str:
    """One character for Japanese names, two capitals for Latin ones."""
    if EAST_ASIAN.search(shown):
        return shown[0]
    words = [word for word in re.split(r"[\s.・-]+", shown) if word]
    if not words:
        return "・"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


def row_of(reading: str) -> str:
    """The heading under which a reading is listed: あ to わ, A to Z, or #."""
    first = _base_letters(reading)[:1]
    if first in _ROW_OF:
        return _ROW_OF[first]
    return first.upper() if "a" <= first <= "z" else "#"


def _base_letters(reading: str) -> str:
    """Hiragana or small Latin letters without marks: が is か, é is e; no spaces."""
    taken_apart = unicodedata.normalize("NFD", plain_latin(folded(reading)))
    bare = (c for c in taken_apart if not unicodedata.combining(c) and not c.isspace())
    return hiragana_of("".join(bare))


def _sort_key(name: Name, person_id: str) -> tuple[int, str, str, str]:
    """Kana by their base letters first, so that が stands with か; then Latin; then the rest."""
    reading = name.kana or _latin_reading(name)
    row = row_of(reading)
    group = 0 if row in _ROWS else 2 if row == "#" else 1
    return group, _base_letters(reading), reading, person_id


def _latin_reading(name: Name) -> str:
    """What a name without kana is sorted by: the family name first."""
    if name.family and not EAST_ASIAN.search(name.family):
        return f"{name.family} {name.given}".strip()
    if name.whole and EAST_ASIAN.search(name.whole) and not name.latin:
        return name.whole
    words = (name.latin or name.whole).split()
    return " ".join(words[-1:] + words[:-1]) or f"{name.family}{name.given}"


def profile_of(person: Person, history: History, bio: Markup, today: date) -> Profile:
    """The person as shown, without a photo. What they agreed to has been asked: `narrowed`."""
    name = person.name
    shown = display_name(name)
    path = f"alumni/{person.id}/"
    stays = stays_of(person, history)
    now = person.now
    left = stays[0].left if stays and stays[0].left and stays[0].left.first <= today else None
    key = _sort_key(name, person.id)
    return Profile(
        id=person.id,
        path=path,
        name=shown,
        kana=name.kana,
        latin=name.latin if name.latin != shown else "",
        former=name.former,
        preferred=name.preferred,
        row=row_of(key[2]),
        sort_key=key,
        face=_face_of(person, shown, path, stays),
        stays=stays,
        company=now.company if now else "",
        work=now.title if now else "",
        industry=now.industry if now else "",
        since=now.since if now else None,
        location=_location_of(person),
        outlinks=_outlinks(person.profiles),
        bio=bio,
        bio_text=text_of(bio) if bio else "",
        lately=Note(person.lately.on, person.lately.text)
        if person.lately and person.lately.on <= today
        else None,
        skills=person.skills,
        offers=person.offers,
        asks=person.asks,
        open_to=tuple(dict.fromkeys(person.open_to)),
        facets=_facets(person, stays, today),
        joined=stays[-1].joined if stays else None,
        left=left,
        returned=any(stay.left for stay in stays[1:]),
        updated=person.updated,
    )


def stays_of(person: Person, history: History) -> tuple[Stay, ...]:
    """Their times here, latest first, but those of which nobody knows when they began."""
    known = [(one.joined, one) for one in person.tenures if one.joined]
    known.sort(key=lambda pair: pair[0].first, reverse=True)
    return tuple(_stay_of(joined, tenure, history) for joined, tenure in known)


def photo_of(person: Person, today: date) -> Located | None:
    """The file name of the photo that the person agreed to show."""
    photo = person.photo
    if photo and "/" not in photo.text and agreed(person.consents, "photo", today):
        return photo
    return None


def with_photo(profile: Profile, photo: Picture | None) -> Profile:
    return replace(profile, face=replace(profile.face, photo=photo))


def ways_to_write(name: Name) -> tuple[str, ...]:
    """How the whole name may stand in a text."""
    found = {display_name(name), name.latin, name.whole}
    if name.family and name.given:
        found |= {name.family + name.given, f"{name.family}\u3000{name.given}"}
    return tuple(sorted(found - {""}))


def _stay_of(joined: PartialDate, tenure: Tenure, history: History) -> Stay:
    return Stay(
        joined=joined,
        left=tenure.left,
        department=history.department(tenure.department.text) if tenure.department else None,
        title=tenure.title,
        projects=history.refs("project", (ref.id for ref in tenure.projects)),
        places=history.refs("office", (ref.id for ref in tenure.places)),
    )


def _face_of(person: Person, shown: str, path: str, stays: tuple[Stay, ...]) -> Face:
    return Face(
        name=shown,
        path=path,
        initials=initials_of_text(shown),
        colour=colours.face_colour(person.id),
        line=_line_of(person, stays),
    )


def _line_of(person: Person, stays: tuple[Stay, ...]) -> str:
    now = person.now
    if now and (now.company or now.title):
        return _side_by_side(now.company, now.title)
    if stays:
        department = stays[0].department.title if stays[0].department else ""
        return _side_by_side(department, stays[0].title)
    return ""


def _side_by_side(place: str, title: str) -> str:
    """Place before title in Japanese; title, then place in English."""
    parts = [part for part in (place, title) if part]
    if EAST_ASIAN.search("".join(parts)):
        return " ".join(parts)
    return ", ".join(reversed(parts))


def _location_of(person: Person) -> str:
    place = person.location
    if place is None:
        return ""
    parts = (place.country, place.region, place.city)
    if EAST_ASIAN.search("".join(parts)):
        return " ".join(part for part in parts if part and part != "日本")
    return ", ".join(part for part in reversed(parts) if part)


def _outlinks(profiles: Profiles | None) -> tuple[Outlink, ...]:
    if profiles is None:
        return ()
    given = ((network, getattr(profiles, network)) for network in NETWORKS)
    return tuple(Outlink(network, NETWORK_LABELS[network], url) for network, url in given if url)


@lru_cache(maxsize=8192)
def _facet(kind: str, key: str, label: str, path: str) -> Facet:
    """One value for all who share it."""
    return Facet(kind, key, label, path)


def _facets(person: Person, stays: tuple[Stay, ...], today: date) -> tuple[Facet, ...]:
    """What the person can be filtered by, each value once."""
    found: dict[tuple[str, str], Facet] = {}

    def add(kind: str, key: str, label: str, path: str = "") -> None:
        if (kind, key) not in found:
            found[kind, key] = _facet(kind, key, label, path)

    for stay in stays:
        year = stay.joined.year
        add("joined", str(year), str(year), f"alumni/joined/{year}/")
        if stay.left and stay.left.first <= today:
            add("left", str(stay.left.year), str(stay.left.year), f"since/{stay.left.year}/")
        if stay.department:
            path = stay.department.path
            label = stay.department.note or stay.department.title
            add("department", path.split("/")[-2], label, path)
        for place in stay.places:
            add("place", place.path.split("/")[-2], place.title, place.path)
    if person.now and person.now.company:
        add("company", key_of(person.now.company), person.now.company)
    for skill in person.skills:
        add("skill", key_of(skill), skill)
    for wish in person.open_to:
        add("open", wish, wish)
    return tuple(found.values())
