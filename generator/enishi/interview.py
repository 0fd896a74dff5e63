"""What `enishi consent` asks, question by question, and the consents that the answers make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol, TypeVar

from enishi.dates import day_of
from enishi.problems import Mark, refusal
from enishi.publish import agreed
from enishi.references import nearest
from enishi.source.consents import MOST_HOW, Consent, Shown
from enishi.source.people import Person, private_faults
from enishi.source.purposes import FIELDS, PURPOSES, STATUSES

T = TypeVar("T")
_ANSWERS = {
    "": "", "y": "yes", "yes": "yes", "はい": "yes", "n": "no", "no": "no", "いいえ": "no",
}  # fmt: skip
NOTHING = "-"
"""The answer that there is none."""


class Ask(Protocol):
    """Puts a question by its key until `read` makes something of the answer."""

    def __call__(
        self, key: str, read: Callable[[str], T | None], default: str = "", /, **values: object
    ) -> T: ...


@dataclass(frozen=True, slots=True)
class Answers:
    """What was decided, however it was asked."""

    statuses: Mapping[str, str]
    """`{purpose: status}`."""
    on: date
    how: str
    until: date | None = None
    notice: str = ""
    fields: tuple[str, ...] | None = None
    withheld: tuple[str, ...] = ()

    def consents(self, path: str, notices: Mapping[str, str]) -> tuple[Consent, ...]:
        """One for each purpose. Raises `Refused` where the notice is none of `{ID: SHA-256}`."""
        if not self.how:
            raise refusal(path, "consent-how")
        return tuple(
            self._consent(purpose, status, self._shown(path, notices))
            for purpose, status in self.statuses.items()
        )

    def _consent(self, purpose: str, status: str, shown: Shown | None) -> Consent:
        given = status == "given"
        narrow = given and purpose == "portal"
        return Consent(
            Mark(),
            purpose,
            status,
            self.on,
            self.until if given else None,
            self.how,
            shown,
            self.fields if narrow else None,
            self.withheld if narrow else (),
        )

    def _shown(self, path: str, notices: Mapping[str, str]) -> Shown | None:
        if not self.notice:
            return None
        if not notices.get(self.notice):
            raise refusal(path, "notice-unknown", near=nearest(self.notice, notices.keys()))
        return Shown(Mark(), self.notice, notices[self.notice])


def answers_given(
    path: str, on: date, purposes: Mapping[str, Iterable[str]], **more: Any
) -> Answers:
    """What options said: `{status: purposes}`. Raises `Refused` where one purpose has two, and for
    limits of what nobody was given."""
    decided = {(one, status) for status in STATUSES for one in purposes[status]}
    chosen = dict(decided)
    if len(chosen) < len(decided):
        raise refusal(path, "consent-twice")
    limit = "fields" if more.get("fields") is not None else "except" if more.get("withheld") else ""
    if limit and chosen.get("portal") != "given":
        raise refusal(path, "limit-misplaced", key=limit)
    return Answers({one: chosen[one] for one in PURPOSES if one in chosen}, on, **more)


def interview(
    person: Person, notices: Mapping[str, str], latest: str, on: date, ask: Ask
) -> Answers:
    """Ask everything. `latest` is the notice in use."""
    statuses: dict[str, str] = {}
    for purpose in PURPOSES:
        answer = ask(f"consent.ask.{purpose}", lambda text: _ANSWERS.get(text.strip().lower()))
        if answer:
            statuses[purpose] = _status_of(answer, person, purpose, on)
    if not statuses:
        return Answers(statuses, on, "")
    given = "given" in statuses.values()
    return Answers(
        statuses,
        on,
        how=ask("consent.ask.how", _how),
        until=ask("consent.ask.until", partial(_until, on), on=on).day if given else None,
        notice=ask("consent.ask.notice", lambda text: _one_of(text, notices), latest or NOTHING),
        withheld=ask("consent.ask.except", _fields_in, NOTHING, fields=", ".join(FIELDS))
        if statuses.get("portal") == "given"
        else (),
    )


def _status_of(answer: str, person: Person, purpose: str, on: date) -> str:
    """A no takes back what was given; where nothing was, it refuses."""
    if answer == "yes":
        return "given"
    return "withdrawn" if agreed(person.consents, purpose, on) else "refused"


@dataclass(frozen=True, slots=True)
class _Until:
    day: date | None


def _until(on: date, text: str) -> _Until | None:
    """A day, or nothing for no end; None where it is neither, or over before it begins."""
    if text.strip() in ("", NOTHING):
        return _Until(None)
    day = day_of(text.strip())
    return _Until(day) if day and day >= on else None


def _how(text: str) -> str | None:
    """None for nothing, and for what a public record may not hold."""
    said = text.strip()
    is_short = len(said) <= MOST_HOW
    return said if said and is_short and not any(private_faults(said)) else None


def _one_of(text: str, notices: Mapping[str, str]) -> str | None:
    name = text.strip()
    if name in ("", NOTHING):
        return ""
    return name if notices.get(name) else None


def _fields_in(text: str) -> tuple[str, ...] | None:
    return () if text.strip() in ("", NOTHING) else fields_of(text)


def fields_of(text: str) -> tuple[str, ...] | None:
    """Fields with commas between them; None where one of them is none."""
    names = tuple(part.strip() for part in text.replace("、", ",").split(",") if part.strip())
    return names if _are_fields(names) else None


def _are_fields(names: Iterable[str]) -> bool:
    return set(names) <= set(FIELDS)
