"""HTML as text: every kind of block, and lines that a mail can hold."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.outputs._plain import COLUMNS, plain_of, reach_of, width_of, wrapped

CASES = {
    "paragraphs": ("<p>一つ。</p><p>二つ。</p>", "一つ。\n\n二つ。"),
    "heading": ("<h3>見出し</h3><p>本文</p>", "■ 見出し\n\n本文"),
    "link": ('<p><a href="https://e.example/x">地図</a>です</p>', "地図 <https://e.example/x>です"),
    "bare link": (
        '<p><a href="https://e.example/">https://e.example/</a></p>',
        "https://e.example/",
    ),
    "mail": (
        '<p><a href="mailto:en@example.com?subject=%E5%B8%8C%E6%9C%9B">返信</a></p>',
        "返信 <en@example.com (希望)>",
    ),
    "note within": ('<p>語<a href="#fn">1</a></p>', "語1"),
    "list": ("<ul><li>一</li><li>二</li></ul>", "- 一\n・二"),
    "numbers": ('<ol start="3"><li>c</li><li>d</li></ol>', "3. c\n4. d"),
    "nested": ("<p>表。</p><ul><li>外<ul><li>内</li></ul></li></ul>", "表。\n\n・外\n  ・内"),
    "quotation": ("<blockquote><p>一<br>二</p></blockquote>", "> 一\n> 二"),
    "table": (
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "a | b\n1 | 2",
    ),
    "code": ("<pre><code>x = 1\n  y</code></pre>", "    x = 1\n      y"),
    "image": ('<p><img src="x.png" alt="猫の絵"></p>', "[猫の絵]"),
    "image without words": ('<p>a<img src="x.png" alt="">b</p>', "ab"),
    "rule": ("<p>a</p><hr><p>b</p>", "a\n\n―――――\n\nb"),
    "words": ("<dl><dt>語</dt><dd>意味</dd></dl>", "語\n\n  意味"),
    "entities": ("<p>&lt;b&gt; &amp; 「」</p>", "<b> & 「」"),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES)
def test_blocks_keep_what_they_say(source: str, expected: str) -> None:
    assert plain_of(source) == expected


def test_full_width_characters_take_two_columns() -> None:
    text = wrapped("あ" * 100)
    assert [width_of(line) for line in text.split("\n")] == [72, 72, 56]


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    lines = wrapped("あ" * 36 + "。" + "い" * 10).split("\n")
    assert lines == ["あ" * 35, "あ。" + "い" * 10]


def test_lines_do_not_end_with_an_opening_mark() -> None:
    lines = wrapped("あ" * 35 + "「いい」").split("\n")
    assert lines == ["あ" * 35, "「いい」"]


def test_an_address_is_never_broken() -> None:
    address = "https://example.com/" + "long/" * 30
    text = plain_of(f'<p>日本語の文のあとに<a href="{address}">続き</a>があります。</p>')
    assert f"<{address}>" in text


def test_an_address_is_said_as_one_says_it() -> None:
    assert reach_of("https://example.com/a?b=c") == "https://example.com/a?b=c"
    assert reach_of("mailto:en@example.com") == "en@example.com"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_nothing_is_lost_in_wrapping(text: str) -> None:
    said = "".join(plain_of(f"<p>{html.escape(text)}</p>").split())
    assert said == "".join(text.split())


@given(st.text(alphabet="あいう漢字「」、。 ab-", max_size=300))
def test_lines_fit(text: str) -> None:
    for line in wrapped(text).split("\n"):
        assert width_of(line) <= COLUMNS or " " not in line.strip()
