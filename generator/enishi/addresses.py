"""Where everything of the portal is, and where a link in a text leads."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from enishi.images import print_picture
from enishi.links import is_relative, is_safe_link
from enishi.markup import Resolve, TooComplex, Typesetter, with_sizes
from enishi.problems import Mark, Problems
from enishi.source.frontmatter import Body
from enishi.source.schema import ID, Located
from enishi.views import SITE, Asset, Picture

SECTIONS = frozenset(
    {"", "news/", "alumni/", "events/", "openings/", "letters/", "timeline/", "since/"}
)
_HARMLESS = frozenset({"link-unpublished", "image-remote", "link-unsafe", "anchor-missing"})
_ID = re.compile(r' id="([^"]*)"')
_WITHIN = re.compile(r' href="#([^"]*)"')
CONTENT, PHOTOS = "content", "alumni/photos"
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif"})


def key_of(text: str) -> str:
    """A short ASCII key that stays the same as long as the text means the same."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    slug = re.sub(r"[\s_.]+", "-", plain).strip("-")
    if ID.match(slug) and len(slug) <= 40:
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
    ) -> None:
        """`published` is `{source path: site path}`; `known` are all source paths there are."""
        self._root, self._problems = root, problems
        self._published, self._known = published, known
        self._pages = SECTIONS | frozenset(published.values())
        self._typesetter = Typesetter()
        self._pictures: dict[str, Picture] = {}
        self._printed: dict[tuple[str, bool], Picture] = {}
        self._assets: dict[str, Asset] = {}
        self._anchors: defaultdict[str, set[str]] = defaultdict(set)
        self._wanted: list[tuple[Body, str, str, str]] = []

    @property
    def assets(self) -> tuple[Asset, ...]:
        """Every file that a text or record asked for, by path."""
        return tuple(self._assets[path] for path in sorted(self._assets))

    def typeset(self, body: Body, prefix: str = "t-") -> Markup:
        """The body as safe HTML; faults in it become problems with file and line."""
        try:
            text = self._typesetter.html_of(body.text, self._resolver(body), prefix=prefix)
        except TooComplex:
            self._problems.add(body.path, Mark(body.first_line), "text-complex")
            return Markup()
        self._note_anchors(body, text, prefix)
        return with_sizes(text, self._pictures) if "<img" in text else text

    def _note_anchors(self, body: Body, text: str, prefix: str) -> None:
        """Remember the places that can be linked to; look at links within the text at once."""
        if ' id="' in text:
            self._anchors[body.path] |= set(_ID.findall(text))
        for anchor in _WITHIN.findall(text):
            if anchor not in self._anchors[body.path]:
                self._blame(body, "#" + unescape(anchor).removeprefix(prefix), "anchor-missing")

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
        found = self._print(path, False) if is_relative(given.text) else "image-missing"
        if isinstance(found, str):
            self._problems.add(base, given.mark, found, field)
            return None
        return Picture(found.path, found.width, found.height, alt)

    def face(
        self, path: str, stem: str, alt: str, base: str, mark: Mark, shelf: str = PHOTOS
    ) -> Picture | None:
        """A photo of a person out of the folder `shelf`, cropped; served as `stem`."""
        found = self._print(path, True, stem, shelf)
        if isinstance(found, str):
            self._problems.add(base, mark, found, "photo")
            return None
        return Picture(found.path, found.width, found.height, alt)

    def _print(
        self, path: str, square: bool, stem: str = "", shelf: str = CONTENT
    ) -> Picture | str:
        """The picture that the portal file `path` gives, or a problem's code.

        It must lie in the folder `shelf`: what is private, or the photo of someone who did
        not agree, cannot be reached by a path.
        """
        if not (self._root / path).resolve().is_relative_to((self._root / shelf).resolve()):
            return "image-missing"
        printed = self._printed.get((path, square))
        if printed:
            return printed
        found = print_picture(self._root / path, square=square)
        if isinstance(found, str):
            return found
        name = stem or key_of(posixpath.basename(path).rpartition(".")[0])
        picture = Picture(
            f"images/{name}-{found.digest}{found.suffix}", found.width, found.height, ""
        )
        self._assets[picture.path] = Asset(picture.path, found.data)
        self._pictures[picture.path] = self._printed[path, square] = picture
        return picture

    def _resolver(self, body: Body) -> Resolve:
        def resolve(attribute: str, address: str) -> str | None:
            found, fault = self._target(body, attribute, address.strip())
            if fault:
                self._blame(body, address, fault)
            return found

        return resolve

    def _target(self, body: Body, attribute: str, address: str) -> tuple[str | None, str]:
        """What to print for an address, and the code of what is wrong with it."""
        if not address:
            return None, ""
        if not is_relative(address):
            return self._outside(attribute, address)
        parts = urlsplit(address)
        path = _joined(body.path, unquote(parts.path))
        if posixpath.splitext(path)[1].lower() in _PICTURES:
            found = self._print(path, False)
            return (None, found) if isinstance(found, str) else (SITE + found.path, "")
        if path in self._published:
            if parts.fragment:
                self._wanted.append((body, address, path, unquote(parts.fragment)))
            fragment = f"#t-{parts.fragment}" if parts.fragment else ""
            return SITE + self._published[path] + fragment, ""
        return None, "link-unpublished" if path in self._known else "link-broken"

    def _outside(self, attribute: str, address: str) -> tuple[str | None, str]:
        if address.startswith("/") and not address.startswith("//"):
            path = address.lstrip("/")
            return (SITE + path, "") if path in self._pages else (None, "link-broken")
        if not is_safe_link(address):
            return None, "link-unsafe"
        return (None, "image-remote") if attribute == "src" else (address, "")

    def _blame(self, body: Body, address: str, fault: str) -> None:
        note = self._problems.warn if fault in _HARMLESS else self._problems.add
        note(body.path, body.mark_of(_index_of(address, body.text)), fault)


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


def _joined(base: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
