"""Whom only a private record tells of: the desk knows them, and the site does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from desk.keyrings import sealed_portal
from portals import TODAY, SmallPortal
from test_cli import run

from enishi.build import Means, build_site
from enishi.dates import Day
from enishi.desk.guard import SiteGuard
from enishi.desk.identity import everybody_in, person_of
from enishi.desk.private import Private
from enishi.desk.records import Card
from enishi.problems import Mark, Refused
from enishi.source.people import Name, Person

Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", "2026-11-27")
HARU = """\
emails: [haru@example.com]
consents:
  - {purpose: newsletter, status: given, on: 2026-01-01, evidence: 申込書 1}
  - {purpose: referral, status: given, on: 2026-01-01, evidence: 申込書 1}
person:
  name: {family: 青木, given: 晴, kana: あおき はる, latin: Haru Aoki}
  tenures: [{left: 2025-11-27, department: 営業部}]
  now: {company: あおばテクノロジー株式会社}
  bio: 計器の次は、パンを焼いています。
imported:
  - {layout: smarthr, on: 2026-11-01, values: [{label: 雇用形態, value: 期間の定めのない正社員契約}]}
"""
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"
KEN = f"name: {{family: 佐藤, given: 健一}}\ntenures: [{{joined: 2010-04, left: 2020-03-31}}]\n{SHOWN}"
PORTAL: dict[str, str | bytes] = {"alumni/ken.yml": KEN, "private/haru.yml": HARU}


def person(one: str, name: str) -> Person:
    return Person(one, f"{one}.yml", Mark(), Name(Mark(), whole=name))


def test_the_public_record_counts_where_there_are_two() -> None:
    public, closed = person("ken", "佐藤"), person("ken", "鈴木")
    card = Card("ken", "", Mark(), person=Private(closed))
    assert person_of(public, card) is public
    assert person_of(None, card) is closed
    assert person_of(None, Card("ken", "", Mark())) is None
    cards = {"ken": card, "miki": Card("miki", "", Mark(), person=Private(person("miki", "森")))}
    found = everybody_in([public], {**cards, "bare": Card("bare", "", Mark())})
    assert {one: who.name.whole for one, who in found.items()} == {"ken": "佐藤", "miki": "森"}


def test_the_desk_calls_them_by_name_and_knows_when_they_left(portal: Make) -> None:
    small = portal(PORTAL)
    found = json.loads(run(small.root, "--lang", "ja", "today", "--json", *DAY).stdout)["people"]
    (haru,) = [one for one in found if one["id"] == "haru"]
    assert haru["name"] == "青木 晴" and "青木さん" in json.dumps(haru, ensure_ascii=False)
    assert "1年" in json.dumps(haru["why"], ensure_ascii=False)


def test_expressions_and_purposes_mean_them_too(portal: Make) -> None:
    small = portal(PORTAL)
    alone = json.loads(run(small.root, "segment", "left >= 2025", "--json", *DAY).stdout)
    assert [(one["id"], one["name"]) for one in alone["meant"]] == [("haru", "青木 晴")]
    assert alone["candidates"] == 2
    asked = run(small.root, "segment", "department = 営業部", "--for", "newsletter", "--json", *DAY)
    assert [one["id"] for one in json.loads(asked.stdout)["send"]] == ["haru"]
    unknown = json.loads(run(small.root, "segment", "joined < 2020", "--json", *DAY).stdout)
    assert [one["id"] for one in unknown["not_known"]] == ["haru"]


def test_introductions_and_figures_count_them(portal: Make, tmp_path: Path) -> None:
    small = portal(PORTAL)
    targets = tmp_path / "targets.csv"
    targets.write_text("会社名\n(株)あおばテクノロジー\n", encoding="utf-8")
    found = json.loads(run(small.root, "intro", str(targets), "--json", *DAY).stdout)
    assert [one["name"] for one in found[0]["people"]] == ["青木 晴"]
    figures = json.loads(run(small.root, "report", "--json", *DAY).stdout)
    assert figures["graduates"] == 2
    assert [one["name"] for one in figures["companies"]] == ["あおばテクノロジー株式会社"]


def test_a_graduation_names_them(portal: Make) -> None:
    small = portal(PORTAL)
    told = run(small.root, "--lang", "ja", "graduate", "haru", "--last-day", "2026-12-25", *DAY)
    assert told.exit_code == 0 and "青木 晴" in told.stdout


def test_they_get_what_is_held_about_them(portal: Make, tmp_path: Path) -> None:
    small = portal(PORTAL)
    told = run(small.root, "export", "haru", "--to", str(tmp_path / "out"), *DAY)
    assert told.exit_code == 0, told.output
    held = json.loads((tmp_path / "out/export.json").read_text(encoding="utf-8"))
    assert held["name"] == "青木 晴"
    who = held["private"][0]["record"]["person"]
    assert who["name"]["kana"] == "あおき はる" and who["tenures"][0]["left"] == "2025-11-27"
    assert who["tenures"][0]["department"] == "営業部"


def test_what_is_handed_to_one_says_nothing_of_another(portal: Make, tmp_path: Path) -> None:
    small = portal({**PORTAL, "private/ken.yml": "notes: 青木 晴さんの紹介で知りあった。\n"})
    run(small.root, "export", "ken", "--to", str(tmp_path / "out"), *DAY)
    assert "青木" not in (tmp_path / "out/export.json").read_text(encoding="utf-8")


def test_nothing_of_them_is_shown_and_proof_says_so(portal: Make) -> None:
    small = portal(PORTAL)
    told = json.loads(run(small.root, "prove", "haru", "--json", *DAY).stdout)
    assert told["shown"] is False and told["fields"] == [] and told["path"] == "private/haru.yml"
    assert run(small.root, "prove", "nobody", *DAY).exit_code == 1


def built(small: SmallPortal) -> list[tuple[str, str]]:
    """`(code, field)` of what stops a build."""
    try:
        build_site(small.root, lambda zone: Day(TODAY), means=Means(guard=SiteGuard(small.root)))
    except Refused as refused:
        return [(one.code, one.field) for one in refused.problems]
    return []


def news(text: str) -> dict[str, str | bytes]:
    return {"content/news/2026-11-05-a.md": f"---\ntitle: 題\n---\n{text}\n"}


@pytest.mark.parametrize(
    "text", ["青木 晴さんが表彰されました。", "青木晴さん", "青木\n晴さん", "By Haru\nAoki."]
)
def test_their_name_stops_a_build(portal: Make, text: str) -> None:
    small = portal({**PORTAL, **news(text)})
    assert built(small) == [("private-in-site", "person.name")]


@pytest.mark.parametrize("text", ["青木さんと晴れた日に。", "The Haru Aokis, Sharu Aoki.", "佐藤"])
def test_half_of_a_name_stops_none(portal: Make, text: str) -> None:
    assert built(portal({**PORTAL, **news(text)})) == []


def test_a_namesake_who_is_shown_may_be_named(portal: Make) -> None:
    twin = f"name: {{family: 青木, given: 晴, latin: Haru Aoki}}\n{SHOWN}"
    small = portal({**PORTAL, "alumni/other.yml": twin, **news("青木 晴さん、Haru Aoki")})
    assert built(small) == []


def test_what_could_be_anybodys_may_be_written_and_their_own_words_not(portal: Make) -> None:
    small = portal(
        {
            **PORTAL,
            **news("あおばテクノロジー株式会社と組みました。期間の定めのない正社員契約です。"),
        }
    )
    assert built(small) == []
    small.write(news("計器の次は、パンを焼いています。"))
    assert built(small) == [("private-in-site", "person.bio")]


def test_a_moment_that_a_service_noted_is_no_telephone_number(portal: Make) -> None:
    noted = "imported: [{layout: mailchimp, on: 2026-11-01, values: [{label: OPTIN_TIME, value: '2024-11-27 10:20:33'}]}]\n"
    small = portal({"private/mei.yml": noted, **news("2024-11-27 10:20:33 から始まりました。")})
    assert built(small) == []


def test_check_looks_at_who_they_are(portal: Make) -> None:
    small = portal({**PORTAL, "alumni/haru.yml": KEN})
    told = json.loads(run(small.root, "check", "--format", "json", *DAY).stdout)
    assert [(one["code"], one["field"]) for one in told] == [("person-twice", "person")]
    small.write(
        {"private/mei.yml": "person: {name: 森 芽衣, tenures: [{joined: 2020, left: 2019, projects: [no]}]}\n"}
    )  # fmt: skip
    told = json.loads(run(small.root, "check", "--format", "json", *DAY).stdout)
    found = {(one["code"], one["field"]) for one in told if "mei" in one["path"]}
    assert found == {
        ("dates-reversed", "person.tenures[0].left"),
        ("ref-missing", "person.tenures[0].projects"),
    }


@pytest.mark.parametrize("key", ["photo: a.jpg", "consents: []", "updated: 2026-01-01"])
def test_what_only_publishing_asks_for_has_no_place_there(portal: Make, key: str) -> None:
    small = portal({"private/mei.yml": f"person:\n  name: 森 芽衣\n  {key}\n"})
    told = json.loads(run(small.root, "check", "--format", "json", *DAY).stdout)
    assert [one["code"][:3] for one in told] == ["key"]


def test_whoever_was_forgotten_does_not_come_back_by_a_name_alone(portal: Make) -> None:
    card = HARU.replace("emails: [haru@example.com]\n", "birthday: 04-12\n")
    small = portal({**PORTAL, "private/haru.yml": card})
    told = run(small.root, "forget", "haru", "--yes", *DAY)
    assert told.exit_code == 0, told.output
    small.write({"private/other.yml": card})
    back = json.loads(run(small.root, "check", "--format", "json", *DAY).stdout)
    assert [one["code"] for one in back] == ["forgotten-back"]


def test_forgetting_finds_their_name_in_other_records(portal: Make) -> None:
    small = portal({**PORTAL, "private/ken.yml": "notes: 青木 晴さんの紹介で知りあった。\n"})
    told = run(small.root, "forget", "haru", "--yes", *DAY)
    assert "private/ken.yml:1" in told.output and "青木" not in told.output


# --- on the way into alumni/

JOINED = HARU.replace("[{left", "[{joined: 2012-04, left")
GIVEN = ("consent", "haru", "--given", "portal", "--how", "卒業面談", "--on", "2026-11-20", *DAY)


def test_a_yes_to_the_portal_makes_the_public_record(portal: Make) -> None:
    small = portal({**PORTAL, "private/haru.yml": JOINED})
    told = run(small.root, "--lang", "ja", *GIVEN)
    assert told.exit_code == 0 and "alumni/haru.yml" in told.stdout, told.output
    made = (small.root / "alumni/haru.yml").read_text(encoding="utf-8")
    assert made.startswith("name:\n  family: 青木\n") and "how: 卒業面談" in made
    left = (small.root / "private/haru.yml").read_text(encoding="utf-8")
    head, tail = JOINED.split("person:")[0], JOINED[JOINED.index("imported:") :]
    assert left == head + tail
    assert run(small.root, "check", *DAY).exit_code == 0
    assert built(small) == []
    assert "青木 晴" in (small.root / "site/alumni/haru/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [("--refused", "portal"), ("--given", "newsletter")])
def test_any_other_answer_stays_private(portal: Make, options: tuple[str, str]) -> None:
    small = portal({**PORTAL, "private/haru.yml": JOINED})
    told = run(small.root, "consent", "haru", *options, "--how", "電話", *DAY)
    assert told.exit_code == 0, told.output
    assert not (small.root / "alumni/haru.yml").exists()
    left = (small.root / "private/haru.yml").read_text(encoding="utf-8")
    assert "evidence: 電話" in left and "family: 青木" in left
    assert run(small.root, "check", *DAY).exit_code == 0


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (HARU, "consent-joined"),
        (JOINED.replace("パンを", "haru@example.com へ。パンを"), "private-email"),
        ("person: {name: 青木 晴, bio: a\n}\n", ""),
    ],
)
def test_what_cannot_be_public_as_it_stands_is_told_of(
    portal: Make, record: str, code: str
) -> None:
    small = portal({**PORTAL, "private/haru.yml": record})
    told = run(small.root, *GIVEN)
    stands = (small.root / "private/haru.yml").read_text(encoding="utf-8")
    if code:
        assert told.exit_code == 1 and "private/haru.yml" in told.output, told.output
        assert stands == record and not (small.root / "alumni/haru.yml").exists()
    else:
        assert told.exit_code == 0 and stands.strip() in ("", "{}")


def test_a_sealed_record_lets_somebody_out_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path)
    small.write({"private/haru.yml": JOINED})
    small.seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    told = run(small.root, *GIVEN)
    assert told.exit_code == 0, told.output
    sealed = (small.root / "private/haru.yml").read_text(encoding="utf-8")
    assert "sealed:" in sealed and "person:" not in sealed and "imported:" in sealed
    assert "青木" in (small.root / "alumni/haru.yml").read_text(encoding="utf-8")
    assert run(small.root, "check", *DAY).exit_code == 0
