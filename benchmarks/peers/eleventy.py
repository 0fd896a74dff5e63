"""Eleventy, with the shells of the portal as its layouts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from peers.contents import Contents, Shell, front_matter, spoken, write, write_files
from peers.peer import PINS, TOOLS, Command, Peer

LAYOUTS = Path(__file__).parent / "layouts/eleventy"
_ADDRESS = "{{ page.inputPath | replace: './content', '' | replace: '.md', '/' }}"
"""Eleventy's own names for a file leave its date away."""


def prepare(contents: Contents, folder: Path) -> None:
    """Write the portal as an Eleventy project; its programs are linked to."""
    (folder / "node_modules").symlink_to(TOOLS / "eleventy/node_modules")
    shutil.copy(LAYOUTS / "eleventy.config.mjs", folder)
    write(folder / "content/_data/portal.json", json.dumps(_portal(contents), ensure_ascii=False))
    for text in (*contents.people, *contents.news):
        write(folder / "content" / f"{text.path.rstrip('/')}.md", text.document)
    for section, layout in (("alumni", "profile.njk"), ("news", "article.njk")):
        settings = json.dumps({"layout": layout, "permalink": _ADDRESS})
        write(folder / f"content/{section}/{section}.11tydata.json", settings)
        write(folder / f"content/_includes/{section}.njk", _base(contents.shell(section)))
    for kind, place in (("layouts", "_includes"), ("pages", "lists")):
        for file in (LAYOUTS / kind).iterdir():
            layout = spoken(contents, file.read_text("utf-8"))
            write(folder / "content" / place / file.name, layout)
    for page in contents.ready:
        address = page.path if page.path.endswith(".html") else f"{page.path}index.html"
        values = {"title": page.title, "layout": "ready.njk", "permalink": f"/{address}"}
        html = front_matter(values) + page.html
        write(folder / "content/ready" / address.replace("/", "-"), html)
    write_files(contents, folder / "static")


def _portal(contents: Contents) -> dict[str, object]:
    tags = {tag.key: tag.name for tag in contents.portal.publication.tags}
    groups = [
        {"kind": one.kind, "key": one.key, "path": one.path, **one.values}
        for one in contents.groups
    ]
    site = contents.site
    return {
        "name": site.name,
        "url": site.url.rstrip("/"),
        "perPage": site.per_page,
        "tags": tags,
        "groups": groups,
        "open": {it: contents.say(f"open.{it}") for it in ("return", "mentor", "refer", "speak")},
    }


def _base(shell: Shell) -> str:
    before, between, after = (
        f"{{% raw %}}{part}{{% endraw %}}" for part in (shell.before, shell.between, shell.after)
    )
    head = '{% include "head.njk" %}'
    return f"{before}{head}{between}{{{{ content | safe }}}}{after}"


def _version() -> str:
    pins = json.loads((PINS / "eleventy/package.json").read_text(encoding="utf-8"))
    return str(pins["dependencies"]["@11ty/eleventy"])


PEER = Peer(
    name="eleventy",
    title="Eleventy",
    version=_version,
    prepare=prepare,
    build=lambda: Command(("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet")),
    source_of=lambda text: f"content/{text.path.rstrip('/')}.md",
    serve=lambda port: Command(
        (
            *("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
            *("--serve", f"--port={port}"),
        )
    ),
)
