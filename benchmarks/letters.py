"""What a letter costs for everybody who gets it: rendering, and styles moved onto the elements.

    python benchmarks/letters.py
    python benchmarks/letters.py --editions 200 --rounds 1

An issue of the demonstration is rendered once for each recipient, with another greeting each
time, by Enishi, by MJML (mjml, and mrml in Rust), and by react-email; juice only inlines what
Enishi rendered. All are in one process each and take turns; costs are CPU time, the least of
the rounds, without starting up.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup
from peers.peer import PINS, TOOLS, install, program, python_version

from enishi.build import Portal, open_portal
from enishi.dates import Day
from enishi.desk.edition import Edition
from enishi.desk.message import message_of
from enishi.desk.private import Private
from enishi.outputs import newsletter
from enishi.problems import Mark, Problems
from enishi.settings import MailText
from enishi.views import Newsletter

DEMONSTRATION = Path(__file__).resolve().parents[1]
SCRIPTS = Path(__file__).parent / "peers/letters"
ISSUE, TODAY = "2026-10-autumn", date(2026, 11, 22)
WARM = 20
MAIL = MailText(Mark(), "letters@example.com", "山田 はる")
WHEN = datetime(2026, 11, 22, tzinfo=UTC)
HEAD = ("", "ms an edition", "× Enishi", "KB an edition")
Block = dict[str, Any]


def blocks_of(letter: Newsletter, base: str) -> Iterator[Block]:
    """The letter as plain blocks, for those who have components of their own."""
    yield {"kind": "heading", "text": letter.title}
    yield {"kind": "html", "html": "<p>GREETING</p>"}
    for story in letter.stories:
        if story.image:
            src = base + story.image.path
            yield {"kind": "picture", "src": src, "alt": story.image.alt, "width": 536}
        yield {"kind": "heading", "text": story.title}
        notes = (f"<p>{escape(note.text)}</p>" for note in story.insider[:1])
        yield {"kind": "html", "html": f"<p>{escape(story.summary)}</p>{''.join(notes)}"}
        yield {"kind": "link", "href": base + story.path, "text": "続きを読む"}
    for section in letter.sections:
        yield {"kind": "heading", "text": section.title}
        yield {"kind": "html", "html": str(section.body).replace("\x02", base)}
    for person in (*letter.graduates, *letter.moved, *letter.lately):
        if person.face.photo:
            yield {"kind": "picture", "src": base + person.face.photo.path, "alt": "", "width": 48}
        yield {"kind": "link", "href": base + person.path, "text": person.name}
        yield {"kind": "html", "html": f"<p>{escape(person.face.line)}</p>"}
    for item in (*letter.events, *letter.openings):
        yield {"kind": "heading", "text": item.title}
        yield {"kind": "html", "html": f"<p>{escape(item.summary)}</p>"}
        yield {"kind": "link", "href": base + item.path, "text": "くわしく見る"}
    yield {"kind": "button", "href": base, "text": "教える"}
    yield {"kind": "html", "html": str(letter.closing)}


def mjml_of(letter: Newsletter, blocks: list[Block]) -> str:
    forms: dict[str, Callable[[Block], str]] = {
        "heading": lambda it: f'<mj-text font-size="20px"><h2>{escape(it["text"])}</h2></mj-text>',
        "html": lambda it: f"<mj-text>{it['html']}</mj-text>",
        "link": lambda it: f'<mj-text><a href="{it["href"]}">{escape(it["text"])}</a></mj-text>',
        "picture": lambda it: (
            f'<mj-image src="{it["src"]}" alt="{escape(it["alt"])}" width="{it["width"]}px" />'
        ),
        "button": lambda it: f'<mj-button href="{it["href"]}">{it["text"]}</mj-button>',
    }
    body = "".join(
        f"<mj-section><mj-column>{forms[block['kind']](block)}</mj-column></mj-section>"
        for block in blocks
    )
    head = f"<mj-title>{escape(letter.title)}</mj-title><mj-preview>{letter.preheader}</mj-preview>"
    fonts = '<mj-attributes><mj-all font-family="Meiryo,sans-serif" /></mj-attributes>'
    inside = f"<mj-head>{head}{fonts}</mj-head><mj-body>{body}</mj-body>"
    return f'<mjml lang="{letter.lang}">{inside}</mjml>'


def bare_html(portal: Portal, letter: Newsletter, base: str) -> str:
    """What Enishi prints before it inlines."""
    said = replace(letter, greeting=Markup("<p>GREETING</p>"))
    sender = portal.press.site.sender
    html = portal.press.render(
        "newsletter/issue.html",
        lang=letter.lang,
        letter=said,
        base=base,
        web_url=base,
        stop=sender.stop if sender else "",
        address=sender.address if sender else "",
        addressee="",
        notes=newsletter.notes_of(letter, portal.press),
        edition=None,
    )
    return html.replace("\x02", base)


def ours(portal: Portal, letter: Newsletter, greetings: list[str], as_mail: bool) -> Block:
    """Enishi's own turn: the HTML, or both parts as a message that was read again."""
    public, press = portal.publication, portal.press

    def make(greeting: str) -> bytes:
        mine = replace(letter, greeting=Markup("<p>{}</p>").format(greeting))
        html = newsletter.render_html(mine, public, press)
        if not as_mail:
            return html.encode()
        text = newsletter.render_text(mine, public, press)
        edition = Edition(
            letter.id, "mio-tanaka", letter.lang, letter.title, Private(html), Private(text),
            Private("mio@example.com"), Private("田中 澪"),
        )  # fmt: skip
        return message_of(edition, MAIL, public.site, "a" * 20, WHEN)

    for greeting in greetings[:WARM]:
        make(greeting)
    start, size = time.process_time(), 0
    for greeting in greetings:
        size += len(make(greeting))
    return {"cpu": time.process_time() - start, "bytes": size}


