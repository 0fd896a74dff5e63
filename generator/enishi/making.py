"""From planned jobs to files: only what was not made of the same things last time is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from enishi import workshop
from enishi.assembly import Assembly, place
from enishi.digests import digest_of, digest_of_bytes
from enishi.memory import Line
from enishi.outputs import Format
from enishi.outputs._entries import names_asked
from enishi.recall import Recall
from enishi.stamper import Stamper
from enishi.standing import Placed
from enishi.views import Job, Made, Page, Press, Publication

Tell = Callable[[int, int], None]
"""`tell(done, all)`."""


@dataclass(frozen=True)
class Maker:
    """Does one job: `maker(job)` → what was placed, and what is known of the page."""

    press: Press
    stamper: Stamper
    folder: str
    kept: Mapping[str, Placed]
    """What stands in the folder; a file that would be the same is left alone."""

    def __call__(self, job: Job) -> tuple[Placed, tuple[object, ...] | None]:
        result = job.make(self.press, *job.inputs)
        page = result if isinstance(result, Page) else None
        data = self.stamper.stamp(result) if isinstance(result, Page) else result
        path, digest = file_of(job.path), digest_of_bytes(data)
        kept = self.kept.get(path)
        if kept is None or kept[0] != digest:
            kept = place(self.folder, path, data, digest)
        return kept, notes_of(page) if page else None


def file_of(path: str) -> str:
    """The file that a site path is served from."""
    return f"{path}index.html" if path.endswith("/") or not path else path


def notes_of(page: Page) -> tuple[object, ...]:
    """What remains known of a page, for `made_of`."""
    changed = page.changed.toordinal() if page.changed else 0
    names = names_asked(page.title, page.keywords)
    return (page.title, page.text, names, changed, page.listed, page.words)


def made_of(path: str, noted: tuple[object, ...]) -> Made:
    title, text, names, changed, listed, words = noted
    when = date.fromordinal(changed) if changed else None  # type: ignore[arg-type]
    return Made(path, title, text, names, when, listed, words)  # type: ignore[arg-type]


class _Watched:
    """A publication that notes which of its parts are asked for."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication
        self.asked: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        """Called for what was not asked for yet: then it stands among our own attributes."""
        found = self.asked[name] = self.__dict__[name] = getattr(self._publication, name)
        return found


def planned(form: Format, publication: Publication, press: Press, recall: Recall) -> Sequence[Job]:
    """The jobs of a format; those of the last build, if all that it asked for then is the same."""
    assert form.plan  # noqa: S101
    last = recall.last(("plan", form.name))
    if isinstance(last, _Plan) and last.press is press and last.fits(publication):
        plan = last
    else:
        watched = _Watched(publication)
        jobs = tuple(form.plan(cast(Publication, watched), press))
        plan = _Plan(press, watched.asked, jobs)
    return recall.same(("plan", form.name), plan).jobs


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    press: Press
    asked: Mapping[str, object]
    """What the format asked the publication for."""
    jobs: tuple[Job, ...]

    def fits(self, publication: Publication) -> bool:
        return all(getattr(publication, name) == kept for name, kept in self.asked.items())


class Kept(Mapping[str, bytes]):
    """Files of the last build, each read when it is asked for."""

    def __init__(self, assembly: Assembly, paths: Iterable[str]) -> None:
        self._assembly, self._paths = assembly, dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        return self._assembly.read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


_Keyed = tuple[Job, bytes, bytes]
"""A job, what decides on its file beside it, and its key."""


