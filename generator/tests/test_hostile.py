"""Hostile input: every attack that we know of, and what is promised to come of it.

What another test holds already is named in `HELD`; the rest is tested here. A refusal names the
file and the line. Nothing takes long, and nothing reaches a page that could act.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import pkgutil
import re
import socket
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles import elements_of, hazards_of
from portals import MKDOCS, REPOSITORY, SmallPortal, said
from test_images import drawn
from test_markup import html_of, kept

import enishi
from enishi.addresses import key_of
from enishi.desk import forgotten, outcomes
from enishi.desk.records import CARD, IMPORTED, OFFBOARDING, WHO, Secret
from enishi.desk.wording import WORDING
from enishi.names import Names
from enishi.problems import Problems, Refused
from enishi.sanitiser import Sanitiser
from enishi.segments import Member, render_csv
from enishi.settings import OURS
from enishi.source import content, people
from enishi.source.schema import (
    DEVICES,
    Field,
    Kana,
    Link,
    ListOf,
    Reading,
    RecordOf,
    Text,
    TextOrRef,
)
from enishi.source.timeline import TIMELINE
from enishi.source.tree import Scalar
from enishi.table import FORMULA, bared, harmless

Make = Callable[[dict[str, str | bytes]], SmallPortal]
HEAD = "---\ntitle: 題\n---\n"
SHOWN = "consents: [{purpose: portal, status: given, on: 2025-01-01}]\n"
NEWS = "content/news/2026-11-05-a.md"
SECONDS = 3.0

HELD = {
    "alias bombs": "test_nodes.py::test_an_alias_bomb_is_not_expanded",
    "200,000 [": "test_nodes.py::test_a_bomb_is_refused_at_once",
    "duplicate keys, tags, anchors, merges": "test_nodes.py::test_each_refusal_names_its_place",
    "full-width colons": "test_nodes.py::test_a_full_width_colon_is_pointed_at",
    "byte-order marks": "test_frontmatter.py::test_byte_order_marks_and_line_ends_do_not_matter",
    "NUL, wrong encodings, files that are too large": "test_frontmatter.py::test_a_file_that_is_no_plain_text_is_refused",
    "one address for two records": "test_checks.py::test_a_portal_has_exactly_the_problems_of_its_case",
    "outputs that differ in case alone": "test_assembly.py::test_two_outputs_cannot_want_one_file_in_any_case_of_letters",
    "raw HTML, event handlers, attribute lists": "test_markup.py::test_what_means_harm_does_nothing",
    "javascript: and data: in Markdown": "test_markup.py::test_no_mixture_of_pieces_does_anything",
    "hostile strings in every text field": "test_naughty.py::test_no_page_does_more_than_its_twin",
    "templates in bodies": "test_markup.py::test_a_body_is_never_a_template",
    "slow Markdown": "test_markup.py::test_no_text_takes_long",
    "what is no picture": "test_images.py::test_what_is_no_picture_is_refused",
    "pictures that fill the memory": "test_images.py::test_a_picture_that_would_fill_the_memory_is_refused",
    "file names that steer the terminal": "test_messages.py::test_a_file_name_cannot_steer_the_terminal",
    "sealed values altered": "desk/test_sealed.py::test_any_letter_altered_is_refused",
    "sealed values moved": "desk/test_sealed.py::test_any_two_ciphertexts_swapped_are_refused",
    "values in clear in a sealed record": "desk/test_sealed.py::test_nothing_in_clear_hides_in_a_sealed_record",
    "a key file that is a link, a pipe or open to all": "desk/test_sealing.py::test_an_unsafe_identity_is_refused",
    "cache files from elsewhere": "test_incremental.py::test_a_lost_or_damaged_cache_does_no_harm",
}
"""`{attack: the test that holds what comes of it}`"""


@pytest.mark.parametrize("attack", HELD)
def test_what_is_held_elsewhere_is_there(attack: str) -> None:
    file, _, name = HELD[attack].partition("::")
    tree = ast.parse((Path(__file__).parent / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def faults_of(small: SmallPortal) -> list[str]:
    """The portal's problems, found within the time that everybody has."""
    start = time.process_time()
    found = small.problems()
    assert time.process_time() - start < SECONDS
    return found


# --- YAML

