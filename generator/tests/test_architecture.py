"""Imports point one way, as docs/architecture.md says."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import enishi

PACKAGE = Path(enishi.__file__).parent
LAYERS = [
    {"__main__"},
    {"cli", "plugin"},
    {"commands"},
    {"options"},
    {"preview", "surroundings", "voice"},
    {"preflight"},
    {"inspection"},
    {"lighttable", "editions", "correspondence", "stationery"},
    {"build", "scaffold", "fields", "proof", "trial", "desk"},
    {"sheets"},
    {"imprint"},
    {"making"},
    {"theme", "stamper", "outputs"},
    {"configuration"},
    {"checks", "compose", "register", "inscription", "proposal", "retelling", "inside"},
    {"memory"},
    {"library"},
    {"roll", "interview", "renewals", "releases", "segments"},
    {
        "articles",
        "issues",
        "cohorts",
        "ties",
        "names",
        "publish",
        "history",
        "lines",
        "tone",
        "since",
        "tidings",
        "tailoring",
    },
    {"addresses", "render", "settings"},
    {"gazetteer"},
    {"galleys", "references", "probes", "membership"},
    {"assembly"},
    {"standing"},
    {"source", "insertion", "grafting"},
    {"markup", "images", "pictures", "report", "shells"},
    {"sanitiser", "fastlane"},
    {"cache", "program", "recall", "lock", "recovery"},
    {
        "views",
        "problems",
        "messages",
        "speech",
        "links",
        "dates",
        "colours",
        "digests",
        "resources",
        "engines",
        "readings",
        "workshop",
        "lastscan",
        "weight",
        "policy",
        "authorship",
        "shrinkage",
        "phrasebook",
        "writing",
        "table",
        "nameservers",
        "almanac",
        "legibility",
        "aside",
    },
]
"""From the commands down; a module may use its own layer and those beneath."""


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


FILES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py")) if name_of(path)}


def imports_of(path: Path) -> set[str]:
    """Modules of ours that a file imports, at whatever level, by name below `enishi`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path.name}: imports are written out"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {one if one.removeprefix("enishi.") in FILES else node.module for one in whole}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {one.removeprefix("enishi.") for one in found if one.startswith("enishi.")}


@cache
def uses() -> dict[str, set[str]]:
    """What each module imports. Read when it is asked for: every worker loads this file."""
    return {name: imports_of(path) for name, path in FILES.items()}


ABOVE = {"cli", "options", "surroundings", "voice"} | {
    name for name in FILES if name.split(".")[0] == "commands"
}
"""The commands: they alone print, leave, and ask what day it is."""


def layer_of(name: str) -> int:
    top = name.split(".")[0]
    (found,) = [at for at, layer in enumerate(LAYERS) if top in layer]
    return found


def test_every_module_has_its_layer() -> None:
    known = set().union(*LAYERS)
    assert {name.split(".")[0] for name in FILES} - known - {"starters"} == set()


def test_imports_point_down() -> None:
    wrong = [
        f"{name} → {used}"
        for name, used_modules in uses().items()
        for used in used_modules
        if layer_of(used) < layer_of(name)
    ]
    assert wrong == []


def test_no_module_imports_itself_by_a_detour() -> None:
    TopologicalSorter(uses()).prepare()


THEME = ("theme", "configuration", "shells", "stamper", "policy", "engines")


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(("outputs", *THEME))])
def test_formats_and_theme_see_no_record(name: str) -> None:
    """Templates and formats get `views`, which were built field by field."""
    allowed = {"settings"} if name in ("theme", "configuration") else set()
    forbidden = {"source", "publish", "compose", "checks", "build", "cli", "settings", "addresses"}
    assert {used.split(".")[0] for used in uses()[name]} & forbidden <= allowed


def test_views_import_nothing_of_ours_but_dates() -> None:
    assert uses()["views"] <= {"dates"}


CONSENTS = {"register", "inscription", "interview", "renewals", "proof", "trial", "segments"}
DESK = {
    "desk.audience",
    "desk.muster",
    "desk.introductions",
    "desk.tally",
    "desk.recipients",
    "desk.addressees",
    "desk.permissions",
    "desk.revision",
    "desk.settling",
    "desk.ranking",
    "desk.acquaintance",
    "desk.today",
    "desk.notes",
    "desk.follows",
    "desk.alumnus",
    "desk.roster",
    "desk.handover",
    "desk.identity",
    "desk.errands",
    "desk.office",
    "desk.sections",
    "desk.admission",
    "desk.testimony",
    "desk.newcomer",
    "desk.recognition",
    "desk.arrivals",
    "desk.intake",
    "desk.imports.vcard",
}
"""What `enishi consent`, `prove`, `segment`, `edition`, `send`, `inbox` and `today` are made of. They speak to the marketer alone."""
LETTERS = {"editions", "correspondence", "stationery"}
"""What `enishi edition` is made of: it prints what is public and hands it to the private side, which
cannot print."""
EXPORT = {"desk.belongings"}
"""What `enishi export` is made of: it tells the person what `prove` tells the marketer."""


