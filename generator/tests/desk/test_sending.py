"""`enishi send`: prepare, test, approve, send; what undoes an approval; what nobody knows."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result
from desk.postal import ISSUE, NOW, YES, Office, eml, mailing_files, opened, outbox_files, settings
from portals import SmallPortal

from enishi import cli
from enishi.commands import send as command
from enishi.commands._secrets import password_of
from enishi.desk import mailing
from enishi.desk.erasure import Ground, erase, plan_of
from enishi.desk.private import Private
from enishi.lock import held_file
from enishi.problems import Problems, Refused, refusal
from enishi.settings import load_settings

Make = Callable[[dict[str, str | bytes]], SmallPortal]
ME = "me@example.org"


class Desk:
    """Somebody who sends, at a time that stands still unless it is moved."""

    def __init__(self, small: SmallPortal, office: Office) -> None:
        self.small, self.office, self.now = small, office, NOW

    def send(self, *words: str, typed: str = "", lang: str = "en") -> Result:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.small.root)
            patch.setattr(command, "_now", lambda: self.now)
            result = CliRunner().invoke(
                cli.main, ["--lang", lang, "send", ISSUE, *words], input=typed
            )
        assert result.exit_code in (0, 1, 2), result.output
        assert "Traceback" not in result.output
        assert not re.search(r"\b(ai|bo|bobo|cy|dy)@", result.output), "an address"
        return result

    def ready(self) -> None:
        """Prepared, tried out and approved."""
        for words, typed in ((["--prepare"], ""), (["--test", ME], ""), (["--approve"], "3\n")):
            result = self.send(*words, typed=typed)
            assert result.exit_code == 0, result.output
        self.office.taken.clear()

    def states(self) -> dict[str, str]:
        values = json.loads(self.send("--status", "--json").stdout)
        return {one["id"]: one["state"] for one in values["letters"]}

    @property
    def private(self) -> Path:
        return self.small.root / "private"

    @property
    def taken(self) -> list[str]:
        return [to for to, _ in self.office.taken]


@pytest.fixture
def office() -> Iterator[Office]:
    with opened(Office()) as found:
        yield found


@pytest.fixture
def desk(portal: Make, office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(command._Desk, "_gate", lambda self: Problems())
    monkeypatch.setattr(mailing, "_PATIENCE", 0.0)
    return Desk(portal(mailing_files(office.port)), office)


def test_four_steps_and_each_has_it_once(desk: Desk) -> None:
    told = desk.send("--prepare").stdout
    assert "Candidates 4 = to send 3 + excluded 1" in told
    assert "no consent" in told
    assert "--test" in told

    assert desk.send("--test", ME).exit_code == 0
    assert set(desk.taken) == {ME}
    for _, data in desk.office.taken:
        subject = str(message_from_bytes(data, policy=policy.default)["Subject"])  # type: ignore[arg-type]
        assert subject.startswith("【テスト】")
    desk.office.taken.clear()

    asked = desk.send("--approve", typed="3\n")
    assert "about to go to 3 people" in asked.stderr
    assert asked.exit_code == 0

    sent = desk.send()
    assert sent.exit_code == 0, sent.output
    assert "3 in all = sent 3 + waiting 0 + later 0 + refused 0 + unknown 0" in sent.stdout
    assert sorted(desk.taken) == ["ai@example.com", "bo@example.com", "cy@example.com"]
    for to, data in desk.office.taken:
        assert data == eml(to[:2], to)

    assert desk.send().exit_code == 0
    assert len(desk.taken) == 3
    assert "Nobody is left" in desk.send("--approve", typed="3\n").stderr


def test_no_step_can_be_left_out(desk: Desk) -> None:
    assert "has not been prepared" in desk.send().stderr
    assert "has not been prepared" in desk.send("--test", ME).stderr
    assert "has not been prepared" in desk.send("--approve").stderr
    desk.send("--prepare")
    assert "Nobody has approved" in desk.send().stderr
    assert "No test was sent" in desk.send("--approve", typed="3\n").stderr
    desk.send("--test", ME)
    wrong = desk.send("--approve", typed="4\n")
    assert wrong.exit_code == 1
    assert "not the number" in wrong.stderr
    assert "Nobody has approved" in desk.send().stderr
    assert set(desk.taken) == {ME}


def test_prepared_anew_and_all_the_same_the_approval_stands(desk: Desk) -> None:
    desk.ready()
    desk.now += timedelta(minutes=5)
    desk.send("--prepare")
    assert "approved already" in desk.send("--approve").stdout
    assert desk.send().exit_code == 0


def test_prepared_anew_and_something_changed_it_does_not(desk: Desk) -> None:
    desk.ready()
    (desk.private / "cy.yml").write_text("emails: [cy@example.com]\ncare: {do_not_contact: yes}\n")
    assert "Candidates 4 = to send 2 + excluded 2" in desk.send("--prepare").stdout
    assert "prepared anew since" in desk.send().stderr
    assert "No test was sent" in desk.send("--approve", typed="2\n").stderr
    desk.send("--test", ME)
    desk.send("--approve", typed="2\n")
    desk.office.taken.clear()
    assert desk.send().exit_code == 0
    assert sorted(desk.taken) == ["ai@example.com", "bo@example.com"]


def remade(people: tuple[str, ...]) -> dict[str, bytes]:
    return outbox_files({one: eml(one, f"{one}@example.com") for one in people})


NO = YES.replace("given", "withdrawn").replace("2025-01-01", "2026-10-01")
STOPPED = json.dumps({"person": "bo", "on": "2026-11-22", "how": "token", "message": "1"}) + "\n"
BO, OUT = "private/bo.yml", f"private/outbox/{ISSUE}"
CHANGES: list[tuple[str, dict[str, str | bytes | None], str]] = [
    ("a letter", {f"{OUT}/bo.eml": eml("bo", "bo@example.com") + b"PS\r\n"}, "letter-changed"),
    ("a letter for somebody else", {f"{OUT}/bo.eml": eml("bo", "ai@example.com")}, "letter-changed"),
    ("a letter is gone", {f"{OUT}/bo.eml": None}, "letter-gone"),
    ("one letter more", {f"{OUT}/dy.eml": eml("dy", "dy@example.com")}, "outbox-extra"),
    ("letters made anew", {**remade(("ai", "bo", "cy"))}, "changed-outbox"),
    ("fewer letters", {**remade(("ai", "bo")), f"{OUT}/cy.eml": None}, "changed-outbox"),
    ("no list", {f"{OUT}/outbox.json": None}, "outbox-missing"),
    ("a consent withdrawn", {"alumni/bo.yml": f"name: bo\n{NO}"}, "changed-consent"),
    ("a consent is gone", {"alumni/bo.yml": "name: bo\n"}, "changed-consent"),
    ("a consent ends later", {"alumni/bo.yml": f"name: bo\n{YES.replace('}', ', until: 2030-01-01}')}"}, "changed-consent"),
    ("no more letters", {"private/suppressed.jsonl": STOPPED}, "changed-suppressed"),
    ("an unreadable wish", {"private/suppressed.jsonl": STOPPED[:20]}, "suppressed-bad"),
    ("do not contact", {BO: "emails: [bo@example.com]\ncare: {do_not_contact: yes}\n"}, "changed-do-not-contact"),
    ("in peace", {BO: "emails: [bo@example.com]\ncare: {snooze_until: 2026-12-24}\n"}, "changed-snoozed"),
    ("another address", {BO: "emails: [bobo@example.com]\n"}, "letter-elsewhere"),
    ("the same, otherwise written", {BO: "emails: [bo@EXAMPLE.com]\n"}, "changed-address"),
    ("no address", {BO: "phones: ['090-0000-0000']\n"}, "changed-no-address"),
    ("no record", {BO: None}, "changed-no-address"),
    ("a broken record", {BO: "emails: [\n"}, "yaml-unclosed"),
    ("two records", {"private/bo.yaml": "emails: [bo@example.com]\n"}, "permalink-twice"),
    ("what was prepared", {f"private/sends/{ISSUE}/prepared.json": b"{}"}, "prepared-damaged"),
    ("no ledger", {f"private/sends/{ISSUE}/ledger.jsonl": None}, "send-untested"),
    ("a damaged ledger", {f"private/sends/{ISSUE}/ledger.jsonl": b"{}\n"}, "ledger-damaged"),
    ("an old inbox", {"private/inbox.json": json.dumps({"read_at": (NOW - timedelta(hours=49)).isoformat()})}, "inbox-old"),
    ("no inbox", {"private/inbox.json": None}, "inbox-never"),
    ("an inbox of tomorrow", {"private/inbox.json": json.dumps({"read_at": (NOW + timedelta(days=1)).isoformat()})}, "inbox-unreadable"),
    ("an inbox of no zone", {"private/inbox.json": json.dumps({"read_at": "2026-11-22T00:00:00"})}, "inbox-unreadable"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "code"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES]
)
def test_whatever_changes_after_the_approval_nothing_is_sent_and_it_is_said_what(
    files: dict[str, str | bytes | None], code: str, desk: Desk
) -> None:
    desk.ready()
    for path, data in files.items():
        if data is None:
            (desk.small.root / path).unlink()
    desk.small.write({path: data for path, data in files.items() if data is not None})
    refused = desk.send()
    assert refused.exit_code == 1
    assert desk.taken == []
    assert code_in(refused, code)


def code_in(result: Result, code: str) -> bool:
    """Whether that problem was told."""
    from enishi.messages import SENTENCES

    sentence = re.escape(SENTENCES[code][1][0])
    return bool(re.search(re.sub(r"\\\{\w+\\\}", ".*", sentence), result.stderr))


def test_the_address_that_letters_come_from_is_part_of_it(desk: Desk) -> None:
    desk.ready()
    other = settings(desk.office.port).replace("letters@example.com", "news@example.com")
    desk.small.write({"mkdocs.yml": other})
    assert code_in(desk.send(), "letter-form")
    assert desk.taken == []


def test_a_wish_that_comes_while_letters_go_out_is_heard(desk: Desk) -> None:
    desk.ready()

    def answer(verb: str, to: str) -> None:
        if verb == "DATA":
            (desk.private / "suppressed.jsonl").write_text(STOPPED)

    desk.office.answer = answer
    stopped = desk.send()
    assert code_in(stopped, "changed-suppressed")
    assert "sent 1 + waiting 2" in stopped.stdout
    assert desk.taken == ["ai@example.com"]

    desk.office.answer = lambda verb, to: None
    desk.send("--prepare")
    desk.send("--test", ME)
    assert "about to go to 1 people" in desk.send("--approve", typed="1\n").stderr
    desk.office.taken.clear()
    assert desk.send().exit_code == 0
    assert desk.taken == ["cy@example.com"], "ai has it, and bo does not want it"


def test_what_is_put_off_waits_and_goes_out_later(desk: Desk) -> None:
    desk.ready()
    desk.office.answer = lambda verb, to: "451 4.7.1 later" if to.startswith("bo") else None
    first = desk.send()
    assert first.exit_code == 1
    assert "later 1" in first.stdout
    assert "in 30 minutes" in first.stdout
    desk.office.answer = lambda verb, to: None
    assert desk.send().exit_code == 1
    assert len(desk.taken) == 2
    desk.now += timedelta(minutes=31)
    assert desk.send().exit_code == 0
    assert sorted(desk.taken) == ["ai@example.com", "bo@example.com", "cy@example.com"]


def test_what_is_refused_is_not_sent_again_unless_somebody_says_so(desk: Desk) -> None:
    desk.ready()
    desk.office.answer = lambda verb, to: (
        "550 5.1.1 bo@example.com is unknown" if to.startswith("bo") else None
    )
    assert "refused  bo  (550 5.1.1)" in desk.send().stdout
    desk.office.answer = lambda verb, to: None
    assert desk.send().exit_code == 0
    assert len(desk.taken) == 2
    assert desk.send("--unsent", "bo").exit_code == 0
    assert desk.send().exit_code == 0
    assert sorted(desk.taken) == ["ai@example.com", "bo@example.com", "cy@example.com"]


def test_nobody_knows_until_somebody_looks(desk: Desk) -> None:
    desk.ready()
    taken_back = {"TAKE": "bo", "DATA": "cy"}
    desk.office.answer = lambda verb, to: "drop" if taken_back.get(verb) == to[:2] else None
    first = desk.send()
    assert first.exit_code == 1
    assert "unknown 2" in first.stdout
    desk.office.answer = lambda verb, to: None
    assert desk.send().exit_code == 1
    assert desk.states() == {"ai": "sent", "bo": "unknown", "cy": "unknown"}
    assert len(desk.taken) == 2, "none was sent again by itself"

    asked = desk.send("--resolve", typed="n\ns\n")
    assert (
        str(message_from_bytes(eml("bo", "x@example.com"))["Message-ID"]).split("@")[0]
        in asked.stderr
    )
    assert desk.states() == {"ai": "sent", "bo": "waiting", "cy": "unknown"}
    assert desk.send("--sent", "cy").exit_code == 0
    assert desk.send().exit_code == 0
    assert sorted(desk.taken) == ["ai@example.com", "bo@example.com", "cy@example.com"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--sent", "ai"], "resolve-known"),
        (["--unsent", "ai"], "resolve-known"),
        (["--unsent", "nobody"], "resolve-known"),
        (["--sent", "bo", "--unsent", "bo"], "resolve-both"),
    ],
)
def test_only_what_is_unknown_can_be_settled(words: list[str], code: str, desk: Desk) -> None:
    desk.ready()
    desk.office.answer = lambda verb, to: "drop" if (verb, to[:2]) == ("TAKE", "bo") else None
    desk.send()
    before = desk.states()
    assert code_in(desk.send("--resolve", *words), code)
    assert desk.states() == before


@pytest.mark.parametrize(
    ("verb", "says", "code", "count"),
    [
        ("RCPT", "450 4.7.0 slowly", "server-later", 5),
        ("RCPT", "554 5.7.1 relaying denied", "server-refused", 5),
        ("TAKE", "drop", "server-unknown", 3),
    ],
)
def test_where_all_fail_alike_it_stops(
    verb: str, says: str, code: str, count: int, portal: Make, office: Office, desk: Desk
) -> None:
    people = [f"p{number}" for number in range(8)]
    Desk(portal(mailing_files(office.port, people)), office)
    for one in ("ai", "bo", "cy"):
        (desk.private / f"outbox/{ISSUE}/{one}.eml").unlink()
    for words, typed in (("--prepare", ""), ("--test", ""), ("--approve", "8\n")):
        assert desk.send(words, *([ME] if words == "--test" else []), typed=typed).exit_code == 0
    office.answer = lambda asking, to: says if asking == verb else None
    assert code_in(desk.send(), code)
    assert sum(state != "waiting" for state in desk.states().values()) == count


def test_two_cannot_send_one_issue_at_once(desk: Desk) -> None:
    desk.ready()
    lock = desk.private / "sends" / ISSUE / ".lock"
    with held_file(lock, 0.0, refusal("x", "send-running", issue=ISSUE)):
        for words in ([], ["--prepare"], ["--test", ME], ["--approve"], ["--sent", "ai"]):
            assert code_in(desk.send(*words), "send-running"), words
        assert desk.send("--status").exit_code == 0
    assert desk.taken == []


def test_ctrl_c_ends_after_the_letter_in_hand(desk: Desk) -> None:
    desk.ready()

    def answer(verb: str, to: str) -> None:
        if verb == "RCPT":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.1)

    desk.office.answer = answer
    stopped = desk.send()
    assert stopped.exit_code == 1
    assert "stops after the letter in hand" in stopped.stderr
    assert desk.states() == {"ai": "sent", "bo": "waiting", "cy": "waiting"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


UNGATED = """
from enishi.commands import send
from enishi.problems import Problems
send._Desk._gate = lambda self: Problems()
from enishi.cli import main
main()
"""


def test_killed_amid_a_letter_it_goes_on_with_the_others(desk: Desk, portal: Make) -> None:
    """The real command, in a process of its own; its gate is open, as for all of these letters."""
    desk.ready()
    desk.now = datetime.now(NOW.tzinfo)
    (desk.private / "inbox.json").write_text(json.dumps({"read_at": desk.now.isoformat()}))
    desk.office.silence = 30.0
    desk.office.answer = lambda verb, to: "silence" if (verb, to[:2]) == ("DATA", "bo") else None
    child = subprocess.Popen([sys.executable, "-c", UNGATED, "send", ISSUE], cwd=desk.small.root)
    until = time.monotonic() + 60
    while len(desk.taken) < 2 and time.monotonic() < until and child.poll() is None:
        time.sleep(0.02)
    child.kill()
    child.wait()
    assert desk.states() == {"ai": "sent", "bo": "unknown", "cy": "waiting"}
    desk.office.answer = lambda verb, to: None
    assert "unknown 1" in desk.send().stdout
    assert sorted(desk.taken) == ["ai@example.com", "bo@example.com", "cy@example.com"]


def test_it_keeps_the_pace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.small.write(
        {"mkdocs.yml": settings(desk.office.port).replace("per_minute: 600", "per_minute: 30")}
    )
    desk.ready()
    waits: list[float] = []
    monkeypatch.setattr(command, "rest", lambda is_ended, seconds: waits.append(seconds))
    assert desk.send().exit_code == 0
    assert len(waits) == 2
    assert all(1.0 < wait <= 2.0 for wait in waits)


def test_a_red_preflight_stops_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ready()
    monkeypatch.undo()
    (desk.private / "inbox.json").write_text(json.dumps({"read_at": NOW.isoformat()}))
    desk.small.write({"content/news/2026-11-01-a.md": "---\ntitel: x\n---\n"})
    assert desk.send().exit_code == 1
    assert desk.taken == []


def test_a_test_is_of_whom_it_says(desk: Desk) -> None:
    desk.send("--prepare")
    assert "whose letters: bo" in desk.send("--test", ME, "--only", "bo").stdout
    assert len(desk.taken) == 1
    assert code_in(desk.send("--test", ME, "--only", "bop"), "send-stranger")
    assert code_in(desk.send("--test", "me"), "email-bad")
    desk.office.answer = lambda verb, to: "550 no"
    assert code_in(desk.send("--test", ME), "smtp-sender")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"candidates": 5}, "outbox-sum"),
        ({"candidates": "4"}, "outbox-sum"),
        ({"issue": "2026-10-x"}, "outbox-bad"),
        ({"editions": None}, "outbox-bad"),
        ({"excluded": [{"id": "ai", "reason": "no-consent"}]}, "outbox-sum"),
        (
            {"editions": [{"id": "../bo", "file": "../bo.eml", "sha256": "", "bytes": 0}]},
            "outbox-bad",
        ),
        ({"editions": [{"id": "bo", "file": "ai.eml", "sha256": "", "bytes": 0}]}, "outbox-bad"),
    ],
)
def test_a_list_that_does_not_hold_is_refused(
    values: dict[str, object], code: str, desk: Desk
) -> None:
    file = desk.private / "outbox" / ISSUE / "outbox.json"
    file.write_text(json.dumps({**json.loads(file.read_bytes()), **values}))
    assert code_in(desk.send("--prepare"), code)


def test_two_letters_to_one_mailbox_are_remarked_on(desk: Desk) -> None:
    desk.small.write({BO: "emails: [ai@example.com]\n"})
    letters = {
        "ai": eml("ai", "ai@example.com"),
        "bo": eml("bo", "ai@example.com"),
        "cy": eml("cy", "cy@example.com"),
    }
    desk.small.write({**outbox_files(letters)})
    told = desk.send("--prepare")
    assert told.exit_code == 0
    assert code_in(told, "letter-twice")


@pytest.mark.parametrize(
    "words",
    [
        ["--prepare", "--approve"],
        ["--status", "--test", ME],
        ["--only", "ai"],
        ["--approve", "--sent", "ai"],
    ],
)
def test_one_thing_at_a_time(words: list[str], desk: Desk) -> None:
    assert desk.send(*words).exit_code == 2


def test_it_says_so_in_japanese_too(desk: Desk) -> None:
    told = desk.send("--prepare", lang="ja").stdout
    assert "候補 4 = 送る 3 + 送らない 1" in told
    assert "同意がない" in told
    assert "まだ、送ってよいと認められていません" in desk.send(lang="ja").stderr


def test_the_password_is_nowhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENISHI_SMTP_PASSWORD", raising=False)
    desk.small.write(
        {
            "mkdocs.yml": settings(desk.office.port).replace(
                "security: none", "security: none, user: me"
            )
        }
    )
    desk.send("--prepare")
    assert code_in(desk.send("--test", ME), "smtp-password")
    monkeypatch.setenv("ENISHI_SMTP_PASSWORD", "open-sesame")
    told = desk.send("--test", ME)
    assert code_in(told, "smtp-login-unknown")
    assert "sesame" not in told.output
    assert all(
        b"sesame" not in file.read_bytes() for file in desk.small.root.rglob("*") if file.is_file()
    )


class Keys(ModuleType):
    """As much of the package keyring as is used."""

    errors = ModuleType("keyring.errors")

    def __init__(self, answer: str | None, fault: str = "") -> None:
        super().__init__("keyring")
        kind = type("KeyringError", (Exception,), {})
        self.errors.KeyringError = kind  # type: ignore[attr-defined]
        self.errors.NoKeyringError = type("NoKeyringError", (kind,), {})  # type: ignore[attr-defined]
        self._answer, self._fault = answer, fault

    def get_password(self, service: str, user: str) -> str | None:
        assert (service, user) == ("enishi:smtp.example.com", "me")
        if self._fault:
            raise getattr(self.errors, self._fault)("open sesame")
        return self._answer


@pytest.mark.parametrize(
    ("variable", "answer", "fault", "found"),
    [
        ("from there", "from here", "", "from there"),
        ("", "from here", "", "from here"),
        ("", None, "", None),
        ("", None, "NoKeyringError", None),
        ("", None, "KeyringError", "keyring-shut"),
    ],
)
def test_the_password_comes_from_the_environment_or_the_keyring(
    variable: str,
    answer: str | None,
    fault: str,
    found: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = Keys(answer, fault)
    monkeypatch.setitem(sys.modules, "keyring", keys)
    monkeypatch.setitem(sys.modules, "keyring.errors", keys.errors)
    monkeypatch.setenv("ENISHI_SMTP_PASSWORD", variable)
    ask = partial(password_of, "ENISHI_SMTP_PASSWORD", "smtp.example.com", "me")
    if found == "keyring-shut":
        with pytest.raises(Refused) as refused:
            ask()
        assert [one.code for one in refused.value.problems] == [found]
    else:
        password = ask()
        assert (password is None) == (found is None)
        assert password is None or password == Private(found)


def test_what_is_kept_of_a_sending_holds_no_address(desk: Desk) -> None:
    desk.ready()
    desk.send()
    for name in ("prepared.json", "approved.json", "ledger.jsonl"):
        file = desk.private / "sends" / ISSUE / name
        assert b"@" not in file.read_bytes(), name
        assert file.stat().st_mode & 0o077 == 0, name


def test_who_is_forgotten_leaves_a_ledger_that_can_be_read(desk: Desk) -> None:
    desk.ready()
    desk.send()
    found = load_settings(desk.small.root, Problems())
    assert found
    ground = Ground(desk.small.root, found, NOW.date())
    erase(ground, plan_of(ground, "bo"))
    book = (desk.private / "sends" / ISSUE / "ledger.jsonl").read_text()
    assert '"bo"' not in book
    assert code_in(desk.send("--prepare"), "outbox-missing"), "the letters are to be made anew"
    assert "sent" in desk.send("--status").stdout
    desk.small.write({**remade(("ai", "cy"))})
    assert desk.send("--prepare").exit_code == 0
    assert desk.states() == {"ai": "sent", "cy": "sent"}
