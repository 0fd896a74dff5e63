"""Everything that is held about one person, for that person to have.

The one place where private records are opened to be handed out. What it says of other people is
left out, unless they are shown on the site anyway.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import posixpath
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from enishi.build import Portal
from enishi.dates import PartialDate
from enishi.desk.absence import Looker
from enishi.desk.cabinet import Cabinet, card_in
from enishi.desk.dossier import Dossier, dossier_of, private_files, private_node
from enishi.desk.erasure import Ground
from enishi.desk.identity import person_of
from enishi.desk.keys import Ring, opened_text
from enishi.desk.mentions import Mentions
from enishi.desk.needles import Needle, could_be_anybodys, needle_of_id, needles_in
from enishi.desk.plaintext import plaintext
from enishi.desk.private import Private, reveal
from enishi.desk.records import Birthday, Card
from enishi.desk.removals import decoded, pages_of
from enishi.desk.subject import name_of
from enishi.desk.testimony import Testimony, testimony_of
from enishi.desk.watch import Watching
from enishi.names import Names
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.proof import Proof, prove
from enishi.publish import display_name, ways_to_write
from enishi.register import Register
from enishi.source.consents import Shown
from enishi.source.files import SourceFile, list_files, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Located, Passage, Reading, Ref
from enishi.source.tree import Mapping, Node, Scalar, Sequence, plain_of

FORMAT, VERSION = "enishi-person", 1
"""What `export.json` is. A key may be added within a version; none goes, or changes its sense."""
EXPORTS = "exports"
"""In the private folder: where exports go if no other place is named."""
HIDDEN = "…"
"""In the place of what is about somebody else."""
_OWN = frozenset("emails phones birthday profiles follow".split())
"""Fields by which a value is the person's own, whoever else has it."""
_YAML = (".yml", ".yaml", ".json")
_PROSE = (".md", ".txt", ".ics", ".vcf")
_TABLES = {".csv": ",", ".tsv": "\t"}
Held = dict[str, Any]


