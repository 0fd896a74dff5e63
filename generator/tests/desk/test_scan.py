"""The last scan: no private value is published, in no disguise, and none is told."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import quopri
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from portals import TODAY, SmallPortal

from enishi.build import Means, Report, build_site
from enishi.dates import Day
from enishi.desk.guard import SiteGuard
from enishi.desk.needles import Needle, needles_in, needles_of_name
from enishi.desk.watch import Watching
from enishi.problems import Problem, Problems, Refused
from enishi.report import render_problems
from enishi.source.nodes import parse_yaml

Make = Callable[[dict[str, str | bytes]], SmallPortal]
MAIL, PHONE, BIRTHDAY = "Kenichi.S@mail.example.com", "090-1234-5678", "1985-04-12"
NOTE = "奥さまのご実家が、糸島で養蜂をなさっている。"
ENGLISH = "Her brother runs a bank in Leeds and might lend."
PAGE = "https://himitsu.example.com/diary"
RECORD = f"""\
emails: [{MAIL}]
phones: [{PHONE}]
birthday: {BIRTHDAY}
stage: customer
follow: [{PAGE}]
touches:
  - {{on: 2026-11-05, channel: phone, note: {NOTE}}}
notes: |
  - **{ENGLISH}**
  短い
"""
CONSENT = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"
KEN = f"name: 佐藤 健\ntenures: {{joined: 1990}}\n{CONSENT}"
NEWS = "content/news/2026-11-05-a.md"


def watch_over(text: str = RECORD) -> Watching:
    node = parse_yaml(text, "private/ken.yml", Problems())
    assert node
    return Watching(needles_in(node, "private/ken.yml"), b"k" * 32, lambda found: frozenset())


def fields_found(data: str | bytes, path: str = "a.html", text: str = RECORD) -> set[str]:
    raw = data.encode() if isinstance(data, str) else data
    return {field for _, field, _ in watch_over(text).hits(path, raw)}


def entities(value: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in value)


def hexed(value: str) -> str:
    return "".join(f"&#x{ord(letter):X};" for letter in value)


DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "HTML": lambda it: f"<p>{html.escape(it)}</p>",
    "entities": entities,
    "hexadecimal entities": hexed,
    "HTML within XML": lambda it: html.escape(f"<p>{entities(it)}</p>"),
    "JSON": json.dumps,
    "JSON within HTML": lambda it: html.escape(json.dumps({"a": it})),
    "JSON within JSON": lambda it: json.dumps(json.dumps(it)),
    "percent": lambda it: f"mailto:x?body={quote(it, safe='')}",
    "percent twice": lambda it: quote(quote(it, safe=""), safe=""),
    "quoted-printable": lambda it: quopri.encodestring(it.encode(), quotetabs=True).decode(),
    "base64": lambda it: base64.b64encode(it.encode()).decode(),
    "base64 within a text": lambda it: base64.b64encode(f"xy {it} zz".encode()).decode(),
    "base64 of addresses": lambda it: base64.urlsafe_b64encode(f"? {it} ?".encode()).decode(),
    "a data address": lambda it: (
        f'<img src="data:text/plain;base64,{base64.b64encode(it.encode()).decode()}">'
    ),
    "full width": lambda it: "".join(
        chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in it
    ),
    "between tags": lambda it: f"<td><b>{it[:3]}</b><wbr>{it[3:5]}<i>{it[5:]}</i></td>",
    "in an attribute": lambda it: f'<img alt="{html.escape(it)}">',
    "with what nobody sees": lambda it: "\u200b".join(it),
    "with soft hyphens": lambda it: "\u00ad".join(it),
    "with fillers": lambda it: "\u3164".join(it),
    "within a sentence": lambda it: f"ですから{it}をどうぞ",
    "in a cell": lambda it: f"<tr><td>1</td><td>{html.escape(it)}</td><td>2</td></tr>",
    "in an item within XML": lambda it: html.escape(f"<li>a</li><li>{html.escape(it)}</li>"),
}
VALUES = {
    "emails[0]": MAIL,
    "phones[0]": PHONE,
    "birthday": BIRTHDAY,
    "follow[0]": PAGE,
    "touches[0].note": NOTE,
    "notes": ENGLISH,
}


@pytest.mark.parametrize("field", VALUES)
@pytest.mark.parametrize("name", DISGUISES)
def test_a_value_is_found_in_every_disguise(field: str, name: str) -> None:
    """Between texts that have nothing to hide, and alone."""
    worn = DISGUISES[name](VALUES[field])
    for text in (worn, f"<html>\n<p>ようこそ。\n{worn}\n</p>\n</html>\n"):
        assert fields_found(text) == {field}


@pytest.mark.parametrize(
    "written",
    [
        "09012345678",
        "090 1234 5678",
        "(090) 1234-5678",
        "090.1234.5678",
        "090‐1234‐5678",
        "０９０－１２３４－５６７８",
        "+81 90-1234-5678",
        "+819012345678",
        "tel:+81-90-1234-5678",
        "<a href='tel:+819012345678'>電話</a>",
        "+81 (0)90-1234-5678",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(written: str) -> None:
    assert fields_found(f"お電話は{written}まで") == {"phones[0]"}


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("+44 20 7946 0000", "020 7946 0000"),
        ("+1 212-555-0199", "(212) 555-0199"),
        ("+353 86 123 4567", "086 123 4567"),
        ("+39 06 1234 5678", "tel:+390612345678"),
        ("+65 6123 4567", "+65-6123-4567"),
    ],
)
def test_a_phone_number_is_found_with_and_without_its_country(kept: str, written: str) -> None:
    assert fields_found(written, text=f"phones: ['{kept}']\n") == {"phones[0]"}


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("emails: [健@例.jp]", "連絡は健@例.jpへ"),
        ("emails: [o'neill@mail.example.com]", "<o'neill@mail.example.com>"),
        ("notes: 連絡はken@mail.example.comまで", "ken@mail.example.com"),
        ("follow: ['https://himitsu.example.com/%E6%97%A5%E8%A8%98/']", "himitsu.example.com/日記"),
        (
            "follow: ['https://himitsu.example.com/日記']",
            "//himitsu.example.com/%e6%97%a5%e8%a8%98#a",
        ),
    ],
)
def test_an_address_is_found_however_it_is_written(kept: str, written: str) -> None:
    assert len(fields_found(written, text=kept)) == 1


@pytest.mark.parametrize(
    ("written", "is_it"),
    [
        ("卒業生のAna Marさんより", True),
        ("<b>Ana</b>\nMar", True),
        ("Ana María", False),
        ("Sultana Mar", False),
        ("éAna Mar", False),
    ],
)
def test_a_latin_name_is_found_as_words(written: str, is_it: bool) -> None:
    watch = Watching(needles_of_name(["Ana Mar"], "p"), b"", lambda found: frozenset())
    assert bool(set(watch.hits("a.html", written.encode()))) is is_it


def test_letters_beyond_the_first_plane_are_found_in_json() -> None:
    said = "𠮷野家の𠮷田さんに紹介された"
    assert fields_found(json.dumps(said), text=f"notes: {said}\n") == {"notes"}


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_as_it_says_itself(coding: str) -> None:
    text = f"\ufeff/* {MAIL} {NOTE} */".removeprefix("\ufeff" if coding == "utf-8-sig" else "")
    assert fields_found(text.encode(coding), "a.css") == {"emails[0]", "touches[0].note"}


@pytest.mark.parametrize(
    "written",
    ["1985年4月12日生まれ", "1985/04/12", "1985.4.12", "BDAY:19850412", "12 April 1985", "April 12th, 1985", "born 1985-04-12."],
)  # fmt: skip
def test_a_birthday_is_found_however_it_is_written(written: str) -> None:
    assert fields_found(written) == {"birthday"}


def test_a_long_text_is_found_where_its_lines_are_broken() -> None:
    half = len(NOTE) // 2
    assert fields_found(f"DESCRIPTION:{NOTE[:half]}\r\n {NOTE[half:]}\r\n", "a.ics")
    assert fields_found(f"{NOTE[:half]}\n      {NOTE[half:]}")
    assert fields_found(base64.encodebytes((NOTE * 5).encode()).decode())
    assert fields_found(gzip.compress(NOTE.encode()), "sitemap.xml.gz")
    assert fields_found("x", f"alumni/{MAIL.lower()}/index.html") == {"emails[0]"}


@pytest.mark.parametrize(
    "innocent",
    [
        "akenichi.s@mail.example.com",
        "kenichi.s@mail.example.com.au",
        "kenichi.s@mail.example.commerce",
        "090-1234-5679",
        "11985-04-122",
        "2026-11-05",
        f"{PAGE}-club",
        f"{PAGE}/2026",
        f"{PAGE}/庭木",
        "customer phone 短い",
        "奥さまのご実家",
    ],
)
def test_another_value_is_not_taken_for_it(innocent: str) -> None:
    assert fields_found(f"<p>{innocent}</p>") == set()


def drawn(kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, kind, **more)
    return out.getvalue()


def test_what_a_picture_carries_is_looked_at() -> None:
    exif = Image.Exif()
    exif[0x010E] = ENGLISH
    exif.get_ifd(0x8769)[0x9286] = MAIL.encode()
    xp = Image.Exif()
    xp[0x9C9C] = NOTE.encode("utf-16-le")
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", NOTE, zip=True)
    words.add_itxt("Author", MAIL)
    plain = drawn("PNG")
    said = b"zTXtComment\0\0" + zlib.compress(MAIL.encode())
    chunk = struct.pack(">I", len(said) - 4) + said + struct.pack(">I", zlib.crc32(said))
    behind = plain[:-12] + chunk + plain[-12:]
    xmp = f"<x:xmpmeta>{NOTE}</x:xmpmeta>".encode()
    assert fields_found(drawn("JPEG", exif=exif), "a.jpg") == {"notes", "emails[0]"}
    assert fields_found(drawn("JPEG", exif=xp), "a.jpg") == {"touches[0].note"}
    assert fields_found(drawn("JPEG", comment=MAIL.encode()), "a.jpg") == {"emails[0]"}
    assert fields_found(drawn("JPEG", xmp=xmp), "a.jpg") == {"touches[0].note"}
    assert fields_found(drawn("WEBP", xmp=xmp), "a.webp") == {"touches[0].note"}
    assert fields_found(drawn("PNG", pnginfo=words), "a.png") == {"touches[0].note", "emails[0]"}
    assert fields_found(behind, "a.png") == {"emails[0]"}
    assert fields_found(b"no picture at all, " + MAIL.encode(), "a.png") == {"emails[0]"}
    assert fields_found(drawn("JPEG"), "a.jpg") == set()
    assert fields_found(behind, "a.map") == {"emails[0]"}, "by whatever name"


def chunk(kind: bytes, said: bytes) -> bytes:
    return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))


@pytest.mark.parametrize("value", [MAIL, NOTE])
def test_a_picture_carries_text_in_many_ways(value: str) -> None:
    """Formats speak of Latin letters or of UTF-16, and programs write UTF-8 all the same."""
    raw, plain = value.encode(), drawn("JPEG")
    big, little = value.encode("utf-16-be"), value.encode("utf-16-le")
    said = Image.Exif()
    said.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + big
    place = Image.Exif()
    place.get_ifd(0x8825)[0x1C] = b"UNICODE\0" + little
    table = b"mluc" + bytes(8) + struct.pack(">I", 12) + b"jaJP" + struct.pack(">II", len(big), 28)
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(raw) + 5)
    block += b"\x1c\x02\x78" + struct.pack(">H", len(raw)) + raw
    carried = {
        "comment": drawn("GIF", comment=raw),
        "behind its end": plain + raw,
        "of another program": plain[:2] + b"\xff\xef" + struct.pack(">H", len(raw) + 2) + raw + plain[2:],
        "IPTC": plain[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + plain[2:],
        "user comment": drawn("JPEG", exif=said),
        "place": drawn("JPEG", exif=place),
        "colours": drawn("JPEG", icc_profile=bytes(129) + table + big),
        "tEXt": drawn("PNG")[:33] + chunk(b"tEXt", b"Comment\0" + raw) + drawn("PNG")[33:],
        "zTXt": drawn("PNG")[:33] + chunk(b"zTXt", b"C\0\0" + zlib.compress(raw)) + drawn("PNG")[33:],
    }  # fmt: skip
    missed = [name for name, data in carried.items() if len(fields_found(data, "a.png")) != 1]
    assert missed == []


SAYINGS = st.text(st.sampled_from("あいう縁側庭木漢字abcdef .、。"), min_size=14, max_size=60)


@given(SAYINGS, st.sampled_from(sorted(DISGUISES)), SAYINGS, SAYINGS)
def test_any_saying_is_found_in_any_disguise(
    value: str, name: str, before: str, behind: str
) -> None:
    node = parse_yaml(f"notes: {json.dumps(value, ensure_ascii=False)}", "p", Problems())
    assert node
    needles = list(needles_in(node, "p"))
    watch = Watching(needles, b"", lambda found: frozenset())
    worn = DISGUISES[name](value.strip())
    hits = set(watch.hits("a.txt", f"{before}\n{worn}\n{behind}".encode()))
    assert bool(hits) == bool(needles)


def told_slowly(text: str) -> str:
    """Everything that a text says, decoded as a whole and without any of the scan's shortcuts."""
    parts = [text]
    for part in parts:
        if len(parts) > 400:
            break
        plain = html.unescape(html.unescape(part))
        new = {plain, unquote(plain), re.sub(r"<[^<>]*>", "", plain)}
        new.add(quopri.decodestring(plain.encode()).decode("utf-8", "replace"))
        new.add(re.sub(r"\\\\u([0-9a-f]{4})", lambda it: chr(int(it[1], 16)), plain))
        new.add(re.sub(r"\\\\([\"\\\\])", r"\1", plain))
        for run in re.findall(r"[A-Za-z0-9+/_-]{12,}", plain):
            data = base64.urlsafe_b64decode(
                run.replace("+", "-").replace("/", "_")[: len(run) // 4 * 4]
            )
            new.add(data.decode("utf-8", "ignore"))
        parts += sorted(new.difference(parts))
    return "".join("".join(parts).split()).casefold()


PAGES = st.lists(
    st.sampled_from(
        [
            "<!doctype html>", '<link rel="icon" href="../assets/a.png">', "<p>庭木の話。</p>",
            "<li>縁側</li>", "", "a < b", "京都=", "  <nav>", '<a href="?a=%E3%81%82">あ</a>', "&amp;",
        ]
    ),
    max_size=12,
)  # fmt: skip


@given(
    st.lists(SAYINGS, min_size=1, max_size=4),
    st.lists(st.tuples(PAGES, st.integers(0, 5), st.sampled_from(sorted(DISGUISES)), st.integers(0, 60)), min_size=1, max_size=4),
)  # fmt: skip
def test_the_quick_scan_finds_what_a_slow_one_finds(
    values: list[str], files: list[tuple[list[str], int, str, int]]
) -> None:
    """In several files with lines in common, of values that begin in one and end in the next."""
    node = parse_yaml(f"notes: {json.dumps(values, ensure_ascii=False)}", "p", Problems())
    assert node
    needles = list(needles_in(node, "p"))
    watch = Watching(needles, b"", lambda found: frozenset())
    for lines, number, name, cut in files:
        value = values[number].strip() if number < len(values) else "何もない"
        worn = DISGUISES[name](value)
        if name in ("as it is", "in capitals", "full width", "between tags"):
            worn = f"{worn[:cut]}\n{worn[cut:]}"
        text = "\n".join([*lines, worn, *lines])
        slow = told_slowly(unicodedata.normalize("NFKC", re.sub("[\u200b\u00ad]", "", text)))
        wanted = {watch._mark(one) for one in needles if one.text in slow}
        assert wanted <= {mark for _, _, mark in watch.hits("a.html", text.encode())}, (name, worn)


def guarded(small: SmallPortal, site: Path | None = None) -> Report:
    means = Means(guard=SiteGuard(small.root))
    return build_site(small.root, lambda zone: Day(TODAY), site=site, means=means)


def refused(small: SmallPortal) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        guarded(small)
    for lang in ("ja", "en"):
        for form in ("text", "json", "github"):
            told = render_problems(caught.value.problems, lang, form)
            assert not any(value in told for value in VALUES.values())
    return caught.value.problems.errors


def news(text: str) -> dict[str, str | bytes]:
    return {NEWS: f"---\ntitle: 題\n---\n{text}\n"}


@pytest.mark.parametrize("field", VALUES)
def test_a_site_with_a_private_value_is_not_published(portal: Make, field: str) -> None:
    small = portal({"alumni/ken.yml": KEN, "private/ken.yml": RECORD, **news("本文")})
    guarded(small)
    before = (small.site / "news/2026-11-05-a/index.html").read_bytes()
    small.write(news(f"本文\n\n{entities(VALUES[field])}"))
    problems = refused(small)
    assert {(one.code, one.field) for one in problems} == {("private-in-site", field)}
    assert all(one.path.startswith("site/") for one in problems)
    assert all(dict(one.values)["record"] == "private/ken.yml" for one in problems)
    assert (small.site / "news/2026-11-05-a/index.html").read_bytes() == before
    small.write(news("本文だけ"))
    guarded(small)
    assert "本文だけ" in (small.site / "news/2026-11-05-a/index.html").read_text()


def test_a_new_private_value_is_looked_for_in_the_whole_site(portal: Make) -> None:
    """Also where no page is made anew."""
    small = portal({"alumni/ken.yml": KEN, "private/ken.yml": RECORD, **news("03-9876-5432")})
    guarded(small)
    assert guarded(small).made == 0
    small.write({"private/rie.yml": "phones: [+81-3-9876-5432]\n"})
    (problem,) = refused(small)
    assert dict(problem.values)["record"] == "private/rie.yml"
    assert refused(small) == [problem], "and again"
    (small.root / "private/rie.yml").unlink()
    assert guarded(small).made == 0


def test_private_records_need_no_scan_while_nothing_changes(
    portal: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = portal({"alumni/ken.yml": KEN, "private/ken.yml": RECORD, **news("本文")})
    guarded(small)
    seen: list[str] = []
    hits = Watching.hits
    monkeypatch.setattr(
        Watching, "hits", lambda self, path, data: (seen.append(path), hits(self, path, data))[1]
    )
    guarded(small)
    assert seen == []
    small.write({"private/ken.yml": RECORD + "alliance: 展示会の手伝いを、年に一度お願いする\n"})
    guarded(small)
    assert len(seen) > 20 and guarded(small).made == 0
    seen.clear()
    small.write(news("本文を直した"))
    made = guarded(small).made
    assert len(seen) == made < 20


def test_the_cache_holds_nothing_private(portal: Make) -> None:
    """Not even a digest that could be guessed at: those have a key, which stays in private/."""
    small = portal({"alumni/ken.yml": KEN, "private/ken.yml": RECORD, **news("本文")})
    guarded(small)
    kept = b"".join(file.read_bytes() for file in (small.root / ".enishi").iterdir())
    key = (small.root / "private/.enishi-key").read_bytes()
    assert len(key) == 32 and key not in kept
    assert (small.root / "private/.enishi-key").stat().st_mode & 0o077 == 0
    for value in (*VALUES.values(), "9012345678", "customer"):
        assert value.encode() not in kept and value.lower().encode() not in kept
    with_key = watch_over().marks
    other = Watching(watch_over()._needles, b"j" * 32, lambda found: frozenset()).marks
    assert len(with_key) == len(other) > 5 and not with_key & other


HIDDEN = f"""\
name: 鬼束 みどり
tenures: {{joined: 1990, title: 縁側と庭の手入れを預かる係}}
now: {{company: 株式会社ひみつのはちみつ製作所}}
profiles: {{website: "{PAGE}"}}
bio: |
  {NOTE}
"""


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (NOTE, "bio"),
        ("株式会社ひみつのはちみつ製作所の話", "now.company"),
        (f"<{PAGE}>", "profiles.website"),
        ("縁側と庭の手入れを預かる係", "tenures.title"),
        ("[x](https://example.com/oni-midori)", "ID"),
    ],
)
def test_other_values_of_who_is_not_shown_are_found(portal: Make, text: str, field: str) -> None:
    """By whoever has a private folder; elsewhere only names are looked for, in the sources."""
    files = {"alumni/oni-midori.yml": HIDDEN, "alumni/ken.yml": KEN, **news(text)}
    small = portal({**files, "private/README.md": "ここは公開されません。\n"})
    (problem,) = refused(small)
    assert (problem.field, dict(problem.values)["record"]) == (field, "alumni/oni-midori.yml")
    small.write({"alumni/oni-midori.yml": HIDDEN + CONSENT})
    guarded(small)


