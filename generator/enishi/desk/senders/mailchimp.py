"""Mailchimp: merge tags `*|…|*` (https://mailchimp.com/help/all-the-merge-tags-cheat-sheet/).

Tags are looked for in the source, so a character reference between `*` and `|` breaks one. There
is no way to write the two signs into plain text; a space parts them.
"""

from __future__ import annotations

from enishi.desk.target import Recipient, Target, in_languages


def row(one: Recipient, address: str, issue: str) -> tuple[str, ...]:
    """Tagged with the issue, so that it can be sent to those alone who may have it today."""
    return address, one.first, one.last, issue


TARGET = Target(
    title="Mailchimp",
    source="https://mailchimp.com/help/all-the-merge-tags-cheat-sheet/",
    columns=("Email Address", "First Name", "Last Name", "Tags"),
    row=row,
    signs=("*|",),
    stop="*|UNSUB|*",
    web="*|ARCHIVE|*",
    name=in_languages("*|IF:FIELD|**|FIELD|**|ELSE:|*ANYONE*|END:IF|*", "LNAME", "FNAME"),
)
