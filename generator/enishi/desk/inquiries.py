"""Forms of the desk's page that ask and change nothing: the values of the page that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from enishi.desk.connections import Matches, read_connections
from enishi.desk.forms import PLACE, Form
from enishi.desk.introductions import (
    Match,
    introductions,
    request_for,
    targets_pasted,
    targets_sent,
)
from enishi.desk.office import Office
from enishi.problems import refusal
from enishi.views import Answer

_IS, _OPEN = "is:", "?"
"""What begins the name of a field that says whom a row means; that nothing is said of it yet."""


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody who could introduce us, and what to write to them."""

    name: str
    id: str
    employer: str
    is_same: bool
    reason: str
    """Why they are not asked; empty for those who may be."""
    text: str


def _introductions(office: Office, form: Form) -> Mapping[str, object]:
    """Raises `Refused` for what is no list of companies."""
    name, data = form.files.get("file", ("", b""))
    if data:
        wanted = targets_sent(data, name)
    elif form.text("targets"):
        wanted = targets_pasted(form.text("targets"), PLACE)
    else:
        raise refusal(PLACE, "form-targets")
    card = office.card_of(form.text("card")) if form.text("card") else None
    found = introductions(office.sealing, wanted, office.today)
    matches = [(match, _requests(office, match, card)) for match in found]
    known = sum(bool(requests) for _, requests in matches)
    reached = sum(any(not one.reason for one in requests) for _, requests in matches)
    said = office.phrase("intro.sum", targets=len(found), known=known, reached=reached)
    return {"matches": matches, "said": said}


def _requests(office: Office, match: Match, card: Answer | None) -> list[Request]:
    render, lang = office.press.render, office.settings.lang
    return [
        Request(
            one.name,
            one.id,
            one.employer,
            one.same,
            office.phrase(f"segment.{one.reason}") if one.reason else "",
            "" if one.reason else request_for(match, one, render, card, lang),
        )
        for one in match.people
    ]


def _connections(office: Office, form: Form) -> Mapping[str, object]:
    """What would be ticked. Raises `Refused` as `matches_in` does."""
    matches, table = matches_in(office, form)
    who = who_in(office, form)
    new = office.follows.take_in(matches.found, who, dry_run=True)
    ticked = [(one, office.name_of(one), matches.found[one].name) for one in new]
    asked = [(_IS + (row.url or row.name), row, ids) for row, ids in matches.asked]
    known = {one: office.name_of(one) for _, _, ids in asked for one in ids}
    said = said_of(office, matches, len(new), "follow.would")
    return {
        "ticked": ticked,
        "asked": asked,
        "known": known,
        "table": table,
        "who": who,
        "said": said,
    }


def matches_in(office: Office, form: Form) -> tuple[Matches, str]:
    """Whom the rows of LinkedIn's export mean, by what was answered; and the export as text.

    Raises `Refused` where it is none, and for records with faults.
    """
    name, data = form.files.get("file", ("Connections.csv", form.text("table").encode()))
    if not data:
        raise refusal(PLACE, "form-file")
    rows = read_connections(data, name)
    fields = form.fields.items()
    told = {key[len(_IS) :]: one for key, one in fields if key.startswith(_IS) and one != _OPEN}
    return office.follows.matches(rows, told), data.decode("utf-8-sig")


def who_in(office: Office, form: Form) -> str:
    """Whose connections these are."""
    return form.line("who") or office.settings.ours.host.name


def said_of(office: Office, matches: Matches, ticked: int, key: str) -> str:
    """The sum of it, as the command tells it."""
    known, asked = len(matches.found) - ticked, len(matches.asked)
    return office.phrase(key, ticked=ticked, known=known, asked=asked, unknown=matches.unknown)


Inquiry = Callable[[Office, Form], Mapping[str, object]]
INQUIRIES: Mapping[str, tuple[str, Inquiry]] = {
    "intro": ("intro.html", _introductions),
    "connections": ("connections.html", _connections),
}
"""`{where the form leads: (template, what asks)}`."""
