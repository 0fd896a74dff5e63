"""A sending service as our letters meet it: its tags, how it is kept from reading our words as
such, and the table of recipients that it takes in.

A letter comes here with control characters where the service's own tags are to stand. No text
can hold those, so everything else is ours and is escaped; then the tags are put in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape

from enishi.desk.private import Private

STOP, WEB, NAME, ADDRESS = "\x03", "\x04", "\x05", "\x06"
"""Stand in a letter for: the address that ends the letters, the address of the letter in a
browser, what the recipient is called, the sender's postal address."""
ANYONE = "ANYONE"
"""Stands in `Target.name` for what somebody is called of whom no name is known."""

_VERBATIM = re.compile(r"(<style\b.*?</style>|<!--.*?-->)", re.DOTALL)
"""Where HTML has no character references."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a letter goes."""

    id: str
    first: str
    """Given name; empty, as the others, where none is known."""
    last: str
    name: str
    """The whole name as people write it."""
    address: Private[str]


Row = Callable[[Recipient, str, str], tuple[str, ...]]
"""`row(recipient, address, issue)`: the cells of one recipient."""


def plain_row(one: Recipient, address: str, issue: str) -> tuple[str, ...]:
    """What every service takes."""
    return address, one.first, one.last


@dataclass(frozen=True, slots=True)
class Target:
    """What a letter must know of a service."""

    title: str
    """The service by name."""
    source: str
    """Where its tags are described."""
    columns: tuple[str, ...]
    """Headings of the table that it takes in."""
    row: Row = plain_row
    signs: tuple[str, ...] = ()
    """How its tags begin, in any case of letters. None of ours may look so."""
    text_signs: tuple[str, ...] = ()
    """More of them, where only plain text is concerned."""
    literal: str = ""
    """How it is told to print a sign in plain text, `%s` for the sign's first character; empty
    where it cannot be told, and a space is put behind that character."""
    escapes: Mapping[str, str] = field(default_factory=dict)
    """`{sign: what stands for it in plain text}`, where that is no space."""
    stop: str = ""
    """Its tag for each of the marks; empty where it has none, and ours stays."""
    web: str = ""
    address: str = ""
    name: Mapping[str, str] = field(default_factory=dict)
    """`{language of the letter: tag}`"""
    text_name: Mapping[str, str] = field(default_factory=dict)
    """The same in plain text, where that is another."""
    encoding: str = "utf-8"
    """Of the table."""
    finish: Callable[[str], str] = str
    """What else its HTML needs."""

    def marks(self, lang: str) -> dict[str, str]:
        """What is to stand in the letter, by what it stands for."""
        tags = {"stop": self.stop, "web": self.web, "address": self.address}
        tags["addressee"] = self.name.get(lang, "")
        known = {"stop": STOP, "web": WEB, "address": ADDRESS, "addressee": NAME}
        return {key: known[key] for key, tag in tags.items() if tag}


def missing_in(text: str, marks: Mapping[str, str]) -> list[str]:
    """What a portal's own template has no place for; its `marks` are those of a target."""
    return [key for key, mark in marks.items() if mark not in text]


def in_languages(tag: str, ja: str, en: str) -> dict[str, str]:
    """The tag with its FIELD: by the family name in Japanese, by the given name in English."""
    return {"ja": tag.replace("FIELD", ja), "en": tag.replace("FIELD", en)}


def fitted_html(html: str, target: Target, lang: str, anyone: str) -> str:
    """The letter with the service's tags, and no other.

    What would begin one is broken by a character reference, which the reader's program undoes
    and no service does (HTML, 13.1.4 *Character references*).
    """
    begins, anyone = _begins(target.signs), escape(anyone, quote=False)
    if begins:
        parts = _VERBATIM.split(html)
        parts[::2] = [begins.sub(lambda found: f"&#{ord(found[0])};", one) for one in parts[::2]]
        html = "".join(parts)
        anyone = begins.sub(lambda found: f"&#{ord(found[0])};", anyone)
    return target.finish(_tagged(html, target, target.name.get(lang, ""), anyone))


def fitted_text(text: str, target: Target, lang: str, anyone: str) -> str:
    """The same of the plain part."""
    name = target.text_name.get(lang) or target.name.get(lang, "")
    return _tagged(plain_words(text, target), target, name, plain_words(anyone, target))


def plain_words(text: str, target: Target) -> str:
    """Words of ours as plain text in which the service sees no tag."""
    if target.escapes:
        known = re.compile("|".join(map(re.escape, target.escapes)), re.IGNORECASE)
        text = known.sub(lambda found: target.escapes[_key(found[0], target.escapes)], text)
    signs = target.signs + target.text_signs
    rest = tuple(sign for sign in signs if sign not in target.escapes)
    if target.literal:  # it begins with a sign itself, which must not meet a half of ours
        rest += (target.literal[0],)
    begins = _begins(rest)
    if not begins:
        return text
    if target.literal:
        return begins.sub(lambda found: target.literal % found[0], text)
    return begins.sub(lambda found: f"{found[0]} ", text)


def _key(found: str, escapes: Mapping[str, str]) -> str:
    return next(one for one in escapes if one.lower() == found.lower())


def _begins(signs: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds the first character of every sign, of those that overlap as well."""
    found = [f"{re.escape(sign[0])}(?={re.escape(sign[1:])})" for sign in signs]
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _tagged(text: str, target: Target, name: str, anyone: str) -> str:
    tags = {STOP: target.stop, WEB: target.web, ADDRESS: target.address}
    tags[NAME] = name.replace(ANYONE, anyone.replace("'", "’"))  # it may stand in quotes
    for mark, tag in tags.items():
        text = text.replace(mark, tag)
    return text
