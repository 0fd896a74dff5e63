"""Whoever asks is given everything that is held about them, and nothing about anybody else."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal
from test_cli import run

from enishi.desk.belongings import HIDDEN

Make = Callable[[dict[str, str | bytes]], SmallPortal]
DAY = ("--today", TODAY.isoformat())
ID = "midori-onizuka"
VALUES = {
    "name": "鬼塚 翠",
    "tenures": "機関長",
    "now": "看板係",
    "profiles": "https://midori.example.com/",
    "bio": "古い灯台で番をしています",
    "email": "midori@mail.example.com",
    "phone": "090-1234-5678",
    "birthday": "1985-04-12",
    "touch": "灯台のレンズを替えたとのこと",
    "notes": "妹さんは島の郵便局にお勤め",
    "evidence": "申込書の束のいちばん上",
    "notice": "お名前と経歴を載せます",
    "send": "2026-11-20T09:00",
    "draft": "海の様子はいかがですか",
    "mention": "鬼塚 翠さんの灯り",
    "graduation": "灯りの落ちた工場で拍手をもらった",
    "board": "雪の日に二人で押した台車",
    "letter": "縁側から秋の便りです",
    "memo": "困ったときは一時間いつでも",
    "bounce": "5.1.1",
    "handover": "翠さんに灯台の本を返すこと",
}
OTHERS = ("hidden@mail.example.com", "隠田 健三", "kenzo-onda", "離婚の相談を受けた")
FILES: dict[str, str | bytes] = {
    f"alumni/{ID}.yml": f"""\
name: {{family: 鬼塚, given: 翠}}
tenures: [{{joined: 2015, left: 2026-03, title: 機関長}}]
now: {{title: 看板係}}
profiles: {{website: "{VALUES["profiles"]}"}}
photo: midori.jpg
bio: 古い灯台で番をしています。<script>alert(1)</script>
consents:
  - {{purpose: portal, status: given, on: 2026-01-01, notice: portal-2026}}
  - {{purpose: photo, status: given, on: 2026-01-01}}
""",
    f"private/{ID}.yml": f"""\
emails: [{VALUES["email"]}]
phones: [{VALUES["phone"]}]
birthday: {VALUES["birthday"]}
touches: [{{on: 2026-11-05, channel: phone, note: {VALUES["touch"]}}}]
notes: |
  {VALUES["notes"]}。
  隠田 健三さんの電話 080-9999-8888 を聞いた。
