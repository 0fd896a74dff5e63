"""What of a portal is public on a day, and what a newsletter issue tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from portals import TODAY, SmallPortal

from enishi.issues import split_sections
from enishi.source.frontmatter import Body
from enishi.views import Publication

Make = Callable[[dict[str, str | bytes]], SmallPortal]
SHOWN = "consents: [{purpose: portal, status: given, on: 2020-01-01}]\n"


def md(title: str = "題", body: str = "", **head: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **head}.items())
    return f"---\n{lines}---\n{body}"


def ids(items: Iterable[object]) -> list[str]:
    return [item.id for item in items]  # type: ignore[attr-defined]


# --- what is public


NEWS: dict[str, str | bytes] = {
    "content/news/2026-11-21-a.md": md(),
    "content/news/2026-11-22-today.md": md(date="2026-11-22 23:59"),
    "content/news/2026-11-23-tomorrow.md": md(),
    "content/news/2026-11-20-draft.md": md(draft="yes"),
    "content/news/2026-11-19-expired.md": md(expires="2026-11-21"),
    "content/news/2026-11-18-last-day.md": md(expires="2026-11-22"),
}


def test_news_is_public_from_its_day_until_it_expires(portal: Make) -> None:
    small = portal(NEWS)
    assert ids(small.publication().news) == [
        "2026-11-22-today",
        "2026-11-21-a",
        "2026-11-18-last-day",
    ]
    assert ids(small.publication(drafts=True).news) == [
        "2026-11-23-tomorrow",
        "2026-11-22-today",
        "2026-11-21-a",
        "2026-11-20-draft",
        "2026-11-18-last-day",
    ]


def test_openings_vanish_when_they_expire(portal: Make) -> None:
    def opening(posted: str, expires: str, **more: str) -> str:
        return md(posted=posted, expires=expires, apply="https://example.com/", **more)

    small = portal(
        {
            "content/openings/a.md": opening("2026-11-01", "2026-11-22"),
            "content/openings/b.md": opening("2026-11-02", "2026-11-23"),
            "content/openings/over.md": opening("2026-11-01", "2026-11-21"),
            "content/openings/ahead.md": opening("2026-11-23", "2026-12-21"),
            "content/openings/draft.md": opening("2026-11-01", "2026-12-21", draft="yes"),
        }
    )
    assert ids(small.publication().openings) == ["b", "a"]
    assert ids(small.publication(date(2026, 11, 23)).openings) == ["ahead", "b"]


def test_events_stay_but_take_no_more_guests(portal: Make) -> None:
    def event(starts: str, **more: str) -> str:
        return md(starts=starts, register="https://example.com/", **more)

    small = portal(
        {
            "content/events/past.md": event("2026-11-21"),
            "content/events/today.md": event("2026-11-22 10:00"),
            "content/events/long.md": event("2026-11-20", ends="2026-11-22"),
            "content/events/closed.md": event("2026-12-01", deadline="2026-11-21"),
            "content/events/off.md": event("2026-12-02", cancelled="yes"),
            "content/events/draft.md": event("2026-12-03", draft="yes"),
        }
    )
    found = small.publication().events
    assert ids(found) == ["off", "closed", "today", "past", "long"]
    assert [event.id for event in found if event.register] == ["today", "long"]
    assert [event.id for event in found if event.past] == ["past"]


def test_items_know_their_neighbours(portal: Make) -> None:
    one, two, three = portal(NEWS).publication().news
    assert (one.newer, one.older and one.older.path) == (None, two.path)
    assert (two.newer and two.newer.path, two.older and two.older.path) == (one.path, three.path)
    assert three.older is None


def test_tags_that_mean_the_same_are_one(portal: Make) -> None:
    small = portal(
        {
            "content/news/2026-11-01-a.md": md(tags="[AI, C]"),
            "content/news/2026-11-02-b.md": md(tags="[ai, AI, C++]"),
            "content/news/2026-11-03-c.md": md(tags="[ＡＩ, AI]"),
        }
    )
    found = small.publication()
    assert sorted((tag.name, tag.count) for tag in found.tags) == [("AI", 3), ("C", 1), ("C++", 1)]
    assert len({tag.path for tag in found.tags}) == 3
    assert [[tag.name for tag in item.tags] for item in found.news] == [
        ["AI"],
        ["AI", "C++"],
        ["AI", "C"],
    ]


# --- whoever did not agree is nowhere


HIDDEN = "鬼束 ひみつ子"


def hidden_portal(portal: Make, consents: str) -> SmallPortal:
    """One person, mentioned wherever a person can be."""
    return portal(
        {
            "alumni/himitsu.yml": f"""\
