"""HubSpot: contacts (https://knowledge.hubspot.com/import-and-export/set-up-your-import-file).

Stages are told by HubSpot's internal names, which hold in every language of its pages. What has
no place among its own properties has a heading that begins with Alumni.
"""

from __future__ import annotations

from enishi.desk.alumnus import Alumnus
from enishi.desk.export import Column, Sheet

LIFECYCLE = {
    "": "subscriber",  # who is exported agreed to letters, and that is what the word means there
    "graduate": "subscriber",  # the same: they read us, and nothing is being sold to them
    "ambassador": "evangelist",  # speaks for us, which is HubSpot's own definition
    "referrer": "evangelist",  # speaks for us, and with success
    "customer": "customer",  # has bought
    "partner": "other",  # works with us; HubSpot's stages know only buying
    "boomerang": "other",  # works here again: outside of what is sold to whom
    "paused": "other",  # left out of every table; named here so that each stage has its word
}
"""`{stage of ours: stage of HubSpot}`"""

MAIL = ("Email Address", "E-mail", "Eメール", "メールアドレス")


def lifecycle(one: Alumnus) -> str:
    return LIFECYCLE[one.stage]


EXPORT = Sheet(
    title="HubSpot",
    source="https://knowledge.hubspot.com/import-and-export/set-up-your-import-file",
    columns=(
        Column("Email", lambda one: one.email, MAIL),
        Column("First Name", lambda one: one.parts[0], ("名",)),
        Column("Last Name", lambda one: one.parts[1], ("姓",)),
        Column("Job Title", lambda one: one.title, ("役職",)),
        Column("Company Name", lambda one: one.company, ("Company", "会社名")),
        Column("City", lambda one: one.place[0], ("市区町村",)),
        Column("State/Region", lambda one: one.place[1], ("State", "都道府県/地域", "都道府県")),
        Column("Country/Region", lambda one: one.place[2], ("Country", "国/地域", "国")),
        Column("Lifecycle Stage", lifecycle, ("ライフサイクルステージ",)),
        Column("Alumni List", lambda one: one.label),
        Column("Alumni Stage", lambda one: one.stage),
        Column("Alumni Kana", lambda one: one.name.kana if one.name else ""),
        Column("Alumni Joined", lambda one: one.joined),
        Column("Alumni Left", lambda one: one.left),
    ),
    encoding="utf-8-sig",
)  # fmt: skip
