"""Public values made by hand: each function gives a whole one, of which a test names a part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from enishi.dates import PartialDate
from enishi.views import (
    Answer,
    Asset,
    Call,
    Change,
    Cohort,
    Event,
    Face,
    Facet,
    HandPage,
    Keepsake,
    Message,
    NewsItem,
    Newsletter,
    Note,
    Opening,
    Outlink,
    Peak,
    Picture,
    Print,
    Profile,
    Publication,
    Ref,
    Section,
    Sender,
    Site,
    Span,
    Stay,
    Tag,
    Timeline,
)

ZONE = ZoneInfo("Asia/Tokyo")
TODAY = date(2026, 11, 22)
URL = "https://alumni.example.com/"


def face(**given: Any) -> Face:
    return replace(Face("佐藤 健一", "alumni/kenichi-sato/", "佐", "#1f4e79"), **given)


def picture(**given: Any) -> Picture:
    return replace(Picture("images/party.jpg", 1280, 720, "屋上の集まり"), **given)


def site(**given: Any) -> Site:
    made = Site(
        name="れいの会",
        url=URL,
        description="前にいた人と、いまいる人の場所です。",
        lang="ja",
        company="株式会社れい",
        company_url="https://rei.example.com/",
        company_latin="Rei Inc.",
        host=face(name="山田 はる", path="", initials="山"),
        host_title="縁の係",
        message="お元気ですか。",
        ask=None,
        give=Call("困っている会社があったら、教えてください。", "mailto:en@example.com"),
        subscribe=Call("手紙を送っています。", "mailto:en@example.com?subject=%E5%B8%8C%E6%9C%9B"),
        sender=Sender(
            "株式会社れい",
            "〒100-0000 東京都千代田区例町1-2-3",
            "mailto:en@example.com",
            "mailto:stop@example.com?subject=%E6%AD%A2%E3%82%81%E3%82%8B",
            "受け取りを希望してくださった方にお送りしています。",
            f"{URL}privacy/",
        ),
        copyright="© 株式会社れい",
        colour="#1f4e79",
        zone=ZONE,
        per_page=20,
    )
    return replace(made, **given)


def stay(**given: Any) -> Stay:
    made = Stay(
        PartialDate(2015, 4, 1),
        PartialDate(2026, 3, 31),
        Ref("品質管理部", "alumni/departments/qa/"),
        "課長",
        (Ref("こもれび", "alumni/projects/komorebi/"),),
        (Ref("福岡オフィス", "alumni/places/fukuoka/"),),
    )
    return replace(made, **given)


def profile(person_id: str = "kenichi-sato", **given: Any) -> Profile:
    path = f"alumni/{person_id}/"
    made = Profile(
        id=person_id,
        path=path,
        name="佐藤 健一",
        kana="さとう けんいち",
        latin="Kenichi Sato",
        former="",
        preferred="",
        row="さ",
        sort_key=(0, "さとうけんいち", "さとう けんいち", person_id),
        face=face(path=path, line="みなと計測 代表"),
        stays=(stay(),),
        company="みなと計測",
        work="代表",
        industry="計測",
        since=None,
        location="福岡県 福岡市",
        outlinks=(Outlink("linkedin", "LinkedIn", "https://www.linkedin.com/in/example"),),
        bio=Markup("<p>センサーの品質管理をしています。</p>"),
        bio_text="センサーの品質管理をしています。",
        lately=Note(date(2026, 10, 1), "海の見える部屋に引っ越しました。"),
        skills=("品質管理", "統計"),
        offers=("現場の見学",),
        asks=(),
        open_to=("mentor",),
        facets=(
            Facet("joined", "2015", "2015", "alumni/joined/2015/"),
            Facet("left", "2026", "2026", "since/2026/"),
            Facet("department", "qa", "品質管理部", "alumni/departments/qa/"),
            Facet("open", "mentor", "mentor"),
        ),
        joined=PartialDate(2015, 4, 1),
        left=PartialDate(2026, 3, 31),
        returned=False,
        updated=date(2026, 10, 1),
    )
    return replace(made, **given)


def tag(name: str = "お知らせ", key: str = "info", count: int = 1) -> Tag:
    return Tag(name, key, f"news/tags/{key}/", count)


def news_item(item_id: str = "2026-11-05-tenjin", **given: Any) -> NewsItem:
    made = NewsItem(
        id=item_id,
        path=f"news/{item_id}/",
        title="天神に移りました",
        published=datetime(2026, 11, 5, 10, 0, tzinfo=ZONE),
        timed=True,
        lang="ja",
        summary="福岡オフィスが天神に移りました。",
        body=Markup(
            '<p>地図は<a href="\x02timeline/">あゆみ</a>に。<a href="#t-fn">注</a></p>'
            '<p><img src="\x02images/map.png" alt="地図" width="900" height="600"></p>'
        ),
        text="地図はあゆみに。",
        tags=(tag(),),
        author=face(),
        image=None,
        chips=(),
        insider=(),
        source="",
    )
    return replace(made, **given)


def event(event_id: str = "2026-12-04-party", **given: Any) -> Event:
    made = Event(
        id=event_id,
        path=f"events/{event_id}/",
        title="年末の縁側",
        starts=datetime(2026, 12, 4, 19, 0, tzinfo=ZONE),
        ends=datetime(2026, 12, 4, 21, 0, tzinfo=ZONE),
        timed=True,
        lang="ja",
        place="福岡オフィス",
        address="福岡市例町1-2-3",
        online="",
        map="",
        capacity="",
        fee="",
        register="mailto:en@example.com",
        deadline=None,
        host=face(),
        image=None,
        summary="途中から来て、途中で帰ってかまいません。",
        body=Markup("<p>お待ちしています。</p>"),
        text="お待ちしています。",
        tags=("集まり",),
        chips=(),
        cancelled=False,
        past=False,
        ics_path=f"events/{event_id}.ics",
    )
    return replace(made, **given)


def opening(opening_id: str = "qa", **given: Any) -> Opening:
    made = Opening(
        id=opening_id,
        path=f"openings/{opening_id}/",
        title="品質管理の担当",
        posted=date(2026, 11, 1),
        expires=date(2027, 3, 31),
        lang="ja",
        employment="full-time",
        department="品質管理部",
        place="福岡市",
        remote="partial",
        salary="",
        apply="mailto:en@example.com",
        contact="山田 はる",
        returners="お帰りなさい。",
        summary="測ることが好きな方へ。",
        body=Markup("<p>まず、話をしませんか。</p>"),
        text="まず、話をしませんか。",
        tags=(),
    )
    return replace(made, **given)


def letter(letter_id: str = "2026-11-autumn", **given: Any) -> Newsletter:
    made = Newsletter(
        id=letter_id,
        path=f"letters/{letter_id}/",
        title="秋の手紙",
        number=4,
        published=date(2026, 11, 20),
        lang="ja",
        preheader="三分で読めます。",
        greeting=Markup("<p>風がつめたくなりました。</p>"),
        sections=(
            Section(
                "探しています",
                Markup(
                    '<p><img src="\x02images/box.jpg" alt="箱" width="1280" height="853" '
                    'loading="lazy"></p><ul><li>創業のころの写真</li></ul>'
                ),
            ),
        ),
        stories=(news_item(image=picture()),),
        graduates=(profile(),),
        lately=(profile(),),
        events=(event(),),
        openings=(opening(),),
        closing=Markup("<p>よいお年を。</p>"),
        signed=face(name="山田 はる", path="", initials="山"),
        signed_title="縁の係",
        text="風がつめたくなりました。",
        cards=(card(),),
    )
    return replace(made, **given)


def card(card_id: str = "night", **given: Any) -> Answer:
    made = Answer(
        id=card_id,
        path=f"cards/{card_id}/",
        title="夜だけ温度が上がる",
        line="前にいた会社に、いいのがあるよ。",
        lang="ja",
        contact="mailto:en@example.com",
        link="https://example.com/warm",
        body=Markup("<p>まず、一週間置いてみてください。</p>"),
        text="まず、一週間置いてみてください。",
        tags=("倉庫",),
        chips=(),
        when=None,
    )
    return replace(made, **given)


def keepsake(keepsake_id: str = "kenichi-sato", **given: Any) -> Keepsake:
    made = Keepsake(
        id=keepsake_id,
        path=f"graduations/{keepsake_id}/",
        person=profile(),
        last_day=date(2026, 10, 30),
        lang="ja",
        peak=Peak("雪の日に、二人で台車を押した", PartialDate(2021, 1), picture()),
        story=Markup("<p>朝から雪でした。</p>"),
        end=Section("最後の日", Markup("<p>みんなで門まで歩きました。</p>")),
        messages=(Message("三好 千里", ("またすぐに。",)),),
        ahead=(Section("これから", Markup("<p>別府へ行きます。</p>")),),
        text="雪の日に、二人で台車を押した",
    )
    return replace(made, **given)


def hand_page(page_id: str = "about", **given: Any) -> HandPage:
    made = HandPage(
        page_id,
        f"{page_id}/",
        "このサイトについて",
        "",
        "ja",
        Markup("<p>れいの会です。</p>"),
        "れいの会です。",
        1,
        True,
    )
    return replace(made, **given)


def span(kind: str, span_id: str, name: str, path: str, **given: Any) -> Span:
    made = Span(kind, span_id, name, PartialDate(2014), None, "", "", path, 0, (), ())
    return replace(made, **given)


def timeline(**given: Any) -> Timeline:
    made = Timeline(
        PartialDate(1998),
        (
            Change(PartialDate(2014, 4), "event", "工場ができました", ""),
            Change(PartialDate(2026, 1), "department", "伴走部", "", "サポート部", "伴走部"),
            Change(PartialDate(2026, 9), "project-opened", "ひだまり", ""),
        ),
        (
            span("department", "qa", "品質管理部", "alumni/departments/qa/"),
            span("project", "komorebi", "こもれび", "alumni/projects/komorebi/"),
            span("office", "fukuoka", "福岡オフィス", "alumni/places/fukuoka/"),
            span("era", "start", "はじまり", ""),
        ),
    )
    return replace(made, **given)


def asset() -> Asset:
    """A picture of the repository itself."""
    source = "templates/theme/assets/og.png"
    return Asset("images/og-640x336.png.webp", source, "0" * 64, Print(640, 336, ".png.webp"))


def publication(**given: Any) -> Publication:
    """A small portal with something of everything."""
    item = news_item()
    person = profile()
    told = tuple(Ref(f"{item.title} {at}", item.path) for at in range(13))
    made = Publication(
        site=site(),
        today=TODAY,
        people=(person,),
        news=(item,),
        tags=(tag(),),
        newsletters=(letter(),),
        events=(event(),),
        openings=(opening(),),
        cards=(card(),),
        keepsakes=(keepsake(),),
        pages=(hand_page(),),
        timeline=timeline(),
        milestones=(),
        contemporaries={},
        mentions={person.path: told},
        joined=(Cohort(2015, "alumni/joined/2015/", (person,)),),
        left=(Cohort(2026, "since/2026/", (person,)),),
        facets=tuple(replace(facet, count=1) for facet in person.facets),
        assets=(asset(),),
    )
    return replace(made, **given)
