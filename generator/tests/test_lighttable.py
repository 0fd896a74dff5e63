"""The preview's table: the mail as it is sent, what a mail program decides, and nothing in a site."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from portals import SmallPortal

from enishi.build import Means, build_site, open_portal
from enishi.dates import Day
from enishi.lighttable import ROOT, VIEWS, Answer, LightTable
from enishi.outputs.newsletter import render_html, render_text
from enishi.problems import Problems

Make = Callable[[dict[str, str | bytes]], SmallPortal]
TODAY = date(2026, 11, 27)
ORIGIN = "http://127.0.0.1:8000"
EVIL = "<script>alert(1)</script>\"'{{ 7*7 }}"
PORTAL: dict[str, str | bytes] = {
    "content/news/2026-11-20-a.md": f"---\ntitle: 'お茶 {EVIL.replace(chr(39), chr(39) * 2)}'\n---\n"
    "本文です。light dark の話。<script>alert(2)</script>\n",
    "content/news/2026-01-01-old.md": "---\ntitle: むかし\n---\n本文\n",
    "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-25\n---\nお元気ですか。\n",
    "content/newsletters/2026-12.md": "---\ntitle: 下書き\ndate: 2026-11-27\ndraft: yes\n---\nあ\n",
}


def bench_of(small: SmallPortal, *, drafts: bool = False) -> LightTable:
    bench = LightTable(drafts=drafts)
    bench.take(open_portal(small.root, Problems(), lambda zone: Day(TODAY, drafts)))
    return bench


def text_of(answer: Answer | None) -> str:
    assert answer is not None
    return answer.body.decode()


def test_the_mail_is_what_is_sent_but_for_what_a_mail_program_decides(portal: Make) -> None:
    small = portal(PORTAL)
    opened = open_portal(small.root, Problems(), lambda zone: Day(TODAY))
    sent = render_html(opened.publication.newsletters[0], opened.publication, opened.press)
    bench = bench_of(small)
    for scheme, other in (("light", "@media not all"), ("dark", "@media all")):
        shown = text_of(
            bench.answer(f"{ROOT}letters/2026-11/mail.html", f"scheme={scheme}", ORIGIN)
        )
        back = shown.replace('<base target="_blank">', "")
        settled = f'(:root{{color-scheme:|schemes?" content="){scheme}\\b'
        back = re.sub(settled, r"\1light dark", back)
        back = back.replace(other, "@media (prefers-color-scheme:dark)")
        assert back == sent
    sheet = text_of(bench.answer(f"{ROOT}letters/2026-11/", "", ORIGIN))
    assert "prefers-color-scheme" in sent
    words = render_text(opened.publication.newsletters[0], opened.publication, opened.press)
    assert words.splitlines()[0] in sheet


def test_pictures_come_from_here_or_not_at_all_and_nothing_runs(portal: Make) -> None:
    bench = bench_of(portal(PORTAL))
    for path, query, pictures in (
        ("letters/2026-11/mail.html", "", f"img-src 'self' {ORIGIN} data:"),
        ("letters/2026-11/mail.html", "images=off", "img-src 'none'"),
        ("news/2026-11-20-a/mail.html", "images=off", "img-src 'none'"),
        ("news/2026-11-20-a/feed.html", "", f"img-src 'self' {ORIGIN} data:"),
    ):
        answer = bench.answer(ROOT + path, query, ORIGIN)
        assert answer is not None
        assert answer.policy.startswith("sandbox ")
        assert "allow-scripts" not in answer.policy
        assert "default-src 'none'" in answer.policy
        assert answer.policy.endswith(pictures)


def test_an_article_shows_the_letter_that_tells_it_and_its_entry(portal: Make) -> None:
    bench = bench_of(portal(PORTAL))
    sheet = text_of(bench.answer(f"{ROOT}news/2026-11-20-a/", "", ORIGIN))
    assert "「便り」に載っています" in sheet
    assert 'src="mail.html?scheme=dark"' in sheet
    assert "本文です" in text_of(bench.answer(f"{ROOT}news/2026-11-20-a/feed.html", "", ORIGIN))
    old = text_of(bench.answer(f"{ROOT}news/2026-01-01-old/", "", ORIGIN))
    assert "この記事を伝える手紙は、まだありません" in old
    assert "mail.html" not in old
    assert bench.answer(f"{ROOT}news/2026-01-01-old/mail.html", "", ORIGIN) is None


@pytest.mark.parametrize("show", [*VIEWS, "nonsense", "<script>"])
def test_every_view_escapes_what_it_shows(portal: Make, show: str) -> None:
    bench = bench_of(portal(PORTAL))
    for path in ("letters/2026-11/", "news/2026-11-20-a/", "news/2026-11-20-a/feed.html", ""):
        page = text_of(bench.answer(ROOT + path, f"show={show}", ORIGIN))
        assert "<script" not in page
        assert "49" not in re.sub(r"\d+ ?(?:px|%|em)|#\w+", "", page)
    sheet = text_of(bench.answer(f"{ROOT}letters/2026-11/", f"show={show}", ORIGIN))
    now = re.findall(r'href="\?show=(\w+)" aria-current="page"', sheet)
    assert now == [show if show in VIEWS else "all"]


def test_drafts_are_there_only_where_they_are_asked_for(portal: Make) -> None:
    small = portal(PORTAL)
    hidden, shown = bench_of(small), bench_of(small, drafts=True)
    assert hidden.answer(f"{ROOT}letters/2026-12/", "", ORIGIN) is None
    assert "--drafts" in text_of(hidden.answer(ROOT, "", ORIGIN))
    assert "下書き" in text_of(shown.answer(f"{ROOT}letters/2026-12/", "", ORIGIN))
    assert "--drafts" not in text_of(shown.answer(ROOT, "", ORIGIN))


@pytest.mark.parametrize(
    "path",
    [
        "letters/nothing/",
        "letters/../news/",
        "pages/a/",
        "letters/2026-11/other.html",
        "letters/2026-11",
        "../private/a.yml",
        "news/2026-11-20-a/mail.html/",
    ],
)
def test_there_is_nothing_else(portal: Make, path: str) -> None:
    assert bench_of(portal(PORTAL)).answer(ROOT + path, "", ORIGIN) is None
    assert LightTable(drafts=False).answer(ROOT, "", ORIGIN) is None


def test_no_site_holds_the_table_and_a_refused_build_leaves_the_last_one(portal: Make) -> None:
    small = portal(PORTAL)
    bench = LightTable(drafts=False)

    def build() -> None:
        build_site(
            small.root,
            lambda zone: Day(TODAY),
            site=small.root / "site",
            means=Means(1, preview=True, witness=bench.take),
        )

    build()
    assert not (small.root / "site/_desk").exists()
    for file in (small.root / "site").rglob("*"):
        assert not file.is_file() or b"_desk" not in file.read_bytes(), file
    small.write({"content/news/2026-11-20-a.md": "---\ntitel: x\n---\n"})
    with pytest.raises(Exception, match="problem"):
        build()
    assert "お茶" in text_of(bench.answer(ROOT, "", ORIGIN))


def test_a_portal_without_an_address_has_pages_alone(portal: Make) -> None:
    news = {path: text for path, text in PORTAL.items() if "news/" in path}
    small = portal(news)
    settings = (small.root / "mkdocs.yml").read_text("utf-8")
    small.write({"mkdocs.yml": re.sub("site_url.*\n", "", settings)})
    page = text_of(bench_of(small).answer(f"{ROOT}news/2026-11-20-a/", "show=feed", ORIGIN))
    assert "feed.html" not in page
