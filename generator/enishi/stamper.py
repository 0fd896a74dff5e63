"""Stamping: a page's parts go into its shell, and its links begin from where it stands."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import escape

from enishi.digests import digest_of
from enishi.policy import policy_for
from enishi.shells import BODY, HEAD
from enishi.views import SITE, Page, Picture, Site

CARD = Picture("assets/og.png", 1200, 630, "")
"""Shown where a page is shared that has no picture of its own."""


class _Parts(NamedTuple):
    policy: str
    before: str
    between: str
    after: str


class Stamper:
    """Makes finished pages out of a site's shells."""

    def __init__(self, shells: dict[str, str], site: Site, *, strict: bool = True) -> None:
        """Pages that are not `strict` have no policy: a preview puts its own script into them."""
        self._shells, self._site, self._strict = shells, site, strict
        self._base = urlsplit(site.url).path or "/"
        self._rooted: dict[tuple[str, str], _Parts] = {}
        self.key = digest_of(shells, site, strict)
        """Of everything that stamping adds to a page."""

    def stamp(self, page: Page) -> bytes:
        """The finished page: its parts in the shell, its links from where it stands."""
        root = self._root_of(page.path)
        shell = self._shell(page.shell, root)
        head = self._head(page).replace(SITE, root)
        body = page.html.replace(SITE, root)
        return f"{shell.before}{shell.policy}{head}{shell.between}{body}{shell.after}".encode()

    def _root_of(self, path: str) -> str:
        """404.html is shown at any address, so its links begin at the host."""
        if path == "404.html":
            return self._base
        return "../" * path.count("/") or "./"

    def _shell(self, name: str, root: str) -> _Parts:
        found = self._rooted.get((name, root))
        if found is None:
            before, rest = self._shells[name].replace(SITE, root).split(HEAD)
            parts = before, *rest.split(BODY)
            policy = policy_for(parts) if self._strict else ""
            found = self._rooted[name, root] = _Parts(policy, *parts)
        return found

    def _head(self, page: Page) -> str:
        name, shown = escape(self._site.name), escape(page.title)
        description = escape(page.description)
        rest = "" if page.listed else '<meta name="robots" content="noindex">\n'
        if self._site.url:
            rest += self._addresses(page, page.image or CARD)
        return (
            f"<title>{f'{shown} - {name}' if page.path else name}</title>\n"
            f'<meta name="description" content="{description}">\n'
            f'<meta property="og:title" content="{shown or name}">\n'
            f'<meta property="og:description" content="{description}">\n'
            f'<meta property="og:type" content="{page.kind}">\n'
            f'<meta property="og:site_name" content="{name}">\n'
            '<meta name="twitter:card" content="summary_large_image">\n'
            f"{rest}{page.head}"
        )

    def _addresses(self, page: Page, image: Picture) -> str:
        base, address = escape(self._site.url), escape(self._site.url + page.path)
        own = (
            f'<link rel="canonical" href="{address}">\n'
            f'<meta property="og:url" content="{address}">\n'
        )
        return (
            f"{own if page.path != '404.html' else ''}"
            f'<meta property="og:image" content="{base}{escape(image.path)}">\n'
            f'<meta property="og:image:alt" content="{escape(image.alt or self._site.name)}">\n'
        )
