"""Markdown as written in Japanese, and as written by somebody who means harm."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import hazards_of, words_of

from enishi.links import CLICKABLE, is_safe_link
from enishi.markup import TooComplex, Typesetter, excerpt, text_of
from enishi.sanitiser import Sanitiser


def kept(attribute: str, address: str) -> str | None:
    """Resolves as the portal does with what leads outside."""
    return address if not address or is_safe_link(address) else None


def html_of(text: str) -> str:
    return str(Typesetter().html_of(text, kept))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("進捗**（締切）**です", "進捗<strong>（締切）</strong>です"),
        ("これは**重要**です。", "これは<strong>重要</strong>です。"),
        ("**「はい」**と答えた", "<strong>「はい」</strong>と答えた"),
        ("彼は*「はい」*と", "彼は<em>「はい」</em>と"),
        ("**終わり。**次へ", "<strong>終わり。</strong>次へ"),
        ("***両方***です", "<strong><em>両方</em></strong>です"),
        ("~~消した~~です", "<del>消した</del>です"),
        ("snake_case_name", "snake_case_name"),
        ("2*3*4", "2<em>3</em>4"),
    ],
)
def test_emphasis_works_inside_japanese(text: str, html: str) -> None:
    assert html_of(text) == f"<p>{html}</p>"


def test_lines_of_japanese_join_without_a_gap() -> None:
    assert html_of("春が\n来た。\nEnglish\nstays.") == "<p>春が来た。\nEnglish\nstays.</p>"
    assert "春が\n来た" in html_of("```\n春が\n来た\n```")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("本文[^1]\n\n[^1]: 注", ['href="#t-fn:1"', 'id="t-fn:1"', "注"]),
        ("|名前|\n|-|\n|佐藤|", ["<table>", "<th>名前</th>", "<td>佐藤</td>"]),
        ("縁\n:   つながり", ["<dt>縁</dt>", "<dd>つながり</dd>"]),
        ("段落\n{: .center #mitsu }", ['class="center"', 'id="t-mitsu"']),
        ("~~~ python\nprint(1)\n~~~", ["<pre><code>print(1)"]),
        ("# 大見出し\n\n## 中", ["<h2>大見出し</h2>", "<h2>中</h2>"]),
        ("見て https://example.com/a_b(c)。はい", ['href="https://example.com/a_b(c)"', "。はい"]),
        ("（https://example.com/）", ['href="https://example.com/"', "）</p>"]),
        ("https://example.com/_a_/~~b~~", [">https://example.com/_a_/~~b~~</a>"]),
        ("<https://example.com/>", ['<a href="https://example.com/"']),
    ],
)
def test_what_writers_use_is_there(text: str, parts: list[str]) -> None:
    html = html_of(text)
    assert [part for part in parts if part not in html] == []


@pytest.mark.parametrize(
    "text",
    ["{{ 7 * 7 }}", "{% raw %}", "{# nichts #}", "{{ site.host }}", "${7*7}", "<%= 7*7 %>", "#{7}"],
)
def test_a_body_is_never_a_template(text: str) -> None:
    assert words_of(html_of(f"前 {text} 後")) == f"前 {text} 後"
    assert text in words_of(html_of(f"`{text}`"))


def test_footnotes_do_not_speak_english() -> None:
    assert "Jump" not in html_of("本文[^1]\n\n[^1]: 注")


HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)//",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a()&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=x><base href=//evil.example>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<a href='java\tscript:alert(1)'>x</a><a href=' javascript:alert(1)'>x</a>",
    '<a href="&#106;avascript&colon;alert(1)">x</a><a href=data:text/html,x>x</a>',
    "<a href=//evil.example>x</a><a href='\\\\evil.example'>x</a>",
    "[x](javascript:alert(1)) [x](JAVASCRIPT:alert(1)) [x](vbscript:x) [x](data:text/html;base64,x)",
    "[x]( javascript:alert(1)) [x](<java\nscript:alert(1)>) ![x](javascript:alert(1))",
    "[x][1]\n\n[1]: javascript:alert(1) 'a'",
    '[x](https://a/" onmouseover=alert(1) x=")',
    '![x" onerror="alert(1)](https://a/b.png)',
    "x {: onclick=alert(1) style='position:fixed' }",
    "[x](https://a/){: href='javascript:alert(1)' target=_top }",
    "<p style='background:url(javascript:alert(1))' onclick=alert(1)>x</p>",
    "<meta http-equiv=refresh content='0;url=//evil.example'><link rel=stylesheet href=//evil>",
    "<style>@import '//evil.example'</style><div style='x'></div>",
    "<details open ontoggle=alert(1)>x</details><video><source onerror=alert(1)></video>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<a href='https://a.example/' ping='https://b.example/' target=_blank>x</a>",
    "<template><script>alert(1)</script></template><xmp><img src=x onerror=alert(1)></xmp>",
    "\x02/../x [a](\x02evil) <b title=\x02>x</b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_means_harm_does_nothing(text: str) -> None:
    for placed in (text, f"前 {text} 後", f"- {text}", f"> {text}", f"|a|\n|-|\n|{text}|"):
        assert hazards_of(html_of(placed)) == []
        assert hazards_of(Sanitiser().clean(placed, kept)) == []


PIECES = [
    *"<>\"'&;=/`*_[](){}!|#:\\\n -~",
    *"script style img svg math a b p title href src onerror javascript: data: https://a.b/".split(),
    *[
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&#x6a;",
        "\t",
        "\x02",
        "縁",
        "{: ",
        "[^1]",
        "\n\n",
        "    ",
    ],
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_mixture_of_pieces_does_anything(text: str) -> None:
    try:
        html = html_of(text)
    except TooComplex:
        return
    assert hazards_of(html) == []
    assert "<" not in text_of(html) or "<" in words_of(html)


@given(st.text(max_size=60))
def test_every_text_can_be_set(text: str) -> None:
    html = html_of(text)
    assert hazards_of(html) == []
    assert "\n\n" not in text_of(html)


@pytest.mark.parametrize(
    "text",
    [
        "![",
        "[",
        "[^",
        "**",
        "_",
        "`",
        "<",
        "<a ",
        "&",
        "~~",
        "|",
        "(",
        "{: ",
        "- ",
        "1. ",
        "> ",
        "\\",
    ]
    + ["<div>", "<b>", "<!--", "[a](b ", "![a](", "[a][", "a\n:   b\n\n", "```\n", "https://a"],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    with suppress(TooComplex):
        html_of(text * (20_000 // len(text)))
    assert time.process_time() - start < 3


@pytest.mark.parametrize("bad", ["> " * 1000, "1. " * 1000, "[" * 5000])
def test_a_text_too_complex_does_not_spoil_the_next(bad: str) -> None:
    setter = Typesetter()
    with suppress(TooComplex):
        setter.html_of(bad, kept)
    assert setter.html_of("**縁**", kept) == "<p><strong>縁</strong></p>"


def test_one_text_leaves_nothing_to_the_next() -> None:
    setter = Typesetter()
    setter.html_of("a[^1]\n\n[^1]: b\n\n[x]: https://example.com/\n\n*[HTML]: c", kept)
    assert setter.html_of("[x] [^1] HTML", kept) == "<p>[x] [^1] HTML</p>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一</p>\n<p>二<br>三</p>", "一\n二\n三"),
        ("<p>a <b>b</b> &lt;c&gt; &amp;amp;</p>", "a b <c> &amp;"),
        ('<p><a title="a > b" href="x">c</a></p>', "c"),
    ],
)
def test_text_is_what_a_reader_reads(html: str, text: str) -> None:
    assert text_of(html) == text


def test_an_excerpt_ends_where_a_sentence_or_word_does() -> None:
    assert excerpt("短い。") == "短い。"
    assert excerpt("一文目です。" * 20, 20) == "一文目です。" * 3
    assert excerpt("alpha beta gamma delta", 18) == "alpha beta gamma…"
    assert excerpt("字" * 200, 10) == "字" * 10 + "…"


@given(st.text(), st.integers(10, 80))
def test_an_excerpt_is_short_and_one_line(text: str, most: int) -> None:
    found = excerpt(text, most)
    assert len(found) <= most + 1
    assert found == " ".join(found.split())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/",
        "http://例え.jp/道",
        "mailto:a@example.com?subject=x",
        "tel:+81-3-0000",
    ],
)
def test_an_address_to_click_is_safe(address: str) -> None:
    assert is_safe_link(address, CLICKABLE)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https:///x",
        "//a.b/",
        "/a",
        "a",
        "javascript:x",
        "https://a b/",
        "https://a\\b/",
    ]
    + ["https://u:p@a.b/", "https://u@a.b/", "https://a.b:x/", "https://[a/", "mailto:", "ftp://a/"]
    + [
        'https://a.b/"',
        "https://a.b/<",
        "https://a.b/\u3000",
        "\x00https://a.b/",
        "https://a" * 300,
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    assert not is_safe_link(address, CLICKABLE)
