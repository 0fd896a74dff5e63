"""The contract of every sender target: documented, the same bytes twice, tags that survive where
they are put, and none in words of ours."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import factories
import pytest
from desk.services import MODELS, STOP_URL, WEB_URL, sent
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from portals import MKDOCS, REPOSITORY, TODAY, SmallPortal
from test_cli import run

from enishi.desk.private import Private
from enishi.desk.recipients import parts_of
from enishi.desk.senders import sender_names, target_in, target_named
from enishi.desk.senders.custom import signs_of
from enishi.desk.target import (
    ADDRESS,
    NAME,
    STOP,
    WEB,
    Recipient,
    Target,
    fitted_html,
    fitted_text,
    plain_words,
)
from enishi.outputs.newsletter import Places, render_html, render_text
from enishi.problems import Mark, Problems
from enishi.render import press_of, words_of
from enishi.settings import TagsText
from enishi.source.people import Name
from enishi.views import NewsItem, Newsletter, Press

Make = Callable[[dict[str, str | bytes]], SmallPortal]
TAGS = TagsText(stop="[[stop_url]]", web="[[web_url]]", name="[[name]]")
TARGETS: dict[str, Target] = {
    name: found for name in sender_names() if (found := target_named(name, TAGS))
}
EVERY = pytest.mark.parametrize("name", TARGETS)
KEN = {"first": "健一", "last": "佐藤"}
NOBODY = {"first": "", "last": ""}
TAGLIKE = [
    "{{ name }}", "*|FNAME|*", "*|IF:X|*", "{% if x %}", "{# x #}", "[%first_name%]", "<%x%>",
    "${x}", "{{{x}}}", "{{{{", "}}", "*||*", "|*", "**|", "{", "{ {", "[[name]]", "[[[", "@TrackLink", "{<", "{@TrackLink",
    "https://a.example/@TrackLink", "[unsubscribe]", "[Contact_Attribute:email]", "\\{{x}}",
    "\\\\{{x}}", "{{!x}}", "{{#if x}}", "`", "'", '"', "<!--", "&#123;{", "{{ '{' }}", "{%", "-%}",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(TAGLIKE) | st.text("{}%#*|<>[]`'\"\\ aあ&;", max_size=6), max_size=6).map("".join)  # fmt: skip


class Read(HTMLParser):
    """What a mail program sees: the words, and the addresses behind them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.titles: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for key, value in attrs if key == "href"]
        self.titles += [value or "" for key, value in attrs if key == "title"]

    def handle_data(self, data: str) -> None:
        self.words += data


def fitted(name: str, html: str, lang: str = "ja") -> str:
    return fitted_html(html, TARGETS[name], lang, "みな")


# --- found and documented


def test_every_service_is_found() -> None:
    assert set(TARGETS) == set(MODELS) == set(sender_names())


@EVERY
def test_a_target_is_documented(name: str) -> None:
    """In its own file, and by clicks in both languages."""
    target = TARGETS[name]
    assert target.source.startswith(("https://", "docs/"))
    for file in ("services.md", "services.ja.md"):
        text = (REPOSITORY / "docs" / file).read_text(encoding="utf-8")
        assert f"--for {name}" in text, file
        for tag in filter(None, (target.stop, target.web)):
            assert name == "custom" or tag.replace("|", "\\|") in text, (file, tag)


def test_a_custom_target_needs_its_tags() -> None:
    assert target_named("custom", None) is None


@pytest.mark.parametrize(
    ("module", "missing"),
    [(ModuleType("enishi.x"), "docstring"), (ModuleType("enishi.x", "A service."), "TARGET")],
)
def test_a_module_that_is_no_target_is_refused(module: ModuleType, missing: str) -> None:
    with pytest.raises(TypeError, match=missing):
        target_in(module, None)


