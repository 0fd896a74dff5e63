"""`search/pages.json`: what the search box finds; answered by `assets/enishi-search.js`.

The theme's own worker (lunr) finds beginnings of words, and Japanese has none that it knows: a
name within a compound stays hidden, single characters find everything, and the whole index is
fetched with every first page. Ours looks for any part of the text as it stands, so all it needs
is the text; the browser fetches it when somebody begins to type.

`search/search_index.json` is what is left of the theme's: it asks for one before its worker.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from enishi.views import Made, Output, Press, Publication

MOST_TEXT = 20_000
"""Characters of a page that can be found; a text without end would slow every reader down."""

_PROFILE = re.compile(r"alumni/[^/]+/\Z")
_NO_INDEX = {
    "config": {"lang": [], "separator": r"\s+", "pipeline": [], "fields": {}},
    "docs": [],
}


def render_over(made: Sequence[Made], publication: Publication, press: Press) -> Iterator[Output]:
    """Pages with a text can be found; of two that fit as well, the one listed first wins."""
    pages = [_page(page) for page in sorted(made, key=_order) if page.text]
    yield Output("search/pages.json", _json({"pages": pages}))
    yield Output("search/search_index.json", _json(_NO_INDEX))


def _order(page: Made) -> tuple[int, int]:
    """People as the directory has them, then what has a date, newest first, then the rest."""
    if _PROFILE.match(page.path):
        return 0, 0
    return (1, -page.changed.toordinal()) if page.changed else (2, 0)


def _page(page: Made) -> dict[str, Any]:
    """`names` are other ways to ask for the page, a line each; they are not shown."""
    found: dict[str, Any] = {
        "path": page.path,
        "title": page.title,
        "names": page.keywords,
        "text": page.text[:MOST_TEXT],
        "person": int(bool(_PROFILE.match(page.path))),
    }
    needed = ("path", "title", "text")
    return {key: value for key, value in found.items() if value or key in needed}


def _json(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()