@dataclass(frozen=True)
class Belongings:
    """Gathers what is held. `belongings.held()` is what `export.json` says."""

    ground: Ground
    portal: Portal
    register: Register
    dossier: Dossier

    @property
    def cabinet(self) -> Cabinet:
        return self.ground.cabinet

    @cached_property
    def name(self) -> str:
        """As the person is addressed; the ID where no record tells."""
        public = self.register.person(self.dossier.id) if self._is_public else None
        cards = (self._card(path) for path in self.dossier.private if self._is_record(path))
        person = person_of(public, next(cards, None))
        return display_name(person.name) if person else self.dossier.id

    @property
    def _is_public(self) -> bool:
        return self.dossier.id in self.register.paths

    def held(self) -> Held:
        proof = self._proof
        return {
            "format": FORMAT,
            "version": VERSION,
            "id": self.dossier.id,
            "name": self.name,
            "made_on": self.ground.today.isoformat(),
            "portal": {"name": self.portal.settings.name, "url": self.portal.settings.url},
            "public": [*map(self._public, self.dossier.public), *map(self._page, self._pages)],
            "private": [self._private(path) for path in self._files],
            "photos": [self._photo(path) for path in self.dossier.photos],
            "shown": proof.shown if proof else False,
            "consents": self._consents(proof),
            "where": [asdict(one) for one in (proof and proof.fields) or ()],
            "told": list(self._told()),
            "mentions": list(self._mentions()),
        }

    @property
    def _files(self) -> list[str]:
        """What is theirs in the private folder, but for what was handed out before."""
        return [path for path in self.dossier.private if not path.startswith(f"{EXPORTS}/")]

    @cached_property
    def _proof(self) -> Proof | None:
        if not self._is_public:
            return None
        beside = self._testimony.consents
        return prove(self.portal, self.register, self.dossier.id, beside=beside)

    @cached_property
    def _testimony(self) -> Testimony:
        return testimony_of(self.cabinet, self.register, self.dossier.id)

    def _public(self, path: str) -> Held:
        source = load_text(self.ground.root, path, Problems())
        node = parse_yaml(source.text, path, Problems()) if source else None
        return {"path": path, "record": self._without_others(plain_of(node))}

    @cached_property
    def _pages(self) -> list[str]:
        """Texts in `content/` that are about them alone."""
        return list(pages_of(self.ground.root, self._mentioned))

    def _page(self, path: str) -> Held:
        return {"path": path, "text": self._without_others(decoded(self.ground.root / path))}

    def _private(self, path: str) -> Held:
        """A record as the schema reads it; anything else of theirs as a reader reads it, and what
        is no text as a file."""
        shown = self.cabinet.shown(path)
        if self._is_record(path):
            return {"path": shown, "record": self._without_others(_opened(self._card(path)))}
        data = (self.cabinet.folder / path).read_bytes()
        text = opened_text(data, self._ring) if path.endswith(".age") else plaintext(path, data)
        if text is None:
            digest = hashlib.sha256(data).hexdigest()
            return {"path": shown, "file": path.replace("/", "-"), "sha256": digest}
        return {"path": shown, "text": self._without_others(text)}

    @property
    def _ring(self) -> Ring:
        """Raises `Refused` where it opens nothing."""
        ring = self.cabinet.ring
        if ring.fault:
            raise refusal(self.cabinet.shown("").rstrip("/"), ring.fault)
        return ring

    def files(self, held: Held) -> dict[str, bytes]:
        """What is handed out beside the table, by the names that it says."""
        folder = self.cabinet.folder
        mine = {self.cabinet.shown(path): folder / path for path in self._files}
        found = {one["file"]: self.ground.root / one["path"] for one in held["photos"]}
        found |= {one["file"]: mine[one["path"]] for one in held["private"] if "file" in one}
        return {name: file.read_bytes() for name, file in found.items()}

    def _is_record(self, path: str) -> bool:
        return path in self.cabinet.record_paths()

    def _card(self, path: str) -> Card:
        """Raises `Refused` for a record with faults, and for one that is locked."""
        shown, problems = self.cabinet.shown(path), Problems()
        held = self.cabinet.held(path, problems)
        if held and held.is_locked:
            raise refusal(shown, self.cabinet.ring.fault)
        at = Reading(shown, problems, self.ground.settings.zone)
        card = card_in(held, at) if held else None
        if card is None or problems.errors:
            raise Refused(problems)
        return card

    def _photo(self, path: str) -> Held:
        data = (self.ground.root / path).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        return {"path": path, "file": posixpath.basename(path), "sha256": digest}

    def _consents(self, proof: Proof | None) -> list[Held]:
        """Those of the public record, with the text that was shown; then those of the private."""
        public = proof.consents if proof else ()
        return [
            {**self._without_others(_json_of(asdict(one))), "notice_text": self._notice(one.notice)}
            for one in (*public, *self._testimony.evidence)
        ]

    def _notice(self, path: str) -> str:
        there = path and (self.ground.root / path).is_file()
        source = load_text(self.ground.root, path, Problems()) if there else None
        return source.text if source else ""

    # --- what else tells of them

    @cached_property
    def _mentioned(self) -> Mentions:
        return self.ground.mentions(self.dossier.subject)

    def _told(self) -> Iterator[Held]:
        """Rows of what was sent and of what came of it, and drafts to them."""
        own = set(self.dossier.private)
        records = set(self.cabinet.record_paths())
        for path in private_files(self.cabinet):
            if path in own | records:
                continue
            source = self.cabinet.load(path, Problems())
            for row in self._rows(path, source) if source else ():
                yield {"path": self.cabinet.shown(path), "row": self._without_others(row)}

    def _rows(self, path: str, source: SourceFile) -> Iterator[Any]:
        suffix = posixpath.splitext(path)[1].lower()
        if suffix == ".md" and self._mentioned.is_addressed(source.text):
            yield source.text
            return
        if suffix in _PROSE:
            yield from self._lines_in(path, source.text)
            return
        if suffix in _YAML:
            node = parse_yaml(source.text, path, Problems())
            yield from self._rows_of(node) if node is not None else ()
            return
        lines = source.text.split("\n")
        cuts = self._mentioned.in_file(path, source.text, private=True)
        for number in cuts.lines:
            if suffix in _TABLES:
                head, row = csv.reader([lines[0], lines[number - 1]], delimiter=_TABLES[suffix])
                yield dict(zip(head, row, strict=False))
            else:
                yield _row_in(lines[number - 1])

    def _lines_in(self, path: str, text: str) -> Iterator[str]:
        """Of a text about many, the lines that are about them, and about nobody else."""
        lines, places = text.split("\n"), self._looker.places_in("", text.encode())
        numbers = sorted({one.line for one in places})
        found = (lines[number - 1].strip() for number in numbers if 0 < number <= len(lines))
        for line in dict.fromkeys(found):
            yield HIDDEN if next(self._everybody.found_in(line), None) is not None else line

    def _rows_of(self, node: Node) -> Iterator[Any]:
        """The smallest records that name them."""
        if isinstance(node, Mapping):
            within = [row for _, value in node.entries for row in self._rows_of(value)]
            named = [
                {key.text: plain_of(value)}
                for key, value in node.entries
                if self._mentioned.is_them(key.text)
            ]
            direct = any(
                self._mentioned.is_them(leaf.text)
                for _, value in node.entries
                for leaf in _leaves(value)
            )
            yield from within or named or ([plain_of(node)] if direct else [])
        elif isinstance(node, Sequence):
            for item in node.items:
                yield from self._rows_of(item)

    @cached_property
    def _looker(self) -> Looker:
        return Looker(self._mentioned)

    def _mentions(self) -> Iterator[Held]:
        """Where other texts name them. A line of a public text is told; of a private one not."""
        looker = self._looker
        for folder in ("content", "alumni"):
            for path in list_files(self.ground.root, folder):
                if path in (*self.dossier.public, *self.dossier.photos, *self._pages):
                    continue
                data = (self.ground.root / path).read_bytes()
                lines = data.decode("utf-8", "replace").splitlines()
                places = {one.line for one in looker.places_in(path, data)}
                shown = path.startswith("content/") or self._is_shown(path)
                for line in sorted(places):
                    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
                    told = self._without_others(text) if shown else ""
                    yield {"path": path if shown else "alumni/", "line": line, "text": told}
        for path in self.cabinet.record_paths() if self.cabinet.is_there else ():
            if path in self.dossier.private:
                continue
            data = (self.cabinet.folder / path).read_bytes()
            for one in sorted(looker.places_in("", data, private=True))[:1]:
                yield {"path": self.cabinet.shown(""), "line": 0, "text": "", "what": one.what}

    def _is_shown(self, path: str) -> bool:
        return any(one.path == path and one.profile for one in self.portal.library.people.values())

    # --- other people

    @cached_property
    def _other_records(self) -> list[tuple[str, Node | None]]:
        """`(path, what it says)` of every private record that is not theirs."""
        paths = self.cabinet.record_paths() if self.cabinet.is_there else []
        return [
            (path, private_node(self.cabinet, path, Problems()))
            for path in paths
            if path not in self.dossier.private
        ]

    @cached_property
    def _others(self) -> Watching:
        """What is private of others: their records, and whoever is not shown."""
        found: list[Needle] = []
        shown = {one.id for one in self.portal.library.people.values() if one.profile}
        for path, node in self._other_records:
            person = path.rpartition(".")[0]
            found += needles_in(node, path) if node is not None else ()
            found += needle_of_id(person, path) if person not in shown else ()
        own = {
            (one.sort, one.text)
            for one in self.dossier.subject.needles
            if one.field.partition("[")[0].partition(".")[0] in _OWN
        }
        rest = [
            one for one in found if (one.sort, one.text) not in own and not could_be_anybodys(one)
        ]
        return Watching(rest, b"", lambda wanted: frozenset())

    @cached_property
    def _names(self) -> Names:
        people = self.portal.library.people.values()
        mine = self.dossier.subject.ways
        hidden = [way for one in people if not one.profile and one.id != self.dossier.id
                  for way in one.ways]  # fmt: skip
        shown = [way for one in people if one.profile for way in one.ways]
        return Names([*hidden, *self._closed_ways()], [*shown, *mine])

    @cached_property
    def _everybody(self) -> Names:
        """Whoever else there is, shown or not."""
        people = self.portal.library.people.values()
        others = [way for one in people if one.id != self.dossier.id for way in one.ways]
        return Names([*others, *self._closed_ways()], self.dossier.subject.ways)

    def _closed_ways(self) -> Iterator[str]:
        """How the names of others may be written of whom there is a private record alone."""
        for path, node in self._other_records:
            name = name_of(node) if node is not None else None
            if name and path.rpartition(".")[0] not in self.portal.library.people:
                yield from ways_to_write(name)

    @cached_property
    def _ids(self) -> frozenset[str]:
        """Of people who are not shown."""
        known = {path.rpartition(".")[0] for path in self.cabinet.record_paths()}
        known |= set(self.portal.library.people)
        shown = {one.id for one in self.portal.library.people.values() if one.profile}
        return frozenset(known - shown - {self.dossier.id})

    def _without_others(self, value: Any) -> Any:
        """Lines that say something private of somebody else are left out."""
        if isinstance(value, dict):
            return {
                self._without_others(key): self._without_others(one) for key, one in value.items()
            }
        if isinstance(value, list):
            return [self._without_others(one) for one in value]
        if not isinstance(value, str):
            return value
        return "\n".join(HIDDEN if self._is_others(line) else line for line in value.split("\n"))

    def _is_others(self, line: str) -> bool:
        if line.strip() in self._ids or next(self._names.found_in(line), None) is not None:
            return True
        return any(self._others.hits("", line.encode()))


