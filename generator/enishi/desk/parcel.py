"""Writes the handover into a folder that nobody else can look into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from enishi.desk.bequest import Handover
from enishi.desk.cabinet import Cabinet
from enishi.desk.recipients import check_place
from enishi.problems import refusal
from enishi.writing import make_private, put

FOLDER = "handovers"
"""The folder in `private/` that holds them, by day."""
PAGE, TEXT, BOXES = "handover.html", "handover.md", "checklist.md"
_TEMPLATES = {PAGE: "handover.html", TEXT: "handover.txt", BOXES: "checklist.txt"}
MOST = 40
"""So many things of a chapter are told; of the rest, how many there are."""
ORDER = (
    "promises",
    "letters",
    "outcomes",
    "peace",
    "unsaid",
    "cadence",
    "consents",
    "owners",
    "keys",
)
Render = Callable[..., str]
"""`render(template, lang, **values)`: the portal's press."""


def write_handover(
    found: Handover, folder: Path, cabinet: Cabinet, render: Render, lang: str
) -> tuple[list[str], list[str]]:
    """The names of the files that were written, and of those that were there already: the two
    that are written into by hand are begun, and never written over.

    Raises `Refused` for a folder that is published or in git, or is no folder.
    """
    check_place(folder, PAGE, cabinet, code="handover-place")
    if folder.exists() and not folder.is_dir():
        raise refusal(folder.name, "handover-place")
    texts = {name: _printed(template, found, render, lang) for name, template in _TEMPLATES.items()}
    make_private(folder)
    kept = [name for name in (TEXT, BOXES) if (folder / name).exists()]
    for name, text in texts.items():
        if name not in kept:
            put(folder / name, text.encode(), 0o600)
    return [name for name in texts if name not in kept], kept


def page_of(found: Handover, render: Render, lang: str) -> str:
    """The document, for the screen and for paper."""
    return _printed(_TEMPLATES[PAGE], found, render, lang)


def _printed(template: str, found: Handover, render: Render, lang: str) -> str:
    return render(f"desk/{template}", lang, handover=found, shown=ORDER, most=MOST)
