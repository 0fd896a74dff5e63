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
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import consent_rules as rules
import pytest
from consent_rules import ALL, FIELDS, NAME, NARROW, PLAIN, Said
from figures import tell_figure
from PIL import Image
from portals import MKDOCS, TODAY, SmallPortal
from strategies import RECORDS
from test_privacy import disguises

from enishi.build import Portal, open_portal
from enishi.compose import compose
from enishi.correspondence import Clerk
from enishi.dates import Day
from enishi.desk.addressees import Addressee, addressee_of
from enishi.desk.records import Card
from enishi.desk.records import record_in as inner_of
from enishi.galleys import Galleys
from enishi.history import History
from enishi.memory import Memory
from enishi.outputs import formats, newsletter
from enishi.outputs._entries import entries_of
from enishi.outputs._shards import sharded
from enishi.problems import Mark, Problems
from enishi.register import Register
from enishi.roll import Enrolled
from enishi.sheets import Sheet, Sheets
from enishi.source import purposes
from enishi.source.files import SourceFile
from enishi.source.nodes import parse_yaml
from enishi.source.people import NETWORKS, PERSON
from enishi.source.purposes import NAME_FIELDS
from enishi.source.schema import ListOf, RecordOf, RefTo, TextOrRef
from enishi.source.tree import plain_of
from enishi.standing import scan
from enishi.stationery import stationery_of
from enishi.views import Publication

