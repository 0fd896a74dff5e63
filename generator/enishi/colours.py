"""Contrast as WCAG 2.2 measures it, and colours that have enough of it."""

from __future__ import annotations

import colorsys
import hashlib
import re

PAPER, CARD = "#fbf8f3", "#ffffff"
DARK_PAPER, DARK_CARD = "#15181d", "#1d2127"
ENOUGH = 4.5
"""WCAG 2.2, 1.4.3, level AA for text."""

FACES = (
    "#1f4e79",
    "#7a3b2e",
    "#3e6b3a",
    "#6a4c7d",
    "#8a5a00",
    "#2f6f73",
    "#8c3f5d",
    "#4a5568",
)
"""Circles for initials; white text has a contrast above 5.7 on each."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")


def is_colour(text: str) -> bool:
    return bool(_HEX.match(text))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def passing(colour: str, grounds: tuple[str, ...], *, darker: bool) -> str:
    """The nearest colour of the same hue that can be read on every ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    for step in range(101):
        moved = lightness - step / 100 if darker else lightness + step / 100
        rgb = colorsys.hls_to_rgb(hue, min(max(moved, 0), 1), saturation)
        found = "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
        if all(contrast(found, ground) >= ENOUGH for ground in grounds):
            return found
    return "#000000" if darker else "#ffffff"


def in_the_dark(colour: str) -> str:
    """The colour as links have it on dark paper."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    rgb = colorsys.hls_to_rgb(hue, max(lightness, 0.73), min(saturation, 0.64))
    soft = "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
    return passing(soft, (DARK_PAPER, DARK_CARD), darker=False)


def face_colour(person_id: str) -> str:
    """One of `FACES`, always the same for a person."""
    return FACES[hashlib.sha256(person_id.encode()).digest()[0] % len(FACES)]
