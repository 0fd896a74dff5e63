"""What git has taken in, is about to commit, or could: nothing private, in a public repository."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from portals import MKDOCS, SmallPortal
from test_cli import run

from enishi.desk.doctor import declared
from enishi.desk.staged import check_staged
from enishi.problems import Problems, Refused
from enishi.report import render_problems

Make = Callable[[dict[str, str | bytes]], SmallPortal]
MAIL, PHONE = "ken.sato@engawa-keiki.jp", "090-1234-5678"


def git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *words], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    made = portal({".gitignore": "/private/\n/site/\n/.enishi/\n/.site.*\n"})
    git(made.root, "init", "-q")
    return made


def staged(small: SmallPortal, files: dict[str, str | bytes]) -> list[str]:
    """`path:line:col code` of what is blamed once the files are staged."""
    small.write(files)
    git(small.root, "add", "-A", "-f", "--", "mkdocs.yml", *files)
    problems = Problems()
    check_staged(small.root, problems)
    for lang in ("ja", "en"):
        told = render_problems(problems, lang, "text")
        assert not any(value in told for value in (MAIL, PHONE, "1985"))
    return [f"{one.path}:{one.mark.line}:{one.mark.column} {one.code}" for one in problems]


def photo(suffix: str, exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, suffix, exif=exif or Image.Exif())
    return out.getvalue()


def taken_in_fukuoka() -> Image.Exif:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (33.0, 35.0, 0.0), 3: "E", 4: (130.0, 24.0, 0.0)}
    return exif


@pytest.mark.parametrize("suffix", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_says_where_it_was_taken_is_refused(small: SmallPortal, suffix: str) -> None:
    path = f"alumni/photos/ken.{suffix.lower()}"
    assert staged(small, {path: photo(suffix, taken_in_fukuoka())}) == [f"{path}:1:1 staged-place"]
    assert staged(small, {path: photo(suffix)}) == []


def test_so_is_one_of_a_kind_that_cannot_be_opened_here(small: SmallPortal) -> None:
    data = b"\0\0\0\x18ftypheic" + taken_in_fukuoka().tobytes()
    assert staged(small, {"a.HEIC": data}) == ["a.HEIC:1:1 staged-place"]
    xmp = photo("PNG") + b'<x exif:GPSLatitude="33,35N"/>'
    assert staged(small, {"a.HEIC": data[:24], "b.png": xmp}) == ["b.png:1:1 staged-place"]


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("alumni/ken.yml", f"name: 健\n# {MAIL}\n", "2:3 staged-email"),
        ("alumni/ken.yml", f"name: 健\nbio: 電話は{PHONE}です\n", "2:9 staged-phone"),
        ("alumni/ken.yml", "name: 健\nbirthday: 1985-04-12\n", "2:1 staged-key"),
        ("alumni/ken.yml", "name: 健\nbio: |\n  a@engawa-keiki.jp\n", "3:3 staged-email"),
        ("content/news/2026-11-05-a.md", f"---\ntitle: 題\n---\n{MAIL}\n", "4:1 staged-email"),
        ("content/news/2026-11-05-a.md", "x\n\nTel. +81-90-1234-5678\n", "3:6 staged-phone"),
        ("list.csv", f"name,mail\n健,{MAIL}\n", "2:3 staged-email"),
        ("notes/a.txt", f"{PHONE}\n", "1:1 staged-phone"),
        ("backup/ken.yml", "care: {owner: x}\n", "1:1 staged-key"),
        ("private/ken.yml", "stage: customer\n", "1:1 staged-private"),
        ("backup/ken.yml", "\ufeffbirthday: 1985-04-12\n", "1:1 staged-key"),
        ("backup/ken.yml", "x: 1\rbirthday: 1985-04-12\r", "2:1 staged-key"),
        ("backup/all.yml", "- {id: ken, birthday: 1985-04-12}\n", "1:13 staged-key"),
        ("backup/ken.yml", "stage: customer\nnotes: 甘いものが苦手\n", "1:1 staged-key"),
        ("backup/ken.json", '{"birthday": "1985-04-12"}', "1:2 staged-key"),
        ("backup/ken.yml", "a: &x 1\nb: *x\nbirthday: 1985-04-12\n", "3:1 staged-key"),
        ("cards.vcf", f"TEL:090-12\n 34-5678\nEMAIL:{MAIL[:9]}\n {MAIL[9:]}\n", "1:5 staged-phone"),
    ],
)
def test_what_must_not_be_public_is_refused(
    small: SmallPortal, path: str, text: str, place: str
) -> None:
    assert staged(small, {path: text})[0] == f"{path}:{place}"


def packed(*members: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members:
            made.writestr(name, text)
    return out.getvalue()


def test_tables_are_opened(small: SmallPortal) -> None:
    """What a spreadsheet saves: as UTF-16, and packed."""
    cells = f"<si><t>健</t></si><si><t>{MAIL}</t></si><si><t>{PHONE}</t></si>"
    numbers = "".join(f"<c><v>{number}</v></c>" for number in range(40))
    files: dict[str, str | bytes] = {
        "list.csv": f"\ufeff健,{MAIL}\n".encode("utf-16-le"),
        "list.xlsx": packed(("xl/sharedStrings.xml", cells), ("xl/worksheets/a.xml", numbers)),
        "plan.xlsx": packed(("xl/worksheets/a.xml", numbers), ("xl/media/a.png", "\0")),
        "torn.xlsx": b"PK\3\4 torn",
    }
    assert staged(small, files) == [
        "list.csv:1:3 staged-email",
        "list.xlsx:1:1 staged-email",
        "list.xlsx:1:1 staged-phone",
    ]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_any_name_is_looked_at(small: SmallPortal) -> None:
    names = ("a\nb.csv", 'a "b" c.csv', " a.csv", "\x7f.csv")
    assert len(staged(small, dict.fromkeys(names, f"x,{MAIL}\n"))) == len(names)
    small.write({f"{MAIL}.txt": "x", "icon@2x.png": b"\0"})
    git(small.root, "add", "-A")
    problems = Problems()
    check_staged(small.root, problems)
    assert len(problems) == len(names) + 1


def test_words_of_japanese_beside_an_address_make_no_difference(small: SmallPortal) -> None:
    contacts = MKDOCS.replace("  enishi:\n", f"  enishi:\n    contacts: [{MAIL}]\n")
    text = f"お便りは{MAIL}へ、または健@example.comまで。a@example.comへ\n"
    assert staged(small, {"a.txt": text}) == ["a.txt:1:5 staged-email"]
    assert staged(small, {"mkdocs.yml": contacts}) == []


def test_a_private_folder_beside_the_portal_is_refused(tmp_path: Path) -> None:
    """Where one repository holds both."""
    settings = MKDOCS.replace("  enishi:\n", "  enishi:\n    private: ../kept\n")
    small = SmallPortal(tmp_path / "portal").write({"mkdocs.yml": settings})
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/ken.yml").write_text("stage: customer\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    problems = Problems()
    check_staged(small.root, problems)
    assert [f"{one.path} {one.code}" for one in problems] == ["../kept/ken.yml staged-private"]


def test_what_may_be_public_passes(small: SmallPortal) -> None:
    contacts = MKDOCS.replace("  enishi:\n", f"  enishi:\n    contacts: [{MAIL}, '{PHONE}']\n")
    files: dict[str, str | bytes] = {
        "content/pages/about.md": "お便りは <alumni@example.com> へ。\n",
        "content/openings/a.md": "---\napply: mailto:jobs@example.com\n---\n[x](tel:03-1234-5678)\n",
        "docs/guide.md": "git clone git@github.com:o/p.git; npx tool@1.2.3\n",
        "tools/requirements.txt": "a==1 --hash=sha256:0312345678904567890123456789\n",
        ".github/workflows/x.yml": "on: push\njobs: {a: {uses: actions/checkout@v6.0.3}}\n",
        "photo.bin": b"\0\1" + MAIL.encode(),
        "tools/settings.yml": "notes: x\nversion: 1\n",
        "tools/stages.yml": "stage: build\n",
    }
    assert staged(small, files) == []
    more: dict[str, str | bytes] = {"content/news/2026-11-05-b.md": f"{MAIL} / {PHONE}\n"}
    assert len(staged(small, more)) == 2
    assert staged(small, {"mkdocs.yml": contacts}) == []


@pytest.mark.parametrize(
    "made_up",
    [
        "a@example.com", "a@mail.example.org", "a@b.c.example.net", "a@keiki.example", "a@keiki.test",
        "a@keiki.invalid", "a@keiki.localhost", "A@EXAMPLE.COM", "+1 212-555-0100", "(212) 555-0199",
    ],
)  # fmt: skip
def test_what_nobody_can_have_passes(small: SmallPortal, made_up: str) -> None:
    """RFC 2606, RFC 6761, and the numbers that are kept for stories."""
    assert staged(small, {"list.csv": f"x,{made_up}\n"}) == []


@pytest.mark.parametrize(
    "real",
    ["a@example.jp", "a@example.com.au", "a@myexample.com", "a@test.jp", "+1 212-555-0200", "+1 212-556-0100"],
)  # fmt: skip
def test_what_looks_like_it_is_refused(small: SmallPortal, real: str) -> None:
    assert len(staged(small, {"list.csv": f"x,{real}\n"})) == 1


def test_files_that_are_said_to_be_made_up_are_passed_over(small: SmallPortal) -> None:
    """As the rest, by what would be committed; but a file of the private folder never is."""
    small.write({".gitattributes": "tests/** enishi-fixture\nprivate/** enishi-fixture\n"})
    files: dict[str, str | bytes] = {"tests/a.txt": MAIL, "a.txt": MAIL, "private/a.yml": "x: y"}
    assert len(staged(small, files)) == 3
    assert staged(small, {".gitattributes": small.root.joinpath(".gitattributes").read_text()}) == [
        "a.txt:1:1 staged-email",
        "private/a.yml:1:1 staged-private",
    ]


def test_this_repository_holds_no_contact_of_anybody(repository: Path) -> None:
    """Nothing but what is said to be made up, in `.gitattributes`."""
    if not (repository / ".git").exists():
        pytest.skip("no git checkout")
    problems = Problems()
    assert check_staged(repository, problems) > 300
    assert [f"{one.path}:{one.mark.line} {one.code}" for one in problems] == []


def test_a_private_repository_may_hold_contacts_but_not_the_private_folder(
    small: SmallPortal,
) -> None:
    text = MKDOCS.replace("  enishi:\n", "  enishi:\n    repository: private\n")
    assert staged(small, {"mkdocs.yml": text, "list.csv": MAIL}) == []
    assert staged(small, {"private/a.yml": "x: y"}) == ["private/a.yml:1:1 staged-private"]


def test_the_staged_file_counts_and_not_the_one_on_the_disk(small: SmallPortal) -> None:
    assert len(staged(small, {"a.txt": MAIL})) == 1
    small.write({"a.txt": "clean"})
    problems = Problems()
    check_staged(small.root, problems)
    assert len(problems) == 1, "the blob is what would be committed"
    git(small.root, "add", "a.txt")
    small.write({"a.txt": MAIL, "untracked.txt": MAIL})
    problems = Problems()
    assert check_staged(small.root, problems) == 2
    assert len(problems) == 0


def test_tracked_files_count_as_well_as_staged_ones(small: SmallPortal) -> None:
    small.write({"日本 語.txt": MAIL})
    git(small.root, "add", "-A")
    git(small.root, "commit", "-qm", "x")
    assert staged(small, {"b.txt": "clean"}) == ["日本 語.txt:1:1 staged-email"]


def test_without_git_it_says_so(portal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = portal({}).root
    with pytest.raises(Refused) as caught:
        check_staged(root, Problems())
    assert [one.code for one in caught.value.problems] == ["git-none"]
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused) as caught:
        check_staged(root, Problems())
    assert [one.code for one in caught.value.problems] == ["git-missing"]
    told = run(root, "--lang", "en", "doctor")
    assert "no git repository" in told.output


def commit(root: Path) -> subprocess.CompletedProcess[str]:
    """As a user would, with the program at hand."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    return subprocess.run(
        ["git", *who, "commit", "-m", "x"],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
    )


