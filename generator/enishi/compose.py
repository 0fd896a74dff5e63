"""From records to one `Publication`: the public side of everything that is not a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from enishi import ties, views
from enishi.addresses import Addresses, key_of
from enishi.articles import Articles
from enishi.cohorts import choices_of, cohorts_of, facets_of
from enishi.dates import Day, say_day
from enishi.galleys import Galleys
from enishi.history import History, members_of, spans_of
from enishi.issues import Issues
from enishi.library import Library
from enishi.memory import Memory
from enishi.problems import Problems
from enishi.settings import Settings
from enishi.source.content import (
    Answer,
    Entry,
    Event,
    Keepsake,
    News,
    Newsletter,
    Notice,
    Opening,
    Page,
)
from enishi.source.records import TIMELINE_FILE
from enishi.views import Face, Profile, Publication, Ref

N = TypeVar("N", Answer, Page)
C = TypeVar("C", views.NewsItem, views.Newsletter)
PATHS = {
    News: "news/",
    Newsletter: "letters/",
    Event: "events/",
    Opening: "openings/",
    Answer: "cards/",
    Keepsake: "graduations/",
    Page: "",
}


def compose(
    library: Library,
    settings: Settings,
    root: Path,
    problems: Problems,
    day: Day,
    galleys: Galleys,
    memory: Memory,
) -> Publication:
    """All that is public on the day. Problems that only show now are added to `problems`."""
    return _Composer(library, settings, root, problems, day, galleys, memory).publication()


def compose_inside(
    items: Sequence[News],
    publication: Publication,
    library: Library,
    settings: Settings,
    root: Path,
    problems: Problems,
    day: Day,
    galleys: Galleys,
    memory: Memory,
) -> tuple[views.NewsItem, ...]:
    """News for former members alone, as letters tell it."""
    composer = _Composer(library, settings, root, problems, day, galleys, memory)
    return composer.inside(items, publication)


def site_of(settings: Settings, host: Face) -> views.Site:
    """What every page knows of the portal."""
    ours = settings.ours
    sender, aid = ours.sender, ours.help
    return views.Site(
        name=settings.name,
        url=settings.url,
        description=settings.description,
        lang=settings.lang,
        company=ours.company.name,
        company_url=ours.company.url,
        company_latin=ours.company.latin,
        host=host,
        host_title=ours.host.title,
        message=ours.host.message,
        ask=views.Call(aid.ask.text, aid.ask.url) if aid.ask else None,
        give=views.Call(aid.give.text, aid.give.url) if aid.give else None,
        subscribe=views.Call(ours.subscribe.text, ours.subscribe.url) if ours.subscribe else None,
        sender=views.Sender(
            sender.name,
            sender.address,
            sender.contact,
            sender.stop,
            sender.reason,
            sender.privacy,
        )
        if sender
        else None,
        copyright=settings.copyright,
        colour=settings.colour,
        zone=settings.zone,
        per_page=max(1, ours.per_page),
        feed_items=max(1, ours.feeds.items),
    )


class _Composer:
    def __init__(
        self,
        library: Library,
        settings: Settings,
        root: Path,
        problems: Problems,
        day: Day,
        galleys: Galleys,
        memory: Memory,
    ) -> None:
        self.settings, self.today, self.memory = settings, day.today, memory
        self.problems = problems
        timeline = memory.recall.same("records of time", library.timeline)
        self.history = memory.recall.of(History, timeline)
        self.library = _current(library, settings, day)
        self.shown = [one for one in library.people.values() if one.profile is not None]
        self.known = frozenset(library.people)
        self.addresses = Addresses(
            root,
            problems,
            self._published(),
            library.sources,
            galleys,
            library.probes,
            memory.recall,
            reachable=bool(settings.url),
        )

    def _published(self) -> dict[str, str]:
        """`{source path: site path}` of everything that has a page."""
        paths = {person.path: f"alumni/{person.id}/" for person in self.shown}
        for entry in self.library.entries:
            paths[entry.path] = f"{PATHS[type(entry)]}{entry.id}/"
        paths[TIMELINE_FILE] = "timeline/"
        return paths

    def publication(self) -> Publication:
        library, today, recall = self.library, self.today, self.memory.recall
        people = self._people()
        tags = _tags_of(library.news)
        articles = self._articles(people, tags)
        news = self._chained([articles.news(item) for item in _newest(library.news)])
        events = tuple(articles.event(event) for event in _latest(library.events))
        openings = tuple(articles.opening(one) for one in _latest_posted(library.openings))
        cards = tuple(articles.card(one) for one in _ordered(library.cards))
        issues = Issues(
            self.settings,
            self.addresses,
            articles.host,
            people,
            news,
            events,
            openings,
            cards,
            self.problems,
        )
        keepsakes = tuple(self._keepsake(one, articles) for one in _latest_days(library.keepsakes))
        letters = issues.all_of(library.newsletters, {item.path: item.id for item in library.news})
        pages = tuple(articles.page(page) for page in _ordered(library.pages))
        self.addresses.check_anchors()
        mentions = self._mentions(news, events)
        return Publication(
            site=recall.same("site", self._site(articles.host)),
            today=today,
            people=people,
            news=news,
            tags=tuple(dict.fromkeys(tags.values())),
            newsletters=self._chained(letters),
            events=events,
            openings=openings,
            cards=cards,
            keepsakes=keepsakes,
            pages=pages,
            timeline=recall.same("timeline", self._timeline(people, mentions)),
            milestones=self._milestones(),
            contemporaries=self._contemporaries(people),
            mentions=self._by_subject(mentions, "mentions"),
            joined=recall.of(cohorts_of, people, by=("joined",)),
            left=recall.of(cohorts_of, people, by=("left",)),
            facets=recall.of(facets_of, self._each("facets", people)),
            assets=self.addresses.assets,
            choices=recall.same("choices", choices_of(self.history)),
        )

    def inside(self, items: Sequence[News], publication: Publication) -> tuple[views.NewsItem, ...]:
        """News that no page has. A picture in it must be on the site for another reason."""
        tags = _tags_of((*self.library.news, *items))
        articles = self._articles(publication.people, tags)
        served, made = {one.path for one in publication.assets}, []
        for item in items:
            made.append(articles.news(item))
            if any(one.path not in served for one in self.addresses.assets):
                self.problems.add(item.path, item.mark, "inside-picture")
        self.addresses.check_anchors()
        return tuple(made)

    def _articles(self, people: Iterable[Profile], tags: Mapping[str, views.Tag]) -> Articles:
        return Articles(
            self.settings,
            self.addresses,
            self.history,
            {person.id: person for person in people},
            self.known,
            tags,
            self.today,
            self.memory.recall,
            self.problems,
        )

    def _people(self) -> tuple[Profile, ...]:
        """Those who agreed, by reading."""
        recall = self.memory.recall
        found = [one.finished(self.addresses, recall) for one in self.shown]
        kept = {
            one.person.id: f"{PATHS[Keepsake]}{one.id}/"
            for one in reversed(_latest_days(self.library.keepsakes))
        }
        with_page = (
            recall.of(_keeping, one, by=(kept[one.id],)) if one.id in kept else one
            for one in found
            if one
        )
        people = sorted(with_page, key=lambda one: one.sort_key)
        return recall.same("people", tuple(people))

    def _keepsake(self, one: Keepsake, articles: Articles) -> views.Keepsake:
        beside = self.library.people[one.person.id].beside
        return articles.keepsake(one, with_photo="photo" in beside)

    def _milestones(self) -> tuple[views.Change, ...]:
        found = tuple(one for one in self._changes() if one.kind == "event")
        return self.memory.recall.same("milestones", found)

    def _changes(self) -> tuple[views.Change, ...]:
        return tuple(one for one in self.history.changes() if one.on.first <= self.today)

    def _timeline(self, people: Sequence[Profile], mentions: Iterable[_Mention]) -> views.Timeline:
        told = self._by_subject((one for one in mentions if one.is_news), "told")
        stays = self._each("stays", people)
        spans = spans_of(self.history, self.memory.recall.of(members_of, stays), told)
        return views.Timeline(self.history.timeline.founded, self._changes(), tuple(spans))

    def _each(self, name: str, people: Sequence[Profile]) -> tuple[Any, ...]:
        """That attribute of each person; the very same as long as nobody's has changed."""
        return self.memory.recall.same(("each", name), tuple(map(attrgetter(name), people)))

    def _site(self, host: Face) -> views.Site:
        return site_of(self.settings, host)

    def _contemporaries(self, people: Sequence[Profile]) -> dict[str, tuple[Face, ...]]:
        stays = {person.id: person.stays for person in self.shown}
        listed = self.memory.recall.same(
            "stays", tuple([(one.id, stays[one.id]) for one in people])
        )
        key = self.memory.recall.digests.of(self.today, listed)
        if self.memory.ties[0] != key:
            self.memory.ties = key, ties.contemporaries(people, self.today)
        faces = self._each("face", people)
        return self.memory.recall.of(_faces_near, self._each("id", people), faces, self.memory.ties)

    def _chained(self, items: list[C]) -> tuple[C, ...]:
        """Each item with links to the next newer and older one; newest first."""
        refs: list[Ref | None] = [None, *(Ref(item.title, item.path) for item in items), None]
        return tuple(
            self.memory.recall.of(_beside, item, by=(refs[at], refs[at + 2]))
            for at, item in enumerate(items)
        )

    def _mentions(
        self, news: Sequence[views.NewsItem], events: Sequence[views.Event]
    ) -> list[_Mention]:
        """Newest first."""
        of, lang = self.memory.recall.of, self.settings.lang
        found = [of(_mention, item, by=(lang,)) for item in (*news, *events)]
        return sorted(found, key=lambda one: (one.when, one.ref.path), reverse=True)

    def _by_subject(self, told: Iterable[_Mention], name: str) -> dict[str, tuple[Ref, ...]]:
        """`{path of a person, project or office: links to what mentions it}`."""
        found: dict[str, list[Ref]] = defaultdict(list)
        for one in told:
            for mentioned in one.about:
                found[mentioned].append(one.ref)
        same = self.memory.recall.same
        return {path: same((name, path), tuple(refs)) for path, refs in found.items()}


