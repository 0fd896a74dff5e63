"""The fast lane takes most texts, and sets each as the reference does, to the last byte."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from portals import REPOSITORY, TODAY, SmallPortal
from real_portal import people_of

from enishi import fastlane, scaffold
from enishi.build import Means, open_portal
from enishi.cli import main
from enishi.dates import Day
from enishi.fastlane import open_lane, scan
from enishi.links import is_relative, is_safe_link
from enishi.markup import Typesetter
from enishi.problems import Problems
from enishi.views import Publication

Make = Callable[[dict[str, str | bytes]], SmallPortal]
REFERENCE, FAST = Typesetter(reference=True), Typesetter()


@pytest.fixture(autouse=True, scope="module")
def open_at_once() -> Iterator[None]:
    """The lane is open from the first text on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fastlane, "FROM", 0)
        yield


def set_by(setter: Typesetter, text: str) -> tuple[str, set[tuple[str, str]]]:
    """The HTML, and every address that the portal was asked about."""
    asked = set()

    def resolve(attribute: str, address: str) -> str | None:
        asked.add((attribute, address))
        kept = is_relative(address) or address[:1] in "/#?" or is_safe_link(address)
        return address if kept else None

    return str(setter.html_of(text, resolve)), asked


def assert_alike(text: str) -> None:
    assert set_by(FAST, text) == set_by(REFERENCE, text)


def test_the_parser_is_installed_for_the_tests() -> None:
    assert open_lane() is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n春が来た。\n",
        "春が\n来た。\nEnglish\nstays.\n\n　字下げの\n　段落。",
        "進捗**（締切）**です。**「はい」**と、*強く*言う。**終わり。**次へ",
        "He said *so.* And **this!** too; 2*3*4.",
        "snake_case、R&D、10~12、C#、a > b、50%、#1、@me、$1",
        "`git log --oneline` と `a*b_c[d]`",
        "[森下](../../alumni/mio.yml)と[*](2026-11-01-a.md)、[上](#top)、[便り](mailto:a@example.com?subject=x)",
        "[q](https://example.com/a_b?x=1&y=%E6%98%A5#z-_.~)",
        "見て https://example.com/_a_/~b~?q=1&r=2。（https://example.co.jp/）http://a.example.com.",
        "# 大\n## 中\n本文\n### 小\n\n#### 四",
        "- 一\n- **二**\n\n段落\n\n* 三\n\n---\n\n終わり",
        "1. 一\n2. 二\n10. 三\n\n> 引用\n> 二行目\n\n## 後\n- すぐ",
        "| 年 | 台数 |\n|---|---:|\n| 2024 | **120** |\n| | [a](b.md) |\n|長|い|行|",
        "||a|\n|-|:-:|\n|b|`c`|",
        "1998年4月1日。\n3.5度。\n(一) 例",
        "𠮷野家で☕️を👩‍👧と",
    ],
)
def test_plain_texts_take_the_lane(text: str) -> None:
    assert scan(text)
    assert_alike(text)


