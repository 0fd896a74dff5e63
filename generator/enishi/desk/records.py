"""`private/ID.yml`: what the company knows of a person and keeps to itself, as a record."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from enishi.dates import day_of
from enishi.desk.private import Private
from enishi.problems import Mark
from enishi.settings import CADENCES
from enishi.source.consents import NoticeKind, Shown
from enishi.source.mailboxes import Email
from enishi.source.people import NETWORKS, PERSON, TENURE, Person
from enishi.source.purposes import PURPOSES, STATUSES
from enishi.source.schema import (
    Choice,
    Day,
    Field,
    Flag,
    Kind,
    Link,
    ListOf,
    Passage,
    Prose,
    Reading,
    RecordOf,
    Text,
    Trail,
    Whole,
)
from enishi.source.tree import Node

STAGES = ("graduate", "ambassador", "referrer", "customer", "partner", "boomerang", "paused")
CHANNELS = ("mail", "phone", "letter", "chat", "social", "meeting", "event")
DIRECTIONS = ("out", "in")
WAYS = ("both", "out", "in")
"""Who follows whom: each the other, only we them, only they us."""
STEPS = (
    "thanks",
    "host",
    "meetings",
    "informed",
    "exit-talk",
    "memo",
    "consents",
    "board",
    "public-thanks",
    "farewell",
    "card",
    "first-letter",
    "day-30",
    "day-90",
    "day-365",
)
"""What is done for somebody who leaves, from the day that they say so to a year after."""
MOST_SCORE = 10


@dataclass(frozen=True, slots=True)
class Birthday:
    """A day to think of somebody; the year is often not known."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Care:
    """Who keeps in touch with the person, how and how often."""

    cadence: Private[str] | None = None
    owner: Private[str] | None = None
    channel: Private[str] | None = None
    snooze_until: Private[date] | None = None
    do_not_contact: Private[bool] | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """One time that the company and the person heard of each other."""

    mark: Mark
    on: Private[date]
    channel: Private[str]
    direction: Private[str] | None = None
    note: Private[str] | None = None
    question: Private[bool] | None = None
    """Whether an answer is waited for; where nothing is said, what came in waits for one."""


@dataclass(frozen=True, slots=True)
class Connection:
    """That somebody of ours and the person follow each other, or one of them the other."""

    mark: Mark
    network: Private[str]
    who: Private[str]
    way: Private[str]
    since: Private[date] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One step of a graduation."""

    mark: Mark
    id: Private[str]
    """One of `STEPS`."""
    due: Private[date]
    done: Private[date] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How gladly the person would recommend the company, from 0 to 10."""

    mark: Mark
    on: Private[date]
    score: Private[int]


@dataclass(frozen=True, slots=True)
class Memo:
    """What both sides promise each other for the time after."""

    we_give: Private[Passage] | None = None
    you_give: Private[Passage] | None = None
    until: Private[str] | None = None
    reach_us: Private[str] | None = None
    reach_you: Private[str] | None = None


@dataclass(frozen=True, slots=True)
class Offboarding:
    """How the person left: what was asked, promised and handed over."""

    resigned: Private[date] | None = None
    """The day on which they said that they would leave."""
    last_day: Private[date] | None = None
    host: Private[str] | None = None
    """Who of the company stays at hand for them."""
    tasks: tuple[Task, ...] = ()
    scores: tuple[Score, ...] = ()
    memo: Memo | None = None
    interviewed: Private[date] | None = None
    by: Private[str] | None = None
    reason: Private[str] | None = None
    wishes: Private[str] | None = None
    notes: Private[Passage] | None = None


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A consent with what proves it: who asks years later must be shown more than a word."""

    mark: Mark
    purpose: Private[str]
    status: Private[str]
    on: Private[date]
    evidence: Private[str]
    until: Private[date] | None = None
    how: Private[str] | None = None
    notice: Private[Shown] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that an import brought and that no field has."""

    mark: Mark
    label: Private[str]
    """The heading above it."""
    value: Private[Passage]