@dataclass(frozen=True, slots=True)
class _Mention:
    """A text that names people, projects or offices, by their paths."""

    when: datetime
    about: tuple[str, ...]
    ref: Ref
    is_news: bool


def _mention(item: views.NewsItem | views.Event, lang: str) -> _Mention:
    if isinstance(item, views.NewsItem):
        when, face, is_news = item.published, item.author, True
    else:
        when, face, is_news = item.starts, item.host, False
    about = {chip.path for chip in item.chips} | ({face.path} if face else set())
    ref = Ref(item.title, item.path, say_day(when.date(), lang, weekday=False))
    return _Mention(when, tuple(sorted(about - {""})), ref, is_news)


def _current(library: Library, settings: Settings, day: Day) -> Library:
    """The library as of the day: no drafts, nothing of tomorrow, nothing expired."""
    zone = settings.zone
    return replace(
        library,
        entries=tuple(
            one
            for one in library.entries
            if _is_current(one, day, zone)
            and (not isinstance(one, Keepsake) or library.may_show(one))
        ),
    )


def _is_current(entry: Entry, day: Day, zone: ZoneInfo) -> bool:
    today, drafts = day.today, day.drafts
    if isinstance(entry, Notice):  # on record, but on no page
        return False
    if isinstance(entry, Page):
        return True
    if entry.draft and not drafts:
        return False
    if isinstance(entry, News):
        out = drafts or entry.date[0].astimezone(zone).date() <= today
        lasts = entry.expires is None or today <= entry.expires
        return out and lasts and entry.audience == "public"
    if isinstance(entry, Newsletter | Keepsake):
        return drafts or entry.date <= today
    if isinstance(entry, Opening):
        return today <= entry.expires and (drafts or entry.posted <= today)
    return True  # events stay, and cards last


