"""From records to one `Publication`: the public side of everything that is not a person."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from enishi import colours, publish, ties, views
from enishi.addresses import Addresses, key_of
from enishi.dates import say_day
from enishi.history import History, Thing
from enishi.markup import excerpt, text_of
from enishi.problems import Problems
from enishi.settings import FILE, Settings
from enishi.source.content import About, Event, News, Newsletter, Opening, Page, Signature
from enishi.source.frontmatter import Body
from enishi.source.library import Library
from enishi.source.schema import Located
from enishi.views import Face, Facet, Profile, Ref

_HEADING = re.compile(r"^## +(.+?)(?: +#+)?$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
C = TypeVar("C", views.NewsItem, views.Newsletter)
PATHS = {News: "news/", Newsletter: "letters/", Event: "events/", Opening: "openings/", Page: ""}


@dataclass(frozen=True, slots=True)
class Day:
    """The day that is published for, and whether drafts are shown (in the preview only)."""

    today: date
    drafts: bool = False


def compose(
    library: Library, settings: Settings, root: Path, problems: Problems, day: Day
) -> views.Publication:
    """All that is public on the day. Problems that only show now are added to `problems`."""
    return _Composer(library, settings, root, problems, day).publication()


class _Composer:
    def __init__(
        self, library: Library, settings: Settings, root: Path, problems: Problems, day: Day
    ) -> None:
        self.settings, self.problems, self.today = settings, problems, day.today
        self.lang = settings.lang
        self.history = History(library.timeline)
        self.library = _current(library, settings, day)
        self.shown = publish.visible(library.people, day.today)
        self.known_people = frozenset(library.people)
        self.addresses = Addresses(root, problems, self._published(), frozenset(library.sources))

    def _published(self) -> dict[str, str]:
        """`{source path: site path}` of everything that has a page."""
        paths = {person.path: f"alumni/{person.id}/" for person in self.shown.values()}
        for entry in self.library.entries:
            paths[entry.path] = f"{PATHS[type(entry)]}{entry.id}/"
        paths["content/timeline.yml"] = "timeline/"
        return paths

    def publication(self) -> views.Publication:
        people = publish.publish_people(
            self.shown.values(), self.history, self.addresses, self.today
        )
        self.people = {person.id: person for person in people}
        host = self._host()
        tags = self._tags()
        self.tags = {tag.name: tag for tag in tags}
        news = _chained([self._news(item) for item in _newest(self.library.news)])
        events = tuple(self._event(event) for event in _latest(self.library.events))
        people = self._tied(people, news, events)
        self.people = {person.id: person for person in people}
        openings = tuple(self._opening(opening) for opening in self._openings())
        letters = self._letters(news, events, openings, host)
        timeline = self._timeline(people, news)
        return views.Publication(
            site=self._site(host),
            today=self.today,
            people=people,
            news=news,
            tags=tags,
            newsletters=letters,
            events=events,
            openings=openings,
            pages=tuple(self._page(page) for page in self._pages()),
            timeline=timeline,
            joined=_cohorts(people, "joined"),
            left=_cohorts(people, "left"),
            facets=_counted(people),
            assets=self.addresses.assets,
        )

    def _site(self, host: Face) -> views.Site:
        settings, ours = self.settings, self.settings.ours
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
            subscribe=views.Call(ours.subscribe.text, ours.subscribe.url)
            if ours.subscribe
            else None,
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
        )

    def _host(self) -> Face:
        host = self.settings.ours.host
        photo = None
        if host.photo:
            photo = self.addresses.face(host.photo.text, "host", host.name, FILE, host.photo.mark)
        return Face(
            name=host.name,
            path="",
            initials=publish.initials_of_text(host.name),
            colour=colours.face_colour(host.name),
            photo=photo,
            line=host.title,
        )

    def _tags(self) -> tuple[views.Tag, ...]:
        count = Counter(tag for item in self.library.news for tag in dict.fromkeys(item.tags))
        return tuple(
            views.Tag(name, key_of(name), f"news/tags/{key_of(name)}/", number)
            for name, number in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
        )

    def _news(self, item: News) -> views.NewsItem:
        body = self.addresses.typeset(item.body)
        text = text_of(body)
        return views.NewsItem(
            id=item.id,
            path=f"news/{item.id}/",
            title=item.title,
            published=item.date[0],
            timed=item.date[1],
            lang=item.lang or self.lang,
            summary=item.summary or excerpt(text),
            body=body,
            text=text,
            tags=tuple(self.tags[name] for name in dict.fromkeys(item.tags)),
            author=self._face(item.author),
            image=self.addresses.picture(item.path, item.image, item.image_alt),
            chips=self._chips(item.about),
            insider=tuple(views.Insider(one.when, one.text) for one in item.insider),
            source=item.source,
        )

    def _event(self, event: Event) -> views.Event:
        body = self.addresses.typeset(event.body)
        text = text_of(body)
        ends = event.ends[0] if event.ends else None
        last = (ends or event.starts[0]).date()
        past = last < self.today
        closed = past or event.cancelled or bool(event.deadline and event.deadline < self.today)
        return views.Event(
            id=event.id,
            path=f"events/{event.id}/",
            title=event.title,
            starts=event.starts[0],
            ends=ends,
            timed=event.starts[1],
            lang=event.lang or self.lang,
            place=event.place,
            address=event.address,
            online=event.online,
            map=event.map,
            capacity=event.capacity,
            fee=event.fee,
            register="" if closed else event.register,
            deadline=event.deadline,
            host=self._face(event.host),
            image=self.addresses.picture(event.path, event.image, event.image_alt),
            summary=event.summary or excerpt(text),
            body=body,
            text=text,
            tags=event.tags,
            chips=self._chips(event.about),
            cancelled=event.cancelled,
            past=past,
            ics_path=f"events/{event.id}.ics",
        )

    def _openings(self) -> list[Opening]:
        return sorted(self.library.openings, key=lambda one: (one.posted, one.id), reverse=True)

    def _opening(self, opening: Opening) -> views.Opening:
        body = self.addresses.typeset(opening.body)
        text = text_of(body)
        department = opening.department
        return views.Opening(
            id=opening.id,
            path=f"openings/{opening.id}/",
            title=opening.title,
            posted=opening.posted,
            expires=opening.expires,
            lang=opening.lang or self.lang,
            employment=opening.employment,
            department=self.history.department(department.text).title if department else "",
            place=opening.place,
            remote=opening.remote,
            salary=opening.salary,
            apply=opening.apply,
            contact=opening.contact,
            returners=opening.returners,
            summary=opening.summary or excerpt(text),
            body=body,
            text=text,
            tags=opening.tags,
        )

    def _pages(self) -> list[Page]:
        return sorted(self.library.pages, key=lambda page: (page.order, page.id))

    def _page(self, page: Page) -> views.HandPage:
        body = self.addresses.typeset(page.body)
        text = text_of(body)
        return views.HandPage(
            id=page.id,
            path=f"{page.id}/",
            title=page.title,
            description=page.description or excerpt(text),
            lang=page.lang or self.lang,
            body=body,
            text=text,
            order=page.order,
            menu=page.menu,
        )

    def _face(self, given: Located | None) -> Face | None:
        """Who a field names: someone who agreed to be shown, or a name that has no record."""
        if given is None:
            return None
        if given.text in self.people:
            return self.people[given.text].face
        if given.text in self.known_people:
            return None
        host = self.settings.ours.host
        if given.text == host.name:
            return self._host()
        initials = publish.initials_of_text(given.text)
        return Face(given.text, "", initials, colours.face_colour(given.text))

    def _chips(self, about: About) -> tuple[Ref, ...]:
        """People who agreed, then projects, offices, products and the era."""
        people = (self.people.get(ref.id) for ref in about.people)
        return (
            *(Ref(person.name, person.path) for person in people if person),
            *self.history.refs("project", (ref.id for ref in about.projects)),
            *self.history.refs("office", (ref.id for ref in about.places)),
            *self.history.refs("product", (ref.id for ref in about.products)),
            *self.history.refs("era", (about.era.id,) if about.era else ()),
        )

    def _tied(
        self,
        people: Sequence[Profile],
        news: Sequence[views.NewsItem],
        events: Sequence[views.Event],
    ) -> tuple[Profile, ...]:
        """The profiles joined to each other, to the news and to the company's past."""
        near = ties.contemporaries(people, self.today)
        chronicle = ties.Chronicle(self.history.changes())
        mentions = self._mentions(news, events)
        return tuple(
            replace(
                person,
                contemporaries=near[person.id],
                mentions=tuple(mentions.get(person.path, ())),
                lived=chronicle.lived_by(person, self.today),
            )
            for person in people
        )

    def _mentions(
        self, news: Sequence[views.NewsItem], events: Sequence[views.Event]
    ) -> dict[str, list[Ref]]:
        """`{path of a person, project or office: links to what mentions it}`, newest first."""
        told = [(one.published, one.author, one.chips, one.title, one.path) for one in news]
        held = [(one.starts, one.host, one.chips, one.title, one.path) for one in events]
        found: dict[str, list[Ref]] = defaultdict(list)
        for when, face, chips, title, path in sorted(
            [*told, *held], key=lambda one: (one[0], one[4]), reverse=True
        ):
            about = {chip.path for chip in chips} | ({face.path} if face else set())
            for mentioned in sorted(about - {""}):
                found[mentioned].append(
                    Ref(title, path, say_day(when.date(), self.lang, weekday=False))
                )
        return found

    def _letters(
        self,
        news: Sequence[views.NewsItem],
        events: Sequence[views.Event],
        openings: Sequence[views.Opening],
        host: Face,
    ) -> tuple[views.Newsletter, ...]:
        ordered = sorted(self.library.newsletters, key=lambda one: (one.date, one.id))
        letters = []
        since = date.min
        for letter in ordered:
            letters.append(self._letter(letter, since, news, events, openings, host))
            since = letter.date + timedelta(days=1)
        return _chained(list(reversed(letters)))

    def _letter(
        self,
        letter: Newsletter,
        since: date,
        news: Sequence[views.NewsItem],
        events: Sequence[views.Event],
        openings: Sequence[views.Opening],
        host: Face,
    ) -> views.Newsletter:
        greeting, *rest = split_sections(letter.body)
        opening = self.addresses.typeset(greeting[1], "g-")
        sections = tuple(
            views.Section(title, self.addresses.typeset(body, f"s{number}-"))
            for number, (title, body) in enumerate(rest)
        )
        closing = Body("", letter.path)
        if letter.closing:
            closing = Body(letter.closing.text, letter.path, letter.closing.first_line)
        signed, signed_title = self._signature(letter, host)
        picked = letter.graduates or letter.news
        start, end = picked.since or letter.news.since or since, picked.until or letter.date
        return views.Newsletter(
            id=letter.id,
            path=f"letters/{letter.id}/",
            title=letter.title,
            number=letter.number,
            published=letter.date,
            lang=letter.lang or self.lang,
            preheader=letter.preheader or excerpt(text_of(opening), 80),
            greeting=opening,
            sections=sections,
            stories=self._stories(letter, since, news),
            graduates=self._graduates(start, end) if "graduates" in letter.include else (),
            lately=self._lately(start, end) if "lately" in letter.include else (),
            events=_upcoming(events, letter.date) if "events" in letter.include else (),
            openings=tuple(one for one in openings if one.posted <= letter.date)
            if "openings" in letter.include
            else (),
            closing=self.addresses.typeset(closing, "c-"),
            signed=signed,
            signed_title=signed_title,
            text="\n".join(
                [text_of(opening), *(f"{one.title}\n{text_of(one.body)}" for one in sections)]
            ),
        )

    def _signature(self, letter: Newsletter, host: Face) -> tuple[Face, str]:
        signed = letter.signed
        if isinstance(signed, Signature):
            initials = publish.initials_of_text(signed.name)
            face = Face(signed.name, "", initials, colours.face_colour(signed.name))
            return face, signed.title
        if signed and signed.id in self.people:
            face = self.people[signed.id].face
            return face, face.line
        return host, self.settings.ours.host.title

    def _stories(
        self, letter: Newsletter, since: date, news: Sequence[views.NewsItem]
    ) -> tuple[views.NewsItem, ...]:
        """The news that the issue picks: a list as listed, else newest first.

        Without any choice: what came since the issue before.
        """
        picks = letter.news
        if picks.items:
            by_id = {item.id: item for item in news}
            by_stem = {entry.path: entry.id for entry in self.library.news}
            listed = (by_id.get(_item_id(one, by_stem)) for one in picks.items)
            found = [item for item in listed if item]
        else:
            found = list(news)
        free = not (picks.items or picks.tags)
        first = picks.since or (since if free else date.min)
        last = picks.until or (letter.date if free else date.max)
        wanted = set(picks.tags)
        chosen = [
            item
            for item in found
            if first <= item.published.date() <= last
            and (not wanted or wanted & {tag.name for tag in item.tags})
        ]
        return tuple(chosen[: picks.most])

    def _graduates(self, start: date, end: date) -> tuple[Profile, ...]:
        found = [
            person
            for person in self.people.values()
            if person.left and start <= person.left.last and person.left.first <= end
        ]
        return tuple(
            sorted(found, key=lambda one: one.left.last if one.left else end, reverse=True)
        )

    def _lately(self, start: date, end: date) -> tuple[Profile, ...]:
        found = [
            person
            for person in self.people.values()
            if person.lately and start <= person.lately.on <= end
        ]
        return tuple(
            sorted(found, key=lambda one: one.lately.on if one.lately else end, reverse=True)[:6]
        )

    def _timeline(
        self, people: Sequence[Profile], news: Sequence[views.NewsItem]
    ) -> views.Timeline:
        members = _members(people)
        mentions = self._mentions(news, ())
        spans = [self._span(thing, members, mentions) for thing in self.history.things.values()]
        spans += self._loose_departments(people, members, mentions)
        changes = tuple(
            change for change in self.history.changes() if change.on.first <= self.today
        )
        return views.Timeline(self.history.timeline.founded, changes, tuple(spans))

    def _span(
        self, thing: Thing, members: dict[str, list[Face]], mentions: dict[str, list[Ref]]
    ) -> views.Span:
        entry = thing.entry
        return views.Span(
            kind=thing.kind,
            id=entry.id,
            name=entry.name,
            start=entry.start,
            to=entry.to,
            text=entry.text,
            address=entry.address,
            path=thing.path,
            people=tuple(members.get(thing.path, ())) if thing.path else (),
            news=tuple(mentions.get(thing.path, ())) if thing.path else (),
            former_names=self.history.former_names(thing),
        )

    def _loose_departments(
        self,
        people: Sequence[Profile],
        members: dict[str, list[Face]],
        mentions: dict[str, list[Ref]],
    ) -> Iterator[views.Span]:
        """Departments that tenures name and the timeline does not."""
        listed = {thing.path for thing in self.history.things.values()}
        found: dict[str, str] = {}
        for person in people:
            for stay in person.stays:
                if stay.department and stay.department.path not in listed:
                    found.setdefault(stay.department.path, stay.department.title)
        for path, name in sorted(found.items(), key=lambda pair: pair[1]):
            key = path.split("/")[-2]
            here, told = tuple(members.get(path, ())), tuple(mentions.get(path, ()))
            yield views.Span("department", key, name, None, None, "", "", path, here, told, ())


