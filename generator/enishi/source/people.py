"""`alumni/ID.yml`: what a person agreed to show, as a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from enishi.dates import PartialDate
from enishi.problems import Mark, Problems
from enishi.source.consents import Consent, ConsentKind
from enishi.source.nodes import parse_yaml
from enishi.source.purposes import OPEN_TO
from enishi.source.schema import (
    Choice,
    Day,
    Field,
    Kana,
    Link,
    ListOf,
    Located,
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
)
from enishi.source.tree import Mapping, Node, Scalar, Sequence

NETWORKS = (
    "linkedin",
    "x",
    "facebook",
    "github",
    "instagram",
    "mastodon",
    "bluesky",
    "note",
    "qiita",
    "zenn",
    "youtube",
    "wantedly",
    "website",
)
PERSONAL = tuple(one for one in NETWORKS if one != "website")
"""Those whose pages are one person's; a website may be a company's."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts (vCard 4.0 N and PHONETIC, RFC 9554)."""

    mark: Mark
    family: str = ""
    given: str = ""
    kana: str = ""
    latin: str = ""
    former: str = ""
    preferred: str = ""
    whole: str = ""
    """The name as one text, where it was not given in parts."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """One time at the company (schema.org EmployeeRole)."""

    mark: Mark
    joined: PartialDate | None = None
    """None where nobody knows: in private records alone."""
    left: PartialDate | None = None
    department: Located | None = None
    title: str = ""
    projects: tuple[Ref, ...] = ()
    places: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Now:
    company: str = ""
    title: str = ""
    industry: str = ""
    since: PartialDate | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Location:
    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Profiles:
    linkedin: str = ""
    x: str = ""
    facebook: str = ""
    github: str = ""
    instagram: str = ""
    mastodon: str = ""
    bluesky: str = ""
    note: str = ""
    qiita: str = ""
    zenn: str = ""
    youtube: str = ""
    wantedly: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Lately:
    """近況: what the person wants the others to know just now."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """A record as it stands in the file. It reaches readers through `publish.py` alone."""

    id: str
    path: str
    mark: Mark
    name: Name
    tenures: tuple[Tenure, ...] = ()
    now: Now | None = None
    location: Location | None = None
    profiles: Profiles | None = None
    photo: Located | None = None
    bio: Passage | None = None
    lately: Lately | None = None
    skills: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    updated: date | None = None


_NAME_PARTS = RecordOf(
    Name,
    {
        "family": Field(Text(80), "姓", "Family name", "佐藤"),
        "given": Field(Text(80), "名", "Given name", "健一"),
        "kana": Field(Kana(), "読み(ひらがなかカタカナ)", "Reading in kana", "さとう けんいち"),
        "latin": Field(Text(120), "ローマ字", "In Latin letters", "Kenichi Sato"),
        "former": Field(Text(80), "在籍時の旧姓", "Former family name", "田中"),
        "preferred": Field(Text(80), "呼ばれたい名前", "Name to be called by", "けんさん"),
    },
)


@dataclass(frozen=True, slots=True)
class _NameKind:
    """The parts of a name, or the name as one text."""

    name: tuple[str, str] = ("名前の組、または名前そのもの", "record, or the name as one text")

    @property
    def record(self) -> RecordOf[Name]:
        """The record it may be, for `docs/fields.md`."""
        return _NAME_PARTS

    def read(self, node: Node, at: Reading, field: Trail) -> Name | None:
        if isinstance(node, Scalar):
            whole = Text(120).read(node, at, field)
            return Name(node.mark, whole=whole) if whole else None
        found = _NAME_PARTS.read(node, at, field)
        if found and not (found.family or found.given or found.latin):
            at.error(node.mark, "name-empty", field)
            return None
        return found


TENURE = RecordOf(
    Tenure,
    {
        "joined": Field(When(), "入社", "Joined", "2015-04", required=True),
        "left": Field(When(), "卒業(在籍中なら書かない)", "Left (absent: here now)", "2022-03"),
        "department": Field(
            TextOrRef(), "部署。timeline.yml のIDでも可", "Department, or its timeline ID", "sales"
        ),
        "title": Field(Text(), "役職・職種", "Title", "営業リーダー"),
        "projects": Field(ListOf(RefTo()), "参加プロジェクト", "Projects", "[mirai-2]"),
        "places": Field(ListOf(RefTo()), "勤務した拠点", "Offices", "[fukuoka]"),
    },
)
_NOW = RecordOf(
    Now,
    {
        "company": Field(Text(), "いまの会社", "Company now", "株式会社あおば"),
        "title": Field(Text(), "いまの役職", "Title now", "代表"),
        "industry": Field(Text(), "業種", "Industry", "物流"),
        "since": Field(When(), "いつから", "Since", "2022-04"),
        "checked": Field(Day(), "最後に確かめた日", "Last checked on", "2026-05-01"),
    },
)
_LOCATION = RecordOf(
    Location,
    {
        "city": Field(Text(80), "市区町村", "City", "福岡市"),
        "region": Field(Text(80), "都道府県", "Region", "福岡県"),
        "country": Field(Text(80), "国", "Country", "日本"),
    },
)
_PROFILES = RecordOf(
    Profiles,
    {
        network: Field(
            Link(), f"{network} のURL", f"URL on {network}", f"https://example.com/{network}"
        )
        for network in NETWORKS
    },
)
_LATELY = RecordOf(
    Lately,
    {
        "on": Field(Day(), "いつの話か", "Told on", "2026-10-01", required=True),
        "text": Field(
            Text(400), "近況ひとこと", "What is new", "小さな喫茶店を始めました。", required=True
        ),
    },
)
_PRIVATE = dict.fromkeys(
    (
        "email emails e-mail mail phone phones tel mobile fax birthday birthdate born address "
        "stage care follow touches alliance offboarding notes メール 電話 誕生日 生年月日 住所"
    ).split(),
    "private-key",
)

_NAME_KIND = _NameKind()

PERSON = RecordOf(
    Person,
    {
        "name": Field(_NAME_KIND, "名前", "Name", "{family: 佐藤, given: 健一}", required=True),
        "tenures": Field(ListOf(TENURE), "在籍期間。戻った人は複数", "Times at the company"),
        "now": Field(_NOW, "いまの仕事", "Work now"),
        "location": Field(_LOCATION, "いまの場所", "Place now"),
        "profiles": Field(_PROFILES, "リンク", "Profiles elsewhere"),
        "photo": Field(
            TextOrRef(("ファイル名", "name of a file")),
            "alumni/photos/ の中の写真",
            "Photo in alumni/photos/",
            "kenichi-sato.jpg",
        ),
        "bio": Field(Prose(20_000), "自己紹介", "In their own words", "|"),
        "lately": Field(_LATELY, "近況", "What is new"),
        "skills": Field(ListOf(Text(80)), "得意なこと", "Skills", "[品質管理]"),
        "offers": Field(ListOf(Text()), "力になれること", "Can help with", "[工場見学の案内]"),
        "asks": Field(ListOf(Text()), "力を借りたいこと", "Would like help with", "[人の紹介]"),
        "open_to": Field(ListOf(Choice(OPEN_TO)), "歓迎すること", "Open to", "[mentor, speak]"),
        "consents": Field(ListOf(ConsentKind()), "同意。なければ公開されない", "Consents"),
        "updated": Field(Day(), "更新日", "Updated on", "2026-11-01"),
    },
    banned=_PRIVATE,
)

EMAIL = re.compile(
    r"(?:[A-Za-z0-9_.+-]+|\w)[@＠][\w-]+(?:\.[\w-]+)*\.(?:[A-Za-z][A-Za-z0-9-]+|[\w-]+)"
)
"""In Japanese other words stand right before and behind."""
_DIGITS = re.compile(r"\d(?:[\s()（）./‐-―ー−－-]*+\d){8}")
_ADDRESS = re.compile(r"(?:https?:)?//\S+", re.ASCII)
_COMMENT = re.compile(r"(?:^|\s)#.*")
_BIRTHDAY = re.compile(
    r"\d{1,4}\s*[年/-]\s*\d{1,2}\s*[月/-]\s*\d{1,2}\s*日?\s*(?:生まれ|誕生)"
    r"|誕生日[はが:]?\s*\d{1,2}\s*月|\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:生まれ|が誕生日)"
    r"|\bborn (?:on )?(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})\b"
)
_SIGNS = ("@", "＠", "誕生", "生まれ", "born", "\\")
"""One of them is in every e-mail address and birthday, or in its spelling with escapes."""


def person_of(node: Node, person_id: str, at: Reading) -> Person | None:
    return PERSON.read_with(node, at, id=person_id, path=at.path)


def name_in(text: str) -> Name | None:
    """The name of a record without fault, without a look at the rest: this is far quicker.

    None where it does not stand as it usually does.
    """
    found = _NAMED.findall(text)
    problems = Problems()
    node = parse_yaml(found[0], "", problems) if len(found) == 1 else None
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return None
    [(_, value)] = node.entries
    name = _NAME_KIND.read(value, Reading("", problems, ZoneInfo("UTC")), "name")
    return None if len(problems) else name


_NAMED = re.compile(r"^name:.*(?:\n(?:[ \t#-].*)?)*", re.MULTILINE)


def blame_private(text: str, node: Node, person_id: str, at: Reading) -> None:
    """Report what belongs into `private/`: comments can be read by the world as well as values."""
    if not _may_hold_private(text):
        return
    for scalar in _scalars(node):
        for index, fault in private_faults(scalar.text):
            at.error(_mark_in(scalar, index), fault, "", id=person_id)
    for number, line in enumerate(text.split("\n"), 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        for _, fault in private_faults(match[0]):
            at.error(Mark(number, line.index("#", match.start()) + 1), fault, "", id=person_id)


def _may_hold_private(text: str) -> bool:
    """Whether a value or comment of the text can have a fault; cheap, and for most texts no.

    Between its characters a value has at most other white space than the file, or an escape.
    """
    return any(sign in text for sign in _SIGNS) or _DIGITS.search(text) is not None


def private_faults(text: str) -> Iterator[tuple[int, str]]:
    """Where an e-mail address, phone number or birthday stands, and the problem's code."""
    for code, pattern in (("private-email", EMAIL), ("private-birthday", _BIRTHDAY)):
        for match in pattern.finditer(text):
            yield match.start(), code
    if _DIGITS.search(text):
        import phonenumbers  # its tables take a while to load, and few texts need them

        # Numbers inside addresses of pages do not count; blanks keep the places.
        plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
        for number in phonenumbers.PhoneNumberMatcher(plain, "JP"):
            yield number.start, "private-phone"


def _mark_in(scalar: Scalar, index: int) -> Mark:
    """The line of a character of a block text; elsewhere the place of the value."""
    if not scalar.block:
        return scalar.mark
    return Mark(scalar.mark.line + 1 + scalar.text.count("\n", 0, index))


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _scalars(value)
