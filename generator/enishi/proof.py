"""What of a person is shown where, and by what right: found out from the site, not from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from enishi.authorship import Recorded, recorded_in
from enishi.build import Portal
from enishi.memory import Memory
from enishi.publish import agreed, deciding
from enishi.register import Register
from enishi.source.consents import Consent
from enishi.source.extents import consents_in
from enishi.source.people import Person
from enishi.source.purposes import BESIDE
from enishi.source.records import NOTICES
from enishi.trial import Showing, Trial

_SOME = 3
"""How many of the less telling files are named; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A consent and all that speaks for it."""

    purpose: str
    status: str
    on: date
    until: date | None
    how: str
    fields: tuple[str, ...] | None
    withheld: tuple[str, ...]
    state: str
    """`holds`; or why it does not: `future`, `superseded`, `ended`, `refused`, `withdrawn`,
    `contradicted` by another answer of that day, `alone` for what means nothing without the portal,
    or `unheard` where a private record speaks of the site."""
    notice: str
    """The file of the notice; empty where none was named."""
    sha256: str
    """Of the text that was shown, as taken down then."""
    text: str
    """How that text is now: `same`, `changed`, `missing`, or `unknown` without a digest."""
    path: str
    """The file in which it stands."""
    lines: tuple[int, int]
    """First and last in that file."""
    recorded: tuple[Recorded, ...] | None
    """None where git does not know the file."""
    evidence: str = ""
    """Where the proof is, which private records say beside `how`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a consent was written down, and by whom."""

    path: str
    lines: tuple[int, int]
    recorded: tuple[Recorded, ...] | None


@dataclass(frozen=True, slots=True)
class Proof:
    id: str
    path: str
    today: date
    shown: bool
    consents: tuple[Evidence, ...]
    fields: tuple[Showing, ...] | None
    """None where the site cannot be made, so that nobody can tell what it would show."""
    is_locked: bool = False
    """Whether there is a private record besides that could not be opened: what it says of letters
    is not told, and may stand against what is."""


def prove(
    portal: Portal,
    register: Register,
    person_id: str,
    memory: Memory | None = None,
    beside: tuple[Consent, ...] = (),
    processes: int = 1,
) -> Proof:
    """Everything about one person. Raises `Refused` where there is no such person.

    `beside` is what else decides on letters: the private side knows. With the memory of the last
    build, which the portal was opened with, files that it made of the same things are looked at
    where they stand, instead of printing them.
    """
    proof, person = prove_consents(register, person_id, beside), register.person(person_id)
    trial = Trial(portal, register, person, memory)
    return replace(proof, fields=tuple(trial.showings(processes)))


def prove_consents(register: Register, person_id: str, beside: tuple[Consent, ...] = ()) -> Proof:
    """As `prove`, without a site to look at."""
    path = register.path_of(person_id)
    source = register.load(path)
    person = register.person_in(source)
    return Proof(
        person.id,
        path,
        register.today,
        agreed(person.consents, "portal", register.today),
        tuple(_evidence(person, source.text, register, beside)),
        None,
    )


def _evidence(
    person: Person, text: str, register: Register, beside: tuple[Consent, ...]
) -> Iterator[Evidence]:
    for number, consent in enumerate(person.consents):
        state = state_of(consent, (*person.consents, *beside), register.today)
        place = place_in(register.root, person.path, person.path, text, number)
        yield evidence_of(consent, state, register.notices, place, how=consent.how)


def place_in(folder: Path, name: str, path: str, text: str, number: int) -> Place:
    """That of a consent in the text of a file `name` of the folder, which is told as `path`."""
    found = consents_in(text)
    one = found.items[number] if found else None
    return place_of(folder, name, path, (one.first[0] + 1, one.last[0] + 1) if one else (1, 1))


def place_of(folder: Path, name: str, path: str, lines: tuple[int, int]) -> Place:
    return Place(path, lines, recorded_in(folder, name, *lines))


def evidence_of(
    consent: Consent,
    state: str,
    notices: Mapping[str, str],
    place: Place,
    *,
    how: str = "",
    evidence: str = "",
) -> Evidence:
    shown = consent.notice
    return Evidence(
        consent.purpose,
        consent.status,
        consent.on,
        consent.until,
        how,
        consent.fields,
        consent.withheld,
        state,
        f"{NOTICES}/{shown.id}.md" if shown else "",
        shown.sha256 if shown else "",
        _text_now(consent, notices),
        place.path,
        place.lines,
        place.recorded,
        evidence,
    )


def state_of(consent: Consent, consents: tuple[Consent, ...], today: date) -> str:
    """Whether a consent is what counts today, and if not, why."""
    if consent.on > today:
        return "future"
    if consent not in deciding(consents, consent.purpose, today):
        return "superseded"
    if consent.status != "given":
        return consent.status
    if consent.until and consent.until < today:
        return "ended"
    if not agreed(consents, consent.purpose, today):
        return "contradicted"
    needs = consent.purpose in BESIDE and not agreed(consents, "portal", today)
    return "alone" if needs else "holds"


def _text_now(consent: Consent, notices: Mapping[str, str]) -> str:
    if consent.notice is None:
        return ""
    now = notices.get(consent.notice.id)
    if now is None:
        return "missing"
    if not consent.notice.sha256:
        return "unknown"
    return "same" if now == consent.notice.sha256 else "changed"


Phrase = Callable[..., str]
"""`phrase(key, **values)`: a sentence of `speech.py`."""


def render_proof(proof: Proof, phrase: Phrase) -> Iterator[str]:
    """The bundle, line by line."""
    shown = phrase("proof.shown" if proof.shown else "proof.hidden")
    yield phrase("proof.head", id=proof.id, path=proof.path, today=proof.today, shown=shown)
    yield phrase("proof.consents")
    for number, evidence in enumerate(proof.consents):
        yield from _render_evidence(number, evidence, phrase)
    if not proof.consents:
        yield phrase("proof.nothing")
    if proof.is_locked:
        yield phrase("proof.locked")
    if proof.fields is None:
        yield phrase("proof.siteless")
        return
    yield phrase("proof.showings")
    for showing in proof.fields:
        by = ", ".join(f"[{number}]" for number in showing.consents)
        yield phrase("proof.showing", field=showing.field, by=by)
        yield from (phrase("proof.reads", path=path) for path in showing.shown)
        if showing.shaped:
            some = ", ".join(showing.shaped[:_SOME])
            yield phrase("proof.shapes", count=len(showing.shaped), some=some)
    if not proof.fields:
        yield phrase("proof.nothing")


def _render_evidence(number: int, one: Evidence, phrase: Phrase) -> Iterator[str]:
    first, last = one.lines
    until = phrase("proof.until", until=one.until) if one.until else ""
    state = phrase(f"proof.state.{one.state}")
    where = f"{first}-{last}" if last > first else str(first)
    known = {**asdict(one), "until": until, "state": state}
    yield phrase("proof.consent", number=number, where=where, **known)
    if one.how:
        yield phrase("proof.how", how=one.how)
    if one.evidence:
        yield phrase("proof.evidence", evidence=one.evidence)
    if one.fields is not None:
        yield phrase("proof.fields", fields=", ".join(("name", *one.fields)))
    if one.withheld:
        yield phrase("proof.withheld", fields=", ".join(one.withheld))
    if one.notice:
        yield phrase("proof.notice", notice=one.notice, text=phrase(f"proof.text.{one.text}"))
    if one.sha256:
        yield phrase("proof.sha256", sha256=one.sha256)
    if one.recorded is None:
        yield phrase("proof.no-git")
    for commit in one.recorded or ():
        yield phrase("proof.recorded" if commit.commit else "proof.uncommitted", **asdict(commit))
        if commit.is_first_known:
            yield phrase("proof.shallow")
