"""Keys, and a portal whose private records are sealed to them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from portals import MKDOCS, SmallPortal

from enishi.desk.cabinet import Cabinet
from enishi.desk.keys import Identity, Ring, write_identity
from enishi.desk.sealing import Sealing
from enishi.problems import Problems, Refused
from enishi.report import render_problems

ZONE = ZoneInfo("Asia/Tokyo")
MINE, SPARE, OTHER = Identity.fresh(), Identity.fresh(), Identity.fresh()
MAIL, SECOND, PHONE = "ken.sato@mail.example.org", "kenichi@home.example.net", "090-1234-5678"
NOTE = "新しい店の話を、くわしくうかがった。"
RECORD = f"""\
emails: [{MAIL}, {SECOND}]
phones:
  - {PHONE}
birthday: 1985-04-12
stage: customer
care: {{cadence: quarterly, do_not_contact: no}}
touches:
  - on: 2026-10-02
    channel: phone
    note: {NOTE}
  - on: 2026-11-02
    channel: mail
alliance: ""
notes: |
  甘いものが苦手で、いつも手みやげに困る。

  おせんべいは食べる。
"""
WORDS = (MAIL, SECOND, PHONE, "1985-04-12", NOTE, "おせんべい")
"""Values that no message may tell."""


@dataclass(frozen=True)
class SealedPortal(SmallPortal):
    """A portal with recipients, and an identity outside of it."""

    identity: Path

    def cabinet(self, *identities: Identity) -> Cabinet:
        return Cabinet(self.root, "private", Ring(identities=identities or (MINE,)))

    def sealing(self, *identities: Identity) -> Sealing:
        return Sealing(self.cabinet(*identities), ZONE)

    def seal(self) -> SealedPortal:
        self.sealing().seal((), rotate=False, accept=False)
        return self

    def text(self, name: str = "ken.yml") -> str:
        return (self.root / "private" / name).read_text(encoding="utf-8")

    def said(self, *identities: Identity) -> list[str]:
        """`path:line:col code` of what is wrong with the records; no message tells a value."""
        problems = Problems()
        try:
            self.cabinet(*identities).cards(ZONE, problems)
        except Refused as refused:
            problems = refused.problems
        return told(problems)


def told(problems: Problems) -> list[str]:
    for lang in ("ja", "en"):
        for form in ("text", "json", "github"):
            text = render_problems(problems, lang, form)
            assert not any(word in text for word in WORDS), text
    return [f"{one.path}:{one.mark.line}:{one.mark.column} {one.code}" for one in problems]


def recipients(*identities: Identity) -> str:
    return "".join(f"# a key\n{one.recipient.text}\n" for one in identities)


def sealed_portal(tmp_path: Path) -> SealedPortal:
    identity = tmp_path / "config" / "identity.txt"
    write_identity(identity, MINE)
    made = SealedPortal(tmp_path / "portal", identity)
    made.write(
        {
            "mkdocs.yml": MKDOCS,
            "alumni/ken.yml": "name: 佐藤 健一\n"
            "consents: [{purpose: portal, status: given, on: 2025-01-01}]\n",
            "private/ken.yml": RECORD,
            "private/recipients.txt": recipients(MINE, SPARE),
        }
    )
    return made


@pytest.fixture
def locked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without an identity."""
    monkeypatch.setenv("ENISHI_IDENTITY", os.devnull + "-none")
