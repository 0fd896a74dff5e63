"""`enishi seal`: everything is sealed or nothing is written, and every way back works."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from desk.keyrings import (
    MAIL,
    MINE,
    OTHER,
    RECORD,
    SPARE,
    WORDS,
    ZONE,
    SealedPortal,
    recipients,
    sealed_portal,
    told,
)
from desk.test_staged import git
from portals import TODAY
from test_cli import run

from enishi.build import Means, build_site
from enishi.dates import Day
from enishi.desk import audit, keys, keysheet
from enishi.desk.audit import _records, fields_in
from enishi.desk.fingerprint import fingerprint_of
from enishi.desk.guard import SiteGuard
from enishi.desk.keys import Identity, Ring
from enishi.desk.private import reveal
from enishi.desk.staged import check_staged
from enishi.memory import Memory
from enishi.messages import SENTENCES
from enishi.problems import Problems, Refused
from enishi.report import render_problems

NOWHERE = os.devnull + "-none"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SealedPortal:
    made = sealed_portal(tmp_path)
    monkeypatch.setenv("ENISHI_IDENTITY", str(made.identity))
    return made


def ok(small: SealedPortal, *words: str) -> str:
    done = run(small.root, "--lang", "en", *words)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(small: SealedPortal, *words: str) -> list[str]:
    """The codes of what is refused; nothing says a value."""
    done = run(small.root, "--lang", "en", *words)
    assert done.exit_code == 1, done.output
    assert not any(word in done.output for word in WORDS)
    found = re.findall(r": error(?: \([^)]*\))?: (.*)", done.stderr)
    heads = {en[0].split("{")[0]: code for code, (_, en) in SENTENCES.items() if en[0][0] != "{"}
    return [heads[max((head for head in heads if one.startswith(head)), key=len)] for one in found]


def test_a_record_is_sealed_checked_and_opened_again(small: SealedPortal) -> None:
    assert refused(small, "seal", "--check") == ["sealed-not"]
    before = small.cabinet().cards(ZONE, Problems())
    assert "Sealed 1 records" in ok(small, "seal")
    assert not any(word in small.text() for word in WORDS)
    assert small.root.joinpath("private/ken.yml").stat().st_mode & 0o077 == 0
    sealed = small.text()
    ok(small, "seal", "--check")
    assert "nothing to seal" in ok(small, "seal")
    assert small.text() == sealed, "sealing twice changes nothing"
    ok(small, "check")
    assert "Opened 1" in ok(small, "seal", "--open", "ken")
    assert MAIL in small.text()
    after = small.cabinet().cards(ZONE, Problems())
    assert after["ken"].emails == before["ken"].emails


def test_checking_and_sealing_what_is_new_needs_no_identity(
    small: SealedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENISHI_IDENTITY", NOWHERE)
    ok(small, "seal")
    ok(small, "seal", "--check")
    assert refused(small, "seal", "--open") == ["sealed-locked"]
    assert refused(small, "seal", "--rotate") == ["sealed-locked"]
    assert refused(small, "audit") == ["sealed-locked"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RECORD + "# a remark\n", "sealed-comment"),
        (RECORD.replace("stage: customer", "stage: nonsense"), "stage"),
        (RECORD + "favourite: tea\n", "key"),
    ],
)
def test_what_cannot_be_sealed_whole_is_not_touched(
    small: SealedPortal, text: str, code: str
) -> None:
    small.write({"private/rie.yml": text})
    before = small.text(), small.text("rie.yml")
    with pytest.raises(Refused) as caught:
        small.sealing().seal((), rotate=False, accept=False)
    told(caught.value.problems)
    assert len(caught.value.problems.errors) == 1, code
    assert (small.text(), small.text("rie.yml")) == before


def test_a_value_typed_into_a_sealed_record_is_sealed_with_the_next(small: SealedPortal) -> None:
    ok(small, "seal")
    sealed = small.text()
    small.write(
        {"private/ken.yml": sealed.replace("  - sealed", "  - neu@example.com\n  - sealed", 1)}
    )
    assert small.said() == ["private/ken.yml:7:5 sealed-clear"]
    assert refused(small, "seal", "--check") == ["sealed-clear"]
    ok(small, "seal", "ken")
    small.write({"private/ken.yml": small.text() + "follow: []\noffboarding: {}\nconsents:\n"})
    ok(small, "seal", "ken")
    assert small.said() == []
    assert small.text().count("\nfollow: sealed:") == small.text().count("\nconsents: sealed:") == 1
    card = small.cabinet().cards(ZONE, Problems())["ken"]
    assert len(card.emails) == 3 and "neu@example.com" not in small.text()
    gone = [line for line in sealed.splitlines() if line not in small.text().splitlines()]
    assert len(gone) == 1 and "outline" in gone[0]


def test_what_was_taken_out_is_accepted_only_when_asked(small: SealedPortal) -> None:
    ok(small, "seal")
    small.write({"private/ken.yml": re.sub(r"birthday: .*\n", "", small.text())})
    assert refused(small, "check") == ["sealed-outline"]
    ok(small, "seal", "--accept", "ken")
    card = small.cabinet().cards(ZONE, Problems())["ken"]
    assert card.birthday is None and len(card.emails) == 2


def test_what_two_people_added_is_kept_by_accepting_it(small: SealedPortal) -> None:
    ok(small, "seal")
    base = small.text()
    added = []
    for mail in ("a@example.com", "b@example.com"):
        small.write({"private/ken.yml": base.replace("phones:", f"  - {mail}\nphones:")})
        ok(small, "seal")
        added += [
            line for line in small.text().splitlines() if line not in base and "outline" not in line
        ]
    assert len(added) == 2
    both = "\n".join([*added, "phones:"])
    small.write({"private/ken.yml": base.replace("phones:", both)})
    assert refused(small, "check") == ["sealed-outline"]
    ok(small, "seal", "--accept", "ken")
    card = small.cabinet().cards(ZONE, Problems())["ken"]
    assert [reveal(one) for one in card.emails][2:] == ["a@example.com", "b@example.com"]
    kept = small.text().splitlines()
    assert len([line for line in base.splitlines() if line not in kept]) == 1, "the outline"


def test_other_recipients_need_a_rotation(small: SealedPortal) -> None:
    ok(small, "seal")
    before = small.text()
    small.write({"private/recipients.txt": recipients(MINE, OTHER)})
    assert refused(small, "seal", "--check") == ["sealed-recipients"]
    assert "nothing to seal" in ok(small, "seal")
    ok(small, "seal", "--rotate")
    ok(small, "seal", "--check")
    after = small.text()
    ok(small, "seal", "--open")
    assert "\nbirthday: 1985-04-12\nstage: customer\n" in small.text(), "written as it was"
    small.write({"private/ken.yml": after})
    assert small.said(OTHER) == small.said(MINE) == []
    assert small.said(SPARE) == ["private/ken.yml:2:3 sealed-other"]
    assert not set(re.findall(r"[\w-]{80,}", before)) & set(re.findall(r"[\w-]{80,}", small.text()))


def test_without_recipients_it_says_how_to_begin(small: SealedPortal) -> None:
    (small.root / "private/recipients.txt").unlink()
    assert refused(small, "seal") == ["recipients-missing"]
    small.write({"private/recipients.txt": "# x\nage1nonsense\n"})
    assert refused(small, "seal") == ["recipients-bad"]
    (small.root / "private/recipients.txt").unlink()
    (small.root / "private/recipients.txt").symlink_to("/dev/zero")
    assert refused(small, "seal") == ["file-symlink"]
    (small.root / "private/recipients.txt").unlink()
    small.write({"private/recipients.txt": recipients(MINE)})
    assert refused(small, "seal", "../../ken") == ["record-unknown"]


@pytest.mark.parametrize("html", [False, True])
def test_new_keys_open_what_is_sealed_and_only_one_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: bool
) -> None:
    small = sealed_portal(tmp_path)
    (small.root / "private/recipients.txt").unlink()
    file = tmp_path / "home/enishi/identity.txt"
    monkeypatch.setenv("ENISHI_IDENTITY", str(file))
    sheet = ok(small, "seal", "--new-identity", *(["--html"] if html else []))
    assert file.stat().st_mode & 0o177 == 0 and file.parent.stat().st_mode & 0o077 == 0
    ok(small, "seal")
    shown = re.search(r"AGE-SECRET-KEY-(?:\s+[A-Z0-9]{4,5})+", sheet)
    assert (shown and "ja" in sheet) or "縁" in sheet
    recovery = Identity.typed(shown[0].lower())
    assert recovery is not None
    assert small.said(recovery) == []
    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert recovery.secret.encode() not in kept and shown[0].encode() not in kept
    assert refused(small, "seal", "--new-identity") == ["identity-there"]


def test_a_lost_key_is_replaced_with_the_sheet(
    small: SealedPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(small, "seal")
    file = tmp_path / "new/identity.txt"
    monkeypatch.setenv("ENISHI_IDENTITY", str(file))
    monkeypatch.setattr(click, "prompt", lambda *words, **more: keysheet.grouped(OTHER.secret))
    assert refused(small, "seal", "--recover") == ["recovery-bad"]
    assert not file.exists()
    monkeypatch.setattr(click, "prompt", lambda *words, **more: keysheet.grouped(SPARE.secret))
    ok(small, "seal", "--recover")
    ok(small, "check")
    ok(small, "seal", "--check")
    (new,) = Ring(file).recipients
    assert small.root.joinpath("private/recipients.txt").read_text().count("age1") == 3
    assert new.text in small.root.joinpath("private/recipients.txt").read_text()
    assert SPARE.secret not in file.read_text()


def test_an_unsafe_identity_is_refused(small: SealedPortal) -> None:
    ok(small, "seal")
    small.identity.chmod(0o644)
    assert refused(small, "check") == ["identity-open"]
    small.identity.chmod(0o600)
    inside = small.root / "identity.txt"
    inside.write_bytes(small.identity.read_bytes())
    inside.chmod(0o600)
    git(small.root, "init", "-q")
    assert Ring(inside).fault == "identity-tracked"
    small.identity.write_text("nonsense\n")
    assert refused(small, "check") == ["identity-bad"]
    small.identity.unlink()
    small.identity.symlink_to(inside)
    assert refused(small, "check") == ["identity-bad"]
    small.identity.unlink()
    os.mkfifo(small.identity)
    assert refused(small, "check") == ["identity-bad"]


def test_without_the_libraries_it_says_what_to_install(
    small: SealedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(small, "seal")
    monkeypatch.setattr(keys, "is_installed", lambda: False)
    done = run(small.root, "--lang", "en", "check")
    assert done.exit_code == 0 and 'pip install "enishi[seal]"' in done.stderr
    assert refused(small, "seal", "--open") == ["sealed-library"]


# --- the public side


THEME = Memory(None, b"")
"""The theme's empty pages, which need not be made each time."""