def _faces_near(
    ids: Sequence[str], faces: Sequence[Face], ties: tuple[bytes, Mapping[str, tuple[str, ...]]]
) -> dict[str, tuple[Face, ...]]:
    face_of = dict(zip(ids, faces, strict=True))
    return {one: tuple([face_of[other] for other in near]) for one, near in ties[1].items()}


def _tags_of(news: Iterable[News]) -> dict[str, views.Tag]:
    """`{name as written: tag}`, most used first; names that mean the same share a tag."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for item in news:
        for name in item.tags:
            written[key_of(name)][name] += 1
        count.update({key_of(name) for name in item.tags})
    found: dict[str, views.Tag] = {}
    for key, number in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
        names = written[key]
        shown = min(names, key=lambda name: (-names[name], name))
        found |= dict.fromkeys(names, views.Tag(shown, key, f"news/tags/{key}/", number))
    return found


def _newest(items: Iterable[News]) -> list[News]:
    return sorted(items, key=lambda item: (item.date[0], item.id), reverse=True)


def _latest(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.starts[0], event.id), reverse=True)


def _latest_posted(openings: Iterable[Opening]) -> list[Opening]:
    return sorted(openings, key=lambda one: (one.posted, one.id), reverse=True)


def _latest_days(keepsakes: Iterable[Keepsake]) -> list[Keepsake]:
    return sorted(keepsakes, key=lambda one: (one.date, one.id), reverse=True)


def _keeping(person: Profile, keepsake: str) -> Profile:
    return replace(person, keepsake=keepsake)


def _ordered(entries: Iterable[N]) -> list[N]:
    return sorted(entries, key=lambda one: (one.order, one.id))


def _beside(item: C, newer: Ref | None, older: Ref | None) -> C:
    return replace(item, newer=newer, older=older)
