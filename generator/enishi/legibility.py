"""What can be read in a file of the site, and whether another version of it says as much."""

from __future__ import annotations

import html
import re
from functools import cache

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLD = re.compile(r"\r\n[ \t]")
_TAG = re.compile(r"<[^<>]*>")


def tells_more(data: bytes, other: bytes | None, texts: set[str]) -> bool:
    """Whether the other file is not there, or one of the texts stands in it less often."""
    if other is None or other == data:
        return other is None
    mine, theirs = differing(data, other)
    here = readable(mine)
    told = [text for text in texts if text in here]
    there = readable(theirs) if told else ""
    return any(here.count(text) > there.count(text) for text in told)


def differing(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """What stands between the lines that both begin with and those that both end with.

    No tag is cut, and no folded line: what can be read in either is in the middle or in neither.
    """
    begin = _alike(one, other)
    while begin and not (_is_line(one, begin) and _is_line(other, begin)):
        begin = one.rfind(b"\n", 0, begin - 1) + 1
    mine, theirs = one[begin:], other[begin:]
    end = _alike(mine[::-1], theirs[::-1])
    while end and not (_is_line(mine, len(mine) - end) and _is_line(theirs, len(theirs) - end)):
        end = len(mine[-end:].partition(b"\n")[2])
    return mine[: len(mine) - end], theirs[: len(theirs) - end]


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _is_line(text: bytes, at: int) -> bool:
    """Whether a line begins there that goes on from none, within no tag."""
    begins = text[at - 1 : at] == b"\n" and text[at : at + 1] not in (b" ", b"\t")
    return begins and text.rfind(b"<", 0, at) <= text.rfind(b">", 0, at)


def tells(data: bytes, texts: tuple[str, ...]) -> bool:
    """Whether one of the texts can be read in a file."""
    told = _unescaped(data) if texts else ""
    return any(_sought(text).search(told) for text in texts)


@cache
def _sought(text: str) -> re.Pattern[str]:
    """A text as `readable` has it: as it is, or with tags between its letters.

    To take all tags out of all files of a large portal would take longer than the rest.
    """
    return re.compile(f"(?:{_TAG.pattern})*".join(map(re.escape, text)))


def readable(data: bytes) -> str:
    """A file's text without escapes, and once more without tags."""
    text = _unescaped(data)
    return f"{text}\n{_TAG.sub('', text)}"


def _unescaped(data: bytes) -> str:
    """A file's text without escapes: HTML, XML, JSON, iCalendar."""
    text = _FOLD.sub("", data.decode("utf-8", "replace"))
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return html.unescape(text)
