"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from enishi.outputs._feeds import JSON, Entry, Feed
from enishi.views import Site


def print_json(feed: Feed, site: Site) -> bytes:
    """The feed; `next_url` leads to the archive of what is older."""
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.channel.title,
        "home_page_url": site.url + feed.channel.page,
        "feed_url": site.url + feed.channel.path(JSON),
        "description": feed.channel.description,
        "language": feed.channel.lang,
        "authors": [_present({"name": site.company, "url": site.company_url})],
    }
    if feed.older:
        found["next_url"] = site.url + feed.channel.path(JSON, feed.older)
    found["items"] = [entry.once(_item) for entry in feed.entries]
    return f"{json.dumps(found, ensure_ascii=False)}\n".encode()


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
            "date_published": entry.published.isoformat(),
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
