"""`atom.xml`, and one per tag and language: Atom 1.0 with the full text (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._feedgen import generator_of
from enishi.outputs._feeds import ATOM, feeds_of
from enishi.views import Output, Press, Publication


def render(publication: Publication, press: Press) -> Iterator[Output]:
    for feed in feeds_of(publication, press):
        made = generator_of(feed, ATOM, publication.site)
        yield Output(feed.channel.path(ATOM), made.atom_str(pretty=True))
