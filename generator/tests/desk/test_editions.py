"""Editions: each reader gets what is theirs, nobody gets what is another's, and nobody is lost."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from portals import MKDOCS, TODAY, SmallPortal

from enishi import cli, workshop

Make = Callable[[dict[str, str | bytes]], SmallPortal]
ISSUE = "2026-11-autumn"
BOX = Path("private/outbox") / ISSUE
MAIL = "    mail: {address: letters@example.com}\n"
TIMELINE = """\
departments: [{id: sales, name: 営業部}, {id: dev, name: 開発部}]
offices: [{id: fukuoka, name: 福岡テラス, from: 2011-06}]
products: [{id: hidamari, name: ひだまり, from: 2026-09}]
renames: [{on: 2024-06, kind: office, of: fukuoka, old: 博多営業所, new: 福岡テラス}]
events: [{on: 2023-04, title: 二代目の社長に}, {on: 2019-04, title: 花見}]
"""
YES = "  - {purpose: newsletter, status: given, on: 2024-01-01}\n"
SHOWN = "  - {purpose: portal, status: given, on: 2024-01-01}\n"
SALES = "{joined: 2015-04, left: 2020-03, department: sales, places: [fukuoka]}"


def person(name: str, tenure: str, consents: str, more: str = "") -> str:
    return f"name: {name}\ntenures:\n  - {tenure}\n{more}consents:\n{consents}"


NEWS = """\
---
title: 天神に移りました
insider:
  - {when: place = fukuoka and left < 2022, text: あの坂の上です。}
  - {when: department = dev, text: 棚の三段目です。}
about: {products: [hidamari]}
---
窓から公園が見えます。
"""
INSIDE = """\
---
title: 社長が交代します
audience: alumni
insider: [{when: department = dev, text: 次の社長は、あなたの隣の席でした。}]
---
まだ**外では話していません**。
"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": MKDOCS + MAIL,
    "content/timeline.yml": TIMELINE,
    "content/news/2026-11-05-tenjin.md": NEWS,
    f"content/newsletters/{ISSUE}.md": "---\ntitle: 秋の便り\ndate: 2026-11-20\ninclude: [events]\n---\nお元気ですか。\n",
    "private/news/2026-11-06-president.md": INSIDE,
    "alumni/ai.yml": person("佐藤 愛", SALES, YES + SHOWN, "asks: [焙煎機にくわしい人]\n"),
    "alumni/bo.yml": person("Bo Ek", "{joined: 2016, left: 2025-03, department: dev}", YES),
    "alumni/cy.yml": person(
        "田中 静", SALES, SHOWN, "lately: {on: 2026-11-01, text: 店を開きました。}\n"
    ),
    "alumni/di.yml": person(
        "{family: 鈴木, given: 大, preferred: だいちゃん}", "{joined: 2015-04}", YES
    ),
    "private/ai.yml": "emails: [ai@example.com]\nnotes: 奥さまのご実家が養蜂をなさっている。\n",
    "private/bo.yml": "emails: [bo@example.com]\ncall: ボー先生\n",
    "private/di.yml": "emails: [di@example.com]\n",
    "private/za.yml": "emails: [za@example.com]\nconsents:\n"
    "  - {purpose: newsletter, status: given, on: 2024-01-01, evidence: 名刺}\n",
}


def run(small: SmallPortal, *words: str, today: str = str(TODAY)) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        given = ["--lang", "en", "edition", *words, "--today", today]
        return CliRunner().invoke(cli.main, given)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SmallPortal:
    """A portal with an outbox. Look, do not touch."""
    small = SmallPortal(tmp_path_factory.mktemp("editions")).write(FILES)
    found = run(small, ISSUE)
    assert found.exit_code == 0, found.output
    return small


def parts(small: SmallPortal, who: str) -> tuple[str, str]:
    """The plain text, unwrapped, and the HTML of a letter."""
    message = message_from_bytes(
        (small.root / BOX / f"{who}.eml").read_bytes(), policy=policy.default
    )
    plain, html = (one.get_content() for one in message.iter_parts())
    return re.sub(r"\r?\n(?:> |  )?", "", plain), html


