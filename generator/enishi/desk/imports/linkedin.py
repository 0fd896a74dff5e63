"""LinkedIn: `Connections.csv` of one's own data; notes stand above the headings (https://www.linkedin.com/help/linkedin/answer/a566336).

Who is connected with whom is ticked by `enishi follow --from`.
"""

from __future__ import annotations

from enishi.desk.layout import Layout

SOURCE = Layout(
    title="LinkedIn",
    source="https://www.linkedin.com/help/linkedin/answer/a566336",
    is_mixed=True,
    columns={
        "given": ("First Name",),
        "family": ("Last Name",),
        "linkedin": ("URL",),
        "email": ("Email Address",),
        "company": ("Company",),
        "job": ("Position",),
    },
    telling=(("First Name", "Last Name", "Connected On"),),
    others=("Connected On",),
)
