"""The roll: each person's record, read, checked, and made public if its subject agreed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from enishi.addresses import PHOTOS, Addresses
from enishi.digests import digest_of_bytes
from enishi.galleys import Galley, Galleys
from enishi.history import History
from enishi.markup import text_of
from enishi.problems import Problem, Problems
from enishi.publish import (
    agreed,
    beside_of,
    narrowed,
    photo_of,
    profile_of,
    ways_to_write,
    with_photo,
)
from enishi.recall import Recall
from enishi.references import Targets, check_refs, nearest, targets_in
from enishi.source.consents import Consent, Shown
from enishi.source.files import load_text
from enishi.source.frontmatter import Body
from enishi.source.people import Person, name_in
from enishi.source.records import person_in
from enishi.source.schema import Located, Reading
from enishi.source.timeline import Timeline
from enishi.views import Picture, Profile


@dataclass(frozen=True, slots=True)
class Loose:
    """What of a profile depends on other files: links of the text, and the photo's pixels."""

    bio: Body | None
    galley: Galley | None
    photo: Located | None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the build knows of a person."""

    id: str
    path: str
    ways: tuple[str, ...]
    """How their name may be written."""
    problems: tuple[Problem, ...]
    profile: Profile | None = None
    """None for who did not agree to be shown."""
    digest: bytes = b""
    """Of the profile."""
    stays: bytes = b""
    """Digest of when and where they were here."""
    loose: Loose | None = None
    beside: tuple[str, ...] = ()
    """What else of the site they agreed to: a photo, a graduation page."""
    is_limited: bool = False
    """Whether the record says something that may not be shown, though the person is."""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is to be shown or said of them."""
        return self.profile is None and bool(self.ways) and not self.problems

    def finished(self, addresses: Addresses, recall: Recall) -> Profile | None:
        """The profile with what other files had to add."""
        if self.profile is None or self.loose is None:
            return self.profile
        bio, photo, loose = self.profile.bio, None, self.loose
        if loose.bio:
            bio = addresses.finish(loose.bio, loose.galley)
        if loose.photo:
            file, name = f"{PHOTOS}/{loose.photo.text}", self.profile.name
            photo = addresses.face(file, self.id, name, self.path, loose.photo.mark)
        return recall.of(_with, self.profile, bio, by=(photo,))


def _with(profile: Profile, bio: Markup, photo: Picture | None) -> Profile:
    text = profile.bio_text if bio is profile.bio else text_of(bio)
    return with_photo(replace(profile, bio=bio, bio_text=text), photo)


@dataclass(frozen=True)
class Registrar:
    """Enrols people: `registrar(path)` reads one record."""

    root: Path
    zone: ZoneInfo
    timeline: Timeline
    today: date
    quiet: Container[bytes] = ()
    """Digests of files that hold nobody who is shown, and no mistake."""
    reference: bool = False
    """For `Galleys`."""
    notices: Mapping[str, str] = field(default_factory=dict)
    """`{ID: SHA-256}`, for `check_person`."""

    @cached_property
    def _history(self) -> History:
        return History(self.timeline)

    @cached_property
    def _targets(self) -> Targets:
        return targets_in(self.timeline)

    @cached_property
    def _galleys(self) -> Galleys:
        return Galleys(reference=self.reference)

    def __call__(self, path: str) -> tuple[bytes, Enrolled]:
        """The person, and the digest of the file that was read."""
        problems = Problems()
        source = load_text(self.root, path, problems)
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if source is None:
            return b"", Enrolled(stem, path, (), tuple(problems))
        name = name_in(source.text) if source.digest in self.quiet else None
        if name:  # there is no more to know of them
            return source.digest, Enrolled(stem, path, ways_to_write(name), ())
        person = person_in(source, Reading(path, problems, self.zone))
        if person is None:
            return source.digest, Enrolled(stem, path, (), tuple(problems))
        return source.digest, self.enrolled(person, problems)

    def enrolled(self, person: Person, problems: Problems) -> Enrolled:
        """The person of a record; what is wrong is added to the problems of its file."""
        check_person(person, self._targets, self.notices, problems)
        ways = ways_to_write(person.name)
        if not agreed(person.consents, "portal", self.today):
            return Enrolled(person.id, person.path, ways, tuple(problems))
        return self._shown(person, narrowed(person, self.today), ways, problems)

    def _shown(
        self, whole: Person, person: Person, ways: tuple[str, ...], problems: Problems
    ) -> Enrolled:
        body = Body.of(person.bio, person.path) if person.bio else None
        galley = self._galleys.of(body.text, "t-") if body else None
        photo = photo_of(person, self.today)
        is_limited = person is not whole or (photo is None and person.photo is not None)
        # Anchors and faults are looked at with all others', so such texts count as loose.
        plain = galley is not None and not (galley.inner or galley.faults or galley.anchors)
        loose = Loose(None if plain else body, None if plain else galley, photo)
        bio = galley.html if galley and plain else Markup()
        profile = profile_of(person, self._history, bio, self.today)
        return Enrolled(
            id=person.id,
            path=person.path,
            ways=ways,
            problems=tuple(problems),
            profile=profile,
            digest=digest_of_bytes(repr(profile).encode()),
            stays=digest_of_bytes(repr(profile.stays).encode()),
            loose=loose if loose.bio or loose.photo else None,
            beside=beside_of(whole, self.today),
            is_limited=is_limited,
        )


def check_person(
    person: Person, targets: Targets, notices: Mapping[str, str], problems: Problems
) -> None:
    """`notices` is `{ID: SHA-256}`; empty for one whose file has faults."""
    path = person.path
    for number, tenure in enumerate(person.tenures):
        where = f"tenures[{number}]"
        if tenure.left and tenure.joined and tenure.left.last < tenure.joined.first:
            problems.add(path, tenure.mark, "dates-reversed", f"{where}.left")
        check_refs(tenure.projects, targets.projects, path, f"{where}.projects", problems)
        check_refs(tenure.places, targets.offices, path, f"{where}.places", problems)
    check_consents(person.consents, notices, path, problems)
    if person.photo and ("/" in person.photo.text or person.photo.text.startswith(".")):
        problems.add(path, person.photo.mark, "photo-path", "photo")


def check_consents(
    consents: Iterable[Consent], notices: Mapping[str, str], path: str, problems: Problems
) -> None:
    """Those of one file; `notices` as for `check_person`."""
    for number, consent in enumerate(consents):
        if consent.until and consent.until < consent.on:
            problems.add(path, consent.mark, "dates-reversed", f"consents[{number}].until")
        if consent.notice:
            where = f"consents[{number}].notice"
            _check_notice(consent.notice, notices, path, where, problems)


def _check_notice(
    shown: Shown, notices: Mapping[str, str], path: str, where: str, problems: Problems
) -> None:
    """What was agreed to must be on record, and as it was then."""
    text = notices.get(shown.id)
    if text is None:
        near = nearest(shown.id, notices.keys())
        problems.warn(path, shown.mark, "notice-missing", where, near=near)
    elif shown.sha256 and text and shown.sha256 != text:
        problems.warn(path, shown.mark, "notice-changed", where)
