"""Pictures as the site serves them: turned upright, bounded in size, without metadata."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

KINDS = {"JPEG": ".jpg", "PNG": ".png"}
"""What is served: every mail program shows these two (WebP fails in Outlook)."""
READ = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 20_000_000
MAX_PIXELS = 50_000_000
WIDEST = 1280
FACE = 400


@dataclass(frozen=True, slots=True)
class Printed:
    """A picture ready to be served."""

    data: bytes
    width: int
    height: int
    suffix: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:8]


def print_picture(path: Path, *, square: bool = False) -> Printed | str:
    """The picture, written anew: EXIF, GPS and XMP data stay behind. Or a problem's code.

    `square` crops to a face of `FACE` pixels; others are at most `WIDEST` pixels wide.
    """
    try:
        if path.is_symlink() or not path.is_file():
            return "image-missing"
        if path.stat().st_size > MAX_BYTES:
            return "image-large"
    except (OSError, ValueError):  # no file can be called so: too long, or a NUL in it
        return "image-missing"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=READ) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    return "image-large"
                return _encoded(opened, square)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "image-large"
    except (OSError, SyntaxError, ValueError):
        return "image-kind"


def _encoded(opened: Image.Image, square: bool) -> Printed:
    image: Image.Image = ImageOps.exif_transpose(opened)
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    kind = "PNG" if see_through or opened.format in ("PNG", "GIF") else "JPEG"
    image = image.convert("RGBA" if see_through else "RGB")
    if square:
        image = ImageOps.fit(image, (FACE, FACE)) if min(image.size) > FACE else _squared(image)
    elif image.width > WIDEST:
        height = max(1, round(image.height * WIDEST / image.width))
        image = image.resize((WIDEST, height))
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = io.BytesIO()
    if kind == "PNG":
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, kind, quality=84)
    return Printed(out.getvalue(), clean.width, clean.height, KINDS[kind])


def _squared(image: Image.Image) -> Image.Image:
    side = min(image.size)
    return ImageOps.fit(image, (side, side))
