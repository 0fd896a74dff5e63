"""Whatever a file says, it is read or refused with its place: no traceback, and in time."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from types import FrameType
from zoneinfo import ZoneInfo

import pytest
from figures import tell_figure
from fuzz.target import CORPUS, PATHS, split
from hypothesis import given
from hypothesis import settings as lasting
from hypothesis import strategies as st
from mutations import Desk, mutations, seeds
from oracles import hazards_of
from portals import said
from strategies import RECORDS, front_matter, heads, markdown, records
from test_markup import html_of

from enishi.markup import TooComplex
from enishi.problems import Problems
from enishi.source.files import SourceFile
from enishi.source.frontmatter import split_front_matter
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Reading

INPUTS = 10_000
SHARES = 4
"""So that processes can share the work."""
SECONDS = 3
"""Of this processor's time, for one file."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def watched() -> Iterator[None]:
    """What hangs is stopped, and fails."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError("a file takes too long")

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("share", range(SHARES))
def test_ten_thousand_mutated_files_are_read_or_refused_with_their_place(
    desk: Desk, share: int
) -> None:
    outcomes = []
    for path, data in mutations(share * INPUTS // SHARES, (share + 1) * INPUTS // SHARES):
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        outcomes.append(desk.read(path, data))
    refused = [one for one in outcomes if one.refused]
    placed = [one for one in refused if one.placed]
    slowest = max(outcomes, key=lambda one: one.seconds)
    print(f"the slowest took {slowest.seconds:.2f} s ({slowest.path})")  # noqa: T201
    tell_figure("mutated files, all processes together", len(outcomes) * SHARES)
    tell_figure("percent of refusals that name file and line", 100 * len(placed) // len(refused))
    assert len(refused) > len(outcomes) / 4, "the mutations do harm"
    assert len(outcomes) - len(refused) > len(outcomes) / 10, "and not to every file"


def test_the_seeds_themselves_are_read(desk: Desk) -> None:
    found = [desk.read(path, data) for path, data in seeds()]
    assert len(found) > 90
    assert [said(problem) for one in found for problem in one.problems] == []


def read(kind: str, text: str, path: str = "f") -> list[str]:
    problems = Problems()
    node = parse_yaml(text, path, problems)
    assert node is not None
    own = {
        "person": ("id", "path"),
        "timeline": (),
        "outcome": (),
        "notice": ("id", "path", "body", "sha256"),
    }.get(kind, ("id", "path", "body"))
    RECORDS[kind].read_with(
        node, Reading(path, problems, ZoneInfo("UTC")), "", **dict.fromkeys(own, "")
    )
    return [said(one) for one in problems]


@pytest.mark.parametrize("kind", RECORDS)
@lasting(max_examples=25)
@given(st.data())
def test_what_the_schema_allows_is_read(kind: str, data: st.DataObject) -> None:
    extra = {"date": "2026-11-05"} if kind == "news" else {}
    drawn = extra | data.draw(records(RECORDS[kind]))
    assert read(kind, json.dumps(drawn, ensure_ascii=False)) == []


@pytest.mark.parametrize("kind", ["news", "event", "opening", "newsletter", "page"])
@lasting(max_examples=10)
@given(st.data())
def test_a_file_of_any_record_and_any_text_has_a_head_and_a_body(
    kind: str, data: st.DataObject
) -> None:
    text = data.draw(front_matter(RECORDS[kind]))
    problems = Problems()
    found = split_front_matter(SourceFile("f", text), problems)
    assert found and not problems.errors
    assert text.endswith(found.body.text)


@given(heads, markdown)
def test_any_head_is_read_or_refused_with_its_line(head: str, body: str) -> None:
    text = f"---\n{head}\n---\n{body}"
    problems = Problems()
    split_front_matter(SourceFile("f", text), problems)
    assert all(1 <= one.mark.line <= text.count("\n") + 1 for one in problems)


@given(markdown)
def test_any_markdown_is_set_and_acts_in_no_way(text: str) -> None:
    try:
        html = html_of(text)
    except TooComplex:
        return
    assert hazards_of(html) == []


def test_the_corpus_of_the_fuzzer_is_small_and_read(desk: Desk) -> None:
    files = sorted(CORPUS.iterdir())
    assert 5 <= len(files) <= 40
    assert sum(file.stat().st_size for file in files) < 50_000
    read = [desk.read(*split(file.read_bytes())) for file in files]
    assert {one.path for one in read} == set(PATHS), "every kind of file has its example"
