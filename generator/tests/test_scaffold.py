"""First drafts: starters build as they are, and no title breaks a new entry."""

from __future__ import annotations

import os
import re
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from portals import records_of

from enishi import scaffold
from enishi.build import build_site, open_portal
from enishi.cli import main
from enishi.dates import Day
from enishi.problems import Problems, Refused
from enishi.publish import display_name
from enishi.register import Register
from enishi.resources import starter_folder
from enishi.scaffold import KINDS, init_portal, new_entry, quoted
from enishi.settings import load_settings
from enishi.source.content import permalink_of
from enishi.source.nodes import Mapping, Scalar, parse_yaml
from enishi.source.schema import ID
from enishi.standing import scan

TODAY = date(2026, 11, 22)
LANGUAGES = ("ja", "en")
HOSTILE = (
    "「こんにちは」: \"縁\" #1 \\ {x} 'y'",
    "--- ",
    "...",
    "no",
    "2026-11-05",
    "{{ 7*7 }} {% raw %} $title ${id} $$",
    "<script>alert(1)</script>",
    "- a: [b, *c, &d, !e, |f, >g, %h, @i, `j]",
    "縁\u3000起\u00a0",
    "𠮷野家で🍚",
    "../../etc/passwd",
    "con",
    "a" * 80,
)

titles = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs"), exclude_characters="\u2028\u2029"),
    min_size=1,
    max_size=60,
).filter(
    lambda title: title.strip() and not re.search("[\u202a-\u202e\u2066-\u2069\ufffe\uffff]", title)
)


def starter(tmp_path: Path, lang: str) -> Path:
    init_portal(tmp_path / "portal", lang)
    return tmp_path / "portal"


def codes_of(root: Path) -> list[str]:
    problems = Problems()
    open_portal(root, problems, lambda settings: Day(TODAY))
    return [f"{problem.path}: {problem.code}" for problem in problems]