MERGES = "\n".join(f"a{n}: {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 200))
YAML: dict[str, tuple[str, str]] = {
    "a merge bomb": (f"name: a b\na0: &a0 {{x: y}}\n{MERGES}\n", "2:5 yaml-anchor"),
    "a lone surrogate by escape": ('name: "a\\ud800b"\n', "1:"),
    "a NUL by escape": ('name: "a\\0b"\n', "1:7 text-control"),
    "what XML cannot hold, by escape": ('name: "a\\x0bb"\n', "1:7 text-control"),
    "a character that is none": ('name: "a\\uffffb"\n', "1:7 text-control"),
    "a scalar of nearly 1 MB": (f"name: {'a' * 999_000}\n", "1:7 text-long"),
    "prose of nearly 1 MB": (f"name: a b\nbio: {'a ' * 499_000}\n", "2:6 text-long"),
    "a list of 200,000": (f"name: a b\nskills: [{'a,' * 200_000}a]\n", "2:9 list-long"),
    "100,000 keys": (f"name: a b\n{''.join(f'k{n}:{chr(10)}' for n in range(90_000))}", "2:1 key-"),
    "a key of nearly 1 MB": (f"name: a b\n{'k' * 999_000}: c\n", "2:"),
    "Python objects": ("name: !!python/object/apply:os.system [id]\n", "1:7 yaml-tag"),
    "two documents": ("name: a b\n---\nname: c d\n", "2:1 yaml-documents"),
}


@pytest.mark.parametrize("attack", YAML)
def test_hostile_yaml_is_refused_with_its_place(portal: Make, attack: str) -> None:
    text, fault = YAML[attack]
    found = faults_of(portal({"alumni/ken.yml": text}))
    assert any(one.startswith(f"alumni/ken.yml:{fault}") for one in found), found[:3]


@pytest.mark.parametrize(
    "data", [b"\xed\xa0\x80", b"\xed\xa0\x80\xed\xb0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80"]
)
def test_bytes_of_lone_surrogates_are_no_text(portal: Make, data: bytes) -> None:
    small = portal({NEWS: HEAD.encode() + data})
    assert faults_of(small) == [f"{NEWS}:4:1 file-encoding"]


# --- names and addresses of files


@pytest.mark.parametrize(
    "slug",
    ["../x", "..", "/x", "a/b", "a\\b", "A", "ａ", "é", "a b", "a.b", "x" * 65, "-a", "a\u200bb"],
)
def test_a_slug_cannot_lead_anywhere_else(portal: Make, slug: str) -> None:
    text = f"---\ntitle: 題\nslug: {json.dumps(slug)}\n---\n"
    assert faults_of(portal({NEWS: text})) == [f"{NEWS}:3:7 id-bad"]


@pytest.mark.parametrize(
    ("path", "slug", "code"),
    [
        (NEWS, "tags", "permalink-reserved"),
        (NEWS, "page", "permalink-reserved"),
        (NEWS, "2026", "permalink-reserved"),
        ("content/pages/assets.md", "", "permalink-reserved"),
        ("content/pages/404.md", "", "permalink-reserved"),
        ("content/events/calendar.md", "", "permalink-reserved"),
        ("alumni/rows.yml", "", "permalink-reserved"),
        ("content/pages/Con.md", "", "id-device"),
        ("content/pages/lpt1.md", "", "id-device"),
        ("alumni/nul.yml", "", "id-device"),
        (NEWS, "aux", "id-device"),
    ],
)  # fmt: skip
def test_names_that_belong_to_others_are_refused(
    portal: Make, path: str, slug: str, code: str
) -> None:
    head = "title: 題\nstarts: 2026-12-01\n" if "events" in path else "title: 題\n"
    text = (
        f"name: 佐藤 健\n{SHOWN}"
        if path.endswith(".yml")
        else f"---\n{head}{slug and f'slug: {slug}'}\n---\n"
    )
    (fault,) = faults_of(portal({path: text}))
    assert fault.startswith(f"{path}:")
    assert fault.endswith(code)


@pytest.mark.parametrize("device", sorted(DEVICES))
def test_no_tag_makes_a_folder_that_windows_cannot_have(device: str) -> None:
    assert key_of(device.upper()).startswith("x-")


def test_an_entry_of_the_timeline_is_not_called_like_a_device(portal: Make) -> None:
    small = portal({"content/timeline.yml": "departments:\n- {id: com1, name: 営業部}\n"})
    assert faults_of(small) == ["content/timeline.yml:2:8 id-device"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("content/pages/About.md", "content/pages/about.md"),
        ("content/pages/a b.md", "content/pages/a_b.md"),
        ("content/news/2026-11-05-ガ.md", "content/news/2026-11-05-\u30ab\u3099.md"),
        ("alumni/ken.yml", "alumni/ken.yaml"),
    ],
)  # fmt: skip
def test_names_that_become_one_are_refused(portal: Make, one: str, other: str) -> None:
    text = f"name: 佐藤 健\n{SHOWN}" if one.startswith("alumni") else HEAD
    found = faults_of(portal({one: text, other: text}))
    assert [fault.rpartition(" ")[2] for fault in found] == ["permalink-twice"]


