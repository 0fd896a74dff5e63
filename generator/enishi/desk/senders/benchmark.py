"""Benchmark Email: tags `[contact_attribute:…]` (https://kb.benchmarkemail.com/).

It puts the link that ends the letters, and the one to a page, below every letter by itself; ours
stay. There is no tag for somebody without a name, and no way to write a tag into plain text: a
space follows the bracket.
"""

from __future__ import annotations

from enishi.desk.target import Target

TARGET = Target(
    title="Benchmark Email",
    source="https://kb.benchmarkemail.com/",
    columns=("Email", "First Name", "Last Name"),
    signs=("[contact_attribute:",),
)