def refusal_of(work: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        work()
    return [problem.code for problem in refused.value.problems]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- a whole portal


@pytest.mark.parametrize("lang", LANGUAGES)
def test_starter_builds_without_a_word_of_complaint(tmp_path: Path, lang: str) -> None:
    report = build_site(starter(tmp_path, lang), lambda settings: Day(TODAY))
    assert list(report.problems) == []
    counts = report.counts
    assert (counts.people, counts.hidden, counts.news, counts.letters) == (3, 0, 2, 1)
    assert (report.site / "index.html").is_file()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("today", [date(2027, 6, 1), date(2040, 1, 1)])
def test_starter_stays_sound_as_time_passes(tmp_path: Path, lang: str, today: date) -> None:
    problems = Problems()
    open_portal(starter(tmp_path, lang), problems, lambda settings: Day(today))
    assert list(problems) == []


def test_both_starters_hold_the_same_kinds_of_things() -> None:
    def folders(lang: str) -> list[str]:
        base = starter_folder(lang)
        files = (path.relative_to(base) for path in base.rglob("*") if path.is_file())
        return sorted(f"{path.parent}/*{path.suffix}" for path in files)

    assert folders("ja") == folders("en")


def test_init_returns_every_file_that_it_made(tmp_path: Path) -> None:
    made = init_portal(tmp_path / "portal", "ja")
    there = sorted(path for path in (tmp_path / "portal").rglob("*") if path.is_file())
    assert made == there
    names = names_in(tmp_path / "portal")
    assert {".gitignore", ".github", "mkdocs.yml", "README.md", "private"} <= set(names)
    assert not [name for name in names if name.startswith(("_", "dot-"))]


@pytest.mark.skipif(os.name != "posix", reason="other systems know no modes")
def test_what_will_be_private_is_for_its_owner_alone(tmp_path: Path) -> None:
    init_portal(tmp_path / "portal", "ja")
    assert (tmp_path / "portal/private").stat().st_mode & 0o777 == 0o700


def test_init_leaves_nothing_beside_the_portal(tmp_path: Path) -> None:
    init_portal(tmp_path / "a" / "portal", "en")
    assert names_in(tmp_path / "a") == ["portal"]


def test_init_fills_an_empty_folder_and_a_fresh_clone(tmp_path: Path) -> None:
    (tmp_path / "clone" / ".git").mkdir(parents=True)
    before = (tmp_path / "clone").stat().st_ino
    init_portal(tmp_path / "clone", "ja")
    assert (tmp_path / "clone").stat().st_ino == before
    assert not [name for name in names_in(tmp_path / "clone") if name.startswith(".enishi")]
    assert codes_of(tmp_path / "clone") == []


def test_init_refuses_a_folder_that_holds_anything(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    assert refusal_of(lambda: init_portal(tmp_path, "ja")) == ["folder-taken"]
    assert refusal_of(lambda: init_portal(tmp_path / "note.txt", "ja")) == ["folder-taken"]
    assert names_in(tmp_path) == ["note.txt"]


def test_init_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    for name, target in (("link", "elsewhere"), ("dangling", "nowhere")):
        (tmp_path / name).symlink_to(tmp_path / target)
        assert refusal_of(lambda name=name: init_portal(tmp_path / name, "ja")) == ["folder-taken"]  # type: ignore[misc]
    assert names_in(tmp_path) == ["dangling", "elsewhere", "link"]
    assert names_in(tmp_path / "elsewhere") == []


@pytest.mark.parametrize("there", [True, False])
def test_init_that_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    folder = tmp_path / "portal"
    if there:
        folder.mkdir()
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "mkdocs.yml":
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        init_portal(folder, "ja")
    assert names_in(tmp_path) == (["portal"] if there else [])
    assert not there or names_in(folder) == []


def test_init_that_cannot_move_in_undoes_what_it_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def stubborn(path: Path, target: Path) -> Path:
        if path.name == "content":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stubborn)
    with pytest.raises(OSError, match="Input/output"):
        init_portal(tmp_path, "ja")
    assert names_in(tmp_path) == []


# --- what the starters carry


def workflow_of(lang: str) -> tuple[str, dict[str, object]]:
    text = (starter_folder(lang) / "dot-github/workflows/portal.yml").read_text(encoding="utf-8")
    return text, yaml.safe_load(text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_workflow_grants_no_more_than_each_job_needs(lang: str) -> None:
    text, workflow = workflow_of(lang)
    jobs = workflow["jobs"]
    assert isinstance(jobs, dict)
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "check": {"contents": "read"},
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert text.count("persist-credentials: false") == text.count("actions/checkout@") == 2
    assert "secrets." not in text
    assert "pull_request_target" not in text


def test_every_action_is_pinned_by_commit_and_says_its_version(repository: Path) -> None:
    files = [
        *(starter_folder(lang) / "dot-github/workflows/portal.yml" for lang in LANGUAGES),
        repository / ".github/workflows/ci.yml",
        repository / "docs/publishing.md",
        repository / "docs/publishing.ja.md",
    ]
    pins: dict[str, set[str]] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "uses:" in line:
                pin = re.search(r"uses: (actions/[a-z-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$", line)
                assert pin, f"{file}: {line}"
                pins.setdefault(pin[1], set()).add(pin[2])
    assert "actions/deploy-pages" in pins
    assert {name: len(found) for name, found in pins.items()} == dict.fromkeys(pins, 1)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["", "-build"])
def test_starter_pins_what_this_version_was_tested_with(
    repository: Path, lang: str, kind: str
) -> None:
    def pins(path: Path) -> list[str]:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if not line.startswith("#")]

    ours = repository / f"requirements{kind}.lock"
    assert pins(starter_folder(lang) / f"tools/requirements{kind}.txt") == pins(ours)


