"""Puts what is private into a printed letter: nowhere else does a private value meet a text."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import escape

from enishi.desk.edition import Edition
from enishi.desk.private import Private, reveal


def enclosed_html(printed: str, values: Mapping[str, Private[str]]) -> Private[str]:
    """The letter with each value in the place of its mark; a value is never markup."""
    for mark, value in values.items():
        printed = printed.replace(mark, str(escape(reveal(value))))
    return Private(printed)


def enclosed_text(printed: str, values: Mapping[str, Private[str]]) -> Private[str]:
    """As `enclosed_html`, for a text that is no HTML."""
    for mark, value in values.items():
        printed = printed.replace(mark, reveal(value))
    return Private(printed)


def parts_of(edition: Edition) -> dict[str, bytes]:
    """`{suffix: data}`: an edition as files for whoever wants to look at it."""
    return {"html": reveal(edition.html).encode(), "txt": reveal(edition.text).encode()}
