"""Tokens are found again, made up by nobody, and give nobody away."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import idents

from enishi.desk.cabinet import Cabinet
from enishi.desk.tokens import (
    SECRET,
    Claim,
    claims_of,
    message_id_of,
    one_click_url,
    person_of,
    secret_of,
    stop_url,
    stops_in,
    token_of,
)
from enishi.problems import Refused

KEY = bytes(range(32))
PEOPLE = ("kenichi-sato", "mio-tanaka")


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    cabinet = Cabinet(tmp_path, "private")
    secret = secret_of(cabinet)
    assert len(secret) == 32
    assert secret_of(cabinet) == secret
    assert stat.S_IMODE((tmp_path / "private" / SECRET).stat().st_mode) == 0o600
    assert secret_of(Cabinet(tmp_path, "other")) != secret


@pytest.mark.parametrize("held", [b"", b"00", b"\xff" * 64, b"g" * 64, b"0" * 63, b"0" * 66])
def test_a_damaged_secret_is_not_replaced(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "private" / SECRET
    file.parent.mkdir()
    file.write_bytes(held)
    with pytest.raises(Refused) as refused:
        secret_of(Cabinet(tmp_path, "private"))
    [problem] = refused.value.problems
    assert (problem.path, problem.code) == (f"private/{SECRET}", "secret-bad")
    assert file.read_bytes() == held


def test_a_secret_is_not_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("0" * 64, encoding="ascii")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / SECRET).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused):
        secret_of(Cabinet(tmp_path, "private"))


@given(issue=idents, person=idents, other=idents)
def test_a_token_belongs_to_one_issue_and_one_person(issue: str, person: str, other: str) -> None:
    token = token_of(KEY, issue, person)
    assert person_of(KEY, token.upper(), issue, [other, person]) == person
    assert claims_of(KEY, [issue], [person]) == {token: Claim(issue, person)}
    if other != person:
        assert person_of(KEY, token, issue, [other]) is None
    assert person_of(KEY, token, f"{issue}-x", [person]) is None
    assert person_of(bytes(32), token, issue, [person]) is None
    assert person not in token


@pytest.mark.parametrize("token", ["", "a", "縁" * 20, "\ud800"])
def test_what_is_no_token_is_nobodys(token: str) -> None:
    assert person_of(KEY, token, "issue", PEOPLE) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_stop_link_is_read_in_whatever_words_it_comes(before: str, after: str) -> None:
    token = token_of(KEY, "2026-11-autumn", "mio-tanaka")
    subject = stop_url("stop+1@example.com", token).partition("?subject=")[2]
    assert token in stops_in(f"{before} {subject} {after}")
    assert stops_in(f"Re: {subject.upper()}") == (token,)
    assert stops_in(f"{subject}\n> {subject}") == (token,)
    assert stops_in(f"{subject}x") == ()


def test_addresses_for_stopping_are_written_as_links_need() -> None:
    assert stop_url('"a..b."@example.com', "t") == ("mailto:%22a..b.%22@example.com?subject=stop-t")
    assert one_click_url("https://example.com/stop?list=1", "t") == (
        "https://example.com/stop?list=1&token=t"
    )


def test_the_message_id_does_not_give_the_token_away() -> None:
    tokens = [token_of(KEY, "issue", person) for person in PEOPLE]
    made = [message_id_of(token, "example.com") for token in tokens]
    assert len(set(made)) == 2
    assert all(token not in one for token in tokens for one in made)
    assert all(one.endswith("@example.com>") for one in made)