WITHHELD = f"""\
name: {{family: 佐藤, given: 健, former: 勅使河原小路 健之介}}
tenures: {{joined: 1990}}
now: {{company: 株式会社ひみつのはちみつ製作所}}
profiles: {{website: "{PAGE}"}}
bio: |
  {NOTE}
"""


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize(
    ("limit", "text", "field"),
    [
        ("except: [now]", "株式会社ひみつのはちみつ製作所の話", "now.company"),
        ("except: [former]", "勅使河原小路 健之介さん", "name.former"),
        ("except: [profiles]", f"<{PAGE}>", "profiles.website"),
        ("fields: [now]", NOTE, "bio"),
    ],
)
def test_what_somebody_who_is_shown_withholds_is_found(
    portal: Make, private: bool, limit: str, text: str, field: str
) -> None:
    """It stands in `alumni/`, so a private folder makes no difference."""
    consent = CONSENT.replace("2020-01-01", f"2020-01-01, {limit}")
    small = portal({"alumni/ken.yml": WITHHELD + consent, **news(text)})
    if private:
        small.write({"private/README.md": "ここは公開されません。\n"})
    (problem,) = refused(small)
    assert (problem.field, dict(problem.values)["record"]) == (field, "alumni/ken.yml")
    other = "name: 鈴木 葵\ntenures: {joined: 1991}\n"
    said = WITHHELD.partition("now:")[2]
    if field != "name.former":  # whoever else says it is not asked in vain
        small.write({"alumni/aoi.yml": f"{other}now:{said}{CONSENT}"})
        guarded(small)
    small.write({"alumni/aoi.yml": other + CONSENT, "alumni/ken.yml": WITHHELD + CONSENT})
    guarded(small)


