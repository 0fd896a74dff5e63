"""The feeds there are and what stands in them, the same for RSS, Atom and JSON Feed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from markupsafe import Markup, escape

from enishi.dates import midnight
from enishi.markup import absolute
from enishi.views import SITE, Asset, NewsItem, Picture, Press, Publication, Ref, Site, Tag

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANCHOR = re.compile(r'(<a\b[^>]*? href=")#')
_WHEN = re.compile(r"(left|joined)\s*(<=|>=|==?|<|>)\s*(\d{4})\Z")
_RELATIONS = {"<": "before", "<=": "until", ">": "after", ">=": "from", "=": "in", "==": "in"}


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
    image_size: int
    """Bytes; 0 without an image."""

    @property
    def url(self) -> str:
        return self.site.url + self.item.path

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
        body = _picture(self.item.image) + self.item.body + self.insider
        linked = _ANCHOR.sub(rf"\g<1>{escape(self.url)}#", absolute(str(body), self.site.url))
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

    def path(self, kind: Kind) -> str:
        name = self.language + kind.suffix if self.language else kind.main
        return self.folder + name

    @property
    def refs(self) -> list[Ref]:
        return [Ref(kind.label, self.path(kind)) for kind in KINDS]


@dataclass(frozen=True, slots=True)
class Feed:
    """A channel with its entries, newest first."""

    channel: Channel
    entries: tuple[Entry, ...]
    updated: datetime
    """When its newest item came out, so that the same items give the same bytes."""


def legal(text: str) -> str:
    """The text without characters that XML 1.0 (§2.2) cannot hold."""
    return _ILLEGAL.sub("", text)


def _picture(picture: Picture | None) -> Markup:
    if picture is None:
        return Markup("")
    return Markup('<p><img src="{}" alt="{}" width="{}" height="{}"></p>').format(
        SITE + picture.path, picture.alt, picture.width, picture.height
    )


def feeds_of(publication: Publication, press: Press) -> list[Feed]:
    """All items, then each tag, then each language; nothing while the portal has no address."""
    if not publication.site.url:
        return []
    entries = _entries(publication, press)
    tagged: dict[str, list[Entry]] = defaultdict(list)
    spoken: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        spoken[entry.item.lang].append(entry)
        for tag in entry.item.tags:
            tagged[tag.key].append(entry)
    site = publication.site
    found = [(main_channel(site, press), list(entries))]
    found += [(tag_channel(tag, site, press), tagged[tag.key]) for tag in publication.tags]
    found += [(language_channel(lang, site, press), spoken[lang]) for lang in sorted(spoken)]
    return [_feed(channel, own, publication) for channel, own in found]


def _feed(channel: Channel, entries: list[Entry], publication: Publication) -> Feed:
    zone = publication.site.zone
    dates = (entry.item.published for entry in entries)
    newest = max(dates, default=midnight(publication.today, zone))
    return Feed(channel, tuple(entries), newest.astimezone(zone))


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


def _entries(publication: Publication, press: Press) -> tuple[Entry, ...]:
    sizes = _sizes(publication.assets)
    return tuple(
        Entry(
            item,
            publication.site,
            _insider(item, press),
            sizes.get(item.image.path, 0) if item.image else 0,
        )
        for item in publication.news
    )


def _sizes(assets: Iterable[Asset]) -> dict[str, int]:
    return {asset.path: len(asset.data) for asset in assets}


def _insider(item: NewsItem, press: Press) -> Markup:
    if not item.insider:
        return Markup("")
    parts = [Markup("<h2>{}</h2>").format(press.say("insider.title", lang=item.lang))]
    for insider in item.insider:
        whom = insider_label(insider.when, press, item.lang)
        parts.append(Markup("<h3>{}</h3>").format(whom) if whom else Markup(""))
        parts.append(Markup("<p>{}</p>").format(insider.text))
    return Markup("").join(parts)


def insider_label(when: str, press: Press, lang: str = "") -> str:
    """`left < 2022` as a sentence; other texts as they are."""
    match = _WHEN.match(when.strip())
    if not match:
        return when
    return press.say(f"insider.{match[1]}_{_RELATIONS[match[2]]}", lang=lang, year=match[3])
