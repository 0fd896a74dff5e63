"""Press releases, read as they are found: a title, days, names and numbers, and nothing invented.

What comes in may be anything: text, Markdown or HTML, in UTF-8 or what Japanese offices save as.
Addresses and phone numbers of whoever may be asked are left out from the beginning.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, TypeVar

import lxml.html
from lxml import etree

from enishi.problems import refusal
from enishi.source.files import MAX_BYTES

T = TypeVar("T")

_FILE = re.compile(r"[^\s\0]+\.[A-Za-z0-9]{1,5}|[^\n\0]+\.(?:txt|md|html?)", re.IGNORECASE)
"""What is meant as a file, whether or not there is one of that name."""
OMITTED = "〔…〕"
"""Stands where an address, a number or a name was left out."""
LINES = 400
_LONGEST, _MOST = 4_000, 60_000
"""So many lines of a release, and letters of one and of all, are read: what is longer is none."""
_LONGEST_PLACE = 30
_ENOUGH = 8
"""Facts of one kind."""

_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and so lxml does not take; a page may name it by its number."""
_NOTHING = re.compile("[\x80-\x9f\uf8f0-\uf8f3]")
_HTML = re.compile(r"\s*(?:<!doctype html|<html|<(?:article|body|head|div|h1|p)\b)", re.IGNORECASE)
_ASIDE = "//script|//style|//noscript|//template|//nav|//footer|//aside|//form|//iframe|//svg"
_BLOCKS = (
    "//p|//div|//li|//h1|//h2|//h3|//h4|//h5|//h6|//tr|//td|//th|//dt|//dd|//section|//article"
    "|//blockquote|//pre|//figure|//header|//main|//br"
)


@dataclass(frozen=True, slots=True)
class Release:
    """What a press release says, as it says it."""

    title: str
    """Without "のお知らせ" and "announces"."""
    lines: tuple[str, ...]
    lead: str
    """The first sentence of its text."""
    days: tuple[date, ...]
    """As they stand in it, from the top."""
    who: tuple[str, ...]
    """Companies."""
    numbers: tuple[str, ...]
    encoding: str

    @property
    def plain(self) -> str:
        return "\n".join(self.lines)


def load_release(given: str, stdin: BinaryIO, company: str = "") -> Release:
    """What `--from` names: `-`, a file, or a text. Raises `Refused` where that is no text."""
    name, raw = _raw_of(given, stdin)
    if len(raw) > MAX_BYTES:
        raise refusal(name, "file-large", limit=f"{MAX_BYTES:,}")
    text, encoding = _decoded(name, raw)
    is_html = name.lower().endswith((".html", ".htm")) or bool(_HTML.match(text))
    title, text = _reduced(text) if is_html else ("", text)
    lines = tuple(_lines_of(text))
    if not lines:
        raise refusal(name, "from-empty")
    return release_of(lines, title, company, encoding)


def _raw_of(given: str, stdin: BinaryIO) -> tuple[str, bytes]:
    """What to call it, and its bytes: one more than there may be, at most."""
    if given == "-":
        return "-", stdin.read(MAX_BYTES + 1)
    looks_like_file = len(given) < 1000 and bool(_FILE.fullmatch(given))
    path = Path(given)
    if looks_like_file or (len(given) < 200 and "\0" not in given and path.is_file()):
        try:
            with path.open("rb") as file:
                return path.name, file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise refusal(path.name, "from-missing") from None
        except OSError:
            raise refusal(path.name, "file-unreadable") from None
    return "--from", given.encode("utf-8", "replace")


