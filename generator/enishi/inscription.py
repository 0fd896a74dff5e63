"""Writes consents into a person's file, and leaves every character that stands there.

The new text is read again before it takes the place of the old one: it must be without fault and
say what the old one said, and the new consents besides.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

from enishi.insertion import scalar_of, with_rows
from enishi.problems import Mark, Refused, refusal
from enishi.register import Register
from enishi.source.consents import Consent
from enishi.source.extents import KEY
from enishi.source.files import SourceFile
from enishi.source.people import Person
from enishi.source.schema import Passage
from enishi.writing import put


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


def inscribed(text: str, consents: Sequence[Consent]) -> str | None:
    """The text with more consents in it; None where there is no place for them."""
    return with_rows(text, KEY, [list(pairs_of(one)) for one in consents])


def _read_again(register: Register, path: str, text: str) -> Person:
    """The record in the new text. What is told of its lines counts the new ones."""
    try:
        return register.person_in(SourceFile(path, re.sub(r"\r\n?", "\n", text)))
    except Refused as refused:
        if any(one.code.startswith("yaml-") for one in refused.problems):
            raise refusal(path, "consent-unplaced") from None
        raise


def pairs_of(consent: Consent, how: str = "how") -> Iterator[tuple[str, str]]:
    """A consent as a row; `how` is the key that says how it was given."""
    yield "purpose", consent.purpose
    yield "status", consent.status
    yield "on", consent.on.isoformat()
    if consent.until:
        yield "until", consent.until.isoformat()
    if consent.how:
        yield how, scalar_of(consent.how)
    if consent.notice:
        name, digest = scalar_of(consent.notice.id), consent.notice.sha256
        yield "notice", f"{{id: {name}, sha256: {digest}}}" if digest else name
    if consent.fields is not None:
        yield "fields", f"[{', '.join(consent.fields)}]"
    if consent.withheld:
        yield "except", f"[{', '.join(consent.withheld)}]"


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
