"""A build that goes on from the last one gives what a build from nothing gives, to the byte."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from portals import MKDOCS, TODAY, SmallPortal, said

from enishi import library, roll, workshop
from enishi.build import Means, build_site
from enishi.dates import Day
from enishi.lastscan import UNSCANNED
from enishi.memory import Memory
from enishi.problems import Refused
from enishi.standing import CACHE, Lookout, scan, unchanged

Tree = dict[str, bytes]
Draw = Callable[[st.SearchStrategy[Any]], Any]
Make = Callable[[dict[str, str | bytes]], SmallPortal]
THEME = Memory(None, b"")
"""Only its theme is used: to run the engine for each build from nothing would take minutes."""

NAMES = ("鬼束 みどり", "佐藤 健一", "田中 蓮", "Mary Watson", "林 明")
TIMELINE = """\
founded: 1998
offices: [{{id: tenjin, name: {office}, from: 2010}}]
projects: [{{id: hikari, name: ひかり, from: 2012}}]
events: [{{on: 2014-04, title: {event}}}]
"""


def settings_with(per_page: int) -> str:
    return MKDOCS.replace("  enishi:\n", f"  enishi:\n    per_page: {per_page}\n")


def tree_of(folder: Path) -> Tree:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 120), colour).save(out, "PNG")
    return out.getvalue()


@dataclass
class Writer:
    """A portal folder with its writer, who does one thing after another."""

    root: Path
    today: date = TODAY
    hidden: set[str] = field(default_factory=set)
    """Names of those who withdrew."""
    process: Memory = field(default_factory=lambda: Memory(None, b""))
    """Of a process that goes on, as a preview does."""

    def write(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def person(self, number: int, status: str, title: str, bio: str, photo: bool) -> None:
        name = NAMES[number]
        day = self.today - timedelta(days=1)
        consents = f"[{{purpose: portal, status: {status}, on: {day}}}"
        consents += (
            f", {{purpose: graduation, status: {'given' if number < 2 else 'refused'}, on: {day}}}"
        )
        consents += f", {{purpose: photo, status: given, on: {day}}}]" if photo else "]"
        self.write(
            f"alumni/p{number}.yml",
            f"name: {name}\n"
            f"tenures: [{{joined: {2008 + number}, left: {2019 + number % 3}, department: 開発部,"
            f" places: [tenjin], projects: [hikari], title: {title}}}]\n"
            f"bio: |\n  {bio}\n"
            f"consents: {consents}\n" + (f"photo: p{number}.png\n" if photo else ""),
        )
        (self.hidden.discard if status.startswith("given") else self.hidden.add)(name)

    def news(self, number: int, title: str, body: str, about: int, tag: str) -> None:
        people = f"about: {{people: [p{about}]}}\n" if about >= 0 else ""
        self.write(
            f"content/news/2026-10-0{number + 1}-n{number}.md",
            f"---\ntitle: {title}\ntags: [{tag}]\n{people}---\n{body}\n",
        )

    def keepsake(self, number: int, what: str, day: date, body: str) -> None:
        self.write(
            f"content/graduations/p{number}.md",
            f"---\nperson: p{number}\ndate: {day}\npeak: {{what: {what}, photo: a.png, photo_alt: 雪}}\n"
            f"messages: [{{name: 仲間, words: またすぐに}}]\n---\n{body}\n",
        )

    def begin(self) -> None:
        self.write("mkdocs.yml", settings_with(20))
        self.write("content/timeline.yml", TIMELINE.format(office="天神", event="移転"))
        for number in range(3):
            self.person(number, "given", "係長", "元気です。", False)
            self.news(number, f"知らせ{number}", "本文です。", number, "移転")
        self.write("content/events/party.md", "---\ntitle: 集まり\nstarts: 2026-12-01\n---\n本文\n")
        self.write(
            "content/newsletters/2026-11-aki.md",
            "---\ntitle: 秋\ndate: 2026-11-01\n---\nお元気ですか。\n",
        )

    def build(self, site: Path | None, means: Means) -> list[str]:
        """Problems; the site is made if none is an error."""
        means = replace(means, may_shrink=True)
        try:
            report = build_site(self.root, lambda settings: Day(self.today), site=site, means=means)
        except Refused as refused:
            return [said(problem) for problem in refused.problems]
        return [said(problem) for problem in report.problems]

    def compare(self) -> None:
        """Go on from the last build, begin from nothing, and look for a difference."""
        before = tree_of(self.root / "site")
        going_on = self.build(None, Means(1))
        previewed = self.root / ".preview/site"
        previewed.parent.mkdir(exist_ok=True)
        in_process = self.build(previewed, Means(1, self.process, alone=True))
        with TemporaryDirectory() as elsewhere:
            fresh = Memory(None, b"")
            fresh.theme = THEME.theme
            from_nothing = self.build(Path(elsewhere, "site"), Means(1, fresh))
            THEME.theme = fresh.theme
            assert going_on == in_process == from_nothing
            clean = tree_of(Path(elsewhere, "site"))
        made = tree_of(self.root / "site")
        if not clean:
            assert made == before, "what is refused changes nothing"
            return
        for other in (made, tree_of(previewed)):
            assert {path for path in other | clean if other.get(path) != clean.get(path)} == set()
        spare = tree_of(self.root / ".site.spare")
        assert spare in ({}, made), "the spare holds nothing that the site does not"
        kept = (self.root / CACHE).read_bytes()
        for name in self.hidden:
            assert name.encode() not in kept, "nothing is remembered of who is not shown"


STATUSES = (
    "given",
    "withdrawn",
    "given, except: [bio, tenures]",
    "given, notice: aki",
    f"withdrawn, notice: {{id: aki, sha256: {'0' * 64}}}",
)
"""What a consent may say; some of it is remarked on, as long as the notice is as it is."""


def edit_person(writer: Writer, draw: Draw) -> None:
    number, shown = draw(st.integers(0, 4)), draw(st.sampled_from(STATUSES))
    bio = draw(
        st.sampled_from(
            [
                "**元気**です。",
                "[記事](../content/news/2026-10-01-n0.md)を読みました。",
                "[人](p1.yml)と一緒でした。",
                "https://example.com/a へどうぞ。",
            ]
        )
    )
    has_photo = (writer.root / f"alumni/photos/p{number}.png").exists()
    writer.person(number, shown, draw(st.sampled_from(["部長", "設計"])), bio, has_photo)


def forget_person(writer: Writer, draw: Draw) -> None:
    number = draw(st.integers(0, 4))
    writer.remove(f"alumni/p{number}.yml")
    writer.hidden.discard(NAMES[number])


def edit_news(writer: Writer, draw: Draw) -> None:
    title = draw(st.sampled_from(["秋の便り", "'Lead & more'", "'<b>'"]))
    body = draw(st.sampled_from(["本文。", "## 見出し\n\n- 一\n- 二", "[次](2026-10-02-n1.md)"]))
    tag = draw(st.sampled_from(["移転", "近況"]))
    writer.news(draw(st.integers(0, 3)), title, body, draw(st.integers(-1, 2)), tag)


def edit_notice(writer: Writer, draw: Draw) -> None:
    path = "content/notices/aki.md"
    if draw(st.booleans()):
        title = draw(st.sampled_from(["秋から", "冬から"]))
        writer.write(path, f"---\ntitle: {title}\ndate: 2026-10-01\n---\n載せます。\n")
    else:
        writer.remove(path)


def remove_news(writer: Writer, draw: Draw) -> None:
    number = draw(st.integers(0, 3))
    writer.remove(f"content/news/2026-10-0{number + 1}-n{number}.md")


def edit_keepsake(writer: Writer, draw: Draw) -> None:
    number = draw(st.integers(0, 4))
    if draw(st.integers(0, 3)):
        day = writer.today + timedelta(days=draw(st.sampled_from([-30, 0, 20])))
        body = draw(
            st.sampled_from(["本文。", "[人](../../alumni/p1.yml)と\n\n## 最後の日\n\n門まで。"])
        )
        writer.keepsake(number, draw(st.sampled_from(["雪の日", "'<b>'"])), day, body)
    else:
        writer.remove(f"content/graduations/p{number}.md")


def rename_news(writer: Writer, draw: Draw) -> None:
    number = draw(st.integers(0, 3))
    old = writer.root / f"content/news/2026-10-0{number + 1}-n{number}.md"
    if old.exists():
        old.rename(old.with_name(f"2026-10-1{number}-again.md"))


def edit_timeline(writer: Writer, draw: Draw) -> None:
    event = draw(st.sampled_from(["移転", "創立", "合併"]))
    office = draw(st.sampled_from(["天神", "博多"]))
    writer.write("content/timeline.yml", TIMELINE.format(office=office, event=event))


def edit_settings(writer: Writer, draw: Draw) -> None:
    writer.write("mkdocs.yml", settings_with(draw(st.integers(1, 3))))


def edit_template(writer: Writer, draw: Draw) -> None:
    path = "templates/pages/not_found.html"
    if draw(st.booleans()):
        writer.write(path, f"<h1>{{{{ site.name }}}} {draw(st.integers(0, 9))}</h1>")
    else:
        writer.remove(path)


def change_photo(writer: Writer, draw: Draw) -> None:
    colour = draw(st.sampled_from(["red", "green"]))
    writer.write(f"alumni/photos/p{draw(st.integers(0, 4))}.png", picture(colour))


def wait(writer: Writer, draw: Draw) -> None:
    writer.today += timedelta(days=draw(st.sampled_from([1, 40])))


EDITS = (
    edit_person, edit_person, forget_person, edit_notice, edit_news, remove_news, rename_news, edit_keepsake,
    edit_timeline, edit_settings, edit_template, change_photo, wait,
)  # fmt: skip
"""What a writer may do between two builds."""


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_sequence_of_edits_gives_the_bytes_of_a_build_from_nothing(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        writer = Writer(Path(folder))
        writer.begin()
        writer.write("content/graduations/a.png", picture("white"))
        for number in range(3):
            writer.keepsake(number, "雪の日", writer.today, "朝から雪でした。")
        writer.compare()
        for _ in range(data.draw(st.integers(1, 4))):
            for _ in range(data.draw(st.integers(1, 2))):
                data.draw(st.sampled_from(EDITS))(writer, data.draw)
            writer.compare()


@pytest.fixture
def writer(tmp_path: Path) -> Writer:
    made = Writer(tmp_path)
    made.begin()
    made.compare()
    return made


def test_nothing_changed_makes_nothing(writer: Writer) -> None:
    before = (writer.root / "site").stat()
    report = build_site(writer.root, lambda settings: Day(writer.today))
    after = (writer.root / "site").stat()
    assert (report.made, report.counts.people, report.counts.news) == (0, 3, 3)
    assert after.st_ino == before.st_ino, "not even the folder was swapped"


def test_a_remark_is_made_again_when_nothing_changed(writer: Writer) -> None:
    writer.news(0, "題", "[次](p9.md)", 0, "移転")
    writer.remove("content/newsletters/2026-11-aki.md")
    writer.write("content/news/2026-10-09-p9.md", "---\ntitle: まだ\ndraft: yes\n---\n本文\n")
    writer.news(0, "題", "[次](2026-10-09-p9.md)", 0, "移転")
    first = writer.build(None, Means(1))
    assert [code.split()[-1] for code in first] == ["link-unpublished"]
    report = build_site(writer.root, lambda settings: Day(writer.today))
    assert (report.made, [said(one) for one in report.problems]) == (0, first)
    seen = scan(writer.root)
    day = Day(writer.today)
    found = unchanged(
        writer.root,
        writer.root / "site",
        seen,
        lambda zone: day,
        reference=False,
        fingerprint=lambda place: UNSCANNED,
    )
    assert found and [said(one) for one in found[1]] == first


def test_of_who_is_not_shown_only_the_name_is_read_again(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.person(1, "withdrawn", "係長", "元気です。", False)
    writer.news(1, "題", "本文です。", -1, "移転")
    assert writer.build(None, Means(1)) == []
    read: list[str] = []
    whole = roll.person_in
    monkeypatch.setattr(
        roll, "person_in", lambda source, at: (read.append(source.path), whole(source, at))[1]
    )
    writer.person(0, "given", "部長", "元気です。", False)
    assert writer.build(None, Means(1)) == []
    assert read == ["alumni/p0.yml"]
    writer.news(0, "題", f"{NAMES[1]}さん", -1, "移転")
    said = writer.build(None, Means(1))
    assert [one.split()[-1] for one in said] == ["name-without-consent"]


def test_a_notice_that_was_changed_is_remarked_on_without_keeping_who_is_not_shown(
    writer: Writer,
) -> None:
    writer.person(1, f"withdrawn, notice: {{id: aki, sha256: {'0' * 64}}}", "係長", "", False)
    writer.news(1, "題", "本文です。", -1, "移転")
    assert [one.split()[-1] for one in writer.build(None, Means(1))] == ["notice-missing"]
    writer.compare()
    writer.write("content/notices/aki.md", "---\ntitle: 秋\ndate: 2026-10-01\n---\n")
    assert [one.split()[-1] for one in writer.build(None, Means(1))] == ["notice-changed"]
    writer.compare()


def test_a_field_that_is_withheld_goes_and_comes_back(writer: Writer) -> None:
    for status in ("given, fields: []", "given, except: [bio]", "given"):
        writer.person(0, status, "係長", "いまは畑にいます。", False)
        writer.compare()
        shown = (
            "いまは畑にいます。".encode()
            in (writer.root / "site/alumni/p0/index.html").read_bytes()
        )
        assert shown == (status == "given")


def test_a_preview_goes_on_after_a_template_with_a_fault(writer: Writer) -> None:
    own = "templates/pages/not_found.html"
    writer.write(own, "{{ nothing.there }}")
    assert [one.split()[-1] for one in writer.build(None, Means(1))] == ["template-fault"]
    writer.compare()
    writer.write(own, "<h1>ここには何もありません</h1>")
    writer.compare()
    writer.person(0, "given", "部長", "元気です。", False)
    writer.compare()


def test_a_lookout_sees_every_change(tmp_path: Path) -> None:
    portal, lookout = Writer(tmp_path), Lookout()
    portal.begin()
    assert lookout.scan(tmp_path) == scan(tmp_path)
    for text in ("一", "二", "三", "四"):
        portal.news(0, text, "本文", 0, "移転")
        os.utime(tmp_path / "content/news/2026-10-01-n0.md", (1, 1))
        assert lookout.scan(tmp_path) == scan(tmp_path)
    portal.remove("content/news/2026-10-01-n0.md")
    assert lookout.scan(tmp_path) == scan(tmp_path)


def test_one_edit_reads_one_file_and_writes_what_shows_it(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    registrar, clerk = library.Registrar.__call__, library.Clerk.__call__
    monkeypatch.setattr(
        library.Registrar,
        "__call__",
        lambda self, path: (read.append(path), registrar(self, path))[1],
    )
    monkeypatch.setattr(
        library.Clerk, "__call__", lambda self, path: (read.append(path), clerk(self, path))[1]
    )
    times = {path: path.stat().st_mtime_ns for path in (writer.root / "site").rglob("*.*")}
    writer.person(0, "given", "係長", "いまは畑にいます。", False)
    writer.build(None, Means(1))
    assert read == ["alumni/p0.yml"]
    changed = {
        path.relative_to(writer.root / "site").as_posix()
        for path in (writer.root / "site").rglob("*.*")
        if times.get(path) != path.stat().st_mtime_ns and path.is_file()
    }
    assert changed == {"alumni/p0/index.html", "search/pages.json"}


def test_whoever_withdraws_is_gone_from_every_file_at_once(writer: Writer) -> None:
    writer.write("alumni/photos/p0.png", picture("red"))
    writer.person(0, "given", "係長", "元気です。", True)
    writer.compare()
    writer.person(0, "withdrawn", "係長", "元気です。", True)
    writer.remove("content/news/2026-10-01-n0.md")
    assert writer.build(None, Means(1)) == []
    for folder in ("site", ".site.spare", CACHE.parent):
        for path, held in tree_of(writer.root / folder).items():
            assert "鬼束".encode() not in held, (folder, path)
            assert "p0" not in path, (folder, path)


def test_a_graduation_page_goes_from_every_file_with_its_consent(writer: Writer) -> None:
    writer.write("content/graduations/a.png", picture("white"))
    writer.write("alumni/photos/p1.png", picture("red"))
    writer.person(1, "given", "係長", "元気です。", True)
    writer.keepsake(1, "雪の日", writer.today, "桟橋の話です。")
    writer.compare()
    shown = tree_of(writer.root / "site")
    assert "雪の日".encode() in shown["graduations/p1/index.html"]
    assert b"graduations/p1/" in shown["alumni/p1/index.html"]
    assert any(path.startswith("images/a-") for path in shown)
    record = (writer.root / "alumni/p1.yml").read_text(encoding="utf-8")
    writer.write(
        "alumni/p1.yml",
        record.replace("graduation, status: given", "graduation, status: withdrawn"),
    )
    writer.compare()
    for folder in ("site", ".site.spare"):
        for path, held in tree_of(writer.root / folder).items():
            assert not any(
                text.encode() in held for text in ("雪の日", "桟橋", "またすぐに", "graduations/")
            ), (folder, path)
            assert "graduations" not in path and not path.startswith("images/a-"), (folder, path)


@pytest.mark.parametrize("damage", [b"", b"Enishi cache 2\n", b"\x00" * 4000, None])
def test_a_lost_or_damaged_cache_does_no_harm(writer: Writer, damage: bytes | None) -> None:
    cache = writer.root / CACHE
    if damage is None:
        held = bytearray(cache.read_bytes())
        held[len(held) // 3 :: 97] = bytes(len(held[len(held) // 3 :: 97]))
        damage = bytes(held)
    cache.write_bytes(damage)
    writer.person(1, "given", "部長", "元気です。", False)
    writer.compare()
    cache.unlink()
    writer.compare()


def test_a_file_of_the_site_that_somebody_changed_is_made_again(writer: Writer) -> None:
    (writer.root / "site/alumni/p0/index.html").write_text("ひとの手")
    (writer.root / "site/alumni/p1/index.html").unlink()
    (writer.root / "site/alumni/more.html").write_text("ひとの手")
    writer.compare()
    writer.news(0, "別の題", "本文", 0, "移転")
    writer.compare()


def test_a_file_of_the_spare_that_somebody_changed_is_not_published(writer: Writer) -> None:
    for title in ("一", "二"):
        writer.news(0, title, "本文", 0, "移転")
        writer.compare()
    (writer.root / ".site.spare/alumni/p1/index.html").unlink()
    (writer.root / ".site.spare/about.html").write_text("ひとの手")
    writer.news(0, "三", "本文", 0, "移転")
    writer.compare()


def test_a_checkout_that_sets_all_times_changes_nothing(writer: Writer) -> None:
    for path in (*(writer.root / "content").rglob("*.*"), *(writer.root / "alumni").rglob("*.*")):
        os.utime(path, (1, 1))
    report = build_site(writer.root, lambda settings: Day(writer.today))
    assert report.made == 0


def test_several_processes_give_the_bytes_of_one(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(workshop, "FEW", 2)
    monkeypatch.setattr(workshop, "_CHUNK", 3)
    site = tmp_path_factory.mktemp("several") / "site"
    assert writer.build(site, Means(3)) == []
    assert tree_of(site) == tree_of(writer.root / "site")


def test_where_no_process_can_be_copied_one_works_alone(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(workshop, "FEW", 2)
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    site = tmp_path_factory.mktemp("alone") / "site"
    assert writer.build(site, Means(3)) == []
    assert tree_of(site) == tree_of(writer.root / "site")
