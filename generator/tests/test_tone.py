"""The tone check: phrases that a letter does without, found where the writer speaks and only there."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal

from enishi.build import Means, build_site
from enishi.checks import SPOKEN
from enishi.dates import Day
from enishi.memory import Memory
from enishi.phrasebook import HOUSE, RELEASE, UNLESS
from enishi.problems import Problems
from enishi.report import render_problems
from enishi.resources import starter_folder
from enishi.tone import Tone

Make = Callable[[dict[str, str | bytes]], SmallPortal]
NEWS = "content/news/2026-11-20-a.md"


def phrases(text: str, tone: Tone | None = None) -> list[str]:
    return [slip.phrase for slip in (tone or Tone()).slips_in(text)]


@pytest.mark.parametrize("phrase", sorted(RELEASE) + sorted(HOUSE))
def test_every_phrase_of_the_book_is_found_and_has_a_cure(phrase: str) -> None:
    sentence = f"We said {phrase} then." if phrase.isascii() else f"それは{phrase}です。"
    found = Tone().slips_in(f"一行目\n{sentence}\n")
    assert found, phrase
    assert all(slip.cure for slip in found)
    assert found[0].of_house == (phrase in HOUSE)


@pytest.mark.parametrize("phrase", [*sorted(set(RELEASE.values())), *sorted(set(HOUSE.values()))])
def test_no_cure_is_an_ill_itself(phrase: str) -> None:
    assert phrases(phrase) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("弊社は", ["弊社"]),
        ("ＣＵＴＴＩＮＧ　ＥＤＧＥ", ["cutting edge"]),
        ("Cutting-Edge", ["cutting edge"]),
        ("cutting\nedge", ["cutting edge"]),
        ("ｼﾅｼﾞｰを出す", ["シナジー"]),
        ("ＯＢ・ＯＧの会", ["OB・OG"]),
        ("We are pleased to announce that", ["we are pleased to announce"]),
        ("it was Terminated.", ["terminated"]),
        ("**画期的**な", ["画期的"]),
        ("[画期的](a.md)", ["画期的"]),
        ("退職者の裏切り", ["退職者", "裏切り"]),
    ],
)
def test_width_capitals_and_hyphens_do_not_matter(text: str, found: list[str]) -> None:
    assert phrases(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "該当社員の方は",
        "業界初心者です",
        "リストランテで会いました",
        "ヘリクビガメ",
        "determinated and unresigned",
        "seamlessness",
        "この度合いでは",
        "時下落ち",
        "人格別の話",
        "ソリューションズという会社",
        "```\n弊社\n```\n",
        "~~~ text\nまだ 弊社\n",
        "`弊社` と書いてある",
        "<!-- 弊社 -->",
        "> 弊社はこのたび\n",
        "https://example.com/cutting-edge",
        "[つづき](cutting-edge.md)",
        "---\ntitle: a # 弊社\nsource: https://example.com/synergy\nimage: images/cutting-edge.jpg\n---\n",
        "---\n# > このたび、弊社は\ntitle: a\n---\n",
    ],
)
def test_no_alarm_inside_other_words_or_where_nobody_speaks(text: str) -> None:
    assert phrases(text) == []


def test_what_stands_after_code_and_quotes_is_read_again() -> None:
    text = "> 弊社\n\n弊社\n\n```\n弊社\n```\n弊社 `弊社` 弊社\n"
    assert [slip.at for slip in Tone().slips_in(text)] == [6, 21, 29]


def test_letters_that_make_others_of_one_keep_the_place(portal: Make) -> None:
    text = "---\ntitle: ㈱とｶﾞｽ\n---\n㌔㌔ｶﾞｶﾞ（①）弊社は\n"
    assert portal({NEWS: text}).problems() == [f"~{NEWS}:4:10 tone-release"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_warning_says_where_what_and_what_instead(portal: Make, lang: str) -> None:
    small = portal({NEWS: "---\ntitle: 題\nsummary: 退職者の便り\n---\nこのたび\n"})
    faults = small.faults()
    assert [(one.warning, one.mark.line, one.mark.column) for one in faults] == [
        (True, 3, 10),
        (True, 5, 1),
    ]
    problems = Problems()
    problems.extend(faults)
    said = render_problems(problems, lang, "text")
    assert "「卒業生」" in said
    assert "tone.allow" in said


TEXTS: dict[str, str | bytes] = {
    NEWS: "---\ntitle: 題\n---\n弊社の人気者です。シナジー。\n",
    "content/events/e.md": "---\ntitle: 弊社の会\nstarts: 2026-12-01\n---\n",
    "content/openings/o.md": "---\ntitle: 弊社の席\nposted: 2026-11-01\nexpires: 2026-12-31\n"
    "apply: https://example.com/\n---\n",
    "content/pages/p.md": "---\ntitle: 弊社のこと\n---\n",
    "content/newsletters/l.md": "---\ntitle: 題\ndate: 2026-11-20\nclosing: 弊社より\n---\nあ\n",
    "content/notices/n.md": "---\ntitle: 弊社の説明文\ndate: 2026-01-01\n---\n",
    "alumni/a.yml": "name: a b\nbio: 弊社にいました\n"
    "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n",
}


def tuned(tone: str) -> str:
    return f"{MKDOCS}    tone: {tone}\n"


@pytest.mark.parametrize(
    ("tone", "count"),
    [
        ("{}", 6),
        ("{allow: [弊社]}", 1),
        ("{allow: [弊 社, シナジー]}", 5),
        ("{add: {人気者: だれのことか}}", 7),
        ("{add: {人気者: }}", 7),
        ("{off: yes}", 0),
        ("{off: yes, add: {人気者: x}}", 0),
    ],
)
def test_a_portal_adds_allows_and_switches_off(portal: Make, tone: str, count: int) -> None:
    found = portal({**TEXTS, "mkdocs.yml": tuned(tone)}).faults()
    assert len(found) == count
    assert all(one.warning and one.code.startswith("tone-") for one in found)
    assert not any(one.path.startswith(("alumni/", "content/notices/")) for one in found)


@pytest.mark.parametrize(
    ("tone", "problem"),
    [
        ("{add: [a, b]}", "pairs-expected"),
        ("{add: ユーザー様}", "pairs-expected"),
        ("{add: {x: [y]}}", "text-expected"),
        ("{of: yes}", "key-near"),
    ],
)
def test_mistakes_in_the_settings_are_told(portal: Make, tone: str, problem: str) -> None:
    found = portal({**TEXTS, "mkdocs.yml": tuned(tone)}).problems()
    assert any(problem in one for one in found), found


def test_a_text_without_slips_is_not_read_again_and_one_with_some_is_told_again(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = portal({**TEXTS, "content/news/2026-11-21-calm.md": "---\ntitle: 静か\n---\n"})
    read: list[str] = []
    find = Tone.slips_in
    monkeypatch.setattr(
        Tone, "slips_in", lambda tone, text: (read.append(text), find(tone, text))[1]
    )
    memory = Memory(None, b"")

    def codes() -> int:
        read.clear()
        report = build_site(
            small.root,
            lambda zone: Day(TODAY),
            site=small.root / "site",
            means=Means(1, memory=memory, alone=True),
        )
        return sum(one.code.startswith("tone-") for one in report.problems)

    assert codes() == 6
    assert len(read) == 6
    small.write({"content/news/2026-11-22-new.md": "---\ntitle: 静かな朝\n---\n"})
    assert codes() == 6
    assert sorted("静かな朝" in text for text in read) == [False] * 5 + [True]
    assert SPOKEN[0] == "content/news/"


@pytest.mark.parametrize("place", ["demonstration", "ja", "en"])
def test_the_house_keeps_to_its_own_tone(place: str) -> None:
    folder = REPOSITORY / "content" if place == "demonstration" else starter_folder(place)
    tone = Tone()
    files = [file for file in sorted(folder.rglob("*.md")) if "notices" not in file.parts]
    assert len(files) > 8
    assert {file.name: phrases(file.read_text("utf-8"), tone) for file in files} == {
        file.name: [] for file in files
    }


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_words_of_the_portal_keep_to_it_too(lang: str) -> None:
    text = (REPOSITORY / f"templates/words/{lang}.yml").read_text("utf-8")
    assert phrases(text) == []


@given(text=st.text(max_size=200) | st.lists(st.sampled_from(sorted(RELEASE))).map("`x` ".join))
def test_every_slip_stands_where_it_says(text: str) -> None:
    for slip in Tone().slips_in(text):
        rest = unicodedata.normalize("NFKC", text[slip.at :]).casefold()
        assert rest.lstrip()[:1] == unicodedata.normalize("NFKC", slip.phrase).casefold()[:1]


def test_what_is_let_pass_is_known() -> None:
    assert set(UNLESS) <= RELEASE.keys() | HOUSE.keys()


HOSTILE = (
    "```\n" * 30_000,
    "`" * 99_999,
    "](" * 50_000,
    "<!--" * 25_000,
    "> " * 50_000,
    "こ" * 99_999,
)


def test_no_text_takes_long() -> None:
    tone = Tone()
    start = time.perf_counter()
    for text in HOSTILE:
        tone.slips_in(f"弊社\n{text}")
    spent = time.perf_counter() - start
    assert spent < 8
    texts = [file.read_text("utf-8") for file in Path(REPOSITORY / "content").rglob("*.md")]
    start = time.perf_counter()
    for text in texts:
        tone.slips_in(text)
    each = (time.perf_counter() - start) / len(texts)
    assert each < 0.02
