"""A year at the desk of a made-up company, month by month, on one portal.

Each file in `cases/year/` is a month: what is done beneath `===`, and what the marketer is shown.

- `=== 2026-03-31 ja touch ken "…"` runs a command on that day in that language; behind `<<` stands
  what is typed.
- `=== write PATH` puts a file there, `=== read PATH` shows one.

With `ENISHI_BLESS=1` what is shown is written into the files: look at each line before you keep it.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from enishi import cli

MONTHS = sorted((Path(__file__).parent.parent / "cases" / "year").glob("*.txt"))
_PART = re.compile(r"^=== (.+)\n", re.MULTILINE)
Part = tuple[str, str]
"""What is done, and what is shown, or written."""


def parts_of(text: str) -> list[Part]:
    _, *rest = _PART.split(text)
    return list(zip(rest[::2], rest[1::2], strict=True))


def played(root: Path, done: str, text: str) -> str:
    """What is shown when that is done in the portal; of what is written, that itself."""
    verb, _, rest = done.partition(" ")
    if verb == "write":
        file = root / rest
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return text
    if verb == "read":
        return (root / rest).read_text(encoding="utf-8")
    said, _, typed = rest.partition(" << ")
    lang, *words = shlex.split(said)
    keys = "".join(f"{key}\n" for key in shlex.split(typed))
    result = CliRunner().invoke(cli.main, ["--lang", lang, *words, "--today", verb], input=keys)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    lines = [line.rstrip() for line in result.output.strip("\n").split("\n")]
    return "\n".join([*lines, *([f"(exit {result.exit_code})"] if result.exit_code else []), ""])


def test_a_year_at_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1771200000")
    for month in MONTHS:
        parts = parts_of(month.read_text(encoding="utf-8"))
        made = "".join(f"=== {done}\n{played(tmp_path, done, text)}" for done, text in parts)
        if os.environ.get("ENISHI_BLESS") == "1":
            month.write_text(made, encoding="utf-8")
            continue
        assert made == "".join(f"=== {done}\n{text}" for done, text in parts), month.name


def test_the_year_has_every_month_and_both_languages() -> None:
    told = {month.stem: month.read_text(encoding="utf-8") for month in MONTHS}
    assert len([name for name in told if name[0] == "2"]) >= 13
    runs = [done for text in told.values() for done, _ in parts_of(text)]
    spoken = [one.split()[1] for one in runs if one[0] == "2"]
    assert 0.4 < spoken.count("ja") / len(spoken) < 0.6
    kinds = {one.split()[4] for one in runs if one.split()[2:3] == ["outcome"]}
    assert len(kinds) == 9, "an outcome of each kind"
