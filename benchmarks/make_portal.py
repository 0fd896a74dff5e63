"""Make a portal of any size to measure with. The same numbers and seed give the same bytes.

    python benchmarks/make_portal.py FOLDER --people 1000 --news 200

People have one to three tenures, one in eight is not shown (consent refused, withdrawn,
expired or missing), one in twenty has a photo; one news item in five is in English. It is
written to be read on `TODAY`. All people are made up.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

TODAY = date(2026, 11, 22)

FAMILY = tuple(
    name.split("/")
    for name in (
        "青山/あおやま/Aoyama 石川/いしかわ/Ishikawa 上野/うえの/Ueno 遠藤/えんどう/Endo "
        "岡崎/おかざき/Okazaki 加納/かのう/Kano 木下/きのした/Kinoshita 久保/くぼ/Kubo "
        "小泉/こいずみ/Koizumi 佐伯/さえき/Saeki 清水/しみず/Shimizu 杉浦/すぎうら/Sugiura "
        "関口/せきぐち/Sekiguchi 高野/たかの/Takano 千葉/ちば/Chiba 津田/つだ/Tsuda "
        "寺尾/てらお/Terao 中川/なかがわ/Nakagawa 西村/にしむら/Nishimura 野口/のぐち/Noguchi "
        "長谷/はせ/Hase 平田/ひらた/Hirata 福井/ふくい/Fukui 堀内/ほりうち/Horiuchi "
        "前川/まえかわ/Maekawa 三浦/みうら/Miura 村瀬/むらせ/Murase 森下/もりした/Morishita "
        "矢野/やの/Yano 吉岡/よしおか/Yoshioka 若林/わかばやし/Wakabayashi 渡会/わたらい/Watarai"
    ).split()
)
GIVEN = tuple(
    name.split("/")
    for name in (
        "明美/あけみ/Akemi 郁子/いくこ/Ikuko 英樹/ひでき/Hideki 和也/かずや/Kazuya "
        "恭子/きょうこ/Kyoko 健太/けんた/Kenta 沙織/さおり/Saori 翔平/しょうへい/Shohei "
        "真一/しんいち/Shinichi 卓也/たくや/Takuya 千尋/ちひろ/Chihiro 哲朗/てつろう/Tetsuro "
        "直美/なおみ/Naomi 奈々/なな/Nana 信行/のぶゆき/Nobuyuki 遥香/はるか/Haruka "
        "弘樹/ひろき/Hiroki 文乃/ふみの/Fumino 正人/まさと/Masato 美咲/みさき/Misaki "
        "宗介/そうすけ/Sosuke 萌絵/もえ/Moe 康平/こうへい/Kohei 悠斗/ゆうと/Yuto "
        "由紀/ゆき/Yuki 陽菜/ひな/Hina 良太/りょうた/Ryota 玲奈/れな/Rena"
    ).split()
)
DEPARTMENTS = (
    "営業部 開発部 品質管理部 物流部 人事部 経理部 広報室 情報システム部 研究所 カスタマー支援部"
).split()
OFFICES = ("東京", "大阪", "福岡", "札幌", "名古屋", "ハノイ")
TITLES = ("担当", "リーダー", "課長", "エンジニア", "デザイナー", "研究員")
SKILLS = (
    "品質管理 法人営業 採用 翻訳 生産管理 データ分析 写真 Python 組込み 展示会 貿易実務 編集"
).split()
COMPANIES = ("あおば珈琲", "のはら出版", "みなと物流", "こだま食品", "North Star Bikes", "ゆき工房")
CITIES = ("東京都 千代田区", "福岡県 福岡市", "北海道 札幌市", "長野県 松本市", "沖縄県 那覇市")
TAGS = (
    "近況 オフィス プロダクト 集まり 昔ばなし 採用 社会貢献 研究 再会 挑戦 Letters Engineering"
).split()
SENTENCES = (
    "引っ越しの日は朝から雨で、箱の数をかぞえる声だけが廊下に響いていました。",
    "倉庫の温度を測りつづけて十年、**いちばん変わったのは人の動き**です。",
    "「まず現場を一日ぜんぶ見る」という流儀は、いまの仕事にもそのまま効いています。",
    "試作の三号機は、棚の奥でまだ静かに動いています。",
    "昼休みの囲碁の相手を、ずっとさがしています。",
    "進捗**（締切）**の表は、壁から画面へ移りました。",
    "新しい名前にも、そろそろ慣れてきたころでしょうか。",
    "冬の展示会では、懐かしい顔に何人も会えました。",
    "窓から公園が見えます。",
    "次の春には、もう一度みんなで蔵を見に行きます。",
)
ENGLISH = (
    "We moved on a rainy morning and counted boxes until noon.",
    "Ten years of measuring warehouses taught us that **people move more than pallets**.",
    "The third prototype is still running, quietly, at the back of a shelf.",
    "Come by when you are near; the kettle is always warm.",
    "The habit of watching for a whole day before speaking turns out to travel well.",
)


@dataclass(frozen=True, slots=True)
class Person:
    """What other files say of a person."""

    id: str
    name: str
    shown: bool


class _Maker:
    def __init__(self, folder: Path, seed: int, projects: int) -> None:
        self.folder = folder
        self.dice = random.Random(seed)
        self.projects = [f"project-{number:02}" for number in range(projects)]
        self.offices = [f"office-{number}" for number in range(len(OFFICES))]

    def write(self, path: str, lines: Iterator[str] | Sequence[str]) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

    def some(self, words: Sequence[str], most: int) -> str:
        """A YAML list of one to `most` of the words."""
        return f"[{', '.join(self.dice.sample(words, self.dice.randint(1, most)))}]"

    def day(self, first: int, last: int) -> date:
        """Some day in the years from `first` to `last`, not after `TODAY`."""
        span = (min(date(last, 12, 28), TODAY) - date(first, 1, 1)).days
        return date(first, 1, 1) + timedelta(days=self.dice.randrange(span))

    def person(self, number: int, photos: Sequence[str]) -> Person:
        family, given = self.dice.choice(FAMILY), self.dice.choice(GIVEN)
        person_id = f"{given[2]}-{family[2]}-{number:05}".lower()
        consents, shown = self._consents()
        # Who is not shown says nothing that others say: it would be taken for theirs.
        mark = "。" if shown else f"〔{number}〕。"
        photo = [f"photo: {photos[number // 20]}"] if photos and number % 20 == 0 else []
        self.write(
            f"alumni/{person_id}.yml",
            [
                "name:",
                f"  family: {family[0]}",
                f"  given: {given[0]}",
                f"  kana: {family[1]} {given[1]}",
                f"  latin: {given[2]} {family[2]}",
                *self._tenures(),
                *self._work(),
                *photo,
                *(line.replace("。", mark) for line in self._words()),
                *consents,
            ],
        )
        return Person(person_id, f"{family[0]} {given[0]}", shown)

    def _consents(self) -> tuple[list[str], bool]:
        """The lines, and whether the person is shown on `TODAY`."""
        drawn = self.dice.random()
        portal = "{purpose: portal, status: given, on: 2024-04-01}"
        refused = "{purpose: portal, status: refused, on: 2024-04-01}"
        withdrawn = "{purpose: portal, status: withdrawn, on: 2025-10-01}"
        expired = "{purpose: portal, status: given, on: 2023-04-01, until: 2026-03-31}"
        photo = "{purpose: photo, status: given, on: 2024-04-01}"
        if drawn < 0.875:
            found = [portal, photo]
        elif drawn < 0.97:
            found = self.dice.choice([[refused], [portal, withdrawn], [expired]])
        else:
            return [], False
        return ["consents:", *(f"  - {line}" for line in found)], drawn < 0.875

    def _tenures(self) -> Iterator[str]:
        yield "tenures:"
        times = self.dice.choices((1, 2, 3), (80, 15, 5))[0]
        year = self.dice.randint(1998, 2024 - 4 * times)
        for _ in range(times):
            left = year + self.dice.randint(1, 4)
            yield f"  - joined: {year}-04"
            yield f"    left: {left}-{self.dice.randint(1, 12):02}"
            yield f"    department: {self.dice.choice(DEPARTMENTS)}"
            yield f"    title: {self.dice.choice(TITLES)}"
            yield f"    projects: {self.some(self.projects, 3)}"
            yield f"    places: {self.some(self.offices, 2)}"
            year = left + 1

    def _work(self) -> Iterator[str]:
        region, city = self.dice.choice(CITIES).split()
        yield f"now: {{company: {self.dice.choice(COMPANIES)}, title: {self.dice.choice(TITLES)}}}"
        yield f"location: {{city: {city}, region: {region}, country: 日本}}"

    def _words(self) -> Iterator[str]:
        if self.dice.random() < 0.6:
            yield "bio: |"
            yield f"  {''.join(self.dice.sample(SENTENCES, 3))}"
            yield ""
            yield f"  {self.dice.choice(SENTENCES)}"
        if self.dice.random() < 0.2:
            yield f"lately: {{on: {self.day(2025, 2026)}, text: {SENTENCES[4]}}}"
        yield f"skills: {self.some(SKILLS, 4)}"
        yield "offers: [相談にのります]"
        yield f"open_to: {self.some(('return', 'mentor', 'refer', 'speak'), 2)}"
        yield f"updated: {self.day(2024, 2026)}"

    def news(self, number: int, shown: Sequence[Person], earlier: str) -> str:
        """Writes an item; returns its file's name."""
        english = number % 5 == 4
        people = self.dice.sample(shown, min(2, len(shown)))
        day = self.day(2016, 2026)
        name = f"{day}-item-{number:05}.md"
        title = f"Letter no. {number} from the yard" if english else f"縁側の話 その{number}"
        self.write(
            f"content/news/{name}",
            [
                "---",
                f"title: {title}",
                f"lang: {'en' if english else 'ja'}",
                f"tags: {self.some(TAGS, 3)}",
                f"author: {people[0].id if people and number % 2 else '山田 はる'}",
                "about:",
                f"  projects: {self.some(self.projects, 2)}",
                f"  places: {self.some(self.offices, 1)}",
                f"  people: [{', '.join(person.id for person in people)}]",
                "---",
                "",
                *self._story(ENGLISH if english else SENTENCES, number, people, earlier),
            ],
        )
        return name

    def _story(
        self, sentences: Sequence[str], number: int, people: Sequence[Person], earlier: str
    ) -> Iterator[str]:
        for part in range(3):
            yield f"## {part + 1}"
            for _ in range(2):
                yield ""
                yield (" " if sentences is ENGLISH else "").join(self.dice.choices(sentences, k=4))
            yield ""
        for person in people:
            yield f"- [{person.name}](../../alumni/{person.id}.yml)"
        if earlier:
            yield f"- [*]({earlier})"
        if number % 4 == 0:
            yield "\n| 年 | 台数 |\n|---|---:|\n| 2024 | 120 |\n| 2025 | 240 |"
        yield f"\n> {self.dice.choice(sentences)}"

    def timeline(self) -> Iterator[str]:
        yield "founded: 1998-04"
        yield "departments:"
        for number, name in enumerate(DEPARTMENTS[:-1]):
            yield f"  - {{id: department-{number}, name: {name}, from: 1998-04}}"
        yield "projects:"
        for project in self.projects:
            start = self.dice.randint(1998, 2022)
            yield f"  - {{id: {project}, name: 計画{project[-2:]}, from: {start}, to: {start + 3}}}"
        yield "offices:"
        for office, name in zip(self.offices, OFFICES, strict=True):
            yield f"  - {{id: {office}, name: {name}オフィス, from: 2004-04}}"
        yield "renames:"
        yield "  - {on: 2020-04, kind: office, old: 博多営業所, new: 福岡オフィス}"
        yield "events:"
        for year in range(1999, 2026):
            yield f"  - {{on: {year}-10, title: 第{year - 1998}回の秋まつり}}"

    def fixed(self, letters: int, newest: str) -> None:
        """What does not grow with people and news, and one letter for every tenth item."""
        self.write("mkdocs.yml", [SETTINGS])
        self.write("content/timeline.yml", self.timeline())
        for page in ("about", "privacy"):
            self.write(f"content/pages/{page}.md", ["---", f"title: {page}", "---", *SENTENCES])
        for number in range(12):
            starts = date(2025, 7, 4) + timedelta(days=60 * number)
            head = ["---", f"title: 縁側の集まり {number}", f"starts: {starts} 19:00", "---", ""]
            self.write(f"content/events/{starts}-engawa.md", [*head, SENTENCES[number % 10]])
        for number in range(6):
            head = ["---", f"title: 募集 {number}", "posted: 2026-10-01", "expires: 2027-03-31"]
            apply = "apply: mailto:hiring@example.com"
            self.write(f"content/openings/job-{number}.md", [*head, apply, "---", *SENTENCES])
        for number in range(letters):
            day = TODAY - timedelta(days=1 + 30 * number)
            head = ["---", f"title: {day.year}年{day.month}月の便り", f"date: {day}"]
            picks = [f"news: {{items: [{newest.removesuffix('.md')}]}}", "---", ""]
            self.write(f"content/newsletters/{day}-letter.md", [*head, *picks, SENTENCES[0]])

    def photos(self, number: int) -> list[str]:
        names = [f"face-{index:04}.jpg" for index in range(number)]
        for index, name in enumerate(names):
            picture = Image.new("RGB", (480, 600), (40 + index * 7 % 200, 90, index * 31 % 255))
            ImageDraw.Draw(picture).ellipse((120, 120, 360, 420), fill=(240, 220, 200))
            (self.folder / "alumni/photos").mkdir(parents=True, exist_ok=True)
            picture.save(self.folder / "alumni/photos" / name, quality=80)
        return names


