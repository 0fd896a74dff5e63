"""Search finds any part of what a page says: the texts in Python, the looking in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from asking import Ask, Host, paths_of
from portals import done

from enishi.outputs._entries import MOST_TEXT, names_asked
from enishi.outputs.alumni import plan as plan_alumni
from enishi.views import Made, Press, Publication
from enishi.views import Page as SitePage

FilesOver = Callable[[str, list[Made], Publication], dict[str, bytes]]


def _made(path: str, title: str, text: str, names: str = "", changed: date | None = None) -> Made:
    return Made(path, title, text, names_asked(title, names), changed, True)


@pytest.fixture
def pages_of(publication: Publication, files_over: FilesOver) -> Callable[[list[Made]], Any]:
    """`pages_of(made)`: what `search/pages.json` holds."""

    def make(made: list[Made]) -> Any:
        return json.loads(files_over("search", made, publication)["search/pages.json"])["pages"]

    return make


def test_only_pages_with_a_text_can_be_found(pages_of: Callable[[list[Made]], Any]) -> None:
    made = [_made("news/", "便り", ""), _made("news/x/", "題", "本文")]
    assert pages_of(made) == [{"path": "news/x/", "title": "題", "text": "本文"}]


def test_people_stand_first_and_then_what_is_new(pages_of: Callable[[list[Made]], Any]) -> None:
    made = [
        _made("about/", "案内", "a"),
        _made("news/old/", "前", "a", changed=date(2025, 1, 1)),
        _made("news/new/", "今", "a", changed=date(2026, 1, 1)),
        _made("alumni/joined/2015/", "同期", "a"),
        _made("alumni/sato/", "佐藤", "a"),
    ]
    paths = [page["path"] for page in pages_of(made)]
    assert paths == ["alumni/sato/", "news/new/", "news/old/", "about/", "alumni/joined/2015/"]
    assert [page.get("person") for page in pages_of(made)] == [1, None, None, None, None]


def test_a_text_without_end_is_bounded(pages_of: Callable[[list[Made]], Any]) -> None:
    [page] = pages_of([_made("news/x/", "題", "あ" * 850_000)])
    assert len(page["text"]) == MOST_TEXT


def test_the_themes_own_index_is_next_to_nothing(
    publication: Publication, files_over: FilesOver
) -> None:
    made = [_made("news/x/", "題", "本文")]
    index = files_over("search", made, publication)["search/search_index.json"]
    assert len(index) < 200
    assert json.loads(index)["docs"] == []


TEXT = "福岡オフィスの品質管理部に通う。聞き書きと働き方、JavaScriptとIoTセンサー。ありがとう"


@pytest.mark.browser
def test_any_part_of_a_text_is_found(asking: Ask) -> None:
    parts = [TEXT[at : at + size] for size in (2, 3, 7) for at in range(len(TEXT) - size + 1)]
    for part, found in zip(parts, asking([_made("news/x/", "題", TEXT)], *parts), strict=True):
        assert paths_of(found) == ["news/x/"], part
        assert f"<mark>{part}</mark>" in found[0]["text"]


@pytest.mark.browser
def test_it_does_not_matter_how_a_word_is_typed(asking: Ask) -> None:
    text = "ｾﾝｻｰとＰｙｔｈｏｎ、㈱みなと、ガイド、Nguyễn Thu Hà、Søren Große"
    queries = ["センサー", "せんさー", "python", "ＰＹＴＨＯＮ", "(株)みなと", "がいど", "ｶﾞｲﾄﾞ"]
    queries += ["nguyen", "NGUYỄN", "soren", "grosse"]
    for query, found in zip(queries, asking([_made("a/", "題", text)], *queries), strict=True):
        assert paths_of(found) == ["a/"], query
        assert "<mark>" in found[0]["text"], query


@pytest.mark.browser
def test_marks_stand_on_what_is_written(asking: Ask) -> None:
    [[found]] = asking([_made("a/", "題", "𠮷野家とｶﾞｲﾄﾞの㈱ひ")], "ガイド")
    assert found["text"] == "<p>𠮷野家と<mark>ｶﾞｲﾄﾞ</mark>の㈱ひ</p>"


@pytest.mark.browser
def test_several_words_narrow(asking: Ask) -> None:
    made = [
        _made("a/", "題", "福岡の話"),
        _made("b/", "題", "福岡と品質"),
        _made("c/", "品質", "福岡"),
    ]
    assert sorted(paths_of(asking(made, "福岡　品質")[0])) == ["b/", "c/"]


@pytest.mark.browser
def test_people_come_before_titles_and_titles_before_texts(asking: Ask) -> None:
    made = [
        _made("news/text/", "題", "佐藤さんの話"),
        _made("news/title/", "佐藤さんの会社", "文"),
        _made("alumni/mentions/", "鈴木 花", "佐藤さんと一緒でした"),
        _made("alumni/sato/", "佐藤 健一", "文", "さとう けんいち\n佐藤健一\nkenichi sato"),
    ]
    expected = ["alumni/sato/", "news/title/", "alumni/mentions/", "news/text/"]
    assert paths_of(asking(made, "佐藤")[0]) == expected


@pytest.mark.browser
def test_a_person_is_found_by_every_way_to_write_the_name(
    asking: Ask, press: Press, publication: Publication
) -> None:
    results = [done(job, press) for job in plan_alumni(publication, press)]
    found = [page for page in results if isinstance(page, SitePage)]
    made = [_made(page.path, page.title, page.text, page.keywords) for page in found]
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
    queries += ["kenichi", "Sato", "satou", "sato kenichi", "品質管理", "センサー", "みなと計測"]
    for query, answer in zip(queries, asking(made, *queries), strict=True):
        assert paths_of(answer) == ["alumni/kenichi-sato/"], query


@pytest.mark.browser
def test_nothing_that_is_found_becomes_markup(asking: Ask) -> None:
    hostile = "<img src=x onerror=alert(1)> & <b>太字</b>"
    [[found]] = asking([_made("a/", hostile, f"{hostile}\n{hostile}")], "太字")
    for shown in (found["title"], found["text"]):
        assert set(re.findall(r"<[^>]*>", shown)) <= {"<p>", "</p>", "<mark>", "</mark>"}
        assert "<mark>太字</mark>" in shown


@pytest.mark.browser
def test_a_long_line_is_shown_around_its_hit(asking: Ask) -> None:
    text = f"はじめに\n{'あ' * 900}ここです{'い' * 900}\nおわり"
    [[found]] = asking([_made("a/", "題", text)], "ここです")
    assert "<mark>ここです</mark>" in found["text"]
    assert found["text"].count("…") == 2
    assert len(found["text"]) < 200


@pytest.mark.browser
def test_what_is_in_the_name_alone_shows_how_the_text_begins(asking: Ask) -> None:
    [[found]] = asking([_made("a/", "題", "はじめの行\n次の行", "別名")], "別名")
    assert found["text"] == "<p>はじめの行</p>"


@pytest.mark.browser
def test_nothing_is_fetched_before_a_letter_is_typed(asking: Ask, hosts: list[Host]) -> None:
    made = [_made("a/", "題", "本文")]
    assert asking(made, "", "  ") == [[], []]
    asking(made, "本", "本文", "")
    assert [len(host.paths) for host in hosts] == [0, 1]


@pytest.mark.browser
def test_of_hasty_questions_the_last_is_answered(asking: Ask) -> None:
    made = [_made("a/", "一", "あか"), _made("b/", "二", "あお")]
    answers = asking(made, "ない", "あ", "あお", "あか", hasty=True)
    assert [paths_of(items) for items in answers][-1] == ["a/"]
    assert len(answers) == 1


@pytest.mark.browser
def test_a_fetch_that_fails_is_told_and_tried_again(asking: Ask, hosts: list[Host]) -> None:
    made = [_made("a/", "題", "本文")]
    [only] = asking(made, "本文", "本", broken=1)
    assert paths_of(only) == ["a/"]
    said = [(told["query"], told["state"]) for told in hosts[-1].said if told["state"] != "looking"]
    assert said[0] == ("本文", "failed")


@pytest.mark.browser
def test_signs_that_other_searches_trip_over_are_only_text(asking: Ask) -> None:
    odd = ["C++", "a:b", "*", "+x", "-y", "~1", "^2", '"', "\\", "(", "[", "{{", "?."]
    text = " ".join(odd)
    for query, found in zip(odd, asking([_made("a/", "題", text)], *odd), strict=True):
        assert paths_of(found) == ["a/"], query
