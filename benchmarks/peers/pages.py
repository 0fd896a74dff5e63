"""Profiles, groups and lists as Markdown, for generators that make none of such records.

    python pages.py RECORDS PAGES [people]

It stands in the peer's project and is part of its measured command, as it would be for
somebody who used that generator for an alumni portal. What did not change is not written.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

PEOPLE_PER_PAGE, NEWS_PER_PAGE = 120, 20
GROUPS = ("joined", "departments", "projects", "places")
Record = dict[str, Any]
Page = tuple[str, str]
"""Site path without its last slash, and Markdown with front matter."""


def people_pages(records: Path) -> Iterator[Page]:
    """A page a person, the directory, and a page a group."""
    people = sorted(_records(records / "alumni"), key=lambda one: one["weight"])
    names = {one["id"]: one["title"] for one in people}
    titles = {item["id"]: item["title"] for item in _records(records / "news")}
    for one in people:
        yield f"alumni/{one['id']}", _profile(one, names, titles)
    yield from _sheets("alumni", "卒業生", [_card(one) for one in people], PEOPLE_PER_PAGE)
    for kind in GROUPS:
        for group in _records(records / "groups" / kind):
            members = [_card(one) for one in people if group["id"] in one.get(kind, ())]
            told = [f"- [{title}](/{path}) {note}" for title, path, note in group.get("news", ())]
            lines = [group["lead"], "", *members, "", *told]
            yield f"alumni/{kind}/{group['id']}", _page(group["title"], lines)


def news_pages(records: Path) -> Iterator[Page]:
    """A page an item, and lists of all, of a year and of a tag, newest first."""
    news = sorted(_records(records / "news"), key=lambda item: item["date"], reverse=True)
    people = {one["id"]: one for one in _records(records / "alumni")}
    tags = yaml.load((records / "tags.yml").read_bytes(), Loader=yaml.CSafeLoader)
    listed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for item in news:
        yield f"news/{item['id']}", _article(item, people, tags)
        link = f"[{item['title']}](/news/{item['id']}/)"
        row = f"- {link} {item['date'][:10]}\n\n    {item['description']}"
        listed["news", "便り"].append(row)
        listed[f"news/{item['date'][:4]}", f"{item['date'][:4]}年のできごと"].append(row)
        for tag in item["tags"]:
            listed[f"news/tags/{tag}", f"「{tags[tag]}」の便り"].append(row)
    for (path, title), rows in listed.items():
        yield from _sheets(path, title, rows, NEWS_PER_PAGE)


def _records(folder: Path) -> Iterator[Record]:
    for file in sorted(folder.glob("*.md")):
        _, head, body = file.read_text(encoding="utf-8").split("---\n", 2)
        yield {**yaml.load(head, Loader=yaml.CSafeLoader), "id": file.stem, "body": body.strip()}


def _page(title: str, lines: Sequence[str]) -> str:
    head = yaml.dump({"title": title}, Dumper=yaml.CSafeDumper, allow_unicode=True)
    return f"---\n{head}---\n\n# {title}\n\n" + "\n".join(lines) + "\n"


def _sheets(path: str, title: str, rows: Sequence[str], size: int) -> Iterator[Page]:
    """The list in pages of `size`."""
    last = -(-len(rows) // size)
    for number in range(1, last + 1):
        place = path if number == 1 else f"{path}/page/{number}"
        beside = [to for to in (number - 1, number + 1) if 1 <= to <= last]
        links = [f"[{to}](/{path}/{f'page/{to}/' if to > 1 else ''})" for to in beside]
        yield place, _page(title, [*rows[(number - 1) * size : number * size], "", *links])


def _work(one: Record) -> str:
    return f"{one.get('company', '')} {one.get('work', '')}".strip()


def _card(one: Record) -> str:
    years = "、".join(f"{stay['joined'][:4]}–{stay['left'][:4]}" for stay in one.get("stays", ()))
    reading = one.get("kana") or one.get("latin", "")
    offers = "、".join(one.get("offers", ()))
    return f"- [{one['title']}](/alumni/{one['id']}/) {reading} {years} {_work(one)} {offers}"


def _profile(one: Record, names: dict[str, str], titles: dict[str, str]) -> str:
    lines = [f"{one.get('kana', '')} {one.get('latin', '')}", "", _work(one), one.get("place", "")]
    if lately := one.get("lately"):
        lines += ["", f"> {lately['text']} ({lately['on']})"]
    lines += ["", "## ここにいたころ", "", *map(_stay, one.get("stays", ())), ""]
    lines += [f"- {on[:4]}年 {what}" for on, what in one.get("lived", ())]
    for heading, key in (("力になれること", "offers"), ("力を借りたいこと", "asks")):
        if one.get(key):
            lines += ["", f"## {heading}", "", *(f"- {it}" for it in one[key])]
    if one["body"]:
        lines += ["", "## 自分の言葉で", "", one["body"]]
    skills = " ".join(f"[{label}](/alumni/?skill={key})" for key, label in one.get("skills", ()))
    lines += ["", "## 得意なこと", "", skills, "", "## 同じころにいた人", ""]
    lines += [f"- [{names[key]}](/alumni/{key}/)" for key in one.get("contemporaries", ())]
    lines += ["", "## この人が出てくる便り", ""]
    lines += [
        f"- [{titles[key]}](/news/{key}/)" for key in one.get("mentions", ()) if key in titles
    ]
    return _page(one["title"], lines)


def _stay(stay: Record) -> str:
    title, path = stay["department"] or ("", "")
    department = f"[{title}](/{path})" if path else title
    chips = "、".join(f"[{label}](/{where})" for label, where in stay["refs"])
    return f"- {stay['joined']} – {stay['left']} {department} {stay['work']} {chips}"


def _article(item: Record, people: dict[str, Record], tags: dict[str, str]) -> str:
    author = people.get(item.get("author", ""))
    by = f"[{author['title']}](/alumni/{author['id']}/)" if author else item.get("byline", "")
    chips = [f"- [{title}](/{path})" for title, path in item["chips"]]
    tagged = [f"[#{tags[tag]}](/news/tags/{tag}/)" for tag in item["tags"]]
    head = [f"{by} {item['date'][:10]}", "", item["description"], "", item["body"], ""]
    return _page(item["title"], [*head, *chips, "", " ".join(tagged)])


def write_pages(records: Path, pages: Path, which: Sequence[str]) -> None:
    """Write what changed."""
    makers = {"people": people_pages, "news": news_pages}
    for name in which:
        for path, text in makers[name](records):
            file = pages / f"{path}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or ("people", "news"))
