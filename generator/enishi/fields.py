"""`docs/fields.md` and `docs/fields.ja.md`: what every file may say, printed from the schema.

`python -m enishi.fields docs` writes both. The examples are the files in `docs/examples/`,
one whole portal a language, in which every field stands once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from enishi.desk.records import CARD, BirthdayKind, Phone, Secret
from enishi.problems import Problems
from enishi.settings import (
    FILE,
    OURS,
    Colour,
    ColumnsKind,
    EngineName,
    PrivatePlace,
    SegmentsKind,
    Zone,
)
from enishi.source.consents import Sha256Kind
from enishi.source.content import (
    ANSWER,
    EVENT,
    KEEPSAKE,
    NEWS,
    NEWSLETTER,
    NOTICE,
    OPENING,
    PAGE,
)
from enishi.source.files import SourceFile
from enishi.source.frontmatter import split_front_matter
from enishi.source.grammar import CohortKind
from enishi.source.mailboxes import Email
from enishi.source.nodes import parse_yaml
from enishi.source.people import PERSON
from enishi.source.schema import (
    Day,
    Field,
    Flag,
    Ident,
    Kana,
    Kind,
    ListOf,
    Moment,
    Pairs,
    Prose,
    RecordOf,
    RefTo,
    Text,
    TextOrRef,
    When,
    Whole,
)
from enishi.source.timeline import TIMELINE
from enishi.source.tree import Mapping, Node, Scalar, Sequence

LANGUAGES = ("ja", "en")
FILES = {"ja": "fields.ja.md", "en": "fields.md"}
_NOTHING = Mapping()
_LONGEST = 36
"""Characters of an example in a table; the whole file stands below."""
Said = tuple[str, str]
"""Something said in Japanese and in English, as `LANGUAGES` has them."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A kind of file, and what readers should know before its table."""

    title: Said
    place: str
    example: str
    """Pattern of the file in `docs/examples/LANG/`."""
    record: RecordOf[Any]
    lead: Said
    inside: tuple[str, ...] = ()
    """Keys that lead to the record within the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one record."""

    keys: tuple[str, ...]
    """Where it stands in its file, as `help.ask`; empty for the file itself."""
    record: RecordOf[Any]
    example: Mapping


