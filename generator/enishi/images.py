"""Pictures as files: what one is, and its prints, which are turned upright and have no metadata."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from enishi.views import Print

READ = ("JPEG", "PNG", "WEBP", "GIF")
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
MAX_SIDE = 16_383
"""Pixels of a print's height: WebP knows no more (RFC 9649, 2.6)."""
COLUMN = (640, 1280)
"""Widths of a picture in a text: a column, and the same on a screen twice as fine."""
FACE = (96, 192, 400)
"""Widths of a portrait, for its sizes on pages."""
WEBP = ".webp"
_ENCODERS: dict[str, tuple[str, dict[str, Any]]] = {
    ".jpg": ("JPEG", {"quality": 84, "optimize": True}),
    ".png": ("PNG", {"optimize": True}),
    ".jpg.webp": ("WEBP", {"quality": 80, "method": 2}),
    ".png.webp": ("WEBP", {"lossless": True, "method": 1}),
}
_COPIES: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"lossless": True, "method": 1},
}
_TURNED = frozenset({5, 6, 7, 8})
"""Values of EXIF's Orientation that lay a picture on its side."""
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Probe:
    """What a picture is, once upright."""

    width: int
    height: int
    drawn: bool
    """Comes from a format for drawings, whose edges JPEG would blur."""
    see_through: bool
    digest: str
    """SHA-256 of its bytes."""

    def prints(self, steps: tuple[int, ...], *, square: bool = False) -> list[Print]:
        """One for each of the widths that it has, narrowest first.

        JPEG, but PNG for drawings (a portrait is none) and for what can be seen through.
        """
        exact = self.see_through or (self.drawn and not square)
        suffix = ".png" if exact else ".jpg"
        own = min(self.width, self.height) if square else self.width
        highest = own if square else max(1, self.width * MAX_SIDE // self.height)
        widest = min(own, steps[-1], highest)
        widths = [*(step for step in steps if step < widest), widest]
        return [Print(width, self._height(width, square), suffix, square) for width in widths]

    def _height(self, width: int, square: bool) -> int:
        return width if square else min(MAX_SIDE, max(1, round(self.height * width / self.width)))


def load_picture(path: Path) -> bytes | str:
    """The bytes of a file that may be a picture, or a problem's code."""
    try:
        if path.is_symlink() or not path.is_file():
            return "image-missing"
        return "image-large" if path.stat().st_size > MAX_BYTES else path.read_bytes()
    except (OSError, ValueError):  # no file can be called so: too long, or a NUL in it
        return "image-missing"


def probe_picture(data: bytes) -> Probe | str:
    """What a picture is, or a problem's code. Reads every pixel, so broken files are found."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=READ) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    return "image-large"
                opened.load()
                return _probed(opened, hashlib.sha256(data).hexdigest())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "image-large"
    except (OSError, SyntaxError, ValueError):
        return "image-kind"


def _probed(opened: Image.Image, digest: str) -> Probe:
    width, height = opened.size
    if opened.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    drawn = opened.format in ("PNG", "GIF")
    return Probe(width, height, drawn, _see_through(opened), digest)


def _see_through(image: Image.Image) -> bool:
    return image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info


def print_picture(data: bytes, wanted: Print) -> bytes:
    """A print of a picture that `probe_picture` knows: EXIF, GPS and XMP data stay behind."""
    image = _widest(data, wanted.square)
    if image.size != (wanted.width, wanted.height):
        size = (wanted.width, wanted.height)
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    kind, options = _ENCODERS[wanted.suffix]
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def copy_picture(data: bytes) -> bytes:
    """The picture in its size and format, upright and with nothing beside its pixels; as it stands
    where it is none that `probe_picture` knows."""
    if isinstance(probe_picture(data), str):
        return data
    out = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=READ) as opened:
        kind = str(opened.format)
        image: Image.Image = ImageOps.exif_transpose(opened)
        image = image.convert("RGBA" if _see_through(image) else "RGB")
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    clean.save(out, kind, **_COPIES.get(kind, {}))
    return out.getvalue()


@lru_cache(maxsize=4)
def _widest(data: bytes, square: bool) -> Image.Image:
    """The largest print, from which the others are made: they are asked for one by one.

    A new picture: nothing but pixels comes along.
    """
    most = FACE[-1] if square else COLUMN[-1]
    with Image.open(io.BytesIO(data), formats=READ) as opened:
        # JPEG can be read at a fraction of its size; twice the print keeps all that is seen.
        opened.draft(None, (2 * most, 2 * most))
        image: Image.Image = ImageOps.exif_transpose(opened)
        image = image.convert("RGBA" if _see_through(image) else "RGB")
    if square:
        side = min(most, *image.size)
        image = ImageOps.fit(image, (side, side), Image.Resampling.BICUBIC)
    elif image.width > most:
        height = max(1, round(image.height * most / image.width))
        image = image.resize((most, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    return clean
