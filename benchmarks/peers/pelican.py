"""Pelican, with the shells of the portal as its theme; profiles and groups are its pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from peers import pages
from peers.contents import (
    Contents,
    Shell,
    Text,
    Values,
    spoken,
    write,
    write_files,
    write_records,
)
from peers.peer import Command, Peer, program, python_version

LAYOUTS = Path(__file__).parent / "layouts/pelican"


def prepare(contents: Contents, folder: Path) -> None:
    """Write news as articles, and the records and script of which the other pages are made."""
    write_records(contents, folder / "records")
    shutil.copy(pages.__file__, folder / "pages.py")
    shutil.copy(LAYOUTS / "pelicanconf.py", folder)
    names = {tag.key: tag.name for tag in contents.portal.publication.tags}
    site: Values = {"SITENAME": contents.site.name, "SITEURL": contents.site.url.rstrip("/")}
    site |= {"TAG_NAMES": names, "PER_PAGE": contents.site.per_page}
    write(folder / "portal.py", "".join(f"{key} = {value!r}\n" for key, value in site.items()))
    for shell in ("news", "alumni"):
        write(folder / f"theme/templates/{shell}.html", _base(contents.shell(shell)))
    for file in (LAYOUTS / "templates").iterdir():
        write(folder / "theme/templates" / file.name, spoken(contents, file.read_text("utf-8")))
    for item in contents.news:
        write(folder / "content" / f"{item.path.rstrip('/')}.md", _article(contents, item))
    for page in contents.ready:
        place = page.path if page.path.endswith(".html") else f"{page.path}index.html"
        head = f"Title: {page.title or contents.site.name}\nsave_as: {place}\n\n"
        write(folder / f"content/pages/{place.replace('/', '-')}.md", head + page.html)
    write_files(contents, folder / "theme/static")


def _base(shell: Shell) -> str:
    head = '{% include "head.html" %}'
    before, between, after = (
        f"{{% raw %}}{part}{{% endraw %}}" for part in (shell.before, shell.between, shell.after)
    )
    return f"{before}{head}{between}{{% block main %}}{{% endblock %}}{after}"


def _build() -> Command:
    python, pelican = program("pelican", "python"), program("pelican", "pelican")
    script = f"'{python}' pages.py records content/pages people && '{pelican}' --quiet content"
    return Command(("/bin/sh", "-c", script))


def _article(contents: Contents, item: Text) -> str:
    """Pelican's Markdown files begin with plain `key: value` lines."""
    values = dict(item.values)
    author = contents.named.get(values.pop("author", ""))
    values["byline"] = author.values["title"] if author else values.get("byline", "")
    values["by_path"] = author.path if author else ""
    values |= {"tags": ", ".join(values["tags"]), "chips": json.dumps(values["chips"])}
    values["summary"] = values.pop("description")
    del values["years"], values["lang"]
    head = "".join(f"{key}: {value}\n" for key, value in values.items())
    return f"{head}\n{item.body}"


def _source_of(text: Text) -> str:
    folder = "records" if text.path.startswith("alumni/") else "content"
    return f"{folder}/{text.path.rstrip('/')}.md"


PEER = Peer(
    name="pelican",
    title="Pelican",
    version=lambda: python_version("pelican", "pelican"),
    prepare=prepare,
    build=_build,
    source_of=_source_of,
)
