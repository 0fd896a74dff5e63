"""Preflight: what would go out, against today's records, the site, and the law."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from portals import MKDOCS, TODAY, SmallPortal

from enishi import cli
from enishi.desk.cabinet import Cabinet
from enishi.desk.inbox import note_read
from enishi.desk.tokens import secret_of, stop_url, token_of
from enishi.inspection import Inspection, Wanted, inspected
from enishi.nameservers import lookup_by_dns, records_of
from enishi.preflight import GROUPS, Preflight, answers, preflight_of
from enishi.problems import Problems, Refused
from enishi.settings import SenderText, load_settings
from enishi.speech import PHRASES
from enishi.standing import scan

Make = Callable[[dict[str, str | bytes]], SmallPortal]
ZONE = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 11, 22, 10, tzinfo=ZONE)
ISSUE = "autumn"
SENDER = SenderText("株式会社れい", "東京都千代田区例町1-2-3", "mailto:alumni@example.com",
                    "mailto:stop@example.com", "在籍された方に。", "https://example.com/p")  # fmt: skip
SETTINGS = (
    MKDOCS + "      reason: 在籍された方に。\n      privacy: https://example.com/p\n"
    "    mail: {address: letters@mail.example.com}\n"
)
YES = "consents: [{purpose: newsletter, status: given, on: 2025-01-01, how: 書面}]\n"
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": SETTINGS,
    f"content/newsletters/{ISSUE}.md": "---\ntitle: 秋\ndate: 2026-11-01\n---\nこんにちは。\n",
    "alumni/ken.yml": f"name: 健一\n{YES}",
    "alumni/ai.yml": f"name: 愛\n{YES}",
    "private/ken.yml": "emails: [ken@example.com]\n",
    "private/ai.yml": "emails: [ai@example.com]\n",
    "site/index.html": "x",
    "site/news/a/index.html": "x",
    "site/images/a.png": "x",
}
BODY = (
    '<p>こんにちは <a href="https://alumni.example.com/news/a/?x=1#y">記事</a>'
    '<img src="https://alumni.example.com/images/a.png" alt="" width="100"></p>'
)
FOOT = (
    "<p>在籍された方に。</p><p>株式会社れい<br>東京都千代田区例町1-2-3</p>"
    '<p><a href="{stop}">止める</a> <a href="mailto:alumni@example.com">問い合わせ</a>'
    ' <a href="https://example.com/p">個人情報</a></p>'
)
TEXT = "在籍された方に。株式会社れい 東京都千代田区\n例町1-2-3\n"


def message(
    token: str, to: str = "ken@example.com", body: str = BODY, foot: str = FOOT, text: str = TEXT
) -> bytes:
    stop = stop_url("stop@example.com", token)
    html = f"<html><head><title>t</title></head><body>{body}{foot.format(stop=stop)}</body></html>"
    return (
        f"From: letters@mail.example.com\nTo: Somebody <{to}>\nSubject: x\nList-Unsubscribe: <{stop}>\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"{text}\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{html}\n--b--\n"
    ).encode()


def outbox(small: SmallPortal, **changed: str) -> SmallPortal:
    """Letters to both; `changed` are parts of `message` for Ken's."""
    cabinet = Cabinet(small.root, "private")
    secret = secret_of(cabinet)
    letters = {
        "ken": message(changed.pop("token", "") or token_of(secret, ISSUE, "ken"), **changed),
        "ai": message(token_of(secret, ISSUE, "ai"), "ai@example.com"),
    }
    listed = [
        {"id": one, "file": f"{one}.eml", "sha256": sha256(data).hexdigest(), "bytes": len(data)}
        for one, data in letters.items()
    ]
    told = {
        "issue": ISSUE,
        "made_on": "2026-11-22",
        "candidates": 2,
        "editions": listed,
        "excluded": [],
    }
    small.write({f"private/outbox/{ISSUE}/{one}.eml": data for one, data in letters.items()})
    small.write({f"private/outbox/{ISSUE}/outbox.json": json.dumps(told)})
    note_read(cabinet, NOW - timedelta(hours=1), {})
    return small


def look(small: SmallPortal, now: datetime = NOW, **given: object) -> Preflight:
    settings = load_settings(small.root, Problems())
    assert settings
    cabinet = Cabinet(small.root, "private")
    return preflight_of(cabinet, settings, ISSUE, scan(small.root), now, processes=1, **given)  # type: ignore[arg-type]


def red(found: Preflight) -> list[str]:
    return [one.code for one in found.checks if one.state not in ("good", "note")]


def test_an_issue_with_nothing_amiss_is_green(portal: Make) -> None:
    found = look(outbox(portal(FILES)))
    assert red(found) == [] and found.is_green and found.letters == 2
    problems = Problems()
    found.blame(problems)
    assert len(problems) == 0


