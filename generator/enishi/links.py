"""Which addresses are safe to click."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HIDING = re.compile(r"[\s\x00-\x20\x7f\\<>\"`{}|^]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
WEB = ("https", "http")
CLICKABLE = ("https", "http", "mailto", "tel")


def is_safe_link(text: str, schemes: tuple[str, ...] = CLICKABLE) -> bool:
    """Whether a full address has one of the schemes and nothing that could hide another.

    White space, controls, quotes and passwords are refused: browsers strip or reread them.
    """
    if len(text) > 2000 or _HIDING.search(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in schemes or parts.password is not None:
        return False
    if parts.scheme in WEB:
        return bool(parts.hostname) and parts.username is None
    return bool(parts.path)


def is_relative(text: str) -> bool:
    """Whether an address has neither scheme nor host, so that it names a file of ours."""
    return not _SCHEME.match(text) and not text.startswith(("//", "/", "\\", "#", "?"))
