"""Other ways to write a name or a word, so that it is found however it is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

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
_OLD_FORMS = (
    "高髙 崎﨑嵜 辺邊邉 斉斎齋齊 浜濱濵 広廣 沢澤 国國 竜龍 滝瀧 桜櫻 島嶋嶌 曽曾 真眞 条條 "
    "恵惠 栄榮 徳德 礼禮 与與 実實 円圓 寿壽 学學 宝寶 将將 晋晉 槙槇 楽樂 横橫 歩步 毎每 "
    "渕淵 浅淺 渓溪 瀬瀨 為爲 狭狹 穂穗 県縣 聡聰 台臺 万萬 蔵藏 芸藝 蛍螢 衛衞 豊豐 頼賴 "
    "遥遙 郷鄕 鉄鐵 関關 静靜 顕顯 駅驛 鴎鷗 塩鹽 麦麥 黒黑 吉𠮷 桑桒 館舘 峰峯 岳嶽 巌巖 "
    "仏佛 来來 児兒 富冨 剣劍劔 励勵 区區 単單 厳嚴 団團 尭堯 奥奧 寛寬 専專 応應 恋戀 拝拜 "
    "収收 数數 昼晝 会會 帰歸 気氣 満滿 渋澁 焼燒 発發 稲稻 経經 総總 縁緣 絵繪 聴聽 旧舊 "
    "荘莊 薫薰 薬藥 処處 覚覺 観觀 誉譽 読讀 変變 売賣 転轉 医醫 鎮鎭 随隨 雑雜 霊靈 験驗 "
    "体體 点點 党黨 歯齒 齢齡 亀龜"
)
"""Kanji as names are spelt in registers, behind the form in which people type them."""


class _Folds(dict[int, str]):
    """What becomes of a character; worked out when first met."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", plain_latin(chr(code))).lower()
        found = self[code] = hiragana_of(plain).translate(_ENDINGS)
        return found


_ENDINGS = str.maketrans({"ς": "σ", "ß": "ss"})
_FOLDS = _Folds({ord(old): forms[0] for forms in _OLD_FORMS.split() for old in forms[1:]})
_OLD = [0x4DFF, *sorted(code for code in _FOLDS if 0x4E00 <= code < 0xA000), 0xA000]
_KANJI = "".join(f"{chr(a + 1)}-{chr(b - 1)}" for a, b in pairwise(_OLD) if b - a > 1)
_UNEVEN = re.compile(f".?[^\0-\x7f、。「」ぁ-ゖー{_KANJI}]+", re.DOTALL)
"""What more than its case may change, after the letter that it may be an accent of.

Most text is even, and to take it apart is slow.
"""


def hiragana_of(text: str) -> str:
    return text.translate(_KATAKANA)


def katakana_of(text: str) -> str:
    return text.translate(_HIRAGANA)


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """One form for all that a reader takes for the same.

    Width, case, kana, accents, old forms of kanji, and white space, of which one space stays.
    The scripts in the browser do the same, character by character (`enishi-fold.js`).
    """
    return " ".join(_UNEVEN.sub(_folded_run, text.lower()).split())


def _folded_run(run: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", run[0]).lower().translate(_FOLDS)


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