def test_the_name_of_a_photo_that_may_not_be_shown_is_found(portal: Make) -> None:
    name = "勅使河原小路のゆかた姿.jpg"
    photo = f"photo: {name}\n"
    small = portal({"alumni/ken.yml": WITHHELD + photo + CONSENT, **news(f"{name}の話")})
    (problem,) = refused(small)
    assert (problem.field, dict(problem.values)["record"]) == ("photo", "alumni/ken.yml")


def test_a_value_that_is_public_as_well_is_no_alarm(portal: Make) -> None:
    shown = f"{KEN}bio: |\n  {NOTE}\n"
    settings = portal({}).root / "mkdocs.yml"
    company = "東京都千代田区例町1-2-3"
    record = f"""\
emails: [alumni@example.com, desk@example.com]
phones: [03-0000-1111]
follow: [https://alumni.example.com/]
notes: {NOTE}
offboarding: {{wishes: {company}}}
alliance: みらいプロジェクト第二期
birthday: 1998-03-03
"""
    small = portal(
        {
            "alumni/ken.yml": shown,
            "private/rie.yml": record,
            "content/timeline.yml": "founded: 1998-03-03\nprojects: [{id: m, name: みらいプロジェクト第二期}]\n",
            **news(
                "<alumni@example.com> <desk@example.com> 03-0000-1111 https://alumni.example.com/ "
                f"{company} みらいプロジェクト第二期"
            ),
        }
    )
    contacts = "    contacts: [desk@example.com, '03-0000-1111']\n"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before.replace("  enishi:\n", f"  enishi:\n{contacts}"), encoding="utf-8")
    guarded(small)
    settings.write_text(before, encoding="utf-8")
    assert {one.field for one in refused(small)} == {"emails[1]", "phones[0]"}