@pytest.mark.parametrize("within", ["", "portals/my alumni"])
def test_the_hook_stops_a_commit(tmp_path: Path, within: str) -> None:
    root = tmp_path / within if within else tmp_path
    small = SmallPortal(root).write({"mkdocs.yml": MKDOCS, "a.txt": MAIL})
    git(tmp_path, "init", "-q")
    assert run(root, "doctor", "--hook").exit_code == 0
    git(tmp_path, "add", "-A")
    done = commit(tmp_path)
    assert done.returncode != 0
    assert "a.txt:1:1" in done.stderr and MAIL not in done.stderr + done.stdout
    small.write({"a.txt": "clean"})
    git(tmp_path, "add", "-A")
    done = commit(tmp_path)
    assert done.returncode == 0, done.stderr
    assert run(root, "doctor", "--hook").exit_code == 0, "written again"


def test_the_hook_stops_a_commit_in_a_linked_working_tree(tmp_path: Path) -> None:
    main = tmp_path / "main"
    root = main / "portals/a"
    SmallPortal(root).write({"mkdocs.yml": MKDOCS, "a.txt": "clean"})
    (main / "b.txt").write_text(MAIL)
    git(main, "init", "-q")
    assert run(root, "doctor", "--hook").exit_code == 0
    git(main, "add", "-A")
    assert commit(main).returncode == 0, "what lies beside the portal is none of its business"
    git(main, "worktree", "add", "-q", str(tmp_path / "linked"))
    linked = tmp_path / "linked"
    (linked / "portals/a/c.txt").write_text("clean")
    git(linked, "add", "-A")
    assert commit(linked).returncode == 0
    (linked / "portals/a/c.txt").write_text(MAIL)
    git(linked, "add", "-A")
    done = commit(linked)
    assert done.returncode != 0 and "\nc.txt:1:1" in f"\n{done.stderr}"