def _decoded(name: str, raw: bytes) -> tuple[str, str]:
    """The text, and in what it was written."""
    marks = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
             (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
    for mark, coding in marks:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(coding, "replace"), coding.upper().removesuffix("-LE")
    if b"\0" in raw or raw.startswith((b"%PDF", b"{\\rtf")):
        raise refusal(name, "from-binary")
    codings = ["iso2022_jp"] if b"\x1b$" in raw else ["utf-8", "cp932", "euc_jp"]
    for coding in codings:
        try:
            text = raw.decode(coding)
        except UnicodeDecodeError:
            continue
        if coding != "cp932" or not _is_mistaken(text, raw):
            return text, {"cp932": "Shift_JIS (CP932)"}.get(coding, coding.upper())
    raise refusal(name, "from-binary")


def _is_mistaken(text: str, raw: bytes) -> bool:
    """Whether what reads as CP932 is none: bytes that stand for nothing, or EUC-JP, of which
    CP932 makes half-width katakana."""
    if _NOTHING.search(text):
        return True
    narrow = sum("\uff61" <= letter <= "\uff9f" for letter in text)
    try:
        raw.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return narrow * 5 > len(text)


def _reduced(text: str) -> tuple[str, str]:
    """The title and the text of a page, without its menus and scripts."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return "", ""
    named = page.xpath("//h1") or page.xpath("//title")
    title = _text_of(named[0]) if named else ""
    for aside in page.xpath(_ASIDE):
        aside.drop_tree()
    for block in page.xpath(_BLOCKS):
        if block.tag != "br":
            block.text = "\n" + _CONTROL.sub("", block.text or "")
        block.tail = "\n" + _CONTROL.sub("", block.tail or "")
    inner = page.xpath("//article") or page.xpath("//main") or page.xpath("//body") or [page]
    return " ".join(title.split()), _text_of(inner[0])


def _text_of(element: etree._Element) -> str:
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def _lines_of(text: str) -> Iterator[str]:
    """Lines with something on them, of letters that can be printed."""
    left, count = _MOST, 0
    for line in _BREAKS.split(_UNSEEN.sub("", text)):
        printed = (one for one in line[:_LONGEST] if one.isprintable() or one in "\t\u3000")
        words = " ".join("".join(printed).split())
        left, count = left - len(words), count + bool(words)
        if left < 0 or count > LINES:
            return
        if words:
            yield without_contacts(words)


# --- what is in it

_EMAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,99}(?:\.[\w-]{1,99}){1,9}")
_PHONES = re.compile(
    r"(?<![\d-])\(?0\d{1,4}\)?[-\s(]\d{1,4}[-\s)]\d{3,4}(?!\d)"
    r"|(?<!\d)0\d{9,10}(?!\d)"
    r"|\+\d{1,3}[\d\s()./-]{6,24}\d"
    r"|(?:(?:tel|fax|phone|mobile)\b|電話|ファックス|ファクス|携帯|内線)[^\d+\n]{0,6}\+?\(?\d[\d\s()./-]{2,24}\d",
    re.IGNORECASE,
)
_HYPHENS = str.maketrans("‐‑‒–—―−ー", "-" * 8)
_ADDRESS = re.compile(r"(?:https?:)?//\S+", re.ASCII)


def without_contacts(line: str) -> str:
    """A line with its e-mail addresses and phone numbers left out, however they are written."""
    folded = unicodedata.normalize("NFKC", line)
    seen = _ADDRESS.sub(lambda match: " " * len(match[0]), folded.translate(_HYPHENS))
    spans = [match.span() for pattern in (_EMAIL, _PHONES) for match in pattern.finditer(seen)]
    if sum(letter.isdigit() for letter in seen) >= 9:
        import phonenumbers  # its tables take a while to load

        spans += [(one.start, one.end) for one in phonenumbers.PhoneNumberMatcher(seen, "JP")]
    if not spans:
        return line
    gone = {at for start, end in spans for at in range(start, end)}
    kept = (letter if at not in gone else "\0" for at, letter in enumerate(folded))
    return re.sub("\0+", OMITTED, "".join(kept))


_LABEL = re.compile(
    r"(?:press|news)\s*release|プレスリリース|ニュースリリース|報道(?:関係者?)?(?:各位|資料)|各位"
    r"|(?:関係者|お客[様さ]ま?|お取引先)各位|for immediate release|news|お知らせ|即日発表",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"^(?:[【\[][^】\]]{0,20}[】\]]\s*)+")
_NOTICE = re.compile(
    r"\s*(?:に関する|についての?|の)?\s*(?:お知らせ|ご案内|プレスリリース)\s*(?:\([^)]*\))?\s*$"
)
_ANNOUNCES = re.compile(
    r"^.{0,80}?\b(?:announces?|announced|(?:is|are) (?:pleased|proud|excited|delighted)"
    r" to announce)\s+(?:that\s+)?",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = "(" + "|".join(_MONTHS) + r")[a-z]*\.?"
_DAYS = re.compile(
    r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
    r"|令和\s*(?P<reiwa>\d{1,2}|元)\s*年\s*(?P<rm>\d{1,2})\s*月\s*(?P<rd>\d{1,2})\s*日"
    r"|(?<![\d.])(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?![\d.])"
    rf"|\b(?P<em>{_MONTH})\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<ey>\d{{4}})"
    rf"|\b(?P<bd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<bm>{_MONTH}),?\s+(?P<by>\d{{4}})",
    re.IGNORECASE,
)
_NAME = r"[一-鿿々ぁ-んァ-ヶーA-Za-z0-9&・]{1,20}"
_COMPANIES = re.compile(
    rf"(?:株式会社|合同会社|有限会社|一般社団法人|国立大学法人){_NAME}?(?=[はがをにのと、。（()\s,]|$)"
    r"|(?<![一-鿿々ぁ-ん])[ぁ-ん]{0,6}[一-鿿々ァ-ヶーA-Za-z0-9&・]{1,20}(?:株式会社|合同会社|有限会社)"
    r"|(?:[A-Z][\w&'-]{0,30}\s){1,4}(?:Inc|Ltd|Corp|LLC|GmbH|K\.K|Co)\b\.?"
)
_NUMBERS = re.compile(
    r"(?:約|およそ|about |over )?[$¥€£]?\d[\d,]{0,15}(?:\.\d{1,9})?\s?"
    r"(?:%|パーセント|億円|万円|円|億|万|人|名|社|台|件|個|本|拠点|か国|カ国|ヶ国|都市|店舗|倍|時間|分|"
    r"℃|kg|km|m²|percent|million|billion|thousand|people|users|customers|employees|offices|units|"
    r"countries|cities|hours)(?![a-z])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r".{1,300}?(?:。|(?<=[a-z0-9)])[.!?](?=\s|$)|$)")


def release_of(lines: tuple[str, ...], title: str, company: str, encoding: str) -> Release:
    """Facts are taken out of the lines; none is added."""
    folded = [unicodedata.normalize("NFKC", line) for line in lines]
    heads = [line for line in folded if line != company and not _is_formal(line)]
    named = (next(_lines_of(title), "") or (heads[0] if heads else folded[0]))[:1000]
    plain = "\n".join(folded)
    rest = [line for line in heads if len(line) >= 20 and line.strip("# ") != named.strip("# ")]
    lead = _SENTENCE.match(rest[0]) if rest else None
    own = [company] if company and company in plain else []
    return Release(
        title=plain_title(named, company),
        lines=lines,
        lead=lead[0].strip() if lead else "",
        days=_once(_days_in(plain))[:_ENOUGH],
        who=_once([*own, *(match[0].strip() for match in _COMPANIES.finditer(plain))])[:_ENOUGH],
        numbers=_once(match[0].strip() for match in _NUMBERS.finditer(plain))[:_ENOUGH],
        encoding=encoding,
    )


def _is_formal(line: str) -> bool:
    """Whether a line is what stands above every release: a label, a day, a sender."""
    bare = line.strip("#*=- 　")
    rest = _COMPANIES.sub("", _DAYS.sub("", bare)).strip(" 、,()")
    dated = [match.end() for match in _DAYS.finditer(bare)]
    if dated and dated[-1] == len(bare) and len(rest) <= _LONGEST_PLACE:
        return True  # where and when it was given out
    return not rest or bool(_LABEL.fullmatch(rest)) or OMITTED in line or set(rest) <= set("-=*_")


def plain_title(text: str, company: str = "") -> str:
    """A title as one would say it: without what makes an announcement of it."""
    title = _TAGGED.sub("", unicodedata.normalize("NFKC", text).strip("#*= "))
    if company:
        title = re.sub(rf"^{re.escape(company)}\s*(?:、|,|は、?|が、?)\s*", "", title)
    spoken = _ANNOUNCES.sub("", _NOTICE.sub("", title)).strip(" 「」『』、。:")
    if spoken.count("「") != spoken.count("」") or spoken.count("『") != spoken.count("』"):
        spoken = _ANNOUNCES.sub("", _NOTICE.sub("", title)).strip()
    spoken = spoken or title or text
    if len(spoken) > 190:
        spoken = f"{spoken[:190]}…"
    return spoken[:1].upper() + spoken[1:]


def _days_in(plain: str) -> Iterator[date]:
    for match in _DAYS.finditer(plain):
        parts = match.groupdict()
        if parts["reiwa"]:
            year = 2019 if parts["reiwa"] == "元" else 2018 + int(parts["reiwa"])
            found = (year, int(parts["rm"]), int(parts["rd"]))
        elif parts["em"] or parts["bm"]:
            name = (parts["em"] or parts["bm"])[:3].lower()
            year, day = int(parts["ey"] or parts["by"]), int(parts["ed"] or parts["bd"])
            found = (year, _MONTHS.index(name) + 1, day)
        else:
            kind = "" if parts["y"] else "i"
            found = (int(parts[f"{kind}y"]), int(parts[f"{kind}m"]), int(parts[f"{kind}d"]))
        try:
            day_found = date(*found)
        except ValueError:
            continue
        if 1900 <= day_found.year <= 2200:
            yield day_found


def _once(found: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(found))