def test_git_never_sees_the_private_folder(tmp_path: Path) -> None:
    root = starter(tmp_path, "ja")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    listed = subprocess.run(
        ["git", "-C", str(root), "status", "--porcelain", "-uall"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert ".gitignore" in listed
    assert "private" not in listed


# --- one entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_new_entries_pass_the_checks_at_once(tmp_path: Path, lang: str) -> None:
    root = starter(tmp_path, lang)
    made = [new_entry(root, kind, f"Kaze {kind}", "", TODAY, lang) for kind in KINDS]
    assert [path.relative_to(root).as_posix() for path in made] == [
        "content/news/2026-11-22-kaze-news.md",
        "alumni/kaze-person.yml",
        "content/newsletters/2026-11-kaze-newsletter.md",
        "content/events/2026-11-22-kaze-event.md",
        "content/openings/kaze-opening.md",
        "content/cards/kaze-card.md",
        "content/notices/kaze-notice.md",
    ]
    assert codes_of(root) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_new_entries_are_not_published_before_their_time(tmp_path: Path, lang: str) -> None:
    root = starter(tmp_path, lang)
    for kind in KINDS:
        new_entry(root, kind, f"Kaze {kind}", "", TODAY, lang)
    publication = open_portal(root, Problems(), lambda settings: Day(TODAY)).publication
    shown = (publication.people, publication.news, publication.newsletters)
    assert [len(part) for part in shown] == [3, 2, 1]
    assert [len(part) for part in (publication.events, publication.openings)] == [1, 1]


@given(title=titles)
@example(title=HOSTILE[0])
def test_quoted_title_reads_back_as_it_was(title: str) -> None:
    problems = Problems()
    node = parse_yaml(f"title: {quoted(title)}\nlang: ja\n", "x.yml", problems)
    assert list(problems) == []
    assert isinstance(node, Mapping)
    read = node.get("title")
    assert isinstance(read, Scalar)
    assert read.text == title


@settings(deadline=None)  # it writes files, and a disk may be busy
@given(title=titles, kind=st.sampled_from(KINDS), lang=st.sampled_from(LANGUAGES))
@example(title=HOSTILE[0], kind="news", lang="ja")
@example(title=HOSTILE[5], kind="person", lang="en")
@example(title=HOSTILE[8], kind="person", lang="ja")
@example(title="9" * 60, kind="event", lang="ja")
def test_any_title_becomes_an_entry_with_that_title(title: str, kind: str, lang: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            path = new_entry(root, kind, title, "", TODAY, lang)
        except Refused as refused:
            codes = {problem.code for problem in refused.problems}
            assert kind == "person"
            assert codes <= {"private-email", "private-phone", "private-birthday"}
            return
        problems = Problems()
        people, entries = records_of(root, problems)
        assert list(problems) == []
        assert ID.match(path.stem)
        assert permalink_of(path.stem) == path.stem
        if kind == "person":
            name = display_name(people[path.stem].name)
            assert name.split() == title.split()
        else:
            assert [entry.title for entry in entries] == [title.strip()]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize(
    "kinds", [("news", "newsletter", "event", "opening", "notice"), ("person",)]
)
def test_hostile_titles_pass_the_checks(tmp_path: Path, title: str, kinds: tuple[str, ...]) -> None:
    root = starter(tmp_path, "ja")
    for kind in kinds:
        path = new_entry(root, kind, title, "", TODAY, "ja")
        assert path.parent.is_relative_to(root)
    assert codes_of(root) == []


@pytest.mark.parametrize(
    ("title", "kind", "code"),
    [
        ("", "news", "key-missing"),
        (" \u3000 ", "news", "key-missing"),
        ("two\nlines", "news", "text-lines"),
        ("two\u2028lines", "event", "text-lines"),
        ("bell\x07", "news", "text-control"),
        ("tab\there", "opening", "text-control"),
        ("next\x85line", "news", "text-control"),
        ("\udc80half", "person", "text-control"),
        ("\ufeff縁\u200b\u3000起\u00a0", "event", "text-control"),
        ("over\u202eturned", "news", "text-bidi"),
        ("a" * 201, "newsletter", "text-long"),
        ("a" * 81, "person", "text-long"),
        ("kenichi@example.com", "person", "private-email"),
    ],
)
def test_title_that_no_record_could_carry_is_refused(
    tmp_path: Path, title: str, kind: str, code: str
) -> None:
    assert refusal_of(lambda: new_entry(tmp_path, kind, title, "", TODAY, "ja")) == [code]
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("kind", "title", "stem"),
    [
        ("news", "天神オフィスに移りました", "2026-11-22-3caeb079"),
        ("news", "Mirai 2が「ひだまり」になりました", "2026-11-22-mirai-2"),
        ("news", "Ｍｉｒａｉ　２", "2026-11-22-mirai-2"),
        ("news", "José's Café: Kyūshū!", "2026-11-22-joses-cafe-kyushu"),
        ("newsletter", "Autumn letter", "2026-11-autumn-letter"),
        ("event", "Homecoming", "2026-11-22-homecoming"),
        ("opening", "Sales (Fukuoka)", "sales-fukuoka"),
        ("person", "Kenichi Sato", "kenichi-sato"),
    ],
)
def test_file_is_named_by_the_latin_words_of_the_title(
    tmp_path: Path, kind: str, title: str, stem: str
) -> None:
    assert new_entry(tmp_path, kind, title, "", TODAY, "ja").stem == stem


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("news", r"2026-11-22-[0-9a-f]{8}"),
        ("newsletter", r"2026-11-[0-9a-f]{8}"),
        ("event", r"2026-11-22-[0-9a-f]{8}"),
        ("opening", r"o-[0-9a-f]{8}"),
        ("notice", r"n-[0-9a-f]{8}"),
        ("person", r"p-[0-9a-f]{8}"),
    ],
)
def test_title_without_latin_words_gets_a_short_stable_name(
    tmp_path: Path, kind: str, shape: str
) -> None:
    first = new_entry(tmp_path / "a", kind, "佐藤 健一", "", TODAY, "ja")
    again = new_entry(tmp_path / "b", kind, "佐藤 健一", "", TODAY, "ja")
    assert re.fullmatch(shape, first.stem)
    assert first.stem == again.stem


@pytest.mark.parametrize("slug", ["Tenjin", "天神", "a/b", "../x", "-x", "x-", "a b", "x" * 60])
def test_slug_that_is_no_id_is_refused(tmp_path: Path, slug: str) -> None:
    assert refusal_of(lambda: new_entry(tmp_path, "news", "T", slug, TODAY, "ja")) == ["id-bad"]