SPOILED: dict[str, tuple[dict[str, str], list[str]]] = {
    "no postal address in the text": ({"text": "在籍された方に。株式会社れい"}, ["sender"]),
    "no postal address in the HTML": ({"foot": FOOT.replace("例町1-2-3", "")}, ["sender"]),
    "an address that is but a comment": ({"foot": FOOT.replace("例町1-2-3", "<!--例町1-2-3-->")}, ["sender"]),
    "no link to stop": ({"foot": FOOT.replace('href="{stop}"', "")}, ["stop"]),
    "the token of somebody else": ({"token": "a" * 20}, ["stop"]),
    "no contact": ({"foot": FOOT.replace("mailto:alumni@example.com", "#")}, ["contact"]),
    "no reason": ({"foot": FOOT.replace("在籍された方に。", "")}, ["reason"]),
    "no privacy": ({"foot": FOOT.replace("https://example.com/p", "#")}, ["privacy"]),
    "an address that is not theirs": ({"to": "old@example.com"}, ["address"]),
    "no text": ({"text": ""}, ["sender", "reason", "form"]),
    "a link that leads nowhere": ({"body": '<a href="https://alumni.example.com/news/b/">x</a>'}, ["links"]),
    "a link out of the site": ({"body": '<a href="https://alumni.example.com/../mkdocs.yml">x</a>'}, ["links"]),
    "a picture that is gone": ({"body": BODY.replace("a.png", "b.png")}, ["links"]),
    "a picture in WebP": ({"body": '<img src="https://x.example.com/a.webp" alt="" width="1">'}, ["format"]),
    "a picture by http": ({"body": '<img src="http://x.example.com/a.png" alt="" width="1">'}, ["format"]),
    "a picture without width": ({"body": '<img src="https://x.example.com/a.png" alt="">'}, ["width"]),
    "a picture without words": ({"body": '<img src="https://x.example.com/a.png" width="1">'}, ["alt"]),
    "a letter that Gmail cuts": ({"body": "<h2>長い話</h2>" + "縁" * 40_000}, ["size"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILED)
def test_one_spoiled_letter_is_red(fault: str, portal: Make) -> None:
    changed, expected = SPOILED[fault]
    found = look(outbox(portal(FILES), **changed))
    assert red(found) == expected
    assert not found.is_green
    problems = Problems()
    found.blame(problems)
    assert [one.field for one in problems.errors] == sorted(expected)


CHANGED: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "who withdrew since": ({"alumni/ken.yml": "name: 健一\n" + YES.replace("given", "withdrawn")}, ["consent"]),
    "whose consent has ended": ({"alumni/ken.yml": "name: 健一\n" + YES.replace("on: 2025-01-01", "on: 2025-01-01, until: 2026-11-21")}, ["consent"]),
    "who wrote that they want no more": ({"private/suppressed.jsonl": '{"message":"m","person":"ken","on":"2026-11-22","how":"token"}\n'}, ["consent"]),
    "who asked not to be contacted": ({"private/ken.yml": "emails: [ken@example.com]\ncare: {do_not_contact: yes}\n"}, ["consent"]),
    "who has another address now": ({"private/ken.yml": "emails: [new@example.com, ken@example.com]\n"}, ["address"]),
    "a consent that nothing proves": ({"alumni/ken.yml": "name: 健一\n" + YES.replace(", how: 書面", "")}, ["record"]),
    "a letter that was changed": ({f"private/outbox/{ISSUE}/ken.eml": "x"}, ["outbox"]),
    "a letter too many": ({f"private/outbox/{ISSUE}/eve.eml": "x"}, ["outbox"]),
    "a word of the house": ({f"content/newsletters/{ISSUE}.md": "---\ntitle: 秋\ndate: 2026-11-01\n---\n退職者の皆さまへ。\n"}, ["tone"]),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGED)
def test_what_changed_since_is_red(what: str, portal: Make) -> None:
    files, expected = CHANGED[what]
    assert red(look(outbox(portal(FILES)).write(files))) == expected


def test_of_those_who_have_their_letter_nothing_is_asked_any_more(portal: Make) -> None:
    stopped = '{"message":"m","person":"ken","on":"2026-11-22","how":"token"}\n'
    small = outbox(portal(FILES)).write({"private/suppressed.jsonl": stopped})
    assert red(look(small, done=["ken"])) == []
    assert look(small, done=["ken"]).letters == 1


def test_phrases_of_a_press_release_are_a_note(portal: Make) -> None:
    text = "---\ntitle: 秋\ndate: 2026-11-01\n---\nこのたび、業界をリードする新製品です。\n"
    found = look(outbox(portal({**FILES, f"content/newsletters/{ISSUE}.md": text})))
    assert found.is_green
    assert {one.code: one.state for one in found.checks}["tone"] == "note"


def test_without_an_outbox_nothing_that_asks_for_letters_is_green(portal: Make) -> None:
    found = look(portal(FILES))
    assert {"outbox", "sender", "consent", "links", "inbox"} <= set(red(found))
    assert len(found.checks) == sum(map(len, GROUPS.values()))


def test_without_a_site_links_are_not_known(portal: Make) -> None:
    files = {path: text for path, text in FILES.items() if not path.startswith("site/")}
    assert red(look(outbox(portal(files)))) == ["links"]


@pytest.mark.parametrize(("hours", "expected"), [(46, []), (48, ["inbox"])])
def test_the_inbox_must_have_been_read(hours: int, expected: list[str], portal: Make) -> None:
    assert red(look(outbox(portal(FILES)), NOW + timedelta(hours=hours))) == expected


# --- the domain

ZONES = {
    "mail.example.com": ["v=spf1 -all", "x"],
    "_dmarc.example.com": ["V=DMARC1; p=none"],
}


def test_the_domain_is_asked_for_only_if_wished(portal: Make) -> None:
    small = outbox(portal(FILES))
    states = {one.code: one.state for one in look(small).checks}
    assert [states[code] for code in GROUPS["domain"]] == ["note"] * 3
    asked = look(small, lookup=lambda name: ZONES.get(name, []))
    assert [one.state for one in asked.in_group("domain")] == ["good", "note", "good"]
    nothing = look(small, lookup=lambda name: [])
    assert [one.state for one in nothing.in_group("domain")] == ["bad", "note", "bad"]


def test_a_policy_above_counts_and_an_spf_record_above_does_not() -> None:
    above = {"example.com": ["v=spf1 -all"], "_dmarc.example.com": ["v=DMARC1; p=reject"]}

    def lookup(name: str) -> list[str]:
        return above.get(name, [])

    assert records_of("spf", "mail.example.com", lookup) == []
    assert records_of("dmarc", "mail.example.com", lookup) == ["v=DMARC1; p=reject"]
    assert records_of("dmarc", "localhost", lookup) == []


def test_without_the_library_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dns", None)
    with pytest.raises(Refused) as raised:
        lookup_by_dns()
    assert [one.code for one in raised.value.problems] == ["dns-library"]


# --- letters


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: message("t", body=text)))
def test_whatever_lies_in_the_outbox_is_looked_at(data: bytes) -> None:
    found = inspected(
        data, "t" * 20, "ken@example.com", Wanted("https://alumni.example.com/", SENDER)
    )
    assert isinstance(found, Inspection) and "stop" in found.faults


