"""`enishi edit`: nothing is lost, nothing is left in clear, and only what changed is sealed anew."""

from __future__ import annotations

import difflib
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from desk.keyrings import MINE, RECORD, WORDS, ZONE, SealedPortal, sealed_portal
from test_cli import run

from enishi.desk.editing import template_of
from enishi.desk.sealed import is_sealed
from enishi.desk.workbench import workbench
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml

SCRIPT = "import pathlib, re, sys, time\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text('utf-8')\n"


class Bench:
    """A portal, an editor, and a place where texts lie meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.small = sealed_portal(folder)
        self.shelf = folder / "shelf"
        self.shelf.mkdir()
        self.script = folder / "editor.py"
        self.seen, self.errors = folder / "seen", folder / "errors"
        self.environment = {
            "ENISHI_IDENTITY": str(self.small.identity),
            "XDG_RUNTIME_DIR": str(self.shelf),
            "EDITOR": f"{sys.executable} {self.script}",
        }

    def editor(self, code: str) -> None:
        self.script.write_text(SCRIPT + code, encoding="utf-8")

    @property
    def is_clean(self) -> bool:
        return list(self.shelf.iterdir()) == []

    def drafts(self) -> list[str]:
        return sorted(one.name for one in (self.small.root / "private").glob(".*draft*"))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


def edit(bench: Bench, person: str = "ken", answer: str = "n") -> tuple[int, str]:
    from click.testing import CliRunner

    from enishi import cli

    before = Path.cwd()
    os.chdir(bench.small.root)
    try:
        done = CliRunner().invoke(cli.main, ["--lang", "en", "edit", person], input=f"{answer}\n")
    finally:
        os.chdir(before)
    assert bench.is_clean, "nothing is left on the shelf"
    assert not any(word in done.output for word in WORDS)
    return done.exit_code, done.output


def changed_lines(before: str, after: str) -> list[str]:
    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [row for row in rows if row[0] in "+-"]


def test_one_field_edited_is_one_line_changed(bench: Bench) -> None:
    before = bench.small.seal().text()
    bench.editor("file.write_text(text.replace('customer', 'partner'), 'utf-8')")
    assert edit(bench)[0] == 0
    rows = changed_lines(before, bench.small.text())
    assert [row[:8] for row in rows] == ["- stage:", "+ stage:"]
    assert bench.small.said() == [] and bench.drafts() == []


def test_what_says_the_same_is_not_written_again(bench: Bench) -> None:
    before = bench.small.seal().text()
    bench.editor(
        "file.write_text(text.replace('\\nstage: customer', '\\n\\nstage: \"customer\"'), 'utf-8')"
    )
    code, told = edit(bench)
    assert code == 0 and "Nothing was changed" in told
    assert bench.small.text() == before


def test_the_editor_gets_the_record_in_clear_where_nobody_else_reads(bench: Bench) -> None:
    bench.small.seal()
    bench.editor(
        f"seen = pathlib.Path({str(bench.seen)!r})\n"
        "seen.write_text(f'{file.parent.stat().st_mode & 0o777:o} {file.parent.parent}\\n{text}', 'utf-8')"
    )
    code, told = edit(bench)
    assert code == 0 and "Nothing was changed" in told
    head, _, text = bench.seen.read_text("utf-8").partition("\n")
    assert head == f"700 {bench.shelf}"
    assert all(word in text for word in WORDS)


def test_what_is_wrong_is_told_with_its_place_and_kept_sealed(bench: Bench) -> None:
    before = bench.small.seal().text()
    bench.editor("file.write_text(text.replace('stage: customer', 'stage: nonsense'), 'utf-8')")
    code, told = edit(bench)
    assert code == 1
    assert re.search(r"private/ken\.yml:\d+:8: error \(stage\)", told)
    assert bench.small.text() == before
    assert bench.drafts() == [".ken.draft.age"]
    draft = (bench.small.root / "private/.ken.draft.age").read_bytes()
    assert draft.startswith(b"age-encryption.org/v1") and b"nonsense" not in draft
    bench.editor(
        "assert 'nonsense' in text\nfile.write_text(text.replace('nonsense', 'partner'), 'utf-8')"
    )
    assert edit(bench)[0] == 0
    assert bench.drafts() == []
    assert len(changed_lines(before, bench.small.text())) == 2


def test_what_an_editor_saved_as_utf_16_is_kept_as_it_was_written(bench: Bench) -> None:
    before = bench.small.seal().text()
    bench.editor("file.write_text(text.replace('stage: customer', 'stage: partner'), 'utf-16')")
    code, told = edit(bench)
    assert code == 1 and "UTF-8" in told and bench.small.text() == before
    bench.editor("assert 'stage: partner' in text\nassert '\\ufffd' not in text")
    assert edit(bench)[0] == 0
    assert bench.drafts() == []
    assert len(changed_lines(before, bench.small.text())) == 2


def test_it_can_be_mended_at_once(bench: Bench) -> None:
    bench.small.seal()
    bench.editor(
        "word = 'partner' if 'nonsense' in text else 'nonsense'\n"
        "file.write_text(re.sub('stage: .*', f'stage: {word}', text), 'utf-8')"
    )
    assert edit(bench, answer="y")[0] == 0
    assert bench.small.said() == [] and bench.drafts() == []


def test_a_comment_is_refused_before_it_could_be_lost(bench: Bench) -> None:
    before = bench.small.seal().text()
    bench.editor("file.write_text('# remark\\n' + text, 'utf-8')")
    code, told = edit(bench)
    assert code == 1 and "private/ken.yml:1:1: error: A record that is sealed" in told
    assert bench.small.text() == before and bench.drafts() == [".ken.draft.age"]


@pytest.mark.parametrize(
    "code", ["sys.exit(1)", "file.write_text(text + 'x: y', 'utf-8'); sys.exit(3)"]
)
def test_an_editor_that_fails_changes_nothing(bench: Bench, code: str) -> None:
    before = bench.small.seal().text()
    bench.editor(code)
    status, told = edit(bench)
    assert status == 1 and "could not be run, or failed" in told
    assert bench.small.text() == before
    assert bench.drafts() == ([".ken.draft.age"] if "write" in code else [])


def test_an_editor_that_is_not_there(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    assert edit(bench)[0] == 1
    assert bench.small.text() == RECORD


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(bench: Bench) -> None:
    bench.small.seal()
    record = bench.small.root / "private/ken.yml"
    bench.editor(
        f"record = pathlib.Path({str(record)!r})\n"
        "record.write_text(record.read_text('utf-8') + '\\n', 'utf-8')\n"
        "file.write_text(text.replace('customer', 'partner'), 'utf-8')"
    )
    code, told = edit(bench)
    assert code == 1 and "changed by something else" in told
    assert bench.small.text().endswith("\n\n") and bench.drafts() == [".ken.draft.age"]


@pytest.mark.parametrize("sealing", [True, False])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_new_record_begins_with_every_field_as_a_remark(
    bench: Bench, sealing: bool, lang: str
) -> None:
    if not sealing:
        (bench.small.root / "private/recipients.txt").unlink()
    bench.editor("pass")
    assert "Nothing was changed" in edit(bench, "rie")[1]
    assert not (bench.small.root / "private/rie.yml").exists()
    bench.editor("file.write_text(text.replace('#stage: ', 'stage: '), 'utf-8')")
    assert edit(bench, "rie")[0] == 0
    text = bench.small.text("rie.yml")
    node = parse_yaml(text, "p", Problems())
    assert is_sealed(node) == sealing and "#" not in text
    assert text == "stage: ambassador\n" or sealing
    assert (bench.small.root / "private/rie.yml").stat().st_mode & 0o077 == 0
    assert "emails" in template_of(lang)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_template_without_its_signs_is_a_record(bench: Bench, lang: str) -> None:
    """Every example in it can be used as it stands, or says where a text belongs."""
    lines = template_of(lang).split("\n")
    text = "\n".join(
        line[1:]
        for line in lines
        if (line.startswith("#") and line[1:2] != " ") or line.startswith("#  ")
    )
    problems = Problems()
    node = parse_yaml(text, "p", problems)
    assert node is not None and not problems.errors
    assert lang == "ja" or template_of("en").replace("…", "").isascii()


def test_a_portal_without_seals_keeps_every_character(bench: Bench) -> None:
    (bench.small.root / "private/recipients.txt").unlink()
    text = "# a remark\n" + RECORD
    bench.small.write({"private/ken.yml": text})
    bench.editor("file.write_text(text.replace('customer', 'partner'), 'utf-8')")
    code, told = edit(bench)
    assert code == 0 and "is changed." in told
    assert bench.small.text() == text.replace("customer", "partner")
    bench.editor("file.write_text(text.replace('partner', 'nonsense'), 'utf-8')")
    assert edit(bench)[0] == 1
    assert bench.drafts() == [".ken.draft"]


@pytest.mark.parametrize("person", ["../ken", "Ken", "con", "", "a/b", "private/ken"])
def test_only_an_id_can_be_edited(bench: Bench, person: str) -> None:
    assert edit(bench, person)[0] == 1


@pytest.mark.parametrize("more", ["notes: typed in\n", "follow: [https://example.com/]\n"])
def test_a_sealed_record_with_faults_is_not_opened(bench: Bench, more: str) -> None:
    """What was typed beneath could be lost otherwise."""
    text = bench.small.seal().text() + more
    bench.small.write({"private/ken.yml": text})
    bench.editor(f"pathlib.Path({str(bench.seen)!r}).touch()")
    assert edit(bench)[0] == 1
    assert not bench.seen.exists() and bench.small.text() == text


def test_without_the_key_nothing_is_opened(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.small.seal()
    bench.editor(f"pathlib.Path({str(bench.seen)!r}).touch()")
    monkeypatch.setenv("ENISHI_IDENTITY", os.devnull + "-none")
    code, told = edit(bench)
    assert code == 1 and "There is no key here" in told and not bench.seen.exists()


def waiting(bench: Bench) -> subprocess.Popen[bytes]:
    """The program while its editor has saved something, and waits."""
    bench.editor(
        "file.write_text(text.replace('customer', 'partner'), 'utf-8')\n"
        f"pathlib.Path({str(bench.seen)!r}).touch()\ntime.sleep(60)"
    )
    command = [sys.executable, "-m", "enishi", "edit", "ken"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with bench.errors.open("wb") as errors:
        program = subprocess.Popen(
            command, cwd=bench.small.root, env=environment, start_new_session=True, stderr=errors
        )
    until = time.monotonic() + 20
    while not bench.seen.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert bench.seen.exists()
    return program


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_wipes_the_text_and_keeps_it_sealed(bench: Bench, number: int) -> None:
    before = bench.small.seal().text()
    program = waiting(bench)
    program.send_signal(number)
    assert program.wait(60) != 0
    assert b"Traceback" not in bench.errors.read_bytes()
    assert bench.is_clean and bench.small.text() == before
    assert bench.drafts() == [".ken.draft.age"]
    with suppress(ProcessLookupError):  # the editor, which nobody told
        os.killpg(program.pid, signal.SIGKILL)


def test_a_kill_leaves_the_old_record_and_the_next_edit_sweeps(bench: Bench) -> None:
    before = bench.small.seal().text()
    program = waiting(bench)
    os.killpg(program.pid, signal.SIGKILL)
    program.wait(60)
    assert bench.small.text() == before and bench.small.said(MINE) == []
    assert len(list(bench.shelf.iterdir())) == 1, "nobody was left to clean up"
    bench.editor("pass")
    assert edit(bench)[0] == 0


def test_the_bench_overwrites_what_it_removes(tmp_path: Path) -> None:
    with workbench([tmp_path / "none", tmp_path]) as folder:
        (folder / "a.txt").write_text("secret")
        (folder / "b").mkdir()
        (folder / "b/swap").write_text("secret")
        kept = tmp_path / "kept"
        os.link(folder / "a.txt", kept)
        (folder / "link").symlink_to(kept)
    assert not folder.exists() and kept.read_bytes() == b"\0" * 6


def test_a_plain_record_is_sealed_when_it_is_edited(bench: Bench) -> None:
    bench.editor("file.write_text(text.replace('customer', 'partner'), 'utf-8')")
    code, told = edit(bench)
    assert code == 0 and "and sealed" in told
    card = bench.small.cabinet().cards(ZONE, Problems())["ken"]
    assert len(card.emails) == 2
    assert run(bench.small.root, "seal", "--check").exit_code == 0
    assert isinstance(bench.small, SealedPortal)
