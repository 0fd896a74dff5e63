"""The feeds there are and what stands in them, the same for RSS, Atom and JSON Feed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar, cast

from markupsafe import Markup, escape

from enishi.dates import midnight
from enishi.markup import absolute
from enishi.outputs._whom import whom
from enishi.pictures import plain_pictures
from enishi.views import SITE, NewsItem, Picture, Press, Publication, Ref, Site, Tag

T = TypeVar("T")

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANCHOR = re.compile(r'(<a\b[^>]*? href=")#')


@dataclass(frozen=True, slots=True)
class Kind:
    """A feed format."""

    label: str
    media_type: str
    main: str
    """File name of the feed of all items, and of each tag's in the tag's folder."""
    suffix: str
    """What follows the language in `feeds/`."""


RSS = Kind("RSS", "application/rss+xml", "feed.xml", ".xml")
ATOM = Kind("Atom", "application/atom+xml", "atom.xml", ".atom.xml")
JSON = Kind("JSON Feed", "application/feed+json", "feed.json", ".json")
KINDS = (RSS, ATOM, JSON)


@dataclass(frozen=True)
class Entry:
    """A news item as every feed has it: absolute, and without what XML 1.0 forbids."""

    item: NewsItem
    site: Site
    insider: Markup

    @cached_property
    def _printed(self) -> dict[Callable[[Entry], object], object]:
        return {}

    def once(self, make: Callable[[Entry], T]) -> T:
        """What `make` makes of it, made the first time: an entry stands in several feeds."""
        if make not in self._printed:
            self._printed[make] = make(self)
        return cast(T, self._printed[make])

    @property
    def url(self) -> str:
        return self.site.url + self.item.path

    @property
    def published(self) -> datetime:
        """In the portal's zone."""
        return self.item.published.astimezone(self.site.zone)

    @property
    def title(self) -> str:
        return legal(self.item.title)

    @property
    def summary(self) -> str:
        return legal(self.item.summary)

    @property
    def author(self) -> str:
        return legal(self.item.author.name) if self.item.author else ""

    @property
    def tags(self) -> list[str]:
        return [legal(tag.name) for tag in self.item.tags]

    @property
    def image(self) -> str:
        return self.site.url + self.item.image.path if self.item.image else ""

    @cached_property
    def content(self) -> str:
        """The whole item as HTML; a link within the text leads to the item's own page."""
        body = str(_picture(self.item.image) + self.item.body + self.insider)
        here = f"{escape(self.url)}#"
        whole = absolute(plain_pictures(body), self.site.url)
        linked = _ANCHOR.sub(lambda link: link[1] + here, whole)
        return legal(linked)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is called and where it is."""

    title: str
    description: str
    lang: str
    page: str
    """Site path of the page that lists the same."""
    folder: str
    language: str = ""
    """The language that it is limited to; empty for all."""

    def path(self, kind: Kind, archive: int = 0) -> str:
        """Where the feed is, or one of its archives, which do not lie at the top of the site."""
        name = self.language + kind.suffix if self.language else kind.main
        if not archive:
            return self.folder + name
        stem, dot, suffix = name.partition(".")
        return f"{self.folder or 'feeds/'}{stem}-{archive}{dot}{suffix}"

    @property
    def refs(self) -> list[Ref]:
        return [Ref(kind.label, self.path(kind)) for kind in KINDS]


@dataclass(frozen=True, slots=True)
class Feed:
    """One document of a feed (RFC 5005, 4): what is subscribed to, or one of its archives.

    The document that is subscribed to holds the newest entries. Archives are full and numbered
    from the oldest, so that what one holds stays the same however much news there will be. To
    that end the newest archive may repeat entries that are subscribed to.
    """

    channel: Channel
    entries: tuple[Entry, ...]
    """Newest first."""
    updated: datetime
    """When its newest item came out, so that the same items give the same bytes."""
    number: int = 0
    """Which archive it is; 0 for what is subscribed to."""
    older: int = 0
    """The archive before it; 0 for none."""
    newer: int = 0
    """The archive after it; 0 for none."""

    def path(self, kind: Kind) -> str:
        return self.channel.path(kind, self.number)

    def links(self, kind: Kind) -> Iterator[tuple[str, str]]:
        """Relations to its neighbours, with their site paths."""
        if self.number:
            yield "current", self.channel.path(kind)
        if self.older:
            yield "prev-archive", self.channel.path(kind, self.older)
        if self.newer:
            yield "next-archive", self.channel.path(kind, self.newer)


def legal(text: str) -> str:
    """The text without characters that XML 1.0 (§2.2) cannot hold."""
    return _ILLEGAL.sub("", text)


def _picture(picture: Picture | None) -> Markup:
    if picture is None:
        return Markup("")
    return Markup('<p><img src="{}" alt="{}" width="{}" height="{}"></p>').format(
        SITE + picture.path, picture.alt, picture.width, picture.height
    )


def feeds_of(publication: Publication, press: Press) -> Iterator[Feed]:
    """All items, then each tag, then each language; nothing while the portal has no address.

    Each feed is followed by its archives.
    """
    site = publication.site
    if not site.url:
        return
    entries = entries_of(publication, press)
    tagged: dict[str, list[Entry]] = defaultdict(list)
    spoken: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        spoken[entry.item.lang].append(entry)
        for tag in entry.item.tags:
            tagged[tag.key].append(entry)
    empty = midnight(publication.today, site.zone)
    yield from documents_of(main_channel(site, press), entries, site.feed_items, empty)
    for tag in publication.tags:
        channel = tag_channel(tag, site, press)
        yield from documents_of(channel, tagged[tag.key], site.feed_items, empty)
    for lang in sorted(spoken):
        channel = language_channel(lang, site, press)
        yield from documents_of(channel, spoken[lang], site.feed_items, empty)


def documents_of(
    channel: Channel, entries: Sequence[Entry], most: int, empty: datetime
) -> Iterator[Feed]:
    """A feed and its archives, each of at most `most` entries; `empty` dates one without any."""
    archives = -(-max(0, len(entries) - most) // most)
    newest = entries[0].published if entries else empty
    yield Feed(channel, tuple(entries[:most]), newest, older=archives)
    for number in range(1, archives + 1):
        end = len(entries) - (number - 1) * most
        held = tuple(entries[end - most : end])
        newer = number + 1 if number < archives else 0
        yield Feed(channel, held, held[0].published, number, number - 1, newer)


def main_channel(site: Site, press: Press) -> Channel:
    """The feed of all items."""
    title = press.say("feed.title", site=site.name)
    return Channel(legal(title), _description(site, press, site.lang), site.lang, "", "")


def tag_channel(tag: Tag, site: Site, press: Press) -> Channel:
    """The feed of one tag, in the folder of its list."""
    title = press.say("feed.tag_title", site=site.name, tag=tag.name)
    description = _description(site, press, site.lang)
    return Channel(legal(title), description, site.lang, tag.path, tag.path)


def language_channel(lang: str, site: Site, press: Press) -> Channel:
    """The feed of what is written in one language."""
    name = press.say(f"shell.{lang}", lang=lang)
    title = press.say("feed.language_title", lang=lang, site=site.name, language=name)
    return Channel(legal(title), _description(site, press, lang), lang, "", "feeds/", lang)


def _description(site: Site, press: Press, lang: str) -> str:
    return legal(press.say("feed.description", lang=lang, company=site.company))


def entries_of(publication: Publication, press: Press) -> tuple[Entry, ...]:
    """All news as feeds have it, newest first."""
    return tuple(Entry(item, publication.site, _insider(item, press)) for item in publication.news)


def _insider(item: NewsItem, press: Press) -> Markup:
    if not item.insider:
        return Markup("")
    parts = [Markup("<h2>{}</h2>").format(press.say("insider.title", lang=item.lang))]
    for insider in item.insider:
        parts.append(Markup("<h3>{}</h3>").format(whom(insider.when, press, item.lang)))
        parts.append(Markup("<p>{}</p>").format(insider.text))
    return Markup("").join(parts)