CHAPTERS = (
    Chapter(
        ("卒業生", "People"),
        "alumni/ID.yml",
        "alumni/*.yml",
        PERSON,
        (
            "ひとりにつき1ファイル。ファイル名がIDで、プロフィールのアドレスにもなるので、あとから変えません。"
            "`purpose: portal` の同意が今日の時点で有効な人だけが、サイトに載ります。写真には別に `photo` の同意が要ります。"
            "同意がない、断られた、取り下げられた、期限が切れた、まだ始まっていない人は、どのページにも件数にも出ません。"
            "`fields` か `except` を書けば、載せる項目をご本人の望みどおりに絞れます。どの同意も、目的ごとに、今日までの"
            "いちばん新しい日付のものだけが効きます。同じ日にいくつもあれば、そのすべてが許すものだけを載せます。",
            "One file a person. The file's name is the ID and the address of the profile, so it never "
            "changes. Only people with a consent `purpose: portal` that holds today are shown; a photo "
            "needs a consent `photo` besides. Someone whose consent is missing, refused, withdrawn, "
            "expired or yet to begin appears on no page and in no count. With `fields` or `except` a "
            "person narrows down what is shown. For each purpose only what was decided last, until today, "
            "counts; of several decisions on that day, what all of them allow.",
        ),
    ),
    Chapter(
        ("記事(ニュース)", "News"),
        "content/news/YYYY-MM-DD-slug.md",
        "content/news/*.md",
        NEWS,
        (
            "ファイル名が日付とアドレスになります。`date` と `slug` は、それと変えたいときだけ書きます。"
            "日付が先の記事は、その日のビルドから載ります。",
            "The file's name gives date and address; `date` and `slug` are for those who want others. "
            "An item with a later date appears with the first build on that day.",
        ),
    ),
    Chapter(
        ("ニュースレター", "Newsletter issues"),
        "content/newsletters/YYYY-MM-slug.md",
        "content/newsletters/*.md",
        NEWSLETTER,
        (
            "最初の `##` 見出しより前があいさつ、`##` 見出しごとにひとつの欄になります。`news` を書かなければ、"
            "前の号のあとに出た記事が載ります(最初の号は、三か月分)。`enishi new newsletter` は、`include: []` と `chosen` で、"
            "載せるものを一行ずつ並べた下書きを作ります。残した行が、その順に載ります。",
            "What stands before the first `##` heading is the greeting; each `##` heading begins a "
            "section. Without `news`, an issue tells what came out since the issue before (the first one: "
            "in the last three months). `enishi new newsletter` writes a draft with `include: []` and, under "
            "`chosen`, a line for each thing there is to tell; what is left there is told, in that order.",
        ),
    ),
    Chapter(
        ("集まり", "Events"),
        "content/events/YYYY-MM-DD-slug.md",
        "content/events/*.md",
        EVENT,
        (
            "時刻を書かなければ終日の予定です。締め切りか当日を過ぎると、申し込み先は消えます。",
            "Without a time of day it lasts all day. The way to register goes away after the deadline "
            "or the day itself.",
        ),
    ),
    Chapter(
        ("募集", "Openings"),
        "content/openings/slug.md",
        "content/openings/*.md",
        OPENING,
        (
            "`expires` の翌日のビルドから、サイトのどこにも出なくなります。",
            "From the first build after `expires` it is nowhere on the site.",
        ),
    ),
    Chapter(
        ("「その課題なら」", "Cards"),
        "content/cards/slug.md",
        "content/cards/*.md",
        ANSWER,
        (
            "困りごとをひとつ、転送できるひとことをひとつ。卒業生が「前にいた会社に、いいのがあるよ」と言うときに渡すカードです。",
            "One problem, and one line to forward: what alumni hand on when they say that the company "
            "they used to work for has a good solution for that.",
        ),
    ),
    Chapter(
        ("卒業のページ", "Graduation pages"),
        "content/graduations/slug.md",
        "content/graduations/*.md",
        KEEPSAKE,
        (
            "本人の portal と graduation の同意が有効なあいだだけ載ります。本文のはじめがその場面の話、最初の `##` が最後の日、"
            "そのあとの `##` がこれからのこと。あいだに、公開してよいと言われた寄せ書きが入ります。`enishi graduate ID --page` が"
            "下書きをつくります。",
            "Shown only while its subject's consents for `portal` and `graduation` hold. The text before the first "
            "`##` tells the moment, the first `##` section the last day, those after it what comes next; "
            "the words of colleagues stand between. `enishi graduate ID --page` writes a draft.",
        ),
    ),
    Chapter(
        ("手書きのページ", "Hand-written pages"),
        "content/pages/slug.md",
        "content/pages/*.md",
        PAGE,
        (
            "会社紹介や個人情報の扱いなど。ファイル名がそのままアドレスになります。",
            "About, privacy and the like. The file's name is the address.",
        ),
    ),
    Chapter(
        ("説明文", "Notices"),
        "content/notices/ID.md",
        "content/notices/*.md",
        NOTICE,
        (
            "同意をもらう前に見せる文面。サイトのページにはなりません。一度見せたら書き換えず、新しい文面には新しい名前を"
            "つけます。同意には、この名前と、文面の SHA-256 を残します(`enishi consent` が書きます)。あとから書き換わると、"
            "`enishi check` が気づきます。",
            "What people are shown before they agree; it becomes no page. Once somebody has seen it, it "
            "stays as it is, and a new text gets a new name. A consent records the name and the SHA-256 of "
            "the text (`enishi consent` writes both), so `enishi check` notices when it was changed later.",
        ),
    ),
    Chapter(
        ("あゆみ", "Timeline"),
        "content/timeline.yml",
        "content/timeline.yml",
        TIMELINE,
        (
            "会社のプロジェクト、拠点、部署、名前の移り変わり。経歴と記事は、ここのIDを指します。"
            "「あなたが卒業してから」のページも、これから作られます。",
            "The company's projects, offices, departments and renames. Tenures and news point to the "
            "IDs given here, and the pages “since you left” are made of it.",
        ),
    ),
    Chapter(
        ("非公開の記録", "Private records"),
        "private/ID.yml",
        "private/*.yml",
        CARD,
        (
            "会社の手元にだけ置く記録です。IDは `alumni/` のものと同じで、`alumni/` にいない人の記録だけがあってもかまいません。"
            "このフォルダは git に入れず、どのページにも使いません。`enishi build` は、できたサイトにここの値が混じっていないかを確かめるためだけに開きます"
            "([個人情報の守り方](privacy.ja.md))。",
            "What stays with the company. The ID is the one in `alumni/`; a person may have a record here "
            "and none there. Git does not get this folder and no page is made from it; `enishi build` opens it only to "
            "see that nothing of it is in the finished site ([how privacy is kept](privacy.md)).",
        ),
    ),
    Chapter(
        ("設定", "Settings"),
        f"{FILE}: extra.enishi",
        FILE,
        OURS,
        (
            "`mkdocs.yml` の `extra.enishi` に書きます。そのほかに MkDocs の `site_name`、`site_url`、"
            "`site_description`、`copyright`、`theme.language`(ja か en)、`theme.features`、`theme.logo`、"
            "`extra_css`、`extra_javascript`、`nav` を読みます。ニュースレターを出すには `sender` が必要です。",
            "Under `extra.enishi` in `mkdocs.yml`. Of MkDocs' own keys, `site_name`, `site_url`, "
            "`site_description`, `copyright`, `theme.language` (ja or en), `theme.features`, "
            "`theme.logo`, `extra_css`, `extra_javascript` and `nav` are read. Newsletters need `sender`.",
        ),
        ("extra", "enishi"),
    ),
)