def guarded(small: SealedPortal, ring: Ring, site: str) -> tuple[dict[str, bytes], list[str]]:
    memory = Memory(None, b"")
    memory.theme = THEME.theme
    means = Means(memory=memory, guard=SiteGuard(small.root, ring))
    folder = small.root / site
    report = build_site(small.root, lambda zone: Day(TODAY), site=folder, means=means)
    THEME.theme = memory.theme
    for lang in ("ja", "en"):
        text = render_problems(report.problems, lang, "text")
        assert not any(word in text for word in WORDS)
    files = {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }
    return files, [one.code for one in report.problems]


def test_the_public_build_needs_no_key_and_gives_the_same_bytes(small: SealedPortal) -> None:
    with_key, said = guarded(small, Ring(small.identity), "a")
    assert said == []
    small.seal()
    without, said = guarded(small, Ring(), "b")
    assert sorted(said) == ["sealed-locked", "sealed-unscanned"], "a note, not silence"
    again, said = guarded(small, Ring(small.identity), "c")
    assert said == []
    assert with_key == without == again and len(with_key) > 20


def test_the_last_scan_finds_what_is_sealed(small: SealedPortal) -> None:
    small.seal().write(
        {"content/news/2026-11-05-a.md": f"---\ntitle: 題\n---\n[x](mailto:{MAIL})\n"}
    )
    guarded(small, Ring(), "site")
    with pytest.raises(Refused) as caught:
        guarded(small, Ring(small.identity), "site")
    found = {(one.code, one.field) for one in caught.value.problems.errors}
    assert found == {("private-in-site", "emails[0]")}
    told(caught.value.problems)


