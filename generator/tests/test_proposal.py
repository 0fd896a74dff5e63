"""`enishi new newsletter`: what is new is proposed, nothing is guessed, and pruning is sending."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from portals import SmallPortal

from enishi import cli
from enishi.build import open_portal
from enishi.dates import Day
from enishi.outputs.newsletter import render_html, render_text
from enishi.problems import Problems
from enishi.proposal import PARTS, Proposal, default_title, fillings, greetings, proposal_of

Make = Callable[[dict[str, str | bytes]], SmallPortal]
TODAY = date(2026, 11, 27)
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"
DRAFT = "content/newsletters/2026-11-letter.md"


def person(name: str, left: str = "2020-03", **more: str) -> str:
    rest = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"name: {name} x\ntenures: {{joined: 2010, left: {left}}}\n{SHOWN}{rest}"


PORTAL: dict[str, str | bytes] = {
    "content/newsletters/2026-10.md": "---\ntitle: 前\ndate: 2026-10-09\nnumber: 4\n"
    "include: [openings]\n---\nあ\n",
    "content/newsletters/2026-11-unfinished.md": "---\ntitle: x\ndate: 2026-11-20\ndraft: yes\n---\n",
    "content/news/2026-10-09-told.md": "---\ntitle: 前の号の便り\n---\n",
    "content/news/2026-10-10-fresh.md": "---\ntitle: 新しい -- 便り\nsummary: 窓から公園。\n---\n",
    "content/news/2026-11-20-draft.md": "---\ntitle: 下書き\ndraft: yes\n---\n",
    "content/events/past.md": "---\ntitle: 前の会\nstarts: 2026-11-26\n---\n",
    "content/events/next.md": "---\ntitle: 次の会\nstarts: 2026-12-04 19:00\n---\n",
    "content/events/off.md": "---\ntitle: 中止の会\nstarts: 2026-12-05\ncancelled: yes\n---\n",
    "content/openings/job.md": "---\ntitle: 営業\nposted: 2026-09-01\nexpires: 2026-12-31\n"
    "apply: https://example.com/\n---\n",
    "content/openings/over.md": "---\ntitle: 終わり\nposted: 2026-09-01\nexpires: 2026-11-26\n"
    "apply: https://example.com/\n---\n",
    "alumni/month.yml": person("month", "2026-10"),
    "alumni/before.yml": person("before", "2026-10-01"),
    "alumni/year.yml": person("year", "2026"),
    "alumni/hidden.yml": "name: 秘密 花子\ntenures: {joined: 2010, left: 2026-11}\n",
    "alumni/went.yml": person("went", now="{company: あたらし, since: 2026-11}"),
    "alumni/someday.yml": person("someday", now="{company: いつか, since: 2026}"),
    "alumni/unsaid.yml": person("unsaid", now="{company: どこか}", updated="2026-11-01"),
    "alumni/long.yml": person("long", now="{company: 前から, since: 2021}", updated="2026-11-01"),
    "alumni/told.yml": person("told", lately="{on: 2026-11-02, text: 犬が増えました}"),
    "alumni/asks.yml": person("asks", asks="[人をさがす]", updated="2026-11-03"),
    "alumni/waits.yml": person("waits", offers="[話を聞く]", updated="2021-01-01"),
}


def proposed(small: SmallPortal, today: date = TODAY) -> tuple[Proposal, Callable[..., str]]:
    portal = open_portal(small.root, Problems(), lambda zone: Day(today))
    return proposal_of(portal.publication, today, portal.press.say), portal.press.say


def lines(found: Proposal, *, sure: bool) -> dict[str, list[str]]:
    listed = {name: [one.id for one in found.parts[name] if one.sure is sure] for name in PARTS}
    return {name: listed[name] for name in PARTS if listed[name]}


def run(root: Path, *words: str) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        result = CliRunner().invoke(cli.main, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_proposes_what_came_since_the_issue_before(portal: Make) -> None:
    found, _ = proposed(portal(PORTAL))
    assert found.since == date(2026, 10, 10)
    assert lines(found, sure=True) == {
        "news": ["2026-10-10-fresh"],
        "graduates": ["month"],
        "moved": ["went"],
        "lately": ["told"],
        "events": ["next"],
        "openings": ["job"],
        "asks": ["asks"],
    }


def test_what_no_date_bears_out_is_pointed_at_and_not_proposed(portal: Make) -> None:
    found, _ = proposed(portal(PORTAL))
    assert lines(found, sure=False) == {
        "graduates": ["year"],
        "moved": ["someday", "unsaid"],
        "offers": ["waits"],
    }


def test_nobody_without_consent_is_proposed_or_named(portal: Make) -> None:
    small = portal(PORTAL)
    run(small.root, "new", "newsletter", "--date", "2026-11-27")
    text = (small.root / DRAFT).read_text("utf-8")
    assert "秘密" not in text
    assert "hidden" not in text


def test_who_withdraws_later_is_found_in_the_draft(portal: Make) -> None:
    small = portal({**PORTAL, "alumni/ken.yml": person("佐藤 健一", "2026-11-01")})
    run(small.root, "new", "newsletter", "--date", "2026-11-27")
    small.write({"alumni/ken.yml": "name: 佐藤 健一 x\n"})
    assert any(
        one.startswith(DRAFT) and one.endswith("name-without-consent") for one in small.problems()
    )


def test_who_was_told_of_in_the_issue_before_is_not_proposed_again(portal: Make) -> None:
    told = "---\ntitle: 前\ndate: 2026-10-09\nchosen: {graduates: [month], moved: [went]}\n---\n"
    found, _ = proposed(portal({**PORTAL, "content/newsletters/2026-10.md": told}))
    assert "month" not in [one.id for one in found.parts["graduates"]]
    assert "went" not in [one.id for one in found.parts["moved"]]


def test_the_first_issue_looks_back_a_quarter(portal: Make) -> None:
    files = {path: text for path, text in PORTAL.items() if "newsletters" not in path}
    found, _ = proposed(portal(files))
    assert found.since == date(2026, 8, 27)
    assert found.last is None
    assert len(lines(found, sure=True)["news"]) == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_draft_passes_the_checks_as_it_is_and_shows_none_of_its_notes(
    portal: Make, lang: str
) -> None:
    small = portal(PORTAL)
    settings = (small.root / "mkdocs.yml").read_text("utf-8")
    small.write({"mkdocs.yml": settings.replace("language: ja", f"language: {lang}")})
    before = small.problems(TODAY)
    said = run(small.root, "--lang", lang, "new", "newsletter", "--date", "2026-11-27")
    assert DRAFT in said
    assert small.problems(TODAY) == before == []
    text = (small.root / DRAFT).read_text("utf-8")
    assert re.search("^draft: yes", text, re.MULTILINE)
    assert re.search("^number: 5", text, re.MULTILINE)
    notes = re.findall(r"<!-- (.*?) -->", text)
    assert len(notes) >= 4
    assert all("--" not in note for note in notes)
    opened = open_portal(small.root, Problems(), lambda zone: Day(TODAY, drafts=True))
    letter = next(one for one in opened.publication.newsletters if one.id == "2026-11-letter")
    for part in (
        render_html(letter, opened.publication, opened.press),
        render_text(letter, opened.publication, opened.press),
        letter.preheader,
    ):
        assert "<!-- " not in part.replace("<!--[if", "")
        assert all(note not in part for note in notes)


def test_a_day_gives_the_same_draft_whenever_it_is_asked_for(portal: Make) -> None:
    small = portal(PORTAL)
    texts = []
    for name in ("a", "b"):
        run(small.root, "new", "newsletter", "便り", "--slug", name, "--date", "2026-11-27")
        texts.append((small.root / f"content/newsletters/2026-11-{name}.md").read_text("utf-8"))
    assert texts[0] == texts[1]


def test_what_is_pruned_is_not_sent_and_what_is_left_is_sent_in_its_order(portal: Make) -> None:
    small = portal(PORTAL)
    run(small.root, "new", "newsletter", "--date", "2026-11-27")
    draft = small.root / DRAFT

    def sent(text: str) -> dict[str, list[str]]:
        draft.write_text(text.replace("draft: yes", "draft: no"), "utf-8")
        told = {problem.split()[-1] for problem in small.problems(TODAY)}
        assert told == {"letter-section-empty"}  # the one request, which nobody made
        letter = small.publication(TODAY).newsletters[0]
        parts = {name: getattr(letter, name) for name in PARTS if name != "news"}
        listed = {"news": letter.stories, **parts}
        return {name: [one.id for one in there] for name, there in listed.items() if there}

    text = draft.read_text("utf-8")
    found, _ = proposed(small)
    assert sent(text) == lines(found, sure=True)
    for gone in ("2026-10-10-fresh", "went", "job"):
        text = re.sub(rf"    - {gone}  #.*\n", "", text)
    left = sent(text)
    assert left.keys() == {"graduates", "lately", "events", "asks"}
    taken = text.replace("    # - year", "    - year")
    assert sent(taken)["graduates"] == ["year", "month"]
    nothing = re.sub(r"(?m)^    (?:# )?- .*\n", "", text)
    assert sent(nothing) == {}
    assert sent(re.sub(r"(?m)^  \w+: .*\n", "", nothing)) == {}


def test_with_nothing_new_it_says_so_and_gives_small_touches(portal: Make) -> None:
    quiet = {path: text for path, text in PORTAL.items() if "2026-10.md" in path}
    small = portal(quiet)
    said = run(small.root, "--lang", "en", "new", "newsletter", "--date", "2026-11-27")
    assert "There is no news since 2026-10-10" in said
    text = (small.root / DRAFT).read_text("utf-8")
    assert text.count("<!-- 話のたね") == 5
    assert small.problems(TODAY) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_month_has_a_title_and_openings_of_its_own(portal: Make, lang: str) -> None:
    small = portal(PORTAL)
    opened = open_portal(small.root, Problems(), lambda zone: Day(TODAY))

    def say(key: str, **values: object) -> str:
        return opened.press.say(key, lang=lang, **values)

    titles, said = set(), set()
    for month in range(1, 13):
        day = date(2027, month, 15)
        found = proposal_of(opened.publication, day, say)
        ways = greetings(found, say)
        assert 2 <= len(ways) <= 3
        said |= set(ways[:2])
        titles.add(default_title(day, say))
        assert set(fillings(found, say, lang)) == {
            "number",
            "chosen",
            "greeting",
            "others",
            "ideas",
        }
    assert len(titles) == 12
    assert len(said) == 24


HOSTILE = "\"]} # ' --> <script>alert(1)</script> {{ 7*7 }} $title ${date} \u3000 " + "長" * 80


def test_hostile_titles_and_notes_stay_behind_the_sign(portal: Make) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files: dict[str, str | bytes] = {
        "content/news/2026-11-20-a.md": f"---\ntitle: {quoted}\nsummary: {quoted}\n---\n",
        "alumni/a.yml": person("a", lately=f"{{on: 2026-11-02, text: {quoted}}}"),
    }
    small = portal(files)
    run(small.root, "new", "newsletter", "--date", "2026-11-27")
    assert small.problems(TODAY) == []
    text = (small.root / DRAFT).read_text("utf-8")
    body = text.split("\n---\n")[1]
    assert "<script>" not in re.sub(r"<!--.*?-->", "", body)
    letter = small.publication(TODAY, drafts=True).newsletters[0]
    assert "script" not in str(letter.greeting)
    assert "7*7" not in str(letter.greeting)


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ("{news: [nowhere]}", "chosen.news[0]"),
        ("{graduates: [nobody]}", "chosen.graduates"),
        ("{events: [never]}", "chosen.events"),
        ("{openings: [none-such]}", "chosen.openings"),
        ("{offers: [nobody]}", "chosen.offers"),
    ],
)
def test_a_choice_that_is_not_there_is_an_error(portal: Make, chosen: str, problem: str) -> None:
    letter = f"---\ntitle: x\ndate: 2026-11-20\nchosen: {chosen}\n---\n"
    faults = portal({**PORTAL, "content/newsletters/a.md": letter}).faults(TODAY)
    assert [one.field for one in faults] == [problem]
    assert not faults[0].warning


@pytest.mark.parametrize("what", ["nothing", "withheld", "hidden"])
def test_who_has_nothing_to_tell_any_more_is_left_out(portal: Make, what: str) -> None:
    """A record, or a consent, may change after an issue was put together."""
    consent = {
        "nothing": SHOWN,
        "withheld": "consents: [{purpose: portal, status: given, on: 2020-01-01,"
        " except: [lately, now, asks, offers, tenures]}]\n",
        "hidden": "",
    }[what]
    more = "lately: {on: 2026-11-02, text: x}\nnow: {company: y}\nasks: [z]\noffers: [w]\n"
    small = portal(
        {
            "alumni/ken.yml": "name: k x\ntenures: {joined: 2010}\n"
            + consent
            + (more if what == "withheld" else ""),
            "alumni/mei.yml": person("mei", "2026-11"),
            "content/newsletters/a.md": "---\ntitle: x\ndate: 2026-11-20\ninclude: []\n"
            "chosen: {graduates: [ken], moved: [ken], lately: [ken], asks: [ken], offers: [ken]}\n---\nあ\n",
        }
    )
    opened = open_portal(small.root, Problems(), lambda zone: Day(TODAY))
    (letter,) = opened.publication.newsletters
    told = (letter.graduates, letter.moved, letter.lately, letter.asks, letter.offers)
    assert told == ((),) * 5
    for render in (render_html, render_text):
        assert "k x" not in render(letter, opened.publication, opened.press)
