"""Forgets a person: what is only about them goes, what points to them is cut, and it is shown.

A plan is made by reading alone. It is carried out in an order in which nothing is lost if it is
broken off: first what the records say is laid aside, then tokens are written, texts are changed
one by one, and files removed. Done again, it goes on from wherever it was.
"""

from __future__ import annotations

import codecs
import os
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path

from enishi.aside import left_aside
from enishi.dates import months_after
from enishi.desk.absence import Looked, Looker, Place, folders_of
from enishi.desk.cabinet import Cabinet, Held, card_in
from enishi.desk.comeback import rows_of
from enishi.desk.dossier import (
    NOTHING,
    Dossier,
    Earlier,
    case_of,
    close_case,
    dossier_of,
    open_case,
    private_files,
    private_node,
)
from enishi.desk.excision import Edit
from enishi.desk.fingerprint import FORGOTTEN
from enishi.desk.forgotten import (
    Entry,
    Kept,
    Memorial,
    evidence_of,
    key_for,
    remember,
    sweep,
)
from enishi.desk.git import git_of
from enishi.desk.index import drop_index
from enishi.desk.keys import Ring
from enishi.desk.likeness import Traits, tokens_of, traits_of
from enishi.desk.mentions import Mentions, without
from enishi.desk.removals import issues_in, removals_of
from enishi.desk.sealed import Opened
from enishi.desk.sealing import Sealing
from enishi.desk.subject import Subject, but_common
from enishi.desk.workbench import wipe
from enishi.problems import Mark, Problems, Refused, refusal
from enishi.references import nearest
from enishi.settings import Settings
from enishi.source.files import SourceFile, list_files, load_text
from enishi.source.nodes import parse_yaml
from enishi.source.purposes import PURPOSES, STATUSES
from enishi.source.records import (
    PEOPLE,
    TIMELINE_FILE,
    entry_in,
    entry_paths,
    people_paths,
    person_in,
)
from enishi.source.schema import Reading
from enishi.source.tree import Mapping as Record
from enishi.source.tree import Node, Scalar, Sequence
from enishi.speech import PHRASES
from enishi.standing import SETTINGS
from enishi.writing import put, remove

_EDITED = (".md", ".yml", ".yaml", ".json", ".csv", ".tsv", ".jsonl", ".ndjson", ".log")
InClear = Callable[[str, Path], tuple[str, Opened] | None]
"""`in_clear(path, file)`: what a sealed record says, and how it is sealed; None for others."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that stays, and what is cut out of it."""

    path: str
    """As it is told."""
    file: Path
    lines: tuple[int, ...]
    before: bytes
    """The whole file as it was read."""
    data: bytes
    """The whole file as it will be."""
    clear: bytes
    """The same as it can be read: a sealed record is not what it says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a forgetting does. Making one changes nothing."""

    dossier: Dossier
    removals: tuple[tuple[str, Path], ...]
    """Files that go: `(as told, file)`."""
    changes: tuple[Change, ...]
    by_hand: tuple[Place, ...]
    """What is said of the person in texts: no program can take it out of a sentence."""
    evidence: tuple[Kept, ...]
    had_letters: bool = False
    """Whether letters were, or could have been, sent to them."""
    was_shown: bool = False
    """Whether there was ever a consent for the portal."""
    issues: tuple[str, ...] = ()
    """Whose letters in the outbox are not whole any more."""

    @property
    def is_empty(self) -> bool:
        return not (self.removals or self.changes or self.by_hand)


@dataclass(frozen=True)
class Ground:
    """The portal in which somebody is to be forgotten."""

    root: Path
    settings: Settings
    today: date
    earlier: Earlier = NOTHING
    """What git knows of the person."""
    ring: Ring = field(default_factory=Ring)
    """What opens sealed records."""
    shelves: tuple[Path, ...] = ()
    """Where commands keep what they work on."""

    @cached_property
    def cabinet(self) -> Cabinet:
        return Cabinet(self.root, self.settings.ours.private, self.ring)

    @cached_property
    def sealing(self) -> Sealing:
        return Sealing(self.cabinet, self.settings.zone)

    def mentions(self, subject: Subject) -> Mentions:
        ja, en = PHRASES["forget.somebody"]
        return Mentions(subject, self.settings.url, {"ja": ja, "en": en}, self.settings.lang)

    def looker(self, subject: Subject) -> Looker:
        return Looker(self.mentions(subject))

    def unknown(self, person_id: str) -> Refused:
        """What to raise where there is no such person."""
        known = {Path(path).stem for path in list_files(self.root, PEOPLE)}
        known |= {Path(path).stem for path in self.cabinet.record_paths()}
        return refusal(PEOPLE, "person-unknown", near=nearest(person_id, known))