SETTINGS = """\
site_name: 縁側
site_url: https://alumni.example.com/
site_description: 大きな会社の卒業生のために。
theme: {name: material, language: ja}
extra:
  enishi:
    site_limit: 5000
    company: {name: れい計器株式会社, url: 'https://example.com/'}
    host: {name: 山田 はる, title: 縁の係, message: おかえりなさい。}
    sender:
      name: れい計器株式会社
      address: 東京都千代田区例町1-2-3
      contact: mailto:alumni@example.com
      stop: mailto:stop@example.com"""


def make_portal(
    folder: Path, people: int, news: int, seed: int = 1, *, pictured: bool = True
) -> None:
    """Write the portal into `folder`, which need not exist; with or without photographs."""
    maker = _Maker(folder, seed, max(6, min(60, people // 50)))
    photos = maker.photos(-(-people // 20)) if pictured else []
    everyone = [maker.person(number, photos) for number in range(people)]
    shown = [person for person in everyone if person.shown]
    earlier = ""
    for number in range(news):
        earlier = maker.news(number, shown, earlier)
    maker.fixed(min(news // 10, 40), earlier)


def file_records(root: Path, record: Callable[[int], str]) -> list[str]:
    """Put a private record beside each public one, made by its number; the IDs in order."""
    (root / "private").mkdir()
    ids = sorted(path.stem for path in (root / "alumni").glob("*.yml"))
    for number, one in enumerate(ids):
        (root / "private" / f"{one}.yml").write_text(record(number), encoding="utf-8")
    return ids


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reader.add_argument("folder", type=Path)
    reader.add_argument("--people", type=int, default=1000)
    reader.add_argument("--news", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    given = reader.parse_args()
    make_portal(given.folder, given.people, given.news, given.seed)


if __name__ == "__main__":
    main()
