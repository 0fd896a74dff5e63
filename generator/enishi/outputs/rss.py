"""`feed.xml`, and one per tag and language: RSS 2.0 with the full text (RSS Advisory Board).

Full text stands in `content:encoded` (RSS 1.0 content module), authors in `dc:creator`
(Dublin Core), because `author` must be an e-mail address and nobody's is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from enishi.outputs._feedgen import generator_of
from enishi.outputs._feeds import RSS, feeds_of
from enishi.views import Output, Press, Publication


def render(publication: Publication, press: Press) -> Iterator[Output]:
    for feed in feeds_of(publication, press):
        made = generator_of(feed, RSS, publication.site)
        yield Output(feed.channel.path(RSS), made.rss_str(pretty=True))