@pytest.mark.parametrize(
    ("tag", "signs"),
    [("[[name]]", ("[[",)), ("%%name%%", ("%%",)), ("__name__", ("__",)), ("%name%", ("%name%",)),
     ("{name}", ("{name}",)), ("name", ("name",))],
)  # fmt: skip
def test_how_tags_begin_is_read_from_those_that_are_given(tag: str, signs: tuple[str, ...]) -> None:
    assert signs_of(TagsText(name=tag)) == signs


# --- our words


@EVERY
@given(words=WORDS)
@settings(max_examples=60)
def test_no_word_of_ours_is_a_tag_in_html(name: str, words: str) -> None:
    """In text, in an attribute and in an address: all arrive as they were written."""
    said = escape(words)
    source = f'<p title="{said}"><a href="https://a.example/?{said}">{said}</a></p>'
    read = Read(sent(name, fitted(name, source), KEN, is_html=True))
    assert read.words == words
    assert read.titles == [words]
    assert read.links == [f"https://a.example/?{words}"]


@EVERY
@given(words=WORDS)
@settings(max_examples=60)
def test_no_word_of_ours_is_a_tag_in_plain_text(name: str, words: str) -> None:
    """They arrive as they were written, but for spaces where a service has no way to print its
    own signs."""
    target = TARGETS[name]
    got = sent(name, fitted_text(words, target, "ja", "みな"), KEN, is_html=False)
    if target.literal or not target.signs:
        assert got == words
    else:
        assert got.replace(" ", "") == words.replace(" ", "")
        if not any(sign in words.lower() for sign in target.signs):
            assert got == words


@EVERY
@given(words=WORDS)
@settings(max_examples=30)
def test_what_stands_beside_a_tag_makes_no_other(name: str, words: str) -> None:
    target = TARGETS[name]
    source = f'<p>{escape(words)}</p><a href="{STOP}">{escape(words)}</a>'
    if target.stop:
        assert Read(sent(name, fitted(name, source), KEN, is_html=True)).links == [STOP_URL]
        text = fitted_text(f"{words}: {STOP} {words}", target, "ja", "みな")
        assert f": {STOP_URL} " in sent(name, text, KEN, is_html=False)


def test_signs_can_be_written_as_the_manual_says() -> None:
    target = target_named("custom", replace(TAGS, escape=(("[[", "[!["), ("%%", ""))))
    assert target
    assert plain_words("[[a]] %%b%% [c]", target) == "[![a]] % %b% % [c]"


@EVERY
def test_styles_and_comments_stay_as_they_are(name: str) -> None:
    source = (
        "<style>a{color:red}@media x{a{b:c}}</style><!--[if mso]><p>[x]</p><![endif]--><p>x</p>"
    )
    made = sent(name, fitted(name, source), KEN, is_html=True)
    assert made == source


# --- tags where they belong


@pytest.fixture(scope="module")
def press() -> Press:
    words = words_of(REPOSITORY, Problems())
    return press_of(REPOSITORY, factories.site(), factories.TODAY, words)


HOSTILE = "".join(TAGLIKE).replace("<", "‹").replace("`", "")


def letter(lang: str) -> Newsletter:
    """A letter that speaks of templates."""
    said = Markup("<p>{}</p>").format(HOSTILE)
    story: NewsItem = factories.news_item(title=HOSTILE, summary=HOSTILE)
    return factories.letter(title=HOSTILE, greeting=said, stories=(story,), lang=lang)


def rendered(name: str, press: Press, lang: str) -> tuple[str, str]:
    target, public = TARGETS[name], factories.publication()
    places = Places(**target.marks(lang))
    anyone = press.say("letter.anyone", lang=lang)
    html = render_html(letter(lang), public, press, places=places)
    text = render_text(letter(lang), public, press, places=places)
    return fitted_html(html, target, lang, anyone), fitted_text(text, target, lang, anyone)