def split_sections(body: Body) -> list[tuple[str, Body]]:
    """A letter's greeting, with an empty title, and its `##` sections.

    Headings inside fenced code are text. Each part knows its first line.
    """
    blind = _FENCE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body.text)
    starts = [(0, 0, "")]
    starts += [(match.start(), match.end(), match[1]) for match in _HEADING.finditer(blind)]
    ends = [start for start, _, _ in starts[1:]] + [len(body.text)]
    parts = []
    for (_, begin, title), end in zip(starts, ends, strict=True):
        line = body.first_line + body.text.count("\n", 0, begin)
        parts.append((title, Body(body.text[begin:end], body.path, line)))
    return parts


def _current(library: Library, settings: Settings, day: Day) -> Library:
    """The library as of the day: no drafts, nothing of tomorrow, nothing expired."""
    today, drafts = day.today, day.drafts
    zone = settings.zone
    return replace(
        library,
        news=tuple(
            item
            for item in library.news
            if (drafts or not item.draft)
            and (drafts or item.date[0].astimezone(zone).date() <= today)
            and (item.expires is None or today <= item.expires)
            and item.audience == "public"
        ),
        newsletters=tuple(
            one for one in library.newsletters if drafts or (not one.draft and one.date <= today)
        ),
        events=tuple(one for one in library.events if drafts or not one.draft),
        openings=tuple(
            one
            for one in library.openings
            if today <= one.expires and (drafts or (not one.draft and one.posted <= today))
        ),
    )


