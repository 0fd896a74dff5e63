"""Markdown files: the YAML between `---` lines, and the body beneath."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enishi.problems import Mark, Problems
from enishi.source.files import SourceFile, mark_at
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Passage
from enishi.source.tree import Mapping

_OPENING = re.compile(r"(?:[^\S\n]*\n)*---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
BOUNDS = (_OPENING, _CLOSING)
"""What front matter stands between, for whoever edits it."""


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
    text = source.text
    opening = _OPENING.match(text)
    if opening is None:
        return _without_head(source, problems)
    first_line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None or opening.end() == 0:
        line = text.count("\n", 0, opening.end() - 1) + 1
        problems.add(source.path, Mark(line), "front-unclosed")
        return None
    head = text[opening.end() : closing.start() - 1]
    node = parse_yaml(head, source.path, problems, first_line=first_line)
    below = text.count("\n", opening.end(), closing.start()) + first_line + 1
    body = Body(text[closing.end() + 1 :], source.path, below)
    if node is None:
        empty = not head.strip() or all(line.lstrip().startswith("#") for line in head.split("\n"))
        return MarkdownFile(Mapping((), first_line - 1), body) if empty else None
    if not isinstance(node, Mapping):
        problems.add(source.path, node.mark, "mapping-expected", keys="title, date, …")
        return None
    return MarkdownFile(node, body)


def _without_head(source: SourceFile, problems: Problems) -> MarkdownFile | None:
    """The file as nothing but a body, unless it begins as another format's head."""
    text = source.text.lstrip()
    first = text.partition("\n")[0].rstrip()
    code = {"+++": "front-toml", "{": "front-json"}.get(first)
    if code is None:
        return MarkdownFile(Mapping(), Body(source.text, source.path))
    line = source.text[: len(source.text) - len(text)].count("\n") + 1
    problems.add(source.path, Mark(line), code)
    return None
