"""`mkdocs.yml`: MkDocs' own keys as far as we need them, ours under `extra.enishi`."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping as Values
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import yaml

from enishi import colours
from enishi.engines import DEFAULT, ENGINES
from enishi.links import CLICKABLE, is_relative, is_safe_link
from enishi.problems import Mark, Problems
from enishi.source.files import load_text
from enishi.source.grammar import CohortKind, Written
from enishi.source.mailboxes import Email
from enishi.source.nodes import parse_yaml
from enishi.source.schema import (
    Choice,
    Field,
    Flag,
    Link,
    ListOf,
    Located,
    Pairs,
    Reading,
    RecordOf,
    Text,
    TextOrRef,
    Trail,
    Whole,
    is_absent,
)
from enishi.source.tree import Mapping, Node, Scalar, Sequence
from enishi.standing import SCANNED, SETTINGS, SITE_FOLDER

FILE = SETTINGS
DEFAULT_ZONE = ZoneInfo("Asia/Tokyo")
REPOSITORIES = ("public", "private")
_THEME_FILES = (("theme", "logo"), ("theme", "favicon"))


@dataclass(frozen=True, slots=True)
class Company:
    mark: Mark
    name: str
    latin: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Host:
    """The named person who speaks on the home page and signs the letters."""

    mark: Mark
    name: str
    title: str = ""
    photo: Located | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class CallText:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Help:
    ask: CallText | None = None
    give: CallText | None = None


@dataclass(frozen=True, slots=True)
class Feeds:
    items: int = 50
    """How many items a feed holds before its archives begin."""


@dataclass(frozen=True, slots=True)
class SenderText:
    name: str
    address: str
    contact: str
    stop: str
    reason: str = ""
    privacy: str = ""


@dataclass(frozen=True, slots=True)
class DeskText:
    """How the desk works, and what it assumes."""

    cadence: str = "yearly"
    """For those whose own record says nothing."""
    hire_cost: int = 1_000_000
    """What it costs to hire somebody who is not known."""
    currency: str = "円"
    minutes_a_touch: int = 10


SECURITIES = ("starttls", "tls", "none")
"""How a mail server is spoken to (RFC 3207, RFC 8314); `none` only on this machine."""


@dataclass(frozen=True, slots=True)
class SmtpText:
    """The server that takes our mail. Its password is never in a file."""

    mark: Mark
    host: str
    port: int = 587
    security: str = "starttls"
    user: str = ""


@dataclass(frozen=True, slots=True)
class ImapText:
    """The server that holds the mail which is answered. Its password is never in a file."""

    mark: Mark
    host: str
    port: int = 993
    user: str = ""
    folder: str = "INBOX"


ENCODINGS = ("utf-8", "utf-8-bom", "shift_jis")
"""In which a table of recipients can be written; the second is what Excel reads."""
CELLS = ("email", "name", "last", "first", "id", "issue")
"""What can stand in the columns of a table of recipients."""


@dataclass(frozen=True, slots=True)
class TagsText:
    """How a sending service writes its tags, and which table it takes in."""

    stop: str = ""
    """The tag that becomes the address which ends the letters."""
    web: str = ""
    """The tag that becomes the address of the letter in a browser."""
    name: str = ""
    """The tag that becomes the recipient's name."""
    escape: tuple[tuple[str, str], ...] = ()
    """`(how tags begin, how these signs are written in plain text so that they are printed)`"""
    columns: tuple[tuple[str, str], ...] = (("email", "email"), ("name", "name"))
    """`(heading, one of CELLS)`"""
    encoding: str = "utf-8-bom"


@dataclass(frozen=True, slots=True)
class MailText:
    """From where letters come, and how they are sent and answered."""

    mark: Mark
    address: str
    """The mailbox in `From`."""
    name: str = ""
    """Whose name is shown with it; the sender's where nothing is said."""
    stop: str = ""
    """The mailbox that takes unsubscribes; `address` where nothing is said."""
    one_click: str = ""
    """An HTTPS endpoint that answers RFC 8058; a static host cannot."""
    list_id: str = ""
    """RFC 2919; `letters.` and the host of the portal where nothing is said."""
    smtp: SmtpText | None = None
    imap: ImapText | None = None
    tags: TagsText | None = None
    per_minute: int = 30