name: {{family: 鬼束, given: ひみつ子, kana: おにつか ひみつこ, latin: Himitsuko Onitsuka}}
tenures: {{joined: 1871, left: 2026-10, department: ひみつ部, projects: [mirai], places: [tenjin]}}
now: {{company: ひみつ商店}}
skills: [ひみつ術]
lately: {{on: 2026-11-01, text: ひみつの近況}}
photo: himitsu.jpg
{consents}""",
            "alumni/ken.yml": f"name: 佐藤 健\ntenures: {{joined: 2015, projects: [mirai]}}\n{SHOWN}",
            "content/timeline.yml": "projects: [{id: mirai, name: みらい}]\n"
            "offices: [{id: tenjin, name: 天神}]\n",
            "content/news/2026-11-02-a.md": md(
                author="himitsu",
                about="{people: [himitsu, ken]}",
                body="[あの人](../../alumni/himitsu.yml)",
            ),
            "content/events/a.md": md(starts="2026-12-01", host="himitsu"),
            "content/newsletters/a.md": md(date="2026-11-20", **{"from": "himitsu"}),
        }
    )


def texts_of(value: object) -> Iterable[str]:
    """Every text in a publication."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from texts_of(item)


@pytest.mark.parametrize(
    "consents",
    [
        "",
        "consents: [{purpose: portal, status: refused, on: 2020-01-01}]\n",
        "consents: [{purpose: photo, status: given, on: 2020-01-01}]\n",
        SHOWN.replace("]", ", {purpose: portal, status: withdrawn, on: 2026-11-22}]"),
        SHOWN.replace("2020-01-01}", "2020-01-01, until: 2026-11-21}"),
    ],
)
def test_whoever_did_not_agree_is_nowhere(portal: Make, consents: str) -> None:
    found = hidden_portal(portal, consents).publication()
    told = "\n".join(texts_of(found))
    for trace in ("ひみつ", "鬼束", "おにつか", "imitsu", "Onitsuka", "1871"):
        assert trace not in told
    assert found.news[0].author is None
    assert [chip.title for chip in found.news[0].chips] == ["佐藤 健"]
    assert found.events[0].host is None
    assert found.newsletters[0].signed.name == "山田 はる"
    assert (found.newsletters[0].graduates, found.newsletters[0].lately) == ((), ())
    assert [span.people for span in found.timeline.spans] == [1, 0]
    assert [cohort.year for cohort in (*found.joined, *found.left)] == [2015]
    assert sum(facet.count for facet in found.facets) == 1
    assert set(found.contemporaries.values()) == {()}


def test_whoever_agreed_is_in_all_these_places(portal: Make) -> None:
    found = hidden_portal(portal, SHOWN).publication()
    assert found.news[0].author and found.news[0].author.name == HIDDEN
    assert [chip.title for chip in found.news[0].chips] == [HIDDEN, "佐藤 健"]
    assert found.events[0].host and found.events[0].host.name == HIDDEN
    assert found.newsletters[0].signed.name == HIDDEN
    assert ids(found.newsletters[0].graduates) == ids(found.newsletters[0].lately) == ["himitsu"]
    assert [span.people for span in found.timeline.spans] == [2, 1, 1]
    mentions = [ref.path for ref in found.mentions["alumni/himitsu/"]]
    assert mentions == ["events/a/", "news/2026-11-02-a/"]


# --- newsletters


LETTERS: dict[str, str | bytes] = {
    "content/news/2026-09-10-sep.md": md(tags="[移転]"),
    "content/news/2026-10-05-oct.md": md(tags="[近況]"),
    "content/news/2026-10-31-end.md": md(tags="[近況, 移転]"),
    "content/news/2026-11-01-天神.md": md(slug="tenjin"),
    "content/news/2026-11-21-late.md": md(tags="[近況]"),
    "content/news/2026-10-06-draft.md": md(draft="yes", tags="[近況]"),
    "content/news/2026-10-07-expired.md": md(expires="2026-11-01", tags="[近況]"),
    "content/news/2026-12-01-future.md": md(tags="[近況]"),
}


def stories(portal: Make, news: str, **more: str) -> list[str]:
    small = portal({**LETTERS, "content/newsletters/2026-11.md": md(date="2026-11-20", news=news)})
    small.write({f"content/newsletters/{name}.md": text for name, text in more.items()})
    (letter,) = (one for one in small.publication().newsletters if one.id == "2026-11")
    return [item.id.removeprefix("2026-") for item in letter.stories]


@pytest.mark.parametrize(
    ("picks", "found"),
    [
        ("{since: 2026-10-01, until: 2026-10-31}", ["10-31-end", "10-05-oct"]),
        ("{since: 2026-10-06}", ["tenjin", "10-31-end"]),
        ("{tags: [近況]}", ["11-21-late", "10-31-end", "10-05-oct"]),
        ("{tags: [移転, 近況], until: 2026-10-31}", ["10-31-end", "10-05-oct", "09-10-sep"]),
        ("{items: [2026-09-10-sep, tenjin]}", ["09-10-sep", "tenjin"]),
        ("{items: [2026-11-01-天神.md, 2026-09-10-sep.md]}", ["tenjin", "09-10-sep"]),
        ("{items: [2026-10-06-draft, 2026-10-07-expired, 2026-12-01-future]}", []),
        ("{tags: [近況], most: 1}", ["11-21-late"]),
        ("{}", ["tenjin", "10-31-end", "10-05-oct", "09-10-sep"]),
    ],
)
def test_a_letter_picks_news_by_period_tag_or_list(
    portal: Make, picks: str, found: list[str]
) -> None:
    assert stories(portal, picks) == found


