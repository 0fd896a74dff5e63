"""Any service, or a mail merge: the letter as it is, and a table (RFC 4180) with what is known."""

from __future__ import annotations

from enishi.desk.target import Recipient, Target


def row(one: Recipient, address: str, issue: str) -> tuple[str, ...]:
    return address, one.name, one.last, one.first, one.id


TARGET = Target(
    title="CSV",
    source="https://www.rfc-editor.org/rfc/rfc4180",
    columns=("email", "name", "last_name", "first_name", "id"),
    row=row,
    encoding="utf-8-sig",
)
