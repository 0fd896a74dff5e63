"""Writes consents into a person's file, and leaves every character that stands there.

The new text is read again before it takes the place of the old one: it must be without fault and
say what the old one said, and the new consents besides.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

import yaml

from enishi.problems import Mark, Refused, refusal
from enishi.register import Register
from enishi.source.consents import Consent
from enishi.source.extents import KEY, Consents, consents_in
from enishi.source.files import SourceFile
from enishi.source.people import Person
from enishi.source.schema import Passage
from enishi.writing import put

_PLAIN = re.compile(r"\w(?:[\w ・、。「」()（）./-]*[\w。」)）])?\Z")
"""What needs no quotes, in whatever it stands."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def inscribe(register: Register, path: str, consents: Sequence[Consent]) -> Person:
    """Add consents to the file of a person: whole, or not at all.

    Raises `Refused` when the file has faults, or would have.
    """
    file = register.root / path
    before = register.person_in(register.load(path))
    raw = file.read_bytes()
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = inscribed(raw.removeprefix(mark).decode(), consents)
    if text is None:
        raise refusal(path, "consent-unplaced")
    after = _read_again(register, path, text)
    if _sense(after) != _sense(replace(before, consents=(*before.consents, *consents))):
        raise refusal(path, "consent-unplaced")
    put(file, mark + text.encode())
    return after


def _read_again(register: Register, path: str, text: str) -> Person:
    """The record in the new text. What is told of its lines counts the new ones."""
    try:
        return register.person_in(SourceFile(path, re.sub(r"\r\n?", "\n", text)))
    except Refused as refused:
        if any(one.code.startswith("yaml-") for one in refused.problems):
            raise refusal(path, "consent-unplaced") from None
        raise


def inscribed(text: str, consents: Sequence[Consent]) -> str | None:
    """The text with more consents in it; None where there is no place for them."""
    lines = _LINE.findall(text)
    end = "\r\n" if "\r\n" in text else "\n"
    try:
        found = consents_in(text)
    except yaml.YAMLError:
        return None
    if found is None:
        return f"{_ended(text, end)}{KEY}:{end}{_rows(consents, 2, end)}"
    if found.form == "other":
        return None
    for (line, column), new in _insertions(found, consents, lines, end):
        at = sum(map(len, lines[:line])) + column
        text = text[:at] + new + text[at:]
    return text


def _insertions(
    found: Consents, consents: Sequence[Consent], lines: Sequence[str], end: str
) -> Iterator[tuple[tuple[int, int], str]]:
    """`((line, column), what to put there)`, last place first."""
    if found.form in ("rows", "nothing"):
        indent = found.indent if found.form == "rows" else 2
        line = _line_below(found, lines, indent)
        gap = "" if _ended(lines[line - 1], end) == lines[line - 1] else end
        yield (line, 0), gap + _rows(consents, indent, end)
        return
    new = [_braces(consent) for consent in consents]
    if found.form == "braces":
        yield found.whole.last, "".join(f", {one}" for one in new) + "]"
        yield found.whole.first, "["
    elif found.items:
        gap = "," + end + " " * found.items[-1].first[1]
        yield found.items[-1].last, "".join(gap + one for one in new)
    else:
        line, column = found.whole.last
        yield (line, column - 1), ", ".join(new)


def _line_below(found: Consents, lines: Sequence[str], indent: int) -> int:
    """The line after the last consent and the remarks right beneath it."""
    line = found.whole.last[0] + 1
    remark = re.compile(rf"[ ]{{{max(1, indent)},}}#")
    while line < len(lines) and remark.match(lines[line]):
        line += 1
    return line


def _ended(text: str, end: str) -> str:
    return text if not text or text.endswith(("\n", "\r")) else text + end


def _rows(consents: Sequence[Consent], indent: int, end: str) -> str:
    """A consent as lines, each field in its own."""
    blank, text = " " * indent, ""
    for consent in consents:
        for number, (key, value) in enumerate(_pairs(consent)):
            text += f"{blank}{'  ' if number else '- '}{key}: {value}{end}"
    return text


def _braces(consent: Consent) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in _pairs(consent)) + "}"


def _pairs(consent: Consent) -> Iterator[tuple[str, str]]:
    yield "purpose", consent.purpose
    yield "status", consent.status
    yield "on", consent.on.isoformat()
    if consent.until:
        yield "until", consent.until.isoformat()
    if consent.how:
        yield "how", _scalar(consent.how)
    if consent.notice:
        name, digest = _scalar(consent.notice.id), consent.notice.sha256
        yield "notice", f"{{id: {name}, sha256: {digest}}}" if digest else name
    if consent.fields is not None:
        yield "fields", f"[{', '.join(consent.fields)}]"
    if consent.withheld:
        yield "except", f"[{', '.join(consent.withheld)}]"


def _scalar(text: str) -> str:
    """A text in YAML: where it must be quoted, JSON's quotes do (YAML 1.2, 1.3)."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def _sense(value: object) -> object:
    """What a record says, wherever in its file it says it."""
    if isinstance(value, Mark):
        return None
    if isinstance(value, Passage):
        return value.text
    if isinstance(value, tuple):
        return tuple(map(_sense, value))
    if is_dataclass(value):
        return tuple(_sense(getattr(value, one.name)) for one in fields(value))
    return value
