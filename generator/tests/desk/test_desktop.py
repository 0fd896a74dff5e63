"""The page of `enishi desk`: who may come in, what each form does, and what it never does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
from desk.desks import EXPORT, HOST, PORTAL, TODAY, Guest, desk_of, forms_in, guest_of, snapshot
from desk.keyrings import MAIL, NOTE, locked_out, sealed_portal
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import REPOSITORY, SmallPortal
from test_cli import run

from enishi.desk.desktop import FETCH
from enishi.desk.errands import ERRANDS
from enishi.desk.forms import form_in
from enishi.desk.inquiries import INQUIRIES
from enishi.desk.office import Office
from enishi.desk.reception import Reception
from enishi.desk.wicket import Wicket
from enishi.problems import Refused

__all__ = ["locked_out"]
Make = Callable[[dict[str, str | bytes]], SmallPortal]
NAUGHTY = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}{% include 'x' %}", "../../mkdocs",
    "\x00", "\x1b[2J", "a\r\nSet-Cookie: b=c", "- {on: 2026-01-01} # &a *a", "!!python/object", "\u202e🏳️‍🌈\ufffd縁",
    "9" * 400, "あ" * 3000, "%00 ' ; --",
)  # fmt: skip

LIST = (
    "氏名,ふりがな,メール,会社名,入社,退職日,社員番号,誕生日\n"
    "佐藤 健一,,k@example.com,株式会社あおば,,2020-03-31,,\n"
    "江口 絵里,えぐち えり,eri@example.com,株式会社あおば,2012-04,2020-03-31,17,\n"
    "森 美紀,,miki@example.com,,,2024-11-27,,1990-01-02\n"
    "在 籍子,,zai@example.com,,2012-04,,,\n"
)
AOI = (
    "person:\n  name: 青木 葵\n  tenures: [{joined: 2012-04, left: 2020, department: 開発部}]\n"
    "  now: {company: 株式会社みなと}\n"
    "imported: [{layout: excel, on: 2026-11-01, values: [{label: 社員番号, value: L-17}]}]\n"
)


def seen_in(page: str) -> str:
    """The digest of what a page shows."""
    return str(re.findall(r'name="seen" value="([0-9a-f]{64})"', page)[0])


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    return portal(PORTAL)


@pytest.fixture
def guest(small: SmallPortal) -> Guest:
    return guest_of(small)


def record(small: SmallPortal, name: str = "ken") -> str:
    return (small.root / f"private/{name}.yml").read_text("utf-8")


# --- who may come in


@pytest.mark.parametrize(
    "other",
    [
        {"host": "evil.example.com"},
        {"host": "evil.example.com:8123"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1:9999"},
        {"host": f"{HOST},{HOST}"},
        {"host": ""},
        {"site": "cross-site"},
        {"site": "same-site"},
        {"cookie": ""},
        {"cookie": "enishi-desk="},
        {"cookie": "enishi-desk=\u00e9\u3042"},
        {"cookie": "=;;;\x00="},
    ],
)
def test_nobody_else_sees_anything(guest: Guest, other: dict[str, str]) -> None:
    for place in ("", "person/ken", "report", "year.ics", "desk.css", "find?q=ken"):
        answer = replace(guest, **other).go(place)
        assert answer.status == 403, place
        assert "佐藤" not in answer.text and "ken@" not in answer.text
        assert answer.headers["Content-Type"].startswith("text/plain")


def test_who_does_not_know_the_room_gets_nothing_with_the_pass_alone(guest: Guest) -> None:
    for path in ("/", "/person/ken", "/x/", f"/{guest.desktop.wicket.room[:-1]}/", "//", ""):
        assert guest.ask(path).status == 403


def test_a_key_turns_once_and_the_next_one_is_told(small: SmallPortal) -> None:
    told: list[str] = []
    desktop = replace(desk_of(small.root), wicket=Wicket(8123, told.append))
    path = desktop.wicket.address().partition(HOST)[2]
    first, second = Guest(desktop), Guest(desktop)
    assert second.ask("/?key=").status == second.ask(path[:-1]).status == 403
    assert first.ask(path).status == 303
    assert first.go().status == 200
    assert second.ask(path).status == 403
    assert len(told) == 1
    assert second.ask(told[0].partition(HOST)[2]).status == 303
    assert second.go().status == 200


def test_the_pass_goes_to_no_other_port_page_or_script(small: SmallPortal) -> None:
    desktop = desk_of(small.root)
    cookie = Guest(desktop).ask(desktop.wicket.address().partition(HOST)[2]).headers["Set-Cookie"]
    assert f"Path=/{desktop.wicket.room}/" in cookie
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert len({Wicket(1).room, Wicket(1).room, Wicket(1).mark, Wicket(1).mark}) == 4


def test_a_form_from_elsewhere_does_nothing(small: SmallPortal, guest: Guest) -> None:
    before = snapshot(small.root)
    for origin in (
        "",
        "null",
        "http://evil.example.com",
        f"https://{HOST}",
        "http://localhost:8123",
    ):
        assert replace(guest, origin=origin).send("touch", person="ken", note="x").status == 403
    assert guest.send("touch", person="ken", note="x", mark="").status == 403
    assert guest.send("touch", person="ken", note="x", mark=guest.desktop.wicket.room).status == 403
    assert snapshot(small.root) == before
    away = replace(guest, host="localhost:8123", origin="http://localhost:8123")
    assert away.send("touch", person="ken", note="x").status == 303


def test_every_page_says_what_may_be_done_with_it(guest: Guest) -> None:
    for place in ("", "person/ken", "ties", "nothing", "report", "desk.js"):
        headers = guest.go(place).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy or place == "report"
        assert "script-src 'self'" in policy or place == "report"
    page = guest.go().text
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=", page)


def test_getting_changes_nothing(small: SmallPortal, guest: Guest) -> None:
    before = snapshot(small.root)
    for place in ("", "?span=week&note=en&lang=en", "?q=さと", "ties", "person/ken", "report", "year.ics", "papers/ken/memo.html", "succession", *ERRANDS):  # fmt: skip
        guest.go(place)
    for action in {*ERRANDS, *INQUIRIES} - {"report", "handover"} | {FETCH}:
        for more in ("?person=ken&note=x", f"?person=ken&mark={guest.desktop.wicket.mark}"):
            assert guest.go(f"{action}{more}").status == 404
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS", "TRACE"):
        assert guest.ask(guest.desktop.wicket.base, method).status == 405
    assert snapshot(small.root) == before


@pytest.mark.parametrize(
    "place",
    [
        "person/../../mkdocs", "person/%2e%2e%2fken", "papers/ken/../../ken.yml", "papers/../ken.yml/",
        "papers/ken/ken.yml", "papers/..//ken.yml", "../../mkdocs.yml", "desk/home.html", "..", "papers//",
        "person/", "papers/ken/", "desk.css/", "private/ken.yml", "papers/ken/.index",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file(guest: Guest, place: str) -> None:
    answer = guest.ask(guest.desktop.wicket.base + place)
    assert answer.status == 404
    assert "ken@example.com" not in answer.text and "site_name" not in answer.text


# --- what the forms do


def test_a_touch_is_written_as_the_command_writes_it(portal: Make, tmp_path: Path) -> None:
    small = portal(PORTAL)
    by_hand = SmallPortal(tmp_path / "other").write({"mkdocs.yml": (small.root / "mkdocs.yml").read_bytes(), **PORTAL})  # fmt: skip
    guest = guest_of(small)
    words = guest.told(guest.send("touch", person="ken", note="秋の#便り", channel="chat", direction="in", question="no"))  # fmt: skip
    assert "佐藤 健一 とのやりとりを記しました" in words
    run(by_hand.root, "touch", "ken", "秋の#便り", "--channel", "chat", "--in", "--no-question", "--today", TODAY)  # fmt: skip
    assert record(small) == record(by_hand)
    assert 'note: "秋の#便り"' in record(small)


def test_who_was_written_to_leaves_the_plan(guest: Guest) -> None:
    assert 'id="l-ken"' in guest.go().text
    guest.send("touch", person="ken", note="返事をした", channel="mail")
    assert 'id="l-ken"' not in guest.go().text
    assert "返事をした" in guest.go("person/ken").words


def test_a_graduation_from_the_first_day_to_its_papers(small: SmallPortal, guest: Guest) -> None:
    words = guest.told(guest.send("begin", person="森 美紀", last_day="2026-12-25", host="三好"))
    assert "森 美紀さんの卒業" in words and "窓口は 三好" in words
    assert guest.send("begin", person="miki", last_day="2026-12-25").status == 422
    assert "済みました" in guest.told(guest.send("tick", person="miki", task="thanks"))
    assert "done: 2026-11-22" in record(small, "miki")
    assert guest.send("tick", person="miki", task="thanks").status == 422
    assert "7" in guest.told(guest.send("score", person="miki", score="7"))
    assert guest.send("score", person="miki", score="11").status == 422
    assert "書類を" in guest.told(guest.send("papers", person="miki"))
    memo = guest.go("papers/miki/memo.html")
    assert memo.status == 200 and "森 美紀" in memo.text
    assert "script-src" not in memo.headers["Content-Security-Policy"]
    assert guest.go("papers/miki/checklist.ics").headers["Content-Type"].startswith("text/calendar")


def test_an_outcome_is_listed_and_counted(small: SmallPortal, guest: Guest) -> None:
    words = guest.told(guest.send("outcome", person="佐藤健一", kind="referral", value="1,200,000", note="営業の方"))  # fmt: skip
    assert "人を紹介してくれた" in words and "2026年は 1 件" in words
    assert "value: 1200000" in (small.root / "private/outcomes/2026.yml").read_text("utf-8")
    assert "1件、書きとめられています" in guest.go("report").words
    assert "private/reports/2026-11-22.html" in guest.told(guest.send("report"))
    assert (small.root / "private/reports/2026-11-22.html").is_file()


def test_somebody_is_left_in_peace_and_woken(small: SmallPortal, guest: Guest) -> None:
    assert "2027年2月22日まで" in guest.told(guest.send("snooze", person="ken", until="3months"))
    assert 'id="l-ken"' not in guest.go().text
    guest.send("wake", person="ken")
    assert 'id="l-ken"' in guest.go().text
    answer = guest.send("ban", person="ken", **{"from": "person"})
    assert "/person/ken?told=" in answer.headers["Location"]
    assert "もう連絡しません" in guest.told(answer)
    assert 'id="l-ken"' not in guest.go().text
    assert "free" in forms_in(guest.go("person/ken").text)
    guest.send("free", person="ken")
    assert "do_not_contact: no" in record(small)


def test_ties_are_ticked_once(small: SmallPortal, guest: Guest) -> None:
    for words in ("つながっています", "もう書いてあります"):
        assert words in guest.told(
            guest.send("follow", person="ken", network="linkedin", way="both")
        )
    assert record(small).count("network: linkedin") == 1
    assert "⇄" in guest.go("ties").text


def test_introductions_from_lines_and_from_a_file(guest: Guest) -> None:
    pasted = guest.send("intro", targets="(株)みなと\n株式会社ほか, 夜間の件").words
    assert "佐藤さん" in pasted and "2 社のうち" in pasted
    table = "会社名,理由\r\n㈱みなと,倉庫\r\n".encode("cp932")
    data = b"".join(
        b'--zz\r\nContent-Disposition: form-data; name="' + name + b'"' + more + b"\r\n\r\n" + value + b"\r\n"
        for name, more, value in (
            (b"mark", b"", guest.desktop.wicket.mark.encode()),
            (b"targets", b"", b""),
            (b"file", b'; filename="..\\\\t.csv"\r\nContent-Type: text/csv', table),
        )
    ) + b"--zz--\r\n"  # fmt: skip
    answer = guest.ask(guest.desktop.wicket.base + "intro", "POST", data, "multipart/form-data; boundary=zz")  # fmt: skip
    assert answer.status == 200 and "佐藤さん" in answer.words and "倉庫" in answer.words
    assert guest.send("intro", targets="").status == 422


def test_the_export_of_linkedin_is_shown_before_it_is_ticked(
    small: SmallPortal, guest: Guest
) -> None:
    before = snapshot(small.root)
    data = (
        b'--zz\r\nContent-Disposition: form-data; name="mark"\r\n\r\n'
        + guest.desktop.wicket.mark.encode()
        + b'\r\n--zz\r\nContent-Disposition: form-data; name="file"; filename="Connections.csv"'
        + b"\r\n\r\n" + EXPORT.encode("utf-8-sig") + b"\r\n--zz--\r\n"
    )  # fmt: skip
    kind = "multipart/form-data; boundary=zz"
    seen = guest.ask(guest.desktop.wicket.base + "connections", "POST", data, kind)
    assert seen.status == 200 and "印をつけるはずの人 1" in seen.words, seen.words
    assert 'name="is:https://www.linkedin.com/in/ken"' in seen.text, "two rows may be one person"
    assert snapshot(small.root) == before
    answers = {"is:https://www.linkedin.com/in/ken": "ken", "is:健一 佐藤": ""}
    words = guest.told(guest.send("take", table=EXPORT, who="三好", **answers))
    assert "印をつけた人 2" in words
    assert "since: 2024-11-27" in record(small) and "who: 三好" in record(small, "miki")
    assert guest.send("take", table=EXPORT, **{"is:Somebody Else": "kem"}).status == 422
    assert guest.send("connections", table="").status == 422


def test_how_letters_stand_is_told(small: SmallPortal, guest: Guest) -> None:
    page = guest.go().words
    assert "送る支度をした手紙は、まだありません" in page and "まだ一度も読んでいません" in page
    run(small.root, "inbox", "--nothing", "--today", TODAY)
    assert "返信は2" in guest.go().words
    (small.root / "private/sends/2026-11").mkdir(parents=True)
    small.write({"private/sends/2026-11/ledger.jsonl": "{}\n"})
    page = guest.go().words
    assert "private/sends/2026-11/ledger.jsonl" in page, (
        "what is damaged is told, and the rest shown"
    )


def test_a_request_carries_a_card(portal: Make) -> None:
    card = "---\ntitle: 夜の倉庫\nline: 夜でも測れます\n---\n本文\n"
    guest = guest_of(portal({**PORTAL, "content/cards/night.md": card}))
    assert '<option value="night"' in guest.go().text
    assert "夜でも測れます" in guest.send("intro", targets="みなと", card="night").words
    assert guest.send("intro", targets="みなと", card="nihgt").status == 422


def test_people_are_found_by_name_reading_and_latin(guest: Guest) -> None:
    for typed in ("佐藤", "さとう", "サトウ", "kenichi", "KEN", "健一", "さとうけん"):
        assert "佐藤 健一" in guest.go(f"find?q={typed}").words, typed
    assert "森 美紀" not in guest.go("find?q=さとう").words
    assert "だれそれ" in guest.go("find?q=だれそれ").words
    assert guest.go("person/rie").status == 200, "a private record alone is enough"


def test_who_has_a_private_record_alone_is_shown_with_how_to_ask(
    small: SmallPortal, guest: Guest
) -> None:
    small.write({"private/aoi.yml": AOI})
    page = guest.go("person/aoi").words
    for words in ("青木 葵", "2012年4月〜2020年", "開発部", "株式会社みなと", "L-17", "まだどこにも載っていません", "enishi consent aoi"):  # fmt: skip
        assert words in page, words
    agreed = "consents: [{purpose: portal, status: given, on: 2024-01-01, how: 書面}]\n"
    small.write({"alumni/yu.yml": f"name: 湯本 由\ntenures: [{{joined: 2012}}]\n{agreed}"})
    assert "まだどこにも" not in guest.go("person/yu").words
    assert "まだどこにも" in guest.go("person/miki").words


# --- a list that is taken in


def test_a_list_is_looked_at_answered_and_written(
    small: SmallPortal, guest: Guest, tmp_path: Path
) -> None:
    by_hand = SmallPortal(tmp_path / "other").write({"mkdocs.yml": (small.root / "mkdocs.yml").read_bytes(), **PORTAL})  # fmt: skip
    for one in (small, by_hand):
        one.write({"private/miki.yml": "birthday: 1991-03-04\n"})
    before = snapshot(small.root)
    seen = guest.led(guest.hand("import", "卒業生.csv", LIST.encode("cp932")))
    for words in ("CP932", "株式会社みなと のまま(表では 株式会社あおば)", "社員番号(1人)", "在籍中なので入れない人: 1", "森 美紀", "書く人 2"):  # fmt: skip
        assert words in seen.words, words
    assert 'name="row:4" value="miki"' in seen.text, "born on another day: somebody else?"
    assert snapshot(small.root) == before
    asked = {"from": "arrivals", "kept": "1", "at": "list", "row:4": "miki"}
    again = guest.send("land", seen=seen_in(seen.text), **asked)
    assert again.status == 422 and "まだ何も書いていません" in again.words
    assert 'value="miki" checked' in again.text and snapshot(small.root) == before
    words = guest.told(guest.send("land", seen=seen_in(again.text), **asked))
    assert "3 人の記録を書きました" in words
    (tmp_path / "t.csv").write_bytes(LIST.encode("cp932"))
    run(by_hand.root, "import", str(tmp_path / "t.csv"), "--apply", "--match", "4=miki", "--today", TODAY)  # fmt: skip
    there = snapshot(by_hand.root).items()
    written = {one.replace(str(by_hand.root), str(small.root)): data for one, data in there}
    assert snapshot(small.root) == written != before
    assert guest.go("arrivals/1").status == 409, "what was written is kept no longer"


def test_a_list_can_be_read_otherwise(guest: Guest) -> None:
    guest.hand("import", "t.csv", LIST.encode())
    kept = {"from": "arrivals", "kept": "1", "at": "list"}
    assert "入社: 2012-04、卒業: 2020-03-31" in guest.go("arrivals/1").words
    assert "Joined: 2012-04, Left: 2020-03-31" in guest.go("arrivals/1?lang=en").words
    guest.go("?lang=ja")
    assert "在籍中なので" not in guest.led(guest.send("import", with_current="1", **kept)).words
    known = guest.led(guest.send("import", known="1", **kept)).words
    assert "まだ記録のない人なので" in known and "江口 絵里</h3>" not in known
    wrong = guest.send("import", layout="vcard", **kept)
    assert wrong.status == 422 and "人がひとりもいません" in wrong.words
    for fields in ({"layout": "<b>"}, {"kept": "9"}, {"kept": "../x"}, {"row:3": "nobody"}):
        assert guest.send("import", **{**kept, **fields}).status == 422, fields


def test_of_lists_that_were_chosen_only_the_last_are_kept(guest: Guest) -> None:
    for _ in range(7):
        guest.hand("import", "t.csv", LIST.encode())
    assert "もう一度選んでください" in guest.go("arrivals/1").words
    assert guest.go("arrivals/2").status == guest.go("arrivals/7").status == 200
    assert guest.go("arrivals/8").status == guest.go("luggage/1").status == 409


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("t.csv", b"", "一覧がまだ選ばれていません"),
        ("t.xlsx", b"PK", "CSV を選んで保存"),
        ("t.csv", b"a,b\n1,2\n", "見つかりません"),
        ("t.csv", b"\x81\xff\x80", "文字"),
    ],
)
def test_what_is_no_list_is_told_at_the_form(
    guest: Guest, name: str, data: bytes, words: str
) -> None:
    answer = guest.hand("import", name, data, at="import")
    assert answer.status == 422 and words in answer.words and 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("private/ken.yml", "emails: [ken@example.com]\nstage: partner\n"),
        ("private/eri-eguchi.yml", "stage: partner\n"),
        ("private/else.yml", "emails: [eri@example.com]\n"),
    ],
)
def test_a_desk_that_changed_meanwhile_is_looked_at_again(
    small: SmallPortal, guest: Guest, path: str, text: str
) -> None:
    seen = guest.led(guest.hand("import", "t.csv", LIST.encode()))
    small.write({path: text})
    before = snapshot(small.root)
    kept = {"from": "arrivals", "kept": "1", "at": "list"}
    answer = guest.send("land", seen=seen_in(seen.text), **kept)
    assert answer.status == 422 and "見ていただいたあとで変わりました" in answer.words
    assert snapshot(small.root) == before


# --- what is taken along

AGREED = "consents: [{purpose: newsletter, status: given, on: 2026-01-01, evidence: 申込書}]\n"
LEADS = "メモ\r\nEmail,First Name,点\r\nKEN@example.com,,7\r\nx@example.com,X,1\r\n"


def test_a_list_is_told_in_sums_and_handed_out_as_the_command_writes_it(
    small: SmallPortal, guest: Guest, tmp_path: Path
) -> None:
    small.write({"private/ken.yml": PORTAL["private/ken.yml"] + AGREED})  # type: ignore[operator]
    (tmp_path / "見込み.csv").write_bytes(LEADS.encode("cp932"))
    before = snapshot(small.root)
    for name, into in (("hubspot", True), ("linkedin", False), ("vcard", False), ("json", False)):
        sheet = [LEADS.encode("cp932")] if into else []
        fields = {"format": name, "list": "縁", "segment": "left < 2024"}
        asked = guest.hand("export", "見込み.csv", *sheet, **fields) if into else guest.send("export", **fields)  # fmt: skip
        page = guest.led(asked)
        assert "あてはまる 1 = 書き出す 1 + 書き出さない 0" in page.words, name
        assert ("広告のために" in page.words) == (name == "linkedin")
        kept = asked.headers["Location"].partition("luggage/")[2].partition("?")[0]
        sent = guest.send("fetch", kept=kept, seen=seen_in(page.text))
        assert sent.status == 200 and sent.headers["Cache-Control"] == "no-store"
        assert sent.headers["Content-Disposition"].startswith(f'attachment; filename="alumni-{name}.')  # fmt: skip
        assert snapshot(small.root) == before
        words = ["--into", str(tmp_path / "見込み.csv")] if into else []
        told = run(small.root, "export", "--for", name, "--list", "縁", "--segment", "left < 2024", "--to", str(tmp_path), *words, "--today", TODAY)  # fmt: skip
        assert told.exit_code == 0, told.output
        (made,) = tmp_path.glob(f"*-{name}.*")
        assert made.read_bytes() == sent.body, name


def test_who_agreed_no_more_is_not_handed_out(small: SmallPortal, guest: Guest) -> None:
    small.write({"private/ken.yml": PORTAL["private/ken.yml"] + AGREED})  # type: ignore[operator]
    page = guest.led(guest.send("export", format="hubspot"))
    small.write({"private/ken.yml": PORTAL["private/ken.yml"]})
    kept = {"from": "luggage", "kept": "1", "at": "fetch"}
    answer = guest.send("fetch", seen=seen_in(page.text), **kept)
    assert answer.status == 422 and "ken@example.com" not in answer.text
    assert "書き出す 0" in answer.words and "見ていただいたあとで変わりました" in answer.words
    for fields in ({"format": "hubspto"}, {"segment": "left <"}, {"list": "a\u200bb"}):
        faulty = {"format": "hubspot", "at": "export:hubspot", **fields}
        assert 'role="alert"' in guest.send("export", **faulty).text, fields
    assert guest.hand("export", "l.csv", b"a,b\n", format="vcard").status == 422
    assert guest.hand("export", "l.csv", b"a,b\n", format="hubspot").status == 422
    assert guest.send("fetch", kept="77", seen="").status == 422


# --- what is handed over, and what is due


def test_the_handover_is_counted_opened_and_written(small: SmallPortal, guest: Guest) -> None:
    before = snapshot(small.root)
    assert "<dt>待っている人と、約束したこと</dt><dd>1</dd>" in guest.go("succession").words
    document = guest.go("handover")
    assert "佐藤 健一" in document.text
    assert "script-src" not in document.headers["Content-Security-Policy"]
    assert snapshot(small.root) == before
    words = guest.told(guest.send("handover", **{"from": "succession"}))
    assert "private/handovers/2026-11-22" in words and "checklist.md" in words
    folder = small.root / "private/handovers/2026-11-22"
    made = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert made["handover.html"] == document.body
    assert "そのままにしました" in guest.told(guest.send("handover", **{"from": "succession"}))
    for file in folder.iterdir():
        file.unlink()
    run(small.root, "handover", "--today", TODAY)
    assert made == {one.name: one.read_bytes() for one in folder.iterdir()}


def test_steps_that_are_due_stand_below_the_letters(guest: Guest) -> None:
    guest.send("begin", person="miki", last_day="2026-12-25")
    first = guest.go().words.partition('id="graduations"')[0]
    assert "森 美紀</a>: 聞いたその日に" in first and "寄せ書き" not in first
    assert "寄せ書き" in guest.go("?span=month").words.partition('id="graduations"')[0]
    form = {"person": "miki", "task": "thanks", "at": "due:miki:thanks", "span": "week"}
    answer = guest.send("tick", **form)
    assert "span=week" in answer.headers["Location"]
    first = guest.told(answer).partition('id="graduations"')[0]
    assert "済みました" in first and "聞いたその日に" not in first.partition('class="steps"')[2]


def test_every_form_of_the_pages_leads_somewhere(guest: Guest) -> None:
    guest.send("begin", person="ken", last_day="2026-12-25")
    pages = guest.go().text + guest.go("person/ken").text + guest.go("person/miki").text
    assert forms_in(pages) | {"wake", "free", "take", "land", "handover"} == {*ERRANDS, *INQUIRIES}


def test_the_pages_are_valid(
    guest: Guest, tmp_path: Path, html_faults: Callable[[Path], list[str]]
) -> None:
    guest.send("begin", person="miki", last_day="2026-12-25")
    guest.send("outcome", person="ken", kind="deal", note="a")
    pages = {
        "home": guest.go("?q=ken"),
        "fault": guest.send("outcome", at="outcome", person="nobody", kind="deal"),
        "ken": guest.go("person/ken?lang=en"),
        "miki": guest.go("person/miki"),
        "ties": guest.go("ties"),
        "intro": guest.send("intro", targets="みなと"),
        "nobody": guest.go("person/nobody"),
        "connections": guest.send("connections", table=EXPORT),
        "arrivals": guest.led(guest.hand("import", "t.csv", LIST.encode())),
        "succession": guest.go("succession"),
        "luggage": guest.led(guest.send("export", format="linkedin")),
    }
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, answer in pages.items():
        (folder / f"{name}.html").write_bytes(answer.body)
    assert html_faults(folder) == []


# --- what is wrong


def test_a_fault_is_shown_at_its_form_with_what_was_typed(small: SmallPortal, guest: Guest) -> None:
    before = snapshot(small.root)
    answer = guest.send(
        "outcome", at="outcome", person="kem", kind="deal", company="みなと", note="<b>"
    )
    assert answer.status == 422
    assert "その ID の人は" in answer.words and 'value="みなと"' in answer.text
    assert 'value="&lt;b&gt;"' in answer.text and '<option value="deal" selected' in answer.text
    several = guest.send(
        "outcome", at="outcome", person="kem", kind="dael", value="many", on="today"
    ).words
    for words in (
        "その ID の人は",
        "選べるものの中に",
        "</b>: 数として読めません",
        "日付として読めません",
    ):
        assert words in several
    for action, usual in USUAL.items():
        for name in usual.keys() & CHOSEN:
            wrong = {"person": "ken", **usual, name: "<b>"}
            assert guest.send(action, **wrong).status == 422, (action, name)
    for fields in ({"on": "2026-13-01"}, {"channel": "pigeon"}, {"question": "maybe"}):
        assert guest.send("touch", person="ken", **fields).status == 422
    assert guest.send("tick", person="ken", task="thanks").status == 422
    assert guest.send("tick", person="ken", task="thanks", on="2027-01-01").status == 422
    assert snapshot(small.root) == before


def test_a_record_that_changed_meanwhile_is_not_written_over(
    small: SmallPortal, guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from enishi.desk.pen import Pen

    grow = Pen.tree

    def meddled(self: Pen, path: str, text: str) -> object:
        (small.root / "private/ken.yml").write_text("stage: partner\n", "utf-8")
        return grow(self, path, text)

    monkeypatch.setattr(Pen, "tree", meddled)
    answer = guest.send("touch", person="ken", note="x")
    assert answer.status == 422 and record(small) == "stage: partner\n"


def test_an_edit_in_an_editor_shows_at_once(small: SmallPortal, guest: Guest) -> None:
    guest.go()
    small.write({"private/ken.yml": "care: {do_not_contact: yes}\n"})
    assert 'id="l-ken"' not in guest.go().text
    small.write({"private/ken.yml": "stage: nonsense\n"})
    page = guest.go().words
    assert "記録に、見ておくことが" in page and "private/ken.yml:1" in page
    assert guest.go("person/ken").status == 404


def test_settings_with_faults_are_told_and_mended(small: SmallPortal, guest: Guest) -> None:
    good = (small.root / "mkdocs.yml").read_text("utf-8")
    small.write({"mkdocs.yml": "site_name: [\n"})
    answer = guest.go()
    assert answer.status == 409 and answer.text.startswith("mkdocs.yml:")
    small.write({"mkdocs.yml": good})
    assert guest.go().status == 200


def test_a_fault_of_the_program_tells_no_value(
    guest: Guest, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(self: Office) -> None:
        raise RuntimeError("ken@example.com")

    monkeypatch.setattr(Office, "world", property(broken))
    answer = guest.go()
    assert answer.status == 500 and "RuntimeError" in answer.text
    assert "ken@" not in answer.text + "".join(capfd.readouterr())


def test_a_new_desk_says_what_to_do_first(portal: Make) -> None:
    small = portal({})
    page = guest_of(small).go().words
    assert "まだ、だれもいません" in page and 'action="/' in page
    assert not (small.root / "private").exists()
    assert "Nobody is here yet" in guest_of(small, lang="en").go().words


def test_sealed_records_stay_sealed_and_locked_ones_are_told_of(
    tmp_path: Path, locked_out: None
) -> None:
    small = sealed_portal(tmp_path).seal()
    locked = guest_of(small)
    page = locked.go().words
    assert MAIL not in page and "記録に、見ておくことが" in page
    assert locked.send("touch", person="ken", note="x").status == 422


def test_the_last_of_days_breaks_nothing(guest: Guest) -> None:
    for day in ("9998-12-31", "9997-12-31", "0001-01-01", "9999-12-31"):
        for action, fields in (
            ("begin", {"person": "miki", "last_day": day, "resigned": "0001-01-01"}),
            ("snooze", {"until": day}),
            ("touch", {"on": day}),
            ("outcome", {"kind": "deal", "on": day}),
        ):
            answer = guest.send(action, **{"person": "ken", **fields})
            assert answer.status in (303, 422), (action, day)
    for place in ("", "?told=" + "9" * 5000, "?span=month", "person/ken", "year.ics", "report"):
        assert guest.go(place).status == 200, place


def test_with_the_key_a_sealed_record_is_shown_and_stays_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = sealed_portal(tmp_path).seal()
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    guest = guest_of(small)
    assert MAIL in guest.go("person/ken").words and NOTE in guest.go("person/ken").words
    guest.told(guest.send("touch", person="ken", note="ひそかな話"))
    assert "ひそかな話" not in small.text() and NOTE not in small.text()
    assert "ひそかな話" in guest.go("person/ken").words
    assert small.said() == []


def test_a_list_that_is_taken_in_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = sealed_portal(tmp_path).seal()
    before = snapshot(small.root)
    monkeypatch.setenv("ENISHI_IDENTITY", os.devnull + "-none")
    answer = guest_of(small).hand("import", "t.csv", LIST.encode())
    assert answer.status == 422 and "鍵" in answer.words and snapshot(small.root) == before
    monkeypatch.setenv("ENISHI_IDENTITY", str(small.identity))
    guest = guest_of(small)
    seen = guest.led(guest.hand("import", "t.csv", LIST.encode()))
    asked = {"from": "arrivals", "kept": "1", "at": "list"}
    assert "3 人の記録を書きました" in guest.told(
        guest.send("land", seen=seen_in(seen.text), **asked)
    )
    assert run(small.root, "seal", "--check").exit_code == 0
    assert not any(b"eri@example.com" in data for data in snapshot(small.root).values())
    assert "eri@example.com" in guest.go("person/eri-eguchi").words


def test_two_desks_at_once_lose_nothing(small: SmallPortal) -> None:
    """Two servers, as two commands would be: what one writes, the other does not write over."""
    guests = [guest_of(small), guest_of(small)]
    statuses: list[int] = []

    def write(guest: Guest, number: int) -> None:
        statuses.append(guest.send("touch", person="ken", note=f"その{number}").status)
        statuses.append(
            guest.send("outcome", person="ken", kind="talk", note=f"その{number}").status
        )

    threads = [Thread(target=write, args=(guests[at % 2], at)) for at in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert statuses == [303] * 16
    outcomes = (small.root / "private/outcomes/2026.yml").read_text("utf-8")
    assert all(f"note: その{at}" in text for at in range(8) for text in (record(small), outcomes))


# --- what is typed stays a text


USUAL = {
    "touch": {"note": "", "channel": "", "on": "", "question": "", "direction": ""},
    "snooze": {"until": "1month"},
    "outcome": {"kind": "deal", "company": "", "value": "", "minutes": "", "note": "", "on": ""},
    "begin": {"last_day": "2026-12-25", "resigned": "", "host": ""},
    "follow": {"network": "x", "who": "", "way": "both"},
    "score": {"score": "1"},
    "intro": {"targets": "みなと", "card": ""},
    "export": {"format": "vcard", "list": "", "segment": ""},
}
"""What each form has, and what is typed when it is right."""
CHOSEN = ("channel", "question", "direction", "kind", "network", "way", "on", "value", "minutes", "score", "card", "last_day", "resigned")  # fmt: skip
WORST = NAUGHTY[:2]


@pytest.mark.parametrize("word", NAUGHTY)
def test_naughty_words_stay_words(small: SmallPortal, guest: Guest, word: str) -> None:
    for action, usual in USUAL.items():
        for name in usual.keys() | ({"person", "at", "from", "span"} if word in WORST else set()):
            if name in CHOSEN and word not in WORST:
                continue
            answer = guest.send(action, **{"person": "ken", "at": action, **usual, name: word})
            assert answer.status in (200, 303, 422), (action, name)
            assert not any(raw in answer.text for raw in ("<script>alert", "<img src=x", "root:"))
            assert "Set-Cookie" not in answer.headers
    for place in ("", "person/ken", "ties"):
        page = guest.go(place)
        assert page.status == 200
        assert not any(raw in page.text for raw in ("<script>alert", "<img src=x", "root:"))
    names = {Path(one).name for one in snapshot(small.root)}
    assert names <= {"ken.yml", "miki.yml", "rie.yml", "2026.yml"}
    assert guest.go("find?q=" + "ken").status == 200


def test_a_hostile_table_is_shown_as_text(small: SmallPortal, guest: Guest) -> None:
    row = ",".join('"' + one.replace('"', '""') + '"' for one in (*WORST, "x@example.com", "2020"))
    table = f'"{WORST[0]}",氏名,メール,退職日\n{row}\n'
    seen = guest.led(guest.hand("import", '"><script>alert(1)</script>.csv', table.encode()))
    assert "&lt;script&gt;alert(1)" in seen.text and "<img src=x" not in seen.text
    assert "<script>alert" not in seen.text
    words = {"from": "arrivals", "kept": "1", "seen": seen_in(seen.text)}
    assert guest.send("land", **words).status == 303
    (made,) = {Path(one).stem for one in snapshot(small.root)} - {"ken", "miki", "rie"}
    assert "<script>alert" not in guest.go(f"person/{made}").text


@settings(max_examples=200)
@given(st.binary(max_size=200), st.text(max_size=60))
def test_whatever_is_sent_is_a_form_or_none(body: bytes, kind: str) -> None:
    for one in (kind, "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "multipart/form-data"):  # fmt: skip
        found = form_in(body, one)
        assert found is None or all(isinstance(it, str) for it in found.fields.values())


BROKEN = {
    "a codec that raises": b"name=a; filename*=idna''%ff",
    "a slow codec": b"name=a; filename*=punycode''" + b"%61" * 20_000,
    "brackets without end": b"name=" + b"(" * 30_000,
    "messages within messages": b"name=a\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    "too many parts": b"name=a\r\n\r\nx\r\n--zz\r\nContent-Disposition: form-data; " * 30_000,
}


@pytest.mark.parametrize("attack", BROKEN)
def test_what_is_no_form_is_told_at_once(attack: str) -> None:
    body = b"--zz\r\nContent-Disposition: form-data; " + BROKEN[attack] + b"\r\n\r\nx\r\n--zz--"
    start = time.process_time()
    assert form_in(body, "multipart/form-data; boundary=zz") is None
    assert time.process_time() - start < 2


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.text(st.characters(exclude_categories=["Cs"]))))  # fmt: skip
def test_a_form_says_what_was_typed(fields: dict[str, str]) -> None:
    from urllib.parse import urlencode

    found = form_in(urlencode(fields).encode(), "application/x-www-form-urlencoded")
    assert found is not None and found.fields == fields


# --- the command


def asked(port: int, path: str = "/", **headers: str) -> HTTPResponse:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer


def test_the_command_says_where_and_takes_a_port_of_its_own(small: SmallPortal) -> None:
    command = [sys.executable, "-m", "enishi", "desk", "--json", "--today", TODAY]
    env = {**os.environ, "PYTHONPATH": str(REPOSITORY / "generator")}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=small.root, env=env, stdout=pipe, text=True) as process:
        try:
            assert process.stdout
            url = json.loads(process.stdout.readline())["url"]
            found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\?key=[\w-]{32})", url)
            assert found
            assert asked(int(found[1])).status == 403
            assert asked(int(found[1]), found[2]).status == 303
        finally:
            process.terminate()


def test_a_port_that_is_taken_is_told() -> None:
    with Reception(0) as first, pytest.raises(Refused) as refused:
        Reception(first.server_port)
    assert [one.code for one in refused.value.problems] == ["desk-port-taken"]


def test_the_server_is_on_this_machine_alone_and_says_little(small: SmallPortal) -> None:
    with Reception(0) as reception:
        assert reception.server_address[0] == "127.0.0.1"
        thread = Thread(target=reception.receive, args=(desk_of(small.root),))
        thread.start()
        try:
            answer = asked(reception.server_port)
            assert answer.status == 403 and answer.headers["Server"] == "enishi"
        finally:
            reception.shutdown()
            thread.join()