@pytest.mark.parametrize(
    ("one", "other"), [("ＡＩ", "ai"), ("ſ", "s"), ("ﬁ", "fi"), ("ガ", "ｶﾞ"), ("K", "k")]
)
def test_tags_that_mean_the_same_share_a_page(portal: Make, one: str, other: str) -> None:
    small = portal({NEWS: f"---\ntitle: 題\ntags: [{one}, {other}]\n---\n"})
    assert len({tag.path for tag in small.publication().news[0].tags}) == 1


@pytest.mark.parametrize(
    "path", [b"content/news/2026-11-05-\xff.md", b"alumni/\xff.yml", b"content/\xed\xa0\x80/a.png"]
)
def test_a_file_name_that_is_no_text_is_refused(portal: Make, path: bytes) -> None:
    small = portal({"content/.keep": "", "alumni/.keep": ""})
    full = os.path.join(os.fsencode(small.root), path)  # noqa: PTH118
    os.makedirs(os.path.dirname(full), exist_ok=True)  # noqa: PTH103, PTH120
    with open(full, "wb") as file:  # noqa: PTH123
        file.write(b"x")
    (fault,) = faults_of(small)
    assert fault.endswith(":1:1 file-name")
    assert fault.isprintable()


# --- links, pipes, sockets


def _link(path: Path, secret: Path) -> None:
    path.symlink_to(secret)


