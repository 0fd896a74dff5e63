"""No consent, no trace: in no file of the site, in no disguise; and `private/` is never read."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from portals import REPOSITORY, TODAY, SmallPortal, records_of

from enishi.problems import Problems
from enishi.publish import agreed
from enishi.source.nodes import Mapping, Node, Scalar, Sequence, parse_yaml

Make = Callable[[dict[str, str | bytes]], SmallPortal]
_INVISIBLE = dict.fromkeys((0x200B, 0x2060, 0xAD))


def tree_of(site: Path) -> dict[str, str]:
    """`{path: digest}` of every file."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def disguises(text: str) -> Iterator[str]:
    """A file's text as it stands, and with its escapes undone."""
    plain = text.translate(_INVISIBLE)
    yield plain
    yield unquote(html.unescape(plain)).translate(_INVISIBLE)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), plain)
    yield re.sub(r"\r?\n[ \t]", "", plain)  # calendars fold their lines (RFC 5545, 3.1)


def encoded(value: str) -> Iterator[str]:
    """The value in base64, whatever stands before and after it."""
    raw = value.encode()
    for shift in range(3):
        found = base64.b64encode(b"\0" * shift + raw).decode()
        yield found[4 if shift else 0 : -4]


def traces(site: Path, values: set[str]) -> list[str]:
    """`path: value` wherever a value can be found in the site, also in file names."""
    masked = {code: value for value in values if len(value) > 5 for code in encoded(value)}
    found = []
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        found += [f"{name}: {value}" for value in values if value in unquote(name)]
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        told = "\n".join(disguises(text))
        found += [f"{name}: {value}" for value in values if value in told]
        found += [f"{name}: {value}" for code, value in masked.items() if code in text]
    return found


def scalars(node: Node | None) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text.strip()
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from scalars(value)


def hidden_values(root: Path, today: date) -> set[str]:
    """What only the records of those say who did not agree: names, IDs, sentences."""
    people, entries = records_of(root, Problems())
    paths = {record.path for record in (*people.values(), *entries)}
    sources = {path: (root / path).read_text(encoding="utf-8") for path in paths}
    hidden = {
        person.path for person in people.values() if not agreed(person.consents, "portal", today)
    }
    elsewhere = "\n".join(text for path, text in sources.items() if path not in hidden)
    found = {Path(path).stem for path in hidden}
    for path in hidden:
        for value in scalars(parse_yaml(sources[path], path, Problems())):
            lines = [line.strip() for line in value.split("\n")]
            found |= {line for line in lines if len(line) > 2 and line not in elsewhere}
    for person in (people[Path(path).stem] for path in hidden):
        name = person.name
        found |= {name.family + name.given, f"{name.family} {name.given}", name.kana, name.latin}
        found.add(name.whole)
    dates = re.compile(r"[\d-]+|given|refused|withdrawn|portal|photo|newsletter")
    return {value for value in found if value.strip() and not dates.fullmatch(value)}


def test_the_demonstration_shows_nobody_who_did_not_agree(demo_site: Path) -> None:
    values = hidden_values(REPOSITORY, TODAY)
    assert len(values) > 10, "some of the demonstration did not agree"
    assert traces(demo_site, values) == []


def test_this_search_finds_what_is_there(demo_site: Path) -> None:
    values = {"青木 あかり", "あおき あかり", "Akari Aoki", "akari-aoki"}
    found = traces(demo_site, values)
    assert {one.rpartition(": ")[2] for one in found} == values
    assert any(one.startswith("alumni/people.json") for one in found)
    assert any(one.startswith("search/") for one in found)


def record(token: str, consents: str) -> str:
    return f"""\
name:
  {{family: 鬼束{token}, given: {token}子, kana: おにつか, latin: O {token}, former: 旧{token}}}
tenures:
  - {{joined: 1871, left: 2026-10, department: {token}部, title: {token}長}}
now: {{company: {token}商店, title: {token}代表, industry: {token}業}}
location: {{city: {token}市}}
profiles: {{website: "https://{token.lower()}.example.com/"}}
photo: himitsu.jpg
bio: |
  {token}の一日は長い。
lately: {{on: 2026-11-01, text: {token}の近況}}
skills: [{token}術]
offers: [{token}の案内]
asks: [{token}の相談]
open_to: [mentor]
consents: [{consents}]
updated: 2026-11-01
"""


NO = (
    "",
    "{purpose: portal, status: withdrawn, on: 2026-11-22}",
    "{purpose: photo, status: given, on: 2020-01-01}",
)
SHOWN = "{purpose: portal, status: given, on: 2020-01-01}"


def mentioning(portal: Make, token: str) -> SmallPortal:
    """A portal that points to somebody hidden wherever that can be done without the name."""
    files: dict[str, str | bytes] = {
        f"alumni/himitsu{number}.yml": record(f"{token}{number}", consents)
        for number, consents in enumerate(NO)
    }
    files |= {
        "alumni/photos/himitsu.jpg": token.encode(),
        "alumni/ken.yml": f"name: 佐藤 健\ntenures: {{joined: 1990}}\nconsents: [{SHOWN}]\n",
        "content/news/2026-11-02-a.md": "---\ntitle: 題\nauthor: himitsu0\n"
        "about: {people: [himitsu1, ken]}\ntags: [話]\n---\n[あの人](../../alumni/himitsu2.yml)の話\n",
        "content/events/2026-12-01-a.md": "---\ntitle: 集い\nstarts: 2026-12-01\n"
        "host: himitsu1\n---\n",
        "content/newsletters/2026-11.md": "---\ntitle: 便り\ndate: 2026-11-20\n"
        "from: himitsu2\n---\n"
        "[あの人](../../alumni/himitsu1.yml)です\n",
    }
    return portal(files)


def test_the_hidden_leave_no_trace_and_change_nothing(portal: Make, tmp_path: Path) -> None:
    small = mentioning(portal, "HIMITSU")
    small.build()
    before = tree_of(small.site)
    values = hidden_values(small.root, TODAY)
    assert {"HIMITSU0の近況", "himitsu1", "https://himitsu2.example.com/"} <= values
    assert traces(small.site, values) == []

    small = mentioning(portal, "NAISHO")
    small.write(
        {
            "private/himitsu0.yml": "emails: [himitsu@example.com]\nbirthday: 1850-01-01\n",
            "private/ken.yml": "phones: [090-1234-5678]\nstage: customer\n",
            "private/news/2026-11-21-inside.md": "---\ntitle: 内輪\n---\n",
            "private/photos/ken.jpg": b"x",
            "private/broken.yml": "\0 not yaml: [",
        }
    )
    (small.root / "private" / "loop").symlink_to(small.root)
    small.build(site=tmp_path / "site")
    assert tree_of(tmp_path / "site") == before