Files = dict[str, bytes]
VALUES = {
    "kana": "おにつか みどり",
    "latin": "LATINA MIDORI",
    "former": "旧姓川",
    "preferred": "みーさん",
    "tenures": "[{joined: 1971-04, left: 1999-03, department: 鉄道部, title: 機関長, "
    "projects: [kanae], places: [misaki]}]",
    "now": "{company: あおば商店, title: 看板係, industry: 提灯業, since: 1901-02, "
    "checked: 1902-03-04}",
    "location": "{city: 夜明市, region: 西海県, country: 琉球国}",
    "profiles": f"{{{', '.join(f'{one}: https://{one}.example.com/hub-midori' for one in NETWORKS)}}}",
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
    "tenures": ("1971-04", "1971年4月", "1999年3月", "鉄道部", "機関長"),
    "now": ("あおば商店", "看板係", "提灯業", "1901年2月"),
    "location": ("夜明市", "西海県", "琉球国"),
    "profiles": ("hub-midori", *(f"//{one}.example.com" for one in NETWORKS)),
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


LINK = "[あの人](../../alumni/midori.yml)の話\n"
ABOUT = "about: {people: [midori, ken]}"
CONTENT: dict[str, str | bytes] = {
    "content/timeline.yml": "founded: 1968\nprojects: [{id: kanae, name: 鼎計画}]\n"
    "offices: [{id: misaki, name: 岬の社屋}]\n",
    "content/news/2026-10-01-a.md": f"---\ntitle: 題\nauthor: midori\ntags: [話]\n{ABOUT}\n---\n{LINK}",
    "content/news/2026-10-02-b.md": f"---\ntitle: 別の題\n{ABOUT}\n---\n{LINK}",
    "content/events/2026-12-04-b.md": "---\ntitle: 集い\nstarts: 2026-12-04\nhost: midori\n"
    f"{ABOUT}\n---\n{LINK}",
    "content/openings/o.md": "---\ntitle: 募集\nposted: 2026-11-01\nexpires: 2027-03-31\n"
    f"apply: https://example.com/apply\n---\n{LINK}",
    "content/cards/c.md": f"---\ntitle: 困りごと\nline: いいのがあるよ\n{ABOUT}\n---\n{LINK}",
    "content/pages/p.md": "---\ntitle: 約束\n---\n[あの人](../../alumni/midori.yml)の話\n",
    "content/graduations/midori.md": "---\nperson: midori\ndate: 2026-11-01\n"
    "peak: {what: 灯りの日, when: 1990-01, photo: akari.png, photo_alt: 灯り}\n"
    f"messages: [{{name: 仲間, words: 桟橋で待っています}}]\n---\n{LINK}",
    "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\nfrom: midori\n"
    f"closing: 灯りのもとで\n---\n{LINK}",
    "content/newsletters/2026-09.md": "---\ntitle: 名指しの便り\ndate: 2026-09-20\nchosen:\n"
    + "".join(f"  {one}: [midori]\n" for one in ("graduates", "moved", "lately", "asks", "offers"))
    + f"---\n{LINK}",
    "content/newsletters/2026-08.md": "---\ntitle: 期の便り\ndate: 2026-08-20\n"
    f"graduates: {{since: 1890-01-01, until: 2026-12-31}}\n---\n{LINK}",
}
"""All that can name a person names this one: in a field, and by a link in the text."""
NAMED = {
    "news.author", "news.about.people", "newsletter.from", "newsletter.chosen.graduates",
    "newsletter.chosen.moved", "newsletter.chosen.lately", "newsletter.chosen.asks",
    "newsletter.chosen.offers", "event.host", "event.about.people", "card.about.people",
    "keepsake.person",
}  # fmt: skip
"""Fields of texts that may hold the ID of a person."""
UNNAMED = {"projects", "places", "products", "era", "image", "photo", "items", "news", "events",
           "openings", "cards", "department"}  # fmt: skip
"""What else is referred to."""
BESIDE_SITE = ("mail", "edition", "large")
SILENT = frozenset({"newsletter"})
"""Formats that make no file of the site; their letters are looked at by themselves."""


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
        self._printed: list[tuple[Enrolled, Files]] = []

    def enrolled(self, text: str) -> Enrolled:
        person = self.register.person_in(SourceFile("alumni/midori.yml", text))
        return self.register.registrar.enrolled(person, Problems())

    def published(self, enrolled: Enrolled) -> Publication:
        """Without a problem. Of the person it sees what is given here, and nothing else."""
        portal, problems = self.portal, Problems()
        library = replace(portal.library, people={**portal.library.people, "midori": enrolled})
        publication = compose(
            library, portal.settings, portal.root, problems, Day(TODAY), self.galleys, self.memory
        )
        self.memory.recall.turn()
        assert problems.errors == []
        return publication

    def files(self, text: str) -> Files:
        """Every file of the site, the search index of a large one, and every letter: as mail, and
        as somebody gets it who knew the person. What came of the very same is printed once."""
        enrolled = self.enrolled(text)
        found = next((files for known, files in self._printed if known == enrolled), None)
        if found is None:
            found = self._files(self.published(enrolled))
            self._printed.append((enrolled, found))
        return found

    def _files(self, publication: Publication) -> Files:
        portal = self.portal
        sheaf = self.sheets.of(publication)
        files = {path: sheaf.data(path) or b"" for path in sheaf}
        made = [one.made for one in sheaf.values() if isinstance(one, Sheet) and one.made]
        large = sharded(entries_of(made))
        files.update({f"large/{path}": data for path, data in large.items()})
        press = replace(portal.press, site=publication.site)
        for letter in publication.newsletters:
            texts = {"html": newsletter.render_html, "txt": newsletter.render_text}
            mail = {kind: render(letter, publication, press) for kind, render in texts.items()}
            paper = stationery_of(publication, press, letter, (), "")
            for_ken = Clerk(paper).letter_to(self.ken)
            files |= {f"mail/{letter.id}.{kind}": text.encode() for kind, text in mail.items()}
            files[f"edition/{letter.id}.html"] = for_ken.html.encode()
            files[f"edition/{letter.id}.txt"] = for_ken.text.encode()
        return files

    @cached_property
    def ken(self) -> Addressee:
        """Somebody who knew the person, and gets letters of their own."""
        history = History(self.portal.library.timeline)
        card = Card("ken", "", Mark())
        return addressee_of(card, self.register.person("ken"), history, "ja", TODAY)

    def jobs(self, text: str) -> dict[str, set[str]]:
        """What each format makes: `{format: files and what they say}`, each told as one text."""
        publication = self.published(self.enrolled(text))
        press = replace(self.portal.press, site=publication.site)
        sheaf = self.sheets.of(publication)
        made = [one.made for one in sheaf.values() if isinstance(one, Sheet) and one.made]
        found: dict[str, set[str]] = {}
        for form in formats():
            plans = [*(form.plan(publication, press) if form.plan else ())]
            plans += form.plan_over(made, publication, press) if form.plan_over else ()
            files = form.print_over(made, publication, press, {}) if form.print_over else {}
            found[form.name] = {repr(one) for one in (*plans, *files.items())}
        return found


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Press:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setattr("enishi.outputs.mentions.MOST", 1)
    request.addfinalizer(monkeypatch.undo)
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(out, "PNG")
    small = SmallPortal(tmp_path_factory.mktemp("matrix")).write(
        {
            "mkdocs.yml": MKDOCS,
            "alumni/midori.yml": record(ALL, ""),
            "alumni/photos/midori.jpg": out.getvalue(),
            "alumni/ken.yml": "name: {family: 佐藤, given: 健, kana: さとう けん}\n"
            "tenures: [{joined: 1980, left: 2026-03, projects: [kanae]}]\nopen_to: [speak]\n"
            "consents: [{purpose: portal, status: given, on: 2026-01-01}]\n",
            "content/graduations/akari.png": out.getvalue(),
            **CONTENT,
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


def leaves(record: RecordOf[Any], trail: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """`("tenures", "title")` of every value that a record can have."""
    for key, field in record.fields.items():
        inner = inner_of(field.kind)
        yield from leaves(inner, (*trail, key)) if inner else [(*trail, key)]


def said_in(value: object, trail: tuple[str, ...]) -> object:
    for key in trail:
        value = value[0] if isinstance(value, list) else value
        value = value.get(key) if isinstance(value, dict) else None
    return value


def test_every_field_of_the_schema_may_be_withheld_and_is_in_the_matrix() -> None:
    """A field that is added is asked for here, and for a text by which it is known."""
    assert set(FIELDS) == set(purposes.FIELDS) == set(VALUES)
    assert set(TEXTS) == {*FIELDS, NAME, *purposes.BESIDE}
    named = {f"name.{one}" for one in ("family", "given", *purposes.NAME_FIELDS)}
    there = {".".join(one) for one in leaves(PERSON)}
    assert {one for one in there if one.startswith("name.")} == named
    others = {one.partition(".")[0] for one in there} - {"name", "photo", "consents"}
    assert others == set(FIELDS) - set(purposes.NAME_FIELDS)
    whole = plain_of(parse_yaml(record(ALL, ""), "", Problems()))
    unsaid = [one for one in leaves(PERSON) if one[0] != "consents" and not said_in(whole, one)]
    assert unsaid == []


def test_whatever_can_name_a_person_does() -> None:
    """A field that is added to a text is asked for here."""
    kinds = ("news", "newsletter", "event", "opening", "card", "keepsake", "page", "notice")
    folders = {"news": "news", "card": "cards", "keepsake": "graduations"}
    found, named = set(), set()
    for kind in kinds:
        folder = f"content/{folders.get(kind, f'{kind}s')}/"
        texts = [str(text) for path, text in CONTENT.items() if path.startswith(folder)]
        assert kind == "notice" or (texts and all("alumni/midori.yml" in one for one in texts))
        heads = [plain_of(parse_yaml(one.split("---\n")[1], "", Problems())) for one in texts]
        for trail in leaves(RECORDS[kind]):
            if is_reference(RECORDS[kind], trail) and trail[-1] not in UNNAMED:
                found.add(".".join((kind, *trail)))
                if any("midori" in str(said_in(head, trail)) for head in heads):
                    named.add(".".join((kind, *trail)))
    assert found | {"newsletter.from"} == NAMED
    assert named | {"newsletter.from"} == NAMED
    assert "from: midori" in str(CONTENT["content/newsletters/2026-11.md"])


def is_reference(record: RecordOf[Any], trail: tuple[str, ...]) -> bool:
    kind: object = record
    for key in trail:
        inner = inner_of(kind)  # type: ignore[arg-type]
        kind = inner.fields[key].kind if inner else None
    return isinstance(kind.kind if isinstance(kind, ListOf) else kind, RefTo | TextOrRef)


def test_every_format_has_something_to_say_of_the_person(press: Press) -> None:
    """Or it could leak, and this matrix would not see it: one that is added is asked for here."""
    shown = press.jobs(record_in("given", "given", "given"))
    hidden = press.jobs(record_in("absent", "absent", "absent"))
    assert shown.keys() == {one.name for one in formats()}
    assert {one for one in shown if shown[one] == hidden[one]} == SILENT


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
    files = {
        path: data
        for path, data in press.files(text).items()
        if path.split("/")[0] not in BESIDE_SITE
    }
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
