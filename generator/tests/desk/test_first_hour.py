"""docs/first-hour.md and .ja.md do what they say, from the list of leavers to the test letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk.firsthour import DOCS, PAGES, Play, html_in, play

import enishi.commands.send as sending
from enishi.cli import main

NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)

KEPT_OUT = {"ja": "小林", "en": "Okafor"}
"""A family name of the list."""


CALLED = {"ja": "田中さん", "en": "Clara"}
"""How the letter begins: it is the edition of somebody on the list."""


@dataclass(frozen=True)
class Hour:
    lang: str
    play: Play
    said: dict[str, str]


@pytest.fixture(scope="module", params=PAGES)
def hour(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Hour]:
    lang, said = request.param, {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", f"{NOW.timestamp():.0f}")
        patch.setattr(sending, "_now", lambda: NOW)

        def run(words: list[str], here: Path) -> str:
            patch.chdir(here)
            done = CliRunner(env={"LANG": f"{lang}.UTF-8"}).invoke(main, words)
            assert done.exit_code == 0, (words, done.output)
            said[" ".join(words)] = done.output
            return done.output

        yield Hour(lang, play(lang, run, tmp_path_factory.mktemp(lang)), said)


def test_it_goes_from_a_list_to_five_messages(hour: Hour) -> None:
    records = list((hour.play.here / "private").glob("*.yml"))
    assert sum("imported:" in one.read_text(encoding="utf-8") for one in records) == 9
    assert hour.said["today"].count("enishi touch") == 5


def test_it_ends_with_a_letter_in_ones_own_mailbox(hour: Hour) -> None:
    assert set(hour.play.office.count) == {"me@example.com"}
    [(_, mail)] = hour.play.office.taken
    assert CALLED[hour.lang] in html_in(mail)


def test_nobody_of_the_list_is_in_the_site(hour: Hour) -> None:
    files = [file for file in (hour.play.here / "site").rglob("*") if file.is_file()]
    assert len(files) > 50
    name = KEPT_OUT[hour.lang].encode()
    assert [file.name for file in files if name in file.read_bytes()] == []


def test_every_picture_was_taken(hour: Hour) -> None:
    shown = {Path(shot.path).name for shot in hour.play.shots}
    assert shown == {file.name for file in (DOCS / "first-hour").glob(f"{hour.lang}-*.png")}
