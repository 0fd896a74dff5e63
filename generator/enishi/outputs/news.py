"""`news/`: the paged list, a list per year and per tag, and a page per item (HTML, schema.org)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enishi.dates import say_year
from enishi.outputs._feeds import Channel, language_channel, main_channel, tag_channel
from enishi.outputs._head import Heads
from enishi.outputs._paging import sheets_of
from enishi.outputs._schema import news_article
from enishi.outputs._share import share_of
from enishi.views import NewsItem, Page, Press, Publication, Ref


@dataclass(frozen=True, slots=True)
class _List:
    """A list of news with a page, or several, of its own."""

    path: str
    title: str
    lead: str
    description: str
    items: Sequence[NewsItem]
    channel: Channel
    current: str
    """The path again where the list is a choice among years and tags."""
    own: tuple[Channel, ...] = ()
    """Feeds besides that of all items."""


def render(publication: Publication, press: Press) -> Iterator[Page]:
    years = _by_year(publication)
    heads = Heads(publication.site, press)
    lang = publication.site.lang
    refs = [Ref(say_year(year, lang), f"news/{year}/", str(len(years[year]))) for year in years]
    for listed in _lists(publication, years, press):
        yield from _pages(listed, publication, refs, heads, press)
    for item in publication.news:
        yield _item(item, publication, heads, press)


def _by_year(publication: Publication) -> dict[int, list[NewsItem]]:
    """Newest year first, as the items are."""
    years: dict[int, list[NewsItem]] = defaultdict(list)
    for item in publication.news:
        years[item.published.astimezone(publication.site.zone).year].append(item)
    return years


def _lists(
    publication: Publication, years: dict[int, list[NewsItem]], press: Press
) -> Iterator[_List]:
    site, main = publication.site, main_channel(publication.site, press)
    languages = sorted({item.lang for item in publication.news})
    spoken = tuple(language_channel(lang, site, press) for lang in languages)
    yield _List(
        "news/",
        press.say("news.title"),
        press.say("news.lead"),
        press.say("news.description", company=site.company),
        publication.news,
        main,
        "",
        spoken if len(spoken) > 1 else (),
    )
    for year, items in years.items():
        title = press.say("news.year_title", year=year)
        description = press.say("news.year_description", company=site.company, year=year)
        path = f"news/{year}/"
        yield _List(path, title, "", description, items, main, path)
    tagged: dict[str, list[NewsItem]] = defaultdict(list)
    for item in publication.news:
        for tag in item.tags:
            tagged[tag.key].append(item)
    for tag in publication.tags:
        channel = tag_channel(tag, site, press)
        title = press.say("news.tag_title", tag=tag.name)
        description = press.say("news.tag_description", tag=tag.name)
        items = tagged[tag.key]
        yield _List(tag.path, title, "", description, items, channel, tag.path, (channel,))


def _pages(
    listed: _List, publication: Publication, years: list[Ref], heads: Heads, press: Press
) -> Iterator[Page]:
    head = heads.head(channels=listed.own)
    feeds = listed.channel.refs if publication.site.url else []
    for sheet in sheets_of(listed.items, publication.site.per_page, listed.path):
        title, number = listed.title, sheet.pager.number
        if number > 1:
            title = press.say("news.page_title", title=title, number=number)
        html = press.render(
            "pages/news_list.html",
            heading=listed.title,
            lead=listed.lead,
            items=sheet.items,
            pager=sheet.pager,
            years=years,
            tags=publication.tags,
            current=listed.current,
            feeds=feeds,
        )
        changed = sheet.items[0].published.date() if sheet.items else None
        yield Page(sheet.path, "news", title, listed.description, html, head, changed=changed)


def _item(item: NewsItem, publication: Publication, heads: Heads, press: Press) -> Page:
    site = publication.site
    html = press.render(
        "pages/news_item.html", item=item, share=share_of(item.title, item.path, site, press)
    )
    asides = (f"{insider.when} {insider.text}" for insider in item.insider)
    return Page(
        path=item.path,
        shell="news",
        title=item.title,
        description=item.summary,
        html=html,
        head=heads.head(news_article(item, site)),
        text="\n".join([item.summary, item.text, *asides]),
        keywords="\n".join(
            [*(tag.name for tag in item.tags), *(chip.title for chip in item.chips)]
        ),
        changed=item.published.date(),
        lang=item.lang,
        image=item.image,
        kind="article",
    )
