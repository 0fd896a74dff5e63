"""The lines of the form 「近況を教えてください」, as they come back in a mail.

The form stands in a letter as the text of a mail to be written: a line for each thing, with a
colon, in Japanese or English. Empty lines of it say nothing; what stands around it is free text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from enishi.problems import Problems
from enishi.source.people import PERSON, private_faults
from enishi.source.schema import Kind, ListOf, Reading, RecordOf
from enishi.source.tree import Scalar

Trail = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the form."""

    trail: Trail
    """Where in the public record the answer belongs; empty for the question of consent."""
    labels: tuple[str, ...]
    """What may stand before the colon, in small letters; the first are those of the forms."""
    is_long: bool = False
    """Whether the answer may go on over several lines."""

    @property
    def purpose(self) -> str:
        """The field of the record that a consent can name."""
        return self.trail[0]


FORM = (
    Question(("now", "company"), ("会社", "company", "勤務先", "いまの会社", "所属")),
    Question(("now", "title"), ("役職", "title", "肩書き", "仕事", "職種", "role")),
    Question(("now", "industry"), ("業種", "industry")),
    Question(("now", "since"), ("いつから", "since")),
    Question(("location", "city"), ("市区町村", "city", "町")),
    Question(("location", "region"), ("都道府県", "region", "prefecture", "state")),
    Question(("location", "country"), ("国", "country")),
    Question(("lately",), ("近況", "what is new", "news", "lately"), is_long=True),
    Question(("bio",), ("自己紹介", "about you", "bio"), is_long=True),
    Question(("offers",), ("力になれること", "can help with", "offers"), is_long=True),
    Question(("asks",), ("力を借りたいこと", "would like help with", "asks"), is_long=True),
    Question((), ("サイトに載せてよいですか", "may we show this", "載せてよいですか")),
)
_BY_LABEL = {label: one for one in FORM for label in one.labels}
_LINE = re.compile(
    r"\s*[・*■□●-]?\s*([^:：()（）]{1,40}?)\s*(?:[(（][^)）]{0,80}[)）])?\s*[:：](.*)\Z"
)
_ITEM = re.compile(r"\A\s*+[・*-]\s*")
_YES = re.compile(
    r"(?:はい|ええ|よい(?:です)?|いい(?:です)?よ?|ok(?:です)?|どうぞ|yes|y|sure"
    r"|載せて(?:ください|下さい|(?:よい|いい)(?:です)?))(?:[\s。、.,!！]|\Z)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"いいえ|載せない|ではな|じゃな|不可|だめ|ダメ|やめ|控え|まだ|\bno\b|\bnot\b|n't", re.IGNORECASE
)
_NOTHING = frozenset({"なし", "無し", "ない", "none", "nothing", "-", "ー"})
_LISTS = ("offers", "asks")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person told, and whether it may be shown."""

    told: Mapping[Trail, str] = field(default_factory=dict, repr=False)
    """Several lines where the question is long; empty for what is to be taken out."""
    may_show: bool = False
    free: str = field(default="", repr=False)
    """What was written besides."""


def answer_in(own: str) -> Answer:
    """Read what a sender wrote. Of a question that is answered twice the first answer counts."""
    found: dict[Trail, list[str]] = {}
    free: list[str] = []
    open_to: list[str] | None = None
    for line in own.split("\n"):
        question, value = _question_in(line)
        if question:
            kept = found.setdefault(question.trail, [])
            first = not any(kept)
            if first:
                kept.append(clean(value))
            open_to = kept if first and question.is_long else None
        elif open_to is not None and line.strip():
            open_to.append(clean(line))
        else:
            open_to = None
            free.append(clean(line))
    consent = " ".join(found.pop((), []))
    return Answer(dict(_told(found)), is_yes(consent), "\n".join(free).strip())


def leave_in(own: str) -> tuple[bool, str]:
    """Whether somebody says that what they wrote may be shown, and the text without that line."""
    answers, rest = [], []
    for line in own.split("\n"):
        question, value = _question_in(line)
        if question and not question.trail:
            answers.append(clean(value))
        else:
            rest.append(clean(line))
    return is_yes(" ".join(answers)), "\n".join(rest).strip()


def _question_in(line: str) -> tuple[Question | None, str]:
    match = _LINE.match(line)
    label = unicodedata.normalize("NFKC", match[1]).strip(" ?").lower() if match else ""
    question = _BY_LABEL.get(label)
    return (question, match[2]) if match and question else (None, "")


def _told(found: Mapping[Trail, list[str]]) -> Iterator[tuple[Trail, str]]:
    for trail, lines in found.items():
        text = "\n".join(lines).strip("\n")
        if text.strip():
            yield trail, "" if text.strip().lower() in _NOTHING else text


def is_yes(text: str) -> bool:
    """Whether somebody said yes. What is not clear is no."""
    return bool(_YES.match(text.strip())) and not _NO.search(text)


def clean(line: str) -> str:
    """A line without anything invisible."""
    return " ".join("".join(one if one.isprintable() else " " for one in line).split())


def items_in(text: str) -> list[str]:
    """The items of a list: one a line, or with semicolons between them."""
    parts = (_ITEM.sub("", part, count=1) for part in re.split(r"[\n;；]", text))
    return [one for part in parts if (one := part.strip())]


def is_list(trail: Trail) -> bool:
    return trail[0] in _LISTS


def may_stand(trail: Trail, value: str) -> bool:
    """Whether the public record may hold the value there: of its kind, and nothing private."""
    kind: Kind[object] = PERSON
    for key in ("lately", "text") if trail == ("lately",) else trail:
        assert isinstance(kind, RecordOf)  # noqa: S101  (the trails of `FORM` lead through records)
        kind = kind.fields[key].kind
    kind = kind.kind if isinstance(kind, ListOf) else kind
    at = Reading("", Problems(), ZoneInfo("UTC"))
    read = kind.read(Scalar(value), at, "")
    return read is not None and not at.problems.errors and not any(private_faults(value))
