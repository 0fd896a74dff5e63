"""`search/search_index.json`: what the theme's search reads (Material for MkDocs 9, lunr 2).

Japanese has no spaces, and the theme's own ways with it fail on what people type: TinySegmenter
(`lang: [ja]`) cuts a name or a compound in the index otherwise than in the query, and single
characters find everything. Lunr matches beginnings of words, and the theme turns each word of a
query into such a beginning. So this index makes any part of a word a beginning:

- in titles and texts, which are shown, an invisible U+200B is put where a word begins, that is
  where hiragana ends (`福岡オフィスに|通う`), and the separator splits there;
- in the field `words`, which is never shown, stand the parts that begin later: `オフィスに`
  and `管理` of `品質管理`. Whatever is typed, of two characters or more, is found where it stands;
- in the field `names`, which weighs more than any text, stand all ways to write a person's name.

The theme also cuts runs of kanji in a query into words of the index that they begin with, and
drops the rest: with `佐藤` in the index it would look for `佐藤健一` as `佐藤`. A word of kanji
alone therefore ends with an invisible U+2060, so that none is found and the query stays whole.
Languages are given as `en` without a pipeline: no stemmer, no stop words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import escape

from enishi.readings import plain_latin
from enishi.views import Made, Output, Press, Publication

BEGIN, END = "\u200b", "\u2060"
MOST_TEXT = 20_000
"""Characters of a page that can be found; a newsletter of years would slow every reader down."""
_MOST_LINES = 1_000
_LONGEST = 12
"""Characters of a part that begins where a word does; no longer phrase is found across words."""
_INNER = 7
"""Characters of a part that begins within a word, or more to the end of its script."""
_UNBROKEN = 200
"""Longer runs are broken: lunr's table holds words of up to 1,023 characters."""

_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u3096"
_KATAKANA = "\u30a1-\u30fa\u30fc\uff66-\uff9f"
_CJK = _HAN + _HIRAGANA + _KATAKANA
_LATIN = "0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u00c0-\u024f\u1e00-\u1eff"
_RUN = re.compile(f"[{_CJK}{_LATIN}]+")
_IS_CJK = re.compile(f"[{_CJK}]")
_STEMS = "いきぎしちびみりえけげせめべれっ"
"""Between two kanji they mostly hold a word together: `聞き書き`, `働き方`, `受け入れ`."""
_WORD = re.compile(f"(?<=[{_HIRAGANA}])(?<![{_HAN}][{_STEMS}])(?=[{_HAN}{_KATAKANA}{_LATIN}])")
_STRETCH = re.compile(
    f"[{_HAN}]+|(?P<hiragana>[{_HIRAGANA}]+)|[{_KATAKANA}]+|(?P<latin>[{_LATIN}]+)"
)
_KANJI = re.compile(f"[{_HAN}]+\\Z")
_PARTICLES = frozenset("はがをにのとでもへやないるた")
"""What mostly stands before a hiragana word within hiragana: `は|ものづくりの`."""
_NEVER_FIRST = frozenset("ぁぃぅぇぉっゃゅょゎんァィゥェォッャュョヮンー々ゝゞヽヾ")

_PROFILE = re.compile(r"alumni/[^/]+/\Z")
_PERSON = 5
"""Weight of a profile: who types a name looks for the person before what was written of them."""

CONFIG = {
    "lang": ["en"],
    "separator": (
        r"[\s\u200b\-()\[\]{}<>\"'`,.:;!?/\\=~@#*+"
        "、。，．・：；！？「」『』（）【】〈〉《》〔〕［］｛｝〜…―—–]+"
        r"|&#?\w+;"
    ),
    "pipeline": [],
    "fields": {
        "title": {"boost": 1000},
        "names": {"boost": 500},
        "text": {"boost": 1},
        "words": {"boost": 1},
    },
}


def render_over(made: Sequence[Made], publication: Publication, press: Press) -> Iterator[Output]:
    """Pages with a text are found."""
    docs = [_document(page) for page in made if page.text]
    index = {"config": CONFIG, "docs": docs}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    yield Output("search/search_index.json", f"{text}\n".encode())


def _document(page: Made) -> dict[str, str | float]:
    """The theme prints title and text as HTML, so both are escaped."""
    text = page.text[:MOST_TEXT]
    lines = text.split("\n", _MOST_LINES)
    found: dict[str, str | float] = {
        "location": page.path,
        "title": _shown(page.title),
        "names": " ".join(_parts([page.title, page.keywords], whole=True)),
        "text": "".join(f"<p>{_shown(line)}</p>" for line in lines if line.strip()),
        "words": " ".join(_parts(lines)),
        "boost": _PERSON if _PROFILE.match(page.path) else 1,
    }
    needed = ("location", "title")
    return {key: value for key, value in found.items() if value or key in needed}


def _shown(text: str) -> str:
    return str(escape(_RUN.sub(lambda run: BEGIN.join(_words(run[0])), text)))


def _words(run: str) -> Iterator[str]:
    for word in _WORD.split(run):
        for at in range(0, len(word), _UNBROKEN):
            yield _closed(word[at : at + _UNBROKEN])


def _closed(word: str) -> str:
    return word + END if _KANJI.match(word) else word


def _parts(texts: Iterable[str], *, whole: bool = False) -> list[str]:
    """What can be typed to find the texts, each once; without the words that are shown anyway.

    `whole` keeps those too, for texts that are not shown.
    """
    found: dict[str, None] = {}
    for text in texts:
        for form in _forms(text):
            for run in _RUN.findall(form):
                found.update(dict.fromkeys(_parts_of(run, whole or form is not text)))
    return list(found)


def _forms(text: str) -> list[str]:
    """The text, and the same in plain width and without accents where that differs."""
    plain = plain_latin(unicodedata.normalize("NFKC", text))
    return [text] if plain == text else [text, plain]


def _parts_of(run: str, whole: bool) -> Iterator[str]:
    """Of each letter that a word could begin with, what follows it.

    The run's last word is shown as it stands, and so found, unless `whole` asks for it.
    """
    if not _IS_CJK.search(run):
        if whole:
            yield run[:_UNBROKEN]
        return
    begins = {0, *(match.start() for match in _WORD.finditer(run))}
    last = max(begins)
    for stretch in _STRETCH.finditer(run):
        for at in range(stretch.start(), stretch.end()):
            if at in begins:
                length = min(_LONGEST, len(run) - at) if whole or at < last else 0
            else:
                length = _inner(run, at, stretch, whole)
            if length > 1 or (whole and length):
                yield _closed(run[at : at + length])


def _inner(run: str, at: int, stretch: re.Match[str], whole: bool) -> int:
    """How much of the run, from within a word, may be a word itself; 0 where none would begin."""
    if run[at] in _NEVER_FIRST or (stretch["latin"] and at > stretch.start()):
        return 0
    left, rest = stretch.end() - at, len(run) - at
    if stretch["hiragana"]:
        starts = whole or (left > 2 and run[at - 1] in _PARTICLES)
        return min(_INNER, rest) if starts else 0
    return min(max(_INNER, left), rest, _UNBROKEN)
