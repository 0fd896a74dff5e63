"""Where a text points to a person, and what becomes of the text without them.

References are cut: values of fields, rows of lists, links. What is said of a person in running
prose is for somebody to read and to change.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from enishi.desk.disguises import folded, squeezed
from enishi.desk.excision import Cuts, Edit, Trail, Wanted, cuts_in, edited
from enishi.desk.needles import page_of
from enishi.desk.subject import Subject
from enishi.source.frontmatter import BOUNDS
from enishi.source.records import TIMELINE_FILE

_THINGS = frozenset("projects places products era department tags slug of notice items".split())
"""Keys whose values are IDs of something else."""
_PEOPLE = frozenset(
    "people person author host from by with to who id mail email recipient graduate referrer "
    "candidate introduced_by intro alumni follows followed_by asked helped".split()
)
"""Keys whose value is a person even where the ID could be a word."""
_NOT_THEIRS = frozenset("name emails phones profiles consents birthday photo".split())
"""Fields of another person's record that are about that one."""
_YAML = (".yml", ".yaml", ".json")
_ROWS = (".csv", ".tsv", ".jsonl", ".ndjson", ".log")
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]\\]|\\.)*)\](?:\(\s*<?([^()\s<>]*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\[([^\[\]]*)\])"
)
_ANCHOR = re.compile(r"<a\s[^<>]*?href=[\"']([^\"'<>]*)[\"'][^<>]*>(.*?)</a>", re.I | re.S)
_AUTO = re.compile(r"<(https?://[^\s<>]+)>")
_DEFINED = re.compile(r"^ {0,3}\[([^\[\]]+)\]:[ \t]*<?([^\s<>]+)>?[^\n]*(?:\n|\Z)", re.M)
_POLITE = re.compile(r"(?:さん|様|さま|くん|君|ちゃん|氏|先生)\Z")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Finds what points to one person. `url` is the portal's address, or empty."""

    subject: Subject
    url: str
    somebody: dict[str, str]
    """What stands in the place of a link that was their name, by language."""
    lang: str

    def in_file(self, path: str, text: str, *, private: bool, person: bool = False) -> Cuts:
        """What of a file is to go; `person` says that it is somebody else's record."""
        suffix = posixpath.splitext(path)[1].lower()
        if path == TIMELINE_FILE:  # it tells of things; who is named in it is for a reader
            return Cuts()
        if suffix in _ROWS:
            return self._rows(text) if private else Cuts()
        if suffix in _YAML:
            found = cuts_in(text, self._wanted(person=person), rows=private and not person)
            return _and(found, self._links(path, text, 0))
        if suffix == ".md":
            return self._markdown(path, text, private=private)
        return Cuts()

    def _markdown(self, path: str, text: str, *, private: bool) -> Cuts:
        start, end, body = head_of(text)
        head = cuts_in(text[start:end], self._wanted(), rows=private)
        line = text.count("\n", 0, start)
        moved = Cuts(
            tuple(Edit(one.start + start, one.end + start, one.new) for one in head.edits),
            tuple(one + line for one in head.lines),
            tuple(one + line for one in head.by_hand),
        )
        return _and(moved, self._links(path, text, body))

    def is_addressed(self, text: str) -> bool:
        """Whether a Markdown file says by its first keys that it is for, or about, them alone."""
        start, end, _ = head_of(text)
        keys = r"(?:to|person|recipient|graduate|id)"
        for match in re.finditer(rf"^{keys}:[ \t]*(.+)$", text[start:end], re.M):
            if self.is_them(match[1].strip().strip("\"'")):
                return True
        return False

    def _wanted(self, *, person: bool = False) -> Wanted:
        def wanted(trail: Trail, text: str) -> bool:
            if person and trail and trail[0] in _NOT_THEIRS:
                return False
            key = next((one for one in reversed(trail) if one), "")
            if text.strip() == self.subject.id:
                is_person = key in _PEOPLE or (trail[-1:] == ("",) and len(trail) > 1)
                return key not in _THINGS and (self.subject.is_telling or is_person)
            return self.is_them(text)

        return wanted

    def is_them(self, text: str) -> bool:
        """Whether a value is nothing but this person."""
        plain = folded(text.strip())
        if plain == self.subject.id or squeezed(plain) in self.subject.own_names:
            return True
        address = plain.removeprefix("mailto:")
        if address in self.subject.texts("mail"):
            return True
        if "://" in plain:
            return page_of(plain) in self.subject.texts("page") or self._is_page(plain, "")
        stem = posixpath.basename(plain)
        return plain.startswith("alumni/") and stem.partition(".")[0] == self.subject.id

    def _is_page(self, address: str, base: str) -> bool:
        """Whether a link leads to their record, their page, or their picture."""
        at_home = self.url and address.startswith(self.url)
        if at_home:
            address = "/" + address[len(self.url) :]
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return False
        path = unquote(parts.path)
        if not path.startswith("/"):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        pieces = [piece for piece in path.split("/") if piece]
        if len(pieces) < 2:
            return False
        if pieces[-2] == "graduations" and pieces[0] in ("content", "graduations"):
            return pieces[-1].partition(".")[0] == self.subject.id
        if pieces[0] != "alumni":
            return False
        return pieces[-1 if pieces[1] == "photos" else 1].partition(".")[0] == self.subject.id

    def _links(self, path: str, text: str, body: int) -> Cuts:
        """Links to them, each with what stays of its words."""
        lang = _language_of(text[:body]) or self.lang
        gone = {
            _label(match[1]): match
            for match in _DEFINED.finditer(text, body)
            if self._is_page(match[2], path)
        }
        edits = [Edit(match.start(), match.end()) for match in gone.values()]
        for match in _LINK.finditer(text, body):
            named = match[2] is None and _label(match[3] or match[1]) in gone
            if named or (match[2] is not None and self._is_page(match[2], path)):
                edits.append(Edit(match.start(), match.end(), self._words(match[1], lang)))
        for pattern in (_ANCHOR, _AUTO):
            for match in pattern.finditer(text, body):
                if self._is_page(match[1], path):
                    shown = match[2] if pattern is _ANCHOR else self.subject.id
                    edits += [Edit(match.start(), match.end(), self._words(shown, lang))]
        for label in gone:
            for match in re.finditer(rf"\[({re.escape(label)})\](?![\[(:])", text[body:], re.I):
                at = body + match.start()
                if not any(one.start <= at < one.end for one in edits):
                    words = self._words(match[1], lang)
                    edits.append(Edit(at, body + match.end(), words))
        lines = tuple(sorted({text.count("\n", 0, one.start) + 1 for one in edits}))
        return Cuts(tuple(_apart(edits)), lines)

    def _words(self, shown: str, lang: str) -> str:
        """What a link leaves behind: its words, unless they are the name."""
        bare = squeezed(folded(re.sub(r"[*_`~]", "", shown)))
        names = {self.subject.id, *self.subject.whole_names}
        names |= {squeezed(folded(one)) for one in self.subject.calls}
        return self.somebody[lang] if {bare, _POLITE.sub("", bare)} & names else shown

    def _rows(self, text: str) -> Cuts:
        """Lines of a table or a log that name them: each is about one thing that happened."""
        edits, lines, by_hand, at = [], [], [], 0
        for number, line in enumerate(text.split("\n"), 1):
            end = min(at + len(line) + 1, len(text))
            if self._names_them(line):
                if line.count('"') % 2:
                    by_hand.append(number)
                else:
                    edits.append(Edit(at, end))
                    lines.append(number)
            at = end
        return Cuts(tuple(edits), tuple(lines), tuple(by_hand))

    def _names_them(self, line: str) -> bool:
        cells = re.split(r"[,;\t{}\[\]\"'<>\s]+", line)
        return any(self.is_them(cell) for cell in cells if cell) or any(
            self.is_them(cell.strip().strip('"')) for cell in re.split(r"[,;\t]", line)
        )


def head_of(text: str) -> tuple[int, int, int]:
    """Where the front matter of a Markdown file begins and ends, and where its body begins."""
    opening = BOUNDS[0].match(text)
    closing = BOUNDS[1].search(text, opening.end()) if opening and opening.end() else None
    if opening is None or closing is None:
        return 0, 0, 0
    return opening.end(), closing.start(), min(closing.end() + 1, len(text))


def _language_of(head: str) -> str:
    match = re.search(r"^lang:[ \t]*(ja|en)\b", head, re.M)
    return match[1] if match else ""


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _and(one: Cuts, other: Cuts) -> Cuts:
    """Both; what overlaps is cut once."""
    edits = tuple(_apart([*one.edits, *other.edits]))
    return Cuts(
        edits,
        tuple(sorted({*one.lines, *other.lines})),
        tuple(sorted({*one.by_hand, *other.by_hand})),
    )


def _apart(edits: Sequence[Edit]) -> Iterator[Edit]:
    """Those that do not lie in one before them."""
    end = -1
    for one in sorted(edits, key=lambda it: (it.start, -it.end)):
        if one.start >= end:
            yield one
            end = max(one.end, end)


def without(text: str, cuts: Cuts) -> str:
    """The text as it is once the cuts are made."""
    return edited(text, cuts.edits)