@pytest.mark.parametrize(
    ("entry", "is_free"),
    [
        ("title: 題\ndate: 1998-03-03", True),
        ("title: 題\ndate: 1998-03-03T10:00", True),
        ("title: 1998年3月3日生まれの人", False),
        ("title: 題\ntags: [1998.3.3]", False),
        ("title: 題\nsummary: 1998-03-03 という日", False),
    ],
)
def test_a_birthday_is_free_where_an_entry_is_of_that_day(
    portal: Make, entry: str, is_free: bool
) -> None:
    files = {"content/news/2026-11-05-a.md": f"---\n{entry}\n---\n1998/3/3\n"}
    small = portal({"private/rie.yml": "birthday: 1998-03-03\n", **files})
    if is_free:
        guarded(small)
    else:
        assert {one.field for one in refused(small)} == {"birthday"}


def test_what_came_of_a_tie_is_looked_for(portal: Make) -> None:
    """But not the company it was with, where the marketer wrote of it: that could be anybody's."""
    company = "株式会社ひみつのはちみつ製作所"
    row = f"{{on: 2026-11-20, person: ken, kind: deal, company: {company}, note: {NOTE}}}"
    small = portal({"private/outcomes/2026.yml": f"- {row}\n", **news(f"{company}の話。{NOTE}")})
    (problem,) = refused(small)
    assert (problem.field, dict(problem.values)["record"]) == (
        "[0].note",
        "private/outcomes/2026.yml",
    )


