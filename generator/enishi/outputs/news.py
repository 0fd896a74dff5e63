"""`news/`: paged lists of all, per year and per tag, and a page per item (HTML, schema.org)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from enishi.dates import say_year
from enishi.outputs._feeds import Channel, language_channel, main_channel, tag_channel
from enishi.outputs._head import head_of
from enishi.outputs._paging import Beginning, Sheet, beginning_of, page_title, sheets_of
from enishi.outputs._picker import Ask, asks_of, notes_of, wording_of
from enishi.outputs._schema import news_article
from enishi.outputs._share import share_of
from enishi.views import Job, NewsItem, Page, Press, Publication, Ref, Tag

TAGS = "news/tags/"
MOST_TAGS = 40
"""How many tags a list names; where there are more, all have a page."""


@dataclass(frozen=True, slots=True)
class NewsList:
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


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    years = _by_year(publication)
    lang = publication.site.lang
    refs = tuple(
        Ref(say_year(year, lang), f"news/{year}/", str(len(items))) for year, items in years.items()
    )
    tags = beginning_of(publication.tags, MOST_TAGS, TAGS)
    for listed in _lists(publication, years, press):
        frame = replace(listed, items=())
        for sheet in sheets_of(listed.items, publication.site.per_page, listed.path):
            inputs = (frame, sheet, refs, tags)
            yield Job(sheet.path, list_page, inputs, "pages/news_list.html")
    if tags.path:
        yield Job(tags.path, tags_page, (publication.tags,), "pages/tags.html")
    for item in publication.news:
        asks = asks_of((item,), publication.choices, publication.today.year)
        yield Job(
            item.path, news_page, (item, asks, wording_of((item,), press)), "pages/news_item.html"
        )


def _by_year(publication: Publication) -> dict[int, list[NewsItem]]:
    """Newest year first, as the items are."""
    years: dict[int, list[NewsItem]] = defaultdict(list)
    for item in publication.news:
        years[item.published.astimezone(publication.site.zone).year].append(item)
    return years


def _lists(
    publication: Publication, years: dict[int, list[NewsItem]], press: Press
) -> Iterator[NewsList]:
    site, main = publication.site, main_channel(publication.site, press)
    languages = sorted({item.lang for item in publication.news})
    spoken = tuple(language_channel(lang, site, press) for lang in languages)
    yield NewsList(
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
        yield NewsList(path, title, "", description, items, main, path)
    tagged: dict[str, list[NewsItem]] = defaultdict(list)
    for item in publication.news:
        for tag in item.tags:
            tagged[tag.key].append(item)
    for tag in publication.tags:
        channel = tag_channel(tag, site, press)
        title = press.say("news.tag_title", tag=tag.name)
        description = press.say("news.tag_description", tag=tag.name)
        items = tagged[tag.key]
        yield NewsList(tag.path, title, "", description, items, channel, tag.path, (channel,))


def list_page(
    press: Press,
    listed: NewsList,
    sheet: Sheet[NewsItem],
    years: Sequence[Ref],
    tags: Beginning[Tag],
) -> Page:
    title = page_title(listed.title, sheet.pager.number, press)
    html = press.render(
        "pages/news_list.html",
        heading=listed.title,
        lead=listed.lead,
        items=sheet.items,
        pager=sheet.pager,
        years=years,
        tags=tags,
        current=listed.current,
        feeds=listed.channel.refs if press.site.url else [],
    )
    head = head_of(press, channels=listed.own)
    changed = sheet.items[0].published.date() if sheet.items else None
    return Page(sheet.path, "news", title, listed.description, html, head, changed=changed)


def tags_page(press: Press, tags: Sequence[Tag]) -> Page:
    title = press.say("news.tags_title")
    html = press.render("pages/tags.html", tags=tags)
    description = press.say("news.tags_description", company=press.site.company)
    return Page(TAGS, "news", title, description, html, head_of(press))


def news_page(press: Press, item: NewsItem, asks: Sequence[Ask], wording: bytes = b"") -> Page:
    """`wording` stands for the templates of lines."""
    site = press.site
    share = share_of(item.title, item.path, site, press)
    notes = notes_of(item, press)
    html = press.render("pages/news_item.html", item=item, share=share, notes=notes, asks=asks)
    asides = (f"{note.whom} {note.text}" for note in notes if note.whom)
    return Page(
        path=item.path,
        shell="news",
        title=item.title,
        description=item.summary,
        html=html,
        head=head_of(press, news_article(item, site)),
        text="\n".join([item.summary, item.text, *asides]),
        keywords="\n".join(
            [*(tag.name for tag in item.tags), *(chip.title for chip in item.chips)]
        ),
        changed=item.published.date(),
        lang=item.lang,
        image=item.image,
        kind="article",
    )