KINDS: dict[Said, Said] = {
    Text().name: ("1行。", "One line."),
    Prose().name: (
        "段落のある文章。`|` のあとに改行し、字下げして書く。",
        "Paragraphs: `|`, a new line, then the text indented.",
    ),
    Ident().name: (
        "半角の小文字、数字、ハイフン。64文字まで。",
        "Lower-case ASCII letters, digits and hyphens, up to 64.",
    ),
    RefTo().name: (
        "ほかのファイルや timeline.yml にあるID。なければエラー。",
        "An ID that another file or timeline.yml has; an unknown one is an error.",
    ),
    TextOrRef().name: (
        "1行。IDと同じなら、そのものを指す。",
        "One line; where it equals an ID, it means that record.",
    ),
    ("ファイルの場所", "path of a file"): (
        "そのファイルから見た場所。設定では mkdocs.yml から。",
        "As seen from the file that names it; in settings, from mkdocs.yml.",
    ),
    ("ファイル名", "name of a file"): ("フォルダを書かない。", "Without a folder."),
    CohortKind().name: (
        "`left < 2022 and place = 福岡` のような式([書き方](cohorts.ja.md))。",
        "An expression such as `left < 2022 and place = Fukuoka` ([how to write it](cohorts.md)).",
    ),
    Kana().name: ("姓と名のあいだに空白。", "A space between family and given name."),
    When().name: (
        "`2015`、`2015-04`、`2015-04-01` のどれか。わかるところまで。",
        "`2015`, `2015-04` or `2015-04-01`: as exact as it is known.",
    ),
    Day().name: ("`2015-04-01`。", "`2015-04-01`."),
    Moment().name: (
        "`2015-04-01`、または `2015-04-01 19:00`(ポータルの時間帯)。",
        "`2015-04-01`, or `2015-04-01 19:00` in the portal's time zone.",
    ),
    ("URL", "URL"): (
        "スキームから書く。カッコの中のスキームだけ。",
        "With its scheme, which is one of those in brackets.",
    ),
    Pairs().name: (
        "`{ことば: 言いかえ}`。一行にひとつ。",
        "`{phrase: instead}`, one a line.",
    ),
    ColumnsKind().name: (
        "`{見出し: 中身}`。中身は `email`、`name`、`last`、`first`、`id`、`issue` のどれかで、`email` は要る。",
        "`{heading: what stands below}`: `email`, which must be there, `name`, `last`, `first`, `id` or `issue`.",
    ),
    ("決まった言葉", "words to choose from"): (
        "並んでいる言葉のどれかひとつ。",
        "One of the words that are listed.",
    ),
    Colour().name: (
        "白い紙の上で文字が読める濃さ(4.5対1)。足りなければ近い色が示される。",
        "Dark enough to be read on white paper (4.5 to 1); else the nearest such colour is named.",
    ),
    EngineName().name: (
        "`material`、`properdocs`、`zensical` のどれか。あとの二つは、入れてから使う。",
        "`material`, `properdocs` or `zensical`; the last two have to be installed.",
    ),
    Zone().name: ("`Asia/Tokyo` など(IANA)。", "`Asia/Tokyo` and the like (IANA)."),
    Sha256Kind().name: (
        "ファイルの指紋。64文字の16進数。`sha256sum` が示すもの(改行は LF、BOM なしで)。",
        "The digest of a file, 64 hexadecimal digits, as `sha256sum` gives it (for line feeds "
        "and no byte-order mark).",
    ),
    SegmentsKind().name: (
        "`名前: 式` を、何行でも([書き方](cohorts.ja.md))。",
        "Lines of `name: expression` ([how to write those](cohorts.md)).",
    ),
    PrivatePlace().name: (
        "このファイルから見た場所。公開されるフォルダの外。リンクでもよい。",
        "As seen from this file, outside of the folders that are published; it may be a link.",
    ),
    Email().name: ("アドレスだけ。名前は付けない。", "The address alone, without a name."),
    Phone().name: (
        "市外局番から。国外は `+` から。",
        "With its area code; from outside of Japan with `+`.",
    ),
    BirthdayKind().name: ("`1985-04-12`、または `04-12`。", "`1985-04-12`, or `04-12`."),
    Flag().name: ("`yes` か `no`(`はい`、`いいえ` でも)。", "`yes` or `no`."),
    Whole().name: ("0以上の整数。", "Zero or more."),
    ("一覧", "list"): (
        "`[a, b]`、または `- ` で始まる行。ひとつだけなら、そのまま書いてもよい。",
        "`[a, b]`, or lines that begin with `- `. A single one may stand by itself.",
    ),
    PERSON.name: (
        "さらに項目のある組。項目はすぐ下の表に。",
        "Fields of their own; they stand in the next tables.",
    ),
}
"""`{kind: how it is written}`, both in Japanese and English."""
_WORDS: dict[str, Said] = {
    "title": ("項目の一覧", "Fields"),
    "lead": (
        "ファイルに書ける項目のすべてです。ここにない項目はエラーになり、近い名前が示されます。"
        "例はどれも、このページにあるファイルから取っています。",
        "Everything that a file may say. Any other key is an error, and the nearest one is named. "
        "All examples are taken from the files on this page.",
    ),
    "kinds": ("書き方", "How to write what"),
    "kinds.columns": ("種類 | 書き方", "Kind | How it is written"),
    "columns": ("項目 | 何か | 種類 | 必須 | 例", "Field | What it is | Kind | Needed | Example"),
    "needed": ("必須", "yes"),
    "example": ("すべての項目を書いた例", "A file with every field"),
    "banned": (
        "次の項目は、ここには書けません。世界中から読める場所なので、`private/ID.yml` に書きます: {keys}",
        "These keys are refused here, because the whole world can read this folder; they belong "
        "into `private/ID.yml`: {keys}",
    ),
    "most": ("{kind}({most:,}字まで)", "{kind} (up to {most:,} characters)"),
    "whole": ("{kind}({most:,}まで)", "{kind} (up to {most:,})"),
    "list": ("{kind}の一覧", "list: {kind}"),
}


