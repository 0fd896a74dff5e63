"""Whoever asks to be forgotten is gone from everywhere, and nothing else is."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from desk.keyrings import MINE, SPARE, ZONE, recipients
from PIL import Image
from portals import MKDOCS, TODAY, SmallPortal
from test_cli import run

from enishi import lock
from enishi.desk import forgotten
from enishi.desk.cabinet import Cabinet
from enishi.desk.erasure import Ground, plan_of
from enishi.desk.forgotten import Memorial
from enishi.desk.keys import Ring, write_identity
from enishi.desk.likeness import Traits
from enishi.desk.sealing import Sealing
from enishi.problems import Problems
from enishi.source.nodes import parse_yaml
from enishi.surroundings import settings_of

Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", TODAY.isoformat())
PERSON = """\
# 翠さんの記録
name: {family: 鬼束, given: 翠之介, kana: おにつか すいのすけ, latin: Suinosuke Onitsuka, former: 旧姓川, preferred: みーさん}
tenures: [{joined: 2015, left: 2026-03, department: 鉄道模型部, title: 機関庫の長}]
now: {company: あおば灯台商店, title: 看板の番人}
location: {city: 夜明けの市}
profiles: {website: "https://suinosuke.example.com/home"}
photo: suinosuke-onitsuka.jpg
bio: |
  坂の途中の古い灯台で、番をして暮らしています。
lately: {on: 2026-11-01, text: 三毛猫が二匹やって来ました}
skills: [投網の目ききと修繕]
offers: [海図のやさしい読みかた]
asks: [灯油をまとめて買う相談]
open_to: [mentor]
consents:
  - {purpose: portal, status: given, on: 2026-01-01, how: 鬼束 翠之介さんの書面, notice: portal-2026}
  - {purpose: photo, status: given, on: 2026-01-01}
