"""HubSpot: contacts, as they are exported (https://knowledge.hubspot.com/import-and-export/export-records).

Headings are the labels of its properties. Those that begin with Alumni are ours (`enishi export
--for hubspot`).
"""

from __future__ import annotations

from collections.abc import Mapping

from enishi.desk.exporters.hubspot import LIFECYCLE
from enishi.desk.layout import Layout


def echoes(cells: Mapping[str, str]) -> tuple[str, ...]:
    """The name of our list, and the stage that HubSpot has from us, as long as it is that one."""
    if "alumni list" not in cells:
        return ()
    same = cells.get("lifecycle stage", "") == LIFECYCLE.get(cells.get("alumni stage", ""))
    return ("alumni list", "lifecycle stage") if same else ("alumni list",)


SOURCE = Layout(
    title="HubSpot",
    source="https://knowledge.hubspot.com/import-and-export/export-records",
    is_mixed=True,
    columns={
        "email": ("Email", "Email Address", "Additional email addresses", "Eメール", "メールアドレス"),
        "given": ("First Name", "名"),
        "family": ("Last Name", "姓"),
        "kana": ("Alumni Kana",),
        "phone": ("Mobile Phone Number", "Phone Number", "携帯電話番号", "電話番号"),
        "company": ("Company Name", "Company", "会社名"),
        "job": ("Job Title", "役職"),
        "industry": ("Industry", "業種"),
        "city": ("City", "市区町村"),
        "region": ("State/Region", "State", "都道府県/地域", "都道府県"),
        "country": ("Country/Region", "Country", "国/地域", "国"),
        "linkedin": ("LinkedIn URL",),
        "website": ("Website URL",),
        "stage": ("Alumni Stage",),
        "joined": ("Alumni Joined",),
        "left": ("Alumni Left",),
    },
    telling=(
        ("Lifecycle Stage",),
        ("ライフサイクルステージ",),
        ("Record ID", "Email"),
        ("Record ID - Contact",),
    ),
    others=(
        "Lifecycle Stage", "ライフサイクルステージ", "Record ID", "Record ID - Contact", "Contact owner",
        "Lead Status", "Create Date", "Last Activity Date", "Marketing contact status", "Alumni List",
        "Associated Company",
    ),
    echoes=echoes,
)  # fmt: skip
