"""Wherever something of a person is kept, `enishi forget` knows of it.

What writes files is found in the sources. Whoever adds a module that does so says here what it
writes; one file of each lies in the portal in which somebody is forgotten.
"""

from __future__ import annotations

import ast
import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from desk.postal import ISSUE, eml, outbox_files
from desk.test_forget import DAY, ID, VALUES, full, left_in
from portals import MKDOCS, SmallPortal
from test_cli import run

import enishi
from enishi.aside import left_aside, make_aside
from enishi.desk import erasure, forgetting
from enishi.desk.cabinet import Cabinet
from enishi.desk.mailing import LOCK, status_of
from enishi.desk.turns import turn
from enishi.lock import held_file
from enishi.problems import refusal

PACKAGE = Path(enishi.__file__).parent
_WRITING = {"append", "make_aside", "make_private", "put", "put_folder", "put_new"}
_WRITING |= {"tempfile", "TemporaryDirectory"}
_METHODS = {"write_bytes", "write_text", "mkdtemp"}
KEN = "kenichi-sato"
NAMED = "鬼束 翠之介さんのこと\n"
AT = "2026-11-22T10:00:00+09:00"
LEDGER = "".join(
    json.dumps({"at": AT, "step": step, "id": one}) + "\n"
    for one in (ID, KEN, "rie-mori")
    for step in ("intend", "sent")
)
RETURN = (
    f'{{"message": "1", "on": "2026-11-21", "how": "soft", "person": "{ID}"}}\n'
    f'{{"message": "2", "on": "2026-11-21", "how": "soft", "person": "{KEN}"}}\n'
)
GRADUATION = f"private/graduations/{ID}"
SENT = f"private/sends/{ISSUE}"
OUT = f"private/outbox/{ISSUE}"
HALF = f"private/outbox/.{ISSUE}.old"


def letters() -> dict[str, bytes]:
    """One to the person, one that tells of them, one that does not."""
    told = eml(KEN, "ken@example.com") + base64.encodebytes(f"仲間の{NAMED}".encode())
    own = eml(ID, "sui@mail.example.com")
    return {ID: own, KEN: told, "rie-mori": eml("rie-mori", "rie@example.com")}


