"""What `enishi prove` says of a person is what a search of the finished site finds."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from portals import TODAY, SmallPortal
from test_cli import run
from test_privacy import disguises

from enishi import program, sheets
from enishi.build import Means, open_portal
from enishi.dates import Day
from enishi.legibility import differing, readable
from enishi.making import notes_of
from enishi.memory import Memory
from enishi.problems import Problems
from enishi.proof import Proof, prove
from enishi.recall import Recall
from enishi.register import Register
from enishi.source.purposes import FIELDS
from enishi.standing import CACHE, scan

Make = Callable[[dict[str, str | bytes]], SmallPortal]
NOTICE = "---\ntitle: 掲載について\ndate: 2026-03-01\n---\nお名前を載せます。\n"
SHA256 = hashlib.sha256(NOTICE.encode()).hexdigest()
RECORD = """\
name: {{family: 鬼束, given: 翠, kana: おにつか, latin: LATINA O, former: 旧姓川, preferred: みーさん}}
tenures: [{{joined: 2015, left: 2026-03, department: 鉄道部, title: 機関長}}]
now: {{company: あおば商店, title: 看板係}}
location: {{city: 夜明市}}
profiles: {{website: "https://midori.example.com/"}}
photo: midori.jpg
bio: 坂の途中で**灯台**の番をしています。
lately: {{on: 2026-11-01, text: 猫が来ました}}
skills: [投網]
offers: [海図の案内]
asks: [油の相談]
open_to: [mentor]
updated: 2026-10-09
consents:
{consents}"""
CONSENTS = f"""\
  - {{purpose: portal, status: refused, on: 2024-01-01}}
  - purpose: portal
    status: given
    on: 2026-04-01
    until: 2029-03-31
    how: 書面
    notice: {{id: portal-2026, sha256: {SHA256}}}
    except: [former]
  - {{purpose: photo, status: given, on: 2026-04-01, notice: portal-2026}}
