"""Nothing private has a part in the site: every field of the schema, and the user's own data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from figures import tell_figure
from portals import REPOSITORY, TODAY, SmallPortal
from test_cli import run
from test_privacy import tree_of

from enishi import build as build_module
from enishi.build import Means, build_site
from enishi.dates import Day
from enishi.desk.audit import WAYS, audit_portal, fields_in, varied
from enishi.desk.guard import SiteGuard
from enishi.desk.outcomes import OUTCOME
from enishi.desk.records import CARD, card_of
from enishi.fields import record_of
from enishi.memory import Memory
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Reading, RecordOf

Make = Callable[[dict[str, str | bytes]], SmallPortal]
EXAMPLE = (REPOSITORY / "docs/examples/ja/private/haru-aoki.yml").read_text(encoding="utf-8")
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"


def declared(record: RecordOf[Any], before: str = "") -> Iterator[str]:
    """Every field of a schema, as `care.owner`."""
    for key, field in record.fields.items():
        name = f"{before}{key}"
        yield name
        inner = record_of(field.kind)
        if inner:
            yield from declared(inner, f"{name}.")


def plain() -> Any:
    import yaml

    return yaml.load(EXAMPLE, yaml.BaseLoader)  # noqa: S506  (texts only)


def test_the_example_has_every_field_of_the_schema() -> None:
    assert fields_in(plain()) == set(declared(CARD))
    tell_figure("private fields, each changed, emptied or doubled", len(set(declared(CARD))))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> tuple[SmallPortal, Memory, dict[str, str]]:
    """A portal without a private folder, its theme, and its site."""
    from portals import MKDOCS

    small = SmallPortal(tmp_path_factory.mktemp("bare") / "portal").write(
        {
            "mkdocs.yml": MKDOCS,
            "alumni/kenichi-sato.yml": f"name: 佐藤 健一\ntenures: {{joined: 1990}}\n{SHOWN}",
            "content/news/2026-11-05-a.md": "---\ntitle: 題\nabout: {people: [kenichi-sato]}\n---\n本文\n",
            "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\n---\nこんにちは\n",
        }
    )
    memory = Memory(None, b"")
    return small, memory, built(small, memory)


def built(small: SmallPortal, memory: Memory) -> dict[str, str]:
    """The site, from nothing but the theme's pages, as `enishi build` makes it."""
    fresh = Memory(None, b"")
    fresh.theme = memory.theme
    means = Means(memory=fresh, guard=SiteGuard(small.root))
    build_site(small.root, lambda zone: Day(TODAY), means=means)
    memory.theme = fresh.theme
    return tree_of(small.site)


FIELDS = sorted(declared(CARD))
ALONE = [name for name in FIELDS if not name.startswith("person.")]
"""Those that are varied one by one; a person is one thing, and has forty fields."""


@pytest.mark.parametrize("number", range(len(ALONE)), ids=ALONE)
def test_no_private_field_changes_a_byte(
    bare: tuple[SmallPortal, Memory, dict[str, str]], number: int
) -> None:
    """Each field alone, in one way after the other: in all three at once it is below."""
    way = WAYS[number % len(WAYS)]
    check_nothing_changes(bare, frozenset({ALONE[number]}), way)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("of", ["every", "each second", "each other"])
def test_no_private_fields_together_change_a_byte(
    bare: tuple[SmallPortal, Memory, dict[str, str]], of: str, way: str
) -> None:
    """In every way; in halves as well, because where all is emptied nothing is left to be seen."""
    chosen = {"every": FIELDS, "each second": FIELDS[::2], "each other": FIELDS[1::2]}[of]
    check_nothing_changes(bare, frozenset(chosen), way)


def check_nothing_changes(
    bare: tuple[SmallPortal, Memory, dict[str, str]], fields: frozenset[str], way: str
) -> None:
    small, memory, before = bare
    record = varied(plain(), fields, way)
    assert record != plain()
    small.write({"private/kenichi-sato.yml": json.dumps(record, ensure_ascii=False)})
    assert built(small, memory) == before


OUTCOMES_MADE = [
    {
        "on": "2026-11-20",
        "person": "kenichi-sato",
        "kind": "deal",
        "company": "株式会社ひみつのはちみつ製作所",
        "value": "1200000",
        "minutes": "30",
        "note": "温度番を三台、来年の春に納める。",
    }
]


@pytest.mark.parametrize("way", WAYS)
def test_no_outcome_changes_a_byte(
    bare: tuple[SmallPortal, Memory, dict[str, str]], way: str
) -> None:
    small, memory, before = bare
    fields = fields_in(OUTCOMES_MADE, "outcomes")
    assert fields == {f"outcomes.{name}" for name in declared(OUTCOME)}
    record = varied(OUTCOMES_MADE, frozenset(fields), way, "outcomes")
    assert record != OUTCOMES_MADE
    small.write({"private/outcomes/2026.yml": json.dumps(record, ensure_ascii=False)})
    try:
        assert built(small, memory) == before
    finally:
        (small.root / "private/outcomes/2026.yml").unlink()


def test_the_audit_varies_outcomes_as_well(portal: Make) -> None:
    made = json.dumps(OUTCOMES_MADE, ensure_ascii=False)
    small = portal({"private/outcomes/2026.yml": made, "private/ken.yml": "stage: customer\n"})
    found = audit_portal(small.root, "private", lambda zone: Day(TODAY))
    assert found.is_clean and found.records == 2
    assert set(found.fields) == {"stage", *fields_in(OUTCOMES_MADE, "outcomes")}