def _pipe(path: Path, secret: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path, secret: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def _zeros(path: Path, secret: Path) -> None:
    path.symlink_to("/dev/zero")


ODD = {"a link": _link, "a pipe": _pipe, "a socket": _socket, "a device": _zeros}
REFUSED = ["mkdocs.yml", "content/timeline.yml", NEWS, "alumni/ken.yml"]
USED = {
    "content/news/sea.png": {NEWS: f"{HEAD}![海](sea.png)"},
    "alumni/photos/ken.jpg": {
        "alumni/ken.yml": "name: 佐藤 健\nphoto: ken.jpg\nconsents:\n"
        "- {purpose: portal, status: given, on: 2025-01-01}\n"
        "- {purpose: photo, status: given, on: 2025-01-01}\n"
    },
}  # fmt: skip


def put(small: SmallPortal, path: str, odd: str) -> None:
    target = small.root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    secret = small.root.parent / "secret.png"
    secret.write_bytes(drawn(20, 20, "PNG"))
    ODD[odd](target, secret)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("path", REFUSED)
def test_what_is_no_plain_file_is_refused(portal: Make, path: str, odd: str) -> None:
    small = portal({})
    put(small, path, odd)
    found = faults_of(small)
    assert any(re.match(rf"{re.escape(path)}:1:1 file-(symlink|special)", one) for one in found), (
        found
    )


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("path", USED)
def test_a_picture_that_is_no_plain_file_is_not_there(portal: Make, path: str, odd: str) -> None:
    small = portal(dict(USED[path]))
    put(small, path, odd)
    assert [one.rpartition(" ")[2] for one in faults_of(small)] == ["image-missing"]


@pytest.mark.parametrize("odd", ODD)
def test_words_are_never_read_from_what_is_no_plain_file(portal: Make, odd: str) -> None:
    small = portal({})
    put(small, "templates/words/ja.yml", odd)
    assert faults_of(small) in ([], ["templates/words/ja.yml:1:1 file-symlink"])


@pytest.mark.parametrize("odd", ["a link", "a device"])
def test_an_override_of_the_theme_is_no_link(portal: Make, odd: str) -> None:
    small = portal({})
    put(small, "templates/theme/assets/more.css", odd)
    with pytest.raises(Refused) as refused:
        small.build()
    assert [said(one) for one in refused.value.problems] == [
        "templates/theme/assets/more.css:1:1 file-symlink"
    ]


@pytest.mark.parametrize("folder", ["content", "content/news", "alumni", "alumni/photos"])
def test_a_linked_folder_is_not_entered(portal: Make, folder: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2026-11-05-secret.md").write_text(HEAD)
    (outside / "ken.yml").write_text("name: 佐藤 健\n" + SHOWN)
    (outside / "ken.jpg").write_bytes(drawn(20, 20))
    small = portal({})
    (small.root / folder).parent.mkdir(exist_ok=True)
    (small.root / folder).symlink_to(outside)
    found = small.publication()
    assert (found.news, found.people, found.assets) == ((), (), ())


# --- addresses in every field that has one

RECORDS: dict[str, RecordOf[object]] = {
    "person": people.PERSON,
    "news": content.NEWS,
    "newsletter": content.NEWSLETTER,
    "event": content.EVENT,
    "opening": content.OPENING,
    "card": content.ANSWER,
    "keepsake": content.KEEPSAKE,
    "page": content.PAGE,
    "outcome": outcomes.OUTCOME,
    "offboarding": OFFBOARDING,
    "imported": IMPORTED,
    "closed person": WHO,
    "private": CARD,
    "notice": content.NOTICE,
    "words of the desk": WORDING,
    "forgotten": forgotten._BOOK,
    "timeline": TIMELINE,
    "settings": OURS,
}  # type: ignore[dict-item]


def fields_of(name: str, record: RecordOf[object]) -> Iterator[tuple[str, Field, object]]:
    """`(path, field, kind)` of every field of a record, down to those of its parts."""
    for key, field in record.fields.items():
        kind: object = field.kind
        while isinstance(kind, ListOf | Secret):
            kind = kind.kind
        inner = kind if isinstance(kind, RecordOf) else getattr(kind, "record", None)
        if inner is not None:
            yield from fields_of(f"{name}.{key}", inner)
        yield f"{name}.{key}", field, kind


FIELDS = {
    path: (field, kind) for name in RECORDS for path, field, kind in fields_of(name, RECORDS[name])
}
LINKS = {path: kind for path, (_, kind) in FIELDS.items() if isinstance(kind, Link)}
LINES = {
    path: kind for path, (_, kind) in FIELDS.items() if isinstance(kind, Text | TextOrRef | Kana)
}


def test_every_record_that_there_is_is_attacked() -> None:
    """Also one that somebody adds tomorrow."""
    reached = {id(kind) for _, kind in FIELDS.values()}
    reached |= {id(getattr(kind, "record", None)) for _, kind in FIELDS.values()}
    reached |= {id(one) for one in RECORDS.values()}
    missing = {
        f"{module.name}.{name}"
        for module in pkgutil.walk_packages(enishi.__path__, "enishi.")
        if not module.name.endswith(("__main__", ".plugin"))
        for name, thing in vars(import_module(module.name)).items()
        if isinstance(thing, RecordOf) and id(thing) not in reached
    }
    assert missing == set()


BAD_ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.com/1",
    "//evil.example/",
    "\\\\evil.example\\x",
    "https:\\\\evil.example",
    "https://good.example@evil.example/",
    "https://u:p@evil.example/",
    'https://a.example/" onclick="alert(1)',
    "https://a.example/<script>",
    "https://a.example/\nX: y",
    "ｊａｖａｓｃｒｉｐｔ:alert(1)",
    "feed:javascript:alert(1)",
    "",
]


def read_by(kind: object, text: str) -> tuple[object, list[str]]:
    problems = Problems()
    found = kind.read(Scalar(text, 3, 7), Reading("f", problems, ZoneInfo("UTC")), "x")  # type: ignore[attr-defined]
    return found, [said(one) for one in problems]


@pytest.mark.parametrize("path", LINKS)
def test_no_field_takes_an_address_that_could_act(path: str) -> None:
    for text in BAD_ADDRESSES:
        assert read_by(LINKS[path], text) == (None, ["f:3:7 url-bad"]), text


def test_every_field_that_holds_an_address_is_known_to_hold_one() -> None:
    by_example = {
        path
        for path, (field, _) in FIELDS.items()
        if "://" in field.example or "mailto:" in field.example
    }
    assert by_example - LINKS.keys() == set()
    assert len(LINKS) >= 24, "every network, and what events, openings and settings link to"


def test_the_address_of_the_portal_is_an_address(portal: Make) -> None:
    for text in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://a.example/?x",
    ):
        small = portal({"mkdocs.yml": MKDOCS.replace("https://alumni.example.com/", f"'{text}'")})
        assert faults_of(small) == ["mkdocs.yml:2:11 url-bad"]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x"]
)
@pytest.mark.parametrize("place", ["nav: [{x: §}]", "repo_url: §", "extra: {homepage: §}",
                                   "extra: {social: [{icon: x, link: §}]}"])  # fmt: skip
