"""The company's own past, looked up by ID: what tenures and news point to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from enishi.addresses import key_of
from enishi.dates import PartialDate
from enishi.gazetteer import Gazetteer, gazetteer_of
from enishi.source.timeline import Entry, Rename, Timeline
from enishi.views import Change, Ref, Span, Stay

FOLDERS = {"project": "projects", "office": "places", "department": "departments"}
"""Kinds that have pages of their own, and where."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entry of the timeline with its kind; `path` is empty where it has no page."""

    kind: str
    entry: Entry
    path: str

    @property
    def ref(self) -> Ref:
        return _ref(self.entry.name, self.path)


@lru_cache(maxsize=4096)
def _ref(title: str, path: str, note: str = "") -> Ref:
    """One link for all who were there: thousands share each."""
    return Ref(title, path, note)


def things_of(timeline: Timeline) -> Iterator[Thing]:
    """Every entry, in the order of the file."""
    kinds = {
        "department": timeline.departments,
        "project": timeline.projects,
        "office": timeline.offices,
        "product": timeline.products,
        "era": timeline.eras,
    }
    for kind, entries in kinds.items():
        for entry in entries:
            folder = FOLDERS.get(kind)
            yield Thing(kind, entry, f"alumni/{folder}/{entry.id}/" if folder else "")


class History:
    """Answers what an ID or a department's name, old or new, stands for."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.things = {(thing.kind, thing.entry.id): thing for thing in things_of(timeline)}
        self._departments = dict(self._department_names())

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """What names in cohort expressions stand for."""
        return gazetteer_of(self.timeline)

    def _department_names(self) -> Iterator[tuple[str, Thing]]:
        """Later pairs win, so the names of today stand last."""
        for rename in self.timeline.renames:
            thing = self.renamed(rename)
            if thing and thing.kind == "department":
                yield rename.old, thing
        for (kind, name), thing in self.things.items():
            if kind == "department":
                yield thing.entry.name, thing
                yield name, thing

    def department(self, text: str) -> Ref:
        """The department that a tenure names by ID, by name or by an old name.

        An old name stays as it was then; the name of today is the note.
        """
        thing = self._departments.get(text)
        if thing is None:
            return _ref(text, f"alumni/departments/{key_of(text)}/")
        if text in (thing.entry.id, thing.entry.name):
            return thing.ref
        return _ref(text, thing.path, thing.entry.name)

    def refs(self, kind: str, ids: Iterable[str]) -> tuple[Ref, ...]:
        """Links to the entries; unknown IDs were reported by `checks.py` and are passed over."""
        found = (self.things.get((kind, wanted)) for wanted in dict.fromkeys(ids))
        return tuple(thing.ref for thing in found if thing)

    def renamed(self, rename: Rename) -> Thing | None:
        """What a rename is about: its `of`, else the entry of that kind with the new name."""
        if rename.of:
            return self.things.get((rename.kind, rename.of.id))
        of_kind = (thing for thing in self.things.values() if thing.kind == rename.kind)
        return next((thing for thing in of_kind if thing.entry.name == rename.new), None)

    def renames_of(self, thing: Thing) -> Sequence[Rename]:
        """The renames of a thing, oldest first."""
        return self._renames_by_thing.get((thing.kind, thing.entry.id), ())

    @cached_property
    def _renames_by_thing(self) -> dict[tuple[str, str], list[Rename]]:
        found: dict[tuple[str, str], list[Rename]] = defaultdict(list)
        for rename in sorted(self.timeline.renames, key=lambda one: one.on.first):
            thing = self.renamed(rename)
            if thing:
                found[thing.kind, thing.entry.id].append(rename)
        return found

    def former_names(self, thing: Thing) -> tuple[str, ...]:
        """Older names of a thing, in the order of their end."""
        return tuple(dict.fromkeys(rename.old for rename in self.renames_of(thing)))

    def changes(self) -> tuple[Change, ...]:
        """All that became different, oldest first."""
        found = [*self._milestones(), *self._renames(), *self._openings()]
        return tuple(sorted(found, key=lambda change: (change.on.first, change.kind, change.title)))

    def _milestones(self) -> Iterator[Change]:
        for event in self.timeline.events:
            yield Change(event.on, "event", event.title, event.text)

    def _renames(self) -> Iterator[Change]:
        for rename in self.timeline.renames:
            thing = self.renamed(rename)
            yield Change(
                rename.on,
                rename.kind,
                rename.new,
                rename.text,
                old=rename.old,
                new=rename.new,
                ref=thing.ref if thing and thing.path else None,
            )

    def _openings(self) -> Iterator[Change]:
        """Projects, offices and products that began or ended."""
        for thing in self.things.values():
            if thing.kind not in ("project", "office", "product"):
                continue
            ref = thing.ref if thing.path else None
            for when, kind in ((thing.entry.start, "opened"), (thing.entry.to, "closed")):
                if isinstance(when, PartialDate):
                    text = thing.entry.text if kind == "opened" else ""
                    yield Change(when, f"{thing.kind}-{kind}", thing.entry.name, text, ref=ref)


def members_of(each: Iterable[Sequence[Stay]]) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """`{path: how many people were part of it}`, and `{path: name}` of departments.

    `each` are the stays of one person.
    """
    members: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for stays in each:
        paths: set[str] = set()
        for stay in stays:
            if stay.department:
                paths.add(stay.department.path)
                names.setdefault(stay.department.path, stay.department.title)
            for ref in (*stay.projects, *stay.places):
                paths.add(ref.path)
        for path in paths:
            members[path] += 1
    return members, names


def spans_of(
    history: History,
    members: tuple[Mapping[str, int], Mapping[str, str]],
    told: Mapping[str, Sequence[Ref]],
) -> Iterator[Span]:
    """Every entry of the timeline, then the departments that only tenures name.

    `members` are those of `members_of`; `told` is `{path: links to what mentions it}`.
    """
    count, names = members
    listed = {thing.path for thing in history.things.values()}
    for thing in history.things.values():
        entry, path = thing.entry, thing.path
        yield Span(
            kind=thing.kind,
            id=entry.id,
            name=entry.name,
            start=entry.start,
            to=entry.to,
            text=entry.text,
            address=entry.address,
            path=path,
            people=count.get(path, 0) if path else 0,
            news=tuple(told.get(path, ())) if path else (),
            former_names=history.former_names(thing),
        )
    loose = [(name, path) for path, name in names.items() if path not in listed]
    for name, path in sorted(loose):
        key = path.split("/")[-2]
        yield Span("department", key, name, None, None, "", "", path, count[path], (), ())
