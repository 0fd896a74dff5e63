"""What the public may see: the only types that formats, templates and the theme receive.

Built by `publish.py` field by field. Nothing here points back to a record, and this module
imports nothing of ours but dates. Addresses inside the site (`path`, and links in HTML)
are site paths: `news/2026-11-05-tenjin/`. In HTML they stand behind `SITE`, which is
replaced by what leads to the site's root from the place where the HTML is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from enishi.dates import PartialDate

SITE = "\x02"
"""Stands before a site path in HTML. No text can hold it: control characters are refused."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to another page of the portal: what it is called and where it is."""

    title: str
    path: str
    note: str = ""
    """A second, smaller line: a date, a company, an office."""


@dataclass(frozen=True, slots=True)
class Version:
    """A picture as WebP, in one width."""

    path: str
    width: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the site serves."""

    path: str
    """JPEG or PNG, for mail, feeds and previews: every program shows these two."""
    width: int
    height: int
    alt: str
    versions: tuple[Version, ...] = ()
    """For pages, narrowest first."""

    def at(self, width: int) -> str:
        """The path of the narrowest version of at least this width, else of the widest."""
        wide = [one.path for one in self.versions if one.width >= width]
        return [*wide[:1], *(one.path for one in self.versions[-1:]), self.path][0]

    @property
    def srcset(self) -> str:
        """All versions behind `SITE`, for the browser to choose; empty without a choice."""
        if len(self.versions) < 2:
            return ""
        return ", ".join(f"{SITE}{one.path} {one.width}w" for one in self.versions)

    @property
    def sizes(self) -> str:
        """How wide it is shown in a column of text, with `srcset`."""
        return "(max-width: 680px) 94vw, 640px"


@dataclass(frozen=True, slots=True)
class Face:
    """A person as a small mark: photo or initials on a coloured circle."""

    name: str
    path: str
    """Empty where there is no profile to open."""
    initials: str
    colour: str
    photo: Picture | None = None
    line: str = ""
    """One line about them: department and year, or company now."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One tenure as shown."""

    joined: PartialDate
    left: PartialDate | None
    department: Ref | None
    """`path` may be empty."""
    title: str
    projects: tuple[Ref, ...]
    places: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Outlink:
    """A profile elsewhere."""

    network: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Note:
    """近況."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that the directory can be filtered by."""

    kind: str
    """joined, left, department, place, company, skill or open."""
    key: str
    """ASCII, stable: stands in shareable addresses."""
    label: str
    path: str = ""
    """Its own page, where there is one."""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """A person who agreed to be shown, as shown."""

    id: str
    path: str
    name: str
    kana: str
    latin: str
    former: str
    preferred: str
    row: str
    """The heading it is listed under: あ か さ た な は ま や ら わ, A–Z, or #."""
    sort_key: tuple[int, str, str, str]
    face: Face
    stays: tuple[Stay, ...]
    company: str
    work: str
    """Title now."""
    industry: str
    since: PartialDate | None
    location: str
    outlinks: tuple[Outlink, ...]
    bio: Markup
    bio_text: str
    lately: Note | None
    skills: tuple[str, ...]
    offers: tuple[str, ...]
    asks: tuple[str, ...]
    open_to: tuple[str, ...]
    facets: tuple[Facet, ...]
    joined: PartialDate | None
    """When they first came."""
    left: PartialDate | None
    """When they last left; None while they are here."""
    returned: bool
    updated: date | None
    keepsake: str = ""
    """The page of their graduation; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    key: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Meant:
    """What a value of a cohort expression stands for."""

    key: str
    """What it is compared by: the ID of an entry of the timeline, or the value itself."""
    name: str
    """As readers know it."""
    days: tuple[int, ...] = ()
    """Of a date: its first and last day. Of an era: first and last day of its beginning, then of
    its end. A day is a number, as 20220331."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`field sign value` of a cohort expression; of several values, one that fits is enough."""

    field: str
    sign: str
    values: tuple[Meant, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Rules between `and` or `or`."""

    word: str
    parts: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    part: Rule


Rule = Condition | Joint | Negation
"""A cohort expression whose names have been looked up: whom something concerns."""


@dataclass(frozen=True, slots=True)
class Insider:
    """A line that only those who worked here then understand."""

    when: Rule
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A fact about what a text tells of, for those who knew it otherwise."""

    kind: str
    """Which sentence of `templates/newsletter/lines.ja.txt` and `lines.en.txt` says it."""
    key: str
    """Of what the fact is: no reader is told two of one thing."""
    name: str
    """As it is called today."""
    old: str = ""
    """As it was called then."""
    on: PartialDate | None = None
    """When it changed."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A line, and whom it concerns."""

    when: Rule
    line: Line


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing of the company that a reader may have been part of."""

    field: str
    """department, project or place."""
    key: str
    name: str
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewsItem:
    id: str
    path: str
    title: str
    published: datetime
    timed: bool
    lang: str
    summary: str
    """Given, or the beginning of the text."""
    body: Markup
    text: str
    """The body as plain text, for search and mail."""
    tags: tuple[Tag, ...]
    author: Face | None
    image: Picture | None
    chips: tuple[Ref, ...]
    """People, projects, offices and products it is about."""
    insider: tuple[Insider, ...]
    source: str
    lines: tuple[Derived, ...] = ()
    """What the timeline adds, most telling first."""
    newer: Ref | None = None
    older: Ref | None = None


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    path: str
    title: str
    starts: datetime
    ends: datetime | None
    timed: bool
    lang: str
    place: str
    address: str
    online: str
    map: str
    capacity: str
    fee: str
    register: str
    """Empty once the deadline or the event is past, or it was cancelled."""
    deadline: date | None
    host: Face | None
    image: Picture | None
    summary: str
    body: Markup
    text: str
    tags: tuple[str, ...]
    chips: tuple[Ref, ...]
    cancelled: bool
    past: bool
    ics_path: str


@dataclass(frozen=True, slots=True)
class Opening:
    id: str
    path: str
    title: str
    posted: date
    expires: date
    lang: str
    employment: str
    department: str
    place: str
    remote: str
    salary: str
    apply: str
    contact: str
    returners: str
    summary: str
    body: Markup
    text: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A card 「その課題なら」: a problem, one line to forward, and what can be done."""

    id: str
    path: str
    title: str
    line: str
    lang: str
    contact: str
    link: str
    body: Markup
    text: str
    tags: tuple[str, ...]
    chips: tuple[Ref, ...]
    when: Rule | None
    """Whom letters tell of it; everybody where there is none."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a newsletter issue that its writer wrote."""

    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Newsletter:
    """One issue."""

    id: str
    path: str
    title: str
    number: int | None
    published: date
    lang: str
    preheader: str
    greeting: Markup
    sections: tuple[Section, ...]
    stories: tuple[NewsItem, ...]
    graduates: tuple[Profile, ...]
    lately: tuple[Profile, ...]
    events: tuple[Event, ...]
    openings: tuple[Opening, ...]
    closing: Markup
    signed: Face
    signed_title: str
    text: str
    newer: Ref | None = None
    older: Ref | None = None
    moved: tuple[Profile, ...] = ()
    """Who is somewhere new."""
    asks: tuple[Profile, ...] = ()
    """Who asks for help."""
    offers: tuple[Profile, ...] = ()
    """Who offers it."""
    cards: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who has news, and what a reader shared with them."""

    person: Profile
    kind: str
    """`lately`: what they said of themselves; `moved`: where they are now; `told`: an article."""
    told: Ref | None = None
    """The article."""
    shared: tuple[str, ...] = ()
    """Departments, projects and offices that both were part of at one time, as the reader knew
    them."""


@dataclass(frozen=True, slots=True)
class Peak:
    """The moment that everybody will remember."""

    what: str
    when: PartialDate | None
    photo: Picture | None


@dataclass(frozen=True, slots=True)
class Message:
    """What a colleague wrote to somebody who left."""

    name: str
    words: tuple[str, ...]
    """A paragraph each."""


@dataclass(frozen=True, slots=True)
class Keepsake:
    """The page of a graduation."""

    id: str
    path: str
    person: Profile
    last_day: date
    lang: str
    peak: Peak
    story: Markup
    """Of the peak."""
    end: Section | None
    messages: tuple[Message, ...]
    ahead: tuple[Section, ...]
    """What comes next."""
    text: str
    """All of it as plain text, for search."""


@dataclass(frozen=True, slots=True)
class HandPage:
    """A hand-written page."""

    id: str
    path: str
    title: str
    description: str
    lang: str
    body: Markup
    text: str
    order: int
    menu: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A project, office, department, product or era of the company."""

    kind: str
    id: str
    name: str
    start: PartialDate | None
    to: PartialDate | None
    text: str
    address: str
    path: str
    """Its page; empty for products and eras."""
    people: int
    """How many were part of it."""
    news: tuple[Ref, ...]
    former_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that became different on a day: what 「あなたが卒業してから」 is made of."""

    on: PartialDate
    kind: str
    """`event`; a renamed `company`, `department`, `office`, `product` or `project`; or
    `project-opened`, `office-closed` and so on."""
    title: str
    text: str
    old: str = ""
    new: str = ""
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    founded: PartialDate | None
    changes: tuple[Change, ...]
    """Oldest first."""
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who joined, or left, in one year."""

    year: int
    path: str
    people: tuple[Profile, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Something that a reader can do with one click."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Sender:
    """The legal foot of every letter (特定電子メール法 §4, CAN-SPAM §5, GDPR art. 13)."""

    name: str
    address: str
    contact: str
    stop: str
    reason: str
    privacy: str


@dataclass(frozen=True, slots=True)
class Site:
    """What every page knows of the portal."""

    name: str
    url: str
    """Absolute, ending in `/`; empty where the portal has no address yet."""
    description: str
    lang: str
    company: str
    company_url: str
    company_latin: str
    host: Face
    host_title: str
    message: str
    ask: Call | None
    give: Call | None
    subscribe: Call | None
    sender: Sender | None
    copyright: str
    colour: str
    """Primary colour in light, `#rrggbb`."""
    zone: ZoneInfo
    per_page: int
    feed_items: int = 50
    """How many items a feed holds; older ones are in its archives."""


@dataclass(frozen=True, slots=True)
class Print:
    """How a picture is printed: cropped to this shape, never enlarged."""

    width: int
    height: int
    suffix: str
    """`.jpg` or `.png`, followed by `.webp` where that one is made again as WebP."""
    square: bool = False
    """Cropped to a square, as portraits are."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture that the site serves, printed from a file of the portal."""

    path: str
    source: str
    """Path of the file in the portal folder."""
    digest: str
    """SHA-256 of the file: with `print` it says all that the picture depends on."""
    print: Print


@dataclass(frozen=True, slots=True)
class Publication:
    """All that is public today."""

    site: Site
    today: date
    people: tuple[Profile, ...]
    """By reading: kana first, then Latin."""
    news: tuple[NewsItem, ...]
    """Newest first."""
    tags: tuple[Tag, ...]
    """Most used first."""
    newsletters: tuple[Newsletter, ...]
    """Newest first."""
    events: tuple[Event, ...]
    """By start, latest first."""
    openings: tuple[Opening, ...]
    """Newest first; expired ones are gone."""
    cards: tuple[Answer, ...]
    """In the order that their writer gave them."""
    keepsakes: tuple[Keepsake, ...]
    """Pages of graduations, latest first."""
    pages: tuple[HandPage, ...]
    timeline: Timeline
    milestones: tuple[Change, ...]
    """What the company has lived through, oldest first."""
    contemporaries: Mapping[str, tuple[Face, ...]]
    """`{person ID: who was here at the same time}`, nearest first."""
    mentions: Mapping[str, tuple[Ref, ...]]
    """`{site path of a person, project or office: what mentions it}`, newest first."""
    joined: tuple[Cohort, ...]
    """Newest first."""
    left: tuple[Cohort, ...]
    """Newest first."""
    facets: tuple[Facet, ...]
    """With counts, most used first within a kind."""
    assets: tuple[Asset, ...]
    choices: tuple[Choice, ...] = ()
    """Departments, projects and offices, in the order of the timeline."""

    @property
    def graduates(self) -> tuple[Profile, ...]:
        """Who left within the last year, latest first (a date may be only a year)."""
        recent = (
            person
            for person in self.people
            if person.left
            and person.left.first <= self.today
            and (self.today - person.left.last).days <= 366
        )
        return tuple(
            sorted(recent, key=lambda person: (person.left.last, person.id), reverse=True)  # type: ignore[union-attr]
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page before the theme's shell is put around it."""

    path: str
    """Site path ending in `/`, or `404.html`, or empty for home."""
    shell: str
    """Which shell: home, news, alumni, events, openings, cards, letters, timeline or page:ID."""
    title: str
    description: str
    html: str
    """The main part; links stand behind `SITE`."""
    head: str = ""
    """More elements for `<head>`; links stand behind `SITE`."""
    text: str = ""
    """What search finds it by; empty pages are not searched."""
    keywords: str = ""
    """More words to find it by, a line each: readings, other scripts."""
    words: str = ""
    """What the filter of the directory finds a person by."""
    changed: date | None = None
    listed: bool = True
    """Whether it stands in the sitemap."""
    lang: str = ""
    """Where it differs from the portal's."""
    image: Picture | None = None
    kind: str = "website"
    """Open Graph type."""


@dataclass(frozen=True, slots=True)
class Output:
    """A finished file of the site."""

    path: str
    """Relative, `/`, no `..`."""
    data: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Press:
    """What formats print with: templates in the portal's language."""

    site: Site
    render: Callable[..., str]
    """`render("pages/news.html", item=…)` → HTML; `.txt` templates are not escaped."""
    say: Callable[..., str]
    """`say("news.title")`, `say("since.lead", year=2020)` → a sentence of the portal."""
    read: Callable[[str], bytes]
    """`read("content/news/party.jpg")` → the bytes of a file of the portal. Whoever reads one
    has the digest of these bytes among the inputs."""
    key: Callable[[str], bytes]
    """`key("pages/news.html")` → a digest of all that decides what the template prints beside
    the values that it is given: its text and that of every template it names, and the day if
    one of them asks for it."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file of the site before it is made: by what, and from what alone.

    Two jobs with equal `make`, `inputs` and template give the same bytes. So a job that was
    done for the last build is not done again.
    """

    path: str
    """Site path of the page or file."""
    make: Callable[..., Page | bytes]
    """A function of a module: `make(press, *inputs)`. It sees nothing else."""
    inputs: tuple[object, ...] = ()
    """Plain values and views."""
    template: str = ""
    """The template that `make` prints with; empty where it needs none."""


@dataclass(frozen=True, slots=True)
class Made:
    """What remains known of a page after it was written, for formats over all pages."""

    path: str
    title: str
    text: str
    names: str
    """Other ways to ask for it, folded, a line each; its title is none."""
    changed: date | None
    listed: bool
    words: str = ""
