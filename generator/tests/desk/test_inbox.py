"""What comes back of letters: stops at once, bounces noted, replies shown and asked about."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from desk.keyrings import MINE, SealedPortal, sealed_portal
from portals import MKDOCS, TODAY, SmallPortal

from enishi import cli
from enishi.desk import letterbox
from enishi.desk.audience import reason_against
from enishi.desk.cabinet import Cabinet
from enishi.desk.inbox import read_at
from enishi.desk.returns import ENOUGH, Entry, Returns, load_returns, mark_of
from enishi.desk.tokens import message_id_of, secret_of, token_of
from enishi.problems import Problems, Refused

Make = Callable[[dict[str, str | bytes]], SmallPortal]
ZONE = ZoneInfo("Asia/Tokyo")
ISSUE = "2026-11-autumn"
YES = "{purpose: portal, status: given, on: 2025-01-01}"
LETTERS = "{purpose: newsletter, status: given, on: 2025-01-01}"
KEN = f"""\
name: 佐藤 健一
tenures: [{{joined: 2010, left: 2020}}]
# この下は本人に確かめた
now:
  company: あおば物流   # 2024年に聞いた
  title: 課長
  since: 2020-04
offers: [工場見学の案内]
consents: [{YES}, {LETTERS}]
"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": MKDOCS + "    mail: {address: letters@example.com, stop: stop@example.com}\n",
    f"content/newsletters/{ISSUE}.md": "---\ntitle: 秋\ndate: 2026-11-01\n---\nこんにちは。\n",
    "alumni/ken.yml": KEN,
    "alumni/ai.yml": f"name: 青木 愛\nconsents: [{LETTERS}]\n",
    "private/ken.yml": "emails: [Ken@example.com, old@example.com]  # 二つ\n",
    "private/ai.yml": "emails: [ai@example.com]\n",
}


def mail(text: str = "", /, **headers: str) -> bytes:
    """A message; `_` in the names of headers is `-`."""
    given = {"From": "ken@example.com", "Date": "Fri, 20 Nov 2026 10:00:00 +0900", **headers}
    given.setdefault("Content-Type", "text/plain; charset=utf-8")
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in given.items())
    return f"{head}\n{text}\n".encode()


def run(small: SmallPortal, *words: str, typed: str = "", lang: str = "en") -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        given = ["--lang", lang, "inbox", *words, "--today", str(TODAY)]
        result = CliRunner().invoke(cli.main, given, input=typed)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def read(small: SmallPortal, *mails: bytes, apply: bool = False, typed: str = "") -> Result:
    for number, one in enumerate(mails):
        small.write({f"mails/{number}.eml": one})
    words = ["--apply"] if apply else []
    result = run(small, "mails", *words, typed=typed)
    assert result.exit_code == 0, result.output
    return result


def sorts(small: SmallPortal, *mails: bytes) -> list[tuple[str, str]]:
    """`(sort, who)` of each, in their order; nothing but stops and bounces is settled by it."""
    for number, one in enumerate(mails):
        small.write({f"sorted/{number}.eml": one})
    found = json.loads(run(small, "sorted", "--json").stdout)
    return [(one["sort"], ",".join(one["people"])) for one in found["messages"]]


def cabinet_of(small: SmallPortal) -> Cabinet:
    return Cabinet(small.root, "private")


def token(small: SmallPortal, person: str = "ken") -> str:
    return token_of(secret_of(cabinet_of(small)), ISSUE, person)


def reason(small: SmallPortal, person: str, purpose: str = "newsletter") -> str:
    cabinet = cabinet_of(small)
    cards = cabinet.cards(ZONE, Problems())
    from enishi.register import Register
    from enishi.standing import scan

    known = Register(small.root, ZONE, TODAY, scan(small.root)).person(person)
    return reason_against(purpose, known, cards[person], load_returns(cabinet), TODAY)


# --- stops


def test_a_good_token_stops_the_letters_at_once(portal: Make) -> None:
    small = portal(FILES)
    assert reason(small, "ken") == ""
    stop = mail(From="somebody@example.org", Subject=f"stop-{token(small).upper()}")
    assert "Letters stopped, by the token of a letter: 1" in read(small, stop).stdout
    assert reason(small, "ken") == "withdrawn"
    assert reason(small, "ai") == ""
    (entry,) = load_returns(cabinet_of(small)).stops
    assert (entry.person, entry.issue, entry.how, entry.on) == ("ken", ISSUE, "token", str(TODAY))