@dataclass(frozen=True, slots=True)
class ToneText:
    """Which phrases are remarked on in texts, beside those of the house."""

    add: tuple[tuple[str, str], ...] = ()
    """`(phrase, instead)`"""
    allow: tuple[str, ...] = ()
    off: bool = False


CADENCES = {"monthly": 30, "quarterly": 91, "half-yearly": 182, "yearly": 365}
"""After how many days somebody is to be written to again."""


@dataclass(frozen=True, slots=True)
class SegmentText:
    """A name for a cohort expression."""

    name: str
    when: Written


@dataclass(frozen=True, slots=True)
class Ours:
    """`extra.enishi`."""

    mark: Mark
    company: Company
    host: Host
    colour: str = colours.FACES[0]
    timezone: ZoneInfo = DEFAULT_ZONE
    per_page: int = 20
    feeds: Feeds = Feeds()
    help: Help = Help()
    subscribe: CallText | None = None
    sender: SenderText | None = None
    mail: MailText | None = None
    desk: DeskText = DeskText()
    private: str = "private"
    repository: str = ""
    """`public` or `private`; empty where it was not said, which counts as public."""
    contacts: tuple[str, ...] = ()
    """E-mail addresses and phone numbers that the world may read."""
    cname: str = ""
    engine: str = DEFAULT
    tone: ToneText = ToneText()
    segments: tuple[SegmentText, ...] = ()
    site_limit: int = 1000
    """Megabytes: what GitHub Pages serves."""
    keep_evidence: int = 3
    """Years for which it can be shown that somebody agreed, once they were forgotten."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that `mkdocs.yml` says to us, checked."""

    name: str
    url: str
    """Ends in `/`; empty where the portal has no address yet."""
    description: str
    lang: str
    copyright: str
    ours: Ours
    zone: ZoneInfo
    colour: str
    has_nav: bool
    """Whether the user arranged the menu himself."""
    features: tuple[str, ...] = ()
    """The theme's features that the user asked for."""
    logo: str = ""
    favicon: str = ""
    files: tuple[Located, ...] = ()
    """Files of `content/` that the theme needs: styles and scripts, logo and favicon."""
    values: Values[str, object] = field(default_factory=dict)
    """The whole file as values; what a `!tag` stands for is left out."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in which text can be read (WCAG 2.2, 1.4.3)."""

    name: tuple[str, str] = ("色 #rrggbb", "colour #rrggbb")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        text = Text().read(node, at, field)
        if not text:
            return None
        if not colours.is_colour(text):
            at.error(node.mark, "colour-bad", field)
            return None
        grounds = (colours.PAPER, colours.CARD)
        ratio = min(colours.contrast(text, ground) for ground in grounds)
        if ratio < colours.ENOUGH:
            near = colours.passing(text, grounds, darker=True)
            at.error(node.mark, "colour-weak", field, ratio=f"{ratio:.1f}", near=near)
        return text.lower()


@dataclass(frozen=True, slots=True)
class Zone:
    """A time zone by its IANA name."""

    name: tuple[str, str] = ("時間帯の名前", "name of a time zone")

    def read(self, node: Node, at: Reading, field: Trail) -> ZoneInfo | None:
        text = Text().read(node, at, field)
        if text and text in available_timezones():
            return ZoneInfo(text)
        at.error(node.mark, "zone-bad", field)
        return None


@dataclass(frozen=True, slots=True)
class EngineName:
    """A site engine that is installed."""

    name: tuple[str, str] = ("エンジンの名前", "name of a site engine")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        name = Choice(tuple(ENGINES)).read(node, at, field)
        if name and not ENGINES[name].installed:
            at.error(node.mark, "engine-missing", field, engine=name, default=DEFAULT)
        return name


@dataclass(frozen=True, slots=True)
class PrivatePlace:
    """A folder from which nothing is published."""

    name: tuple[str, str] = ("フォルダの場所", "path of a folder")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        text = Text().read(node, at, field)
        top = posixpath.normpath(text or "").split("/")[0]
        if text and top in (*SCANNED, SITE_FOLDER, "."):
            at.error(node.mark, "private-place", field)
            return None
        return text


