"""Every file of a site in memory, without the theme around it: to look at what shows what.

What the theme adds to a page is the same for all pages of a section, and knows of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from enishi.making import file_of, made_of, notes_of
from enishi.outputs import formats
from enishi.shells import BODY, HEAD
from enishi.stamper import Stamper
from enishi.views import Job, Made, Page, Press, Publication

Sheet = tuple[bytes, tuple[object, ...] | None]


class _Bare(dict[str, str]):
    """Shells with nothing in them."""

    def __missing__(self, name: str) -> str:
        return HEAD + BODY


class Sheets:
    """Prints publications of one portal; what the first or the last one had is not done again."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._first: dict[str, tuple[Job, Sheet]] = {}
        self._last: dict[str, tuple[Job, Sheet]] = {}

    def of(self, publication: Publication) -> dict[str, bytes]:
        """`{file of the site: its bytes}`."""
        press = replace(self._press, site=publication.site)
        stamper = Stamper(_Bare(), publication.site)
        done: dict[str, tuple[Job, Sheet]] = {}

        def carried_out(jobs: Iterable[Job]) -> list[Made]:
            for job in jobs:
                done[job.path] = job, self._known(job) or _sheet_of(job, press, stamper)
            return [made_of(path, notes) for path, (_, (_, notes)) in done.items() if notes]

        made = carried_out(
            job for form in formats() if form.plan for job in form.plan(publication, press)
        )
        files: dict[str, bytes | None] = {}
        for form in formats():
            if form.plan_over:
                carried_out(form.plan_over(made, publication, press))
            if form.print_over:
                files |= form.print_over(made, publication, press, {})
        self._first, self._last = self._first or done, done
        files |= {file_of(path): data for path, (_, (data, _)) in done.items()}
        return {path: data for path, data in files.items() if data is not None}

    def _known(self, job: Job) -> Sheet | None:
        """What an equal job gave: it sees nothing but its inputs."""
        for known in (self._first.get(job.path), self._last.get(job.path)):
            if known and known[0] == job:
                return known[1]
        return None


def _sheet_of(job: Job, press: Press, stamper: Stamper) -> Sheet:
    result = job.make(press, *job.inputs)
    if isinstance(result, Page):
        return stamper.stamp(result), notes_of(result)
    return result, None
