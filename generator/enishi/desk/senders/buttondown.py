"""Buttondown: Django templates (https://docs.buttondown.com/template-variables).

Plain text is made of the HTML by Buttondown itself; ours is escaped all the same, by printing a
brace as a string, for whoever pastes it.
"""

from __future__ import annotations

import json

from enishi.desk.target import Recipient, Target, in_languages

_MODE = "<!-- buttondown-editor-mode: naked -->\n"
"""Tells Buttondown to take the HTML as it is, and not as Markdown."""


def row(one: Recipient, address: str, issue: str) -> tuple[str, ...]:
    known = {"first_name": one.first, "last_name": one.last}
    data = json.dumps({key: value for key, value in known.items() if value}, ensure_ascii=False)
    return address, "", issue, data


TARGET = Target(
    title="Buttondown",
    source="https://docs.buttondown.com/template-variables",
    columns=("email", "notes", "tags", "metadata"),
    row=row,
    signs=("{{", "{%", "{#"),
    literal="{{ '%s' }}",
    stop="{{ unsubscribe_url }}",
    web="{{ email_url }}",
    name=in_languages(
        "{% if subscriber.metadata.FIELD %}{{ subscriber.metadata.FIELD }}"
        "{% else %}ANYONE{% endif %}",
        "last_name",
        "first_name",
    ),
    finish=lambda html: _MODE + html,
)