@dataclass(frozen=True, slots=True)
class SegmentsKind:
    """Cohort expressions by the name that the user gives them."""

    name: tuple[str, str] = ("名前: 式 の組", "names, each with an expression")
    most: int = 200

    def read(self, node: Node, at: Reading, field: Trail) -> tuple[SegmentText, ...] | None:
        if not isinstance(node, Mapping):
            at.error(node.mark, "segments-shape", field)
            return None
        if len(node.entries) > self.most:
            at.error(node.mark, "list-long", field, most=self.most)
            return None
        found = []
        for key, value in node.entries:
            name = Text(60).read(key, at, field)
            if not name or is_absent(value):
                at.error(key.mark, "segments-shape", field)
                continue
            when = CohortKind().read(value, at, (field, name))
            if when:
                found.append(SegmentText(name, when))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ColumnsKind:
    """Headings of a table of recipients, each with what stands below it."""

    name: tuple[str, str] = ("見出し: 中身 の組", "headings, each with what stands below it")

    def read(self, node: Node, at: Reading, field: Trail) -> tuple[tuple[str, str], ...] | None:
        found = Pairs(20).read(node, at, field)
        if found is None or not isinstance(node, Mapping):
            return None
        kinds = [
            Choice(CELLS).read(value, at, (field, key.text)) if value else None
            for key, value in node.entries
        ]
        if "email" not in kinds:
            at.error(node.mark, "columns-address", field)
        return found if None not in kinds else None


class _ValueLoader(yaml.CSafeLoader):
    """Values as MkDocs' own loader makes them, but never of this machine or a Python object."""


_ValueLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if not pair[0].endswith(":timestamp")]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
for _tag in ("!", "tag:yaml.org,2002:python/"):
    _ValueLoader.add_multi_constructor(_tag, lambda *_: None)