def test_somebody_elses_hook_is_left_alone(small: SmallPortal) -> None:
    hook = small.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n")
    told = run(small.root, "--lang", "en", "doctor", "--hook")
    assert told.exit_code == 1 and "left alone" in told.stderr
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    hook.write_text("#!/bin/sh\nenishi check --staged || exit 1\n")
    assert run(small.root, "doctor", "--hook").exit_code == 0


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_new_portal_has_the_hook_and_passes_it(tmp_path: Path, lang: str) -> None:
    git(tmp_path, "init", "-q", "p")
    made = run(tmp_path, "init", "p", "--lang", lang)
    assert made.exit_code == 0, made.output
    assert (tmp_path / "p/.git/hooks/pre-commit").stat().st_mode & 0o111
    git(tmp_path / "p", "add", "-A")
    told = run(tmp_path / "p", "check", "--staged")
    assert told.exit_code == 0, told.output


def states(root: Path) -> dict[str, str]:
    import json

    told = json.loads(run(root, "doctor", "--json").stdout)
    assert told["safe"] == all(one["state"] != "bad" for one in told["findings"])
    assert all(
        one["said"] and bool(one["cure"]) == (one["state"] == "bad") for one in told["findings"]
    )
    return {one["code"]: one["state"] for one in told["findings"]}


