"""The documentation says what is so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import REPOSITORY, TODAY, SmallPortal
from figures import stated
from PIL import Image
from portals import done

from enishi.build import Portal, open_portal
from enishi.cli import main
from enishi.dates import Day
from enishi.desk.records import Secret
from enishi.fields import (
    CHAPTERS,
    FILES,
    KINDS,
    LANGUAGES,
    Chapter,
    Table,
    record_of,
    render_fields,
    tables_of,
)
from enishi.lighttable import ROOT, LightTable
from enishi.outputs import format_of, formats, newsletter
from enishi.problems import Problems
from enishi.source.expressions import FIELDS as ASKED
from enishi.source.grammar import Fault, parse
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Choice, Field, Kind, Link, ListOf, Reading, RecordOf
from enishi.stationery import stationery_of
from enishi.views import Colleague, Output, Publication, Ref

DOCS = REPOSITORY / "docs"
PACKAGE = REPOSITORY / "generator" / "enishi"
ZONE = ZoneInfo("Asia/Tokyo")
NEEDLESS = {"ja": {"consents.fields"}, "en": {"consents.fields", "name.kana", "person.name.kana"}}
"""Fields that an example does without: a consent that has `except` must not have `fields`, and an
English name needs no reading in kana."""


def read(path: str) -> str:
    return (REPOSITORY / path).read_text(encoding="utf-8")


def example_of(chapter: Chapter, lang: str) -> str:
    (file,) = (DOCS / "examples" / lang).glob(chapter.example)
    return file.read_text(encoding="utf-8")


def tables(lang: str) -> Iterator[Table]:
    for chapter in CHAPTERS:
        yield from tables_of(chapter, example_of(chapter, lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_field_reference_is_what_the_schema_says(lang: str) -> None:
    made = render_fields(lang, DOCS / "examples")
    assert read(f"docs/{FILES[lang]}") == made, "run `make docs`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_stands_in_an_example(lang: str) -> None:
    missing = {
        ".".join((*table.keys[:1], key))
        for table in tables(lang)
        for key in table.record.fields
        if table.example.get(key) is None
    }
    assert missing == NEEDLESS[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_examples_are_a_portal_without_problems(lang: str, tmp_path: Path) -> None:
    portal = SmallPortal(tmp_path)
    for file in sorted((DOCS / "examples" / lang).rglob("*.*")):
        path, text = file.relative_to(DOCS / "examples" / lang), file.read_text(encoding="utf-8")
        portal.write({path.as_posix(): text})
        for picture in re.findall(r"[\w/-]+\.jpg", text):
            draw(tmp_path / FOLDERS.get(path.parts[0], path.parent) / picture)
    assert portal.problems(TODAY) == []
    assert len(portal.publication(TODAY).people) == 1


FOLDERS = {"mkdocs.yml": Path(), "alumni": Path("alumni/photos")}
"""Where a picture is looked for; in Markdown, beside the file."""


def draw(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (640, 480), "#7a3b2e").save(path)


def kinds_of(kind: Kind[Any]) -> Iterator[str]:
    """The English names of a kind, and of what it is a list of, as the reference explains them."""
    if isinstance(kind, ListOf | Secret):
        yield from kinds_of(kind.kind)
    elif isinstance(kind, Link):
        yield "URL"
    elif isinstance(kind, RecordOf) or not (isinstance(kind, Choice) or record_of(kind)):
        yield kind.name[1]


def test_every_kind_is_explained() -> None:
    fields = (field for table in tables("en") for field in table.record.fields.values())
    used = {name for field in fields for name in kinds_of(field.kind)}
    told = {en for _, en in KINDS}
    assert used == told - {"list", "words to choose from"}


def faults_of(field: Field) -> list[str]:
    problems = Problems()
    node = parse_yaml(field.example, "example", problems)
    found = node and field.kind.read(node, Reading("example", problems, ZONE), "field")
    return [problem.code for problem in problems] or (["nothing"] if found is None else [])


def test_what_messages_give_as_an_example_is_accepted() -> None:
    fields = [field for table in tables("ja") for field in table.record.fields.values()]
    examples = [field for field in fields if field.example not in ("", "|")]
    assert {field.example: faults_of(field) for field in examples if faults_of(field)} == {}


def test_the_architecture_names_every_module() -> None:
    there = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "starters" not in path.parts
    }
    rows = re.findall(r"^\| (`[^|]*`) \|", read("docs/architecture.md"), re.MULTILINE)
    named = [module for row in rows for module in re.findall(r"`([\w/]+\.py)`", row)]
    assert sorted(named) == sorted(there)


@pytest.mark.parametrize("page", ["cohorts.md", "cohorts.ja.md"])
def test_the_guide_to_expressions_names_every_field(page: str) -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| `([^`]+)` \| `([^`]+)` \|", read(f"docs/{page}"), re.MULTILINE
    )
    assert rows == [(one.name, one.ja, " ".join(one.signs)) for one in ASKED.values()]
    examples = re.findall(r"`((?:left|not|department) [^`]+)`", read(f"docs/{page}"))
    assert examples
    assert [one for one in examples if isinstance(parse(one), Fault)] == []


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readme_names_every_command(readme: str) -> None:
    text = read(readme)
    assert [name for name in sorted(main.commands) if f"enishi {name}" not in text] == []


PAGES = [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")]


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    """To a file, and to a heading of it where one is named."""
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, heading in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", text):
        other = page.parent / target if target else page
        assert other.exists(), target
        assert not heading or heading in headings_of(other), f"{target}#{heading}"


def headings_of(page: Path) -> set[str]:
    """As GitHub calls them in addresses."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.M)
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


