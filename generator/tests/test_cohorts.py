"""Cohort expressions: read, printed, looked up, and worked out over what is known of a person."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import strategies
from conftest import Need
from hypothesis import given, settings
from hypothesis import strategies as st
from portals import REPOSITORY, SmallPortal

from enishi.dates import PartialDate
from enishi.gazetteer import Gazetteer, days_of, gazetteer_of
from enishi.membership import Past, Situation, concerns
from enishi.messages import sentence_of
from enishi.outputs._picker import asks_of, packed
from enishi.problems import Mark, Problem
from enishi.source.expressions import (
    DEEPEST,
    FIELDS,
    LONGEST,
    Comparison,
    Expression,
    Joined,
    Not,
    Term,
    text_of,
)
from enishi.source.grammar import Fault, parse
from enishi.source.timeline import Entry, Rename, Timeline
from enishi.views import Condition, Meant, Negation, Rule

Make = Callable[[dict[str, str | bytes]], SmallPortal]
Ask = Callable[[object], list[bool | None]]
SCRIPT = REPOSITORY / "templates" / "theme" / "assets" / "enishi-cohort.js"


def bare(expression: Expression) -> Expression:
    """Without the places of its values."""
    if isinstance(expression, Comparison):
        return replace(expression, values=tuple(Term(one.text, 0) for one in expression.values))
    if isinstance(expression, Not):
        return Not(bare(expression.part))
    return Joined(expression.word, tuple(map(bare, expression.parts)))


def read(text: str) -> Expression:
    found = parse(text)
    assert not isinstance(found, Fault), found
    return found


# --- the language


@given(strategies.expressions)
@settings(max_examples=60)
def test_what_is_printed_is_read_as_the_same(expression: Expression) -> None:
    text = text_of(expression)
    if len(text) <= LONGEST:
        assert bare(read(text)) == bare(expression)


@given(st.text() | st.lists(st.sampled_from(
    "left joined place project ( ) （ ） = < <= ！＝ and or not in かつ または , 、 2022 福岡 「 」 \" ' yes \n \t".split(" ")
), max_size=30).map(" ".join))  # fmt: skip
@settings(max_examples=250)
def test_any_text_is_an_expression_or_has_a_fault_that_can_be_said(text: str) -> None:
    found = parse(text)
    if isinstance(found, Fault):
        assert 0 <= found.at <= len(text)
        for lang in ("ja", "en"):
            fault, cure = sentence_of(Problem("", Mark(), found.code, "", found.values), lang)
            assert fault and cure
    else:
        assert bare(read(text_of(found))) == bare(found)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("卒業＜２０２２　かつ　部署＝営業部", "left < 2022 and department = 営業部"),
        ("拠点 in （福岡、東京） または 復帰 = はい", "place in (福岡, 東京) or returned = yes"),
        ("title = 「営業 1課」 AND years≧５", 'title = "営業 1課" and years >= 5'),
        ("title = Sales West and left <= 2022-04", 'title = "Sales West" and left <= 2022-04'),
        ("NOT (place = a OR place = b)", "not (place = a or place = b)"),
        ("left == 2020 or left ≠ 2021", "left = 2020 or left != 2021"),
        ("place not in (a, b)", "place not in (a, b)"),
        ("project = 'x y'", 'project = "x y"'),
        ("left < 2022 and left > 2020 or here = no", "(left < 2022 and left > 2020) or here = no"),
    ],
)
def test_marketers_may_write_it_in_several_ways(text: str, plain: str) -> None:
    assert bare(read(text)) == bare(read(plain))


@pytest.mark.parametrize(
    ("text", "at", "code"),
    [
        ("", 0, "cohort-empty"),
        ("lefft < 2022", 0, "cohort-field-near"),
        ("favourite = 3", 0, "cohort-field"),
        ("left 2022", 5, "cohort-sign"),
        ("project < mirai", 8, "cohort-sign-bad"),
        ("left <", 6, "cohort-value"),
        ("left < and place = x", 7, "cohort-value"),
        ("left < 2022年", 7, "cohort-date"),
        ("left < 2022-13", 7, "cohort-date"),
        ("years > many", 8, "cohort-number"),
        ("open_to = golf", 10, "cohort-word"),
        ("left < 2022 place = x", 12, "cohort-and"),
        ("place = x left < 2022", 10, "cohort-and"),
        ("(left < 2022", 0, "cohort-open"),
        ("left < 2022)", 11, "cohort-closed"),
        ("place in x", 9, "cohort-list"),
        ("place in (x y", 9, "cohort-open"),
        ("left in (2020 2021)", 14, "cohort-comma"),
        ("left < 2022 and", 15, "cohort-operand"),
        ("and left < 2022", 0, "cohort-operand"),
        ('title = "x', 8, "cohort-quote"),
        ("not " * 30 + "left < 2022", 4 * (DEEPEST + 1), "cohort-deep"),
    ],
)
def test_a_fault_is_told_at_its_very_token(text: str, at: int, code: str) -> None:
    found = parse(text)
    assert isinstance(found, Fault)
    assert (found.at, found.code) == (at, code)


def test_every_field_can_be_asked_for_as_its_example_says() -> None:
    for name, field in FIELDS.items():
        for written in (name, field.ja):
            found = read(f"{written} = {field.example}")
            assert bare(found) == Comparison(name, "=", (Term(field.example, 0),))


@pytest.mark.parametrize("piece", ["(", "not ", "left < 2022 and ", "a", '"', "=", "　", "「"])
def test_hostile_lengths_end_at_once(piece: str) -> None:
    start = time.perf_counter()
    found = parse(piece * (1_000_000 // len(piece)))
    assert isinstance(found, Fault) and found.code == "cohort-long"
    short = parse(piece * (LONGEST // len(piece)))
    assert isinstance(short, Fault)
    assert time.perf_counter() - start < 0.5


# --- where it stands in files

NEWS = "---\ntitle: 題\ndate: 2026-11-01\ninsider:\n"


@pytest.mark.parametrize(
    ("value", "line", "column"),
    [
        ("left < soon", 5, 18),
        ("'left < soon'", 5, 19),
        ('"left < soon"', 5, 19),
        ("  left < soon", 5, 20),
        ("|\n      left < soon", 6, 14),
        (">-\n      left < soon", 6, 14),
    ],
)
def test_a_problem_names_line_and_column_of_the_token(
    value: str, line: int, column: int, portal: Make
) -> None:
    text = f"{NEWS}  - when: {value}\n    text: 一行。\n---\n"
    found = portal({"content/news/2026-11-01-a.md": text}).problems()
    assert found == [f"content/news/2026-11-01-a.md:{line}:{column} cohort-date"]


TIMELINE = """\
departments: [{id: sales, name: 営業部}, {id: dev, name: 開発部}, {id: dev-2, name: 新規部}]
projects: [{id: mirai-2, name: みらい計画2}]
offices: [{id: fukuoka, name: 福岡テラス}]
eras: [{id: kura, name: 蔵の時代, from: 1998-04, to: 2004-09}]
renames:
  - {on: 2010, kind: department, of: dev, old: 技術部, new: 開発部}
  - {on: 2011, kind: department, of: dev-2, old: 技術部, new: 新規部}
  - {on: 2024-06, kind: office, of: fukuoka, old: 博多営業所, new: 福岡テラス}