def plan_of(ground: Ground, person_id: str) -> Plan:
    """What is to be done about a person. Raises `Refused` where nobody knows of them."""
    cabinet = ground.cabinet
    _check_place(ground)
    dossier = dossier_of(cabinet, person_id, ground.earlier)
    known = not dossier.is_empty or case_of(cabinet, person_id).is_dir()
    if not known and Memorial(cabinet).on(Traits(ids=[person_id])) is None:
        raise ground.unknown(person_id)
    dossier = replace(dossier, subject=_distinct(ground, dossier))
    removals = dict(removals_of(cabinet, dossier, ground.mentions(dossier.subject)))
    in_clear = cache(partial(_in_clear, ground))  # for this plan: files change
    changes = tuple(_changes(ground, dossier.subject, set(removals.values()), in_clear))
    consents = list(_consents(ground, dossier))
    known_of = [*consents, *evidence_of(cabinet, [person_id])]
    return Plan(
        dossier,
        tuple(removals.items()),
        changes,
        tuple(sorted(_by_hand(ground, dossier.subject, removals, changes, in_clear))),
        tuple(consents),
        had_letters=any((one.purpose, one.status) == ("newsletter", "given") for one in known_of)
        or any(
            path.startswith(_sends(cabinet)) for path in (*removals, *(c.path for c in changes))
        ),
        was_shown=any((one.purpose, one.status) == ("portal", "given") for one in known_of),
        issues=tuple(issues_in(cabinet, removals.values())),
    )


def _sends(cabinet: Cabinet) -> tuple[str, ...]:
    return tuple(cabinet.shown(f"{name}/") for name in ("sends", "outbox", "drafts"))


def _check_place(ground: Ground) -> None:
    """The tokens must not get into a repository that anybody may read."""
    git = git_of(ground.root)
    folder = ground.cabinet.folder
    if git is None or ground.settings.ours.repository == "private":
        return
    if not folder.is_relative_to(git.top().resolve()) or (folder / ".git").exists():
        return
    place = os.path.relpath(folder, ground.root.resolve()).replace(os.sep, "/")
    if not git.says("check-ignore", "-q", "--no-index", f"{place}/{FORGOTTEN}"):
        raise refusal(place, "forget-place", place=place)


def _distinct(ground: Ground, dossier: Dossier) -> Subject:
    """By what they are known, and nobody and nothing else."""
    cabinet, others = ground.cabinet, dict[str, Node]()
    for path in people_paths(list_files(ground.root, PEOPLE)):
        node = None if path in dossier.public else _node(ground.root, path)
        if node is not None:
            others[path] = node
    for path in cabinet.record_paths():
        node = None if path in dossier.private else private_node(cabinet, path, Problems())
        if node is not None:
            others[cabinet.shown(path)] = node
    things = (_node(ground.root, path) for path in (SETTINGS, TIMELINE_FILE))
    return but_common(dossier.subject, others, [node for node in things if node is not None])


def _node(root: Path, path: str) -> Node | None:
    source = load_text(root, path, Problems()) if (root / path).exists() else None
    return parse_yaml(source.text, path, Problems(), tags=True) if source else None


def _changes(
    ground: Ground, subject: Subject, gone: set[Path], in_clear: InClear
) -> Iterator[Change]:
    mentions = ground.mentions(subject)
    for path, file, private in _sources(ground):
        if file in gone or not path.lower().endswith(_EDITED):
            continue
        before = file.read_bytes()
        sealed = in_clear(path, file) if private else None
        raw = sealed[0].encode() if sealed else before
        try:
            text = _plain(raw)
        except UnicodeDecodeError:
            continue
        is_person = _is_person(ground, path)
        cuts = mentions.in_file(path, text, private=private, person=is_person)
        if cuts.edits and not _is_worse(ground, path, text, without(text, cuts), private=private):
            clear = rewritten(raw, cuts.edits)
            data = clear
            if sealed:
                data = ground.sealing.resealed(file.name, clear.decode(), sealed[1]).encode()
            yield Change(path, file, cuts.lines, before, data, clear)


def _in_clear(ground: Ground, path: str, file: Path) -> tuple[str, Opened] | None:
    """What a sealed record says; None for any other file."""
    return ground.sealing.in_clear(file.name) if _is_person(ground, path) else None


def _is_person(ground: Ground, path: str) -> bool:
    """Whether a file is somebody's record."""
    folder, _, name = path.partition("/")
    records = (PEOPLE, ground.cabinet.shown("").rstrip("/"))
    return folder in records and "/" not in name and name.endswith((".yml", ".yaml"))


def _sources(ground: Ground) -> Iterator[tuple[str, Path, bool]]:
    for folder in ("content", PEOPLE):
        for path in list_files(ground.root, folder):
            yield path, ground.root / path, False
    for path in private_files(ground.cabinet):
        if path != FORGOTTEN:
            yield ground.cabinet.shown(path), ground.cabinet.folder / path, True


def _is_worse(ground: Ground, path: str, before: str, after: str, *, private: bool) -> bool:
    """Whether a record would have faults that it has not now."""

    def faults(text: str) -> Counter[str]:
        problems = Problems()
        source, at = SourceFile(path, text), Reading(path, problems, ground.settings.zone)
        if private and _is_person(ground, path):
            card_in(Held(source, parse_yaml(text, path, problems)), at)
        elif people_paths([path]):
            person_in(source, at)
        elif entry_paths([path]):
            entry_in(source, at)
        return Counter(one.code for one in problems.errors)

    return bool(faults(after) - faults(before))