def test_without_a_sender_every_item_of_the_law_is_red() -> None:
    found = inspected(message("a" * 20), "a" * 20, "ken@example.com", Wanted("", None))
    assert found.faults == {"sender", "contact", "stop", "reason", "privacy"}
    bare = Wanted("", replace(SENDER, reason="", privacy=""))
    assert inspected(message("a" * 20), "a" * 20, "ken@example.com", bare).faults == {
        "reason",
        "privacy",
    }


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", True),
        ("news/a/", True),
        ("news/a", False),
        ("images/a.png", True),
        ("news/", False),
        ("../x", False),
        ("a\0", False),
    ],
)
def test_what_a_server_would_find(path: str, found: bool, tmp_path: Path) -> None:
    for file in ("index.html", "news/a/index.html", "images/a.png"):
        (tmp_path / "site" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / file).write_text("x", encoding="utf-8")
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert answers(tmp_path / "site", path) is found


# --- the command


def run(small: SmallPortal, *words: str, lang: str = "en") -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        patch.setenv("SOURCE_DATE_EPOCH", str(int(NOW.timestamp())))
        return CliRunner().invoke(cli.main, ["--lang", lang, "preflight", *words])


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_says_what_the_terminal_says(lang: str, portal: Make) -> None:
    small = outbox(portal(FILES), text="")
    result = run(small, ISSUE, "--html", "page.html", lang=lang)
    assert result.exit_code == 1, result.output
    page = (small.root / "page.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page
    for line in result.stdout.splitlines():
        said = line.strip().lstrip("✓✗!?→ ").replace("&", "&amp;")
        assert said in page, line
    assert "@" not in page.split("</style>")[1] and "@" not in result.stdout


def test_programs_are_told_as_well(portal: Make) -> None:
    result = run(outbox(portal(FILES)), f"content/newsletters/{ISSUE}.md", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["green"] is True and told["letters"] == 2
    assert {"code": "sender", "state": "good", "count": 0, "what": ""} in told["checks"]


@pytest.mark.parametrize("issue", ["autum", "../../outside", ""])
def test_an_issue_that_is_none_is_said(issue: str, portal: Make) -> None:
    result = run(portal(FILES), issue)
    assert result.exit_code == 1 and "content/newsletters" in result.stderr
    assert result.stdout == ""


def test_every_state_has_its_sentences() -> None:
    only_noted = {"dkim"}
    for code in (code for codes in GROUPS.values() for code in codes):
        states = {"note"} if code in only_noted else {"good", "bad"}
        states |= {"note"} if code in ("size", "tone", *GROUPS["domain"]) else set()
        assert f"preflight.{code}" in PHRASES
        assert all(f"preflight.{code}.{state}" in PHRASES for state in states), code
    assert date(2026, 11, 22) == TODAY
