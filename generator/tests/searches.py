"""A portal of 1,700 made-up people and 120 news items to look for somebody in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any

import factories
import yaml
from markupsafe import Markup

from enishi.outputs._entries import names_asked
from enishi.outputs._found import names_of, text_of
from enishi.views import Made, Profile, Ref

TABLE = Path(__file__).with_name("searches.yml")
_FAMILY = """青山/あおやま/Aoyama 石川/いしかわ/Ishikawa 上野/うえの/Ueno 遠藤/えんどう/Endo 岡崎/おかざき/Okazaki
加納/かのう/Kano 木下/きのした/Kinoshita 久保/くぼ/Kubo 小泉/こいずみ/Koizumi 佐伯/さえき/Saeki 清水/しみず/Shimizu
杉浦/すぎうら/Sugiura 関口/せきぐち/Sekiguchi 高野/たかの/Takano 千葉/ちば/Chiba 津田/つだ/Tsuda 寺尾/てらお/Terao
中川/なかがわ/Nakagawa 西村/にしむら/Nishimura 野口/のぐち/Noguchi 長谷/はせ/Hase 平田/ひらた/Hirata 福井/ふくい/Fukui
堀内/ほりうち/Horiuchi 前川/まえかわ/Maekawa 三浦/みうら/Miura 村瀬/むらせ/Murase 森下/もりした/Morishita 矢野/やの/Yano
吉岡/よしおか/Yoshioka 若林/わかばやし/Wakabayashi 渡会/わたらい/Watarai 原/はら/Hara 東条/とうじょう/Tojo""".split()
_GIVEN = """明美/あけみ/Akemi 郁子/いくこ/Ikuko 英樹/ひでき/Hideki 和也/かずや/Kazuya 恭子/きょうこ/Kyoko 健太/けんた/Kenta
沙織/さおり/Saori 翔平/しょうへい/Shohei 真一/しんいち/Shinichi 卓也/たくや/Takuya 千尋/ちひろ/Chihiro 直美/なおみ/Naomi
奈々/なな/Nana 信行/のぶゆき/Nobuyuki 遥香/はるか/Haruka 弘樹/ひろき/Hiroki 文乃/ふみの/Fumino 正人/まさと/Masato
美咲/みさき/Misaki 宗介/そうすけ/Sosuke 萌絵/もえ/Moe 康平/こうへい/Kohei 悠斗/ゆうと/Yuto 由紀/ゆき/Yuki 良太/りょうた/Ryota
玲奈/れな/Rena 航/わたる/Wataru 杏/あん/An 誠/まこと/Makoto 恵/めぐみ/Megumi 光/ひかる/Hikaru 剛/つよし/Tsuyoshi
栞/しおり/Shiori 智子/さとこ/Satoko 学/まなぶ/Manabu 歩/あゆむ/Ayumu 律/りつ/Ritsu 蓮/れん/Ren 薫/かおる/Kaoru
操/みさお/Misao 司/つかさ/Tsukasa 葵/あおい/Aoi 凛/りん/Rin 湊/みなと/Minato 暁/あきら/Akira 晶/しょう/Sho 静/しずか/Shizuka
進/すすむ/Susumu 節子/せつこ/Setsuko 昇/のぼる/Noboru""".split()
_WORDS = """引っ越しの日は朝から雨で、箱の数をかぞえる声が廊下に響いていました。
倉庫の温度を測りつづけて十年、いちばん変わったのは人の動きです。
「まず現場を一日ぜんぶ見る」という流儀は、いまの仕事にもそのまま効いています。
試作の三号機は、棚の奥でまだ静かに動いています。
昼休みの囲碁の相手を、ずっとさがしています。
We counted boxes until noon, and the kettle was always warm.
冬の展示会では、懐かしい顔に何人も会えました。エンジニアもデザイナーも、橋をかける仕事です。""".split(
    "\n"
)
_COMPANIES = "あおば珈琲 のはら出版 みなと物流 こだま食品 さくら製薬 ゆき工房 NorthStar".split()
_DEPARTMENTS = "営業部 開発部 品質管理部 物流部 人事部 経理部 広報室 研究所".split()


@dataclass(frozen=True)
class Search:
    """What somebody types, and the pages that must come first."""

    kind: str
    query: str
    first: tuple[str, ...]

    @property
    def most(self) -> int:
        """How many results are looked at: one, where nothing may be found."""
        return max(1, len(self.first))


def searches() -> list[Search]:
    table = _table()["queries"]
    return [
        Search(kind, str(query), tuple([first] if isinstance(first, str) else first))
        for kind, queries in table.items()
        for query, first in queries.items()
    ]


def special() -> list[Made]:
    """The pages that the searches are about."""
    table = _table()
    people = [_profile(person_id, **given) for person_id, given in table["people"].items()]
    news = [
        Made(
            f"news/{item}/", given["title"], given["text"], "", date.fromisoformat(item[:10]), True
        )
        for item, given in table["news"].items()
    ]
    return [*map(_made, people), *news]


def crowd(people: int = 1_700, news: int = 120) -> list[Made]:
    """Those around them."""
    names = islice(product(_FAMILY, _GIVEN), people)
    crowd = [_stranger(at, family, given) for at, (family, given) in enumerate(names)]
    day = date(2026, 1, 1)
    told = [
        Made(f"news/item-{at}/", f"便り その{at}", _words(at, 9), "", day - timedelta(at), True)
        for at in range(news)
    ]
    return [*map(_made, crowd), *told]


def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return table


def _made(person: Profile) -> Made:
    names = names_asked(person.name, "\n".join(names_of(person)))
    return Made(person.path, person.name, text_of(person), names, person.updated, True)


def _stranger(at: int, family: str, given: str) -> Profile:
    (kanji, kana, latin), (own, read, typed) = family.split("/"), given.split("/")
    return _profile(
        f"{typed}-{latin}-{at}".lower(),
        name=f"{kanji} {own}",
        kana=f"{kana} {read}",
        latin=f"{typed} {latin}",
        company=_COMPANIES[at % 7],
        department=_DEPARTMENTS[at % 8],
        skills=(["Python", "組込み", "採用", "翻訳"][at % 4],),
        bio=_words(at, 6),
    )


def _words(at: int, number: int) -> str:
    return "\n".join(_WORDS[(at * 5 + more * (at % 3 + 1)) % len(_WORDS)] for more in range(number))


def _profile(person_id: str, *, department: str, bio: str, **given: Any) -> Profile:
    stay = factories.stay(
        department=Ref(department, "alumni/departments/x/"), projects=(), places=()
    )
    plain = {"work": "", "industry": "", "location": "", "lately": None, "offers": ()}
    return factories.profile(
        person_id, stays=(stay,), bio=Markup(), bio_text=bio, **{**plain, **given}
    )
