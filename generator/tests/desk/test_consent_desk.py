"""Whatever the desk does with people for a purpose, under every state of consent: enumerated.

One portal has somebody for each state and each place where consents may be written down. What each
command must say comes from `consent_rules.py`, which knows nothing of Enishi.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from consent_rules import NONE, PLAIN, YES, Said, allowed
from portals import MKDOCS, TODAY, SmallPortal
from test_cli import run
from test_consent_matrix import day, written

from enishi.desk.acquaintance import kept_of, ties_of, told_of
from enishi.desk.export import Sheet
from enishi.desk.exporters import export_named, export_names
from enishi.desk.identity import everybody_in
from enishi.desk.keepsake import PURPOSES as OF_A_PAGE
from enishi.desk.keepsake import publish_page
from enishi.desk.permissions import Permissions
from enishi.desk.ranking import View, chosen
from enishi.desk.senders import sender_names
from enishi.problems import Problems, Refused
from enishi.register import Register
from enishi.source.purposes import BESIDE, PURPOSES, WRITTEN
from enishi.standing import scan
from enishi.surroundings import cabinet_of, settings_of

DAY = ("--today", TODAY.isoformat())
PLACES = ("open", "kept", "both", "only")
"""Where consents stand: in the public record, in the private one, by turns in both, or in a
private one that is the only one."""
STATES = {f"s{number:02}": history for number, (history, _) in enumerate(PLAIN.values())}
EVERYBODY = {f"{state}-{place}" for state in STATES for place in PLACES}
ALLOWED = {one for one in EVERYBODY if allowed(STATES[one[:3]]) != NONE}
TAGS = (
    "    mail:\n      address: letters@example.com\n"
    "      tags: {name: '%name%', columns: {メール: email, 名前: name}}\n"
)
Ask = Callable[[SmallPortal], set[str]]


def rows(
    purposes: Iterable[str],
    history: list[Said],
    evidence: str = "",
    here: Callable[[int], bool] = lambda number: True,
) -> str:
    """The consents for each purpose, those of them that stand here."""
    found = [
        f"  - {text[:-1]}{evidence}}}\n"
        for purpose in purposes
        for number, text in enumerate(written(purpose, history))
        if here(number)
    ]
    return "consents:\n" + "".join(found) if found else ""


def records(one: str) -> Iterator[tuple[str, str]]:
    history, place = STATES[one[:3]], one[4:]
    in_public = {"open": lambda at: True, "both": lambda at: at % 2 == 0}
    here: Callable[[int], bool] = in_public.get(place, lambda at: False)
    who = f"name: {{family: 試, given: {one}}}\ntenures: [{{joined: 2010, left: 2020-03}}]\n"
    who += "now: {company: 株式会社みなと}\n"
    evidenced = rows(WRITTEN, history, ", evidence: 書面", lambda at: not here(at))
    private = f"emails: [{one}@example.com]\nbirthday: {day(1):%m-%d}\n{evidenced}"
    if place == "only":
        yield (
            f"private/{one}.yml",
            private + "person:\n" + "".join(f"  {line}\n" for line in who.splitlines()),
        )
        return
    yield f"alumni/{one}.yml", who + rows(WRITTEN, history, "", here)
    yield f"private/{one}.yml", private


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    portal = SmallPortal(tmp_path_factory.mktemp("states"))
    files = {path: text for one in sorted(EVERYBODY) for path, text in records(one)}
    return portal.write(
        {
            "mkdocs.yml": MKDOCS + TAGS,
            "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\n---\n本文\n",
            "targets.csv": "会社\n株式会社みなと\n",
            **files,
        }
    )


def said(small: SmallPortal, *words: str) -> str:
    result = run(small.root, *words, *DAY)
    assert result.exit_code == 0, result.output
    return result.stdout


def named_in(text: str) -> set[str]:
    return {one for one in EVERYBODY if f"{one}@" in text}


def segment(purpose: str) -> Ask:
    def ask(small: SmallPortal) -> set[str]:
        found = json.loads(said(small, "segment", "left < 2025", "--for", purpose, "--json"))
        assert {one["id"] for one in (*found["send"], *found["excluded"])} == EVERYBODY
        return {one["id"] for one in found["send"]}

    return ask


def table(service: str) -> Ask:
    def ask(small: SmallPortal) -> set[str]:
        out = small.root / "private/tables" / service
        said(small, "newsletter", "2026-11", "--for", service, "--out", str(out))
        (made,) = out.glob("*.csv")
        return named_in(made.read_bytes().decode("utf-8", "replace"))

    return ask


def sheet(name: str) -> Ask:
    def ask(small: SmallPortal) -> set[str]:
        file = small.root / f"private/{name}-list.csv"
        said(small, "export", "--for", name, "--to", str(file))
        return named_in(file.read_bytes().decode("utf-8", "replace"))

    return ask


def editions(small: SmallPortal) -> set[str]:
    found: dict[str, Any] = json.loads(said(small, "edition", "2026-11", "--json"))
    assert len(found["editions"]) + len(found["excluded"]) == len(EVERYBODY)
    written = {path.stem for path in (small.root / "private/outbox/2026-11").glob("*.eml")}
    assert written == {one["id"] for one in found["editions"]}
    return written


def at_the_moment(small: SmallPortal) -> set[str]:
    """What `enishi send` asks before each letter."""
    settings = settings_of(small.root, Problems())
    permissions = Permissions(cabinet_of(small.root, settings), settings.zone, lambda: TODAY)
    return {one for one in EVERYBODY if not permissions.of(one).reason}


def calendar(small: SmallPortal) -> set[str]:
    said(small, "today", "--ics", "year.ics")
    text = (small.root / "private/year.ics").read_text(encoding="utf-8")
    entries = text.replace("\r\n ", "").split("BEGIN:VEVENT")
    greeted = "\n".join(one for one in entries if "CATEGORIES:birthday" in one)
    return {one for one in EVERYBODY if f"birthday-{one}-" in greeted}


def reasons(small: SmallPortal) -> set[str]:
    """For whom a birthday speaks, of all that could be chosen."""
    settings = settings_of(small.root, Problems())
    cabinet = cabinet_of(small.root, settings)
    cards = cabinet.every_card(settings.zone, Problems())
    register = Register(small.root, settings.zone, TODAY, scan(small.root))
    told = {one: told_of(it) for one, it in everybody_in(register.people(), cards).items()}
    kept = {one: kept_of(card) for one, card in cards.items()}
    found = chosen(ties_of(told, kept, (), lambda one: ()), View(TODAY, 6), len(EVERYBODY))
    assert {one.tie.id for one in found} == EVERYBODY
    return {one.tie.id for one in found if "birthday" in [part.kind for part in one.parts]}


def asked(small: SmallPortal) -> set[str]:
    (match,) = json.loads(said(small, "intro", str(small.root / "targets.csv"), "--json"))
    assert {one["id"] for one in match["people"]} == EVERYBODY
    requested = {one["id"] for one in match["people"] if one["request"]}
    assert requested == {one["id"] for one in match["people"] if not one["reason"]}
    return requested


SHEETS = [one for one in export_names() if isinstance(export_named(one), Sheet)]
DEEDS: dict[str, dict[str, Ask]] = {
    "newsletter": {
        "segment": segment("newsletter"),
        "edition": editions,
        "send": at_the_moment,
        **{f"newsletter --for {one}": table(one) for one in sender_names()},
        **{f"export --for {one}": sheet(one) for one in SHEETS},
    },
    "birthday": {"segment": segment("birthday"), "today --ics": calendar, "today": reasons},
    "referral": {"segment": segment("referral"), "intro": asked},
    "rehire": {"segment": segment("rehire")},
}
"""What is done for each purpose that somebody is written to for. Services are discovered."""


def test_every_purpose_has_its_deeds() -> None:
    """One that is added is asked for here; those of the site are in the consent matrix."""
    assert DEEDS.keys() == set(WRITTEN)
    assert set(PURPOSES) == {"portal", *BESIDE, *WRITTEN}
    assert len(sender_names()) > 5 and len(SHEETS) > 2


@pytest.mark.parametrize(
    ("purpose", "deed"), [(purpose, deed) for purpose in DEEDS for deed in DEEDS[purpose]]
)
def test_the_desk_does_nothing_without_a_yes(small: SmallPortal, purpose: str, deed: str) -> None:
    found = DEEDS[purpose][deed](small)
    names = dict(zip(STATES, PLAIN, strict=True))
    assert {(names[one[:3]], one[4:]) for one in found} == {
        (names[one[:3]], one[4:]) for one in ALLOWED
    }


@pytest.mark.parametrize("purpose", OF_A_PAGE)
@pytest.mark.parametrize("state", PLAIN)
def test_a_graduation_page_is_published_only_with_both(
    tmp_path: Path, state: str, purpose: str
) -> None:
    other = next(one for one in OF_A_PAGE if one != purpose)
    consented = rows([purpose], PLAIN[state][0]) or "consents:\n"
    consented += rows([other], [YES]).partition("\n")[2]
    small = SmallPortal(tmp_path).write(
        {
            "mkdocs.yml": MKDOCS,
            "alumni/ken.yml": f"name: 佐藤 健\n{consented}",
            "private/graduations/ken/page.md": "---\nperson: ken\ndate: 2026-11-01\n"
            "peak: {what: 雪}\n---\n本文\n",
        }
    )
    settings = settings_of(small.root, Problems())
    register = Register(small.root, settings.zone, TODAY, scan(small.root))
    consents = register.person("ken").consents
    cabinet = cabinet_of(small.root, settings)
    if PLAIN[state][1] == NONE:
        with pytest.raises(Refused) as refused:
            publish_page(cabinet, "ken", consents, TODAY)
        assert [one.code for one in refused.value.problems] == ["keepsake-consent"]
    else:
        publish_page(cabinet, "ken", consents, TODAY)
    assert (small.root / "content/graduations/ken.md").exists() is (PLAIN[state][1] != NONE)
