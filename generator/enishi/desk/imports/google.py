"""Google: contacts, as Google CSV (https://support.google.com/contacts/answer/7199294).

Columns with a number stand there as often as the richest contact needs.
"""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="Google",
    source="https://support.google.com/contacts/answer/7199294",
    is_mixed=True,
    columns={
        "given": ("First Name", "Given Name"),
        "middle": ("Middle Name", "Additional Name"),
        "family": ("Last Name", "Family Name"),
        "given-kana": ("Phonetic First Name", "Given Name Yomi"),
        "family-kana": ("Phonetic Last Name", "Family Name Yomi"),
        "preferred": ("Nickname",),
        "company": ("Organization Name", "Organization # - Name"),
        "job": ("Organization Title", "Organization # - Title"),
        "birthday": ("Birthday",),
        "email": ("E-mail # - Value",),
        "phone": ("Phone # - Value",),
        "city": ("Address 1 - City",),
        "region": ("Address 1 - Region",),
        "country": ("Address 1 - Country",),
    },
    telling=(
        ("Phonetic First Name",),
        ("E-mail # - Value",),
        ("File As", "Organization Name"),
        ("Given Name Yomi",),
    ),
    others=(
        "Phonetic Middle Name", "File As", "Name Prefix", "Name Suffix", "Photo", "Labels", "Notes",
        "Organization Department", "E-mail # - Label", "E-mail # - Type", "Phone # - Label",
        "Phone # - Type", "Address # - Label", "Address # - Formatted", "Address # - Street",
        "Address # - PO Box", "Address # - Postal Code", "Address # - Extended Address",
        "Website # - Label", "Website # - Value", "Event # - Label", "Event # - Value",
        "Relation # - Label", "Relation # - Value", "Custom Field # - Label", "Custom Field # - Value",
    ),
)  # fmt: skip
