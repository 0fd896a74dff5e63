"""Every file of a site in memory, without the theme around it: to look at what shows what.

What the theme adds to a page is the same for all pages of a section, and knows of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from enishi.digests import Digests
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
    """Prints publications of one portal. A job that was done for the last one is not done again."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._done: dict[bytes, Sheet] = {}

    def of(self, publication: Publication) -> dict[str, bytes]:
        """`{file of the site: its bytes}`."""
        press = replace(self._press, site=publication.site)
        stamper = Stamper(_Bare(), publication.site)
        before, self._done, digests = self._done, {}, Digests()
        found: dict[str, bytes] = {}

        def carried_out(jobs: Iterable[Job]) -> list[Made]:
            made = []
            for job in jobs:
                key = digests.of(job.make.__module__, job.make.__qualname__, job.path, job.inputs)
                sheet = before.get(key) or _sheet_of(job, press, stamper)
                self._done[key] = sheet
                found[file_of(job.path)] = sheet[0]
                if sheet[1] is not None:
                    made.append(made_of(job.path, sheet[1]))
            return made

        made = carried_out(
            job for form in formats() if form.plan for job in form.plan(publication, press)
        )
        for form in formats():
            if form.plan_over:
                carried_out(form.plan_over(made, publication, press))
            if form.print_over:
                files = form.print_over(made, publication, press, {})
                found |= {path: data for path, data in files.items() if data is not None}
        return found


def _sheet_of(job: Job, press: Press, stamper: Stamper) -> Sheet:
    result = job.make(press, *job.inputs)
    if isinstance(result, Page):
        return stamper.stamp(result), notes_of(result)
    return result, None
