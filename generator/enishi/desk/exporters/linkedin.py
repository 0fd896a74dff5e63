"""LinkedIn Campaign Manager: a contact list (https://www.linkedin.com/help/lms/answer/a1489764).

The headings are those of LinkedIn's template, which takes no others. Names have at most 35
characters and jobs 50; an at sign may stand in addresses alone; a country is told by its two
letters. There is no place for the name of a list: it is given where the file is uploaded.
"""

from __future__ import annotations

from enishi.desk.alumnus import Alumnus
from enishi.desk.export import Column, Sheet

NAME, JOB = 35, 50
_COUNTRIES = {"日本": "JP", "日本国": "JP", "japan": "JP"}


def country(one: Alumnus) -> str:
    """Two letters, or nothing: a country that LinkedIn does not know spoils the row."""
    text = one.place[2]
    if len(text) == 2 and text.isascii() and text.isalpha():
        return text.upper()
    return _COUNTRIES.get(text.casefold(), "")


def _text(found: str, most: int) -> str:
    return found.replace("@", " ").replace("＠", " ").strip()[:most]


EXPORT = Sheet(
    title="LinkedIn",
    source="https://www.linkedin.com/help/lms/answer/a1489764",
    columns=(
        Column("email", lambda one: one.email, ("Email Address",)),
        Column("firstname", lambda one: _text(one.parts[0], NAME), ("First Name",)),
        Column("lastname", lambda one: _text(one.parts[1], NAME), ("Last Name",)),
        Column("jobtitle", lambda one: _text(one.title, JOB), ("Job Title", "title")),
        Column("employeecompany", lambda one: _text(one.company, JOB), ("Company",)),
        Column("country", country),
        Column("googleaid", lambda one: ""),
    ),
    is_advertising=True,
)
