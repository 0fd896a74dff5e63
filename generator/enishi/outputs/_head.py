"""What formats add to the `<head>` of their pages: feeds and structured data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from enishi.outputs._feeds import KINDS, Channel, main_channel
from enishi.outputs._schema import Thing, json_ld
from enishi.views import SITE, Press

_ALTERNATE = Markup('<link rel="alternate" type="{}" title="{}" href="{}">\n')


def head_of(press: Press, *things: Thing, channels: Sequence[Channel] = ()) -> str:
    """Links to feeds, then JSON-LD; neither while the portal has no address.

    The feed of all items is named on each page.
    """
    if not press.site.url:
        return ""
    links = (_links(channel) for channel in channels)
    return "".join([_main(press), *links, *(json_ld(thing) for thing in things)])


@lru_cache(maxsize=4)
def _main(press: Press) -> str:
    return _links(main_channel(press.site, press))


def _links(channel: Channel) -> str:
    return Markup("").join(
        _ALTERNATE.format(
            kind.media_type, f"{channel.title} ({kind.label})", SITE + channel.path(kind)
        )
        for kind in KINDS
    )
