"""Consents of private records: kept with their notice, proved, renewed, and judged with the others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk.keyrings import locked_out, sealed_portal
from portals import TODAY, SmallPortal
from test_cli import run
from test_consent import asked
from test_prove import git

from enishi.desk.acquaintance import Tie, Told, kept_of
from enishi.desk.needles import needles_in
from enishi.desk.permissions import Permissions
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml
from enishi.surroundings import cabinet_of, settings_of

__all__ = ["locked_out"]
UTC = ZoneInfo("UTC")
Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", TODAY.isoformat())
NOTICE = "---\ntitle: 手紙について\ndate: 2026-03-01\n---\nときどき手紙をお送りします。\n"
SHA256 = hashlib.sha256(NOTICE.encode()).hexdigest()
HARU = "emails: [haru@example.com]\nperson: {name: 青木 晴, tenures: [{joined: 2012, left: 2025-11}]}\n"
KEN = "name: 佐藤 健一\ntenures: [{joined: 2010, left: 2020-03}]\nconsents:\n"
FILES: dict[str, str | bytes] = {"content/notices/mail.md": NOTICE, "private/haru.yml": HARU}
STOP = '{"message": "m1", "on": "2026-10-05", "how": "asked", "person": "ken"}\n'


def yes(purpose: str, until: int | None = None, on: int = -100, status: str = "given") -> str:
    end = f", until: {TODAY + timedelta(until)}" if until is not None else ""
    return f"{{purpose: {purpose}, status: {status}, on: {TODAY + timedelta(on)}{end}}}"


def kept(*consents: str) -> str:
    """Rows of a private record, which say where the proof is."""
    rows = "".join(f"  - {one[:-1]}, evidence: 申込書}}\n" for one in consents)
    return f"emails: [ken@example.com]\nconsents:\n{rows}"


def public(*consents: str) -> str:
    return KEN + "".join(f"  - {one}\n" for one in consents) if consents else KEN + "  []\n"


def told(small: SmallPortal, person: str, *words: str) -> dict[str, Any]:
    result = run(small.root, "prove", person, "--json", *DAY, *words)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def states(small: SmallPortal, person: str = "ken") -> list[tuple[str, str, str]]:
    """`(file, purpose, state)` of every consent."""
    found = told(small, person)["consents"]
    return [(one["path"], one["purpose"], one["state"]) for one in found]


def record(small: SmallPortal, *words: str) -> str:
    result = run(small.root, "--lang", "en", "consent", *words, *DAY)
    assert result.exit_code == 0, result.output
    return result.stdout


# --- the notice


@pytest.mark.parametrize("sealed", [False, True])
def test_the_digest_of_the_notice_is_kept_and_an_edited_one_is_noticed(
    tmp_path: Path, sealed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path)
    small.write(FILES)
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    if sealed:
        small.seal()
    else:
        (small.root / "private/recipients.txt").unlink()
    record(small, "haru", "--given", "newsletter", "--how", "電話 ☎", "--notice", "mail")
    assert (SHA256 in small.text("haru.yml")) is not sealed
    (one,) = told(small, "haru")["consents"]
    assert (one["notice"], one["sha256"], one["text"]) == (
        "content/notices/mail.md",
        SHA256,
        "same",
    )
    assert (one["state"], one["evidence"], one["how"]) == ("holds", "電話 ☎", "")
    assert "notice" not in run(small.root, "--lang", "en", "check", *DAY).stderr
    small.write({"content/notices/mail.md": NOTICE + "追記\n"})
    checked = run(small.root, "--lang", "en", "check", *DAY)
    assert checked.exit_code == 0, "a remark, as of public records"
    assert "private/haru.yml" in checked.stderr
    assert "The notice is not what it was when the consent was given" in checked.stderr
    assert told(small, "haru")["consents"][0]["text"] == "changed"
    (small.root / "content/notices/mail.md").unlink()
    assert (
        "There is no notice of this name" in run(small.root, "--lang", "en", "check", *DAY).stderr
    )


def test_a_private_consent_that_ends_before_it_begins_is_a_fault(portal: Make) -> None:
    small = portal({"private/haru.yml": kept(yes("newsletter", until=-200))})
    checked = run(small.root, "--lang", "en", "check", *DAY)
    assert checked.exit_code == 1
    assert "private/haru.yml:3" in checked.stderr and "before the beginning" in checked.stderr


# --- what is proved


PUBLIC, PRIVATE, STOPPED = "alumni/ken.yml", "private/ken.yml", "private/suppressed.jsonl"
TOGETHER: dict[str, tuple[list[str], list[str], str, list[tuple[str, str, str]]]] = {
    "both say yes": (
        [yes("newsletter")], [yes("newsletter", on=-50)], "",
        [(PUBLIC, "newsletter", "superseded"), (PRIVATE, "newsletter", "holds")],
    ),
    "taken back in private": (
        [yes("newsletter")], [yes("newsletter", on=-1, status="withdrawn")], "",
        [(PUBLIC, "newsletter", "superseded"), (PRIVATE, "newsletter", "withdrawn")],
    ),
    "two answers of one day": (
        [yes("newsletter")], [yes("newsletter", status="refused")], "",
        [(PUBLIC, "newsletter", "contradicted"), (PRIVATE, "newsletter", "refused")],
    ),
    "stopped by mail": (
        [yes("newsletter"), yes("portal")], [yes("birthday")], STOP,
        [
            (PUBLIC, "newsletter", "superseded"),
            (PUBLIC, "portal", "holds"),
            (PRIVATE, "birthday", "superseded"),
            (STOPPED, "newsletter", "withdrawn"),
            (STOPPED, "birthday", "withdrawn"),
        ],
    ),
    "asked anew after a stop": (
        [yes("newsletter", on=-2)], [], STOP,
        [(PUBLIC, "newsletter", "holds"), (STOPPED, "newsletter", "superseded")],
    ),
    "the site is not asked of the private record": (
        [yes("portal")], [yes("portal", on=-200, status="refused"), yes("photo")], "",
        [
            (PUBLIC, "portal", "holds"),
            (PRIVATE, "portal", "refused"),
            (PRIVATE, "photo", "unheard"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOGETHER)
def test_consents_of_both_records_are_proved_and_judged_together(portal: Make, case: str) -> None:
    shown, private, stops, expected = TOGETHER[case]
    small = portal({"alumni/ken.yml": public(*shown), "private/ken.yml": kept(*private)})
    small.write({"private/suppressed.jsonl": f"\n{stops}"})
    assert states(small) == expected
    stop = [one for one in told(small, "ken")["consents"] if one["path"] == STOPPED]
    assert {tuple(one["lines"]) for one in stop} <= {(2, 2)}
    text = run(small.root, "--lang", "en", "prove", "ken", *DAY).stdout
    for path, purpose, _ in expected:
        assert f" {purpose}: " in text and path in text


def test_git_is_asked_of_each_folder_by_itself(portal: Make) -> None:
    files = {"alumni/ken.yml": public(yes("portal")), "private/ken.yml": kept(yes("newsletter"))}
    small = portal({**files, ".gitignore": "/private/\n"})
    for folder, author, path in (
        (small.root, "Mary Watson", "alumni"),
        (small.root / "private", "三好 縁", "ken.yml"),
    ):
        git(folder, "init", "-q")
        git(folder, "add", path)
        git(folder, "commit", "-qm", "記す", author=author)
    listed, letters = told(small, "ken")["consents"]
    assert [one["author"] for one in listed["recorded"]] == ["Mary Watson"]
    assert [one["author"] for one in letters["recorded"]] == ["三好 縁"]
    assert (letters["path"], letters["lines"]) == ("private/ken.yml", [3, 3])


@pytest.mark.usefixtures("locked_out")
def test_of_a_record_that_is_locked_nothing_is_told_and_that_is_said(tmp_path: Path) -> None:
    small = sealed_portal(tmp_path)
    small.write(
        {"alumni/ken.yml": public(yes("newsletter")), "private/ken.yml": kept(yes("referral"))}
    )
    small.seal()
    found = told(small, "ken")
    assert found["is_locked"] and [one["purpose"] for one in found["consents"]] == ["newsletter"]
    text = run(small.root, "--lang", "en", "prove", "ken", *DAY).stdout
    assert "no key here to open it" in text
    said = record(small, "ken", "--withdrawn", "newsletter", "--how", "電話")
    assert "newsletter: no" in said and "private/ken.yml is sealed" in said, "a no is always taken"
    assert run(small.root, "--lang", "ja", "prove", "ken", *DAY).exit_code == 0


def test_what_is_handed_to_the_person_tells_the_same(portal: Make) -> None:
    small = portal({"alumni/ken.yml": public(yes("newsletter")), **FILES})
    small.write({"private/ken.yml": kept(yes("referral")), "private/suppressed.jsonl": STOP})
    run(small.root, "consent", "ken", "--given", "photo", "--how", "書面", "--notice", "mail", *DAY)
    held = json.loads(run(small.root, "export", "ken", "--json", *DAY).stdout)["consents"]
    proved = told(small, "ken")["consents"]
    assert [(one["path"], one["state"]) for one in held] == [
        (one["path"], one["state"]) for one in proved
    ]
    texts = [one["notice_text"] for one in held if one["notice"]]
    assert texts == [NOTICE]
    record(small, "haru", "--given", "newsletter", "--how", "電話", "--notice", "mail")
    whole = json.loads(run(small.root, "export", "haru", "--json", *DAY).stdout)
    (row,) = whole["private"][0]["record"]["consents"]
    assert row["notice"] == {"id": "mail", "sha256": SHA256}
    assert [one["notice_text"] for one in whole["consents"]] == [NOTICE]


# --- what ends soon


ENDS: dict[str, tuple[list[str], list[str], str, list[str]]] = {
    "in private, in sixty days": ([], [yes("newsletter", until=60)], "", ["newsletter"]),
    "in private, in sixty-one": ([], [yes("newsletter", until=61)], "", []),
    "renewed in private": ([yes("newsletter", until=5)], [yes("newsletter", on=-1)], "", []),
    "shortened in private": (
        [yes("newsletter")], [yes("newsletter", until=3, on=-1)], "", ["newsletter"],
    ),
    "stopped by mail": ([yes("newsletter", until=5)], [], STOP, []),
    "the site is not asked of the private record": (
        [yes("portal", until=5)], [yes("portal", on=-1), yes("photo", until=5)], "", ["portal"],
    ),
    "not to be contacted": ([yes("newsletter", until=5)], [], "care: {do_not_contact: yes}\n", []),
}  # fmt: skip


@pytest.mark.parametrize("case", ENDS)
def test_what_ends_is_told_by_both_records(portal: Make, case: str) -> None:
    shown, private, more, expected = ENDS[case]
    care, stops = (more, "") if more.startswith("care") else ("", more)
    small = portal(
        {"private/ken.yml": kept(*private) + care if private else f"stage: graduate\n{care}"}
    )
    if shown:
        small.write({"alumni/ken.yml": public(*shown)})
    small.write({"private/suppressed.jsonl": stops})
    found = json.loads(run(small.root, "consent", "--due", "--json", *DAY).stdout)
    assert [purpose for one in found for purpose in one["purposes"]] == expected
    assert [one["name"] for one in found] == (["佐藤 健一" if shown else "ken"] if expected else [])
    assert json.loads(run(small.root, "consent", "ken", "--due", "--json", *DAY).stdout) == found


@pytest.mark.usefixtures("locked_out")
def test_of_whom_a_record_is_locked_nobody_is_asked(tmp_path: Path) -> None:
    small = sealed_portal(tmp_path)
    small.write(
        {
            "alumni/ken.yml": public(yes("newsletter", until=5)),
            "alumni/mei.yml": public(yes("portal", until=5)),
        }
    )
    small.seal()
    due = run(small.root, "--lang", "en", "consent", "--due", "--json", *DAY)
    assert [one["id"] for one in json.loads(due.stdout)] == ["mei"]
    assert "Sealed records that cannot be opened here: 1" in due.stderr


def test_nobody_of_an_id_cannot_be_asked(portal: Make) -> None:
    due = run(portal(FILES).root, "--lang", "en", "consent", "hari", "--due", *DAY)
    assert due.exit_code == 1 and "Example: haru" in due.stderr


# --- what is done without asking


BORN = "birthday: 11-23\ntouches: [{on: 2026-09-01, channel: mail}]\n"


@pytest.mark.parametrize(("stops", "greets"), [("", True), (STOP, False), ("what\n", False)])
def test_whoever_wanted_no_more_letters_is_not_greeted_either(
    portal: Make, stops: str, greets: bool
) -> None:
    small = portal({"alumni/ken.yml": public(yes("birthday")), "private/ken.yml": BORN})
    small.write({"private/suppressed.jsonl": stops})
    plan = run(small.root, "--lang", "en", "today", "--week", "--why", *DAY)
    assert ("birthday" in plan.stdout.casefold()) is greets, plan.output
    assert ("suppressed.jsonl" in plan.stderr) is (stops == "what\n")
    calendar = run(small.root, "--lang", "en", "today", "--ics", "year.ics", *DAY)
    assert calendar.exit_code == 0, calendar.output
    year = (small.root / "private/year.ics").read_text(encoding="utf-8")
    assert ("CATEGORIES:birthday" in year) is greets


@pytest.mark.parametrize(
    ("before", "more"),
    [
        (yes("portal", status="refused", on=0), ()),
        (yes("portal", status="withdrawn", on=-1), ("--on", str(TODAY - timedelta(2)))),
        ("", ("--on", str(TODAY + timedelta(1)))),
        ("", ("--until", str(TODAY - timedelta(1)), "--on", str(TODAY - timedelta(9)))),
    ],
    ids=["refused today", "withdrawn later", "from tomorrow", "ended yesterday"],
)
def test_nobody_is_let_into_alumni_by_a_yes_that_does_not_hold(
    portal: Make, before: str, more: tuple[str, ...]
) -> None:
    text = HARU + kept(before).partition("\n")[2] if before else HARU
    small = portal({"private/haru.yml": text})
    result = run(
        small.root,
        "--lang",
        "en",
        "consent",
        "haru",
        "--given",
        "portal",
        "--how",
        "書面",
        *more,
        *DAY,
    )
    assert result.exit_code == 1
    assert "does not hold today; nothing was written" in result.stderr
    assert not (small.root / "alumni").exists()
    assert (small.root / "private/haru.yml").read_text(encoding="utf-8") == text


def test_a_no_that_only_the_private_record_says_of_the_site_is_a_fault(portal: Make) -> None:
    small = portal({"alumni/ken.yml": public(yes("portal"), yes("photo"))})
    small.write(
        {"private/ken.yml": kept(yes("photo", on=-200), yes("portal", on=-1, status="withdrawn"))}
    )
    checked = run(small.root, "--lang", "en", "check", *DAY)
    assert checked.exit_code == 1
    assert (
        "private/ken.yml:4" in checked.stderr and "does not hear of this answer" in checked.stderr
    )
    assert checked.stderr.count("does not hear") == 1
    run(small.root, "consent", "ken", "--withdrawn", "portal", "--how", "電話", *DAY)
    assert run(small.root, "check", *DAY).exit_code == 0


def test_what_is_said_to_hold_counts_what_else_was_said(portal: Make) -> None:
    small = portal({"alumni/ken.yml": public(yes("portal"))})
    small.write({"private/ken.yml": kept(yes("newsletter", on=0, status="refused"))})
    said = record(small, "ken", "--given", "newsletter", "--how", "電話")
    assert "newsletter: still no" in said
    assert date.fromisoformat(told(small, "ken")["today"]) == TODAY


def test_a_no_to_what_only_the_private_record_gave_takes_it_back(portal: Make) -> None:
    small = portal({"alumni/ken.yml": public(), "private/ken.yml": kept(yes("newsletter"))})
    asked(small, "\n\n\nn\n\n\n\n電話\n-\n")
    assert states(small) == [
        (PUBLIC, "newsletter", "withdrawn"),
        (PRIVATE, "newsletter", "superseded"),
    ]


def test_what_a_private_record_says_of_the_site_is_no_reason_to_write(portal: Make) -> None:
    rows = kept(yes("portal", until=5), yes("referral", until=5))
    small = portal({"alumni/ken.yml": public(), "private/ken.yml": rows})
    cards = cabinet_of(small.root, settings_of(small.root, Problems())).every_card(UTC, Problems())
    tie = Tie("ken", Told(), kept_of(cards["ken"]))
    assert [one.purpose for one in tie.consents()] == ["referral"]


def test_where_a_consent_stands_does_not_undo_an_approval_and_what_it_says_does(
    portal: Make,
) -> None:
    row = yes("newsletter")[:-1] + f", notice: {{id: mail, sha256: {SHA256}}}}}"
    small = portal({"alumni/ken.yml": public(row), "private/ken.yml": kept(row)})
    permissions = Permissions(
        cabinet_of(small.root, settings_of(small.root, Problems())), UTC, lambda: TODAY
    )
    before = permissions.of("ken").consents
    for path, text in (("alumni/ken.yml", public(row)), ("private/ken.yml", kept(row))):
        small.write({path: f"# 追記\n{text}"})
    moved = permissions.of("ken").consents
    assert [one.digest for one in moved] == [one.digest for one in before]
    assert [one.place for one in moved] == ["alumni/ken.yml:5", "private/ken.yml:4"]
    small.write({"private/ken.yml": kept(row).replace(SHA256, SHA256[::-1])})
    changed = permissions.of("ken").consents
    assert changed[0].digest == before[0].digest
    assert changed[1].digest != before[1].digest


def test_the_notice_of_a_private_record_is_no_secret() -> None:
    """Not even where a digest has as many digits in a row as a phone number."""
    text = kept(
        yes("newsletter")[:-1] + f", notice: {{id: 手紙についての説明文, sha256: {'90' * 32}}}}}"
    )
    node = parse_yaml(text, "", Problems())
    assert node
    assert {one.field for one in needles_in(node, "")} == {"emails[0]"}
