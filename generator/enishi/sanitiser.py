"""What of a piece of HTML may stay: an allow-list, and a say over every address."""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from enishi.links import CLICKABLE, is_safe_link

Resolve = Callable[[str, str], str | None]
"""`resolve("href" | "src", address)` → the address to print, or None to drop it."""

BLOCKS = frozenset(
    "p div section h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table tr td th hr br "
    "figure figcaption".split()
)
_TAGS = BLOCKS | frozenset(
    "a abbr b code del em i img ins kbd mark s small strong sub sup caption tbody thead tfoot "
    "ruby rt rp q cite span time".split()
)
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "abbr": {"title"},
    "time": {"datetime"},
    "blockquote": {"cite"},
}
_CLASSES = frozenset(
    "footnote footnote-ref footnote-backref center right small note wide button".split()
)
_DROPPED_WITH_CONTENT = {"script", "style", "template", "noscript", "iframe", "object", "svg"}


class Sanitiser:
    """One cleaner, used again for every text: making one costs more than cleaning a text."""

    def __init__(self) -> None:
        self._resolve: Resolve = lambda attribute, address: None
        self._prefix = ""
        self._cleaner = nh3.Cleaner(
            tags=set(_TAGS),
            attributes=_ATTRIBUTES,
            clean_content_tags=_DROPPED_WITH_CONTENT,
            attribute_filter=self._kept,
            link_rel="noopener",
            url_schemes=set(CLICKABLE),
        )

    def clean(self, raw: str, resolve: Resolve, prefix: str = "t-") -> str:
        """What is allowed, with its addresses resolved and `prefix` before every ID."""
        self._resolve, self._prefix = resolve, prefix
        return self._cleaner.clean(raw)

    def _kept(self, tag: str, attribute: str, value: str) -> str | None:
        if attribute in ("href", "src"):
            if attribute == "href" and value.startswith("#"):
                return f"#{self._prefix}{value[1:]}"
            return self._resolve(attribute, value)
        if attribute == "id":
            return self._prefix + re.sub(r"[^\w:-]", "-", value)
        if attribute == "class":
            return " ".join(word for word in value.split() if word in _CLASSES) or None
        if attribute == "cite":
            return value if is_safe_link(value) else None
        return value