def test_no_setting_of_the_theme_leads_to_what_could_act(
    portal: Make, place: str, text: str
) -> None:
    key, _, value = place.replace("§", json.dumps(text)).partition(": ")
    if key == "extra":
        inner = value.removeprefix("{").removesuffix("}")
        small = portal({"mkdocs.yml": MKDOCS.replace("extra:\n", f"extra:\n  {inner}\n")})
    else:
        small = portal({"mkdocs.yml": f"{MKDOCS}{key}: {value}\n"})
    (fault,) = faults_of(small)
    assert fault.startswith("mkdocs.yml:") and fault.endswith(" url-bad")


def test_the_menu_may_lead_to_pages_and_elsewhere(portal: Make) -> None:
    nav = "nav: [index.md, {x: news/index.md}, {y: 'https://example.com/'}, {z: 'mailto:a@example.com'}]\n"
    assert faults_of(portal({"mkdocs.yml": MKDOCS + nav})) == []


# --- lines that would become another header, line or command

BREAKS = ["a\nBcc: x@example.com", "a\r\n\r\n<script>", "a\u2028b", "a\u2029b"]


@pytest.mark.parametrize("path", LINES)
def test_no_line_becomes_two(path: str) -> None:
    """Whatever becomes a header of a mail, or a line of a calendar, is one line in its record."""
    for text in BREAKS:
        found, faults = read_by(LINES[path], text)
        assert (found, faults) == (None, ["f:3:7 text-lines"]), text


@pytest.mark.parametrize(
    "text", ["a\u202eb", "\u2066a", "a\u2069", "a\u200bb", "a\u2060b", "a\ufeffb"]
)
def test_no_line_turns_around_or_hides_anything(text: str) -> None:
    for path, kind in LINES.items():
        found, faults = read_by(kind, text)
        assert found is None, path
        assert faults in (["f:3:7 text-bidi"], ["f:3:7 text-control"])


@pytest.mark.parametrize("text", ["👩‍💻 係", "辻\U000e0100 太郎", "می‌خواهم", "Ⅷ"])
def test_characters_that_only_look_odd_are_let_pass(text: str) -> None:
    assert read_by(Text(), text) == (text, [])


UNSEEN = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\ufe00", "\U000e0100", "\u202e"]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_name_is_found_whatever_hides_between_its_letters(portal: Make, unseen: str) -> None:
    names = Names(["佐藤 健一", f"鬼束{unseen}みどり"], [])
    assert list(names.found_in(f"きのう、佐藤{unseen} 健{unseen}一さんと")) == [4]
    assert list(names.found_in(f"{unseen}鬼束みどり")) == [1]
    small = portal(
        {"alumni/ken.yml": "name: 佐藤 健一\n", NEWS: f"{HEAD}あの佐{unseen}藤 健一さん\n"}
    )
    assert f"{NEWS}:4:3 name-without-consent" in faults_of(small)


ENCODED = "=?utf-8?B?PHNjcmlwdD4=?= =?utf-8?q?=0D=0ABcc:_x?="


