"""Brevo: its template language, which is Django's (https://help.brevo.com/hc/en-us/articles/4402386448530).

A brace in plain text is printed as a string.
"""

from __future__ import annotations

from enishi.desk.target import Target, in_languages

TARGET = Target(
    title="Brevo",
    source="https://help.brevo.com/hc/en-us/articles/4402386448530",
    columns=("EMAIL", "FIRSTNAME", "LASTNAME"),
    signs=("{{", "{%", "{#"),
    literal="{{ '%s' }}",
    stop="{{ unsubscribe }}",
    web="{{ mirror }}",
    name=in_languages(
        "{% if contact.FIELD %}{{ contact.FIELD }}{% else %}ANYONE{% endif %}",
        "LASTNAME",
        "FIRSTNAME",
    ),
)