class _Writer:
    """Writes the page in one language."""

    def __init__(self, lang: str, examples: Path) -> None:
        self.at = LANGUAGES.index(lang)
        self.examples = examples / lang

    def say(self, key: str, **values: object) -> str:
        sentence = _WORDS[key][self.at]
        return sentence.format(**values) if values else sentence

    def page(self) -> Iterator[str]:
        yield f"# {self.say('title')}"
        yield "<!-- Made by `make docs` from the schema and docs/examples/: change those. -->"
        yield self.say("lead")
        yield f"## {self.say('kinds')}"
        yield self._kinds()
        for chapter in CHAPTERS:
            yield from self._chapter(chapter)

    def _kinds(self) -> str:
        rows = ((kind[self.at], how[self.at]) for kind, how in KINDS.items())
        return _table(self.say("kinds.columns"), rows)

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        text = self._text(chapter)
        yield f"## {chapter.title[self.at]}: `{chapter.place}`"
        yield chapter.lead[self.at]
        for table in tables_of(chapter, text):
            if table.keys:
                yield "### " + ", ".join(f"`{key}`" for key in table.keys)
            yield self._fields(table)
            if table.record.banned:
                yield self.say("banned", keys=", ".join(f"`{key}`" for key in table.record.banned))
        yield f"### {self.say('example')}"
        kind = "yaml" if chapter.example.endswith(".yml") else "markdown"
        yield f"```{kind}\n{text}```"

    def _text(self, chapter: Chapter) -> str:
        (file,) = self.examples.glob(chapter.example)
        return file.read_text(encoding="utf-8")

    def _fields(self, table: Table) -> str:
        fields = table.record.fields.items()
        rows = [self._row(key, field, table.example) for key, field in fields]
        return _table(self.say("columns"), rows)

    def _row(self, key: str, field: Field, node: Mapping) -> tuple[str, ...]:
        what = field.ja if self.at == 0 else field.en
        needed = self.say("needed") if field.required else ""
        example = _shown(node.get(key))
        return f"`{key}`", what, self._kind(field.kind), needed, f"`{example}`" if example else ""

    def _kind(self, kind: Kind[Any]) -> str:
        if isinstance(kind, Secret):
            return self._kind(kind.kind)
        name = kind.name[self.at]
        if isinstance(kind, ListOf):
            return self.say("list", kind=self._kind(kind.kind))
        if isinstance(kind, Text | Prose):
            return self.say("most", kind=name, most=kind.most)
        return self.say("whole", kind=name, most=kind.most) if isinstance(kind, Whole) else name