def _newest(items: Iterable[News]) -> list[News]:
    return sorted(items, key=lambda item: (item.date[0], item.id), reverse=True)


def _latest(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.starts[0], event.id), reverse=True)


def _chained(items: list[C]) -> tuple[C, ...]:
    """Each item with links to the next newer and older one; newest first."""
    refs: list[Ref | None] = [None, *(Ref(item.title, item.path) for item in items), None]
    return tuple(replace(item, newer=refs[at], older=refs[at + 2]) for at, item in enumerate(items))


def _upcoming(events: Iterable[views.Event], day: date) -> tuple[views.Event, ...]:
    """The next three after the day, soonest first."""
    ahead = [one for one in events if one.starts.date() >= day and not one.cancelled]
    return tuple(sorted(ahead, key=lambda one: (one.starts, one.id))[:3])


def _item_id(given: Located, ids: dict[str, str]) -> str:
    """A listed item may be its file name, with or without `.md`, or its permalink."""
    stem = given.text.removesuffix(".md")
    return ids.get(f"content/news/{stem}.md", stem)


def _members(people: Iterable[Profile]) -> dict[str, list[Face]]:
    """`{path of a department, project or office: faces}` in the order of the directory."""
    found: dict[str, dict[str, Face]] = defaultdict(dict)
    for person in people:
        for stay in person.stays:
            refs = (*stay.projects, *stay.places, *((stay.department,) if stay.department else ()))
            for ref in refs:
                found[ref.path][person.id] = person.face
    return {path: list(faces.values()) for path, faces in found.items()}


def _cohorts(people: Iterable[Profile], kind: str) -> tuple[views.Cohort, ...]:
    """Cohorts by year, newest first."""
    years: dict[int, list[Profile]] = defaultdict(list)
    for person in people:
        for facet in person.facets:
            if facet.kind == kind:
                years[int(facet.key)].append(person)
    folder = "alumni/joined" if kind == "joined" else "since"
    return tuple(
        views.Cohort(year, f"{folder}/{year}/", tuple(years[year]))
        for year in sorted(years, reverse=True)
    )


def _counted(people: Iterable[Profile]) -> tuple[Facet, ...]:
    """Every facet with its count: years newest first, others most used first."""
    count: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Facet] = {}
    for person in people:
        for facet in person.facets:
            count[facet.kind, facet.key] += 1
            first.setdefault((facet.kind, facet.key), facet)

    def order(facet: Facet) -> tuple[str, int, str]:
        years = facet.kind in ("joined", "left")
        return facet.kind, -int(facet.key) if years else -facet.count, facet.label

    counted = (replace(facet, count=count[key]) for key, facet in first.items())
    return tuple(sorted(counted, key=order))