_CALL = RecordOf(
    CallText,
    {
        "text": Field(Text(), "ことば", "Words", "相談してみる", required=True),
        "url": Field(
            Link(CLICKABLE), "行き先", "Where to", "mailto:alumni@example.com", required=True
        ),
    },
)
DESK = RecordOf(
    DeskText,
    {
        "cadence": Field(
            Choice(tuple(CADENCES)),
            "記録に間隔を書いていない人に、どのくらいの間隔で便りを出すか。書かなければ yearly",
            "How often those are written to whose record names no cadence; yearly if not given",
            "yearly",
        ),
        "hire_cost": Field(
            Whole(999_999_999),
            "見知らぬ人をひとり採用する費用",
            "What it costs to hire somebody who is not known",
            "1000000",
        ),
        "currency": Field(Text(10), "通貨", "Currency", "円"),
        "minutes_a_touch": Field(
            Whole(600), "一度のやりとりにかかる分数", "Minutes that a touch takes", "10"
        ),
    },
)
TAGS = RecordOf(
    TagsText,
    {
        "stop": Field(
            Text(),
            "配信停止のURLになるタグ",
            "Tag for the address that ends the letters",
            "'[[unsubscribe_url]]'",
        ),
        "web": Field(
            Text(),
            "ブラウザで読むURLになるタグ",
            "Tag for the address of the letter in a browser",
            "'[[web_url]]'",
        ),
        "name": Field(Text(), "宛名になるタグ", "Tag for the recipient's name", "'[[name]]'"),
        "escape": Field(
            Pairs(20),
            "タグの始まりの記号と、テキスト版でそれを文字として出す書き方。書かなければ、上の三つから読み取り、間に空白を入れます",
            "How tags begin, and how these signs are written in plain text to be printed; if not given, they are taken from the three above, and a space parts them",
            "{'[[': '[ ['}",
        ),
        "columns": Field(
            ColumnsKind(),
            "宛先の表の見出しと中身(email、name、last、first、id、issue)",
            "Headings of the table of recipients, and what stands below (email, name, last, first, id, issue)",
            "{メールアドレス: email, お名前: name}",
        ),
        "encoding": Field(
            Choice(ENCODINGS),
            "宛先の表の文字コード",
            "Encoding of the table of recipients",
            "shift_jis",
        ),
    },
)
MAIL = RecordOf(
    MailText,
    {
        "address": Field(
            Email(), "差出人のアドレス", "Address in From", "letters@example.com", required=True
        ),
        "name": Field(Text(80), "差出人の名前", "Name in From", "山田 はる(株式会社れい)"),
        "stop": Field(
            Email(), "配信停止を受けるアドレス", "Mailbox for unsubscribes", "stop@example.com"
        ),
        "one_click": Field(
            Link(("https",)),
            "ワンクリック解除(RFC 8058)に応えるURL。あるときだけ",
            "Address that answers one-click unsubscribes (RFC 8058), if there is one",
            "https://example.com/unsubscribe",
        ),
        "list_id": Field(Text(200), "List-ID", "List-ID", "letters.alumni.example.com"),
        "smtp": Field(
            RecordOf(
                SmtpText,
                {
                    "host": Field(
                        Text(253), "サーバー", "Server", "smtp.example.com", required=True
                    ),
                    "port": Field(Whole(65535), "ポート", "Port", "587"),
                    "security": Field(
                        Choice(SECURITIES), "通信の守り方", "How it is spoken to", "starttls"
                    ),
                    "user": Field(Text(254), "利用者名", "User", "letters@example.com"),
                },
            ),
            "送るサーバー(パスワードは書きません)",
            "The server that sends; passwords are never written here",
        ),
        "imap": Field(
            RecordOf(
                ImapText,
                {
                    "host": Field(
                        Text(253), "サーバー", "Server", "imap.example.com", required=True
                    ),
                    "port": Field(Whole(65535), "ポート", "Port", "993"),
                    "user": Field(Text(254), "利用者名", "User", "letters@example.com"),
                    "folder": Field(Text(200), "フォルダ", "Folder", "INBOX"),
                },
            ),
            "返信を読むサーバー(パスワードは書きません)",
            "The server that holds the replies; passwords are never written here",
        ),
        "tags": Field(
            TAGS,
            "配信サービスの差込タグ(enishi newsletter --for custom)",
            "Tags of your sending service (enishi newsletter --for custom)",
        ),
        "per_minute": Field(Whole(600), "1分に送る通数", "Letters a minute", "30"),
    },
)
OURS = RecordOf(
    Ours,
    {
        "company": Field(
            RecordOf(
                Company,
                {
                    "name": Field(Text(), "会社の名前", "Name", "株式会社れい", required=True),
                    "latin": Field(Text(), "ローマ字の名前", "In Latin letters", "Rei Inc."),
                    "url": Field(Link(), "会社のサイト", "Web site", "https://example.com/"),
                },
            ),
            "会社",
            "The company",
            "{name: 株式会社れい}",
            required=True,
        ),
        "host": Field(
            RecordOf(
                Host,
                {
                    "name": Field(Text(80), "名前", "Name", "山田 はる", required=True),
                    "title": Field(Text(120), "肩書き", "Title", "縁の係"),
                    "photo": Field(
                        TextOrRef(("ファイルの場所", "path of a file")),
                        "写真(このファイルからの相対パス)",
                        "Photo",
                        "content/haru.jpg",
                    ),
                    "message": Field(
                        Text(400), "温かい一言", "A warm sentence", "おかえりなさい。"
                    ),
                },
            ),
            "語りかける人",
            "The person who speaks",
            "{name: 山田 はる}",
            required=True,
        ),
        "colour": Field(Colour(), "会社の色", "Primary colour", "'#1F4E79'"),
        "timezone": Field(Zone(), "時間帯", "Time zone", "Asia/Tokyo"),
        "per_page": Field(Whole(200), "一覧の1ページの件数", "Items on a list page", "20"),
        "feeds": Field(
            RecordOf(
                Feeds,
                {
                    "items": Field(
                        Whole(1000),
                        "ひとつのフィードに載せる件数。それより古いものは、続きのファイルに分けます",
                        "How many items a feed holds; older ones go to its archives",
                        "50",
                    )
                },
            ),
            "フィード",
            "The feeds",
            "{items: 50}",
        ),
        "help": Field(
            RecordOf(
                Help,
                {
                    "ask": Field(_CALL, "頼む入口", "One way to ask for help"),
                    "give": Field(_CALL, "力になる入口", "One way to give it"),
                },
            ),
            "頼む・力になる",
            "Asking and giving",
        ),
        "subscribe": Field(_CALL, "手紙をメールで受け取る方法", "How to get the letter by mail"),
        "sender": Field(
            RecordOf(
                SenderText,
                {
                    "name": Field(Text(), "送信者", "Sender", "株式会社れい", required=True),
                    "address": Field(
                        Text(), "住所", "Postal address", "東京都千代田区例町1-2-3", required=True
                    ),
                    "contact": Field(
                        Link(CLICKABLE),
                        "連絡先",
                        "Contact",
                        "mailto:alumni@example.com",
                        required=True,
                    ),
                    "stop": Field(
                        Link(CLICKABLE),
                        "配信停止",
                        "How to stop",
                        "mailto:stop@example.com",
                        required=True,
                    ),
                    "reason": Field(
                        Text(400), "なぜ届くのか", "Why they receive it", "在籍された方に。"
                    ),
                    "privacy": Field(Link(), "個人情報の扱い", "Privacy", "https://example.com/p"),
                },
            ),
            "手紙の法定表示",
            "Legal foot of letters",
        ),
        "desk": Field(
            DESK, "縁のしごと。間隔と、帳簿で仮定する値", "The desk: how often, and what it assumes"
        ),
        "mail": Field(MAIL, "手紙の送り方", "How letters are sent"),
        "private": Field(
            PrivatePlace(), "非公開フォルダの場所", "Where the private folder is", "private"
        ),
        "repository": Field(
            Choice(REPOSITORIES),
            "この git リポジトリを読める人。public(書かなければこちら)なら、連絡先の混入を check が止めます",
            "Who can read this git repository; in a public one (as it counts if nothing is said) check refuses contacts",
            "public",
        ),
        "contacts": Field(
            ListOf(Text()),
            "公開してよいメールアドレスと電話番号",
            "E-mail addresses and phone numbers that the world may read",
            "[jobs@example.com]",
        ),
        "cname": Field(Text(), "独自ドメイン", "Own domain for Pages", "alumni.example.com"),
        "engine": Field(EngineName(), "画面の枠をつくるエンジン", "Site engine", DEFAULT),
        "tone": Field(
            RecordOf(
                ToneText,
                {
                    "add": Field(
                        Pairs(),
                        "使わないことばと、言いかえ",
                        "Phrases not to use, and what to say instead",
                        "{ユーザー様: お客さま}",
                    ),
                    "allow": Field(
                        ListOf(Text()), "使ってよいことば", "Phrases that are fine", "[当社]"
                    ),
                    "off": Field(Flag(), "この確認をやめる", "Do not look for any", "no"),
                },
            ),
            "文章の調子。プレスリリースの言いまわしなどを、注意として知らせます",
            "The tone of texts: phrases of press releases and the like are remarked on",
        ),
        "segments": Field(
            SegmentsKind(),
            "よく使う集まりの名前と、だれのことかの式",
            "Names for those whom you often mean, each with an expression",
            "{sales-before-2022: left < 2022 and department = 営業部}",
        ),
        "site_limit": Field(
            Whole(),
            "できあがったサイトの重さの上限(MB)。書かなければ、GitHub Pages の 1000",
            "How heavy the site may be, in MB; 1000, as GitHub Pages has it, if not given",
            "1000",
        ),
        "keep_evidence": Field(
            Whole(30),
            "消した人の、同意の記録(名前を含まない)を残す年数。書かなければ 3",
            "For how many years it is kept, without a name, that somebody who was forgotten had agreed; 3 if not given",
            "3",
        ),
    },
)


