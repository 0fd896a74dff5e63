"""What a file of the site says, with every disguise taken off, in a form that can be compared.

The disguises are those that formats of a site put on by themselves: entities of HTML and XML, the
escapes of JSON, percent signs, quoted-printable, base64, folded lines, and what pictures carry
beside their pixels.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import quopri
import re
import unicodedata
import warnings
import zlib
from collections.abc import Iterator
from urllib.parse import unquote

from PIL import Image

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".ico", ".avif", ".tif", ".tiff", ".bmp")
_ROUNDS = 4
"""A value may wear one disguise over another, such as JSON within HTML; none of ours wears more."""
_UNPACKED = 20_000_000
"""Bytes that a packed file may become; a site has none that is larger."""
_JSON = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/\"'nrt\\]))")
_PERCENT = re.compile(r"(?<![^\s\"'<>])[^\s\"'<>]*%[0-9a-fA-F]{2}[^\s\"'<>]*")
_QUOTED = re.compile(r"=[0-9A-F]{2}=[0-9A-F]{2}|=(?:40|2E|2D|3D|20)(?![0-9A-F])|=\n")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{60,76}\n)+[A-Za-z0-9+/]+|[A-Za-z0-9+/_-]{12,}")
_FOLDED = re.compile(r"\n[ \t]")
_TAG = re.compile(r"<[^<>]*>")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_WRITTEN = re.compile(rb"[\x20-\x7e]{6,}")
_LETTERS = {"n": "\n", "r": "\n", "t": "\t"}


def folded(text: str) -> str:
    """Letters as they are compared: no capitals, no full width, nothing that cannot be seen."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return text.casefold()


def squeezed(text: str) -> str:
    """Without any white space: lines are broken wherever it suits a format."""
    return "".join(text.split())


def told_by(text: str) -> str:
    """All that a text says: itself, what its disguises hide, and what stands across its tags."""
    parts, fresh = [], [text]
    for _ in range(_ROUNDS):
        fresh = [_unescaped(part) for part in fresh]
        parts += fresh
        fresh = [found for part in fresh for found in _hidden_in(part)]
        if not fresh:
            break
    return "\n".join(map(_untagged, parts))


def _unescaped(text: str) -> str:
    """Without entities, of which one may stand for the first sign of another."""
    for _ in range(_ROUNDS):
        if "&" not in text:
            break
        text, before = html.unescape(text), text
        if text == before:
            break
    return text


def _hidden_in(text: str) -> Iterator[str]:
    """What parts of the text say without the escapes that they are written with."""
    if "\\" in text:
        lines = (line for line in text.split("\n") if "\\" in line)
        yield from (_JSON.sub(_letter, line) for line in lines if _JSON.search(line))
    if "%" in text:
        yield from map(unquote, _PERCENT.findall(text))
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
    for match in _BASE64.finditer(text):
        if match[0].islower():
            continue  # a path or a word
        run = match[0].replace("\n", "").replace("-", "+").replace("_", "/")
        for start in range(4):
            part = run[start:]
            part = part[: len(part) - (len(part) % 4 == 1)]
            try:
                data = base64.b64decode(part + "=" * (-len(part) % 4))
            except binascii.Error:
                continue
            found = data.decode("utf-8", "ignore")
            if len(found.encode()) * 2 > len(data):
                yield found


def _untagged(text: str) -> str:
    """The text without tags, and then what stands within the tags."""
    if "<" not in text:
        return text
    return f"{_TAG.sub('', text)}\n{' '.join(_TAG.findall(text))}"


def lines_of(path: str, data: bytes) -> list[str]:
    """A file as lines, in its order; of a picture, what it carries beside its pixels."""
    name = path.lower()
    if name.endswith(".gz"):
        data, name = _unpacked(data), name.removesuffix(".gz")
    if name.endswith(PICTURES):
        return list(_carried(data))
    if b"\0" in data[:4096]:
        return list(_legible(data))
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    if name.endswith((".ics", ".vcf", ".eml")):
        text = _FOLDED.sub("", text)
    return text.split("\n")


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