def test_a_key_that_comes_or_goes_is_a_reason_to_look_again(small: SealedPortal) -> None:
    small.seal()
    marks = [
        fingerprint_of(small.root, "private", file)
        for file in (None, small.identity, small.root / "nowhere")
    ]
    assert len(set(marks)) == 3
    assert fingerprint_of(small.root, "private", small.identity) == marks[1]


def test_an_altered_record_stops_the_build_where_the_key_is(small: SealedPortal) -> None:
    small.seal()
    small.write({"private/ken.yml": re.sub("stage: .{40}", "stage: sealed:AAAA", small.text())})
    with pytest.raises(Refused) as caught:
        guarded(small, Ring(small.identity), "site")
    assert [one.code for one in caught.value.problems.errors] == ["sealed-broken"]


def test_the_audit_varies_what_is_sealed(small: SealedPortal) -> None:
    small.seal()
    before = small.text()
    record = dict(_records(small.cabinet()))["ken.yml"]
    assert {"touches.note", "emails", "care.cadence"} <= fields_in(record)
    assert record["birthday"] == "1985-04-12" and small.text() == before  # type: ignore[index,call-overload]


def test_the_audit_leaves_nothing_in_clear(
    small: SealedPortal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it varies lies on the shelf in memory, and is gone afterwards."""
    small.seal()
    shelf, seen = tmp_path / "shelf", set[str]()
    shelf.mkdir()

    def built(copy: Path, *more: object) -> dict[str, bytes]:
        seen.add(str((copy / "private").resolve().parent))
        return {"index.html": b""}

    monkeypatch.setattr(audit, "_built", built)
    found = audit.audit_portal(
        small.root, "private", lambda zone: Day(TODAY), ring=Ring(small.identity), shelves=(shelf,)
    )
    assert found.records == 1 and str(shelf) in seen
    assert list(shelf.iterdir()) == []


def test_whom_to_write_to_is_not_told_from_half_of_the_records(
    small: SealedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.seal()
    words = ("segment", "left < 2030", "--for", "newsletter", "--json")
    assert run(small.root, *words).exit_code == 0
    monkeypatch.setenv("ENISHI_IDENTITY", os.devnull + "-none")
    found = run(small.root, *words)
    assert found.exit_code == 1
    assert "ENISHI_IDENTITY" in found.output + found.stderr


# --- git


def staged(small: SealedPortal, *paths: str) -> list[str]:
    git(small.root, "add", "-A", "-f", "--", *paths)
    problems = Problems()
    check_staged(small.root, problems)
    return told(problems)


def test_git_may_have_sealed_records_and_no_others(small: SealedPortal) -> None:
    git(small.root, "init", "-q")
    assert staged(small, "private") == ["private/ken.yml:1:1 sealed-not"]
    small.seal().write({"private/.gitignore": "/.*\n", "backup/ken.yml": small.text()})
    assert staged(small, "private", "backup") == []
    sealed = small.text()
    typed = sealed.replace("notes: ", f"notes: {MAIL}\n# ")
    small.write({"private/ken.yml": typed})
    codes = {one.partition(" ")[2] for one in staged(small, "private")}
    assert codes == {"sealed-clear", "sealed-comment"}
    doubled = sealed + f"notes: {'ken@hinata-keiki.co.jp'}\n"
    small.write({"private/ken.yml": doubled, "backup/ken.yml": doubled})
    found = staged(small, "private", "backup")
    assert {one.partition(" ")[2] for one in found} >= {"yaml-duplicate", "staged-email"}
    small.write({"private/ken.yml": sealed, "backup/ken.yml": sealed, "private/news/a.md": "x"})
    assert staged(small, "private", "backup") == ["private/news/a.md:1:1 staged-private"]


def findings(small: SealedPortal) -> dict[str, tuple[str, str]]:
    told = json.loads(run(small.root, "doctor", "--json").stdout)
    assert not any(word in json.dumps(told, ensure_ascii=False) for word in WORDS)
    return {one["code"]: (one["state"], one["cure"]) for one in told["findings"]}


def cured(small: SealedPortal, code: str) -> None:
    """The doctor's command, as a user would type it, makes it good."""
    state, cure = findings(small)[code]
    assert state == "bad", code
    folder = Path(sys.executable).parent
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S602  (as users type it)
        cure,
        shell=True,
        cwd=small.root,
        env={**os.environ, "PATH": path},
        check=False,
    )
    assert done.returncode == 0, cure
    assert findings(small)[code][0] == "good", code