def test_calendars_hold_one_event_whatever_it_says(portal: Make) -> None:
    evil = 'END:VEVENT\nBEGIN:VEVENT\nATTENDEE:mailto:x@example.com\nX-A;B="c:d\\;,\\n'
    text = (
        f"---\ntitle: '{ENCODED}; ATTENDEE:mailto:x@example.com'\nstarts: 2026-12-01\n---\n{evil}\n"
    )
    small = portal({"content/events/a.md": text})
    site = small.build().site
    for path in site.rglob("*.ics"):
        (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        assert "ATTENDEE" not in event
        assert str(event["SUMMARY"]).startswith(ENCODED), "it is no mail: nothing is decoded"
        assert {key for key in event if key.startswith("X-")} <= {"X-ALT-DESC"}
    assert list(site.rglob("*.ics"))


TABLES = {"table.py"}
"""Modules that make a table."""
MAILS = {
    "message.py": "message",
    "draft.py": "message",
    "incoming.py": "incoming",
    "inspection.py": "preflight",
    "envelope.py": "envelope",
    "postman.py": "postman",
    "forms.py": "desktop",  # forms of browsers have the form of mail
}
"""Modules that make, read or send mail, and which `desk/test_….py` looks at each."""


def test_no_mail_and_no_table_is_made_that_nobody_looked_at(demo_site: Path) -> None:
    """Who adds one adds its headers and cells here: a formula or a line break must stay text."""
    assert [
        path for path in demo_site.rglob("*") if path.suffix in (".eml", ".csv", ".tsv", ".xlsx")
    ] == []
    for path in (REPOSITORY / "generator/enishi").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.name in MAILS:
            continue
        allowed = r"(?:reader|Error)" if path.name not in TABLES else r"\w+"
        pattern = (
            rf"^\s*(from csv|import email|from email|import smtplib)|\bcsv\.(?!{allowed}\b)\w+"
        )
        assert not re.search(pattern, text, re.MULTILINE), path


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", '=HYPERLINK("x")'],
)  # fmt: skip
def test_a_formula_in_a_table_stays_text(cell: str) -> None:
    text = render_csv([Member("ken", cell)]).removeprefix("\ufeff")
    (_, row) = csv.reader(io.StringIO(text, newline=""))
    assert row == ["ken", f"'{cell}", ""]


@pytest.mark.parametrize(
    "cell", ["a;=1+1", "a; =1+1;b", "a;'=1", "a;＝1", "-1;@SUM(A1)", "a;\n;+1"]
)
def test_no_formula_begins_where_semicolons_part_the_cells(cell: str) -> None:
    """As spreadsheets read CSV where the comma parts whole numbers from tenths."""
    text = render_csv([Member("ken", cell)]).removeprefix("\ufeff")
    _, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    begun = {one.lstrip(" ")[:1] for row in rows for one in row}
    assert begun.isdisjoint(FORMULA)
    (_, row) = csv.reader(io.StringIO(text, newline=""))
    assert bared(row[1]) == cell


@given(st.text(st.sampled_from("'=;+ ＝\ta\n-"), max_size=12))
def test_what_was_made_harmless_is_had_back(cell: str) -> None:
    assert bared(harmless(cell)) == cell
    assert harmless("a;=1") == "a;'=1"


# --- texts

SLOW = {
    "pictures that do not end": "![" * 4000,
    "footnotes that are not there": "[^1]" * 4000,
    "footnotes that are there": "[^1]" * 4000 + "\n\n[^1]: a",
    "deep lists": "\n".join("  " * n + "- a" for n in range(400)),
    "deeper lists": "\n".join("    " * n + "- a" for n in range(200)),
    "deep quotes": ">" * 4000,
    "links within links": "[" * 4000 + "a" + "](b)" * 4000,
    "stars": "*a **b " * 4000,
    "tags": "<b>" * 20_000,
    "comments": "<!-- " * 8000,
    "entities": "&" * 40_000,
    "a table": "|a" * 3000 + "\n" + "|-" * 3000 + "\n" + "|b" * 3000,
    "definitions": "a\n:   b\n" * 6000,
    "references": "".join(f"[{n}]: https://example.com/\n" for n in range(6000)),
    "attributes": "a {: " * 6000,
    "fences": "~~~\n" * 9000,
    "backslashes": "\\" * 50_000,
    "notes with blanks": "[^1] " * 15_000,
    "brackets": "[a] " * 20_000,
    "rules": "---\n" * 24_000,
    "headings": "a\n===\n" * 16_000,
    "empty items": "\n- " * 33_000,
    "code that does not end": "``\\" * 33_000,
    "braces in a heading": "# {{ " * 19_000,
    "signs of two kinds": "_" * 49_000 + "*" * 49_000,
    "a whole file": "本文です。\n\n" * 50_000,
}


def test_line_ends_by_escape_make_no_text_slow(portal: Make) -> None:
    found = faults_of(
        portal({"alumni/ken.yml": "name: a b\n" + SHOWN + 'bio: "' + "\\r- " * 2000 + '"\n'})
    )
    assert found == ["alumni/ken.yml:3:1 text-complex"]