def test_what_cannot_be_read_cannot_be_looked_for(portal: Make) -> None:
    small = portal({"alumni/ken.yml": KEN, "private/ken.yml": "notes: [oops", **news("本文")})
    (problem,) = refused(small)
    assert (problem.path, problem.code) == ("private/ken.yml", "yaml-unclosed")
    assert not small.site.exists()
    small.write({"private/ken.yml": "colour_of_car: 090-1234-5678\n", **news("090-1234-5678")})
    (problem,) = refused(small)
    assert problem.field == "colour_of_car", "a key that no schema knows hides nothing"
    small.write({"private/ken.yml": "stage: customer\n", "private/Rie.YML": f"notes: {NOTE}\n"})
    small.write(news(NOTE))
    assert [one.field for one in refused(small)] == ["notes"], "nor does the name of a file"


def test_a_private_folder_may_lie_elsewhere_or_be_a_link(portal: Make, tmp_path: Path) -> None:
    small = portal({"alumni/ken.yml": KEN, **news(MAIL)})
    guarded(small)
    (tmp_path / "synced").mkdir()
    (tmp_path / "synced/ken.yml").write_text(RECORD, encoding="utf-8")
    (small.root / "private").symlink_to(tmp_path / "synced")
    assert [one.field for one in refused(small)] == ["emails[0]"]
    (small.root / "private").unlink()
    settings = small.root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("  enishi:\n", "  enishi:\n    private: ../synced\n"), encoding="utf-8"
    )
    (problem,) = refused(small)
    assert dict(problem.values)["record"] == "synced/ken.yml"


def test_a_needle_has_no_text_form() -> None:
    needle = Needle("mail", "geheim@example.com", "p", "f")
    assert "geheim" not in f"{needle} {needle!r}"


def test_the_demonstration_passes(repository: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    means = Means(guard=SiteGuard(repository))
    build_site(
        repository,
        lambda zone: Day(
            TODAY,
        ),
        site=site,
        means=means,
    )
    assert (site / "index.html").is_file()
    assert ZoneInfo("Asia/Tokyo")
