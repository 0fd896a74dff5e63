"""The sitemap, and what becomes of it where a portal is larger than one may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import factories
import pytest
from lxml import etree

from enishi.outputs.sitemap import MOST_ADDRESSES, MOST_BYTES, document, sitemaps_of
from enishi.views import Made, Publication

BASE = "https://alumni.example.com/"
_NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def page(number: int) -> Made:
    return Made(f"alumni/{number}/", "題", "", "", date(2020, 1, 1 + number % 28), True)


def documents(pages: Iterable[Made], **limits: int) -> dict[str, bytes]:
    jobs = sitemaps_of(pages, BASE, **limits)
    return {job.path: document(None, *job.inputs) for job in jobs}  # type: ignore[arg-type]


def _locations(data: bytes, element: str) -> list[str]:
    root = etree.fromstring(data)
    assert all(child.tag == _NS + element for child in root)
    return [child.findtext(f"{_NS}loc") for child in root]


def test_only_listed_pages_stand_in_the_sitemap(
    publication: Publication, files_over: Callable[..., dict[str, bytes]]
) -> None:
    made = [
        Made("", "", "", "", None, True),
        Made("news/x&y/", "", "", "", date(2026, 11, 5), True),
        Made("404.html", "", "", "", None, False),
    ]
    found = files_over("sitemap", made, publication)
    text = found["sitemap.xml"].decode()
    assert "<loc>https://alumni.example.com/</loc>" in text
    assert "<loc>https://alumni.example.com/news/x%26y/</loc><lastmod>2026-11-05</lastmod>" in text
    assert "404" not in text
    assert b"Sitemap: https://alumni.example.com/sitemap.xml" in found["robots.txt"]
    assert found[".nojekyll"] == b""


def test_without_an_address_there_is_no_sitemap(
    files_over: Callable[..., dict[str, bytes]],
) -> None:
    found = files_over("sitemap", [], factories.publication(site=factories.site(url="")))
    assert set(found) == {"robots.txt", ".nojekyll"}


@pytest.mark.parametrize("count", [0, 1, 7])
def test_what_one_sitemap_can_hold_is_in_one(count: int) -> None:
    found = documents(map(page, range(count)), most=7)
    assert list(found) == ["sitemap.xml"]
    assert len(_locations(found["sitemap.xml"], "url")) == count


def test_more_addresses_get_an_index() -> None:
    made = documents(map(page, range(17)), most=7)
    parts = ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert sorted(made) == [*parts, "sitemap.xml"]
    assert _locations(made["sitemap.xml"], "sitemap") == [BASE + part for part in parts]
    listed = [address for part in parts for address in _locations(made[part], "url")]
    assert listed == [f"{BASE}alumni/{number}/" for number in range(17)]
    assert b"<lastmod>2020-01-07</lastmod></sitemap>" in made["sitemap.xml"]


def test_heavy_addresses_get_an_index_too() -> None:
    long = [replace(page(number), path=f"{number}/{'縁' * 50}/") for number in range(9)]
    made = documents(long, heaviest=2000)
    assert len(made) > 3
    assert all(len(data) <= 2000 for data in made.values())
    listed = [
        one for path in made if path != "sitemap.xml" for one in _locations(made[path], "url")
    ]
    assert len(listed) == 9


def test_the_limits_are_those_of_the_protocol() -> None:
    found = documents(map(page, range(MOST_ADDRESSES + 1)))
    assert list(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert len(_locations(found["sitemap-1.xml"], "url")) == 50_000
    assert MOST_BYTES == 52_428_800
