"""RSS and Atom by feedgen; what it has no words for is added to its XML."""

from __future__ import annotations

from copy import copy
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from enishi.outputs._feeds import ATOM, RSS, Entry, Feed, Kind
from enishi.views import Site

_ATOM = "http://www.w3.org/2005/Atom"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_HISTORY = "http://purl.org/syndication/history/1.0"


def print_rss(feed: Feed, site: Site) -> bytes:
    """RSS 2.0.

    Full text stands in `content:encoded` (RSS 1.0 content module), authors in `dc:creator`
    (Dublin Core), because `author` must be an e-mail address and nobody's is published.
    """
    root = etree.fromstring(_head(feed, RSS, site).rss_str())
    channel = root[0]
    own = channel.find(f"{{{_ATOM}}}link")
    for relation, path in reversed(list(feed.links(RSS))):
        own.addnext(own.makeelement(own.tag, rel=relation, href=site.url + path))
    _fill(channel, feed, [entry.once(_rss_item) for entry in feed.entries])
    return _text(root)


def print_atom(feed: Feed, site: Site) -> bytes:
    """Atom 1.0."""
    head = _head(feed, ATOM, site)
    for relation, path in feed.links(ATOM):
        head.link(href=site.url + path, rel=relation)
    root = etree.fromstring(head.atom_str())
    _fill(root, feed, [entry.once(_atom_entry) for entry in feed.entries])
    return _text(root)


def _fill(parent: Any, feed: Feed, entries: list[Any]) -> None:
    """Mark an archive as one, and add copies of the entries: an element has one parent."""
    if feed.number:
        etree.SubElement(parent, f"{{{_HISTORY}}}archive", nsmap={"fh": _HISTORY})
    parent.extend([copy(entry) for entry in entries])


def _text(root: Any) -> bytes:
    return bytes(etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True))


def _head(feed: Feed, kind: Kind, site: Site) -> Any:
    """feedgen's generator, filled but for the entries.

    What feedgen would set by itself is set here: it stamps the present moment as `updated` and
    `lastBuildDate`, and takes the last `alternate` link as the channel's (so `self` comes first).
    """
    channel = feed.channel
    made = FeedGenerator()
    made.load_extension("dc", atom=False, rss=True)
    made.id(site.url + channel.path(kind))
    made.title(channel.title)
    made.link(href=site.url + feed.path(kind), rel="self", type=kind.media_type)
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
    return made


def _rss_item(entry: Entry) -> Any:
    """feedgen's item; `length` 0 stands for an unknown one (RSS Advisory Board's advice)."""
    item = entry.once(_filled).rss_entry()
    if entry.image:
        given = {"url": entry.image, "length": "0", "type": _media_type(entry.image)}
        etree.SubElement(item, "enclosure", given)
    if entry.author:
        etree.SubElement(item, _CREATOR).text = entry.author
    return item


def _atom_entry(entry: Entry) -> Any:
    """feedgen's entry; it forgets the relation of links, so the picture's is added here."""
    made = entry.once(_filled).atom_entry()
    if entry.image:
        link = {"rel": "enclosure", "href": entry.image, "type": _media_type(entry.image)}
        etree.SubElement(made, "link", link)
    return made


def _filled(entry: Entry) -> Any:
    """feedgen's entry; `updated` is set, since feedgen would take the present moment."""
    item = entry.item
    made: Any = FeedEntry()
    made.id(entry.url)
    made.guid(entry.url, permalink=True)
    made.title(entry.title)
    made.link(href=entry.url, rel="alternate", type="text/html", hreflang=item.lang)
    made.summary(entry.summary)
    made.content(entry.content, type="html")
    made.published(entry.published)
    made.updated(entry.published)
    if entry.author:
        made.author(name=entry.author)
    for tag, name in zip(item.tags, entry.tags, strict=True):
        made.category(term=name, scheme=entry.site.url + tag.path)
    return made


def _media_type(image: str) -> str:
    return "image/png" if image.endswith(".png") else "image/jpeg"
