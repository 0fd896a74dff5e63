"""What has changed since somebody left, the most telling first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from enishi.dates import PartialDate
from enishi.views import Change, Span

MOST = 4
"""Changes that one letter tells."""
_ROUND = 3 * MOST
"""Of all, so many are told in turn; the rest is on the page of the year."""
_THINGS = ("department", "office", "project")


class Since:
    """Answers what to tell of a company's past to those who were away."""

    def __init__(self, changes: Iterable[Change], spans: Iterable[Span], last: date) -> None:
        """`changes` are those until today; `last` is the day of the letter before."""
        self._changes = sorted(changes, key=lambda one: one.on.first, reverse=True)
        self._last = last
        self._sold = {
            name: one.start
            for one in spans
            if one.kind == "product" and one.start
            for name in (one.name, *one.former_names)
        }

    def told_to(
        self, left: PartialDate, paths: Collection[str], turn: int, but: Collection[str] = ()
    ) -> tuple[Change, ...]:
        """A few of what is surely later than they left; `paths` are of what they were part of, and
        `but` names what they are told of elsewhere.

        What is new since the letter before comes first. Of all else each letter (`turn`, counted
        from 0 since they left) goes on where the one before ended, so that few read the same
        twice in a row.
        """
        later = [one for one in self._changes if one.on.first > left.last and one.title not in but]
        later.sort(key=lambda one: self._rank(one, left, paths))
        fresh = [one for one in later if one.on.first > self._last and turn]
        rest = [one for one in later if one not in fresh][:_ROUND]
        start = turn * MOST % len(rest) if len(rest) > MOST else 0
        return (*fresh, *rest[start:], *rest[:start])[:MOST]

    def _rank(self, one: Change, left: PartialDate, paths: Collection[str]) -> int:
        theirs = one.ref is not None and one.ref.path in paths
        kind = one.kind.partition("-")[0]
        if one.kind == "company":
            return 0
        if theirs:
            return 1
        if one.kind == "product":
            return 2 if self._was_sold(one, left) else 4
        if one.kind in ("product-opened", "office-opened", "office-closed"):
            return 3
        if one.kind == "event":
            return 4
        return 5 if one.old and kind in _THINGS else 6

    def _was_sold(self, one: Change, left: PartialDate) -> bool:
        """Whether it was there when they left, so that they know it by its old name."""
        start = self._sold.get(one.new)
        return start is not None and start.last <= left.first
