"""Names, birthdays and times here, as cells of other programs spell them."""

from __future__ import annotations

import re
import unicodedata
from zoneinfo import ZoneInfo

from enishi.desk.emendation import Plain
from enishi.desk.eras import date_said
from enishi.desk.records import BirthdayKind
from enishi.problems import Problems
from enishi.readings import EAST_ASIAN
from enishi.source.schema import Reading
from enishi.source.tree import Scalar

KANA = re.compile(r"[\u3041-\u309f\u30a0-\u30ff\uff65-\uff9f\s]+\Z")
_SHORT_DAY = re.compile(r"(?:--)?(\d{1,2})[-/.月]?(\d{1,2})日?\Z", re.ASCII)
_PART = re.compile(r"((?:\\.|[^\\;])*)(?:;|\Z)")
_UTC = ZoneInfo("UTC")


def halves(whole: str) -> tuple[str, str, str]:
    """Family name, given name, and the name that nobody could part."""
    words = whole.split()
    if EAST_ASIAN.search(whole):
        return (words[0], words[1], "") if len(words) == 2 else ("", "", whole)
    family, comma, given = whole.partition(",")
    if comma and "," not in given and family.strip() and given.strip():
        return family.strip(), given.strip(), ""
    return (words[1], words[0], "") if len(words) == 2 else ("", "", whole)


def is_same_name(whole: str, family: str, given: str) -> bool:
    return sorted("".join(whole.split()).casefold()) == sorted(
        "".join(f"{family}{given}".split()).casefold()
    )


def birthday_said(text: str) -> str:
    """`1985-04-12`, or `04-12`; empty for anything else."""
    found = date_said(text)
    if found and found.day:
        return str(found)
    match = _SHORT_DAY.match(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return ""
    short = f"{int(match[1]):02}-{int(match[2]):02}"
    at = Reading("", Problems(), _UTC)
    return short if BirthdayKind().read(Scalar(short), at, "") is not None else ""


def tenure_said(text: str) -> dict[str, Plain]:
    """A time here as our own cards tell it, part by part."""
    parts = [re.sub(r"\\(.)", r"\1", one) for one in _PART.findall(text)]
    names = ("joined", "left", "department", "title", "projects", "places")
    row: dict[str, Plain] = {}
    for name, part in zip(names, parts, strict=False):
        if name in ("projects", "places"):
            ids: list[Plain] = [one for one in part.split(",") if one]
            row |= {name: ids} if ids else {}
        elif part:
            row[name] = part
    return row