@dataclass(frozen=True, slots=True)
class Imported:
    """What else one import said of the person."""

    mark: Mark
    layout: Private[str]
    on: Private[date]
    values: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A private record as it stands in the file; every value in it is closed."""

    id: str
    path: str
    mark: Mark
    emails: tuple[Private[str], ...] = ()
    """The first is the one to write to."""
    phones: tuple[Private[str], ...] = ()
    birthday: Private[Birthday] | None = None
    call: Private[str] | None = None
    """How letters begin: name and honorific as they are to stand there."""
    stage: Private[str] | None = None
    care: Care | None = None
    follow: tuple[Private[str], ...] = ()
    connections: tuple[Connection, ...] = ()
    touches: tuple[Touch, ...] = ()
    alliance: Private[Passage] | None = None
    offboarding: Offboarding | None = None
    notes: Private[Passage] | None = None
    consents: tuple[Evidenced, ...] = ()
    person: Private[Person] | None = None
    """Who they are, as long as they have no public record."""
    imported: tuple[Imported, ...] = ()


@dataclass(frozen=True, slots=True)
class Secret:
    """A kind whose value is closed as soon as it is read."""

    kind: Kind[Any]

    @property
    def name(self) -> tuple[str, str]:
        return self.kind.name

    @property
    def record(self) -> RecordOf[Any] | None:
        """The record that it closes, for `docs/fields.md`."""
        return record_in(self.kind)

    def read(self, node: Node, at: Reading, field: Trail) -> Private[Any] | None:
        found = self.kind.read(node, at, field)
        return None if found is None else Private(found)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number that can be dialled from Japan, or from anywhere if it begins with +."""

    name: tuple[str, str] = ("電話番号", "phone number")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        text = Text(40).read(node, at, field)
        if text is None:
            return None
        import phonenumbers  # its tables take a while to load

        try:
            number = phonenumbers.parse(text, "JP")
            good = phonenumbers.is_possible_number(number)
        except phonenumbers.NumberParseException:
            good = False
        if not good:
            at.error(node.mark, "phone-bad", field)
            return None
        return text