BOX = outbox_files(letters())
SAMPLES: dict[str, str | bytes] = {
    **BOX,
    **{path.replace(OUT, HALF): data for path, data in BOX.items()},
    f"{SENT}/ledger.jsonl": LEDGER,
    f"{SENT}/prepared.json": json.dumps({"issue": ISSUE, "audience": [{"letter": {"id": ID}}]}),
    f"{SENT}/approved.json": json.dumps({"of": "0", "count": 3, "approved_at": AT}),
    "private/bounces.jsonl": RETURN,
    "private/replies.jsonl": RETURN,
    "private/suppressed.jsonl": RETURN,
    "private/inbox.json": json.dumps({"read_at": AT}),
    "private/year.ics": f"BEGIN:VCALENDAR\r\nUID:graduation-{ID}-20270331@alumni.example.com\r\nEND:VCALENDAR\r\n",
    "private/.index/desk": NAMED,
    "private/.secret": "0" * 64 + "\n",
    f"private/.{ID}.draft": "notes: 奥さまは島の郵便局にお勤め。\n",
    f"private/.{ID}.draft.age": b"age-encryption.org/v1\n\0",
    f"private/.{ID}.yml.enishi-part": "emails: [sui@mail",
    "private/outcomes/.2026.yml.enishi-part": f"- person: {ID}\n",
    f"private/_preview/{ISSUE}/{ID}.html": NAMED,
    f"private/_preview/{ISSUE}/{KEN}.html": NAMED,
    f"private/exports/{ID}/export.json": "{}",
    "private/exports/alumni-json.json": json.dumps({"people": [{"id": ID}]}),
    "private/exports/alumni-hubspot.csv": "Email,Name\r\nsui@home.example.com,鬼束\r\nken@example.com,佐藤\r\n",
    "private/handovers/2026-11-20/handover.html": f"<p>{NAMED}</p>",
    "private/reports/2026-11-20.html": f"<p>{NAMED}</p>",
    f"{GRADUATION}/memo.pdf": b"%PDF-1.7\n\0",
    f"{GRADUATION}/board.md": f"- {NAMED}",
    f"{GRADUATION}/page.md": f"---\nperson: {ID}\n---\n",
    f"{GRADUATION}/.print-abc/memo.html": NAMED,
    "private/news/2026-11-12-inside.md": f"---\ntitle: 内輪\nabout: {{people: [{ID}, {KEN}]}}\naudience: alumni\n---\n手紙だけの話。\n",
}  # fmt: skip
ELSEWHERE = "where its caller, or the user, says"
ASIDE = "outside of the portal; `aside` knows what was left"
NOBODY = "nothing of anybody"
OURS = "the work of forgetting itself"
RECORD = ("private/kenichi-sato.yml",)
"""Somebody else's record tells of them."""
WRITERS: dict[str, tuple[str, ...] | str] = {
    "commands/_exports.py": ("private/exports/alumni-json.json", "private/exports/alumni-hubspot.csv"),
    "commands/doctor.py": NOBODY,
    "commands/edition.py": (f"private/_preview/{ISSUE}/{ID}.html",),
    "commands/forget.py": OURS,
    "commands/newsletter.py": ELSEWHERE,
    "commands/preflight.py": ELSEWHERE,
    "commands/today.py": ("private/year.ics",),
    "desk/admission.py": (f"alumni/{ID}.yml",),
    "desk/approval.py": (f"{SENT}/approved.json",),
    "desk/audit.py": ASIDE,
    "desk/cabinet.py": RECORD,
    "desk/dossier.py": OURS,
    "desk/editing.py": (f"private/.{ID}.draft", f"private/.{ID}.draft.age"),
    "desk/erasure.py": OURS,
    "desk/fingerprint.py": NOBODY,
    "desk/forgotten.py": OURS,
    "desk/handing.py": (f"private/exports/{ID}/export.json",),
    "desk/hook.py": NOBODY,
    "desk/index.py": ("private/.index/desk",),
    "desk/intake.py": RECORD,
    "desk/keepsake.py": (f"{GRADUATION}/page.md", f"content/graduations/{ID}.md"),
    "desk/keys.py": NOBODY,
    "desk/ledger.py": (f"{SENT}/ledger.jsonl",),
    "desk/mailing.py": (f"{SENT}/ledger.jsonl",),
    "desk/outbox.py": tuple(path for path in SAMPLES if "outbox/" in path),
    "desk/papers.py": (f"{GRADUATION}/memo.pdf", f"{GRADUATION}/.print-abc/memo.html"),
    "desk/parcel.py": ("private/handovers/2026-11-20/handover.html",),
    "desk/pen.py": RECORD,
    "desk/preparation.py": (f"{SENT}/prepared.json",),
    "desk/returns.py": ("private/bounces.jsonl", "private/replies.jsonl", "private/suppressed.jsonl"),
    "desk/rewriting.py": OURS,
    "desk/settling.py": (f"{GRADUATION}/board.md", *RECORD),
    "desk/tally.py": ("private/reports/2026-11-20.html",),
    "desk/tokens.py": ("private/.secret",),
    "desk/workbench.py": ASIDE,
}  # fmt: skip
"""What each module that writes files keeps of a person, or why it keeps nothing."""


