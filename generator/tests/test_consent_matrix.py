"""Every field, under every state of consent, in every file of the site: enumerated, not sampled.

What a site must be like is worked out by `consent_rules.py`, which knows nothing of Enishi, and by
taking out of the record itself what may not be shown.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

import consent_rules as rules
import pytest
from consent_rules import ALL, FIELDS, NAME, NARROW, PLAIN, Said
from figures import tell_figure
from PIL import Image
from portals import MKDOCS, TODAY, SmallPortal
from test_privacy import disguises

from enishi.build import Portal, open_portal
from enishi.compose import compose
from enishi.dates import Day
from enishi.galleys import Galleys
from enishi.memory import Memory
from enishi.outputs import formats, newsletter
from enishi.problems import Problems
from enishi.register import Register
from enishi.roll import Enrolled
from enishi.sheets import Sheets
from enishi.source import purposes
from enishi.source.files import SourceFile
from enishi.source.purposes import NAME_FIELDS
from enishi.standing import scan

Files = dict[str, bytes]
VALUES = {
    "kana": "おにつか みどり",
    "latin": "LATINA MIDORI",
    "former": "旧姓川",
    "preferred": "みーさん",
    "tenures": "[{joined: 1871-04, left: 1899-03, department: 鉄道部, title: 機関長}]",
    "now": "{company: あおば商店, title: 看板係, industry: 提灯業, since: 1901-02}",
    "location": "{city: 夜明市, region: 西海県}",
    "profiles": '{website: "https://midori.example.com/", github: "https://example.com/hub-midori"}',
    "bio": "|\n  坂の途中で**灯台**の番をしています。[便り](../content/news/2026-10-01-a.md)にも書きました。",
    "lately": "{on: 2026-11-01, text: 猫が来ました}",
    "skills": "[投網, 測鉛]",
    "offers": "[海図の案内]",
    "asks": "[油の相談]",
    "open_to": "[mentor]",
    "updated": "1931-07-08",
}
TEXTS = {
    NAME: ("鬼束", "midori"),
    "kana": ("おにつか",),
    "latin": ("LATINA MIDORI", "latina midori"),
    "former": ("旧姓川",),
    "preferred": ("みーさん",),
    "tenures": ("1871-04", "1871年4月", "1899年3月", "鉄道部", "機関長"),
    "now": ("あおば商店", "看板係", "提灯業", "1901年2月"),
    "location": ("夜明市", "西海県"),
    "profiles": ("midori.example.com", "hub-midori"),
    "bio": ("灯台",),
    "lately": ("猫が来ました",),
    "skills": ("投網", "測鉛"),
    "offers": ("海図の案内",),
    "asks": ("油の相談",),
    "open_to": ("若い人の相談",),
    "updated": ("1931-07-08", "1931年7月8日"),
    "photo": ("images/midori", "images/akari"),
    "graduation": ("灯りの日", "桟橋", "graduations/"),
}
"""What nothing else in the portal says, by field."""


def record(fields: frozenset[str], consents: str, *, photo: bool = True) -> str:
    """The record with some of its fields."""
    name = ["family: 鬼束", "given: 翠"]
    name += [f"{one}: {VALUES[one]}" for one in NAME_FIELDS if one in fields]
    lines = [f"name: {{{', '.join(name)}}}"]
    lines += [f"{one}: {VALUES[one]}" for one in VALUES if one in fields - {*NAME_FIELDS}]
    lines += ["photo: midori.jpg"] if photo else []
    return "\n".join((*lines, f"consents: [{consents}]", ""))


def written(purpose: str, history: list[Said]) -> Iterator[str]:
    for said in history:
        text = f"{{purpose: {purpose}, status: {said.status}, on: {day(said.day)}"
        text += f", until: {day(said.until)}" if said.until is not None else ""
        text += f", fields: [{', '.join(sorted(said.only))}]" if said.only is not None else ""
        text += f", except: [{', '.join(sorted(said.but))}]" if said.but else ""
        yield text + "}"


def day(number: int) -> date:
    return TODAY + timedelta(number)


class Press:
    """Prints the portal with one person's record in whatever form, in memory."""

    def __init__(self, root: Path) -> None:
        self.portal: Portal = open_portal(root, Problems(), lambda zone: Day(TODAY))
        self.register = Register(root, self.portal.settings.zone, TODAY, scan(root))
        self.sheets = Sheets(self.portal.press)
        self.galleys, self.memory = Galleys(), Memory(None, b"")

    def enrolled(self, text: str) -> Enrolled:
        person = self.register.person_in(SourceFile("alumni/midori.yml", text))
        return self.register.registrar.enrolled(person, Problems())

    def files(self, text: str) -> Files:
        """Every file of the site and every letter as mail; none may hold a problem."""
        portal, problems, enrolled = self.portal, Problems(), self.enrolled(text)
        library = replace(portal.library, people={**portal.library.people, "midori": enrolled})
        publication = compose(
            library, portal.settings, portal.root, problems, Day(TODAY), self.galleys, self.memory
        )
        self.memory.recall.turn()
        assert problems.errors == []
        sheaf = self.sheets.of(publication)
        files = {path: sheaf.data(path) or b"" for path in sheaf}
        press = replace(portal.press, site=publication.site)
        for letter in publication.newsletters:
            files[f"mail/{letter.id}.html"] = newsletter.render_html(
                letter, publication, press
            ).encode()
            files[f"mail/{letter.id}.txt"] = newsletter.render_text(
                letter, publication, press
            ).encode()
        return files


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(out, "PNG")
    small = SmallPortal(tmp_path_factory.mktemp("matrix")).write(
        {
            "mkdocs.yml": MKDOCS,
            "alumni/midori.yml": record(ALL, ""),
            "alumni/photos/midori.jpg": out.getvalue(),
            "alumni/ken.yml": "name: {family: 佐藤, given: 健, kana: さとう けん}\n"
            "tenures: [{joined: 1880, left: 2026-03}]\nopen_to: [speak]\n"
            "consents: [{purpose: portal, status: given, on: 2026-01-01}]\n",
            "content/timeline.yml": "founded: 1868\n",
            "content/news/2026-10-01-a.md": "---\ntitle: 題\nauthor: midori\ntags: [話]\n"
            "about: {people: [midori, ken]}\n---\n[あの人](../../alumni/midori.yml)の話\n",
            "content/events/2026-12-04-b.md": "---\ntitle: 集い\nstarts: 2026-12-04\n"
            "host: midori\nabout: {people: [midori]}\n---\n",
            "content/graduations/midori.md": "---\nperson: midori\ndate: 2026-11-01\n"
            "peak: {what: 灯りの日, photo: akari.png, photo_alt: 灯り}\n"
            "messages: [{name: 仲間, words: 桟橋で待っています}]\n---\n"
            "[あの人](../../alumni/midori.yml)の話\n",
            "content/graduations/akari.png": out.getvalue(),
            "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\nfrom: midori\n"
            "graduates: {since: 1890-01-01, until: 2026-12-31}\n---\n本文\n",
        }
    )
    return Press(small.root)


