"""Markdown to safe HTML, and from HTML to text.

Python-Markdown renders, nh3 keeps an allow-list of what came out, and every address goes
through our own check. The source is never a template.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from enishi import fastlane
from enishi.links import is_relative, is_safe_link
from enishi.sanitiser import BLOCKS, Resolve, Sanitiser
from enishi.views import SITE

_STASHED = "\x02"
"""Python-Markdown's own mark in addresses that it encodes (`<name@example.com>`)."""
_CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_CJK_BREAK = re.compile(rf"\n(?<=[{_CJK}]\n)(?=[{_CJK}])")
_BARE_URL = r"(?<![\w@/\"'=])(https?://[A-Za-z0-9\-._~:/?#@!$&'*+,;=%()\[\]]+)"
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
_ANY_TAG = re.compile(r'</?[a-z][a-z0-9]*(?: (?:[^>"]++|"[^"]*+")*+)?>')
_BLOCK_TAG = re.compile(rf'</?(?:{"|".join(sorted(BLOCKS))})(?: (?:[^>"]++|"[^"]*+")*+)?>')
_EMPTY_HEADING = re.compile(r"<th(?: [^>]*)?></th>")
MAX_NESTING = 40
MAX_OPEN = 200
MAX_LENGTH = 100_000
"""Characters of a text: beyond, Python-Markdown takes seconds for what nobody reads."""
_MANY = 1000
"""Definitions in a text, from which it takes seconds too."""
_MOST = {"[": 1000, "{": 1000, "\n": 1000, "`": 500}
"""So many of each may stand in a paragraph: beyond, it does as well."""
_PARAGRAPHS = re.compile(r"\n\s*\n")
_BRACKETS = re.compile(r"[\[\]]")
_NESTED = re.compile(
    rf"^(?:[ \t]*>){{{MAX_NESTING},}}|^(?: {{4}}|\t){{{MAX_NESTING},}}|[*_]{{{MAX_OPEN},}}",
    re.MULTILINE,
)


class TooComplex(ValueError):  # noqa: N818
    """A text is so long, or nests so deeply, that no reader could follow, nor the parser."""


class _BareLinks(InlineProcessor):
    """Makes links of addresses as people type them; Japanese may follow directly."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        address = m[1].rstrip(".,;:!?'*")
        while address.endswith((")", "]")) and address.count("(") + address.count(
            "["
        ) < address.count(")") + address.count("]"):
            address = address[:-1]
        link = Element("a", {"href": address})
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


class _Tidy(Treeprocessor):
    """Joins lines of Japanese without a gap, and leaves the page its one `h1`.

    Notes addresses that will not be kept, so that their writer can be told.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.unsafe: list[str] = []

    def run(self, root: Element) -> None:
        self.unsafe = []
        self._visit(root)

    def _visit(self, element: Element) -> None:
        if element.tag == "h1":
            element.tag = "h2"
        if element.tag not in ("pre", "code") and element.text:
            element.text = _joined(element.text)
        address = element.get("href") or ""
        if address[:1] not in "/#?" and not is_relative(address) and _STASHED not in address:
            self.unsafe += [] if is_safe_link(address) else [address]
        for child in element:
            self._visit(child)
            if child.tail:
                child.tail = _joined(child.tail)


def _joined(text: str) -> str:
    """An `AtomicString` stays one: what is equal is returned as it was."""
    return _CJK_BREAK.sub("", text) if "\n" in text else text


class _House(Extension):
    tidy: _Tidy

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.inlinePatterns.register(_BareLinks(_BARE_URL, md), "bare-links", 75)
        strike = SimpleTagInlineProcessor(r"(~~)(.+?)~~", "del")
        md.inlinePatterns.register(strike, "strike", 65)
        self.tidy = _Tidy(md)
        md.treeprocessors.register(self.tidy, "tidy", 5)


