"""Texts set in type, before their links into the portal are filled in.

How a text is set depends on the text alone, so it is done once and kept from build to build.
Where `../people/ken.yml` leads depends on what else is published, so those addresses wait as
numbers until somebody knows (`addresses.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from enishi.digests import digest_of
from enishi.links import is_relative, is_safe_link
from enishi.markup import TooComplex, Typesetter

_MARK = "\x03"
"""Stands before the number of an address. No text can hold it: control characters are refused."""
_WAITING = re.compile(r' (href|src)="\x03(\d+)"')
_ID = re.compile(r' id="([^"]*)"')
_WITHIN = re.compile(r' href="#([^"]*)"')


@dataclass(frozen=True, slots=True)
class Galley:
    """A text as safe HTML, with what has to be known to finish it."""

    html: Markup
    inner: tuple[tuple[str, str], ...]
    """`(href or src, address)` of what leads into the portal, by number."""
    faults: tuple[tuple[str, str], ...]
    """Addresses that cannot be kept, with the code of the reason."""
    anchors: frozenset[str]
    """Places in the text that can be linked to."""
    within: frozenset[str]
    """Places in the same text that its links lead to."""

    def with_addresses(self, found: Sequence[str | None]) -> Markup:
        """The HTML with what the inner addresses came to; None leaves the link out."""

        def filled(match: re.Match[str]) -> str:
            address = found[int(match[2])]
            return f' {match[1]}="{escape(address)}"' if address is not None else ""

        return Markup(_WAITING.sub(filled, str(self.html)))  # noqa: S704


class Galleys:
    """Sets texts, each once; the parser is made when the first is wanted."""

    def __init__(
        self, kept: Mapping[bytes, Galley] | None = None, *, reference: bool = False
    ) -> None:
        """`kept` are galleys of the last build. `reference` is for `Typesetter`."""
        self.reference = reference
        self._kept = dict(kept or {})
        self._known: dict[tuple[str, str], Galley] = {}
        self._used: dict[bytes, Galley] = {}
        self._typesetter: Typesetter | None = None

    @property
    def used(self) -> Mapping[bytes, Galley]:
        """Those that this build set or took from the last, for the next build."""
        return self._used

    def know(self, text: str, galley: Galley, prefix: str = "t-") -> None:
        """Take in what another process has set."""
        self._known[text, prefix] = galley

    def of(self, text: str, prefix: str = "t-") -> Galley | None:
        """The text as HTML; None where it is too complex to be read by anybody."""
        found = self._known.get((text, prefix))
        if found is not None:
            return found
        key = digest_of(text, prefix)
        found = self._used.get(key) or self._kept.get(key)
        if found is None:
            try:
                found = self._set(text, prefix)
            except TooComplex:
                return None
        self._used[key] = found
        return found

    def _set(self, text: str, prefix: str) -> Galley:
        if self._typesetter is None:
            self._typesetter = Typesetter(reference=self.reference)
        inner: list[tuple[str, str]] = []
        faults: list[tuple[str, str]] = []

        def resolve(attribute: str, address: str) -> str | None:
            address = address.strip()
            if address and (is_relative(address) or _is_rooted(address)):
                inner.append((attribute, address))
                return f"{_MARK}{len(inner) - 1}"
            fault = _fault_of(attribute, address)
            if fault:
                faults.append((address, fault))
            return None if fault or not address else address

        html = self._typesetter.html_of(text, resolve, prefix=prefix)
        return Galley(
            html,
            tuple(inner),
            tuple(faults),
            frozenset(_ID.findall(html)),
            frozenset(_WITHIN.findall(html)),
        )


def _is_rooted(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")


def _fault_of(attribute: str, address: str) -> str:
    if not address:
        return ""
    if not is_safe_link(address):
        return "link-unsafe"
    return "image-remote" if attribute == "src" else ""
