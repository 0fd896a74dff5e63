"""Letters as they are sent: those of the demonstration, and one that has everything in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal

from enishi.build import Portal, open_portal
from enishi.correspondence import Clerk
from enishi.dates import Day
from enishi.desk.addressees import addressee_of
from enishi.desk.edition import Edition
from enishi.desk.enclosing import parts_of
from enishi.desk.message import message_of
from enishi.desk.private import Private
from enishi.desk.records import Card
from enishi.desk.tokens import token_of
from enishi.history import History
from enishi.outputs.newsletter import render_html, render_text
from enishi.problems import Mark, Problems
from enishi.register import Register
from enishi.settings import MailText
from enishi.standing import scan
from enishi.stationery import stationery_of
from enishi.views import Newsletter

MAIL = MailText(Mark(), "letters@example.com", "山田 はる", "letters+stop@example.com")
WHEN = datetime(2026, 11, 22, 3, tzinfo=UTC)
EVERYTHING = """\
---
title: {title}
date: 2026-11-20
lang: {lang}
preheader: {words}
---
{words} **{words}** *{words}* `code` ~~{words}~~ <mark>{words}</mark> <small>{words}</small> H<sub>2</sub>O

- {words}
- [{words}](https://example.com/)
    1. {words}
    2. {words}

> {words}
>
> — {words}

## {words}

{words}[^1], [{words}](#t-x)

| {words} | {words} |
| :-- | --: |
| {words} | 12.5 °C |

### {words}

```
if a < b: print("{words}" * 20)
```

{words}
:   {words}

---

![{words}](box.jpg)

#### {words}

<https://example.com/a/very/long/address/that/no/line/of/any/telephone/could/hold/in/one/piece>

[^1]: {words}
"""
EVERYTHING_IDS = ("2026-11-everything-ja", "2026-11-everything-en")
EDITIONS = {"2026-10-autumn": "akari-aoki", "2026-11-english": "priya-nair"}
"""Issues of the demonstration, each with somebody who gets an edition of it."""
WORDS = {"ja": "縁側でお茶をどうぞ", "en": "Tea on the veranda"}


@dataclass(frozen=True)
class Mailing:
    """One issue, as somebody gets it."""

    lang: str
    html: str
    text: str
    eml: bytes

    @property
    def parts(self) -> list[str]:
        """Both texts, as they arrive."""
        found = [part.get_payload(decode=True) for part in message_from_bytes(self.eml).walk()]
        return [part.decode().replace("\r\n", "\n") for part in found if isinstance(part, bytes)]


def mailings_of(root: Path) -> dict[str, Mailing]:
    """Every issue of a portal, to a person who never was."""
    portal = open_portal(root, Problems(), lambda settings: Day(TODAY))
    public = portal.publication
    found = {}
    for letter in public.newsletters:
        html = render_html(letter, public, portal.press)
        text = render_text(letter, public, portal.press)
        edition = Edition(
            letter.id, "mio-tanaka", letter.lang, letter.title, Private(html), Private(text),
            Private("mio@example.com"), Private("田中 澪"),
        )  # fmt: skip
        token = token_of(b"-" * 32, letter.id, "mio-tanaka")
        eml = message_of(edition, MAIL, public.site, token, WHEN)
        found[letter.id] = Mailing(letter.lang, html, text, eml)
        if letter.id in EDITIONS:
            found[f"{letter.id}-edition"] = edition_of(portal, letter, EDITIONS[letter.id])
    return found


def edition_of(portal: Portal, letter: Newsletter, person: str) -> Mailing:
    """An issue as one of the demonstration's people gets it."""
    register = Register(portal.root, portal.settings.zone, TODAY, scan(portal.root))
    card = Card(person, "", Mark(), (Private("mio@example.com"),))
    history = History(portal.library.timeline)
    one = addressee_of(card, register.person(person), history, letter.lang, TODAY)
    stationery = stationery_of(portal.publication, portal.press, letter, (), MAIL.address)
    clerk = Clerk(stationery, MAIL, b"-" * 32)
    html, text = (part.decode() for part in parts_of(clerk.edition_for(one)).values())
    return Mailing(letter.lang, html, text, clerk.message_to(one, WHEN))


def everything(root: Path) -> SmallPortal:
    """A portal whose two letters have in them all that can be written."""
    picture = (REPOSITORY / "content/pages/images/chisato-miyoshi.jpg").read_bytes()
    issues: dict[str, str | bytes] = {
        f"content/newsletters/2026-11-everything-{lang}.md": EVERYTHING.format(
            title=f"{words} / everything", lang=lang, words=words
        ).replace("box.jpg", "box.jpg")
        for lang, words in WORDS.items()
    }
    files = {"mkdocs.yml": MKDOCS, "content/newsletters/box.jpg": picture, **issues}
    return SmallPortal(root).write(files)