class Typesetter:
    """Parsers, used again for every text: making one costs more than a text.

    With `reference`, Python-Markdown reads everything; without, the fast lane takes what
    both read alike. The result is the same.
    """

    def __init__(self, *, reference: bool = False) -> None:
        self._lane = None if reference else fastlane.open_lane()
        self._read = 0
        self._sanitiser = Sanitiser()
        self._renew()

    def _renew(self) -> None:
        self._house = _House()
        self._markdown = Markdown(
            extensions=[
                "attr_list",
                "def_list",
                "fenced_code",
                "footnotes",
                "tables",
                self._house,
            ],
            extension_configs={"footnotes": {"BACKLINK_TITLE": "{}"}},
            output_format="html",
        )

    def html_of(self, text: str, resolve: Resolve, *, prefix: str = "t-") -> Markup:
        """Safe HTML. IDs get `prefix`, so that no text can pose as a part of the page.

        Raises `TooComplex` for a text nested beyond `MAX_NESTING`, or too long.
        """
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > MAX_LENGTH or _is_slow(text):
            raise TooComplex
        self._read += 1
        if self._lane and self._read > fastlane.FROM and fastlane.scan(text):
            raw = _tidied(self._lane(text))
        else:
            raw = self._converted(text)
            for address in self._house.tidy.unsafe:  # nh3 drops these without a word
                resolve("href", address)
        clean = self._sanitiser.clean(raw, resolve, prefix)
        if "<th" in clean:
            # A heading without words heads nothing, and is read out as such.
            clean = _EMPTY_HEADING.sub(r"<td></td>", clean)
        return Markup(clean)  # noqa: S704  (nh3 has been over it)

    def _converted(self, text: str) -> str:
        """What the reference makes of a text."""
        if _NESTED.search(text):
            raise TooComplex
        try:
            return self._markdown.reset().convert(text.replace(SITE, ""))
        except RecursionError:
            self._renew()  # the parser does not find back from where it gave up
            raise TooComplex from None


def _tidied(raw: str) -> str:
    """As `_Tidy` does it, in HTML of the fast lane: there, a line never breaks within code."""
    return _joined(raw.replace("<h1>", "<h2>").replace("</h1>", "</h2>"))


def _is_slow(text: str) -> bool:
    """Whether more is opened than `MAX_OPEN` and not closed.

    The time of Python-Markdown's patterns grows with the square of that.
    """
    if text.count("<") - text.count(">") > MAX_OPEN:
        return True
    if text.count("[^") > 2 * MAX_OPEN or text.count("\n:") > _MANY:
        return True
    if text.count("[") <= MAX_OPEN and not _has_many(text):
        return False
    return any(map(_is_slow_part, _PARAGRAPHS.split(text)))


def _is_slow_part(text: str) -> bool:
    """The same of what stands without an empty line in it."""
    unclosed = text.count("](") - text.count(")")
    return _has_many(text) or _depth(text) > MAX_OPEN or unclosed > MAX_OPEN


def _has_many(text: str) -> bool:
    return any(text.count(sign) > most for sign, most in _MOST.items())


def _depth(text: str) -> int:
    """How many `[` are open at once at most."""
    most = depth = 0
    for bracket in _BRACKETS.findall(text):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        most = max(most, depth)
    return most


def absolute(text: str, base: str) -> str:
    """HTML whose links work anywhere: site paths begin with `base`, which ends in `/`."""
    return text.replace(SITE, base)


def text_of(text: str) -> str:
    """The words of sanitised HTML, blocks on lines of their own."""
    spaced = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    lines = map(str.strip, html.unescape(spaced).split("\n"))
    return "\n".join(filter(None, lines))


def excerpt(text: str, most: int = 100) -> str:
    """The beginning of a text in one line, cut after a sentence or a word where it can be."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    head = flat[:most]
    sentence = max(head.rfind(mark) for mark in "。！？")
    if sentence >= most // 2:
        return head[: sentence + 1]
    word = head.rfind(" ")
    if word >= most * 2 // 3:
        head = head[:word]
    return head.rstrip("、,・ 「(（") + "…"


def paragraphs(text: str) -> Markup:
    """Plain text as HTML paragraphs."""
    parts = re.split(r"\n{2,}", text.strip())
    return Markup("").join(Markup("<p>{}</p>").format(escape(part)) for part in parts if part)