def test_without_a_choice_it_tells_what_came_since_the_issue_before(portal: Make) -> None:
    before = md(date="2026-10-05")
    assert stories(portal, "{}", before=before) == ["tenjin", "10-31-end"]
    drafted = md(date="2026-11-10", draft="yes")
    assert stories(portal, "{}", before=before, drafted=drafted) == ["tenjin", "10-31-end"]


def issue(portal: Make, files: dict[str, str | bytes], **head: str) -> object:
    letter = md(date="2026-11-20", news="{since: 2026-10-01}", **head)
    small = portal({**files, "content/newsletters/a.md": letter})
    (found,) = small.publication().newsletters
    return found


def test_its_automatic_sections_tell_what_is_new(portal: Make) -> None:
    def person(name: str, left: str, on: str) -> str:
        return f"name: {name} x\ntenures: {{joined: 2015, left: {left}}}\nlately: {{on: {on}, text: x}}\n{SHOWN}"

    files: dict[str, str | bytes] = {
        "alumni/in.yml": person("in", "2026-10-01", "2026-11-20"),
        "alumni/month.yml": person("month", "2026-11", "2026-10-01"),
        "alumni/year.yml": person("year", "2026", "2026-09-30"),
        "alumni/out.yml": person("out", "2026-09", "2026-11-21"),
        "content/events/past.md": md(starts="2026-11-19"),
        "content/events/next.md": md(starts="2026-12-01"),
        "content/events/sooner.md": md(starts="2026-11-25"),
        "content/events/off.md": md(starts="2026-11-26", cancelled="yes"),
        "content/openings/job.md": md(
            posted="2026-11-20", expires="2026-12-31", apply="https://example.com/"
        ),
        "content/openings/later.md": md(
            posted="2026-11-21", expires="2026-12-31", apply="https://example.com/"
        ),
    }
    found = issue(portal, files)
    assert ids(found.graduates) == ["year", "month", "in"]  # type: ignore[attr-defined]
    assert ids(found.lately) == ["in", "month"]  # type: ignore[attr-defined]
    assert ids(found.events) == ["sooner", "next"]  # type: ignore[attr-defined]
    assert ids(found.openings) == ["job"]  # type: ignore[attr-defined]
    bare = issue(portal, files, include="[openings]")
    assert (bare.graduates, bare.lately, bare.events) == ((), (), ())  # type: ignore[attr-defined]
    own = issue(portal, files, graduates="{since: 2026-11-02, until: 2026-11-30}")
    assert ids(own.graduates) == ["year", "month"]  # type: ignore[attr-defined]


def test_a_heading_without_words_below_it_is_left_out_and_told(portal: Make) -> None:
    text = (
        "---\ntitle: 秋\ndate: 2026-11-20\n---\n挨拶\n\n## 空\n<!-- ひとこと -->\n\n## 次\n本文\n"
    )
    small = portal({"content/newsletters/aki.md": text})
    (letter,) = small.publication(TODAY).newsletters
    assert [one.title for one in letter.sections] == ["次"]
    assert small.problems(TODAY) == ["~content/newsletters/aki.md:7:1 letter-section-empty"]


def test_letters_of_tomorrow_and_drafts_are_not_public(portal: Make) -> None:
    small = portal(
        {
            "content/newsletters/a.md": md(date="2026-11-22"),
            "content/newsletters/b.md": md(date="2026-11-23"),
            "content/newsletters/c.md": md(date="2026-11-01", draft="yes"),
        }
    )
    assert ids(small.publication().newsletters) == ["a"]
    assert ids(small.publication(drafts=True).newsletters) == ["b", "a", "c"]


def test_a_letter_is_a_greeting_and_sections() -> None:
    text = "挨拶\n\n## 一\n本文\n### 小\n\n```\n## 符号\n```\n## 二 ##\n終わり"
    parts = split_sections(Body(text, "f", 10))
    assert [(title, body.text.strip(), body.first_line) for title, body in parts] == [
        ("", "挨拶", 10),
        ("一", "本文\n### 小\n\n```\n## 符号\n```", 12),
        ("二", "終わり", 19),
    ]


def test_the_day_changes_nothing_but_what_it_should(portal: Make) -> None:
    small = portal({**LETTERS, "alumni/ken.yml": f"name: 佐藤 健\n{SHOWN}"})
    one, other = small.publication(), small.publication()
    assert repr(one) == repr(other)
    assert isinstance(one, Publication)
    assert one.today == TODAY
