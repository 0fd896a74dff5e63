"""The time somebody spent here, drawn as a cord along an axis that ends now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from enishi.dates import PartialDate
from enishi.views import Ref, Stay

_LEFT, _WIDE = 4.0, 92.0
"""Where the axis begins and how long it is, in hundredths of the drawing."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stay; places and widths are hundredths of the drawing, as text."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Label:
    """A year below the axis."""

    x: str
    year: int
    ends: bool
    """Whether the text ends at `x` rather than beginning there."""


@dataclass(frozen=True, slots=True)
class Ribbon:
    bands: tuple[Band, ...]
    labels: tuple[Label, ...]
    dots: tuple[str, ...]
    """Where each milestone stands."""
    names_now: bool
    """Whether there is room to write that the axis ends now."""


def ribbon_of(
    stays: Sequence[Stay], left: PartialDate | None, lived: Sequence[Ref], month: date
) -> Ribbon:
    """`stays` are latest first; `month` is the one that the axis ends with."""
    now = month.year + (month.month - 1) / 12
    first = _begins(stays[-1].joined)
    whole = max(now - first, 1.0)
    scale = _Scale(first, whole, now)
    gone = _ends(left) if left else now
    return Ribbon(
        bands=tuple(scale.band(stay) for stay in reversed(stays)),
        labels=tuple(label for stay in reversed(stays) for label in scale.labels(stay)),
        dots=tuple(scale.place(_noted(ref.note)) for ref in lived),
        names_now=(now - gone) / whole > 0.12,
    )


def _begins(when: PartialDate) -> float:
    return when.year + ((when.month or 1) - 1) / 12


def _ends(when: PartialDate) -> float:
    return when.year + (when.month or 12) / 12


def _noted(note: str) -> float:
    """The day of a milestone, which its link carries as `2015`, `2015-04` or `2015-04-01`."""
    return int(note[:4]) + (int(note[5:7] or "1") - 1) / 12


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    whole: float
    now: float

    def place(self, year: float) -> str:
        return f"{_LEFT + _WIDE / self.whole * (year - self.first):.2f}%"

    def _time_of(self, stay: Stay) -> tuple[float, float]:
        end = _ends(stay.left) if stay.left else self.now
        return _begins(stay.joined), min(end, self.now)

    def band(self, stay: Stay) -> Band:
        start, end = self._time_of(stay)
        return Band(self.place(start), f"{max(_WIDE / self.whole * (end - start), 1.0):.2f}%")

    def labels(self, stay: Stay) -> Iterator[Label]:
        start, end = self._time_of(stay)
        late = _WIDE / self.whole * (start - self.first) > 80
        yield Label(self.place(end if late else start), stay.joined.year, late)
        if stay.left and (end - start) / self.whole > 0.14:
            yield Label(self.place(end), stay.left.year, True)
