"""What a file of the site says, with every disguise taken off, in a form that can be compared.

The disguises are those that formats of a site put on by themselves: entities of HTML and XML, the
escapes of JSON, percent signs, quoted-printable, base64, folded lines, and what pictures carry
beside their pixels.
"""

from __future__ import annotations

import base64
import html
import io
import quopri
import re
import string
import unicodedata
import warnings
import zlib
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from PIL import Image

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".ico", ".avif", ".tif", ".tiff", ".bmp")
_ROUNDS = 4
"""A value may wear one disguise over another, such as JSON within HTML; none of ours wears more."""
_UNPACKED = 20_000_000
"""Bytes that a packed file may become; a site has none that is larger."""
_JSON = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/\"'nrt\\]))")
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
_FOLDED = re.compile(r"\n[ \t]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_TOLD = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){5,}"
)
"""What is text among unpacked bytes: five letters in a row are none by chance."""
_WRITTEN = re.compile(rb"[\x20-\x7e]{6,}")
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
    code = match[1] or match[2]
    if code:
        letter = chr(int(code, 16))
        return "" if "\ud800" <= letter <= "\udfff" else letter
    return _LETTERS.get(match[3], match[3])


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
    found = []
    for start in range(4):
        part = run[start:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        data = base64.b64decode(part + b"=" * (-len(part) % 4))
        found += [match[0].decode("utf-8", "ignore") for match in _TOLD.finditer(data)]
    return tuple(found)


_often_opened = lru_cache(maxsize=4096)(_opened)
"""Names of files and the like look as if something were packed, and come by in every page."""


def _untagged(text: str) -> str:
    """The text without tags, and then what stands within the tags."""
    return "\n".join(parts_of(text))


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


def text_of(path: str, data: bytes) -> str:
    """What a file says; of a picture, what it carries beside its pixels."""
    name = path.lower()
    if name.endswith(".gz"):
        data, name = _unpacked(data), name.removesuffix(".gz")
    if name.endswith(PICTURES):
        return "\n".join(_carried(data))
    if b"\0" in data[:4096]:
        return "\n".join(_legible(data))
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    if name.endswith((".ics", ".vcf", ".eml")):
        text = _FOLDED.sub("", text)
    return text


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, _UNPACKED)
    except zlib.error:
        return data


def _carried(data: bytes) -> Iterator[str]:
    yield from _legible(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                if picture.format == "PNG":
                    picture.load()  # it may have texts behind its pixels
                yield from _texts_of(dict(picture.info))
                yield from _texts_of(dict(picture.getexif()))
                for number in (0x8769, 0x8825, 0xA005):  # Exif, GPS, Interoperability
                    yield from _texts_of(picture.getexif().get_ifd(number))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return  # what is no picture was looked at as bytes


def _texts_of(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, bytes):
        yield thing.decode("utf-8", "ignore")
        yield thing.decode("utf-16-le", "ignore")
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from _texts_of(key)
            yield from _texts_of(value)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from _texts_of(one)


def _legible(data: bytes) -> Iterator[str]:
    for match in _WRITTEN.finditer(data):
        yield match[0].decode("ascii")
