"""`images/`: pictures in the sizes that pages, feeds and mail show (WebP, JPEG, PNG)."""

from __future__ import annotations

from collections.abc import Iterator

from enishi.images import print_picture
from enishi.views import Asset, Job, Press, Publication


def plan(publication: Publication, press: Press) -> Iterator[Job]:
    for asset in publication.assets:
        yield Job(asset.path, print_asset, (asset,))


def print_asset(press: Press, asset: Asset) -> bytes:
    return print_picture(press.read(asset.source), asset.print)