@pytest.mark.parametrize(
    ("who", "says", "never"),
    [
        ("ai", ["佐藤さん", "あの坂の上です。", "焙煎機にくわしい人"], ["三段目", "隣の席"]),
        ("bo", ["ボー先生", "棚の三段目です。", "あなたの隣の席でした"], ["あの坂", "焙煎機"]),
        ("di", ["だいちゃん", "社長が交代します"], ["だいちゃんさん", "あの坂", "卒業されてから"]),
        ("za", ["こんにちは。", "社長が交代します"], ["あの坂", "三段目", "卒業されてから"]),
    ],
)
def test_each_reader_gets_what_is_theirs(
    made: SmallPortal, who: str, says: list[str], never: list[str]
) -> None:
    for text in parts(made, who):
        assert [one for one in says if one not in text] == []
        assert [one for one in never if one in text] == []
        assert "\x04" not in text


def test_what_changed_since_they_left_begins_with_what_was_theirs(made: SmallPortal) -> None:
    text, _ = parts(made, "ai")
    at = [
        text.index(one)
        for one in ("2020年3月に卒業されてから", "博多営業所 → 福岡テラス", "二代目の社長に")
    ]
    assert at == sorted(at)
    assert "花見" not in text


def test_what_a_note_tells_is_not_told_again_as_a_change(made: SmallPortal) -> None:
    text, _ = parts(made, "ai")
    assert text.count("ひだまり") == 1


def test_a_colleague_who_has_news_is_told_of_by_what_was_shared(made: SmallPortal) -> None:
    text, html = parts(made, "ai")
    assert "田中 静 (営業部、福岡テラスでごいっしょでした)" in text
    assert "店を開きました。" in html
    assert "https://alumni.example.com/alumni/cy/" in html


def test_giving_comes_before_asking(made: SmallPortal) -> None:
    for text in parts(made, "ai"):
        assert text.index("わたしたちにできること") < text.index("もし、お手すきなら")


def test_each_can_stop_by_their_own_token(made: SmallPortal) -> None:
    tokens = [re.findall(r"stop-([a-z2-7]{20})", parts(made, who)[1]) for who in ("ai", "bo")]
    assert [len(one) for one in tokens] == [1, 1]
    assert tokens[0] != tokens[1]


