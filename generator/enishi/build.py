"""The whole story: load, check, publish, render, assemble, replace."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from enishi import program, workshop
from enishi.assembly import Assembly
from enishi.checks import check_library, check_texts, check_tone
from enishi.compose import compose
from enishi.dates import Day
from enishi.digests import Digests
from enishi.galleys import Galleys
from enishi.lastscan import UNSCANNED, Guard, check_site
from enishi.library import Known, Library, load_library
from enishi.lock import held
from enishi.making import Maker, Works, planned
from enishi.memory import Memory
from enishi.outputs import formats
from enishi.problems import Problems, Refused, problems_from, refusal, rows_of
from enishi.recall import Recall
from enishi.recovery import recover
from enishi.render import digest_of_words, press_of, words_of
from enishi.roll import Enrolled
from enishi.settings import DEFAULT_ZONE, Settings, load_settings
from enishi.shrinkage import check_shrinkage
from enishi.stamper import Stamper
from enishi.standing import CACHE, SITE_FOLDER, Counts, Scan, scan, ticket_of
from enishi.theme import Theme, build_theme, shell_inputs
from enishi.views import Job, Made, Output, Press, Publication, Site
from enishi.weight import MEGABYTE, check_weight

Tell = Callable[[str, int, int], None]
"""`tell(stage, done, whole)`: called as the work goes on; 0 of 0 where nothing is counted."""


@dataclass(frozen=True, slots=True)
class Means:
    """How to build; none of it but `preview` changes a byte of the site."""

    processes: int = 0
    """0: as many as there are processors, but two at least."""
    memory: Memory | None = None
    """What the last build knew; without it, what its cache file says."""
    reference: bool = False
    """Have the reference parser read every text."""
    seen: Scan | None = None
    """The portal's files, where they were looked at a moment ago."""
    alone: bool = False
    """Whether nobody else can write where the site is: then it is as it was left."""
    preview: bool = False
    """Whether whoever shows the pages puts a script of its own into them, which none of the
    public ones may have."""
    may_shrink: bool = False
    """Whether the site may lose many pages at once."""
    guard: Guard | None = None
    """Who looks through the site before it is published, for what is private."""
    witness: Callable[[Portal], None] | None = None
    """Who is shown what was published, once the site stands."""

    @property
    def hands(self) -> int:
        return self.processes or workshop.hands()


@dataclass(slots=True)
class Report:
    """What a build made, and how long each stage took in seconds."""

    site: Path
    counts: Counts = field(default_factory=Counts)
    made: int = 0
    """How many files had to be made; the rest is as it was."""
    restored: bool = False
    """Whether files of the site had been taken away, or others put there, since the last build."""
    stages: dict[str, float] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)
    """Warnings; a build with errors makes no report."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.stages[name] = self.stages.get(name, 0.0) + time.perf_counter() - start


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal folder, read, checked and made public for one day."""

    root: Path
    settings: Settings
    library: Library
    publication: Publication
    press: Press
    galleys: Galleys


def open_portal(
    root: Path,
    problems: Problems,
    day_of: Callable[[ZoneInfo], Day],
    *,
    means: Means = Means(),
) -> Portal:
    """Read and check everything. Raises `Refused`, with every problem, if there are errors.

    What a memory knows need not be read again; it is not written.
    """
    memory = means.memory or Memory(None, b"")
    settings = _settings_of(root, problems)
    report = Report(root / SITE_FOLDER, problems=problems)
    return _opened(root, settings, day_of(settings.zone), scan(root), memory, report, means)


def _settings_of(root: Path, problems: Problems) -> Settings:
    settings = load_settings(root, problems)
    if settings is None:
        # The mistakes of the rest are shown as well.
        seen = scan(root)
        load_library(root, DEFAULT_ZONE, date.min, problems, Known(), Galleys(), seen=seen)
        raise Refused(problems)
    return settings


def _opened(
    root: Path,
    settings: Settings,
    day: Day,
    seen: Scan,
    memory: Memory,
    report: Report,
    means: Means,
) -> Portal:
    problems, known = report.problems, memory.known
    galleys = Galleys(memory.galleys, reference=means.reference)
    with report.stage("load"):
        library = load_library(
            root,
            settings.zone,
            day.today,
            problems,
            known,
            galleys,
            seen=seen,
            processes=means.hands,
        )
    with report.stage("check"):
        check_library(library, settings, root, memory.recall, problems)
        check_texts(root, library, known, seen, memory.recall, problems)
        check_tone(root, library, settings, known, seen, problems)
    with report.stage("publish"):
        publication = compose(library, settings, root, problems, day, galleys, memory)
        press = _press_for(root, publication.site, day.today, problems, seen, memory.recall)
    if problems.errors:
        raise Refused(problems)
    memory.galleys = galleys.used
    return Portal(root, settings, library, publication, press, galleys)