@pytest.fixture(scope="module")
def demo() -> Portal:
    return open_portal(REPOSITORY, Problems(), lambda settings: Day(TODAY))


def test_the_format_in_the_guide_is_a_format(demo: Portal) -> None:
    (code,) = re.findall(r"```python\n(\"\"\".*?)```", read("docs/adding-an-output.md"), re.DOTALL)
    module = ModuleType("enishi.outputs.humans")
    exec(compile(code, "humans.py", "exec"), vars(module))  # noqa: S102
    form = format_of(module)
    assert form.summary.startswith("`humans.txt`")
    assert form.plan is not None
    (job,) = form.plan(demo.publication, demo.press)
    output = done(job, demo.press)
    assert isinstance(output, Output)
    assert output.path == "humans.txt"
    assert demo.publication.site.company in output.data.decode()


def crowded(publication: Publication) -> Publication:
    """With more tags, and more about its first person, than fit on one page."""
    first = publication.people[0]
    often = {first.path: (Ref("便り", "news/"),) * 100}
    return replace(publication, mentions=often, tags=publication.tags * 100)


def test_the_guide_says_what_templates_get(demo: Portal) -> None:
    given: dict[str, set[str]] = defaultdict(set)
    guide = read("docs/adding-an-output.md")
    rows = re.findall(r"^\| `([a-z_/.]+)` \|(.*)\|$", guide, re.MULTILINE)
    told = {template: set(re.findall(r"`(\w+)`", names)) for template, names in rows}
    press = replace(demo.press, render=noting(demo.press.render, given))
    for form in formats():
        for job in form.plan(crowded(demo.publication), press) if form.plan else ():
            done(job, press)
    letter = demo.publication.newsletters[0]
    newsletter.render_html(letter, demo.publication, press)
    newsletter.render_text(letter, demo.publication, press)
    note_editions(replace(demo, press=press))
    bench = LightTable(drafts=True)
    bench.take(replace(demo, press=press))
    for path in ("", letter.path, f"{letter.path}feed.html"):
        assert bench.answer(ROOT + path, "", "http://127.0.0.1:8000")
    assert told == given


def note_editions(portal: Portal) -> None:
    """Print each block that an edition may have."""
    publication = portal.publication
    blocks = stationery_of(
        publication, portal.press, publication.newsletters[0], (), "a@example.com"
    ).blocks
    changes, person = publication.timeline.changes[:3], publication.people[0]
    blocks.hello(named=True)
    blocks.notes(publication.news[0], ("あの坂の上です。",))
    blocks.since(changes, changes[0].on, "since/2020/")
    blocks.colleagues((Colleague(person, "told", Ref("便り", "news/")),))
    blocks.cards(publication.cards[:1])
    blocks.help((), ())


def noting(render: Callable[..., str], given: dict[str, set[str]]) -> Callable[..., str]:
    """`render`, which also notes what each template is given."""

    def noted(name: str, lang: str = "", **values: Any) -> str:
        given[name] |= set(values)
        return render(name, lang, **values)

    return noted


def test_every_number_of_the_security_page_is_one_that_a_test_prints() -> None:
    text = read("SECURITY.md")
    before, _, figures = text.partition("\n## Figures\n")
    table, _, after = figures.partition("\n\nA traceback")
    rows = re.findall(r"^\| (.+?) \| (?:at least )?[\d,]+ \| `(.+?)` \|$", table, re.MULTILINE)
    assert len(rows) == len(stated()) == len(table.strip().splitlines()) - 4
    for words, file in rows:
        assert f'tell_figure("{words}"' in read(f"generator/tests/{file}"), words
    assert re.findall(r"\d+", before + after) == []


def test_the_security_page_makes_the_same_promises_in_japanese() -> None:
    """By the same tests, and with the same numbers."""
    pages = [read(f"SECURITY{lang}.md") for lang in ("", ".ja")]
    tests = [
        [re.findall(r"`([^`]*test_\w+\.py)`", row) for row in page.split("\n") if row[:2] == "| "]
        for page in pages
    ]
    rows = [[row for row in found if row] for found in tests]
    assert rows[0][: len(rows[1])] == rows[1] and len(rows[1]) > 20
    table = pages[1].partition("\n## 数\n")[2]
    told = re.findall(r"^\| [^|]+ \| ([\d,]+)( 以上)? \|$", table, re.MULTILINE)
    numbers = [(int(number.replace(",", "")), bool(least)) for number, least in told]
    assert numbers == [(number, bool(least)) for least, number in stated().values()]
