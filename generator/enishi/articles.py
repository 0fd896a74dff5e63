"""News, events, openings and pages as readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from enishi import colours, views
from enishi.addresses import CONTENT, Addresses
from enishi.history import History
from enishi.issues import split_sections
from enishi.lines import derived_of
from enishi.markup import excerpt, text_of
from enishi.problems import Problems
from enishi.publish import initials_of_text
from enishi.recall import Recall
from enishi.settings import FILE, Settings
from enishi.source.content import About, Answer, Event, Keepsake, News, Opening, Page, Peak
from enishi.source.schema import Located
from enishi.views import Face, Picture, Profile, Ref, Tag


class Articles:
    """Makes views of Markdown records; who did not agree is left out of each."""

    def __init__(
        self,
        settings: Settings,
        addresses: Addresses,
        history: History,
        people: Mapping[str, Profile],
        known: frozenset[str],
        tags: Mapping[str, Tag],
        today: date,
        recall: Recall,
        problems: Problems,
    ) -> None:
        """`people` are those who agreed, `known` the IDs of everybody."""
        self._settings, self._addresses, self._history = settings, addresses, history
        self._people, self._known, self._tags, self._today = people, known, tags, today
        self._recall, self._problems = recall, problems
        self.host = recall.same("host", self._host())

    def news(self, item: News) -> views.NewsItem:
        body = self._addresses.typeset(item.body, abroad=True, lead=item.image is None)
        told = (
            item.lang or self._settings.lang,
            tuple(dict.fromkeys(self._tags[name] for name in item.tags)),
            self._face(item.author),
            self._addresses.picture(item.path, item.image, item.image_alt),
            self._chips(item.about),
            *self._recall.of(_by_history, item, self._history, by=(self._today,)),
        )
        whole = (item, body, *told)
        return self._recall.derived(("news", item.path), whole, lambda: _news_item(*whole))

    def event(self, event: Event) -> views.Event:
        body = self._addresses.typeset(event.body, lead=event.image is None)
        text = text_of(body)
        ends = event.ends[0] if event.ends else None
        last = (ends or event.starts[0]).date()
        past = last < self._today
        closed = past or event.cancelled or bool(event.deadline and event.deadline < self._today)
        return views.Event(
            id=event.id,
            path=f"events/{event.id}/",
            title=event.title,
            starts=event.starts[0],
            ends=ends,
            timed=event.starts[1],
            lang=event.lang or self._settings.lang,
            place=event.place,
            address=event.address,
            online=event.online,
            map=event.map,
            capacity=event.capacity,
            fee=event.fee,
            register="" if closed else event.register,
            deadline=event.deadline,
            host=self._face(event.host),
            image=self._addresses.picture(event.path, event.image, event.image_alt),
            summary=event.summary or excerpt(text),
            body=body,
            text=text,
            tags=event.tags,
            chips=self._chips(event.about),
            cancelled=event.cancelled,
            past=past,
            ics_path=f"events/{event.id}.ics",
        )

    def opening(self, opening: Opening) -> views.Opening:
        body = self._addresses.typeset(opening.body, lead=True)
        text = text_of(body)
        department = opening.department
        return views.Opening(
            id=opening.id,
            path=f"openings/{opening.id}/",
            title=opening.title,
            posted=opening.posted,
            expires=opening.expires,
            lang=opening.lang or self._settings.lang,
            employment=opening.employment,
            department=self._history.department(department.text).title if department else "",
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

    def card(self, card: Answer) -> views.Answer:
        body = self._addresses.typeset(card.body, lead=True)
        return views.Answer(
            id=card.id,
            path=f"cards/{card.id}/",
            title=card.title,
            line=card.line,
            lang=card.lang or self._settings.lang,
            contact=card.contact,
            link=card.link,
            body=body,
            text=text_of(body),
            tags=card.tags,
            chips=self._chips(card.about),
            when=self._history.gazetteer.rule(card.when.rule) if card.when else None,
        )

    def keepsake(self, one: Keepsake, *, with_photo: bool) -> views.Keepsake:
        """Of somebody who is shown and agreed to it; a photo is a question of its own."""
        (_, lead), *rest = split_sections(one.body)
        story = self._addresses.typeset(lead, "p-", lead=True)
        sections = [
            views.Section(title, self._addresses.typeset(body, f"s{number}-"))
            for number, (title, body) in enumerate(rest)
        ]
        if any("<img" in text for text in (story, *(section.body for section in sections))):
            self._problems.add(one.path, one.mark, "keepsake-picture")
        messages = tuple(
            views.Message(
                said.name, tuple(filter(None, map(str.strip, said.words.text.split("\n"))))
            )
            for said in one.messages
        )
        told = [one.peak.what, text_of(story)]
        told += [f"{section.title}\n{text_of(section.body)}" for section in sections]
        told += [f"{said.name}\n{' '.join(said.words)}" for said in messages]
        return views.Keepsake(
            id=one.id,
            path=f"graduations/{one.id}/",
            person=self._people[one.person.id],
            last_day=one.date,
            lang=one.lang or self._settings.lang,
            peak=self._peak(one.peak, one.path, with_photo=with_photo),
            story=story,
            end=sections[0] if sections else None,
            messages=messages,
            ahead=tuple(sections[1:]),
            text="\n".join(told),
        )

    def _peak(self, peak: Peak, path: str, *, with_photo: bool) -> views.Peak:
        given = peak.photo if with_photo else None
        photo = self._addresses.picture(path, given, peak.photo_alt, "peak.photo")
        return views.Peak(peak.what, peak.when, photo)

    def page(self, page: Page) -> views.HandPage:
        body = self._addresses.typeset(page.body, lead=True)
        text = text_of(body)
        return views.HandPage(
            id=page.id,
            path=f"{page.id}/",
            title=page.title,
            description=page.description or excerpt(text),
            lang=page.lang or self._settings.lang,
            body=body,
            text=text,
            order=page.order,
            menu=page.menu,
        )

    def _face(self, given: Located | None) -> Face | None:
        """Who a field names: someone who agreed to be shown, or a name that has no record."""
        if given is None:
            return None
        if given.text in self._people:
            return self._people[given.text].face
        if given.text in self._known:
            return None
        host = self._settings.ours.host
        if given.text == host.name:
            return self.host
        initials = initials_of_text(given.text)
        return Face(given.text, "", initials, colours.face_colour(given.text))

    def _chips(self, about: About) -> tuple[Ref, ...]:
        """People who agreed, then projects, offices, products and the era."""
        people = (self._people.get(ref.id) for ref in about.people)
        return (
            *(Ref(person.name, person.path) for person in people if person),
            *self._recall.of(_things_of, about, self._history),
        )

    def _host(self) -> Face:
        host = self._settings.ours.host
        photo = None
        if host.photo:
            photo = self._addresses.face(
                host.photo.text, "host", host.name, FILE, host.photo.mark, CONTENT
            )
        return Face(
            name=host.name,
            path="",
            initials=initials_of_text(host.name),
            colour=colours.face_colour(host.name),
            photo=photo,
            line=host.title,
        )


def _things_of(about: About, history: History) -> tuple[Ref, ...]:
    return (
        *history.refs("project", (ref.id for ref in about.projects)),
        *history.refs("office", (ref.id for ref in about.places)),
        *history.refs("product", (ref.id for ref in about.products)),
        *history.refs("era", (about.era.id,) if about.era else ()),
    )


def _by_history(
    item: News, history: History, today: date
) -> tuple[tuple[views.Insider, ...], tuple[views.Derived, ...]]:
    """What is told only to those whom it concerns: by its writer, and by the timeline."""
    insider = (
        views.Insider(history.gazetteer.rule(one.when.rule), one.text) for one in item.insider
    )
    return tuple(insider), derived_of(item.about, history, today)


def _news_item(
    item: News,
    body: Markup,
    lang: str,
    tags: tuple[Tag, ...],
    author: Face | None,
    image: Picture | None,
    chips: tuple[Ref, ...],
    insider: tuple[views.Insider, ...],
    lines: tuple[views.Derived, ...],
) -> views.NewsItem:
    text = text_of(body)
    return views.NewsItem(
        id=item.id,
        path=f"news/{item.id}/",
        title=item.title,
        published=item.date[0],
        timed=item.date[1],
        lang=lang,
        summary=item.summary or excerpt(text),
        body=body,
        text=text,
        tags=tags,
        author=author,
        image=image,
        chips=chips,
        insider=insider,
        source=item.source,
        lines=lines,
    )
