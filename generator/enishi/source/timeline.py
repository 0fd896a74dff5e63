"""`content/timeline.yml`: the company's projects, offices, renames and eras."""

from __future__ import annotations

from dataclasses import dataclass

from enishi.dates import PartialDate
from enishi.problems import Mark
from enishi.source.schema import Choice, Field, Ident, ListOf, RecordOf, Ref, RefTo, Text, When

KINDS = ("company", "department", "office", "product", "project")


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that the company had for a time: project, office, product, department or era."""

    mark: Mark
    id: str
    name: str
    start: PartialDate | None = None
    to: PartialDate | None = None
    text: str = ""
    address: str = ""
    department: Ref | None = None


@dataclass(frozen=True, slots=True)
class Rename:
    mark: Mark
    on: PartialDate
    kind: str
    old: str
    new: str
    of: Ref | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    mark: Mark
    on: PartialDate
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    founded: PartialDate | None = None
    departments: tuple[Entry, ...] = ()
    projects: tuple[Entry, ...] = ()
    offices: tuple[Entry, ...] = ()
    products: tuple[Entry, ...] = ()
    eras: tuple[Entry, ...] = ()
    renames: tuple[Rename, ...] = ()
    events: tuple[Milestone, ...] = ()


def _entry(**more: Field) -> RecordOf[Entry]:
    fields = {
        "id": Field(Ident(), "ID。変えない", "Permanent ID", "mirai-2", required=True),
        "name": Field(Text(), "名前", "Name", "みらい2", required=True),
        "from": Field(When(), "始まり", "From", "2018-04"),
        "to": Field(When(), "終わり", "To", "2020-03"),
        "text": Field(Text(400), "ひとこと", "In one line", "現場の声から生まれた第2期。"),
        **more,
    }
    return RecordOf(_entry_of, fields)


def _entry_of(**values: object) -> Entry:
    """`from` is a word of Python, so the field is called `start` inside."""
    if "from" in values:
        values["start"] = values.pop("from")
    return Entry(**values)  # type: ignore[arg-type]


_RENAME = RecordOf(
    Rename,
    {
        "on": Field(When(), "いつ", "When", "2024-04", required=True),
        "kind": Field(Choice(KINDS), "何の名前か", "What was renamed", "office", required=True),
        "old": Field(Text(), "旧い名前", "Old name", "博多オフィス", required=True),
        "new": Field(Text(), "新しい名前", "New name", "天神オフィス", required=True),
        "of": Field(RefTo(), "このファイルのID", "ID in this file", "fukuoka"),
        "text": Field(Text(400), "ひとこと", "In one line", "駅から歩いて3分になりました。"),
    },
)
_MILESTONE = RecordOf(
    Milestone,
    {
        "on": Field(When(), "いつ", "When", "2020-01", required=True),
        "title": Field(Text(), "できごと", "What happened", "在宅勤務を開始", required=True),
        "text": Field(Text(400), "ひとこと", "In one line", "会議室が倉庫になりました。"),
    },
)

TIMELINE = RecordOf(
    Timeline,
    {
        "founded": Field(When(), "創業", "Founded", "1998-04"),
        "departments": Field(ListOf(_entry()), "部署", "Departments"),
        "projects": Field(
            ListOf(_entry(department=Field(RefTo(), "主な部署", "Main department", "sales"))),
            "プロジェクト",
            "Projects",
        ),
        "offices": Field(
            ListOf(_entry(address=Field(Text(), "所在地", "Address", "福岡市中央区"))),
            "拠点",
            "Offices",
        ),
        "products": Field(ListOf(_entry()), "製品・サービス", "Products"),
        "eras": Field(ListOf(_entry()), "時代", "Eras"),
        "renames": Field(ListOf(_RENAME), "名前の移り変わり", "Renames"),
        "events": Field(ListOf(_MILESTONE), "できごと", "What happened"),
    },
)
