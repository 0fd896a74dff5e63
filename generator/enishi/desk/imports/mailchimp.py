"""Mailchimp: an audience, as it is exported (https://mailchimp.com/help/view-export-contacts/)."""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="Mailchimp",
    source="https://mailchimp.com/help/view-export-contacts/",
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
)  # fmt: skip