def _plain(raw: bytes) -> str:
    """As texts are read. Raises `UnicodeDecodeError` where it is none."""
    return re.sub(r"\r\n?", "\n", raw.removeprefix(codecs.BOM_UTF8).decode())


def rewritten(raw: bytes, edits: tuple[Edit, ...]) -> bytes:
    """The bytes of a file with edits of its plain text; line ends and mark stay as they are."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw.removeprefix(mark).decode()
    breaks = [at.start() - number for number, at in enumerate(re.finditer("\r\n", text))]
    for one in sorted(edits, reverse=True):
        start, end = (at + bisect_left(breaks, at) for at in (one.start, one.end))
        text = text[:start] + one.new + text[end:]
    return mark + text.encode()


def _by_hand(
    ground: Ground,
    subject: Subject,
    removals: Mapping[str, Path],
    changes: tuple[Change, ...],
    in_clear: InClear,
) -> Iterator[Place]:
    """What would be left in the sources."""
    looker, new = ground.looker(subject), {one.path: one.clear for one in changes}
    settings = (SETTINGS, ground.root / SETTINGS, False)
    for path, file, private in (settings, *_sources(ground)):
        if path not in removals:
            data = new.get(path)
            if data is None:
                sealed = in_clear(path, file) if private else None
                data = sealed[0].encode() if sealed else file.read_bytes()
            yield from looker.places_in(path, data, private=private)


# --- consents


def _consents(ground: Ground, dossier: Dossier) -> Iterator[Kept]:
    """The least of each consent. How it was given is left out where it says who gave it."""
    keep_until = months_after(ground.today, 12 * ground.settings.ours.keep_evidence)
    looker = ground.looker(dossier.subject)
    nodes = [_node(ground.root, path) for path in dossier.public]
    records = (path for path in dossier.private if path.endswith((".yml", ".yaml")))
    nodes += [private_node(ground.cabinet, path, Problems()) for path in records]
    for node in nodes:
        found = node.get("consents") if isinstance(node, Record) else None
        for item in found.items if isinstance(found, Sequence) else (found,):
            kept = _kept_of(item, keep_until) if isinstance(item, Record) else None
            if kept and kept.how and any(looker.values_in("", kept.how.encode())):
                kept = replace(kept, how="")
            if kept:
                yield kept


def _kept_of(item: Record, keep_until: date) -> Kept | None:
    def text(*keys: str) -> str:
        node = item.get(*keys)
        return node.text.strip() if isinstance(node, Scalar) else ""

    on, until = _day(text("on")), _day(text("until"))
    if text("purpose") not in PURPOSES or text("status") not in STATUSES or on is None:
        return None
    return Kept(
        item.mark,
        text("purpose"),
        text("status"),
        on,
        keep_until,
        until,
        text("how"),
        text("notice", "id") or text("notice"),
        text("notice", "sha256"),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# --- doing it


def erase(ground: Ground, plan: Plan) -> None:
    """Carry a plan out. For whoever holds what builds, senders and writers of records hold.

    Raises `Refused` where somebody wrote into a file meanwhile; what was done stays done.
    """
    cabinet, dossier = ground.cabinet, plan.dossier
    if not plan.is_empty:
        open_case(cabinet, dossier)
    remember(cabinet, Entry(Mark(), ground.today, _tokens_of(ground, dossier), plan.evidence))
    sweep(cabinet, ground.today)
    drop_index(cabinet)
    for left in chain.from_iterable(map(left_aside, ground.shelves)):
        wipe(left)
    for change in plan.changes:
        if change.file.read_bytes() != change.before:
            raise refusal(change.path, "forget-changed", id=dossier.id)
        put(change.file, change.data)
    for _, file in plan.removals:
        remove(file)
        _remove_empty(file.parent, cabinet)
    for folder in folders_of(cabinet.folder, dossier.subject):
        _remove_empty(folder, cabinet)


def _tokens_of(ground: Ground, dossier: Dossier) -> tuple[str, ...]:
    """None by which somebody who is on file could be taken for them."""
    cabinet, key = ground.cabinet, key_for(ground.cabinet)
    public = people_paths(list_files(ground.root, PEOPLE))
    rows = dict(rows_of(cabinet, key, [path for path in public if path not in dossier.public]))
    own = {cabinet.shown(path) for path in dossier.private}
    others = {token for path, tokens in rows.items() if path not in own for token in tokens}
    return tuple(one for one in tokens_of(key, traits_of(dossier.subject)) if one not in others)


def _remove_empty(folder: Path, cabinet: Cabinet) -> None:
    """Folders below the private one that were the person's alone."""
    while folder != cabinet.folder and folder.is_relative_to(cabinet.folder):
        if not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
        folder = folder.parent


def look(ground: Ground, plan: Plan) -> Looked:
    """What is left in the tree, the site, its spare, and the cache."""
    return ground.looker(plan.dossier.subject).at_tree(ground.cabinet, ground.sealing)


def finish(ground: Ground, plan: Plan) -> None:
    """Nothing is left: what the records said need not be kept any more."""
    close_case(ground.cabinet, plan.dossier.id)