STATES = {**PLAIN, **NARROW}
CASES = [
    *(
        (portal, photo, "given")
        for portal in STATES
        for photo in PLAIN
        if photo in ("given", "absent") or portal == "given"
    ),
    *(
        (portal, photo, page)
        for portal in PLAIN
        for photo in ("given", "absent")
        for page in PLAIN
        if page == "absent" or (page != "given" and portal == "given")
    ),
]
"""What is printed: a photo and a graduation page are questions of their own, so their states need
not be multiplied."""


def record_in(portal: str, photo: str, page: str) -> str:
    """The whole record, with the three histories."""
    histories = (
        ("portal", STATES[portal][0]),
        ("photo", PLAIN[photo][0]),
        ("graduation", PLAIN[page][0]),
    )
    return record(ALL, ", ".join(one for said in histories for one in written(*said)))


def narrowed_record(portal: str, photo: str, page: str) -> str:
    """A record that says no more than may be shown, with a plain yes to that."""
    fields, shown = STATES[portal][1], PLAIN[photo][1] == ALL
    if NAME not in fields:
        return record(rules.NONE, "", photo=False)
    consents = [*written("portal", [rules.YES])]
    consents += written("photo", [rules.YES]) if shown else ()
    consents += written("graduation", [rules.YES]) if PLAIN[page][1] == ALL else ()
    return record(fields, ", ".join(consents), photo=shown)


def test_the_rules_are_told_without_a_line_of_ours() -> None:
    text = Path(rules.__file__).read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    assert {node.module for node in imports} == {"__future__", "collections.abc", "dataclasses"}


