"""The site engine: MkDocs with Material builds one shell a section; pages are stamped into it.

The only module that knows an engine. A *shell* is a whole page of the theme whose head and
main part are marks; every link in it is turned into a site path behind `SITE`, so that one
shell serves pages at any depth.
"""

from __future__ import annotations

import json
import logging
import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from jinja2 import TemplateError
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from enishi import colours, resources
from enishi.problems import Mark, refusal
from enishi.render import FOLDER
from enishi.settings import FILE, Settings
from enishi.views import SITE, Output, Page, Picture, Press, Publication

HEAD, BODY = "<!--enishi:head-->", "<!--enishi:body-->"
_LINK = re.compile(r'(<(?:a|link|script|img|form|source)\b[^>]*?\s(?:href|src|action)=)"([^"]*)"')
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_SCOPE = re.compile(r'new URL\("([^"]*)",location\)')
_ABSOLUTE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#")
SECTIONS = ("news", "alumni", "since", "timeline", "events", "openings", "letters")
SEARCH_WORKER = "assets/enishi-search.js"
"""Answers the theme's search box; see `outputs/search.py`."""
CARD = Picture("assets/og.png", 1200, 630, "")
"""Shown where a page is shared that has no picture of its own."""
_UNREAD = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_KEPT_FEATURES = ("navigation.tabs",)


@dataclass(frozen=True, slots=True)
class _Shell:
    before: str
    between: str
    after: str


class Theme:
    """Shells of a portal, and the files that they need."""

    def __init__(self, shells: dict[str, _Shell], built: Path, publication: Publication) -> None:
        self._shells, self._built = shells, built
        self._site = publication.site
        self._base = urlsplit(publication.site.url).path or "/"
        self._rooted: dict[tuple[str, str], _Shell] = {}

    def stamp(self, page: Page) -> Output:
        """The finished page: its parts in the shell, its links from where it stands."""
        root = self._root_of(page.path)
        shell = self._shell(page.shell, root)
        head = str(self._head(page)).replace(SITE, root)
        body = page.html.replace(SITE, root)
        text = f"{shell.before}{head}{shell.between}{body}{shell.after}"
        name = page.path if page.path.endswith(".html") else f"{page.path}index.html"
        return Output(name, text.encode())

    def assets(self) -> Iterator[Output]:
        """Styles, scripts and pictures of the theme, without what no reader loads.

        That is source maps, and the theme's search worker with its stemmers, whose work
        `SEARCH_WORKER` does.
        """
        for file in sorted(self._built.rglob("*")):
            path = file.relative_to(self._built).as_posix()
            unread = path.endswith(".map") or path.startswith(_UNREAD)
            page = path.endswith((".html", ".xml", ".xml.gz", ".json"))
            if file.is_file() and not unread and not page:
                yield Output(path, file.read_bytes())

    def _root_of(self, path: str) -> str:
        """404.html is shown at any address, so its links begin at the host."""
        if path == "404.html":
            return self._base
        return "../" * path.count("/") or "./"

    def _shell(self, name: str, root: str) -> _Shell:
        found = self._rooted.get((name, root))
        if found is None:
            shell = self._shells[name]
            found = _Shell(
                *(part.replace(SITE, root) for part in (shell.before, shell.between, shell.after))
            )
            self._rooted[name, root] = found
        return found

    def _head(self, page: Page) -> Markup:
        site = self._site
        title = f"{page.title} - {site.name}" if page.path else site.name
        parts = [
            Markup("<title>{}</title>").format(title),
            Markup('<meta name="description" content="{}">').format(page.description),
            Markup('<meta property="og:title" content="{}">').format(page.title or site.name),
            Markup('<meta property="og:description" content="{}">').format(page.description),
            Markup('<meta property="og:type" content="{}">').format(page.kind),
            Markup('<meta property="og:site_name" content="{}">').format(site.name),
            Markup('<meta name="twitter:card" content="summary_large_image">'),
        ]
        if not page.listed:
            parts.append(Markup('<meta name="robots" content="noindex">'))
        if site.url:
            parts += self._addresses(page, page.image or CARD)
        return Markup("\n").join(parts) + Markup("\n") + Markup(page.head)  # noqa: S704

    def _addresses(self, page: Page, image: Picture) -> Iterator[Markup]:
        address = self._site.url + page.path
        if page.path != "404.html":
            yield Markup('<link rel="canonical" href="{}">').format(address)
            yield Markup('<meta property="og:url" content="{}">').format(address)
        picture = Markup('<meta property="og:image" content="{}">')
        yield picture.format(self._site.url + image.path)
        described = Markup('<meta property="og:image:alt" content="{}">')
        yield described.format(image.alt or self._site.name)