"""
TEXTS = {
    "name": "鬼束 翠",
    "kana": "おにつか",
    "latin": "LATINA O",
    "former": "旧姓川",
    "preferred": "みーさん",
    "tenures": "機関長",
    "now": "看板係",
    "location": "夜明市",
    "profiles": "https://midori.example.com/",
    "bio": "灯台",
    "lately": "猫が来ました",
    "skills": "投網",
    "offers": "海図の案内",
    "asks": "油の相談",
}
"""By field, what nothing else in the portal says."""


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (500, 500), "navy").save(out, "JPEG")
    return out.getvalue()


def portal_with(portal: Make, consents: str = CONSENTS) -> SmallPortal:
    return portal(
        {
            "alumni/midori.yml": RECORD.format(consents=consents),
            "alumni/photos/midori.jpg": photo(),
            "alumni/ken.yml": "name: 佐藤 健\ntenures: [{joined: 2014}]\n"
            "consents: [{purpose: portal, status: given, on: 2026-01-01}]\n",
            "content/notices/portal-2026.md": NOTICE,
            "content/news/2026-10-01-a.md": "---\ntitle: 題\nauthor: midori\n---\n本文\n",
            "content/news/2026-10-02-b.md": "---\ntitle: 灯り\n---\n鬼束 翠さんの話\n",
            "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\n---\n本文\n",
        }
    )


def proof_of(
    small: SmallPortal, person: str = "midori", *, remembers: bool = False, processes: int = 1
) -> Proof:
    """With the memory of the last build, as the command has it, or by printing everything."""
    memory = Memory(small.root / CACHE, program.version()) if remembers else None
    if memory:
        memory.recall = Recall()
    means = Means(memory=memory)
    portal = open_portal(small.root, Problems(), lambda zone: Day(TODAY), means=means)
    register = Register(small.root, portal.settings.zone, TODAY, scan(small.root))
    return prove(portal, register, person, memory, processes=processes)


def found_in(site: Path, text: str) -> set[str]:
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file()
        and text in "\n".join(disguises(path.read_bytes().decode(errors="replace")))
    }


def test_where_it_says_that_something_is_shown_the_built_site_shows_it(portal: Make) -> None:
    small = portal_with(portal)
    small.build()
    proof = proof_of(small)
    told = {one.field: one for one in proof.fields}
    assert told.keys() == {"name", "photo", *FIELDS} - {"former"}
    for field, text in TEXTS.items():
        found = found_in(small.site, text)
        assert (field in told) == bool(found), field
        if field in told:
            assert found <= set(told[field].shown), field
    assert "news/2026-10-02-b/index.html" in told["name"].shown, "written into a text"
    for field in ("lately", "asks", "preferred", "location", "latin", "bio"):
        assert set(told[field].shown) == found_in(small.site, TEXTS[field]), field
    pictures = {one for one in told["photo"].shown if one.startswith("images/")}
    assert pictures == {
        path.relative_to(small.site).as_posix() for path in small.site.glob("images/midori*")
    }
    whole = set(told["name"].shown) | set(told["name"].shaped)
    for one in proof.fields:
        assert set(one.shown) | set(one.shaped) <= whole | pictures, one.field
        assert one.consents == ((2,) if one.field == "photo" else (1,))


LINES = st.lists(
    st.sampled_from([b"<p>", b"a", b"b", b" a", b"\tb", b"<p", b">", b"x>y", b"<b>a</b>", b"", b"\r"]),
    max_size=8,
).map(b"\n".join)  # fmt: skip


@settings(max_examples=300)
@given(LINES, LINES, LINES, LINES)
def test_looking_at_what_differs_alone_leaves_out_nothing_that_differs(
    begin: bytes, one: bytes, other: bytes, end: bytes
) -> None:
    """What is read of both, and not of the middle, is read of both equally often."""
    texts = [part.join((begin, mine, end)) for mine in (one, other) for part in (b"\n", b"")]
    for first, second in itertools.combinations(texts, 2):
        mine, theirs = differing(first, second)
        for text in ("a", "b", "ab", "ba", "aa", "x>y", " a"):
            whole = readable(first).count(text) - readable(second).count(text)
            assert readable(mine).count(text) - readable(theirs).count(text) == whole, text
        assert len(mine) <= len(first) and (mine in first, theirs in second) == (True, True)


def test_what_does_not_differ_is_not_looked_at() -> None:
    one = b"<html>\n<p>a</p>\n<p\n class='x'>b</p>\n<p>c</p>\n</html>\n"
    assert differing(one, one.replace(b">a", b">")) == (b"<p>a</p>\n", b"<p></p>\n")
    assert differing(one, one.replace(b"x", b"y"))[0] == b"<p\n class='x'>b</p>\n"
    assert differing(one, one) == (b"", b"")


NEWS = "---\ntitle: 追って\n---\nみーさんと鬼束翠さん\n"
SINCE: dict[str, Callable[[SmallPortal], object]] = {
    "nothing": lambda small: None,
    "more was written": lambda small: small.write({"content/news/2026-10-03-c.md": NEWS}),
    "the record was edited": lambda small: small.write(
        {"alumni/midori.yml": RECORD.format(consents=CONSENTS).replace("坂の途中", "岬")}
    ),
    "the site was edited": lambda small: small.write(
        {"site/news/2026-10-02-b/index.html": "", "site/search/pages.json": "{}"}
    ),
    "some of the site is gone": lambda small: shutil.rmtree(small.site / "alumni"),
    "all of the site is gone": lambda small: shutil.rmtree(small.site),
    "the words were changed": lambda small: small.write(
        {"templates/words/ja.yml": "alumni.title: 鬼束翠たち\n"}
    ),
}
"""What was done since the last build."""


@pytest.mark.parametrize("since", SINCE)
@pytest.mark.parametrize("person", ["midori", "ken"])
def test_a_look_at_the_site_that_stands_tells_what_printing_everything_tells(
    portal: Make, monkeypatch: pytest.MonkeyPatch, since: str, person: str
) -> None:
    small = portal_with(portal)
    small.build()
    SINCE[since](small)
    printed: list[object] = []
    monkeypatch.setattr(sheets, "notes_of", lambda page: printed.append(page) or notes_of(page))
    quick = proof_of(small, person, remembers=True)
    few = len(printed)
    assert quick == proof_of(small, person)
    whole = len(printed)
    assert quick == proof_of(small, person, remembers=True, processes=3)
    if since in ("nothing", "more was written", "some of the site is gone"):
        assert few < whole - few, "or it was not looked at"


def test_each_consent_comes_with_its_evidence(portal: Make) -> None:
    refused, given, photo = proof_of(portal_with(portal)).consents
    assert (refused.state, refused.notice, refused.text) == ("superseded", "", "")
    assert (given.state, given.withheld, given.how) == ("holds", ("former",), "書面")
    assert (given.notice, given.sha256) == ("content/notices/portal-2026.md", SHA256)
    assert (given.text, photo.text) == ("same", "unknown")
    assert [one.lines for one in (refused, given, photo)] == [(15, 15), (16, 22), (23, 23)]


def test_a_notice_that_was_changed_or_lost_is_told(portal: Make) -> None:
    small = portal_with(portal)
    small.write({"content/notices/portal-2026.md": NOTICE + "追記\n"})
    assert [one.text for one in proof_of(small).consents] == ["", "changed", "unknown"]
    (small.root / "content/notices/portal-2026.md").unlink()
    assert [one.text for one in proof_of(small).consents] == ["", "missing", "missing"]


DAY = "{{purpose: portal, status: {}, on: {}}}"
STATES = {
    "holds": [DAY.format("given", "2026-11-22")],
    "future": [DAY.format("given", "2026-11-23")],
    "refused": [DAY.format("refused", "2026-11-22")],
    "withdrawn": [DAY.format("withdrawn", "2026-11-22")],
    "ended": ["{purpose: portal, status: given, on: 2025-01-01, until: 2026-11-21}"],
    "superseded": [DAY.format("given", "2025-01-01"), DAY.format("refused", "2026-01-01")],
    "contradicted": [DAY.format("given", "2025-01-01"), DAY.format("refused", "2025-01-01")],
}


def test_what_means_nothing_without_the_portal_is_told_apart(portal: Make) -> None:
    withdrawn = "  - {purpose: portal, status: withdrawn, on: 2026-11-20}\n"
    small = portal_with(portal, CONSENTS + withdrawn)
    (small.root / "content/news/2026-10-02-b.md").unlink()
    assert [one.state for one in proof_of(small).consents] == [
        *("superseded", "superseded", "alone", "withdrawn")
    ]


@pytest.mark.parametrize("state", STATES)
def test_why_a_consent_does_not_hold_is_told_and_nothing_is_shown(portal: Make, state: str) -> None:
    small = portal_with(portal, "".join(f"  - {one}\n" for one in STATES[state]))
    (small.root / "content/news/2026-10-02-b.md").unlink()
    proof = proof_of(small)
    assert proof.consents[0].state == state
    assert proof.shown == (state == "holds")
    assert bool(proof.fields) == (state == "holds")
    assert "photo" not in {one.field for one in proof.fields}, "it was never asked for"


def git(root: Path, *words: str, author: str = "山田 はる", day: str = "2026-04-01") -> None:
    moment = f"{day}T09:00:00+09:00"
    subprocess.run(
        [
            "git",
            "-C",
            root,
            "-c",
            f"user.name={author}",
            "-c",
            "user.email=haru@example.com",
            *words,
        ],
        check=True,
        capture_output=True,
        env={"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "PATH": "/usr/bin:/bin"},
    )


def told(small: SmallPortal, *words: str) -> dict[str, Any]:
    result = run(small.root, "prove", "midori", "--json", "--today", "2026-11-22", *words)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_git_knows_who_recorded_it(portal: Make) -> None:
    if not shutil.which("git"):
        pytest.skip("git is needed")
    small = portal_with(portal, "  - {purpose: portal, status: refused, on: 2024-01-01}\n")
    (small.root / "content/news/2026-10-02-b.md").unlink()
    git(small.root, "init", "-q")
    git(small.root, "add", "alumni/midori.yml")
    git(small.root, "commit", "-qm", "断られた", author="Mary Watson", day="2024-01-02")
    portal_with(portal, CONSENTS.rsplit("  - {", 1)[0])
    git(small.root, "commit", "-aqm", "書面を\x1b[31m預かった")
    portal_with(portal)
    refused, given, photo = told(small)["consents"]
    (first,), (second,), (third,) = (one["recorded"] for one in (refused, given, photo))
    assert (first["author"], first["summary"]) == ("Mary Watson", "断られた")
    assert (second["author"], second["on"]) == ("山田 はる", "2026-04-01T09:00:00+09:00")
    head = subprocess.run(
        ["git", "-C", small.root, "rev-parse", "HEAD"],
        check=True, capture_output=True, encoding="ascii",
    )  # fmt: skip
    assert second["commit"] == head.stdout.strip()
    assert third["commit"] == ""
    assert second["summary"] == "書面を\ufffd[31m預かった", "it cannot steer the terminal"
    text = run(small.root, "--lang", "en", "prove", "midori", "--today", "2026-11-22").stdout
    assert f"recorded by 山田 はる, 2026-04-01T09:00:00+09:00, commit {second['commit']}" in text
    assert "not committed yet" in text
    assert "haru@example.com" not in text


@pytest.mark.skipif(not shutil.which("git"), reason="git is needed")
def test_a_renamed_file_keeps_its_history_and_a_shallow_clone_says_that_it_is_one(
    portal: Make, tmp_path: Path
) -> None:
    small = portal_with(portal)
    root = small.root
    (root / "alumni/midori.yml").rename(root / "alumni/akari.yml")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "預かった", author="Mary Watson", day="2024-01-02")
    git(root, "mv", "alumni/akari.yml", "alumni/midori.yml")
    git(root, "commit", "-qm", "名前を直した")
    assert {one["recorded"][0]["author"] for one in told(small)["consents"]} == {"Mary Watson"}
    small.write({"content/pages/p.md": "---\ntitle: 約束\n---\n本文\n"})
    git(root, "add", ".")
    git(root, "commit", "-qm", "ほかのこと", author="三好")
    clone = SmallPortal(tmp_path / "clone")
    git(root, "clone", "-q", "--depth", "1", root.as_uri(), str(clone.root))
    recorded = [one["recorded"][0] for one in told(clone)["consents"]]
    assert {(one["author"], one["is_first_known"]) for one in recorded} == {("三好", True)}
    text = run(clone.root, "--lang", "en", "prove", "midori", "--today", "2026-11-22").stdout
    assert text.count("it may have been recorded before, by somebody else") == 3
    whole = [one["recorded"][0]["is_first_known"] for one in told(small)["consents"]]
    assert whole == [False] * 3


@pytest.mark.parametrize("with_git", [True, False])
def test_without_git_that_is_said_and_is_no_fault(
    portal: Make, with_git: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = portal_with(portal)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.root.parent))
    if not with_git:
        monkeypatch.setenv("PATH", str(small.root / "nowhere"))
    assert {one["recorded"] for one in told(small)["consents"]} == {None}
    text = run(small.root, "--lang", "en", "prove", "midori", "--today", "2026-11-22")
    assert (text.exit_code, text.stderr) == (0, "")
    assert "who recorded it is not known (git has no history of this file)" in text.stdout


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        (
            "ja",
            [
                "サイトに載っています",
                "→ 有効",
                "→ のちの答えに代わった",
                "文面はそのときのまま",
                "bio ← 同意 [1]",
            ],
        ),
        (
            "en",
            ["shown on the site", "→ holds", "everything but: former", SHA256, "bio ← consent [1]"],
        ),
    ],
)
def test_the_bundle_can_be_read_in_both_languages(portal: Make, lang: str, says: list[str]) -> None:
    small = portal_with(portal)
    text = run(small.root, "--lang", lang, "prove", "midori", "--today", "2026-11-22").stdout
    assert [one for one in says if one not in text] == []
    assert "      alumni/midori/index.html\n" in text


def test_of_who_is_not_shown_it_says_so(portal: Make) -> None:
    small = portal_with(portal, "  []\n")
    (small.root / "content/news/2026-10-02-b.md").unlink()
    text = run(small.root, "--lang", "en", "prove", "midori", "--today", "2026-11-22").stdout
    assert text.startswith(
        "midori (alumni/midori.yml), as of 2026-11-22: nowhere on the site as it is built now\n"
    )
    assert text.count("  nothing\n") == 2
    assert not any(value in text for value in TEXTS.values())


def test_whoever_withdrew_gets_the_proof_while_a_text_that_names_them_keeps_the_site_back(
    portal: Make,
) -> None:
    withdrawn = "  - {purpose: portal, status: withdrawn, on: 2026-11-20}\n"
    small = portal_with(portal, CONSENTS + withdrawn)
    words = ("prove", "midori", "--today", "2026-11-22")
    result = run(small.root, "--lang", "en", *words)
    assert result.exit_code == 1
    assert "portal: withdrawn, 2026-11-20" in result.stdout
    assert "nobody can tell what is seen where" in result.stdout
    assert "content/news/2026-10-02-b.md" in result.stderr
    found = json.loads(run(small.root, *words, "--json").stdout)
    assert (found["shown"], found["fields"], len(found["consents"])) == (False, None, 4)


def test_nobody_of_an_id_is_a_problem(portal: Make) -> None:
    result = run(portal_with(portal).root, "--lang", "en", "prove", "midoru")
    assert result.exit_code == 1
    assert "There is nobody of this ID in alumni/" in result.stderr
    assert "Example: midori" in result.stderr