@pytest.mark.parametrize(
    "text",
    [
        "前の行\n- すぐの箇条書き",
        "- 一\n    - 二",
        "- 一\n\n- 二",
        "- 一\n続き",
        "1. 一\n\n- 二",
        "3. 三から",
        "１. 全角",
        "> 一\n続き",
        "> 一\n\n> 二",
        "> - 一",
        "    code",
        "\tcode",
        "```\ncode\n```",
        "~~~\ncode\n~~~",
        "見出し\n====",
        "見出し\n---",
        "#見出し",
        "# 見出し #",
        "# C#",
        "# 見出し {#id}",
        "段落\n{: .center }",
        "縁\n:   つながり",
        "本文[^1]\n\n[^1]: 注",
        "[x][1]\n\n[1]: https://example.com/",
        "[x]",
        "![海](sea.png)",
        "<b>x</b>",
        "a < b",
        "<https://example.com/>",
        "&copy; &#x6a;",
        "二つの空白  \nで改行",
        "行末 \nの空白",
        "\\*逃げ\\*",
        "***両方***",
        "**一*二*三**",
        "the **(other)** one",
        "_下線_",
        "~~消す~~",
        "``二重``",
        "` 空白 `",
        "`{{ 7 * 7 }}`",
        "foo**“bar”**baz",
        "** 空**",
        "**片方",
        "片方*",
        "[春](春.md)",
        "[x](a b)",
        "[x](<a>)",
        "[x](a 'title')",
        "[x]()",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "[x](https://user:pass@example.com/)",
        "[x](https://1.2.3.999/)",
        "[x](https://xn--a.example/)",
        "[x](100%)",
        "[https://example.com/](https://example.com/)",
        "見てhttps://example.com/",
        "https://example.com/a(b)",
        "(https://example.com/)",
        "**https://example.com/**",
        "a | b\n--|--\nc | d",
        "前の行\n|a|\n|-|\n|b|",
        "|a|\n|-|\n|b|\n次の行",
        "# 　全角",
        "# 題\n　字下げ",
        "末　",
        "\x00",
        "\x02",
        "a\u00a0b",
        "a\u2028b",
        "a\r\nb",
        "\ufeffa",
    ],
)
def test_what_is_doubtful_goes_to_the_reference(text: str) -> None:
    assert not scan(text)
    assert_alike(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "a ", "a\n", "a\n\n", "*a* ", "**a", "[", "[a](b) ", "[a](", "`a` ", "`", "&a", "a_", "~"]
    + [
        "https://a.b.",
        "https://a.example/ ",
        "- a\n",
        "- a\n\n",
        "> a\n",
        "| a ",
        "1. a\n",
        "# a\n",
    ]
    + ["|a|\n|-|\n|b|\n\n", "%", "\u3000", ":"],
)
def test_no_text_takes_long_to_scan(piece: str) -> None:
    start = time.process_time()
    scan(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 1


def opened(root: Path, *, reference: bool) -> tuple[Publication, list[str]]:
    problems = Problems()
    day = Day(TODAY, drafts=True)
    means = Means(reference=reference)
    portal = open_portal(root, problems, lambda settings: day, means=means)
    return portal.publication, [str(problem) for problem in problems]


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is set from now on."""
    found: list[str] = []
    whole = Typesetter.html_of

    def noted(self: Typesetter, text: str, *args: object, **more: object) -> str:
        found.append(text)
        return whole(self, text, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Typesetter, "html_of", noted)
    return found


def share_of(texts: list[str]) -> float:
    return sum(map(scan, texts)) / len(texts)


@pytest.mark.parametrize("portal_of", ["demonstration", "ja", "en"])
def test_a_portal_is_the_same_either_way(portal_of: str, tmp_path: Path, bodies: list[str]) -> None:
    root = REPOSITORY
    if portal_of != "demonstration":
        root = tmp_path / "portal"
        scaffold.init_portal(root, portal_of)
    fast = opened(root, reference=False)
    assert share_of(bodies) > 0.8
    assert fast == opened(root, reference=True)


def test_a_made_portal_takes_the_lane(
    tmp_path: Path, bodies: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(REPOSITORY / "benchmarks"), *sys.path])
    from make_portal import make_portal

    make_portal(tmp_path, people=60, news=20)
    fast = opened(tmp_path, reference=False)
    assert share_of(bodies) > 0.99
    assert fast == opened(tmp_path, reference=True)


@pytest.mark.shared
def test_real_texts_are_the_same_either_way(shared: Path) -> None:
    issues = (path.read_text("utf-8") for path in (shared / "news-ja-vimmagazine").glob("*.md"))
    texts = [
        *json.loads((shared / "naughty-strings.json").read_text("utf-8")),
        *(person["bio_md"] for person in people_of(shared)),
        *(part for issue in issues for part in issue.split("---\n", 2)[2].split("\n\n")),
    ]
    taken = [text for text in texts if scan(text)]
    assert len(taken) > len(texts) / 2
    for text in taken:
        assert_alike(text)


WORDS = st.lists(
    st.sampled_from(
        "春 来た 「はい」 ： （締切） 。 、 word Letters B2 １ ー … — 〜 ・ ！ ？ ! ? . , : - é ★ 😀".split()
        + [" ", "\u3000", "R&D", "AT&T ", "10~12", "x_y", "(a)", "'s", '"q"', "#1", "a > b"]
    ),
    min_size=1,
    max_size=5,
).map("".join)
ADDRESSES = st.sampled_from(
    ["https://example.com/", "https://example.com/a_b?c=1&d=2#e", "http://a.example.co.jp", "a.md"]
    + ["../../alumni/a-b.yml", "/news/", "#top", "mailto:a@example.com", "//example.com/", "?q"]
    + ["https://example.com/%E6%98%A5/_a_/~b", "tel:+81-3-0000", "../a/./b.md#c", "a,b.", "$-+@"]
)


def plain(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Lines with nothing doubtful at their ends, so that the lane takes nearly all."""
    edge = st.sampled_from(["春", "word", "「はい」", "a1", "。"])
    return st.builds("{}{}{}".format, edge, words, edge)


def lines(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inline = st.one_of(
        words,
        words.map("**{}**".format),
        words.map("*{}*".format),
        words.map("`{}`".format),
        st.builds("[{}]({})".format, words, ADDRESSES),
        st.builds(" {}{}".format, ADDRESSES, st.sampled_from(["", " ", "。", "、", "）", ". "])),
    )
    return st.lists(inline, min_size=1, max_size=4).map("".join)


def documents(line: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(line, min_size=1, max_size=3)
    row = st.lists(line, min_size=1, max_size=3).map(lambda cells: f"| {' | '.join(cells)} |")
    table = st.builds(
        lambda head, rows: "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows]),
        row,
        st.lists(row, min_size=1, max_size=2),
    )
    block = st.one_of(
        several.map("\n".join),
        line.map("　{}".format),
        st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), line),
        several.map(lambda items: "\n".join(f"- {item}" for item in items)),
        several.map(lambda items: "\n".join(f"{at}. {item}" for at, item in enumerate(items, 1))),
        several.map(lambda quoted: "\n".join(f"> {one}" for one in quoted)),
        table,
        st.just("---"),
    )
    return st.lists(block, min_size=1, max_size=4).map("\n\n".join)


@given(documents(lines(WORDS)))
@example("||\n|-|\n|https://example.com/~~,~~|")
@example("# `y`\n　—")
@example("[*](%)")
def test_what_the_lane_takes_it_sets_alike(text: str) -> None:
    if scan(text):
        assert_alike(text)


@given(documents(plain(lines(plain(WORDS)))))
def test_plain_documents_are_set_alike(text: str) -> None:
    hypothesis.event("taken" if scan(text) else "left")
    assert_alike(text)


ODD = st.sampled_from([*"*_`[]()<>&!#-+=|:~{}\\ \n\t\u3000.1", "\n\n", "**", "  ", "&amp;", "://"])


@st.composite
def marred(draw: st.DrawFn) -> str:
    """A document with something put or taken anywhere."""
    text = draw(documents(lines(plain(WORDS))))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(ODD) + text[at + draw(st.integers(0, 1)) :]
    return text


@given(marred())
def test_a_slip_of_the_pen_is_set_alike(text: str) -> None:
    if scan(text):
        assert_alike(text)


@pytest.fixture
def without_comrak(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "comrak", None)
    yield


@pytest.mark.usefixtures("without_comrak")
def test_without_the_parser_all_is_the_same() -> None:
    assert open_lane() is None
    text = "# 題\n\n**縁**は https://example.com/ へ。"
    assert set_by(Typesetter(), text) == set_by(FAST, text)


def test_a_build_by_reference_does_not_look_at_the_lane(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(text: str) -> bool:
        raise AssertionError

    small = portal({"content/news/2026-11-05-a.md": "---\ntitle: 題\n---\n**縁**"})
    monkeypatch.chdir(small.root)
    monkeypatch.setattr(fastlane, "scan", refuse)
    run = CliRunner().invoke(main, ["build", "--today", str(TODAY), "--reference"])
    assert run.exit_code == 0, run.output
    page = (small.site / "news/2026-11-05-a/index.html").read_text("utf-8")
    assert "<strong>縁</strong>" in page