BESIDE = {"inspection", "preflight"}
"""Stand between the private side and the formats, and look at what goes out of it."""


def test_only_the_door_and_the_checks_hold_a_person() -> None:
    users = {name for name, used in uses().items() if "source.people" in used}
    schema = {"desk.records", "desk.staged", "desk.subject", "desk.handing", "desk.answers"}
    schema |= {"desk.comeback", "desk.likeness"}
    known = {"publish", "roll", "scaffold", "fields", "source.records"} | schema | ABOVE
    assert users - CONSENTS - DESK - BESIDE <= known


def test_no_build_can_reach_what_is_for_the_marketer_alone() -> None:
    for name, used in uses().items():
        if name not in CONSENTS | DESK | EXPORT | LETTERS | BESIDE | ABOVE:
            assert not used & CONSENTS, name


def test_nothing_public_can_reach_the_private_side() -> None:
    """Only the commands, and what prints the reference of all fields; nothing imports those."""
    beside = ABOVE | BESIDE | LETTERS
    public = {name for name in FILES if not name.startswith(("desk", "fields"))} - beside
    assert len(public) > 70
    for name in public:
        assert not any("desk" in used.split(".") or "private" in used for used in uses()[name]), (
            name
        )
    assert {name for name, used in uses().items() if "fields" in used} == set()
    for parts in (BESIDE, LETTERS):
        assert {name for name, used in uses().items() if used & parts} <= ABOVE | parts
    assert {name for name, used in uses().items() if used & ABOVE} <= ABOVE | {"plugin", "__main__"}


def test_modules_are_found_by_name_in_few_places() -> None:
    """Each finds what lies in its own folder; what any other module uses is read in its imports."""
    ways = ("import_module(", "__import__", "exec(", "eval(")
    found = {
        name
        for name, path in FILES.items()
        if any(way in path.read_text(encoding="utf-8") for way in ways)
    }
    assert found == {"commands", "outputs", "desk.exporters", "desk.imports", "desk.senders"}
    for name in found:
        assert 'import_module(f"{__name__}.{' in FILES[name].read_text(encoding="utf-8")


def test_only_the_private_side_opens_what_is_private() -> None:
    """`reveal` is named nowhere else, so no template, format or page can be given it."""
    users = {name for name, path in FILES.items() if "reveal" in path.read_text(encoding="utf-8")}
    assert users == {  # and all of them on the private side
        "desk.private",
        "desk.belongings",
        "desk.audience",
        "desk.outcomes",
        "desk.tally",
        "desk.recipients",
        "desk.message",
        "desk.addressees",  # how somebody wishes to be called
        "desk.enclosing",  # puts the name into the printed letter
        "desk.comeback",  # compared with tokens
        "desk.permissions",  # compared with what was prepared
        "desk.envelope",  # letters go to addresses, which are compared first
        "desk.postman",  # the server is given the password
        "desk.correspondents",  # whose an address is
        "desk.acquaintance",
        "desk.identity",  # a whole person, as public records tell one
        "desk.recognition",  # by what a row is known again
        "desk.imap",  # the password of the mailbox
        "desk.graduation",
        "desk.alumnus",  # what other programs are told
        "desk.promises",  # what the next keeper of the desk is told
        "desk.unsaid",
        "desk.testimony",  # what proves a consent
    }


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("desk")])
def test_the_private_side_makes_no_page(name: str) -> None:
    used = {one.split(".")[0] for one in uses()[name]}
    assert not used & {"outputs", "render", "theme", "stamper", "compose", "making"}


def test_only_the_commands_print_and_leave() -> None:
    for name, path in FILES.items():
        if name in ABOVE | {"fields"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Name) and called.id in ("print", "exit")), name
            assert not (isinstance(called, ast.Attribute) and called.attr == "exit"), name


@pytest.mark.parametrize("name", sorted(set(FILES) - ABOVE - {"__main__"}))
def test_nobody_below_the_commands_asks_for_the_day_or_the_environment(name: str) -> None:
    text = FILES[name].read_text(encoding="utf-8")
    for word in ("date.today", "datetime.now", "time.time(", "os.environ", "getenv", "utcnow"):
        assert word not in text
