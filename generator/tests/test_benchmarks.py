"""The portals that are measured are portals, and always the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY, SmallPortal


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes `benchmarks/` importable, for a test's length."""
    monkeypatch.setattr(sys, "path", [str(REPOSITORY / "benchmarks"), *sys.path])


def files_of(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_same_numbers_make_the_same_portal(tmp_path: Path) -> None:
    from make_portal import make_portal

    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        make_portal(tmp_path / name, people=30, news=10, seed=seed)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "again")
    assert files_of(tmp_path / "one").keys() != files_of(tmp_path / "other").keys()


def test_a_made_portal_has_no_problems(tmp_path: Path) -> None:
    from make_portal import TODAY, make_portal

    make_portal(tmp_path, people=60, news=20)
    portal = SmallPortal(tmp_path)
    assert portal.problems(TODAY) == []
    publication = portal.publication(TODAY)
    assert len(publication.news) == 20
    assert 40 < len(publication.people) < 60


def test_the_tables_go_between_the_marks(tmp_path: Path) -> None:
    from tables import BEGIN, END, write_tables

    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_tables(page, "| new |\n")
    expected = f"before\n{BEGIN}\n| new |\n{END}\nafter\n"
    assert page.read_text(encoding="utf-8") == expected


def test_of_several_runs_the_median_is_told_beside_the_yardsticks() -> None:
    from tables import clean_rows, medians

    def run(cpu: float) -> dict[str, float]:
        return {"cpu": cpu, "wall": cpu / 2, "peak": 2e6, "files": 3, "bytes": 4e6}

    assert medians([run(1), run(9), run(2)])["cpu"] == 2
    rows = clean_rows({"Ours": [run(1), run(9), run(2)], "Hugo": [run(4)]}, "Hugo")
    assert rows[1] == ["Ours", "2.0", "0.50", "1.0", "0.50", "2", "3", "4.0", "3"]
    assert rows[2] == ["Hugo", "4.0", "1.00", "2.0", "1.00", "2", "3", "4.0", "1"]


def test_without_a_yardstick_there_is_no_ratio() -> None:
    from tables import clean_rows

    only = {"cpu": 1.0, "wall": 1.0, "peak": 1e6, "files": 1, "bytes": 1e6}
    assert clean_rows({"Ours": [only]}, "Hugo")[1][2] == ""


def test_a_page_costs_what_all_cost_by_their_number() -> None:
    from tables import linear_rows, table

    run = {"cpu": 3.0, "wall": 4.0, "peak": 5e6, "pages": 1500}
    assert table(linear_rows({(1000, 200): [run]})).splitlines()[2] == (
        "| 1,000 / 200 | 1,500 | 3.0 | 2.00 | 4.0 | 5 |"
    )


def test_a_list_that_stays_old_is_called_stale() -> None:
    from tables import again_rows, served_rows

    seen = {"own": 1.0, "every": 31.0, "right": 0.5}
    assert served_rows({"Some": [{"person": seen, "news": seen}]})[1][1:3] == ["1.00", "stale"]
    built = {"wall": 1.0, "right": 0.5}
    row = again_rows({"Some": [{"nothing": {"wall": 1.0}, "person": built, "news": built}]})[1]
    assert row[-1] == "50% of the pages"


def test_a_run_is_made_once_and_kept(tmp_path: Path) -> None:
    from bench import Runs

    runs = Runs(tmp_path / "runs.json")
    runs.get("some/1-1/clean/0", lambda: {"cpu": 1.0})
    again = Runs(tmp_path / "runs.json")
    assert again.get("some/1-1/clean/0", lambda: {"cpu": 2.0}) == {"cpu": 1.0}
    again.forget("some")
    assert again.get("some/1-1/clean/0", lambda: {"cpu": 2.0}) == {"cpu": 2.0}


