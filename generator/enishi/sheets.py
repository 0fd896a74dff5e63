"""Every file of a site in memory, without the theme around it: to look at what shows what.

What the theme adds to a page is the same for all pages of a section, and knows of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from enishi.imprint import Imprint
from enishi.making import file_of, made_of, notes_of
from enishi.memory import Line
from enishi.outputs import Format, formats
from enishi.shells import BODY, HEAD
from enishi.stamper import Stamper
from enishi.views import Job, Made, Page, Press, Publication


class _Bare(dict[str, str]):
    """Shells with nothing in them."""

    def __missing__(self, name: str) -> str:
        return HEAD + BODY


class Sheet:
    """A file of the site; printed when somebody looks at it."""

    def __init__(
        self, job: Job, press: Press, stamper: Stamper, imprint: Imprint | None, line: Line | None
    ) -> None:
        """`line` is that of the imprint, where it has the file."""
        self.job = job
        self._press, self._stamper, self._imprint, self._line = press, stamper, imprint, line

    @property
    def data(self) -> bytes:
        return self._printed[0]

    @cached_property
    def made(self) -> Made | None:
        """What formats over all pages are told of a page; None of any other file."""
        notes = self._line[1] if self._line else self._printed[1]
        return made_of(self.job.path, notes) if notes else None

    @property
    def around(self) -> bytes:
        """All that stands in the file, perhaps with the theme around it, where that is known
        without printing it."""
        known = self._imprint.read(self.job) if self._imprint and self._line else None
        return self.data if known is None else known

    @cached_property
    def _printed(self) -> tuple[bytes, tuple[object, ...] | None]:
        result = self.job.make(self._press, *self.job.inputs)
        if isinstance(result, Page):
            return self._stamper.stamp(result), notes_of(result)
        return result, None


class Sheaf(dict[str, Sheet | bytes]):
    """`{file of the site: what it holds}` of a publication."""

    def data(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        found = self.get(path)
        return found.data if isinstance(found, Sheet) else found

    def around(self, path: str) -> bytes:
        """As `Sheet.around`."""
        found = self[path]
        return found.around if isinstance(found, Sheet) else found


class Sheets:
    """Prints publications of one portal; what the first or the last one had is not done again.

    With an imprint, files that stand in the site need not be printed to know what formats over
    all pages make of them.
    """

    def __init__(self, press: Press, imprint: Imprint | None = None) -> None:
        self._press, self._imprint = press, imprint
        self._first: dict[str, Sheet] = {}
        self._last: dict[str, Sheet] = {}
        self._over: dict[str, dict[str, bytes]] = {}

    def of(self, publication: Publication) -> Sheaf:
        """Every file of the publication, whose site is that of the others."""
        press = replace(self._press, site=publication.site)
        stamper = Stamper(_Bare(), publication.site)
        done: dict[str, Sheet] = {}

        def carry_out(jobs: Iterable[Job]) -> None:
            for job in jobs:
                done[job.path] = self._sheet_of(job, press, stamper)

        forms = formats()
        for form in forms:
            if form.plan:
                carry_out(form.plan(publication, press))
        made = [sheet.made for sheet in done.values() if sheet.made]
        sheaf = Sheaf()
        for form in forms:
            if form.plan_over:
                carry_out(form.plan_over(made, publication, press))
            if form.print_over:
                sheaf.update(self._printed_over(form, made, publication, press))
        self._first, self._last = self._first or done, done
        sheaf.update({file_of(path): sheet for path, sheet in done.items()})
        return sheaf

    def _printed_over(
        self, form: Format, made: Sequence[Made], publication: Publication, press: Press
    ) -> dict[str, bytes]:
        """What a format makes out of all pages, from what it made of nearly the same ones."""
        assert form.print_over  # noqa: S101
        old = self._over.get(form.name)
        if old is None:
            old = self._imprint.files_of(form.name) if self._imprint else {}
        found = form.print_over(made, publication, press, old)
        new = {path: old[path] if data is None else data for path, data in found.items()}
        self._over.setdefault(form.name, new)
        return new

    def _sheet_of(self, job: Job, press: Press, stamper: Stamper) -> Sheet:
        """That of an equal job, if there was one: it sees nothing but its inputs."""
        for known in (self._first.get(job.path), self._last.get(job.path)):
            if known and known.job == job:
                return known
        # The imprint is of one site; what only a trial has is not in it.
        imprint = None if self._first else self._imprint
        return Sheet(job, press, stamper, imprint, imprint.line_of(job) if imprint else None)
