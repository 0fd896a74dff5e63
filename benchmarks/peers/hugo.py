"""Hugo, with the shells of the portal as its base templates."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

from enishi.views import Page
from peers.contents import Contents, Shell, Values, front_matter, spoken, write, write_files
from peers.peer import SITE, TOOLS, Command, Peer, python_version

LAYOUTS = Path(__file__).parent / "layouts/hugo"
_PLAIN = {"isPlainText": True, "notAlternative": True}
_CONFIG: Values = {
    "hasCJKLanguage": True,
    "disableKinds": ["taxonomy"],
    "enableRobotsTXT": True,
    "pagination": {"disableAliases": True},
    "security": {"allowContent": [".*"]},
    "taxonomies": {
        name: name for name in ("tags", "years", "joined", "departments", "projects", "places")
    },
    "outputs": {
        "home": ["html", "rss", "atom", "jsonfeed", "people", "search"],
        "section": ["html"],
        "term": ["html", "rss", "atom", "jsonfeed"],
    },
    "outputFormats": {
        "rss": {"mediaType": "application/rss+xml", "baseName": "feed"},
        "atom": {"mediaType": "application/atom+xml", "baseName": "atom"},
        "jsonfeed": {"mediaType": "application/feed+json", "baseName": "feed", **_PLAIN},
        "people": {"mediaType": "application/json", "baseName": "alumni/people", **_PLAIN},
        "search": {"mediaType": "application/json", "baseName": "search/pages", **_PLAIN},
    },
    "mediaTypes": {
        "application/atom+xml": {"suffixes": ["xml"]},
        "application/feed+json": {"suffixes": ["json"]},
    },
    "markup": {
        "goldmark": {
            "parser": {"autoHeadingID": False},
            "extensions": {"cjk": {"enable": True}},
        }
    },
}


def prepare(contents: Contents, folder: Path) -> None:
    """Write the portal as a Hugo project into the empty `folder`."""
    write(folder / "hugo.json", json.dumps(_config(contents), ensure_ascii=False, indent=1))
    _write_layouts(contents, folder / "layouts")
    for text in (*contents.people, *contents.news):
        write(folder / "content" / f"{text.path.rstrip('/')}.md", text.document)
    _write_lists(contents, folder / "content")
    for page in contents.ready:
        _write_ready(folder / "content", page)
    write_files(contents, folder / "static")


def prepare_with_pictures(contents: Contents, folder: Path) -> None:
    """The same, but Hugo gets the photographs as they are, and makes what pages show of them."""
    prepare(contents, folder)
    shutil.rmtree(folder / "static/images")
    _copy_layouts(contents, LAYOUTS.with_name("hugo-pictures"), folder / "layouts")
    sources = {asset.path: asset.source for asset in contents.portal.publication.assets}
    for source in {*sources.values()}:
        place = folder / "assets" / source
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(contents.portal.root / source, place)
    for text in contents.people:
        if photo := text.values.get("photo"):
            own = replace(text, values={**text.values, "photo": sources[photo]})
            write(folder / "content" / f"{text.path.rstrip('/')}.md", own.document)


def _binary() -> str:
    """The program itself: the command of the Python package would start Python first."""
    return str(next((TOOLS / "hugo").glob("lib/python*/site-packages/hugo/binaries/hugo")))


def _config(contents: Contents) -> Values:
    site = contents.site
    kinds = ("return", "freelance", "mentor", "refer", "speak")
    return {
        "title": site.name,
        "baseURL": site.url,
        "locale": site.lang,
        "defaultContentLanguage": site.lang,
        "timeZone": site.zone.key,
        "params": {
            "company": site.company,
            "company_url": site.company_url,
            "per_page": site.per_page,
            "open": {kind: contents.say(f"open.{kind}") for kind in kinds},
        },
        **_CONFIG,
    }


def _write_layouts(contents: Contents, layouts: Path) -> None:
    _copy_layouts(contents, LAYOUTS, layouts)
    shells = {page.shell for page in contents.ready} | {"alumni", "news"}
    for name in shells:
        base = _base(contents.shell(name))
        for folder in ("alumni", "group") if name == "alumni" else (_type(name),):
            write(layouts / folder / "baseof.html", base)
    write(layouts / "baseof.html", _base(contents.shell("home")))


def _copy_layouts(contents: Contents, shelf: Path, layouts: Path) -> None:
    for file in shelf.rglob("*.*"):
        write(layouts / file.relative_to(shelf), spoken(contents, file.read_text("utf-8")))


def _base(shell: Shell) -> str:
    head = '{{ partial "head.html" . }}{{ block "head" . }}{{ end }}'
    return f'{shell.before}{head}{shell.between}{{{{ block "main" . }}}}{{{{ end }}}}{shell.after}'


def _write_lists(contents: Contents, content: Path) -> None:
    for name in ("alumni", "news"):
        _write_index(content / name, **contents.section(name))
    for tag in contents.portal.publication.tags:
        values = contents.tag(tag)
        _write_index(content / "tags" / tag.key, type="news", url=f"/{tag.path}", **values)
    for year in contents.years:
        place = {"type": "news", "url": f"/news/{year}/", "outputs": ["html"]}
        _write_index(content / "years" / year, **place, **contents.year(year))
    for group in contents.groups:
        place = {"type": "group", "url": f"/{group.path}", "outputs": ["html"]}
        _write_index(content / group.kind / group.key, **place, **group.values)
    _write_index(content / "ready", build={"render": "never"})


def _write_index(folder: Path, **values: Any) -> None:
    write(folder / "_index.md", front_matter(values))


def _write_ready(content: Path, page: Page) -> None:
    values = {"title": page.title, "description": page.description, "type": _type(page.shell)}
    if not page.path:
        write(content / "_index.html", front_matter({**values, "title": ""}) + page.html)
        return
    values |= {"url": f"/{page.path}", "layout": "ready"}
    name = page.path.strip("/").replace("/", "--").removesuffix(".html")
    write(content / "ready" / f"{name}.html", front_matter(values) + page.html)


def _type(shell: str) -> str:
    return shell.replace(":", "-")


PEER = Peer(
    name="hugo",
    title="Hugo",
    version=lambda: python_version("hugo", "hugo"),
    prepare=prepare,
    build=lambda: Command((_binary(), "--quiet", "--destination", SITE)),
    source_of=lambda text: f"content/{text.path.rstrip('/')}.md",
    serve=lambda port: Command(
        (_binary(), "server", "--disableFastRender", "--renderToMemory", "--port", str(port))
    ),
    slow=False,
)

PICTURES = replace(
    PEER,
    name="hugo-pictures",
    title="Hugo, pictures and all",
    prepare=prepare_with_pictures,
    serve=None,
    slow=True,
)