def load_settings(root: Path, problems: Problems) -> Settings | None:
    """The settings, or None when they have errors."""
    source = load_text(root, FILE, problems)
    if source is None:
        return None
    node = parse_yaml(source.text, FILE, problems, tags=True)
    if not isinstance(node, Mapping):
        if not problems.errors:
            problems.add(FILE, Mark(), "mapping-expected", keys="site_name, theme, extra")
        return None
    at = Reading(FILE, problems, DEFAULT_ZONE)
    _check_remote(node, at)
    _check_parent(node, at)
    _check_links(node, at)
    plain = _plain_values(node, at)
    url, lang = _site_url(plain["site_url"], at, node), _language(node, at)
    ours_node = node.get("extra", "enishi")
    if ours_node is None:
        problems.add(FILE, node.mark, "settings-missing")
        return None
    ours = OURS.read(ours_node, at, "extra.enishi")
    if ours is None:
        return None
    return Settings(
        name=plain["site_name"] or ours.company.name,
        url=url,
        description=plain["site_description"],
        lang=lang,
        copyright=plain["copyright"],
        ours=ours,
        zone=ours.timezone,
        colour=ours.colour,
        has_nav=node.get("nav") is not None,
        features=tuple(leaf.text for leaf in _leaves(node.get("theme", "features"))),
        logo=_theme_file(node, "logo"),
        favicon=_theme_file(node, "favicon"),
        files=tuple(
            Located(leaf.text, leaf.mark)
            for keys in (("extra_css",), ("extra_javascript",), *_THEME_FILES)
            for leaf in _leaves(node.get(*keys))
        ),
        values=_values_of(source.text, problems),
    )