_MONTH_DAY = re.compile(r"(?:--)?(\d\d)-?(\d\d)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class BirthdayKind:
    """A day with or without its year (vCard 4.0 BDAY, RFC 6350 §6.2.5)."""

    name: tuple[str, str] = ("誕生日", "birthday")

    def read(self, node: Node, at: Reading, field: Trail) -> Birthday | None:
        text = Text(20).read(node, at, field)
        if text is None:
            return None
        short = _MONTH_DAY.match(text)
        day = day_of(f"2000-{short[1]}-{short[2]}" if short else text)
        if day is None:
            at.error(node.mark, "birthday-bad", field)
            return None
        return Birthday(day.month, day.day, None if short else day.year)


@dataclass(frozen=True, slots=True)
class WhoKind:
    """A person as public records tell one, named after the private record that does."""

    name: tuple[str, str] = PERSON.name

    @property
    def record(self) -> RecordOf[Person]:
        """For `docs/fields.md`."""
        return WHO

    def read(self, node: Node, at: Reading, field: Trail) -> Person | None:
        stem = at.path.rpartition("/")[2].rpartition(".")[0]
        return WHO.read_with(node, at, field, id=stem, path=at.path)


def secret(
    kind: Kind[Any], ja: str, en: str, example: str = "", *, required: bool = False
) -> Field:
    """A key whose value is closed."""
    return Field(Secret(kind), ja, en, example, required)


CARE = RecordOf(
    Care,
    {
        "cadence": secret(Choice(tuple(CADENCES)), "どのくらいの間隔で", "How often", "quarterly"),
        "owner": secret(Text(80), "だれが", "Who keeps in touch", "三好"),
        "channel": secret(Choice(CHANNELS), "どうやって", "How", "mail"),
        "snooze_until": secret(
            Day(), "この日までは、そっとしておく", "Leave in peace until", "2027-01-10"
        ),
        "do_not_contact": secret(Flag(), "連絡しない", "Do not contact", "no"),
    },
)
TOUCH = RecordOf(
    Touch,
    {
        "on": secret(Day(), "いつ", "When", "2026-10-02", required=True),
        "channel": secret(Choice(CHANNELS), "どうやって", "How", "phone", required=True),
        "direction": secret(
            Choice(DIRECTIONS),
            "こちらから(out)か、先方から(in)か",
            "From us (out) or to us (in)",
            "in",
        ),
        "note": secret(Text(1000), "ひとこと", "A note", "新しい店の話をうかがった。"),
        "question": secret(
            Flag(),
            "返事が要るか。書かなければ、先方からの便りは返事待ち。こちらからなら、先方の返事を待つ",
            "Whether it waits for an answer; if nothing is said, what came in does. Ours waits for theirs",
            "yes",
        ),
    },
)
CONNECTION = RecordOf(
    Connection,
    {
        "network": secret(Choice(NETWORKS), "どこで", "Where", "linkedin", required=True),
        "who": secret(Text(80), "こちらのだれが", "Who of ours", "三好 千里", required=True),
        "way": secret(
            Choice(WAYS),
            "たがいに(both)、こちらから(out)、先方から(in)",
            "Each the other (both), only we them (out), only they us (in)",
            "both",
            required=True,
        ),
        "since": secret(Day(), "いつから", "Since", "2024-11-27"),
    },
)
TASK = RecordOf(
    Task,
    {
        "id": secret(Choice(STEPS), "どの段取りか", "Which step", "farewell", required=True),
        "due": secret(Day(), "いつまでに", "Due on", "2026-03-31", required=True),
        "done": secret(Day(), "済んだ日", "Done on", "2026-03-31"),
    },
)
SCORE = RecordOf(
    Score,
    {
        "on": secret(Day(), "いつ", "When", "2026-03-31", required=True),
        "score": secret(
            Whole(most=MOST_SCORE),
            "人にすすめたい度合い(0から10)",
            "How gladly they would recommend us (0 to 10)",
            "9",
            required=True,
        ),
    },
)
MEMO = RecordOf(
    Memo,
    {
        "we_give": secret(
            Prose(1_000), "会社から。一行にひとつ", "What we give, one thing a line", "|"
        ),
        "you_give": secret(
            Prose(1_000), "本人から。一行にひとつ", "What they give, one thing a line", "|"
        ),
        "until": secret(Text(80), "いつまで", "For how long", "2029年3月まで"),
        "reach_us": secret(Text(200), "会社への連絡先", "How they reach us", "三好(直通の電話)"),
        "reach_you": secret(Text(200), "本人への連絡先", "How we reach them", "携帯のメッセージ"),
    },
)
OFFBOARDING = RecordOf(
    Offboarding,
    {
        "resigned": secret(
            Day(), "退社の申し出があった日", "When they said that they would leave", "2026-02-13"
        ),
        "last_day": secret(Day(), "最後に出社する日", "Their last day", "2026-03-31"),
        "host": secret(Text(80), "卒業後の窓口になる人", "Who stays at hand for them", "三好"),
        "tasks": Field(
            ListOf(TASK),
            "段取り(enishi graduate)",
            "The checklist (enishi graduate)",
            "[{id: farewell, due: 2026-03-31}]",
        ),
        "scores": Field(
            ListOf(SCORE),
            "卒業のとき、90日後、一年後の点",
            "Scores on leaving, after 90 days and after a year",
            "[{on: 2026-03-31, score: 9}]",
        ),
        "memo": Field(
            MEMO, "たがいの約束の覚え書き", "The alliance memo", "{until: 2029年3月まで}"
        ),
        "interviewed": secret(Day(), "卒業面談の日", "Interviewed on", "2026-03-20"),
        "by": secret(Text(80), "面談した人", "By", "三好"),
        "reason": secret(Text(400), "卒業のわけ", "Why they left", "店を開くため"),
        "wishes": secret(Text(400), "これからの希望", "What they wish for", "年に一度は会いたい"),
        "notes": secret(Prose(20_000), "面談のメモ", "Notes of the interview", "|"),
    },
)
EVIDENCED = RecordOf(
    Evidenced,
    {
        "purpose": secret(Choice(PURPOSES), "目的", "Purpose", "newsletter", required=True),
        "status": secret(Choice(STATUSES), "状態", "Status", "given", required=True),
        "on": secret(Day(), "いつから", "From", "2026-03-20", required=True),
        "evidence": secret(
            Text(400), "証拠がどこにあるか", "Where the proof is", "申込書 2026-014", required=True
        ),
        "until": secret(Day(), "いつまで(その日を含む)", "To and including", "2029-03-31"),
        "how": secret(Text(), "どのように確認したか", "How it was given", "卒業面談の書面"),
        "notice": secret(NoticeKind(), "示した説明文", "The notice shown", "mail-2026"),
    },
)
WHO: RecordOf[Person] = RecordOf(
    Person,
    {
        key: PERSON.fields[key]
        for key in PERSON.fields
        if key not in ("photo", "consents", "updated")
    }
    | {
        "tenures": replace(
            PERSON.fields["tenures"],
            kind=ListOf(
                RecordOf(
                    TENURE.cls,
                    {**TENURE.fields, "joined": replace(TENURE.fields["joined"], required=False)},
                )
            ),
        )
    },
)
"""A public record without what only publishing asks for; of many it is not known when they came."""
CELL = RecordOf(
    Cell,
    {
        "label": secret(Text(), "見出し", "The heading", "雇用形態", required=True),
        "value": secret(Prose(140_000), "その値", "The value", "正社員", required=True),
    },
)
IMPORTED = RecordOf(
    Imported,
    {
        "layout": secret(Text(40), "どの形の表から", "Of which layout", "smarthr", required=True),
        "on": secret(Day(), "いつ", "When", "2026-11-27", required=True),
        "values": Field(
            ListOf(CELL),
            "行き先の項目がなかった値",
            "Values that no field has",
            "[{label: 雇用形態, value: 正社員}]",
        ),
    },
)
CARD = RecordOf(
    Card,
    {
        "emails": Field(
            ListOf(Secret(Email()), 20),
            "メールアドレス。はじめのものに送る",
            "E-mail addresses; the first is written to",
            "[ken@example.com]",
        ),
        "phones": Field(
            ListOf(Secret(Phone()), 20), "電話番号", "Phone numbers", "[090-0000-0000]"
        ),
        "birthday": secret(
            BirthdayKind(),
            "誕生日。年はなくてもよい",
            "Birthday; the year may be left out",
            "04-12",
        ),
        "call": secret(
            Text(60),
            "手紙での呼びかけ。敬称まで、このとおりに書く(なければ、呼ばれたい名前か姓に「さん」)",
            "How letters call them, in full; otherwise by the name they prefer, or their given name",
            "佐藤先生",
        ),
        "stage": secret(Choice(STAGES), "いまの間柄", "Where the relation stands", "ambassador"),
        "care": Field(CARE, "おつきあいのしかた", "How we keep in touch"),
        "follow": Field(
            ListOf(Secret(Link()), 50),
            "見ている先(ブログなど)",
            "What of theirs we read",
            "[https://example.com/feed.xml]",
        ),
        "connections": Field(
            ListOf(CONNECTION), "SNSでのつながり", "Who follows whom on which network"
        ),
        "touches": Field(ListOf(TOUCH), "やりとりの記録", "When we heard of each other"),
        "alliance": secret(Prose(20_000), "たがいの約束", "What both sides agreed on", "|"),
        "offboarding": Field(OFFBOARDING, "卒業のとき", "How they left"),
        "notes": secret(Prose(), "覚え書き", "Notes", "|"),
        "consents": Field(
            ListOf(EVIDENCED), "手紙などへの同意と、その証拠", "Consents to mail, with the proof"
        ),
        "person": secret(
            WhoKind(),
            "どんな人か。alumni/ に記録ができるまで",
            "Who they are, until there is a record in alumni/",
        ),
        "imported": Field(
            ListOf(IMPORTED),
            "取り込んだ表にあった、そのほかの値(enishi import)",
            "What else imported tables said (enishi import)",
        ),
    },
)


def keys_of(record: RecordOf[Any]) -> frozenset[str]:
    """Every key that a record may have, at whatever depth."""
    inner = [keys_of(one) for field in record.fields.values() if (one := record_in(field.kind))]
    return frozenset(record.fields).union(*inner)


def record_in(kind: Kind[Any]) -> RecordOf[Any] | None:
    """The record that a kind is, or is a list of."""
    if isinstance(kind, ListOf | Secret):
        return record_in(kind.kind)
    found = kind if isinstance(kind, RecordOf) else getattr(kind, "record", None)
    return found if isinstance(found, RecordOf) else None


def card_of(node: Node, person_id: str, at: Reading) -> Card | None:
    return CARD.read_with(node, at, id=person_id, path=at.path)
