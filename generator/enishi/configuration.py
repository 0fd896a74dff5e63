"""What the engine is told: the portal's `mkdocs.yml`, with what must be as shells need it."""

from __future__ import annotations

from enishi import colours
from enishi.engines.engine import BUILT, DOCS, THEME, Engine
from enishi.settings import Settings
from enishi.views import Press, Publication

SECTIONS = ("news", "alumni", "since", "timeline", "events", "openings", "cards", "letters")
_KEPT_FEATURES = ("navigation.tabs",)
_NOT_FOR_ENGINES = (
    "INHERIT docs_dir draft_docs exclude_docs hooks markdown_extensions not_in_nav plugins "
    "repo_url site_dir validation watch"
).split()
"""Keys of `mkdocs.yml` that say something of the texts, which no engine gets to see."""


def config_of(
    engine: Engine, settings: Settings, publication: Publication, press: Press
) -> dict[str, object]:
    """The portal's settings with what must be as we need it."""
    site, given = publication.site, settings.values
    kept = {key: value for key, value in given.items() if key not in _NOT_FOR_ENGINES}
    theme, extra = given.get("theme"), given.get("extra")
    return kept | {
        "docs_dir": DOCS,
        "site_dir": BUILT,
        "site_name": site.name,
        "site_url": site.url or "http://127.0.0.1/",
        "use_directory_urls": True,
        "strict": False,
        "plugins": ["search"],
        "markdown_extensions": [],
        "theme": {
            **(theme if isinstance(theme, dict) else {}),
            "name": "material",
            "custom_dir": THEME,
            "language": site.lang,
            "font": False,
            "features": [*dict.fromkeys((*_KEPT_FEATURES, *settings.features))],
            "palette": _palette(press),
            "logo": settings.logo or "assets/logo.svg",
            "favicon": settings.favicon or "assets/favicon.svg",
            **engine.theme,
        },
        "extra": {
            **(extra if isinstance(extra, dict) else {}),
            "generator": False,
            # Analytics would make every reader's browser ask another host.
            "analytics": None,
            "enishi": None,
            "enishi_shell": _shell_words(engine, settings, publication, press),
        },
        "validation": {"omitted_files": "ignore"},
        "nav": given["nav"] if settings.has_nav else _nav(publication, press),
    }


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
        "cards": bool(publication.cards),
        "letters": bool(publication.newsletters),
    }
    nav = [{press.say("nav.home"): "index.md"}]
    nav += [{press.say(f"nav.{name}"): f"{name}/index.md"} for name in SECTIONS if filled[name]]
    nav += [{page.title: f"{page.path}index.md"} for page in publication.pages if page.menu]
    return nav


def _shell_words(
    engine: Engine, settings: Settings, publication: Publication, press: Press
) -> dict[str, object]:
    """What main.html and the partials read from `config.extra.enishi_shell`."""
    keys = (
        "skip menu close search search_clear search_start search_looking search_failed search_more "
        "sections footer footer_links feeds palette_auto palette_light palette_dark"
    ).split()
    feeds = (("RSS", "feed.xml"), ("Atom", "atom.xml"), ("JSON Feed", "feed.json"))
    return {
        "colour_light": settings.colour,
        "colour_dark": colours.in_the_dark(settings.colour),
        "name": settings.name,
        "lang": settings.lang,
        "own_box": not engine.answers_search,
        "words": {key: press.say(f"shell.{key}") for key in keys},
        "links": [{"title": page.title, "path": page.path} for page in publication.pages],
        "feeds": [{"title": title, "path": path} for title, path in feeds if settings.url],
    }
