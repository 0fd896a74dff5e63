"""MkDocs with Material for MkDocs: pages by mkdocs-gen-files, kept out of the menu."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from peers import pages
from peers.contents import Contents, Values, write, write_records
from peers.peer import SITE, Command, Peer, program, python_version

_CALM = dict.fromkeys(("absolute_links", "not_found", "unrecognized_links"), "ignore")
_GENERATE = """\
import sys
from pathlib import Path

import mkdocs_gen_files

sys.path.insert(0, ".")
from pages import news_pages, people_pages

for make in (people_pages, news_pages):
    for path, text in make(Path("records")):
        with mkdocs_gen_files.open(f"{path}.md", "w", encoding="utf-8") as file:
            file.write(text)
"""


def prepare(contents: Contents, folder: Path) -> None:
    """Write the records, a script that makes pages of them, and the pages that are ready."""
    write_project(contents, folder)
    write(folder / "generate.py", _GENERATE)
    plugins = ["search", {"gen-files": {"scripts": ["generate.py"]}}]
    write_settings(contents, folder, plugins=plugins, not_in_nav="*", validation={"links": _CALM})


def write_project(contents: Contents, folder: Path) -> None:
    """What MkDocs and Zensical are given alike."""
    write_records(contents, folder / "records")
    shutil.copy(pages.__file__, folder / "pages.py")
    for page in contents.ready:
        path = page.path.strip("/").removesuffix(".html") or "index"
        if path != "404":
            write(folder / "docs" / f"{path}.md", f"---\ntitle: {page.title}\n---\n\n{page.html}")


def write_settings(contents: Contents, folder: Path, **more: object) -> None:
    site = contents.site
    settings: Values = {
        "site_name": site.name,
        "site_url": site.url,
        "site_dir": SITE,
        "theme": {"name": "material", "language": site.lang, "font": False},
        "nav": ["index.md", "news.md", "alumni.md", "timeline.md", "events.md"],
        **more,
    }
    write(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))


PEER = Peer(
    name="material",
    title="MkDocs with Material and gen-files",
    version=lambda: python_version("material", "mkdocs-material"),
    prepare=prepare,
    build=lambda: Command((program("material", "mkdocs"), "build", "--quiet")),
    rebuild=lambda: Command((program("material", "mkdocs"), "build", "--quiet", "--dirty")),
    feeds=False,
)