def is_writer(path: Path) -> bool:
    """Whether a module writes files by itself, and not by another one of ours."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = {one.name for one in node.names}
            if names & _WRITING and node.module in ("enishi.writing", "enishi.aside", "tempfile"):
                return True
        elif isinstance(node, ast.Import):
            if {one.name for one in node.names} & _WRITING:
                return True
        elif isinstance(node, ast.Attribute) and (node.attr in _METHODS or node.attr == "O_CREAT"):
            return True
    return False


def test_of_every_module_that_writes_files_it_is_known_what_it_keeps() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for folder in ("desk", "commands")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if is_writer(path)
    }
    assert found == set(WRITERS)


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path, Result]:
    """What was found before, and the portal afterwards. Look, do not touch."""
    small = full(tmp_path_factory.mktemp("places") / "portal").write(SAMPLES)
    small.build()
    before = [
        path
        for path in sorted({one for there in places() for one in there})
        if holds(small.root / path)
    ]
    return before, small.root, run(small.root, "--lang", "en", "forget", ID, "--yes", *DAY)


def places() -> Iterator[tuple[str, ...]]:
    yield from (one for one in WRITERS.values() if isinstance(one, tuple))


def holds(file: Path) -> bool:
    data = file.as_posix().encode() + file.read_bytes()
    return any(one.encode() in data for one in (*VALUES, NAMED.strip()))


def test_nothing_is_left_wherever_something_is_kept(
    erased: tuple[list[str], Path, Result],
) -> None:
    before, root, result = erased
    nothing = {f"{SENT}/approved.json", "private/.secret"}
    nothing |= {f"{folder}/rie-mori.eml" for folder in (OUT, HALF)}
    known = {one for there in places() for one in there} - nothing
    in_base64 = {path for path in known if path.endswith(".eml")}
    assert known <= {*before, *in_base64}
    assert [path for path in in_base64 if (root / path).exists()] == []
    assert result.exit_code == 0, result.output
    assert left_in(root) == []
    assert [path for path in known if (root / path).exists() and holds(root / path)] == []


def test_what_is_not_theirs_stays(erased: tuple[list[str], Path, Result]) -> None:
    _, root, _ = erased
    assert (root / f"{OUT}/rie-mori.eml").read_bytes() == letters()["rie-mori"]
    assert KEN in (root / "private/bounces.jsonl").read_text()
    assert (root / "private/exports/alumni-hubspot.csv").read_bytes().endswith(b"Name\r\nken@example.com,\xe4\xbd\x90\xe8\x97\xa4\r\n")  # fmt: skip
    assert f"people: [{KEN}]" in (root / "private/news/2026-11-12-inside.md").read_text()
    assert not (root / "private/graduations").exists(), "nor a folder called after them"


def test_a_broken_outbox_is_told_and_nobody_gets_a_letter_twice(
    erased: tuple[list[str], Path, Result],
) -> None:
    """A list with sums cannot be cut: what was frozen goes, and who has the letter is known."""
    _, root, result = erased
    assert f"enishi edition {ISSUE}" in result.output
    assert not (root / f"{OUT}/outbox.json").exists()
    assert not (root / f"{SENT}/prepared.json").exists()
    status = status_of(Cabinet(root, "private"), ISSUE)
    assert {one: it.state for one, it in status.accounts.items()} == {KEN: "sent", "rie-mori": "sent"}  # fmt: skip


# --- while somebody else is at work


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return full(tmp_path / "portal").write(SAMPLES).root


def test_while_letters_are_sent_or_records_written_nothing_is_removed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line of a ledger that is written meanwhile would be lost with the old file."""
    monkeypatch.setattr(forgetting, "PATIENCE", 0.1)
    monkeypatch.setattr("enishi.desk.turns.PATIENCE", 0.1)
    never = refusal("", "send-running", issue="")
    with held_file(root / SENT / LOCK, 0, never):
        sending = run(root, "--lang", "en", "forget", ID, "--yes", *DAY)
    with turn(Cabinet(root, "private")):
        writing = run(root, "--lang", "en", "forget", ID, "--yes", *DAY)
    assert (sending.exit_code, writing.exit_code) == (1, 1)
    assert ISSUE in sending.stderr
    assert (root / f"alumni/{ID}.yml").exists()
    assert (root / f"{SENT}/ledger.jsonl").read_text() == LEDGER


