"""Does what follows from a message: at once where it proves itself, else if somebody says yes."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from enishi.desk.board import FILE, FOLDER, Greeting, lines_of
from enishi.desk.cabinet import Cabinet, Held, card_in
from enishi.desk.contributions import Contribution, contribution_of, house_of
from enishi.desk.correspondents import Correspondents
from enishi.desk.inbox import Item, Sorter, sorter_of
from enishi.desk.places import is_in_git
from enishi.desk.returns import BOUNCES, REPLIES, SUPPRESSED, Entry, mark_of, write_down
from enishi.desk.revision import File, Revision, revision_of
from enishi.desk.sealed import Opened
from enishi.desk.sealing import Sealing
from enishi.desk.trees import branch_of
from enishi.problems import Problems, Refused, refusal
from enishi.register import Register
from enishi.settings import Settings
from enishi.source.files import SourceFile
from enishi.source.nodes import parse_yaml
from enishi.source.people import Person
from enishi.source.schema import Reading
from enishi.source.tree import Mapping as Record
from enishi.standing import Scan
from enishi.writing import append, make_private, put


@dataclass(frozen=True, slots=True)
class Proposal:
    """A revision, and how the private record is sealed that it is of."""

    item: Item
    revision: Revision
    sealed: Opened | None = None


@dataclass(frozen=True, slots=True)
class Settling:
    """Work on what came in. Every message is written down once it is dealt with."""

    sealing: Sealing
    register: Register
    sorter: Sorter
    house: frozenset[str] = frozenset()
    """The domains that the company writes from."""
    is_shared: bool = True
    """Whether others may read the portal's repository."""

    @property
    def today(self) -> date:
        return self.register.today

    @property
    def known(self) -> Correspondents:
        return self.sorter.known

    def shown(self, proposal: Proposal) -> str:
        """The private record as it is named to people."""
        return self.sealing.cabinet.shown(proposal.revision.private.path)

    def at_once(self, items: Iterable[Item]) -> None:
        """Stops that bear a token, and bounces of which it is known whose they are."""
        stops, bounces = [], list[Entry]()
        for item in items:
            if item.sort == "stop":
                stops.append(self._entry(item, "token"))
            elif item.sort == "bounce":
                bounces += self._bounced(item)
        write_down(self.sealing.cabinet, SUPPRESSED, stops)
        write_down(self.sealing.cabinet, BOUNCES, bounces)

    def suppress(self, item: Item) -> None:
        """Somebody looked, and says that the one person of the message wants no more letters."""
        write_down(self.sealing.cabinet, SUPPRESSED, [self._entry(item, item.by or "address")])

    def lay_aside(self, item: Item, how: str = "aside") -> None:
        """Nothing is to be done, or somebody did it."""
        write_down(self.sealing.cabinet, REPLIES, [self._entry(item, how)])

    def _entry(self, item: Item, how: str) -> Entry:
        on = self.today.isoformat()
        return Entry(item.mail.digest, on, how, item.person, item.issue)

    def _bounced(self, item: Item) -> Iterator[Entry]:
        """A line for each person and address. A letter was sent to where its person is written
        to, whatever address a server on the way made of it."""
        on, secret = self.today.isoformat(), self.known.secret
        for person in item.people:
            for one in item.bounces:
                theirs = self.known.has(person, one.address)
                if not theirs and item.by != "letter":
                    continue
                mark = mark_of(secret, one.address if theirs else self.known.first_of(person))
                yield Entry(item.mail.digest, on, one.how, person, item.issue, one.status, mark)

    # --- words for somebody who leaves

    def contribution(self, item: Item) -> Contribution:
        """What a mail would add to the board of its person."""
        known = bool(self.known.by_address(item.mail.sender))
        return contribution_of(item.mail, self.house, known)

    def add_words(self, item: Item, greeting: Greeting, leave: str) -> None:
        """Write a greeting at the end of the board, which is begun where there is none.

        Raises `Refused` where git would take it in, in a repository that others may read.
        """
        cabinet = self.sealing.cabinet
        file = cabinet.folder / FOLDER / item.person / FILE
        if is_in_git(file.parent, FILE, cabinet, shared=self.is_shared):
            raise refusal(cabinet.shown(f"{FOLDER}/{item.person}"), "graduate-place")
        make_private(file.parent)
        append(file, lines_of(greeting, leave).encode())
        self.lay_aside(item, "applied")

    # --- replies

    def proposal(self, item: Item) -> Proposal:
        """What a reply would change. Raises `Refused` for records with faults, or locked ones."""
        person, public = self._public(item.person)
        path, private, sealed = self._private(item.person)
        found = revision_of(item.answer, item.mail, person, public, (path, private), self.today)
        if found.public and found.public.is_changed:
            self.register.person_in(SourceFile(found.public.path, found.public.after))
        if found.private.is_changed:
            self._check_private(found.private)
        return Proposal(item, found, sealed)

    def apply(self, proposal: Proposal) -> None:
        """Make the change, both records or, where one was changed meanwhile, neither.

        Raises `Refused`. Done twice it changes nothing more.
        """
        public, private = proposal.revision.public, proposal.revision.private
        folder = self.sealing.cabinet.folder
        made: list[tuple[Path, bytes, int | None]] = []
        if private.is_changed:
            made.append((folder / private.path, self._sealed(private, proposal.sealed), 0o600))
        if public and public.is_changed:
            file = self.register.root / public.path
            made.append((file, _as_it_stood(file.read_bytes(), public), None))
        for file, new, mode in made:
            put(file, new, mode)
        self.lay_aside(proposal.item, "applied")

    def _public(self, person: str) -> tuple[Person | None, str]:
        if person not in self.register.paths:
            return None, ""
        source = self.register.load(self.register.path_of(person))
        return self.register.person_in(source), source.text

    def _private(self, person: str) -> tuple[str, str, Opened | None]:
        cabinet = self.sealing.cabinet
        names = {path.rpartition(".")[0]: path for path in cabinet.record_paths()}
        path = names.get(person, f"{person}.yml")
        if person not in names:
            return path, "", None
        clear = self.sealing.in_clear(path)
        if clear:
            return path, clear[0], clear[1]
        problems = Problems()
        source = cabinet.load(path, problems)
        if source is None:
            raise Refused(problems)
        return path, source.text, None

    def _check_private(self, file: File) -> None:
        source = SourceFile(self.sealing.cabinet.shown(file.path), file.after)
        at = Reading(source.path, Problems(), self.sealing.zone)
        node = parse_yaml(source.text, source.path, at.problems)
        card_in(Held(source, node), at)
        if at.problems.errors:
            raise Refused(at.problems)

    def _sealed(self, file: File, sealed: Opened | None) -> bytes:
        """The file of a private record as it will be: sealed where the folder's records are."""
        cabinet = self.sealing.cabinet
        there = cabinet.folder / file.path
        if sealed:
            clear = self.sealing.in_clear(file.path)
            if clear is None or clear[0] != file.before:
                raise refusal(cabinet.shown(file.path), "answer-changed")
            return self.sealing.resealed(file.path, file.after, sealed).encode()
        if there.exists():
            return _as_it_stood(there.read_bytes(), file)
        problems = Problems()
        to = cabinet.recipients(problems)
        source = SourceFile(cabinet.shown(file.path), file.after)
        node = parse_yaml(source.text, source.path, problems)
        if problems.errors:
            raise Refused(problems)
        if not to or not isinstance(node, Record):
            return file.after.encode()
        return self.sealing.text_of(source, branch_of(node), to, None).encode()


def settling_of(cabinet: Cabinet, settings: Settings, seen: Scan, today: date) -> Settling:
    """Raises `Refused` where there is no private folder, or records of it cannot be read: who
    wrote is known by the addresses in them."""
    if not cabinet.is_there:
        raise refusal(cabinet.shown("").rstrip("/"), "inbox-private")
    problems = Problems()
    cards = cabinet.every_card(settings.zone, problems)
    if problems.errors:
        raise Refused(problems)
    register = Register(cabinet.root, settings.zone, today, seen)
    sorter = sorter_of(cabinet, settings, register.paths, cards)
    is_shared = settings.ours.repository != "private"
    return Settling(
        Sealing(cabinet, settings.zone), register, sorter, house_of(settings), is_shared
    )


def _as_it_stood(raw: bytes, file: File) -> bytes:
    """The new text with the old one's line ends and mark at the beginning.

    Raises `Refused` where another text stands there now, or one with several kinds of line ends.
    """
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    for end in ("\n", "\r\n"):
        if raw == mark + file.before.replace("\n", end).encode():
            return mark + file.after.replace("\n", end).encode()
    raise refusal(file.path, "answer-changed")
