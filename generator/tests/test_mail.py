"""Letters as mail programs get them, held against what is known of those programs."""

from __future__ import annotations

import json
import mailbox
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mailings import Mailing
from portals import REPOSITORY

TOOLS = REPOSITORY / ".tools/node_modules"
CANIEMAIL = TOOLS / "caniemail/dist/index.js"
HTML_VALIDATE = TOOLS / "html-validate/dist/esm/index.js"
JAPANESE, ENGLISH = "2026-10-autumn", "2026-11-english"
STYLE_LIMIT = 16_384
"""Bytes of style sheet that Gmail reads."""
MSO = re.compile(r"<!--\[if mso\]>.*?<!\[endif\]-->", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)

HARMLESS = {
    # An attribute that is taken away; what it says in full stands elsewhere or is not seen.
    "lang attribute": {"hey.desktop-webmail", "orange.desktop-webmail"},
    "role attribute": {
        "hey.desktop-webmail", "orange.android", "orange.desktop-webmail", "orange.ios", "outlook.windows-mail",
    },
    "width attribute": {"hey.desktop-webmail"},
    "height attribute": {"hey.desktop-webmail"},
    # The text stays.
    "<code> element": {"orange.android", "orange.desktop-webmail", "orange.ios"},
    "<small> element": {"orange.android", "orange.desktop-webmail", "orange.ios"},
    # They put a letter into a page of their own; its colours stand on the outer table as well.
    "<body> element": {
        "aol.android", "aol.ios", "fastmail.desktop-webmail", "laposte.desktop-webmail", "mail-ru.desktop-webmail",
        "outlook.macos", "protonmail.android", "protonmail.desktop-webmail", "protonmail.ios", "sfr.android",
        "sfr.desktop-webmail", "sfr.ios", "yahoo.android", "yahoo.ios",
    },
    # Without it nobody could stop the letters where there is no server.
    "mailto: links": {"orange.ios"},
    # caniemail takes `line-height` for `height`; no letter says `height`, see below.
    "height property": {
        "aol.android", "aol.desktop-webmail", "aol.ios", "yahoo.android", "yahoo.desktop-webmail", "yahoo.ios",
    },
}  # fmt: skip
"""What mail programs do not know and letters have nevertheless, as docs/letters.md says."""


