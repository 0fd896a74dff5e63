"""Mailchimp: contacts with tags (https://mailchimp.com/help/format-guidelines-for-your-import-file/)."""

from __future__ import annotations

from enishi.desk.alumnus import Alumnus
from enishi.desk.export import Column, Sheet


def tags(one: Alumnus) -> str:
    """The list, and how they stand to us, parted as Mailchimp parts tags."""
    return ",".join(filter(None, (one.label.replace(",", " "), one.stage)))


EXPORT = Sheet(
    title="Mailchimp",
    source="https://mailchimp.com/help/format-guidelines-for-your-import-file/",
    columns=(
        Column("Email Address", lambda one: one.email, ("Email", "メールアドレス")),
        Column("First Name", lambda one: one.parts[0], ("FNAME", "名")),
        Column("Last Name", lambda one: one.parts[1], ("LNAME", "姓")),
        Column("Tags", tags, ("TAGS", "タグ"), is_tags=True),
    ),
    encoding="utf-8-sig",
)
