"""Links that hand a page on: plain addresses, no script of anybody else."""

from __future__ import annotations

from urllib.parse import quote

from enishi.views import Call, Press, Site

_PLACES = (
    ("linkedin", "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    ("x", "https://x.com/intent/post?text={title}&url={url}"),
    ("facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("line", "https://social-plugins.line.me/lineit/share?url={url}"),
    ("mail", "mailto:?subject={title}&body={title}%0D%0A{url}"),
)


def share_of(title: str, path: str, site: Site, press: Press) -> list[Call]:
    """LinkedIn, X, Facebook, LINE and mail; nothing while the portal has no address.

    Values are percent-encoded UTF-8 (RFC 3986, RFC 6068), so nothing in a title can add a
    field to the mail or a parameter to the address.
    """
    if not site.url:
        return []
    words = {"title": quote(title, safe=""), "url": quote(site.url + path, safe="")}
    return [
        Call(press.say(f"share.{name}"), pattern.format_map(words)) for name, pattern in _PLACES
    ]