def said_by(*words: str | Path) -> Block:
    run = subprocess.run(words, check=True, capture_output=True, text=True)
    found: Block = json.loads(run.stdout)
    return found


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("--editions", type=int, default=1000)
    reader.add_argument("--rounds", type=int, default=3)
    given = reader.parse_args()
    for peer in ("letters", "mrml"):
        install(peer)
    portal = open_portal(DEMONSTRATION, Problems(), lambda settings: Day(TODAY))
    [letter] = [one for one in portal.publication.newsletters if one.id == ISSUE]
    base = portal.publication.site.url
    greetings = [f"{number:05}さん、お元気ですか。" for number in range(given.editions)]
    blocks = list(blocks_of(letter, base))
    work = {
        "lang": letter.lang,
        "preheader": letter.preheader,
        "blocks": blocks,
        "mjml": mjml_of(letter, blocks),
        "html": bare_html(portal, letter, base),
        "greetings": greetings,
        "warm": WARM,
    }
    pins = json.loads((PINS / "letters/package.json").read_text(encoding="utf-8"))["dependencies"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "letter.json"
        file.write_text(json.dumps(work), encoding="utf-8")
        node = ("node", SCRIPTS / "editions.mjs")
        tools = TOOLS / "letters"
        turns: dict[str, Callable[[], Block]] = {
            f"Enishi {version('enishi')}": lambda: ours(portal, letter, greetings, False),
            "the same, with the plain part, as a message": (
                lambda: ours(portal, letter, greetings, True)
            ),
            f"juice {pins['juice']}, inlining only": lambda: said_by(*node, "juice", file, tools),
            f"mrml {python_version('mrml', 'mrml')}": (
                lambda: said_by(program("mrml", "python"), SCRIPTS / "editions.py", file)
            ),
            f"MJML {pins['mjml']}": lambda: said_by(*node, "mjml", file, tools),
            f"react-email {pins['@react-email/components']}": (
                lambda: said_by(*node, "react-email", file, tools)
            ),
        }
        runs = [{title: turn() for title, turn in turns.items()} for _ in range(given.rounds)]
    print("\n".join(table(runs, given.editions)))


def table(runs: list[dict[str, Block]], editions: int) -> Iterator[str]:
    least = {title: min(run[title]["cpu"] for run in runs) for title in runs[0]}
    unit = next(iter(least.values()))
    for line in (HEAD, ("---", "---:", "---:", "---:")):
        yield f"| {' | '.join(line)} |"
    for title, cpu in least.items():
        weight = runs[0][title]["bytes"] / editions / 1000
        yield f"| {title} | {cpu / editions * 1000:.2f} | {cpu / unit:.2f} | {weight:.1f} |"


if __name__ == "__main__":
    main()