def test_what_is_doubled_and_emptied_is_so() -> None:
    record = {"emails": ["a"], "care": {"owner": "b"}, "notes": "c"}
    assert varied(record, frozenset({"emails", "care", "notes"}), "doubled") == {
        "emails": ["a", "a"],
        "care": [{"owner": "b"}] * 2,
        "notes": ["c", "c"],
    }
    assert varied(record, frozenset({"care.owner"}), "emptied")["care"] == {"owner": ""}
    assert varied({"on": "2026-02-28"}, frozenset({"on"}), "changed") == {"on": "2026-02-01"}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_audit_says_in_one_screen_what_it_did(portal: Make, lang: str) -> None:
    small = portal(
        {
            "alumni/kenichi-sato.yml": f"name: 佐藤 健一\ntenures: {{joined: 1990}}\n{SHOWN}",
            "private/kenichi-sato.yml": EXAMPLE,
        }
    )
    before = {path: path.stat().st_mtime_ns for path in sorted(small.root.rglob("*"))}
    told = run(small.root, "--lang", lang, "audit", "--today", "2026-11-22")
    assert told.exit_code == 0, told.output
    assert "110" in told.stdout and "5" in told.stdout and len(told.stdout.splitlines()) < 10
    as_json = json.loads(run(small.root, "audit", "--json", "--today", "2026-11-22").stdout)
    assert as_json["clean"] and as_json["builds"] == 5 and as_json["files"] > 20
    assert {path: path.stat().st_mtime_ns for path in sorted(small.root.rglob("*"))} == before


def test_the_audit_names_a_field_that_has_a_part(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that peeks is found out."""
    small = portal({"private/ken.yml": "stage: 'customer'\nemails: [ken@example.com]\n"})
    honest = build_module.compose

    def peeking(library: Any, settings: Any, root: Path, *rest: Any) -> Any:
        made = honest(library, settings, root, *rest)
        file = root / "private/ken.yml"
        stage = "customer" in file.read_text().split('"') if file.exists() else False
        return replace(made, site=replace(made.site, description="yes")) if stage else made

    monkeypatch.setattr(build_module, "compose", peeking)
    found = audit_portal(small.root, "private", lambda zone: Day(TODAY))
    assert not found.is_clean
    told = {(one.field, one.way) for one in found.differences}
    assert {("*", "present"), ("*", "doubled")} <= told
    assert ("stage", "changed") not in told, "then nobody is a customer, as without the folder"
    assert ("emails", "changed") in told, "who is a customer shows there too"


PEEKS: dict[str, Callable[[Path], object]] = {
    "how many": lambda folder: len(list(folder.glob("*.yml"))),
    "how long": lambda folder: sum(file.stat().st_size for file in folder.glob("*.yml")),
    "how old": lambda folder: max(
        (it.stat().st_mtime_ns for it in folder.glob("*.yml")), default=0
    ),
}


@pytest.mark.parametrize("peek", PEEKS)
def test_the_audit_notices_what_is_told_beside_the_values(
    portal: Make, monkeypatch: pytest.MonkeyPatch, peek: str
) -> None:
    """A build that prints no value, and lets something be seen of the folder."""
    small = portal({"private/ken.yml": "stage: customer\n"})
    honest = build_module.compose

    def peeking(library: Any, settings: Any, root: Path, *rest: Any) -> Any:
        made = honest(library, settings, root, *rest)
        told = str(PEEKS[peek](root / "private"))
        return replace(made, site=replace(made.site, description=told))

    monkeypatch.setattr(build_module, "compose", peeking)
    found = audit_portal(small.root, "private", lambda zone: Day(TODAY))
    assert ("*", "present") in {(one.field, one.way) for one in found.differences}


def test_the_examples_are_records_without_problems() -> None:
    for path in sorted((REPOSITORY / "docs/examples").glob("*/private/*.yml")):
        problems = Problems()
        node = parse_yaml(path.read_text(encoding="utf-8"), path.name, problems)
        assert node
        card = card_of(node, path.stem, Reading(path.name, problems, ZoneInfo("Asia/Tokyo")))
        assert card and list(problems) == []
        assert "example.com" not in repr(card)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("email: a@b.example\n", "1:1 key-near"),
        ("emails: [not an address]\n", "1:10 email-bad"),
        ("phones: [12]\n", "1:10 phone-bad"),
        ("birthday: spring\n", "1:11 birthday-bad"),
        ("birthday: 02-30\n", "1:11 birthday-bad"),
        ("stage: friend\n", "1:8 choice-bad"),
        ("touches: [{channel: phone}]\n", "1:11 key-missing"),
        ("consents: [{purpose: newsletter, status: given, on: 2026-01-01}]\n", "1:12 key-missing"),
        ("care: {cadence: daily}\n", "1:17 choice-bad"),
        ("notes: a\nnotes: b\n", "2:1 yaml-duplicate"),
    ],
)
def test_a_private_record_is_read_strictly(portal: Make, text: str, place: str) -> None:
    small = portal({"private/ken.yml": text})
    told = run(small.root, "check", "--format", "json")
    found = [f"{one['line']}:{one['column']} {one['code']}" for one in json.loads(told.stdout)]
    assert found == [place] and told.exit_code == 1
    assert "private/ken.yml" in told.stdout
