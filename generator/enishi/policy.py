"""What a page may load and run: a Content Security Policy (W3C CSP Level 3) for `<meta>`.

Everything comes from the portal itself. Of scripts within a page only those of the theme's shell
run, known by their hashes: whatever else might ever get into a page does not.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

_RULES = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "manifest-src": ("'self'",),
    "worker-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_DATA = re.compile(r"""\btype=["']?application/(?:ld\+)?json|\bsrc=""")


def policy_for(shell: Iterable[str]) -> str:
    """The elements for the `<head>` of pages in this shell, given in its parts."""
    found = {"script": {}, "style": {}}  # type: dict[str, dict[str, None]]
    for part in shell:
        for kind, text in _inline(part):
            found[kind][_hash_of(text)] = None
    rules = {**_RULES, **{f"{kind}-src": (*_RULES[f"{kind}-src"], *found[kind]) for kind in found}}
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
    )


def _inline(text: str) -> Iterator[tuple[str, str]]:
    """`(script or style, what is in it)` of what a browser would run."""
    for kind, attributes, held in _INLINE.findall(text):
        if not _DATA.search(attributes):
            yield kind, held


def _hash_of(text: str) -> str:
    """As a browser works it out: line ends are what the parser makes of them."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(plain.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
