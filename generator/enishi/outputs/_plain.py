"""HTML of ours as text that reads well: for mail, where some have nothing else.

Lines are wrapped by columns, of which a full-width character takes two. A link stands as
`text <URL>` and is never broken; Japanese lines do not begin with a closing mark (行頭禁則).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

COLUMNS = 72

_NOT_FIRST = frozenset(
    "、。，．・：；！？」』）】〉》〕］｝…‥〜ー々ゝゞヽヾ%,.:;!?)]}"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
)
_NOT_LAST = frozenset("「『（【〈《〔［｛([{")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPHS = frozenset("p div section figure figcaption caption dl table".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def width_of(text: str) -> int:
    """Columns that the text takes in a terminal or a mail (UAX #11)."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200b\u200c\u200d\u2060\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


@lru_cache(maxsize=2048)
def wrapped(text: str, first: str = "", rest: str | None = None, columns: int = COLUMNS) -> str:
    """One paragraph in lines of at most `columns`; `first` and `rest` stand before them.

    A line may be longer only where a single word, such as an address, is. Nearly all editions
    of an issue have the same paragraphs, so these are kept.
    """
    rest = first if rest is None else rest
    lines, line, room = [], first, columns - width_of(first)
    for piece in _pieces(text):
        size = width_of(piece.rstrip(" "))
        if size > room and line.strip() and line not in (first, rest):
            lines.append(line.rstrip())
            line, room = rest, columns - width_of(rest)
            piece = piece.lstrip(" ")
        line += piece
        room -= width_of(piece)
    lines.append(line.rstrip())
    return "\n".join(lines)


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: words with the space after them, single full-width characters."""
    piece = ""
    for char in text:
        if piece and _may_break(piece, char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(piece: str, char: str) -> bool:
    if char == " " or char in _NOT_FIRST or piece[-1] in _NOT_LAST:
        return False
    if piece[-1] == " ":
        return True
    return _columns(piece[-1]) == 2 or _columns(char) == 2


def reach_of(address: str) -> str:
    """An address as one reads it out: of `mailto:` the mail address, with the subject if given."""
    if not address.startswith("mailto:"):
        return address
    parts = urlsplit(address)
    subject = parse_qs(parts.query).get("subject", [""])[0]
    mail = unquote(parts.path)
    return f"{mail} ({subject})" if subject else mail


def plain_of(text: str, columns: int = COLUMNS) -> str:
    """The text of sanitised HTML, blocks apart by an empty line.

    Headings, paragraphs, lists, quotations, definitions, tables, code, images (as their
    descriptions) and links (as `text <URL>`) keep what they say.
    """
    reader = _Reader(columns)
    reader.feed(text)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects inline text and lays it out whenever a block ends."""

    def __init__(self, columns: int) -> None:
        super().__init__(convert_charrefs=True)
        self._columns = columns
        self._blocks: list[str] = []
        self._inline = ""
        self._links: list[tuple[str, int]] = []
        self._lists: list[int | None] = []
        self._mark = ""
        self._quotes = 0
        self._verbatim = 0
        self._rows: list[list[str]] | None = None
        self._in_list = False

    def text(self) -> str:
        self._flush()
        return "\n\n".join(block for block in self._blocks if block.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._links.append((given.get("href", ""), len(self._inline)))
        elif tag == "br":
            self._inline += "\n"
        elif tag == "hr":
            self._flush()
            self._blocks.append("―" * 5)
        elif tag == "img":
            self._inline += f"[{given['alt']}]" if given.get("alt") else ""
        else:
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("td", "th"):
            self._inline = ""
            return
        if tag in _PARAGRAPHS or tag in _HEADINGS or tag in ("dt", "dd", "li", "ul", "ol", "tr"):
            self._flush()
        if tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("ul", "ol"):
            start = given.get("start", "1")
            self._lists.append(int(start) if tag == "ol" and start.isdigit() else None)
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "dd":
            self._mark = "  "
        elif tag == "blockquote":
            self._flush()
            self._quotes += 1
        elif tag == "pre":
            self._flush()
            self._verbatim += 1

    def _next_mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "・" if self._japanese() else "- "
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{number}. "

    def _japanese(self) -> bool:
        """Whether what was read so far is mostly full-width."""
        seen = "".join(self._blocks[-3:]) + self._inline
        return width_of(seen) > 1.3 * max(1, len(seen))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "table":
            self._end_table()
        elif tag == "pre":
            self._flush()
            self._verbatim = max(0, self._verbatim - 1)
        elif tag == "blockquote":
            self._flush()
            self._quotes = max(0, self._quotes - 1)
        elif tag in ("ul", "ol"):
            self._flush()
            del self._lists[-1:]
        elif tag in _HEADINGS:
            self._inline = f"■ {self._inline.strip()}" if self._inline.strip() else ""
            self._flush()
        elif tag in _PARAGRAPHS or tag in ("li", "dt", "dd"):
            self._flush()

    def _end_link(self) -> None:
        if not self._links:
            return
        address, start = self._links.pop()
        said = self._inline[start:].strip()
        address = reach_of(address)
        if address and not address.startswith("#") and said not in (address, address.rstrip("/")):
            self._inline += f" <{address}>"

    def _end_cell(self) -> None:
        if self._rows:
            self._rows[-1].append(_SPACES.sub(" ", self._inline).strip())
        self._inline = ""

    def _end_table(self) -> None:
        rows = [" | ".join(cells) for cells in self._rows or [] if any(cells)]
        self._rows = None
        self._blocks.append("\n".join(rows))

    def handle_data(self, data: str) -> None:
        self._inline += data if self._verbatim else _SPACES.sub(" ", data)

    def _flush(self) -> None:
        """Lay out what was collected, as a block or as an item of the list at hand."""
        text, self._inline = self._inline, ""
        if self._rows is not None or not text.strip():
            return
        quote = "> " * self._quotes
        if self._verbatim:
            lines = text.strip("\n").split("\n")
            self._blocks.append("\n".join(f"{quote}    {line}".rstrip() for line in lines))
            return
        deep = "  " * max(0, len(self._lists) - 1)
        mark, self._mark = self._mark, ""
        first, rest = quote + deep + mark, quote + deep + " " * width_of(mark)
        if self._lists and not mark:
            first = rest = quote + deep + "  "
        lines = [line.strip() for line in text.strip().split("\n")]
        laid = [wrapped(lines[0], first, rest, self._columns)]
        laid += [wrapped(line, rest, rest, self._columns) for line in lines[1:]]
        self._add("\n".join(laid), of_list=bool(self._lists and mark))

    def _add(self, block: str, *, of_list: bool) -> None:
        """Items of a list follow each other without an empty line."""
        if of_list and self._blocks and self._in_list:
            self._blocks[-1] += f"\n{block}"
        else:
            self._blocks.append(block)
        self._in_list = of_list