def test_the_doctor_is_content_with_what_is_safe(small: SmallPortal) -> None:
    small.write({"private/ken.yml": "stage: customer\n"})
    (small.root / "private").chmod(0o700)
    assert run(small.root, "doctor", "--hook").exit_code == 0
    git(small.root, "add", "-A")
    git(small.root, "commit", "-qm", "x", "--no-verify")
    assert set(states(small.root).values()) == {"good"}
    assert len(states(small.root)) == 10
    for lang, word in (("en", "All is safe."), ("ja", "すべて安全です。")):
        told = run(small.root, "--lang", lang, "doctor")
        assert told.exit_code == 0 and word in told.stdout


def mended(root: Path, code: str) -> None:
    """Do what the doctor says, as a user would type it."""
    import json

    told = json.loads(run(root, "doctor", "--json").stdout)
    (cure,) = [one["cure"] for one in told["findings"] if one["code"] == code]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(cure, shell=True, cwd=root, env={**os.environ, "PATH": path})  # noqa: S602
    assert done.returncode == 0, cure


def test_the_doctor_finds_what_is_unsafe_and_its_cures_mend_it(portal: Make) -> None:
    small = portal({"private/ken.yml": "stage: customer\n", ".enishi/build.cache": "x"})
    root = small.root
    (root / "private").chmod(0o755)
    (root / "private/ken.yml").chmod(0o644)
    git(root, "init", "-q")
    git(root, "add", "-A", "-f")
    git(root, "remote", "add", "origin", "git@github.com:o/p.git")
    git(root, "commit", "-qm", "x")
    git(root, "branch", "gh-pages")
    found = states(root)
    forgotten = {"cases": "good", "evidence": "good"}  # test_forget.py has them bad
    assert found == {**dict.fromkeys(found, "bad"), **forgotten} and len(found) == 10
    assert run(root, "doctor").exit_code == 1
    for code in ("tracked", "ignored", "permissions", "outbox", "pages", "hook", "remote"):
        mended(root, code)
        assert states(root)[code] == "good", code
    assert [code for code, state in states(root).items() if state == "bad"] == ["history"]