def test_the_same_mail_read_twice_changes_nothing(portal: Make) -> None:
    small = portal(FILES)
    stop = mail(Subject=f"stop-{token(small)}")
    read(small, stop)
    before = {one: one.read_bytes() for one in (small.root / "private").glob("*.jsonl")}
    again = run(small, "mails")
    crlf = small.write({"mbox": b"From x\n" + stop + b"\nFrom y\n" + stop.replace(b"\n", b"\r\n")})
    boxed = run(crlf, "mbox")
    assert {one: one.read_bytes() for one in (small.root / "private").glob("*.jsonl")} == before
    assert "Messages read: 1 = stopped 0" in again.stdout and "dealt with before 1" in again.stdout
    assert "dealt with before 2" in boxed.stdout


def test_who_agrees_again_later_is_written_to_again(portal: Make) -> None:
    small = portal(FILES)
    read(small, mail(Subject=f"stop-{token(small)}"))
    later = LETTERS.replace("2025-01-01", str(TODAY.replace(day=TODAY.day + 1)))
    small.write({"alumni/ken.yml": KEN.replace(LETTERS, f"{LETTERS}, {later}")})
    assert reason(small, "ken") == "withdrawn", "not before it begins"


def test_no_kind_of_letter_goes_to_who_wants_none() -> None:
    returns = Returns(stops=(Entry("m", "2026-01-02", "token", "ken"),))
    for purpose, expected in (("birthday", "withdrawn"), ("portal", "no-consent")):
        from enishi.desk.records import Card
        from enishi.problems import Mark

        card = Card("ken", "ken.yml", Mark())
        assert reason_against(purpose, None, card, returns, TODAY) == expected


@pytest.mark.parametrize(
    "headers",
    [
        {"Subject": "stop-aaaaaaaaaaaaaaaaaaaa"},
        {"Subject": "配信停止をお願いします"},
        {"Subject": "Please unsubscribe me"},
        {"Subject": "STOP"},
    ],
)
def test_a_wish_without_a_good_token_waits_for_somebody(
    headers: dict[str, str], portal: Make
) -> None:
    small = portal(FILES)
    told = read(small, mail(**headers)).stdout
    assert "Seem to want no more letters" in told and "ken?" in told
    assert reason(small, "ken") == ""
    read(small, mail(**headers), apply=True, typed="n\nn\n")
    assert reason(small, "ken") == ""
    assert "dealt with before 1" in run(small, "mails").stdout


def test_what_was_taken_for_a_wish_and_is_none_is_a_reply(portal: Make) -> None:
    small = portal(FILES)
    gym = mail("ジムを退会しました。\n会社: みずほ印刷\n載せてよいですか: はい\n")
    read(small, gym, apply=True, typed="n\ny\n")
    assert reason(small, "ken") == ""
    assert "みずほ印刷" in ken(small, "alumni") and "ジムを" in ken(small, "private")


def test_somebody_says_yes_to_a_wish(portal: Make) -> None:
    small = portal(FILES)
    read(small, mail(Subject="unsubscribe"), apply=True, typed="y\n")
    assert reason(small, "ken") == "withdrawn"


def test_a_token_of_somebody_else_in_a_quoted_letter_stops_nobody(portal: Make) -> None:
    small = portal(FILES)
    quoted = (
        f"元気です。\n\n> 手紙を止める: mailto:stop@example.com?subject=stop-{token(small, 'ai')}"
    )
    assert sorts(small, mail(quoted, Subject="Re: 秋")) == [("reply", "ken")]
    assert reason(small, "ai") == ""


def test_the_subject_of_our_own_stop_link_is_a_wish(portal: Make) -> None:
    settings = str(FILES["mkdocs.yml"]).replace(
        "stop: mailto:stop@example.com\n", "stop: 'mailto:stop@example.com?subject=Bye%20bye'\n"
    )
    small = portal({**FILES, "mkdocs.yml": settings})
    assert sorts(small, mail(Subject="bye BYE")) == [("wish", "ken")]


# --- bounces


def report(
    status: str, action: str = "failed", to: str = "ken@example.com", quoted: str = ""
) -> bytes:
    return mail(
        f"""--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {quoted or "<x@example.org>"}
Subject: x

--b--
""",
        From="MAILER-DAEMON@mx.example.com",
        Subject="Undelivered Mail Returned to Sender",
        Content_Type="multipart/report; report-type=delivery-status; boundary=b",
    )


