"""What a list of alumni becomes for another program: a table of a service, or a document of ours.

A *sheet* goes to a service, which is told no more than it needs to write to those who agreed to
letters. A *document* stays with whoever keeps the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from enishi.desk.alumnus import Alumnus
from enishi.desk.audience import REASONS
from enishi.source.spreadsheets import heading_of

PAUSED, HERE = "paused", "here"
"""Why a service is told nothing of somebody, beside why they get no letter: contact with them
rests, or they work here."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a service's table."""

    heading: str
    value: Callable[[Alumnus], str]
    others: tuple[str, ...] = ()
    """Headings that the same column has in the service's own exports, or in other languages."""
    is_tags: bool = False
    """Its cells hold several words, parted by commas: ours are added to theirs."""

    def is_called(self, heading: str) -> bool:
        known = {heading_of(one) for one in (self.heading, *self.others)}
        return heading_of(heading) in known


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table that a service takes in. By its first column, the e-mail address, people are
    found again."""

    title: str
    """The service by name."""
    source: str
    """Where its columns are described."""
    columns: tuple[Column, ...]
    encoding: str = "utf-8"
    is_advertising: bool = False
    """Whether people are shown advertisements by it: a consent for letters covers that only where
    the notice said so."""
    suffix: ClassVar[str] = ".csv"
    without: ClassVar[tuple[str, ...]] = (*REASONS, PAUSED, HERE)
    """For which reasons somebody is left out."""

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def row(self, one: Alumnus) -> list[str]:
        return [column.value(one) for column in self.columns]


@dataclass(frozen=True, slots=True)
class Document:
    """A file for whoever keeps the desk."""

    title: str
    source: str
    suffix: str
    render: Callable[[Sequence[Alumnus]], str]
    without: tuple[str, ...] = ()
    """For which reasons somebody is left out."""


Export = Sheet | Document
