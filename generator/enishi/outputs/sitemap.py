"""`sitemap.xml` (sitemaps.org 0.9), `robots.txt` (RFC 9309) and `.nojekyll` for GitHub Pages.

A portal of more than 50,000 pages gets an index of `sitemap-1.xml`, `sitemap-2.xml` and so on
in the place of `sitemap.xml`. The theme reads `sitemap.xml` too: its instant navigation, where
a portal switched it on, follows only what is listed there, and opens pages in the ordinary way
where it finds an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from urllib.parse import quote
from xml.sax.saxutils import escape

from enishi.views import Job, Made, Press, Publication

MOST_ADDRESSES = 50_000
MOST_BYTES = 50 * 1024 * 1024
"""What one sitemap may hold, not compressed; both by the protocol."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FRAME = len(f'{_HEAD}<urlset xmlns="{_SCHEMA}">\n</urlset>\n')


def plan_over(made: Sequence[Made], publication: Publication, press: Press) -> Iterator[Job]:
    base = publication.site.url
    if base:
        yield from sitemaps_of((page for page in made if page.listed), base)
    yield Job("robots.txt", robots_file)
    yield Job(".nojekyll", marker_file)


def robots_file(press: Press) -> bytes:
    base = press.site.url
    known = f"\nSitemap: {base}sitemap.xml\n" if base else ""
    return f"User-agent: *\nAllow: /\n{known}".encode()


def marker_file(press: Press) -> bytes:
    return b""


def sitemaps_of(
    pages: Iterable[Made],
    base: str,
    most: int = MOST_ADDRESSES,
    heaviest: int = MOST_BYTES,
) -> Iterator[Job]:
    """One sitemap, or an index of several where one cannot hold all."""
    parts = list(_parts(pages, base, most, heaviest))
    if len(parts) == 1:
        yield Job("sitemap.xml", document, ("urlset", parts[0][0]))
        return
    listed = []
    for number, (rows, newest) in enumerate(parts, 1):
        path = f"sitemap-{number}.xml"
        yield Job(path, document, ("urlset", rows))
        listed.append(_row("sitemap", base + path, newest))
    yield Job("sitemap.xml", document, ("sitemapindex", listed))


def _parts(
    pages: Iterable[Made], base: str, most: int, heaviest: int
) -> Iterator[tuple[list[str], date | None]]:
    """The rows of each sitemap, and the day of its newest page; at least one sitemap."""
    rows: list[str] = []
    days: list[date] = []
    size = _FRAME
    for page in pages:
        row = _url(base, page.path, page.changed)
        weight = len(row.encode())
        if rows and (len(rows) == most or size + weight > heaviest):
            yield rows, max(days, default=None)
            rows, days, size = [], [], _FRAME
        rows.append(row)
        size += weight
        days += [page.changed] if page.changed else []
    yield rows, max(days, default=None)


def document(press: Press, element: str, rows: Iterable[str]) -> bytes:
    return f'{_HEAD}<{element} xmlns="{_SCHEMA}">\n{"".join(rows)}</{element}>\n'.encode()


@lru_cache(maxsize=1 << 16)
def _url(base: str, path: str, changed: date | None) -> str:
    """Remembered, because a preview asks for all of them after every edit."""
    return _row("url", base + quote(path), changed)


def _row(element: str, address: str, changed: date | None) -> str:
    day = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(address)}</loc>{day}</{element}>\n"
