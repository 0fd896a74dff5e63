"""The portal as one answer of the desk's page finds it: nothing is kept from one to the next but
the index, and what lies on the tray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from enishi.desk.cabinet import Cabinet
from enishi.desk.follows import Follows
from enishi.desk.index import Index
from enishi.desk.papers import Means, Printer
from enishi.desk.pen import Pen
from enishi.desk.sealing import Sealing
from enishi.desk.today import Desk, World
from enishi.desk.touching import Scribe
from enishi.desk.tray import Tray
from enishi.problems import Problems
from enishi.register import Register
from enishi.settings import Settings
from enishi.standing import Scan, scan
from enishi.views import Answer, Press


@dataclass(frozen=True)
class Office:
    """What the sections of the page and its forms work with."""

    root: Path
    settings: Settings
    cabinet: Cabinet
    now: datetime
    lang: str
    """Of the page; the letters are in that of the portal."""
    press: Press
    phrase: Callable[..., str]
    """What the commands say, in the language of the page."""
    index: Index
    tray: Tray
    card_of: Callable[[str], Answer | None]
    """A card of the portal by its ID. Raises `Refused` for an unknown one."""
    others: tuple[tuple[str, str], ...] = ()
    """Commands that the page has no button for: name, and what they do."""

    @cached_property
    def problems(self) -> Problems:
        """What is wrong with records, as far as it was met."""
        return Problems()

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.root, self.settings, self.cabinet, self.today, kept=self.index)

    @cached_property
    def world(self) -> World:
        return self.desk.world(self.problems)

    @cached_property
    def names(self) -> dict[str, str]:
        """`{ID: name}` of everybody whose records can be read."""
        return {one.id: one.told.name or one.id for one in self.world.ties}

    @cached_property
    def seen(self) -> Scan:
        return scan(self.root)

    @cached_property
    def register(self) -> Register:
        return Register(self.root, self.settings.zone, self.today, self.seen)

    @property
    def sealing(self) -> Sealing:
        return Sealing(self.cabinet, self.settings.zone)

    @property
    def pen(self) -> Pen:
        return Pen(self.sealing)

    @property
    def scribe(self) -> Scribe:
        return Scribe(self.sealing)

    @property
    def follows(self) -> Follows:
        return Follows(self.root, self.settings, self.cabinet, self.today)

    @property
    def means(self) -> Means:
        printer = Printer(self.press.render, self.press.say, self.settings.lang)
        return Means(printer, self.settings)

    def name_of(self, person_id: str) -> str:
        return self.names.get(person_id, person_id)