@EVERY
def test_tags_survive_in_links(name: str, press: Press) -> None:
    """Nothing on the way encodes them: they stand in the source as the service wants them."""
    target = TARGETS[name]
    html, text = rendered(name, press, "ja")
    for tag in filter(None, (target.stop, target.web)):
        assert f'href="{tag}"' in html
        assert f": {tag}\n" in text
    assert not {STOP, WEB, NAME, ADDRESS} & {*html, *text}


@EVERY
def test_a_whole_letter_arrives(name: str, press: Press) -> None:
    target = TARGETS[name]
    html, text = rendered(name, press, "ja")
    read = Read(sent(name, html, KEN, is_html=True))
    got = sent(name, text, KEN, is_html=False)
    assert read.words.count(HOSTILE) >= 4
    assert "みなさん" not in read.words
    for tag, url in ((target.stop, STOP_URL), (target.web, WEB_URL)):
        assert (url in read.links) is bool(tag)
        assert (f": {url}" in got) is bool(tag)
    if target.name:
        assert "佐藤さん" in read.words and "佐藤さん\n" in got
    else:
        assert "さん\n" not in got.partition("お元気")[0]


@EVERY
@pytest.mark.parametrize(("lang", "dear"), [("ja", "みなさん"), ("en", "Dear friend,")])
def test_who_has_no_name_is_greeted_all_the_same(
    name: str, lang: str, dear: str, press: Press
) -> None:
    html, text = rendered(name, press, lang)
    if TARGETS[name].name and name != "custom":
        assert dear in Read(sent(name, html, NOBODY, is_html=True)).words
        assert f"{dear}\n" in sent(name, text, NOBODY, is_html=False)


@EVERY
def test_the_same_letter_gives_the_same_bytes(name: str, press: Press) -> None:
    assert rendered(name, press, "ja") == rendered(name, press, "ja")


def test_outlook_keeps_its_comments_where_go_drops_them(press: Press) -> None:
    made = sent("listmonk", rendered("listmonk", press, "ja")[0], KEN, is_html=True)
    plain = render_html(letter("ja"), factories.publication(), press)
    assert made.count("<!--[if mso]>") == plain.count("<!--[if mso]>") > 1


def test_hubspot_gets_the_address_that_it_asks_for(press: Press) -> None:
    html, text = rendered("hubspot", press, "ja")
    for key in ("name", "street_address_1", "city", "state"):
        assert f"{{{{ site_settings.company_{key} }}}}" in html
        assert f"{{{{ site_settings.company_{key} }}}}" in text


# --- recipients


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        (Name(Mark(), "佐藤", "健一", latin="Kenichi Sato"), ("健一", "佐藤"), ("Kenichi", "Sato")),
        (Name(Mark(), "Okafor", "Daniel"), ("Daniel", "Okafor"), ("Daniel", "Okafor")),
        (Name(Mark(), "Okafor", "Daniel", preferred="Dan"), ("Dan", "Okafor"), ("Dan", "Okafor")),
        (Name(Mark(), whole="佐藤 健一"), ("", "佐藤 健一"), ("佐藤 健一", "")),
        (Name(Mark(), whole="佐藤", latin="Sato"), ("", "佐藤"), ("Sato", "")),
    ],
)
def test_names_are_said_in_the_language_of_the_letter(
    name: Name, ja: tuple[str, str], en: tuple[str, str]
) -> None:
    assert (parts_of(name, "ja"), parts_of(name, "en")) == (ja, en)


@EVERY
def test_a_row_has_a_cell_for_every_heading_and_the_address_as_it_is(name: str) -> None:
    target = TARGETS[name]
    one = Recipient("ken", "健一", "佐藤", "佐藤 健一", Private("ken@example.com"))
    row = target.row(one, "ken@example.com", "2026-11")
    assert len(row) == len(target.columns)
    assert row.count("ken@example.com") == 1
    assert "mail" in target.columns[row.index("ken@example.com")].lower()