def test_the_outbox_holds_the_letters_and_their_list(made: SmallPortal) -> None:
    folder = made.root / BOX
    told = json.loads((folder / "outbox.json").read_text(encoding="utf-8"))
    assert told["candidates"] == len(told["editions"]) + len(told["excluded"]) == 5
    assert told["excluded"] == [{"id": "cy", "reason": "no-consent"}]
    assert (told["issue"], told["made_on"]) == (ISSUE, "2026-11-22")
    for one in told["editions"]:
        data = (folder / one["file"]).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    names = {"outbox.json", *(one["file"] for one in told["editions"])}
    assert {path.name for path in folder.iterdir()} == names
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_same_again_is_the_same_to_the_byte(made: SmallPortal) -> None:
    before = {path.name: path.read_bytes() for path in (made.root / BOX).iterdir()}
    left = made.root / "private/outbox" / f".{ISSUE}.new"
    left.mkdir()  # of one that was killed
    (left / "ai.eml").write_text("half a letter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workshop, "FEW", 1)
        assert run(made, ISSUE, "--processes", "2", "--json").exit_code == 0
    assert {path.name: path.read_bytes() for path in (made.root / BOX).iterdir()} == before
    assert [path.name for path in (made.root / "private/outbox").iterdir()] == [ISSUE]


def test_nothing_public_and_no_message_has_what_is_private(made: SmallPortal) -> None:
    found = run(made, ISSUE, "--json")
    assert found.exit_code == 0
    assert "@" not in found.output
    public = made.publication()
    assert [one.title for one in public.news] == ["天神に移りました"]
    assert "社長が交代します" not in repr(public)


def test_a_segment_leaves_the_others_out_with_the_reason(portal: Make) -> None:
    found = run(portal(FILES), ISSUE, "--segment", "place = fukuoka", "--json")
    told = json.loads(found.stdout)
    assert [one["id"] for one in told["editions"]] == ["ai"]
    reasons = {one["id"]: one["reason"] for one in told["excluded"]}
    assert reasons == {"bo": "not-known", "cy": "no-consent", "di": "not-known", "za": "not-known"}
    assert "Candidates 5 = to send 1 + excluded 4" in found.stderr


def test_one_edition_can_be_looked_at_before_anybody_may_get_it(portal: Make) -> None:
    files = FILES | {"mkdocs.yml": MKDOCS}
    small = portal(files)
    found = run(small, ISSUE, "--only", "cy", "--out", "look", today="2026-11-19")
    assert found.exit_code == 0, found.output
    assert "would not get it: no consent" in found.output
    assert {path.name for path in (small.root / "look").iterdir()} == {"cy.html", "cy.txt"}
    html = (small.root / "look/cy.html").read_text(encoding="utf-8")
    assert "田中さん" in html
    assert 'href="mailto:stop@example.com"' in html
    assert not (small.root / "private/outbox").exists()


HIDDEN = person("佐々木 渚", SALES, YES)
REFUSED: dict[str, tuple[dict[str, str | bytes], list[str], str]] = {
    "nothing says from where letters come": ({"mkdocs.yml": MKDOCS}, [ISSUE], "mkdocs.yml:6:5"),
    "an issue of tomorrow": ({}, [ISSUE, "--today", "2026-11-19"], "give --today 2026-11-20"),
    "no such issue": ({}, ["2026-11-autum"], "There is no such issue"),
    "nobody of that name": ({}, [ISSUE, "--only", "aj"], "ai"),
    "nobody in the segment": ({}, [ISSUE, "--segment", "left < 1990"], "may be sent"),
    "a template without places": (
        {"templates/newsletter/issue.txt": "{{ letter.title }}\n"},
        [ISSUE],
        "templates/newsletter/issue.txt:1:1",
    ),
    "a public item among private news": (
        {"private/news/2026-11-07-x.md": "---\ntitle: 題\n---\n"},
        [ISSUE],
        "private/news/2026-11-07-x.md:2:1",
    ),
    "a fault in private news": (
        {"private/news/2026-11-07-x.md": INSIDE.replace("dev", "place-x")},
        [ISSUE],
        "private/news/2026-11-07-x.md:4",
    ),
    "a name without consent in private news": (
        {"private/news/2026-11-07-x.md": INSIDE + "佐々木 渚さんも。\n", "alumni/na.yml": HIDDEN},
        [ISSUE],
        "private/news/2026-11-07-x.md:7:1",
    ),
    "a letter too heavy": (
        {"private/news/2026-11-07-x.md": INSIDE + "長い話。\n\n" * 3000},
        [ISSUE],
        "at which Gmail cuts it",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_sent_is_refused_and_no_outbox_made(portal: Make, what: str) -> None:
    files, words, says = REFUSED[what]
    small = portal(FILES | files)
    found = run(small, *words, **({} if "--today" not in words else {"today": words[-1]}))
    assert found.exit_code == 1
    assert says in found.output
    assert not (small.root / BOX).exists()
    assert not (small.root / "private/outbox" / f".{ISSUE}.new").exists()


def test_what_was_chosen_and_is_not_public_is_told(portal: Make) -> None:
    letter = FILES[f"content/newsletters/{ISSUE}.md"]
    chosen = (
        "chosen:\n  news:\n    - 2026-11-05-tenjin\n    - 2026-11-06-b\n"
        "  lately: [cy, ai, bo]\n  events: []\n---\nお元気"
    )
    small = portal(
        {
            **{path: text for path, text in FILES.items() if not path.startswith("private")},
            f"content/newsletters/{ISSUE}.md": str(letter).replace("---\nお元気", chosen),
            "content/news/2026-11-06-b.md": "---\ntitle: 題\ndraft: yes\n---\n",
        }
    )
    path = f"content/newsletters/{ISSUE}.md"
    assert [one for one in small.problems() if "chosen" in one] == [
        f"~{path}:8:7 chosen-hidden",
        f"~{path}:9:16 chosen-silent",
        f"~{path}:9:20 chosen-hidden",
    ]


def test_the_general_letter_says_whom_a_line_concerns(portal: Make) -> None:
    small = portal(FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(small.root)
        given = ["newsletter", ISSUE, "--out", "letters", "--today", str(TODAY)]
        assert CliRunner().invoke(cli.main, given).exit_code == 0
    for suffix in ("html", "txt"):
        text = (small.root / f"letters/{ISSUE}.{suffix}").read_text(encoding="utf-8")
        flat = re.sub(r"\n(?:> )?", "", text)
        assert "2022年より前に卒業した方へ" in flat
        assert "棚の三段目です。" in flat
        assert "元社員なら" not in flat
        assert "社長が交代します" not in flat
        assert "\x04" not in text