def test_a_program_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    from running import RunError, run

    with pytest.raises(RunError, match="no such thing"):
        run([sys.executable, "-c", "import sys; sys.exit('no such thing')"], tmp_path)
    assert run([sys.executable, "-c", "pass"], tmp_path).keys() == {"cpu", "wall", "peak"}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal of twelve people and six items."""
    folder = tmp_path_factory.mktemp("portal")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(REPOSITORY / "benchmarks"), *sys.path])
        from make_portal import make_portal

        make_portal(folder, people=12, news=6)
    return folder


@pytest.mark.parametrize("name", ["hugo", "pelican", "material", "zensical"])
def test_a_peer_gets_everyone_who_agreed_and_nobody_else(
    portal: Path, tmp_path: Path, name: str
) -> None:
    from importlib import import_module

    from peers.contents import Contents

    contents, peer = Contents(portal), import_module(f"peers.{name}").PEER
    peer.prepare(contents, tmp_path)
    names = {file.stem for file in tmp_path.rglob("alumni/*.md")} - {"_index"}
    shown = {person.id for person in contents.people}
    assert names == shown
    assert len(shown) < len(list((portal / "alumni").glob("*.yml")))
    for text in (contents.people[0], contents.news[0]):
        assert text.body.strip() in (tmp_path / peer.source_of(text)).read_text(encoding="utf-8")


def test_hugo_gets_the_shell_around_its_own_words(portal: Path, tmp_path: Path) -> None:
    from peers import hugo
    from peers.contents import Contents

    contents = Contents(portal)
    hugo.prepare(contents, tmp_path)
    base = (tmp_path / "layouts/alumni/baseof.html").read_text(encoding="utf-8")
    shell = contents.shell("alumni")
    assert base.startswith(shell.before)
    assert base.endswith(shell.after)
    assert base.count('{{ block "main" . }}') == 1
    assert 'href="/assets/enishi.css"' in base
    profile = (tmp_path / "layouts/alumni/page.html").read_text(encoding="utf-8")
    assert contents.say("profile.bio") in profile
    assert "⟦" not in profile


def test_an_edit_is_made_where_the_peer_reads_and_taken_back(portal: Path, tmp_path: Path) -> None:
    from edits import MARK, edits_of
    from peers import enishi, hugo
    from peers.contents import Contents

    contents = Contents(portal)
    for peer in (enishi.PEER, hugo.PEER):
        project = tmp_path / peer.name
        peer.prepare(contents, project)
        for edit in edits_of(contents, peer):
            before = (project / edit.file).read_text(encoding="utf-8")
            edit.apply(project)
            assert MARK in (project / edit.file).read_text(encoding="utf-8")
            edit.apply(project, back=True)
            assert (project / edit.file).read_text(encoding="utf-8") == before


def test_lists_made_beforehand_are_paged_and_lead_on(portal: Path, tmp_path: Path) -> None:
    from peers.contents import Contents, write_records
    from peers.pages import news_pages, people_pages

    contents = Contents(portal)
    write_records(contents, tmp_path)
    pages = dict(people_pages(tmp_path)) | dict(news_pages(tmp_path))
    assert {f"alumni/{person.id}" for person in contents.people} <= pages.keys()
    assert f"](/{contents.news[0].path})" in pages["news"]
    assert f"](/{contents.people[0].path})" in pages["alumni"]


def test_everybody_gets_the_words_of_the_letter() -> None:
    from letters import DEMONSTRATION, ISSUE, TODAY, bare_html, blocks_of, mjml_of

    from enishi.build import open_portal
    from enishi.dates import Day
    from enishi.problems import Problems

    portal = open_portal(DEMONSTRATION, Problems(), lambda settings: Day(TODAY))
    [letter] = [one for one in portal.publication.newsletters if one.id == ISSUE]
    base = portal.publication.site.url
    blocks = list(blocks_of(letter, base))
    named = [*letter.stories, *letter.events, *letter.openings, *letter.sections]
    for text in (mjml_of(letter, blocks), bare_html(portal, letter, base)):
        assert text.count("GREETING") == 1
        assert "\x02" not in text
        assert all(one.title in text for one in named)
        assert all(person.name in text for person in (*letter.graduates, *letter.lately))


def test_costs_are_told_beside_ours() -> None:
    from letters import table

    runs = [{"ours": {"cpu": 2.0, "bytes": 4e6}, "other": {"cpu": 3.0, "bytes": 8e6}}]
    runs.append({"ours": {"cpu": 1.0, "bytes": 4e6}, "other": {"cpu": 9.0, "bytes": 8e6}})
    assert list(table(runs, 1000))[2:] == [
        "| ours | 1.00 | 1.00 | 4.0 |",
        "| other | 3.00 | 3.00 | 8.0 |",
    ]