updated: 2026-10-09
"""
CARD = """\
emails: [Sui@mail.example.com, sui@home.example.com]
phones: [090-1234-5678]
birthday: 1985-04-12
follow: [https://suinosuke.example.com/feed.xml]
touches: [{on: 2026-11-05, channel: phone, note: 灯台のレンズを替えたとのこと。}]
alliance: 年に一度は海のそばで会うという約束。
offboarding: {by: 三好, reason: 灯台の番人を継ぐことにしたため}
notes: |
  奥さまは島の郵便局にお勤め。
consents: [{purpose: newsletter, status: given, on: 2026-02-02, evidence: 申込書の束のいちばん上}]
"""
VALUES = """\
suinosuke-onitsuka Suinosuke 鬼束 翠之介 おにつか 旧姓川 みーさん 鉄道模型部 機関庫の長 あおば灯台商店 看板の番人
夜明けの市 suinosuke.example.com 古い灯台で 三毛猫 投網の目きき 海図のやさしい 灯油をまとめて Sui@mail sui@mail
sui@home 090-1234-5678 1985-04-12 レンズを替えた 海のそばで 番人を継ぐ 島の郵便局 束のいちばん上
""".split()
"""A piece of every value, looked for as plain bytes."""
ID = "suinosuke-onitsuka"
KEN = """\
name: 佐藤 健一  # 健さん
tenures: [{joined: 2014}]
bio: |
  いまは[鬼束さん](suinosuke-onitsuka.yml)の近くに住み、[灯り](https://example.com/)をつくっています。
consents: [{purpose: portal, status: given, on: 2026-01-01}, {purpose: graduation, status: given, on: 2026-01-01}]
"""
NEWS = """\
---
title: 灯りの夜
author: suinosuke-onitsuka
about:
  people: [kenichi-sato, suinosuke-onitsuka]   # 二人
  projects: []
# 残すこと
tags: [灯り]
---
[鬼束 翠之介さん](../../alumni/suinosuke-onitsuka.yml)と[健さん](../../alumni/kenichi-sato.yml)の話。

くわしくは[こちら][p]と <https://alumni.example.com/alumni/suinosuke-onitsuka/>。

[p]: /alumni/suinosuke-onitsuka/
"""
NEWS_AFTER = """\
---
title: 灯りの夜
about:
  people: [kenichi-sato]   # 二人
  projects: []
# 残すこと
tags: [灯り]
---
卒業生と[健さん](../../alumni/kenichi-sato.yml)の話。

くわしくはこちらと 卒業生。

"""
KEN_CARD = """\
emails: [ken@example.com]
# 覚え
follow:
  - https://suinosuke.example.com/home  # 見ている
  - https://other.example.com/
notes: 元気。
"""
FILES: dict[str, str | bytes] = {
    f"alumni/{ID}.yml": PERSON,
    "alumni/kenichi-sato.yml": KEN,
    "content/news/2026-11-01-night.md": NEWS,
    "content/news/2026-11-02-other.md": "---\r\ntitle: 別の話\r\nauthor: suinosuke-onitsuka\r\n---\r\n本文\r\n",
    "content/events/2026-12-04-party.md": f"---\ntitle: 集まり\nstarts: 2026-12-04\nhost: {ID}\nabout: {{people: [{ID}]}}\n---\nどうぞ\n",
    "content/newsletters/2026-11.md": f"---\ntitle: 便り\ndate: 2026-11-20\nfrom: {ID}\n---\n本文\n",
    f"content/graduations/{ID}.md": f"---\nperson: {ID}\ndate: 2026-11-01\npeak: {{what: 灯り}}\n---\n",
    "content/graduations/other.md": "---\nperson: kenichi-sato\ndate: 2026-11-01\npeak: {what: 灯り}\n"
    f"---\n[前の人]({ID}.md)と同じです。\n",
    "content/notices/portal-2026.md": "---\ntitle: 掲載について\ndate: 2026-01-01\n---\nお名前を載せます。\n",
    f"private/{ID}.yml": CARD,
    "private/kenichi-sato.yml": KEN_CARD,
    "private/sends/2026-11.yml": f"sent:\n  - {{to: sui@mail.example.com, at: 2026-11-20}}\n  - {{to: ken@example.com, at: 2026-11-20}}  # 二通目\nheld:\n  {ID}: bounced\n  kenichi-sato: later\n",
    "private/sends/2026-10.csv": "id,mail\nkenichi-sato,ken@example.com\nsuinosuke-onitsuka,sui@mail.example.com\n",
    "private/outcomes/2026.yml": f"- kind: referral\n  by: kenichi-sato\n  with: [{ID}, kenichi-sato]\n- kind: talk\n  person: {ID}\n",
    f"private/drafts/2026-12/{ID}.md": "お元気ですか。\n",
    "private/drafts/hello.md": f"---\nto: {ID}\n---\n鬼束さん、こんにちは。\n",
    "private/drafts/ken.md": "---\nto: kenichi-sato\n---\n健さん、こんにちは。\n",
}  # fmt: skip
STAYS = {
    "alumni/kenichi-sato.yml": KEN.replace("[鬼束さん](suinosuke-onitsuka.yml)", "卒業生"),
    "content/news/2026-11-01-night.md": NEWS_AFTER,
    "content/news/2026-11-02-other.md": "---\r\ntitle: 別の話\r\n---\r\n本文\r\n",
    "content/events/2026-12-04-party.md": "---\ntitle: 集まり\nstarts: 2026-12-04\n---\nどうぞ\n",
    "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\n---\n本文\n",
    "content/graduations/other.md": "---\nperson: kenichi-sato\ndate: 2026-11-01\npeak: {what: 灯り}\n---\n前の人と同じです。\n",
    "private/kenichi-sato.yml": KEN_CARD.replace("  - https://suinosuke.example.com/home  # 見ている\n", ""),
    "private/sends/2026-11.yml": "sent:\n  - {to: ken@example.com, at: 2026-11-20}  # 二通目\nheld:\n  kenichi-sato: later\n",
    "private/sends/2026-10.csv": "id,mail\nkenichi-sato,ken@example.com\n",
    "private/outcomes/2026.yml": "- kind: referral\n  by: kenichi-sato\n  with: [kenichi-sato]\n",
    "private/drafts/ken.md": "---\nto: kenichi-sato\n---\n健さん、こんにちは。\n",
}  # fmt: skip
GONE = (
    f"alumni/{ID}.yml",
    f"content/graduations/{ID}.md",
    "alumni/photos/suinosuke-onitsuka.jpg",
    f"private/{ID}.yml",
    f"private/drafts/2026-12/{ID}.md",
    "private/drafts/2026-12",
    "private/drafts/hello.md",
)


def git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *words], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_mandelbrot((500, 500), (-2, -1, 1, 1), 60).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def full(root: Path) -> SmallPortal:
    """A portal with a person in every kind of place."""
    files = {"mkdocs.yml": MKDOCS, **FILES, f"alumni/photos/{ID}.jpg": photo()}
    return SmallPortal(root).write(files)


def left_in(root: Path) -> list[str]:
    """`path: value` of every piece of a value, found as plain bytes; a path counts as well."""
    found = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.startswith(".git/"):
            continue
        data = name.encode() + b"\n" + (path.read_bytes() if path.is_file() else b"")
        found += [f"{name}: {value}" for value in VALUES if value.encode() in data]
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal with its site, once; each test takes a copy."""
    small = full(tmp_path_factory.mktemp("full") / "portal")
    small.build()
    return small.root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "portal", symlinks=True))