def test_a_hard_bounce_excludes_the_address_and_not_the_person(portal: Make) -> None:
    small = portal(FILES)
    told = read(small, report("5.1.1")).stdout
    assert "Not delivered: 1" in told and "no such address 5.1.1" in told
    assert reason(small, "ken") == "bounced"
    small.write({"private/ken.yml": "emails: [new@example.com, ken@example.com]\n"})
    assert reason(small, "ken") == "", "they gave another address"
    text = (small.root / "private/bounces.jsonl").read_text(encoding="utf-8")
    assert "@" not in text


def test_a_bounce_of_our_letter_counts_for_where_it_was_sent(portal: Make) -> None:
    """A server on the way may have made another address of it."""
    small = portal(FILES)
    letter = message_id_of(token(small), "example.com")
    read(small, report("5.1.1", to="k.sato@inner.example.org", quoted=letter))
    assert reason(small, "ken") == "bounced"


@pytest.mark.parametrize(
    ("status", "action", "expected"),
    [
        ("4.2.2", "failed", "bounce"),
        ("5.2.2", "failed", "bounce"),
        ("5.7.1", "failed", "bounce"),
        ("4.4.1", "delayed", "auto"),
        ("2.0.0", "delivered", "auto"),
    ],
)
def test_what_may_pass_excludes_nobody(
    status: str, action: str, expected: str, portal: Make
) -> None:
    small = portal(FILES)
    assert [one for one, _ in sorts(small, report(status, action))] == [expected]
    assert reason(small, "ken") == ""


def test_an_address_that_fails_day_after_day_is_given_up() -> None:
    mark = mark_of(b"s", "Ken@example.com")

    def returns(days: int) -> Returns:
        lines = (
            Entry(f"m{n}", f"2026-11-0{n + 1}", "soft", "ken", address=mark) for n in range(days)
        )
        return Returns(bounces=(*lines, *lines), secret=b"s")

    assert not returns(ENOUGH - 1).has_bounced("ken", "ken@example.com")
    assert returns(ENOUGH).has_bounced("ken", "KEN@example.com")
    assert not returns(ENOUGH).has_bounced("ken", "other@example.com")
    assert not returns(ENOUGH).has_bounced("ai", "ken@example.com")


PROSE = {
    "exim": ({"X_Failed_Recipients": "ken@example.com", "Subject": "Mail delivery failed"},
             "SMTP error: 550 5.1.1 User unknown", "bounced"),
    "qmail": ({"Subject": "failure notice"},
              "Hi. This is the qmail-send program.\n<ken@example.com>:\n550 no such user here", "bounced"),
    "a carrier": ({"Subject": "Mail System Error - Returned Mail"},
                  "次のあて先へのメッセージはエラーのため送信できませんでした。\nken@example.com 550 User unknown", "bounced"),
    "a full mailbox": ({"Subject": "Undeliverable: 秋"}, "ken@example.com 552 5.2.2 mailbox full", ""),
    "a refusal": ({"Subject": "Undeliverable: 秋"}, "ken@example.com 550 5.7.1 blocked as spam", ""),
    "a greylist": ({"Subject": "Undeliverable: 秋"}, "ken@example.com 450 4.2.0 try again; user unknown", ""),
}  # fmt: skip


@pytest.mark.parametrize("server", PROSE)
def test_reports_in_prose_are_understood(server: str, portal: Make) -> None:
    headers, text, expected = PROSE[server]
    small = portal(FILES)
    told = sorts(small, mail(text, **{"From": "MAILER-DAEMON@mx.example.com", **headers}))
    assert told == [("bounce", "ken")]
    assert reason(small, "ken") == expected


def test_a_letter_that_is_quoted_in_prose_says_whose_it_was(portal: Make) -> None:
    small = portal(FILES)
    letter = message_id_of(token(small), "example.com")
    text = f"The following address failed: <x@inner.example.org>: 550 no such user\n\nMessage-ID: {letter}\n"
    read(small, mail(text, From="MAILER-DAEMON@mx.example.com", Subject="failure notice"))
    assert reason(small, "ken") == "bounced"


def test_a_report_about_nobody_we_know_is_for_somebody_to_read(portal: Make) -> None:
    small = portal(FILES)
    assert sorts(small, report("5.1.1", to="else@example.org")) == [("other", "")]


# --- replies

