"""`enishi new news --from`: what a press release says is taken out, never added, never published."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from portals import SmallPortal

from enishi import cli
from enishi.problems import Refused
from enishi.releases import LINES, OMITTED, Release, load_release, plain_title, without_contacts
from enishi.source.people import private_faults

Make = Callable[[dict[str, str | bytes]], SmallPortal]
TODAY = date(2026, 11, 27)
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"
RELEASE = """\
報道関係者各位
プレスリリース
2026年11月5日
株式会社れい

株式会社れい、第3世代センサー「ひだまり」の提供開始に関するお知らせ

このたび、株式会社れい（本社：東京都）は、電池のいらないセンサー「ひだまり」の提供を、2026年12月1日より開始いたします。すでに国内214社、約3,000台が稼働しております。
開発は、みらい計画の佐藤健一と秘密花子が、天神オフィスで担当しました。
【本件に関するお問い合わせ】
広報室 ＴＥＬ：０３－１２３４－５６７８ press@rei.example.com
"""
ENGLISH = """\
FOR IMMEDIATE RELEASE
November 5, 2026

Rei Inc. announces the launch of Hidamari, a sensor without a battery

Rei Inc. today starts selling Hidamari in 12 countries. More than 3,000 customers use it.
Press contact: Kay, +81 3-1234-5678, press@rei.example.com
"""
HTML = """<!doctype html><html><head><title>お知らせ | れい</title><style>p{color:red}</style>
<meta charset="utf-8"></head><body><nav>ホーム 会社概要</nav><header><h1>新しい窓のお知らせ</h1></header>
<main><p>2026/11/05</p><p>窓を<b>大きく</b>しました。<br>公園がよく見えるようになりました。</p>
<script>alert(1)</script><!-- 内緒 --></main><footer>© れい</footer></body></html>"""
PORTAL: dict[str, str | bytes] = {
    "content/timeline.yml": "projects: [{id: mirai, name: みらい計画}, {id: kumo, name: 雲}]\n"
    "offices: [{id: fukuoka, name: 福岡テラス}]\n"
    "products: [{id: hidamari, name: ひだまり}, {id: api, name: API}]\n"
    "renames: [{on: 2024, kind: office, old: 天神オフィス, new: 福岡テラス, of: fukuoka}]\n",
    "alumni/ken.yml": f"name: {{family: 佐藤, given: 健一}}\n{SHOWN}",
    "alumni/hanako.yml": "name: {family: 秘密, given: 花子}\n",
}


def read(given: str, stdin: bytes = b"", company: str = "株式会社れい") -> Release:
    return load_release(given, io.BytesIO(stdin), company)


def run(root: Path, *words: str, stdin: bytes = b"") -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        return CliRunner().invoke(cli.main, words, input=stdin, catch_exceptions=False)


def drafted(small: SmallPortal, *more: str, stdin: bytes = b"") -> str:
    result = run(small.root, "new", "news", *more, "--slug", "x", stdin=stdin)
    assert result.exit_code == 0, result.output
    (file,) = (small.root / "content/news").glob("*-x.md")
    return file.read_text("utf-8")


def refused(given: str, stdin: bytes = b"") -> list[str]:
    with pytest.raises(Refused) as found:
        read(given, stdin)
    return [one.code for one in found.value.problems]


# --- what is read


def test_a_japanese_release_gives_its_facts() -> None:
    found = read(RELEASE)
    assert found.title == "第3世代センサー「ひだまり」の提供開始"
    assert found.days == (date(2026, 11, 5), date(2026, 12, 1))
    assert found.who[0] == "株式会社れい"
    assert found.numbers == ("214社", "約3,000台")
    assert found.lead.startswith("このたび、株式会社れい")
    assert found.lead.endswith("開始いたします。")


def test_an_english_release_gives_its_facts() -> None:
    found = read(ENGLISH)
    assert found.title == "The launch of Hidamari, a sensor without a battery"
    assert found.days == (date(2026, 11, 5),)
    assert found.who == ("Rei Inc.",)
    assert found.numbers == ("12 countries", "3,000 customers")
    assert found.lead.startswith("Rei Inc.")


@pytest.mark.parametrize(
    "above",
    [
        "Exampleton, November 5, 2026",
        "東京、2026年11月5日",
        "News Release",
        "2026.11.05",
        "=====",
        "各位",
    ],
)
def test_what_stands_above_every_release_is_no_title(above: str) -> None:
    assert (
        read(f"{above}\n2026年11月6日 天神へ移りました\n").title == "2026年11月6日 天神へ移りました"
    )


@pytest.mark.parametrize("text", [RELEASE, ENGLISH])
def test_every_fact_stands_in_the_release(text: str) -> None:
    found = read(text)
    for fact in (*found.who, *found.numbers, found.lead):
        assert fact.replace("(", "（").replace(")", "）").replace(":", "：") in text or fact in text


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("【プレスリリース】秋の新製品についてのお知らせ", "秋の新製品"),
        ("株式会社れいは、本社を移転", "本社を移転"),
        ("「ひだまり」のお知らせ", "ひだまり"),
        ("Rei is pleased to announce that we have moved", "We have moved"),
        ("お知らせ", "お知らせ"),
        ("# 窓のお知らせ(訂正)", "窓"),
    ],
)
def test_titles_lose_what_makes_them_announcements(said: str, title: str) -> None:
    assert plain_title(said, "株式会社れい") == title


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年11月5日", date(2026, 11, 5)),
        ("２０２６年１１月５日", date(2026, 11, 5)),
        ("令和8年11月5日", date(2026, 11, 5)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("2026/11/5", date(2026, 11, 5)),
        ("2026.11.05", date(2026, 11, 5)),
        ("5 November 2026", date(2026, 11, 5)),
        ("Nov. 5th, 2026", date(2026, 11, 5)),
        ("2026年13月5日", None),
        ("2026年2月30日", None),
        ("11月5日", None),
        ("バージョン 1.2026.11.05.3", None),
    ],
)
def test_days_are_found_as_people_write_them_and_never_guessed(text: str, day: date | None) -> None:
    assert read(f"きょうの話\n{text}\n").days == ((day,) if day else ())


def test_html_is_reduced_to_its_words() -> None:
    found = read("-", HTML.encode())
    assert found.title == "新しい窓"
    assert found.days == (date(2026, 11, 5),)
    assert found.lines == (
        "2026/11/05",
        "窓を大きくしました。",
        "公園がよく見えるようになりました。",
    )


@pytest.mark.parametrize(
    ("coding", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("cp932", "Shift_JIS (CP932)"),
        ("euc_jp", "EUC_JP"),
        ("iso2022_jp", "ISO2022_JP"),
        ("utf-16", "UTF-16"),
    ],
)
def test_encodings_are_recognised_and_said(portal: Make, coding: str, said: str) -> None:
    text = RELEASE.replace("０３－１２３４－５６７８", "03-1234-5678")
    raw = text.encode(coding)
    assert read("-", raw).lines == read(text).lines
    assert read("-", raw).encoding == said
    small = portal(PORTAL)
    (small.root / "release.txt").write_bytes(raw)
    out = run(small.root, "new", "news", "--from", "release.txt", "--slug", "a").output
    assert (said in out) == (said != "UTF-8")


# --- what is refused


@pytest.mark.parametrize(
    ("given", "stdin", "code"),
    [
        ("nowhere.txt", b"", "from-missing"),
        ("press release.html", b"", "from-missing"),
        ("発表/relaese.docx", b"", "from-missing"),
        ("-", b"", "from-empty"),
        ("-", b" \n\t\r\n", "from-empty"),
        ("-", b"<html><body><script>x</script></body></html>", "from-empty"),
        ("-", b"PK\x03\x04\0\0docx", "from-binary"),
        ("-", b"%PDF-1.7 ...", "from-binary"),
        ("-", b"\xff\xfd\x80\x81\x82", "from-binary"),
        ("-", b"a" * 1_000_001, "file-large"),
    ],
)
def test_what_is_no_text_is_refused(given: str, stdin: bytes, code: str) -> None:
    assert refused(given, stdin) == [code]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    assert refused(str(tmp_path / "a.txt")) == ["file-unreadable"]


def test_an_address_that_is_none_is_refused(portal: Make) -> None:
    small = portal(PORTAL)
    for source in ("javascript:alert(1)", "https://a.example/ #x\n", "mailto:a@example.com"):
        result = run(small.root, "new", "news", "--from", "やあ。きょうの話", "--source", source)
        assert result.exit_code == 1
    result = run(small.root, "new", "event", "x", "--from", "やあ。きょうの話")
    assert result.exit_code == 2
    assert not list((small.root / "content").glob("news/*"))


# --- what is written


def test_the_draft_passes_the_checks_and_says_nothing_of_the_release(portal: Make) -> None:
    small = portal(PORTAL)
    text = drafted(small, "--from", RELEASE, "--source", "https://example.com/1")
    assert small.problems(TODAY) == []
    assert (small.root / "content/news/2026-11-05-x.md").is_file()
    (item,) = small.publication(TODAY, drafts=True).news
    assert item.source == "https://example.com/1"
    assert re.findall("<h2[^>]*>(.*?)</h2>", str(item.body)) == [
        "わたしたちにとって",
        "あのころを知っている人なら",
        "だれかに転送するときの一行",
    ]
    assert "いたします" in text
    shown = repr(item)
    assert "いたします" not in shown
    assert "3,000" not in shown
    assert small.publication(TODAY).news == ()


def test_nothing_of_it_is_published_even_when_the_draft_is_forgotten(portal: Make) -> None:
    small = portal(PORTAL)
    drafted(small, "--from", RELEASE)
    file = small.root / "content/news/2026-11-05-x.md"
    file.write_text(file.read_text("utf-8").replace("draft: yes ", "draft: no "), "utf-8")
    report = small.build(TODAY)
    for path in report.site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".xml", ".json", ".txt"):
            assert "いたします" not in path.read_text("utf-8"), path


def test_what_it_is_about_is_found_by_names_old_and_new(portal: Make) -> None:
    text = drafted(portal(PORTAL), "--from", RELEASE)
    about = text.partition("about:")[2].partition("\n#\n")[0]
    ids = re.findall(r"^    (?:# )?- (\S+)", about, re.MULTILINE)
    assert sorted(ids) == ["fukuoka", "hidamari", "ken", "mirai"]
    assert "    # - ken" in about, "two people may bear one name"
    assert "天神オフィス" in about


def test_names_without_consent_and_contacts_are_left_out(portal: Make) -> None:
    small = portal(PORTAL)
    text = drafted(small, "--from", RELEASE)
    assert "秘密花子" not in text
    assert "rei.example.com" not in text
    assert "５６７８" not in text
    assert "5678" not in text
    assert text.count(OMITTED) >= 3
    assert small.problems(TODAY) == []


def test_without_a_date_it_is_today_and_says_so(portal: Make) -> None:
    small = portal(PORTAL)
    result = run(small.root, "--lang", "en", "new", "news", "--from", "窓を大きくしました。やあ")
    assert "No date stands in the text" in result.output
    given = drafted(small, "--from", RELEASE, "--date", "2026-11-20")
    assert (small.root / "content/news/2026-11-20-x.md").is_file()
    assert "# 日付:" not in given


def test_standard_input_and_html_files_are_read(portal: Make) -> None:
    small = portal(PORTAL)
    small.write({"r.html": HTML})
    assert "窓を大きくしました" in drafted(small, "--from", "r.html")
    (small.root / "content/news/2026-11-05-x.md").unlink()
    assert "# > 窓を大きくしました。" in drafted(small, "--from", "-", stdin=HTML.encode())


CONTACTS = (
    "03-1234-5678",
    "０３（１２３４）５６７８",
    "TEL:03‐1234‐5678",
    "0120-123-456",
    "09012345678",
    "+81 (0)3 1234 5678",
    "a.b+c@example.com",
    "ａ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "電話 1234-5678(内線 12345)",
)


@pytest.mark.parametrize("contact", CONTACTS)
def test_contacts_are_left_out_however_they_are_written(contact: str) -> None:
    line = without_contacts(f"広報の者です {contact} まで")
    assert not re.search(r"\d{4}|[@＠]|[０-９]{4}", line)
    assert line.startswith("広報の者です")
    assert list(private_faults(line)) == []


@pytest.mark.parametrize(
    "line", ["2026-11-05 10:00 開始", "約3,000,000,000円", "https://a.example/0312345678"]
)
def test_days_and_sums_are_no_contacts(line: str) -> None:
    assert without_contacts(line) == line


PIECES = ("---\n", "...\n", "# ", ": ", "<p>", "<!--", "-->", "\0", "\u202e", "{{ 1 }}", "$title")


@settings(deadline=None, max_examples=60)
@example(text="<p>\x08")
@example(text="<p>a&#8;b</p>&#0;&#xD800;<br>&#x1b;")
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=12).map("".join))
def test_any_text_becomes_lines_that_can_stand_behind_a_sign(text: str) -> None:
    try:
        found = read("-", text.encode("utf-8", "replace"))
    except Refused as fault:
        assert {one.code for one in fault.problems} <= {"from-empty", "from-binary"}
        return
    assert all(line and line.isprintable() for line in found.lines)
    assert "\n" not in found.title


def test_hostile_releases_pass_the_checks_and_take_little_time(portal: Make) -> None:
    small = portal(PORTAL)
    evil = "\n".join(
        ["---", "title: x", "'\"]} # {{ 7*7 }} $title ${x} <script>alert(1)</script>"] * 9
    )
    big = [
        evil,
        "<div>" * 100_000 + "あ。きょうの話",
        "A" * 900_000,
        "1" * 900_000,
        "a@" * 400_000,
        "株式会社" * 80_000,
        "2026年11月5日" * 40_000,
        "(" * 300_000 + "【" * 90_000,
        "x\n" * 400_000,
    ]
    start = time.perf_counter()
    for number, text in enumerate(big):
        result = run(
            small.root, "new", "news", "--from", "-", "--slug", f"h{number}", stdin=text.encode()
        )
        assert result.exit_code == ("<div>" in text), result.output
    assert small.problems(TODAY) == []
    spent = time.perf_counter() - start
    assert spent < 20
    files = list((small.root / "content/news").glob("*"))
    assert len(files) == len(big) - 1, "all but the one whose words no reader of HTML would find"
    assert all(file.read_text("utf-8").count("\n# > ") <= LINES for file in files)