def test_what_somebody_writes_after_the_plan_is_not_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / "private/replies.jsonl"
    more = '{"message": "3", "on": "2026-11-22", "how": "aside"}\n'

    def late(ground: erasure.Ground, plan: erasure.Plan) -> None:
        with file.open("a") as out:
            out.write(more)
        erase(ground, plan)

    erase = erasure.erase
    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "erase", late)
        result = run(root, "--lang", "en", "forget", ID, "--yes", *DAY)
    assert result.exit_code == 1
    assert "private/replies.jsonl" in result.stderr
    assert file.read_text().endswith(more)
    again = run(root, "forget", ID, "--yes", *DAY)
    assert again.exit_code == 0, again.output
    assert left_in(root) == [] and file.read_text().endswith(more)


def test_a_folder_that_is_called_after_them_goes_though_nothing_is_in_it(root: Path) -> None:
    """A forgetting that was killed between the last file and its folder leaves one."""
    (root / f"private/exports/{ID}/old").mkdir()
    assert run(root, "forget", ID, "--yes", *DAY).exit_code == 0
    (root / f"private/letters/{ID}").mkdir(parents=True)
    public = root / f"content/news/{ID}"
    public.mkdir()
    told = run(root, "--lang", "en", "forget", ID, "--yes", *DAY)
    assert (told.exit_code, f"content/news/{ID}/:0 (ID)" in told.output) == (1, True)
    public.rmdir()
    assert run(root, "forget", ID, "--yes", *DAY).exit_code == 0
    assert left_in(root) == []


# --- outside of the portal


def test_what_killed_commands_left_outside_of_the_portal_goes(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(shelf))
    code = "from enishi.aside import make_aside\nfor one in ('audit', 'edit', 'preview'): make_aside(one)"
    environ = {**os.environ, "TMPDIR": str(shelf), "PYTHONPATH": str(PACKAGE.parent)}
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)
    for folder in shelf.iterdir():
        (folder / "x.html").write_text(NAMED, encoding="utf-8")
    assert len(list(left_aside(shelf))) == 3
    mine = make_aside("preview")
    (shelf / "enishi-preview-x-y").mkdir()
    assert run(root, "forget", ID, "--yes", *DAY).exit_code == 0
    assert {one.name for one in shelf.glob("enishi-*")} == {mine.name, "enishi-preview-x-y"}


# --- IDs that could be words


def test_an_issue_that_is_called_as_a_person_is_keeps_its_ledger(root: Path) -> None:
    (root / "alumni/haru.yml").write_text("name: 春野 薫\ntenures: [{joined: 2001}]\n")
    sent = root / "private/sends/haru"
    sent.mkdir()
    (sent / "ledger.jsonl").write_text(LEDGER)
    preview = root / f"private/_preview/{ISSUE}/haru.html"
    preview.write_text("薫さん\n")
    (root / "private/.haru.draft").write_text("notes: x\n")
    result = run(root, "forget", "haru", "--yes", *DAY)
    assert result.exit_code == 0, result.output
    assert (sent / "ledger.jsonl").read_text() == LEDGER
    assert not preview.exists()
    assert not (root / "private/.haru.draft").exists()


def test_where_the_site_cannot_be_made_it_is_not_said_that_nothing_was_written(
    tmp_path: Path,
) -> None:
    small = SmallPortal(tmp_path / "portal").write(
        {
            "mkdocs.yml": MKDOCS,
            f"private/{ID}.yml": "emails: [midori@example.com]\n",
            "content/news/2026-11-05-a.md": "---\ntitel: 題\n---\n",
        }
    )
    told = run(small.root, "--lang", "en", "forget", ID, "--yes", *DAY)
    assert told.exit_code == 1 and not (small.root / f"private/{ID}.yml").exists()
    assert "titel" in told.output and "could not be finished" in told.output
    assert "Nothing was written" not in told.output
