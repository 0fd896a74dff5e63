"""What formats add to the `<head>` of their pages: feeds and structured data."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from enishi.outputs._feeds import KINDS, Channel, main_channel
from enishi.outputs._schema import Thing, json_ld
from enishi.views import SITE, Press, Site

_ALTERNATE = Markup('<link rel="alternate" type="{}" title="{}" href="{}">\n')


class Heads:
    """Heads of many pages: the feed of all items is named on each."""

    def __init__(self, site: Site, press: Press) -> None:
        self._known = bool(site.url)
        self._main = self._links(main_channel(site, press)) if self._known else Markup("")

    def head(self, *things: Thing, channels: Sequence[Channel] = ()) -> str:
        """Links to feeds, then JSON-LD; neither while the portal has no address."""
        if not self._known:
            return ""
        links = (self._links(channel) for channel in channels)
        return self._main + Markup("").join([*links, *(json_ld(thing) for thing in things)])

    @staticmethod
    def _links(channel: Channel) -> Markup:
        return Markup("").join(
            _ALTERNATE.format(
                kind.media_type, f"{channel.title} ({kind.label})", SITE + channel.path(kind)
            )
            for kind in KINDS
        )
