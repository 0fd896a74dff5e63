"""What a browser is answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus

from enishi.speech import PHRASES

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a browser is sent."""

    body: bytes
    kind: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    policy: str = ""
    """A content security policy of its own; empty for that of the desk."""

    def with_header(self, name: str, value: str) -> Reply:
        return replace(self, headers=(*self.headers, (name, value)))

    def with_status(self, status: int) -> Reply:
        return replace(self, status=status)


@dataclass(frozen=True, slots=True)
class Done:
    """What is told when a form was taken."""

    lines: tuple[str, ...]
    place: str
    """The section that tells it."""
    hint: str = ""
    """How to take it back."""
    page: str | None = None
    """The page that tells it; None for the one that the form stood on."""


def plain(status: int, key: str, lang: str, **values: object) -> Reply:
    """A sentence of the commands, for whoever gets no page."""
    text = PHRASES[key][lang == "en"].format(**values)
    return Reply(f"{text}\n".encode(), TEXT, status)


def onward(address: str, *headers: tuple[str, str]) -> Reply:
    """The way to another page, to be asked for with GET."""
    return Reply(b"", status=HTTPStatus.SEE_OTHER, headers=(("Location", address), *headers))