def test_the_rules_give_what_each_state_says() -> None:
    for name, (history, fields) in {**PLAIN, **NARROW}.items():
        assert rules.allowed(history) == fields, name
        assert rules.allowed(history[::-1]) == fields, f"{name}, in another order"


def test_every_field_that_may_be_withheld_is_in_the_matrix() -> None:
    assert set(FIELDS) == set(purposes.FIELDS) == set(VALUES)
    assert set(TEXTS) == {*FIELDS, NAME, *purposes.BESIDE}


def test_every_field_in_every_state_in_every_file(press: Press) -> None:
    expected = cache(press.files)
    seen = cache(lambda text: fields_in(expected(text)))
    checked = 0
    for state in CASES:
        made, narrowed = press.files(record_in(*state)), narrowed_record(*state)
        wanted, case = expected(narrowed), "portal: {}, photo: {}, graduation: {}".format(*state)
        assert made.keys() == wanted.keys(), case
        assert [path for path in made if made[path] != wanted[path]] == [], case
        assert seen(narrowed) == visible_in(*state), case
        checked += len(made) * len(TEXTS)
    tell_figure("states of consent", len(CASES))
    tell_figure("fields, each in each of them", len(TEXTS))
    tell_figure("formats of files, all looked into", len(formats()))
    tell_figure("cases: states × fields × files", checked)


def visible_in(portal: str, photo: str, page: str) -> frozenset[str]:
    fields = STATES[portal][1]
    beside = {"photo": photo, "graduation": page} if NAME in fields else {}
    return fields | {one for one, state in beside.items() if PLAIN[state][1] == ALL}


def test_every_state_of_the_portal_beside_every_state_of_the_others(press: Press) -> None:
    """What is not printed above passes the same door as something that is."""
    pairs = [(portal, other) for portal in STATES for other in PLAIN]
    expected = cache(press.enrolled)
    for portal, other in pairs:
        state = (portal, other, other)
        made = press.enrolled(record_in(*state))
        wanted = expected(narrowed_record(*state))
        assert (made.profile, made.beside) == (wanted.profile, wanted.beside), (portal, other)
        has_photo = made.loose is not None and made.loose.photo is not None
        assert has_photo == ("photo" in visible_in(*state)), (portal, other)
        assert ("graduation" in made.beside) == ("graduation" in visible_in(*state))
    sys.stdout.write(f"\nportal × photo, graduation: {len(pairs):,} pairs of states\n")
    assert len(pairs) > 1500


@lru_cache(2000)
def told_in(data: bytes) -> str:
    return "\n".join(disguises(data.decode("utf-8", "replace")))


def fields_in(files: Files) -> frozenset[str]:
    """What of the person can be found, in whatever file, its name or its text."""
    text = "\n".join((*files, *map(told_in, files.values())))
    found = {field for field, texts in TEXTS.items() if any(one in text for one in texts)}
    return frozenset(found)


def test_this_search_finds_a_field_in_any_file(press: Press) -> None:
    files = press.files(record_in("given", "given", "given"))
    assert fields_in(files) == ALL | {"photo", "graduation"}
    hidden = press.files(record_in("absent", "given", "given"))
    assert fields_in(hidden) == rules.NONE
    for path in hidden:
        leaking = {**hidden, path: hidden[path] + "夜明市".encode()}
        assert fields_in(leaking) == {"location"}, path
    assert fields_in({**hidden, "alumni/midori.json": b""}) == {NAME}


def test_the_files_are_those_of_a_build(press: Press, tmp_path: Path) -> None:
    """The matrix looks at what is published: its files are those of the site, but for the theme."""
    text = record_in("given", "given", "given")
    files = {path: data for path, data in press.files(text).items() if path[:5] != "mail/"}
    root = press.portal.root
    (root / "alumni/midori.yml").write_text(text, encoding="utf-8")
    built = SmallPortal(root).build(site=tmp_path / "site").site
    made = {
        path.relative_to(built).as_posix(): path.read_bytes()
        for path in built.rglob("*")
        if path.is_file()
    }
    assert files.keys() <= made.keys()
    assert {path.split("/")[0] for path in made.keys() - files.keys()} <= {"assets", ".nojekyll"}
    for path, data in files.items():
        if path.endswith(".html"):
            body = data.partition(b"</head>")[2] or data
            assert body.strip()
        else:
            assert made[path] == data, path