@pytest.fixture(scope="module")
def erased(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The portal once the person was forgotten. Look, do not touch."""
    root = Path(shutil.copytree(built, tmp_path_factory.mktemp("erased") / "portal"))
    return root, run(root, "--lang", "ja", "forget", ID, "--yes", *DAY)


def test_nothing_of_a_person_is_left_in_any_kind_of_place(
    built: Path, erased: tuple[Path, Result]
) -> None:
    """Counted by a plain search for bytes, which knows nothing of how values are looked for."""
    root, result = erased
    before = left_in(built)
    assert {one.split(": ")[1] for one in before} >= set(VALUES) - {"sui@mail"}
    assert any(one.startswith(".site.spare/") for one in before)
    assert result.exit_code == 0, result.output
    assert left_in(root) == []
    assert len(before) > 300


def test_everything_else_keeps_every_character(erased: tuple[Path, Result]) -> None:
    root, _ = erased
    assert {path: (root / path).read_bytes().decode() for path in STAYS} == STAYS
    assert [path for path in GONE if (root / path).exists()] == []
    assert (root / "content/notices/portal-2026.md").exists()


def test_what_is_left_is_a_token_and_the_least_evidence(erased: tuple[Path, Result]) -> None:
    root, result = erased
    file = root / "private/forgotten.yml"
    text = file.read_text(encoding="utf-8")
    assert (file.stat().st_mode & 0o777, (root / "private").stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )
    assert not any(value in text for value in VALUES)
    node = parse_yaml(text, "x", Problems())
    assert node
    assert text.count("purpose:") == 3
    assert "how:" not in text, "it says who gave it"
    assert "notice: 'portal-2026'" in text
    assert text.count("keep_until: 2029-11-22") == 3
    assert "2029-11-22" in result.output
    assert not (root / "private/_forgetting").exists()


def test_the_closing_list_tells_what_cannot_be_reached(
    erased: tuple[Path, Result], portal: Make
) -> None:
    _, result = erased
    said = result.output
    for word in ("手紙(メール)", "フィード", "検索エンジン", "バックアップ"):
        assert word in said
    assert "clone" not in said, "there is no git here"
    bare = portal({"alumni/a-nobody.yml": "name: 名無 権兵衛\ntenures: [{joined: 2001}]\n"})
    plain = run(bare.root, "--lang", "en", "forget", "a-nobody", "--yes", *DAY)
    assert plain.exit_code == 0, plain.output
    assert "Backups" in plain.output
    assert not any(word in plain.output for word in ("Letters", "feed readers", "web archives"))


def test_it_asks_first_and_tells_file_by_file(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = run(root, "--lang", "en", "forget", ID, *DAY)
    assert result.exit_code == 1
    for path in GONE:
        assert (f"remove  {path}\n" in result.output) == ((root / path).is_file())
    for path in STAYS:
        assert (f"cut     {path} " in result.output) == (path != "private/drafts/ken.md")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_what_texts_say_is_told_by_its_place_until_it_is_rewritten(root: Path) -> None:
    story = root / "content/news/2026-11-03-story.md"
    story.write_text(
        "---\ntitle: 灯台\n---\nここで鬼束　翠之介さんに\n会いました。Suinosuke\nOnitsuka is his name.\n",
        encoding="utf-8",
    )
    first = run(root, "--lang", "en", "forget", ID, "--yes", *DAY)
    assert first.exit_code == 1
    assert "content/news/2026-11-03-story.md:4 (name)" in first.output
    assert "content/news/2026-11-03-story.md:5 (name)" in first.output
    assert "鬼束" not in first.output
    checked = run(root, "--lang", "en", "check", *DAY)
    assert "The forgetting of suinosuke-onitsuka is not finished" in checked.stderr
    assert "enishi forget suinosuke-onitsuka" in run(root, "--lang", "en", "doctor").output
    again = run(root, "forget", ID, "--yes", "--json", *DAY)
    told = json.loads(again.stdout)
    assert (again.exit_code, told["done"], told["removed"]) == (1, False, [])
    story.write_text("---\ntitle: 灯台\n---\nここで会いました。\n", encoding="utf-8")
    last = run(root, "forget", ID, "--yes", "--json", *DAY)
    told = json.loads(last.stdout)
    assert (last.exit_code, told["done"], told["looked"]["places"]) == (0, True, [])
    assert told["looked"]["files"] > 80
    assert left_in(root) == []


def test_who_is_unknown_is_told_the_nearest(root: Path) -> None:
    result = run(root, "forget", "suinosuke-onituka", "--yes", *DAY)
    assert result.exit_code == 1
    assert ID in result.stderr


# --- broken off

KILLED = """
import os, signal, sys
from pathlib import Path
from enishi import cli
from enishi.desk import erasure
left = int(sys.argv[1])
def one_less(event, args):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir") and "/p/" in str(args[0]):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(one_less)
sys.exit(cli.main(["forget", "suinosuke-onitsuka", "--yes", "--today", "2026-11-22"], standalone_mode=False))
"""


def test_killed_anywhere_it_is_finished_by_the_next_run(built: Path, tmp_path: Path) -> None:
    """The forgetting before the build; what becomes of a build is held elsewhere."""
    killed = 0
    for at in (3, 9, 20, 27):
        sites = shutil.ignore_patterns("site", ".site.spare")
        root = Path(shutil.copytree(built, tmp_path / str(at) / "p", ignore=sites))
        environ = {**os.environ, "PYTHONPATH": str(Path(forgotten.__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(at)], cwd=root, env=environ, capture_output=True
        )
        killed += done.returncode == -signal.SIGKILL
        kept = {path: (root / path).read_bytes().decode() for path in STAYS}
        before = {path: FILES[path] for path in STAYS}
        assert all(kept[path] in (before[path], STAYS[path]) for path in STAYS), "one or the other"
        checked = run(root, "--lang", "en", "check", *DAY)
        assert "is not finished" in checked.stderr, "whatever is there and whatever is gone"
        result = run(root, "forget", ID, "--yes", *DAY)
        assert result.exit_code == 0, result.output
        assert left_in(root) == []
        assert {path: (root / path).read_bytes().decode() for path in STAYS} == STAYS
        shutil.rmtree(root)
    assert killed == 4


def test_while_a_build_is_at_work_nothing_is_removed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with lock.held(root / "site"):
        result = run(root, "forget", ID, "--yes", *DAY)
    assert result.exit_code == 1
    assert (root / f"alumni/{ID}.yml").exists()


# --- who comes back


def test_who_was_forgotten_cannot_come_back_unnoticed(
    erased: tuple[Path, Result], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(erased[0], tmp_path / "portal"))
    backs = {
        f"alumni/{ID}.yml": "name: 鬼束 翠\ntenures: [{joined: 2015}]\n",
        "private/someone-else.yml": "emails: [SUI@mail.example.com]\n",
    }
    for path, text in backs.items():
        (root / path).write_text(text, encoding="utf-8")
        for command in ("check", "build"):
            result = run(root, "--lang", "en", command, *DAY)
            assert result.exit_code == 1, command
            assert (
                f"{path}:1:1: error: This record is of somebody who asked to be forgotten"
                in result.stderr
            )
            assert "private/forgotten.yml:6" in result.stderr
        (root / path).unlink()
    assert run(root, "check", *DAY).exit_code == 0


def test_an_import_can_ask_whether_somebody_was_forgotten(erased: tuple[Path, Result]) -> None:
    cabinet = Cabinet(erased[0], "private")
    when = TODAY
    assert Memorial(cabinet).on(Traits(ids=[ID])) == when
    assert (
        Memorial(cabinet).on(Traits(mails=["ken@example.com", "mailto:ＳＵＩ@home.example.com "]))
        == when
    )
    for name in (
        "鬼束翠之介",
        "鬼束　翠之介",
        "オニツカ スイノスケ",
        "onitsuka, SUINOSUKE",
        "旧姓川 翠之介",
    ):
        assert Memorial(cabinet).on(Traits(names=[name], birthday="04-12")) == when
        assert Memorial(cabinet).on(Traits(names=[name], birthday="1985-04-12")) == when
        assert Memorial(cabinet).on(Traits(names=[name])) is None, "a name alone is many people's"
        assert Memorial(cabinet).on(Traits(names=[name], birthday="1985-04-13")) is None
    assert Memorial(cabinet).on(Traits(ids=["kenichi-sato"], mails=["ken@example.com"])) is None
    assert Memorial(Cabinet(erased[0], "nowhere")).on(Traits(ids=[ID])) is None


def test_a_lost_key_is_noticed(erased: tuple[Path, Result], tmp_path: Path) -> None:
    root = Path(shutil.copytree(erased[0], tmp_path / "portal"))
    key = root / "private" / forgotten.KEY
    for damage in (None, b"x" * 32):
        key.unlink()
        if damage:
            key.write_bytes(damage)
        result = run(root, "--lang", "en", "check", *DAY)
        assert result.exit_code == 1
        assert "nobody would notice who comes back" in result.stderr
        assert run(root, "forget", "kenichi-sato", "--yes", *DAY).exit_code == 1
        assert (root / "alumni/kenichi-sato.yml").exists()
        key.write_bytes(b"")


def test_evidence_goes_when_its_day_is_over(
    erased: tuple[Path, Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(erased[0], tmp_path / "portal"))
    file = root / "private/forgotten.yml"
    tokens = [
        line
        for line in file.read_text().splitlines()
        if line.startswith("      - ") and ":" not in line
    ]
    late = ("--today", "2029-11-23")
    assert "past its day" not in run(root, "--lang", "en", "check", "--today", "2029-11-22").stderr
    assert "past its day" in run(root, "--lang", "en", "check", *late).stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert "enishi forget --sweep" in run(root, "--lang", "en", "doctor").output
    assert "消" not in run(root, "forget", "--sweep", *late).output
    text = file.read_text()
    assert "purpose" not in text
    assert [line for line in text.splitlines() if line.startswith("      - ")] == tokens
    assert run(root, "--lang", "en", "check", *late).stderr == ""


def test_nothing_begins_where_the_tokens_would_get_into_git(root: Path) -> None:
    git(root, "init", "-q")
    result = run(root, "--lang", "en", "forget", ID, "--yes", *DAY)
    assert result.exit_code == 1
    assert "echo /private/ >> .gitignore" in result.stderr
    assert (root / f"alumni/{ID}.yml").exists()


# --- the history of git


def with_history(root: Path) -> None:
    """Commits that name the person in files, in paths, in messages, in a note, in names of a
    branch and a tag, packed and pushed; one that was undone; and the private folder's own."""
    (root / ".gitignore").write_text("/private/\n/site/\n/.enishi/\n/.site.*\n")
    git(root, "init", "-q")
    mails = root / "old.txt"
    mails.write_text(
        "お問い合わせは 鬼束　翠之介 (sui@home.example.com、090 1234 5678) まで\nほかの行\n"
    )
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Add Suinosuke Onitsuka")
    git(root, "tag", "-a", "v1", "-m", "鬼束 翠之介さんの記念")
    git(root, "tag", f"farewell-{ID}")
    git(root, "notes", "add", "-m", "sui@home.example.com から")
    git(root, "checkout", "-qb", f"{ID}-leaves")
    named = root / f"content/news/2025-01-01-{ID}.md"
    named.write_text("---\ntitle: 灯り\n---\n鬼束 翠之介さんの話\n")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "鬼束 翠之介さんの話")
    git(root, "checkout", "-q", "main")
    git(root, "mv", "content/news/2026-11-02-other.md", f"content/news/2026-11-02-{ID}-too.md")
    git(root, "commit", "-qm", "Rename")
    git(root, "merge", "-q", "--no-ff", "-m", f"Merge {ID}-leaves", f"{ID}-leaves")
    (root / "alumni/kenichi-sato.yml").write_text(KEN.replace("健さん", "鬼束 翠之介と健さん"))
    git(root, "stash")
    mails.unlink()
    named.unlink()
    git(root, "mv", f"content/news/2026-11-02-{ID}-too.md", "content/news/2026-11-02-other.md")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Remove what is old")
    git(root, "init", "-q", "--bare", "../remote")
    git(root, "remote", "add", "origin", str(root.parent / "remote"))
    git(root, "push", "-q", "origin", "--all")
    git(root, "push", "-q", "origin", "--tags")
    git(root, "gc", "-q")
    git(root / "private", "init", "-q")
    git(root / "private", "add", "-A")
    git(root / "private", "commit", "-qm", f"Records, of {ID} too")