"""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("place = fukuoka", ""),
        ("place = 福岡テラス", ""),
        ("place = 博多営業所", ""),
        ("place ＝ 福岡ﾃﾗｽ", ""),
        ("place = fukuok", "5:19 cohort-name"),
        ("left < 2020 and project in (mirai-2, mirai-3)", "5:48 cohort-name"),
        ("era = 昔", "5:17 cohort-name"),
        ("department = 技術部", "5:24 cohort-name-twice"),
        ("department = 営業企画部", "~5:24 cohort-department"),
        ("department = slaes", "5:24 cohort-name"),
    ],
)
def test_names_are_looked_up_in_the_timeline(value: str, told: str, portal: Make) -> None:
    path = "content/news/2026-11-01-a.md"
    text = f"{NEWS}  - when: {value}\n    text: 一行。\n---\n"
    found = portal({"content/timeline.yml": TIMELINE, path: text}).problems()
    assert found == (
        [f"~{path}:{told[1:]}" if told[0] == "~" else f"{path}:{told}"] if told else []
    )


def test_where_the_timeline_cannot_be_read_nothing_is_said_of_names(portal: Make) -> None:
    text = f"{NEWS}  - when: place = fukuoka\n    text: 一行。\n---\n"
    files: dict[str, str | bytes] = {
        "content/timeline.yml": "offices: 3: 4\n",
        "content/news/2026-11-01-a.md": text,
    }
    assert {one.split()[-1] for one in portal(files).problems()} == {"yaml-colon"}


def test_id_beats_name_and_name_beats_old_name() -> None:
    mark = Mark()
    found = gazetteer_of(
        Timeline(
            offices=(
                Entry(mark, "a", "b"), Entry(mark, "b", "c"), Entry(mark, "x", "y"),
            ),
            renames=(
                Rename(mark, PartialDate(2020), "office", "c", "y"),
                Rename(mark, PartialDate(2021), "office", "z", "y"),
            ),
        )
    )  # fmt: skip
    assert [found.found("place", one) for one in "abcz"] == [("a",), ("b",), ("b",), ("x",)]


def test_what_a_page_asks_tells_nothing_of_anybody(portal: Make) -> None:
    """The choices are those of the timeline, whoever was where, and whoever agreed to be shown."""
    text = f"{NEWS}  - when: place = fukuoka and department = 営業部\n    text: 一行。\n---\n"
    files = {"content/timeline.yml": TIMELINE, "content/news/2026-11-01-a.md": text}
    consent = "consents: [{purpose: portal, status: given, on: 2024-01-01}]\n"
    found = []
    for tenure in ("department: 秘密室", "department: 営業部, places: [fukuoka]"):
        person = f"name: 愛\ntenures: [{{joined: 2015, {tenure}}}]\n{consent}"
        published = portal({**files, "alumni/ai.yml": person}).publication()
        assert len(published.people) == 1
        asks = asks_of(published.news, published.choices, 2026)
        found.append((published.news, asks))
    assert found[0] == found[1]
    names = {ask.field: [one.name for one in ask.choices] for ask in found[0][1]}
    assert names == {"department": ["営業部", "開発部", "新規部"], "place": ["福岡テラス"]}


# --- whom it means


def days(text: str) -> tuple[int, int]:
    return days_of(PartialDate(*map(int, text.split("-"))))


def answer(text: str, *situations: Situation, **of_person: object) -> bool | None:
    past = replace(Past(situations, today=20261122), **of_person)  # type: ignore[arg-type]
    return concerns(gazetteer_of(Timeline()).rule(read(text)), past)


@pytest.mark.parametrize(
    ("left", "text", "expected"),
    [
        ("2021-12-31", "left < 2022", True),
        ("2022-01-01", "left < 2022", False),
        ("2022", "left < 2022", False),
        ("2022", "left < 2022-04", None),
        ("2022", "left <= 2022-04", None),
        ("2022", "left = 2022", True),
        ("2022-03", "left = 2022", True),
        ("2022", "left = 2022-03", None),
        ("2021", "left = 2022-03", False),
        ("2022", "left <= 2022", True),
        ("2022", "left > 2022", False),
        ("2022", "left >= 2022", True),
        ("2022-03", "left >= 2022-03-15", None),
        ("2022", "left != 2022-03", None),
        ("2022", "not left = 2022-03", None),
        ("2020", "left in (2019, 2020)", True),
    ],
)
def test_a_date_is_compared_as_exactly_as_it_is_known(
    left: str, text: str, expected: bool | None
) -> None:
    assert answer(text, Situation(left=days(left))) is expected


def test_conditions_hold_in_the_same_tenure() -> None:
    first = Situation(days("2005-04"), days("2010-03"), False, "=開発部")
    second = Situation(days("2020-04"), days("2024-03"), False, "=営業部")
    assert answer("left < 2022 and department = 営業部", first, second) is False
    assert answer("left < 2022 and department = 開発部", first, second) is True
    assert answer("left < 2022 or department = 営業部", first, second) is True


def test_not_speaks_of_the_person_and_unequal_of_one_tenure() -> None:
    first = Situation(days("2005"), days("2010"), False, "=営業部")
    second = Situation(days("2020"), days("2024"), False, "=開発部")
    assert answer("not department = 営業部", first, second) is False
    assert answer("department != 営業部", first, second) is True
    assert answer("left > 2020 and not department = 営業部", first, second) is False


def test_what_is_not_known_is_a_no_and_so_is_its_opposite() -> None:
    nothing = Situation(days("2015"), days("2020"), False)
    for asked in ("department = 営業部", "title = 課長", "project = x", "place = x"):
        assert answer(asked, nothing) is None
        assert answer(f"not {asked}", nothing) is None
    assert answer("left < 2022") is None
    assert answer("open_to = mentor") is None
    assert answer("open_to = mentor", open_to=("mentor",)) is True


@pytest.mark.parametrize(
    ("joined", "left", "least"),
    [("2015-04-01", "2020-03-31", 5), ("2015-04", "2020-03", 5), ("2015-04-02", "2020-02", 4)],
)
def test_years_are_counted_in_months_of_which_both_ends_count(
    joined: str, left: str, least: int
) -> None:
    tenure = Situation(days(joined), days(left), False)
    assert answer(f"years = {least}", tenure) is True
    assert answer(f"years >= {least + 1}", tenure) is False


def test_years_of_which_only_years_are_known_are_not_guessed() -> None:
    tenure = Situation(days("2015"), days("2020"), False)
    assert answer("years >= 4", tenure) is True
    assert answer("years >= 5", tenure) is None
    assert answer("years >= 7", tenure) is False


def test_who_is_still_here_has_never_left() -> None:
    tenure = Situation(days("2015-04"), None, here=True)
    assert answer("left < 2030", tenure) is False
    assert answer("left >= 1990", tenure) is False
    assert answer("here = yes and years >= 11", tenure) is True


# --- an oracle that knows every day, and compares dates as text

TODAY = "2026-11-22"
_KEYS = ("a", "b", "c")
_Known = dict[str, object]


def oracle(rule: Rule, tenures: list[_Known], person: _Known) -> bool:
    return any(_true(rule, one, tenures, person) for one in tenures)


def _true(rule: Rule, one: _Known, tenures: list[_Known], person: _Known) -> bool:
    if isinstance(rule, Negation):
        return not oracle(rule.part, tenures, person)
    if not isinstance(rule, Condition):
        parts = [_true(part, one, tenures, person) for part in rule.parts]
        return all(parts) if rule.word == "and" else any(parts)
    if rule.sign == "!=":
        return not _true(replace(rule, sign="="), one, tenures, person)
    return any(_fits(rule.field, rule.sign, value, one, person) for value in rule.values)


def _fits(field: str, sign: str, value, one: _Known, person: _Known) -> bool:  # type: ignore[no-untyped-def]
    if field in ("joined", "left"):
        day = one[field]
        return day is not None and _compared(str(day)[: len(value.key)], sign, value.key)
    if field == "years":
        first, last = str(one["joined"]), str(one["left"] or TODAY)
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
        return _compared(max(0, months) // 12, sign, int(value.key))
    if field == "era":
        start, end = value.name.split("/")
        return str(one["joined"]) <= end and (one["left"] is None or str(one["left"]) >= start)
    if field in ("project", "place"):
        return value.key in one[f"{field}s"]  # type: ignore[operator]
    if field == "here":
        return (one["left"] is None) is (value.key == "yes")
    if field in ("returned", "offers"):
        return person[field] is (value.key == "yes")
    if field == "open_to":
        return value.key in person["open_to"]  # type: ignore[operator]
    return value.key == (person if field == "company" else one)[field]


def _compared(left, sign: str, right) -> bool:  # type: ignore[no-untyped-def]
    return {
        "=": left == right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


_DAYS = st.dates().map(lambda day: f"{2015 + day.year % 6}-{day.month:02}-{min(day.day, 28):02}")


def rules() -> st.SearchStrategy[Rule]:
    """Rules that ask for few enough things to be often true."""
    date = st.builds(lambda day, cut: day[:cut], _DAYS, st.sampled_from([4, 7, 10]))

    def conditions(draw: st.DrawFn) -> Expression:
        field = FIELDS[draw(st.sampled_from(sorted(set(FIELDS) - {"era"})))]
        kinds = {"date": date, "number": st.integers(0, 6).map(str)}
        words = st.sampled_from(field.words or _KEYS)
        value = draw(kinds.get(field.kind, words))
        return Comparison(field.name, draw(st.sampled_from(field.signs)), (Term(value, 0),))

    tree = st.recursive(
        st.composite(conditions)(),
        lambda parts: (
            parts.map(Not)
            | st.builds(Joined, st.sampled_from(["and", "or"]), st.tuples(parts, parts))
        ),
        max_leaves=5,
    )
    era = st.builds(_era, _DAYS, _DAYS)
    looked_up = tree.map(_looked_up)
    return looked_up | era | era.map(Negation)


def _looked_up(expression: Expression) -> Rule:
    entries = tuple(Entry(Mark(), key, key.upper()) for key in _KEYS)
    timeline = Timeline(departments=entries, projects=entries, offices=entries)
    return gazetteer_of(timeline).rule(expression)


def _era(one: str, other: str) -> Rule:
    start, end = sorted([one, other])
    found = Gazetteer(
        {"era": {"x": replace(_meant("x"), name=f"{start}/{end}", days=(*days(start), *days(end)))}}
    )
    return found.rule(Comparison("era", "=", (Term("x", 0),)))


def _meant(key: str) -> Meant:
    return Meant(key, key)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[_Known], _Known]:
    """Everything of a person, to the day."""
    tenures: list[_Known] = []
    for _ in range(draw(st.integers(1, 3))):
        first, last = sorted([draw(_DAYS), draw(_DAYS)])
        some = st.lists(st.sampled_from(_KEYS), min_size=1, max_size=2, unique=True).map(tuple)
        tenures.append(
            {
                "joined": first,
                "left": last if draw(st.booleans()) else None,
                "department": draw(st.sampled_from(_KEYS)),
                "title": draw(st.sampled_from(_KEYS)),
                "projects": draw(some),
                "places": draw(some),
            }
        )
    person: _Known = {
        "returned": len(tenures) > 1,
        "company": draw(st.sampled_from(_KEYS)),
        "open_to": draw(st.sampled_from([("mentor",), ("refer", "speak")])),
        "offers": draw(st.booleans()),
    }
    return tenures, person


def seen(tenures: list[_Known], person: _Known, cut: Callable[[], int]) -> Past:
    """The world as a record tells it; `cut` says how much of each thing is not known."""

    def date(day: object) -> tuple[int, int] | None:
        kept = (10, 7, 4, 0)[cut()]
        return days(str(day)[:kept]) if day and kept else None

    def told(value: object) -> object:
        return value if cut() < 3 else None

    situations = [
        Situation(
            joined=date(one["joined"]),
            left=date(one["left"]),
            here=told(one["left"] is None),  # type: ignore[arg-type]
            **{key: told(one[key]) for key in ("department", "title", "projects", "places")},  # type: ignore[arg-type]
        )
        for one in tenures
    ]
    return Past(
        tuple(situations),
        **{key: told(value) for key, value in person.items()},  # type: ignore[arg-type]
        today=int(TODAY.replace("-", "")),
    )


@given(rules(), worlds())
@settings(max_examples=150)
def test_who_is_fully_known_is_judged_as_the_oracle_does(
    rule: Rule, world: tuple[list[_Known], _Known]
) -> None:
    tenures, person = world
    known = seen(tenures, person, lambda: 0)
    assert concerns(rule, known) is oracle(rule, tenures, person)


@given(rules(), worlds(), st.data())
@settings(max_examples=150)
def test_what_is_not_known_is_never_guessed(
    rule: Rule, world: tuple[list[_Known], _Known], data: st.DataObject
) -> None:
    """Whatever is certain of the little that is told is so in the whole world behind it."""
    tenures, person = world
    told = seen(tenures, person, lambda: data.draw(st.integers(0, 3)))
    found = concerns(rule, told)
    assert found is None or found is oracle(rule, tenures, person)


# --- the browser's evaluator

_HARNESS = """
import { concerns } from "./enishi-cohort.mjs";
let text = "";
for await (const piece of process.stdin) text += piece;
console.log(JSON.stringify(JSON.parse(text).map(([rule, past]) => concerns(rule, past))));
"""


@pytest.fixture(scope="session")
def node(need: Need, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """`node(cases)`: what `enishi-cohort.js` answers to each `[rule, past]`."""
    need("node")
    folder = tmp_path_factory.mktemp("node")
    (folder / "enishi-cohort.mjs").write_bytes(SCRIPT.read_bytes())
    harness = Path(folder / "harness.mjs")
    harness.write_text(_HARNESS, encoding="utf-8")

    def ask(cases: object) -> list[bool | None]:
        run = subprocess.run(
            ["node", str(harness)],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=True,
        )
        answers: list[bool | None] = json.loads(run.stdout)
        return answers

    return ask


def test_a_browser_answers_as_the_build_does(node: Ask) -> None:
    cases: list[tuple[Rule, Past]] = []

    @given(rules(), worlds(), st.data())
    @settings(max_examples=200, database=None)
    def gather(rule: Rule, world: tuple[list[_Known], _Known], data: st.DataObject) -> None:
        cases.append((rule, seen(*world, lambda: data.draw(st.integers(0, 3)))))

    gather()
    expected = [concerns(rule, past) for rule, past in cases]
    assert {True, False, None} <= set(expected)
    assert node([[json.loads(packed(rule)), asdict(past)] for rule, past in cases]) == expected