REPLY = """\
会社: みずほ印刷
業種:印刷
市区町村:
力になれること: 校正の相談
サイトに載せてよいですか(はい・いいえ): はい

娘が生まれました。また遊びに行きます。

2026年11月5日(木) 10:00 <letters@example.com>:
> 会社: ほかの会社
"""


def apply(small: SmallPortal, text: str, typed: str = "y\n", **headers: str) -> Result:
    return read(small, mail(text, Subject="近況", **headers), apply=True, typed=typed)


def ken(small: SmallPortal, side: str) -> str:
    return (small.root / side / "ken.yml").read_text(encoding="utf-8")


def test_a_reply_is_shown_and_nothing_is_written(portal: Make) -> None:
    small = portal(FILES)
    told = read(small, mail(REPLY, Subject="近況")).stdout
    assert "+   company: みずほ印刷" in told and "-   title: 課長" in told
    assert "--apply" in told
    assert ken(small, "alumni") == KEN
    assert ken(small, "private") == FILES["private/ken.yml"]


def test_what_may_be_shown_goes_to_the_public_record_and_the_rest_to_the_touch(
    portal: Make,
) -> None:
    small = portal(FILES)
    apply(small, REPLY)
    assert ken(small, "alumni") == KEN.replace(
        "  company: あおば物流   # 2024年に聞いた\n  title: 課長\n  since: 2020-04\n",
        "  company: みずほ印刷   # 2024年に聞いた\n  checked: 2026-11-20\n  industry: 印刷\n",
    ).replace("[工場見学の案内]", "[工場見学の案内, 校正の相談]")
    assert ken(small, "private") == (
        str(FILES["private/ken.yml"]) + "touches:\n  - on: 2026-11-20\n    channel: mail\n"
        "    direction: in\n    note: 娘が生まれました。また遊びに行きます。\n"
    )
    assert small.problems() == []


def test_an_applied_reply_is_not_asked_about_again(portal: Make) -> None:
    small = portal(FILES)
    apply(small, REPLY)
    before = ken(small, "alumni"), ken(small, "private")
    assert "dealt with before 1" in run(small, "mails", "--apply").stdout
    (small.root / "private/replies.jsonl").unlink()
    run(small, "mails", "--apply", typed="y\n")
    assert (ken(small, "alumni"), ken(small, "private")) == before, "done twice, changes nothing"


@pytest.mark.parametrize("typed", ["n\n", "l\n", "\n"])
def test_without_a_yes_nothing_is_applied(typed: str, portal: Make) -> None:
    small = portal(FILES)
    apply(small, REPLY, typed)
    assert (ken(small, "alumni"), ken(small, "private")) == (KEN, FILES["private/ken.yml"])
    settled = "dealt with before 1" in run(small, "mails").stdout
    assert settled == (typed == "n\n")


