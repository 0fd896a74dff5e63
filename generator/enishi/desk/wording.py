"""`templates/desk/hello.LANG.yml`: what is said to whom for which reason, in the portal's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from enishi import resources
from enishi.problems import Problems
from enishi.source.files import load_text
from enishi.source.nodes import parse_yaml
from enishi.source.schema import Field, ListOf, Reading, RecordOf, Text, Trail
from enishi.source.tree import Node, Scalar

FOLDER = "templates/desk"
_SLOT = re.compile(r"\{(\w*)\}")
_ALWAYS = ("name", "company", "host")
_SLOTS = {
    "graduation": ("years",),
    "joined": ("years",),
    "news": ("news", "url"),
    "consent": ("day",),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """How a letter for one reason begins: one of several ways."""

    subject: str
    opening: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """All that the desk's letters are made of; what is empty was not said."""

    greeting: str = ""
    closing: tuple[str, ...] = ()
    signature: str = ""
    unanswered: Opening | None = None
    birthday: Opening | None = None
    graduation: Opening | None = None
    joined: Opening | None = None
    moved: Opening | None = None
    news: Opening | None = None
    consent: Opening | None = None
    quiet: Opening | None = None
    overdue: Opening | None = None


@dataclass(frozen=True, slots=True)
class Slotted:
    """A text with slots in braces, which may be none but these."""

    slots: tuple[str, ...]
    most: int = 600
    name: tuple[str, str] = ("{ } のある文", "text with { }")

    def read(self, node: Node, at: Reading, field: Trail) -> str | None:
        if not isinstance(node, Scalar) or not node.block:
            found = Text(self.most).read(node, at, field)
        else:
            found = node.text.strip()
        for slot in _SLOT.findall(found or ""):
            if slot not in self.slots:
                known = ", ".join(f"{{{one}}}" for one in self.slots)
                at.error(node.mark, "hello-slot", field, known=known)
                return None
        return found


def filled(text: str, values: dict[str, str]) -> str:
    """The text with its slots filled; blanks that an empty one leaves at the end go."""
    return _SLOT.sub(lambda match: values.get(match[1], ""), text).strip()


def _opening(kind: str) -> Field:
    slots = (*_ALWAYS, *_SLOTS.get(kind, ()))
    record = RecordOf(
        Opening,
        {
            "subject": Field(Slotted(slots, 120), "件名", "Subject", required=True),
            "opening": Field(
                ListOf(Slotted(slots), 50), "書き出し", "Ways to begin", required=True
            ),
        },
    )
    return Field(record, kind, kind)


_PARTS = {
    "greeting": Field(Slotted(_ALWAYS, 120), "呼びかけ", "Greeting"),
    "closing": Field(ListOf(Slotted(_ALWAYS), 50), "結び", "Ways to end"),
    "signature": Field(Slotted(_ALWAYS), "署名", "Signature"),
}
WORDING: RecordOf[Wording] = RecordOf(
    Wording,
    {one.name: _PARTS.get(one.name) or _opening(one.name) for one in fields(Wording)},
)


def load_wording(root: Path, lang: str, problems: Problems) -> Wording:
    """The wording of a language: the house's, with the portal's own laid over it."""
    name = f"hello.{lang}.yml"
    found = Wording()
    for folder, path in _places(root, name):
        source = load_text(folder, path, problems)
        node = parse_yaml(source.text, path, problems) if source else None
        own = node and WORDING.read(node, Reading(path, problems, ZoneInfo("UTC")), "")
        if own:
            found = replace(found, **_said(own))
    return found


def _places(root: Path, name: str) -> Iterator[tuple[Path, str]]:
    house, own = resources.templates_folder() / "desk" / name, root / FOLDER / name
    yield house.parent.parent.parent, f"{house.parent.parent.name}/desk/{name}"
    if own.is_file() and not own.samefile(house):
        yield root, f"{FOLDER}/{name}"


def _said(own: Wording) -> dict[str, Any]:
    return {one.name: value for one in fields(own) if (value := getattr(own, one.name))}