def _plain_values(node: Mapping, at: Reading) -> dict[str, str]:
    keys = ("site_name", "site_url", "site_description", "copyright")
    found = {key: node.get(key) for key in keys}
    read = {key: Text(1000).read(value, at, key) if value else "" for key, value in found.items()}
    return {key: value or "" for key, value in read.items()}


def _site_url(text: str, at: Reading, node: Mapping) -> str:
    if not text:
        return ""
    value = node.get("site_url")
    parts = urlsplit(text)
    if Link().read(Scalar(text, *(value.mark if value else Mark())), at, "site_url") is None:
        return ""
    if parts.query or parts.fragment:
        at.error(value.mark if value else Mark(), "url-bad", "site_url", schemes="https")
    return text.rstrip("/") + "/"


def _language(node: Mapping, at: Reading) -> str:
    value = node.get("theme", "language")
    if isinstance(value, Scalar) and value.text in ("ja", "en"):
        return value.text
    if value is not None:
        at.error(value.mark, "choice-bad", "theme.language", words="ja, en", near="ja")
    return "ja"


def _theme_file(node: Mapping, key: str) -> str:
    value = node.get("theme", key)
    return value.text if isinstance(value, Scalar) else ""


def _check_remote(node: Mapping, at: Reading) -> None:
    """No page may ask another host for anything: that would tell it who reads."""
    for key in ("extra_css", "extra_javascript"):
        for entry in _leaves(node.get(key)):
            if "//" in entry.text:
                at.error(entry.mark, "asset-remote", key)


def _check_links(node: Mapping, at: Reading) -> None:
    """What the theme makes links of leads to a page, or to an address that is safe."""
    found = {
        key: _leaves(node.get(*key.split("."))) for key in ("nav", "repo_url", "extra.homepage")
    }
    for key in ("extra.social", "extra.alternate"):
        rows = node.get(*key.split("."))
        items = rows.items if isinstance(rows, Sequence) else ()
        found[key] = [
            leaf for one in items if isinstance(one, Mapping) for leaf in _leaves(one.get("link"))
        ]
    for key, leaves in found.items():
        for leaf in leaves:
            is_path = leaf.text.isprintable() and (is_relative(leaf.text) or leaf.text[0] in "/#?")
            if not (is_path or is_safe_link(leaf.text)):
                at.error(leaf.mark, "url-bad", key, schemes=", ".join(CLICKABLE))


def _check_parent(node: Mapping, at: Reading) -> None:
    parent = node.get("INHERIT")
    if parent is not None:
        at.problems.warn(FILE, parent.mark, "settings-parent")


def _values_of(text: str, problems: Problems) -> dict[str, object]:
    """The whole of a file that was read as nodes before, and so is no bomb."""
    try:
        values = yaml.load(text, _ValueLoader)  # noqa: S506  (a kind of SafeLoader)
    except (yaml.YAMLError, ValueError):
        problems.add(FILE, Mark(), "yaml-syntax")
        return {}
    return values if isinstance(values, dict) else {}


def _leaves(node: Node | None) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [leaf for item in node.items for leaf in _leaves(item)]
    if isinstance(node, Mapping):
        return [leaf for _, value in node.entries for leaf in _leaves(value)]
    return []
