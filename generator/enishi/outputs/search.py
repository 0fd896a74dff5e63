"""`search/`: what the search box finds; answered by `assets/enishi-search.js`.

The theme's own worker (lunr) finds beginnings of words, and Japanese has none that it knows: a
name within a compound stays hidden, single characters find everything, and the whole index is
fetched with every first page. Ours looks for any part of a name or a text as it stands, and is
asked when somebody begins to type. All the texts of a small portal are `search/pages.json`; of a
larger one that file says how its index is cut into small files.

`search/search_index.json` is what is left of the theme's: it asks for one before its worker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from enishi.outputs._entries import Entry, entries_of, json_of
from enishi.outputs._shards import MANIFEST, Files, sharded, updated
from enishi.views import Made, Press, Publication

WHOLE = 400_000
"""Characters that are fetched at once, some 400 KB as a host sends them; about 1,000 pages."""
_NO_INDEX = {
    "config": {"lang": [], "separator": r"\s+", "pipeline": [], "fields": {}},
    "docs": [],
}


def print_over(
    made: Sequence[Made], publication: Publication, press: Press, old: Mapping[str, bytes]
) -> Mapping[str, bytes | None]:
    pages = entries_of(made)
    index = updated(old, pages) if old and not fits_whole(pages) else _index_of(pages)
    return {**index, "search/search_index.json": json_of(_NO_INDEX)}


def index_of(made: Sequence[Made]) -> Files:
    """The index of all pages with a text, by path."""
    return _index_of(entries_of(made))


def _index_of(pages: Sequence[Entry]) -> Files:
    return _whole(pages) if fits_whole(pages) else sharded(pages)


def fits_whole(pages: Sequence[Entry]) -> bool:
    told = (len(page["title"]) + len(page.get("names", "")) + len(page["text"]) for page in pages)
    return sum(told) <= WHOLE


def _whole(pages: Sequence[Entry]) -> Files:
    return {MANIFEST: json_of({"pages": pages})}
