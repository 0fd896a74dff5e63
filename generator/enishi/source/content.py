"""Markdown records: news, newsletters, events, openings, graduations and hand-written pages."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date as day_type
from datetime import datetime
from typing import TypeVar

from enishi.dates import PartialDate, day_of
from enishi.links import CLICKABLE
from enishi.problems import Mark
from enishi.source.files import SourceFile
from enishi.source.frontmatter import Body, split_front_matter
from enishi.source.grammar import CohortKind, Written
from enishi.source.schema import (
    ID,
    Choice,
    Day,
    Field,
    Flag,
    Ident,
    Link,
    ListOf,
    Located,
    Moment,
    Passage,
    Prose,
    Reading,
    RecordOf,
    Ref,
    RefTo,
    Text,
    TextOrRef,
    Trail,
    When,
    Whole,
    is_absent,
)
from enishi.source.tree import Node, Scalar

LANGUAGES = ("ja", "en")
SECTIONS = ("graduates", "lately", "events", "openings")
EMPLOYMENT = ("full-time", "part-time", "contract", "freelance", "advisor", "internship")
REMOTE = ("none", "partial", "full")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ](.+))?\Z", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class About:
    """What a text is about, as IDs of the timeline and of people."""

    projects: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()
    products: tuple[Ref, ...] = ()
    people: tuple[Ref, ...] = ()
    era: Ref | None = None


@dataclass(frozen=True, slots=True)
class Insider:
    """A line that only those who worked here then understand."""

    when: Written
    text: str


@dataclass(frozen=True, slots=True)
class News:
    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    date: tuple[datetime, bool]
    """The moment, and whether a time of day was given."""
    summary: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    author: Located | None = None
    image: Located | None = None
    image_alt: str = ""
    draft: bool = False
    expires: day_type | None = None
    audience: str = "public"
    about: About = About()
    insider: tuple[Insider, ...] = ()
    source: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a letter, where it is not the host."""

    mark: Mark
    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picks:
    """Which news a newsletter issue tells: a period, tags or a list; together they narrow."""

    since: day_type | None = None
    until: day_type | None = None
    tags: tuple[str, ...] = ()
    items: tuple[Located, ...] = ()
    most: int = 12


