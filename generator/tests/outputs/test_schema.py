"""JSON-LD: what pages say, and nothing that HTML could read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import factories
from hypothesis import given
from hypothesis import strategies as st

from enishi.outputs import _schema
from enishi.views import Page, Publication

OPEN, CLOSE = '<script type="application/ld+json">', "</script>"


def _read(script: str) -> Any:
    assert script.startswith(OPEN)
    assert script.endswith(CLOSE)
    return json.loads(script.removeprefix(OPEN).removesuffix(CLOSE))


@given(st.text(min_size=1))
def test_no_text_leaves_its_script(text: str) -> None:
    script = str(_schema.json_ld({"@type": "Thing", "name": text}))
    inner = script.removeprefix(OPEN).removesuffix(CLOSE)
    assert not set(inner) & set("<>&\u2028\u2029")
    assert _read(script)["name"] == text


def test_what_is_empty_is_left_out() -> None:
    thing = {"@type": "Event", "image": {}, "location": [], "at": {"@type": "Place", "name": ""}}
    assert _read(str(_schema.json_ld(thing))) == {
        "@context": "https://schema.org",
        "@type": "Event",
    }


def test_a_person_is_told_as_the_profile_shows_them() -> None:
    found = _read(str(_schema.json_ld(_schema.profile_page(factories.profile(), factories.site()))))
    person = found["mainEntity"]
    assert person["@type"] == "Person"
    assert person["alternateName"] == ["さとう けんいち", "Kenichi Sato"]
    assert person["worksFor"] == {"@type": "Organization", "name": "みなと計測"}
    assert person["alumniOf"]["name"] == "株式会社れい"
    assert person["sameAs"] == ["https://www.linkedin.com/in/example"]
    assert "image" not in person
    assert "email" not in person


def test_who_is_still_here_is_no_alumna() -> None:
    here = _schema.profile_page(factories.profile(left=None), factories.site())
    assert "alumniOf" not in _read(str(_schema.json_ld(here)))["mainEntity"]


def test_a_day_without_a_time_stays_a_day() -> None:
    day = datetime(2026, 12, 4, tzinfo=factories.ZONE)
    event = _schema.event(factories.event(starts=day, ends=None, timed=False), factories.site())
    assert event["startDate"] == "2026-12-04"
    item = _schema.news_article(factories.news_item(timed=False), factories.site())
    assert item["datePublished"] == "2026-11-05"


def test_an_event_is_where_it_is() -> None:
    def mode(**given: str) -> str:
        return str(
            _schema.event(factories.event(**given), factories.site())["eventAttendanceMode"]
        ).rpartition("/")[2]

    online = "https://meet.example.com/x"
    assert mode() == "OfflineEventAttendanceMode"
    assert mode(online=online) == "MixedEventAttendanceMode"
    assert mode(online=online, place="", address="") == "OnlineEventAttendanceMode"


def test_a_cancelled_event_says_so() -> None:
    event = _schema.event(factories.event(cancelled=True), factories.site())
    assert event["eventStatus"] == "https://schema.org/EventCancelled"


def test_an_opening_has_its_dates_and_an_absolute_text() -> None:
    found = _schema.job_posting(factories.opening(), factories.site())
    assert found["datePosted"] == "2026-11-01"
    assert found["validThrough"] == "2027-03-31"
    assert found["employmentType"] == "FULL_TIME"


def test_pages_carry_it(
    pages: Callable[[str, Publication], dict[str, Page]], publication: Publication
) -> None:
    expected = {
        "home": ("", "WebSite"),
        "news": ("news/2026-11-05-tenjin/", "NewsArticle"),
        "alumni": ("alumni/kenichi-sato/", "ProfilePage"),
        "events": ("events/2026-12-04-party/", "Event"),
        "openings": ("openings/qa/", "JobPosting"),
    }
    for name, (path, kind) in expected.items():
        head = pages(name, publication)[path].head
        assert f'"@type":"{kind}"' in head
        assert head.count('<link rel="alternate"') == 3
