"""Which consents end soon, each with a note that asks whether to go on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from enishi.dates import say_day
from enishi.publish import agreed, deciding, display_name
from enishi.settings import Settings
from enishi.source.consents import Consent
from enishi.source.people import Person
from enishi.source.purposes import PURPOSES

DAYS = 60
"""How long before its end a consent is asked for anew."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one person agreed to until one day."""

    id: str
    path: str
    name: str
    until: date
    days: int
    """From today; 0 for what ends today."""
    purposes: tuple[str, ...]
    shown: bool
    """Whether there is a page of them now."""


def renewals_in(
    people: Iterable[Person],
    today: date,
    settings: Settings,
    words: Mapping[str, str],
    lang: str,
) -> list[tuple[Due, str]]:
    """All that ends soon, earliest first, each with its note."""
    found = sorted(
        (one for person in people for one in due_of(person, today)),
        key=lambda one: (one.until, one.id),
    )
    return [(one, note_of(one, settings, words, lang)) for one in found]


def due_of(person: Person, today: date) -> Iterator[Due]:
    """What ends within `DAYS`, earliest first. What was agreed to anew does not end."""
    ends: dict[date, list[str]] = defaultdict(list)
    for purpose in PURPOSES:
        end = end_of(person.consents, purpose, today)
        if end:
            ends[end].append(purpose)
    for until, purposes in sorted(ends.items()):
        yield Due(
            person.id,
            person.path,
            display_name(person.name),
            until,
            (until - today).days,
            tuple(purposes),
            agreed(person.consents, "portal", today),
        )


def end_of(consents: Iterable[Consent], purpose: str, today: date, days: int = DAYS) -> date | None:
    """The last day that is agreed to, where the next one is not, and nobody has said no; of the
    `days` to come."""
    consents = tuple(consents)
    ends = sorted({one.until for one in consents if one.purpose == purpose and one.until})
    for until in ends:
        after = until + timedelta(1)
        if (
            today <= until <= today + timedelta(days)
            and agreed(consents, purpose, until)
            and not agreed(consents, purpose, after)
            and all(one.status == "given" for one in deciding(consents, purpose, after))
        ):
            return until
    return None


def note_of(due: Due, settings: Settings, words: Mapping[str, str], lang: str) -> str:
    """A letter to the person, ready to be sent; in the words of the portal."""
    host = settings.ours.host
    what = "".join(
        words["renewal.item"].format(what=words[f"renewal.{purpose}"]) + "\n"
        for purpose in due.purposes
    )
    page = f"{settings.url}alumni/{due.id}/" if settings.url and due.shown else ""
    return words["renewal.note"].format(
        name=due.name,
        site=settings.name,
        company=settings.ours.company.name,
        host=host.name,
        title=host.title,
        until=say_day(due.until, lang),
        what=what,
        page=words["renewal.page"].format(url=page) + "\n\n" if page else "",
    )