class _Seen(HTMLParser):
    """What a reader sees: texts with the size that they are set in, and every element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, float]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, dict[str, str], float]] = [("", {}, 16.0)]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        size = re.search(r"font-size: ?([\d.]+)", given.get("style", ""))
        if tag not in ("meta", "img", "br", "hr", "col"):
            self._open.append((tag, given, float(size[1]) if size else self._open[-1][2]))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _, _ in self._open]
        if data.strip() and "style" not in tags and "title" not in tags and self._open[-1][2]:
            self.texts.append((data, self._open[-1][2]))


@pytest.fixture(scope="module")
def asked(need: Callable[..., None], mailings: dict[str, Mailing]) -> Callable[..., object]:
    """`asked("caniemail", path)`: what a script says of all letters, with a package of npm."""

    def ask(package: str, path: Path, script: str) -> object:
        node = shutil.which("node")
        need(package, node, path.is_file())
        words = [node, Path(__file__).with_name(script), path]
        letters = json.dumps({name: one.html for name, one in mailings.items()})
        run = subprocess.run(words, input=letters, capture_output=True, text=True, check=True)
        return json.loads(run.stdout)

    return ask


def test_mail_programs_know_all_that_is_left_without_the_style_sheet(
    asked: Callable[..., dict[str, dict[str, list[str]]]], mailings: dict[str, Mailing]
) -> None:
    found = asked("caniemail", CANIEMAIL, "unsupported.mjs")
    assert found.keys() == mailings.keys()
    for name, features in found.items():
        for title, programs in features.items():
            assert set(programs) <= HARMLESS.get(title, set()), (name, title)
    known = {title for features in found.values() for title in features}
    assert known == set(HARMLESS)  # nothing is forgiven that does not occur


def test_html_validate_finds_nothing(asked: Callable[..., list[str]]) -> None:
    assert asked("html-validate", HTML_VALIDATE, "validated.mjs") == []


@pytest.fixture(scope="module")
def judged(
    need: Callable[..., None],
    mailings: dict[str, Mailing],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """What SpamAssassin says, which knows of a message only what is in it: of a letter in
    Japanese, of one in English, and of one with words as pale as their ground."""
    command = shutil.which("spamassassin")
    need("spamassassin", command)
    folder = tmp_path_factory.mktemp("spam")
    pale = mailings["2026-11-english"].html.replace("font-size: 0", "color: #fbf8f3")
    head = "Message-ID: <pale@example.com>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    with closing(mailbox.mbox(folder / "sent")) as sent:
        for message in (mailings[JAPANESE].eml, mailings[ENGLISH].eml, (head + pale).encode()):
            sent.add(message)
    words = [
        command,
        "--local",
        "--test-mode",
        "--prefspath",
        folder / "prefs",
        "--mbox",
        folder / "sent",
    ]
    run = subprocess.run(words, capture_output=True, check=True)
    (folder / "judged").write_bytes(run.stdout)
    with closing(mailbox.mbox(folder / "judged")) as found:
        return {str(one["Message-ID"]): str(one["X-Spam-Status"]) for one in found}


def test_no_filter_takes_a_letter_for_spam(
    judged: dict[str, str], mailings: dict[str, Mailing]
) -> None:
    def score(message: bytes) -> float:
        return points(judged[str(message_from_bytes(message)["Message-ID"])])

    def points(said: str) -> float:
        return float(re.search(r"score=([-\d.]+)", said)[1])

    assert score(mailings[JAPANESE].eml) <= 0.5, judged
    assert score(mailings[ENGLISH].eml) <= 0.5, judged
    assert points(judged["<pale@example.com>"]) > 0.5  # or it would find nothing


def test_both_parts_arrive_as_they_were_printed(mailings: dict[str, Mailing]) -> None:
    for one in mailings.values():
        assert one.parts == [one.text, one.html]


def _pieces(text: str) -> Counter[str]:
    """All runs of three letters or digits, whatever stands between them."""
    letters = re.sub(r"[\W_]+", "", text)
    return Counter(letters[at : at + 3] for at in range(len(letters) - 2))


def test_the_plain_part_says_what_the_other_shows(mailings: dict[str, Mailing]) -> None:
    for name, one in mailings.items():
        shown = sum((_pieces(text) for text, _ in _Seen(one.html).texts), Counter())
        missing = shown - _pieces(one.text)
        assert missing.total() <= 0.05 * shown.total(), (name, missing)


def test_nothing_is_set_too_small_and_the_text_is_set_for_reading(
    mailings: dict[str, Mailing],
) -> None:
    for one in mailings.values():
        seen = _Seen(one.html)
        assert min(size for _, size in seen.texts) >= 13
        cells = [given["style"] for tag, given in seen.elements if "part" in given.get("class", "")]
        assert cells
        assert all("font-size: 16px;line-height: 1.8" in style for style in cells)


def test_one_sheet_stays_and_it_is_one_that_gmail_reads(mailings: dict[str, Mailing]) -> None:
    for one in mailings.values():
        [sheet] = STYLE.findall(MSO.sub("", one.html))
        assert len(sheet.encode()) < STYLE_LIMIT
        assert "prefers-color-scheme:dark" in sheet
        assert "[data-ogsc]" in sheet
        assert "mso-" not in MSO.sub("", one.html)
        assert "mso-" in one.html


def test_no_style_says_how_high_a_thing_is(mailings: dict[str, Mailing]) -> None:
    for one in mailings.values():
        assert not re.search(r'style="[^"]*(?<![-\w])height:', one.html)


def test_the_line_for_the_list_of_mails_is_hidden_without_a_trick_of_colours(
    mailings: dict[str, Mailing],
) -> None:
    for one in mailings.values():
        [given] = [
            given for _, given in _Seen(one.html).elements if given.get("class") == "preheader"
        ]
        assert given["style"] == "font-size: 0;line-height: 0;"
        assert one.html.count("&zwnj;") + one.html.count("\u200c") > 50


def test_buttons_are_cells_with_a_colour_and_links_have_theirs(
    mailings: dict[str, Mailing],
) -> None:
    buttons = 0
    for one in mailings.values():
        seen = _Seen(one.html)
        for given in (given for tag, given in seen.elements if tag == "a"):
            assert re.search(r"(?<!-)color: #", given["style"]), given
        for given in (given for _, given in seen.elements if given.get("class") == "button"):
            buttons += 1
            assert given["bgcolor"].startswith("#")
    assert buttons > 1


def test_links_that_mail_programs_make_themselves_keep_our_colours(
    mailings: dict[str, Mailing],
) -> None:
    for one in mailings.values():
        for words in ("a[x-apple-data-detectors]", "u + .body a", "#MessageViewBody a"):
            assert words in one.html


def test_pictures_are_what_every_program_shows(mailings: dict[str, Mailing]) -> None:
    seen = [
        given
        for one in mailings.values()
        for tag, given in _Seen(one.html).elements
        if tag == "img"
    ]
    assert len(seen) > 10
    for given in seen:
        assert re.fullmatch(r"https://\S+\.(?:jpe?g|png)", given["src"])
        assert "alt" in given
        assert 0 < int(given["width"]) <= 536


def test_every_letter_can_be_read_on_the_web(mailings: dict[str, Mailing]) -> None:
    for name, one in mailings.items():
        issue = name.removesuffix("-edition")
        assert one.html.count(f"https://alumni.example.com/letters/{issue}/") >= 2
        assert f"https://alumni.example.com/letters/{issue}/" in one.text


def test_a_letter_in_english_cannot_be_relabelled_as_latin_1(mailings: dict[str, Mailing]) -> None:
    for one in (one for one in mailings.values() if one.lang == "en"):
        assert max(one.html) > "\xff"
        assert max(one.text) > "\xff"