def test_slug_names_the_file_and_may_repeat_the_date(tmp_path: Path) -> None:
    assert new_entry(tmp_path, "news", "題", "tenjin", TODAY, "ja").stem == "2026-11-22-tenjin"
    made = new_entry(tmp_path, "event", "題", "2026-11-22-tenjin", TODAY, "ja")
    assert made.stem == "2026-11-22-tenjin"


def test_names_that_the_portal_needs_itself_are_not_given(tmp_path: Path) -> None:
    refused = refusal_of(lambda: new_entry(tmp_path, "person", "P", "projects", TODAY, "en"))
    assert refused == ["permalink-reserved"]
    made = new_entry(tmp_path, "person", "Page", "", TODAY, "en")
    assert re.fullmatch(r"p-[0-9a-f]{8}", made.stem)


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    first = new_entry(tmp_path, "news", "Tenjin", "", TODAY, "ja")
    before = first.read_bytes()
    again = refusal_of(lambda: new_entry(tmp_path, "news", "TENJIN!", "", TODAY, "ja"))
    assert again == ["file-taken"]
    assert first.read_bytes() == before


@pytest.mark.parametrize("taken", ["2026/2026-11-22-tenjin.md", "2026-11-22-TENJIN.md"])
def test_permalink_taken_under_another_path_is_refused(tmp_path: Path, taken: str) -> None:
    other = tmp_path / "content/news" / taken
    other.parent.mkdir(parents=True)
    other.write_text("---\ntitle: T\n---\n")
    refused = refusal_of(lambda: new_entry(tmp_path, "news", "Tenjin", "", TODAY, "ja"))
    assert refused == ["file-taken"]


def test_new_entry_does_not_follow_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name, folder in (("whole", "content"), ("part", "content/news")):
        root = tmp_path / name
        (root / folder).parent.mkdir(parents=True)
        (root / folder).symlink_to(outside)
        refused = refusal_of(lambda root=root: new_entry(root, "news", "T", "", TODAY, "ja"))  # type: ignore[misc]
        assert refused == ["file-symlink"]
    root = tmp_path / "file"
    (root / "content/news").mkdir(parents=True)
    (root / "content/news/2026-11-22-t.md").symlink_to(outside / "target.md")
    assert refusal_of(lambda: new_entry(root, "news", "T", "", TODAY, "ja")) == ["file-taken"]
    assert names_in(outside) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("day", [date(1000, 1, 1), date(9998, 12, 31)])
def test_the_ends_of_the_calendar_are_days_too(tmp_path: Path, kind: str, day: date) -> None:
    new_entry(tmp_path, kind, "T", "", day, "ja")
    problems = Problems()
    records_of(tmp_path, problems)
    assert list(problems) == []


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("ja", ["だれが、どこに", "写真を載せる", "いつまで", "やめたくなったら"]),
        ("en", ["Who shows what, and where", "A photograph", "Until when", "Changing your mind"]),
    ],
)
def test_a_new_notice_says_who_asks_what_is_shown_where_until_when_and_how_to_withdraw(
    tmp_path: Path, lang: str, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = starter(tmp_path, lang)
    monkeypatch.chdir(root)
    done = CliRunner().invoke(
        main, ["new", "notice", "Being listed", "--slug", "portal-2027", "--date", "2026-11-22"]
    )
    assert done.exit_code == 0, done.output
    text = (root / "content/notices/portal-2027.md").read_text(encoding="utf-8")
    assert [one for one in says if f"## {one}" not in text] == []
    opened = load_settings(root, Problems())
    assert opened and opened.ours.sender
    contact = opened.ours.sender.contact.removeprefix("mailto:")
    for told in (opened.ours.company.name, opened.name, opened.url, contact):
        assert told and told in text
    assert "$" not in text and codes_of(root) == []
    register = Register(root, opened.zone, TODAY, scan(root))
    assert register.latest == "portal-2027", "from its day on, it is the one that is shown"


def test_japanese_names_are_divided_family_first(tmp_path: Path) -> None:
    new_entry(tmp_path, "person", "佐藤　健一", "ken", TODAY, "ja")
    new_entry(tmp_path, "person", "Mary Jane Watson", "mary", TODAY, "en")
    people, _ = records_of(tmp_path, Problems())
    assert (people["ken"].name.family, people["ken"].name.given) == ("佐藤", "健一")
    assert (people["mary"].name.family, people["mary"].name.given) == ("Watson", "Mary Jane")


def test_titles_stay_as_typed() -> None:
    """No normalisation: what the user sees in the editor is what was typed."""
    decomposed = unicodedata.normalize("NFD", "が")
    assert scaffold.quoted(decomposed) == f'"{decomposed}"'
