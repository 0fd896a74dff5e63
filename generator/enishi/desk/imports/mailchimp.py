"""Mailchimp: an audience, as it is exported (https://mailchimp.com/help/view-export-contacts/)."""

from __future__ import annotations

from collections.abc import Mapping

from enishi.desk.layout import Layout
from enishi.desk.records import STAGES

_OURS = frozenset({*STAGES, "卒業生", "Alumni"})


def echoes(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Tags, where they are those that `enishi export --for mailchimp` gives."""
    tags = {one.strip().strip('"') for one in cells.get("tags", "").split(",")}
    return ("tags",) if tags <= _OURS else ()


SOURCE = Layout(
    title="Mailchimp",
    source="https://mailchimp.com/help/view-export-contacts/",
    is_mixed=True,
    columns={
        "email": ("Email Address", "メールアドレス"),
        "given": ("First Name", "FNAME", "名"),
        "family": ("Last Name", "LNAME", "姓"),
        "phone": ("Phone Number", "PHONE"),
        "company": ("Company",),
    },
    telling=(
        ("MEMBER_RATING",),
        ("LEID", "EUID"),
        ("Email Address", "First Name", "Tags"),
        ("Email Address", "FNAME"),
    ),
    others=(
        "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP", "CONFIRM_TIME", "CONFIRM_IP", "LATITUDE",
        "LONGITUDE", "GMTOFF", "DSTOFF", "TIMEZONE", "CC", "REGION", "LAST_CHANGED", "LEID", "EUID",
        "NOTES", "TAGS", "Address", "Birthday",
    ),
    echoes=echoes,
)  # fmt: skip