@dataclass(frozen=True, slots=True)
class Period:
    since: day_type | None = None
    until: day_type | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an issue tells, thing by thing, as its writer left it; None where nobody chose."""

    news: tuple[Located, ...] | None = None
    graduates: tuple[Ref, ...] | None = None
    moved: tuple[Ref, ...] | None = None
    lately: tuple[Ref, ...] | None = None
    events: tuple[Ref, ...] | None = None
    openings: tuple[Ref, ...] | None = None
    cards: tuple[Ref, ...] | None = None
    asks: tuple[Ref, ...] | None = None
    offers: tuple[Ref, ...] | None = None


@dataclass(frozen=True, slots=True)
class Newsletter:
    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    date: day_type
    number: int | None = None
    lang: str = ""
    preheader: str = ""
    signed: Ref | Signature | None = None
    news: Picks = Picks()
    include: tuple[str, ...] = SECTIONS
    graduates: Period | None = None
    chosen: Chosen = Chosen()
    closing: Passage | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    starts: tuple[datetime, bool]
    ends: tuple[datetime, bool] | None = None
    lang: str = ""
    place: str = ""
    address: str = ""
    online: str = ""
    map: str = ""
    capacity: str = ""
    fee: str = ""
    register: str = ""
    deadline: day_type | None = None
    host: Located | None = None
    image: Located | None = None
    image_alt: str = ""
    about: About = About()
    tags: tuple[str, ...] = ()
    summary: str = ""
    cancelled: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    posted: day_type
    expires: day_type
    apply: str
    lang: str = ""
    employment: str = "full-time"
    department: Located | None = None
    place: str = ""
    remote: str = "none"
    salary: str = ""
    contact: str = ""
    returners: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A card: a problem that alumni may hear of, and what the company can do about it."""

    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    """The problem, as those who have it would say it."""
    line: str
    """What one forwards."""
    lang: str = ""
    contact: str = ""
    link: str = ""
    about: About = About()
    when: Written | None = None
    """Whom letters tell of it; everybody where nothing is said."""
    tags: tuple[str, ...] = ()
    order: int = 100
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Peak:
    """The moment that everybody will remember."""

    mark: Mark
    what: str
    """In one sentence."""
    when: PartialDate | None = None
    photo: Located | None = None
    photo_alt: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a colleague wrote and lets everybody read."""

    name: str
    words: Passage
    """Plain text, a paragraph a line."""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """The page of somebody's graduation: the best moment, the last day, and what comes next."""

    id: str
    path: str
    mark: Mark
    body: Body
    """The story of the peak; then `##` sections: the first tells the end, others what comes next."""
    person: Ref
    date: day_type
    """The last day."""
    peak: Peak
    lang: str = ""
    messages: tuple[Message, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    description: str = ""
    lang: str = ""
    order: int = 100
    menu: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """What people are shown before they agree to something. It is on record, not on the site."""

    id: str
    path: str
    mark: Mark
    body: Body
    title: str
    date: day_type
    sha256: str
    """Of the whole file, as `sha256_of` takes it."""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class _SignedKind:
    name: tuple[str, str] = ("人のID、または {name, title}", "ID of a person, or {name, title}")

    @property
    def record(self) -> RecordOf[Signature]:
        """The record it may be, for `docs/fields.md`."""
        return _SIGNATURE

    def read(self, node: Node, at: Reading, field: Trail) -> Ref | Signature | None:
        if isinstance(node, Scalar):
            return RefTo().read(node, at, field)
        return _SIGNATURE.read(node, at, field)


_SIGNATURE = RecordOf(
    Signature,
    {
        "name": Field(Text(80), "名前", "Name", "山田 はる", required=True),
        "title": Field(Text(120), "肩書き", "Title", "縁の係"),
    },
)
_TITLE = Field(Text(), "題", "Title", "天神オフィスに移りました", required=True)
_LANG = Field(Choice(LANGUAGES), "本文の言語", "Language of the text", "ja")
_TAGS = Field(ListOf(Text(60)), "タグ", "Tags", "[近況, プロダクト]")
_SUMMARY = Field(Text(400), "一文の要約", "One sentence", "窓から公園が見えます。")
_DRAFT = Field(Flag(), "下書き。公開しない", "A draft is not published", "yes")
_IMAGE = Field(
    TextOrRef(("ファイルの場所", "path of a file")),
    "画像(このファイルからの相対パス)",
    "Image, relative to the file",
    "images/a.jpg",
)
_IMAGE_ALT = Field(Text(400), "画像の説明", "What the image shows", "窓の外の公園")
_ABOUT = Field(
    RecordOf(
        About,
        {
            "projects": Field(ListOf(RefTo()), "プロジェクト", "Projects", "[mirai-2]"),
            "places": Field(ListOf(RefTo()), "拠点", "Offices", "[fukuoka]"),
            "products": Field(ListOf(RefTo()), "製品", "Products", "[kagami]"),
            "people": Field(ListOf(RefTo()), "登場する人", "People", "[kenichi-sato]"),
            "era": Field(RefTo(), "時代", "Era", "startup"),
        },
    ),
    "何の話か",
    "What it is about",
)
_INSIDER = RecordOf(
    Insider,
    {
        "when": Field(CohortKind(), "誰に向けて", "For whom", "left < 2022", required=True),
        "text": Field(Text(400), "ひとこと", "The line", "あの坂の上です。", required=True),
    },
)
_PICKS = RecordOf(
    Picks,
    {
        "since": Field(Day(), "この日から", "From this day", "2026-10-01"),
        "until": Field(Day(), "この日まで", "To and including", "2026-10-31"),
        "tags": _TAGS,
        "items": Field(
            ListOf(TextOrRef()), "記事のファイル名", "File names", "[2026-10-02-tenjin]"
        ),
        "most": Field(Whole(50), "多くても何本か", "At most", "5"),
    },
)
_PERIOD = RecordOf(
    Period,
    {
        "since": Field(Day(), "この日から", "From this day", "2026-04-01"),
        "until": Field(Day(), "この日まで", "To and including", "2026-09-30"),
    },
)
_CHOSEN = RecordOf(
    Chosen,
    {
        "news": Field(
            ListOf(TextOrRef()), "記事のファイル名", "News: file names", "[2026-10-02-tenjin]"
        ),
        "graduates": Field(ListOf(RefTo()), "新しい卒業生", "Graduates", "[kenichi-sato]"),
        "moved": Field(ListOf(RefTo()), "新しい場所へ移った人", "Who moved on", "[rie-nakamura]"),
        "lately": Field(ListOf(RefTo()), "近況を載せる人", "Whose news to tell", "[rie-nakamura]"),
        "events": Field(ListOf(RefTo()), "集まり", "Events", "[2026-12-04-engawa]"),
        "openings": Field(ListOf(RefTo()), "募集", "Openings", "[fukuoka-sales]"),
        "cards": Field(ListOf(RefTo()), "「その課題なら」", "Cards", "[warehouse-nights]"),
        "asks": Field(ListOf(RefTo()), "力を借りたい人", "Who asks for help", "[rie-nakamura]"),
        "offers": Field(ListOf(RefTo()), "力になれる人", "Who offers help", "[kenichi-sato]"),
    },
)


def _newsletter_of(**values: object) -> Newsletter:
    """`from` is a word of Python, so the field is called `signed` inside."""
    if "from" in values:
        values["signed"] = values.pop("from")
    return Newsletter(**values)  # type: ignore[arg-type]


NEWS = RecordOf(
    News,
    {
        "title": _TITLE,
        "date": Field(
            Moment(), "日付。ファイル名にあれば不要", "Date, unless in the file name", "2026-11-05"
        ),
        "summary": _SUMMARY,
        "tags": _TAGS,
        "lang": _LANG,
        "author": Field(TextOrRef(), "書いた人(IDか名前)", "Author: ID or name", "haru-yamada"),
        "image": _IMAGE,
        "image_alt": _IMAGE_ALT,
        "draft": _DRAFT,
        "expires": Field(Day(), "この日を過ぎたら下げる", "Taken down after", "2027-03-31"),
        "audience": Field(
            Choice(("public", "alumni")), "読む人。alumni は private/news/ へ", "Readers", "public"
        ),
        "about": _ABOUT,
        "insider": Field(ListOf(_INSIDER), "元社員だからわかる一行", "Lines for insiders"),
        "source": Field(Link(), "プレスリリースのURL", "Press release", "https://example.com/1"),
        "slug": Field(Ident(), "パーマリンク", "Permalink", "tenjin-office"),
    },
)
NEWSLETTER = RecordOf(
    _newsletter_of,
    {
        "title": Field(Text(), "件名になる題", "Title and subject", "秋の便り", required=True),
        "date": Field(Day(), "発行日", "Date of issue", "2026-11-20", required=True),
        "number": Field(Whole(), "号", "Number", "12"),
        "lang": _LANG,
        "preheader": Field(
            Text(200), "件名の横に見える一文", "Text beside the subject", "窓の外は公園です"
        ),
        "from": Field(_SignedKind(), "署名する人。なければ host", "Who signs", "haru-yamada"),
        "news": Field(_PICKS, "載せる記事の選び方", "Which news"),
        "include": Field(
            ListOf(Choice(SECTIONS)),
            "自動で載せる欄。[] なら、news と chosen に書いたものだけ",
            "Automatic sections; with [], nothing but what news and chosen say",
            "[graduates, events]",
        ),
        "graduates": Field(_PERIOD, "卒業生の期間", "Graduates of which period"),
        "chosen": Field(
            _CHOSEN,
            "載せるものを一つずつ。並べた欄は、このとおりに載ります",
            "What to tell, one by one; a part listed here is told as listed",
        ),
        "closing": Field(Prose(5000), "結びの言葉", "Closing", "|"),
        "draft": _DRAFT,
    },
)
EVENT = RecordOf(
    Event,
    {
        "title": _TITLE,
        "starts": Field(Moment(), "開始", "Start", "2026-12-04 19:00", required=True),
        "ends": Field(Moment(), "終了", "End", "2026-12-04 21:00"),
        "lang": _LANG,
        "place": Field(Text(), "会場", "Venue", "天神オフィス 3階"),
        "address": Field(Text(), "住所", "Address", "福岡市中央区"),
        "online": Field(Link(), "オンライン参加のURL", "Online at", "https://example.com/meet"),
        "map": Field(Link(), "地図のURL", "Map", "https://example.com/map"),
        "capacity": Field(Text(), "定員", "Capacity", "40名"),
        "fee": Field(Text(), "費用", "Fee", "無料"),
        "register": Field(
            Link(("https", "http", "mailto")),
            "申し込み先",
            "Register at",
            "https://example.com/form",
        ),
        "deadline": Field(Day(), "申し込み締切", "Register until", "2026-11-30"),
        "host": Field(TextOrRef(), "世話役(IDか名前)", "Host: ID or name", "haru-yamada"),
        "image": _IMAGE,
        "image_alt": _IMAGE_ALT,
        "about": _ABOUT,
        "tags": _TAGS,
        "summary": _SUMMARY,
        "cancelled": Field(Flag(), "中止", "Cancelled", "yes"),
        "draft": _DRAFT,
    },
)
OPENING = RecordOf(
    Opening,
    {
        "title": _TITLE,
        "posted": Field(Day(), "掲載日", "Posted on", "2026-11-01", required=True),
        "expires": Field(Day(), "掲載終了日", "Taken down after", "2027-03-31", required=True),
        "apply": Field(
            Link(("https", "http", "mailto")),
            "応募先",
            "Apply at",
            "https://example.com/apply",
            required=True,
        ),
        "lang": _LANG,
        "employment": Field(Choice(EMPLOYMENT), "雇用の形", "Employment", "full-time"),
        "department": Field(TextOrRef(), "部署", "Department", "sales"),
        "place": Field(Text(), "勤務地", "Place of work", "福岡"),
        "remote": Field(Choice(REMOTE), "リモート勤務", "Remote work", "partial"),
        "salary": Field(Text(), "給与", "Salary", "年500〜700万円"),
        "contact": Field(Text(), "気軽に聞ける人", "A person to ask", "山田 はる"),
        "returners": Field(
            Text(400), "戻る人へのひとこと", "A word to those who return", "机は空けてあります。"
        ),
        "summary": _SUMMARY,
        "tags": _TAGS,
        "draft": _DRAFT,
    },
)
ANSWER = RecordOf(
    Answer,
    {
        "title": Field(
            Text(200),
            "困りごと(困っている人のことばで)",
            "The problem, in the words of those who have it",
            "夜だけ倉庫の温度が上がる",
            required=True,
        ),
        "line": Field(
            Text(140),
            "そのまま転送できるひとこと",
            "One line to forward",
            "前にいた会社に、いいのがあるよ。",
            required=True,
        ),
        "lang": _LANG,
        "contact": Field(Link(CLICKABLE), "相談先", "Whom to ask", "mailto:help@example.com"),
        "link": Field(Link(), "くわしいページ", "More about it", "https://example.com/warm"),
        "about": _ABOUT,
        "when": Field(
            CohortKind(),
            "手紙でだれに知らせるか(書かなければ全員)",
            "Whom letters tell of it; everybody if nothing is said",
            "department = 営業部",
        ),
        "tags": _TAGS,
        "order": Field(Whole(10_000), "並び順", "Place in the list", "10"),
        "draft": _DRAFT,
    },
)
KEEPSAKE = RecordOf(
    Keepsake,
    {
        "person": Field(RefTo(), "だれの卒業か(ID)", "Whose: an ID", "kenichi-sato", required=True),
        "date": Field(Day(), "最後に出社した日", "The last day", "2026-12-25", required=True),
        "lang": _LANG,
        "peak": Field(
            RecordOf(
                Peak,
                {
                    "what": Field(
                        Text(200),
                        "いちばん忘れられない場面を一文で",
                        "The moment nobody will forget, in one sentence",
                        "雪の日に、二人で台車を押した",
                        required=True,
                    ),
                    "when": Field(When(), "いつのことか", "When it was", "2021-01"),
                    "photo": Field(
                        TextOrRef(("ファイルの場所", "path of a file")),
                        "その場面の写真(このファイルからの相対パス)。photo の同意があるときだけ載る",
                        "A photo of it, relative to the file; shown only with a consent for photos",
                        "images/snow.jpg",
                    ),
                    "photo_alt": Field(Text(400), "写真の説明", "What the photo shows", "雪の倉庫"),
                },
            ),
            "いちばん忘れられない場面",
            "The moment nobody will forget",
            required=True,
        ),
        "messages": Field(
            ListOf(
                RecordOf(
                    Message,
                    {
                        "name": Field(
                            Text(80), "書いた人", "Who wrote", "三好 千里", required=True
                        ),
                        "words": Field(
                            Prose(2000), "ことば", "The words", "またすぐに。", required=True
                        ),
                    },
                )
            ),
            "寄せ書きのうち、書いた人が公開してよいと言ったもの",
            "Words of colleagues who agreed to their being shown",
        ),
        "draft": _DRAFT,
    },
)
PAGE = RecordOf(
    Page,
    {
        "title": _TITLE,
        "description": Field(Text(400), "一文の説明", "One sentence", "このサイトの約束ごと。"),
        "lang": _LANG,
        "order": Field(Whole(10_000), "メニューの並び順", "Place in the menu", "10"),
        "menu": Field(Flag(), "メニューに出すか", "Shown in the menu", "yes"),
    },
)

NOTICE = RecordOf(
    Notice,
    {
        "title": Field(Text(), "題", "Title", "卒業生ポータルへの掲載について", required=True),
        "date": Field(Day(), "使いはじめた日", "In use since", "2026-03-01", required=True),
        "lang": _LANG,
    },
)

E = TypeVar("E")
Entry = News | Newsletter | Event | Opening | Answer | Keepsake | Page | Notice


def permalink_of(stem: str) -> str:
    """The ID that a file name gives, for ever: from the name alone, never from the text.

    An ASCII name is itself the permalink; of another, the leading date stays and the rest
    becomes eight hexadecimal digits.
    """
    stem = unicodedata.normalize("NFC", stem)
    plain = re.sub(r"[ _.]+", "-", stem.lower()).strip("-")
    if ID.match(plain):
        return plain
    match = _DATED.match(stem)
    digest = hashlib.sha256(stem.encode()).hexdigest()[:8]
    return f"{match[1]}-{digest}" if match else f"x-{digest}"


def news_of(source: SourceFile, at: Reading) -> News | None:
    """A news item; date and permalink come from the file name where the fields give none."""
    document = split_front_matter(source, at.problems)
    if document is None:
        return None
    dated = _DATED.match(source.stem)
    day = Moment().read(Scalar(dated[1]), at, "date") if dated and day_of(dated[1]) else None
    if day is None and is_absent(document.fields.get("date")):
        at.error(document.fields.mark, "date-missing", "date")
    found = NEWS.read_with(document.fields, at, **_origin(source, document.body), date=day)
    if found is None or found.date is None:
        return None
    return replace(found, id=found.slug) if found.slug else found


def entry_of(record: RecordOf[E], source: SourceFile, at: Reading) -> E | None:
    """Any other Markdown record."""
    document = split_front_matter(source, at.problems)
    if document is None:
        return None
    return record.read_with(document.fields, at, **_origin(source, document.body))


def notice_of(source: SourceFile, at: Reading) -> Notice | None:
    document = split_front_matter(source, at.problems)
    if document is None:
        return None
    origin = _origin(source, document.body)
    return NOTICE.read_with(document.fields, at, **origin, sha256=sha256_of(source.text))


def sha256_of(text: str) -> str:
    """The digest of a text in UTF-8, with line feeds for line ends and without a byte-order mark.

    So it does not change where git puts other line ends into a file; of a file that is as most
    are, `sha256sum` says the same.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def _origin(source: SourceFile, body: Body) -> dict[str, object]:
    return {"id": permalink_of(source.stem), "path": source.path, "body": body}