def _press_for(
    root: Path, site: Site, today: date, problems: Problems, seen: Scan, recall: Recall
) -> Press:
    """The same press as long as site, day, words and the portal's own templates are the same."""
    words = words_of(root, problems)
    own = tuple((path, seen[path]) for path in seen if path.startswith("templates/"))
    key = "press", site, today, digest_of_words(words), own
    return recall.by(key, lambda: press_of(root, site, today, words))


def build_site(
    root: Path,
    day_of: Callable[[ZoneInfo], Day],
    tell: Tell = lambda stage, done, whole: None,
    *,
    site: Path | None = None,
    means: Means = Means(),
) -> Report:
    """Build the portal in `root` into `site/`, which is replaced whole or not at all.

    Raises `Refused` when the input has errors, when the new site would have lost many pages, or
    when another build is at work there.
    """
    report = Report(site or root / SITE_FOLDER)
    tell("load", 0, 0)
    with held(report.site), uncollected():
        recover(report.site)
        memory = means.memory or _memory_of(root, site, means)
        return _built(root, day_of, tell, report, memory, means)


def _built(
    root: Path,
    day_of: Callable[[ZoneInfo], Day],
    tell: Tell,
    report: Report,
    memory: Memory,
    means: Means,
) -> Report:
    with report.stage("scan"):
        seen = means.seen or memory.lookout.scan(root)
        settings = _settings_of(root, report.problems)
        day = day_of(settings.zone)
        private = means.guard.fingerprint(settings.ours.private) if means.guard else UNSCANNED
        ticket = ticket_of(
            root, seen, day, settings.zone, reference=means.reference, private=private
        )
        if ticket == memory.ticket and (means.alone or memory.is_intact(report.site)):
            report.counts = Counts(**memory.counts)
            report.problems.extend(problems_from(memory.warnings))
            return report
    portal = _opened(root, settings, day, seen, memory, report, means)
    with report.stage("assemble"):
        assembly = Assembly(report.site, memory.standing, trusted=means.alone)
        report.restored = memory.standing is not None and not assembly.stood
    with (
        _once_swapped(assembly),
        assembly,
        tempfile.TemporaryDirectory(prefix="enishi-") as staging,
    ):
        tell("theme", 0, 0)
        with report.stage("theme"):
            theme = _theme_of(portal, memory, Path(staging))
        with report.stage("render"):
            works = _carried_out(portal, theme, assembly, memory, tell, means)
        with report.stage("guard"):
            memory.marks, memory.freed = _guarded(portal, assembly, memory, report, means, tell)
        limit = settings.ours.site_limit * MEGABYTE
        check_weight(assembly.sizes, report.site.name, limit, report.problems)
        if not means.may_shrink:
            check_shrinkage(assembly.before, assembly.sizes, report.site.name, report.problems)
        if report.problems.errors:
            raise Refused(report.problems)
        with report.stage("replace"):
            memory.standing = assembly.publish(spare=memory.lasts or memory is means.memory)
        with report.stage("remember"):
            report.made, report.counts = works.done, _counts(portal, memory)
            memory.ledger = works.ledger
            _remember(portal, memory, report, ticket)
    if means.witness:
        means.witness(portal)
    return report


def _remember(portal: Portal, memory: Memory, report: Report, ticket: bytes) -> None:
    """Keep for the next build what this one found out."""
    memory.counts, memory.warnings = asdict(report.counts), rows_of(report.problems)
    # What is remarked on a person who is not shown is not kept, so it is found out again.
    hidden = {one.path for one in portal.library.people.values() if one.profile is None}
    memory.ticket = b"" if any(one.path in hidden for one in report.problems) else ticket
    if not memory.ticket:
        memory.warnings = []
    memory.zone, memory.place = portal.settings.zone.key, portal.settings.ours.private
    memory.recall.turn()
    memory.save()


