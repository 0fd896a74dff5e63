"""Whoever asked to be forgotten is noticed wherever they could come back, and nobody else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk.desks import PORTAL, TODAY, guest_of
from desk.postal import ISSUE, NOW, mailing_files
from portals import SmallPortal
from test_cli import run

from enishi.desk import forgotten
from enishi.desk.cabinet import Cabinet
from enishi.desk.comeback import check_back, check_forgotten
from enishi.desk.forgotten import Entry, Memorial, key_for, remember
from enishi.desk.likeness import Traits, tokens_of
from enishi.problems import Mark, Problems

DAY = ("--today", TODAY)
MAIL = "Mari@Home.example.com"
LIST = "氏名,メール,生年月日\n"
BACK = (
    "person: {name: {family: 別, given: 人}}\nemails: [mari@home.example.com]\n"
    "consents: [{purpose: newsletter, status: given, on: 2025-01-01, evidence: 申込書}]\n"
)
LEADS = (
    "Email,First Name,Last Name,Company Name\nother@example.com,,,\nMARI+news@home.example.com,,,\n"
)


def forget(root: Path) -> Cabinet:
    """As `enishi forget` leaves it: somebody's tokens, and nothing else."""
    cabinet = Cabinet(root, "private")
    tokens = tokens_of(key_for(cabinet), Traits(ids=["mari"], mails=[MAIL], names=["橘 真理"], birthday="08-23"))  # fmt: skip
    remember(cabinet, Entry(Mark(), NOW.date(), tokens))
    return cabinet


@pytest.fixture
def small(tmp_path: Path) -> SmallPortal:
    made = SmallPortal(tmp_path / "portal").write(mailing_files(25, ("ai", "bo")))
    forget(made.root)
    return made


@pytest.mark.parametrize(
    "address",
    [
        "mari@home.example.com",
        " MARI@HOME.EXAMPLE.COM",
        "mari+letters@home.example.com",
        "ｍａｒｉ@home.example.com",
        "mailto:Mari+a+b@home.example.com",
    ],
)
def test_an_address_is_known_however_it_is_written(small: SmallPortal, address: str) -> None:
    memorial = Memorial(Cabinet(small.root, "private"))
    assert memorial.on(Traits(mails=[address])) == NOW.date()
    for other in ("mar@home.example.com", "mari@example.com", "+mari@home.example.com"):
        assert memorial.on(Traits(mails=[other])) is None


def test_an_address_with_a_tag_stands_for_its_mailbox(tmp_path: Path) -> None:
    cabinet = Cabinet(tmp_path, "private")
    tokens = tokens_of(key_for(cabinet), Traits(mails=["office+mari@example.com"]))
    remember(cabinet, Entry(Mark(), NOW.date(), tokens))
    assert Memorial(cabinet).on(Traits(mails=["office@example.com"])) == NOW.date()


@pytest.mark.parametrize(
    "record",
    [
        "phones: [+81 90-1234-5678]\n",
        "person: {name: 別 人, profiles: {linkedin: 'http://www.linkedin.com/in/MARI-T/'}}\n",
    ],
    ids=["a mobile number", "a page on a network"],
)
def test_they_are_known_without_an_address_and_a_birthday(tmp_path: Path, record: str) -> None:
    small = SmallPortal(tmp_path / "portal").write(
        {
            **mailing_files(25, ("ai", "bo")),
            "private/mari.yml": "phones: [090-1234-5678, 03-1234-5678]\n"
            "person: {name: 橘 真理, profiles: {linkedin: 'https://www.linkedin.com/in/mari-t'}}\n",
        }
    )
    told = run(small.root, "forget", "mari", "--yes", *DAY)
    assert told.exit_code == 0, told.output
    cabinet = Cabinet(small.root, "private")
    memorial = Memorial(cabinet)
    assert memorial.on(Traits(phones=["09012345678"])) and memorial.on(Traits(pages=["https://linkedin.com/in/mari-t/?trk=a"]))  # fmt: skip
    assert not memorial.on(Traits(phones=["03-1234-5678"])), "of an office"
    small.write({"private/other.yml": record})
    for words in (("check", *DAY), ("edition", ISSUE, *DAY)):
        told = run(small.root, *words)
        assert told.exit_code == 1 and "private/other.yml" in told.output, words


def test_who_shares_a_mailbox_or_a_name_with_them_is_not_taken_for_them(tmp_path: Path) -> None:
    """A house with one mailbox, and twins of one name: the one who stays can stay."""
    name = "name: {family: 森, given: 光}\n"
    small = SmallPortal(tmp_path / "portal").write(
        {
            **mailing_files(25, ("ai",)),
            "alumni/mori-a.yml": f"{name}tenures: [{{joined: 2001}}]\n",
            "private/mori-a.yml": "emails: [house+a@example.com]\nbirthday: 1985-04-12\n",
            "alumni/mori-b.yml": f"{name}tenures: [{{joined: 2002}}]\n",
            "private/mori-b.yml": "emails: [house+b@example.com]\nbirthday: 1985-04-12\n",
        }
    )
    done = run(small.root, "forget", "mori-a", "--yes", *DAY)
    assert done.exit_code == 0, done.output
    assert run(small.root, "check", *DAY).exit_code == 0
    memorial = Memorial(Cabinet(small.root, "private"))
    assert memorial.on(Traits(ids=["mori-a"])) and memorial.on(
        Traits(mails=["house+a@example.com"])
    )
    assert memorial.on(Traits(mails=["house+b@example.com"])) is None
    assert memorial.on(Traits(names=["森 光"], birthday="1985-04-12")) is None


