"""Pictures as files: what is refused, what is printed, and what cameras wrote that stays behind."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from portals import MKDOCS, SmallPortal

from enishi.images import (
    COLUMN,
    FACE,
    MAX_BYTES,
    MAX_SIDE,
    Probe,
    copy_picture,
    load_picture,
    print_picture,
    probe_picture,
)
from enishi.views import Print

Make = Callable[[dict[str, str | bytes]], SmallPortal]
SUFFIXES = (".jpg", ".png", ".jpg.webp", ".png.webp")


def drawn(width: int, height: int, kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    image = image.convert(mode)
    if mode == "RGBA":
        image.putalpha(200)
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def probed(data: bytes) -> Probe:
    found = probe_picture(data)
    assert isinstance(found, Probe), found
    return found


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(
    ("kind", "mode", "suffix"),
    [
        ("JPEG", "RGB", ".jpg"),
        ("JPEG", "CMYK", ".jpg"),
        ("JPEG", "L", ".jpg"),
        ("WEBP", "RGB", ".jpg"),
        ("WEBP", "RGBA", ".png"),
        ("PNG", "RGB", ".png"),
        ("PNG", "P", ".png"),
        ("GIF", "P", ".png"),
    ],
)
def test_photos_become_jpeg_and_drawings_png(kind: str, mode: str, suffix: str) -> None:
    found = probed(drawn(30, 20, kind, mode))
    assert found.prints(COLUMN) == [Print(30, 20, suffix)]
    [portrait] = found.prints(FACE, square=True)
    kept = ".png" if mode == "RGBA" else ".jpg"
    assert portrait == Print(20, 20, kept, square=True), "a portrait is a photo"
    assert opened(print_picture(drawn(30, 20, kind, mode), Print(30, 20, suffix))).size == (30, 20)


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((40, 30), [40]),
        ((640, 10), [640]),
        ((700, 10), [640, 700]),
        ((4000, 10), [640, 1280]),
    ],
)
def test_a_picture_is_printed_as_wide_as_pages_show_it(
    size: tuple[int, int], widths: list[int]
) -> None:
    assert [one.width for one in probed(drawn(*size)).prints(COLUMN)] == widths


@pytest.mark.parametrize(
    ("size", "sides"),
    [((900, 600), [96, 192, 400]), ((600, 150), [96, 150]), ((60, 80), [60])],
)
def test_a_portrait_is_square_and_never_enlarged(size: tuple[int, int], sides: list[int]) -> None:
    data = drawn(*size)
    prints = probed(data).prints(FACE, square=True)
    assert [(one.width, one.height) for one in prints] == [(side, side) for side in sides]
    for one in prints:
        image = opened(print_picture(data, one)).convert("RGB")
        assert image.size == (one.width, one.height)
        left, right = image.getpixel((0, 9)), image.getpixel((one.width - 1, 9))
        assert left[0] > 200 > 60 > left[2], "cropped from both sides"
        assert right[2] > 200 > 60 > right[0]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_print_is_what_its_name_says_and_always_the_same(suffix: str) -> None:
    data = drawn(1300, 700)
    wanted = Print(640, 345, suffix)
    made = print_picture(data, wanted)
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[suffix.rpartition(".")[2]]
    assert opened(made).format == kind
    assert opened(made).size == (640, 345)
    assert made == print_picture(data, wanted)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_prints_are_upright_and_say_nothing_of_place_or_camera(suffix: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "secret north"
    xmp = b"<x:xmpmeta>secret</x:xmpmeta>"
    data = drawn(40, 20, exif=exif, xmp=xmp, comment=b"secret")
    assert data.count(b"secret") == 4
    found = probed(data)
    assert (found.width, found.height) == (20, 40)
    made = print_picture(data, Print(20, 40, suffix))
    assert opened(made).size == (20, 40)
    assert opened(made).getpixel((10, 3))[0] > 200, "the left half is on top"
    assert not opened(made).getexif()
    assert b"secret" not in made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("square", [False, True])
def test_no_kind_of_picture_keeps_where_it_was_taken(kind: str, suffix: str, square: bool) -> None:
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    exif.get_ifd(0x8825)[1] = "secret north"
    more: dict[str, object] = {"exif": exif}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", "secret words")
        words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>secret</x:xmpmeta>")
        more["pnginfo"] = words
    else:
        more["xmp"] = b"<x:xmpmeta>secret</x:xmpmeta>"
    data = drawn(500, 300, kind, **more)
    assert data.count(b"secret") >= 3
    for wanted in probed(data).prints(FACE if square else COLUMN, square=square):
        made = print_picture(data, replace(wanted, suffix=suffix))
        assert b"secret" not in made
        assert not opened(made).getexif() and "xmp" not in opened(made).info
        assert opened(made).size <= ((400, 400) if square else (1280, 1280))


def test_what_can_be_seen_through_stays_so() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    for suffix in (".png", ".png.webp"):
        made = opened(print_picture(out.getvalue(), Print(10, 10, suffix)))
        assert made.getpixel((5, 5))[3] == 0


def test_a_print_of_a_small_part_of_a_large_photo_keeps_its_colours() -> None:
    made = opened(print_picture(drawn(4000, 3000), Print(96, 96, ".jpg")))
    assert made.getpixel((5, 50))[0] > 200
    assert made.getpixel((90, 50))[2] > 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_broken_picture_is_refused(kind: str) -> None:
    data = drawn(900, 900, kind)
    assert probe_picture(data[: len(data) * 2 // 3]) == "image-kind"
    assert probe_picture(data[:20]) == "image-kind"


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_kinds_of_pictures_are_refused(kind: str) -> None:
    assert probe_picture(drawn(16, 16, kind)) == "image-kind"


@pytest.mark.parametrize(
    "data",
    [b"", b"not a picture", b"<svg xmlns='x'/>", b"<?xml version='1.0'?><svg/>", b"%PDF-1.7"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert probe_picture(data) == "image-kind"


@pytest.mark.parametrize("side", [8_000, 10_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused(side: int) -> None:
    """A few bytes may say that they are many pixels; the first of these is no news to Pillow."""
    small = drawn(8, 8, "PNG")
    claim = b"IHDR" + struct.pack(">II", side, side) + small[24:29]
    bomb = small[:12] + claim + struct.pack(">I", zlib.crc32(claim)) + small[33:]
    assert probe_picture(bomb) == "image-large"


def test_a_file_is_looked_at_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    with (tmp_path / "huge.jpg").open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    assert load_picture(tmp_path / "a.jpg") == b"x"
    assert load_picture(tmp_path / "huge.jpg") == "image-large"
    for name in ("link.jpg", "none.jpg", "", "x" * 300, "a\0.jpg"):
        assert load_picture(tmp_path / name) == "image-missing"


@pytest.mark.parametrize("size", [(640, 20_000), (1, 30_000), (30_000, 1)])
def test_a_picture_is_never_higher_than_its_formats_allow(size: tuple[int, int]) -> None:
    data = drawn(*size, "PNG")
    for wanted in probed(data).prints(COLUMN):
        assert wanted.height <= MAX_SIDE
        for suffix in (".png", ".png.webp"):
            made = opened(print_picture(data, replace(wanted, suffix=suffix)))
            assert made.size == (wanted.width, wanted.height)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_copy_is_upright_and_carries_nothing(kind: str, mode: str) -> None:
    """For logos and the theme's own pictures, which keep their names and formats."""
    if (kind, mode) == ("JPEG", "RGBA"):
        return
    said = Image.Exif()
    said[0x010E] = "geheim"
    said[0x0112] = 6
    more: dict[str, object] = {"comment": b"geheim"} if kind == "GIF" else {"exif": said}
    data = drawn(40, 20, kind, mode, **more) + b"geheim"
    copy = copy_picture(data)
    made = opened(copy)
    assert b"geheim" in data and b"geheim" not in copy and not made.getexif()
    assert (made.format, made.size) == (kind, (40, 20) if kind == "GIF" else (20, 40))
    assert made.convert("RGBA").getchannel("A").getextrema() == (
        (200, 200) if (mode, kind) in (("RGBA", "PNG"), ("RGBA", "WEBP")) else (255, 255)
    )


def test_a_logo_and_the_themes_own_pictures_are_drawn_anew(portal: Make) -> None:
    said = Image.Exif()
    said[0x010E] = "geheim"
    data = drawn(40, 20, "PNG", exif=said)
    settings = MKDOCS.replace("language: ja}", "language: ja, logo: assets/logo.png}")
    small = portal(
        {
            "mkdocs.yml": settings,
            "content/assets/logo.png": data,
            "templates/theme/assets/own.PNG": data,
        }
    )
    small.build()
    for name in ("logo.png", "own.PNG"):
        there = (small.site / "assets" / name).read_bytes()
        assert b"geheim" in data and b"geheim" not in there and opened(there).size == (40, 20)


def test_what_is_no_picture_of_ours_is_copied_as_it_stands() -> None:
    for data in (b"<svg/>", b"", b"\0\0\1\0 an icon"):
        assert copy_picture(data) == data
