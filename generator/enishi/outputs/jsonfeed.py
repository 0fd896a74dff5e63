"""`feed.json`, and one per tag and language: JSON Feed 1.1 with the full text (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from enishi.outputs._feeds import JSON, Entry, Feed, feeds_of
from enishi.views import Output, Press, Publication, Site


def render(publication: Publication, press: Press) -> Iterator[Output]:
    for feed in feeds_of(publication, press):
        text = json.dumps(_feed(feed, publication.site), ensure_ascii=False, indent=1)
        yield Output(feed.channel.path(JSON), f"{text}\n".encode())


def _feed(feed: Feed, site: Site) -> dict[str, Any]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.channel.title,
        "home_page_url": site.url + feed.channel.page,
        "feed_url": site.url + feed.channel.path(JSON),
        "description": feed.channel.description,
        "language": feed.channel.lang,
        "authors": [_present({"name": site.company, "url": site.company_url})],
        "items": [_item(entry) for entry in feed.entries],
    }


def _item(entry: Entry) -> dict[str, Any]:
    item = entry.item
    return _present(
        {
            "id": entry.url,
            "url": entry.url,
            "external_url": item.source,
            "title": entry.title,
            "content_html": entry.content or "<p></p>",
            "summary": entry.summary,
            "image": entry.image,
            "date_published": item.published.astimezone(entry.site.zone).isoformat(),
            "authors": _authors(entry),
            "tags": entry.tags,
            "language": item.lang,
        }
    )


def _authors(entry: Entry) -> list[dict[str, str]]:
    author = entry.item.author
    if author is None:
        return []
    path = author.path
    return [_present({"name": entry.author, "url": entry.site.url + path if path else ""})]


def _present(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: the standard leaves out, it has no nulls."""
    return {key: value for key, value in values.items() if value}
