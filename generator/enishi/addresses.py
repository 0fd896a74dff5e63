"""Where everything of the portal is, and where a link in a text leads."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from enishi.galleys import Galley, Galleys
from enishi.images import COLUMN, FACE, WEBP, Probe
from enishi.links import is_relative
from enishi.pictures import shown_pictures
from enishi.probes import Probes
from enishi.problems import Mark, Problems
from enishi.recall import Recall
from enishi.source.frontmatter import Body
from enishi.source.schema import DEVICES, ID, Located
from enishi.views import SITE, Asset, Picture, Print, Version

SECTIONS = frozenset(
    ("", *"news/ alumni/ events/ openings/ cards/ graduations/ letters/ timeline/ since/".split())
)
_HARMLESS = frozenset({"link-unpublished", "image-remote", "link-unsafe", "anchor-missing"})
CONTENT, PHOTOS = "content", "alumni/photos"
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """A short ASCII key that stays the same as long as the text means the same."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    slug = re.sub(r"[\s_.]+", "-", plain).strip("-")
    if ID.match(slug) and len(slug) <= 40 and slug not in DEVICES:
        return slug
    return "x-" + hashlib.sha256(plain.encode()).hexdigest()[:8]


class Addresses:
    """Resolves links of texts; keeps the pictures and files that they need."""

    def __init__(
        self,
        root: Path,
        problems: Problems,
        published: Mapping[str, str],
        known: frozenset[str],
        galleys: Galleys,
        probes: Probes,
        recall: Recall,
        *,
        reachable: bool = True,
    ) -> None:
        """`published` is `{source path: site path}`; `known` are all source paths there are.

        `reachable` says whether the portal has an address: without, nothing is shown outside.
        """
        self._root, self._problems, self._reachable = root, problems, reachable
        self._published, self._known = recall.same("published", published), known
        self._pages = SECTIONS | frozenset(published.values())
        self._galleys, self._probes, self._recall = galleys, probes, recall
        self._pictures: dict[str, Picture] = {}
        self._assets: dict[str, Asset] = {}
        self._anchors: defaultdict[str, set[str]] = defaultdict(set)
        self._wanted: list[tuple[Body, str, str, str]] = []

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Every file that a text or record asked for, by path."""
        return tuple(self._assets[path] for path in sorted(self._assets))

    def typeset(
        self, body: Body, prefix: str = "t-", *, abroad: bool = False, lead: bool = False
    ) -> Markup:
        """The body as safe HTML; faults in it become problems with file and line.

        `abroad` says that feeds or mail show it too, `lead` that it begins its page.
        """
        galley = self._galleys.of(body.text, prefix)
        return self.finish(body, galley, prefix, abroad=abroad, lead=lead)

    def finish(
        self,
        body: Body,
        galley: Galley | None,
        prefix: str = "t-",
        *,
        abroad: bool = False,
        lead: bool = False,
    ) -> Markup:
        """A text that was set already, with its links to other parts of the portal."""
        if galley is None:
            self._problems.add(body.path, Mark(body.first_line), "text-complex")
            return Markup()
        for address, fault in galley.faults:
            self._blame(body, address, fault)
        if galley.anchors or galley.within:
            self._anchors[body.path] |= galley.anchors
            for anchor in galley.within - self._anchors[body.path]:
                self._blame(body, "#" + unescape(anchor).removeprefix(prefix), "anchor-missing")
        if not galley.inner:
            return galley.html
        folder = posixpath.dirname(body.path)
        found: tuple[str | None, ...] | None = self._recall.of(
            _pages_found, galley, self._published, by=(folder,)
        )
        if found is None:
            found = tuple(self._resolve(body, *one, abroad) for one in galley.inner)
        # The path of a picture says all that is to be known of it.
        return self._recall.of(self._filled, galley, by=(found, lead))

    def _filled(self, galley: Galley, found: tuple[str | None, ...], lead: bool) -> Markup:
        text = galley.with_addresses(found)
        return shown_pictures(text, self._pictures, lead=lead) if "<img" in text else text

    def check_anchors(self) -> None:
        """Look at links to places in other texts, once all are typeset."""
        for body, address, path, anchor in self._wanted:
            if f"t-{anchor}" not in self._anchors[path]:
                self._blame(body, address, "anchor-missing")

    def picture(
        self, base: str, given: Located | None, alt: str, field: str = "image"
    ) -> Picture | None:
        """The picture that a field of the file `base` names."""
        if given is None:
            return None
        path = _joined(base, given.text)
        ours = is_relative(given.text)
        found = self._picture(path, plain=self._reachable) if ours else "image-missing"
        if isinstance(found, str):
            self._problems.add(base, given.mark, found, field)
            return None
        return replace(found, alt=alt)

    def face(
        self, path: str, stem: str, alt: str, base: str, mark: Mark, shelf: str = PHOTOS
    ) -> Picture | None:
        """A photo of a person out of the folder `shelf`, cropped; served as `stem`."""
        found = self._picture(path, stem, shelf, plain=self._reachable)
        if isinstance(found, str):
            self._problems.add(base, mark, found, "photo")
            return None
        return replace(found, alt=alt)

    def _picture(
        self, path: str, portrait: str = "", shelf: str = CONTENT, *, plain: bool
    ) -> Picture | str:
        """The picture that the portal file `path` gives, or a problem's code.

        It must lie in the folder `shelf`: what is private, or the photo of someone who did
        not agree, cannot be reached by a path. A `plain` one is served as JPEG or PNG besides,
        for mail, feeds, previews and links. A `portrait` is square, and called so.
        """
        if not path.startswith(f"{shelf}/") or not self._probes.lies_there(path):
            return "image-missing"
        probe = self._probes.of(path)
        if isinstance(probe, str):
            return probe
        stem = portrait or key_of(posixpath.basename(path).rpartition(".")[0])
        prints = probe.prints(FACE if portrait else COLUMN, square=bool(portrait))
        shown = [replace(one, suffix=one.suffix + WEBP) for one in prints]
        widest = prints[-1]
        for one in [*shown, widest] if plain else shown:
            site_path = _print_path(stem, probe, one)
            self._assets[site_path] = Asset(site_path, path, probe.digest, one)
        versions = tuple(Version(_print_path(stem, probe, one), one.width) for one in shown)
        named = _print_path(stem, probe, widest)
        picture = Picture(named, widest.width, widest.height, "", versions)
        self._pictures[named] = picture
        return picture

    def _resolve(self, body: Body, attribute: str, address: str, abroad: bool) -> str | None:
        found, fault = self._target(body, attribute, address, abroad)
        if fault:
            self._blame(body, address, fault)
        return found

    def _target(
        self, body: Body, attribute: str, address: str, abroad: bool
    ) -> tuple[str | None, str]:
        """What to print for an address within the portal, and the code of what is wrong."""
        if address.startswith("/"):
            path = address.lstrip("/")
            return (SITE + path, "") if path in self._pages else (None, "link-broken")
        path, fragment = _aimed(posixpath.dirname(body.path), address)
        if posixpath.splitext(path)[1].lower() in _PICTURES:
            plain = attribute == "href" or (abroad and self._reachable)
            found = self._picture(path, plain=plain)
            return (None, found) if isinstance(found, str) else (SITE + found.path, "")
        if path in self._published:
            if fragment:
                self._wanted.append((body, address, path, unquote(fragment)))
            place = f"#t-{fragment}" if fragment else ""
            return SITE + self._published[path] + place, ""
        return None, "link-unpublished" if path in self._known else "link-broken"

    def _blame(self, body: Body, address: str, fault: str) -> None:
        note = self._problems.warn if fault in _HARMLESS else self._problems.add
        note(body.path, body.mark_of(_index_of(address, body.text)), fault)


def _pages_found(
    galley: Galley, published: Mapping[str, str], folder: str
) -> tuple[str, ...] | None:
    """Where the addresses of a text of the folder lead, if all are of whole pages and right."""
    found = []
    for _, address in galley.inner:
        path, fragment = _aimed(folder, address)
        if address.startswith("/") or fragment or path not in published:
            return None
        found.append(SITE + published[path])
    return tuple(found)


def _print_path(stem: str, probe: Probe, wanted: Print) -> str:
    """Says what is printed and how, so that the path is known before the print."""
    size = f"{wanted.width}x{wanted.height}"
    return f"images/{stem}-{probe.digest[:8]}-{size}{wanted.suffix}"


def _index_of(address: str, text: str) -> int:
    """Where an address was written, as it is or with entities; else the beginning."""
    index = text.find(address)
    if index < 0:
        offset = 0
        for line in text.split("\n"):
            if address in unescape(line) or address in unquote(unescape(line)):
                return offset
            offset += len(line) + 1
    return max(index, 0)


@lru_cache(maxsize=65536)
def _aimed(folder: str, address: str) -> tuple[str, str]:
    """The portal file that an address in a text of the folder leads to, and the place in it."""
    parts = urlsplit(address)
    return posixpath.normpath(posixpath.join(folder, unquote(parts.path))), parts.fragment


def _joined(base: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