ISSUE = "2026-11"
SETTINGS: dict[str, str | bytes] = {"mkdocs.yml": MKDOCS}
LETTER: dict[str, str | bytes] = {
    f"content/newsletters/{ISSUE}.md": "---\ntitle: 便り {{ x }}\ndate: 2026-11-20\n---\nこんにちは\n"
}


def person(name: str) -> str:
    return f"name: {name}\ntenures: [{{joined: 2015, left: 2020}}]\n"


def card(address: str, status: str = "given", more: str = "") -> str:
    consent = f"{{purpose: newsletter, status: {status}, on: 2026-01-01, evidence: 書面}}"
    return f"emails: ['{address}']\nconsents: [{consent}]\n{more}"


PEOPLE: dict[str, str | bytes] = {
    "alumni/ken-sato.yml": person("{family: 佐藤, given: =健一}"),
    "private/ken-sato.yml": card("ken@example.com"),
    "alumni/rie-nakamura.yml": person("{family: 中村, given: りえ}"),
    "private/rie-nakamura.yml": card("rie@example.com", "withdrawn"),
    "alumni/jun-ito.yml": person("{family: 伊藤, given: 純}"),
    "private/jun-ito.yml": card("jun@example.com", more="care: {do_not_contact: yes}\n"),
    "private/sam-lee.yml": card("sam@example.com"),
    "alumni/no-card.yml": person("{family: 無, given: 名}"),
}
DAY = ("--today", TODAY.isoformat())


def hand(root: Path, name: str, out: str, *more: str) -> tuple[int, str]:
    done = run(root, "--lang", "en", "newsletter", ISSUE, "--for", name, "--out", out, *DAY, *more)
    return done.exit_code, done.output + done.stderr


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    return portal({**SETTINGS, **LETTER, **PEOPLE})


def test_only_who_agreed_is_in_the_table_and_the_sums_add_up(small: SmallPortal) -> None:
    code, told = hand(small.root, "mailchimp", "private/letters")
    assert code == 0, told
    folder = small.root / "private" / "letters"
    text = (folder / f"{ISSUE}.csv").read_bytes().decode("utf-8")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["Email Address", "First Name", "Last Name", "Tags"],
        ["ken@example.com", "'=健一", "佐藤", ISSUE],
        ["sam@example.com", "", "", ISSUE],
    ]
    assert "Candidates 5 = meant 5 + not meant 0 + not known 0" in told
    assert "Meant 5 = to send 2 + excluded 3" in told
    assert "example.com" not in told.replace("alumni.example.com", "")
    modes = [oct(path.stat().st_mode & 0o77) for path in (folder, folder / f"{ISSUE}.csv")]
    assert modes == ["0o0", "0o0"], "nobody else on this machine reads addresses"


@EVERY
def test_every_service_gets_its_three_files_twice_the_same(name: str, small: SmallPortal) -> None:
    small.write(settings_with("{stop: '[[stop_url]]'}"))
    folders = [small.root / "private" / "letters" / at for at in "ab"]
    for folder in folders:
        code, told = hand(small.root, name, str(folder))
        assert code == 0, told
    made = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert made[0] == made[1]
    assert set(made[0]) == {f"{ISSUE}.html", f"{ISSUE}.txt", f"{ISSUE}.csv"}


def test_attributes_are_json(small: SmallPortal) -> None:
    assert hand(small.root, "listmonk", "private/letters")[0] == 0
    text = (small.root / "private" / "letters" / f"{ISSUE}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [json.loads(row["attributes"]) for row in rows] == [
        {"issue": ISSUE, "first_name": "=健一", "last_name": "佐藤"},
        {"issue": ISSUE},
    ]


def test_a_segment_narrows_the_recipients(small: SmallPortal) -> None:
    code, told = hand(small.root, "csv", "private/letters", "--segment", "left > 2030")
    assert (code, "Meant 0 = to send 0 + excluded 0" in told) == (0, True), told
    done = run(small.root, "newsletter", ISSUE, "--segment", "left < 2030", "--out", "private/x")
    assert done.exit_code == 2 and "--for" in done.stderr