def test_a_file_full_of_controls_is_refused_at_once(portal: Make) -> None:
    found = faults_of(portal({NEWS: HEAD + "\x01" * 900_000}))
    assert len(found) == 100
    assert found[0] == f"{NEWS}:4:1 text-control"


@pytest.mark.parametrize("attack", SLOW)
def test_a_slow_text_is_read_or_refused_in_time_with_its_file(portal: Make, attack: str) -> None:
    found = faults_of(portal({NEWS: HEAD + SLOW[attack] + "\n"}))
    assert all(one.lstrip("~").startswith(f"{NEWS}:") for one in found)
    assert {one.rpartition(" ")[2] for one in found} <= {
        "text-complex",
        "link-broken",
        "anchor-missing",
        "text-long",
    }


CLOBBERING = [
    '<a id="__config">x</a><a id="enishi">x</a>',
    "## x {: #__config }",
    "x {: #location name=body }",
    '<img name="getElementById" src="a.png"><form id="x" name="y"><input name="attributes"></form>',
    '<a id="x"></a><a id="x" name="y" href="https://example.com/">x</a>',
    '<p id="text" class="md-search">x</p>',
    '[x](#text){: id="constructor" }',
    '<object id="document" name="forms"></object><embed name="z"><iframe name="top"></iframe>',
]  # fmt: skip


@pytest.mark.parametrize("text", CLOBBERING)
def test_no_text_takes_the_name_of_a_part_of_the_page(text: str) -> None:
    """https://cheatsheetseries.owasp.org: DOM clobbering goes by `id` and `name`."""
    for html in (html_of(text), Sanitiser().clean(text, kept)):
        for element in elements_of(html, fragment=True):
            assert "name" not in element.attrib
            assert element.attrib.get("id", "t-").startswith("t-")
            assert set(element.attrib.get("class", "").split()) <= {
                "center",
                "right",
                "small",
                "note",
                "wide",
                "button",
            }
        assert hazards_of(html) == []


def test_nothing_that_a_writer_says_is_a_template(portal: Make) -> None:
    evil = "{{ 7 * 191 }}{% raw %}{# x #}"
    small = portal(
        {
            "mkdocs.yml": MKDOCS.replace("れいの会", f"'{evil}'").replace("山田 はる", f"'{evil}'"),
            NEWS: f"---\ntitle: '{evil}'\nsummary: '{evil}'\ntags: ['{evil}']\n---\n{evil}\n",
            "content/events/a.md": f"---\ntitle: '{evil}'\nstarts: 2026-12-01\nplace: '{evil}'\n---\n{evil}\n",
            "content/newsletters/a.md": f"---\ntitle: '{evil}'\ndate: 2026-11-01\npreheader: '{evil}'\n---\n{evil}\n",
            "content/pages/a.md": f"---\ntitle: '{evil}'\n---\n{evil}\n",
            "alumni/ken.yml": f"name: '{evil}'\nbio: '{evil}'\nskills: ['{evil}']\n{SHOWN}",
        }
    )
    pages = [path.read_text(encoding="utf-8") for path in small.build().site.rglob("*.html")]
    assert not any("1337" in page for page in pages)
    assert sum("{{ 7 * 191 }}" in page for page in pages) > 8


# --- what poses as a picture

POSING = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "gif with script": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04" + b"\0" * 40,
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("kind", POSING)
@pytest.mark.parametrize("suffix", ["png", "jpg", "svg"])
def test_what_poses_as_a_picture_is_refused(portal: Make, kind: str, suffix: str) -> None:
    small = portal({NEWS: f"{HEAD}![海](sea.{suffix})", f"content/news/sea.{suffix}": POSING[kind]})
    assert faults_of(small) in ([f"{NEWS}:4:6 image-kind"], [f"{NEWS}:4:6 link-broken"])


def test_a_picture_with_a_page_behind_it_comes_out_as_a_picture(portal: Make) -> None:
    evil = b"<script>alert(1)</script>"
    small = portal(
        {NEWS: f"{HEAD}![海](sea.png)", "content/news/sea.png": drawn(20, 20, "PNG") + evil}
    )
    site = small.build().site
    pictures = [path.read_bytes() for path in (site / "images").iterdir()]
    assert pictures
    assert not any(evil in picture for picture in pictures)
