"""Other ways to write a name or a word, so that it is found however it is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_HIRAGANA = {low: high for high, low in _KATAKANA.items()}
_ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
_ROMAJI = {
    kana: consonant + vowel
    for consonant, row in _ROWS.items()
    for kana, vowel in zip(row, "aiueo", strict=True)
}
_ROMAJI |= dict(zip("しちつふじぢづやゆよわをんゔー", (
    "shi", "chi", "tsu", "fu", "ji", "ji", "zu", "ya", "yu", "yo", "wa", "o", "n", "vu", "",
), strict=True))  # fmt: skip
_SMALL_Y = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
_SMALL = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゎ": "wa"}
_STROKES = str.maketrans({"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss",
                          "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"})  # fmt: skip
"""Letters that Unicode does not take apart."""
EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Kana, kanji or hangul: scripts in which the family name comes first."""
_LONG = re.compile(r"ou|oo|uu")
_SPACES = re.compile(r"\s+")


def hiragana_of(text: str) -> str:
    return text.translate(_KATAKANA)


def katakana_of(text: str) -> str:
    return text.translate(_HIRAGANA)


def folded(text: str) -> str:
    """One form for all that a reader takes for the same: width, case, kana, white space."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _SPACES.sub(" ", hiragana_of(plain)).strip()


def plain_latin(text: str) -> str:
    """`Nguyễn` as `Nguyen`; other scripts as they are."""
    parts = unicodedata.normalize("NFKD", text)
    latin = "".join(part for part in parts if not "\u0300" <= part <= "\u036f")
    return unicodedata.normalize("NFC", latin).translate(_STROKES)


def romaji_of(kana: str) -> str:
    """Hepburn as it is typed: `さとう` is `satou`. What is not kana stays."""
    text, out = hiragana_of(unicodedata.normalize("NFKC", kana)), ""
    doubled = False
    for letter in text:
        if letter == "っ":
            doubled = True
            continue
        if letter in _SMALL_Y and out.endswith("i"):
            stem = out[:-1]
            out = stem + ("" if stem.endswith(("sh", "ch", "j")) else "y") + _SMALL_Y[letter]
        elif letter in _SMALL and out[-1:] in "aiueo":
            out = (out[:-1] or "") + _SMALL[letter]
        else:
            sound = _ROMAJI.get(letter, letter)
            out += sound[:1].replace("c", "t") + sound if doubled else sound
        doubled = False
    return out


def readings_of(kana: str) -> Iterator[str]:
    """A reading in both kana, and in Latin letters with and without its long vowels."""
    if not kana:
        return
    yield hiragana_of(kana)
    yield katakana_of(kana)
    typed = romaji_of(kana)
    yield typed
    short = _LONG.sub(lambda found: found[0][0], typed)
    if short != typed:
        yield short
