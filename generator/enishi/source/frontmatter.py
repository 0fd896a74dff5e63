"""Markdown files: the YAML between `---` lines, and the body beneath."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enishi.problems import Mark, Problems
from enishi.source.files import SourceFile, mark_at
from enishi.source.nodes import Mapping, parse_yaml
from enishi.source.schema import Passage

_OPENING = re.compile(r"---[ \t]*\Z")
_CLOSING = re.compile(r"(---|\.\.\.)[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Body:
    """Markdown with the place it came from."""

    text: str
    path: str
    first_line: int = 1
    indent: int = 0
    """Columns before each of its lines in the file."""
    quoted: bool = False
    """Its lines are not the file's: everything in it is told at its beginning."""

    @classmethod
    def of(cls, passage: Passage, path: str) -> Body:
        """Markdown out of a field of the file."""
        return cls(passage.text, path, passage.first_line, passage.indent, passage.quoted)

    def mark_of(self, index: int) -> Mark:
        """The place in the file of a character of the text."""
        mark = mark_at(self.text, 0 if self.quoted else index, self.first_line)
        return Mark(mark.line, mark.column + self.indent)


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    fields: Mapping
    """Empty where the file has no front matter."""
    body: Body


def split_front_matter(source: SourceFile, problems: Problems) -> MarkdownFile | None:
    """Fields and body; None when a problem was found.

    Blank lines may stand before the opening `---`. Either `---` or `...` closes it,
    as both end a YAML document's head. A file without front matter is all body.
    """
    lines = source.text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    first = lines[start]
    if first.strip() == "+++":
        problems.add(source.path, Mark(start + 1), "front-toml")
        return None
    if not _OPENING.match(first):
        if first.strip() == "{":
            problems.add(source.path, Mark(start + 1), "front-json")
            return None
        fields = Mapping((), Mark())
        return MarkdownFile(fields, Body(source.text, source.path))
    closing = range(start + 1, len(lines))
    end = next((number for number in closing if _CLOSING.match(lines[number])), None)
    if end is None:
        problems.add(source.path, Mark(start + 1), "front-unclosed")
        return None
    head = "\n".join(lines[start + 1 : end])
    node = parse_yaml(head, source.path, problems, first_line=start + 2)
    body = Body("\n".join(lines[end + 1 :]), source.path, end + 2)
    if node is None:
        empty = not head.strip() or all(line.lstrip().startswith("#") for line in head.split("\n"))
        return MarkdownFile(Mapping((), Mark(start + 1)), body) if empty else None
    if not isinstance(node, Mapping):
        problems.add(source.path, node.mark, "mapping-expected", keys="title, date, …")
        return None
    return MarkdownFile(node, body)