def test_nobody_is_written_to_or_told_of_who_was_forgotten(small: SmallPortal) -> None:
    """Not even where a record was made by hand, and nobody has checked the portal since."""
    small.write({"private/back.yml": BACK, "leads.csv": LEADS})
    for words in (
        ("edition", ISSUE, *DAY),
        ("segment", "left < 2030", "--for", "newsletter", *DAY),
        ("export", "--for", "hubspot", *DAY),
        ("export", "--for", "vcard", *DAY),
        ("preflight", ISSUE),
        ("consent", "back", "--given", "portal", "--how", "申込書", *DAY),
        ("check", *DAY),
        ("build", *DAY),
    ):
        result = run(small.root, "--lang", "en", *words)
        assert result.exit_code == 1, words
        assert "private/back.yml:1:1: error" in result.stderr + result.output, words
        assert "mari@home" not in result.stderr + result.output


def test_where_nobody_came_back_all_goes_on(small: SmallPortal) -> None:
    for words in (("edition", ISSUE, *DAY), ("export", "--for", "hubspot", *DAY)):
        result = run(small.root, *words)
        assert result.exit_code == 0, result.stderr


def test_a_lost_key_ends_what_cannot_be_asked(small: SmallPortal) -> None:
    (small.root / "private" / forgotten.KEY).write_bytes(b"x" * 32)
    result = run(small.root, "edition", ISSUE, *DAY)
    assert result.exit_code == 1
    assert forgotten.KEY in result.stderr


def test_a_record_of_their_id_is_not_begun(
    small: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    for words in (("edit", "mari"), ("new", "person", "橘 真理", "--slug", "mari")):
        result = run(small.root, "--lang", "en", *words)
        assert result.exit_code == 1, words
        assert "asked to be forgotten" in result.stderr
        assert "private/forgotten.yml:6" in result.stderr
    assert run(small.root, "new", "person", "森 光", "--slug", "hikari").exit_code == 0
    assert not (small.root / "alumni/mari.yml").exists()


def test_on_a_list_of_leads_they_are_told_by_line(small: SmallPortal) -> None:
    small.write({"leads.csv": LEADS})
    words = ("export", "--for", "hubspot", "--into", "leads.csv", *DAY)
    said = run(small.root, "--lang", "en", *words)
    assert said.exit_code == 0, said.stderr
    assert "asked to be forgotten; delete them there: lines 3" in said.output
    told = json.loads(run(small.root, *words, "--json").stdout)
    assert told["into"]["forgotten"] == [3]


def test_the_desk_takes_in_nobody_who_was_forgotten_meanwhile(tmp_path: Path) -> None:
    """A list is looked at, somebody in it is forgotten by a command, and then it is written."""
    small = SmallPortal(tmp_path / "portal").write({**mailing_files(25, ()), **PORTAL})
    guest = guest_of(small)
    rows = (
        f"{LIST}橘　真理,,1979-08-23\n誰 か,mari+x@home.example.com,\n森 光,hikari@example.com,\n"
    )
    seen = guest.led(guest.hand("import", "l.csv", rows.encode()))
    assert "橘" in seen.words
    forget(small.root)
    mark = seen.text.partition('name="seen" value="')[2].partition('"')[0]
    asked = {"from": "arrivals", "kept": "1", "at": "list"}
    again = guest.send("land", seen=mark, **asked)
    assert again.status == 422, "what was seen is no more what would be written"
    mark = again.text.partition('name="seen" value="')[2].partition('"')[0]
    guest.told(guest.send("land", seen=mark, **asked))
    written = "".join(one.read_text() for one in (small.root / "private").glob("*.yml"))
    assert "hikari@example.com" in written
    assert "橘" not in written and "mari+x" not in written


def test_what_comes_back_of_a_letter_to_them_is_not_written_down_under_their_id(
    small: SmallPortal,
) -> None:
    from enishi.desk.tokens import message_id_of, secret_of, token_of

    cabinet = Cabinet(small.root, "private")
    token = token_of(secret_of(cabinet), ISSUE, "mari")
    head = "From: Mari@Home.example.com\nDate: Fri, 20 Nov 2026 10:00:00 +0900\n"
    answered = f"In-Reply-To: {message_id_of(token, 'example.com')}\n"
    small.write(
        {
            "mails/1.eml": f"{head}Subject: stop-{token}\n\n\n",
            "mails/2.eml": f"{head}{answered}Subject: Re: 便り\n\n会社: あおば\n",
            "mails/3.eml": f"{head.replace('Mari@Home', 'MAILER-DAEMON@Home')}{answered}Subject: Undelivered\n\n550 5.1.1 mari@home.example.com\n",
        }
    )
    assert run(small.root, "inbox", "mails", *DAY).exit_code == 0
    kept = "".join(one.read_text() for one in (small.root / "private").glob("*.jsonl"))
    assert "mari" not in kept


def test_many_records_are_asked_without_reading_all_for_each(
    small: SmallPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether somebody came back is asked at every build and before every sending."""
    from enishi.desk import comeback

    reads = []
    read = comeback.private_node
    monkeypatch.setattr(comeback, "private_node", lambda *it: reads.append(it[1]) or read(*it))
    cabinet = Cabinet(small.root, "private")
    check_forgotten(cabinet, ["alumni/ai.yml", "alumni/bo.yml"], None, Problems())
    assert sorted(reads) == ["ai.yml", "bo.yml"]
    monkeypatch.setattr(comeback, "load_text", None)
    check_back(cabinet, [], {})