def tables_of(chapter: Chapter, text: str) -> Iterator[Table]:
    """The record of a chapter and those within it; `text` is its example file."""
    node = _node_of(text, chapter)
    yield Table((), chapter.record, node)
    yield from _inner_tables(chapter.record, node)


def _inner_tables(record: RecordOf[Any], node: Mapping, before: str = "") -> Iterator[Table]:
    """Equal records within one make one table."""
    found: list[Table] = []
    for key, field in record.fields.items():
        inner = record_of(field.kind)
        same = next((at for at, table in enumerate(found) if table.record == inner), None)
        if inner and same is None:
            found.append(Table((before + key,), inner, _first(node.get(key))))
        elif same is not None:
            found[same] = replace(found[same], keys=(*found[same].keys, before + key))
    for table in found:
        yield table
        yield from _inner_tables(table.record, table.example, f"{table.keys[0]}.")


def record_of(kind: Kind[Any]) -> RecordOf[Any] | None:
    """The record that a kind is, may be, or is a list of."""
    if isinstance(kind, ListOf):
        return record_of(kind.kind)
    found = kind if isinstance(kind, RecordOf) else getattr(kind, "record", None)
    return found if isinstance(found, RecordOf) else None


def _node_of(text: str, chapter: Chapter) -> Mapping:
    """The fields of an example file."""
    source = SourceFile(chapter.example, text)
    node: Node | None
    if chapter.example.endswith(".md"):
        document = split_front_matter(source, Problems())
        node = document.fields if document else None
    else:
        node = parse_yaml(text, source.path, Problems())
    return _first(node.get(*chapter.inside) if isinstance(node, Mapping) else None)


def _first(node: Node | None) -> Mapping:
    """A mapping, or the first one of a list; an empty one where there is none."""
    if isinstance(node, Sequence) and node.items:
        node = node.items[0]
    return node if isinstance(node, Mapping) else _NOTHING


def _shown(node: Node | None) -> str:
    """An example in one short line; records are shown in tables of their own."""
    if isinstance(node, Sequence) and all(isinstance(item, Scalar) for item in node.items):
        return f"[{', '.join(_shown(item) for item in node.items)}]"
    if not isinstance(node, Scalar):
        return ""
    line = node.text.split("\n")[0]
    line = line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return line if node.plain or node.block else f"'{line}'"


def _table(columns: str, rows: Iterable[tuple[str, ...]]) -> str:
    heads = columns.split(" | ")
    escaped = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    lines = [heads, ["---"] * len(heads), *escaped]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def render_fields(lang: str, examples: Path) -> str:
    """The page in `ja` or `en`; `examples` holds a portal for each."""
    return "\n\n".join(_Writer(lang, examples).page()) + "\n"


def write_fields(docs: Path) -> None:
    """Both pages, beside `docs/examples/`."""
    for lang in LANGUAGES:
        text = render_fields(lang, docs / "examples")
        (docs / FILES[lang]).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_fields(Path(sys.argv[1]))