def test_no_cure_costs_a_record_or_what_is_not_committed(tmp_path: Path) -> None:
    """One after the other, as they are printed, for a portal within a repository."""
    root, kept = tmp_path / "the portal", tmp_path / "kept apart"
    settings = MKDOCS.replace("  enishi:\n", "  enishi:\n    private: ../kept apart\n")
    SmallPortal(root).write({"mkdocs.yml": settings, "a.txt": "one"})
    kept.mkdir()
    (kept / "ken.yml").write_text("stage: customer\n", encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "t")
    git(tmp_path, "config", "user.email", "t@example.com")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "x")
    (root / "a.txt").write_text("two")
    for _ in range(12):
        bad = [code for code, state in states(root).items() if state == "bad"]
        if not bad:
            break
        mended(root, bad[-1])
    assert set(states(root).values()) == {"good"}
    assert (kept / "ken.yml").read_text() == "stage: customer\n"
    assert (root / "a.txt").read_text() == "two"
    assert git(tmp_path, "log", "--all", "--oneline", "--", "kept apart") == ""


def test_what_was_written_since_git_took_it_in_can_be_let_go_of(small: SmallPortal) -> None:
    for text in ("stage: customer\n", "stage: partner\n"):
        small.write({"private/ken.yml": text, "outbox/a.txt": text})
        git(small.root, "add", "-A", "-f")
    git(small.root, "commit", "-qm", "x", "--no-verify")
    small.write({"private/ken.yml": "stage: paused\n", "outbox/a.txt": "1"})
    git(small.root, "add", "-A", "-f")
    small.write({"private/ken.yml": "stage: graduate\n", "outbox/a.txt": "2"})
    for code in ("tracked", "outbox"):
        mended(small.root, code)
        assert states(small.root)[code] == "good"
    assert (small.root / "private/ken.yml").read_text() == "stage: graduate\n"
    assert (small.root / "outbox/a.txt").read_text() == "2"


def test_a_folder_that_is_open_is_looked_through(small: SmallPortal) -> None:
    """Letters and lists of the private folder are private as its records are."""
    small.write({"private/ken.yml": "stage: customer\n", "private/sends/a/ken.eml": "x"})
    for path in (small.root / "private").rglob("*"):
        path.chmod(0o700)
    (small.root / "private/sends/a/ken.eml").chmod(0o644)
    (small.root / "private").chmod(0o755)
    assert states(small.root)["permissions"] == "bad"
    mended(small.root, "permissions")
    assert states(small.root)["permissions"] == "good"


def test_a_hook_for_several_repositories_is_not_written(small: SmallPortal, tmp_path: Path) -> None:
    git(small.root, "config", "core.hooksPath", str(tmp_path / "hooks"))
    told = run(small.root, "--lang", "en", "doctor", "--hook")
    assert told.exit_code == 1 and "core.hooksPath" in told.stderr
    assert not (tmp_path / "hooks").exists()
    git(small.root, "config", "core.hooksPath", ".githooks")
    assert run(small.root, "doctor", "--hook").exit_code == 0
    assert (small.root / ".githooks/pre-commit").is_file()


@pytest.mark.parametrize("kind", ["public", "private"])
def test_a_declaration_changes_one_line(kind: str) -> None:
    once = declared(MKDOCS, kind)
    assert once is not None
    assert once.replace(f"    repository: {kind}\n", "") == MKDOCS
    assert declared(once, kind) == once
    assert declared("site_name: x\n", kind) is None