def test_the_printed_steps_take_a_person_out_of_the_history(root: Path) -> None:
    with_history(root)
    repositories = (root, root / "private")
    before = [git(one, "rev-parse", "HEAD") for one in repositories]
    first = run(root, "forget", ID, "--yes", "--history", "--json", *DAY)
    histories = json.loads(first.stdout)["history"]
    history, inner = histories
    assert first.exit_code == 1, "it is not done while the history holds something"
    after = [git(one, "rev-parse", "HEAD") for one in repositories]
    assert after == before, "nothing is done by itself"
    places = {one["path"].rpartition(":")[2] for one in history["looked"]["places"]}
    assert {f"alumni/{ID}.yml", f"alumni/photos/{ID}.jpg", "old.txt", ".git/logs/HEAD"} <= places
    assert {f".git/refs/heads/{ID}-leaves", f".git/refs/tags/farewell-{ID}"} <= places
    assert f"content/news/2025-01-01-{ID}.md" in history["renamed"]
    assert f"{ID}.yml" in inner["wholly"]
    assert held_by(root) != []
    shown = run(root, "--lang", "ja", "forget", ID, "--yes", "--history", *DAY)
    assert "git filter-repo --force" in shown.output
    assert "clone" in shown.output and "サポート" in shown.output
    for step in (step for one in histories for step in one["steps"]):
        if not step.startswith("pip "):
            path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
            who = {f"GIT_{one}_{what}": "t@example.com" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
            environ = {**os.environ, "PATH": path, **who}
            done = subprocess.run(["sh", "-c", step], env=environ, capture_output=True)
            assert done.returncode == 0, (step, done.stderr)
    assert [held_by(one) for one in (*repositories, root.parent / "remote")] == [[], [], []]
    assert "ほかの行" in git(root, "log", "-p", "--all"), "the rest of the history is there"
    assert "Ken" in git(root / "private", "log", "-p", "--all", "--", "sends").title()
    last = run(root, "forget", ID, "--yes", "--history", "--json", *DAY)
    told = json.loads(last.stdout)
    assert (last.exit_code, told["done"]) == (0, True), told
    assert told["history"][0]["objects"] > 10
    assert not (root / "private/_forgetting").exists()


def held_by(root: Path) -> list[str]:
    """Pieces of values that git's objects or names of branches hold; asked object by object."""
    git(root, "gc", "-q", "--prune=now")
    names = git(root, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    data = git(root, "for-each-ref").encode() + b"".join(
        subprocess.run(["git", "cat-file", kind, name], cwd=root, capture_output=True).stdout
        for name in names
        for kind in [git(root, "cat-file", "-t", name).strip()]
    )
    return [value for value in (*PUBLIC, "Sui@mail", "sui@mail", "1985-04-12") if value.encode() in data]  # fmt: skip


PUBLIC = ["suinosuke-onitsuka", "Suinosuke", "翠之介", "旧姓川", "古い灯台で", "sui@home", "三毛猫"]


def test_another_person_of_the_same_name_and_things_of_the_same_word_stay(portal: Make) -> None:
    """A short ID could be a word: it is taken for a person only where a person is meant."""
    news = "---\ntitle: 題\nauthor: aoi\ntags: [aoi]\nabout: {projects: [aoi], people: [aoi, bo-li]}\n---\n本文\n"
    small = portal(
        {
            "alumni/aoi.yml": "name: 山本 葵\ntenures: [{joined: 2001}]\n",
            "alumni/bo-li.yml": "name: 山本 葵\ntenures: [{joined: 2002}]\nskills: [aoi]\nconsents: [{purpose: portal, status: given, on: 2020-01-01}]\n",
            "content/timeline.yml": "projects: [{id: aoi, name: あおい}]\n",
            "content/news/2026-10-01-a.md": news,
        }
    )
    others = {
        one: (small.root / one).read_bytes() for one in ("alumni/bo-li.yml", "content/timeline.yml")
    }
    result = run(small.root, "forget", "aoi", "--yes", *DAY)
    assert result.exit_code == 0, result.output
    assert {one: (small.root / one).read_bytes() for one in others} == others
    after = (small.root / "content/news/2026-10-01-a.md").read_text()
    assert after == news.replace("author: aoi\n", "").replace(
        "people: [aoi, bo-li]", "people: [bo-li]"
    )


NAMES = [
    ("name: {family: 森, given: 光}", "森 光"),
    ("name: {family: 森, given: 光, kana: もりやま ひかる}", "もりやま ひかる"),
    ("name: {family: 森, given: 光, kana: モリヤマ ヒカル}", "もりやまひかる"),
    ("name: {family: 原, given: 光, former: 森}", "森 光"),
    ("name: {family: 森, given: 光, latin: Hikaru Moriyama}", "Moriyama Hikaru"),
]


@pytest.mark.parametrize(("name", "said"), NAMES)
def test_a_name_that_somebody_else_bears_is_theirs(portal: Make, name: str, said: str) -> None:
    """By its kanji, its reading, its Latin letters, or as a former name: what may be about who
    stays is neither removed nor to be rewritten."""
    gone = "{family: 森, given: 光, kana: もりやま ひかる, latin: Hikaru Moriyama}"
    small = portal(
        {
            "alumni/mori-a.yml": f"name: {gone}\ntenures: [{{joined: 2001}}]\n",
            "alumni/mori-b.yml": f"{name}\ntenures: [{{joined: 2002}}]\n",
            "private/drafts/hello.md": f"---\nto: {said}\n---\n{said}さん、こんにちは。\n",
            "private/outcomes/2026.yml": f"- {{on: 2026-01-01, person: mori-b, kind: talk, note: {said}}}\n",
        }
    )
    others = ("alumni/mori-b.yml", "private/drafts/hello.md", "private/outcomes/2026.yml")
    before = [(small.root / one).read_bytes() for one in others]
    plan = plan_of(Ground(small.root, settings_of(small.root, Problems()), TODAY), "mori-a")
    assert [path for path, _ in plan.removals] == ["alumni/mori-a.yml"]
    assert not plan.changes
    assert [(small.root / one).read_bytes() for one in others] == before
    assert [one.path for one in plan.by_hand if one.path == "alumni/mori-b.yml"] == []


def sealed(root: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> Sealing:
    """The portal with its private records sealed, and the key in its place."""
    clear = KEN_CARD.replace("# 覚え\n", "").replace("  # 見ている", "")
    (root / "private/kenichi-sato.yml").write_text(clear + more, encoding="utf-8")
    (root / "private/recipients.txt").write_text(recipients(MINE, SPARE), encoding="utf-8")
    identity = root.parent / "identity.txt"
    write_identity(identity, MINE)
    monkeypatch.setenv("ENISHI_IDENTITY", str(identity))
    assert run(root, "seal").exit_code == 0
    return Sealing(Cabinet(root, "private", Ring(identities=(MINE,))), ZONE)


def test_sealed_records_are_looked_into_and_sealed_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing = sealed(root, monkeypatch)
    before = (root / "private/kenichi-sato.yml").read_text(encoding="utf-8").splitlines()
    found = run(root, "forget", ID, "--yes", *DAY)
    assert found.exit_code == 0, found.output
    assert left_in(root) == []
    in_clear = sealing.in_clear("kenichi-sato.yml")
    assert in_clear is not None
    assert "suinosuke" not in in_clear[0]
    assert "https://other.example.com/" in in_clear[0] and "元気。" in in_clear[0]
    after = (root / "private/kenichi-sato.yml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in after if line in before]
    assert len(kept) >= len(before) - 2, "what stays keeps its ciphertext"


def test_what_cannot_be_opened_is_not_said_to_be_empty(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(root, monkeypatch)
    stood = {path: path.read_bytes() for path in root.rglob("*.yml")}
    monkeypatch.setenv("ENISHI_IDENTITY", str(root.parent / "none.txt"))
    for command in (("forget", ID, "--yes"), ("export", ID, "--json")):
        found = run(root, *command, *DAY)
        assert found.exit_code != 0
        assert "private/" in found.output + found.stderr
    assert {path: path.read_bytes() for path in stood} == stood


def test_a_sealed_sentence_about_the_person_is_told_by_its_place(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "touches: [{on: 2026-11-06, channel: mail, note: 鬼束 翠之介さんの話をした。}]\n"
    sealed(root, monkeypatch, told)
    found = run(root, "forget", ID, "--yes", *DAY)
    assert found.exit_code == 1
    assert "private/kenichi-sato.yml" in found.output
    assert "鬼束" not in found.output
