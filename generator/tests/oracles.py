"""What a browser would do with our pages, by other means than ours: Lexbor parses them."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser

_LIVE = frozenset(
    "script style iframe frame frameset object embed applet base form input textarea select "
    "button svg math template noscript portal link meta audio video source track plaintext xmp "
    "noembed noframes marquee dialog slot".split()
)
_ADDRESSES = frozenset(
    "href src action formaction data poster background cite longdesc srcset ping manifest "
    "xlink:href".split()
)
_SCHEMES = frozenset({"", "https", "http", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Element:
    tag: str
    attrib: dict[str, str]
    text: str
    """Of a script; of others it is not asked for."""


def elements_of(text: str, *, fragment: bool = False) -> Iterator[Element]:
    """Every element, as HTML5 says that browsers build them."""
    root = LexborHTMLParser(text, is_fragment=fragment).root
    for node in root.traverse(include_text=False) if root else ():
        if node.is_element_node:
            attrib = {name: value or "" for name, value in node.attributes.items()}
            tag = node.tag or ""
            yield Element(tag, attrib, node.text() if tag == "script" else "")


def hazards_of(text: str, *, fragment: bool = True) -> list[str]:
    """Everything that could act, load, or leave by itself or under a reader's finger."""
    return hazards_in(elements_of(text, fragment=fragment))


def hazards_in(elements: Iterable[Element]) -> list[str]:
    found: list[str] = []
    for element in elements:
        if element.tag in _LIVE:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            found += _hazard_of(element.tag, name.lower(), value)
    return found


def _hazard_of(tag: str, name: str, value: str) -> list[str]:
    if name.startswith("on") or name in ("style", "srcdoc", "is", "target", "http-equiv"):
        return [f"{tag}.{name}"]
    if name in _ADDRESSES and scheme_of(value) not in _SCHEMES:
        return [f"{tag}.{name}={scheme_of(value)}:"]
    if name in _ADDRESSES and re.match(r"[\s\x00-\x20]*[/\\]{2}", value):
        return [f"{tag}.{name}=//"]
    return []


def scheme_of(address: str) -> str:
    """The scheme as the URL standard finds it: controls and white space do not hide it."""
    bare = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", address)
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    return match[1].lower() if match else ""


def inventory_of(page: str) -> Counter[str]:
    """How often each thing that acts stands on a whole page."""
    return Counter(hazards_of(page, fragment=False))


def words_of(text: str) -> str:
    """What a reader reads of a fragment."""
    root = LexborHTMLParser(text, is_fragment=True).root
    return root.text() if root else ""


_START = re.compile(r"<[a-zA-Z][^>]*?>|<!--.*?-->", re.DOTALL)
_VALUE = re.compile(r'\s(id|href|src|srcset|action)="([^"]*)"')


def addresses_of(page: str) -> tuple[set[str], list[str]]:
    """IDs of a page of ours, and every address in it. Quick: our pages quote every value."""
    ids: set[str] = set()
    addresses: list[str] = []
    for start in _START.finditer(page):
        for name, value in _VALUE.findall(start[0]):
            plain = html.unescape(value)
            if name == "id":
                ids.add(plain)
            elif name == "srcset":
                addresses += [candidate.split()[0] for candidate in plain.split(",")]
            else:
                addresses.append(plain)
    return ids, addresses


def broken_links(site: Path, base: str) -> list[str]:
    """`page: address` of all that leads to no file, and of fragments that lead to no ID."""
    pages = {
        base + path.relative_to(site).as_posix().removesuffix("index.html"): addresses_of(
            path.read_text(encoding="utf-8")
        )
        for path in site.rglob("*.html")
    }
    files = {base + path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    broken: list[str] = []
    for page, (_, addresses) in pages.items():
        for address in set(addresses):
            target, _, fragment = urljoin(page, address).partition("#")
            if not target.startswith(base):
                continue
            target = unquote(target.partition("?")[0])
            ids = pages[target][0] if target in pages else {fragment}
            if (target not in files and target not in pages) or (
                fragment and unquote(fragment) not in ids
            ):
                broken.append(f"{page}: {address}")
    return broken