def belongings_of(ground: Ground, portal: Portal, register: Register, person: str) -> Belongings:
    """What is held about a person. Raises `Refused` where nobody knows of them."""
    dossier = dossier_of(ground.cabinet, person)
    if dossier.is_empty:
        raise ground.unknown(person)
    return Belongings(ground, portal, register, dossier)


def data_address(data: bytes, file: str) -> str:
    """A picture within a page."""
    kinds = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp", ".gif": "gif"}
    kind = kinds.get(posixpath.splitext(file)[1].lower(), "jpeg")
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _opened(value: object) -> Any:
    """A private record as plain values: here, and nowhere else, all of it is read."""
    if isinstance(value, Private):
        return _opened(reveal(value))
    if isinstance(value, Passage | Located):
        return value.text
    if isinstance(value, Ref):
        return value.id
    if isinstance(value, Shown):
        return {"id": value.id, "sha256": value.sha256} if value.sha256 else value.id
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, Birthday):
        year = f"{value.year:04}-" if value.year else ""
        return f"{year}{value.month:02}-{value.day:02}"
    if isinstance(value, tuple):
        return [_opened(one) for one in value]
    if is_dataclass(value):
        pairs = ((one.name, getattr(value, one.name)) for one in fields(value))
        kept = {key: _opened(one) for key, one in pairs if not isinstance(one, Mark)}
        gone = ("id", "path")
        return {
            key: one for key, one in kept.items() if one not in (None, [], "") and key not in gone
        }
    return value.isoformat() if isinstance(value, date) else value


def _row_in(line: str) -> Any:
    """What a line of a log says; the line itself where it is no JSON."""
    try:
        found = json.loads(line)
    except ValueError:
        return line
    return {str(key): str(one) for key, one in found.items()} if isinstance(found, dict) else line


def _json_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json_of(one) for key, one in value.items() if one is not None}
    if isinstance(value, list | tuple):
        return [_json_of(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _leaves(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Scalar):
                yield item
