"""For whom a note is, in words that people would say."""

from __future__ import annotations

import re

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.gazetteer import Gazetteer, gazetteer_of
from enishi.outputs._whom import whom
from enishi.problems import Mark
from enishi.source.expressions import Expression
from enishi.source.grammar import Fault, parse
from enishi.source.timeline import Entry, Timeline
from enishi.views import Press

_MARK = Mark()
TIMELINE = gazetteer_of(
    Timeline(
        departments=(Entry(_MARK, "sales", "営業部"),),
        projects=(Entry(_MARK, "mirai-2", "みらい計画2"),),
        offices=(Entry(_MARK, "fukuoka", "福岡テラス"), Entry(_MARK, "tokyo", "東京本社")),
    )
)


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("left < 2022", "2022年より前に卒業した方へ", "If you left before 2022"),
        ("left <= 2022-03", "2022年3月までに卒業した方へ", "If you left in March 2022 or earlier"),
        ("left = 2022-03-31", "2022年3月31日に卒業した方へ", "If you left on 31 March 2022"),
        ("joined >= 2015", "2015年以降に入社した方へ", "If you joined in 2015 or later"),
        ("left in (2020, 2021)", "2020年か2021年に卒業した方へ", "If you left in 2020 or 2021"),
        (
            "left < 2022 and department = sales",
            "2022年より前に営業部を卒業した方へ",
            "If you left 営業部 before 2022",
        ),
        (
            "place = fukuoka and left < 2022",
            "福岡テラスにいて、2022年より前に卒業した方へ",
            "If you were at 福岡テラス and left before 2022",
        ),
        (
            "left < 2010 or place in (fukuoka, tokyo)",
            "2010年より前に卒業した方、または福岡テラスか東京本社にいた方へ",
            "If you left before 2010 or were at 福岡テラス or 東京本社",
        ),
        (
            "project = mirai-2",
            "「みらい計画2」にかかわった方へ",
            "If you were part of みらい計画2",
        ),
        (
            "years > 4 and not project = mirai-2",
            "5年以上いて、「みらい計画2」にかかわったことのない方へ",
            "If you were here for at least 5 years and were never part of みらい計画2",
        ),
        (
            "left < 2022 and (place = fukuoka or place = tokyo)",
            "福岡テラスにいた方、または東京本社にいた方のうち、2022年より前に卒業した方へ",
            "If you left before 2022 and either were at 福岡テラス or were at 東京本社",
        ),
        (
            "not (place = fukuoka or place = tokyo)",
            "福岡テラスにいたことがなく、東京本社にいたことのない方へ",
            "If you were never at 福岡テラス and were never at 東京本社",
        ),
        (
            "not (left < 2022 and place = tokyo)",
            "「東京本社にいて、2022年より前に卒業した方」にはあてはまらない方へ",
            "If you are not one of those who were at 東京本社 and left before 2022",
        ),
        ("returned = yes", "一度離れて戻った方へ", "If you left and came back"),
        ("here = no", "いまは在籍していない方へ", "If you are no longer here"),
        ("not not here = no", "いまは在籍していない方へ", "If you are no longer here"),
        (
            "open_to = mentor",
            "若い人の相談相手を歓迎してくださる方へ",
            "If you are open to mentoring",
        ),
        ("department != sales", "営業部ではない部署にいた方へ", "If you were in a department other than 営業部"),
        ("title = 課長", "課長だった方へ", "If you worked as 課長"),
        ("title = a|b", "a¦bだった方へ", "If you worked as a¦b"),
    ],
)  # fmt: skip
def test_it_is_said_as_people_would(text: str, ja: str, en: str, press: Press) -> None:
    expression = parse(text)
    assert not isinstance(expression, Fault)
    rule = TIMELINE.rule(expression)
    assert whom(rule, press, "ja") == ja
    assert whom(rule, press, "en") == en


@given(strategies.expressions, st.sampled_from(["ja", "en"]))
@settings(max_examples=60)
def test_there_is_a_sentence_for_any_expression(
    press: Press, expression: Expression, lang: str
) -> None:
    said = whom(Gazetteer().rule(expression), press, lang)
    assert said.endswith("方へ") if lang == "ja" else said.startswith("If you ")
    assert "|" not in said
    assert not re.search(r"\{(who|first|second|when|name|date|on|years|some|rest)\}", said)
