"""Plays docs/first-hour.md and .ja.md; `make pictures` takes their pictures.

Of the page these count: commands in `console` blocks; `<!-- put FILE after "LINE" -->` before a
block that goes there; `<!-- drop FILE "START" -->`, which takes lines away; and, before a picture,
`<!-- shows: terminal -->` (what the block above said; a number keeps so many lines) or
`<!-- shows: mail -->` (the mail that arrived).
"""

from __future__ import annotations

import html
import io
import mimetypes
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from pathlib import Path

sys.path.insert(1, str(Path(__file__).parents[1]))

from desk.postal import Office, opened

from enishi.surroundings import chromium_here

DOCS = Path(__file__).parents[3] / "docs"
FOLDER = DOCS / "first-hour"
PAGES = {"ja": DOCS / "first-hour.ja.md", "en": DOCS / "first-hour.md"}
WRITTEN = "2026-11"
"""The month in which the pages are written."""
PHONE, SCREEN = 360, 900
Run = Callable[[list[str], Path], str]
"""Runs a command of Enishi in a folder and gives what it said."""
_LINE = re.compile(
    r"```(?P<fence>\w*)|<!-- put (?P<put>\S+) after \"(?P<after>.*)\" -->"
    r"|<!-- drop (?P<drop>\S+) \"(?P<start>.*)\" -->|<!-- shows: (?P<shows>\w+) ?(?P<most>\d*) -->"
    r"|!\[.*\]\((?P<picture>\S+)\)"
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that the page shows."""

    path: str
    kind: str
    """`terminal` or `mail`."""
    content: str
    """What was typed and said, or the HTML of a letter."""


@dataclass
class Play:
    """A page while it is played in a folder that holds its lists."""

    run: Run
    here: Path
    month: str
    office: Office
    """Where what is sent arrives, on this machine."""
    said: str = ""
    """What was typed in the last block, and what came of it."""
    shots: list[Shot] = field(default_factory=list)

    def play(self, page: str) -> None:
        lines = iter(page.replace(WRITTEN, self.month).splitlines())
        put, shows = ("", ""), ("", 0)
        for line in lines:
            found = _LINE.match(line)
            if found is None:
                continue
            if found["fence"] is not None:
                block = list(iter(lambda: next(lines), "```"))
                if found["fence"] == "console":
                    self.said = "\n".join(self.typed(one.removeprefix("$ ")) for one in block)
                elif put[0]:
                    self.put(*put, block)
            elif found["put"]:
                put = found["put"], found["after"]
            elif found["drop"]:
                self.drop(found["drop"], found["start"])
            elif found["shows"]:
                shows = found["shows"], int(found["most"] or 0)
            elif found["picture"] and shows[0]:
                self.show(found["picture"], *shows)

    def typed(self, command: str) -> str:
        program, *words = shlex.split(command)
        if program == "cd":
            self.here /= words[0]
            return f"$ {command}"
        assert program == "enishi", command
        return f"$ {command}\n{self.run(words, self.here).rstrip()}"

    def put(self, name: str, after: str, block: list[str]) -> None:
        server = {"smtp.example.com": "127.0.0.1", "587": str(self.office.port), "starttls": "none"}
        lines = (self.here / name).read_text(encoding="utf-8").splitlines()
        at = lines.index(after) + 1
        for theirs, ours in server.items():
            block = [line.replace(theirs, ours) for line in block]
        text = "\n".join([*lines[:at], *block, *lines[at:], ""])
        (self.here / name).write_text(text, encoding="utf-8")

    def drop(self, name: str, start: str) -> None:
        lines = (self.here / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(start)]
        assert len(kept) < len(lines), name
        (self.here / name).write_text("".join(kept), encoding="utf-8")

    def show(self, picture: str, kind: str, most: int) -> None:
        content = html_in(self.office.taken[0][1]) if kind == "mail" else self.said
        if most:
            content = "\n".join([*content.split("\n")[:most], "…"])
        self.shots.append(Shot(picture, kind, content))


def html_in(mail: bytes) -> str:
    parts = message_from_bytes(mail).walk()
    [part] = [one for one in parts if one.get_content_type() == "text/html"]
    return str(part.get_payload(decode=True), "utf-8")


def play(lang: str, run: Run, here: Path, month: str = WRITTEN) -> Play:
    """Play a page in an empty folder, as in that month."""
    for table in FOLDER.glob("*.csv"):
        shutil.copy(table, here)
    with opened(Office()) as office:
        playing = Play(run, here, month, office)
        playing.play(PAGES[lang].read_text(encoding="utf-8"))
    return playing


_COLOURS = {"1": "bold", "31": "red", "32": "green", "33": "yellow"}
_SIGN = re.compile(r"\x1b\[(?P<sgr>[\d;]*)m|\x1b\]8;;(?P<url>[^\x1b]*)\x1b\\|\x1b\[[\d;]*[A-Za-z]")
_TERMINAL = """<!doctype html><meta charset=utf-8><style>
body { margin: 0; background: #1c2128; color: #e6e1d6; padding: 20px 24px; }
pre { margin: 0; font: 15px/1.7 "Noto Sans Mono CJK JP", monospace; white-space: pre-wrap;
overflow-wrap: anywhere; }
b { color: #f0c987; font-weight: normal; } u { text-underline-offset: 4px; }
.bold { font-weight: bold; } .green { color: #8fc99a; } .red { color: #f29b88; }
.yellow { color: #e6c15c; }
</style><pre>"""


def terminal_page(said: str) -> str:
    """A terminal as a page: what was typed, the colours, and links."""
    text, opened = "", ""
    last = 0
    for sign in _SIGN.finditer(said):
        text += html.escape(said[last : sign.start()])
        last = sign.end()
        if sign["url"] is not None:
            text += "<u>" if sign["url"] else "</u>"
        elif sign["sgr"] is not None:
            names = [_COLOURS[one] for one in sign["sgr"].split(";") if one in _COLOURS]
            text += opened + (f"<span class='{' '.join(names)}'>" if names else "")
            opened = "</span>" if names else ""
    text += html.escape(said[last:])
    return _TERMINAL + re.sub(r"^(\$ .*)$", r"<b>\1</b>", text, flags=re.MULTILINE) + "</pre>"


def run_in_terminal(words: list[str], here: Path) -> str:
    """A command as somebody sees it who sits before it."""
    leader, follower = pty.openpty()
    lang = "ja_JP.UTF-8" if "ja" in here.parts else "en_GB.UTF-8"
    program = subprocess.Popen(
        [sys.executable, "-m", "enishi", *words],
        cwd=here,
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LANG": lang, "COLUMNS": "96"},
    )
    os.close(follower)
    said = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # nobody writes any more
            break
        if not part:
            break
        said += part
    os.close(leader)
    if program.wait():
        sys.exit(f"{' '.join(words)}\n{said.decode()}")
    return said.decode().replace("\r\n", "\n")


def take_pictures(playing: Play) -> None:
    """By a headless Chromium; as few colours as such pictures have."""
    from PIL import Image
    from playwright.sync_api import Route, sync_playwright

    def answer(route: Route) -> None:
        """Pictures of the letter are in the portal that was just built."""
        file = playing.here / "site" / route.request.url.split("/", 3)[3]
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_here(), args=["--no-sandbox"])
        for shot in playing.shots:
            is_mail = shot.kind == "mail"
            size = {"width": PHONE if is_mail else SCREEN, "height": 640 if is_mail else 100}
            page = browser.new_page(viewport=size, device_scale_factor=2 if is_mail else 1)
            page.route("https://**", answer)
            page.set_content(shot.content if is_mail else terminal_page(shot.content))
            picture = Image.open(io.BytesIO(page.screenshot(full_page=not is_mail)))
            few = picture.convert("RGB").quantize(128, Image.Quantize.FASTOCTREE)
            few.save(DOCS / shot.path, optimize=True)
            page.close()
        browser.close()


def main() -> None:
    for lang in PAGES:
        with tempfile.TemporaryDirectory() as shelf:
            here = Path(shelf) / lang
            here.mkdir()
            month = f"{date.today():%Y-%m}"
            take_pictures(play(lang, run_in_terminal, here, month))


if __name__ == "__main__":
    main()