class Keys:
    """Gives jobs their keys: a digest of all that decides on a file."""

    def __init__(self, press: Press, stamp: bytes, recall: Recall) -> None:
        """`stamp` is the key of the stamper that finishes pages."""
        self._press, self._stamp, self._recall = press, stamp, recall
        self._frames: dict[tuple[object, ...], bytes] = {}
        self._last = cast(Mapping[str, _Keyed], recall.last("keys") or {})
        self._now: dict[str, _Keyed] = {}
        recall.keep("keys", self._now)

    def of(self, job: Job) -> bytes:
        """Where the job is equal to one of the last build, nothing is looked at again."""
        frame = self._frame_of(job.make, job.template)
        found = self._last.get(job.path)
        if found is None or found[1] != frame or found[0] != job:
            found = job, frame, self._recall.digests.of(frame, job.path, job.inputs)
        if self._recall.keeps:
            self._now[job.path] = found
        return found[2]

    def _frame_of(self, make: Callable[..., object], template: str) -> bytes:
        """What decides on a file beside its path and the inputs of its job."""
        frame = self._frames.get((make, template))
        if frame is None:
            stamp = self._stamp if template else b""
            key = self._press.key(template)
            frame = digest_of(make.__module__, make.__qualname__, key, stamp)
            self._frames[make, template] = frame
        return frame


class Works:
    """The works: takes plans, gives each job its key, and has done what must be done."""

    def __init__(
        self,
        maker: Maker,
        assembly: Assembly,
        ledger: Mapping[str, Line],
        recall: Recall,
        processes: int,
    ) -> None:
        """`ledger` is that of the last build."""
        self._maker, self._assembly, self._processes = maker, assembly, processes
        self._before, self._recall = ledger, recall
        self._keys = Keys(maker.press, maker.stamper.key, recall)
        self.ledger: dict[str, Line] = {}
        self.done = 0
        """How many jobs had to be done."""

    def carry_out(self, plan: Iterable[Job], tell: Tell) -> Iterator[Made]:
        """Have the files of a plan; yields the pages among them, in the order of the plan.

        Raises `Refused` when a template of the portal has a fault.
        """
        due = [(job, file_of(job.path), self._keys.of(job)) for job in plan]
        self._recall.settle()
        todo = [job for job, path, key in due if not self._is_done(path, key)]
        for _, path, _ in due:
            self._assembly.want(path)
        fresh = self._make(todo, tell)
        for job, path, key in due:
            before = self._before.get(path)
            line = (key, fresh[path]) if path in fresh or before is None else before
            self.ledger[path] = line
            if line[1] is not None:
                yield self._made_of(job.path, line[1])

    def print_over(self, form: Format, made: Sequence[Made], publication: Publication) -> None:
        """Have the files that a format makes together, unless it would make the same again."""
        assert form.print_over  # noqa: S101
        press = self._maker.press
        before = self._before.get(form.name, (b"", ()))
        key = self._key_of_pages(made)
        names = cast(tuple[str, ...], before[1] or ())
        kept = all(path in self._assembly.files for path in names)
        if before[0] != key or not names or not kept:
            old = Kept(self._assembly, names if kept else ())
            files = form.print_over(made, publication, press, old)
            names = tuple(sorted(files))
            for path in names:
                data = files[path]
                if data is None:
                    self._assembly.want(path)
                else:
                    self.done += self._assembly.write(path, data)
        else:
            for path in names:
                self._assembly.want(path)
        self.ledger[form.name] = (key, names)

    def _make(self, todo: Sequence[Job], tell: Tell) -> dict[str, tuple[object, ...] | None]:
        fresh: dict[str, tuple[object, ...] | None] = {}
        results = workshop.done(self._maker, todo, self._processes)
        for job, (placed, noted) in zip(todo, results, strict=True):
            path = file_of(job.path)
            self._assembly.enter(path, placed)
            fresh[path] = noted
            self.done += 1
            tell(len(fresh), len(todo))
        return fresh

    def _made_of(self, path: str, noted: tuple[object, ...]) -> Made:
        return self._recall.derived(("made", path), noted, lambda: made_of(path, noted))

    def _key_of_pages(self, made: Iterable[Made]) -> bytes:
        """What is known of a page follows from its job, so the keys of jobs say it all."""
        return digest_of_bytes(b"".join([self.ledger[file_of(page.path)][0] for page in made]))

    def _is_done(self, path: str, key: bytes) -> bool:
        before = self._before.get(path)
        return before is not None and before[0] == key and path in self._assembly.files
