"""Salesforce: leads, by the Data Import Wizard (https://help.salesforce.com/s/articleView?id=xcloud.field_mapping_for_importing_leads.htm).

A lead must have a last name and a company. Where none is known stands what Salesforce itself
writes there.
"""

from __future__ import annotations

from enishi.desk.alumnus import Alumnus
from enishi.desk.export import Column, Sheet

MISSING = "[not provided]"


def last(one: Alumnus) -> str:
    return one.parts[1] or one.parts[0] or MISSING


def description(one: Alumnus) -> str:
    """`卒業生 2015-04/2022-03`"""
    return f"{one.label} {one.joined}/{one.left}" if one.joined else one.label


EXPORT = Sheet(
    title="Salesforce",
    source="https://help.salesforce.com/s/articleView?id=xcloud.field_mapping_for_importing_leads.htm",
    columns=(
        Column("Email", lambda one: one.email, ("メール", "メールアドレス")),
        Column("First Name", lambda one: one.parts[0], ("名", "FirstName")),
        Column("Last Name", last, ("姓", "LastName")),
        Column("Company", lambda one: one.company or MISSING, ("会社名", "Company / Account")),
        Column("Title", lambda one: one.title, ("役職",)),
        Column("City", lambda one: one.place[0], ("市区郡",)),
        Column("State/Province", lambda one: one.place[1], ("State", "都道府県")),
        Column("Country", lambda one: one.place[2], ("国",)),
        Column("Lead Source", lambda one: one.label, ("リードソース", "LeadSource")),
        Column("Description", description, ("説明",)),
    ),
)  # fmt: skip
