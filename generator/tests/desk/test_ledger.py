"""The ledger: what it says after a kill, and that it never says too little."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from desk.postal import NOW
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.desk.ledger import Account, Entry, Ledger, book_of, load_book
from enishi.problems import Refused

STEPS = st.sampled_from("intend sent later refused unknown resolved-sent resolved-unsent".split())
ENTRIES = st.lists(
    st.builds(Entry, st.just(NOW), STEPS, st.sampled_from(["ai", "bo"]), st.sampled_from(["", "250", "550 5.1.1"])),
    max_size=6,
)  # fmt: skip


def book_in(file: Path) -> dict[str, str]:
    return {one: it.state for one, it in load_book(file, "ledger").accounts.items()}


def ledger_with(file: Path, *entries: Entry) -> Path:
    with Ledger(file, "ledger") as ledger:
        for one in entries:
            ledger.add(one)
    return file


def test_what_was_written_is_read(tmp_path: Path) -> None:
    @settings(max_examples=25)
    @given(ENTRIES)
    def holds(entries: list[Entry]) -> None:
        file = tmp_path / "ledger.jsonl"
        file.unlink(missing_ok=True)
        ledger_with(file, *entries)
        assert load_book(file, "ledger") == book_of(entries)

    holds()


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ("", "waiting"),
        ("intend", "unknown"),
        ("intend sent", "sent"),
        ("intend later", "later"),
        ("later intend", "unknown"),
        ("intend refused", "refused"),
        ("intend unknown", "unknown"),
        ("intend resolved-unsent", "waiting"),
        ("intend resolved-unsent intend", "unknown"),
        ("intend resolved-sent", "sent"),
    ],
)
def test_a_letter_stands_where_its_last_step_left_it(steps: str, state: str) -> None:
    entries = [Entry(NOW, step, "ai") for step in steps.split()]
    assert book_of(entries).of("ai").state == state


def test_cut_off_at_any_byte_it_says_what_was_whole_and_goes_on(tmp_path: Path) -> None:
    """An intent is whole before anything is transmitted, so nobody who may have it is forgotten."""
    entries = [
        Entry(NOW, "intend", "ai"),
        Entry(NOW, "sent", "ai", "250 2.0.0"),
        Entry(NOW, "intend", "bo"),
    ]
    whole = ledger_with(tmp_path / "whole", *entries).read_bytes()
    ends = [len("".join(one.line for one in entries[:count])) for count in range(4)]
    file = tmp_path / "cut"
    for cut in sorted(
        {*range(0, len(whole), 3), *(end + near for end in ends for near in (-1, 0, 1))}
    ):
        if not 0 <= cut <= len(whole):
            continue
        file.write_bytes(whole[:cut])
        complete = max(
            count for count in range(4) if ends[count] - 1 <= cut
        )  # its line feed may lack
        expected = book_of(entries[:complete])
        assert load_book(file, "ledger") == expected
        ledger_with(file, Entry(NOW, "intend", "cy"))
        assert load_book(file, "ledger") == book_of(
            [*entries[:complete], Entry(NOW, "intend", "cy")]
        )


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        '"sent"',
        '{"at": "2026-11-22T03:00:00+00:00", "step": "sent"}',
        '{"at": "2026-11-22T03:00:00", "step": "sent", "id": "ai"}',
        '{"at": "2026-11-22T03:00:00+00:00", "step": "posted", "id": "ai"}',
        '{"at": "2026-11-22T03:00:00+00:00", "step": "sent", "id": 3}',
        '{"at": "2026-11-22T03:00:00+00:00", "step": "sent", "id": "ai", "x": 1}',
        '{"at": "2026-11-22T03:00:00+00:00", "step": "sent", "id": "ai", "code": "250 for ai@example.com"}',
        "[" * 100_000,
    ],
)
def test_a_damaged_line_stops_everything(line: str, tmp_path: Path) -> None:
    file = ledger_with(tmp_path / "ledger.jsonl", Entry(NOW, "intend", "ai"))
    with file.open("a") as out:
        out.write(line + "\n" + Entry(NOW, "intend", "bo").line)
    for look in (lambda: load_book(file, "ledger"), lambda: Ledger(file, "ledger")):
        with pytest.raises(Refused) as refused:
            look()
        (problem,) = refused.value.problems
        assert (problem.code, problem.mark.line) == ("ledger-damaged", 2)


def test_each_line_is_on_the_disk_before_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    write, sync = os.write, os.fsync
    monkeypatch.setattr(os, "write", lambda *given: (done.append("write"), write(*given))[1])
    monkeypatch.setattr(os, "fsync", lambda *given: (done.append("fsync"), sync(*given))[1])
    with Ledger(tmp_path / "ledger.jsonl", "ledger") as ledger:
        assert done == ["fsync"], "that of the folder, which has a new file"
        ledger.add(Entry(NOW, "intend", "ai"))
        assert done[1:] == ["write", "fsync"]


def test_a_ledger_that_was_exchanged_is_not_written_to(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    with Ledger(file, "ledger") as ledger:
        ledger.add(Entry(NOW, "intend", "ai"))
        (tmp_path / "new").write_bytes(file.read_bytes())
        (tmp_path / "new").replace(file)
        with pytest.raises(Refused) as refused:
            ledger.add(Entry(NOW, "sent", "ai"))
    assert [one.code for one in refused.value.problems] == ["ledger-moved"]
    assert book_in(file) == {"ai": "unknown"}


def test_a_full_disk_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger.jsonl"
    with Ledger(file, "ledger") as ledger, monkeypatch.context() as patch:
        real, room = os.write, [20]

        def write(handle: int, data: bytes) -> int:
            if not room[0]:
                raise OSError(errno.ENOSPC, "full")
            count, room[0] = real(handle, data[: room[0]]), 0
            return count

        patch.setattr(os, "write", write)
        with pytest.raises(OSError, match="full"):
            ledger.add(Entry(NOW, "intend", "ai"))
    assert book_in(file) == {}
    assert book_in(ledger_with(file, Entry(NOW, "intend", "bo"))) == {"bo": "unknown"}


def test_it_waits_longer_each_time() -> None:
    waits = [Account(tries=count).pause() for count in range(7)]
    assert waits[0] == timedelta(minutes=30)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=8)


def test_a_link_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(ledger_with(tmp_path / "other", Entry(NOW, "intend", "ai")))
    with pytest.raises(OSError, match="symbolic"):
        Ledger(tmp_path / "link", "ledger")