@contextmanager
def _once_swapped(assembly: Assembly) -> Iterator[None]:
    """What fails once the new site stands does not undo it, and is told apart."""
    try:
        yield
    except OSError as fault:
        if assembly.swapped:
            told = refusal(assembly.site.name, "build-unremembered").problems
            raise Refused(told, untouched=False) from fault
        raise


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for cycles: a build makes next to none, and looks at millions of things
    in vain."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.freeze()  # what is left is there to stay; it need not be looked at when all ends
            gc.enable()


def _memory_of(root: Path, site: Path | None, means: Means) -> Memory:
    """A site elsewhere is made from nothing: what is remembered is of `site/`."""
    if site is None:
        return Memory(root / CACHE, program.version())
    memory = Memory(None, b"")
    memory.recall = Recall(keeps=False)
    return memory


def _theme_of(portal: Portal, memory: Memory, staging: Path) -> Theme:
    """The engine runs only if something of what the shells depend on has changed."""
    inputs = shell_inputs(portal.root, portal.settings, portal.publication, portal.press)
    digest = inputs.digest()
    if memory.theme[0] != digest:
        theme = build_theme(inputs, staging)
        memory.theme = digest, theme.shells, [(one.path, one.data) for one in theme.assets]
    _, shells, assets = memory.theme
    return Theme(shells, [Output(path, data) for path, data in assets])


def _carried_out(
    portal: Portal, theme: Theme, assembly: Assembly, memory: Memory, tell: Tell, means: Means
) -> Works:
    """Every file of the site, in its place."""
    publication, press = portal.publication, portal.press
    stamper = Stamper(theme.shells, publication.site, strict=not means.preview)
    maker = Maker(press, stamper, str(assembly.folder), assembly.files)
    works = Works(maker, assembly, memory.ledger, memory.recall, means.hands)
    for asset in theme.assets:
        assembly.write(asset.path, asset.data)
    if portal.settings.ours.cname:
        assembly.write("CNAME", f"{portal.settings.ours.cname}\n".encode())

    def count(done: int, whole: int) -> None:
        tell("render", done, whole)

    def carried_out(plans: Iterable[Iterable[Job]]) -> list[Made]:
        know_people(portal.library.people.values(), memory.recall.digests)
        return list(works.carry_out((job for plan in plans for job in plan), count))

    recall, forms = memory.recall, formats()
    made = carried_out(planned(form, publication, press, recall) for form in forms if form.plan)
    carried_out(form.plan_over(made, publication, press) for form in forms if form.plan_over)
    for form in forms:
        if form.print_over:
            works.print_over(form, made, publication)
    return works


def know_people(people: Iterable[Enrolled], digests: Digests) -> None:
    """Profiles that depend on no other file have the digests that they were enrolled with."""
    for person in people:
        if person.profile is not None and person.loose is None:
            digests.know(person.profile, person.digest)


def _guarded(
    portal: Portal, assembly: Assembly, memory: Memory, report: Report, means: Means, tell: Tell
) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Look for what is private: for all of it in files that are new, and for what is new of it in
    all others. What was looked for and what of it was let off, as both may be remembered."""
    if means.guard is None:
        return frozenset(), frozenset()
    sides: tuple[list[str], list[str]] = ([], [])
    for one in portal.library.people.values():
        sides[one.profile is not None].append(one.path)
    limited = [one.path for one in portal.library.people.values() if one.is_limited]
    place, today = portal.settings.ours.private, portal.publication.today
    watch = means.guard.watch(place, *sides, limited, today, report.problems)
    fresh, freed = assembly.fresh, watch.free(memory.freed)
    rest = assembly.sizes.keys() - fresh
    for files, wanted in ((fresh, watch), (rest, watch.but(memory.marks, memory.freed))):
        freed |= check_site(
            assembly.folder,
            files,
            wanted,
            report.problems,
            means.hands,
            name=report.site.name,
            tell=lambda done, whole: tell("guard", done, whole),
        )
    return watch.marks, freed


def _counts(portal: Portal, memory: Memory) -> Counts:
    publication = portal.publication
    files = memory.standing.files if memory.standing else {}
    return Counts(
        pages=sum(path.endswith(".html") for path in files),
        files=len(files),
        bytes=sum(size for _, size, _ in files.values()),
        people=len(publication.people),
        hidden=len(portal.library.people) - len(publication.people),
        news=len(publication.news),
        letters=len(publication.newsletters),
    )
