"""What a file of the site says, with every disguise taken off, in a form that can be compared.

The disguises are those that formats of a site put on by themselves: entities of HTML and XML, the
escapes of JSON, percent signs, quoted-printable and base64. `contents.py` reads the file.
"""

from __future__ import annotations

import base64
import html
import quopri
import re
import string
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

_ROUNDS = 4
"""A value may wear one disguise over another, such as JSON within HTML; none of ours wears more."""
_JSON = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/\"'nrt\\]))"
)
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
_WORD = re.compile(r"[^\s\"'<>]+")
_QUOTED = re.compile(r"=[0-9A-F]{2}=[0-9A-F]{2}|=(?:40|2E|2D|3D|20)(?![0-9A-F])|=\n")
_DIGITS = f"{string.ascii_letters}{string.digits}+/_-\n"
_RUNS = bytes(code if chr(code) in _DIGITS else ord(" ") for code in range(256))
"""Leaves nothing but runs of what base64 is written with."""
_LEAST = 12
_LINE = 60
_LINES = re.compile(rb"(?<![^ \n])(?:[^ \n]{60,}\n)+[^ \n]+")
"""Runs that are broken into lines."""
_END = re.compile(r"[A-Za-z0-9+/_-]{60}\Z")
TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""What takes no room on a page (Default_Ignorable_Code_Point, UAX #44), and annotations."""
_TOLD = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){5,}"
)
"""What is text among other bytes: five letters in a row are none by chance."""
_LETTERS = {"n": "\n", "r": "\n", "t": "\t"}


def folded(text: str) -> str:
    """Letters as they are compared: no capitals, no full width, nothing that cannot be seen."""
    lines = text.split("\n")  # which letters never join across
    return "\n".join([line.lower() if line.isascii() else _plain(line) for line in lines])


def folded_bytes(text: str) -> bytes:
    """The bytes of `folded`, sooner."""
    if not text.isascii():
        text = "\n".join([line if line.isascii() else _plain(line) for line in text.split("\n")])
    return text.encode("utf-8", "replace").lower()


def _plain(line: str) -> str:
    return _often_plain(line) if len(line) < _SHORT else _made_plain(line)


def _made_plain(line: str) -> str:
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", line)).casefold()


_SHORT = 200
_often_plain = lru_cache(maxsize=8192)(_made_plain)
"""Short lines are labels and the like, and come by in every page."""


def squeezed(text: str) -> str:
    """Without any white space: lines are broken wherever it suits a format."""
    return "".join(text.split())


def told_by(text: str) -> str:
    """All that a text says: itself, what its disguises hide, and what stands across its tags."""
    parts = []
    for _ in range(_ROUNDS):
        text = unescaped(text)
        parts.append(_untagged(text))
        text = "\n".join(hidden_in(text))
        if not text:
            break
    return "\n".join(parts)


def unescaped(text: str) -> str:
    """Without entities, of which one may stand for the first sign of another."""
    for _ in range(_ROUNDS):
        if "&" not in text:
            break
        text, before = html.unescape(text), text
        if text == before:
            break
    return text


def hidden_in(text: str) -> Iterator[str]:
    """What parts of the text say without the escapes that they are written with."""
    if "\\" in text:
        lines = (line for line in text.split("\n") if "\\" in line)
        yield from (_JSON.sub(_letter, line) for line in lines if _JSON.search(line))
    if "%" in text:
        lines = (line for line in text.split("\n") if _PERCENT.search(line))
        words = {word for line in lines for word in _WORD.findall(line) if "%" in word}
        yield from map(unquote, filter(_PERCENT.search, words))
    if "=" in text and _QUOTED.search(text):
        quoted = quopri.decodestring(text.encode("utf-8", "replace"))
        yield quoted.decode("utf-8", "replace")
    yield from _packed_in(text)


def _letter(match: re.Match[str]) -> str:
    if match[1]:  # a letter beyond the first 65,536 is told in two halves
        return bytes.fromhex(match[1] + match[2]).decode("utf-16-be")
    code = match[3] or match[4]
    if code:
        letter = chr(int(code, 16))
        return "" if "\ud800" <= letter <= "\udfff" else letter
    return _LETTERS.get(match[5], match[5])


def _packed_in(text: str) -> Iterator[str]:
    """Texts in base64, wherever in the stream they begin."""
    data = text.encode("utf-8", "replace").translate(_RUNS)
    runs = [run for run in data.split() if len(run) >= _LEAST and not run.islower()]
    if any(len(run) >= _LINE for run in runs):
        runs += [match[0] for match in _LINES.finditer(data)]
    for run in runs:  # or it is a path or a word
        yield from _often_opened(run) if len(run) < _SHORT else _opened(run)


def _opened(run: bytes) -> tuple[str, ...]:
    """What a run says, if it is text, begun at each of its first four letters."""
    run = run.replace(b"\n", b"").replace(b"-", b"+").replace(b"_", b"/")
    found: list[str] = []
    for start in range(4):
        part = run[start:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        data = base64.b64decode(part + b"=" * (-len(part) % 4))
        found += legible_in(data)
    return tuple(found)


_often_opened = lru_cache(maxsize=4096)(_opened)
"""Names of files and the like look as if something were packed, and come by in every page."""


def _untagged(text: str) -> str:
    """The text without tags, what stands within them, and the text with blanks for tags: those of
    cells and items part the words, and those of letters do not."""
    parts = parts_of(text)
    return "\n".join((*parts, TAG.sub(" ", text)) if parts[1] else parts)


def parts_of(text: str) -> tuple[str, str]:
    """What is seen of a text, and what stands within its tags."""
    seen, *parts = text.split("<")
    if not parts:
        return text, ""
    cells = [part.partition(">") for part in parts]
    plain = "".join([rest if closed else f"<{tag}" for tag, closed, rest in cells])
    return f"{seen}{plain}", " ".join([tag for tag, closed, _ in cells if closed])


def is_torn(line: str) -> bool:
    """Whether a tag, or what is packed or quoted, may go on in the next line."""
    return (
        line.endswith("=")
        or line.rfind("<") > line.rfind(">")
        or (len(line) >= _LINE and _END.search(line) is not None)
    )


def legible_in(data: bytes) -> Iterator[str]:
    """What is text among other bytes."""
    for match in _TOLD.finditer(data):
        yield match[0].decode("utf-8", "ignore")
