"""`feed.xml`, `atom.xml` and `feed.json`, and three per tag and language (RSS, Atom, JSON Feed).

All hold the full text: RSS 2.0 (RSS Advisory Board), Atom 1.0 (RFC 4287), JSON Feed 1.1
(jsonfeed.org), with older items in archives that each names the next of (RFC 5005).
"""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._feedgen import print_atom, print_rss
from enishi.outputs._feeds import ATOM, JSON, RSS, Feed, Kind, feeds_of
from enishi.outputs._jsonfeed import print_json
from enishi.views import Job, Press, Publication

PRINTERS = {RSS: print_rss, ATOM: print_atom, JSON: print_json}


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    for feed in feeds_of(publication, press):
        for kind in PRINTERS:
            yield Job(feed.path(kind), feed_file, (kind, feed))


def feed_file(press: Press, kind: Kind, feed: Feed) -> bytes:
    return PRINTERS[kind](feed, press.site)
