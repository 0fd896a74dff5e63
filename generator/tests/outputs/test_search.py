"""Search finds what people type, in the theme's own way of looking."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from enishi.outputs import search
from enishi.outputs.alumni import render as render_alumni
from enishi.views import Made, Page, Press, Publication

FilesOver = Callable[[str, list[Made], Publication], dict[str, bytes]]
SEPARATOR = re.compile(str(search.CONFIG["separator"]), re.ASCII)


def _tokens(doc: dict[str, Any]) -> set[str]:
    """As the theme's worker splits a document: tags apart, then by the separator."""
    texts = [str(doc.get(field, "")) for field in ("title", "names", "text", "words")]
    parts = re.split(r"<[^>]*>", " ".join(texts))
    return {token.lower() for part in parts for token in SEPARATOR.split(part) if token}


def _finds(query: str, doc: dict[str, Any]) -> bool:
    """As the theme looks: the query's words are beginnings of tokens."""
    tokens = _tokens(doc)
    asked = [word.lower() for word in re.split(r"\s+", query) if word]
    return all(any(token.startswith(word) for token in tokens) for word in asked)


def _doc(text: str, title: str = "題", keywords: str = "") -> dict[str, Any]:
    return search._document(Made("news/x/", title, text, keywords, None, True))


def _found(query: str, text: str) -> bool:
    return _finds(query, _doc(text))


def test_words_are_found_wherever_they_begin() -> None:
    text = "福岡オフィスの品質管理部に通う。聞き書きと働き方、JavaScriptとIoTセンサー。"
    wanted = [
        "福岡",
        "オフィス",
        "福岡オフィス",
        "品質管理",
        "管理部",
        "聞き書き",
        "書き",
        "働き方",
    ]
    wanted += ["javascript", "IoT", "センサー", "福岡オフィスの品質"]
    for query in wanted:
        assert _found(query, text), query


def test_hiragana_words_are_found_within_hiragana() -> None:
    assert _found("ものづくり", "わたしたちのものづくりの話")
    assert _found("ありがとう", "ほんとうにありがとうございました")


def test_other_words_are_not_found() -> None:
    assert not _found("大阪", "福岡オフィス")


def test_full_width_and_accents_are_found_as_typed() -> None:
    assert _found("python", "Ｐｙｔｈｏｎ入門")
    assert _found("nguyen", "Nguyễn Thu Hà")


KANJI = st.text(alphabet="福岡品質管理佐藤健一働聞書", min_size=2, max_size=6)


@given(before=st.text(alphabet="のはをに福岡管理カメラab", max_size=8), word=KANJI, after=KANJI)
def test_any_kanji_within_a_text_are_found(before: str, word: str, after: str) -> None:
    assert _found(word, before + word + after)


@given(st.text(alphabet="アイウカメラセンサーマネジャ", min_size=2, max_size=14))
def test_any_katakana_that_can_begin_a_word_are_found(word: str) -> None:
    assume(word[0] not in search._NEVER_FIRST)
    assert _found(word, f"新しい{word}部の人")


@given(KANJI)
def test_no_word_of_the_index_lies_within_a_query_of_kanji(word: str) -> None:
    """Or the theme would cut the query there and drop the rest."""
    tokens = _tokens(_doc(f"{word}。{word[:2]}、{word[:1]}", title=word, keywords=word))
    assert not [token for token in tokens if word.startswith(token)]


@given(st.text(max_size=200))
def test_what_is_shown_is_text(text: str) -> None:
    doc = _doc(text, title=text)
    assert "<" not in doc["title"]
    assert not re.findall(r"<(?!/?p>)", doc.get("text", ""))


def test_a_person_is_found_by_every_way_to_write_the_name(
    press: Press, publication: Publication, files_over: FilesOver
) -> None:
    found = [page for page in render_alumni(publication, press) if isinstance(page, Page)]
    made = [Made(p.path, p.title, p.text, p.keywords, p.changed, True) for p in found]
    index = json.loads(files_over("search", made, publication)["search/search_index.json"])
    [doc] = index["docs"]
    assert doc["location"] == "alumni/kenichi-sato/"
    assert doc["boost"] > 1
    queries = [
        "佐藤",
        "健一",
        "佐藤健一",
        "佐藤 健一",
        "さとう",
        "けんいち",
        "さとうけんいち",
        "サトウ",
    ]
    queries += ["kenichi", "Sato", "satou", "品質管理", "センサー", "福岡", "みなと計測"]
    for query in queries:
        assert _finds(query, doc), query


def test_pages_without_a_text_are_not_searched(
    publication: Publication, files_over: FilesOver
) -> None:
    made = [Made("news/", "便り", "", "", None, True)]
    index = json.loads(files_over("search", made, publication)["search/search_index.json"])
    assert index["docs"] == []
    assert set(index["config"]) == {"lang", "separator", "pipeline", "fields"}


def test_a_text_without_end_is_bounded() -> None:
    doc = _doc("あ" * 850_000 + "x" * 5_000)
    assert len(json.dumps(doc, ensure_ascii=False)) < 4 * search.MOST_TEXT