@pytest.mark.parametrize("place", ["letters", "content/x", "alumni", "site/x", ".", "private/../x"])
def test_addresses_lie_nowhere_in_the_portal_but_in_its_private_folder(
    place: str, small: SmallPortal
) -> None:
    code, told = hand(small.root, "csv", place)
    assert code == 1 and "table of addresses is not written here" in told
    assert not list(small.root.rglob("*.csv"))


def test_addresses_lie_in_no_folder_that_git_takes_in(small: SmallPortal, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for folder in (small.root, other):
        folder.mkdir(exist_ok=True)
        subprocess.run(["git", "init", "-q", str(folder)], check=True)
    assert hand(small.root, "csv", "private/letters")[0] == 1
    assert hand(small.root, "csv", str(other / "x"))[0] == 1
    assert not [*tmp_path.rglob("*.csv")]
    (small.root / ".gitignore").write_text("/private/\n", encoding="utf-8")
    assert hand(small.root, "csv", "private/letters")[0] == 0


def test_an_address_that_is_a_formula_is_refused_without_being_told(small: SmallPortal) -> None:
    small.write({"private/sam-lee.yml": card("-sam@example.com")})
    code, told = hand(small.root, "csv", "private/letters")
    assert code == 1 and "private/sam-lee.yml" in told and "sam@" not in told
    assert not [*small.root.rglob("*.csv")]


def test_services_that_there_are_not_are_told(small: SmallPortal) -> None:
    code, told = hand(small.root, "mailchump", "private/letters")
    assert code == 1 and "mailchimp" in told


def settings_with(tags: str) -> dict[str, str | bytes]:
    return {"mkdocs.yml": f"{MKDOCS}    mail:\n      address: a@example.com\n      tags: {tags}\n"}


def test_a_service_of_ones_own(small: SmallPortal) -> None:
    code, told = hand(small.root, "custom", "private/letters")
    assert code == 1 and "extra.enishi.mail" in told
    small.write(
        settings_with(
            "{stop: '%%stop%%', columns: {メール: email, 氏名: name}, encoding: shift_jis}"
        )
    )
    assert hand(small.root, "custom", "private/letters")[0] == 0
    folder = small.root / "private" / "letters"
    text = (folder / f"{ISSUE}.csv").read_bytes().decode("cp932")
    assert text.split("\r\n")[:2] == ["メール,氏名", "ken@example.com,佐藤 =健一"]
    assert 'href="%%stop%%"' in (folder / f"{ISSUE}.html").read_text(encoding="utf-8")
    small.write({"alumni/ken-sato.yml": person("{family: 佐藤, given: 𠮷}")})
    code, told = hand(small.root, "custom", "private/letters")
    assert code == 1 and "private/ken-sato.yml" in told and "𠮷" not in told


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ("{columns: {Name: name}}", "columns-address"),
        ("{columns: {Mail: email, Name: nane}}", "choice-bad"),
        ("{columns: [email]}", "pairs-expected"),
        ("{encoding: utf-7}", "choice-bad"),
        ("{unsub: x}", "key-unknown"),
    ],
)
def test_faults_of_the_tags_are_told(tags: str, code: str, portal: Make) -> None:
    found = portal(settings_with(tags)).problems(TODAY)
    assert [one for one in found if code in one], found


def test_a_template_without_a_place_for_the_tags_is_told(small: SmallPortal) -> None:
    text = (REPOSITORY / "templates/newsletter/issue.html").read_text(encoding="utf-8")
    old = text.replace("edition.stop if edition else stop", "site.sender.stop")
    small.write({"templates/newsletter/issue.html": old})
    code, told = hand(small.root, "brevo", "private/letters")
    assert code == 1 and "templates/newsletter/issue.html" in told and "{{ stop }}" in told
    assert hand(small.root, "benchmark", "private/letters")[0] == 0
