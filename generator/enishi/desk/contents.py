"""What a file of the site or of git says: a text, a table, and what a picture carries beside its
pixels."""

from __future__ import annotations

import codecs
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from enishi.desk.disguises import legible_in

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".ico", ".avif", ".tif", ".tiff", ".bmp")
_PHONES = (".heic", ".heif")
_GPS, _LATITUDE, _EXIF = 0x8825, 2, b"Exif\0\0"
OFFICE = (".xlsx", ".xlsm", ".docx", ".pptx", ".ods", ".odt", ".odp")
_GZIP = b"\x1f\x8b"
_UNPACKED = 20_000_000
"""Bytes that a packed file may become; a site has none that is larger."""
_FOLDED = re.compile(r"\n[ \t]")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""How a text says in which way it is written (WHATWG Encoding, 4.2)."""


def text_of(path: str, data: bytes) -> str:
    """What a file says; of a picture, what it carries beside its pixels."""
    if data.startswith(_GZIP):
        path, data = path.removesuffix(".gz"), _unpacked(data)
    said = words_of(path, data)
    return "\n".join(_carried(data)) if said is None else said


def words_of(path: str, data: bytes) -> str | None:
    """What a text, table or document says; None for other files."""
    name = path.lower()
    if name.endswith(OFFICE):
        return _document(data)
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    if not mark and (name.endswith(PICTURES) or b"\0" in data[:8000]):
        return None  # perhaps a picture by another name
    text = data[len(mark) :].decode(_MARKS.get(mark, "utf-8"), "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if name.endswith((".ics", ".vcf", ".eml")):
        text = _FOLDED.sub("", text)
    return text


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(data, _UNPACKED)
    except zlib.error:
        return data


def _document(data: bytes) -> str | None:
    """The XML of which a table or document is made (ISO/IEC 29500-2, ODF 1.3)."""
    parts, left = [], _UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.infolist():
                if one.filename.endswith(".xml") and left > 0:
                    with packed.open(one) as part:
                        said = part.read(left)
                    left -= len(said)
                    parts.append(said.decode("utf-8", "replace"))
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError):
        return None  # locked, or no such file
    return "\n".join(parts)


def _carried(data: bytes) -> Iterator[str]:
    yield from legible_in(data)
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


def tells_place(path: str, data: bytes) -> bool:
    """Whether a picture says where it was taken (Exif 3.0, 4.6.6; XMP, exif:GPSLatitude)."""
    if not path.lower().endswith((*PICTURES, *_PHONES)):
        return False
    return b"GPSLatitude" in data or _LATITUDE in _exif_of(data).get_ifd(_GPS)


def _exif_of(data: bytes) -> Image.Exif:
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                return picture.getexif()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        at = data.find(_EXIF)  # it stands so in pictures that cannot be opened here, too
        try:
            exif.load(data[at:] if at >= 0 else b"")
        except (OSError, SyntaxError, ValueError, struct.error):
            return Image.Exif()
    return exif


def _texts_of(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
        if not thing.isascii():  # UTF-8, taken for the Latin letters that the formats speak of
            yield thing.encode("latin-1", "ignore").decode("utf-8", "ignore")
    elif isinstance(thing, bytes):
        yield thing.decode("utf-8", "ignore")
        for start in (0, 1):
            yield thing[start:].decode("utf-16-le", "ignore")
            yield thing[start:].decode("utf-16-be", "ignore")
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from _texts_of(key)
            yield from _texts_of(value)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from _texts_of(one)
