"""Graduation pages: what they are made of, who is shown one, and what is said of the others."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PIL import Image
from portals import TODAY, SmallPortal

from enishi.build import open_portal
from enishi.dates import Day
from enishi.outputs.newsletter import render_html, render_text
from enishi.problems import Problems
from enishi.proposal import proposal_of

Make = Callable[[dict[str, str | bytes]], SmallPortal]
PURPOSES = ("portal", "graduation", "photo")
PAGE = """\
---
person: ken
date: {day}
peak: {{what: 雪の日, when: 2021-01, photo: snow.png, photo_alt: 雪}}
messages:
  - name: 三好 千里
    words: |
      **またすぐに。**

      <b>待っています
{more}---
朝から雪でした。

## 最後の日

門まで歩きました。

## これから

店を開きます。

## それから

また会います。
"""


def ken(*purposes: str, more: str = "") -> str:
    consents = (f"{{purpose: {one}, status: given, on: 2020-01-01}}" for one in purposes)
    return f"name: {{family: 佐藤, given: 健}}\nconsents: [{', '.join(consents)}]\n{more}"


def page(day: date = TODAY, more: str = "") -> str:
    return PAGE.format(day=day, more=more)


@pytest.fixture
def small(portal: Make) -> SmallPortal:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(out, "PNG")
    return portal(
        {
            "alumni/ken.yml": ken(*PURPOSES),
            "content/graduations/ken.md": page(),
            "content/graduations/snow.png": out.getvalue(),
        }
    )


def test_the_text_is_the_peak_then_the_end_then_what_comes_next(small: SmallPortal) -> None:
    (found,) = small.publication().keepsakes
    assert (found.path, found.peak.what) == ("graduations/ken/", "雪の日")
    assert "朝から雪" in found.story and found.peak.photo is not None
    assert found.end is not None and found.end.title == "最後の日"
    assert [one.title for one in found.ahead] == ["これから", "それから"]
    assert found.messages[0].words == ("**またすぐに。**", "<b>待っています")
    assert small.publication().people[0].keepsake == "graduations/ken/"


def test_words_of_colleagues_are_plain_text(small: SmallPortal) -> None:
    html = (small.build().site / "graduations/ken/index.html").read_text(encoding="utf-8")
    assert "<p>**またすぐに。**</p><p>&lt;b&gt;待っています</p>" in html
    assert (
        html.index("朝から雪")
        < html.index("門まで")
        < html.index("またすぐに")
        < html.index("店を")
    )


@pytest.mark.parametrize(
    ("purposes", "shown", "photo"),
    [
        (PURPOSES, True, True),
        (("portal", "graduation"), True, False),
        (("portal", "photo"), False, False),
        (("graduation", "photo"), False, False),
        ((), False, False),
    ],
)
def test_it_takes_a_consent_for_the_portal_and_one_of_its_own(
    small: SmallPortal, purposes: tuple[str, ...], shown: bool, photo: bool
) -> None:
    small.write({"alumni/ken.yml": ken(*purposes)})
    found = small.publication()
    assert [bool(one.peak.photo) for one in found.keepsakes] == ([photo] if shown else [])
    assert bool(found.assets) == photo, "a photo that is not shown is not served"
    hidden = [] if shown else ["~content/graduations/ken.md:2:9 keepsake-hidden"]
    assert small.problems() == hidden


def test_it_appears_on_the_last_day_and_a_draft_does_not(small: SmallPortal) -> None:
    for day, more, count in (
        (TODAY, "", 1),
        (TODAY + timedelta(1), "", 0),
        (TODAY, "draft: yes\n", 0),
    ):
        small.write({"content/graduations/ken.md": page(day, more)})
        assert len(small.publication().keepsakes) == count, (day, more)


def test_of_two_the_profile_leads_to_the_later(small: SmallPortal) -> None:
    small.write({"content/graduations/before.md": page(TODAY - timedelta(900))})
    found = small.publication()
    assert [one.id for one in found.keepsakes] == ["ken", "before"]
    assert found.people[0].keepsake == "graduations/ken/"


def test_the_name_of_somebody_who_did_not_agree_stands_on_no_page(small: SmallPortal) -> None:
    hidden = "name: {family: 三好, given: 千里}\n"
    small.write({"alumni/chisato.yml": hidden})
    assert small.problems() == ["content/graduations/ken.md:6:11 name-without-consent"]
    small.write({"alumni/ken.yml": ken("portal")})
    assert small.problems() == ["~content/graduations/ken.md:2:9 keepsake-hidden"], "no page"


def test_whoever_withdrew_does_not_stop_the_build_by_their_own_page(small: SmallPortal) -> None:
    told = page().replace("朝から雪", "佐藤 健さんは朝から雪")
    small.write({"alumni/ken.yml": ken(), "content/graduations/ken.md": told})
    assert small.problems() == ["~content/graduations/ken.md:2:9 keepsake-hidden"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("person: ken", "person: kenn", "2:9 person-missing"),
        (", photo_alt: 雪", "", "4:41 alt-missing"),
        ("門まで", "![雪](snow.png)門まで", "2:1 keepsake-picture"),
        ("what: 雪の日, ", "", "4:7 key-missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    small: SmallPortal, old: str, new: str, said: str
) -> None:
    small.write({"content/graduations/ken.md": page().replace(old, new)})
    assert f"content/graduations/ken.md:{said}" in small.problems()


def test_a_letter_tells_of_it_and_a_proposal_names_it(small: SmallPortal) -> None:
    small.write(
        {
            "alumni/ken.yml": ken(*PURPOSES, more="tenures: [{joined: 2015, left: 2026-11-10}]\n"),
            "content/newsletters/one.md": "---\ntitle: 便り\ndate: 2026-11-20\n---\nお元気ですか。\n",
        }
    )
    portal = open_portal(small.root, Problems(), lambda zone: Day(TODAY))
    (line,) = proposal_of(portal.publication, TODAY - timedelta(5), portal.press.say).parts[
        "graduates"
    ]
    assert line.id == "ken" and "卒業のページ" in line.note
    (letter,) = portal.publication.newsletters
    for render in (render_html, render_text):
        assert "https://alumni.example.com/graduations/ken/" in render(
            letter, portal.publication, portal.press
        )
    found = small.build().site
    assert "graduations/ken/" in (found / "letters/one/index.html").read_text(encoding="utf-8")
    assert "graduations/ken/" in (found / "alumni/ken/index.html").read_text(encoding="utf-8")
    assert "graduations/ken/" in (found / "sitemap.xml").read_text(encoding="utf-8")