def test_the_doctor_tells_what_is_wrong_and_its_cure_mends_it(
    small: SealedPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(small.root, "init", "-q")
    cured(small, "unsealed")
    git(small.root, "add", "-A")
    git(small.root, "commit", "-qm", "x")
    codes = (
        "sealed",
        "unsealed",
        "recipients",
        "recovery",
        "identity",
        "committed",
        "past",
        "lists",
    )
    assert {findings(small)[code][0] for code in codes} == {"good"}
    small.write({"private/ken.yml": small.text()[:-20]})
    cured(small, "sealed")
    small.identity.chmod(0o640)
    cured(small, "identity")
    small.write({"private/recipients.txt": recipients(MINE)})
    cured(small, "recovery")
    assert small.root.joinpath("private/recipients.txt").read_text().count("age1") == 2
    cured(small, "recipients")
    small.write({"private/rie.yml": RECORD})
    git(small.root, "add", "-A")
    assert findings(small)["committed"][0] == "bad"
    git(small.root, "commit", "-qm", "y")
    cured(small, "committed")
    assert findings(small)["past"][0] == "bad"
    monkeypatch.setenv("ENISHI_IDENTITY", NOWHERE)
    assert findings(small)["sealed"] == ("unknown", "")


def test_a_folder_that_is_a_repository_of_its_own_keeps_all(small: SealedPortal) -> None:
    git(small.root / "private", "init", "-q")
    assert run(small.root, "seal").exit_code == 0
    assert not (small.root / "private/.gitignore").exists()


@pytest.mark.parametrize("many", [3, 8])
def test_one_cure_mends_all_of_a_kind(small: SealedPortal, many: int) -> None:
    git(small.root, "init", "-q")
    small.write({f"private/p{at}.yml": "stage: customer\n" for at in range(many)})
    git(small.root, "add", "-A", "-f")
    cured(small, "unsealed")
    cured(small, "committed")


def test_the_cure_for_the_history_costs_no_record(small: SealedPortal) -> None:
    """Step by step, as it is printed; git filter-repo takes files from the disk as well."""
    git(small.root, "init", "-q")
    for key, value in (("name", "t"), ("email", "t@example.com")):
        git(small.root, "config", f"user.{key}", value)
    git(small.root, "add", "-A", "-f")
    git(small.root, "commit", "-qm", "in clear")
    small.seal().write({"alumni/rie.yml": "name: 森 理恵\n"})
    git(small.root, "add", "-A", "-f")
    git(small.root, "commit", "-qm", "sealed")
    small.write({"alumni/rie.yml": "name: 森 理恵子\n"})
    before = small.text()
    for _ in range(2):
        subprocess.run(shlex.split(findings(small)["past"][1]), cwd=small.root, check=True)
        assert findings(small)["past"][0] == "bad"
    cured(small, "past")
    assert small.text() == before
    assert "理恵子" in (small.root / "alumni/rie.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("own", ["", "mine.txt", "/.*\n"])
def test_git_passes_over_what_is_not_sealed(small: SealedPortal, own: str) -> None:
    """In one repository for everything; what somebody wrote into `.gitignore` stays."""
    git(small.root, "init", "-q")
    if own:
        small.write({"private/.gitignore": own})
    cured(small, "lists")
    kept = ("ken.yml", "recipients.txt", "README.md", ".gitignore")
    others = (
        ".enishi-key", "outbox/2026/ken.eml", "outcomes/2026.yml", "inbox.json", "forgotten.yml",
        "exports/ken/export.json", "news/a.md", "mine.txt",
    )  # fmt: skip
    small.write({f"private/{name}": "x" for name in (*others, "README.md")})
    assert small.root.joinpath("private/.gitignore").read_text().startswith(own)
    git(small.root, "add", "-A")
    told = subprocess.run(
        ["git", "ls-files", "private"], cwd=small.root, capture_output=True, text=True, check=True
    )
    assert sorted(told.stdout.split()) == sorted(f"private/{name}" for name in kept)
    check_staged(small.root, problems := Problems())
    assert list(problems) == []
    assert run(small.root, "seal").exit_code == 0
    assert small.root.joinpath("private/.gitignore").read_text().count("/forgotten.yml") == 1