def build_theme(
    root: Path, staging: Path, settings: Settings, publication: Publication, press: Press
) -> Theme:
    """Run the engine once over a few empty pages.

    Raises `Refused` when the portal's own settings or overrides of the theme break it.
    """
    docs, overrides, built = staging / "docs", staging / "theme", staging / "built"
    shells = _stage_pages(docs, publication)
    shutil.copytree(resources.templates_folder() / "theme", overrides)
    own = root / FOLDER / "theme"
    if own.is_dir() and not own.samefile(resources.templates_folder() / "theme"):
        shutil.copytree(own, overrides, dirs_exist_ok=True)
    for given in settings.files:
        target = docs / given.text
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "content" / given.text, target)
    config = staging / FILE
    config.write_text(
        yaml.safe_dump(_config(root, staging, settings, publication, press), allow_unicode=True),
        encoding="utf-8",
    )
    _run_engine(config)
    found = {name: _shell_of(built, path) for name, path in shells.items()}
    return Theme(found, built, publication)


def _stage_pages(docs: Path, publication: Publication) -> dict[str, str]:
    """Write one empty page a shell; `{shell: site path}`."""
    shells = {"home": ""} | {name: f"{name}/" for name in SECTIONS}
    titles = {f"page:{page.id}": page for page in publication.pages}
    shells |= {name: page.path for name, page in titles.items()}
    for path in shells.values():
        file = docs / (f"{path}index.md" if path else "index.md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\nhide: [navigation, toc]\n---\n", encoding="utf-8")
    return shells


def _config(
    root: Path, staging: Path, settings: Settings, publication: Publication, press: Press
) -> dict[str, object]:
    site = publication.site
    config: dict[str, object] = {
        "INHERIT": str(root / FILE),
        "docs_dir": str(staging / "docs"),
        "site_dir": str(staging / "built"),
        "site_name": site.name,
        "site_url": site.url or "http://127.0.0.1/",
        "use_directory_urls": True,
        "strict": False,
        "hooks": [],
        "plugins": ["search"],
        "markdown_extensions": [],
        "theme": {
            "name": "material",
            "custom_dir": str(staging / "theme"),
            "language": site.lang,
            "font": False,
            "features": [*dict.fromkeys((*_KEPT_FEATURES, *settings.features))],
            "palette": _palette(press),
            "logo": settings.logo or "assets/logo.svg",
            "favicon": settings.favicon or "assets/favicon.svg",
        },
        # A repository or analytics would make every reader's browser ask another host.
        "repo_url": None,
        "extra": {
            "generator": False,
            "analytics": None,
            "enishi_shell": _shell_words(settings, publication, press),
        },
        "validation": {"omitted_files": "ignore"},
    }
    if not settings.has_nav:
        config["nav"] = _nav(publication, press)
    return config


def _palette(press: Press) -> list[dict[str, object]]:
    def toggle(icon: str, key: str) -> dict[str, str]:
        return {"icon": f"material/{icon}", "name": press.say(f"shell.palette_{key}")}

    common = {"primary": "custom", "accent": "custom"}
    return [
        {"media": "(prefers-color-scheme)", "toggle": toggle("brightness-auto", "auto")},
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            **common,
            "toggle": toggle("brightness-7", "light"),
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            **common,
            "toggle": toggle("brightness-4", "dark"),
        },
    ]