PRIVATE_CASES = {
    "no yes in the reply": ({}, REPLY.replace(": はい", ": ")),
    "a no in the reply": ({}, REPLY.replace(": はい", ": いいえ")),
    "no consent": ({"alumni/ken.yml": KEN.replace(YES + ", ", "")}, REPLY),
    "the consent has ended": (
        {"alumni/ken.yml": KEN.replace("on: 2025-01-01}, ", "on: 2025-01-01, until: 2026-01-01}, ")},
        REPLY,
    ),
    "the consent leaves it out": (
        {"alumni/ken.yml": KEN.replace("on: 2025-01-01}, ", "on: 2025-01-01, fields: [bio]}, ")},
        REPLY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PRIVATE_CASES)
def test_what_may_not_be_shown_stays_in_the_private_record(case: str, portal: Make) -> None:
    files, text = PRIVATE_CASES[case]
    small = portal({**FILES, **files})
    before = ken(small, "alumni")
    apply(small, text)
    assert ken(small, "alumni") == before
    assert "会社: みずほ印刷 / 業種: 印刷 / 力になれること: 校正の相談 / 娘が" in ken(
        small, "private"
    )


@pytest.mark.parametrize("value", ["ken.new@example.org", "03-1234-5678", "x" * 300])
def test_contacts_and_what_is_no_value_never_reach_the_public_record(
    value: str, portal: Make
) -> None:
    small = portal(FILES)
    apply(small, f"会社: {value}\n載せてよいですか: はい\n")
    assert ken(small, "alumni") == KEN
    assert value in ken(small, "private")


def test_what_was_said_of_the_old_place_goes_with_it(portal: Make) -> None:
    old = KEN + "location: {city: 福岡市, region: 福岡県, country: 日本}\n"
    small = portal({**FILES, "alumni/ken.yml": old})
    apply(small, "City: Berlin\nCountry: Deutschland\nMay we show this: yes\n")
    assert "location: {city: Berlin, country: Deutschland}\n" in ken(small, "alumni")


def test_an_answer_from_an_address_that_is_not_on_record_is_pointed_at(portal: Make) -> None:
    small = portal(FILES)
    answered = message_id_of(token(small), "example.com")
    told = read(small, mail("x", From="friend@example.net", In_Reply_To=answered)).stdout
    assert "ken " in told and "make sure that it is them" in told
    assert "make sure" not in read(small, mail("y", In_Reply_To=answered)).stdout


def test_tokens_are_not_told(portal: Make) -> None:
    small = portal(FILES)
    secret = token(small)
    small.write({"a.eml": mail(Subject=f"stop-{secret}")})
    assert secret not in run(small, "a.eml").output
    (small.root / "private/suppressed.jsonl").unlink()
    assert secret not in run(small, "a.eml", "--json").output


def test_none_takes_out_what_was_there(portal: Make) -> None:
    small = portal(FILES)
    apply(small, "Can help with: none\nMay we show this: yes\n")
    assert ken(small, "alumni") == KEN.replace("offers: [工場見学の案内]\n", "")


def test_a_long_answer_goes_on_until_an_empty_line(portal: Make) -> None:
    small = portal(FILES)
    apply(small, "自己紹介: 一行目\n二行目: まだ続く\n\nでは。\n載せてよいですか: はい\n")
    assert "bio: |\n  一行目\n  二行目: まだ続く\n" in ken(small, "alumni")
    assert "note: では。" in ken(small, "private")


def test_a_record_that_was_sealed_is_sealed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small: SealedPortal = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    small.write({"a.eml": mail("元気です。", From="ken.sato@mail.example.org", Subject="x")})
    assert run(small, "a.eml", "--apply", typed="y\n").exit_code == 0
    assert "元気です" not in small.text()
    assert "note: 元気です。" in small.sealing(MINE).in_clear("ken.yml")[0]  # type: ignore[index]
    assert small.said() == []


def test_locked_records_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENISHI_IDENTITY", str(tmp_path / "none.txt"))
    small = sealed_portal(tmp_path).seal()
    assert run(small, "--nothing").exit_code == 1
    assert not (small.root / "private/inbox.json").exists()


def test_a_new_private_record_is_sealed_where_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody without one answers a letter: the letter says who they are."""
    small = sealed_portal(tmp_path)
    small.write(
        {"alumni/ai.yml": "name: 愛\n", f"content/newsletters/{ISSUE}.md": "---\ntitle: x\n---\n"}
    )
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    answered = message_id_of(token(small, "ai"), "example.com")
    small.write({"a.eml": mail("元気です。", From="new@example.net", In_Reply_To=answered)})
    assert run(small, "a.eml", "--apply", typed="y\n").exit_code == 0
    assert small.text("ai.yml").startswith("sealed:") and "元気です" not in small.text("ai.yml")


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_ends_and_the_mark_at_the_beginning_stay(end: str, portal: Make) -> None:
    old = b"\xef\xbb\xbf" + KEN.replace("\n", end).encode()
    small = portal({**FILES, "alumni/ken.yml": old})
    apply(small, "会社: みずほ印刷\n載せてよいですか: はい\n")
    new = (small.root / "alumni/ken.yml").read_bytes()
    assert new.startswith(b"\xef\xbb\xbf") and new.count(b"\r\n") == (
        new.count(b"\n") if end == "\r\n" else 0
    )
    assert "みずほ印刷".encode() in new


def test_mixed_line_ends_are_left_to_somebody(portal: Make) -> None:
    old = KEN.replace("\n", "\r\n", 1).encode()
    small = portal({**FILES, "alumni/ken.yml": old})
    small.write({"a.eml": mail(REPLY)})
    assert run(small, "a.eml", "--apply", typed="y\n").exit_code == 1
    assert (small.root / "alumni/ken.yml").read_bytes() == old
    assert ken(small, "private") == FILES["private/ken.yml"], "both or neither"


# --- the rest


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"X_Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Subject": "Out of Office: 秋"},
        {"Subject": "【自動返信】ただいま休暇中です"},
    ],
)
def test_automatic_replies_are_told_apart(headers: dict[str, str], portal: Make) -> None:
    assert sorts(portal(FILES), mail("x", **headers)) == [("auto", "ken")]


def test_what_is_not_understood_is_listed(portal: Make) -> None:
    small = portal(FILES)
    strange = mail("x", From="who@example.org", Subject="商談のご提案")
    told = read(small, strange).stdout
    assert "Not understood" in told and "商談のご提案" in told and "0.eml" in told
    assert "Messages read: 1" in read(small, strange, apply=True, typed="y\n").stdout
    assert "dealt with before 1" in run(small, "mails").stdout


def test_an_address_that_two_people_have_is_nobodys(portal: Make) -> None:
    small = portal({**FILES, "private/ai.yml": "emails: [ken@example.com]\n"})
    assert sorts(small, mail("会社: x")) == [("other", "ai,ken")]


def test_it_says_when_everything_was_read(portal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    small = portal(FILES)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795309200")
    assert read_at(cabinet_of(small)) is None
    assert run(small, "--nothing").exit_code == 0
    found = json.loads((small.root / "private/inbox.json").read_bytes())
    assert found["read_at"] == "2026-11-22T10:00:00+09:00"
    assert str(read_at(cabinet_of(small))) == "2026-11-22 10:00:00+09:00"


def test_what_could_not_be_read_was_not_read(portal: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    small = portal(FILES).write({"a.eml": mail("x")})

    def closed(path: Path, *given: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(letterbox.Path, "open", closed)
    result = run(small, "a.eml")
    assert result.exit_code == 1 and "a.eml:1:1: error: The file cannot be read" in result.stderr
    assert read_at(cabinet_of(small)) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(portal: Make) -> None:
    small = portal(FILES)
    os.mkfifo(small.root / "pipe.eml")
    result = run(small, "pipe.eml")
    assert result.exit_code == 1 and "not an ordinary file" in result.stderr


def test_nobody_is_asked_for_nothing(portal: Make) -> None:
    result = run(portal(FILES))
    assert result.exit_code == 2 and "--nothing" in result.stderr


def test_a_broken_line_stops_everything(portal: Make) -> None:
    small = portal({**FILES, "private/suppressed.jsonl": '{"person": "ken", "on"'})
    assert run(small, "--nothing").exit_code == 1
    with pytest.raises(Refused):
        load_returns(cabinet_of(small))


def test_a_line_that_was_broken_off_spoils_no_other(portal: Make) -> None:
    from enishi.desk.returns import SUPPRESSED, write_down

    small = portal({**FILES, "private/suppressed.jsonl": '{"person": "ken", "on"'})
    write_down(cabinet_of(small), SUPPRESSED, [Entry("m", "2026-11-22", "token", "ai")])
    lines = (small.root / "private/suppressed.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[1])["person"] == "ai"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_address_is_ever_told(lang: str, portal: Make) -> None:
    small = portal(FILES)
    mails = [
        mail("x", Subject="hi"),
        report("5.1.1"),
        mail(Subject="unsubscribe"),
        mail(From="a@example.org"),
    ]
    for number, one in enumerate(mails):
        small.write({f"mails/{number}.eml": one})
    for form in ([], ["--json"]):
        assert "@" not in run(small, "mails", *form, lang=lang).output


def test_a_maildir_is_read(portal: Make) -> None:
    small = portal(FILES)
    small.write(
        {"Maildir/cur/1:2,S": mail("x"), "Maildir/new/2": mail("y"), "Maildir/tmp/3": mail("z")}
    )
    assert "Messages read: 2 = " in run(small, "Maildir").stdout


def test_forgetting_takes_the_lines_along(portal: Make) -> None:
    small = portal(FILES)
    read(
        small,
        mail(Subject=f"stop-{token(small)}"),
        report("5.1.1"),
        mail(Subject=f"stop-{token(small, 'ai')}"),
    )
    shutil.rmtree(small.root / "mails")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        result = CliRunner().invoke(cli.main, ["forget", "ken", "--yes", "--today", str(TODAY)])
    assert result.exit_code == 0, result.output
    for name in ("suppressed.jsonl", "bounces.jsonl"):
        assert '"ken"' not in (small.root / "private" / name).read_text(encoding="utf-8")
    assert [one.person for one in load_returns(cabinet_of(small)).stops] == ["ai"]
