"""Pictures within HTML: as pages show them, and as every mail program and feed reader can."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup

from enishi.views import SITE, Picture

_IMAGE = re.compile(r'<img\b((?:[^>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_OF_PAGES = ("srcset", "sizes", "loading", "decoding", "fetchpriority")
_WEBP = ".webp"


def shown_pictures(text: Markup, pictures: Mapping[str, Picture], *, lead: bool = False) -> Markup:
    """Gives every `img` of ours its size, so that nothing jumps, and versions to choose from.

    `pictures` is `{site path: picture}`. All are loaded when they come near, but for the first
    where the text begins the page (`lead`). An image without an address is left out.
    """
    waits = not lead

    def shown(match: re.Match[str]) -> str:
        nonlocal waits
        given = dict(_ATTRIBUTE.findall(match[1]))
        source = given.get("src", "")
        if not source:
            return f"<em>{given.get('alt', '')}</em>" if given.get("alt") else ""
        picture = pictures.get(source.removeprefix(SITE))
        found = {**given, **(_fitted(picture, given) if picture else {})}
        found.setdefault("alt", "")
        if waits:
            found["loading"] = "lazy"
        waits = True
        return _written(found | {"decoding": "async"})

    return Markup(_IMAGE.sub(shown, str(text)))  # noqa: S704  (as safe as what came in)


def _fitted(picture: Picture, given: Mapping[str, str]) -> dict[str, str]:
    """A picture as wide as its writer asked for, at most as it is.

    `src` is the widest, whose plain print is served where mail or feeds show it.
    """
    wide = min(_whole(given.get("width")) or picture.width, picture.width)
    high = max(1, round(picture.height * wide / picture.width))
    found = {"src": SITE + picture.at(picture.width), "width": str(wide), "height": str(high)}
    if picture.srcset:
        asked = "width" in given
        found |= {"srcset": picture.srcset, "sizes": f"{wide}px" if asked else picture.sizes}
    return found


def plain_pictures(text: str) -> str:
    """HTML of `shown_pictures` with JPEG and PNG alone (WebP fails in Outlook for Windows)."""

    def plain(match: re.Match[str]) -> str:
        given = dict(_ATTRIBUTE.findall(match[1]))
        kept = {name: value for name, value in given.items() if name not in _OF_PAGES}
        if kept.get("src", "").startswith(SITE):
            kept["src"] = kept["src"].removesuffix(_WEBP)
        return _written(kept)

    return _IMAGE.sub(plain, text) if "<img" in text else text


def _written(attributes: Mapping[str, str]) -> str:
    return "<img" + "".join(f' {name}="{value}"' for name, value in attributes.items()) + ">"


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