def _nav(publication: Publication, press: Press) -> list[dict[str, str]]:
    """Sections that have something to show, then the hand-written pages."""
    filled = {
        "news": True,
        "alumni": True,
        "since": bool(publication.left and publication.timeline.changes),
        "timeline": bool(publication.timeline.changes),
        "events": bool(publication.events),
        "openings": bool(publication.openings),
        "letters": bool(publication.newsletters),
    }
    nav = [{press.say("nav.home"): "index.md"}]
    nav += [{press.say(f"nav.{name}"): f"{name}/index.md"} for name in SECTIONS if filled[name]]
    nav += [{page.title: f"{page.path}index.md"} for page in publication.pages if page.menu]
    return nav


def _shell_words(settings: Settings, publication: Publication, press: Press) -> dict[str, object]:
    """What main.html and the partials read from `config.extra.enishi_shell`."""
    keys = (
        "skip menu close search search_clear search_start sections footer footer_links feeds "
        "palette_auto palette_light palette_dark"
    ).split()
    feeds = (("RSS", "feed.xml"), ("Atom", "atom.xml"), ("JSON Feed", "feed.json"))
    return {
        "colour_light": settings.colour,
        "colour_dark": colours.in_the_dark(settings.colour),
        "name": settings.name,
        "lang": settings.lang,
        "words": {key: press.say(f"shell.{key}") for key in keys},
        "links": [{"title": page.title, "path": page.path} for page in publication.pages],
        "feeds": [{"title": title, "path": path} for title, path in feeds if settings.url],
    }


class _Quiet(logging.Handler):
    """Keeps what the engine complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _run_engine(config: Path) -> None:
    """Build in this process, silently. Raises `Refused` when MkDocs refuses the settings."""
    logger, quiet = logging.getLogger("mkdocs"), _Quiet()
    before, propagate = logger.level, logger.propagate
    logger.addHandler(quiet)
    logger.propagate = False
    try:
        build(load_config(str(config)))
    except TemplateError as fault:
        name = Path(getattr(fault, "filename", None) or "main.html").name
        path = f"{FOLDER}/theme/{name}"
        line = Mark(getattr(fault, "lineno", 1))
        raise refusal(path, "template-fault", line, fault=fault.message or "") from None
    except (MkDocsException, SystemExit) as fault:
        said = "; ".join(quiet.said) or str(fault)
        raise refusal(FILE, "settings-refused", fault=said) from None
    finally:
        logger.removeHandler(quiet)
        logger.propagate = propagate
        logger.setLevel(before)


def _shell_of(built: Path, path: str) -> _Shell:
    text = (built / path / "index.html").read_text(encoding="utf-8")
    text = _LINK.sub(lambda match: f'{match[1]}"{_site_path(match[2], path)}"', text)
    text = _SCOPE.sub(lambda match: f'new URL("{_site_path(match[1], path)}",location)', text)
    text = _CONFIG.sub(lambda match: match[1] + _config_json(match[2], path) + match[3], text)
    for mark in (HEAD, BODY):
        if text.count(mark) != 1:
            count = text.count(mark)
            raise refusal(f"{FOLDER}/theme/main.html", "shell-broken", mark=mark, count=count)
    before, rest = text.split(HEAD)
    between, after = rest.split(BODY)
    return _Shell(before, between, after)


def _site_path(address: str, page: str) -> str:
    """A link of the shell as a site path behind `SITE`; others as they are."""
    if _ABSOLUTE.match(address) or address.startswith(SITE):
        return address
    path, mark, rest = address.partition("#") if "#" in address else address.partition("?")
    joined = posixpath.normpath(posixpath.join("/", page, path))
    folder = path.endswith(("/", ".")) or not path
    joined = joined.rstrip("/") + "/" if folder else joined
    return SITE + joined.lstrip("/") + mark + rest


def _config_json(text: str, page: str) -> str:
    """The theme's own settings; `base` must be what leads to the root."""
    config = json.loads(text)
    config["base"] = _site_path(config["base"] + "/", page)
    config["search"] = SITE + SEARCH_WORKER
    dumped = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
    return dumped.replace("\\u0002", SITE).replace("</", "<\\/")
