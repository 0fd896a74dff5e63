"""Markdown that Rust may read: a scanner, and the parser behind it.

Python-Markdown is the reference. comrak needs a hundredth of its time, but follows
CommonMark. `scan` lets through what both read alike to the last byte, so its grammar is
narrower than either of theirs: what is not plainly in it goes to the reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_WIDE = "\u3001-\u303e\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_SOLID = f"0-9A-Za-z{_WIDE}"
"""Next to these characters both agree that emphasis begins or ends, whatever is beyond."""
_ODD = (
    r"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
    r"\ud800-\udfff\ufeff\ufffe\uffff"
)
"""Controls, and white space that one of them takes for white space and the other does not."""

# Within a line. Every loop is possessive, so that no text takes long.
_AND = r"&(?!#|[0-9A-Za-z]*;)"
_SNAKE = r"(?<=[0-9A-Za-z])_(?=[0-9A-Za-z])"
_TEXT = rf"(?:[^{_ODD}*_`\[\]<&\\~:|{{]++|:(?!//)|~(?!~)|{_AND}|{_SNAKE})++"
_OPENED = rf"(?=[{_SOLID}])"
_CLOSED = rf"(?:(?<=[{_SOLID}])|(?<=[.,!?\"')])(?=\*\*?(?:[ \n{_WIDE}]|\Z)))"
_STRONG = rf"\*\*{_OPENED}{_TEXT}{_CLOSED}\*\*(?!\*)"
_EMPHASIS = rf"\*{_OPENED}{_TEXT}{_CLOSED}\*(?!\*)"
_CODE = rf"`(?![ \u3000])(?:[^{_ODD}`<&\\:|{{]++|:(?!//)|{_AND})++(?<![ \u3000])`(?!`)"

# Addresses that neither parser nor sanitiser encodes, decodes or drops unasked.
_HOST = r"(?:(?!xn--)[A-Za-z0-9][A-Za-z0-9-]*+\.)+[A-Za-z]{2,}"
_PATH = rf"(?:[A-Za-z0-9\-._~/?#=+,@$]++|%[0-9A-Fa-f]{{2}}|{_AND})"
_WEB = rf"://{_HOST}(?:[/?#]{_PATH}*+)?"
_ADDRESS = rf"(?:https?{_WEB}|mailto:{_PATH}++|tel:[0-9+-]++|{_PATH}++)"
_LINK = rf"(?<!!)\[(?:\*|(?![ ^\u3000]){_TEXT}(?<![ \u3000]))\]\({_ADDRESS}\)"
_JOINED = r"[\w@/\"'=(]"
"""Behind these the reference makes no link of a bare address, or may end it elsewhere."""
_BARE = (
    rf"(?:(?<=https)(?<!{_JOINED}https)|(?<=http)(?<!{_JOINED}http))"
    rf"{_WEB}[.,]*+(?![A-Za-z0-9\-._~:/?#@!$&'*+,;=%()\[\]])"
)
_INLINE = rf"(?:{_TEXT}|{_STRONG}|{_EMPHASIS}|{_LINK}|{_CODE}|{_BARE})++"

# Blocks. Lists and quotes stand alone: where two meet, the reference makes one of them.
_NUMBER = r"\d+[.)](?:[ \n]|\Z)"
_LINE = rf"(?![ #>=+|:-]|{_NUMBER}){_INLINE}(?<![ \u3000])"
_FIRST = rf"(?!\u3000){_LINE}"
_END = r"(?:\n\n+|\n?\Z)"
_HEADING = rf"\#{{1,6}}[ ](?![ #\u3000]){_INLINE}(?<![ #\u3000])(?:\n(?!\u3000)\n*+|\Z)"
_PARAGRAPH = rf"\u3000*+{_FIRST}(?:\n{_LINE})*+(?:\n(?=\#)|{_END})"
_ITEMS = "|".join(
    rf"{first}[ ]{_FIRST}(?:\n{other}[ ]{_FIRST})*+"
    for first, other in (("-", "-"), (r"\*", r"\*"), (r"1\.", r"[0-9]{1,4}\."))
)
_LIST = rf"(?:{_ITEMS}){_END}(?![-*+][ ]|{_NUMBER})"
_QUOTE = rf">[ ]{_FIRST}(?:\n>[ ]{_FIRST})*+{_END}(?!>)"
_ROW = rf"\|(?:(?![ ]*\u3000)(?:{_INLINE})?+(?<!\u3000)\|)++"
_TABLE = rf"{_ROW}\n\|(?:[ ]*:?-+:?[ ]*\|)++(?:\n{_ROW})++{_END}"
_RULE = rf"---+{_END}"

FROM = 150
"""So many texts are read before the lane is worth opening: compiling its grammar takes as long."""

_INDENT = re.compile(r"(?:(?<=\n\n)|(?<=\A\n)|\A)\u3000+")
_BARE_WEB = re.compile(
    rf"(?<!{_JOINED})(https?://[A-Za-z0-9\-._~/?#=%+,@$&]*[A-Za-z0-9\-_~/#=%+@$&])"
)
_ALIGN = re.compile(r' align="[a-z]+"')

Lane = Callable[[str], str]


def scan(text: str) -> bool:
    """Whether nothing stands in the text but what both parsers render alike."""
    return _document().fullmatch(text) is not None


@cache
def _document() -> re.Pattern[str]:
    return re.compile(rf"\n*+(?:{_PARAGRAPH}|{_HEADING}|{_LIST}|{_QUOTE}|{_TABLE}|{_RULE})*+")


def open_lane() -> Lane | None:
    """The parser for what `scan` lets through; None where comrak is not installed."""
    try:
        from comrak import ExtensionOptions, RenderOptions, markdown_to_html
    except ImportError:  # there is no wheel for every system, and none is needed
        return None
    extensions = ExtensionOptions(table=True, cjk_friendly_emphasis=True)
    rendering = RenderOptions(unsafe_=False)

    def html_of(text: str) -> str:
        html = markdown_to_html(_prepared(text), extensions, None, rendering).rstrip("\n")
        return _ALIGN.sub("", html) if "<table" in html else html

    return html_of


def _prepared(text: str) -> str:
    """With what the reference does beyond CommonMark: no indent, links of bare addresses."""
    if "\u3000" in text:
        text = _INDENT.sub("", text)
    return _BARE_WEB.sub(r"<\1>", text) if "://" in text else text