consents: [{{purpose: newsletter, status: given, on: 2026-02-02, evidence: {VALUES["evidence"]}}}]
""",
    "alumni/kenzo-onda.yml": "name: {family: 隠田, given: 健三}\ntenures: [{joined: 2001}]\n",
    "private/kenzo-onda.yml": f"emails: [{OTHERS[0]}]\nphones: [080-9999-8888]\nnotes: {OTHERS[3]}。鬼塚 翠さんも同席。\n",
    "private/sends/2026-11.yml": f"- {{to: {VALUES['email']}, at: '{VALUES['send']}'}}\n- {{to: {OTHERS[0]}, at: x}}\n",
    "private/outcomes/2026.yml": f"- {{kind: talk, person: {ID}, with: kenzo-onda, mail: {OTHERS[0]}}}\n",
    f"private/drafts/{ID}.md": f"{VALUES['draft']}\n",
    f"content/graduations/{ID}.md": f"---\nperson: {ID}\ndate: 2026-03-31\npeak: {{what: 灯り}}\n---\n{VALUES['graduation']}。\n",
    f"private/graduations/{ID}/board.md": f"- 三好: {VALUES['board']}\n",
    f"private/graduations/{ID}/memo.html": f"<title>x</title><style>p {{}}</style><p>{VALUES['memo']}</p>\n",
    f"private/graduations/{ID}/memo.pdf": b"%PDF-1.7\n\0\xff",
    f"private/outbox/2026-11/{ID}.eml": f"Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{b64encode(VALUES['letter'].encode()).decode()}\n",
    "private/bounces.jsonl": f'{{"message": "1", "on": "2026-11-21", "how": "hard", "person": "{ID}", "status": "{VALUES["bounce"]}"}}\n{{"message": "2", "on": "2026-11-21", "how": "soft", "person": "kenzo-onda", "status": "4.2.2"}}\n',
    "private/handovers/2026-11-20/handover.md": f"- 鬼塚 {VALUES['handover']}\n- 鬼塚 翠、隠田 健三\n- ほか\n",
    "content/notices/portal-2026.md": f"---\ntitle: 掲載\ndate: 2026-01-01\n---\n{VALUES['notice']}。\n",
    "content/news/2026-11-01-a.md": f"---\ntitle: {VALUES['mention']}\nauthor: {ID}\n---\n本文\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "teal").save(out, "JPEG")
    files = {"mkdocs.yml": MKDOCS, **FILES, "alumni/photos/midori.jpg": out.getvalue()}
    return SmallPortal(tmp_path_factory.mktemp("export") / "portal").write(files).root


@pytest.fixture(scope="module")
def handed(root: Path) -> Path:
    """The folder for the person."""
    folder = root.parent / "handed"
    result = run(root, "export", ID, "--to", str(folder), *DAY)
    assert result.exit_code == 0, result.output
    return folder


def test_everything_about_the_person_is_in_both(handed: Path) -> None:
    table = (handed / "export.json").read_text(encoding="utf-8")
    page = (handed / "export.html").read_text(encoding="utf-8")
    assert [key for key, one in VALUES.items() if one not in table] == []
    assert [key for key, one in VALUES.items() if one not in page] == []
    held = json.loads(table)
    assert (held["format"], held["version"], held["id"]) == ("enishi-person", 1, ID)
    assert json.dumps(held, ensure_ascii=False, indent=2, sort_keys=True) + "\n" == table
    assert {one["field"] for one in held["where"]} >= {"name", "bio", "photo"}
    assert {f"{one['path']}:{one['line']}" for one in held["mentions"]} == {
        "content/news/2026-11-01-a.md:2",
        "content/news/2026-11-01-a.md:3",
        "private/:0",
    }
    assert [one["path"] for one in held["told"]] == [
        "private/bounces.jsonl",
        "private/handovers/2026-11-20/handover.md",
        "private/handovers/2026-11-20/handover.md",
        "private/outcomes/2026.yml",
        "private/sends/2026-11.yml",
    ]
    assert held["told"][0]["row"]["status"] == VALUES["bounce"]
    (photo,) = held["photos"]
    assert hashlib.sha256((handed / photo["file"]).read_bytes()).hexdigest() == photo["sha256"]


def test_nothing_of_other_people_is_in_it(handed: Path) -> None:
    for name in ("export.json", "export.html"):
        text = (handed / name).read_text(encoding="utf-8")
        assert [one for one in (*OTHERS, "080-9999-8888") if one in text] == []
        assert HIDDEN in text


def test_what_is_no_text_is_handed_out_as_a_file(handed: Path, root: Path) -> None:
    held = json.loads((handed / "export.json").read_text(encoding="utf-8"))
    (memo,) = [one for one in held["private"] if "file" in one]
    assert memo["path"] == f"private/graduations/{ID}/memo.pdf"
    data = (handed / memo["file"]).read_bytes()
    assert data == (root / memo["path"]).read_bytes()
    assert memo["sha256"] == hashlib.sha256(data).hexdigest()
    assert f'href="{memo["file"]}"' in (handed / "export.html").read_text(encoding="utf-8")


def test_the_keys_of_the_table_are_those_of_the_documentation(handed: Path) -> None:
    held = json.loads((handed / "export.json").read_text(encoding="utf-8"))
    page = (REPOSITORY / "docs/privacy.md").read_text(encoding="utf-8")
    said = page[page.index('"format": "enishi-person"') :]
    known = set(re.findall(r"`(\w+)`", said[: said.index("\n## ")])) | {"format", "version"}
    assert set(held) <= known
    for key in ("public", "private", "photos", "told", "mentions", "where"):
        assert {inner for one in held[key] for inner in one} <= known, key


def test_who_has_a_private_record_alone_is_given_it(tmp_path: Path) -> None:
    record = "person: {name: {family: 影山, given: 光}}\nemails: [kage@mail.example.com]\n"
    small = SmallPortal(tmp_path / "portal").write(
        {"mkdocs.yml": MKDOCS, "private/kage.yml": record}
    )
    said = run(small.root, "export", "kage", "--json", *DAY)
    held = json.loads(said.stdout)
    assert (held["name"], held["shown"], held["public"]) == ("影山 光", False, [])
    assert "kage@mail.example.com" in said.stdout


def test_only_its_owner_can_read_it(handed: Path) -> None:
    assert handed.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in handed.iterdir()} == {0o600}


def test_the_table_alone_can_be_had(root: Path, handed: Path) -> None:
    result = run(root, "export", ID, "--json", *DAY)
    assert result.stdout == (handed / "export.json").read_text(encoding="utf-8")
    lone = run(root, "export", "kenzo-onda", "--json", *DAY)
    held = json.loads(lone.stdout)
    assert (held["shown"], held["where"], len(held["private"])) == (False, [], 1)
    assert "midori" not in json.dumps(held["private"])


@pytest.mark.parametrize("place", ["content/x", "alumni/x", "templates/x", "site/x", "."])
def test_it_is_not_written_where_the_site_is_made_from(root: Path, place: str) -> None:
    result = run(root, "--lang", "en", "export", ID, "--to", place, *DAY)
    assert result.exit_code == 1
    assert "Nothing private is written here" in result.stderr
    assert not (root / place / "export.html").exists()


def test_it_is_not_written_where_git_would_take_it_in(root: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(root, tmp_path / "portal"))
    subprocess.run(["git", "init", "-q"], cwd=copy, check=True)
    refused = run(copy, "--lang", "en", "export", ID, "--to", "for-midori", *DAY)
    assert (refused.exit_code, "taken in by git" in refused.stderr) == (1, True)
    (copy / ".gitignore").write_text("/for-midori/\n", encoding="utf-8")
    assert run(copy, "export", ID, "--to", "for-midori", *DAY).exit_code == 0
    again = run(copy, "--lang", "en", "export", ID, "--to", "for-midori", *DAY)
    assert (again.exit_code, "not empty" in again.stderr) == (1, True)


def test_the_page_is_in_the_language_that_is_wanted(root: Path, tmp_path: Path) -> None:
    run(root, "export", ID, "--to", str(tmp_path / "en"), "--page-lang", "en", *DAY)
    page = (tmp_path / "en/export.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "What we hold about 鬼塚 翠" in page
    assert "&lt;script&gt;" in page and "<script" not in page


@pytest.mark.java
def test_the_page_is_correct_html(handed: Path, html_faults: Callable[[Path], list[str]]) -> None:
    assert html_faults(handed) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_read_by_everybody(handed: Path, browser: Browser, scheme: str) -> None:
    from browsing import faults, fits, pale

    context = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((handed / "export.html").as_uri())
    assert faults(page) == []
    assert pale(page) == []
    assert all(fits(page, width) for width in (320, 360, 1280))
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()
