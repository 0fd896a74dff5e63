"""Shells: whole pages of the theme, cut out of what an engine built.

A shell's head and main part are marks; every link in it is a site path behind `SITE`, so that
one shell serves pages at any depth.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass

from enishi.views import SITE

HEAD, BODY = "<!--enishi:head-->", "<!--enishi:body-->"
SEARCH_WORKER = "assets/enishi-search.js"
"""Answers the search box; see `outputs/search.py`."""

_LINK = re.compile(r'(<(?:a|link|script|img|form|source)\b[^>]*?\s(?:href|src|action)=)"([^"]*)"')
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_SCOPE = re.compile(r'new URL\("([^"]*)",location\)')
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
"""The theme's own skip link, which leads to a heading that a shell does not have."""
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#")


@dataclass(frozen=True, slots=True)
class Sentinel:
    """What must stand in a shell exactly once, or a page would lack a part or have it twice."""

    text: str
    block: str
    """The block of the theme's base template that brings it."""


SENTINELS = (
    Sentinel(HEAD, "site_meta"),
    Sentinel(BODY, "container"),
    Sentinel('<script id="__config"', "config"),
    Sentinel("assets/javascripts/bundle", "scripts"),
    Sentinel("assets/enishi.js", "scripts"),
    Sentinel("assets/enishi.css", "extrahead"),
    Sentinel('class="skip" href="#text"', "header"),
    Sentinel('id="text"', "container"),
    Sentinel('name="query"', "header"),
    Sentinel("<main", "container"),
)


def amiss(text: str) -> tuple[Sentinel, int] | None:
    """The first sentinel that a built page does not hold exactly once, and how often it does."""
    counts = ((sentinel, text.count(sentinel.text)) for sentinel in SENTINELS)
    return next(((sentinel, count) for sentinel, count in counts if count != 1), None)


def shell_of(text: str, page: str) -> str:
    """A page that the engine built at the site path `page`, with its links made movable."""
    text = _SKIP.sub(r"\1\2", text)
    text = _LINK.sub(lambda match: f'{match[1]}"{_site_path(match[2], page)}"', text)
    text = _SCOPE.sub(lambda match: f'new URL("{_site_path(match[1], page)}",location)', text)
    return _CONFIG.sub(lambda match: match[1] + _config_json(match[2], page) + match[3], text)


def _site_path(address: str, page: str) -> str:
    """A link of the shell as a site path behind `SITE`; others as they are."""
    if _ABSOLUTE.match(address) or address.startswith(SITE):
        return address
    path, mark, rest = address.partition("#") if "#" in address else address.partition("?")
    joined = posixpath.normpath(posixpath.join("/", page, path))
    folder = path.endswith(("/", ".")) or not path
    joined = joined.rstrip("/") + "/" if folder else joined
    return SITE + joined.lstrip("/") + mark + rest


def _config_json(text: str, page: str) -> str:
    """The theme's own settings; `base` must be what leads to the root."""
    config = json.loads(text)
    config["base"] = _site_path(config["base"] + "/", page)
    config["search"] = SITE + SEARCH_WORKER
    dumped = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
    return dumped.replace("\\u0002", SITE).replace("</", "<\\/")
