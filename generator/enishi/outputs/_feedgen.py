"""A feed as feedgen has it, for RSS and Atom alike."""

from __future__ import annotations

from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from enishi.outputs._feeds import Entry, Feed, Kind
from enishi.views import Site

_PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


def generator_of(feed: Feed, kind: Kind, site: Site) -> Any:
    """feedgen's generator, filled.

    What feedgen would set by itself is set here: it stamps the present moment as `updated`,
    `lastBuildDate` and each entry's `updated`, takes the last `alternate` link as the
    channel's (so `self` comes first), and puts new entries on top unless told to append.
    """
    channel = feed.channel
    address = site.url + channel.path(kind)
    made = FeedGenerator()
    made.load_extension("dc", atom=False, rss=True)
    made.id(address)
    made.title(channel.title)
    made.link(href=address, rel="self", type=kind.media_type)
    made.link(href=site.url + channel.page, rel="alternate", type="text/html")
    made.description(channel.description)
    made.language(channel.lang)
    made.author(name=site.company)
    made.generator("Enishi")
    made.docs("https://www.rssboard.org/rss-specification")
    made.updated(feed.updated)
    made.lastBuildDate(feed.updated)
    if site.copyright:
        made.rights(site.copyright)
    for entry in feed.entries:
        _add(made, entry)
    return made


def _add(made: Any, entry: Entry) -> None:
    item = entry.item
    published = item.published.astimezone(entry.site.zone)
    added: Any = made.add_entry(FeedEntry(), order="append")
    added.id(entry.url)
    added.guid(entry.url, permalink=True)
    added.title(entry.title)
    added.link(href=entry.url, rel="alternate", type="text/html", hreflang=item.lang)
    added.summary(entry.summary)
    added.content(entry.content, type="html")
    added.published(published)
    added.updated(published)
    if entry.author:
        added.author(name=entry.author)
        added.dc.dc_creator(entry.author)
    for tag, name in zip(item.tags, entry.tags, strict=True):
        added.category(term=name, scheme=entry.site.url + tag.path)
    if entry.image and entry.image_size:
        suffix = entry.image.rpartition(".")[2].lower()
        added.enclosure(entry.image, entry.image_size, _PICTURES.get(suffix, "image/*"))
