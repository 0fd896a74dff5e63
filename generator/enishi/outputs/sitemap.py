"""`sitemap.xml` (sitemaps.org 0.9), `robots.txt` (RFC 9309) and `.nojekyll` for GitHub Pages.

The theme reads `sitemap.xml` too: its instant navigation follows only what is listed there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape

from enishi.views import Made, Output, Press, Publication

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPEN = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def render_over(made: Sequence[Made], publication: Publication, press: Press) -> Iterator[Output]:
    base = publication.site.url
    robots = "User-agent: *\nAllow: /\n"
    if base:
        rows = "".join(_row(page, base) for page in made if page.listed)
        yield Output("sitemap.xml", f"{_HEAD}{_OPEN}{rows}</urlset>\n".encode())
        robots += f"\nSitemap: {base}sitemap.xml\n"
    yield Output("robots.txt", robots.encode())
    yield Output(".nojekyll", b"")


def _row(page: Made, base: str) -> str:
    address = escape(base + quote(page.path))
    changed = f"<lastmod>{page.changed.isoformat()}</lastmod>" if page.changed else ""
    return f"<url><loc>{address}</loc>{changed}</url>\n"
